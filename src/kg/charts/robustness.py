"""Ranks with their intervals, measure by measure, from a table of robustness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import Chart, columns_of
from kg.charts.words import words
from kg.tables.table import Table

_RANK: Final = "rank"
_FIXED: Final = 12  # the columns before those of other choices


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The rank of a node by a measure, with the bounds of 95 % of its ranks in samples, and the extremes elsewhere.

    `in_top` is the share of samples in which it is among the first; `best` and `worst` are its ranks under the other
    choices, empty where it is in none; `missing` names those in which it is not.
    """

    measure: str
    label: str
    id: str
    rank: int
    low: int
    high: int
    in_top: float | None
    best: int | None
    worst: int | None
    missing: tuple[str, ...]


def robustness_chart(table: Table, measures: Mapping[str, str]) -> Chart:
    """Return the chart of a table of robustness; `measures` has the labels of measures by name."""
    say = words(table.language)
    others = table.columns[_FIXED:]
    name = table.columns.index("label_en" if table.language == "en" else "label")
    rows = []
    for cells in table.rows:
        told = dict(zip(table.columns, map(str, cells), strict=True))
        if told["figure"] != _RANK or not told["low"]:
            continue
        ranks = [int(told[other]) for other in others if told[other]]
        rows.append(
            RankInterval(
                measure=measures[told["measure"]],
                label=str(cells[name]),
                id=told["id"],
                rank=int(told["rank"]),
                low=int(told["low"]),
                high=int(told["high"]),
                in_top=float(told["in_top"]) if told["in_top"] else None,
                best=min(ranks, default=None),
                worst=max(ranks, default=None),
                missing=tuple(other for other in others if not told[other]),
            )
        )
    return Chart(
        "robustness",
        table.language,
        say("robustness"),
        say("robustness-by"),
        tuple(rows),
        columns_of(RankInterval),
        (),
        (*table.head, *table.foot),
    )

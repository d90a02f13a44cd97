"""What files for other programs share: what they are made of, tables without a mark, years as whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kg.network.edges import AnyGraph, LeftOut, left_out_as
from kg.network.intervals import Span
from kg.network.listed import BIPARTITE, Line, Row, edges_of, is_two_mode, nodes_of
from kg.network.spells import Censoring, Spell, spell
from kg.reading.years import NO_BOUNDS, Years
from kg.tables.table import BOM, Table, to_text

_NO_YEAR: Final = (
    "没有确知年份的边（原文未载时间，或只载时段、界限）",
    "edges without a known year (no time is said, or it is somewhere in several years)",
)
_NO_POSSIBLE_YEAR: Final = ("没有可及年份的边", "edges without a possible year")


@dataclass(frozen=True)
class Silence:
    """What silence means for the nodes of a network, by their ids.

    `covered` has the years for which some source covers a thing, as panels count them; `exists` the first and the last
    year in which it can be there, None where no source bounds it.
    """

    covered: Mapping[str, frozenset[int]] = field(default_factory=dict)
    exists: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """What files are made of: a network, the years that sources name, how time is cut, what silence means.

    `possible` asks for every year that the dates of an edge allow, `years` bound what is drawn, `window` is the years
    in a wave, `silent_is_zero` says that a covered pair of which nothing is said has no tie (else the tie is missing).
    """

    graph: AnyGraph
    covered: Span | None = None
    language: str = "zh"
    possible: bool = False
    years: Years = NO_BOUNDS
    window: int = 1
    silent_is_zero: bool = True
    silence: Callable[[], Silence] = Silence


@dataclass(frozen=True)
class Written:
    """Files by the ending of their names, the main one first, what they do not hold, and what is counted in them."""

    parts: Mapping[str, str]
    left_out: LeftOut = field(default_factory=list)
    counts: LeftOut = field(default_factory=list)


def plain_csv(columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> str:
    """Return a table as CSV that programs read: no mark before the first name, no cell guarded."""
    table = Table(tuple(columns), tuple(tuple(map(_cell, row)) for row in rows))
    return to_text(table, "csv", guard=False).removeprefix(BOM)


def _cell(value: object) -> str:
    return "" if value is None else str(value).upper() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Dated:
    """An edge with its spell and the years in which it is drawn; None where there are none."""

    start: str
    end: str
    key: str
    edge: Row
    spell: Spell
    years: Span | None


def dated(material: Material) -> Iterator[Dated]:
    """Yield every edge with its years: those in which it surely holds, or with `possible` those in which it may."""
    for start, end, key, edge in edges_of(material.graph):
        found = spell(edge)
        yield Dated(start, end, key, edge, found, drawn_years(found, material))


def drawn_years(found: Spell, material: Material) -> Span | None:
    """Return the years in which an edge is drawn, of those that are asked for; None where there are none."""
    span = found.years(material.covered, possible=material.possible)
    if span is None:
        return None
    first, last = material.years
    first, last = (max(span[0], first or span[0]), min(span[1], last or span[1]))
    return (first, last) if first <= last else None


def without_years(edges: Iterable[Dated], material: Material) -> LeftOut:
    """Return how many edges stand in no year."""
    reason = _NO_POSSIBLE_YEAR if material.possible else _NO_YEAR
    return left_out_as(reason, sum(each.years is None for each in edges))


def first_mode(graph: AnyGraph) -> int:
    """Return how many nodes are of the first mode of a two-mode network; 0 for one mode."""
    return sum(not node[BIPARTITE] for node in nodes_of(graph)) if is_two_mode(graph) else 0


def filled(script: Path, **values: object) -> str:
    """Return a script in R with values put in for its marks `@NAME@`."""
    text = script.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", _cell(value))
    return text


def positions(graph: AnyGraph) -> dict[str, int]:
    """Return the number of each node by its id, from 1; of a two-mode network the first mode comes first."""
    return {line[0]: number for number, line in enumerate(ordered(graph), start=1)}


def ordered(graph: AnyGraph) -> list[tuple[str, Row]]:
    """Return the nodes with their ids; of a two-mode network the first mode comes first."""
    return sorted(((node["id"], node) for node in nodes_of(graph)), key=lambda node: node[1].get(BIPARTITE, 0))


def joined(lines: Iterable[Line], *, directed: bool) -> dict[tuple[str, str], list[Row]]:
    """Return the edges of each pair of nodes, in order of appearance; without direction, one of either way round."""
    found: dict[tuple[str, str], list[Row]] = {}
    for start, end, _, edge in lines:
        pair = (start, end) if directed or (end, start) not in found else (end, start)
        found.setdefault(pair, []).append(edge)
    return found


def day_number(day: str, *, after: bool = False) -> int:
    """Return a day (ISO) as days since 1970-01-01, as R counts them; with `after` that of the next day."""
    return (date.fromisoformat(day) - date(1970, 1, 1) + timedelta(days=after)).days


def censored(found: Spell) -> tuple[bool, bool]:
    """Say whether the beginning and the end of a spell are not known."""
    return (
        found.censoring in {Censoring.LEFT, Censoring.BOTH, Censoring.INTERVAL},
        found.censoring in {Censoring.RIGHT, Censoring.BOTH, Censoring.INTERVAL},
    )

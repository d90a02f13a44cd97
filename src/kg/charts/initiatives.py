"""Initiatives by year and capacity: how many involvements are said, the undated counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import (
    COUNTED,
    Chart,
    Period,
    basis_of,
    columns_of,
    counted,
    not_counted,
    rests_on,
    set_name,
)
from kg.charts.extent import SPELL, WITHIN, extent
from kg.charts.material import Material
from kg.charts.parts import PARTS, part_of, parts
from kg.charts.words import words
from kg.reading.labels import Labels
from kg.reading.said import Said
from kg.terms.time import Bounds

START_UNSAID, UNCERTAIN, UNDATED = "start-unsaid", "year-uncertain", "undated"
_NAMED: Final = "Initiative"
_NO_DATE: Final = Bounds(None, None)  # when the source appeared does not say when something began


@dataclass(frozen=True, slots=True)
class Count:
    """How many counted involvements in one capacity begin in one year.

    `year` is a year, or `start-unsaid`, `year-uncertain` or `undated`; `set` the narrowest set with the capacity,
    `shown_as` what this comes to in plain words: `led`, `started`, `carried-on`, `took-part` or `not-leading`.
    """

    year: str
    capacity: str
    set: str
    count: int
    undertakings: int
    statements: tuple[str, ...]
    shown_as: str


def initiatives(material: Material, place: str = "", period: Period | None = None, *, deeds: bool = False) -> Chart:
    """Return the counts by capacity (leading first, then those with most) and year, in a place or everywhere.

    Only involvements in initiatives that some set counts; with `deeds` those in deeds, events and documents too.
    """
    say = words(material.language)
    reading = material.involvements(place)
    labels = material.labels(reading, place)
    every = [one for one in reading.said if deeds or labels.type(one.object) == _NAMED]
    why = [counted(one, material.ontology.capacity_sets) for one in every]
    taken = [one for one, reason in zip(every, why, strict=True) if reason == COUNTED]
    years = {one.iri: _year(one) for one in taken}
    kept = [one for one in taken if period is None or _falls(years[one.iri], period)]
    basis = tuple(map(basis_of, kept))
    foot = [
        rests_on(basis, reading.sources, say),
        not_counted(why, labels, say),
        say("note-year-begun"),
        say("note-verb"),
    ]
    if period and len(kept) < len(taken):
        undated = sum(not year.isdecimal() for year in years.values())
        foot.append(say("years-left", outside=len(taken) - len(kept) - undated, undated=undated))
    what = say("initiatives-deeds" if deeds else "initiatives")
    title = labels.label(place)
    return Chart(
        "initiatives",
        material.language,
        f"{title} · {what}" if place else what,
        say("in-place", place=title) if place else say("all-sources"),
        _counts([(one, years[one.iri]) for one in kept], labels),
        columns_of(Count),
        basis,
        tuple(foot),
        parts(say),
    )


def _falls(year: str, period: Period) -> bool:
    return year.isdecimal() and period.first <= int(year) <= period.last


def _year(said: Said) -> str:
    """Return the year in which the said time begins, or why there is none."""
    when = extent(said, _NO_DATE)
    low, high = {
        SPELL: (when.earliest_start, when.latest_start),
        WITHIN: (when.earliest_end, when.latest_start),
    }.get(when.form, ("", ""))
    if not when.days:
        return UNDATED
    if not low or not high:
        return START_UNSAID
    return low[:4] if low[:4] == high[:4] else UNCERTAIN


def _counts(kept: Iterable[tuple[Said, str]], labels: Labels) -> tuple[Count, ...]:
    cells: dict[tuple[str, str, str], list[Said]] = {}
    for one, year in kept:
        capacity = one.predicate.value if one.predicate else ""
        cells.setdefault((one.counting.counted_in, capacity, year), []).append(one)
    most = Counter(capacity for (_, capacity, _), found in cells.items() for _ in found)
    rank, part = {code: n for n, code in enumerate(PARTS)}, part_of(labels.ontology)
    ordered = sorted(
        cells,
        key=lambda cell: (rank[part(cell[1])], -most[cell[1]], labels.label(cell[1]), cell[2]),
    )
    return tuple(
        Count(
            year=cell[2],
            capacity=labels.label(cell[1]),
            set=set_name(cells[cell][0], labels.ontology),
            count=len(cells[cell]),
            undertakings=len({one.object for one in cells[cell]}),
            statements=tuple(one.id for one in cells[cell]),
            shown_as=part(cell[1]),
        )
        for cell in ordered
    )

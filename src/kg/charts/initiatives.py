"""Initiatives by year and capacity: how many involvements are said, the undated counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import Chart, Years, basis_of, columns_of, counted, rests_on
from kg.charts.extent import SPELL, WITHIN, extent
from kg.charts.records import Record, Records
from kg.charts.words import Say, words
from kg.terms.namespaces import KG, slug

START_UNSAID, UNCERTAIN, UNDATED = "start-unsaid", "year-uncertain", "undated"
SETS: Final = ("strict", "medium", "broad")


@dataclass(frozen=True, slots=True)
class Count:
    """How many counted involvements in one capacity begin in one year.

    `year` is a year, or `start-unsaid`, `year-uncertain` or `undated`; `set` the narrowest set with the capacity.
    """

    year: str
    capacity: str
    set: str
    count: int
    undertakings: int
    statements: tuple[str, ...]


def initiatives(records: Records, place: str = "", years: Years | None = None, *, deeds: bool = False) -> Chart:
    """Return the counts by capacity (strict set first, then those with most) and year, in a place or everywhere.

    Only actual, stated, undisputed involvements in initiatives are counted; with `deeds` those in deeds, events and
    documents too.
    """
    say = words(records.language)
    every = [r for r in records.involvements(place) if deeds or KG + "Initiative" in r.all("undertaking_type")]
    sets, disputed = records.sets(), records.disputed()
    why = {r.one("statement"): counted(r, disputed, sets=sets, wanted=SETS) for r in every}
    taken = [r for r in every if why[r.one("statement")] == "counted"]
    kept = [r for r in taken if years is None or _falls(_year(r), years)]
    rows = _counts(kept, sets, records)
    basis = tuple(map(basis_of, kept))
    foot = [
        rests_on(basis, records.sources(), say),
        not_counted(tuple(why.values()), say),
        say("note-year-begun"),
        say("note-verb"),
    ]
    if years and len(kept) < len(taken):
        undated = sum(not _year(r).isdecimal() for r in taken)
        foot.append(say("years-left", outside=len(taken) - len(kept) - undated, undated=undated))
    what = say("initiatives-deeds" if deeds else "initiatives")
    title = records.label(place) if place else ""
    return Chart(
        "initiatives",
        records.language,
        f"{title} · {what}" if place else what,
        say("in-place", place=title) if place else say("everything"),
        rows,
        columns_of(Count),
        basis,
        tuple(foot),
    )


def not_counted(why: Sequence[str], say: Say) -> str:
    """Return the line that tells how many involvements are counted and how many are not, and why."""
    reasons = {name: why.count(name) for name in ("counted", "not_actual", "inferred", "disputed")}
    outside = why.count("outside")
    return say("note-counted", **reasons) + (say("note-outside", outside=outside) if outside else "")


def _falls(year: str, years: Years) -> bool:
    return year.isdecimal() and years.first <= int(year) <= years.last


def _year(record: Record) -> str:
    """Return the year in which the said time begins, or why there is none."""
    when = extent(record.one("time"), slug(record.one("sense")))
    low, high = {
        SPELL: (when.earliest_start, when.latest_start),
        WITHIN: (when.earliest_end, when.latest_start),
    }.get(when.form, ("", ""))
    if not when.days:
        return UNDATED
    if not low or not high:
        return START_UNSAID
    return low[:4] if low[:4] == high[:4] else UNCERTAIN


def _counts(kept: Iterable[Record], sets: Mapping[str, str], records: Records) -> tuple[Count, ...]:
    cells: dict[tuple[str, str], list[Record]] = {}
    for record in kept:
        cells.setdefault((record.one("capacity"), _year(record)), []).append(record)
    records.name(capacity for capacity, _ in cells)
    most = Counter(record.one("capacity") for found in cells.values() for record in found)
    ordered = sorted(cells, key=lambda c: (SETS.index(sets[c[0]]), -most[c[0]], records.label(c[0]), c[1]))
    return tuple(
        Count(
            year,
            records.label(capacity),
            sets[capacity],
            len(cells[capacity, year]),
            len({r.one("undertaking") for r in cells[capacity, year]}),
            tuple(slug(r.one("statement")) for r in cells[capacity, year]),
        )
        for capacity, year in ordered
    )

"""Whom involvements are credited to: named people, unnamed people, groups, bodies, and places that act; by source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import Chart, basis_of, columns_of, counted, rests_on
from kg.charts.initiatives import SETS, not_counted
from kg.charts.records import Record, Records
from kg.charts.words import Say, words
from kg.terms.namespaces import KG, slug

LIMIT: Final = 30
ALL: Final = ""
PLACE_ACTING: Final = "place-acting"
SORTS: Final = ("Person", "Someone", "Group", "Body", PLACE_ACTING)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a source's counted involvements are credited to one sort of actor, of how many.

    `source` is empty for all sources together; `sort` is the actor's class, or `place-acting` for a body that stands
    for a place.
    """

    source: str
    title: str
    sort: str
    credited_as: str
    count: int
    of: int
    undertakings: int
    statements: tuple[str, ...]


def shares(records: Records, place: str = "", source: str = "", of_set: str = "broad", limit: int = LIMIT) -> Chart:
    """Return the shares for all sources together, then source by source; sorts of actor in the order of `SORTS`.

    Counted are actual, stated, undisputed involvements whose capacity is in the set. Of more than `limit` sources those
    with fewest are cut, but stay in the total.
    """
    say = words(records.language)
    every = [r for r in records.involvements(place) if not source or r.one("source") == source]
    sets, disputed = records.sets(), records.disputed()
    wanted = SETS[: SETS.index(of_set) + 1]
    why = [counted(r, disputed, sets=sets, wanted=wanted) for r in every]
    kept = [r for r, reason in zip(every, why, strict=True) if reason == "counted"]
    sources = records.sources()
    titles = {slug(iri): described.title for iri, described in sources.items()} | {ALL: say("all-sources")}
    rows, cut = _rows(kept, limit, titles, say)
    foot = [rests_on(tuple(map(basis_of, kept)), sources, say), not_counted(why, say), say("note-verb")]
    if cut:
        foot.append(say("cut-sources", limit=limit, cut=cut))
    where = [records.label(place)] if place else []
    where += [records.label(source)] if source else []
    return Chart(
        "shares",
        records.language,
        " · ".join([*where, say("shares")]),
        say("set-of", label=say(f"set-{of_set}")),
        rows,
        columns_of(Share),
        tuple(map(basis_of, kept)),
        tuple(foot),
    )


def _rows(kept: Sequence[Record], limit: int, titles: Mapping[str, str], say: Say) -> tuple[tuple[Share, ...], int]:
    by_source: dict[str, list[Record]] = {}
    for record in kept:
        by_source.setdefault(slug(record.one("source")), []).append(record)
    most = sorted(by_source, key=lambda name: -len(by_source[name]))[:limit]
    groups: dict[str, Sequence[Record]] = {ALL: kept} if len(by_source) > 1 else {}
    groups |= {name: by_source[name] for name in sorted(most)}
    rows = tuple(row for name, found in groups.items() for row in _of_source(name, titles[name], found, say))
    return rows, len(by_source) - len(most)


def _of_source(name: str, title: str, found: Sequence[Record], say: Say) -> Iterable[Share]:
    by_sort: Mapping[str, list[Record]] = {sort: [r for r in found if _sort(r) == sort] for sort in SORTS}
    for sort, records in by_sort.items():
        if records:
            undertakings = len({r.one("undertaking") for r in records})
            statements = tuple(slug(r.one("statement")) for r in records)
            yield Share(name, title, sort, say(sort), len(records), len(found), undertakings, statements)


def _sort(record: Record) -> str:
    if record.one("governed"):
        return PLACE_ACTING
    return next((slug(t) for t in record.all("actor_type") if t.startswith(KG)), "")

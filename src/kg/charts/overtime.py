"""How many lead, serve and are honoured in a year, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import (
    COUNTED,
    Category,
    Chart,
    Period,
    basis_of,
    columns_of,
    counted,
    is_current,
    not_counted,
    rests_on,
)
from kg.charts.extent import Extent, extent
from kg.charts.initiatives import UNCERTAIN, UNDATED
from kg.charts.material import INVOLVEMENT, TENURE, Material, PlaceNode
from kg.charts.placemap import STRICT
from kg.charts.shares import sets_of
from kg.charts.words import words
from kg.errors import Message, UsageError
from kg.ontology import Ontology
from kg.reading.appeared import appeared
from kg.reading.said import Reading, Said
from kg.terms.namespaces import PREFIXES, SKOS, curie, slug
from kg.terms.time import Bounds

LIMIT: Final = 12
LEAD, SERVE, HONOURED = "lead", "serve", "honoured"
PARTS: Final = (LEAD, SERVE, HONOURED)
KINDS: Final = ("Involvement", "Tenure", "HonourStatement")
_COUNTY: Final = "county"
_NO_DATE: Final = Bounds(None, None)
_OF_KIND: Final = {INVOLVEMENT: LEAD, TENURE: SERVE, "honour": HONOURED}


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many actors lead, serve or are honoured in a place, the places within it included, in a year.

    `year` is a year, `year-uncertain` or `undated`; `part` is `lead`, `serve` or `honoured`; `count` counts actors, of
    whom a group is one; `set` is the notation of the set by which somebody counts as leading.
    """

    year: str
    place: str
    place_id: str
    part: str
    set: str
    count: int
    statements: tuple[str, ...]


def network_over_time(
    material: Material,
    place: str = "",
    by: str = "",
    of_set: str = STRICT,
    period: Period | None = None,
    limit: int = LIMIT,
) -> Chart:
    """Return the counts place by place, those with most statements first, year by year.

    `by` is the level (slug) of the places: without it counties, or in a place the level of the places below it. At
    most `limit` places are kept. A post counts in each year in which it was surely held or attested, a lead and an
    honour in the years that are said. Raises `UsageError` for an unknown set or level.
    """
    say = words(material.language)
    sets = sets_of(of_set, material.ontology)
    tree = material.places(place)
    level = level_of(by, place, tree, material.ontology)
    chosen = [iri for iri, node in tree.items() if node.level == level]
    reading, places_of = material.placed(tree, *KINDS)
    labels = material.labels(reading, place)
    why = {one.iri: counted(one, sets) for one in reading.said if one.kind == INVOLVEMENT}
    kept = [one for one in reading.said if one.is_actual and why.get(one.iri, COUNTED) == COUNTED]
    above = {one.iri: _chosen_above(places_of[one.iri], tree, chosen) for one in kept}
    years = {one.iri: _years(one, reading, period) for one in kept}
    cells = _cells(kept, above, years)
    most = sorted({iri for iri, _, _ in cells}, key=lambda iri: (-_size(iri, cells), iri))
    counting = material.ontology.terms[sets[-1]].text(SKOS + "notation")
    rows = _rows(most[:limit], cells, material.named(most), counting)
    shown = {statement for row in rows for statement in row.statements}
    basis = tuple(basis_of(one) for one in kept if one.id in shown)
    elsewhere = sum(not found for found in above.values())
    foot = [rests_on(basis, reading.sources, say), not_counted(list(why.values()), labels, say), say("note-over-time")]
    foot += [say("note-above-level", count=elsewhere)] if elsewhere else []
    if period:
        left = [one for one in kept if above[one.iri] and not years[one.iri]]
        undated = sum(UNDATED in _years(one, reading, None) for one in left)
        foot.append(say("years-left", outside=len(left) - undated, undated=undated))
    foot += [say("cut-places", limit=limit, cut=len(most) - limit, whole=len(most))] if len(most) > limit else []
    what = say("network-over-time")
    return Chart(
        "network-over-time",
        material.language,
        f"{labels.label(place)} · {what}" if place else what,
        say("by-level", level=labels.label(level)) + say("semicolon") + say(f"leads-{counting}"),
        rows,
        columns_of(YearCount),
        basis,
        tuple(foot),
        tuple(Category(code, say(code), say(code)) for code in PARTS),
    )


def level_of(by: str, place: str, tree: Mapping[str, PlaceNode], ontology: Ontology) -> str:
    """Return the IRI of a level by its slug; without one, counties, or the highest level below a place.

    Raises `UsageError` for an unknown level.
    """
    ranks = {iri: ontology.rank(iri) for iri in ontology.instances("Level")}
    if by:
        known = {slug(iri): iri for iri in sorted(ranks, key=lambda iri: ranks[iri])}
        if by not in known:
            raise UsageError(Message("unknown level {by!r}", by=by), Message("One of: {known}", known=tuple(known)))
        return known[by]
    if not place:
        return PREFIXES["level"] + _COUNTY
    below = {node.level for iri, node in tree.items() if iri != place and node.level}
    return min(below, key=lambda iri: ranks[iri], default=tree[place].level)


def _chosen_above(places: Sequence[str], tree: Mapping[str, PlaceNode], chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the chosen places that some places are, or lie in."""
    found: dict[str, None] = {}
    among = set(chosen)
    for place in places:
        seen, at = set[str](), place
        while at in tree and at not in seen:
            seen.add(at)
            if at in among:
                found[at] = None
            at = tree[at].above
    return tuple(found)


def _years(said: Said, reading: Reading, period: Period | None) -> tuple[str, ...]:
    """Return the years of a statement, or why there is none; within a period only the years in it."""
    source = appeared(reading.sources.get(said.source)) if said.kind == TENURE else _NO_DATE
    found = years_of(extent(said, source, held=is_current(said)))
    if period is None:
        return found
    return tuple(year for year in found if year.isdecimal() and period.first <= int(year) <= period.last)


def years_of(when: Extent) -> tuple[str, ...]:
    """Return the years in which something surely was, as far as its time says; else why there is none."""
    found = set[int]()
    for low, high in ((when.earliest_start, when.latest_start), (when.earliest_end, when.latest_end)):
        found |= {int(low[:4])} if low and low[:4] == high[:4] else set()
    if when.latest_start and when.latest_start[:4] == when.earliest_end[:4]:
        found.add(int(when.latest_start[:4]))
    if when.sure:
        found |= set(range(int(when.sure[0][:4]), int(when.sure[1][:4]) + 1))
    return tuple(map(str, sorted(found))) or ((UNCERTAIN,) if when.days else (UNDATED,))


_Cells = dict[tuple[str, str, str], list[Said]]


def _cells(kept: Iterable[Said], above: Mapping[str, Sequence[str]], years: Mapping[str, Sequence[str]]) -> _Cells:
    cells: _Cells = {}
    for one in kept:
        for place in above[one.iri]:
            for year in years[one.iri]:
                cells.setdefault((place, _OF_KIND[one.kind], year), []).append(one)
    return cells


def _size(place: str, cells: _Cells) -> int:
    return len({one.iri for (of, _, _), found in cells.items() if of == place for one in found})


def _rows(places: Sequence[str], cells: _Cells, names: Mapping[str, str], counting: str) -> tuple[YearCount, ...]:
    order = {place: n for n, place in enumerate(places)}
    kept = sorted((c for c in cells if c[0] in order), key=lambda c: (order[c[0]], PARTS.index(c[1]), c[2]))
    return tuple(
        YearCount(
            year=year,
            place=names.get(place, slug(place)),
            place_id=curie(place),
            part=part,
            set=counting,
            count=len({one.subject for one in cells[place, part, year]}),
            statements=tuple(one.id for one in cells[place, part, year]),
        )
        for place, part, year in kept
    )

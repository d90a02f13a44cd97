"""How long posts were held, as far as the sources bound it: every statement about a post taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from math import inf
from typing import Final

from kg.charts.chart import is_current
from kg.charts.extent import POINT, UNDATED, Extent, extent
from kg.charts.material import Material, PlaceNode
from kg.charts.tenures import place_held
from kg.reading.appeared import appeared
from kg.reading.roles import broadest, byline_roles
from kg.reading.said import Reading, Said
from kg.tables import types
from kg.tables.table import Table
from kg.terms.namespaces import curie, slug

# what is known of a length, and why nothing is
ENDED, GOES_ON = "ended", "right-censored"
ATTESTED, NO_TIME, NO_START, NO_END, AMID, CONTRARY = "attested", "undated", "no-start", "no-end", "within", "contrary"
OF_GROUP, BYLINE = "of-group", "byline"
UNKNOWN: Final = (ATTESTED, NO_TIME, NO_START, NO_END, AMID, CONTRARY, OF_GROUP, BYLINE)
_ONE: Final = frozenset({"Person", "Someone"})
_DAYS_A_YEAR: Final = 365.2425
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Spell:
    """One person's time in one post.

    The four days are the bounds of its start and its end (ISO, empty where nothing is said). `known` says what is known
    of its length: `ended` (it is `shortest` to `longest` years, which may be the same), `right-censored` (`shortest`
    years at least, and no end is said), or why nothing is: `attested` (on the day of an article alone), `undated`,
    `no-start`, `no-end`, `within` (at some time in a period), `contrary` (the sources leave no day), `of-group` (its
    holder is not one person), `byline` (who wrote, photographed or supplied an article).
    """

    holder: str
    holder_id: str
    role: str
    role_id: str
    place: str
    place_id: str
    level: str
    level_id: str
    earliest_start: str
    latest_start: str
    earliest_end: str
    latest_end: str
    known: str
    shortest: float | None
    longest: float | None
    statements: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def span(self) -> tuple[float, float]:
        """The least and the greatest length in years; the greatest is infinite where no end is said."""
        return self.shortest or 0.0, inf if self.longest is None else self.longest


def spells(material: Material, reading: Reading) -> tuple[Spell, ...]:
    """Return the spells that tenures make, in order of role, level, place and holder.

    Posts are compared by the broadest role above theirs, and by the place or, where none is said, the body: statements
    about one holder of one post are one spell, taken to be unbroken, whose bounds are the narrowest that they give. So
    somebody attested in two articles held the post at least from the one to the other.
    """
    same = material.same(one.core[0] for one in reading.said)
    of_post: dict[tuple[str, str, str], list[Said]] = {}
    for one in reading.said:
        holder, held = one.core[:2]
        post = broadest(material.ontology, held), place_held(one)
        of_post.setdefault((same.get(holder, holder), *post), []).append(one)
    labels, places = material.labels(reading, *same.values()), material.places()
    found = []
    for (holder, held, where), said in of_post.items():
        level = _level(where, reading, places)
        known = _known([_extent(one, reading) for one in said])
        is_byline = held in byline_roles(material.ontology)
        if is_byline or labels.type(said[0].subject) not in _ONE:
            known = {**known, "known": BYLINE if is_byline else OF_GROUP, "shortest": None, "longest": None}
        named = {"holder": holder, "role": held, "place": where, "level": level}
        ids = {f"{name}_id": curie(iri) if iri else "" for name, iri in named.items()}
        told = {name: labels.label(iri) for name, iri in named.items()}
        rests = {
            "statements": tuple(one.id for one in said),
            "sources": tuple(dict.fromkeys(slug(s.source) for s in said)),
        }
        found.append(Spell(**told, **ids, **known, **rests))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda s: (s.role_id, s.level_id, s.place_id, s.holder_id)))


def _level(where: str, reading: Reading, places: Mapping[str, PlaceNode]) -> str:
    """Return the IRI of the level of a place, or of the place that a body belongs to."""
    found = (places[iri].level for iri in (where, reading.place_of(where)) if iri in places)
    return next(filter(None, found), "")


def _extent(one: Said, reading: Reading) -> Extent:
    return extent(one, appeared(reading.sources.get(one.source)), held=is_current(one))


def _known(extents: Sequence[Extent]) -> Mapping[str, object]:
    """Return the narrowest bounds that some extents of one spell give, and what is known of its length."""
    first = max(e.earliest_start for e in extents)
    begun = min((e.latest_start for e in extents if e.latest_start), default="")
    held = max(e.earliest_end for e in extents)
    last = min((e.latest_end for e in extents if e.latest_end), default="")
    days = {"earliest_start": first, "latest_start": begun, "earliest_end": held, "latest_end": last}
    shortest = max(_years(begun, held), 0.0) if begun and held else 0.0
    longest = _years(first, last) if first and last else None
    none = {**days, "shortest": None, "longest": None}
    if (first and begun and first > begun) or (held and last and held > last) or (longest is not None and longest < 0):
        return {**none, "known": CONTRARY}
    if longest is not None:
        return {**days, "known": ENDED, "shortest": shortest, "longest": longest}
    if shortest > 0:
        return {**days, "known": GOES_ON, "shortest": shortest, "longest": None}
    return {**none, "known": _why(extents, first, last)}


def _why(extents: Sequence[Extent], first: str, last: str) -> str:
    """Return why nothing is known of a length."""
    forms = {e.form for e in extents}
    if first or last:
        return NO_END if first else NO_START
    if forms == {UNDATED}:
        return NO_TIME
    return ATTESTED if POINT in forms else AMID


def _years(start: str, end: str) -> float:
    return round((date.fromisoformat(end) - date.fromisoformat(start)).days / _DAYS_A_YEAR, _DIGITS)


def spell_table(found: Sequence[Spell], language: str = "zh") -> Table:
    """Return spells as a table: R reads `shortest` and `longest` as `Surv(shortest, longest, type="interval2")`."""
    names = tuple(field.name for field in fields(Spell))
    rows = tuple(tuple(_cell(getattr(spell, name)) for name in names) for spell in found)
    return Table(names, rows, language=language, types=types.SPELLS)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

"""Whom involvements are credited to: named people, unnamed people, groups, bodies, and places that act; by source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import (
    COUNTED,
    Category,
    Chart,
    basis_of,
    columns_of,
    counted,
    governed,
    not_counted,
    rests_on,
)
from kg.charts.material import Material
from kg.charts.words import words
from kg.errors import Message, UsageError
from kg.ontology import Ontology
from kg.reading.labels import Labels
from kg.reading.said import Said
from kg.terms.namespaces import KG, SKOS, slug

LIMIT: Final = 30
ALL: Final = ""
PLACE_ACTING: Final = "place-acting"


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


def shares(material: Material, place: str = "", source: str = "", of_set: str = "", limit: int = LIMIT) -> Chart:
    """Return the shares for all sources together, then source by source; people first, places that act last.

    Only involvements that the set `of_set` (its notation; the broadest without it) counts. Of more than `limit` sources
    those with fewest are cut, but stay in the total. Raises `UsageError` for an unknown set.
    """
    say = words(material.language)
    sets = sets_of(of_set, material.ontology)
    reading = material.involvements(place, source)
    labels = material.labels(reading, place, source)
    why = [counted(one, sets) for one in reading.said]
    kept = [one for one, reason in zip(reading.said, why, strict=True) if reason == COUNTED]
    sorts = _sorts(labels)
    rows, cut = _rows(kept, limit, sorts, labels)
    basis = tuple(map(basis_of, kept))
    foot = [rests_on(basis, reading.sources, say), not_counted(why, labels, say), say("note-verb")]
    if cut:
        foot.append(say("cut-sources", limit=limit, cut=cut, whole=limit + cut))
    where = [labels.label(iri) for iri in (place, source) if iri]
    return Chart(
        "shares",
        material.language,
        " · ".join([*where, say("shares")]),
        say(f"counts-{material.ontology.terms[sets[-1]].text(SKOS + 'notation')}"),
        rows,
        columns_of(Share),
        basis,
        tuple(foot),
        sorts,
    )


def sets_of(name: str, ontology: Ontology) -> tuple[str, ...]:
    """Return the set of a notation and those that it holds, the strictest first."""
    known = [ontology.terms[iri].text(SKOS + "notation") for iri in ontology.capacity_sets]
    if name and name not in known:
        raise UsageError(Message("unknown set {name!r}", name=name), Message("One of: {known}", known=tuple(known)))
    return ontology.capacity_sets[: known.index(name) + 1] if name else ontology.capacity_sets


def _sorts(labels: Labels) -> tuple[Category, ...]:
    """Return the classes of actors, and places that act as the last."""
    named = {name: labels.label(KG + name) for name in labels.ontology.agent_classes}
    named[PLACE_ACTING] = words(labels.language)(PLACE_ACTING)
    return tuple(Category(code, label, label) for code, label in named.items())


def _rows(kept: Sequence[Said], limit: int, sorts: Sequence[Category], labels: Labels) -> tuple[tuple[Share, ...], int]:
    by_source: dict[str, list[Said]] = {}
    for one in kept:
        by_source.setdefault(one.source, []).append(one)
    most = sorted(by_source, key=lambda iri: -len(by_source[iri]))[:limit]
    groups: dict[str, Sequence[Said]] = {ALL: kept} if len(by_source) > 1 else {}
    groups |= {iri: by_source[iri] for iri in sorted(most)}
    rows = tuple(row for iri, said in groups.items() for row in _of_source(iri, said, sorts, labels))
    return rows, len(by_source) - len(most)


def _of_source(iri: str, said: Sequence[Said], sorts: Sequence[Category], labels: Labels) -> Iterable[Share]:
    title = labels.label(iri) or words(labels.language)("all-sources")
    for sort in sorts:
        of_sort = [one for one in said if _sort(one, labels) == sort.code]
        if of_sort:
            undertakings = len({one.object for one in of_sort})
            statements = tuple(one.id for one in of_sort)
            yield Share(slug(iri), title, sort.code, sort.label, len(of_sort), len(said), undertakings, statements)


def _sort(said: Said, labels: Labels) -> str:
    """Return the class of an actor; a body that governs a place acts for it."""
    return PLACE_ACTING if governed(said.subject, labels) else labels.type(said.subject)

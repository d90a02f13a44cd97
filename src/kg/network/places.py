"""The place that each entity belongs to, so that a graph can be grouped by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kg.model import Corpus, Statement
from kg.reading.places import ABOVE, PLACE_TYPES, is_place, places_above
from kg.terms.namespaces import slug

__all__ = ["PLACE_TYPES", "places_of"]
_PLACING: Final = frozenset({"place", "servedIn"})


def places_of(corpus: Corpus, linked: Iterable[tuple[Statement, str, str, str]]) -> dict[str, str]:
    """Return the IRI of the place that each entity belongs to; entities of which no source says a place are left out.

    A place belongs to the place directly above it, as stated or by its official code; a body to its jurisdiction; all
    others, and bodies without one, to the place where most statements put them: where a post is served, where a deed
    was done, where a thing lies; of several the one named first. Being named together puts nothing anywhere. `linked`
    holds (statement, start, slot, end) of every link, in reading order.
    """
    above = places_above(corpus)
    governed = {iri: place for iri, entity in corpus.entities.items() if (place := entity.text("jurisdiction"))}
    said = {iri: places.most_common(1)[0][0] for iri, places in _said(corpus, linked).items()}
    return said | governed | above


def _said(corpus: Corpus, linked: Iterable[tuple[Statement, str, str, str]]) -> Mapping[str, Counter[str]]:
    """Count for each entity that is no place the links that put it in each place, in order of appearance."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for statement, start, slot, end in linked:
        puts = slot.partition("-")[0] in _PLACING or slug(statement.text("relation")) in ABOVE
        puts |= slot == "object" and statement.text("servedIn") == end
        if puts and is_place(corpus.entities.get(end)) and not is_place(corpus.entities.get(start)):
            counted[start][end] += 1
    return counted

"""The place that each entity belongs to, so that a graph can be grouped by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kg.model import Corpus, Resource, Statement
from kg.terms.codes import codes_above
from kg.terms.namespaces import KG, slug

PLACE_TYPES: Final = frozenset({"Place", "Area"})
_ABOVE: Final = frozenset({"located-in", "part-of"})
_PLACING: Final = frozenset({"place", "servedIn"})
_CORE: Final = frozenset(KG + name for name in ("about", "relation", "relatedTo"))
_RELATION: Final = "Relation"
_PLACE: Final = KG + "Place"


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


def _is_place(entity: Resource | None) -> bool:
    return entity is not None and slug(entity.type) in PLACE_TYPES


def _said(corpus: Corpus, linked: Iterable[tuple[Statement, str, str, str]]) -> Mapping[str, Counter[str]]:
    """Count for each entity that is no place the links that put it in each place, in order of appearance."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for statement, start, slot, end in linked:
        puts = slot.partition("-")[0] in _PLACING or slug(statement.text("relation")) in _ABOVE
        puts |= slot == "object" and statement.text("servedIn") == end
        if puts and _is_place(corpus.entities.get(end)) and not _is_place(corpus.entities.get(start)):
            counted[start][end] += 1
    return counted


def places_above(corpus: Corpus) -> dict[str, str]:
    """Return the place directly above each place, by IRI: stated, or by official code; inferred where neither says.

    Of several places above, one that lies within another of them is nearer; among equally near ones an administrative
    place goes before an area, then the one stated most often, then first. Places in a circle have nothing above.
    """
    stated, inferred = _said_above(corpus)
    by_code = {code: iri for iri, e in corpus.entities.items() if (code := e.text("code"))}
    for code, iri in by_code.items():
        nearest = next((by_code[upper] for upper in codes_above(code) if upper in by_code), "")
        if nearest:
            stated[iri].setdefault(nearest, 0)
    candidates = {**inferred, **stated}
    found = ((iri, _nearest(iri, candidates, corpus)) for iri in candidates)
    return {iri: above for iri, above in found if above}


def _said_above(corpus: Corpus) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Count how often each place is said to lie in another: stated, and inferred; plans and targets are left out."""
    stated: dict[str, Counter[str]] = defaultdict(Counter)
    inferred: dict[str, Counter[str]] = defaultdict(Counter)
    for statement in corpus.statements:
        if (
            statement.kind != _RELATION
            or slug(statement.text("relation")) not in _ABOVE
            or slug(statement.text("modality")) not in {"", "actual"}
        ):
            continue
        part, whole = statement.text("about"), statement.text("relatedTo")
        if part != whole and all(_is_place(corpus.entities.get(iri)) for iri in (part, whole)):
            (inferred if _CORE & {v.value for v in statement.values("inferred")} else stated)[part][whole] += 1
    return stated, inferred


def _nearest(iri: str, candidates: Mapping[str, Counter[str]], corpus: Corpus) -> str:
    """Return the candidate that is above no other candidate, or an empty string."""
    own = candidates[iri]
    reached = {whole: _reached(whole, candidates) for whole in own}
    near = [
        whole
        for whole in own
        if iri not in reached[whole] and not any(whole in reached[other] for other in own if other != whole)
    ]
    return max(near, key=lambda whole: (corpus.entities[whole].type == _PLACE, own[whole]), default="")


def _reached(iri: str, candidates: Mapping[str, Counter[str]]) -> set[str]:
    """Return all that lies above a place, over any number of steps."""
    found: set[str] = set()
    ahead = [iri]
    while ahead:
        for whole in candidates.get(ahead.pop(), ()):
            if whole not in found:
                found.add(whole)
                ahead.append(whole)
    return found

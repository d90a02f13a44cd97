"""The place directly above each place: decided here once, and written into the store when it is built."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from kg.model import Corpus, Resource
from kg.terms.codes import codes_above
from kg.terms.namespaces import KG, slug

PLACE_TYPES: Final = frozenset({"Place", "Area"})
ABOVE: Final = frozenset({"located-in", "part-of"})
_CORE: Final = frozenset(KG + name for name in ("about", "relation", "relatedTo"))
_RELATION: Final = "Relation"
_CONTRADICTS: Final = "contradicts"
_PLACE: Final = KG + "Place"


def is_place(entity: Resource | None) -> bool:
    """Say whether an entity is a place or an area."""
    return entity is not None and slug(entity.type) in PLACE_TYPES


def registered_above(corpus: Corpus) -> dict[str, str]:
    """Return the nearest place of the corpus above each place with an official code, by IRI, as the codes say."""
    by_code = {code: iri for iri, entity in corpus.entities.items() if (code := entity.text("code"))}
    found = ((iri, [by_code[up] for up in codes_above(code) if up in by_code]) for code, iri in by_code.items())
    return {iri: above[0] for iri, above in found if above}


def places_above(corpus: Corpus) -> dict[str, str]:
    """Return the place directly above each place, by IRI: stated, or by official code; inferred where neither says.

    Of several places above, one that lies within another of them is nearer; among equally near ones an administrative
    place goes before an area, then the one stated most often, then first. Places in a circle have nothing above.
    """
    stated, inferred = _said_above(corpus)
    for iri, above in registered_above(corpus).items():
        stated[iri].setdefault(above, 0)
    candidates = {**inferred, **stated}
    found = ((iri, _nearest(iri, candidates, corpus)) for iri in candidates)
    return {iri: above for iri, above in found if above}


def _said_above(corpus: Corpus) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Count how often each place is said to lie in another: stated, and inferred.

    Plans, targets, and what was judged to contradict another statement are left out.
    """
    disputed = {iri for j in corpus.judgements if j.verdict == _CONTRADICTS for iri in (j.left, j.right)}
    stated: dict[str, Counter[str]] = defaultdict(Counter)
    inferred: dict[str, Counter[str]] = defaultdict(Counter)
    for statement in corpus.statements:
        if (
            statement.kind != _RELATION
            or statement.iri in disputed
            or slug(statement.text("relation")) not in ABOVE
            or slug(statement.text("modality")) not in {"", "actual"}
        ):
            continue
        part, whole = statement.text("about"), statement.text("relatedTo")
        if part != whole and all(is_place(corpus.entities.get(iri)) for iri in (part, whole)):
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

"""How an answer of which every row is inferred says which slots are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from kg.document.words import in_words
from kg.ontology import Ontology
from kg.terms.namespaces import KG

_SAID: Final = (
    "原文有载：{sources}；唯{slots}系编码推断，依据见各条。",
    "Said by {sources}; only the {slots} is inferred: the coder's ground is with each statement.",
)
_INFERRED: Final = (
    "编码推断：{slots}，原文未直书，依据见各条。",
    "Inferred ({slots}): no source says so in so many words; the coder's ground is with each statement.",
)
Inferred = tuple[str, frozenset[str]]


def inferred_core(kind: str, inferred: Iterable[str], unused: str, ontology: Ontology) -> Inferred:
    """Return the kind of a statement with those of its inferred slots that make it inferred.

    `unused` is the slot that would stand in for an object where there is one.
    """
    weighty = {name for name in inferred if KG + name in ontology.weighty}
    return kind, frozenset(inferred) & set(ontology.kinds[kind].core) - {unused} | weighty


def inferred_sentence(inferred: Collection[Inferred], sources: str, ontology: Ontology, language: str) -> str:
    """Return which slots of some statements are inferred; that sources say the rest where it is the subject alone."""
    subjects = {ontology.kinds[kind].subject for kind, _ in inferred}
    slots = {slot for _, names in inferred for slot in names}
    listed = _listed(slots, ontology, language)
    if slots and all(names <= {ontology.kinds[kind].subject} for kind, names in inferred) and len(subjects) == 1:
        return in_words(_SAID, language).format(sources=sources, slots=listed)
    return in_words(_INFERRED, language).format(slots=listed)


def _listed(slots: Iterable[str], ontology: Ontology, language: str) -> str:
    return in_words(("、", ", "), language).join(ontology.label(KG + name, language) for name in sorted(slots))

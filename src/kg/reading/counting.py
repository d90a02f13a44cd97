"""What counts: the set that counts an involvement, or why none does. It is derived once, at build, and read here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.terms.namespaces import SKOS


@dataclass(frozen=True, slots=True)
class Counting:
    """Whether an involvement counts.

    `capacity_set` is the IRI of the narrowest set that holds its capacity, empty where none does; `reason` the IRI of
    why it is not counted, empty where it is.
    """

    capacity_set: str = ""
    reason: str = ""

    @property
    def counted_in(self) -> str:
        """The IRI of the narrowest set that counts the involvement, empty when none does."""
        return "" if self.reason else self.capacity_set


@dataclass(frozen=True, slots=True)
class SetCount:
    """How many statements one set counts, and of how many actors, the narrower sets included."""

    name: str
    label: str
    count: int
    actors: int


def set_counts(
    counted: Iterable[tuple[str, str, str]], ontology: Ontology, language: str = "zh"
) -> tuple[SetCount, ...]:
    """Return how many involvements each set counts, the strictest set first.

    `counted` gives for each involvement the notation of the set that counts it (empty when none does), its actor and
    its act: what several did together is one act, counted once.
    """
    done = [(name, actor, act) for name, actor, act in counted if name]
    made, names = [], set[str]()
    for iri in ontology.capacity_sets:
        names.add(ontology.terms[iri].text(SKOS + "notation"))
        within = [(actor, act) for name, actor, act in done if name in names]
        label = ontology.label(iri, language)
        actors = {actor for actor, _ in within} - {""}
        notation = ontology.terms[iri].text(SKOS + "notation")
        made.append(SetCount(notation, label, len({act for _, act in within}), len(actors)))
    return tuple(made)

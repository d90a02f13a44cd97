"""What the ontology says to the rules on joints: which printed words speak for which word, and which slots join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.model import Resource
from kg.ontology import Ontology
from kg.terms.namespaces import slug


@dataclass(frozen=True)
class Cue:
    """A word of a vocabulary, the pattern of printed words that speak for it, and the words whose place it then takes.

    `class_` is the IRI of the word's class, `instead_of` are IRIs.
    """

    iri: str
    class_: str
    pattern: re.Pattern[str]
    instead_of: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """The rules as an ontology has them; all keys and values are IRIs unless said otherwise."""

    ontology: Ontology

    def _with(self, name: str) -> Iterator[tuple[str, Resource]]:
        """Yield the terms that have a property, sorted by IRI."""
        yield from ((iri, term) for iri, term in sorted(self.ontology.terms.items()) if term.values(name))

    def _all(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return the values of a property by the term that has it."""
        return {iri: tuple(value.value for value in term.values(name)) for iri, term in self._with(name)}

    def _one(self, name: str) -> Mapping[str, str]:
        """Return the one value of a property by the term that has it."""
        return {iri: values[0] for iri, values in self._all(name).items()}

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The words for which printed words speak, sorted by IRI."""
        instead = self._all("insteadOf")
        patterns = self._one("cuePattern").items()
        return tuple(
            Cue(iri, self.ontology.terms[iri].type, re.compile(pattern), frozenset(instead.get(iri, ())))
            for iri, pattern in patterns
        )

    @cached_property
    def cued_where(self) -> Mapping[str, str]:
        """Where the words are looked at for cues of a slot that is empty: `always`, or the side of time left open."""
        return self._one("cuedWhere")

    @cached_property
    def barred(self) -> Mapping[str, tuple[str, ...]]:
        """Printed words that carry no statement of a kind, of a set, or with a predicate."""
        return self._all("barredWord")

    @cached_property
    def founds(self) -> Mapping[str, tuple[str, ...]]:
        """The classes that a capacity may make, end or change."""
        return self._all("founds")

    @cached_property
    def takes_role(self) -> Mapping[str, tuple[str, ...]]:
        """The counterpart roles that the verb of a capacity governs."""
        return self._all("takesRole")

    @cached_property
    def narrowest_set(self) -> Mapping[str, str]:
        """The narrowest set that counts a capacity."""
        return self._one("narrowestSet")

    @cached_property
    def implied_modality(self) -> Mapping[str, str]:
        """The modality that a statement with a word in one of its slots must have."""
        return self._one("impliesModality")

    @cached_property
    def implying(self) -> frozenset[str]:
        """The names of the slots that take words which imply a modality."""
        classes = {self.ontology.terms[iri].type for iri in self.implied_modality}
        return frozenset(name for name, slot in self.ontology.slots.items() if slot.range in classes)

    @cached_property
    def subject_of_named(self) -> Mapping[str, str]:
        """For the name of a slot that names another statement, that of the slot that has the other's subject."""
        return {slug(own): slug(its) for own, its in self._one("itsSubject").items()}

    @cached_property
    def seat(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each kind the names of its slots that have the value of a slot of a statement named, with that slot's."""
        pairs = [(slug(own), slug(other)) for own, other in self._one("sameAsNamed").items()]
        slots = self.ontology.slots
        return {
            kind: tuple((own, other) for own, other in pairs if kind in slots[own].kinds)
            for kind in self.ontology.kinds
        }

    @cached_property
    def ends(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """The classes that the subject and the object of a relation may be of, each empty where any may."""
        about, to = self._all("aboutClass"), self._all("toClass")
        return {iri: (about.get(iri, ()), to.get(iri, ())) for iri in {*about, *to}}

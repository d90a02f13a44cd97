"""What things are called in one language, and their classes, out of a reading and the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.finding.names import labels
from kg.model import Resource, Term
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.store import Store
from kg.terms.namespaces import KG, slug

_JURISDICTION = "jurisdiction"


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels in one language: of the entities of a reading, of the ontology's terms, and of some things besides."""

    entities: Mapping[str, Resource]
    besides: Mapping[str, str]
    ontology: Ontology
    language: str

    def of(self, term: Term | None) -> str:
        """Return a term's label, a literal's text, or an empty text."""
        if term is None or isinstance(term, Literal):
            return term.value if term is not None else ""
        return self.named(term.value)

    def named(self, iri: str) -> str:
        """Return the label of an IRI; its local name when it has none."""
        if iri in self.entities:
            return self.entities[iri].label(self.language)
        return self.ontology.label(iri, self.language) if iri in self.ontology.terms else self.besides.get(iri, slug(iri))

    def term(self, name: str) -> str:
        """Return the label of a term of the ontology, given by its local name."""
        return self.ontology.label(KG + name, self.language)

    def type(self, iri: str) -> str:
        """Return the local name of an entity's class, or an empty text."""
        return slug(self.entities[iri].type) if iri in self.entities else ""

    def governs(self, iri: str) -> str:
        """Return the IRI of the place that a body governs, or an empty text."""
        return self.entities[iri].text(_JURISDICTION) if iri in self.entities else ""


def labels_of(
    reading: Reading, besides: Iterable[str], store: Store, ontology: Ontology, language: str
) -> Labels:
    """Return the labels of a reading, with those of some IRIs that it does not name. Raises `StoreError`."""
    unnamed = [iri for iri in besides if iri not in reading.entities and iri not in ontology.terms]
    return Labels(reading.entities, labels(unnamed, store, language) if unnamed else {}, ontology, language)

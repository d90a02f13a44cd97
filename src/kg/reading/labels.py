"""What things and terms are called in one language, as a reading and the ontology say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.model import Resource, Term, in_language
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.terms.namespaces import slug


@dataclass(frozen=True)
class Labels:
    """Labels and classes of entities, sources and terms of the ontology; `also` has labels of other things by IRI."""

    entities: Mapping[str, Resource]
    ontology: Ontology
    language: str = "zh"
    also: Mapping[str, str] = field(default_factory=dict)
    _found: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, reading: Reading, ontology: Ontology, language: str = "zh") -> Labels:
        """Return the labels of what a reading names, its sources included."""
        return cls({**reading.sources, **reading.entities}, ontology, language)

    def label(self, term: Term | str | None) -> str:
        """Return the label of a term or IRI, a literal's text, and an empty text for nothing."""
        if isinstance(term, Literal):
            return term.value
        iri = term.value if isinstance(term, NamedNode) else term
        if not iri:
            return ""
        if iri not in self._found:  # the same few thousand are asked for again and again
            entity = self.entities.get(iri)
            if entity:
                self._found[iri] = entity.label(self.language)
            else:
                self._found[iri] = self.also.get(iri) or self.ontology.label(iri, self.language)
        return self._found[iri]

    def in_language(self, terms: Iterable[Term]) -> tuple[str, ...]:
        """Return the labels of several, of texts in several languages those in this one."""
        return tuple(map(self.label, in_language(terms, self.language)))

    def joined(self, terms: Iterable[Term | str], comma: str = ";") -> str:
        """Return the labels of several, joined."""
        return comma.join(map(self.label, terms))

    def type(self, term: Term | str | None) -> str:
        """Return the local name of the class of an entity or term: `Literal` for one, empty where none is known."""
        if isinstance(term, Literal):
            return "Literal"
        iri = (term.value if isinstance(term, NamedNode) else term) or ""
        known = self.entities.get(iri) or self.ontology.terms.get(iri)
        return slug(known.type) if known else ""

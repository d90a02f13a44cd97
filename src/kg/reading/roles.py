"""Roles as posts and bylines have them: the broadest above one, and those who made the article."""

from __future__ import annotations

from typing import Final

from kg.ontology import Ontology
from kg.terms.namespaces import SKOS

_BYLINE: Final = "inByline"


def byline_roles(ontology: Ontology) -> frozenset[str]:
    """Return the IRIs of the roles of those who made an article or its pictures, narrower ones included."""
    marked = (iri for iri, term in ontology.terms.items() if term.text(_BYLINE) == "true")
    return frozenset(role for iri in marked for role in ontology.with_narrower(iri))


def broadest(ontology: Ontology, iri: str) -> str:
    """Return the broadest concept that a concept lies under: itself where none is broader."""
    seen = [iri]
    while iri in ontology.terms and (above := ontology.terms[iri].values(SKOS + "broader")):
        if above[0].value in seen:
            break
        iri = above[0].value
        seen.append(iri)
    return iri

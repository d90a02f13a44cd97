"""What stands in the words of a statement: the people it is about, and the texts that its slots take from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal

from kg.errors import Finding, Message, Severity
from kg.model import Corpus, Resource, Statement
from kg.ontology import Ontology
from kg.terms.namespaces import KG, SKOS, curie
from kg.validate.made import finding

_INFERRED: Final = "inferred"
_NAMES: Final = (SKOS + "prefLabel", SKOS + "altLabel")
_BLANK: Final = re.compile(r"\s+")
_SKIPPED: Final = re.compile(r"[…\.\s]+")


def quoted_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield people whom the words do not name though they are not inferred, and texts that the words do not have.

    The ontology says which classes are named in the words, and which slots hold words.
    """
    for statement in corpus.statements:
        words = _BLANK.sub("", "…".join(quote.exact for quote in corpus.evidence_of(statement)))
        if words:
            yield from _people(statement, words, corpus, ontology)
            yield from _texts(statement, words, corpus, ontology)


def _people(statement: Statement, words: str, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    inferred = {value.value for value in statement.values(_INFERRED)}
    for name in ontology.kinds[statement.kind].core:
        value = statement.one(name)
        person = corpus.entities.get(value.value) if value and KG + name not in inferred else None
        if person and person.type in ontology.verbatim and not any(each in words for each in _names(person)):
            message = Message(
                "its words do not name {person}, its {name}, who is not inferred", person=curie(person.iri), name=name
            )
            hint = Message(
                "Correct the slot, quote the words that name the person, or mark the slot as inferred, with a ground."
            )
            yield finding(Severity.WARNING, "person-not-quoted", corpus, statement.iri, message, hint)


def _names(person: Resource) -> Iterator[str]:
    return (
        _BLANK.sub("", value.value)
        for key, value in person.properties
        if key in _NAMES and isinstance(value, Literal) and value.value.strip()
    )


def _texts(statement: Statement, words: str, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    for name, value in statement.slots:
        signs = iter(words)
        if KG + name in ontology.verbatim and not all(sign in signs for sign in _SKIPPED.sub("", value.value)):
            message = Message("its words do not have {value!r}, its {name}", value=value.value, name=name)
            hint = Message(
                "Correct the slot, or quote the words; nothing, where they stand too far from the rest to be quoted."
            )
            yield finding(Severity.NOTE, "words-not-quoted", corpus, statement.iri, message, hint)

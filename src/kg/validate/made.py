"""Findings on a resource, at the place where it is written."""

from __future__ import annotations

from kg.errors import Finding, Message, Severity
from kg.model import Corpus
from kg.terms.namespaces import CONCEPT_PREFIXES, ENTITY_PREFIXES, curie, prefix_of


def finding(severity: Severity, code: str, corpus: Corpus, iri: str, message: Message, hint: Message) -> Finding:
    """Return a finding on a resource, its message beginning with the resource's name."""
    return Finding(severity, code, corpus.origin(iri), Message("{iri}: {said}", iri=curie(iri), said=message), hint)


def error(code: str, corpus: Corpus, iri: str, message: Message, hint: Message) -> Finding:
    """Return a finding that fails the check."""
    return finding(Severity.ERROR, code, corpus, iri, message, hint)


def dangling(iri: str, name: str, target: str, corpus: Corpus) -> Finding:
    """Return the finding that a slot of a resource points to nothing."""
    if prefix_of(target) in CONCEPT_PREFIXES:
        hint = Message(
            "List the words there are with: kg query vocabulary --all. Your own go into graph_data/vocab/words.ttl."
        )
    else:
        folder = "entities" if prefix_of(target) in ENTITY_PREFIXES else "sources"
        hint = Message(
            "Describe {target} in a file of graph_data/{folder}/, or correct the name.",
            target=curie(target),
            folder=folder,
        )
    return error(
        "dangling-id",
        corpus,
        iri,
        Message("{name} points to {target}, which does not exist", name=name, target=curie(target)),
        hint,
    )

"""The corpus that a store holds, read back from its asserted graphs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model import Corpus, Quote, Resource, Statement, Subject, quote_from, statement_from, subjects
from kg.ontology import Ontology
from kg.store import Store, rows
from kg.terms.namespaces import ENTITIES_GRAPH, KG, PREFIXES, curie, slug

_ASSERTED = f"""SELECT ?g ?s ?p ?o WHERE {{
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(STRSTARTS(STR(?g), "{PREFIXES["source"]}") || ?g = <{ENTITIES_GRAPH}>)
}}"""


def corpus_of(store: Store, ontology: Ontology) -> Corpus:
    """Return the sources, entities, quotes and statements of a store.

    Raises `StoreError` when it holds none, or a quote without its words or offsets.
    """
    by_graph: dict[str, list[ox.Triple]] = defaultdict(list)
    for row in rows(store, _ASSERTED):
        by_graph[row["g"].value].append(ox.Triple(row["s"], row["p"], row["o"]))
    if not by_graph:
        raise StoreError(f"the store {store.location} holds no statements", "Build it with: kg build")
    sources: dict[str, Resource] = {}
    parts: dict[str, Resource] = {}
    entities: dict[str, Resource] = {}
    quotes: dict[str, Quote] = {}
    statements: list[Statement] = []
    for graph, triples in by_graph.items():
        for subject in subjects(triples):
            match _class(subject, ontology):
                case "Entity":
                    entities[subject.iri] = Resource(subject.iri, subject.types[0], subject.properties)
                case "Source":
                    sources[subject.iri] = Resource(subject.iri, KG + "Source", subject.properties)
                case "Part":
                    parts[subject.iri] = Resource(subject.iri, KG + "Part", subject.properties)
                case "Quote":
                    quotes[subject.iri] = _quote(subject, graph, store)
                case "Statement":
                    statements.append(statement_from(subject, graph))
    corpus = Corpus(sources, parts, entities, quotes, tuple(statements))
    return replace(corpus, statements=corpus.in_reading_order())


def _quote(subject: Subject, graph: str, store: Store) -> Quote:
    try:
        return quote_from(subject, graph)
    except (KeyError, ValueError) as error:
        message = f"the store {store.location} holds a broken quote, {curie(subject.iri)}: {error}"
        raise StoreError(message, "Build it again with: kg build") from error


def _class(subject: Subject, ontology: Ontology) -> str:
    names = {slug(iri) for iri in subject.types}
    if names & set(ontology.kinds):
        return "Statement"
    if names & set(ontology.entity_classes):
        return "Entity"
    return next(iter(names & {"Source", "Part", "Quote"}), "")

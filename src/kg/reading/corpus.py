"""The corpus that a store holds, read back from its asserted graphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.errors import StoreError
from kg.model import Corpus, Judgement, Quote, Resource, Statement
from kg.ontology import Ontology
from kg.rdf import Subject, quote_from, statement_from, subjects
from kg.reading.whole import collector_paused
from kg.store import Store, rows
from kg.terms.namespaces import ENTITIES_GRAPH, JUDGEMENTS_GRAPH, KG, curie, slug, source_graph

_SOURCES = f"SELECT DISTINCT ?source WHERE {{ ?source a <{KG}Source> }} ORDER BY ?source"
_JUDGED = f"""SELECT ?judgement ?left ?verdict ?right ?on ?by ?reason WHERE {{
  GRAPH <{JUDGEMENTS_GRAPH}> {{
    ?judgement <{KG}left> ?left ; <{KG}verdict> ?verdict ; <{KG}right> ?right ;
      <{KG}judgedOn> ?on ; <{KG}judgedBy> ?by ; <{KG}reason> ?reason
  }}
}} ORDER BY ?judgement"""


def corpus_of(store: Store, ontology: Ontology) -> Corpus:
    """Return the sources, entities, quotes, statements and judgements of a store.

    Raises `StoreError` when it holds none, or a quote without its words or offsets.
    """
    named = [row["source"].value for row in rows(store, _SOURCES)]
    sources: dict[str, Resource] = {}
    parts: dict[str, Resource] = {}
    entities: dict[str, Resource] = {}
    quotes: dict[str, Quote] = {}
    statements: list[Statement] = []
    with collector_paused():
        for source, graph in (("", ENTITIES_GRAPH), *((iri, source_graph(iri)) for iri in named)):
            for subject in subjects(store.triples(graph)):
                match _class(subject, ontology):
                    case "Entity":
                        entities[subject.iri] = Resource(subject.iri, subject.types[0], subject.properties)
                    case "Source":
                        sources[subject.iri] = Resource(subject.iri, KG + "Source", subject.properties)
                    case "Part":
                        parts[subject.iri] = Resource(subject.iri, KG + "Part", subject.properties)
                    case "Quote":
                        quotes[subject.iri] = _quote(subject, source, store)
                    case "Statement":
                        statements.append(statement_from(subject, source))
    if not (sources or entities):
        raise StoreError(f"the store {store.location} holds no statements", "Build it with: kg build")
    corpus = Corpus(sources, parts, entities, quotes, tuple(statements), tuple(_judgements(store)))
    return replace(corpus, statements=corpus.in_reading_order())


def _judgements(store: Store) -> Iterator[Judgement]:
    for row in rows(store, _JUDGED):
        iri, left, verdict, right, on, by, reason = (row[n].value for n in range(7))
        yield Judgement(iri, left, slug(verdict), right, on, by, reason)


def _quote(subject: Subject, source: str, store: Store) -> Quote:
    try:
        return quote_from(subject, source)
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

"""All that a store says, read graph by graph."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Final

from pyoxigraph import Quad, Triple

from kg.errors import Foreign, Message, StoreError
from kg.model import Judgement, Quote, Resource, Statement, Term
from kg.ontology import Ontology
from kg.rdf import Subject, quote_from, statement_from, subjects
from kg.reading.said import (
    ABOVE,
    BELONGS,
    BYLINE,
    COMPUTED,
    SOURCE_COMPUTED,
    Reading,
    Said,
    as_printed,
    in_order,
    judged_pairs,
    said_from,
)
from kg.store import OxigraphStore, Store, rows
from kg.terms.namespaces import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    JUDGEMENTS_GRAPH,
    KG,
    curie,
    derived_graph,
    slug,
    source_graph,
)

_SOURCES: Final = f"SELECT DISTINCT ?source WHERE {{ ?source a <{KG}Source> }} ORDER BY ?source"
_JUDGED: Final = f"""SELECT ?judgement ?left ?verdict ?right ?on ?name ?text WHERE {{{{
  {{about}}
  GRAPH <{JUDGEMENTS_GRAPH}> {{{{
    ?judgement <{KG}left> ?left ; <{KG}verdict> ?verdict ; <{KG}right> ?right ;
      <{KG}judgedOn> ?on ; ?name ?text
    FILTER(?name IN (<{KG}judgedBy>, <{KG}reason>))
  }}}}
}}}} ORDER BY ?judgement ?name LANG(?text)"""
Computed = Mapping[str, Mapping[str, Term]]
Quotes = dict[tuple[int, int], Quote]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, all that is being made and stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_kept: list[tuple[str, Ontology, Reading]] = []


def whole(store: Store, ontology: Ontology) -> Reading:
    """Return all statements, entities, sources and judgements of a store; what a build made is read once a process.

    Raises `StoreError` when it holds none, or a statement or quote that is not whole.
    """
    built = store.generation if isinstance(store, OxigraphStore) else ""
    for generation, words, reading in _kept:
        if generation == built and words is ontology:
            return reading
    found = _read(store, ontology)
    if built:
        _kept[:] = [(built, ontology, found)]
    return found


def _read(store: Store, ontology: Ontology) -> Reading:
    entities = {
        s.iri: Resource(s.iri, s.types[0], s.properties)
        for s in subjects(store.triples(ENTITIES_GRAPH))
        if s.types and slug(s.types[0]) in ontology.entity_classes
    }
    judgements = tuple(judged(store))
    pairs = judged_pairs(judgements)
    sources: dict[str, Resource] = {}
    said: list[Said] = []
    with collector_paused():
        for source in (row["source"].value for row in rows(store, _SOURCES)):
            described, found, quotes = _of_source(source, store, ontology)
            bylines = {value.value for value in described.values(BYLINE)}
            sources[source] = as_printed(described, (q for q in quotes.values() if q.iri in bylines), entities)
            said += (replace(one, judged=pairs[one.iri]) if one.iri in pairs else one for one in found)
    if not (sources or entities):
        raise StoreError(
            Message("the store {location} holds no statements", location=store.location),
            Message("Build it with: kg build"),
        )
    above, belongs = (
        {s.iri: s.properties[0][1].value for s in subjects(store.triples(DERIVED_GRAPH, (name,)))}
        for name in (ABOVE, BELONGS)
    )
    return Reading(in_order(said), entities, sources, judgements, above, belongs)


def _of_source(source: str, store: Store, ontology: Ontology) -> tuple[Resource, list[Said], Quotes]:
    described = Resource(source, KG + "Source", ())
    statements: list[Statement] = []
    quotes: Quotes = {}
    for subject in subjects(store.triples(source_graph(source))):
        names = {slug(iri) for iri in subject.types}
        if "Quote" in names:
            quote = read_quote(subject, source, store)
            quotes[quote.start, quote.end] = quote
        elif names & ontology.kinds.keys():
            statements.append(statement_from(subject, source))
        elif subject.iri == source:
            described = Resource(source, KG + "Source", subject.properties)
    computed = computed_of(store.triples(derived_graph(source), (*COMPUTED, *SOURCE_COMPUTED)))
    own = tuple((KG + name, value) for name, value in computed.get(source, {}).items() if KG + name in SOURCE_COMPUTED)
    described = replace(described, properties=(*described.properties, *own))
    return described, [said_of(one, computed, quotes, store, ontology) for one in statements], quotes


def computed_of(triples: Iterable[Triple | Quad]) -> dict[str, dict[str, Term]]:
    """Group what the build wrote about statements by statement and local name."""
    return {s.iri: {key.removeprefix(KG): value for key, value in s.properties} for s in subjects(triples)}


def said_of(statement: Statement, computed: Computed, quotes: Quotes, store: Store, ontology: Ontology) -> Said:
    """Return a statement as said. Raises `StoreError` where the store lacks what each statement has."""
    try:
        return said_from(statement, computed.get(statement.iri, {}), quotes, ontology)
    except (KeyError, ValueError) as error:
        message = Message(
            "the store {location} holds a broken statement, {statement}: {reason}",
            location=store.location,
            statement=curie(statement.iri),
            reason=Foreign(str(error)),
        )
        raise StoreError(message, Message("Build it again with: kg build")) from error


def read_quote(subject: Subject, source: str, store: Store) -> Quote:
    """Return a quote. Raises `StoreError` where the store lacks its words or offsets."""
    try:
        return quote_from(subject, source)
    except (KeyError, ValueError) as error:
        message = Message(
            "the store {location} holds a broken quote, {subject}: {reason}",
            location=store.location,
            subject=curie(subject.iri),
            reason=Foreign(str(error)),
        )
        raise StoreError(message, Message("Build it again with: kg build")) from error


def judged(store: Store, about: Iterable[str] | None = None) -> Iterator[Judgement]:
    """Yield the judgements of a store, or those on some things (IRIs), in order of their ids."""
    chosen = ""
    if about is not None:
        things = " ".join(f"<{iri}>" for iri in about)
        chosen = f"{{ SELECT DISTINCT ?judgement {{ VALUES ?thing {{ {things} }} "
        chosen += f"?judgement <{KG}left>|<{KG}right> ?thing }} }}"
    solutions = rows(store, _JUDGED.format(about=chosen))
    for core, found in groupby(solutions, key=lambda row: tuple(row[n].value for n in range(5))):
        iri, left, verdict, right, on = core
        texts = [(slug(row["name"].value), row["text"]) for row in found]
        first = {name: value.value for name, value in reversed(texts)}  # without a language, for that sorts first
        also = tuple((name, value) for name, value in texts if value.language)
        yield Judgement(iri, left, slug(verdict), right, on, first["judgedBy"], first["reason"], also)

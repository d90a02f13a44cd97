"""Some statements of a store, read by their ids alone, so that the cost does not grow with the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from kg.model import EVIDENCE, Judgement, Quote, Resource, Statement, Term
from kg.ontology import Ontology
from kg.rdf import statement_from, subjects
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
)
from kg.reading.whole import Quotes, computed_of, judged, read_quote, said_of
from kg.store import Store, rows
from kg.terms.namespaces import ENTITIES_GRAPH, KG, derived_graph, slug, source_graph

_AT_ONCE: Final = 400
_TRIPLES: Final = "SELECT ?g ?s ?p ?o WHERE {{ VALUES ?s {{ {iris} }} GRAPH ?g {{ ?s ?p ?o }} }}"
_ENTITIES: Final = (
    f"SELECT ?s ?p ?o WHERE {{{{ VALUES ?s {{{{ {{iris}} }}}} GRAPH <{ENTITIES_GRAPH}> {{{{ ?s ?p ?o }}}} }}}}"
)
_OF_SOURCE: Final = ", ".join(f"<{name}>" for name in SOURCE_COMPUTED)
_SOURCES: Final = (
    f"SELECT ?s ?p ?o WHERE {{{{ VALUES ?s {{{{ {{iris}} }}}} "
    f"{{{{ GRAPH ?g {{{{ ?s a <{KG}Source> ; ?p ?o }}}} }}}} UNION {{{{ ?s ?p ?o FILTER(?p IN ({_OF_SOURCE})) }}}} }}}}"
)
_PLACED: Final = f"""SELECT ?s ?p ?o WHERE {{{{
  VALUES ?s {{{{ {{iris}} }}}} ?s ?p ?o FILTER(?p IN (<{ABOVE}>, <{BELONGS}>))
}}}}"""
_COMPUTED: Final = frozenset(COMPUTED)
_STATED_IN: Final = KG + "statedIn"
_JURISDICTION: Final = "jurisdiction"


def few(store: Store, ontology: Ontology, iris: Iterable[str]) -> Reading:
    """Return some statements, given by IRI, with what they name, the places above, their sources and judgements.

    What is no statement is passed over. Each statement is the same as `whole` gives it. Raises `StoreError` when the
    store holds a statement or quote that is not whole.
    """
    statements, computed = _statements(sorted(set(iris)), store, ontology)
    quotes = _quotes(statements, store)
    judgements = tuple(_judged([s.iri for s in statements], store))
    pairs = judged_pairs(judgements)
    said: list[Said] = []
    for statement in statements:
        one = said_of(statement, computed, quotes[statement.source], store, ontology)
        said.append(replace(one, judged=pairs[one.iri]) if one.iri in pairs else one)
    entities, placed = _entities({iri for one in said for iri in one.named()}, store, ontology)
    sources = _sources({one.source for one in said}, store)
    sourced = {v.value for s in sources.values() for _, v in s.properties if isinstance(v, ox.NamedNode)}
    entities |= _described(sorted(sourced - entities.keys()), store, ontology)
    sources = {iri: as_printed(source, _bylines(source, store), entities) for iri, source in sources.items()}
    return Reading(in_order(said), entities, sources, judgements, placed[ABOVE], placed[BELONGS])


def _chunks(iris: Sequence[str]) -> Iterator[str]:
    for at in range(0, len(iris), _AT_ONCE):
        yield " ".join(f"<{iri}>" for iri in iris[at : at + _AT_ONCE])


def _statements(
    iris: Sequence[str], store: Store, ontology: Ontology
) -> tuple[list[Statement], dict[str, dict[str, Term]]]:
    """Return statements as their source's graph gives them, and what the build wrote about each."""
    by_graph: dict[str, list[ox.Triple]] = defaultdict(list)
    for chunk in _chunks(iris):
        for row in rows(store, _TRIPLES.format(iris=chunk)):
            by_graph[row["g"].value].append(ox.Triple(row["s"], row["p"], row["o"]))
    written = computed_of(t for found in by_graph.values() for t in found if t.predicate.value == _STATED_IN)
    sources = {of["statedIn"].value for of in written.values()}
    statements: list[Statement] = []
    computed: dict[str, dict[str, Term]] = {}
    for source in sorted(sources):
        described = subjects(by_graph.get(source_graph(source), ()))
        statements += [statement_from(s, source) for s in described if ontology.kinds.keys() & map(slug, s.types)]
        derived = by_graph.get(derived_graph(source), ())
        computed |= computed_of(t for t in derived if t.predicate.value in _COMPUTED)
    return statements, computed


def _quotes(statements: Sequence[Statement], store: Store) -> dict[str, Quotes]:
    """Return the quotes of statements by source and offsets."""
    source_of = {iri: statement.source for statement in statements for iri in statement.evidence}
    found: dict[str, Quotes] = defaultdict(dict)
    for chunk in _chunks(sorted(source_of)):
        triples = (ox.Triple(row["s"], row["p"], row["o"]) for row in rows(store, _TRIPLES.format(iris=chunk)))
        for subject in subjects(t for t in triples if t.predicate.value != KG + EVIDENCE):
            quote = read_quote(subject, source_of[subject.iri], store)
            found[quote.source][quote.start, quote.end] = quote
    return found


def _bylines(source: Resource, store: Store) -> Iterator[Quote]:
    """Yield the quotes that print the authors of a source."""
    for chunk in _chunks([value.value for value in source.values(BYLINE)]):
        triples = (ox.Triple(row["s"], row["p"], row["o"]) for row in rows(store, _TRIPLES.format(iris=chunk)))
        for subject in subjects(t for t in triples if t.predicate.value != KG + EVIDENCE):
            yield read_quote(subject, source.iri, store)


def _judged(iris: Sequence[str], store: Store) -> Iterator[Judgement]:
    found: dict[str, Judgement] = {}
    for at in range(0, len(iris), _AT_ONCE):
        found |= {judgement.iri: judgement for judgement in judged(store, iris[at : at + _AT_ONCE])}
    yield from (found[iri] for iri in sorted(found))


def _entities(
    named: Iterable[str], store: Store, ontology: Ontology
) -> tuple[dict[str, Resource], dict[str, dict[str, str]]]:
    """Return the entities named with the places that they govern, belong to and lie in, and by property which do."""
    entities: dict[str, Resource] = {}
    placed: dict[str, dict[str, str]] = {ABOVE: {}, BELONGS: {}}
    ahead = sorted(set(named))
    while ahead:
        fresh = _described(ahead, store, ontology)
        entities |= fresh
        reached = {entity.text(_JURISDICTION) for entity in fresh.values()} - {""}
        for chunk in _chunks(sorted(fresh)):
            for row in rows(store, _PLACED.format(iris=chunk)):
                placed[row["p"].value][row["s"].value] = row["o"].value
                reached.add(row["o"].value)
        ahead = sorted(reached - entities.keys())
    return entities, placed


def _described(iris: Sequence[str], store: Store, ontology: Ontology) -> dict[str, Resource]:
    """Return the entities among some IRIs, as the graph of entities describes them."""
    triples = [
        ox.Triple(row["s"], row["p"], row["o"])
        for chunk in _chunks(iris)
        for row in rows(store, _ENTITIES.format(iris=chunk))
    ]
    return {
        s.iri: Resource(s.iri, s.types[0], s.properties)
        for s in subjects(triples)
        if s.types and s.types[0].removeprefix(KG) in ontology.entity_classes
    }


def _sources(iris: Iterable[str], store: Store) -> dict[str, Resource]:
    triples = [
        ox.Triple(row["s"], row["p"], row["o"])
        for chunk in _chunks(sorted(iris))
        for row in rows(store, _SOURCES.format(iris=chunk))
    ]
    return {s.iri: Resource(s.iri, KG + "Source", s.properties) for s in subjects(triples)}

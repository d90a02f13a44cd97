"""Values of the model as RDF and back: `*_facts` and `*_from` go between the two without loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.model import EVIDENCE, Corpus, Quote, Resource, Slots, Statement, Term
from kg.terms.namespaces import EDTF, ENTITIES_GRAPH, KG, RDF_TYPE, SKOS, XSD, slug, source_graph

type_ = NamedNode(RDF_TYPE)


@cache
def named(iri: str) -> NamedNode:
    """Return the node of a name that occurs again and again (a property, a datatype, a graph), made once."""
    return NamedNode(iri)


TermTriple = tuple[NamedNode, NamedNode, Term]


def text_literal(text: str) -> Literal:
    """Return a plain string literal."""
    return Literal(text)


def edtf_literal(text: str) -> Literal:
    """Return an EDTF literal."""
    return Literal(text, datatype=named(EDTF))


def typed_literal(text: str, datatype: str) -> Literal:
    """Return a literal of an XSD datatype, given by its local name."""
    return Literal(text, datatype=named(XSD + datatype))


def resource_facts(resource: Resource) -> Iterator[TermTriple]:
    """Yield the triples of a resource."""
    subject = NamedNode(resource.iri)
    yield (subject, type_, named(resource.type))
    for key, value in resource.properties:
        yield (subject, named(key), value)


def quote_facts(quote: Quote) -> Iterator[TermTriple]:
    """Yield the triples of a quote."""
    subject = NamedNode(quote.iri)
    yield (subject, type_, named(KG + "Quote"))
    yield (subject, named(KG + "start"), typed_literal(str(quote.start), "integer"))
    yield (subject, named(KG + "end"), typed_literal(str(quote.end), "integer"))
    yield (subject, named(KG + "exact"), Literal(quote.exact))


def statement_facts(statement: Statement) -> Iterator[TermTriple]:
    """Yield the triples of a statement."""
    subject = NamedNode(statement.iri)
    yield (subject, type_, named(KG + statement.kind))
    for iri in statement.evidence:
        yield (subject, named(KG + EVIDENCE), NamedNode(iri))
    for name, value in statement.slots:
        yield (subject, named(name if ":" in name else KG + name), value)


def corpus_quads(corpus: Corpus) -> Iterator[Quad]:
    """Yield every asserted quad of a corpus: a graph per source, and the graph of entities."""
    entities = NamedNode(ENTITIES_GRAPH)
    for entity in corpus.entities.values():
        yield from _in(entities, resource_facts(entity))
    for iri, source in corpus.sources.items():
        graph = named(source_graph(iri))
        yield from _in(graph, resource_facts(source))
        for ref in source.values("part"):
            if ref.value in corpus.parts:
                yield from _in(graph, resource_facts(corpus.parts[ref.value]))
    for quote in corpus.quotes.values():
        yield from _in(named(source_graph(quote.source)), quote_facts(quote))
    for statement in corpus.statements:
        yield from _in(named(source_graph(statement.source)), statement_facts(statement))


def _in(graph: NamedNode, facts: Iterable[TermTriple]) -> Iterator[Quad]:
    for subject, predicate, value in facts:
        yield Quad(subject, predicate, value, graph)


@dataclass(frozen=True, slots=True)
class Subject:
    """All triples of one subject, as read: its classes and its properties, both sorted."""

    iri: str
    types: tuple[str, ...]
    properties: Slots

    @property
    def own_class(self) -> str:
        """The first class; what every concept is beside its own class counts only by itself."""
        return next((name for name in self.types if name != SKOS + "Concept"), next(iter(self.types), ""))


def subjects(triples: Iterable[Triple | Quad]) -> Iterator[Subject]:
    """Group triples by subject, in order of first appearance. Blank subjects and quoted triples are left out."""
    return grouped((triple.subject, triple.predicate, triple.object) for triple in triples)


def grouped(triples: Iterable[tuple[object, NamedNode, object]]) -> Iterator[Subject]:
    """Group triples by subject, as `subjects` does, given as tuples: taking a quad apart is what costs most."""
    types: dict[str, set[str]] = {}
    rest: dict[str, list[tuple[str, Term]]] = {}
    known: dict[str, str] = {}  # each property's IRI once
    for subject, predicate, value in triples:
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            continue
        iri, key = subject.value, predicate.value
        if iri not in types:
            types[iri], rest[iri] = set(), []
        if key == RDF_TYPE and isinstance(value, NamedNode):
            types[iri].add(value.value)
        else:
            rest[iri].append((known.setdefault(key, key), value))
    for iri, classes in types.items():
        yield Subject(iri, tuple(sorted(classes)), _in_order(rest[iri]))


def _in_order(pairs: list[tuple[str, Term]]) -> Slots:
    """Return pairs sorted by key, then by value as text, each once."""
    if len({key for key, _ in pairs}) == len(pairs):
        return tuple(sorted(pairs, key=_by_key))
    return tuple(sorted(set(pairs), key=_by_text))


def _by_key(pair: tuple[str, Term]) -> str:
    return pair[0]


def _by_text(pair: tuple[str, Term]) -> tuple[str, str]:
    return pair[0], str(pair[1])


def quote_from(subject: Subject, source: str) -> Quote:
    """Read a quote. Raises `KeyError` or `ValueError` when an offset or the words are missing or wrong."""
    found = {slug(key): value.value for key, value in subject.properties}
    return Quote(subject.iri, source, int(found["start"]), int(found["end"]), found["exact"])


def statement_from(subject: Subject, source: str) -> Statement:
    """Read a statement of the first of its classes; properties outside `kg:` are kept under their full IRI."""
    slots = tuple((_slot(key), value) for key, value in subject.properties)
    return Statement(
        subject.iri,
        slug(subject.types[0]),
        source,
        tuple(pair for pair in slots if pair[0] != EVIDENCE),
        tuple(value.value for name, value in slots if name == EVIDENCE),
    )


@cache
def _slot(iri: str) -> str:
    return iri.removeprefix(KG)

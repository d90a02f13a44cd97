"""The quads a store is built from: what the files say, and what follows from each statement.

Asserted quads lie in the graph of their source, computed ones in its derived graph, so that files and graphs agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.dataset.standards import quote_view, statement_view
from kg.dataset.withheld import published
from kg.errors import TermError
from kg.model import Corpus, Judgement, Resource, Statement, Term
from kg.ontology import Ontology
from kg.rdf import corpus_quads, edtf_literal, named, text_literal, type_, typed_literal
from kg.reading.belonging import belonging
from kg.reading.computed import Computed, compute
from kg.reading.glossing import GLOSS_CHECK, TITLE_GLOSS, glosses_of, title_key
from kg.reading.links import further_slots, links_of
from kg.reading.places import places_above, registered_above
from kg.reading.said import BELONGS
from kg.reading.totals import Tally
from kg.terms.namespaces import (
    DERIVED_GRAPH,
    JUDGEMENTS_GRAPH,
    KG,
    ONTOLOGY_GRAPH,
    PREFIXES,
    REGISTER_GRAPH,
    derived_graph,
    slug,
)
from kg.terms.time import bounds

REGISTERED_WITHIN: Final = KG + "registeredWithin"
_COUNTERPART: Final = "counterpart"  # also of what a role of its own says: with whom, on whom
_JUDGED: Final = NamedNode(JUDGEMENTS_GRAPH)


def build_quads(corpus: Corpus, ontology: Ontology) -> Iterator[Quad]:
    """Yield every quad of a fresh store except the register's names and what `ontology/derive/` constructs.

    What is withheld is left out, so that no answer, edge, table or count can have it.
    """
    corpus = published(corpus, ontology)
    graph = NamedNode(ONTOLOGY_GRAPH)
    for triple in ontology.triples:
        yield Quad(triple.subject, triple.predicate, triple.object, graph)
    yield from corpus_quads(corpus)
    for source in corpus.sources.values():
        yield from _source_quads(source)
        gloss = corpus.glosses.get(title_key(source))
        if gloss:
            about, graph_of = NamedNode(source.iri), named(derived_graph(source.iri))
            yield Quad(about, named(KG + TITLE_GLOSS), Literal(gloss.en, language="en"), graph_of)
            if gloss.checked:
                yield Quad(about, named(KG + GLOSS_CHECK), Literal(gloss.checked), graph_of)
    tallies: dict[str, Tally] = {iri: Tally() for iri in corpus.sources}
    further = further_slots(ontology)
    for statement in corpus.statements:
        computed = compute(statement, corpus, ontology)
        subject, _, target = ontology.core_values(statement)
        has_edge = bool(links_of(subject, target, statement.slots, further, corpus.entities))
        tally = tallies.setdefault(statement.source, Tally())
        tally.add((computed.first_day, computed.last_day), has_edge=has_edge)
        yield from _statement_quads(statement, tally.statements, computed, corpus, ontology)
    yield from _total_quads(tallies)
    yield from _belonging_quads(corpus, ontology)
    for quote in corpus.quotes.values():
        graph = named(derived_graph(quote.source))
        yield from (Quad(*triple, graph) for triple in quote_view(quote))
    for judgement in corpus.judgements:
        yield from judgement_quads(judgement)
    yield from _above(REGISTERED_WITHIN, registered_above(corpus), REGISTER_GRAPH)
    yield from _above(KG + "placeAbove", places_above(corpus), DERIVED_GRAPH)


def _above(predicate: str, above: Mapping[str, str], graph: str) -> Iterator[Quad]:
    for iri, whole in sorted(above.items()):
        yield Quad(NamedNode(iri), NamedNode(predicate), NamedNode(whole), NamedNode(graph))


def _source_quads(source: Resource) -> Iterator[Quad]:
    try:
        known = bounds(date) if (date := source.text("date")) else None
    except TermError:
        return
    subject, graph = NamedNode(source.iri), NamedNode(derived_graph(source.iri))
    for name, day in (("firstDay", known.start), ("lastDay", known.end)) if known else ():
        if day:
            yield Quad(subject, NamedNode(KG + name), typed_literal(day.isoformat(), "date"), graph)


def _total_quads(tallies: Mapping[str, Tally]) -> Iterator[Quad]:
    """Yield how much each source holds, so that a view of a part can say what it leaves out."""
    for iri, tally in tallies.items():
        for name, value, datatype in tally.totals():
            subject, graph = NamedNode(iri), NamedNode(derived_graph(iri))
            yield Quad(subject, NamedNode(KG + name), typed_literal(value, datatype), graph)


def _belonging_quads(corpus: Corpus, ontology: Ontology) -> Iterator[Quad]:
    """Yield the place that each thing belongs to, which hangs on all sources."""
    for iri, place in belonging(corpus, ontology).items():
        yield Quad(NamedNode(iri), NamedNode(BELONGS), NamedNode(place), NamedNode(DERIVED_GRAPH))


def _statement_quads(
    statement: Statement, position: int, computed: Computed, corpus: Corpus, ontology: Ontology
) -> Iterator[Quad]:
    subject, graph = NamedNode(statement.iri), named(derived_graph(statement.source))
    added = {}
    for name, value in _added(statement, position, computed, corpus, ontology):
        added[name] = value
        yield Quad(subject, named(KG + name), value, graph)
    for triple in statement_view(statement, added):
        yield Quad(*triple, graph)


def _added(
    statement: Statement, position: int, computed: Computed, corpus: Corpus, ontology: Ontology
) -> Iterator[tuple[str, Term]]:
    """Yield what the build adds to a statement, as pairs of property and value."""
    yield "statedIn", NamedNode(statement.source)
    yield "position", typed_literal(str(position), "integer")
    yield from _computed_literals(statement, computed)
    kind = ontology.kinds[statement.kind]
    for name, value in zip(("subject", "predicate", "object"), ontology.core_values(statement), strict=True):
        if value is not None:
            yield name, value
    if kind.constant_predicate:
        yield "predicate", NamedNode(kind.constant_predicate)
    for name in ("modality", "review"):
        if statement.one(name) is None:
            yield name, NamedNode(ontology.slots[name].default)
    for name, value in statement.slots if kind.slug == "involvement" else ():
        slot = ontology.slots.get(name)
        if slot and slot.column == _COUNTERPART != name:
            yield _COUNTERPART, value
    yield from glosses_of(statement, computed.quote, corpus, ontology)
    mentioned = {v.value for _, v in statement.slots if isinstance(v, NamedNode) and v.value in corpus.entities}
    for entity in sorted(mentioned):
        yield "mentions", NamedNode(entity)


def _computed_literals(statement: Statement, computed: Computed) -> Iterator[tuple[str, Literal]]:
    """Yield what follows from a statement, what is empty left out."""
    inferred = ";".join(sorted(slug(value.value) for value in statement.values("inferred")))
    yield "certainty", text_literal(computed.certainty)
    yield "quoteText", text_literal(computed.quote)
    yield "spans", text_literal(computed.spans)
    if inferred:
        yield "inferredSlots", text_literal(inferred)
    if computed.time:
        yield "computedTime", edtf_literal(computed.time)
    for name, day in (("firstDay", computed.first_day), ("lastDay", computed.last_day)):
        if day:
            yield name, typed_literal(day, "date")


def judgement_quads(judgement: Judgement) -> Iterator[Quad]:
    """Yield the quads of a judgement: its verdict between the two things, and the judgement itself."""
    left, right = NamedNode(judgement.left), NamedNode(judgement.right)
    yield Quad(left, NamedNode(KG + judgement.verdict), right, _JUDGED)
    node = NamedNode(judgement.iri)
    facts: dict[str, Term] = {
        "left": left,
        "verdict": NamedNode(KG + judgement.verdict),
        "right": right,
        "judgedOn": typed_literal(judgement.judged_on, "date"),
        "judgedBy": Literal(judgement.judged_by),
        "reason": Literal(judgement.reason),
    }
    yield Quad(node, type_, NamedNode(PREFIXES["kg"] + "Judgement"), _JUDGED)
    for name, value in (*facts.items(), *judgement.also):
        yield Quad(node, NamedNode(KG + name), value, _JUDGED)

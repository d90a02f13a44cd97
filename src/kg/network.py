"""From statements to a `networkx.MultiDiGraph`: entities as nodes, an edge for each link that a statement states.

A statement gives one edge from subject to object and one for each further slot that the ontology marks as an edge
(place, counterpart ...), all under the statement's id. Nothing is dropped silently: what a selection leaves out is
counted in the graph's attributes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.computed import compute
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.terms.namespaces import KG, curie, slug

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

MAX_SHOWN: Final = 150
_PLACES: Final = frozenset({"Place", "Area"})


def multigraph(corpus: Corpus, ontology: Ontology) -> Graph:
    """Return all statements between entities as a multigraph.

    Nodes are IRIs with `id, label, label_en, type, place`; edges, keyed `STATEMENT_ID:SLOT`, have `id` (the statement),
    `label, kind, predicate, start, end, time_sense, modality, certainty, source, quote`. The graph attribute
    `without_edge` counts the statements that link no two entities (figures without a reference, names, words).
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by graph commands alone

    graph: Graph = nx.MultiDiGraph()
    without = 0
    for statement in corpus.statements:
        made = list(_edges(statement, corpus, ontology))
        without += not made
        for start, end, slot, label in made:
            for iri in (start, end):
                if iri not in graph:
                    graph.add_node(iri, **_node(iri, corpus))
            graph.add_edge(start, end, key=f"{statement.id}:{slot}", **_edge(statement, label, corpus, ontology))
    graph.graph["without_edge"] = without
    graph.graph["cut"] = 0
    return graph


def _edges(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[tuple[str, str, str, str]]:
    """Yield (start, end, slot, label) of each edge that a statement makes."""
    kind = ontology.kinds[statement.kind]
    subject, predicate, target = ontology.core_values(statement)
    core = {"subject": subject, "object": target or subject}
    label = ontology.label(predicate.value) if predicate else ontology.label(kind.constant_predicate)
    if _is_entity(subject, corpus) and _is_entity(target, corpus):
        yield subject.value, target.value, "object", label  # type: ignore[union-attr]
    seen: Counter[str] = Counter()
    for name, value in statement.slots:
        slot = ontology.slots.get(name)
        start = core.get(slot.edge_from) if slot and slot.edge_from else None
        if not (_is_entity(start, corpus) and _is_entity(value, corpus)) or value in {target, start}:
            continue
        shown = label if name == kind.object_else else ontology.label(KG + name)
        seen[name] += 1
        key = name if seen[name] == 1 else f"{name}-{seen[name]}"
        yield start.value, value.value, key, shown  # type: ignore[union-attr]


def _is_entity(term: object, corpus: Corpus) -> bool:
    return isinstance(term, NamedNode) and term.value in corpus.entities


def _node(iri: str, corpus: Corpus) -> dict[str, str]:
    entity = corpus.entities[iri]
    return {
        "id": curie(iri),
        "label": entity.label(),
        "label_en": entity.label("en"),
        "type": slug(entity.type),
        "place": "",
    }


def _edge(statement: Statement, label: str, corpus: Corpus, ontology: Ontology) -> dict[str, str]:
    computed = compute(statement, corpus, ontology)
    predicate = ontology.core_values(statement)[1]
    return {
        "id": statement.id,
        "label": label,
        "kind": ontology.kinds[statement.kind].slug,
        "predicate": slug(predicate.value) if predicate else "",
        "start": computed.first_day,
        "end": computed.last_day,
        "time_sense": slug(statement.text("timeSense")),
        "modality": computed.modality,
        "certainty": computed.certainty,
        "source": slug(statement.source),
        "quote": computed.quote,
    }


def ego(graph: Graph, centres: Iterable[str], hops: int = 1, limit: int = MAX_SHOWN) -> Graph:
    """Return the part of a graph within `hops` edges of the centres, either direction, at most `limit` nodes.

    A place is walked through only from the place that it lies in: what happens in a district's villages is near to the
    district, what else happens in the district is not near to a village. Nearer nodes are kept first, then those with
    more edges. The graph attribute `cut` counts the nodes left out by `limit`. Centres that the graph does not have are
    passed over.
    """
    found = {centre: 0 for centre in sorted(centres) if centre in graph}
    edge_of_search = list(found)
    for distance in range(1, hops + 1):
        reached = sorted(
            {other for node in edge_of_search for other in (*graph.successors(node), *graph.predecessors(node))}
            - set(found)
        )
        found.update(dict.fromkeys(reached, distance))
        edge_of_search = [node for node in reached if _walked(graph, node, edge_of_search)]
    return _limited(graph, sorted(found, key=lambda n: (found[n], -graph.degree(n), n)), limit)


def _walked(graph: Graph, node: str, reached_from: list[str]) -> bool:
    """Say whether a search goes on from a node: always, but for places that were not reached from above."""

    def is_place(name: str) -> bool:
        return graph.nodes[name]["type"] in _PLACES

    return not is_place(node) or any(is_place(above) and graph.has_edge(node, above) for above in reached_from)


def whole(graph: Graph, limit: int = MAX_SHOWN) -> Graph:
    """Return the graph itself, or its `limit` nodes with most edges; the attribute `cut` counts those left out."""
    return _limited(graph, sorted(graph, key=lambda n: (-graph.degree(n), n)), limit)


def _limited(graph: Graph, ordered: list[str], limit: int) -> Graph:
    kept: Graph = graph.subgraph(ordered[:limit]).copy()
    kept.graph["cut"] = max(len(ordered) - limit, 0)
    return kept

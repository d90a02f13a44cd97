"""From statements to edges: entities as nodes, an edge for each link that a statement states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.network.doubts import ALTERNATIVE, Doubts
from kg.ontology import Kind, Ontology
from kg.reading.links import CORE, Link, further_slots, links_of
from kg.reading.said import Reading, Said
from kg.terms.namespaces import KG, SKOS, curie, slug

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"
# A MultiDiGraph is one as well: what takes this takes both.
AnyGraph: TypeAlias = "nx.MultiGraph[str]"
Edge = tuple[str, str, str]
Attributes = Mapping[str, str]
Pair = tuple[str, str]
LeftOut = list[tuple[Pair, int]]
TIMES: Final = ("start", "end", "time_sense", "time", "time_certainty")
# attributes that came after the first edition: a file has them after its own last column
LATER: Final = ("time", "time_certainty", "alternatives", "in_role", "spans")
# and those of pairs: what people share, layers of people, significant pairs, simple graphs
OF_PAIRS: Final = (*("passages", "newman", "layer", "first", "expected", "p"), *("statements", "sources", "weight"))
WITHOUT_EDGE: Final = (
    "不成边（无参照的指标、名称、言语）",
    "single-entity statements (figures without a reference, names, words)",
)


def multigraph(reading: Reading, ontology: Ontology) -> Graph:
    """Return the statements of a reading as a multigraph: entities as nodes, what statements link as edges.

    A statement gives one edge from subject to object and one for each further slot that the ontology marks as an edge
    (place, counterpart ...), all under the statement's id. Nodes are IRIs with `id` (prefixed name), `label, label_en,
    type`, `place` and `place_id` (the place it belongs to) and `level` (of a place). Edges, keyed `STATEMENT_ID:SLOT`,
    have `id` (the statement), `label, label_en, slot, kind, predicate, start, end` (ISO dates, empty where open or not
    said), `time_sense, modality, certainty, source, quote`, `counted_in` (the narrowest set that counts an
    involvement: `strict, medium, broad`, empty where none does), `time` (EDTF), `time_certainty` (empty without a
    time), `alternatives` (what the edge may be instead, as `Doubts.instead` has it), `in_role` (the slug of the role
    acted in) and `spans` (the offsets of the words, `start-end` joined by `;`).

    An edge is as certain as what it rests on: `inferred` where the statement's core is, or the slot that the edge is
    of. What else is inferred in the statement does not touch it.

    Graph attributes: `left_out` is a list of (reason in Chinese and English, number of statements), `cut` the number of
    nodes left out by a limit, `locations` the types of the nodes that are places.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by graph commands alone

    graph: Graph = nx.MultiDiGraph()
    further, facts = further_slots(ontology), _Facts(reading, ontology)
    linked = [
        (one, links)
        for one in reading.said
        if (links := links_of(one.subject, one.object, one.statement.slots, further, reading.entities))
    ]
    nodes = dict.fromkeys(iri for _, links in linked for link in links for iri in (link.start, link.end))
    graph.add_nodes_from((iri, facts.node(iri)) for iri in nodes)
    for one, links in linked:
        shared, statement = facts.shared(one), one.id
        several = shared["alternatives"] or one.judged  # only that there are some: which, each edge says for itself
        for link in links:
            edge = {"id": statement, **facts.labels(one, link), **shared}
            if one.inferred and link.slot != CORE:
                edge["certainty"] = facts.doubts.of_edge(one, link.slot)
            if several:
                edge["alternatives"] = facts.doubts.instead(one, link.slot)
            graph.add_edge(link.start, link.end, key=f"{statement}:{link.slot}", **edge)
    graph.graph.update(
        left_out=left_out_as(WITHOUT_EDGE, len(reading.said) - len(linked)),
        cut=0,
        locations=tuple(sorted(ontology.location_classes)),
    )
    return graph


def left_out_as(reason: Pair, number: int) -> LeftOut:
    """Return one reason with its number as `left_out` has it; nothing where the number is 0."""
    return [(reason, number)] if number else []


def left_out_of(graph: AnyGraph) -> LeftOut:
    """Return a copy of what a graph leaves out."""
    return list(graph.graph.get("left_out", ()))


def locations(graph: AnyGraph) -> frozenset[str]:
    """Return the types of the nodes that are places."""
    return frozenset(graph.graph["locations"])


def statements_of(graph: AnyGraph) -> set[str]:
    """Return the ids of the statements that a graph draws."""
    return {edge["id"] for *_, edge in graph.edges(data=True)}


def with_edges(graph: Graph, edges: Iterable[Edge]) -> Graph:
    """Return a new graph of some of a graph's edges and the nodes that they link, in the order of the graph."""
    import networkx as nx  # noqa: PLC0415 - as above

    wanted = set(edges)
    used = {node for start, end, _ in wanted for node in (start, end)}
    chosen: Graph = nx.MultiDiGraph(**graph.graph)
    chosen.add_nodes_from((node, dict(found)) for node, found in graph.nodes(data=True) if node in used)
    for start, end, key, edge in graph.edges(keys=True, data=True):
        if (start, end, str(key)) in wanted:
            chosen.add_edge(start, end, key=str(key), **edge)
    return chosen


class _Facts:
    """Makes the attributes of nodes and edges; what many of them share is made once."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        self._reading, self._ontology = reading, ontology
        self.doubts = Doubts(ontology)
        self._slugs: dict[str, str] = {"": ""}
        self._named: dict[str, dict[str, str]] = {}
        self._places: dict[str, dict[str, str]] = {"": {"place": "", "place_id": ""}}
        self._acted_in = frozenset(
            name for name, slot in ontology.slots.items() if slot.column == "role" and slot.core != "predicate"
        )
        self._sets = {iri: ontology.terms[iri].text(SKOS + "notation") for iri in ontology.capacity_sets} | {"": ""}

    def node(self, iri: str) -> dict[str, str]:
        """Return the attributes of a node."""
        entity = self._reading.entities[iri]
        type_ = self._slug(entity.type)
        return {
            "id": curie(iri),
            "label": entity.label(),
            "label_en": entity.label("en"),
            "type": type_,
            **self._place(self._reading.place_of(iri)),
            "level": self._slug(entity.text("level")) if type_ in self._ontology.location_classes else "",
        }

    def _place(self, iri: str) -> dict[str, str]:
        """Return label and prefixed name of a place, both empty where there is none."""
        if iri not in self._places:
            place = self._reading.entities.get(iri)
            self._places[iri] = {"place": place.label(), "place_id": curie(iri)} if place else self._places[""]
        return self._places[iri]

    def shared(self, one: Said) -> dict[str, str]:
        """Return the attributes that all edges of a statement share."""
        kind = self._ontology.kinds[one.statement.kind]
        role, readings = self._noted(one)
        return {
            "kind": one.kind,
            "predicate": self._slug(one.predicate.value) if one.predicate and not kind.constant_predicate else "",
            "start": one.first_day,
            "end": one.last_day,
            "time_sense": one.sense,
            "modality": one.modality,
            "certainty": one.certainty,
            "source": self._slug(one.source),
            "quote": one.quote,
            "counted_in": self._sets[one.counting.counted_in],
            "time": one.time,
            "time_certainty": self.doubts.of_time(one) if one.time else "",
            "alternatives": readings,
            "in_role": role,
            "spans": one.spans,
        }

    def _noted(self, one: Said) -> tuple[str, str]:
        """Return the slug of the role acted in, and the slot that holds other readings; empty where there is none."""
        role = readings = ""
        for name, value in one.statement.slots:  # asked of every statement, and faster than generators
            if name in self._acted_in:
                role = role or self._slug(value.value)
            elif name == ALTERNATIVE:
                readings = name
        return role, readings

    def labels(self, one: Said, link: Link) -> dict[str, str]:
        """Return the labels of a link in Chinese and English, and its slot."""
        name = link.slot.partition("-")[0]
        kind: Kind = self._ontology.kinds[one.statement.kind]
        core = name in {CORE, kind.object_else} and one.predicate is not None
        word = one.predicate.value if core and one.predicate else KG + name
        if word not in self._named:
            named = self._ontology.label if core else self._ontology.short_label  # a slot as an edge says it
            self._named[word] = {"label": named(word), "label_en": named(word, "en")}
        return {**self._named[word], "slot": link.slot}

    def _slug(self, iri: str) -> str:
        if iri not in self._slugs:
            self._slugs[iri] = slug(iri)
        return self._slugs[iri]

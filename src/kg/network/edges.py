"""From statements to edges: entities as nodes, an edge for each link that a statement states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from kg.computed import certainty, modality, quoted, said_days
from kg.model import Corpus, Resource, Statement, Term
from kg.network.places import places_of
from kg.ontology import Kind, Ontology
from kg.terms.namespaces import KG, curie, slug

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"
Edge = tuple[str, str, str]
WITHOUT_EDGE: Final = "不成边 links no two entities (figures without a reference, names, words)"


def multigraph(corpus: Corpus, ontology: Ontology) -> Graph:
    """Return all statements between entities as a multigraph.

    A statement gives one edge from subject to object and one for each further slot that the ontology marks as an edge
    (place, counterpart ...), all under the statement's id. Nodes are IRIs with `id` (prefixed name), `label, label_en,
    type`, `place` and `place_id` (the place it belongs to, see `places_of`) and `level` (of a place). Edges, keyed
    `STATEMENT_ID:SLOT`, have `id` (the statement), `label, label_en, slot, kind, predicate, start, end` (ISO dates,
    empty where open or not said), `time_sense, modality, certainty, source, quote`. Graph attributes: `without_edge`
    counts the statements that link no two entities, `left_out` is a list of (reason, number of statements), `cut` the
    number of nodes left out by a limit.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by graph commands alone

    graph: Graph = nx.MultiDiGraph()
    found = _Links(corpus, ontology)
    linked = [(statement, links) for statement in corpus.statements if (links := found.of(statement))]
    belongs = places_of(corpus, (((link.start, link.end) for link in links) for _, links in linked))
    nodes = dict.fromkeys(iri for _, links in linked for link in links for iri in (link.start, link.end))
    graph.add_nodes_from((iri, _node(corpus.entities[iri], corpus.entities.get(belongs.get(iri, "")))) for iri in nodes)
    facts = _Facts(corpus, ontology)
    for statement, links in linked:
        for link, edge in facts.of(statement, links):
            graph.add_edge(link.start, link.end, key=f"{statement.id}:{link.slot}", **edge)
    without = len(corpus.statements) - len(linked)
    graph.graph.update(without_edge=without, left_out=[(WITHOUT_EDGE, without)] if without else [], cut=0)
    return graph


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


class _Link(NamedTuple):
    """One edge to be: from IRI to IRI, by which slot (`place-2` for its second value), with which word as its label."""

    start: str
    end: str
    slot: str
    word: str


@dataclass(frozen=True, slots=True)
class _Form:
    """How statements of one kind make edges: their core slots, and the further slots with the role they start from."""

    kind: Kind
    further: Mapping[str, str]

    def word(self, slot: str, predicate: str) -> str:
        """Return the IRI of the term that labels a slot's edge."""
        return predicate if slot == self.kind.object_else else KG + slot


class _Links:
    """Finds the links that statements state between entities of a corpus."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self._entities = corpus.entities
        further = {name: slot.edge_from for name, slot in ontology.slots.items() if slot.edge_from}
        self._forms = {name: _Form(kind, further) for name, kind in ontology.kinds.items()}

    def of(self, statement: Statement) -> list[_Link]:
        form = self._forms[statement.kind]
        kind, first = form.kind, dict(reversed(statement.slots))
        target = first.get(kind.object) or first.get(kind.object_else)
        subject, end = self._entity(first.get(kind.subject)), self._entity(target)
        predicate = first[kind.predicate].value if kind.predicate in first else kind.constant_predicate
        links = [_Link(subject, end, "object", predicate)] if subject and end else []
        starts = {"subject": subject, "object": end if target else subject}
        seen: Counter[str] = Counter()
        for name, value in statement.slots:
            if name not in form.further:
                continue
            start, other = starts[form.further[name]], self._entity(value)
            if start and other and other not in {start, end}:
                seen[name] += 1
                key = name if seen[name] == 1 else f"{name}-{seen[name]}"
                links.append(_Link(start, other, key, form.word(name, predicate)))
        return links

    def _entity(self, term: Term | None) -> str:
        """Return the IRI of an entity, or an empty string."""
        return term.value if isinstance(term, NamedNode) and term.value in self._entities else ""


class _Facts:
    """Makes the attributes of edges; what many edges share is made once."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self._corpus, self._ontology = corpus, ontology
        self._words: dict[str, tuple[str, str]] = {}
        self._days: dict[tuple[str, ...], tuple[str, str]] = {}

    def of(self, statement: Statement, links: Iterable[_Link]) -> Iterator[tuple[_Link, dict[str, str]]]:
        iri, kind = statement.id, self._ontology.kinds[statement.kind]
        first_day, last_day = self._said_days(statement)
        shared = {
            "kind": kind.slug,
            "predicate": slug(statement.text(kind.predicate)),
            "start": first_day,
            "end": last_day,
            "time_sense": slug(statement.text("timeSense")),
            "modality": modality(statement, self._ontology),
            "certainty": certainty(statement, self._ontology),
            "source": slug(statement.source),
            "quote": quoted(statement, self._corpus),
        }
        for link in links:
            label, label_en = self._labels(link.word)
            yield link, {"id": iri, "label": label, "label_en": label_en, "slot": link.slot, **shared}

    def _labels(self, word: str) -> tuple[str, str]:
        if word not in self._words:
            self._words[word] = (self._ontology.label(word), self._ontology.label(word, "en"))
        return self._words[word]

    def _said_days(self, statement: Statement) -> tuple[str, str]:
        key = (statement.source, *(statement.text(name) for name in ("time", "when", "anchor", "timeSense")))
        if key not in self._days:
            self._days[key] = said_days(statement, self._corpus, self._ontology)
        return self._days[key]


def _node(entity: Resource, place: Resource | None) -> dict[str, str]:
    return {
        "id": curie(entity.iri),
        "label": entity.label(),
        "label_en": entity.label("en"),
        "type": slug(entity.type),
        "place": place.label() if place else "",
        "place_id": curie(place.iri) if place else "",
        "level": slug(entity.text("level")),
    }

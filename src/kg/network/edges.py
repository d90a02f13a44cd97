"""From statements to edges: entities as nodes, an edge for each link that a statement states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from kg.model import Corpus, Statement, Term
from kg.network.places import PLACE_TYPES, places_of
from kg.ontology import Kind, Ontology
from kg.reading.computed import STATED, certainty, quoted, said_days
from kg.reading.whole import collector_paused
from kg.terms.namespaces import KG, curie, slug

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"
Edge = tuple[str, str, str]
_TIMES: Final = ("time", "when", "anchor", "timeSense")
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
    with collector_paused():
        links, facts = _Links(corpus, ontology), _Facts(corpus, ontology)
        filled = ((statement, dict(reversed(statement.slots))) for statement in corpus.statements)
        linked = [(statement, first, found) for statement, first in filled if (found := links.of(statement, first))]
        belongs = places_of(
            corpus, ((st, link.start, link.slot, link.end) for st, _, found in linked for link in found)
        )
        nodes = dict.fromkeys(iri for *_, found in linked for link in found for iri in (link.start, link.end))
        graph.add_nodes_from((iri, facts.node(iri, belongs.get(iri, ""))) for iri in nodes)
        for statement, first, found in linked:
            for link, edge in facts.edges(statement, first, found):
                graph.add_edge(link.start, link.end, key=f"{edge['id']}:{link.slot}", **edge)
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

    def of(self, statement: Statement, first: Mapping[str, Term]) -> list[_Link]:
        """Return the links of a statement; `first` has the first value of each of its slots."""
        form = self._forms[statement.kind]
        kind = form.kind
        target = first.get(kind.object) or first.get(kind.object_else)
        subject, end = self._entity(first.get(kind.subject)), self._entity(target)
        predicate = first[kind.predicate].value if kind.predicate in first else kind.constant_predicate
        links = [_Link(subject, end, "object", predicate)] if subject and end else []
        if form.further.keys().isdisjoint(first):
            return links
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
        return iri if isinstance(term, NamedNode) and (iri := term.value) in self._entities else ""


class _Facts:
    """Makes the attributes of nodes and edges; what many of them share is made once."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self._corpus, self._ontology = corpus, ontology
        self._kinds = {name: (kind.slug, kind.predicate) for name, kind in ontology.kinds.items()}
        self._known: dict[tuple[str, ...], tuple[str, str]] = {}
        self._slugs: dict[str, str] = {"": ""}
        self._modality = ontology.slots["modality"].default

    def node(self, iri: str, place_iri: str) -> dict[str, str]:
        entity, type_ = self._corpus.entities[iri], self._slug(self._corpus.entities[iri].type)
        place, place_id = self._place(place_iri)
        return {
            "id": curie(iri),
            "label": entity.label(),
            "label_en": entity.label("en"),
            "type": type_,
            "place": place,
            "place_id": place_id,
            "level": self._slug(entity.text("level")) if type_ in PLACE_TYPES else "",
        }

    def edges(
        self, statement: Statement, first: Mapping[str, Term], links: Iterable[_Link]
    ) -> Iterator[tuple[_Link, dict[str, str]]]:
        """Yield each link of a statement with its edge's attributes."""

        def said(name: str) -> str:
            return first[name].value if name in first else ""

        iri = statement.id
        kind, predicate = self._kinds[statement.kind]
        first_day, last_day = self._said_days(statement, tuple(said(name) for name in _TIMES))
        shared = {
            "kind": kind,
            "predicate": self._slug(said(predicate)),
            "start": first_day,
            "end": last_day,
            "time_sense": self._slug(said("timeSense")),
            "modality": self._slug(said("modality") or self._modality),
            "certainty": certainty(statement, self._ontology) if "inferred" in first else STATED,
            "source": self._slug(statement.source),
            "quote": quoted(statement, self._corpus),
        }
        for link in links:
            label, label_en = self._labels(link.word)
            yield link, {"id": iri, "label": label, "label_en": label_en, "slot": link.slot, **shared}

    def _slug(self, iri: str) -> str:
        if iri not in self._slugs:
            self._slugs[iri] = slug(iri)
        return self._slugs[iri]

    def _labels(self, word: str) -> tuple[str, str]:
        if (word,) not in self._known:
            self._known[word,] = (self._ontology.label(word), self._ontology.label(word, "en"))
        return self._known[word,]

    def _place(self, iri: str) -> tuple[str, str]:
        """Return label and prefixed name of a place, both empty where there is none."""
        if ("place", iri) not in self._known:
            place = self._corpus.entities.get(iri)
            self._known["place", iri] = (place.label(), curie(iri)) if place else ("", "")
        return self._known["place", iri]

    def _said_days(self, statement: Statement, times: tuple[str, ...]) -> tuple[str, str]:
        key = (statement.source, *times)
        if key not in self._known:
            self._known[key] = said_days(statement, self._corpus, self._ontology)
        return self._known[key]

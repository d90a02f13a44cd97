"""What the graph page knows, packed small: columns and numbers instead of objects and repeated texts.

Every text stands once. `terms` holds pairs of labels (Chinese, English) for classes, kinds, slots and concepts;
`nodes` the columns of the graph's nodes, `others` the labels of entities that a statement mentions and the graph has
not; `statements` a row each, in the order of `STATEMENT`; `edges` the columns of the drawn links. The script of the
page reads it back (`page/model.js`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from kg.model import Corpus, Quote, Resource, Statement, Term
from kg.ontology import Ontology
from kg.reading.computed import INFERRED, certainty, timed
from kg.render.layout import Layout
from kg.terms.namespaces import KG, SKOS, slug
from kg.terms.pinyin import pinyins

if TYPE_CHECKING:
    from kg.network import Graph

# Okabe and Ito's colours, told apart by colour-blind readers (https://jfly.uni-koeln.de/color/), with a shape each.
STYLES: Final[Mapping[str, tuple[str, str]]] = {
    "Person": ("dot", "#0072B2"),
    "Someone": ("dot", "#9AC7E0"),
    "Group": ("hexagon", "#56B4E9"),
    "Body": ("square", "#009E73"),
    "Place": ("triangle", "#E69F00"),
    "Area": ("triangleDown", "#F0C77A"),
    "Initiative": ("diamond", "#D55E00"),
    "Deed": ("diamond", "#F2A57B"),
    "Event": ("star", "#CC79A7"),
    "Document": ("square", "#B9B9B9"),
    "Honour": ("star", "#F0E442"),
}
# What the panel tells of a statement beside its core, its time and its words, in this order.
_TOLD: Final = (
    *("place", "servedIn", "counterpart", "granter", "inRole", "occasion", "firstIn", "status", "tier"),
    *("valuePrinted", "comparison", "reference", "grade", "alternative", "saidBy", "ground"),
    *("readingPrinted", "readingProposed", "note"),
)
_TIMES: Final = ("time", "when", "anchor", "timeSense")
_RANK: Final = {name: n for n, name in enumerate(_TOLD)}
_ALSO: Final = SKOS + "altLabel"
_CLASSES: Final = (KG + "level", KG + "kind")
_CODE: Final = KG + "code"
_JUDGED_STATEMENTS: Final = frozenset({"agreesWith", "contradicts", "differentFrom", "unresolved"})
DISPUTED: Final = frozenset({"contradicts", "unresolved"})
STATEMENT: Final = (
    *("id", "kind", "subject", "predicate", "object", "time", "printed", "sense", "first", "last"),
    *("modality", "inferred", "slots", "source", "told", "quotes", "open"),
)


@dataclass
class _Terms:
    """Numbers for classes, kinds, slots and concepts, given out in the order in which they are met."""

    ontology: Ontology
    pairs: list[tuple[str, str]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, iri: str) -> int:
        """Return the number of a term; -1 for none."""
        if not iri:
            return -1
        found = self.numbers.get(iri)
        if found is None:
            found = self.numbers[iri] = len(self.pairs)
            self.pairs.append((self.ontology.label(iri), self.ontology.label(iri, "en")))
        return found


class Packer:
    """Packs one graph with the statements that it shows."""

    def __init__(self, graph: Graph, corpus: Corpus, ontology: Ontology) -> None:
        """Pack `graph`, whose statements are in `corpus`."""
        self.graph, self.corpus, self.ontology = graph, corpus, ontology
        self.terms = _Terms(ontology)
        self.names = sorted(graph)
        self.node = {iri: n for n, iri in enumerate(self.names)}
        self._others: dict[str, int] = {}
        self._quotes: dict[str, int] = {}
        self._times: dict[tuple[str, ...], tuple[str, str, str]] = {}
        self._modality = ontology.slots["modality"].default
        self._sources = {iri: n for n, iri in enumerate(sorted(corpus.sources))}
        judged = _judged(corpus)
        self.statements = _shown(graph, corpus, judged)
        self.statement = {s.iri: n for n, s in enumerate(self.statements)}
        self._judged = [j for j in judged if j[0] in self.statement and j[1] in self.statement]

    def pack(self, layout: Layout, groups: Mapping[str, str], opened: Iterable[str]) -> dict[str, Any]:
        """Return the payload; `opened` are the nodes that are shown when the page opens."""
        frames = {frame.name: n for n, frame in enumerate(layout.frames)}
        statements = [self._statement(s) for s in self.statements]
        payload: dict[str, Any] = {
            "nodes": self._nodes(layout, frames, groups),
            "edges": self._edges(),
            "statements": statements,
            "judged": [
                [
                    self.statement[left],
                    self.statement[right],
                    self.terms.number(KG + verdict),
                    int(verdict in DISPUTED),
                    *rest,
                ]
                for left, right, verdict, *rest in self._judged
            ],
            "quotes": [[q.start, q.end, q.exact] for q in map(self.corpus.quotes.__getitem__, self._quotes)],
            "sources": [self._source(iri) for iri in self._sources],
            "frames": self.frames(layout),
            "opened": [self.node[iri] for iri in opened],
        }
        if len(payload["opened"]) == len(self.names):
            payload["opened"] = None  # all
        others = [self.corpus.entities[iri] for iri in self._others]
        payload["others"] = {
            "zh": [e.label() for e in others],
            "en": [e.label("en") for e in others],
            "type": [self.terms.number(e.type) for e in others],
        }
        payload["types"] = [
            [self.terms.number(KG + name), name, shape, colour] for name, (shape, colour) in STYLES.items()
        ]
        payload["actual"] = self.terms.number(self._modality)
        return payload

    def frames(self, layout: Layout) -> list[list[Any]]:
        """Return the frames of a layout as rows: label in Chinese and English, x, y, width, height."""
        return [[*self._group_label(f.name), f.x, f.y, f.width, f.height] for f in layout.frames]

    def _group_label(self, iri: str) -> tuple[str, str]:
        entity = self.corpus.entities.get(iri)
        return (entity.label(), entity.label("en")) if entity else (iri, iri)

    def _nodes(self, layout: Layout, frames: Mapping[str, int], groups: Mapping[str, str]) -> dict[str, list[Any]]:
        found = [_properties(self.corpus.entities[iri]) for iri in self.names]
        attributes = [self.graph.nodes[iri] for iri in self.names]
        places = [layout.places[iri] for iri in self.names]
        zh = [a["label"] for a in attributes]
        return {
            "id": [_short(a["id"], name) for a, name in zip(attributes, zh, strict=True)],
            "zh": zh,
            "en": [a["label_en"] for a in attributes],
            "sound": pinyins(" ".join(text.split()) for text in zh),
            "also": ["、".join(p.get(_ALSO, ())) for p in found],
            "class": [[self.terms.number(iri) for key in _CLASSES for iri in p.get(key, ())] for p in found],
            "code": ["".join(p.get(_CODE, ())[:1]) for p in found],
            "type": [self._term(a["type"]) for a in attributes],
            "frame": [frames.get(groups.get(iri, ""), -1) for iri in self.names],
            "x": [round(x) for x, _ in places],
            "y": [round(y) for _, y in places],
        }

    def _edges(self) -> dict[str, list[int]]:
        """Return the edges by key: ends, statement, label, whether it is the core of its statement, and its bend."""
        between: Counter[tuple[int, int]] = Counter()
        columns: dict[str, list[int]] = {name: [] for name in ("from", "to", "statement", "label", "core", "bend")}
        for at, to, key, label, core in sorted(self._links()):
            pair = (min(at, to), max(at, to))
            row = (at, to, self.statement[key], label, core, between[pair])
            between[pair] += 1
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
        return columns

    def _links(self) -> Iterable[tuple[int, int, str, int, int]]:
        """Yield (start, end, IRI of the statement, number of the label, 1 for the core edge) of every edge."""
        labels = {s.id: (s.iri, *self._labelled(s)) for s in self.statements}
        for start, end, key in self.graph.edges(keys=True):
            name, _, slot = key.rpartition(":")
            slot = slot.partition("-")[0]
            iri, core_slots, predicate = labels[name]
            core = slot in core_slots
            yield self.node[start], self.node[end], iri, predicate if core else self._term(slot), int(core)

    def _labelled(self, statement: Statement) -> tuple[tuple[str, str], int]:
        """Return the slots whose edges are a statement's core, and the number of what labels them."""
        kind = self.ontology.kinds[statement.kind]
        predicate = statement.text(kind.predicate) or kind.constant_predicate
        return ("object", kind.object_else), self.terms.number(predicate)

    def reference(self, term: Term | None) -> int | str | list[int] | None:
        """Return a node's or other entity's number, a concept's number in a list, or a literal's text."""
        if term is None or isinstance(term, Literal):
            return term.value if term else None
        iri = term.value
        found = self.node.get(iri)
        if found is not None:
            return found
        if iri in self.corpus.entities:
            return len(self.names) + self._others.setdefault(iri, len(self._others))
        return [self.terms.number(iri)]

    def _statement(self, statement: Statement) -> list[Any]:
        kind = self.ontology.kinds[statement.kind]
        number, reference = self.terms.number, self.reference
        first = dict(reversed(statement.slots))

        def said(name: str) -> str:
            return first[name].value if name in first else ""

        held_by = kind.object if kind.object in first else kind.object_else
        told: dict[str, list[Any]] = {}
        for name, value in statement.slots:
            if name in _RANK and name not in (kind.object, held_by):
                told.setdefault(name, []).append(reference(value))
        time, first_day, last_day = self._time(statement, tuple(said(name) for name in _TIMES))
        return [
            statement.id,
            self._term(statement.kind),
            reference(first.get(kind.subject)),
            number(said(kind.predicate) or kind.constant_predicate),
            reference(first.get(held_by)),
            time,
            said("when") or said("timePrinted"),
            number(said("timeSense")),
            first_day,
            last_day,
            number(said("modality") or self._modality),
            int("inferred" in first and certainty(statement, self.ontology) == INFERRED),
            [number(value.value) for value in statement.values("inferred")] if "inferred" in first else [],
            self._sources.get(statement.source, -1),
            [[self._term(name), *told[name]] for name in sorted(told, key=_RANK.__getitem__)],
            [self._quote(quote) for quote in self.corpus.evidence_of(statement)],
            int(said("openList") == "true"),
        ]

    def _term(self, name: str) -> int:
        """Return the number of a term of the ontology, given by its local name."""
        return self.terms.number(KG + name)

    def _time(self, statement: Statement, said: tuple[str, ...]) -> tuple[str, str, str]:
        """Return a statement's time with its first and last day; what is said alike in one source is read once."""
        key = (statement.source, *said)
        found = self._times.get(key)
        if found is None:
            found = self._times[key] = timed(statement, self.corpus, self.ontology)
        return found

    def _quote(self, quote: Quote) -> int:
        return self._quotes.setdefault(quote.iri, len(self._quotes))

    def _source(self, iri: str) -> dict[str, Any]:
        source = self.corpus.sources[iri]
        return {
            "slug": slug(iri),
            "title": source.label(),
            "date": source.text("date"),
            "reason": source.text("dateReason"),
            "authors": [self._name(value) for value in source.values("author")],
            "outlet": self._name(source.values("outlet")[0]) if source.values("outlet") else "",
            "sha256": source.text("sha256"),
        }

    def _name(self, term: Term) -> str:
        entity = self.corpus.entities.get(term.value)
        return entity.label() if entity else term.value


def _short(name: str, label: str) -> str:
    """Return a prefixed name with `|`, which no IRI has, for the label that its local part begins with."""
    prefix, _, local = name.partition(":")
    return f"{prefix}:|{local[len(label) :]}" if label and local.startswith(label) else name


def _properties(entity: Resource) -> Mapping[str, list[str]]:
    """Return the values of an entity's properties as texts, by IRI of the property."""
    found: dict[str, list[str]] = {}
    for key, value in entity.properties:
        found.setdefault(key, []).append(value.value)
    return found


def _judged(corpus: Corpus) -> list[tuple[str, ...]]:
    """Return (left, right, verdict, reason, by, on) of every judgement between statements."""
    return [
        (j.left, j.right, j.verdict, j.reason, j.judged_by, j.judged_on)
        for j in corpus.judgements
        if j.verdict in _JUDGED_STATEMENTS and "/statement/" in j.left
    ]


def _shown(graph: Graph, corpus: Corpus, judged: Iterable[tuple[str, ...]]) -> Sequence[Statement]:
    """Return the statements that the graph draws, those about nothing outside it, and what these are held against."""
    drawn = {key.rpartition(":")[0] for *_, key in graph.edges(keys=True)}
    entities = corpus.entities

    def is_within(statement: Statement) -> bool:
        mentioned = [v.value for _, v in statement.slots if isinstance(v, NamedNode) and v.value in entities]
        return bool(mentioned) and all(iri in graph for iri in mentioned)

    within = {s.iri for s in corpus.statements if s.id in drawn or is_within(s)}
    against = {end for left, right, *_ in judged if left in within or right in within for end in (left, right)}
    return [s for s in corpus.statements if s.iri in within or s.iri in against]

"""Packs a graph with the statements that it shows into the tables of `contract`: numbers instead of repeated texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from kg.model import Resource, Term, in_language
from kg.ontology import Ontology
from kg.reading.citation import source_citation
from kg.reading.glossing import gloss_state
from kg.reading.said import ATTESTED, Reading, Said
from kg.reading.sentence import Sentences
from kg.render.bands import ACTORS, BANDS, LEVELS, LOCATIONS, UNDERTAKINGS, Banding, located_in
from kg.render.contract import (
    About,
    EdgeRow,
    FrameRow,
    JudgedRow,
    LineRow,
    NodeRow,
    OtherRow,
    Payload,
    QuoteRow,
    Reference,
    SlotRow,
    SourceRow,
    StatementRow,
    TermRow,
    TypeRow,
)
from kg.render.layout import Layout
from kg.render.marks import NO_MARKS, Marks
from kg.terms.namespaces import KG, PREFIXES, SKOS, curie, expand, slug

if TYPE_CHECKING:
    from kg.network import Graph

# a shape and a token of a colour each: shapes tell what colours tell (docs/look.md)
STYLES: Final[Mapping[str, tuple[str, str]]] = {
    "Person": ("dot", "person"),
    "Someone": ("dot", "someone"),
    "Group": ("hexagon", "group"),
    "Body": ("square", "body"),
    "Place": ("triangle", "place"),
    "Area": ("triangleDown", "area"),
    "Initiative": ("diamond", "initiative"),
    "Deed": ("diamond", "deed"),
    "Event": ("star", "event"),
    "Document": ("square", "document"),
    "Honour": ("star", "honour"),
}
OF_NO_STYLE: Final = ("dot", "document")
_CLASSES: Final = ("level", "kind")
_OBJECT: Final = "object"
_FIGURE: Final = "valuePrinted"
_VERB: Final = "verb"
NONE: Final = -1
MOST_SENTENCES: Final = 2_000  # statements; above it a citation from the page has the words alone, `kg cite` has both


@dataclass
class _Terms:
    """Numbers for classes, kinds, slots and concepts, given out in the order in which they are met."""

    ontology: Ontology
    rows: list[TermRow] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, iri: str, name: str | None = None) -> int:
        """Return the number of a term, given by its IRI and its name in files (the last part without it); -1: none."""
        if not iri:
            return NONE
        found = self.numbers.get(iri)
        if found is None:
            found = self.numbers[iri] = len(self.rows)
            self.rows.append(
                TermRow(slug(iri) if name is None else name, self.ontology.label(iri), self.ontology.label(iri, "en"))
            )
        return found

    def named(self, name: str) -> int:
        """Return the number of a term of the ontology, given by its local name."""
        return self.number(KG + name)

    def on_edge(self, name: str) -> int:
        """Return the number of what an edge made by a slot says from its start to its end: its short label, if any."""
        if (key := (iri := KG + name) + ">") not in self.numbers:
            self.numbers[key] = len(self.rows)
            self.rows.append(TermRow(name, *(self.ontology.short_label(iri, tag) for tag in ("zh", "en"))))
        return self.numbers[key]


@dataclass
class _Numbers:
    """Numbers for texts, given out in the order in which they are met."""

    given: dict[str, int] = field(default_factory=dict)

    def of(self, text: str) -> int:
        """Return the number of a text."""
        return self.given.setdefault(text, len(self.given))


class Packer:
    """Packs one graph with the statements that it shows."""

    def __init__(
        self, graph: Graph, reading: Reading, ontology: Ontology, sounds: Mapping[str, str], marks: Marks = NO_MARKS
    ) -> None:
        """Pack `graph`, whose statements are in `reading`; `sounds` gives for each node's IRI its pinyin."""
        self.graph, self.reading, self.ontology, self.sounds, self.marks = graph, reading, ontology, sounds, marks
        self._banding = Banding(ontology)
        self._located = located_in(reading, ontology)
        self._terms = _Terms(ontology)
        self._others, self._quotes, self._slots = _Numbers(), _Numbers(), _Numbers()
        self.names = sorted(graph)
        self.node = {iri: n for n, iri in enumerate(self.names)}
        self.said = statements_shown(graph, reading)
        self._number = {one.iri: n for n, one in enumerate(self.said)}
        self._notations = {iri: ontology.terms[iri].text(SKOS + "notation") for iri in ontology.capacity_sets}
        self._verbs = frozenset(ontology.slots_in_column(_VERB))
        languages = ("zh", "en") if len(self.said) <= MOST_SENTENCES else ()
        self._sentences = tuple(Sentences(reading, ontology, language) for language in languages)
        self._rank = {name: n for n, name in enumerate(ontology.panel_slots)}
        used = {one.source for one in self.said}
        self._sources = {iri: n for n, iri in enumerate(sorted(used & reading.sources.keys()))}
        self.attested = self._terms.number(PREFIXES["sense"] + ATTESTED)
        self.actual = self._terms.number(ontology.slots["modality"].default)

    def packed(self, placed: Layout, groups: Mapping[str, str], about: About, lines: Sequence[LineRow]) -> Payload:
        """Return all tables; `placed` has the places of all nodes."""
        nodes, edges, statements, types = self._nodes(placed, groups), self._edges(), self._statements(), self._types()
        judged = self._judgements()
        others = self._other_entities()  # the last to name terms, after all that names others
        return Payload(
            about=about,
            terms=self._terms.rows,
            types=types,
            bands=BANDS,
            levels=LEVELS,
            lines=lines,
            nodes=nodes,
            others=others,
            edges=edges,
            slots=[SlotRow(name, self._banding.of_slot(name.partition("-")[0])) for name in self._slots.given],
            statements=statements,
            quotes=self._quoted(),
            sources=[self._source(self.reading.sources[iri]) for iri in self._sources],
            judged=judged,
            frames=self._frames(placed),
        )

    def _nodes(self, layout: Layout, groups: Mapping[str, str]) -> list[NodeRow]:
        """Return the nodes, sorted by IRI."""
        frames = {frame.name: n for n, frame in enumerate(layout.frames)}
        return [self._node(iri, layout.places[iri], frames.get(groups.get(iri, ""), NONE)) for iri in self.names]

    def _node(self, iri: str, at: tuple[float, float], frame: int) -> NodeRow:
        found, entity = self.graph.nodes[iri], self.reading.entities[iri]
        return NodeRow(
            id=_short(found["id"], found["label"]),
            zh=found["label"],
            en=found["label_en"],
            sound=self.sounds.get(iri, ""),
            also="、".join(entity.aliases()),
            also_en="; ".join(entity.aliases("en")),
            code=entity.text("code"),
            type=self._terms.named(found["type"]),
            classes=[self._terms.number(value.value) for name in _CLASSES for value in entity.values(name)],
            level=self._terms.number(entity.text("level") if found["level"] else ""),
            place=self._entity(expand(found["place_id"]) or ""),
            frame=frame,
            x=round(at[0]),
            y=round(at[1]),
            measure=self.marks.sizes.get(iri, 0),
            community=self.marks.communities.get(iri, NONE),
        )

    def _types(self) -> list[TypeRow]:
        """Return how each class of entity is drawn, in the order of the ontology."""
        return [
            TypeRow(self._terms.named(name), *STYLES.get(name, OF_NO_STYLE), self._lane(name))
            for name in self.ontology.entity_classes
        ]

    def _lane(self, name: str) -> int:
        if name in self.ontology.location_classes:
            return LOCATIONS
        return ACTORS if name in self.ontology.agent_classes else UNDERTAKINGS

    def _frames(self, layout: Layout) -> list[FrameRow]:
        """Return the frames of a layout."""
        return [FrameRow(*self._labels(f.name), f.x, f.y, f.width, f.height) for f in layout.frames]

    def _edges(self) -> list[EdgeRow]:
        """Return the edges, sorted by their ends, statement and slot."""
        between: Counter[tuple[int, int]] = Counter()
        rows: list[EdgeRow] = []
        for start, end, iri, slot in sorted(self._links()):
            pair, statement = (min(start, end), max(start, end)), self._number[iri]
            label, core = self._label(self.said[statement], slot)
            rows.append(EdgeRow(start, end, statement, self._slots.of(slot), label, core, between[pair]))
            between[pair] += 1
        return rows

    def _links(self) -> Iterator[tuple[int, int, str, str]]:
        for start, end, key in self.graph.edges(keys=True):
            name, _, slot = key.rpartition(":")
            yield self.node[start], self.node[end], PREFIXES["statement"] + name, slot

    def _label(self, one: Said, slot: str) -> tuple[int, int]:
        """Return the number of an edge's label, and 1 where the edge is the core of its statement."""
        if is_core(one, slot, self.ontology):
            return self._predicate(one), 1
        return self._terms.on_edge(slot.partition("-")[0]), 0

    def _predicate(self, one: Said) -> int:
        if not one.predicate:
            return NONE
        constant = self.ontology.kinds[one.statement.kind].constant_predicate
        return self._terms.number(one.predicate.value, "" if constant else None)

    def _statements(self) -> list[StatementRow]:
        """Return the statements in reading order."""
        return [self._row(one) for one in self.said]

    def _row(self, one: Said) -> StatementRow:
        term, named = self._terms.number, self._terms.named
        given: dict[str, list[Term]] = {}  # the values of each slot, the first last
        for name, value in reversed(one.statement.slots):
            given.setdefault(name, []).append(value)

        def text(name: str) -> str:
            return given[name][-1].value if name in given else ""

        told = self._told(one, given)
        return StatementRow(
            id=one.id,
            kind=term(KG + one.statement.kind, one.kind),
            subject=self._reference(one.subject),
            predicate=self._predicate(one),
            object=self._object(one),
            time=one.time,
            printed=text("when") or text("timePrinted"),
            sense=term(text("timeSense")),
            first=one.first_day,
            last=one.last_day,
            modality=term(PREFIXES["modality"] + one.modality),
            inferred=int(not one.is_stated),
            slots=[named(name) for name in one.inferred],
            source=self._sources.get(one.source, NONE),
            figure=text(_FIGURE),
            told=[named(name) for name in told],
            values=list(told.values()),
            quotes=[self._quotes.of(quote.iri) for quote in one.quotes],
            open=int(text("openList") == "true"),
            review=term(PREFIXES["review"] + one.review),
            counted=term(one.counting.counted_in, self._notations.get(one.counting.counted_in, "")),
            band=self._banding.of_statement(one, self._located),
            gloss=(gloss := one.glossed("quote")),
            time_gloss=one.glossed("time"),
            figure_gloss=one.glossed("value"),
            gloss_state=gloss_state(one.gloss_checked, "en") if gloss else "",
            **self._sentence(one),
        )

    def _sentence(self, one: Said) -> dict[str, str]:
        """Return what a statement says as a sentence, without its opening; empty in a large page."""
        found = [each.after_opening(one) for each in self._sentences]
        return _twins("sentence", *found) if found else {"sentence": "", "sentence_en": ""}

    def _told(self, one: Said, given: Mapping[str, list[Term]]) -> dict[str, list[Reference]]:
        """Return the values of the slots that the panel shows beside the core, by slot, in the order of the panel."""
        kind = self.ontology.kinds[one.statement.kind]
        core = {kind.object, kind.object if kind.object in given else kind.object_else}
        found: dict[str, list[Reference]] = {}
        for name, values in given.items():
            if name in self._rank and name not in core:
                found[name] = self._references(values[::-1])
                gloss = one.glossed(_VERB) if name in self._verbs else ""
                if gloss:
                    found[name] = [[values[-1].value, f"{values[-1].value} ({gloss})"]]
        return {name: found[name] for name in sorted(found, key=self._rank.__getitem__)}

    def _references(self, values: Sequence[Term]) -> list[Reference]:
        """Return the values of a slot; of a text in several languages a pair."""
        if not any(isinstance(value, Literal) for value in values):
            return [self._reference(value) for value in values]
        zh, en = (in_language(values, language) for language in ("zh", "en"))
        if zh == en:
            return [self._reference(value) for value in zh]
        named = [self._reference(value) for value in zh if not isinstance(value, Literal)]
        texts = ["; ".join(v.value for v in one if isinstance(v, Literal)) for one in (zh, en)]
        return [*named, texts]

    def _object(self, one: Said) -> Reference:
        """Return the object; of printed words, in English what they mean beside them."""
        gloss = one.glossed("object")
        if gloss and isinstance(one.object, Literal):
            return [one.object.value, f"{one.object.value} ({gloss})"]
        return self._reference(one.object)

    def _reference(self, term: Term | None) -> Reference:
        """Return a term of RDF as a `Reference`."""
        if term is None or isinstance(term, Literal):
            return term.value if term else None
        found = self._entity(term.value)
        return ~self._terms.number(term.value) if found is None else found

    def _entity(self, iri: str) -> int | None:
        found = self.node.get(iri)
        if found is None and iri in self.reading.entities:
            return len(self.names) + self._others.of(iri)
        return found

    def _judgements(self) -> list[JudgedRow]:
        """Return the judgements between statements that are shown."""
        at = self._number
        return [
            JudgedRow(
                left=at[j.left],
                right=at[j.right],
                verdict=self._terms.named(j.verdict),
                disputed=int(j.verdict in self.ontology.disputes),
                **_twins("reason", j.worded("reason", "zh"), j.worded("reason", "en")),
                **_twins("by", j.worded("judgedBy", "zh"), j.worded("judgedBy", "en")),
                on=j.judged_on,
            )
            for j in self.reading.judgements
            if j.left in at and j.right in at
        ]

    def _quoted(self) -> list[QuoteRow]:
        """Return the quotes that statements have named."""
        found = {quote.iri: quote for one in self.said for quote in one.quotes}
        return [QuoteRow(q.start, q.end, q.exact) for q in map(found.__getitem__, self._quotes.given)]

    def _other_entities(self) -> list[OtherRow]:
        """Return the entities beside the nodes that rows have named."""
        found = [self.reading.entities[iri] for iri in self._others.given]
        return [OtherRow(curie(e.iri), e.label(), e.label("en"), self._terms.number(e.type)) for e in found]

    def _source(self, source: Resource) -> SourceRow:
        return SourceRow(
            slug=slug(source.iri),
            title=source.label(),
            date=source.text("date"),
            **_twins("reason", source.worded("dateReason", "zh"), source.worded("dateReason", "en")),
            **_twins("coded", source.worded("codedBy", "zh"), source.worded("codedBy", "en")),
            cited=self._cited(source, "zh"),
            cited_en=self._cited(source, "en"),
        )

    def _cited(self, source: Resource, language: str) -> dict[str, str]:
        """Return what a citation says of a source, and how the sentences of its statements begin."""
        opening = self._sentences[language == "en"].opening(source.iri) if self._sentences else ""
        return source_citation(source, self.reading, language).as_record() | {"opening": opening}

    def digests(self) -> list[str]:
        """Return the SHA-256 of the text of each source, in the order of the sources."""
        return [self.reading.sources[iri].text("sha256") for iri in self._sources]

    def _labels(self, name: str) -> tuple[str, str]:
        """Return the labels of an entity given by its IRI; a plain text is its own label."""
        entity = self.reading.entities.get(name)
        return (entity.label(), entity.label("en")) if entity else (name, name)


def _twins(name: str, zh: str, en: str) -> dict[str, str]:
    """Return a text in both languages as two fields, the second empty where it is the same."""
    return {name: zh, f"{name}_en": "" if en == zh else en}


def _short(name: str, label: str) -> str:
    """Return a prefixed name with `|`, which no IRI has, for the label that its local part begins with."""
    prefix, _, local = name.partition(":")
    return f"{prefix}:|{local[len(label) :]}" if label and local.startswith(label) else name


def is_core(one: Said, slot: str, ontology: Ontology) -> bool:
    """Say whether the edge that a slot of a statement makes links its subject and its object."""
    return slot.partition("-")[0] in {_OBJECT, ontology.kinds[one.statement.kind].object_else}


def statements_shown(graph: Graph, reading: Reading) -> Sequence[Said]:
    """Return the statements that a graph draws, those about nothing outside it, and what these are held against."""
    drawn = {key.rpartition(":")[0] for *_, key in graph.edges(keys=True)}

    def is_within(one: Said) -> bool:
        mentioned = [iri for iri in one.named() if iri in reading.entities]
        return bool(mentioned) and all(iri in graph for iri in mentioned)

    within = [one for one in reading.said if one.id in drawn or is_within(one)]
    shown = {one.iri for one in within} | {other for one in within for _, other in one.judged}
    return [one for one in reading.said if one.iri in shown]

"""Which part of the network a page draws: around things, between two, the statements of a query, or everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import Message, UsageError
from kg.finding.find import Lookup, told_under
from kg.finding.names import labels
from kg.network import Between, Graph, Selection, around, ego, interlinked, most_linked, multigraph, select
from kg.network.choose import Chosen, selection_of
from kg.network.coverage import Coverage, covered
from kg.network.edges import Pair
from kg.network.near import EVERYWHERE, near_in
from kg.ontology import Ontology
from kg.project import Project
from kg.reading.few import few
from kg.reading.said import Reading, in_order
from kg.reading.whole import collector_paused, whole
from kg.render.bands import BANDS, Banding, located_in
from kg.render.marks import COLOURS, LEADS, SIDE
from kg.render.payload import statements_shown
from kg.store import Store
from kg.tables.table import Cell, Table, cell_text
from kg.terms.namespaces import PREFIXES, slug

OPEN: Final = 80
MOST_OF_AN_EGO: Final = 2_000
_ENDS: Final = 2
_STATEMENT: Final = "statement"
_ALL: Final = ("", "")
_BY_PLACES: Final = ("，可经所在地", ", by way of places too")
_OF_A_QUERY: Final = ("一问所答", "the statements of a query")


@dataclass(frozen=True)
class Wish:
    """What a picture is to show, as the command line says it; `either` says that nobody has chosen the language."""

    things: tuple[str, ...] = ()
    hops: int = 2
    limit: int | None = None
    open: int = OPEN
    path: bool = False
    through_places: bool = False
    webgl: bool = False
    query: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"
    either: bool = False
    size: str = LEADS
    colour: str = COLOURS[0]
    layout: str = SIDE
    state: str = ""
    embed: bool = False
    chosen: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True)
class Part:
    """A part of the network with what it was read from, its centres, what it is about, and how it was chosen.

    `steps` has for each statement, by id, the step of the page's switch that lets its core edge in.
    """

    graph: Graph
    reading: Reading
    centres: tuple[str, ...]
    title: Pair
    how: Pair = ("", "")
    steps: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Parts:
    """Finds the part of a store's network that was wished for, and reads no more than it needs."""

    project: Project
    store: Store
    ontology: Ontology
    lookup: Lookup
    wish: Wish

    @cached_property
    def coverage(self) -> Coverage:
        """What the whole store covers."""
        return covered(self.store, self.ontology)

    @cached_property
    def selection(self) -> Selection:
        """Which statements are chosen. Raises `UsageError` for words and years that mean nothing."""
        return selection_of(self.wish.chosen, self.coverage.sources, self.ontology, self.lookup)

    @cached_property
    def _things(self) -> tuple[tuple[str, ...], ...]:
        """The IRIs under which each thing is described."""
        classes = tuple(self.ontology.entity_classes)
        found = (self.lookup.one(thing, classes) for thing in self.wish.things)
        return tuple(told_under(candidate.iri, self.store) for candidate in found)

    @property
    def _centres(self) -> tuple[str, ...]:
        return tuple(iri for thing in self._things for iri in thing)

    def found(self) -> Part:
        """Return the part. Raises `UsageError` for an unknown or ambiguous name, and for a path without two ends."""
        self.selection  # noqa: B018 - a word that means nothing is said before anything is read
        if self.wish.query:
            part = self._of_query()
        elif self.wish.path:
            part = self._between()
        else:
            part = self._near() if self.wish.things else self._whole()
        reading = self._with_opponents(part.graph, part.reading)
        banding, located = Banding(self.ontology), located_in(reading, self.ontology)
        steps = {one.id: BANDS[banding.of_statement(one, located)].step for one in reading.said}
        return replace(part, reading=reading, steps=steps)

    def _selected(self, reading: Reading) -> Graph:
        return select(multigraph(reading, self.ontology), self.selection, self.coverage.years)

    def _near(self) -> Part:
        hops, centres = self.wish.hops, self._centres
        near = near_in(self.store, through_places=self.wish.through_places)
        reading = around(self.store, self.ontology, centres, hops, near)
        unread = self.coverage.statements - len(reading.said)
        graph = ego(self._selected(reading), centres, hops, self.wish.limit or MOST_OF_AN_EGO, near, unread)
        how = f"{hops} 步以内", f"within {hops} step{'' if hops == 1 else 's'}"
        return Part(graph, reading, centres, self._title(), how)

    def _between(self) -> Part:
        if len(self._things) != _ENDS:
            raise UsageError(Message("a path has two ends"), Message("Example: kg graph 邵关通 张良 --path"))
        search = Between(self.store, self.ontology, self.selection, self.coverage)
        between, _ = search.paths(*self._things, near=near_in(self.store, through_places=self.wish.through_places))
        by_places = self.wish.through_places or not between.found
        if not between.found:
            between, _ = search.paths(*self._things, near=EVERYWHERE)
        steps = between.length
        how = f"最短路径，{steps} 步", f"the shortest paths, {steps} step{'' if steps == 1 else 's'}"
        how = (how[0] + _BY_PLACES[0], how[1] + _BY_PLACES[1]) if by_places else how
        return Part(between.graph, self._about(between.graph), self._centres, self._title(), how)

    def _whole(self) -> Part:
        reading = whole(self.store, self.ontology)
        with collector_paused():
            graph = self._selected(reading)
            return Part(interlinked(graph, self.wish.limit) if self.wish.limit else graph, reading, (), _ALL)

    def _of_query(self) -> Part:
        """Return the edges of the statements that a question of the catalogue, or a SPARQL text, gives."""
        answer, title = self._answered()
        if _STATEMENT not in answer.columns:
            raise UsageError(
                Message("the query gives no column statement"), Message("SELECT ?statement ...: its edges are drawn.")
            )
        asked = {iri for cell in answer.column(_STATEMENT) if (iri := _statement(cell))}
        graph = self._selected(few(self.store, self.ontology, asked))
        drawn = most_linked(graph, self.wish.limit or len(graph))
        return Part(drawn, self._about(drawn), self._centres, title, _OF_A_QUERY)

    def _answered(self) -> tuple[Table, Pair]:
        from kg.questions import bind_names, evaluated, find_query, run  # noqa: PLC0415 - for queries alone

        wish, queries = self.wish, self.project.queries
        if not (queries / f"{wish.query}.rq").exists():
            answer = evaluated(wish.query, self.store)
            return answer if isinstance(answer, Table) else Table((), ()), ("SPARQL", "SPARQL")
        asked = find_query(queries, wish.query)
        values = tuple(wish.values.values())
        title = "、".join((asked.summary_zh or asked.summary, *values)), ", ".join((asked.summary, *values))
        return run(asked, self.store, bind_names(asked, wish.values, self.store, self.lookup)), title

    def _title(self) -> Pair:
        iris = [thing[0] for thing in self._things]
        zh, en = (labels(iris, self.store, language) for language in ("zh", "en"))
        return "、".join(zh[iri] for iri in iris), ", ".join(en[iri] for iri in iris)

    def _about(self, graph: Graph) -> Reading:
        """Return all that is said within a graph."""
        return around(self.store, self.ontology, graph, 0)

    def _with_opponents(self, graph: Graph, reading: Reading) -> Reading:
        """Return a reading with the statements that those shown are judged against."""
        there = {one.iri for one in reading.said}
        missing = {other for one in statements_shown(graph, reading) for _, other in one.judged} - there
        if not missing:
            return reading
        more = few(self.store, self.ontology, missing)
        return Reading(
            said=in_order((*reading.said, *more.said)),
            entities={**more.entities, **reading.entities},
            sources={**more.sources, **reading.sources},
            judgements=tuple(sorted({*reading.judgements, *more.judgements}, key=lambda judgement: judgement.iri)),
            above={**more.above, **reading.above},
            belongs={**more.belongs, **reading.belongs},
        )


def _statement(cell: Cell) -> str:
    """Return the IRI of the statement that a cell names by IRI, prefixed name or id; empty where it can be none."""
    iri = PREFIXES[_STATEMENT] + slug(cell_text(cell).removeprefix(f"{_STATEMENT}:"))
    try:
        return NamedNode(iri).value
    except ValueError:
        return ""

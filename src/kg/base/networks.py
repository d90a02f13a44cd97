"""The network of a base: as a graph, measured, projected, cut by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.base.edition import edition_of
from kg.document.words import in_words
from kg.errors import UsageError
from kg.finding.find import told_under
from kg.network import Between, Graph, Paths, Selection, around, ego, multigraph, select
from kg.network.choose import Chosen, class_of, left_out_lines, reason_lines, selection_of
from kg.network.coverage import Coverage, covered
from kg.network.definitions import CAUTION, DEFINITIONS
from kg.network.edges import AnyGraph, LeftOut, Pair
from kg.network.measures import Asked, find_measures, measure_table, not_ranked
from kg.network.methods import Described, Methods
from kg.network.parts import MAX_PATHS, MAX_STEPS, path_table
from kg.network.projections import GROUPS, ONE_MODE, PEOPLE, PROJECTIONS, Slice, slice_table, slices, without_time
from kg.network.silence import silence
from kg.network.successions import succession_table
from kg.network.tools import NO_BOUNDS, Material, Silence, Wish, tool_files
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.reading.whole import collector_paused, whole
from kg.reading.years import NO_YEARS, Years, years_text
from kg.store import Store
from kg.tables.table import Table
from kg.terms.namespaces import curie, slug

if TYPE_CHECKING:
    from kg.base.base import Base

_ENDS: Final = 2
_HOPS: Final = 2
_EMPTY: Final = ("结果为空。{coverage}。", "Nothing is left. {coverage}.")
_SOURCES: Final = ("来源：{sources}", "Sources: {sources}")
_PATHS: Final = ("{paths} 条路径，各 {steps} 步。", "{paths} path{s} of {steps} step{t}.")
_NO_PATH: Final = ("{steps} 步之内没有路径。", "No path within {steps} step{s}.")
_SLICES: Final = (
    "{slices} 个时段；原文未载时间而不在任何时段的记载：{undated}",
    "{slices} slice{s}; statements without a time, in none: {undated}",
)
_CHAINS: Final = ("{chains} 条任职次序，{holders} 名任职者。", "{chains} chain{s}, {holders} holder{t}.")
_SHOWN: Final = ("{nodes} 个节点，{edges} 条边。", "{nodes} node{s}, {edges} edge{t}.")


@dataclass(frozen=True)
class View:
    """A part of the network: the statements of a selection, and what of it lies within `hops` steps of some things.

    `centres` are the IRIs under which each thing is described; where there are none, the part is the whole. Everything
    is read when it is first needed, and around things nothing else. Lines for people are in `language`. `waves` are the
    years of a network that is cut into waves, whatever the years of its statements.
    """

    store: Store
    ontology: Ontology
    selection: Selection
    coverage: Coverage
    centres: tuple[tuple[str, ...], ...]
    hops: int
    people: frozenset[str]
    language: str
    waves: Years = NO_BOUNDS

    @property
    def years(self) -> Years:
        """The first and the last year that are asked for, None where open."""
        return self.selection.years if self.waves == NO_BOUNDS else self.waves

    def in_waves(self) -> View:
        """Return the view with what is undated or outside its years: a tie whose time is not known is not absent."""
        return replace(self, selection=replace(self.selection, years=NO_BOUNDS), waves=self.selection.years)

    @property
    def near(self) -> tuple[str, ...]:
        """The IRIs of all centres."""
        return tuple(iri for centre in self.centres for iri in centre)

    @cached_property
    def reading(self) -> Reading:
        """What lies around the things, or all that the store says."""
        if self.near:
            return around(self.store, self.ontology, self.near, self.hops)
        return whole(self.store, self.ontology)

    @cached_property
    def graph(self) -> Graph:
        """The network of what is selected."""
        if self.near:
            selected = self._selected()
            unread = self.coverage.statements - len(self.reading.said)
            return ego(selected, self.near, self.hops, len(selected), unread=unread)
        with collector_paused():
            return self._selected()

    def _selected(self) -> Graph:
        return select(multigraph(self.reading, self.ontology), self.selection, self.coverage.years)

    def words(self, pair: Pair, **values: object) -> str:
        """Return a text in the view's language; `s` and `t` are the plural endings of the first two numbers."""
        numbers = [n for n in values.values() if isinstance(n, int)]
        endings = dict(zip("st", ("" if n == 1 else "s" for n in numbers), strict=False))
        return in_words(pair, self.language).format(**{"t": "", **endings, **values})

    def explained(self, graph: AnyGraph) -> tuple[str, ...]:
        """Return what a network leaves out, a line each; of an empty one, what there is instead."""
        lines = (*self._years_note(), *left_out_lines(graph, self.language))
        if graph.number_of_edges():
            return lines
        sources = ", ".join(slug(source.iri) for source in self.coverage.sources)
        return (
            *lines,
            self.words(_EMPTY, coverage=self.coverage.sentence(self.language)),
            self.words(_SOURCES, sources=sources),
        )

    def counted(self, graph: AnyGraph) -> str:
        """Return how many nodes and edges a network has."""
        return self.words(_SHOWN, nodes=graph.number_of_nodes(), edges=graph.number_of_edges())

    def _years_note(self) -> tuple[str, ...]:
        """Return which years there are when those asked for lie outside them."""
        (first, last), there = self.selection.years, self.coverage.years
        if not there or not ((first or 0) > there[1] or (last or 9999) < there[0]):
            return ()
        return (self.words(NO_YEARS, asked=years_text(self.selection.years), first=there[0], last=there[1]),)


@dataclass(frozen=True)
class Networks:
    """The network of a base. Called, it returns a `networkx.MultiDiGraph` around some things, or of everything.

    Statements are chosen by name: `kinds`, `capacities` (or the sets `strict`, `medium`, `broad`), `years`, `sources`,
    `modalities`, `types`, `stated_only`, `undated`. A text will do where several would.
    """

    base: Base

    def __call__(self, *things: str, hops: int = _HOPS, **chosen: object) -> Graph:
        """Return the network around things, or of everything: entities as nodes, what statements link as edges."""
        return self.view(*things, hops=hops, chosen=Chosen.of(**chosen)).graph

    def view(
        self,
        *things: str,
        hops: int = _HOPS,
        groups: bool = False,
        chosen: Chosen = Chosen(),  # noqa: B008 - frozen
    ) -> View:
        """Return a part of the network with what is needed to measure, project or explain it."""
        base = self.base
        classes = tuple(base.ontology.entity_classes)
        centres = tuple(told_under(base.find(thing, *classes).iri, base.store) for thing in things)
        coverage = covered(base.store, base.ontology)
        selection = selection_of(chosen, coverage.sources, base.ontology, base.lookup)
        people = PEOPLE | (GROUPS if groups else frozenset())
        return View(base.store, base.ontology, selection, coverage, centres, hops, people, base.language)

    def methods(self, view: View, graph: AnyGraph | None = None, what: str = "export", **options: object) -> Methods:
        """Return the methods record of a view, or of what was made of it: `graph`, by a command with some options."""
        things = tuple(curie(centre[0]) for centre in view.centres)
        groups = {"groups": bool(GROUPS & view.people), "waves": years_text(view.waves) if any(view.waves) else ""}
        asked = Described(what, things, view.hops, {**groups, **options})
        edition = edition_of(self.base)
        return Methods.of(
            view.graph if graph is None else graph, asked, view.selection, view.coverage, edition, view.language
        )

    def files_for(
        self, view: View, graph: AnyGraph, wish: Wish, output: str, methods: Methods | None = None
    ) -> tuple[dict[str, str | bytes], LeftOut]:
        """Return a network that was made of a view as the files of one program, and what of it they do not hold."""

        def read_silence() -> Silence:
            with collector_paused():  # around things not all is read, and coverage counts what every source says
                return silence(whole(view.store, view.ontology), view.ontology)

        years = view.years
        material = Material(
            graph,
            view.coverage.years,
            view.language,
            wish.possible,
            years,
            wish.window,
            wish.silent_is_zero,
            read_silence,
        )
        return tool_files(material, wish.tool, output, methods)

    def measures(
        self,
        view: View,
        *,
        of: str = "Person",
        on: str = "",
        names: Sequence[str] = (),
        top: int = 0,
        samples: int | None = None,
    ) -> Table:
        """Return measures of a view as a table; above it what the corpus covers and how each measure is defined.

        `of` is the class of the nodes that are ranked, or `all`; `on` a projection; `names` the measures, all without.
        """
        asked_for, types, language = find_measures(names), _ranked(of, view), view.language
        graph = self.project(view, on) if on else view.graph
        messages: list[Pair] = []
        table = measure_table(Asked(graph, types, samples, language, messages.append), asked_for, top)
        head = {
            "covered": view.coverage.sentence(language),
            "caution": in_words(CAUTION, language),
            **{name: DEFINITIONS[name].sentence(language) for name in asked_for},
        }
        unranked = reason_lines(not_ranked(graph, types), language)
        foot = (*(in_words(message, language) for message in messages), *view.explained(graph), *unranked)
        return replace(table, extra=head, head=tuple(head.values()), foot=foot)

    def project(self, view: View, projection: str, *, overlap: bool = False) -> AnyGraph:
        """Return a projection of a view. Raises `UsageError` for an unknown one, or one without `overlap`."""
        if projection not in PROJECTIONS:
            raise UsageError(f"unknown projection {projection!r}", "One of: " + ", ".join(PROJECTIONS))
        if overlap and projection not in ONE_MODE:
            raise UsageError(f"--overlap is not for {projection}", "It is for: " + ", ".join(sorted(ONE_MODE)))
        more = {"overlap": overlap} if projection in ONE_MODE else {}
        return PROJECTIONS[projection](view.graph, view.people, **more)

    def paths(
        self, view: View, *, longest: int = MAX_STEPS, limit: int = MAX_PATHS, around: Sequence[str] = ()
    ) -> tuple[Paths, Table]:
        """Return the shortest paths between the two things of a view, and their table.

        Raises `UsageError` when there are not two.
        """
        if len(view.centres) != _ENDS:
            raise UsageError("a path has two ends", "Name two things: kg network paths 张良 李琴")
        starts, ends = view.centres
        classes = [class_of(name, view.ontology) for name in around]
        search = Between(view.store, view.ontology, view.selection, view.coverage)
        found, _ = search.paths(starts, ends, longest, limit, classes)
        if found.found:
            end = view.words(_PATHS, paths=len(found.found), steps=found.length)
        else:
            end = view.words(_NO_PATH, steps=longest)
        return found, replace(path_table(found, view.language), foot=(*view.explained(found.graph), end))

    def slices(self, view: View, *, window: int = 1, possible: bool = False) -> tuple[tuple[Slice, ...], Table]:
        """Return a view cut into one graph a year, or a window of years, and their table."""
        made = slices(view.graph, view.selection.years, window, possible=possible)
        end = view.words(_SLICES, slices=len(made), undated=len(without_time(view.graph)))
        return made, replace(slice_table(made), language=view.language, foot=(*view.explained(view.graph), end))

    def successions(self, view: View) -> Table:
        """Return who held a post after whom, in order, as sources say."""
        table = succession_table(view.graph, view.reading, view.ontology, view.language)
        end = view.words(_CHAINS, chains=len(set(table.column("chain"))), holders=len(table.rows))
        return replace(table, foot=(*view.explained(view.graph), end))


def _ranked(name: str, view: View) -> frozenset[str]:
    if name == "all":
        return frozenset(view.ontology.entity_classes) - (GROUPS - view.people)
    return frozenset({class_of(name, view.ontology)}) | (view.people if name in PEOPLE else frozenset())

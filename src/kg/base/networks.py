"""The network of a base: as a graph, measured, projected, cut by time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.base.network_files import methods_of
from kg.base.results import Picture
from kg.base.robust import robust
from kg.charts.robustness import robustness_chart
from kg.document.words import in_words
from kg.errors import Message, UsageError
from kg.finding.find import told_under
from kg.network import Between, Graph, Paths, Selection, around, ego, multigraph, select
from kg.network.backbone import backbone
from kg.network.choose import (
    ANY_PART,
    Chosen,
    class_of,
    left_out_lines,
    one_of,
    reason_lines,
    selection_of,
    sets_up_to,
)
from kg.network.coverage import Coverage, covered
from kg.network.definitions import CAUTION, DEFINITIONS
from kg.network.edges import AnyGraph, Pair
from kg.network.fitting import ON_REQUEST, check_fits, unfit
from kg.network.measures import WALKING, Asked, find_measures, measure_table, not_ranked, without_places
from kg.network.methods import Methods
from kg.network.near import Near, near_in
from kg.network.parts import MAX_PATHS, MAX_STEPS, path_table
from kg.network.projections import GROUPS, LAYERED, LEADING, ONE_MODE, PEOPLE, PROJECTIONS, STRICT
from kg.network.robustness import SAMPLES, SEED, TOP
from kg.network.slices import POSSIBLE, READINGS, SAID, SUMMARY, WHERE_UNDATED, Slice, slice_table, slices, undated_in
from kg.network.successions import succession_table
from kg.ontology import Ontology
from kg.reading.roles import broadest
from kg.reading.said import Reading
from kg.reading.whole import collector_paused, whole
from kg.reading.years import NO_BOUNDS, NO_YEARS, Years, years_text
from kg.store import Store
from kg.tables.table import Table
from kg.terms.namespaces import slug

if TYPE_CHECKING:
    from kg.base.base import Base
    from kg.base.network import Network

_ENDS: Final = 2
_HOPS: Final = 2
_EMPTY: Final = ("结果为空。{coverage}。", "Nothing is left. {coverage}.")
_SOURCES: Final = ("来源：{sources}", "Sources: {sources}")
_PATHS: Final = ("{paths} 条路径，各 {steps} 步。", "{paths} path{s} of {steps} step{t}.")
_NO_PATH: Final = ("{steps} 步之内没有路径。", "No path within {steps} step{s}.")
_NO_NEAR_PATH: Final = (
    "{steps} 步之内没有不经地方、辖地机构与大项目的路径；加 --through-places 则可经由之。",
    "No path within {steps} step{s} but through places, the bodies that govern them or programmes: --through-places.",
)
_CHAINS: Final = ("{chains} 条任职次序，{holders} 名任职者。", "{chains} chain{s}, {holders} holder{t}.")
_SHOWN: Final = ("{nodes} 个节点，{edges} 条边。", "{nodes} node{s}, {edges} edge{t}.")


@dataclass(frozen=True)
class View:
    """A part of the network: the statements of a selection, and what of it lies within `hops` steps of some things.

    `centres` are the IRIs under which each thing is described; where there are none, the part is the whole. Everything
    is read when it is first needed, and around things nothing else. With `through_places` steps, paths and measures
    lead on through places, the bodies that govern them and programmes. Lines for people are in `language`. `waves` are
    the years of a network that is cut into waves, whatever the years of its statements.
    """

    store: Store
    ontology: Ontology
    selection: Selection
    coverage: Coverage
    centres: tuple[tuple[str, ...], ...]
    hops: int
    people: frozenset[str]
    language: str
    through_places: bool = False
    waves: Years = NO_BOUNDS

    @property
    def years(self) -> Years:
        """The first and the last year that are asked for, None where open."""
        return self.selection.years if self.waves == NO_BOUNDS else self.waves

    def in_waves(self) -> View:
        """Return the view with what is undated or outside its years: a tie whose time is not known is not absent."""
        return replace(self, selection=replace(self.selection, years=NO_BOUNDS), waves=self.selection.years)

    def possibly(self) -> View:
        """Return the view with all that nothing said excludes from its years."""
        return self if self.selection.possible else self.choosing(replace(self.selection, possible=True))

    @cached_property
    def broader_roles(self) -> Mapping[str, Pair]:
        """The labels of the broadest role that each role (slug) lies under."""
        above = {role: broadest(self.ontology, role) for role in self.ontology.instances("Role")}
        return {slug(role): (self.ontology.label(top), self.ontology.label(top, "en")) for role, top in above.items()}

    @property
    def middle(self) -> tuple[str, ...]:
        """The IRIs of all centres."""
        return tuple(iri for centre in self.centres for iri in centre)

    @cached_property
    def near(self) -> Near:
        """What is near: the same for the surroundings of things, paths and measures."""
        return near_in(self.store, through_places=self.through_places)

    @cached_property
    def reading(self) -> Reading:
        """What lies around the things, or all that the store says."""
        if self.middle:
            return around(self.store, self.ontology, self.middle, self.hops, self.near)
        return whole(self.store, self.ontology)

    @cached_property
    def graph(self) -> Graph:
        """The network of what is selected."""
        if self.middle:
            selected = self._selected()
            unread = self.coverage.statements - len(self.reading.said)
            return ego(selected, self.middle, self.hops, len(selected), self.near, unread)
        with collector_paused():
            return self._selected()

    def _selected(self) -> Graph:
        return select(self._everything, self.selection, self.coverage.years)

    @cached_property
    def _everything(self) -> Graph:
        return multigraph(self.reading, self.ontology)

    def choosing(self, selection: Selection) -> View:
        """Return the view with another selection; what was read is not read again."""
        made = replace(self, selection=selection)
        vars(made).update(reading=self.reading, _everything=self._everything)  # as cached_property keeps them
        return made

    def having(self, graph: Graph) -> View:
        """Return the view with another network in place of its own."""
        made = replace(self)
        vars(made).update(reading=self.reading, graph=graph)
        return made

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
    """The network of a base. Called, it returns a `Network`, a `networkx.MultiDiGraph`, around things or of everything.

    Statements are chosen by name: `kinds`, `capacities` (or the sets `strict`, `medium`, `broad`), `years`, `sources`,
    `modalities`, `types`, `stated_only`, `undated`, `bylines`. A text will do where several would.
    """

    base: Base

    def __call__(
        self,
        *things: str,
        hops: int = _HOPS,
        groups: bool = False,
        through_places: bool = False,
        **chosen: object,
    ) -> Network:
        """Return the network around things, or of everything: entities as nodes, what statements link as edges.

        Things and choices are named as on the command line; targets, plans and bylines are out unless they are asked
        for (`modalities="all"`, `bylines=True`). Raises `UsageError` for a word that means nothing, with the nearest;
        warns, with what the sources cover, where nothing is left.
        """
        from kg.base.network import network_of  # noqa: PLC0415 - networkx takes 0.15 s

        how = {"hops": hops, "groups": groups, "through_places": through_places}
        return network_of(self, self.view(*things, chosen=Chosen.of(**chosen), **how))  # type: ignore[arg-type]

    def view(
        self,
        *things: str,
        hops: int = _HOPS,
        groups: bool = False,
        through_places: bool = False,
        chosen: Chosen = Chosen(),  # noqa: B008 - frozen
    ) -> View:
        """Return a part of the network with what is needed to measure, project or explain it."""
        base = self.base
        classes = tuple(base.ontology.entity_classes)
        centres = tuple(told_under(base.find(thing, *classes).iri, base.store) for thing in things)
        coverage = covered(base.store, base.ontology)
        selection = selection_of(chosen, coverage.sources, base.ontology, base.lookup)
        people = PEOPLE | (GROUPS if groups else frozenset())
        where = base.store, base.ontology, selection, coverage
        return View(*where, centres, hops, people, base.language, through_places)

    def methods(self, view: View, graph: AnyGraph | None = None, what: str = "export", **options: object) -> Methods:
        """Return the methods record of a view, or of what was made of it: `graph`, by a command with some options."""
        return methods_of(self.base, view, view.graph if graph is None else graph, what, options)

    def measures(
        self,
        view: View,
        *,
        of: str = "Person",
        on: str | AnyGraph = "",
        names: Sequence[str] = (),
        top: int = 0,
        samples: int | None = None,
        error: float | None = None,
    ) -> Table:
        """Return measures of a view as a table; above it what the corpus covers and how each measure is defined.

        `of` is the class of the nodes that are ranked, or `all`; `on` a projection, by its name or as `project` makes
        it; `names` the measures, without them all that mean something on the network; `samples` and `error` are of
        sampled betweenness (`Asked`). Raises `UsageError` for a measure named that means nothing on the network, and
        for places ranked by one that passes them over.
        """
        graph = self.project(view, on) if on and isinstance(on, str) else on or view.graph
        types, language = _ranked(of, view), view.language
        messages: list[Pair] = []
        chosen = _fitting(find_measures(names), graph, messages.append, named=bool(names))
        passed = frozenset() if on or view.through_places else frozenset(view.ontology.location_classes)
        if types <= passed and WALKING.intersection(names):
            passing = Message("places are passed over by {measures}", measures=tuple(sorted(WALKING)))
            raise UsageError(passing, Message("Add --through-places."))
        asked = Asked(graph, types, samples, language, messages.append, view.broader_roles, passed, error)
        table = measure_table(asked, chosen, top)
        head = {
            "covered": view.coverage.sentence(language),
            "caution": in_words(CAUTION, language),
            **{name: DEFINITIONS[name].sentence(language) for name in chosen},
        }
        unranked = reason_lines([*without_places(asked, chosen), *not_ranked(graph, types)], language)
        foot = (
            *(in_words(message, language) for message in dict.fromkeys(messages)),
            *view.explained(graph),
            *unranked,
        )
        return replace(table, extra=head, head=tuple(head.values()), foot=foot)

    def project(
        self,
        view: View,
        projection: str,
        *,
        overlap: bool = False,
        counted_in: str = "",
        layers: Sequence[str] = (),
        alpha: float | None = None,
    ) -> AnyGraph:
        """Return a projection of a view.

        In co-leadership `counted_in` is the set that counts who leads (`strict`, `medium`, `broad`), or `any` for every
        part that is selected; without it the strict set, or what the view's own choice of capacities has. `layers`
        chooses among those of `people`; `alpha` keeps of what is shared the significant pairs (see `backbone`). Raises
        `UsageError` for an unknown projection, set or layer, or a choice that is not for the projection.
        """
        name = one_of(Message("projection"), projection, tuple(PROJECTIONS))
        for what, asked, fits in (
            ("--overlap", overlap, tuple(ONE_MODE)),
            ("--set", counted_in, (LEADING,)),
            ("--layer", layers, (LAYERED,)),
            ("--backbone", alpha, tuple(ONE_MODE)),
        ):
            if asked and name not in fits:
                wrong = Message("{option} is not for {what}", option=what, what=name)
                raise UsageError(wrong, Message("It is for: {what}", what=tuple(sorted(fits))))
        more: dict[str, object] = {"layers": layers} if name == LAYERED else {}
        if name == LEADING:
            chosen = view.selection.capacities | view.selection.counted_in
            given = counted_in or (ANY_PART if chosen else "")
            more["counted_in"] = sets_up_to(given, view.ontology) if given else STRICT
        if name not in ONE_MODE:
            return PROJECTIONS[name](view.graph, view.people, **more)
        made = PROJECTIONS[name](view.graph, view.people, overlap=overlap, **more)
        return backbone(ONE_MODE[name](view.graph, view.people, **more), made, alpha) if alpha else made

    def robustness(
        self,
        view: View,
        *,
        of: str = "Person",
        on: str = "",
        names: Sequence[str] = (),
        samples: int = SAMPLES,
        seed: int = SEED,
        top: int = TOP,
    ) -> Table:
        """Return how far measures of a view hang on what is taken in, as `robustness_table` has it.

        `of`, `on` and `names` are as in `measures`; `samples` is the number of bootstrap samples of passages, `top` how
        many ranks are shown and compared. Raises `UsageError` for an unknown measure or one that means nothing here.
        """
        return robust(self, view, _ranked(of, view), on, names).table(samples, seed, top)

    def robustness_picture(self, table: Table) -> Picture:
        """Return the chart of a table of robustness."""
        labels = {name: in_words(of.label, table.language) for name, of in DEFINITIONS.items()}
        made = robustness_chart(table, labels)
        project = self.base.project
        return Picture(made.with_version(f"{project.version} ({project.data_checksum[:12]})"), table.foot)

    def paths(
        self, view: View, *, longest: int = MAX_STEPS, limit: int = MAX_PATHS, around: Sequence[str] = ()
    ) -> tuple[Paths, Table]:
        """Return the shortest paths between the two things of a view, and their table.

        Raises `UsageError` when there are not two.
        """
        if len(view.centres) != _ENDS:
            raise UsageError(Message("a path has two ends"), Message("Name two things: kg network paths 邵关通 张良"))
        starts, ends = view.centres
        near = replace(view.near, classes=frozenset(class_of(name, view.ontology) for name in around))
        search = Between(view.store, view.ontology, view.selection, view.coverage)
        found, _ = search.paths(starts, ends, longest, limit, near)
        if found.found:
            end = view.words(_PATHS, paths=len(found.found), steps=found.length)
        else:
            end = view.words(_NO_PATH if view.through_places else _NO_NEAR_PATH, steps=longest)
        return found, replace(path_table(found, view.language), foot=(*view.explained(found.graph), end))

    def slices(self, view: View, *, window: int = 1, reading: str = SAID) -> tuple[tuple[Slice, ...], Table]:
        """Return a view cut into one graph a year, or a window of years, and their table.

        `reading` says when an edge is in a window: `said`, as `years` chooses, `certain` or `possible` (see `slices`).
        A view that keeps what is undated has it in each window. Raises `UsageError` for that with `certain`.
        """
        view = view.possibly() if reading == POSSIBLE else view
        undated = view.selection.undated
        made = slices(view.graph, view.selection.years, window, reading, view.coverage.years, undated=undated)
        how, where = (in_words(pair, view.language) for pair in (READINGS[reading], WHERE_UNDATED[undated]))
        end = view.words(SUMMARY, slices=len(made), reading=how, where=where, undated=undated_in(view.graph))
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


def _fitting(names: Sequence[str], graph: AnyGraph, tell: Callable[[Pair], None], *, named: bool) -> tuple[str, ...]:
    """Return the measures that mean something on a network; tell of the others, or raise where they were named."""
    chosen = []
    for name in names:
        why = unfit(name, graph)
        if why is None:
            chosen.append(name)
        elif named:
            check_fits(name, graph)
        elif name not in ON_REQUEST:
            tell((f"{why[0][0]}。{why[1][0]}", f"{why[0][1]}. {why[1][1]}"))
    return tuple(chosen)

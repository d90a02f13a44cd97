"""The network of a base: as a graph, measured, projected, cut by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.finding.find import told_under
from kg.model import Corpus
from kg.network import Graph, Paths, ego, multigraph, paths, select
from kg.network.choose import Chosen, left_out_lines, selection_of
from kg.network.coverage import CAUTION, Coverage, covered
from kg.network.measures import Asked, find_measures, measure_table, not_ranked
from kg.network.parts import MAX_PATHS, MAX_STEPS, path_table
from kg.network.projections import GROUPS, ONE_MODE, PEOPLE, PROJECTIONS, AnyGraph, Slice, slice_table, slices
from kg.network.selection import Years, years_text
from kg.network.successions import succession_table
from kg.ontology import Ontology
from kg.reading.corpus import corpus_of
from kg.tables.table import Table

if TYPE_CHECKING:
    from kg.base.base import Base

_ENDS: Final = 2
_HOPS: Final = 2


@dataclass(frozen=True)
class View:
    """A part of the network: the whole selection, and what of it lies around some things.

    `selected` is what was chosen of the whole, `centres` the IRIs under which each thing is told; `notes` say what is
    left out, each a line.
    """

    selected: Graph
    centres: tuple[tuple[str, ...], ...]
    hops: int
    corpus: Corpus
    ontology: Ontology
    coverage: Coverage
    people: frozenset[str]
    years: Years
    notes: tuple[str, ...] = ()

    @cached_property
    def graph(self) -> Graph:
        """What is selected, around the things where any are named."""
        near = [iri for centre in self.centres for iri in centre]
        return ego(self.selected, near, self.hops, len(self.selected)) if near else self.selected

    def explained(self, graph: AnyGraph) -> tuple[str, ...]:
        """Return what a network leaves out, a line each; of an empty one, what there is instead."""
        lines = (*self.notes, *left_out_lines(graph))
        if graph.number_of_edges():
            return lines
        sources = ", ".join(self.coverage.sources)
        return (*lines, f"结果为空 nothing is left. {self.coverage.sentence()}.", f"来源 sources: {sources}")


@dataclass(frozen=True)
class Networks:
    """The network of a base. Called, it returns a `networkx.MultiDiGraph` around some things, or of everything.

    Statements are chosen by `chosen`: see `kg.network.choose.Chosen` for its fields, which every method takes by name.
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
        corpus = corpus_of(base.store, base.ontology)
        selection = selection_of(chosen, corpus, base.ontology, base.lookup)
        whole = multigraph(corpus, base.ontology)
        coverage = covered(corpus, whole)
        people = PEOPLE | (GROUPS if groups else frozenset())
        notes = _years_note(selection.years, coverage)
        return View(
            select(whole, selection), centres, hops, corpus, base.ontology, coverage, people, selection.years, notes
        )

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
        asked_for = find_measures(names)
        graph = PROJECTIONS[on](view.graph, view.people) if on else view.graph
        types = _ranked(of, view)
        progress: list[str] = []
        table = measure_table(Asked(graph, types, samples, progress.append), asked_for, top)
        definitions = {m.name: f"{m.label} {m.label_en}. {m.definition} {m.source}" for m in asked_for}
        head = {"covered": view.coverage.sentence(), "caution": CAUTION, **definitions}
        unranked = (f"  {reason}: {number}" for reason, number in not_ranked(graph, types))
        foot = (*progress, *view.explained(graph), *unranked)
        return replace(table, extra=head, head=tuple(head.values()), foot=foot)

    def project(self, view: View, projection: str, *, overlap: bool = False) -> AnyGraph:
        """Return a projection of a view. Raises `UsageError` for an unknown one, or one without `overlap`."""
        if projection not in PROJECTIONS:
            raise UsageError(f"no projection is called {projection!r}", "One of: " + ", ".join(PROJECTIONS))
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
        found = paths(view.selected, *view.centres, longest, limit, [_class(name, view) for name in around])
        end = (
            f"{len(found.found)} paths of {found.length} steps." if found.found else f"no path within {longest} steps."
        )
        return found, replace(path_table(found), foot=(*view.explained(found.graph), end))

    def slices(self, view: View, *, window: int = 1, possible: bool = False) -> tuple[tuple[Slice, ...], Table]:
        """Return a view cut into one graph a year, or a window of years, and their table."""
        made = slices(view.graph, view.years, window, possible=possible)
        undated = len({e["id"] for *_, e in view.graph.edges(data=True) if not (e["start"] or e["end"])})
        end = f"{len(made)} slices; 原文未载时间 without a time, in none: {undated}"
        return made, replace(slice_table(made), foot=(*view.explained(view.graph), end))

    def successions(self, view: View) -> Table:
        """Return who held a post after whom, in order, as sources say."""
        table = succession_table(view.graph, view.corpus, view.ontology)
        end = f"{len(set(table.column('chain')))} chains, {len(table.rows)} holders."
        return replace(table, foot=(*view.explained(view.graph), end))


def _years_note(years: Years, coverage: Coverage) -> tuple[str, ...]:
    """Return which years there are when those asked for lie outside them."""
    first, last = years
    if not coverage.years or not ((first or 0) > coverage.years[1] or (last or 9999) < coverage.years[0]):
        return ()
    return (f"没有 no source tells of {years_text(years)}; 有 there are {coverage.years[0]}..{coverage.years[1]}",)


def _ranked(name: str, view: View) -> frozenset[str]:
    if name == "all":
        return frozenset(view.ontology.entity_classes) - (GROUPS - view.people)
    return frozenset({_class(name, view)}) | (view.people if name in PEOPLE else frozenset())


def _class(name: str, view: View) -> str:
    classes = view.ontology.entity_classes
    if name not in classes:
        raise UsageError(f"no class of nodes is called {name!r}", "One of: " + ", ".join(sorted(classes)))
    return name

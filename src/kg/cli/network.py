"""`kg network`: measures, projections, paths, slices, successions and files of the network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.cli.main import current_project
from kg.cli.options import (
    format_option,
    output_option,
    quiet_option,
    selection_options,
    store_of,
    store_option,
    told_format_option,
)
from kg.cli.output import TABLE_FORMATS, readable, say, write_output, write_table
from kg.errors import UsageError
from kg.finding.find import Lookup, told_under
from kg.model import Corpus
from kg.network import Graph, Selection, ego, multigraph, paths, select
from kg.network.choose import Chosen, left_out_text, selection_of
from kg.network.coverage import CAUTION, Coverage, covered
from kg.network.files import FORMATS, network_files, to_gexf
from kg.network.measures import Asked, find_measures, measure_table, measures_listed, not_ranked
from kg.network.parts import MAX_PATHS, MAX_STEPS, path_table
from kg.network.projections import GROUPS, ONE_MODE, PEOPLE, PROJECTIONS, AnyGraph, slice_table, slices
from kg.network.selection import Years, years_text
from kg.network.successions import succession_table
from kg.ontology import Ontology, read_ontology
from kg.reading.corpus import corpus_of
from kg.tables.table import Table

_Command = TypeVar("_Command", bound=Callable[..., Any])
_TOP: Final = 10
_ENDS: Final = 2
_ENDINGS: Final = {".gexf": "gexf", ".graphml": "graphml", ".csv": "csv", ".zip": "csv", ".json": "json"}


@dataclass(frozen=True)
class Found:
    """The network that a command line asks for, and what it is a part of.

    `selected` is what the options choose of the whole, `centres` are the IRIs under which each THING is told.
    """

    selected: Graph
    centres: tuple[tuple[str, ...], ...]
    hops: int
    corpus: Corpus
    ontology: Ontology
    coverage: Coverage
    people: frozenset[str]
    years: Years
    tell: Callable[[str], None]

    @cached_property
    def graph(self) -> Graph:
        """What is selected, around the THINGs where any are named."""
        near = [iri for centre in self.centres for iri in centre]
        return ego(self.selected, near, self.hops, len(self.selected)) if near else self.selected

    def write(self, graph: AnyGraph, fmt: str, output: str) -> None:
        """Write a network and say what it shows and what it leaves out."""
        files = network_files(graph, fmt, output)
        for name, content in files.items():
            write_output(content, name)
        self.explain(graph)
        where = "" if output == "-" else " Wrote " + ", ".join(files)
        self.tell(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges.{where}")

    def explain(self, graph: AnyGraph) -> None:
        """Say what a network leaves out; of an empty one, what there is instead."""
        self.tell(left_out_text(graph))
        if not graph.number_of_edges():
            sources = ", ".join(self.coverage.sources)
            self.tell(f"结果为空 nothing is left. {self.coverage.sentence()}.\n来源 sources: {sources}")


def network_options(command: _Command) -> _Command:
    """Add THINGs, `--hops`, the selection, `--groups`, `--store`, `--quiet`; the command gets one argument `found`."""

    @wraps(command)
    @click.pass_context
    def gathered(ctx: click.Context, /, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
        names = ("things", "hops", "chosen", "groups", "store_at", "quiet")
        return command(found=_found(ctx, **{name: given.pop(name) for name in names}), **given)

    options = (
        click.argument("things", nargs=-1, metavar="[THING]..."),
        click.option("--hops", type=click.IntRange(0, 10), default=2, show_default=True, help="How far from THINGs."),
        click.option("--groups", is_flag=True, help="Count groups among the people."),
        store_option,
        quiet_option,
    )
    made = selection_options(gathered)
    for option in reversed(options):
        made = option(made)
    return made  # type: ignore[return-value]


def _found(
    ctx: click.Context,
    *,
    things: tuple[str, ...],
    hops: int,
    chosen: Chosen,
    groups: bool,
    store_at: str | None,
    quiet: bool,
) -> Found:
    project = current_project(ctx)
    store, ontology = store_of(project, store_at), read_ontology(project.ontology)
    lookup, classes = Lookup(store), tuple(ontology.entity_classes)
    centres = tuple(told_under(lookup.one(thing, classes).iri, store) for thing in things)
    corpus = corpus_of(store, ontology)
    selection = selection_of(chosen, corpus, ontology, lookup)
    whole = multigraph(corpus, ontology)
    coverage, tell = covered(corpus, whole), partial(_say, quiet=quiet)
    _say_years(selection, coverage, tell)
    people = PEOPLE | (GROUPS if groups else frozenset())
    return Found(select(whole, selection), centres, hops, corpus, ontology, coverage, people, selection.years, tell)


def _say(message: str, *, quiet: bool) -> None:
    if message:
        say(message, quiet=quiet)


def _say_years(selection: Selection, coverage: Coverage, tell: Callable[[str], None]) -> None:
    """Say which years there are when those asked for lie outside them."""
    first, last = selection.years
    if coverage.years and ((first or 0) > coverage.years[1] or (last or 9999) < coverage.years[0]):
        years = f"{coverage.years[0]}..{coverage.years[1]}"
        tell(f"没有 no source tells of {years_text(selection.years)}; 有 there are {years}")


@click.group()
def network() -> None:
    """Measure, project and export the network of who did what with whom.

    A network is made of statements: entities are its nodes, what a statement links its edges. Only what is said to have
    happened is in it unless --modality says otherwise, and what is left out is told with the reason.

    Example: kg network measures
    """


@network.command()
@network_options
@click.option("--of", "ranked", default="Person", show_default=True, help="Class of the nodes that are ranked, or all.")
@click.option("--on", "projection", type=click.Choice(tuple(PROJECTIONS)), help="Measure this projection.")
@click.option("-m", "--measure", "names", multiple=True, help="Only this measure; repeatable.")
@click.option("--top", type=click.IntRange(0), help="Ranks to show; 10 in a table for people, else all (0).")
@click.option("--samples", type=click.IntRange(1), help="Pivots for betweenness; above 2,000 nodes 256 without it.")
@click.option("--list", "listing", is_flag=True, help="List the measures with definition and source.")
@output_option()
@format_option(TABLE_FORMATS, "table")
def measures(  # noqa: PLR0913, PLR0917 - one argument an option
    found: Found,
    ranked: str,
    projection: str | None,
    names: tuple[str, ...],
    top: int | None,
    samples: int | None,
    output: str,
    fmt: str,
    *,
    listing: bool,
) -> None:
    """Measure centrality, communities, brokerage, mixing and turnover.

    Above the answer stands what the corpus covers: a centrality here describes articles, not villages.

    Example: kg network measures -m betweenness -m constraint --of Person
    """
    asked_for = find_measures(names)
    if listing:
        write_table(measures_listed(), fmt, output)
        return
    graph = PROJECTIONS[projection](found.graph, found.people) if projection else found.graph
    types = _ranked(ranked, found)
    limit = _TOP if top is None and fmt == "table" else top or 0
    table = measure_table(Asked(graph, types, samples, found.tell), asked_for, limit)
    told = {m.name: f"{m.label} {m.label_en}. {m.definition} {m.source}" for m in asked_for}
    head = {"covered": found.coverage.sentence(), "caution": CAUTION, **told}
    if fmt == "table":
        write_output("\n".join([*head.values(), "", readable(table, terminal=_on_terminal(output))]), output)
    else:
        write_table(Table(table.columns, table.rows, head), fmt, output, "measures")
        found.tell("\n".join(head.values()))
    found.explain(graph)
    found.tell("\n".join(f"  {reason}: {number}" for reason, number in not_ranked(graph, types)))


def _on_terminal(output: str) -> bool:
    return output == "-" and sys.stdout.isatty()


def _ranked(name: str, found: Found) -> frozenset[str]:
    if name == "all":
        return frozenset(found.ontology.entity_classes) - (GROUPS - found.people)
    return frozenset({_class(name, found)}) | (found.people if name in PEOPLE else frozenset())


def _class(name: str, found: Found) -> str:
    classes = found.ontology.entity_classes
    if name not in classes:
        raise UsageError(f"there is no class of nodes {name!r}", "One of: " + ", ".join(sorted(classes)))
    return name


@network.command()
@network_options
@output_option()
@told_format_option(FORMATS, "gexf", _ENDINGS)
def export(found: Found, output: str, fmt: str) -> None:
    """Write the network for Gephi, igraph, networkx: GEXF with dates, GraphML, CSV, JSON.

    CSV is two files, NAME-nodes.csv and NAME-edges.csv, or one NAME.zip; on standard output the edges alone.

    Example: kg network export 柯桥区 --years 2010..2025 -f gexf -o keqiao.gexf
    """
    found.write(found.graph, fmt, output)


@network.command()
@click.argument("projection", type=click.Choice(tuple(PROJECTIONS)))
@network_options
@click.option("--overlap", is_flag=True, help="Of what is shared, only what both had a part in at overlapping times.")
@output_option()
@told_format_option(FORMATS, "csv", _ENDINGS)
def project(found: Found, projection: str, output: str, fmt: str, *, overlap: bool) -> None:
    """Write a projection: who takes part in what, who shares what, what lies where.

    In co-leadership, --capacity strict (or medium, broad) says what counts as leading.

    Example: kg network project co-leadership --capacity medium -f gexf -o led-together.gexf
    """
    if overlap and projection not in ONE_MODE:
        raise UsageError(f"--overlap is not for {projection}", "It is for: " + ", ".join(sorted(ONE_MODE)))
    more = {"overlap": overlap} if projection in ONE_MODE else {}
    found.write(PROJECTIONS[projection](found.graph, found.people, **more), fmt, output)


@network.command("paths")
@network_options
@click.option("--longest", type=click.IntRange(1, 20), default=MAX_STEPS, show_default=True, help="Most steps.")
@click.option("--limit", type=click.IntRange(1), default=MAX_PATHS, show_default=True, help="Most paths.")
@click.option("--around", multiple=True, metavar="CLASS", help="Do not walk through this class (Place); repeatable.")
@output_option()
@format_option((*TABLE_FORMATS, "gexf", "graphml"), "table")
def between(found: Found, longest: int, limit: int, around: tuple[str, ...], output: str, fmt: str) -> None:
    """Find the shortest paths between two THINGs, with the statements on them.

    Edges are walked in either direction. The answer has a row for each statement on each step.

    Example: kg network paths 张良 李琴
    """
    if len(found.centres) != _ENDS:
        raise UsageError("a path has two ends", "Name two things: kg network paths 张良 李琴")
    asked = paths(found.selected, *found.centres, longest, limit, [_class(name, found) for name in around])
    if fmt in FORMATS and fmt not in TABLE_FORMATS:
        found.write(asked.graph, fmt, output)
        return
    write_table(path_table(asked), fmt, output, "paths")
    found.explain(asked.graph)
    found.tell(
        f"{len(asked.found)} paths of {asked.length} steps." if asked.found else f"no path within {longest} steps."
    )


@network.command("slices")
@network_options
@click.option("--window", type=click.IntRange(1), default=1, show_default=True, help="Years in a slice.")
@click.option("--possible", is_flag=True, help="Show an edge in all years that its known bounds do not exclude.")
@click.option("--graphs", metavar="FOLDER", help="Write each slice as GEXF into this folder as well.")
@output_option()
@format_option(TABLE_FORMATS, "table")
def sliced(found: Found, window: int, graphs: str | None, output: str, fmt: str, *, possible: bool) -> None:
    """Cut the network into one graph a year, or a window of years.

    Of a time of which only one end is said, the edge stands at that end alone; --possible shows it wherever it may be.

    Example: kg network slices 柯桥区 --years 2010..2025 --window 5
    """
    made = slices(found.graph, found.years, window, possible=possible)
    write_table(slice_table(made), fmt, output, "slices")
    for each in made if graphs else ():
        write_output(to_gexf(each.graph), str(Path(graphs or "") / f"{each.first}-{each.last}.gexf"))
    found.explain(found.graph)
    undated = len({e["id"] for *_, e in found.graph.edges(data=True) if not (e["start"] or e["end"])})
    found.tell(f"{len(made)} slices; 原文未载时间 without a time, in none: {undated}")


@network.command()
@network_options
@output_option()
@format_option(TABLE_FORMATS, "table")
def successions(found: Found, output: str, fmt: str) -> None:
    """List who held a post after whom, in order, as sources say.

    Only neighbours that a source names are joined; where none is named, the sources do not say who it was.

    Example: kg network successions 谢家坞村
    """
    table = succession_table(found.graph, found.corpus, found.ontology)
    write_table(table, fmt, output, "successions")
    found.explain(found.graph)
    found.tell(f"{len(set(table.column('chain')))} chains, {len(table.rows)} holders.")

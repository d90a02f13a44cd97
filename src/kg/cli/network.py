"""`kg network`: measures, projections, paths, slices, successions and files of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.base.networks import Networks, View
from kg.cli.main import current_base
from kg.cli.options import format_option, output_option, quiet_option, selection_options, store_option
from kg.cli.output import TABLE_FORMATS, on_terminal, say, write_output, write_table
from kg.network.choose import Chosen
from kg.network.files import FORMATS, network_files, to_gexf
from kg.network.measures import measures_listed
from kg.network.parts import MAX_PATHS, MAX_STEPS
from kg.network.projections import PROJECTIONS, AnyGraph
from kg.tables.readable import readable

_Command = TypeVar("_Command", bound=Callable[..., Any])
_TOP: Final = 10


@dataclass(frozen=True)
class Found:
    """The network that a command line asks for."""

    networks: Networks
    view: View
    quiet: bool

    def say(self, lines: Iterable[str]) -> None:
        """Write lines for people to standard error."""
        for line in lines:
            say(line, quiet=self.quiet)

    def write(self, graph: AnyGraph, fmt: str, output: str) -> None:
        """Write a network; say what it shows and what it leaves out."""
        files = network_files(graph, fmt, output)
        for name, content in files.items():
            write_output(content, name)
        where = "" if output == "-" else " Wrote " + ", ".join(files)
        counts = f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges.{where}"
        self.say((*self.view.explained(graph), counts))


def network_options(command: _Command) -> _Command:
    """Add THINGs, `--hops`, the selection, `--groups`, `--store`, `--quiet`; the command gets one argument `found`."""

    @wraps(command)
    @click.pass_context
    def gathered(ctx: click.Context, /, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
        names = ("things", "hops", "chosen", "groups", "store_at", "quiet")
        return command(found=_found(ctx, **{name: given.pop(name) for name in names}), **given)

    options = (
        click.argument("things", nargs=-1, metavar="[THING]..."),
        click.option("--hops", type=click.IntRange(0, 10), default=2, show_default=True, help="Steps from a THING."),
        click.option("--groups", is_flag=True, help="Count groups as people."),
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
    networks = current_base(ctx, store_at).network
    return Found(networks, networks.view(*things, hops=hops, groups=groups, chosen=chosen), quiet)


def _list_measures(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        fmt, output = ctx.params.get("fmt") or "table", ctx.params.get("output") or "-"
        write_table(measures_listed(), fmt, output)
        ctx.exit()


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
@output_option()
@format_option(TABLE_FORMATS, "table")
@click.option(
    "--list",
    is_flag=True,
    expose_value=False,
    callback=_list_measures,
    help="List the measures with definition and source.",
)
def measures(  # noqa: PLR0913, PLR0917 - one argument an option
    found: Found,
    ranked: str,
    projection: str | None,
    names: tuple[str, ...],
    top: int | None,
    samples: int | None,
    output: str,
    fmt: str,
) -> None:
    """Measure centrality, communities, brokerage, mixing and turnover.

    Above the answer stands what the corpus covers: a centrality here describes articles, not villages.

    Example: kg network measures -m betweenness -m constraint --of Person
    """
    limit = _TOP if top is None and fmt == "table" else top or 0
    table = found.networks.measures(found.view, of=ranked, on=projection or "", names=names, top=limit, samples=samples)
    if fmt == "table":
        shown = readable(table, terminal=on_terminal(output))
        write_output("\n".join([*table.head, "", shown]), output)
    else:
        write_table(table, fmt, output, "measures")
        found.say(table.head)
    found.say(table.foot)


@network.command()
@network_options
@output_option()
@format_option(FORMATS, "gexf")
def export(found: Found, output: str, fmt: str) -> None:
    """Write the network for Gephi, igraph, networkx: GEXF with dates, GraphML, CSV, JSON.

    CSV is two files, NAME-nodes.csv and NAME-edges.csv, or one NAME.zip; on standard output the edges alone.

    Example: kg network export 柯桥区 --years 2010..2025 -f gexf -o keqiao.gexf
    """
    found.write(found.view.graph, fmt, output)


@network.command()
@click.argument("projection", type=click.Choice(tuple(PROJECTIONS)))
@network_options
@click.option("--overlap", is_flag=True, help="Of what is shared, only what both had a part in at overlapping times.")
@output_option()
@format_option(FORMATS, "csv")
def project(found: Found, projection: str, output: str, fmt: str, *, overlap: bool) -> None:
    """Write a projection: who takes part in what, who shares what, what lies where.

    In co-leadership, --capacity strict (or medium, broad) says what counts as leading.

    Example: kg network project co-leadership --capacity medium -f gexf -o led-together.gexf
    """
    found.write(found.networks.project(found.view, projection, overlap=overlap), fmt, output)


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
    asked, table = found.networks.paths(found.view, longest=longest, limit=limit, around=around)
    if fmt in FORMATS and fmt not in TABLE_FORMATS:
        found.write(asked.graph, fmt, output)
        return
    write_table(table, fmt, output, "paths")
    found.say(table.foot)


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
    made, table = found.networks.slices(found.view, window=window, possible=possible)
    write_table(table, fmt, output, "slices")
    for each in made if graphs else ():
        write_output(to_gexf(each.graph), str(Path(graphs or "") / f"{each.first}-{each.last}.gexf"))
    found.say(table.foot)


@network.command()
@network_options
@output_option()
@format_option(TABLE_FORMATS, "table")
def successions(found: Found, output: str, fmt: str) -> None:
    """List who held a post after whom, in order, as sources say.

    Only neighbours that a source names are joined; where none is named, the sources do not say who it was.

    Example: kg network successions 谢家坞村
    """
    table = found.networks.successions(found.view)
    write_table(table, fmt, output, "successions")
    found.say(table.foot)

"""`kg network`: measures, projections, paths, slices, successions and files of the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.cli.found import Found, network_options
from kg.cli.once import Group
from kg.cli.options import format_option, output_option
from kg.cli.output import TABLE_FORMATS, on_terminal, write_output, write_table
from kg.cli.streams import for_terminal
from kg.cli.target import Target, target_options
from kg.errors import Message, UsageError
from kg.network.definitions import measures_listed
from kg.network.edges import AnyGraph
from kg.network.files import FORMATS, to_gexf
from kg.network.layers import LAYERS
from kg.network.methods import Methods
from kg.network.parts import MAX_PATHS, MAX_STEPS
from kg.network.projections import LAYERED, PROJECTIONS
from kg.network.robustness import SAMPLES, SEED, TOP
from kg.network.simple import WEIGHTS, written_simple
from kg.network.slices import CERTAIN, POSSIBLE, SAID
from kg.tables.readable import readable

_Command = TypeVar("_Command", bound=Callable[..., Any])
_TOP: Final = 10
_TEXT: Final = "text"


@click.group(cls=Group)
def network() -> None:
    """Measure, project and export the network of who did what with whom.

    A network is made of statements: entities are its nodes, and statements its edges. It holds what the sources report
    as done; --modality adds targets and plans. What is left out is listed with the reason. With a THING, only its
    surroundings are read.

    Example: kg network measures
    """


@network.command()
@network_options
@click.option(
    "--of",
    "ranked",
    default="Person",
    metavar="CLASS",
    show_default=True,
    help="Class of the nodes that are ranked, or all.",
)
@click.option("--on", "projection", type=click.Choice(tuple(PROJECTIONS)), help="Measure this projection.")
@click.option(
    "--layer", "layers", type=click.Choice(LAYERS), multiple=True, help="With --on people: only this layer; repeatable."
)
@click.option("-m", "--measure", "names", multiple=True, metavar="MEASURE", help="Only this measure; repeatable.")
@click.option("--top", type=click.IntRange(0), help="Number of ranks; 0 is all; default: 10 in a text table, else all.")
@click.option(
    "--error",
    type=click.FloatRange(0.001, 0.5),
    help="Sample betweenness to within this error, with probability 0.9; default: exact up to 4,000 nodes, else 0.01.",
)
@click.option(
    "--samples",
    type=click.IntRange(1),
    help="Instead, sample this many pivots for betweenness, without an error bound.",
)
@click.option("--list", "listed", is_flag=True, help="List the measures with definition and source.")
@output_option()
@format_option(TABLE_FORMATS, "table")
def measures(
    found: Found,
    ranked: str,
    projection: str | None,
    output: str,
    fmt: str,
    *,
    listed: bool,
    **chosen: Any,  # noqa: ANN401 - names and numbers
) -> None:
    """Measure centrality, communities, brokerage, mixing and turnover.

    The lines above the answer say what the sources cover: a centrality here describes articles, not villages. Measures
    that follow paths leave out places, which connect nearly everything. PageRank and constraint need a network of one
    mode (--on).

    Example: kg network measures -m betweenness -m communities --of Person
    """
    if listed:
        write_table(measures_listed(found.language), fmt, output, "measures")
        return
    top, layers = chosen.pop("top"), chosen.pop("layers")
    if layers and projection != LAYERED:
        raise UsageError(Message("--layer is for people alone"), Message("Add --on {layered}.", layered=LAYERED))
    on = found.networks.project(found.view, LAYERED, layers=layers) if layers else projection or ""
    limit = _TOP if top is None and fmt == "table" else top or 0
    table = found.networks.measures(found.view, of=ranked, on=on, top=limit, **chosen)

    def methods() -> Methods:
        graph = found.networks.project(found.view, on) if isinstance(on, str) and on else on or found.view.graph
        options = {"of": ranked, "projection": projection, "layers": layers, "top": limit or None, **chosen}
        return found.methods(graph, "measures", **options)

    if fmt == "table":
        shown = readable(table, terminal=on_terminal(output))
        head = for_terminal("".join(f"{line}\n" for line in (*table.head, "")))
        write_output(head + shown, output, drawn=True)
        found.write_beside(output, methods)
    else:
        found.write_table(table, fmt, output, "measures", methods)
        found.say(table.head)
    found.say(table.foot)


def _simple_options(command: _Command) -> _Command:
    """Add `--simple` and `--weight`; the command gets one argument `weight`, empty where no simple graph is wanted."""

    @wraps(command)
    def weighed(*args: Any, is_simple: bool, weight: str, **given: Any) -> Any:  # noqa: ANN401 - as above
        return command(*args, weight=weight if is_simple else "", **given)

    made: Callable[..., Any] = weighed
    options = (
        click.option("--simple", "is_simple", is_flag=True, help="One edge for each pair, with a weight and no time."),
        click.option(
            "--weight",
            type=click.Choice(tuple(WEIGHTS)),
            default="statements",
            show_default=True,
            help="With --simple: what the weight counts; newman is only for what people share.",
        ),
    )
    for option in reversed(options):
        made = option(made)
    return made  # type: ignore[return-value]


@network.command()
@network_options
@_simple_options
@target_options("gexf")
def export(found: Found, weight: str, target: Target) -> None:
    """Write the network for Gephi, igraph or networkx: GEXF with dates, GraphML, CSV, JSON, or --for one program.

    CSV is two files, NAME-nodes.csv and NAME-edges.csv, or one NAME.zip; standard output gets only the edges. The
    methods record is in the file, or in NAME-methods.json beside it.

    Example: kg network export "Yejiayan" --years 2010..2025 -f gexf -o yejiayan.gexf
    """
    found = found.seen_by(target)
    found.write(_weighed(found.view.graph, weight), target, "export", weight=weight)


def _weighed(graph: AnyGraph, weight: str) -> AnyGraph:
    """Return a network as it is, or with one edge a pair where a weight is asked for."""
    return written_simple(graph, weight) if weight else graph


@network.command()
@click.argument("projection", type=click.Choice(tuple(PROJECTIONS)))
@network_options
@click.option("--overlap", is_flag=True, help="Only pairs whose stated times overlap, or who share a deed.")
@click.option(
    "--set",
    "counted_in",
    default="",
    metavar="SET",
    help="For co-leadership, what counts as leading: strict (default), medium, broad, or any involvement (any).",
)
@click.option(
    "--layer", "layers", type=click.Choice(LAYERS), multiple=True, help="For people: only this layer; repeatable."
)
@click.option(
    "--backbone",
    "alpha",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="ALPHA",
    help="Only pairs that share more than their degrees predict, at this significance level (SDSM), such as 0.05.",
)
@_simple_options
@target_options("csv")
def project(found: Found, projection: str, weight: str, target: Target, **chosen: Any) -> None:  # noqa: ANN401
    """Write a projection: who takes part in what, who shares what, what lies where.

    Co-leadership links people who lead the same thing, as counted by --set; --capacity chooses capacities instead.

    Example: kg network project co-leadership --set medium -f gexf -o led.gexf
    """
    found = found.seen_by(target)
    made = found.networks.project(found.view, projection, **chosen)
    options = {"projection": projection, **chosen, "weight": weight}
    found.write(_weighed(made, weight), target, f"project {projection}", **options)


@network.command()
@network_options
@click.option("--on", "projection", type=click.Choice(tuple(PROJECTIONS)), help="Describe this projection.")
@output_option()
@format_option((_TEXT, "json"), _TEXT)
def methods(found: Found, projection: str | None, output: str, fmt: str) -> None:
    """Print the methods record of a network.

    It states the boundary of the network, what was chosen, the versions of data and program, what the sources cover,
    how often each field is empty, and what was left out and why. Every file of kg network has the same record, in it or
    beside it.

    Example: kg network methods "Xiejiawu Village" --years 2010..2025
    """
    graph = found.networks.project(found.view, projection) if projection else found.view.graph
    options = {"projection": projection} if projection else {}
    record = found.methods(graph, f"project {projection}" if projection else "export", **options)
    write_output(record.json() if fmt == "json" else "".join(f"{line}\n" for line in record.lines()), output)


@network.command("paths")
@network_options
@click.option(
    "--longest", type=click.IntRange(1, 20), default=MAX_STEPS, show_default=True, help="Maximum number of steps."
)
@click.option("--limit", type=click.IntRange(1), default=MAX_PATHS, show_default=True, help="Maximum number of paths.")
@click.option(
    "--around", multiple=True, metavar="CLASS", help="Do not pass through nodes of this class (Place); repeatable."
)
@output_option()
@format_option((*TABLE_FORMATS, "gexf", "graphml"), "table")
def between(found: Found, longest: int, limit: int, around: tuple[str, ...], output: str, fmt: str) -> None:
    """Find the shortest paths between two THINGs, with the statements on them.

    Edges may be followed in either direction. Paths avoid places, their governing bodies and programmes, which connect
    nearly everything; --through-places allows them. The answer has one row per statement on each step.

    Example: kg network paths "Shao Guantong" "Zhang Liang"
    """
    asked, table = found.networks.paths(found.view, longest=longest, limit=limit, around=around)
    options = {"longest": longest, "limit": limit, "around": around}
    if fmt in FORMATS and fmt not in TABLE_FORMATS:
        found.write(asked.graph, Target(output, fmt), "paths", **options)
        return
    found.write_table(table, fmt, output, "paths", lambda: found.methods(asked.graph, "paths", **options))
    found.say(table.foot)


@network.command("slices")
@network_options
@click.option("--window", type=click.IntRange(1), default=1, show_default=True, help="Number of years in a slice.")
@click.option("--certain", "reading", flag_value=CERTAIN, help="Show an edge only in years that it certainly reaches.")
@click.option("--possible", "reading", flag_value=POSSIBLE, help="Show an edge in every year that nothing excludes.")
@click.option("--graphs", metavar="FOLDER", help="Also write each slice as GEXF into this folder.")
@output_option()
@format_option(TABLE_FORMATS, "table")
def sliced(found: Found, window: int, graphs: str | None, output: str, fmt: str, reading: str | None) -> None:
    """Cut the network into one graph per year, or per window of years.

    By default an edge appears in every year that its stated time allows, as with --years; a post that is only attested
    appears in the year of its article. --certain gives a lower bound. --possible gives an upper bound: an attested post
    may have begun long before and may continue. Undated statements are in no slice; with --undated they are in each.

    Example: kg network slices --years 2010..2025 --window 5
    """
    found = replace(found, possible=reading == POSSIBLE)
    made, table = found.networks.slices(found.view, window=window, reading=reading or SAID)
    options = {"window": window, "reading": reading or SAID}
    found.write_table(table, fmt, output, "slices", lambda: found.methods(found.view.graph, "slices", **options))
    for each in made if graphs else ():
        record = found.methods(each.graph, "slices", **options, slice=f"{each.first}..{each.last}")
        write_output(to_gexf(each.graph, methods=record), str(Path(graphs or "") / f"{each.first}-{each.last}.gexf"))
    found.say(table.foot)


@network.command()
@network_options
@output_option()
@format_option(TABLE_FORMATS, "table")
def successions(found: Found, output: str, fmt: str) -> None:
    """List who held a post after whom, in order, as the sources say.

    Two holders are linked only if a source says that one followed the other; otherwise the sources do not say who came
    before or after.

    Example: kg network successions "Xiejiawu Village"
    """
    table = found.networks.successions(found.view)
    found.write_table(table, fmt, output, "successions", lambda: found.methods(found.view.graph, "successions"))
    found.say(table.foot)


@network.command()
@network_options
@click.option(
    "--of",
    "of",
    default="Person",
    metavar="CLASS",
    show_default=True,
    help="Class of the nodes that are ranked, or all.",
)
@click.option("--on", default="", metavar="PROJECTION", help="Measure this projection.")
@click.option("-m", "--measure", "names", multiple=True, metavar="MEASURE", help="Only this measure; repeatable.")
@click.option("--top", type=click.IntRange(1), default=TOP, show_default=True, help="Number of ranks.")
@click.option(
    "--samples",
    type=click.IntRange(0),
    default=SAMPLES,
    show_default=True,
    help="Number of times the passages are resampled.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Random seed.")
@output_option()
@format_option((*TABLE_FORMATS, "svg", "png"), "table")
def robustness(found: Found, output: str, fmt: str, **asked: Any) -> None:  # noqa: ANN401 - names and numbers
    """Measure how much the ranks depend on which statements are included, as a table or a picture.

    Every measure is compared. Beside each rank: its 95 % interval when the passages are resampled, the share of samples
    in which it is among the top, and its rank with stated statements only, with places or bylines, and without each
    source. Below: how many of the top ranks stay the same, and the correlation of all ranks; of communities, how far
    the division stays the same (ari, nmi).

    Example: kg network robustness -m degree -m betweenness -o ranks.svg
    """
    table = found.networks.robustness(found.view, **asked)

    def methods() -> Methods:
        on = asked["on"]
        graph = found.networks.project(found.view, on) if on else found.view.graph
        return found.methods(graph, "robustness", projection=on, **{k: v for k, v in asked.items() if k != "on"})

    if fmt in {"svg", "png"}:
        write_output(found.networks.robustness_picture(table).written(fmt), output)
        found.write_beside(output, methods)
    else:
        found.write_table(table, fmt, output, "robustness", methods)
    found.say((*table.head, *table.foot))

"""`kg graph`."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.choosing import selection_options
from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import (
    format_option,
    language_option,
    output_option,
    quiet_option,
    store_option,
    through_places_option,
)
from kg.cli.output import built, read_sparql, say, write_output
from kg.errors import Message, UsageError
from kg.network.choose import Chosen
from kg.project import Project
from kg.render.marks import COLOURS, FILES, LAYOUTS, SIZES
from kg.render.part import OPEN


@click.command(cls=Command)
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--hops", type=click.IntRange(0, 10), default=2, show_default=True, help="Number of steps from a THING.")
@click.option("--path", is_flag=True, help="Draw only the shortest paths between two THINGs.")
@through_places_option
@click.option(
    "--query", default="", metavar="NAME|FILE|-", help="Draw the statements that a question or SPARQL query returns."
)
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="A parameter of --query; repeatable.")
@click.option("--open", type=click.IntRange(1), default=OPEN, show_default=True, help="Number of nodes shown at first.")
@click.option("--limit", type=click.IntRange(1), help="Maximum number of nodes in the file; required above 20,000.")
@click.option("--webgl", is_flag=True, help="Draw with WebGL; default above 2,000 nodes.")
@click.option("--layout", type=click.Choice(LAYOUTS), default=LAYOUTS[0], show_default=True, help="Layout at first.")
@click.option(
    "--size", type=click.Choice(SIZES), default=SIZES[0], show_default=True, help="What the size of a node shows."
)
@click.option(
    "--colour",
    type=click.Choice(COLOURS),
    default=COLOURS[0],
    show_default=True,
    help="What the colour of a node shows.",
)
@click.option("--state", default="", metavar="LINK", help="Draw the view of a link copied from the page.")
@click.option("--embed", is_flag=True, help="Only graph and legend, to embed in another page.")
@selection_options
@output_option("", "build/graph.html")
@format_option(("html", "svg", "png", "pdf", *FILES), "html")
@store_option
@language_option
@quiet_option
@click.pass_context
def graph(ctx: click.Context, /, chosen: Chosen, things: tuple[str, ...], lang: str, **given: Any) -> None:  # noqa: ANN401 - click's own
    """Draw who led what as one offline HTML file: around THINGs, between two of them, from a query, or everything.

    Click an edge or a node to read the quotes behind it. The page loads nothing from the network, includes a plain
    table, and opens at a thing or statement with #n=ID. At first it shows up to --open nodes; expand a node to show
    more. As svg, png or pdf, the file holds what is drawn at first; as gexf, graphml or json, the same with positions,
    for Gephi, yEd and networkx.

    Example: kg graph "Xiejiawu Village" -o xiejiawu.html
    """
    output, quiet, store_at, fmt = (given.pop(name) for name in ("output", "quiet", "store_at", "fmt"))
    base = current_base(ctx, store_at, lang)
    given["values"] = dict(map(_pair, given["values"]))
    given["query"] = _question(given["query"], base.project)
    output = output or built(base.project, f"graph.{fmt}")
    if fmt != "html" and given["embed"]:
        raise UsageError(
            Message("--embed makes a page for a frame, and {fmt} is no page", fmt=fmt),
            Message("Leave --embed out, or write .html."),
        )
    page = base.page(*things, chosen=chosen, **given)
    write_output(page.written(fmt), output)
    for note in page.notes:
        say(note, quiet=quiet or output == "-")
    say(Message("Wrote {output}", output=output), quiet=quiet or output == "-")


def _question(name: str, project: Project) -> str:
    """Return the name of a catalogue question as it is, else the SPARQL of the file that it names."""
    return name if not name or (project.queries / f"{name}.rq").exists() else read_sparql(name)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(
            Message("--set {text} sets nothing", text=text),
            Message("Write --set NAME=VALUE, such as --set in=谢家坞村"),
        )
    return name, value

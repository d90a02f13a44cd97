"""`kg graph`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from kg.cli.main import current_project
from kg.cli.options import (
    format_option,
    language_option,
    output_option,
    quiet_option,
    selection_options,
    store_of,
    store_option,
)
from kg.cli.output import read_sparql, say, write_output
from kg.errors import UsageError
from kg.network.choose import Chosen
from kg.project import Project
from kg.render.view import OPEN, Wish, draw

_OTHER_ENDINGS: Final = frozenset({"png", "svg", "pdf", "gexf", "graphml", "csv", "json"})


@click.command()
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--hops", type=click.IntRange(0, 10), default=2, show_default=True, help="How far from the things to go.")
@click.option("--path", is_flag=True, help="Only the shortest paths between two THINGs.")
@click.option("--query", default="", metavar="NAME|FILE|-", help="Draw the statements that a question or SPARQL gives.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="A parameter of --query; repeatable.")
@click.option("--open", type=click.IntRange(1), default=OPEN, show_default=True, help="Nodes shown at first.")
@click.option("--limit", type=click.IntRange(1), help="Most nodes in the file; above 20,000 it must be said.")
@click.option("--webgl", is_flag=True, help="Draw by WebGL whatever the size (above 2,000 nodes it always does).")
@selection_options
@output_option("build/graph.html")
@format_option(("html",), "html")
@store_option
@language_option
@quiet_option
@click.pass_context
def graph(ctx: click.Context, /, chosen: Chosen, values: tuple[str, ...], lang: str, **given: Any) -> None:  # noqa: ANN401 - click's own
    """Draw a graph as one offline HTML file: around THINGs, between two, of a query's answer, or of everything.

    A click on an edge or a node opens the words that say it. The page asks nothing of any network, has a table twin
    that needs no scripts, and opens at a thing or statement with #n=ID. Up to --open nodes are shown at first; the
    others in the file appear when a node is expanded.

    Example: kg graph 谢家坞村 -o xiejiawu.html
    """
    output, quiet, store_at, _ = (given.pop(name) for name in ("output", "quiet", "store_at", "fmt"))
    _refuse_other_endings(output)
    project = current_project(ctx)
    given["query"] = _question(given["query"], project)
    wish = Wish(**given, values=dict(map(_pair, values)), language=lang, chosen=chosen)
    page, shown = draw(project, store_of(project, store_at), wish)
    write_output(page, output)
    say(f"{shown}. Wrote {output}", quiet=quiet or output == "-")


def _question(name: str, project: Project) -> str:
    """Return the name of a catalogue question as it is, else the SPARQL of the file that it names."""
    return name if not name or (project.queries / f"{name}.rq").exists() else read_sparql(name)


def _refuse_other_endings(output: str) -> None:
    """Raise `UsageError` for a file whose ending promises something else than a page."""
    ending = Path(output).suffix.lower().lstrip(".")
    if ending in _OTHER_ENDINGS:
        raise UsageError(
            f"{output} would be no {ending.upper()}: a graph is written as HTML",
            "Name it .html and save what is visible from the page; for files see kg network export, kg chart.",
        )


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"--set {text} sets nothing", "Write --set NAME=VALUE, such as --set in=谢家坞村")
    return name, value

"""`kg graph`."""

from __future__ import annotations

import click

from kg.build import checksum
from kg.cli.main import current_project, data_version
from kg.cli.options import format_option, output_option, quiet_option, store_of, store_option
from kg.cli.output import say, write_output
from kg.errors import UsageError
from kg.lookup import Lookup, told_under
from kg.network import MAX_SHOWN, ego, multigraph, whole
from kg.ontology import read_ontology
from kg.project import Project
from kg.restore import corpus_of
from kg.store import Store


def draw(project: Project, store: Store, things: tuple[str, ...], hops: int, limit: int) -> tuple[str, str]:
    """Return the HTML page of a graph and a sentence that says what it shows and what it leaves out."""
    from kg.render.graph_page import Heading, graph_page  # noqa: PLC0415 - pyvis costs a second

    ontology = read_ontology(project.ontology)
    corpus = corpus_of(store, ontology)
    lookup = Lookup(store)
    found = [lookup.one(thing, tuple(ontology.entity_classes)) for thing in things]
    full = multigraph(corpus, ontology)
    centres = [iri for c in found for iri in told_under(c.iri, store)]
    part = ego(full, centres, hops, limit) if found else whole(full, limit)
    if not part:
        hint = f"See what is said with: kg show {things[0]}" if things else "Code some first; see graph_data/README.md."
        raise UsageError("no statement links anything to this" if things else "the store holds no statements", hint)
    title = "、".join(c.label for c in found) or "全部 All"
    shown = f"{part.number_of_nodes()} nodes, {part.number_of_edges()} edges"
    if found:
        shown += f", within {hops} step{'s' if hops != 1 else ''}"
    if part.graph["cut"]:
        shown += f"; {part.graph['cut']} more left out by --limit {limit}, those with fewest edges"
    version = f"data {data_version(project)} ({checksum(project)[:12]}); layout seed fixed"
    return graph_page(part, corpus, ontology, Heading(title, shown, version)), shown


@click.command()
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--hops", type=click.IntRange(0, 10), default=2, show_default=True, help="How far from the things to go.")
@click.option("--limit", type=click.IntRange(1), default=MAX_SHOWN, show_default=True, help="Most nodes to draw.")
@output_option("build/graph.html")
@format_option(("html",), "html")
@store_option
@quiet_option
@click.pass_context
def graph(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    things: tuple[str, ...],
    hops: int,
    limit: int,
    output: str,
    fmt: str,
    store_at: str | None,
    *,
    quiet: bool,
) -> None:
    """Draw a graph as one offline HTML file: around THINGs, or of everything.

    A click on an edge or a node opens the words that say it. The page asks nothing of any network, has a table twin
    that needs no scripts, and opens at a thing or statement with #n=ID.

    Example: kg graph 谢家坞村 -o xiejiawu.html
    """
    del fmt
    project = current_project(ctx)
    page, shown = draw(project, store_of(project, store_at), things, hops, limit)
    write_output(page, output)
    say(f"{shown}. Wrote {output}", quiet=quiet or output == "-")

"""`kg demo`: the main job, start to end."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click
from pyoxigraph import NamedNode

from kg.build import build as build_store
from kg.cli.build import progress_bar
from kg.cli.check import findings_text
from kg.cli.main import EXIT_FAILED, current_project
from kg.cli.options import quiet_option, texts_option
from kg.cli.output import answer_sentence, readable, say, write_output
from kg.cli.query import heading
from kg.dataset.texts import find_texts, text_folders
from kg.finding.names import labels
from kg.ontology import read_ontology
from kg.project import Project
from kg.questions import ask, find_query, run, with_labels
from kg.render.view import Wish, draw
from kg.store import Store, open_store
from kg.tables.table import Table
from kg.terms.namespaces import slug
from kg.validate import check, has_errors


@click.command()
@click.option("-o", "--output", help="Page to write; build/graph.html without it.")
@texts_option
@quiet_option
@click.pass_context
def demo(ctx: click.Context, output: str | None, texts: tuple[Path, ...], *, quiet: bool) -> None:
    """Build the data, check them, answer who led what, draw the graph.

    Example: kg demo
    """
    project = current_project(ctx)
    with progress_bar(quiet=quiet) as tell:
        built = build_store(project, project.store, tell)
    ontology = read_ontology(project.ontology)
    findings = check(
        built.corpus, ontology, find_texts(text_folders(texts)), project.ontology / "shapes.ttl", project.clean
    )
    if has_errors(findings):
        click.echo(findings_text(findings), err=True)
        sys.exit(EXIT_FAILED)
    store = open_store(str(project.store))
    _answer(project, store)
    page, shown = draw(project, store, Wish())
    path = output or str(project.build / "graph.html")
    write_output(page, path)
    corpus = built.corpus
    click.echo(
        f"\n{len(corpus.sources)} sources, {len(corpus.statements)} statements on {len(corpus.entities)} entities, "
        f"{len(corpus.quotes)} quotes; {built.loaded + built.derived} quads in {project.store}; no errors."
    )
    click.echo(f"Graph ({shown.splitlines()[-1]}): {path}")
    say(_NEXT.replace("  kg ", f"  {_called()} "), quiet=quiet)


def _called() -> str:
    """Return how the program is called from here: `kg` where that is on the path, else the path it was started by."""
    return "kg" if shutil.which("kg") else os.path.relpath(sys.argv[0])


_NEXT = """
Try next:
  kg query --list                          the questions you can ask
  kg query holders --in 谢家坞村             who served in a village, in order
  kg show 胡燕鸣                            all that is said of a person, with the words
  kg graph 叶家堰 -o yejiayan.html          a village's graph, offline
  kg export statements -o statements.csv   every statement as a table"""


# The undertaking that is led in the narrowest set by a stated, actual statement; what has a name before what has none,
# then the first in reading order.
_LED = """PREFIX kg: <https://w3id.org/programs-and-actors/ontology/>
PREFIX modality: <https://w3id.org/programs-and-actors/modality/>
SELECT ?undertaking WHERE {
  ?statement kg:undertaking ?undertaking ; kg:capacity ?capacity ; kg:certainty "stated" ;
    kg:modality modality:actual ; kg:statedIn ?source ; kg:position ?position .
  ?capacity kg:narrowestSet ?set .
  ?set kg:rank ?rank .
  BIND(EXISTS { ?undertaking a kg:Initiative } AS ?named)
} ORDER BY ?rank DESC(?named) ?source ?position ?undertaking LIMIT 1"""


def _answer(project: Project, store: Store) -> None:
    """Print who led the first undertaking that somebody is said to have led."""
    found = ask(_LED, store)
    undertaking = next((row[0] for row in found.rows), None) if isinstance(found, Table) else None
    if not isinstance(undertaking, NamedNode):
        click.echo("No source says that anybody led anything.")
        return
    asked = find_query(project.queries, "who-led")
    label = labels([undertaking.value], store).get(undertaking.value, slug(undertaking.value))
    click.echo(f"{asked.summary_zh}\n{asked.summary}: {label}\n")
    table = run(asked, store, {asked.parameters[0].name: undertaking})
    click.echo(heading(table, store, "zh"))
    click.echo(readable(with_labels(table, store), terminal=sys.stdout.isatty()), nl=False)
    click.echo(answer_sentence(table))

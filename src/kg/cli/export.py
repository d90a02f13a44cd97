"""`kg export`."""

from __future__ import annotations

from typing import Final

import click

from kg.cli.main import current_project
from kg.cli.options import format_option, output_option, quiet_option, store_of, store_option
from kg.cli.output import TABLE_FORMATS, say, write_output, write_table
from kg.errors import UsageError
from kg.ontology import read_ontology
from kg.reading.corpus import corpus_of
from kg.store import OxigraphStore
from kg.tables.panel import PANELS, panel_table
from kg.tables.statements import TABLES

_DATASET: Final = ("trig", "nquads")


@click.command()
@click.argument("what", type=click.Choice((*TABLES, "panel", "dataset")))
@click.option("--by", type=click.Choice(tuple(PANELS)), help="Units of a panel; village-year without it.")
@output_option()
@format_option((*TABLE_FORMATS, *_DATASET), "csv")
@store_option
@quiet_option
@click.pass_context
def export(
    ctx: click.Context, what: str, by: str | None, output: str, fmt: str, store_at: str | None, *, quiet: bool
) -> None:
    """Write statements, qualifiers, entities, sources, a panel or the whole dataset.

    All but the dataset are tables. A panel has one row a unit and year: served, not said, or not covered. A dataset is
    trig or nquads, what was derived included, a named graph for each source.

    Example: kg export statements -f xlsx -o statements.xlsx
    """
    project = current_project(ctx)
    store = store_of(project, store_at)
    if by and what != "panel":
        raise UsageError(f"--by is for a panel, not for {what}", "kg export panel --by village-year")
    if what == "dataset":
        write_output(_dataset(store, "trig" if fmt == "csv" else fmt), output)
        return
    if fmt in _DATASET:
        raise UsageError(f"{what} is a table, not {fmt}", "kg export dataset -f trig writes the graphs.")
    ontology = read_ontology(project.ontology)
    corpus = corpus_of(store, ontology)
    table = panel_table(corpus, ontology, by or "village-year") if what == "panel" else TABLES[what](corpus, ontology)
    write_table(table, fmt, output, what)
    say(f"{len(table.rows)} {'rows' if what == 'panel' else what}.", quiet=quiet or output == "-")


def _dataset(store: object, fmt: str) -> bytes:
    import pyoxigraph as ox  # noqa: PLC0415

    from kg.terms.namespaces import PREFIXES  # noqa: PLC0415

    formats = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
    if fmt not in formats:
        raise UsageError(f"a dataset has no format {fmt!r}", "One of: " + ", ".join(formats))
    if not isinstance(store, OxigraphStore):
        raise UsageError("an endpoint's dataset is not exported", "Export it with the endpoint's own tools.")
    written = store.raw.dump(format=formats[fmt], prefixes=PREFIXES if fmt == "trig" else None)
    return written or b""

"""`kg export`."""

from __future__ import annotations

from typing import Final

import click

from kg.cli.language import is_chosen, spoken
from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import format_option, output_option, quiet_option, store_option
from kg.cli.output import TABLE_FORMATS, say, write_output, write_table
from kg.errors import Message, UsageError
from kg.tables.exports import DATASET, DATASET_FORMATS, EXPORTS
from kg.tables.labelled import LABELS
from kg.tables.panel import PANELS

_COUNTED: Final = {
    "statements": Message("statements"),
    "qualifiers": Message("qualifiers"),
    "entities": Message("entities"),
    "sources": Message("sources"),
    "panel": Message("rows"),
    "vocabularies": Message("vocabularies"),
}


@click.command(cls=Command)
@click.argument("what", type=click.Choice(EXPORTS))
@click.option("--by", type=click.Choice(tuple(PANELS)), help="Rows of a panel; default: village-year.")
@click.option(
    "--labels",
    "labels",
    type=click.Choice(LABELS),
    help="Language of labels: zh without English columns, en with English for Chinese; default: as --lang, else both.",
)
@output_option()
@format_option((*TABLE_FORMATS, *DATASET_FORMATS), "", "csv, or trig for the dataset")
@store_option
@quiet_option
@click.pass_context
def export(
    ctx: click.Context,
    /,
    what: str,
    by: str | None,
    labels: str | None,
    store_at: str | None,
    *,
    quiet: bool,
    **to: str,
) -> None:
    """Write statements, qualifiers, entities, sources, a panel, the vocabularies or the whole dataset.

    All but the dataset are tables. A panel has one row per unit and year: served, not said or not covered. The dataset
    is written as trig or nquads, with everything derived, one named graph per source.

    Example: kg export statements -f xlsx -o statements.xlsx
    """
    base, output, fmt = current_base(ctx, store_at), to["output"], to["fmt"]
    if what == DATASET:
        write_output(base.dataset(fmt or "trig"), output)
        return
    if fmt in DATASET_FORMATS:
        raise UsageError(
            Message("{what} is a table, not {fmt}", what=what, fmt=fmt),
            Message("kg export dataset -f trig writes the graphs."),
        )
    table = base.export(what, by=by or "", labels=labels or (spoken() if is_chosen(ctx) else "both"))
    write_table(table, fmt or "csv", output, what)
    say(Message("{count} {what}.", count=len(table.rows), what=_COUNTED[what]), quiet=quiet or output == "-")

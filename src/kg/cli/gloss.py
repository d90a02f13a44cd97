"""`kg gloss`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.check import findings_text
from kg.cli.main import current_base
from kg.cli.once import Group
from kg.cli.options import format_option, output_option, quiet_option
from kg.cli.output import TABLE_FORMATS, say, write_table
from kg.errors import Message


@click.group(cls=Group)
def gloss() -> None:
    """Export printed words for translation, and import the translations.

    Example: kg gloss export -o glosses.csv
    """


@gloss.command("export")
@output_option()
@format_option(TABLE_FORMATS, "csv")
@quiet_option
@click.pass_context
def export_glosses(ctx: click.Context, output: str, fmt: str, *, quiet: bool) -> None:
    """Write all printed words that can have an English gloss, with their present glosses.

    Translate or correct the column `en`, and mark the rows that you have checked in the column `checked`. Leave
    `kind`, `of` and `text` as they are.

    Example: kg gloss export -o glosses.csv
    """
    table = current_base(ctx).glosses.table()
    write_table(table, fmt, output, "glosses")
    missing = sum(not row[3] for row in table.rows)
    rows = Message.counted("{count} row", "{count} rows", count=len(table.rows))
    say(Message("{rows}, {missing} without a gloss.", rows=rows, missing=missing), quiet=quiet)


@gloss.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default="", metavar="NAME", help="Who checked the marked rows.")
@quiet_option
@click.pass_context
def import_glosses(ctx: click.Context, file: Path, by: str, *, quiet: bool) -> None:
    """Import a translator's table into graph_data/glosses/.

    Rows marked in the column `checked` are recorded as checked today by the person named with --by. Rows whose words do
    not occur in the data are reported and left out.

    Example: kg gloss import glosses.csv --by "Wang Li"
    """
    found = current_base(ctx).glosses.take(file, by)
    say(findings_text(found.findings).rstrip(), quiet=not found.findings)
    say(found.summary, quiet=quiet)

"""`kg cite`."""

from __future__ import annotations

import json

import click

from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import format_option, language_option, output_option, quiet_option, store_option
from kg.cli.output import write_output


@click.command(cls=Command)
@click.argument("statement")
@output_option()
@format_option(("text", "json"), "text")
@store_option
@language_option
@quiet_option
@click.pass_context
def cite(
    ctx: click.Context, statement: str, output: str, fmt: str, store_at: str | None, lang: str, *, quiet: bool
) -> None:
    """Cite a statement: its article, quote, translation and data edition.

    In English, names are transliterated with the Chinese beside them, and the title and the quote are followed by a
    translation that says who checked it, or that nobody has. STATEMENT is the id of a statement, from the column
    statement of an answer.

    Example: kg cite 002-00574-involvement-a0aa --lang en
    """
    del quiet  # there is nothing to suppress
    found = current_base(ctx, store_at, lang).cite(statement)
    as_json = json.dumps({**found.as_record(), "text": str(found)}, ensure_ascii=False, indent=1)
    write_output((as_json if fmt == "json" else str(found)) + "\n", output)

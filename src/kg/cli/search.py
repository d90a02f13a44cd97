"""`kg search`."""

from __future__ import annotations

from dataclasses import replace

import click

from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import format_option, language_option, output_option, quiet_option, store_option, wide_option
from kg.cli.output import TABLE_FORMATS, say, write_answer


@click.command(cls=Command)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Maximum number of rows.")
@output_option()
@format_option(TABLE_FORMATS, "table")
@store_option
@language_option
@wide_option
@quiet_option
@click.pass_context
def search(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    words: tuple[str, ...],
    limit: int,
    output: str,
    fmt: str,
    store_at: str | None,
    lang: str,
    *,
    wide: bool,
    quiet: bool,
) -> None:
    """Search names, quotes, printed words and definitions.

    WORDS are Chinese characters (simplified or traditional), pinyin, initials of a name, or English. Several words are
    searched as one phrase first, then wherever all of them occur. Whole names come first, then parts of names, quotes,
    printed words and definitions; each statement appears once.

    The columns are kind (name, quote, literal, definition), id, label, class, where (the properties that have the
    words), text, statement, source and quote.

    Example: kg search bookshop
    """
    found = current_base(ctx, store_at, lang).search(" ".join(words), limit)
    write_answer(replace(found, main=()) if wide else found, fmt, output, "search", quiet=quiet)
    if not found.rows and fmt != "table":
        say(found.foot[0], quiet=quiet)

"""`kg quote`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import format_option, output_option, texts_option
from kg.cli.output import write_output
from kg.errors import Message, UsageError, lines


@click.command(cls=Command)
@click.argument("source")
@click.argument("words")
@click.option("--nth", type=click.IntRange(1), help="Which occurrence to quote, if there are several.")
@texts_option
@output_option()
@format_option(("turtle",), "turtle")
@click.pass_context
def quote(
    ctx: click.Context, source: str, words: str, nth: int | None, texts: tuple[Path, ...], output: str, fmt: str
) -> None:
    """Find WORDS in the article of SOURCE; print the quote with its offsets, ready for statements.ttl.

    SOURCE is the name of a source's folder, or its number (002). Words split by a line break become several quotes. If
    the words occur several times, all places are listed; choose one with --nth.

    Example: kg quote 002 "由驻村团队牵头引进的先锋书店项目" --texts articles
    """
    del fmt  # there is one
    found = current_base(ctx).quotes(source, words, texts)
    if len(found) > 1 and nth is None:
        listed = lines(
            Message("{number}  line {line}: … {words} …", number=n, line=one.line, words=one.context)
            for n, one in enumerate(found, start=1)
        )
        raise UsageError(
            Message("the words occur {count} times:{listed}", count=len(found), listed=listed),
            Message("Choose one with --nth, or give more words."),
        )
    if (nth or 1) > len(found):
        raise UsageError(
            Message("the words occur {count} times, not {nth}", count=len(found), nth=nth),
            Message("Give a smaller --nth."),
        )
    write_output(found[(nth or 1) - 1].turtle(), output)

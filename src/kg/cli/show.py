"""`kg show`."""

from __future__ import annotations

import shutil
from typing import Final

import click

from kg.base.results import SHOWN_FORMATS
from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import format_option, language_option, output_option, quiet_option, store_option
from kg.cli.output import on_terminal, say, write_output

_WIDEST: Final = 100


@click.command(cls=Command)
@click.argument("thing")
@output_option()
@format_option(SHOWN_FORMATS, "text")
@store_option
@language_option
@quiet_option
@click.pass_context
def show(
    ctx: click.Context, thing: str, output: str, fmt: str, store_at: str | None, lang: str, *, quiet: bool
) -> None:
    """Show everything the sources say about a person, place, initiative or body.

    Each line comes with the words that say it. Statements that contradict each other appear side by side, and gaps in
    the sources are listed as gaps. THING is a name in Chinese or English, pinyin (xiejiacun), initials (hym), a
    12-digit code, an id such as person:胡燕鸣-002, or the id of a statement.

    Example: kg show 胡燕鸣 -o huyanming.html
    """
    found = current_base(ctx, store_at, lang).show(thing)
    if fmt == "text":
        terminal = on_terminal(output)
        width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST) if terminal else _WIDEST
        write_output(found.text(width, styled=terminal), output, drawn=True)
    else:
        write_output(found.written(fmt), output)
    for note in found.notes:
        say(note, quiet=quiet)

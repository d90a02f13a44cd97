"""`kg place`."""

from __future__ import annotations

import click

from kg.cli.language import spoken
from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import format_option, output_option
from kg.cli.output import TABLE_FORMATS, write_table
from kg.tables.places import in_chinese


@click.command(cls=Command)
@click.argument("name")
@click.option(
    "--in", "within", default="", metavar="PLACE", help="A county or town: its code, or a name that only one place has."
)
@output_option()
@format_option(TABLE_FORMATS, "table")
@click.pass_context
def place(ctx: click.Context, name: str, within: str, output: str, fmt: str) -> None:
    """Find the official code of a place in China's register of administrative divisions.

    Lists the places with exactly this name. If --in is given and none matches, lists those with the nearest names.
    Names are in Chinese.

    Example: kg place 叶家堰 --in 330603
    """
    found = current_base(ctx).place(name, within)
    write_table(in_chinese(found) if fmt == "table" and spoken() == "zh" else found, fmt, output, "places")

"""`kg backup`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.main import current_base
from kg.cli.naming import NamedPath
from kg.cli.once import Command
from kg.cli.options import quiet_option, store_option
from kg.cli.output import say
from kg.errors import Message


@click.command(cls=Command)
@click.argument("file", type=NamedPath(path_type=Path, dir_okay=False))
@store_option
@quiet_option
@click.pass_context
def backup(ctx: click.Context, file: Path, store_at: str | None, *, quiet: bool) -> None:
    """Write the store into one file, with its hash and its number of quads.

    A server may read and write the store meanwhile. FILE is replaced whole or not at all.

    Example: kg backup store.zip
    """
    from kg.store.backup import back_up  # noqa: PLC0415 - `kg --help` stays light

    made = back_up(current_base(ctx, store_at).store_at, file)
    told = Message.counted(
        "Wrote {file}: {count} quad, SHA-256 {sha256}",
        "Wrote {file}: {count} quads, SHA-256 {sha256}",
        count=made.quads,
        file=file,
        sha256=made.sha256,
    )
    say(told, quiet=quiet)

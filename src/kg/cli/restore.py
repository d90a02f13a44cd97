"""`kg restore`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.main import current_base
from kg.cli.naming import NamedPath
from kg.cli.once import Command
from kg.cli.options import quiet_option, store_folder_option
from kg.cli.output import say
from kg.cli.streams import tell
from kg.errors import Message


@click.command(cls=Command)
@click.argument("file", type=NamedPath(path_type=Path, dir_okay=False))
@store_folder_option
@quiet_option
@click.pass_context
def restore(ctx: click.Context, file: Path, store_at: str | None, *, quiet: bool) -> None:
    """Make the store from a file that kg backup wrote.

    The new store takes the place of the one in use once its hash and its number of quads are found right.

    Example: kg restore store.zip
    """
    from kg.store.backup import restore as restored  # noqa: PLC0415 - `kg --help` stays light

    at = current_base(ctx, store_at).store_at
    made = restored(file, at, tell)
    told = Message.counted(
        "Restored {store}: {count} quad", "Restored {store}: {count} quads", count=made.quads, store=at
    )
    say(told, quiet=quiet)

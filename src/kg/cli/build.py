"""`kg build`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

import click

from kg.build import Progress
from kg.cli.language import spoken
from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import quiet_option, store_folder_option
from kg.cli.output import say
from kg.errors import Message

_STEPS: Final = {
    "load": Message("load"),
    "register": Message("register"),
    "names": Message("names"),
    "derive": Message("derive"),
}


@contextlib.contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Give a function that shows each step and its quads on standard error."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        tasks = {}

        def advance(step: str, count: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_STEPS[step].in_language(spoken()), total=0)
            done = bar.tasks[tasks[step]].completed + count
            bar.update(tasks[step], completed=done, total=done)

        yield advance


@click.command(cls=Command)
@store_folder_option
@quiet_option
@click.pass_context
def build(ctx: click.Context, store_at: str | None, *, quiet: bool) -> None:
    """Build the store from graph_data/.

    The new store is built beside the current one and replaces it at the end. If the build stops, the old store stays in
    use.

    Example: kg build
    """
    base = current_base(ctx, store_at)
    with progress_bar(quiet=quiet) as advance:
        built = base.build(advance)
    for note in built.notes:
        say(Message("Note: {note}", note=note), quiet=quiet)
    say(Message("Built {store}: {summary}", store=base.store_at, summary=built.summary), quiet=quiet)

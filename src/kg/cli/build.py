"""`kg build`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from kg.build import Progress
from kg.build import build as build_store
from kg.cli.main import current_project
from kg.cli.options import quiet_option
from kg.cli.output import say
from kg.errors import UsageError


@contextlib.contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Give a function that shows each step and its quads on standard error."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        tasks = {}

        def tell(step: str, count: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=0)
            done = bar.tasks[tasks[step]].completed + count
            bar.update(tasks[step], completed=done, total=done)

        yield tell


@click.command()
@click.option("--store", "store_at", metavar="PATH", help="Folder of the store; the project's build/store without it.")
@quiet_option
@click.pass_context
def build(ctx: click.Context, store_at: str | None, *, quiet: bool) -> None:
    """Make the store from graph_data/.

    The new store is made beside the one in use and takes its place at the end: until then, and if the build is stopped,
    the old one answers.

    Example: kg build
    """
    project = current_project(ctx)
    if store_at and "://" in store_at:
        raise UsageError(f"{store_at} is an endpoint; kg builds embedded stores only", "Name a folder with --store.")
    path = Path(store_at) if store_at else project.store
    with progress_bar(quiet=quiet) as tell:
        built = build_store(project, path, tell)
    corpus = built.corpus
    say(
        f"Built {path}: {len(corpus.sources)} sources, {len(corpus.statements)} statements, "
        f"{len(corpus.entities)} entities; {built.loaded} quads loaded, {built.derived} derived.",
        quiet=quiet,
    )

"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.errors import UsageError
from kg.project import Project
from kg.store import Store, open_store

_YEARS: Final = re.compile(r"(?P<first>[0-9]{4})?(?P<dots>\.\.)?(?P<last>[0-9]{4})?")
_Command = TypeVar("_Command", bound=Callable[..., Any])


def output_option(default: str = "-") -> Callable[[_Command], _Command]:
    """Add `-o/--output`."""
    return click.option(
        "-o",
        "--output",
        default=default,
        show_default=True,
        is_eager=True,  # the format may be told from its ending
        help="File to write; - is standard output.",
    )


def format_option(choices: tuple[str, ...], default: str) -> Callable[[_Command], _Command]:
    """Add `-f/--format`."""
    kinds = click.Choice(choices)
    return click.option("-f", "--format", "fmt", type=kinds, default=default, show_default=True, help="Format.")


def told_format_option(
    choices: tuple[str, ...], default: str, by_ending: Mapping[str, str]
) -> Callable[[_Command], _Command]:
    """Add `-f/--format`, told from the ending of `-o` when it is left out; `by_ending` has endings with their dot."""

    def told(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
        return value or by_ending.get(Path(str(ctx.params.get("output", ""))).suffix.lower(), default)

    text = f"Format; told from the ending of -o without it, else {default}."
    return click.option("-f", "--format", "fmt", type=click.Choice(choices), callback=told, help=text)


def store_option(command: _Command) -> _Command:
    """Add `--store`."""
    text = "Embedded store or URL of a SPARQL endpoint; the project's build/store without it."
    return click.option("--store", "store_at", metavar="PATH|URL", help=text)(command)


def texts_option(command: _Command) -> _Command:
    """Add `--texts`."""
    text = "Folder with article texts, found by SHA-256; may be repeated. KG_TEXTS without it."
    kind = click.Path(path_type=Path)
    return click.option("--texts", multiple=True, type=kind, help=text)(command)


def quiet_option(command: _Command) -> _Command:
    """Add `--quiet`."""
    return click.option("--quiet", is_flag=True, help="No progress and no messages on standard error.")(command)


def language_option(command: _Command) -> _Command:
    """Add `--lang`."""
    kinds = click.Choice(("zh", "en"))
    return click.option("--lang", type=kinds, default="zh", show_default=True, help="Language of labels.")(command)


def store_of(project: Project, store_at: str | None) -> Store:
    """Open the store that a command line names, or the project's own."""
    return open_store(store_at or str(project.store))


def years_range(text: str) -> tuple[int | None, int | None]:
    """Read `2010..2025`, `2010..`, `..2025` or `2012`. Raises `UsageError` for another text, or years reversed."""
    match = _YEARS.fullmatch(text.strip())
    if not match or text.strip() == "..":
        raise UsageError(f"{text!r} are no years", "Write --years 2010..2025, 2010.., ..2025 or 2012.")
    first, last = (int(match[name]) if match[name] else None for name in ("first", "last"))
    if first and last and not match["dots"]:
        raise UsageError(f"{text!r} are no years", "Write two dots between them: --years 2010..2025")
    if first and last and last < first:
        raise UsageError(f"the years {text} end before they begin", f"Did you mean --years {last}..{first}?")
    return first, last if match["dots"] else first

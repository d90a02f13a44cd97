"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.network.choose import Chosen
from kg.project import Project
from kg.store import Store, open_store

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


_OPTIONS: Final = (
    click.option("--kind", "kinds", multiple=True, help="Only this kind of statement (tenure, 任职 ...); repeatable."),
    click.option(
        "--capacity",
        "capacities",
        multiple=True,
        help="Only this capacity, narrower ones too (牵头), or a set: strict, medium, broad; repeatable.",
    ),
    click.option("--years", default="", metavar="FIRST..LAST", help="Only what may fall into these years."),
    click.option("--source", "sources", multiple=True, help="Only this source (its slug or number); repeatable."),
    click.option(
        "--modality",
        "modalities",
        multiple=True,
        default=("actual",),
        show_default=True,
        help="actual, target, planned, forecast, or all; repeatable.",
    ),
    click.option("--type", "types", multiple=True, help="Only nodes of this class (Person, Place ...); repeatable."),
    click.option("--stated-only", is_flag=True, help="Leave out what is inferred."),
    click.option("--undated", is_flag=True, help="With --years: keep what has no time as well."),
)


def selection_options(command: _Command) -> _Command:
    """Add the options that choose statements; the command gets them as one argument `chosen`."""

    @wraps(command)
    def gathered(*args: Any, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
        chosen = Chosen(**{field.name: given.pop(field.name) for field in fields(Chosen)})
        return command(*args, chosen=chosen, **given)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered  # type: ignore[return-value]

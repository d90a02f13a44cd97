"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from kg.cli.language import OPTION, VARIABLE, given_before
from kg.cli.main import BUILD_FIRST
from kg.cli.naming import named, named_folder
from kg.document.endings import chosen_format
from kg.errors.message import LANGUAGES

_Command = TypeVar("_Command", bound=Callable[..., Any])


def output_option(default: str = "-", shown: str = "") -> Callable[[_Command], _Command]:
    """Add `-o/--output`; `shown` is what the help gives as the default."""

    def given(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
        by_default = ctx.get_parameter_source("output") in {ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP}
        return value if by_default else named(ctx, parameter, value) or ""

    return click.option(
        "-o",
        "--output",
        callback=given,
        metavar="FILE",
        default=default,
        show_default=shown or True,
        is_eager=True,  # its ending gives the format
        help="File to write; - is standard output.",
    )


def format_option(
    choices: tuple[str, ...], default: str, shown: str = "", also: Mapping[str, str] | None = None
) -> Callable[[_Command], _Command]:
    """Add `-f/--format`: without it the ending of `-o` decides, else `default` (shown in the help as `shown`).

    A file whose ending promises another format than is asked for, or one that the command does not write, is refused;
    `also` has endings of the command's own.
    """

    def chosen(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
        return chosen_format(str(ctx.params.get("output") or ""), value or "", choices, default, also or {})

    text = f"Format; default: from the -o file name, else {shown or default}."
    return click.option("-f", "--format", "fmt", type=click.Choice(choices), callback=chosen, help=text)


def store_option(command: _Command) -> _Command:
    """Add `--store` and `--build`."""

    def build_first(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
        ctx.meta[BUILD_FIRST] = value

    text = "Folder of a store, or URL of a SPARQL endpoint; default: build/store of the project."
    at = click.option("--store", "store_at", metavar="PATH|URL", callback=named, help=text)
    first = click.option(
        "--build",
        is_flag=True,
        expose_value=False,
        callback=build_first,
        help="Build the store first if it is missing or older than the data.",
    )
    return at(first(command))


def service_option(command: _Command) -> _Command:
    """Add `--allow-service`."""
    text = "Allow SERVICE calls to this endpoint; repeatable; default: none."
    return click.option("--allow-service", "services", multiple=True, metavar="IRI", help=text)(command)


def texts_option(command: _Command) -> _Command:
    """Add `--texts`."""
    text = "Folder with article texts, matched by SHA-256; repeatable; default: KG_TEXTS."
    return click.option("--texts", multiple=True, metavar="FOLDER", type=named_folder(), help=text)(command)


def quiet_option(command: _Command) -> _Command:
    """Add `--quiet`."""
    return click.option("--quiet", is_flag=True, help="Suppress progress and messages.")(command)


def store_folder_option(command: _Command) -> _Command:
    """Add `--store` for a store that is written."""
    text = "Folder of the store; default: build/store of the project."
    return click.option("--store", "store_at", metavar="PATH", callback=named, help=text)(command)


def wide_option(command: _Command) -> _Command:
    """Add `--wide`."""
    return click.option("--wide", is_flag=True, help="Show all columns on a narrow terminal.")(command)


def through_places_option(command: _Command) -> _Command:
    """Add `--through-places`."""
    text = "Also follow links through places, their governing bodies and programmes, which connect nearly everything."
    return click.option("--through-places", is_flag=True, help=text)(command)


def language_option(command: _Command) -> _Command:
    """Add `--lang`."""
    return click.option(
        OPTION,
        type=click.Choice(LANGUAGES),
        default="zh",
        callback=given_before,
        is_eager=True,  # help is in one language too
        show_default=True,
        envvar=VARIABLE,
        show_envvar=True,
        help="Language of labels, headings and messages.",
    )(command)

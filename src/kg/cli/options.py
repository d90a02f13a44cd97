"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.cli.main import BUILD_FIRST
from kg.errors import UsageError

_Command = TypeVar("_Command", bound=Callable[..., Any])


# the format that a file's ending promises
_ENDINGS: Final[Mapping[str, str]] = {
    **{name: name for name in ("csv", "tsv", "json", "xml", "jsonl", "parquet", "xlsx", "html", "svg", "png", "pdf")},
    "gexf": "gexf",
    "graphml": "graphml",
    "zip": "csv",
    "trig": "trig",
    "nq": "nquads",
    "nt": "ntriples",
    "ttl": "turtle",
    "jsonld": "jsonld",
    "md": "markdown",
    "markdown": "markdown",
    "htm": "html",
}
_FREE: Final = frozenset({"txt", "log", "out", "tmp"})  # promises nothing


def output_option(default: str = "-", shown: str = "") -> Callable[[_Command], _Command]:
    """Add `-o/--output`; `shown` is what the help gives as the default."""
    return click.option(
        "-o",
        "--output",
        default=default,
        show_default=shown or True,
        is_eager=True,  # its ending gives the format
        help="File to write; - is standard output.",
    )


def format_option(choices: tuple[str, ...], default: str, shown: str = "") -> Callable[[_Command], _Command]:
    """Add `-f/--format`: without it the ending of `-o` decides, else `default` (shown in the help as `shown`).

    A file whose ending promises another format than is asked for, or one that the command does not write, is refused.
    """

    def chosen(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
        output = str(ctx.params.get("output") or "")
        ending = Path(output).suffix.lower().lstrip(".") if output != "-" else ""
        promised = _ENDINGS.get(ending, "")
        if value:
            if promised and promised != value:
                raise UsageError(
                    f"{output} would hold {value}, not {promised}", "Leave -f out, or name the file for it."
                )
            return value
        if ending and ending not in _FREE and promised not in choices:
            raise UsageError(f"{output} cannot be written as {promised or ending}", "One of: " + ", ".join(choices))
        return promised or default

    text = f"Format; default: from the ending of -o, else {shown or default}."
    return click.option("-f", "--format", "fmt", type=click.Choice(choices), callback=chosen, help=text)


def store_option(command: _Command) -> _Command:
    """Add `--store` and `--build`."""

    def build_first(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
        ctx.meta[BUILD_FIRST] = value

    text = "Embedded store, or URL of a SPARQL endpoint; default: build/store of the project."
    named = click.option("--store", "store_at", metavar="PATH|URL", help=text)
    first = click.option(
        "--build",
        is_flag=True,
        expose_value=False,
        callback=build_first,
        help="First rebuild a store older than the data.",
    )
    return named(first(command))


def service_option(command: _Command) -> _Command:
    """Add `--allow-service`."""
    text = "Let the query call this endpoint by SERVICE; repeatable; default: none."
    return click.option("--allow-service", "services", multiple=True, metavar="IRI", help=text)(command)


def texts_option(command: _Command) -> _Command:
    """Add `--texts`."""
    text = "Folder with article texts, matched by SHA-256; repeatable; default: KG_TEXTS."
    kind = click.Path(path_type=Path)
    return click.option("--texts", multiple=True, type=kind, help=text)(command)


def quiet_option(command: _Command) -> _Command:
    """Add `--quiet`."""
    return click.option("--quiet", is_flag=True, help="Suppress progress and messages.")(command)


def language_option(command: _Command) -> _Command:
    """Add `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(("zh", "en")),
        default="zh",
        is_eager=True,  # help is in one language too
        show_default=True,
        envvar="KG_LANG",
        show_envvar=True,
        help="Language of labels, headings and messages.",
    )(command)

"""Where and for which program a network is written: `-o`, `-f`, `--for` and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.cli.options import output_option
from kg.document.endings import chosen_format
from kg.errors import Message, UsageError
from kg.network.files import FORMATS
from kg.network.tools import ARCHIVE, TOOLS, Wish
from kg.tables.labelled import LABELS

_Command = TypeVar("_Command", bound=Callable[..., Any])
_CSV: Final = "csv"
_MISSING: Final = "missing"
_NO_TIE: Final = "no-tie"
# endings that no other format has
_BY_ENDING: Final[Mapping[str, str]] = {"net": "pajek", "dl": "ucinet"}
_ONLY_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "possible": ("gephi", "statnet", "pajek", "pathpy"),
    "window": ("rsiena",),
    "silence": ("rsiena",),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A file, its format, and the program that it is for (empty for none), with the wishes of that program."""

    output: str = "-"
    fmt: str = ""
    tool: str = ""
    possible: bool = False
    window: int | None = None
    silence: str | None = None
    labels: str | None = None

    @property
    def wish(self) -> Wish:
        """What a tool is asked for."""
        return Wish(self.tool, self.possible, self.window or 1, silent_is_zero=self.silence != _MISSING)

    @property
    def options(self) -> dict[str, object]:
        """What the methods record says of it."""
        given = {name: getattr(self, name) for name in _ONLY_FOR if self.tool in _ONLY_FOR[name]}
        defaults = {"window": self.wish.window, "silence": self.silence or _NO_TIE}
        return ({"for": self.tool} if self.tool else {}) | given | {n: v for n, v in defaults.items() if n in given}


def target_options(default: str) -> Callable[[_Command], _Command]:
    """Add `-o`, `-f`, `--for`, `--labels` and what goes with a program; the command gets one argument `target`."""

    def decorated(command: _Command) -> _Command:
        @wraps(command)
        def gathered(*args: Any, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
            target = Target(**{field.name: given.pop(field.name) for field in fields(Target)})
            _require_fitting(target)
            return command(*args, target=target, **given)

        made = gathered
        for option in reversed(_options(default)):
            made = option(made)
        return made  # type: ignore[return-value]

    return decorated


def _options(default: str) -> tuple[Callable[[Any], Any], ...]:
    def for_tool(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
        ending = _ending(str(ctx.params.get("output") or "-"))
        return value or _BY_ENDING.get(ending, "")

    def fmt(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
        output, tool = str(ctx.params.get("output") or "-"), str(ctx.params.get("tool") or "")
        if not tool:
            return chosen_format(output, value or "", FORMATS, default, {ARCHIVE: _CSV})
        if value:
            raise UsageError(
                Message("--for {tool} has its own format, not {value}", tool=tool, value=value),
                Message("Leave -f out."),
            )
        ending = TOOLS[tool].ending
        return chosen_format(output, "", (ending,), ending, {ending.lower(): ending, ARCHIVE: ending})

    return (
        output_option(),
        click.option(
            "--for",
            "tool",
            type=click.Choice(tuple(TOOLS)),
            callback=for_tool,
            is_eager=True,
            help="Write files for this program, with the names, times and codes it expects; several: -o NAME.zip.",
        ),
        click.option(
            "-f",
            "--format",
            "fmt",
            type=click.Choice(FORMATS),
            callback=fmt,
            help=f"Format; default: from the -o file name, else {default}.",
        ),
        click.option(
            "--labels",
            type=click.Choice(LABELS),
            help="Language of labels; default: en with --lang en, else both (label in Chinese, label_en in English).",
        ),
        click.option(
            "--possible",
            is_flag=True,
            help="For gephi, statnet, pajek, pathpy: an edge in every year that its dates allow.",
        ),
        click.option("--window", type=click.IntRange(1), help="For rsiena: years in a wave; default: 1."),
        click.option(
            "--silence",
            type=click.Choice((_NO_TIE, _MISSING)),
            help="For rsiena: how to code a covered pair of which nothing is said; default: no-tie.",
        ),
    )


def _ending(output: str) -> str:
    return Path(output).suffix.lower().lstrip(".") if output != "-" else ""


def _require_fitting(target: Target) -> None:
    """Raise `UsageError` for a wish that the program cannot meet."""
    for name, tools in _ONLY_FOR.items():
        if getattr(target, name) and target.tool not in tools:
            raise UsageError(
                Message("{option} is not for {what}", option=f"--{name}", what=target.tool or target.fmt),
                Message("It is for: --for {tools}", tools=tuple(tools)),
            )

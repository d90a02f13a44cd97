"""The network that a command line asks for, and how what is made of it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.base.network_files import files_for, with_labels
from kg.base.networks import Networks, View
from kg.cli.choosing import selection_options
from kg.cli.main import current_base
from kg.cli.options import language_option, quiet_option, store_option, through_places_option
from kg.cli.output import say, write_output, write_table
from kg.cli.target import Target
from kg.document.words import in_words
from kg.network.choose import Chosen, reason_lines
from kg.network.edges import AnyGraph
from kg.network.files import METHODS, METHODS_FILE, network_files
from kg.network.methods import Methods
from kg.network.tools import TOOLS, Filed
from kg.tables.table import Table

_Command = TypeVar("_Command", bound=Callable[..., Any])
_WROTE: Final = ("已写入 {}", "Wrote {}")
_CELLS: Final = ("各期的格：", "Cells of all waves:")
_JSON: Final = "json"


@dataclass(frozen=True)
class Found:
    """The network that a command line asks for, read when it is first needed."""

    networks: Networks
    things: tuple[str, ...]
    hops: int
    chosen: Chosen
    groups: bool
    through_places: bool
    quiet: bool
    in_waves: bool = False
    possible: bool = False

    @property
    def language(self) -> str:
        """The language of what people read."""
        return self.networks.base.language

    @cached_property
    def view(self) -> View:
        """The part of the network around the things, or all of it."""
        how = {"groups": self.groups, "through_places": self.through_places}
        view = self.networks.view(*self.things, hops=self.hops, chosen=self.chosen, **how)
        view = view.in_waves() if self.in_waves else view
        return view.possibly() if self.possible else view

    def seen_by(self, target: Target) -> Found:
        """Return what a program looks at: one that cuts into waves itself gets undated edges too."""
        return replace(self, in_waves=bool(target.tool and TOOLS[target.tool].in_waves), possible=target.possible)

    def say(self, lines: Iterable[str]) -> None:
        """Write lines for people to standard error."""
        for line in lines:
            say(line, quiet=self.quiet)

    def methods(self, graph: AnyGraph, what: str, **options: object) -> Methods:
        """Return the methods record of a network that was made of the view."""
        return self.networks.methods(self.view, graph, what, **options)

    def write(self, graph: AnyGraph, target: Target, what: str, **options: object) -> None:
        """Write a network with its methods record; say what it shows and what it leaves out."""
        methods = self.methods(graph, what, **target.options, **options)
        graph = with_labels(self.view, graph, target.labels or ("en" if self.language == "en" else "both"))
        if target.tool:
            made = files_for(self.view, graph, target.wish, target.output, methods)
        else:
            made = Filed(network_files(graph, target.fmt, target.output, methods), [], [])
        for name, content in made.files.items():
            write_output(content, name)
        lost, counts = (reason_lines(found, self.language) for found in (made.left_out, made.counts))
        heading = (in_words(_CELLS, self.language),) if counts else ()
        self.say((*self.view.explained(graph), *lost, *heading, *counts, self.view.counted(graph)))
        if target.output != "-":
            self.say((in_words(_WROTE, self.language).format(", ".join(made.files)),))

    def write_table(self, table: Table, fmt: str, output: str, title: str, methods: Callable[[], Methods]) -> None:
        """Write a table: JSON has the methods record of what it is about, another file has it beside itself."""
        if fmt == _JSON:
            write_table(replace(table, extra={**table.extra, METHODS: methods().record}), fmt, output, title)
            return
        write_table(table, fmt, output, title)
        self.write_beside(output, methods)

    def write_beside(self, output: str, methods: Callable[[], Methods]) -> None:
        """Write the methods record beside a file; a stream has nothing beside it."""
        path = Path(output)
        if output != "-" and path.is_file():
            write_output(methods().json(), str(path.with_name(f"{path.stem}-{METHODS_FILE}")))


def network_options(command: _Command) -> _Command:
    """Add THINGs, `--hops`, the selection, `--groups`, `--store` ...; the command gets one argument `found`."""

    @wraps(command)
    @click.pass_context
    def gathered(ctx: click.Context, /, store_at: str | None, lang: str, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
        names = ("things", "hops", "chosen", "groups", "through_places", "quiet")
        networks = current_base(ctx, store_at, lang).network
        return command(found=Found(networks, **{name: given.pop(name) for name in names}), **given)

    options = (
        click.argument("things", nargs=-1, metavar="[THING]..."),
        click.option(
            "--hops", type=click.IntRange(0, 10), default=2, show_default=True, help="Number of steps from a THING."
        ),
        click.option("--groups", is_flag=True, help="Treat groups as people."),
        through_places_option,
        store_option,
        language_option,
        quiet_option,
    )
    made = selection_options(gathered)
    for option in reversed(options):
        made = option(made)
    return made  # type: ignore[return-value]

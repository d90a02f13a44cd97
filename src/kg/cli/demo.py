"""`kg demo`: the main job, start to end."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Final
from urllib.parse import quote

import click

from kg.base.demo import Demonstration, demonstrate
from kg.build import Built
from kg.cli.build import progress_bar
from kg.cli.check import findings_text
from kg.cli.main import EXIT_FAILED, current_base
from kg.cli.once import Command
from kg.cli.options import format_option, language_option, output_option, quiet_option, texts_option
from kg.cli.output import built, on_terminal, say, write_output
from kg.document.text import blocks_text
from kg.document.words import in_words
from kg.tables.narrow import cell_len
from kg.validate import has_errors

_WIDEST: Final = 100
_BUILT: Final = (
    "已建库并检查，无错误：{sources}个来源，{statements}条记载，{entities}个对象。",
    "Built and checked without errors: {sources} sources, {statements} statements, {entities} entities.",
)
_PAGE: Final = ("图（{note}）：{path}", "Graph ({note}): {path}")
_OPENED: Final = ("在浏览器中打开此例：{link}", "Open it in a browser at this case: {link}")
_TRY: Final = ("接下来可试：", "Try next:")
_NEXT: Final = (
    (("kg show {case}",) * 2, ("各来源对此的全部记载", "everything the sources say about it")),
    (("kg query --list",) * 2, ("可问的问题", "the questions you can ask")),
    (
        ("kg query holders --in 谢家坞村", "kg query holders --in xiejiawu"),
        ("某村历任，按先后", "who served in a village, in order"),
    ),
    (
        ("kg graph 叶家堰 -o yejiayan.html", "kg graph yejiayan -o yejiayan.html"),
        ("一村之图，可离线打开", "the graph of a village, offline"),
    ),
    (("kg export statements -o statements.csv",) * 2, ("全部记载，一条一行", "every statement as a table")),
)
_CASE: Final = "谢家坞村"  # where nobody led anything


@click.command(cls=Command)
@output_option("", "build/graph.html")
@format_option(("html",), "html")
@texts_option
@language_option
@quiet_option
@click.pass_context
def demo(ctx: click.Context, output: str, fmt: str, texts: tuple[Path, ...], lang: str, *, quiet: bool) -> None:
    """Build and check the data, show who led what, draw the graph.

    Example: kg demo
    """
    del fmt  # there is one
    base = current_base(ctx, language=lang)
    with progress_bar(quiet=quiet) as advance:
        shown = demonstrate(base, texts, advance)
    if has_errors(shown.findings):
        say(findings_text(shown.findings))
        sys.exit(EXIT_FAILED)
    terminal = on_terminal("-")
    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST) if terminal else _WIDEST
    write_output(blocks_text(shown.told, width, styled=terminal), "-", drawn=True)
    path = output or built(base.project, "graph.html")
    write_output(shown.page.html, path)
    write_output("\n" + "".join(f"{line}\n" for line in _ending(shown, path, lang)), "-")
    say(_next(shown.undertaking or _CASE, lang), quiet=quiet)


def _ending(shown: Demonstration, path: str, language: str) -> tuple[str, ...]:
    """Return what was built, where the page is, and the link that opens it at the case."""
    page = in_words(_PAGE, language).format(note=shown.page.notes[-1], path=path)
    link = Path(path).resolve().as_uri() + (f"#n={quote(shown.statement)}" if shown.statement else "")
    return _counts(shown.built, language), page, in_words(_OPENED, language).format(link=link)


def _next(case: str, language: str) -> str:
    """Return commands to try next, each with what it gives, in two columns."""
    called = f"  {_called()}"
    lines = [(called + _command(each, case, language), in_words(gives, language)) for each, gives in _NEXT]
    wide = max(cell_len(command) for command, _ in lines)
    told = (f"{command}{' ' * (wide - cell_len(command))}  {gives}" for command, gives in lines)
    return "\n".join(("", in_words(_TRY, language), *told))


def _command(each: tuple[str, str], case: str, language: str) -> str:
    """Return a command without the program's name; in English it asks for English."""
    command = in_words(each, language).removeprefix("kg").format(case=shlex.quote(case))
    return f"{command} --lang en" if language == "en" else command


def _counts(made: Built, language: str) -> str:
    corpus = made.corpus
    numbers = {"sources": corpus.sources, "statements": corpus.statements, "entities": corpus.entities}
    return in_words(_BUILT, language).format(**{name: len(found) for name, found in numbers.items()})


def _called() -> str:
    """Return how the program is called from here: `kg` where that is on the path, else as it was started."""
    if shutil.which("kg"):
        return "kg"
    started = os.path.relpath(sys.argv[0])
    return "python -m kg" if Path(started).name == "__main__.py" else started

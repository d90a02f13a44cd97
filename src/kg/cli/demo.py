"""`kg demo`: the main job, start to end."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from kg.base.demo import demonstrate
from kg.cli.build import progress_bar
from kg.cli.check import findings_text
from kg.cli.main import EXIT_FAILED, current_base
from kg.cli.once import Command
from kg.cli.options import format_option, language_option, output_option, quiet_option, texts_option
from kg.cli.output import built, say, write_output, write_table
from kg.validate import has_errors


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
    write_output("".join(f"{line}\n" for line in (*shown.question, *shown.answer.head)), "-")
    write_table(shown.answer, "table", "-")
    write_output("".join(f"{line}\n" for line in shown.answer.foot), "-")
    path = output or built(base.project, "graph.html")
    write_output(shown.page.html, path)
    write_output(f"\n{shown.built.summary} No errors.\nGraph ({shown.page.notes[-1]}): {path}\n", "-")
    say(_NEXT.replace("  kg ", f"  {_called()} "), quiet=quiet)


def _called() -> str:
    """Return how the program is called from here: `kg` where that is on the path, else the path it was started by."""
    return "kg" if shutil.which("kg") else os.path.relpath(sys.argv[0])


_NEXT = """
Try next:
  kg query --list                          the questions you can ask
  kg query holders --in 谢家坞村             who served in a village, in order
  kg show 胡燕鸣                            everything the sources say about a person
  kg graph 叶家堰 -o yejiayan.html          the graph of a village, offline
  kg export statements -o statements.csv   every statement as a table"""

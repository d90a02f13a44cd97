"""`kg show`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from kg.base.results import SHOWN_FORMATS, Shown
from kg.cli.language import spoken
from kg.cli.main import current_base
from kg.cli.once import Command
from kg.cli.options import format_option, language_option, output_option, quiet_option, store_option
from kg.cli.output import on_terminal, say, write_output
from kg.dossier.plan import section_titles
from kg.errors import Message, UsageError

_WIDEST: Final = 100


class _Showing(Command):
    """The command; its help lists the sections that the ontology has."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the codes of the sections with their headings."""
        with formatter.section("Sections, in page order; each thing has those of its class"):
            formatter.write_dl([*section_titles(current_base(ctx).ontology, spoken()).items()])


@click.command(cls=_Showing)
@click.argument("things", nargs=-1, required=True, metavar="THING...")
@click.option("--brief", is_flag=True, help="Only the summary.")
@click.option("--section", "sections", multiple=True, metavar="NAME", help="Only this section; repeatable.")
@click.option("--no-gloss", is_flag=True, help="With --lang en: leave out the translations of quotes.")
@click.option("--graph", default="", metavar="FILE", help="Graph page to link to; default: graph.html beside -o.")
@output_option()
@format_option(SHOWN_FORMATS, "text")
@store_option
@language_option
@quiet_option
@click.pass_context
def show(ctx: click.Context, /, things: tuple[str, ...], store_at: str | None, lang: str, **given: Any) -> None:  # noqa: ANN401 - click's
    """Show everything the sources say about a person, place, initiative or body, or about a vocabulary term.

    It starts with five lines: who, where, since when, figures, honours. Then come who led what, posts and the rest,
    each line with the quote it rests on. Statements that contradict each other appear side by side, and gaps in the
    sources are listed as gaps.

    THING is a name in Chinese or English, pinyin (xiejiawucun), initials (hym), a 12-digit code, an id such as
    role:first-secretary, or the id of a statement. If -o is a folder (villages/), each THING gets a page there, and the
    pages link to each other.

    Example: kg show "Hu Yanming" -o huyanming.html
    """
    base = current_base(ctx, store_at, lang)
    asked_for = {"sections": given["sections"], "brief": given["brief"], "gloss": not given["no_gloss"]}
    found = [base.show(thing, **asked_for) for thing in dict.fromkeys(things)]
    found = list({one.id: one for one in found}.values())
    output, fmt, quiet = given["output"], given["fmt"], given["quiet"]
    asked = ctx.get_parameter_source("fmt") is not ParameterSource.DEFAULT
    if output != "-" and (output.endswith(("/", "\\")) or Path(output).is_dir()):
        _write_folder(found, output, fmt if asked else "html", given["graph"], quiet=quiet)
    else:
        _write(found, output, fmt, given["graph"])
    for note in (note for one in found for note in one.notes):
        say(note, quiet=quiet)


def _write(found: Sequence[Shown], output: str, fmt: str, graph: str) -> None:
    """Write what is shown to one file; several things one after another, as JSON in a list."""
    match fmt:
        case "text":
            terminal = on_terminal(output)
            width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST) if terminal else _WIDEST
            write_output("\n".join(one.text(width, styled=terminal) for one in found), output, drawn=True)
        case "html" if len(found) > 1:
            raise UsageError(Message("several things need a page each"), Message("Name a folder: -o pages/"))
        case "html":
            from kg.render.dossier_page import Links, graph_link  # noqa: PLC0415 - as below

            link = graph_link(output, graph) if output != "-" or graph else ""
            write_output(found[0].html(Links(graph=link)), output)
        case "json" if len(found) > 1:
            write_output(json.dumps([one.record for one in found], ensure_ascii=False, indent=1) + "\n", output)
        case _:
            write_output("\n".join(one.written(fmt) for one in found), output)


def _write_folder(found: Sequence[Shown], folder: str, fmt: str, graph: str, *, quiet: bool) -> None:
    from kg.base.pages import save_pages  # noqa: PLC0415 - the template engine is for pages alone

    if fmt != "html":
        raise UsageError(Message("a folder holds pages, not {fmt}", fmt=fmt), Message("Name a file, or leave -f out."))
    index, count = Path(folder) / "index.html", len(save_pages(found, folder, graph)) - 1
    say(Message.counted("{count} page: {index}", "{count} pages: {index}", count=count, index=index), quiet=quiet)

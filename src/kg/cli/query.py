"""`kg query`: each question of the catalogue is a command, its parameters are options made from its file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from kg.answers.filters import OPTIONS, filters_of
from kg.cli.language import spoken
from kg.cli.main import current_base
from kg.cli.once import Command, Group
from kg.cli.options import (
    format_option,
    language_option,
    output_option,
    quiet_option,
    service_option,
    store_option,
    wide_option,
)
from kg.cli.output import TABLE_FORMATS, read_sparql, write_answer, write_output, write_table
from kg.cli.words import VOCABULARY, listing_words
from kg.document.words import in_words
from kg.errors import Message, UsageError
from kg.ontology import Ontology
from kg.questions import CatalogueQuery, Parameter, Triples, questions_table
from kg.terms.namespaces import KG

_LONGEST: Final = 200
_METAVARS: Final = {
    "year": "YEAR",
    "years": "FIRST..LAST",
    "certainty": "stated|inferred",
    "capacity": "NAME,...",
    "in": "PLACE",
    "source": "SOURCE",
}
_GRAPH_FORMATS: Final = ("turtle", "ntriples", "jsonld")
_FILE_HELP: Final = """Run the SPARQL of a file, or of standard input (-).

Example: kg query - -f csv"""


class _Catalogue(Group):
    """The catalogue as a group of commands; a file or `-` is a command too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        return [question.name for question in current_base(ctx).questions()]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the questions with what they ask."""
        with formatter.section("Questions"):
            asked = current_base(ctx).questions()
            formatter.write_dl([(question.name, question.asks(spoken())[0]) for question in asked])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a question, or one that runs the SPARQL of a file."""
        base = current_base(ctx)
        if re.search(r"[{}\n]", cmd_name) or len(cmd_name) > _LONGEST:
            raise UsageError(
                Message("no question is called {name!r} ...", name=cmd_name[:40]),
                Message("Pipe SPARQL to: kg query -"),
            )
        is_question = (base.project.queries / f"{cmd_name}.rq").exists()
        if not is_question and (cmd_name == "-" or cmd_name.endswith((".rq", ".sparql")) or Path(cmd_name).is_file()):
            return _file(cmd_name)
        asked = _question(base.question(cmd_name), base.ontology)
        return listing_words(asked) if cmd_name == VOCABULARY else asked


@click.group(
    cls=_Catalogue, invoke_without_command=True, no_args_is_help=False, subcommand_metavar="[QUESTION] [ARGS]..."
)
@click.option("--list", "listing", is_flag=True, help="List the questions of the catalogue.")
@output_option()
@format_option((*TABLE_FORMATS, *_GRAPH_FORMATS), "table")
@language_option
@click.pass_context
def query(ctx: click.Context, output: str, fmt: str, lang: str, *, listing: bool) -> None:
    """Answer a question of the catalogue, or any SPARQL.

    QUESTION is a name from kg query --list, a file with SPARQL, or - for standard input. Each question has options of
    its own: kg query who-led --help.

    Example: kg query holders --in "Xiejiawu Village" -f csv
    """
    if ctx.invoked_subcommand:
        ctx.default_map = {ctx.invoked_subcommand: _given(ctx)}
        return
    if not listing:
        click.echo(ctx.get_help())
        return
    found = current_base(ctx, language=lang).questions()
    if fmt == "json":
        write_output(json.dumps([q.as_record() for q in found], ensure_ascii=False, indent=1) + "\n", output)
    else:
        write_table(questions_table(found, lang if fmt == "table" else ""), fmt, output)


def _given(ctx: click.Context) -> dict[str, Any]:
    """Return the options that were written before the question: they hold for it too."""
    return {
        name: value
        for name, value in ctx.params.items()
        if ctx.get_parameter_source(name) in {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}
    }


def _question(asked: CatalogueQuery, ontology: Ontology) -> click.Command:
    @output_option()
    @format_option(TABLE_FORMATS, "table")
    @store_option
    @language_option
    @wide_option
    @quiet_option
    @click.pass_context
    def command(ctx: click.Context, /, output: str, fmt: str, store_at: str | None, lang: str, **given: Any) -> None:  # noqa: ANN401
        quiet, wide = bool(given.pop("quiet")), bool(given.pop("wide"))
        base = current_base(ctx, store_at, lang)
        table = base.query(asked.name, **{name: text for name, text in given.items() if text is not None})
        write_answer(replace(table, main=()) if wide else table, fmt, output, asked.name, quiet=quiet)

    language = spoken()
    options = [
        click.Option(
            [f"--{p.name.replace('_', '-')}", p.name], metavar="NAME", help=_option_help(p, ontology, language)
        )
        for p in asked.parameters
    ]
    own = {p.name for p in asked.parameters}
    options += [
        click.Option([f"--{name}", name], help=OPTIONS[name], metavar=_METAVARS.get(name))
        for name in filters_of(asked.text, own)
    ]
    made = click.command(name=asked.name, cls=Command, help=_help(asked, ontology, language))(command)
    made.params[:0] = options
    return made


def _option_help(parameter: Parameter, ontology: Ontology, language: str) -> str:
    """Return what a parameter is, with the classes of which it may be, and its default."""
    english = parameter.help[:1].upper() + parameter.help[1:]
    told = in_words((parameter.help_zh or english, english), language)
    what, stop, default = told.partition(in_words(("；", ";"), language))
    names = [ontology.label(KG + name, language) if name[0].isupper() else name for name in parameter.types]
    classes = in_words(("、", ", "), language).join(names if len(names) > 1 else ())
    takes = in_words(("（{}）", " ({})"), language).format(classes) if classes else ""
    return what + takes + stop + default + in_words(("。", "."), language)


def _help(asked: CatalogueQuery, ontology: Ontology, language: str) -> str:
    """Return what a question asks, where it looks and an example."""
    required = next((p for p in asked.parameters if p.required), None)
    example = in_words((asked.example, asked.example_en), language)
    if required and not example:
        example = f"--{required.name} {required.example}"
    example = in_words(("示例：", "Example: "), language) + f"kg query {asked.name} {example}".rstrip()
    return "\n\n".join(filter(None, (*asked.asks(language), asked.scope.help(ontology, language), example)))


def _file(name: str) -> click.Command:
    @click.command(cls=Command, name=name, help=_FILE_HELP)
    @output_option()
    @format_option((*TABLE_FORMATS, *_GRAPH_FORMATS), "", "table, or turtle for a graph")
    @store_option
    @service_option
    @language_option
    @quiet_option
    @click.pass_context
    def command(
        ctx: click.Context,
        output: str,
        fmt: str,
        store_at: str | None,
        services: tuple[str, ...],
        lang: str,
        *,
        quiet: bool,
    ) -> None:
        del quiet
        found = current_base(ctx, store_at, lang, services).sparql(read_sparql(name), labelled=fmt in {"", "table"})
        if isinstance(found, Triples):
            write_output(found.text(fmt or "turtle"), output)
        elif fmt in _GRAPH_FORMATS:
            raise UsageError(
                Message("a table cannot be written as {fmt}", fmt=fmt), Message("CONSTRUCT and DESCRIBE give graphs.")
            )
        else:
            write_table(found, fmt or "table", output)

    return command

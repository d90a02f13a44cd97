"""`kg query`: each question of the catalogue is a command, its parameters are options made from its file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import click

from kg.cli.main import current_project
from kg.cli.options import format_option, language_option, output_option, quiet_option, store_of, store_option
from kg.cli.output import TABLE_FORMATS, answer_sentence, read_sparql, say, write_output, write_table
from kg.errors import UsageError
from kg.questions import CatalogueQuery, ask, bind_names, catalogue, find_query, run, set_counts, with_labels
from kg.store import Store
from kg.tables.table import Table

_LONGEST: Final = 200
_GRAPH_FORMATS: Final = ("turtle", "ntriples", "jsonld")


class _Catalogue(click.Group):
    """The catalogue as a group of commands; a file or `-` is a command too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        return [query.name for query in catalogue(current_project(ctx).queries)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a question, or one that runs the SPARQL of a file."""
        queries = current_project(ctx).queries
        if re.search(r"[{}\n]", cmd_name) or len(cmd_name) > _LONGEST:
            raise UsageError(f"there is no question {cmd_name[:40]!r} ...", "Pipe SPARQL to: kg query -")
        if (queries / f"{cmd_name}.rq").exists():
            return _question(find_query(queries, cmd_name))
        if cmd_name == "-" or cmd_name.endswith((".rq", ".sparql")) or Path(cmd_name).is_file():
            return _file(cmd_name)
        raise _nearest(queries, cmd_name)


def _nearest(queries: Path, name: str) -> UsageError:
    try:
        find_query(queries, name)
    except UsageError as error:
        return error
    return UsageError(f"there is no question {name!r}", "See: kg query --list")


@click.group(cls=_Catalogue, invoke_without_command=True, no_args_is_help=False)
@click.option("--list", "listing", is_flag=True, help="List the questions of the catalogue.")
@output_option()
@format_option(TABLE_FORMATS, "table")
@click.pass_context
def query(ctx: click.Context, output: str, fmt: str, *, listing: bool) -> None:
    """Ask a question of the catalogue, or any SPARQL.

    QUESTION is a name from kg query --list, a file with SPARQL, or - for standard input. Each question has options of
    its own: kg query who-led --help.

    Example: kg query holders --in 谢家坞村 -f csv
    """
    if ctx.invoked_subcommand:
        return
    if not listing:
        click.echo(ctx.get_help())
        return
    found = catalogue(current_project(ctx).queries)
    if fmt == "json":
        write_output(json.dumps([q.as_record() for q in found], ensure_ascii=False, indent=1) + "\n", output)
        return
    options = [" ".join(f"--{p.name}" if p.required else f"[--{p.name}]" for p in q.parameters) for q in found]
    rows = tuple((q.name, o, q.summary, q.summary_zh) for q, o in zip(found, options, strict=True))
    write_table(Table(("name", "parameters", "summary", "summary_zh"), rows), fmt, output)


def _question(asked: CatalogueQuery) -> click.Command:
    @output_option()
    @format_option(TABLE_FORMATS, "table")
    @store_option
    @language_option
    @quiet_option
    @click.pass_context
    def command(ctx: click.Context, /, output: str, fmt: str, store_at: str | None, lang: str, **given: Any) -> None:  # noqa: ANN401
        quiet = bool(given.pop("quiet"))
        project = current_project(ctx)
        store = store_of(project, store_at)
        values = bind_names(asked, {k: v for k, v in given.items() if v is not None}, store, project)
        table = run(asked, store, values)
        if asked.count_by and fmt == "table":
            say(heading(table, store, lang), quiet=quiet)
        write_table(with_labels(table, store, lang), fmt, output, asked.name)
        if fmt == "table":
            say(answer_sentence(table), quiet=quiet)

    options = [
        click.Option([f"--{p.name.replace('_', '-')}", p.name], help=_option_help(p.help, p.types), required=False)
        for p in asked.parameters
    ]
    made = click.command(name=asked.name, help=_help(asked))(command)
    made.params[:0] = options
    return made


def _option_help(text: str, types: tuple[str, ...]) -> str:
    takes = f" ({', '.join(types)})" if types else ""
    return text[:1].upper() + text[1:] + takes + "."


def _help(asked: CatalogueQuery) -> str:
    required = next((p for p in asked.parameters if p.required), None)
    example = f" --{required.name} {required.example}" if required else ""
    return f"{asked.summary}.\n\n{asked.summary_zh}\n\n{asked.description}\n\nExample: kg query {asked.name}{example}"


def heading(table: Table, store: Store, language: str) -> str:
    """Return the line above an answer that counts: each set by name with its count, and what is not counted."""
    counts, uncounted = set_counts(table, store, language)
    by_actor = "actor" in table.columns
    said, by, rest = {
        "zh": ("条记载", "行动者", "不计入（推断、说法不一、非实绩）"),
        "en": (" statements", "actors", "not counted (inferred, disputed, not actual)"),
    }[language]
    parts = [f"{c.label}: {c.count}{said}" + (f" ({by} {c.actors})" if by_actor else "") for c in counts]
    return " | ".join([*parts, f"{rest}: {uncounted}"])


def _file(name: str) -> click.Command:
    @click.command(name=name, help="Run the SPARQL of a file, or of standard input (-).")
    @output_option()
    @format_option((*TABLE_FORMATS, *_GRAPH_FORMATS), "table")
    @store_option
    @language_option
    @quiet_option
    @click.pass_context
    def command(ctx: click.Context, output: str, fmt: str, store_at: str | None, lang: str, *, quiet: bool) -> None:
        del quiet
        store = store_of(current_project(ctx), store_at)
        found = ask(read_sparql(name), store)
        if isinstance(found, Table):
            if fmt in _GRAPH_FORMATS:
                raise UsageError(f"a table cannot be written as {fmt}", "CONSTRUCT and DESCRIBE give graphs.")
            write_table(with_labels(found, store, lang) if fmt == "table" else found, fmt, output)
        else:
            write_output(_graph_text(found, "turtle" if fmt == "table" else fmt), output)

    return command


def _graph_text(triples: list[Any], fmt: str) -> bytes:
    import pyoxigraph as ox  # noqa: PLC0415

    from kg.terms.namespaces import PREFIXES  # noqa: PLC0415

    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    if fmt not in formats:
        raise UsageError(f"a graph cannot be written as {fmt}", "One of: " + ", ".join(formats))
    written = ox.serialize(triples, format=formats[fmt], prefixes=PREFIXES)
    return written if isinstance(written, bytes) else b""

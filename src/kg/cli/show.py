"""`kg show`."""

from __future__ import annotations

import json
import sys
from typing import Final

import click

from kg.card import card
from kg.cli.main import current_project
from kg.cli.options import format_option, language_option, output_option, quiet_option, store_of, store_option
from kg.cli.output import ANSWERS, readable, say, write_output
from kg.dossier import Dossier, dossier
from kg.lookup import Lookup
from kg.store import Store
from kg.terms.namespaces import ENTITY_PREFIXES, PREFIXES, prefix_of

_STATEMENT: Final = PREFIXES["statement"]


@click.command()
@click.argument("thing")
@output_option()
@format_option(("text", "json"), "text")
@store_option
@language_option
@quiet_option
@click.pass_context
def show(
    ctx: click.Context, thing: str, output: str, fmt: str, store_at: str | None, lang: str, *, quiet: bool
) -> None:
    """Tell all that is said of a person, place, initiative or body, each line with its words.

    THING is a name in Chinese or English, pinyin (xiejiacun), initials (hym), a 12-digit code, an id such as
    person:胡燕鸣-002, or the id of a statement.

    Example: kg show 胡燕鸣
    """
    project = current_project(ctx)
    store = store_of(project, store_at)
    statement = _statement(thing, store)
    if statement:
        told_of = card(statement, store, lang)
        record = json.dumps(told_of.as_record(), ensure_ascii=False, indent=1) + "\n"
        write_output(record if fmt == "json" else told_of.as_text(), output)
        return
    found = Lookup(store).one(thing)
    told = dossier(found, store, project.queries, lang)
    if fmt == "json":
        write_output(json.dumps(told.as_record(), ensure_ascii=False, indent=1) + "\n", output)
        return
    write_output(_text(told, terminal=output == "-" and sys.stdout.isatty()), output)
    if told.answer in {"not said", "not covered"} and prefix_of(found.iri) in ENTITY_PREFIXES:
        say(ANSWERS[told.answer], quiet=quiet)


def _statement(thing: str, store: Store) -> str:
    """Return the IRI of a statement when `thing` is the id of one."""
    iri = _STATEMENT + thing.removeprefix("statement:").removeprefix(_STATEMENT)
    safe = all(c.isalnum() or c in "-_" for c in iri[len(_STATEMENT) :])
    return iri if safe and store.query(f"ASK {{ <{iri}> ?p ?o }}") else ""


def _text(told: Dossier, *, terminal: bool) -> str:
    lines = [f"{told.label}  ({told.type}, {told.iri.rsplit('/', 2)[-2]}:{told.iri.rsplit('/', 1)[-1]})"]
    lines += [f"  {name}: {value}" for name, value in told.properties]
    for title, table in told.sections:
        lines += ["", f"{title} ({len(table.rows)})", readable(table, terminal=terminal).rstrip("\n")]
    return "\n".join(lines) + "\n"

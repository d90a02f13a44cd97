"""`kg show`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import Final

import click

from kg.build import data_version
from kg.cli.main import current_project
from kg.cli.options import language_option, output_option, quiet_option, store_of, store_option, told_format_option
from kg.cli.output import ANSWERS, say, write_output
from kg.document.blocks import Block
from kg.dossier import Dossier, blocks_markdown, blocks_text, dossier, outline
from kg.dossier.card import Card, card
from kg.errors import UsageError
from kg.finding.find import Candidate, Lookup
from kg.ontology import read_ontology
from kg.project import Project
from kg.store import Store
from kg.terms.namespaces import ENTITY_PREFIXES, PREFIXES, prefix_of

_STATEMENT: Final = PREFIXES["statement"]
_FORMATS: Final = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".json": "json"}
_WIDEST: Final = 100


@click.command()
@click.argument("thing")
@output_option()
@told_format_option(("text", "markdown", "html", "json"), "text", _FORMATS)
@store_option
@language_option
@quiet_option
@click.pass_context
def show(
    ctx: click.Context, thing: str, output: str, fmt: str, store_at: str | None, lang: str, *, quiet: bool
) -> None:
    """Tell all that is said of a person, place, initiative or body, each line with its words.

    Statements that contradict each other stand side by side, and what no source says is listed as such. THING is a
    name in Chinese or English, pinyin (xiejiacun), initials (hym), a 12-digit code, an id such as person:胡燕鸣-002, or
    the id of a statement. The format is told from the ending of -o when -f is left out.

    Example: kg show 胡燕鸣 -o huyanming.html
    """
    project = current_project(ctx)
    store = store_of(project, store_at)
    statement = _statement(thing, store)
    if statement:
        told_of = card(statement, store, lang)
        write_output(_written(told_of, told_of.blocks(), fmt, lang, project, output), output)
        return
    found = _thing(thing, store, project)
    ontology = read_ontology(project.ontology)
    told = dossier(found, store, project.queries, ontology, lang)
    write_output(_written(told, outline(told), fmt, lang, project, output), output)
    if told.answer in {"not said", "not covered"} and prefix_of(found.iri) in ENTITY_PREFIXES:
        say(ANSWERS[told.answer], quiet=quiet)
    if told.answer == "not covered":
        near = Lookup(store).nearest(thing, tuple(ontology.entity_classes))
        say("相近者 nearest in the data: " + "; ".join(map(str, near)), quiet=quiet or not near)


def _written(
    told: Dossier | Card, blocks: Sequence[Block], fmt: str, language: str, project: Project, output: str
) -> str:
    match fmt:
        case "json":
            return json.dumps(told.as_record(), ensure_ascii=False, indent=1) + "\n"
        case "markdown":
            return blocks_markdown(blocks)
        case "html":
            from kg.render.dossier_page import dossier_page  # noqa: PLC0415 - the template engine is for pages alone

            return dossier_page(blocks, language, f"kg show, data {data_version(project)}")
        case _:
            terminal = output == "-" and sys.stdout.isatty()
            width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST) if terminal else _WIDEST
            return blocks_text(blocks, width, styled=terminal)


def _thing(name: str, store: Store, project: Project) -> Candidate:
    """Return what a name means; a place that no source mentions is known by the register."""
    lookup = Lookup(store)
    try:
        return lookup.one(name)
    except UsageError:
        from kg.finding.find import registered  # noqa: PLC0415 - the register is large

        known = None if lookup.find(name) else registered(name, project)
        if known is None:
            raise
        return known


def _statement(thing: str, store: Store) -> str:
    """Return the IRI of a statement when `thing` is the id of one."""
    iri = _STATEMENT + thing.removeprefix("statement:").removeprefix(_STATEMENT)
    safe = all(c.isalnum() or c in "-_" for c in iri[len(_STATEMENT) :])
    return iri if safe and store.query(f"ASK {{ <{iri}> ?p ?o }}") else ""

"""`kg check`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.language import spoken
from kg.cli.main import EXIT_FAILED, current_base
from kg.cli.once import Command
from kg.cli.options import format_option, output_option, quiet_option, texts_option
from kg.cli.output import TABLE_FORMATS, say, write_output, write_table
from kg.errors import Finding, Message, Severity, in_language
from kg.tables.table import Table
from kg.validate import has_errors

_COLUMNS = ("severity", "code", "where", "message", "hint")


_WEIGHTS = {
    Severity.ERROR: Message("error"),
    Severity.WARNING: Message("warning"),
    Severity.NOTE: Message("note"),
}


def findings_text(findings: Iterable[Finding]) -> str:
    """Return findings for people, in the language of this run: a line each with its hint below."""
    lines = []
    for finding in findings:
        told = {"weight": _WEIGHTS[finding.severity], "where": finding.where, "message": finding.message}
        lines.append(in_language(Message("{weight}: {where}: {message} [{code}]", code=finding.code, **told), spoken()))
        if finding.hint:
            lines.append(f"    {in_language(finding.hint, spoken())}")
    return "".join(line + "\n" for line in lines)


def counts_of(findings: Iterable[Finding]) -> Message:
    """Return how many findings there are of each weight."""
    count = Counter(finding.severity for finding in findings)
    return Message(
        "{errors}, {warnings}, {notes}",
        errors=Message.counted("{count} error", "{count} errors", count=count[Severity.ERROR]),
        warnings=Message.counted("{count} warning", "{count} warnings", count=count[Severity.WARNING]),
        notes=Message.counted("{count} note", "{count} notes", count=count[Severity.NOTE]),
    )


@click.command(cls=Command)
@texts_option
@output_option()
@format_option(TABLE_FORMATS, "table")
@click.option("--translations", is_flag=True, help="Instead, count the texts that are in both languages, by kind.")
@quiet_option
@click.pass_context
def check(
    ctx: click.Context, texts: tuple[Path, ...], output: str, fmt: str, *, translations: bool, quiet: bool
) -> None:
    """Check the data; report each problem with file, line and fix.

    Covers ids, references, required fields, times, values and SHACL shapes. Quotes are compared with the article texts,
    if you have them (--texts). The exit status is 1 if there are errors.

    Example: KG_TEXTS=articles kg check
    """
    base = current_base(ctx)
    if translations:
        write_table(base.glosses.twins(spoken() if fmt == "table" else "en"), fmt, output, "translations")
        return
    found = base.check(texts)
    records = [finding.as_record(spoken()) for finding in found]
    if fmt == "json":
        write_output(json.dumps(records, ensure_ascii=False, indent=1) + "\n", output)
    elif fmt == "table":
        write_output(findings_text(found), output)
    else:
        write_table(Table(_COLUMNS, tuple(tuple(record.values()) for record in records)), fmt, output, "findings")
    say(counts_of(found), quiet=quiet)
    sys.exit(EXIT_FAILED if has_errors(found) else 0)

"""`kg check`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.cli.main import EXIT_FAILED, current_base
from kg.cli.once import Command
from kg.cli.options import format_option, output_option, quiet_option, texts_option
from kg.cli.output import TABLE_FORMATS, say, write_output, write_table
from kg.errors import Finding
from kg.tables.table import Table
from kg.validate import has_errors

_COLUMNS = ("severity", "code", "where", "message", "hint")


def findings_text(findings: tuple[Finding, ...]) -> str:
    """Return findings for people: a line each with its hint below."""
    lines = []
    for finding in findings:
        lines.append(f"{finding.severity}: {finding.where}: {finding.message} [{finding.code}]")
        if finding.hint:
            lines.append(f"    {finding.hint}")
    return "".join(line + "\n" for line in lines)


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
        write_table(base.glosses.twins(), fmt, output, "translations")
        return
    found = base.check(texts)
    if fmt == "json":
        write_output(json.dumps([f.as_record() for f in found], ensure_ascii=False, indent=1) + "\n", output)
    elif fmt == "table":
        write_output(findings_text(found), output)
    else:
        write_table(Table(_COLUMNS, tuple(tuple(f.as_record().values()) for f in found)), fmt, output, "findings")
    counts = {severity: sum(f.severity == severity for f in found) for severity in ("error", "warning", "note")}
    say(", ".join(f"{n} {name}{'s' if n != 1 else ''}" for name, n in counts.items()), quiet=quiet)
    sys.exit(EXIT_FAILED if has_errors(found) else 0)

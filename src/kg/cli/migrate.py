"""`kg migrate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.check import findings_text
from kg.cli.language import spoken
from kg.cli.main import EXIT_FAILED, current_base
from kg.cli.naming import named_folder
from kg.cli.once import Command
from kg.cli.options import format_option, output_option, quiet_option
from kg.cli.output import TABLE_FORMATS, say, write_output, write_table
from kg.errors import Message, in_language
from kg.validate import has_errors


@click.command(cls=Command)
@click.argument("project", required=False, type=named_folder(file_okay=False))
@click.option("--dry-run", is_flag=True, help="Write nothing; report what would be done.")
@output_option()
@format_option(TABLE_FORMATS, "table")
@quiet_option
@click.pass_context
def migrate(ctx: click.Context, project: Path | None, output: str, fmt: str, *, dry_run: bool, quiet: bool) -> None:
    """Upgrade the data of PROJECT to the current model.

    Changes with only one right answer are made and reported. What needs a decision is listed with file, line and what
    to decide, and stays as it is. Either all files are replaced or none; a second run changes nothing. The exit status
    is 1 if errors are left to decide.

    Example: kg migrate my-villages --dry-run
    """
    ctx.obj = project or ctx.obj
    found = current_base(ctx).migrate(dry_run=dry_run)
    if fmt == "table":
        done = (
            Message("done: {where}: {message} [{code}]", where=one.where, message=one.told, code=one.rule)
            for one in found.changes
        )
        write_output("".join(f"{in_language(each, spoken())}\n" for each in done) + findings_text(found.left), output)
    else:
        write_table(found.report(spoken()), fmt, output, "migration")
    say(found.summary(dry_run=dry_run), quiet=quiet)
    sys.exit(EXIT_FAILED if has_errors(found.left) else 0)

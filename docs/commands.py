"""The help of the commands as Markdown: cog makes docs/commands.md and docs/zh/commands.md of it."""

from __future__ import annotations

from typing import Final

import click

from kg.cli.help import commands
from kg.cli.language import OPTION, speak
from kg.cli.main import cli

QUESTIONS: Final = "query"
WIDTH: Final = 78


def manual(language: str, *, of_questions: bool) -> str:
    """Return the help of all commands, or of all questions, in a language: a section for each."""
    speak((OPTION, language))
    found = [
        f"\n## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```"
        for context, command in commands(
            cli, click.Context(cli, info_name="kg", terminal_width=WIDTH, **cli.context_settings)
        )
        if of_questions == bool(context.parent and context.parent.info_name == QUESTIONS)
    ]
    return "\n".join(found)

"""`kg init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli.naming import named_folder
from kg.cli.once import Command
from kg.cli.options import quiet_option
from kg.cli.output import say
from kg.dataset.start import start_project
from kg.errors import Message


@click.command(cls=Command)
@click.argument("folder", type=named_folder())
@quiet_option
def init(folder: Path, *, quiet: bool) -> None:
    """Start a project of your own in FOLDER.

    It gets an empty graph_data/ with a guide. The ontology and the questions are those of kg until you add your own.

    Example: kg init my-villages
    """
    guide = start_project(folder)
    named = shlex.quote(str(folder))  # to be copied into a shell
    say(
        Message(
            "Made {folder}. Next: read {guide}, add a source, then run: kg --project {project} check",
            folder=guide.parent,
            guide=guide,
            project=named,
        ),
        quiet=quiet,
    )

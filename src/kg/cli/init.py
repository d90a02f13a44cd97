"""`kg init`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from kg.cli.options import quiet_option
from kg.cli.output import say
from kg.dataset.read import JUDGEMENT_COLUMNS
from kg.errors import OutputError, UsageError
from kg.project import DATA_FOLDER, shipped_project


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@quiet_option
def init(folder: Path, *, quiet: bool) -> None:
    """Start a project of your own in FOLDER.

    It gets an empty graph_data/ with a guide; ontology and questions come with kg until the folder has its own.

    Example: kg init my-villages
    """
    data = folder / DATA_FOLDER
    if data.exists():
        raise UsageError(f"{folder} already has {DATA_FOLDER}/", "Name another folder; nothing was changed.")
    try:
        for name in ("sources", "entities"):
            (data / name).mkdir(parents=True)
        shutil.copyfile(shipped_project().graph_data / "README.md", data / "README.md")
        (data / "VERSION").write_text("0.1.0\n", encoding="utf-8")
        (data / "judgements.tsv").write_text("\t".join(JUDGEMENT_COLUMNS) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}", "Choose another folder.") from error
    say(f"Made {folder}. Next: read {data / 'README.md'}, add a source, then: kg --project {folder} check", quiet=quiet)

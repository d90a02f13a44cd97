"""Start a project: an empty graph_data/ with a guide and an example of words of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from kg.dataset.judgements import JUDGEMENT_COLUMNS
from kg.errors import Foreign, Message, OutputError, UsageError
from kg.project import DATA_FOLDER, MODEL_FILE, VOCABULARY_FOLDER, shipped_project

_WORDS: Final = Path(__file__).with_name("words.ttl")


def start_project(folder: Path) -> Path:
    """Make an empty project in `folder`; return the path of its guide.

    Raises `UsageError` when the folder is a project already or lies where a file is, `OutputError` when it cannot be
    written.
    """
    file = next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None)
    if file:
        raise UsageError(
            Message("{file} is a file, not a folder", file=file), Message("Name another folder; nothing was changed.")
        )
    data = folder / DATA_FOLDER
    if data.exists():
        raise UsageError(
            Message("{folder} already has {data_folder}/", folder=folder, data_folder=DATA_FOLDER),
            Message("Name another folder; nothing was changed."),
        )
    try:
        for name in ("sources", "entities", VOCABULARY_FOLDER):
            (data / name).mkdir(parents=True)
        shutil.copyfile(_WORDS, data / VOCABULARY_FOLDER / _WORDS.name)
        shutil.copyfile(shipped_project().graph_data / "README.md", data / "README.md")
        (data / MODEL_FILE).write_text(f"{shipped_project().migrations[-1].name}\n", encoding="utf-8")
        (data / "VERSION").write_text("0.1.0\n", encoding="utf-8")
        (data / "judgements.tsv").write_text("\t".join(JUDGEMENT_COLUMNS) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(
            Message(
                "{folder} cannot be written: {reason}", folder=folder, reason=Foreign(error.strerror or str(error))
            ),
            Message("Choose another folder."),
        ) from error
    return data / "README.md"

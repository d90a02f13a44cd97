"""Article texts, found at run time by their SHA-256 alone; they are never part of a dataset."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Text:
    """One article as its file gives it: decoded as UTF-8, nothing normalised."""

    path: str
    content: str


def text_folders(given: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the folders to search: those given, else those that `KG_TEXTS` names.

    Raises `UsageError` when one of them is no folder.
    """
    named = tuple(given) or tuple(Path(p) for p in os.environ.get("KG_TEXTS", "").split(os.pathsep) if p)
    for folder in named:
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder with texts", "Check --texts or KG_TEXTS.")
    return named


def find_texts(folders: Iterable[Path]) -> Mapping[str, Text]:
    """Return every UTF-8 `.txt` file below the folders by the SHA-256 of its bytes; other files are passed over."""
    found: dict[str, Text] = {}
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*.txt") if p.is_file()):
            raw = path.read_bytes()
            try:
                found[hashlib.sha256(raw).hexdigest()] = Text(str(path), raw.decode("utf-8"))
            except UnicodeDecodeError:
                continue
    return found

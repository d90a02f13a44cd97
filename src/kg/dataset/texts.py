"""Article texts, found at run time by their SHA-256 alone; they are never part of a dataset."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.dataset.encodings import guessed
from kg.errors import Message, UsageError

UTF_8: Final = "UTF-8"
_MOST: Final = 0.5
_OTHER: Final = "in another encoding"


@dataclass(frozen=True, slots=True)
class Text:
    """One article as its file gives it: decoded as UTF-8, nothing normalised.

    `encoding` is the one that a file which is not UTF-8 seems to have; its offsets and checksum are then not those of
    an article, and it must be converted first.
    """

    path: str
    content: str
    encoding: str = UTF_8


def text_folders(given: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the folders to search: those given, else those that `KG_TEXTS` names.

    Raises `UsageError` when one of them is no folder.
    """
    named = tuple(given) or tuple(Path(p) for p in os.environ.get("KG_TEXTS", "").split(os.pathsep) if p)
    for folder in named:
        if not folder.is_dir():
            raise UsageError(
                Message("{folder} is not a folder with texts", folder=folder), Message("Check --texts or KG_TEXTS.")
            )
    return named


def find_texts(folders: Iterable[Path]) -> Mapping[str, Text]:
    """Return every `.txt` file below the folders by the SHA-256 of its bytes; the first of equal files."""
    found: dict[str, Text] = {}
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*.txt") if p.is_file()):
            raw = path.read_bytes()
            found.setdefault(hashlib.sha256(raw).hexdigest(), _text(path, raw))
    return found


def _text(path: Path, raw: bytes) -> Text:
    try:
        return Text(str(path), raw.decode("utf-8"))
    except UnicodeDecodeError:
        encoding, content = guessed(raw)
        return Text(str(path), content, encoding or _OTHER)


def unconverted(sha256: str, words: Sequence[str], texts: Mapping[str, Text]) -> Text | None:
    """Return the text that is an article once it is converted to UTF-8, None where there is none.

    It has the article's checksum, before or after conversion, or more than half of the words quoted from it.
    """
    foreign = {given: text for given, text in texts.items() if text.encoding != UTF_8}
    for given, text in foreign.items():
        if sha256 in {given, hashlib.sha256(text.content.encode("utf-8", errors="replace")).hexdigest()}:
            return text
    return next((text for text in foreign.values() if has_words_of(words, text)), None)


def has_words_of(words: Sequence[str], text: Text) -> bool:
    """Say whether a text has more than half of the words quoted from an article."""
    return sum(each in text.content for each in words) > _MOST * len(words) if words else False

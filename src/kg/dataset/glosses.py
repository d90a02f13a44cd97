"""The tables of glosses: which columns a row has, and which row is a gloss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.errors import Message
from kg.model import Gloss

GLOSS_COLUMNS: Final = ("kind", "of", "text", "en", "checked_by", "checked_on")
GLOSS_KINDS: Final = ("quote", "verb", "time", "figure", "literal", "reading", "title")
GLOSS_HINT: Final = Message("Columns: {columns}; kind is one of {kinds}.", columns=GLOSS_COLUMNS, kinds=GLOSS_KINDS)


def gloss_of(row: Mapping[str, str]) -> Gloss | None:
    """Return the gloss that a row gives; None for a row that is not one."""
    if set(row) != set(GLOSS_COLUMNS) or row["kind"] not in GLOSS_KINDS or not (row["text"] and row["en"]):
        return None
    return Gloss(**row)


def gloss_text(glosses: Iterable[Gloss]) -> str:
    """Return a table of glosses as the text of its file, in the order given."""
    rows = (tuple(getattr(gloss, name) for name in GLOSS_COLUMNS) for gloss in glosses)
    return "".join("\t".join(cells) + "\n" for cells in (GLOSS_COLUMNS, *rows))

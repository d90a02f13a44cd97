"""The table of terms: which columns a row has, and which row is a term."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.errors import Message
from kg.model import GlossaryTerm

GLOSSARY_COLUMNS: Final = (
    *("zh", "en", "also", "avoid", "kind", "standard"),
    *("note_zh", "note_en", "checked_by", "checked_on"),
)
GLOSSARY_HINT: Final = Message(
    "Columns: {columns}; also and avoid hold forms with a semicolon between them.", columns=GLOSSARY_COLUMNS
)


def term_of(row: Mapping[str, str]) -> GlossaryTerm | None:
    """Return the term that a row gives; None for a row that is not one."""
    if set(row) != set(GLOSSARY_COLUMNS) or not (row["zh"] and row["en"] and row["kind"]):
        return None
    also, avoid = (tuple(filter(None, map(str.strip, row[name].split(";")))) for name in ("also", "avoid"))
    core = (row["zh"], row["en"], row["kind"], row["standard"])
    return GlossaryTerm(*core, also, avoid, *(row[name] for name in GLOSSARY_COLUMNS[-4:]))

"""Rows of tables kept as text: cells with a tab between them, a header first, each row on a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg.errors import Message

_CONTROL: Final = frozenset({"Cc", "Zl", "Zp"})
_HINT: Final = Message("Delete it. Rows end with LF or CRLF, cells with a tab.")
Report = Callable[[int, Message, Message], None]


def rows(text: str, report: Report) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their lines, empty lines left out; one with more cells than the header is empty.

    `report` is called with line, message and hint for a row that holds a control character, which is passed over.
    """
    header, *lines = (line.removesuffix("\r").split("\t") for line in text.split("\n"))
    _is_controlled(1, header, report)
    for line, cells in enumerate(lines, start=2):
        if cells == [""] or _is_controlled(line, cells, report):
            continue
        given = [*cells, *[""] * (len(header) - len(cells))]
        yield line, dict(zip(header, given, strict=True)) if len(given) == len(header) else {}


def _is_controlled(line: int, cells: Iterable[str], report: Report) -> bool:
    """Report a character that ends a line for some programs and not for others, or that no cell has; say whether."""
    found = next((c for cell in cells for c in cell if unicodedata.category(c) in _CONTROL), "")
    if found:
        report(line, Message("the row holds the control character U+{code:04X}", code=ord(found)), _HINT)
    return bool(found)

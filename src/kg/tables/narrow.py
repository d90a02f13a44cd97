"""A table on a terminal that is too narrow for it: its main columns, or one record a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

_FLOOR: Final = 12  # cells below which a column is hard to read
_QUOTE: Final = 24
_BETWEEN: Final = 3  # blanks and the line that a box has between columns
_MOST: Final = 6  # main columns that a narrow terminal shows
_FEWEST: Final = 3
_MOST_LINES: Final = 6  # of a row on average: beyond, a record a block is shorter
_DETAILS: Final = frozenset({"statement", "source", "certainty", "inferred"})
_STATEMENT: Final = "statement"
_WHOLE: Final = frozenset({_STATEMENT, "id"})  # an id is never broken
_WORDS: Final = "quote"
Rows = Sequence[Sequence[str]]


def main_columns(declared: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that a narrow terminal shows first: those declared, else all in order but the details."""
    if declared:
        return tuple(declared)
    if _STATEMENT not in columns:
        return ()
    return (*(name for name in columns[: columns.index(_STATEMENT)] if name not in _DETAILS), _WORDS)


def shared(names: Sequence[str], rows: Rows, width: int) -> list[int]:
    """Return the cells that each column gets of `width`; none where a column would be squeezed or rows grow too long.

    The names are headings too.
    """
    natural = widths([names, *rows])
    room = width - _BETWEEN * len(names)
    floors = [size if name in _WHOLE else min(size, _floor(name)) for name, size in zip(names, natural, strict=True)]
    floors = [max(low, cell_len(name)) for name, low in zip(names, floors, strict=True)]  # no heading is broken
    if sum(floors) > room:
        return []
    lacking = [full - low for full, low in zip(natural, floors, strict=True)]
    spare = min(room - sum(floors), sum(lacking))
    shares = [low + spare * lack // max(sum(lacking), 1) for low, lack in zip(floors, lacking, strict=True)]
    lines = sum(
        max(-(-cell_len(cell) // max(share, 1)) for cell, share in zip(row, shares, strict=True)) for row in rows
    )
    return shares if lines <= _MOST_LINES * len(rows) else []


def _floor(name: str) -> int:
    return _QUOTE if name == _WORDS else _FLOOR


def chosen(main: Sequence[str], names: Sequence[str], rows: Rows, width: int) -> list[int]:
    """Return the places of the main columns that fit, at most six, the last of them always kept; none if too few do.

    Where most main columns are not among `names`, as the same in every row, others fill up.
    """
    at = [names.index(name) for name in main if name in names]
    if 0 < len(at) < _FEWEST:
        at[-1:-1] = [n for n, name in enumerate(names) if name not in main and name not in _WHOLE]
    while len(at) > _MOST:
        del at[-2]
    while len(at) >= _FEWEST:
        if shared([names[n] for n in at], [[row[n] for n in at] for row in rows], width):
            return at
        del at[-2]
    return []


def blocks(names: Sequence[str], rows: Rows, width: int) -> Iterator[str]:
    """Yield the lines of rows as records, a block each: name and text; what a record does not say is left out."""
    from kg.document.text import wrapped  # noqa: PLC0415 - it loads rich

    left = max(map(cell_len, names), default=0) + 2
    room = max(width - left, _FLOOR)
    for number, row in enumerate(rows, start=1):
        yield f"── {number} " + "─" * max(width - len(str(number)) - 4, 0)
        for name, cell in zip(names, row, strict=True):
            lines = [line for part in cell.splitlines() for line in wrapped(part, room)]
            for n, line in enumerate(lines):
                yield (name + " " * (left - cell_len(name)) if n == 0 else " " * left) + line


def widths(rows: Rows) -> list[int]:
    """Return the widest cell of each column in terminal cells; a Chinese character takes two."""
    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def cell_len(text: str) -> int:
    """Return how many terminal cells a text takes."""
    from rich.cells import cell_len as measured  # noqa: PLC0415 - rich costs more than the rest of the program's start

    return measured(text)

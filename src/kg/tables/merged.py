"""One row a statement: rows that tell of one statement are put together, what differs among them is joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.tables.table import Cell, One, Table, cell_text, parts


def merged(table: Table, by: Sequence[str]) -> Table:
    """Return the table with one row for what the columns `by` name together, at the place of its first row.

    Cells that differ become one cell with all that they hold, sorted by text. Rows in which all columns `by` are empty
    are left as they are, and so is a table that lacks one of the columns.
    """
    if not by or not set(by) <= set(table.columns):
        return table
    at = [table.columns.index(name) for name in by]
    groups: dict[tuple[str, ...] | int, list[tuple[Cell, ...]]] = {}
    for n, row in enumerate(table.rows):
        key = tuple(cell_text(row[column]) for column in at)
        groups.setdefault(key if any(key) else n, []).append(row)
    return replace(table, rows=tuple(map(_row, groups.values())))


def _row(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    return rows[0] if len(rows) == 1 else tuple(_joined(cells) for cells in zip(*rows, strict=True))


def _joined(cells: Iterable[Cell]) -> Cell:
    different: dict[str, One] = {}
    for cell in cells:
        different |= {cell_text(part): part for part in parts(cell)}
    found = tuple(different[text] for text in sorted(different))
    return found if len(found) > 1 else next(iter(found), None)

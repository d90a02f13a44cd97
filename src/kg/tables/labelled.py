"""Tables with labels beside what they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from kg.finding.names import labels
from kg.model import in_language
from kg.store import Store
from kg.tables.table import JOINED_BY, Cell, Table, cell_text, parts
from kg.terms.namespaces import curie

_ALWAYS: Final = frozenset({"statement", "source", "quote"})


def with_labels(table: Table, store: Store, language: str = "zh") -> Table:
    """Return the table with a column `NAME_label` after each column of entities or concepts.

    Of a text that a cell has in several languages the one in `language` is kept.
    """
    named = [
        n
        for n, name in enumerate(table.columns)
        if name not in _ALWAYS and any(isinstance(one, ox.NamedNode) for row in table.rows for one in parts(row[n]))
    ]
    iris = [one.value for row in table.rows for n in named for one in parts(row[n]) if isinstance(one, ox.NamedNode)]
    known = labels(iris, store, language) if iris else {}
    columns: list[str] = []
    for n, name in enumerate(table.columns):
        columns += [name, f"{name}_label"] if n in named else [name]
    labelled = []
    for row in table.rows:
        cells: list[Cell] = []
        for n, cell in enumerate(row):
            cells.append(_in_language(cell, language))
            if n in named:
                cells.append(JOINED_BY.join(_label(one, known) for one in parts(cell)) or None)
        labelled.append(tuple(cells))
    return replace(table, columns=tuple(columns), rows=tuple(labelled))


def _in_language(cell: Cell, language: str) -> Cell:
    """Return a cell with one language of a text; a cell of one part as it is."""
    if not isinstance(cell, tuple):
        return cell
    texts = [one for one in cell if isinstance(one, ox.Literal)]
    kept = in_language(texts, language)
    found = tuple(one for one in cell if not isinstance(one, ox.Literal) or one in kept)
    return found if len(found) > 1 else found[0]


def _label(cell: Cell, known: Mapping[str, str]) -> str:
    return known.get(cell.value, curie(cell.value)) if isinstance(cell, ox.NamedNode) else cell_text(cell)

"""Tables with labels beside what they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from kg.finding.names import labels
from kg.model import in_language
from kg.store import Store
from kg.tables.table import JOINED_BY, Cell, Table, cell_text, parts
from kg.terms.namespaces import curie

_PRINTED: Final = frozenset({"quote", "verb", "time", "value_printed", "title"})  # as printed
_PRINTED_EN: Final = frozenset(f"{name}_en" for name in _PRINTED)
LABELS: Final = ("both", "zh", "en")
_NO_OTHER: Final = frozenset({"also"})  # names in one language do not stand in for those in the other
_LANGUAGE: Final = "language"
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


def labelled_in(table: Table, labels: str) -> Table:
    """Return a table whose columns `NAME` and `NAME_en` hold a label in two languages, with labels in one or both.

    In `zh` there are no `NAME_en`; in `en` each `NAME` with such a twin holds what the twin holds, where it holds
    anything, and the twin is gone, as is `NAME_zh`. A column ending in `_en` without a `NAME` stays. Of the rows of a
    text in both languages, as the column `language` says, one is kept.
    """
    twins = {name: f"{name}_en" for name in table.columns if f"{name}_en" in table.columns}
    if labels == "zh":
        kept = [name for name in table.columns if not name.endswith("_en")]
    else:
        kept = [name for name in table.columns if labels == "both" or _is_of_english(name, table.columns, twins)]
    at = {name: n for n, name in enumerate(table.columns)}
    replaced = twins.keys() - _PRINTED if labels == "en" else set()

    def cell(row: tuple[Cell, ...], name: str) -> Cell:
        if name not in replaced:
            return row[at[name]]
        twin = row[at[twins[name]]]
        return twin if twin or name in _NO_OTHER else row[at[name]]

    rows = tuple(tuple(cell(row, name) for name in kept) for row in _in_one(table, labels))
    return replace(table, columns=tuple(kept), rows=rows)


def _is_of_english(name: str, columns: Sequence[str], twins: Mapping[str, str]) -> bool:
    """Say whether a column stays where labels are English: no twin, and not the Chinese of two."""
    is_chinese = name.endswith("_zh") and f"{name.removesuffix('_zh')}_en" in columns
    return not is_chinese and (name not in twins.values() or name in _PRINTED_EN)


def _in_one(table: Table, labels: str) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows, but not a text that another row of the same statement and slot has in the labels' language."""
    if labels == "both" or _LANGUAGE not in table.columns:
        yield from table.rows
        return
    at, key = table.columns.index(_LANGUAGE), [table.columns.index(name) for name in ("id", "slot")]
    has = {tuple(row[n] for n in key) for row in table.rows if row[at] == labels}
    yield from (row for row in table.rows if row[at] in {"", labels} or tuple(row[n] for n in key) not in has)


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

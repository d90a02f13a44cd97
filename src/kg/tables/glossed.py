"""Tables with what printed words mean in English beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from kg.finding.names import chunks
from kg.reading.glossing import GLOSS_CHECK, PRINTED, gloss_state
from kg.store import Store, rows
from kg.tables.table import Cell, Table, cell_text
from kg.terms.namespaces import KG, slug

_STATEMENT: Final = "statement"
_QUOTE: Final = "quote"
_WHOLE: Final = "quoteText"  # the gloss is of the whole quote: a part of it has none
_GLOSSES: Final = {_QUOTE: "quoteGloss", **{column: name for name, _, column in PRINTED}}
_ASKED: Final = (*_GLOSSES.values(), _WHOLE, GLOSS_CHECK)
_FACTS: Final = "SELECT ?x ?name ?text WHERE {{ VALUES ?x {{ {iris} }} VALUES ?name {{ {names} }} ?x ?name ?text }}"
_NOTE: Final = "{columns}: {state}; the words themselves are in {printed} (--wide shows all columns)."
Facts = Mapping[str, Mapping[str, str]]


def with_glosses(table: Table, store: Store) -> Table:
    """Return a table with a column `NAME_en` at the end for each column of printed words that has an English gloss.

    A narrow terminal shows the gloss of the quote in the place of the quote; a note says how far glosses can be relied
    on. A table without statements, or without any gloss, stays as it is.
    """
    at = {name: n for n, name in enumerate(table.columns)}
    printed = [name for name in _GLOSSES if name in at]
    if _STATEMENT not in at or not printed:
        return table
    facts = _facts(table, store)
    found = [tuple(_gloss(row, name, at, facts) for name in printed) for row in table.rows]
    kept = [n for n in range(len(printed)) if any(row[n] for row in found)]
    if not kept:
        return table
    added = tuple(f"{printed[n]}_en" for n in kept)
    checks = {each.get(GLOSS_CHECK, "") for each in facts.values()}
    state = gloss_state("; ".join(sorted(checks)) if all(checks) else "", "en")
    note = _NOTE.format(columns=", ".join(added), state=state, printed=", ".join(printed[n] for n in kept))
    replaced = {_QUOTE: f"{_QUOTE}_en"} if f"{_QUOTE}_en" in added else {}
    return replace(
        table,
        columns=(*table.columns, *added),
        rows=tuple((*row, *(gloss[n] or None for n in kept)) for row, gloss in zip(table.rows, found, strict=True)),
        main=tuple(replaced.get(name, name) for name in table.main),
        foot=(*table.foot, note),
    )


def _gloss(row: tuple[Cell, ...], name: str, at: Mapping[str, int], facts: Facts) -> str:
    cell = row[at[_STATEMENT]]
    known = facts.get(cell.value, {}) if isinstance(cell, ox.NamedNode) else {}
    if row[at[name]] is None or (name == _QUOTE and cell_text(row[at[name]]) != known.get(_WHOLE)):
        return ""
    return known.get(_GLOSSES[name], "")


def _facts(table: Table, store: Store) -> Facts:
    cells = table.column(_STATEMENT)
    names = " ".join(f"<{KG + name}>" for name in _ASKED)
    found: dict[str, dict[str, str]] = {}
    for iris in chunks(sorted({cell.value for cell in cells if isinstance(cell, ox.NamedNode)})):
        for row in rows(store, _FACTS.format(iris=iris, names=names)):
            found.setdefault(row["x"].value, {})[slug(row["name"].value)] = row["text"].value
    return found

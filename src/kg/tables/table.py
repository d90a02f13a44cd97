"""A table of results and the formats it is written in.

Cells are RDF terms, text, several of these, or None where nothing is said.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.document.file import write_file
from kg.document.text import visible, xml_text
from kg.errors import Message, UsageError
from kg.store import Solutions
from kg.tables import typed
from kg.tables.types import Column, Types, typed_columns
from kg.terms.namespaces import XSD, curie

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

One = ox.NamedNode | ox.Literal | ox.BlankNode | str
Cell = One | tuple[One, ...] | None
JOINED_BY: Final = ";"
TEXT_FORMATS: Final = ("csv", "tsv", "json", "xml", "jsonl")
BINARY_FORMATS: Final = ("parquet", "xlsx")
_GUARDED: Final = (*"=+-@", *"＝＋－＠", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"[+\-＋－]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SHOWN: Final = 60  # rows of a table that shows itself
BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Columns and rows in a fixed order.

    `extra` holds further members of the JSON form (such as `answer`); `head` and `foot` are lines for people in
    `language`, above and below the rows; `notes` are those below that say what is not among the rows, whatever the
    format. `optional` names columns that do not apply to every row: when one is empty, people are not told that nothing
    is said. `types` declares which columns hold numbers or dates; `main` names the columns that a narrow terminal
    shows.

    >>> Table(("village", "since"), (("王化村", "2022"),))
    village  since
    王化村   2022
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    extra: Mapping[str, Any] = field(default_factory=dict)
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    language: str = "zh"
    optional: frozenset[str] = frozenset()
    types: Types = field(default_factory=dict, compare=False)
    notes: tuple[str, ...] = ()
    main: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return one column from top to bottom. Raises `ValueError` when there is none of that name."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def records(self) -> tuple[dict[str, str], ...]:
        """Return the rows as dictionaries of text: IRIs as prefixed names, nothing said as an empty string."""
        return tuple(dict(zip(self.columns, map(cell_text, row), strict=True)) for row in self.rows)

    def typed(self) -> tuple[Column, ...]:
        """Return the columns with their types: numbers and dates where the table declares them, else text."""
        return typed_columns(self, cell_text)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame: numbers as numbers, dates as dates, all else as text."""
        return typed.to_pandas(self.typed())

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars data frame: numbers as numbers, dates as dates, all else as text."""
        return typed.to_polars(self.typed())

    def save(self, path: str | Path, fmt: str = "") -> Path:
        """Write the table to a file in the format of its ending, or in `fmt`; return the path.

        Raises `UsageError` for another format, `OutputError` when the file cannot be written.
        """
        return write_file(written(self, fmt or Path(path).suffix.lower().lstrip(".")), path)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield the rows as `records` gives them."""
        return iter(self.records())

    def __repr__(self) -> str:
        """Return the table as plain text, its lines above and below included."""
        from kg.tables.readable import readable  # noqa: PLC0415 - it writes tables, and so knows this one

        shown = replace(self, rows=self.rows[:_SHOWN])
        rest = len(self.rows) - _SHOWN
        more = (f"... {rest} more rows",) if rest > 0 else ()
        head, foot = (map(visible, lines) for lines in (self.head, (*self.notes, *self.foot)))
        return "\n".join((*head, readable(shown).rstrip("\n"), *more, *foot))

    def _repr_html_(self) -> str:
        """Return the table as a notebook shows it."""
        from kg.tables.readable import table_html  # noqa: PLC0415 - as above

        return table_html(self)


def written(table: Table, fmt: str) -> str | bytes:
    """Return a table as one of `TEXT_FORMATS` or `BINARY_FORMATS`. Raises `UsageError` for another format."""
    match fmt:
        case "parquet":
            return to_parquet(table)
        case "xlsx":
            return to_xlsx(table)
        case _:
            return to_text(table, fmt)


def cell_text(cell: Cell) -> str:
    """Return a cell as people read it: a prefixed name, a literal's text, or an empty string; several joined by `;`."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return JOINED_BY.join(map(cell_text, cell))
    if isinstance(cell, str):
        return cell
    return curie(cell.value) if isinstance(cell, ox.NamedNode) else cell.value


def parts(cell: Cell) -> tuple[One, ...]:
    """Return what a cell holds, one or several; nothing for None."""
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (cell,)


def from_solutions(found: Solutions) -> Table:
    """Return the table of a SELECT query's solutions, in their order."""
    return Table(found.variables, tuple(tuple(row) for row in found))


def to_text(table: Table, fmt: str, *, guard: bool = True) -> str:
    """Return a table as `csv`, `tsv`, `json` (SPARQL results), `xml` (SPARQL results) or `jsonl`.

    CSV begins with a byte-order mark for spreadsheets; with `guard`, cells that a spreadsheet would run as a formula
    get a leading apostrophe. Raises `UsageError` for another format.
    """
    match fmt:
        case "csv":
            return BOM + _separated(table, ",", guard=guard)
        case "tsv":
            return _separated(table, "\t", guard=False)
        case "json":
            return json.dumps(_sparql_json(table), ensure_ascii=False, indent=1) + "\n"
        case "xml":
            return _sparql_xml(table)
        case "jsonl":
            return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in table.records())
        case _:
            raise UsageError(
                Message("a table has no format {fmt!r}", fmt=fmt),
                Message("One of: {known}", known=(*TEXT_FORMATS, *BINARY_FORMATS)),
            )


class _Lines(list[str]):
    """Lines as the csv module writes them: it quotes a carriage return only where its own lines end in one."""

    def write(self, line: str, /) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def _separated(table: Table, delimiter: str, *, guard: bool) -> str:
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        texts = [cell_text(cell) for cell in row]
        writer.writerow([guarded(text) for text in texts] if guard else texts)
    return "".join(lines)


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    A leading `=`, `+`, `-` or `@`, half or full width, tab or line end gets an apostrophe, unless the cell is a number.
    The graph page keeps the same rule (`render/page/written.js`).
    """
    return f"'{text}" if text.startswith(_GUARDED) and not _NUMBER.fullmatch(text) else text


def _sparql_json(table: Table) -> dict[str, Any]:
    """Return SPARQL 1.1 results JSON (https://www.w3.org/TR/sparql11-results-json/), extra members at the top.

    They stand before the results, for Oxigraph reads nothing after them.
    """
    bindings = [
        {name: _json_term(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    return {"head": {"vars": list(table.columns)}, **table.extra, "results": {"bindings": bindings}}


def _json_term(cell: Cell) -> dict[str, str]:
    if isinstance(cell, ox.NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, ox.BlankNode):
        return {"type": "bnode", "value": cell.value}
    if isinstance(cell, ox.Literal):
        if cell.language:
            return {"type": "literal", "value": cell.value, "xml:lang": cell.language}
        if cell.datatype.value != XSD + "string":
            return {"type": "literal", "value": cell.value, "datatype": cell.datatype.value}
    return {"type": "literal", "value": cell_text(cell)}


def _sparql_xml(table: Table) -> str:
    """Return SPARQL results XML (https://www.w3.org/TR/rdf-sparql-XMLres/); what XML cannot hold becomes U+FFFD."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415

    root = ET.Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
    head = ET.SubElement(root, "head")
    for name in table.columns:
        ET.SubElement(head, "variable", name=name)
    results = ET.SubElement(root, "results")
    for row in table.rows:
        result = ET.SubElement(results, "result")
        for name, cell in zip(table.columns, row, strict=True):
            if cell is not None:
                term = _json_term(cell)
                attributes = {k: v for k, v in term.items() if k in {"xml:lang", "datatype"}}
                child = ET.SubElement(ET.SubElement(result, "binding", name=name), term["type"], attributes)
                child.text = xml_text(term["value"])
    ET.indent(root)
    # a bare carriage return is read as a line feed
    text = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def to_parquet(table: Table) -> bytes:
    """Return a table as Parquet, columns typed. Raises `OutputError` when pyarrow is not installed."""
    return typed.to_parquet(table.typed())


def to_xlsx(table: Table, title: str = "kg") -> bytes:
    """Return a table as an Excel workbook, columns typed. Raises as `kg.tables.typed.to_xlsx` does."""
    return typed.to_xlsx(typed_columns(table, cell_text, each=True), title)

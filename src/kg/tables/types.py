"""What the columns of each table hold: numbers and dates are declared here, whatever is not is text.

Codes, ids and EDTF are text although some look like numbers; so no content is guessed from. Cells that are RDF
literals bring their type along, as in the answer to any SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.terms.namespaces import XSD

if TYPE_CHECKING:
    from kg.tables.table import Cell, Table


class Type(StrEnum):
    """What a column holds. An integer has at most 64 bits, a date is a day of the years 1 to 9999."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


Types = Mapping[str, Type]
Value = str | int | float | date | None
_INTEGER, _NUMBER, _DATE = Type.INTEGER, Type.NUMBER, Type.DATE
_DAYS: Final[Types] = {"start": _DATE, "end": _DATE}


def _all(type_: Type, *names: str) -> dict[str, Type]:
    return dict.fromkeys(names, type_)


STATEMENTS: Final[Types] = {**_DAYS, **_all(_NUMBER, "value", "value_low", "value_high")}
ENTITIES: Final[Types] = _all(_INTEGER, "code_year")
SOURCES: Final[Types] = _all(_INTEGER, "length", "statements")
PANEL: Final[Types] = _all(_INTEGER, "year")
ANSWERS: Final[Types] = {
    **_all(_INTEGER, "start", "end", "statements", "order", "at", "year"),
    **_all(_DATE, "first_day", "last_day"),
    "value": _NUMBER,
}
MEASURES: Final[Types] = {"rank": _INTEGER, "value": _NUMBER}
ROBUSTNESS: Final[Types] = {"rank": _INTEGER, **_all(_NUMBER, "value", "low", "high", "in_top")}
SLICES: Final[Types] = {
    **_all(_INTEGER, "first", "last", "nodes", "people", "edges", "statements", "sources"),
    "jaccard": _NUMBER,
}
PATHS: Final[Types] = {**_DAYS, **_all(_INTEGER, "path", "step")}
SUCCESSIONS: Final[Types] = _all(_INTEGER, "chain", "position")
SPELLS: Final[Types] = {
    **_all(_DATE, "earliest_start", "latest_start", "earliest_end", "latest_end"),
    **_all(_NUMBER, "shortest", "longest"),
}
CHART: Final[Types] = {
    **_all(_DATE, "earliest_start", "latest_start", "earliest_end", "latest_end"),
    **_all(_NUMBER, "value", "low", "high", "years", "survival", "turnbull_low", "turnbull_high"),
    **_all(_INTEGER, "at_risk", "ended", "censored", "spells"),
    **_all(
        _INTEGER, "order", "count", "of", "undertakings", "merged", "counted", "posts", "counted_within", "posts_within"
    ),
}

_WHOLE: Final = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
_OF_LITERAL: Final[Mapping[str, Type]] = {
    **{XSD + name: Type.INTEGER for name in _WHOLE},
    **{XSD + name: Type.NUMBER for name in ("decimal", "double", "float")},
    XSD + "date": Type.DATE,
}
_DIGITS: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its type and its cells: None where nothing is said, in text an empty text."""

    name: str
    type: Type
    cells: tuple[Value, ...]


def typed_columns(table: Table, text: Callable[[Cell], str], *, each: bool = False) -> tuple[Column, ...]:
    """Return the columns of a table; `text` gives what a cell says.

    A column in which one cell is not of the type that is declared is text as a whole, so that nothing is lost; with
    `each`, where cells have types of their own, only this cell is.
    """
    return tuple(_column(name, table, n, text, each=each) for n, name in enumerate(table.columns))


def _column(name: str, table: Table, at: int, text: Callable[[Cell], str], *, each: bool) -> Column:
    cells = [row[at] for row in table.rows]
    texts = tuple(map(text, cells))
    type_ = table.types.get(name) or _of_literals(cells)
    try:
        return Column(name, type_, _values(texts, type_))
    except ValueError:
        return Column(name, Type.TEXT, tuple(_value(one, type_) for one in texts) if each else texts)


def _value(text: str, type_: Type) -> Value:
    try:
        return _values((text,), type_)[0]
    except ValueError:
        return text


def _of_literals(cells: Iterable[Cell]) -> Type:
    """Return the type that all cells bring along: numbers of two kinds are numbers, all else that differs is text."""
    found = {
        _OF_LITERAL.get(cell.datatype.value, Type.TEXT) if isinstance(cell, ox.Literal) else Type.TEXT
        for cell in cells
        if cell is not None
    }
    if found == {Type.INTEGER, Type.NUMBER}:
        return Type.NUMBER
    return found.pop() if len(found) == 1 else Type.TEXT


def _values(texts: Sequence[str], type_: Type) -> tuple[Value, ...]:
    if type_ is Type.TEXT:
        return tuple(texts)
    read = _READ[type_]
    return tuple(read(text) if text else None for text in texts)


def _integer(text: str) -> int:
    number = int(text) if _DIGITS.fullmatch(text) else _LARGEST + 1
    if abs(number) > _LARGEST:
        raise ValueError(text)
    return number


def _number(text: str) -> float:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


_READ: Final[Mapping[Type, Callable[[str], Value]]] = {
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.DATE: _day,
}

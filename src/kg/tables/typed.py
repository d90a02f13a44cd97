"""Tables as typed columns: Parquet, workbooks, data frames. Numbers are numbers there, dates dates, all else text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from kg.document.text import xml_text
from kg.errors import Message, OutputError
from kg.tables.extra import not_installed
from kg.tables.types import Column, Type, Value

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_XLSX_CELL: Final = 32_767
_XLSX_FIRST: Final = date(1900, 3, 1)  # the calendar of workbooks has a day too many before
_XLSX_EXACT: Final = 10**15  # a workbook keeps fifteen digits
_XLSX_DAY: Final = "yyyy-mm-dd"


def to_parquet(columns: Sequence[Column]) -> bytes:
    """Return columns as Parquet: 64-bit integers, 64-bit floats, dates, text. Raises `OutputError` without pyarrow."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - large and optional
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise not_installed("Parquet", "pyarrow") from error
    types = {Type.TEXT: pa.string(), Type.INTEGER: pa.int64(), Type.NUMBER: pa.float64(), Type.DATE: pa.date32()}
    schema = pa.schema([(column.name, types[column.type]) for column in columns])
    out = io.BytesIO()
    pq.write_table(pa.table({column.name: list(column.cells) for column in columns}, schema=schema), out)
    return out.getvalue()


def to_xlsx(columns: Sequence[Column], title: str = "kg") -> bytes:
    """Return columns as an Excel workbook; text never runs as a formula, and codes keep their digits.

    What a workbook cannot hold as a number or a date is text: more than fifteen digits, no finite number, days before
    March 1900. Raises `OutputError` when openpyxl is not installed, or when a cell is longer than Excel holds.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - optional
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    except ImportError as error:
        raise not_installed("XLSX", "openpyxl") from error
    rows = [tuple(column.name for column in columns), *zip(*(column.cells for column in columns), strict=True)]
    if any(isinstance(cell, str) and len(cell) > _XLSX_CELL for row in rows for cell in row):
        raise OutputError(Message("a cell is longer than Excel holds"), Message("Use csv or parquet."))
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])

    def made(value: Value) -> Any:  # noqa: ANN401 - openpyxl has no types
        kept = _in_workbook(value)
        cell = WriteOnlyCell(sheet, value=kept)
        if isinstance(kept, str):
            cell.data_type = "s"
        elif isinstance(kept, date):
            cell.number_format = _XLSX_DAY
        return cell

    for row in rows:
        sheet.append([made(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _in_workbook(value: Value) -> Value:
    """Return a value as a workbook holds it."""
    match value:
        case str():
            return xml_text(value)
        case date():
            return value if value >= _XLSX_FIRST else value.isoformat()
        case int():
            return value if abs(value) < _XLSX_EXACT else str(value)
        case float():
            return value if isfinite(value) else str(value)
        case _:
            return None


def to_pandas(columns: Sequence[Column]) -> pd.DataFrame:
    """Return columns as a pandas data frame: `Int64`, `float64`, `datetime64[s]`, `str`.

    Raises `OutputError` without pandas.
    """
    try:
        import numpy as np  # noqa: PLC0415 - large
        import pandas as pd  # noqa: PLC0415 - large and optional
    except ImportError as error:
        raise not_installed("to_pandas", "pandas") from error

    def series(column: Column) -> pd.Series:
        match column.type:
            case Type.DATE:
                return pd.Series(np.array(column.cells, dtype="datetime64[s]"))
            case Type.INTEGER:
                return pd.Series(column.cells, dtype="Int64")
            case Type.NUMBER:
                return pd.Series(column.cells, dtype="float64")
            case _:
                return pd.Series(column.cells, dtype="str")

    return pd.DataFrame({column.name: series(column) for column in columns})


def to_polars(columns: Sequence[Column]) -> pl.DataFrame:
    """Return columns as a polars data frame: `Int64`, `Float64`, `Date`, `String`.

    Raises `OutputError` without polars.
    """
    try:
        import polars as pl  # noqa: PLC0415 - large and optional
    except ImportError as error:
        raise not_installed("to_polars", "polars") from error

    types = {Type.TEXT: pl.String, Type.INTEGER: pl.Int64, Type.NUMBER: pl.Float64, Type.DATE: pl.Date}
    found = {column.name: list(column.cells) for column in columns}
    return pl.DataFrame(found, schema={column.name: types[column.type] for column in columns})

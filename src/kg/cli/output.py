"""Writing results: to a file beside the old one, or to standard output; tables as people read them."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal

import click

from kg.errors import OutputError, QueryError
from kg.tables.table import BINARY_FORMATS, TEXT_FORMATS, Cell, Table, cell_text, to_parquet, to_text, to_xlsx
from kg.terms.namespaces import slug

TABLE_FORMATS: Final = ("table", *TEXT_FORMATS, *BINARY_FORMATS)
_SEVERAL: Final = 2
ANSWERS: Final = {
    "said": "Said: {sources} say so.",
    "inferred": "Inferred: no source says so in so many words; the coder's ground is with each statement.",
    "not said": "原文未载 Not said: the sources cover this, and none says it.",
    "not covered": "未收录 Not covered: no source at hand mentions it.",
}


def write_output(content: str | bytes, output: str) -> None:
    """Write to standard output (`-`) or to a file, which is replaced whole or not at all.

    Raises `OutputError` when the file cannot be written.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    if output == "-":
        _write_standard_output(raw)
        return
    path = Path(output)
    try:
        path = path.resolve()  # a link stays a link
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(raw)  # a device or a pipe, such as /dev/null, is written to and never replaced
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(beside).chmod(0o666 & ~_umask())
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror or error}", "Name another with -o.") from error


def _write_standard_output(raw: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}", "Is the disk full?") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_table(table: Table, fmt: str, output: str, title: str = "kg") -> None:
    """Write a table in one of `TABLE_FORMATS`; `table` is for people: a box on a terminal, plain text elsewhere."""
    match fmt:
        case "table":
            write_output(readable(table, terminal=output == "-" and sys.stdout.isatty()), output)
        case "parquet":
            write_output(to_parquet(table), output)
        case "xlsx":
            write_output(to_xlsx(table, title), output)
        case _:
            write_output(to_text(table, fmt), output)


def readable(table: Table, *, terminal: bool) -> str:
    """Return a table for people: labels instead of IRIs.

    Columns that are empty in every row are named below instead; on a terminal, where width is scarce, so are those
    that are the same in every row, with their value.
    """
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table as Box  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown, empty = _shown_columns(table)
    constant = _constant_columns(table, shown) if terminal else []
    shown = [n for n in shown if n not in constant]
    rows = [[_readable_cell(table.columns[n], row[n]) for n in shown] for row in table.rows]
    headings = [table.columns[n].removesuffix("_label") for n in shown]
    width = None if terminal else max(_width(headings, rows), 20)
    drawn = Box(box=box.SIMPLE_HEAD if terminal else None, pad_edge=False, header_style="bold" if terminal else "")
    for heading in headings:
        drawn.add_column(heading, overflow="fold", no_wrap=not terminal or heading == "statement")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    drawing = io.StringIO()
    colours: Literal["auto"] | None = "auto" if terminal else None
    console = Console(
        file=drawing, width=width, force_terminal=terminal, color_system=colours, highlight=False, legacy_windows=False
    )
    console.print(drawn)
    text = "\n".join(line.rstrip() for line in drawing.getvalue().splitlines()) + "\n"
    if constant:
        said = [f"{_heading(table, n)} {_readable_cell(table.columns[n], table.rows[0][n])}" for n in constant]
        text += f"\n每行相同 in every row: {'; '.join(said)}\n"
    if table.rows and empty:
        text += f"\n原文未载 not said in any row: {', '.join(empty)}\n"
    return text


def _heading(table: Table, column: int) -> str:
    return table.columns[column].removesuffix("_label")


def _constant_columns(table: Table, shown: Sequence[int]) -> list[int]:
    """Return the columns with one value in all of several rows, the words and the ids left out."""
    if len(table.rows) < _SEVERAL:
        return []
    kept = {"statement", "quote"}
    return [n for n in shown if table.columns[n] not in kept and len({cell_text(row[n]) for row in table.rows}) == 1]


def _shown_columns(table: Table) -> tuple[list[int], list[str]]:
    labelled = {name.removesuffix("_label") for name in table.columns if name.endswith("_label")}
    kept = [n for n, name in enumerate(table.columns) if name not in labelled]
    empty = [n for n in kept if table.rows and all(not cell_text(row[n]) for row in table.rows)]
    names = [_heading(table, n) for n in empty]
    return [n for n in kept if n not in empty], names


def _readable_cell(column: str, cell: Cell) -> str:
    text = cell_text(cell)
    is_id = column == "source" or text.startswith(("statement:", "source:"))
    return slug(text.replace(":", "/")) if is_id else text


def _width(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    from kg.tables.table import widths  # noqa: PLC0415

    return sum(widths([headings, *rows])) + 2 * len(headings) + 2


def say(message: str, *, quiet: bool = False) -> None:
    """Write a message for people to standard error."""
    if not quiet:
        click.echo(message, err=True)


def answer_sentence(table: Table) -> str:
    """Return the sentence under a catalogue answer."""
    answer = str(table.extra.get("answer", ""))
    if answer not in ANSWERS:
        return ""
    sources = sorted({slug(cell_text(cell).replace(":", "/")) for cell in table.column("source") if cell})
    if answer == "said" and not sources:
        return "判断 Judged: by an editor, with the reason given; no source says so."
    named = f"{len(sources)} source{'s' if len(sources) != 1 else ''} ({', '.join(sources)})"
    return ANSWERS[answer].format(sources=named).replace(") say so", ") says so" if len(sources) == 1 else ") say so")


def read_sparql(name: str) -> str:
    """Return the text of a file with SPARQL, or of standard input for `-`."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise QueryError(
            f"{name} cannot be read: {error.strerror}", "Check the name, or pipe the query to -."
        ) from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{name} is not UTF-8", "Save the query as UTF-8.") from error

"""Writing results: to a file beside the old one, or to standard output; tables as people read them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from kg.errors import OutputError
from kg.table import BINARY_FORMATS, TEXT_FORMATS, Table, cell_text, to_parquet, to_text, to_xlsx
from kg.terms.namespaces import slug

TABLE_FORMATS: Final = ("table", *TEXT_FORMATS, *BINARY_FORMATS)
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
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    try:
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
        raise OutputError(f"{path} cannot be written: {error.strerror or error}", "Name another with -o.") from error


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
    """Return a table for people: labels instead of IRIs; columns empty in every row are named below instead."""
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table as Box  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown, empty = _shown_columns(table)
    rows = [[_readable_cell(table.columns[n], row[n]) for n in shown] for row in table.rows]
    headings = [table.columns[n].removesuffix("_label") for n in shown]
    width = None if terminal else max(_width(headings, rows), 20)
    drawn = Box(box=box.SIMPLE_HEAD if terminal else None, pad_edge=False, header_style="bold" if terminal else "")
    for heading in headings:
        drawn.add_column(heading, overflow="fold", no_wrap=not terminal)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    console = Console(width=width, force_terminal=terminal, color_system="auto" if terminal else None, highlight=False)
    with console.capture() as capture:
        console.print(drawn)
    text = "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
    if table.rows and empty:
        text += f"\n原文未载 not said in any row: {', '.join(empty)}\n"
    return text


def _shown_columns(table: Table) -> tuple[list[int], list[str]]:
    labelled = {name.removesuffix("_label") for name in table.columns if name.endswith("_label")}
    kept = [n for n, name in enumerate(table.columns) if name not in labelled]
    empty = [n for n in kept if table.rows and all(not cell_text(row[n]) for row in table.rows)]
    names = [table.columns[n].removesuffix("_label") for n in empty]
    return [n for n in kept if n not in empty], names


def _readable_cell(column: str, cell: object) -> str:
    text = cell_text(cell)  # type: ignore[arg-type]
    return slug(text.replace(":", "/")) if column in {"statement", "source"} else text


def _width(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    from kg.table import widths  # noqa: PLC0415

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
    named = f"{len(sources)} source{'s' if len(sources) != 1 else ''} ({', '.join(sources)})"
    return ANSWERS[answer].format(sources=named).replace(") say so", ") says so" if len(sources) == 1 else ") say so")

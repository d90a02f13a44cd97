"""Tables as people read them: on a terminal, as plain text, in a notebook."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, Literal

from kg.document.text import visible
from kg.document.words import in_words
from kg.tables.narrow import blocks, chosen, shared, widths
from kg.tables.table import Cell, Table, cell_text
from kg.terms.namespaces import slug

_SEVERAL: Final = 2
_CHINESE: Final = "_zh"  # after the name of a column whose English has the plain name
_KEPT: Final = "\n\t"
_MOST_ROWS: Final = 200
_EVERY_ROW: Final = ("每行相同：{}", "The same in every row: {}")
_NO_ROW: Final = ("各行均未载：{}", "Not said in any row: {}")
_HIDDEN: Final = ("未列出：{}；--wide 列出全部", "Not shown: {}; --wide shows all")
_MORE: Final = ("另有 {} 行", "{} more rows")
_ONE_MORE: Final = ("另有 1 行", "1 more row")


def readable(table: Table, *, terminal: bool = False, width: int = 0) -> str:
    """Return a table for people: labels instead of IRIs.

    Columns that are empty in every row are named below instead; on a terminal, where width is scarce, so are those
    that are the same in every row, with their value, except for the first main column. Where the rest does not fit the
    terminal (of `width` cells; without it, as wide as the terminal is), the main columns are shown and the others
    named; where a table has no main columns, or these do not fit either, each row is a block of lines.
    """
    shown, empty = _shown_columns(table)
    constant = _constant_columns(table, shown) if terminal else []
    shown = [n for n in shown if n not in constant]
    names = [_heading(table, n) for n in shown]
    rows = [[_readable_cell(table.columns[n], row[n]) for n in shown] for row in table.rows]
    below = list(_below(table, constant, empty))
    if terminal and rows:
        width = width or shutil.get_terminal_size().columns
        if not shared(names, rows, width):
            at = chosen(table.main, names, rows, width)
            if not at:
                return "\n".join([*blocks(names, rows, width), *(f"\n{line}" for line in below)]) + "\n"
            hidden = [name for n, name in enumerate(names) if n not in at]
            below.append(in_words(_HIDDEN, table.language).format(", ".join(hidden)))
            names, rows = [names[n] for n in at], [[row[n] for n in at] for row in rows]
    shares = (shared(names, rows, width) if terminal and rows else []) or widths([names, *rows])
    return _drawn(names, rows, shares, terminal=terminal) + "".join(f"\n{line}\n" for line in below)


def _drawn(names: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], *, terminal: bool) -> str:
    """Return rows under their headings, each column as many cells wide as its share."""
    from rich import box  # noqa: PLC0415 - rich costs more than the rest of the program's start
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table as Box  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Box(box=box.SIMPLE_HEAD if terminal else None, pad_edge=False, header_style="bold" if terminal else "")
    for name, share in zip(names, shares, strict=True):
        drawn.add_column(name, overflow="fold", no_wrap=not terminal, width=share)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    drawing = io.StringIO()
    width = max(sum(shares) + 3 * len(shares) + 2, 20)
    colours: Literal["auto"] | None = "auto" if terminal else None
    console = Console(
        file=drawing, width=width, force_terminal=terminal, color_system=colours, highlight=False, legacy_windows=False
    )
    console.print(drawn)
    return "\n".join(line.rstrip() for line in drawing.getvalue().splitlines()) + "\n"


def _below(table: Table, constant: Sequence[int], empty: Sequence[str]) -> Iterable[str]:
    if constant:
        said = (f"{_heading(table, n)} {_readable_cell(table.columns[n], table.rows[0][n])}" for n in constant)
        yield in_words(_EVERY_ROW, table.language).format("; ".join(said))
    if table.rows and empty:
        yield in_words(_NO_ROW, table.language).format(", ".join(empty))


def table_html(table: Table) -> str:
    """Return a table as HTML for a notebook, at most 200 rows; every text is escaped."""
    shown, empty = _shown_columns(table)
    head = "".join(f"<th>{escape(_heading(table, n))}</th>" for n in shown)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_readable_cell(table.columns[n], row[n]))}</td>" for n in shown) + "</tr>"
        for row in table.rows[:_MOST_ROWS]
    )
    rest = len(table.rows) - _MOST_ROWS
    more = [in_words(_ONE_MORE if rest == 1 else _MORE, table.language).format(rest)] if rest > 0 else []
    lines = [*_below(table, (), empty), *more, *map(visible, (*table.notes, *table.foot))]
    above = "".join(f"<p>{escape(line)}</p>" for line in map(visible, table.head))
    below = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"{above}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def _heading(table: Table, column: int) -> str:
    name = table.columns[column]
    paired = name.removesuffix(_CHINESE) if name.removesuffix(_CHINESE) in table.columns else name
    return visible(paired.removesuffix("_label"))


def _constant_columns(table: Table, shown: Sequence[int]) -> list[int]:
    """Return the columns with one value in all of several rows; not the words, the ids and the first main column."""
    if len(table.rows) < _SEVERAL:
        return []
    kept = {"statement", "quote", *table.main[:1], *(f"{name}_label" for name in table.main[:1])}
    return [n for n in shown if table.columns[n] not in kept and len({cell_text(row[n]) for row in table.rows}) == 1]


def _shown_columns(table: Table) -> tuple[list[int], list[str]]:
    labelled = {name.removesuffix("_label") for name in table.columns if name.endswith("_label")}
    kept = [n for n, name in enumerate(table.columns) if name not in labelled]
    kept = _in_language(table, kept)
    empty = [n for n in kept if table.rows and all(not cell_text(row[n]) for row in table.rows)]
    names = [_heading(table, n) for n in empty if table.columns[n] not in table.optional]
    return [n for n in kept if n not in empty], names


def _in_language(table: Table, columns: Sequence[int]) -> list[int]:
    """Return columns with one of each pair that says the same in two languages, at the place of the first."""
    pairs = {
        n: table.columns.index(f"{table.columns[n]}{_CHINESE}")
        for n in columns
        if f"{table.columns[n]}{_CHINESE}" in table.columns
    }
    chosen = pairs if table.language == "zh" else {}
    return [chosen.get(n, n) for n in columns if n not in pairs.values()]


def _readable_cell(column: str, cell: Cell) -> str:
    text = visible(cell_text(cell), _KEPT)
    is_id = column == "source" or text.startswith(("statement:", "source:"))
    return slug(text.replace(":", "/")) if is_id else text

"""One offline HTML file of a chart: the picture as inert SVG, its rows as a table, every row with its words.

Vega's own runtime is left out: the picture is drawn beforehand, and a small script of our own shows the row of the
mark that is pointed at. So the Content-Security-Policy allows one script and one style, by their hash, nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final
from xml.etree import ElementTree as ET

from jinja2 import Environment, PackageLoader

from kg.charts.chart import Basis, Chart
from kg.charts.words import words
from kg.render.chart.picture import row_number, told_marks

_MOST: Final = 2000  # rows of a table in the page; more are in the CSV
_FOLDED: Final = 400


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table twin: its number, its cells, the statements it rests on."""

    number: int
    cells: tuple[str, ...]
    statements: tuple[str, ...]


def page(chart: Chart, drawing: ET.Element) -> str:
    """Return the page of a chart and its drawing as one HTML text."""
    script, style = _asset("page.js"), _asset("page.css")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src '{_digest(script)}'; style-src '{_digest(style)}'"
    )
    _number_marks(drawing)
    say = words(chart.language)
    rows = list(_rows(chart))
    environment = Environment(loader=PackageLoader("kg.render.chart", "page"), autoescape=True)
    return environment.get_template("page.html.jinja").render(
        chart=chart,
        say=say,
        policy=policy,
        script=script,
        style=style,
        drawing=ET.tostring(drawing, encoding="unicode"),
        columns=[say(f"column-{name}") for name in chart.columns],
        rows=rows[:_MOST],
        basis=_apart(chart)[:_MOST],
        left_out=max(len(rows) - _MOST, 0) + max(len(_apart(chart)) - _MOST, 0),
    )


def _number_marks(drawing: ET.Element) -> None:
    """Mark what tells a row with the row's number; the first mark of a row can be reached by keyboard."""
    seen = set[str]()
    for mark in told_marks(drawing):
        number = row_number(mark)
        mark.set("data-row", number)
        if number not in seen:
            mark.set("tabindex", "0")
            mark.set("role", "img")
            seen.add(number)
        else:
            mark.set("aria-hidden", "true")


def _rows(chart: Chart) -> Iterator[_Row]:
    table = chart.table()
    for number, (row, cells) in enumerate(zip(chart.rows, table.rows, strict=True), start=1):
        statements = getattr(row, "statements", ())
        texts = tuple(_folded(str(cell or "")) for cell in cells)
        yield _Row(number, texts, statements)


def _folded(text: str) -> str:
    return text if len(text) <= _FOLDED else f"{text[:_FOLDED]}…"


def _apart(chart: Chart) -> tuple[Basis, ...]:
    """Return the statements that need a table of their own: those of rows that count several."""
    return () if "quote" in chart.columns else chart.basis


def _asset(name: str) -> str:
    return (files("kg.render.chart") / "page" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

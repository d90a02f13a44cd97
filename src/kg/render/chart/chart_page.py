"""One offline HTML file of a chart: the picture as inert SVG, its rows as a table, every row with its words.

Vega's own runtime is left out: the picture is drawn beforehand, and a small script of our own shows the row of the
mark that is pointed at. So the Content-Security-Policy allows one script and one style, by their hash, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from kg.charts.chart import Chart
from kg.charts.words import Say, words
from kg.reading.citation import plain
from kg.render.chart.picture import row_number, told_marks
from kg.render.either import Body, filled, page_of
from kg.render.offline import asset
from kg.render.tokens import stylesheet, tokens

_Drawn = tuple[Chart, ET.Element, ET.Element]  # a chart, drawn wide and narrow
_COLOUR: Final = re.compile(r'(fill|stroke)="(#[0-9A-Fa-f]{6})"')
_LARGE: Final = 900  # pixels: a wider drawing may shrink to these
_MOST: Final = 2000  # rows of a table in the page; more are in the CSV
_FOLDED: Final = 400
_GLOSS: Final = "quote_en"
_GLOSSES: Final = frozenset({_GLOSS, "printed_en"})  # English beside the words: for readers of English
# What serves programs, which read the CSV: codes and ids that a label or a number beside them says in words.
_FOR_PROGRAMS: Final = frozenset(
    {
        *("above", "holder_type", "measured_id", "modality", "measure", "bound", "level", "place_id", "set", "sort"),
        "statements",
    }
)
# What the card of a mark leaves out: what the picture shows already.
_NOT_IN_CARD: Final = frozenset(
    {
        *("category", "form", "earliest_start", "latest_start", "earliest_end", "latest_end", "order_certainty"),
        *("value", "low", "high", "group", "above", "quote_en"),
    }
)
_CODED: Final = frozenset(
    {"certainty", "order_certainty", "category", "form", "year", "cumulative", "dated_by", "shown_as", "part"}
)
_FIRST: Final = (
    "group",
    "label",
    "measured",
    "time",
    "printed",
    "modality_label",
    "quote",
    "quote_en",
)  # the words are near


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table twin: its place in the chart's table, name, heading, and whether the card shows it."""

    at: int
    name: str
    heading: str
    in_card: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table twin: its number, its cells, the statements it rests on."""

    number: int
    cells: tuple[str, ...]
    statements: tuple[str, ...]


def page(own: _Drawn, other: _Drawn | None = None) -> str:
    """Return the page of a chart as one HTML text; of its two drawings the style sheet shows the one that fits.

    A chart comes with its wide and its narrow drawing; `other` is the same in the other language.
    """
    script = asset("kg.render.chart", "page", "page.js")
    made = [_body(*each) for each in (own, other) if each]
    style = "\n".join(
        (stylesheet(), asset("kg.render.chart", "page", "page.css"), _recoloured([each.body for each in made]))
    )
    return page_of(made[0], made[1] if other else None, style, script)


def _body(chart: Chart, wide: ET.Element, narrow: ET.Element) -> Body:
    drawings = [_inert(drawing) for drawing in (wide, narrow)]
    say = words(chart.language)
    columns, empty = _columns(chart, say)
    rows = list(_rows(chart, columns, say))
    basis = () if "quote" in chart.columns else chart.basis  # rows that count several have no words of their own
    values = {
        "chart": chart,
        "say": say,
        "wide": drawings[0],
        "narrow": drawings[1],
        "is_large": float(wide.get("width", "0")) > _LARGE,
        "columns": columns,
        "empty": say("comma").join(empty),
        "is_glossed": chart.language == "en",
        "rows": rows[:_MOST],
        "basis": basis[:_MOST],
        "row_of": {statement: row.number for row in reversed(rows) for statement in row.statements},
        "left_out": max(len(rows) - _MOST, 0) + max(len(basis) - _MOST, 0),
    }
    return Body(chart.language, chart.title, filled("kg.render.chart", "page.html.jinja", values))


def _inert(drawing: ET.Element) -> str:
    _number_marks(drawing)
    return ET.tostring(drawing, encoding="unicode")


def _recoloured(drawings: Sequence[str]) -> str:
    """Return rules that give each colour of the drawings the token it is, so that a dark page has the dark one."""
    named = {value: name for name, value in reversed(list(tokens().items())) if value.startswith("#")}
    used = {(kind, value) for text in drawings for kind, value in _COLOUR.findall(text)}
    return "\n".join(
        f'#picture [{kind}="{value}"] {{ {kind}: var(--{named[value.lower()]}); }}'
        for kind, value in sorted(used)
        if value.lower() in named
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


def _columns(chart: Chart, say: Say) -> tuple[list[_Column], list[str]]:
    """Return the columns that say something in some row, and the headings of those that say nothing in any."""
    table = chart.table()
    left = _FOR_PROGRAMS if chart.language == "en" else _FOR_PROGRAMS | _GLOSSES
    named = [(n, name, say(f"column-{name}")) for n, name in enumerate(table.columns) if name not in left]
    filled = {n for row in table.rows for n, cell in enumerate(row) if cell}
    kept = [_Column(n, name, heading, name not in _NOT_IN_CARD) for n, name, heading in named if n in filled]
    kept.sort(key=lambda column: _FIRST.index(column.name) if column.name in _FIRST else len(_FIRST))
    return kept, [heading for n, _, heading in named if n not in filled]


def _rows(chart: Chart, columns: Sequence[_Column], say: Say) -> Iterator[_Row]:
    labels = {category.code: category.label for category in chart.categories}
    for number, (row, cells) in enumerate(zip(chart.rows, chart.table().rows, strict=True), start=1):
        slots = {"inferred": chart.slots}
        texts = tuple(
            _shown(column.name, str(cells[column.at] or ""), slots.get(column.name, labels), say) for column in columns
        )
        yield _Row(number, texts, getattr(row, "statements", ()))


def _shown(column: str, text: str, labels: Mapping[str, str], say: Say) -> str:
    """Return a cell as people read it: a code as its word, a very long text cut."""
    if column in _CODED and text and not text.isdecimal():
        return labels.get(text) or say(f"value-{text}")
    if column == "inferred":
        return say("comma").join(labels.get(name, name) for name in text.split(";") if name)
    text = plain(text) if column in _GLOSSES else text
    return text if len(text) <= _FOLDED else f"{text[:_FOLDED]}…"

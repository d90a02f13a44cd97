"""How many lead, serve and are honoured: place by place a row for each, a circle with its number for each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import altair as alt
from rich.cells import cell_len

from kg.charts.chart import Chart
from kg.charts.initiatives import UNCERTAIN, UNDATED
from kg.charts.overtime import HONOURED, LEAD, SERVE, YearCount
from kg.charts.words import Say, words
from kg.render.chart.frame import (
    LIGHT,
    Drawing,
    Form,
    Mark,
    Sample,
    colour,
    framed,
    legend,
    opacity,
    text_lines,
    wrapped,
)
from kg.render.chart.marks import Canvas

_TOKENS: Final[Mapping[str, str]] = {LEAD: "led", SERVE: "post", HONOURED: "honour-line"}
_LABELS: Final = 120
_ROW: Final = 25
_HEAD: Final = 24
_UNSURE: Final = 74
_SMALL: Final = 5.7
_LINE: Final = 14
_LEAST, _MOST = 20, 34  # pixels of a year's column
_BAR: Final = 130  # pixels of the longest bar on a telephone


def overtime_chart(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw the counts; on a telephone year by year as bars to the right, years without anything left out."""
    say = words(chart.language)
    rows: Sequence[YearCount] = chart.rows
    present = {row.part for row in rows}
    samples = [
        Sample("circle", colour(_TOKENS[one.code]), colour(_TOKENS[one.code]), one.legend, pale=True)
        for one in chart.categories
        if one.code in present
    ]
    if form.narrow:
        return framed([legend(samples, form.width), _down(rows, form, say)], chart, form)
    columns = _columns(rows, form)
    width = max(max(columns.values()) + _UNSURE / 2, 400)
    return framed([_matrix(rows, columns, width, say), legend(samples, width)], chart, form, max(width, form.width))


def _columns(rows: Sequence[YearCount], form: Form) -> dict[str, float]:
    """Return the middle of each column: all years from the first to the last, then what has no certain year."""
    years = sorted({int(row.year) for row in rows if row.year.isdecimal()})
    unsure = [name for name in (UNCERTAIN, UNDATED) if any(row.year == name for row in rows)]
    span = list(range(years[0], years[-1] + 1)) if years else []
    room = form.width - _LABELS - _UNSURE * len(unsure)
    step = max(min(room / max(len(span), 1), _MOST), _LEAST)
    found = {str(year): _LABELS + (n + 0.5) * step for n, year in enumerate(span)}
    right = _LABELS + len(span) * step + 8
    return found | {name: right + (n + 0.5) * _UNSURE for n, name in enumerate(unsure)}


def _matrix(rows: Sequence[YearCount], columns: Mapping[str, float], width: float, say: Say) -> Drawing:
    names: list[Mark] = []
    captions: list[Mark] = []
    marks: list[Mark] = []
    grid: list[Mark] = []
    most = max(row.count for row in rows)
    y, place, part = 34.0, "", ""
    for number, row in enumerate(rows, start=1):
        if row.place_id != place:
            y += 4 if place else 0
            names.append({"text": row.place, "x": 0, "y": y + _HEAD / 2})
            y, place, part = y + _HEAD, row.place_id, ""
        if row.part != part:
            part = row.part
            captions.append({"text": say(part), "x": 14, "y": y + _ROW / 2})
            grid.append({"x": 14, "x2": width, "y": y + _ROW, "colour": LIGHT, "width": 0.7})
            y += _ROW
        own = colour(_TOKENS[row.part])
        marks.append(
            {"x": columns[row.year], "y": y - _ROW / 2, "size": 130 + 330 * row.count / most, "shape": "circle"}
            | {"fill": own, "colour": own, "opacity": opacity(pale=True), "text": str(row.count)}
            | {"told": _told(number, row, say)}
        )
    canvas = Canvas(width, y + 6)
    years = [{"text": text, "x": x, "y": 14} for text, x in _heads(columns)]
    years += [
        {"text": line, "x": columns[name], "y": 14 + n * _LINE}
        for name in columns
        if not name.isdecimal()
        for n, line in enumerate(wrapped(say(name), int(_UNSURE / _SMALL)))
    ]
    numbers = [{"text": mark["text"], "x": mark["x"], "y": mark["y"]} for mark in marks]
    size = canvas.width, canvas.height
    return alt.layer(
        *canvas.rules(grid),
        *canvas.points(marks),
        text_lines(numbers, *size, align="center", fontSize=11),
        text_lines(years, *size, align="center", fontSize=11),
        text_lines(names, *size, fontWeight="bold"),
        text_lines(captions, *size, fontSize=11),
    )


def _heads(columns: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the years that have room for their numbers, with their places."""
    years = [(name, x) for name, x in columns.items() if name.isdecimal()]
    close = len(years) > 1 and years[1][1] - years[0][1] < 30  # noqa: PLR2004 - pixels of four digits
    return years[::2] if close else years


def _told(number: int, row: YearCount, say: Say) -> str:
    year = row.year if row.year.isdecimal() else say(row.year)
    return f"#{number} {row.place} · {year} · {say(row.part)} · {row.count}"


def _down(rows: Sequence[YearCount], form: Form, say: Say) -> Drawing:
    names: list[Mark] = []
    texts: list[Mark] = []
    bars: list[Mark] = []
    most = max(row.count for row in rows)
    label = max(cell_len(say(name)) for name in (LEAD, SERVE, HONOURED)) * _SMALL
    left = label + 10 + max(34, *(cell_len(say(row.year)) * _SMALL for row in rows if not row.year.isdecimal()), 0) + 10
    scale = min(_BAR, form.width - left - 24) / most
    y, place, part = 4.0, "", ""
    for number, row in enumerate(rows, start=1):
        if row.place_id != place:
            y += 8 if place else 0
            names.append({"text": row.place, "x": 0, "y": y + 8})
            y, place, part = y + 22, row.place_id, ""
        if row.part != part:
            part = row.part
            texts.append({"text": say(part), "x": 0, "y": y + 7})
        year = row.year if row.year.isdecimal() else say(row.year)
        end = left + row.count * scale
        own = colour(_TOKENS[row.part])
        bars.append(
            {"x": left, "x2": end, "y": y + 1, "y2": y + 13, "fill": own, "colour": own, "opacity": opacity(pale=True)}
            | {"told": _told(number, row, say)}
        )
        texts += [{"text": year, "x": label + 10, "y": y + 7}, {"text": str(row.count), "x": end + 5, "y": y + 7}]
        y += 17
    canvas = Canvas(form.width, y + 4)
    size = canvas.width, canvas.height
    return alt.layer(
        *canvas.rectangles(bars, strokeWidth=0.8),
        text_lines(names, *size, fontWeight="bold"),
        text_lines(texts, *size, fontSize=11),
    )

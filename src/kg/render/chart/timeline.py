"""Lanes in time: labels, the time as said, the years, notes. What has no time is beside the years, in its order.

On a telephone all that one lane has is under its label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import ceil, floor
from typing import Final

import altair as alt
from rich.cells import cell_len

from kg.charts.chart import Chart, Lane
from kg.charts.extent import POINT, decimal_year, in_plain
from kg.charts.spread import SpreadLane
from kg.charts.words import Say, words
from kg.reading.citation import plain
from kg.render.chart import lanes
from kg.render.chart.frame import (
    GREY,
    INK,
    LIGHT,
    PAPER,
    Form,
    Mark,
    dashed,
    framed,
    legend,
    shortened,
    text_lines,
    told,
    wrapped,
)
from kg.render.chart.marks import Canvas
from kg.render.chart.samples import samples

_ROW: Final = 22
_LINE: Final = 15
_TOP: Final = 26
_LABELS: Final = (170, 400)
_YEARS: Final = 330
_NOTES: Final = 190
_STEP: Final = 30
_UNDATED, _ASIDE, _ALONE = 90, 330, 600  # pixels for what has no time: at least, at most beside years, at most alone
_CELL: Final = 6.1  # pixels of half a Chinese character in a label
_SMALL: Final = 5.7  # the same in small print
_TICK: Final = 44  # pixels of a year's number
_EDGE: Final = 16  # pixels on both sides of the years, for arrows
_GUTTER: Final = 14  # for lines from a pilot to what followed it
_MOST_WORDS: Final = 2  # lines of a quote under its label


@dataclass(frozen=True, slots=True)
class _Placed:
    """A lane with the middle of its marks in pixels from the top, the lines under its label's first, how it is told."""

    lane: Lane
    y: float
    label_y: float
    lines: tuple[str, ...]
    words: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand, in pixels from the left: signs, labels, times as said, years, what is undated, notes."""

    sign: float
    label: float
    said: float
    years: tuple[float, float]
    aside: float
    aside_width: float
    notes: float
    width: float


def timeline(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw a chart whose rows are lanes."""
    say = words(chart.language)
    columns = _columns(chart.rows, form, say)
    heads, placed = _placed(chart.rows, columns, form, say)
    canvas = Canvas(columns.width, placed[-1].y + _ROW / 2 + 6)
    layers = [
        *_years(canvas, placed, heads, columns, form),
        *_links(canvas, placed, columns),
        *_aside(canvas, placed, columns, form),
        *_texts(canvas, heads, placed, columns, form, say),
    ]
    return framed([alt.layer(*layers), legend(samples(chart.rows, say), columns.width)], chart, form, columns.width)


def _columns(rows: Sequence[Lane], form: Form, say: Say) -> _Columns:
    linked = any(isinstance(row, SpreadLane) and row.follows for row in rows)
    signed = any(row.category in lanes.SIGNS for row in rows)
    sign = (_GUTTER if linked else 0) + 8.0
    label = sign + (14 if signed else 6)
    if form.narrow:
        return _Columns(
            sign, label, label, (label + _EDGE, form.width - _EDGE), label + 8, form.width, label, form.width
        )
    longest = max(cell_len(row.label) for row in rows) * _CELL + 14
    said = label + min(max(longest, _LABELS[0]), _LABELS[1])
    years = said + max(cell_len(text) for text in (say("time"), *(_said(row, say) for row in rows))) * _SMALL + 16
    undated = [row for row in rows if not row.extent.days]
    aside = _aside_width(undated, alone=len(undated) == len(rows))
    notes = _NOTES if any(row.note for row in rows) else 0
    wide = max(_YEARS, form.width - years - aside - notes - 12) if len(undated) < len(rows) else 0
    right = years + wide
    return _Columns(
        sign,
        label,
        said,
        (years + _EDGE, right - _EDGE),
        right + 6,
        aside,
        right + aside + 12,
        right + aside + notes + 12,
    )


def _placed(
    rows: Sequence[Lane], columns: _Columns, form: Form, say: Say
) -> tuple[list[tuple[str, float]], list[_Placed]]:
    """Return the headings with their places, and the rows with theirs, from the top down."""
    heads: list[tuple[str, float]] = []
    placed: list[_Placed] = []
    y, group = float(_TOP), None
    cells = int(((columns.width if form.narrow else columns.said) - columns.label - 8) / _CELL)
    for number, row in enumerate(rows, start=1):
        if row.group != group:
            group = row.group
            for line in wrapped(row.group, int(columns.width / (_CELL + 0.6))):
                heads.append((line, y + _ROW / 2 + 2))
                y += _ROW + 2
        lines = tuple(wrapped(row.label, cells)) or ("",)
        words = say(
            "told-words", text=row.quote, gloss=f"“{plain(row.quote_en)}”" if row.quote_en else f"「{row.quote}」"
        )
        quote = wrapped(words, round(cells * _CELL / _SMALL)) if isinstance(row, SpreadLane) else []
        kept = tuple(quote if len(quote) <= _MOST_WORDS else [*quote[: _MOST_WORDS - 1], _cut(quote[_MOST_WORDS - 1])])
        notes = wrapped(row.note, int(columns.width / _SMALL) - 6) if form.narrow else _note_lines(row)
        tall = (len(lines) + len(kept)) * _LINE
        middle = y + tall + len(notes) * _LINE + 13 if form.narrow else y + _ROW / 2
        how = told(row, number, f"{row.group} · {row.label} · {_said(row, say)}", say)
        placed.append(_Placed(row, middle, y + _ROW / 2, lines, kept, how))
        y = middle + 13 if form.narrow else y + max(_ROW, tall + 7, len(notes) * _LINE + 7)
    return heads, placed


def _cut(line: str) -> str:
    return shortened(line[:-1], cell_len(line) - 2).removesuffix("…") + "…" + line[-1]


def _note_lines(row: Lane) -> list[str]:
    return wrapped(row.note, int(_NOTES / _SMALL))


def _said(row: Lane, say: Say) -> str:
    """Return the time as said, for people: `2013 – ?` where the end is not said."""
    if row.extent.form == POINT:
        return say("attested-short")
    return in_plain(row.time) or say("undated")


def _texts(
    canvas: Canvas,
    heads: Sequence[tuple[str, float]],
    placed: Sequence[_Placed],
    columns: _Columns,
    form: Form,
    say: Say,
) -> list[alt.Chart]:
    """Return the labels, the words under them, the times as said and the notes."""
    bold = [{"text": text, "x": 0, "y": y} for text, y in heads]
    labels = [
        {"text": line, "x": columns.label, "y": p.label_y + n * _LINE, "told": p.told}
        for p in placed
        for n, line in enumerate(p.lines)
    ]
    small = [
        {"text": line, "x": columns.label, "y": p.label_y + (len(p.lines) + n) * _LINE}
        for p in placed
        for n, line in enumerate(p.words)
    ]
    for p in placed:
        below = p.label_y + (len(p.lines) + len(p.words)) * _LINE
        lines = wrapped(p.lane.note, int(columns.width / _SMALL) - 6) if form.narrow else _note_lines(p.lane)
        x, y = (columns.label, below) if form.narrow else (columns.notes, p.label_y)
        small += [{"text": line, "x": x, "y": y + n * _LINE} for n, line in enumerate(lines)]
        small += [] if form.narrow else [{"text": _said(p.lane, say), "x": columns.said, "y": p.label_y}]
    undated = [p for p in placed if not p.lane.extent.days]
    if form.narrow:
        small += [{"text": say("undated"), "x": columns.aside + 16, "y": p.y} for p in undated]
    else:
        small += [{"text": say("time"), "x": columns.said, "y": _TOP / 2}]
        small += [{"text": say("undated"), "x": columns.aside, "y": _TOP / 2}] if undated else []
    signs = [mark for p in placed for mark in lanes.sign(p.lane, p.label_y, p.told, columns.sign)]
    return [
        *canvas.points(signs),
        text_lines(bold, canvas.width, canvas.height, fontWeight="bold"),
        text_lines(labels, canvas.width, canvas.height),
        text_lines(small, canvas.width, canvas.height, color=GREY, fontSize=11),
    ]


def _years(
    canvas: Canvas, placed: Sequence[_Placed], heads: Sequence[tuple[str, float]], columns: _Columns, form: Form
) -> list[alt.Chart]:
    """Return what has a time, over a grid of years; on a telephone the grid is only behind what has a time."""
    days = [decimal_year(day) for p in placed for day in p.lane.extent.days]
    if not days:
        return []
    left, right = columns.years
    first, last = floor(min(days)), max(ceil(max(days)), floor(min(days)) + 1)
    at = partial(_at, left, (right - left) / (last - first), first)
    ticks_ = ticks(first, last, right - left)
    dated = [(p.y - _ROW / 2, p.y + _ROW / 2) for p in placed if p.lane.extent.days]
    spans = [(float(_TOP), _TOP + 5.0), *dated] if form.narrow else [(float(_TOP), canvas.height)]
    grid: list[Mark] = [
        {"x": at(year), "y": top, "y2": bottom, "colour": LIGHT, "width": 0.6}
        for year in ticks_
        for top, bottom in spans
    ]
    grid += [{"x": left - _EDGE, "x2": right + _EDGE, "y": _TOP, "colour": GREY, "width": 0.9}]
    grid += [
        {"x": left - _EDGE, "x2": right + _EDGE, "y": y + _ROW / 2, "colour": LIGHT, "width": 0.6} for _, y in heads
    ]
    numbers = [{"text": str(year), "x": at(year), "y": _TOP / 2} for year in ticks_]
    drawn = [(p.lane, p.y, p.told, at) for p in placed]
    return [
        *canvas.rules(grid),
        text_lines(numbers, canvas.width, canvas.height, align="center", fontSize=11),
        *canvas.rectangles([mark for one in drawn for mark in lanes.bars(*one)]),
        *canvas.rules([mark for one in drawn for mark in lanes.rules(*one)]),
        *canvas.points([mark for one in drawn for mark in lanes.points(*one)]),
    ]


def _at(left: float, scale: float, first: int, year: float) -> float:
    return left + (year - first) * scale


def ticks(first: int, last: int, width: float) -> list[int]:
    """Return years from the first on, as many as there is room for; round ones where they are far apart."""
    room = width / _TICK
    step = next(s for s in (1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if (last - first) / s <= room)
    start = first if step < 5 else first + -first % step  # noqa: PLR2004 - from five years on, round ones
    return list(range(start, last + 1, step))


def _links(canvas: Canvas, placed: Sequence[_Placed], columns: _Columns) -> list[alt.Chart]:
    """Return lines from a pilot to what was taken over from it, in the gutter left of the labels."""
    rows: Mapping[str, _Placed] = {name: p for p in placed for name in p.lane.statement.split()}
    lines: list[Mark] = []
    tips: list[Mark] = []
    x = columns.sign - _GUTTER
    for p in placed:
        source = rows.get(p.lane.follows) if isinstance(p.lane, SpreadLane) else None
        if source:
            line = {"colour": GREY, "width": 1.1, "dash": dashed(p.lane.certainty)}
            lines += [
                {**line, "x": x, "x2": columns.sign - 6, "y": source.label_y},
                {**line, "x": x, "y": source.label_y, "y2": p.label_y},
                {**line, "x": x, "x2": columns.sign - 9, "y": p.label_y},
            ]
            tips.append(
                {
                    "x": columns.sign - 9,
                    "y": p.label_y,
                    "shape": "triangle-right",
                    "fill": GREY,
                    "colour": GREY,
                    "size": 26,
                }
            )
    return [*canvas.rules(lines), *canvas.points(tips)]


def _aside_width(undated: Sequence[Lane], *, alone: bool) -> float:
    orders = [row.order for row in undated if row.order]
    widest = _ALONE if alone else _ASIDE
    return max(_UNDATED, min(max(orders, default=1) * _STEP + 10, widest)) if undated else 0


def _aside(canvas: Canvas, placed: Sequence[_Placed], columns: _Columns, form: Form) -> list[alt.Chart]:
    """Draw what has no time: numbered steps where an order is said, else a hollow circle."""
    undated = [p for p in placed if not p.lane.extent.days]
    longest = max((p.lane.order or 1 for p in undated), default=1)
    step = min(_STEP, (columns.aside_width - 30) / longest)
    marks = [
        {
            "x": columns.aside + (0 if form.narrow else 10 + ((p.lane.order or 1) - 1) * step),
            "y": p.y,
            "told": p.told,
            "dash": dashed(p.lane.order_certainty or p.lane.certainty),
            "text": str(p.lane.order or "?"),
            "shape": "circle",
            "size": 210,
            "fill": PAPER,
            "colour": INK,
        }
        for p in undated
    ]
    steps = [] if form.narrow else _steps([(m, p.lane) for m, p in zip(marks, undated, strict=True) if p.lane.order])
    numbers = [{"text": m["text"], "x": m["x"], "y": m["y"]} for m in marks]
    texts = [text_lines(numbers, canvas.width, canvas.height, align="center", fontSize=11)] if marks else []
    return [*canvas.rules(steps), *canvas.points(marks), *texts]


def _steps(ordered: Sequence[tuple[Mark, Lane]]) -> list[Mark]:
    """Return a line from each place in order to the next, within a group."""
    found = []
    for (one, before), (other, after) in pairwise(ordered):
        if before.group == after.group and after.order == (before.order or 0) + 1:
            ends = {"x": one["x"], "y": one["y"], "x2": other["x"], "y2": other["y"]}
            found.append({**ends, "dash": dashed(after.order_certainty), "width": 1.4})
    return found

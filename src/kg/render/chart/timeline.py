"""Lanes in time: bars where a post surely lasted, pale where its start or end lies, points where it is only attested.

What has no time stands beside the years, in the order that is said, if one is. Nothing is drawn at a day that is not
said: an open side ends in a hollow arrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Final

import altair as alt
from rich.cells import cell_len

from kg.charts.chart import Chart, Lane
from kg.charts.extent import POINT, SPELL, UNDATED, WITHIN, Extent, decimal_year
from kg.charts.words import Say, words
from kg.render.chart.frame import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    VERMILION,
    WIDTH,
    Drawing,
    Mark,
    Sample,
    dashed,
    dashes,
    data,
    framed,
    legend,
    pixels,
    shortened,
    text_lines,
    told,
)

_ROW: Final = 21
_TOP: Final = 22
_LABELS: Final = (170, 430)
_YEARS: Final = 400
_SAID: Final = 140
_NOTES: Final = 190
_STEP: Final = 30
_UNDATED, _ASIDE, _ALONE = 130, 330, 600  # pixels for what has no time: at least, at most beside years, at most alone
_PALE, _INFERRED = "#cfe3f1", "#8fbfe0"  # where a start or an end lies; what is sure, but inferred
_NARROWEST: Final = 760
_CELL: Final = 6.1  # pixels of half a Chinese character in a label
_STUB: Final = 0.022  # of the years shown: how far an open side is drawn
_TICK: Final = 44  # pixels of a year's number
# Shape and colour of each category of lanes; a post needs no sign before its label.
_SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "first": ("triangle-up", VERMILION),
    "piloted": ("diamond", PURPLE),
    "instance": ("square", GREEN),
    "adopted": ("cross", SKY),
    "honour": ("triangle-down", ORANGE),
    "carried": ("circle", BLUE),
    "not-actual-deed": ("stroke", GREY),
}
_COLOURS: Final[Mapping[str, str]] = {"gap": GREY, "overlap": VERMILION, **{name: c for name, (_, c) in _SIGNS.items()}}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A lane with the middle of its line in pixels from the top, its text, and how it is told."""

    lane: Lane
    y: float
    told: str


def timeline(chart: Chart) -> alt.VConcatChart:
    """Draw a chart whose rows are lanes: labels, the time as said, the years, what is undated, notes."""
    say = words(chart.language)
    heads, placed = _placed(chart.rows, say)
    height = placed[-1].y + _ROW / 2 + 4
    dated = [p for p in placed if p.lane.extent.days]
    undated = [p for p in placed if not p.lane.extent.days]
    notes = _NOTES if any(p.lane.note for p in placed) else 0
    aside = _aside_width(undated, alone=not dated)
    labels = _label_width(placed)
    years = max(_YEARS, WIDTH - labels - _SAID - aside - notes - 24) if dated else 0
    panels: list[Drawing] = [_labels(heads, placed, labels, height, say)]
    panels += [_years(dated, heads, years, height)] if dated else []
    panels += [_aside(undated, aside, height, say)] if undated else []
    panels += [_notes(placed, height)] if notes else []
    width = labels + _SAID + years + aside + notes + 6 * (len(panels) - 1)
    body = alt.hconcat(*panels, spacing=6)
    return framed([body, legend(_samples(placed, say), width)], chart, max(width, _NARROWEST))


def _label_width(placed: Sequence[_Placed]) -> int:
    longest = max(cell_len(p.lane.label) for p in placed)
    return min(max(round(longest * _CELL) + 34, _LABELS[0]), _LABELS[1])


def _placed(rows: Sequence[Lane], say: Say) -> tuple[list[Mark], list[_Placed]]:
    """Return the headings as texts with their places, and the rows with theirs, from the top down."""
    heads: list[Mark] = []
    placed: list[_Placed] = []
    y, group = float(_TOP), None
    for number, row in enumerate(rows, start=1):
        if row.group != group:
            group = row.group
            heads.append({"text": shortened(row.group, 44), "x": 0, "y": y + _ROW / 2 + 2})
            y += _ROW + 2
        placed.append(_Placed(row, y + _ROW / 2, told(row, number, f"{row.group} · {row.label} · {_said(row, say)}")))
        y += _ROW
    return heads, placed


def _said(row: Lane, say: Say) -> str:
    """Return the time as said, for people: `2013 – ?` where the end is not said."""
    if row.extent.form == POINT:
        return say("attested-short")
    low, slash, high = row.time.partition("/")
    return f"{low or '?'} – {high if high not in {'', '..'} else '?'}" if slash else row.time or say("undated")


def _labels(heads: Sequence[Mark], placed: Sequence[_Placed], labels: int, height: float, say: Say) -> Drawing:
    width = labels + _SAID
    cells = int((labels - 26) / _CELL)
    lanes = [{"text": shortened(p.lane.label, cells), "x": 20, "y": p.y, "told": p.told} for p in placed]
    times = [{"text": shortened(_said(p.lane, say), 24), "x": labels, "y": p.y} for p in placed]
    top = [{"text": say("time"), "x": labels, "y": _TOP / 2}]
    signs = [
        {"x": 10, "y": p.y, "shape": shape, "colour": colour, "certainty": p.lane.certainty, "told": p.told}
        for p in placed
        if p.lane.category in _SIGNS
        for shape, colour in [_SIGNS[p.lane.category]]
    ]
    x = alt.X("x:Q", scale=pixels(width), axis=None)
    y = alt.Y("y:Q", scale=pixels(height), axis=None)
    return alt.layer(
        *(_points(signs, x, y, width, height) if signs else ()),
        text_lines(heads, width, height, fontWeight="bold"),
        text_lines(lanes, width, height),
        text_lines(times, width, height, color=GREY, fontSize=11),
        text_lines(top, width, height, color=GREY, fontSize=11),
    )


def _years(placed: Sequence[_Placed], heads: Sequence[Mark], width: float, height: float) -> Drawing:
    """Draw what has a time over an axis of years."""
    days = [decimal_year(day) for p in placed for day in p.lane.extent.days]
    first, last = floor(min(days)), max(ceil(max(days)), floor(min(days)) + 1)
    stub = max((last - first) * _STUB, 0.02)
    axis = alt.Axis(values=ticks(first, last, width), format="d", title=None, orient="top", grid=True, offset=-_TOP)
    x = alt.X("x:Q", scale=alt.Scale(domain=[first - stub * 2, last + stub * 2], nice=False, zero=False), axis=axis)
    marks = [mark for p in placed for mark in _marks(p, stub)]
    rules = [{"x": first - stub * 2, "x2": last + stub * 2, "y": head["y"] + _ROW / 2} for head in heads]
    y = alt.Y("y:Q", scale=pixels(height), axis=None)
    base = alt.Chart(data(rules), width=width, height=height)
    layers: list[alt.Chart] = [base.mark_rule(color=LIGHT).encode(x=x, x2="x2:Q", y=y)]
    layers += _bars([m for m in marks if "top" in m], x, height)
    layers += _lines([m for m in marks if m["shape"] == "stroke"], x, y)
    layers += _points([m for m in marks if m["shape"] not in {"bar", "stroke"}], x, y, width, height)
    return alt.layer(*layers)


def ticks(first: int, last: int, width: float) -> list[int]:
    """Return years from the first on, as many as there is room for; round ones where they are far apart."""
    room = width / _TICK
    step = next(s for s in (1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000, 5000) if (last - first) / s <= room)
    start = first if step < 5 else first + -first % step  # noqa: PLR2004 - from five years on, round ones
    return list(range(start, last + 1, step))


def _marks(placed: _Placed, stub: float) -> Iterable[Mark]:
    """Yield the shapes of one lane: bars with `x`, `x2`, `top`, `bottom`; lines with `x2`; points."""
    when, colour = placed.lane.extent, _COLOURS.get(placed.lane.category, BLUE)
    one = {"y": placed.y, "told": placed.told, "certainty": placed.lane.certainty, "colour": colour}
    one["dash"] = dashed(placed.lane.certainty)
    first, last = decimal_year(when.days[0]), decimal_year(when.days[-1])
    if placed.lane.category == "gap":
        yield {**one, "shape": "stroke", "x": first, "x2": last, "dash": dashed("inferred")}
        return
    if when.form == POINT:
        yield {**one, "shape": "stroke", "x": first, "x2": last, "dash": dashed("stated"), "colour": ORANGE}
        yield {**one, "shape": "diamond", "x": first, "colour": ORANGE}
        return
    bar = {**one, "shape": "bar", "top": placed.y - 6, "bottom": placed.y + 6}
    if when.form == WITHIN:
        yield {**bar, "x": first, "x2": last, "fill": PAPER}
    else:
        yield from _spell(when, bar)
    if not when.earliest_start:
        yield {**one, "shape": "triangle-left", "x": first - stub}
    if not when.latest_end:
        yield {**one, "shape": "triangle-right", "x": last + stub}


def _spell(when: Extent, bar: Mark) -> Iterable[Mark]:
    """Yield the bar of what is sure, and pale bars where the start and the end lie."""
    zones = [(when.earliest_start, when.latest_start), (when.earliest_end, when.latest_end)]
    for low, high in zones:
        if low and high and low != high:
            yield {**bar, "x": decimal_year(low), "x2": decimal_year(high), "fill": _PALE}
    if when.sure and when.sure[0] < when.sure[1]:
        pale = bar["certainty"] == "inferred" and bar["colour"] == BLUE
        fill = _INFERRED if pale else bar["colour"]
        yield {**bar, "x": decimal_year(when.sure[0]), "x2": decimal_year(when.sure[1]), "fill": fill}


def _bars(marks: Sequence[Mark], x: alt.X, height: float) -> list[alt.Chart]:
    scale = pixels(height)
    bars = alt.Chart(data(marks)).mark_bar(strokeWidth=1.3)
    return [
        bars.encode(
            x=x,
            x2="x2:Q",
            y=alt.Y("top:Q", scale=scale, axis=None),
            y2="bottom:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=dashes(),
            description="told:N",
        )
    ]


def _lines(marks: Sequence[Mark], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    lines = alt.Chart(data(marks)).mark_rule(strokeWidth=1.6)
    stroke = alt.Stroke("colour:N", scale=None)
    return [lines.encode(x=x, x2="x2:Q", y=y, stroke=stroke, strokeDash=dashes(), description="told:N")]


def _points(marks: Sequence[Mark], x: alt.X, y: alt.Y, width: float, height: float) -> list[alt.Chart]:
    """Return points: filled where stated, hollow where inferred; arrows of open sides are hollow always."""
    hollow = {"triangle-left", "triangle-right"}
    filled = [
        {**m, "fill": PAPER if m["shape"] in hollow or m["certainty"] == "inferred" else m["colour"]} for m in marks
    ]
    points = alt.Chart(data(filled), width=width, height=height).mark_point(size=70, strokeWidth=1.3, opacity=1)
    shape, fill = alt.Shape("shape:N", scale=None), alt.Fill("fill:N", scale=None)
    stroke = alt.Stroke("colour:N", scale=None)
    return [points.encode(x=x, y=y, shape=shape, fill=fill, stroke=stroke, description="told:N")]


def _aside_width(undated: Sequence[_Placed], *, alone: bool) -> int:
    orders = [p.lane.order for p in undated if p.lane.order]
    widest = _ALONE if alone else _ASIDE
    return max(_UNDATED, min(max(orders, default=1) * _STEP + 20, widest)) if undated else 0


def _aside(undated: Sequence[_Placed], width: float, height: float, say: Say) -> Drawing:
    """Draw what has no time: numbered steps where an order is said, else a hollow circle."""
    ordered = [p for p in undated if p.lane.order]
    step = min(_STEP, (width - 30) / max((p.lane.order or 1 for p in ordered), default=1))
    marks = [
        {
            "x": 14 + ((p.lane.order or 1) - 1) * step,
            "y": p.y,
            "told": p.told,
            "dash": dashed(p.lane.order_certainty or p.lane.certainty),
            "text": str(p.lane.order or "?"),
            "shape": "circle",
        }
        for p in undated
    ]
    links = _steps([(m, p.lane) for m, p in zip(marks, undated, strict=True) if p.lane.order])
    x = alt.X("x:Q", scale=pixels(width), axis=None)
    y = alt.Y("y:Q", scale=pixels(height), axis=None)
    title = text_lines([{"text": say("undated"), "x": 2, "y": _TOP / 2}], width, height, color=GREY, fontSize=11)
    lines = alt.Chart(data(links)).mark_rule(strokeWidth=1.4, color=INK)
    circles = alt.Chart(data(marks)).mark_point(shape="circle", size=210, strokeWidth=1.4, opacity=1)
    numbers = alt.Chart(data(marks)).mark_text(fontSize=11, color=INK)
    return alt.layer(
        title,
        lines.encode(x=x, x2="x2:Q", y=y, y2="y2:Q", strokeDash=dashes()),
        circles.encode(
            x=x, y=y, fill=alt.value(PAPER), stroke=alt.value(INK), strokeDash=dashes(), description="told:N"
        ),
        numbers.encode(x=x, y=y, text="text:N"),
    )


def _steps(ordered: Sequence[tuple[Mark, Lane]]) -> list[Mark]:
    """Return a line from each place in order to the next, within a group."""
    found = []
    for (one, before), (other, after) in pairwise(ordered):
        if before.group == after.group and after.order == (before.order or 0) + 1:
            ends = {"x": one["x"], "y": one["y"], "x2": other["x"], "y2": other["y"]}
            found.append({**ends, "dash": dashed(after.order_certainty)})
    return found


def _notes(placed: Sequence[_Placed], height: float) -> alt.Chart:
    marks = [{"text": shortened(p.lane.note, 34), "x": 0, "y": p.y} for p in placed if p.lane.note]
    return text_lines(marks, _NOTES, height, color=GREY, fontSize=11, fontStyle="normal")


def _samples(placed: Sequence[_Placed], say: Say) -> list[Sample]:
    """Return the legend: only what the picture has."""
    lanes = [p.lane for p in placed]
    present = {lane.category for lane in lanes}
    deed = "-deed" if present & set(_SIGNS) else ""
    signs = [Sample(shape, c, c, say(name)) for name, (shape, c) in _SIGNS.items() if name in present]
    spells = [lane.extent for lane in lanes if lane.extent.form == SPELL and lane.category != "gap"]
    dated = [lane for lane in lanes if lane.extent.form in {SPELL, WITHIN} and lane.category != "gap"]
    undated = [lane for lane in lanes if lane.extent.form == UNDATED]
    orders = {lane.order_certainty for lane in undated if lane.order}
    entries: list[tuple[bool, Sample]] = [
        (any(e.sure for e in spells), Sample("square", BLUE, BLUE, say(f"sure{deed}"))),
        (bool(spells), Sample("square", _PALE, BLUE, say("zone"))),
        (any(lane.extent.form == WITHIN for lane in lanes), Sample("square", PAPER, BLUE, say(f"within{deed}"))),
        (
            any(not lane.extent.earliest_start or not lane.extent.latest_end for lane in dated),
            Sample("triangle-right", PAPER, BLUE, say("open")),
        ),
        (any(lane.extent.form == POINT for lane in lanes), Sample("diamond", ORANGE, ORANGE, say("point"))),
        (any(lane.category == "gap" for lane in lanes), Sample("stroke", PAPER, GREY, say("gap"), dashed=True)),
        (any(lane.category == "overlap" for lane in lanes), Sample("square", VERMILION, VERMILION, say("overlap"))),
        ("stated" in orders, Sample("circle", PAPER, INK, say("order"), letter="1")),
        ("inferred" in orders, Sample("circle", PAPER, INK, say("order-inferred"), dashed=True, letter="1")),
        (any(not lane.order for lane in undated), Sample("circle", PAPER, INK, say("no-order"), letter="?")),
        (
            any(lane.certainty == "inferred" for lane in lanes),
            Sample("square", PAPER, GREY, say("inferred"), dashed=True),
        ),
    ]
    return [*signs, *(sample for wanted, sample in entries if wanted)]

"""Ranks with their intervals: a panel a measure, a line a node, from the best rank on the left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import altair as alt
from rich.cells import cell_len

from kg.charts.chart import Chart
from kg.charts.robustness import RankInterval
from kg.charts.words import Say, words
from kg.render.chart.frame import (
    GREY,
    INK,
    LIGHT,
    Drawing,
    Form,
    Mark,
    Sample,
    colour,
    framed,
    legend,
    opacity,
    shortened,
    text_lines,
)
from kg.render.chart.marks import Canvas

_ROW: Final = 22
_HEAD: Final = 26
_FOOT: Final = 22
_RIGHT: Final = 14
_CELL: Final = 6.1
_LONGEST: Final = 26
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_TICK: Final = 42  # pixels between two numbers, at least
_OWN: Final = "post"
_BRACKET: Final = "M0,-0.9L0,0.9"
_Numbered = tuple[int, RankInterval]


def ranks_chart(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw the intervals; all panels have one scale of ranks."""
    say = words(chart.language)
    groups: dict[str, list[_Numbered]] = {}
    for number, row in enumerate(chart.rows, start=1):
        groups.setdefault(row.measure, []).append((number, row))
    rows: Sequence[RankInterval] = chart.rows
    left = max(min(cell_len(row.label), _LONGEST) for row in rows) * _CELL + 12
    last = max(max(row.high, row.rank, row.worst or 0) for row in rows)
    scale = (form.width - left - _RIGHT) / max(last - 1, 1)
    own = colour(_OWN)
    samples = [
        Sample("circle", own, own, say("rank-here")),
        Sample("square", own, own, say("rank-interval"), pale=True),
        Sample(_BRACKET, INK, INK, say("rank-elsewhere")),
    ]
    panels = [_panel(group, of, (left, scale, last), form.width, say) for group, of in groups.items()]
    return framed([*panels, legend(samples, form.width)], chart, form)


def _panel(measure: str, rows: Sequence[_Numbered], axis: tuple[float, float, int], width: float, say: Say) -> Drawing:
    left, scale, last = axis
    bottom = _HEAD + len(rows) * _ROW

    def x(rank: float) -> float:
        return left + (rank - 1) * scale

    canvas = Canvas(width, bottom + _FOOT)
    size = canvas.width, canvas.height
    step = next((step for step in _STEPS if step * scale >= _TICK), _STEPS[-1])
    ticks = [1, *range(step if step > 1 else 2, last + 1, step)]
    grid: list[Mark] = [{"x": x(t), "y": _HEAD, "y2": bottom, "colour": LIGHT, "width": 0.7} for t in ticks]
    numbers = [{"text": str(tick), "x": x(tick), "y": bottom + 11} for tick in ticks]
    names = [{"text": shortened(row.label, _LONGEST), "x": 0, "y": _middle(n)} for n, (_, row) in enumerate(rows)]
    bands = [
        {"x": x(row.low) - 4, "x2": x(row.high) + 4, "y": _middle(n) - 6, "y2": _middle(n) + 6}
        | {"fill": colour(_OWN), "colour": colour(_OWN), "opacity": opacity(pale=True)}
        for n, (_, row) in enumerate(rows)
    ]
    points = [mark for n, (number, row) in enumerate(rows) for mark in _points(number, row, n, x, say)]
    return alt.layer(
        *canvas.rules(grid),
        *canvas.rectangles(bands, strokeWidth=0),
        *canvas.points(points),
        text_lines([{"text": measure, "x": 0, "y": 10}], *size, fontWeight="bold"),
        text_lines(names, *size),
        text_lines(numbers, *size, align="center", fontSize=11, color=GREY),
    )


def _middle(line: int) -> float:
    return _HEAD + (line + 0.5) * _ROW


def _points(number: int, row: RankInterval, line: int, x: Callable[[float], float], say: Say) -> Iterator[Mark]:
    """Yield the rank, and on either side the best and the worst under other choices."""
    y, own = _middle(line), colour(_OWN)
    for rank in dict.fromkeys((row.best, row.worst)):
        if rank is not None:
            yield {"x": x(rank), "y": y, "shape": _BRACKET, "fill": INK, "colour": INK, "size": 110}
    told = say("rank-told", label=row.label, measure=row.measure, rank=row.rank, low=row.low, high=row.high)
    yield {"x": x(row.rank), "y": y, "shape": "circle", "fill": own, "colour": own, "told": f"#{number} {told}"}

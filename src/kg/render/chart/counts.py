"""Counts: involvements by year and capacity, and whom they are credited to. Every number is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from typing import Final

import altair as alt

from kg.charts.chart import Category, Chart
from kg.charts.initiatives import START_UNSAID, UNCERTAIN, UNDATED, Count
from kg.charts.shares import ALL, Share
from kg.charts.words import Say, words
from kg.render.chart.frame import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    ORANGE,
    SKY,
    VERMILION,
    WIDTH,
    Drawing,
    Mark,
    Sample,
    data,
    framed,
    legend,
    pixels,
    shortened,
    text_lines,
)

_SETS: Final = (VERMILION, BLUE, SKY)
_SORTS: Final = (BLUE, SKY, ORANGE, GREEN, VERMILION)
_LABELS: Final = 150
_COLUMN: Final = 34
_WIDE: Final = 106
_ROW: Final = 27
_HALF_BAR: Final = 22
_BARS: Final = 120
_TOP: Final = 24
_MOST_YEARS: Final = 60
_NUMBER: Final = 104
_SHARE_ROW: Final = 34
_SHARE_LABELS: Final = 250
_SHARE_BAR: Final = 380
_FIRST: Final = _SHARE_LABELS + _SHARE_BAR + 20  # where the numbers begin


def initiatives_chart(chart: Chart) -> alt.VConcatChart:
    """Draw counts: a bar a year on top, stacked by set; below a circle for each capacity and year, with its number."""
    say = words(chart.language)
    rows: Sequence[Count] = chart.rows
    colours = _colours(chart, _SETS)
    columns = _columns(rows)
    right = max(x + width for x, width in columns.values())
    capacities = list(dict.fromkeys(row.capacity for row in rows))
    height = _TOP + _BARS + 24 + len(capacities) * _ROW
    layers = [
        *_bars(chart, columns, colours, right, height),
        *_circles(chart, columns, capacities, colours, right, height),
        _captions(columns, capacities, say, right, height),
    ]
    samples = _samples(chart, colours, {row.set for row in rows})
    return framed([alt.layer(*layers), legend(samples, max(right, WIDTH))], chart, max(right, WIDTH))


def _colours(chart: Chart, palette: Sequence[str]) -> dict[str, str]:
    """Return the colour of each code of the chart's categories; each keeps its own, whichever are present."""
    return dict(zip((category.code for category in chart.categories), cycle(palette), strict=False))


def _samples(chart: Chart, colours: Mapping[str, str], present: Iterable[str]) -> list[Sample]:
    found = (category for category in chart.categories if category.code in present)
    return [Sample("square", colours[one.code], colours[one.code], one.legend) for one in found]


def _columns(rows: Sequence[Count]) -> dict[str, tuple[float, float]]:
    """Return left edge and width in pixels of each column: the years, then what has no certain year."""
    years = sorted({int(row.year) for row in rows if row.year.isdecimal()})
    if years and years[-1] - years[0] < _MOST_YEARS:
        years = list(range(years[0], years[-1] + 1))
    found = {str(year): (float(_LABELS + n * _COLUMN), float(_COLUMN)) for n, year in enumerate(years)}
    x = _LABELS + len(years) * _COLUMN + 14.0
    for name in (START_UNSAID, UNCERTAIN, UNDATED):
        if any(row.year == name for row in rows):
            found[name] = (x, float(_WIDE))
            x += _WIDE + 4
    return found


def _bars(
    chart: Chart, columns: Mapping[str, tuple[float, float]], colours: Mapping[str, str], width: float, height: float
) -> list[alt.Chart]:
    rows: Sequence[Count] = chart.rows
    say = words(chart.language)
    totals = {year: sum(row.count for row in rows if row.year == year) for year in columns}
    scale = (_BARS - 16) / max(totals.values())
    bars: list[Mark] = []
    numbers: list[Mark] = []
    base = float(_TOP + _BARS)
    for year, (x, wide) in columns.items():
        low = base
        for category in chart.categories:
            count = sum(row.count for row in rows if row.year == year and row.set == category.code)
            told = f"{_column_name(year, say)} · {category.legend} · {count}"
            high = low - count * scale
            side = wide / 2 - min(wide / 2 - 5, _HALF_BAR)
            mark = {"x": x + side, "x2": x + wide - side, "y": high, "y2": low, "fill": colours[category.code]}
            bars += [{**mark, "told": told}] if count else []
            low = high
        numbers += [{"text": str(totals[year]), "x": x + wide / 2, "y": low - 8}] if totals[year] else []
    return [_rectangles(bars, width, height), text_lines(numbers, width, height, align="center", fontWeight="bold")]


def _column_name(year: str, say: Say) -> str:
    return year if year.isdecimal() else say(year)


def _circles(
    chart: Chart,
    columns: Mapping[str, tuple[float, float]],
    capacities: Sequence[str],
    colours: Mapping[str, str],
    width: float,
    height: float,
) -> list[alt.Chart]:
    rows: Sequence[Count] = chart.rows
    say, top = words(chart.language), _TOP + _BARS + 24
    most = max(row.count for row in rows)
    marks = [
        {
            "x": columns[row.year][0] + columns[row.year][1] / 2,
            "y": top + (capacities.index(row.capacity) + 0.5) * _ROW,
            "size": 130 + 420 * row.count / most,
            "text": str(row.count),
            "colour": colours[row.set],
            "told": f"#{n} {_column_name(row.year, say)} · {row.capacity} · {row.count}",
        }
        for n, row in enumerate(rows, start=1)
    ]
    grid = [{"x": 0, "x2": width, "y": top + n * _ROW} for n in range(len(capacities) + 1)]
    x = alt.X("x:Q", scale=pixels(width), axis=None)
    y = alt.Y("y:Q", scale=pixels(height), axis=None)
    circles = alt.Chart(data(marks), width=width, height=height).mark_circle(
        fillOpacity=0.22, strokeWidth=1.4, opacity=1
    )
    colour = alt.Fill("colour:N", scale=None), alt.Stroke("colour:N", scale=None)
    return [
        alt.Chart(data(grid)).mark_rule(color=LIGHT, strokeWidth=0.7).encode(x=x, x2="x2:Q", y=y),
        circles.encode(
            x=x, y=y, size=alt.Size("size:Q", scale=None), fill=colour[0], stroke=colour[1], description="told:N"
        ),
        text_lines(marks, width, height, align="center", fontSize=11),
    ]


def _captions(
    columns: Mapping[str, tuple[float, float]], capacities: Sequence[str], say: Say, width: float, height: float
) -> alt.Chart:
    top = _TOP + _BARS + 24
    texts = [{"text": shortened(name, 24), "x": 4, "y": top + (n + 0.5) * _ROW} for n, name in enumerate(capacities)]
    texts += [{"text": say("statements"), "x": 4, "y": _TOP + _BARS - 8}]
    texts += [
        {"text": _column_name(year, say), "x": x + (3 if year.isdecimal() else 2), "y": _TOP + _BARS + 12}
        for year, (x, _) in columns.items()
    ]
    return text_lines(texts, width, height, fontSize=11)


def shares_chart(chart: Chart) -> alt.VConcatChart:
    """Draw shares: a bar a source, and beside it how many statements and what share each sort of actor has."""
    rows: Sequence[Share] = chart.rows
    colours = _colours(chart, _SORTS)
    sources = list(dict.fromkeys(row.source for row in rows))
    present = {row.sort for row in rows}
    sorts = [category for category in chart.categories if category.code in present]
    width = _FIRST + _NUMBER * len(sorts)
    height = float(_TOP + len(sources) * _SHARE_ROW + 6)
    middle = {source: _TOP + (n + 0.5) * _SHARE_ROW for n, source in enumerate(sources)}
    layers = [
        _rectangles(list(_segments(rows, middle, colours)), width, height),
        *_share_texts(rows, middle, sorts, width, height),
        *_heads(sorts, colours, width, height),
    ]
    panels: list[Drawing] = [legend(_samples(chart, colours, present), width), alt.layer(*layers)]
    return framed(panels, chart, width)


def _segments(rows: Sequence[Share], middle: Mapping[str, float], colours: Mapping[str, str]) -> Iterable[Mark]:
    left = dict.fromkeys(middle, float(_SHARE_LABELS))
    for n, row in enumerate(rows, start=1):
        wide = _SHARE_BAR * row.count / row.of
        yield {
            "x": left[row.source],
            "x2": left[row.source] + wide,
            "y": middle[row.source] - 10,
            "y2": middle[row.source] + 10,
            "fill": colours[row.sort],
            "told": f"#{n} {row.title} · {row.credited_as} · {_share(row)}",
        }
        left[row.source] += wide


def _share(row: Share) -> str:
    return f"{row.count} ({100 * row.count / row.of:.0f}%)"


def _share_texts(
    rows: Sequence[Share], middle: Mapping[str, float], sorts: Sequence[Category], width: float, height: float
) -> list[alt.Chart]:
    titles = {row.source: (row.title, row.of) for row in rows}
    key = {source: source[:3] + " " if source != ALL else "" for source in titles}
    names = [
        {"text": shortened(f"{key[source]}{title}", 36), "x": 0, "y": middle[source] - 7}
        for source, (title, _) in titles.items()
    ]
    totals = [{"text": f"n = {of}", "x": 0, "y": middle[source] + 8} for source, (_, of) in titles.items()]
    column = {sort.code: _FIRST + n * _NUMBER + 16 for n, sort in enumerate(sorts)}
    numbers = [{"text": _share(row), "x": column[row.sort], "y": middle[row.source]} for row in rows]
    return [
        text_lines(names, width, height),
        text_lines(totals, width, height, color=GREY, fontSize=10),
        text_lines(numbers, width, height, fontSize=12),
    ]


def _heads(sorts: Sequence[Category], colours: Mapping[str, str], width: float, height: float) -> list[alt.Chart]:
    """Return the heads of the columns of numbers: the colour and the name of each sort of actor."""
    squares: list[Mark] = []
    names: list[Mark] = []
    for n, sort in enumerate(sorts):
        x = _FIRST + n * _NUMBER
        square = {"x": x + 2, "x2": x + 12, "y": _TOP / 2 - 5, "y2": _TOP / 2 + 5}
        squares.append({**square, "fill": colours[sort.code], "told": sort.label})
        names.append({"text": shortened(sort.label, 15), "x": x + 16, "y": _TOP / 2})
    return [_rectangles(squares, width, height), text_lines(names, width, height, color=GREY, fontSize=11)]


def _rectangles(marks: Sequence[Mark], width: float, height: float) -> alt.Chart:
    rectangles = alt.Chart(data(marks), width=width, height=height).mark_rect(stroke=INK, strokeWidth=0.6)
    drawn: alt.Chart = rectangles.encode(
        x=alt.X("x:Q", scale=pixels(width), axis=None),
        x2="x2:Q",
        y=alt.Y("y:Q", scale=pixels(height), axis=None),
        y2="y2:Q",
        fill=alt.Fill("fill:N", scale=None),
        description="told:N",
    )
    return drawn

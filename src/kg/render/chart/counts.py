"""Counts: involvements by year and capacity, and whom they are credited to. Every number is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import altair as alt
from rich.cells import cell_len

from kg.charts.chart import Category, Chart
from kg.charts.initiatives import START_UNSAID, UNCERTAIN, UNDATED, Count
from kg.charts.shares import ALL, PLACE_ACTING, Share
from kg.charts.words import Say, words
from kg.render.chart.frame import (
    GREY,
    LIGHT,
    PAPER,
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

_LABELS: Final = 150
_COLUMN: Final = 34
_WIDE: Final = 64  # of a column without a certain year, for its name; its bar is as wide as that of a year
_ROW: Final = 27
_HALF_BAR: Final = 12
_BARS: Final = 120
_TOP: Final = 24
_LINE: Final = 14
_MOST_YEARS: Final = 60
_NUMBER: Final = 104
_SHARE_ROW: Final = 34
_SHARE_LABELS: Final = 250
_SHARE_BAR: Final = 380
_FIRST: Final = _SHARE_LABELS + _SHARE_BAR + 20  # where the numbers begin
_CELL: Final = 6.1
_SMALL: Final = 5.7


def initiatives_chart(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw counts: a bar a year on top, stacked by part; below a circle for each capacity and year, with its number.

    On a telephone the years are one below the other.
    """
    say = words(chart.language)
    rows: Sequence[Count] = chart.rows
    samples = _samples(chart, {row.shown_as for row in rows})
    if form.narrow:
        return framed([legend(samples, form.width), _years_down(chart, form, say)], chart, form)
    columns = _columns(rows)
    right = max(x + width for x, width in columns.values())
    capacities = list(dict.fromkeys(row.capacity for row in rows))
    canvas = Canvas(right, _TOP + _BARS + _head(columns, say) + len(capacities) * _ROW)
    top = _TOP + _BARS + _head(columns, say)
    layers = [
        *_bars(canvas, chart, columns, say),
        *_circles(canvas, chart, columns, capacities, top),
        _captions(canvas, columns, capacities, say, top),
    ]
    width = max(right, form.width)
    return framed([alt.layer(*layers), legend(samples, width)], chart, form, width)


def _samples(chart: Chart, present: Iterable[str]) -> list[Sample]:
    found = (category for category in chart.categories if category.code in present)
    return [Sample("square", _own(one.code), _own(one.code), one.legend) for one in found]


def _own(code: str) -> str:
    """Return the colour of a part, or of a class of actors."""
    return colour("place" if code == PLACE_ACTING else code.lower())


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


def _head(columns: Mapping[str, tuple[float, float]], say: Say) -> int:
    """Return the height of the columns' names."""
    return 10 + _LINE * max(len(_name_lines(year, wide, say)) for year, (_, wide) in columns.items())


def _name_lines(year: str, wide: float, say: Say) -> list[str]:
    return wrapped(_column_name(year, say), int(wide / _SMALL))


def _stacks(chart: Chart, years: Iterable[str], say: Say) -> Iterable[tuple[str, int, int, str, str]]:
    """Yield the stacked counts: year, count before, count after, code of the part, and how it is told."""
    rows: Sequence[Count] = chart.rows
    for year in years:
        before = 0
        for part in chart.categories:
            count = sum(row.count for row in rows if row.year == year and row.shown_as == part.code)
            if count:
                yield year, before, before + count, part.code, f"{_column_name(year, say)} · {part.legend} · {count}"
            before += count


def _bars(canvas: Canvas, chart: Chart, columns: Mapping[str, tuple[float, float]], say: Say) -> list[alt.Chart]:
    totals = _totals(chart, columns)
    scale = (_BARS - 16) / max(totals.values())
    base = float(_TOP + _BARS)
    middle = {year: x + wide / 2 for year, (x, wide) in columns.items()}
    bars = [
        {"x": middle[year] - _HALF_BAR, "x2": middle[year] + _HALF_BAR, "told": told}
        | {"y": base - high * scale, "y2": base - low * scale, "fill": _own(code), "colour": PAPER}
        for year, low, high, code, told in _stacks(chart, columns, say)
    ]
    numbers = [
        {"text": str(total), "x": middle[year], "y": base - total * scale - 8}
        for year, total in totals.items()
        if total
    ]
    bold = {"align": "center", "fontWeight": "bold"}
    return [*canvas.rectangles(bars, strokeWidth=0.6), text_lines(numbers, canvas.width, canvas.height, **bold)]


def _totals(chart: Chart, years: Iterable[str]) -> dict[str, int]:
    rows: Sequence[Count] = chart.rows
    return {year: sum(row.count for row in rows if row.year == year) for year in years}


def _column_name(year: str, say: Say) -> str:
    return year if year.isdecimal() else say(year)


def _circles(
    canvas: Canvas, chart: Chart, columns: Mapping[str, tuple[float, float]], capacities: Sequence[str], top: float
) -> list[alt.Chart]:
    rows: Sequence[Count] = chart.rows
    say = words(chart.language)
    most = max(row.count for row in rows)
    marks = [
        {
            "x": columns[row.year][0] + columns[row.year][1] / 2,
            "y": top + (capacities.index(row.capacity) + 0.5) * _ROW,
            "size": 130 + 420 * row.count / most,
            "shape": "circle",
            "text": str(row.count),
            "colour": _own(row.shown_as),
            "fill": _own(row.shown_as),
            "opacity": opacity(pale=True),
            "told": f"#{n} {_column_name(row.year, say)} · {row.capacity} · {row.count}",
        }
        for n, row in enumerate(rows, start=1)
    ]
    lines = len(capacities) + 1
    grid = [{"x": 0, "x2": canvas.width, "y": top + n * _ROW, "colour": LIGHT, "width": 0.7} for n in range(lines)]
    numbers = [{"text": mark["text"], "x": mark["x"], "y": mark["y"]} for mark in marks]
    return [
        *canvas.rules(grid),
        *canvas.points(marks),
        text_lines(numbers, canvas.width, canvas.height, align="center", fontSize=11),
    ]


def _captions(
    canvas: Canvas, columns: Mapping[str, tuple[float, float]], capacities: Sequence[str], say: Say, top: float
) -> alt.Chart:
    texts: list[Mark] = [{"text": say("statements"), "x": 4, "y": _TOP + _BARS - 8, "align": "left"}]
    for n, name in enumerate(capacities):
        lines = wrapped(name, int((_LABELS - 8) / _SMALL))
        first = top + (n + 0.5) * _ROW - (len(lines) - 1) * 6
        texts += [{"text": line, "x": 4, "y": first + k * 12} for k, line in enumerate(lines)]
    for year, (x, wide) in columns.items():
        for k, line in enumerate(_name_lines(year, wide, say)):
            left = x + (wide - cell_len(line) * _SMALL) / 2
            texts.append({"text": line, "x": left, "y": _TOP + _BARS + 12 + k * _LINE})
    return text_lines(texts, canvas.width, canvas.height, fontSize=11)


def _years_down(chart: Chart, form: Form, say: Say) -> Drawing:
    """Return the counts of each year as a bar to the right, under each year what makes it up."""
    rows: Sequence[Count] = chart.rows
    years = [year for year in (*_columns(rows),) if any(row.year == year for row in rows)]
    totals, y = _totals(chart, years), {}
    texts: list[Mark] = []
    small: list[Mark] = []
    top = 4.0
    for year in years:
        y[year] = top + 10
        texts.append({"text": _column_name(year, say), "x": 0, "y": y[year]})
        top += 22
        for n, row in enumerate(rows, start=1):
            if row.year == year:
                told = f"#{n} {_column_name(year, say)} · {row.capacity} · {row.count}"
                small.append({"text": f"{row.capacity} {row.count}", "x": 78, "y": top + 5, "told": told})
                top += _LINE
        top += 8
    canvas = Canvas(form.width, top)
    scale = (form.width - 78 - 40) / max(totals.values())
    bars = [
        {"x": 78 + low * scale, "x2": 78 + high * scale, "y": y[year] - 7, "y2": y[year] + 7, "told": told}
        | {"fill": _own(code), "colour": PAPER}
        for year, low, high, code, told in _stacks(chart, years, say)
    ]
    texts += [{"text": str(total), "x": 84 + total * scale, "y": y[year]} for year, total in totals.items()]
    return alt.layer(
        *canvas.rectangles(bars, strokeWidth=0.6),
        text_lines(texts, canvas.width, canvas.height),
        text_lines(small, canvas.width, canvas.height, color=GREY, fontSize=11),
    )


def shares_chart(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw shares: a bar a source, and beside it how many statements and what share each sort of actor has.

    On a telephone the numbers are under the bar.
    """
    rows: Sequence[Share] = chart.rows
    present = {row.sort for row in rows}
    sorts = [category for category in chart.categories if category.code in present]
    sources = list(dict.fromkeys(row.source for row in rows))
    key = {source: source[:3] + " " if source != ALL else "" for source in sources}
    cells = int((form.width if form.narrow else _SHARE_LABELS - 12) / _CELL)
    names = {row.source: wrapped(f"{key[row.source]}{row.title}", cells) for row in rows}
    if form.narrow:
        return framed([legend(_samples(chart, present), form.width), _shares_down(rows, names, form)], chart, form)
    width = _FIRST + _NUMBER * len(sorts)
    heads = [wrapped(sort.label, int((_NUMBER - 20) / _SMALL)) for sort in sorts]
    top = 10 + _LINE * max(map(len, heads))
    middle: dict[str, float] = {}
    y = float(top)
    for source in sources:
        tall = max(_SHARE_ROW, (len(names[source]) + 1) * _LINE + 8)
        middle[source] = y + tall / 2
        y += tall
    canvas = Canvas(width, y + 6)
    bars = _segments(rows, middle, (_SHARE_LABELS, _SHARE_BAR))
    layers = [*canvas.rectangles(list(bars), strokeWidth=0.6), *_share_texts(canvas, rows, middle, names, sorts)]
    return framed([alt.layer(*layers, *_heads(canvas, sorts, heads))], chart, form, width)


def _segments(rows: Sequence[Share], middle: Mapping[str, float], bar: tuple[float, float]) -> Iterable[Mark]:
    """Yield the parts of each source's bar, which begins at the first number of `bar` and is as wide as the second."""
    left = dict.fromkeys(middle, float(bar[0]))
    for n, row in enumerate(rows, start=1):
        wide = bar[1] * row.count / row.of
        yield {
            "x": left[row.source],
            "x2": left[row.source] + wide,
            "y": middle[row.source] - 10,
            "y2": middle[row.source] + 10,
            "fill": _own(row.sort),
            "colour": PAPER,
            "told": f"#{n} {row.title} · {row.credited_as} · {_share(row)}",
        }
        left[row.source] += wide


def _share(row: Share) -> str:
    return f"{row.count} ({100 * row.count / row.of:.0f}%)"


def _share_texts(
    canvas: Canvas,
    rows: Sequence[Share],
    middle: Mapping[str, float],
    names: Mapping[str, Sequence[str]],
    sorts: Sequence[Category],
) -> list[alt.Chart]:
    of = {row.source: row.of for row in rows}
    titles: list[Mark] = []
    totals: list[Mark] = []
    for source, lines in names.items():
        first = middle[source] - len(lines) * _LINE / 2
        titles += [{"text": line, "x": 0, "y": first + n * _LINE} for n, line in enumerate(lines)]
        totals.append({"text": f"n = {of[source]}", "x": 0, "y": first + len(lines) * _LINE})
    column = {sort.code: _FIRST + n * _NUMBER + 16 for n, sort in enumerate(sorts)}
    numbers = [{"text": _share(row), "x": column[row.sort], "y": middle[row.source]} for row in rows]
    return [
        text_lines(titles, canvas.width, canvas.height),
        text_lines(totals, canvas.width, canvas.height, color=GREY, fontSize=10),
        text_lines(numbers, canvas.width, canvas.height, fontSize=12),
    ]


def _heads(canvas: Canvas, sorts: Sequence[Category], heads: Sequence[Sequence[str]]) -> list[alt.Chart]:
    """Return the heads of the columns of numbers: the colour and the name of each sort of actor."""
    squares: list[Mark] = []
    names: list[Mark] = []
    for n, (sort, lines) in enumerate(zip(sorts, heads, strict=True)):
        x = _FIRST + n * _NUMBER
        square = {"x": x + 2, "x2": x + 12, "y": 5, "y2": 15, "told": sort.label}
        squares.append({**square, "fill": _own(sort.code), "colour": PAPER})
        names += [{"text": line, "x": x + 16, "y": 10 + k * _LINE} for k, line in enumerate(lines)]
    return [*canvas.rectangles(squares), text_lines(names, canvas.width, canvas.height, color=GREY, fontSize=11)]


def _shares_down(rows: Sequence[Share], names: Mapping[str, Sequence[str]], form: Form) -> Drawing:
    """Return the bars one below the other, each between the source's title and its numbers."""
    middle: dict[str, float] = {}
    titles: list[Mark] = []
    numbers: list[Mark] = []
    y = 8.0
    for source, lines in names.items():
        of_source = [row for row in rows if row.source == source]
        titles += [{"text": line, "x": 0, "y": y + n * _LINE} for n, line in enumerate(lines)]
        middle[source] = y + len(lines) * _LINE + 6
        text = " · ".join(f"{row.credited_as} {_share(row)}" for row in of_source)
        under = wrapped(f"n = {of_source[0].of} · {text}", int(form.width / _SMALL))
        numbers += [{"text": line, "x": 0, "y": middle[source] + 20 + n * _LINE} for n, line in enumerate(under)]
        y = middle[source] + 30 + len(under) * _LINE
    canvas = Canvas(form.width, y)
    return alt.layer(
        *canvas.rectangles(list(_segments(rows, middle, (0, form.width - 2))), strokeWidth=0.6),
        text_lines(titles, canvas.width, canvas.height),
        text_lines(numbers, canvas.width, canvas.height, color=GREY, fontSize=11),
    )

"""Figures over time: results as filled points, targets and forecasts as hollow shapes, open bounds as arrows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

import altair as alt
from rich.cells import cell_len

from kg.charts.chart import Chart
from kg.charts.extent import ARTICLE, TEXT, decimal_year
from kg.charts.series import Figure
from kg.charts.words import Say, words
from kg.reading.citation import plain
from kg.render.chart.frame import (
    FONTS,
    GREY,
    INK,
    PAPER,
    Drawing,
    Form,
    Mark,
    Sample,
    colour,
    dashed,
    dashes,
    data,
    framed,
    legend,
    pixels,
    text_lines,
    told,
    wrapped,
)
from kg.render.chart.marks import DOWNWARD, SIGHTS, UPWARD
from kg.render.chart.timeline import ticks

_STYLES: Final[Mapping[str, tuple[str, str]]] = {
    "actual": ("circle", "ink"),
    "target": (SIGHTS, "target"),
    "planned": ("square", "target"),
    "forecast": ("diamond", "target"),
}
_OTHER: Final = ("cross", "target")
_AXIS: Final = 80
_ONE: Final = 300
_SEVERAL: Final = 170
_ARROW: Final = 0.16  # of the panel's range: how far an open bound is drawn
_FLAT: Final = 0.6
_LABELLED: Final = 24
_LISTED: Final = 40
_LINE: Final = 20
_CELL: Final = 6.1  # pixels of half a Chinese character
# How an axis counts: from which value on, by how much it divides, and the word before the unit.
_SCALES: Final[Mapping[str, tuple[tuple[float, float, str], ...]]] = {
    "zh": ((1e9, 1e8, "亿"), (1e5, 1e4, "万")),
    "en": ((1e9, 1e9, "billion "), (1e6, 1e6, "million ")),
}
_Numbered = tuple[int, Figure]


@dataclass(frozen=True, slots=True)
class _Axes:
    """The axes that the layers of a panel share."""

    x_scale: alt.Scale
    x_axis: alt.Axis
    y_scale: alt.Scale
    y_axis: alt.Axis
    years: tuple[float, float]

    def x(self, field: str = "x") -> alt.X:
        return alt.X(f"{field}:Q", scale=self.x_scale, axis=self.x_axis)

    def y(self, field: str = "y") -> alt.Y:
        return alt.Y(f"{field}:Q", scale=self.y_scale, axis=self.y_axis)


def series_chart(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw figures: a panel a thing measured (and reference and unit), years shared; below, what is undated."""
    say = words(chart.language)
    dated: Sequence[_Numbered] = [(n, row) for n, row in enumerate(chart.rows, start=1) if row.extent.days]
    panels: dict[tuple[str, str, str], list[_Numbered]] = {}
    for n, row in dated:
        panels.setdefault(row.panel, []).append((n, row))
    days = [decimal_year(day) for _, row in dated for day in row.extent.days]
    years = (floor(min(days)), max(ceil(max(days)), floor(min(days)) + 1)) if days else (0, 0)
    height = _ONE if len(panels) == 1 else _SEVERAL
    drawn: list[Drawing] = []
    for rows in panels.values():
        headed = len(panels) > 1 or bool(rows[0][1].reference) or rows[0][1].measured not in chart.title
        drawn.append(_panel(rows, years, (form.width, height), chart.language, say, headed=headed))
    undated = [(n, row) for n, row in enumerate(chart.rows, start=1) if not row.extent.days]
    width = form.width - _AXIS if panels else form.width  # panels lie under each other by their axes
    drawn += [_undated_list(undated, width, say)] if undated else []
    return framed([*drawn, legend(_samples(chart.rows, say), width)], chart, form)


def _undated_list(undated: Sequence[_Numbered], width: int, say: Say) -> Drawing:
    """Return what has no time as lines: the shape of its modality, the value as printed, thing, reference, source."""
    marks: list[Mark] = []
    signs: list[Mark] = []
    line = 1
    for n, row in undated[:_LISTED]:
        shape, own = _style(row)
        reference = f" ← {row.reference}" if row.reference else ""
        text = f"{with_run(row, say)} · {row.measured}{reference} · {row.modality_label} · {row.source}"
        signs.append(
            {"sign": 10, "y": (line + 0.5) * _LINE, "shape": shape, "colour": own, "told": told(row, n, text, say)}
            | {"fill": _filled(row, own), "dash": dashed(row.certainty)}
        )
        for part in wrapped(text, int((width - 22) / _CELL)):
            marks.append({"x": 22, "y": (line + 0.5) * _LINE, "text": part, "told": told(row, n, text, say)})
            line += 1
    more = len(undated) - len(signs)
    height = (line + bool(more)) * _LINE + 4
    captions = [{"text": say("undated"), "x": 0, "y": _LINE / 2}]
    captions += [{"text": say("more-in-table", count=more), "x": 22, "y": (line + 0.5) * _LINE}] if more else []
    return alt.layer(
        text_lines(captions, width, height, color=GREY),
        text_lines(marks, width, height),
        alt.Chart(data(signs), width=width, height=height)
        .mark_point(size=70, strokeWidth=1.4, opacity=1)
        .encode(
            x=alt.X("sign:Q", scale=pixels(width), axis=None),
            y=alt.Y("y:Q", scale=pixels(height), axis=None),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=dashes(),
            description="told:N",
        ),
    )


def _style(row: Figure) -> tuple[str, str]:
    """Return the shape and the colour of a figure."""
    shape, token = _STYLES.get(row.modality, _OTHER)
    return shape, colour(token)


def _filled(row: Figure, own: str) -> str:
    return own if row.modality == "actual" and row.certainty == "stated" else PAPER


def _panel(
    rows: Sequence[_Numbered], years: tuple[int, int], size: tuple[int, int], language: str, say: Say, *, headed: bool
) -> Drawing:
    values = [row.number for _, row in rows if row.number is not None]
    of = rows[0][1]
    factor, word = next(((by, w) for least, by, w in _SCALES[language] if values and max(values) >= least), (1.0, ""))
    low, high, flat = _range([value / factor for value in values], rank=of.measure == "rank")
    width, height = size[0] - _AXIS, size[1]
    reach = (high - low) * _ARROW
    down = of.measure == "rank"  # rank one stands on top
    marks = list(_marks(rows, factor, reach, say, upside_down=down))
    unit = f"{word}{of.unit}" + (f"　{say('not-from-zero')}" if flat else "")
    axes = _Axes(
        alt.Scale(domain=[years[0] - 0.15, years[1] + 0.15], nice=False, zero=False),
        _years_axis(years, width),
        alt.Scale(domain=[low, high], nice=False, zero=False, reverse=down),
        alt.Axis(title=unit, tickCount=5, minExtent=_AXIS - 24, titleAngle=-90),
        (years[0] - 0.15, years[1] + 0.15),
    )
    layers = [*_lines(marks, axes, width, height), *_points(marks, axes, width, labelled=len(rows) <= _LABELLED)]
    drawn = alt.layer(*layers)
    if not headed:
        return drawn
    name = of.measured + (f" ← {of.reference}" if of.reference else "")
    title = alt.TitleParams(text=wrapped(name, int(size[0] / 7)), anchor="start", fontSize=13, font=FONTS, offset=6)
    return drawn.properties(title=title)


def _years_axis(years: tuple[int, int], width: float) -> alt.Axis:
    """Return an axis whose numbers stand in the middle of their years."""
    middles = [year + 0.5 for year in ticks(years[0], years[1] - 1, width)]
    return alt.Axis(values=middles, labelExpr="format(floor(datum.value), 'd')", title=None, grid=False, tickSize=0)


def _range(values: Sequence[float], *, rank: bool) -> tuple[float, float, bool]:
    """Return lowest and highest value of an axis, and whether it leaves out zero: where that would flatten the rest."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if rank:
        return 0.0, high * 1.3 + 1, False
    if low > 0 and low < high and low / high > _FLAT:
        room = (high - low) * 0.5
        return low - room, high + room, True
    return min(low * 1.2, 0.0), max(high * 1.28, 0.0) or 1.0, False


def _marks(rows: Sequence[_Numbered], factor: float, reach: float, say: Say, *, upside_down: bool) -> Iterable[Mark]:
    """Yield one mark a figure; those of one time stand side by side within it, by source."""
    sources: dict[tuple[str, str], list[str]] = {}
    for _, row in rows:
        together = sources.setdefault((row.time, row.modality), [])
        together += [row.source] if row.source not in together else []
    for number, row in rows:
        if row.number is None:
            continue
        first, last = _drawn_within(row)
        together = sources[row.time, row.modality]
        x = first + (last - first) * (together.index(row.source) + 1) / (len(together) + 1)
        y = row.number / factor
        shape, own = _style(row)
        side = _side(row)
        low, high = {
            "over": (y, y + reach),
            "under": (y - reach, y),
            "about": (y - reach / 2, y + reach / 2),
        }.get(side, (y, y))
        yield {
            "x": x,
            "x2": last,
            "first": first,
            "y": y,
            "low": low,
            "high": high,
            "side": side,
            "tip": high if side == "over" else low,
            "head": UPWARD if (side == "over") != upside_down else DOWNWARD,
            "shape": shape,
            "colour": own,
            "fill": _filled(row, own),
            "modality": row.modality,
            "source": row.source,
            "text": with_run(row, say),
            "since": row.since,
            "cumulative": row.cumulative,
            "dated_by": row.dated_by,
            "dash": dashed(row.certainty),
            "line": dashed("inferred" if side == "about" else "stated"),
            "told": told(
                row, number, f"{row.measured} · {row.modality_label} · {row.time} · {with_run(row, say)}", say
            ),
        }


def with_run(row: Figure, say: Say) -> str:
    """Return the value as printed, in English what it means, and from when on it counts where that is said."""
    if row.cumulative:
        run = say("cumulative-since", since=row.since) if row.since else say("cumulative-to")
    else:
        run = say("since", since=row.since) if row.since else ""
    value = say("told-value", printed=row.printed, meant=plain(row.printed_en) or row.printed)
    return value + (say("in-brackets", text=run) if run else "")


def _drawn_within(row: Figure) -> tuple[float, float]:
    """Return the years between which a figure is drawn, as decimals."""
    return decimal_year(row.extent.days[0]), decimal_year(row.extent.days[-1])


def _side(row: Figure) -> str:
    """Return what the words leave open: `over` (only a lower bound), `under`, `about` (both), or nothing."""
    if row.low:
        return "" if row.high else "over"
    return "under" if row.high else "about"


def _lines(marks: Sequence[Mark], axes: _Axes, width: float, height: float) -> list[alt.Chart]:
    """Return the lines: results of one source joined, the period of each figure, its open bounds."""
    results = [mark for mark in marks if mark["modality"] == "actual" and not mark["cumulative"]]
    open_sides = [mark for mark in marks if mark["side"]]
    heads = [mark for mark in open_sides if mark["side"] != "about"]
    base = alt.Chart(data(results), width=width, height=height)
    joined = base.mark_line(color=GREY, strokeWidth=1, opacity=0.7, strokeDash=[1, 3]).encode(
        x=axes.x(), y=axes.y(), detail="source:N", description="source:N"
    )
    own = alt.Stroke("colour:N", scale=None)
    period = alt.Chart(data(marks)).mark_rule(strokeWidth=1, opacity=0.45)
    bounds = alt.Chart(data(open_sides)).mark_rule(strokeWidth=1.4)
    tips = alt.Chart(data(heads)).mark_point(size=60, filled=False, opacity=1, strokeWidth=1.4)
    found = [joined, period.encode(description="told:N", x=axes.x("first"), x2="x2:Q", y=axes.y(), stroke=own)]
    if open_sides:
        found.append(
            bounds.encode(
                description="told:N",
                x=axes.x(),
                y=axes.y("low"),
                y2="high:Q",
                stroke=own,
                strokeDash=alt.StrokeDash("line:N", scale=None),
            )
        )
    if heads:
        found.append(
            tips.encode(
                description="told:N", x=axes.x(), y=axes.y("tip"), shape=alt.Shape("head:N", scale=None), stroke=own
            )
        )
    return found


def _rings(marks: Sequence[Mark], axes: _Axes) -> list[alt.Chart]:
    """Return what lies around points: a square where a figure is cumulative, a circle where the article dates it."""
    found = []
    for shape, size, ink, chosen in (
        ("square", 330, INK, [mark for mark in marks if mark["cumulative"]]),
        ("circle", 200, GREY, [mark for mark in marks if mark["dated_by"] == ARTICLE]),
    ):
        if chosen:
            ring = alt.Chart(data(chosen)).mark_point(shape=shape, size=size, strokeWidth=1, opacity=1, filled=False)
            found.append(ring.encode(x=axes.x(), y=axes.y(), stroke=alt.value(ink), description="told:N"))
    return found


def _points(marks: Sequence[Mark], axes: _Axes, width: float, *, labelled: bool) -> list[alt.Chart]:
    points = alt.Chart(data(marks)).mark_point(size=85, strokeWidth=1.6, opacity=1)
    found = [
        *_rings(marks, axes),
        points.encode(
            x=axes.x(),
            y=axes.y(),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=dashes(),
            description="told:N",
        ),
    ]
    if labelled:
        found += _values(marks, axes, width)
    return found


def _values(marks: Sequence[Mark], axes: _Axes, width: float) -> list[alt.Chart]:
    """Return the values as printed beside their marks; on the left where there is no room on the right."""
    lowest, highest = axes.years
    found = []
    for align, away in (("left", 9), ("right", -9)):
        texts = [
            mark
            for mark in _apart(marks)
            if _alignment(mark, width * (highest - mark["x"]) / (highest - lowest)) == align
        ]
        labels = alt.Chart(data(texts))
        style: dict[str, Any] = {"align": align, "dx": away, "dy": -10, "fontSize": 11, "font": FONTS}
        rim = labels.mark_text(color=PAPER, stroke=PAPER, strokeWidth=4, **style)
        plain = labels.mark_text(color=INK, **style)
        # first a pale rim, so that lines do not run through the numbers
        layers = (rim, plain) if texts else ()
        found += [t.encode(x=axes.x(), y=axes.y(), text="text:N", description="text:N") for t in layers]
    return found


def _alignment(mark: Mark, room: float) -> str:
    return "left" if cell_len(mark["text"]) * _CELL + 12 <= room else "right"


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks whose text is printed: of several with one value at one time, the last."""
    printed = {(mark["text"], mark["first"], mark["x2"], mark["modality"]): mark for mark in marks}
    return list(printed.values())


def _samples(rows: Sequence[Figure], say: Say) -> list[Sample]:
    """Return the legend: only what the picture has."""
    labels = {row.modality: row.modality_label for row in rows}
    found = [
        Sample(shape, colour(token) if name == "actual" else PAPER, colour(token), labels[name])
        for name, (shape, token) in _STYLES.items()
        if name in labels
    ]
    sides = {_side(row) for row in rows if row.extent.days}
    found += [Sample(UPWARD, PAPER, GREY, say("bound-up"))] if "over" in sides else []
    found += [Sample(DOWNWARD, PAPER, GREY, say("bound-down"))] if "under" in sides else []
    found += [Sample("stroke", PAPER, GREY, say("bound-both"), dashed=True)] if "about" in sides else []
    found += [Sample("stroke", PAPER, GREY, say("period"))] if any(row.dated_by == TEXT for row in rows) else []
    found += (
        [Sample("square", PAPER, INK, say("cumulative"))] if any(r.cumulative for r in rows if r.extent.days) else []
    )
    found += [Sample("circle", PAPER, GREY, say("by-article"))] if any(r.dated_by == ARTICLE for r in rows) else []
    found += [Sample("stroke", PAPER, GREY, say("source-line"), dashed=True)] if _joined(rows) else []
    inferred = any(row.certainty == "inferred" for row in rows)
    return [*found, *([Sample("circle", PAPER, GREY, say("inferred"), dashed=True)] if inferred else [])]


def _joined(rows: Sequence[Figure]) -> bool:
    """Say whether a source gives more than one dated result of a thing, so that a line joins them."""
    drawn = (row for row in rows if row.extent.days and not row.cumulative)
    results = [(row.panel, row.source) for row in drawn if row.modality == "actual"]
    return len(results) > len(set(results))

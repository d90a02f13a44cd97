"""Figures over time: results as filled points, targets and forecasts as hollow shapes, open bounds as arrows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

import altair as alt

from kg.charts.chart import Chart
from kg.charts.extent import ARTICLE, TEXT, decimal_year
from kg.charts.series import Figure
from kg.charts.words import Say, words
from kg.render.chart.frame import (
    BLUE,
    FONTS,
    GREY,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
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
from kg.render.chart.timeline import ticks

_STYLES: Final[Mapping[str, tuple[str, str]]] = {
    "actual": ("circle", BLUE),
    "target": ("triangle-up", VERMILION),
    "planned": ("square", PURPLE),
    "forecast": ("diamond", ORANGE),
}
_AXIS: Final = 80
_ONE: Final = 300
_SEVERAL: Final = 170
_ARROW: Final = 0.16  # of the panel's range: how far an open bound is drawn
_FLAT: Final = 0.6
_LABELLED: Final = 24
_RUN: Final = 34  # cells for from when on a figure counts
_LISTED: Final = 40
_LINE: Final = 20
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

    def x(self, field: str = "x") -> alt.X:
        return alt.X(f"{field}:Q", scale=self.x_scale, axis=self.x_axis)

    def y(self, field: str = "y") -> alt.Y:
        return alt.Y(f"{field}:Q", scale=self.y_scale, axis=self.y_axis)


def series_chart(chart: Chart) -> alt.VConcatChart:
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
        drawn.append(_panel(rows, years, height, chart.language, say, headed=headed))
    undated = [(n, row) for n, row in enumerate(chart.rows, start=1) if not row.extent.days]
    drawn += [_undated_list(undated, say)] if undated else []
    return framed([*drawn, legend(_samples(chart.rows, say))], chart)


def _undated_list(undated: Sequence[_Numbered], say: Say) -> Drawing:
    """Return what has no time as lines: the shape of its modality, the value as printed, thing, reference, source."""
    marks = []
    for line, (n, row) in enumerate(undated[:_LISTED], start=1):
        shape, colour = _STYLES.get(row.modality, ("cross", GREY))
        reference = f" ← {row.reference}" if row.reference else ""
        text = f"{with_run(row, say)} · {row.measured}{reference} · {row.modality_label} · {row.source}"
        marks.append(
            {"x": 22, "sign": 10, "y": (line + 0.5) * _LINE, "shape": shape, "colour": colour}
            | {"text": shortened(text, 130), "told": told(row, n, text), "dash": dashed(row.certainty)}
            | {"fill": colour if row.modality == "actual" and row.certainty == "stated" else PAPER}
        )
    more = len(undated) - len(marks)
    marks_height = (len(marks) + 1 + bool(more)) * _LINE + 4
    captions = [{"text": say("undated"), "x": 0, "y": _LINE / 2}]
    captions += [{"text": say("more-in-table", count=more), "x": 22, "y": (len(marks) + 1.5) * _LINE}] if more else []
    signs = alt.Chart(data(marks), width=WIDTH, height=marks_height).mark_point(size=70, strokeWidth=1.4, opacity=1)
    return alt.layer(
        text_lines(captions, WIDTH, marks_height, color=GREY),
        text_lines(marks, WIDTH, marks_height),
        signs.encode(
            x=alt.X("sign:Q", scale=pixels(WIDTH), axis=None),
            y=alt.Y("y:Q", scale=pixels(marks_height), axis=None),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=dashes(),
            description="told:N",
        ),
    )


def _panel(
    rows: Sequence[_Numbered], years: tuple[int, int], height: int, language: str, say: Say, *, headed: bool
) -> Drawing:
    values = [row.number for _, row in rows if row.number is not None]
    of = rows[0][1]
    factor, word = next(((by, w) for least, by, w in _SCALES[language] if values and max(values) >= least), (1.0, ""))
    low, high, flat = _range([value / factor for value in values], rank=of.measure == "rank")
    width = WIDTH - _AXIS
    reach = (high - low) * _ARROW
    down = of.measure == "rank"  # rank one stands on top
    marks = list(_marks(rows, factor, reach, say, upside_down=down))
    unit = f"{word}{of.unit}" + (f"　{say('not-from-zero')}" if flat else "")
    axes = _Axes(
        alt.Scale(domain=[years[0] - 0.15, years[1] + 0.15], nice=False, zero=False),
        _years_axis(years, width),
        alt.Scale(domain=[low, high], nice=False, zero=False, reverse=down),
        alt.Axis(title=unit, tickCount=5, minExtent=_AXIS - 24, titleAngle=-90),
    )
    layers = [*_lines(marks, axes, width, height), *_points(marks, axes, labelled=len(rows) <= _LABELLED)]
    drawn = alt.layer(*layers)
    if not headed:
        return drawn
    name = of.measured + (f" ← {of.reference}" if of.reference else "")
    title = alt.TitleParams(text=shortened(name, 80), anchor="start", fontSize=13, font=FONTS, offset=6)
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
        shape, colour = _STYLES.get(row.modality, ("cross", GREY))
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
            "head": "triangle-up" if (side == "over") != upside_down else "triangle-down",
            "shape": shape,
            "colour": colour,
            "fill": colour if row.modality == "actual" and row.certainty == "stated" else PAPER,
            "modality": row.modality,
            "source": row.source,
            "text": with_run(row, say),
            "since": row.since,
            "cumulative": row.cumulative,
            "dated_by": row.dated_by,
            "dash": dashed(row.certainty),
            "line": dashed("inferred" if side == "about" else "stated"),
            "told": told(row, number, f"{row.measured} · {row.modality_label} · {row.time} · {with_run(row, say)}"),
        }


def with_run(row: Figure, say: Say) -> str:
    """Return the value as printed, with from when on it counts where that is said or it is cumulative."""
    if row.cumulative:
        run = say("cumulative-since", since=row.since) if row.since else say("cumulative-to")
    else:
        run = say("since", since=row.since) if row.since else ""
    return row.printed + (say("in-brackets", text=run) if run else "")


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
    colour = alt.Stroke("colour:N", scale=None)
    period = alt.Chart(data(marks)).mark_rule(strokeWidth=1, opacity=0.45)
    bounds = alt.Chart(data(open_sides)).mark_rule(strokeWidth=1.4)
    tips = alt.Chart(data(heads)).mark_point(size=42, fill=PAPER, opacity=1, strokeWidth=1.2)
    found = [joined, period.encode(description="told:N", x=axes.x("first"), x2="x2:Q", y=axes.y(), stroke=colour)]
    if open_sides:
        found.append(
            bounds.encode(
                description="told:N",
                x=axes.x(),
                y=axes.y("low"),
                y2="high:Q",
                stroke=colour,
                strokeDash=alt.StrokeDash("line:N", scale=None),
            )
        )
    if heads:
        found.append(
            tips.encode(
                description="told:N", x=axes.x(), y=axes.y("tip"), shape=alt.Shape("head:N", scale=None), stroke=colour
            )
        )
    return found


def _rings(marks: Sequence[Mark], axes: _Axes) -> list[alt.Chart]:
    """Return what lies around points: a square where a figure is cumulative, a circle where the article dates it."""
    found = []
    for shape, size, colour, chosen in (
        ("square", 330, INK, [mark for mark in marks if mark["cumulative"]]),
        ("circle", 200, GREY, [mark for mark in marks if mark["dated_by"] == ARTICLE]),
    ):
        if chosen:
            ring = alt.Chart(data(chosen)).mark_point(shape=shape, size=size, strokeWidth=1, opacity=1, filled=False)
            found.append(ring.encode(x=axes.x(), y=axes.y(), stroke=alt.value(colour), description="told:N"))
    return found


def _points(marks: Sequence[Mark], axes: _Axes, *, labelled: bool) -> list[alt.Chart]:
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
        texts = [
            {**mark, "text": shortened(mark["text"], 26 + _RUN * bool(mark["since"] or mark["cumulative"]))}
            for mark in _apart(marks)
        ]
        labels = alt.Chart(data(texts))
        rim = labels.mark_text(align="left", dx=9, dy=-9, fontSize=11, font=FONTS, stroke=PAPER, strokeWidth=4)
        plain = labels.mark_text(align="left", dx=9, dy=-9, fontSize=11, font=FONTS, color=INK)
        # first a pale rim, so that lines do not run through the numbers
        found += [t.encode(x=axes.x(), y=axes.y(), text="text:N", description="text:N") for t in (rim, plain)]
    return found


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks whose text is printed: of several with one value at one time, the last."""
    printed = {(mark["text"], mark["first"], mark["x2"], mark["modality"]): mark for mark in marks}
    return list(printed.values())


def _samples(rows: Sequence[Figure], say: Say) -> list[Sample]:
    """Return the legend: only what the picture has."""
    labels = {row.modality: row.modality_label for row in rows}
    found = [
        Sample(shape, colour if name == "actual" else PAPER, colour, labels[name])
        for name, (shape, colour) in _STYLES.items()
        if name in labels
    ]
    sides = {_side(row) for row in rows if row.extent.days}
    found += [Sample("triangle-up", PAPER, GREY, say("bound-up"))] if "over" in sides else []
    found += [Sample("triangle-down", PAPER, GREY, say("bound-down"))] if "under" in sides else []
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

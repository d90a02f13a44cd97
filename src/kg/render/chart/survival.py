"""How long posts are held: a panel a group with its curve, what bounds it, and how many are at risk below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import altair as alt

from kg.charts.chart import Chart
from kg.charts.survival import Survived
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
    text_lines,
)
from kg.render.chart.marks import Canvas

_LEFT, _RIGHT = 46, 14
_HEIGHT: Final = 170
_HEAD: Final = 26
_FOOT: Final = 52
_CURVE: Final = "post"
_SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_STEPS: Final = (0.5, 1, 2, 5, 10, 20, 50, 100)
_MOST_TICKS: Final = 8
_Numbered = tuple[int, Survived]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Pixels of a number of years and of a share; `most` is the longest time of the chart."""

    most: float
    width: float

    def x(self, years: float) -> float:
        """Return the place of a length."""
        return _LEFT + years / self.most * (self.width - _LEFT - _RIGHT)

    def y(self, share: float) -> float:
        """Return the place of a share."""
        return _HEAD + (1 - share) * _HEIGHT

    @property
    def ticks(self) -> list[float]:
        """The lengths that are numbered."""
        step = next((step for step in _STEPS if self.most / step <= _MOST_TICKS), _STEPS[-1])
        return [n * step for n in range(int(self.most / step) + 1)]


def survival_chart(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw the curves; all panels have one scale of years."""
    say = words(chart.language)
    groups: dict[str, list[_Numbered]] = {}
    for number, row in enumerate(chart.rows, start=1):
        groups.setdefault(row.group, []).append((number, row))
    scale = _Scale(max(row.years for row in chart.rows) or 1.0, form.width)
    own = colour(_CURVE)
    samples = [
        Sample("stroke", own, own, say("kaplan-meier")),
        Sample("square", own, own, say("interval-95"), pale=True),
        Sample("M0,-0.7L0,0.7M-0.4,-0.7L0.4,-0.7M-0.4,0.7L0.4,0.7", INK, INK, say("turnbull")),
        Sample("M0,-0.5L0,0.5", own, own, say("right-censored")),
    ]
    panels = [_panel(rows, scale, say) for rows in groups.values()]
    return framed([*panels, legend(samples, form.width)], chart, form)


def _panel(rows: Sequence[_Numbered], scale: _Scale, say: Say) -> Drawing:
    canvas = Canvas(scale.width, _HEAD + _HEIGHT + _FOOT)
    size = canvas.width, canvas.height
    of = rows[0][1]
    ends = sum(row.ended for _, row in rows)
    texts: list[Mark] = [{"text": f"{share:.0%}", "x": _LEFT - 6, "y": scale.y(share)} for share in _SHARES[::2]]
    under = [{"text": f"{tick:g}", "x": scale.x(tick), "y": _HEAD + _HEIGHT + 12} for tick in scale.ticks]
    under += [
        {"text": str(_at_risk(rows, tick)), "x": scale.x(tick), "y": _HEAD + _HEIGHT + 42} for tick in scale.ticks
    ]
    captions = [
        {"text": say("years-held"), "x": scale.width - _RIGHT, "y": _HEAD + _HEIGHT + 27},
        {"text": say("spells-ends", spells=of.spells, ends=ends), "x": scale.width - _RIGHT, "y": 10},
    ]
    return alt.layer(
        *canvas.rules(_grid(scale)),
        *canvas.rectangles(list(_bands(rows, scale)), strokeWidth=0),
        *canvas.rules(list(_curve(rows, scale))),
        *canvas.points(list(_points(rows, scale, say))),
        text_lines([{"text": of.group, "x": 0, "y": 10}], *size, fontWeight="bold"),
        text_lines(texts, *size, align="right", fontSize=11),
        text_lines(under, *size, align="center", fontSize=11),
        text_lines(captions, *size, align="right", fontSize=11, color=GREY),
        text_lines([{"text": say("at-risk"), "x": 0, "y": _HEAD + _HEIGHT + 27}], *size, fontSize=11, color=GREY),
    )


def _grid(scale: _Scale) -> list[Mark]:
    across = [
        {"x": _LEFT, "x2": scale.width - _RIGHT, "y": scale.y(share), "colour": LIGHT, "width": 0.7}
        for share in _SHARES
    ]
    return across + [
        {"x": scale.x(tick), "y": _HEAD + _HEIGHT, "y2": _HEAD + _HEIGHT + 5, "colour": GREY, "width": 0.7}
        for tick in scale.ticks
    ]


def _at_risk(rows: Sequence[_Numbered], years: float) -> int:
    return next((row.at_risk for _, row in rows if row.years >= years), 0)


def _bands(rows: Sequence[_Numbered], scale: _Scale) -> Iterator[Mark]:
    """Yield the 95 % interval, from each time to the next."""
    own = colour(_CURVE)
    for (_, row), (_, after) in pairwise(rows):
        if row.low is not None and row.high is not None:
            yield (
                {"x": scale.x(row.years), "x2": scale.x(after.years), "y": scale.y(row.high), "y2": scale.y(row.low)}
                | {"fill": own, "colour": own, "opacity": opacity(pale=True)}
            )


def _curve(rows: Sequence[_Numbered], scale: _Scale) -> Iterator[Mark]:
    """Yield the steps of the curve, and beside each time what Turnbull's estimate leaves."""
    line: Mapping[str, object] = {"colour": colour(_CURVE), "width": 2}
    share, years = 1.0, 0.0
    for _, row in rows:
        yield {"x": scale.x(years), "x2": scale.x(row.years), "y": scale.y(share), **line}
        yield {"x": scale.x(row.years), "y": scale.y(share), "y2": scale.y(row.survival), **line}
        low, high = scale.y(row.turnbull_low), scale.y(row.turnbull_high)
        x = scale.x(row.years)
        yield {"x": x, "y": low, "y2": high, "colour": INK, "width": 1}
        for end in (low, high):
            yield {"x": x - 3, "x2": x + 3, "y": end, "colour": INK, "width": 1}
        share, years = row.survival, row.years


def _points(rows: Sequence[_Numbered], scale: _Scale, say: Say) -> Iterator[Mark]:
    """Yield a mark for each row: a dot where something ends, a tick where it is censored."""
    own = colour(_CURVE)
    for number, row in rows:
        shape = "circle" if row.ended else "M0,-1L0,1"
        told = f"#{number} {row.group} · {say('years-held')} {row.years:g} · {say('at-risk')} {row.at_risk}"
        yield (
            {"x": scale.x(row.years), "y": scale.y(row.survival), "shape": shape, "fill": own, "colour": own}
            | {"size": 40 if row.ended else 90, "told": f"{told} · {row.survival:.1%}"}
        )

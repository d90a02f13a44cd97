"""The marks of one lane in time: nothing is drawn at a day that is not said; an open side ends in a hollow arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kg.charts.chart import Lane
from kg.charts.extent import POINT, WITHIN, Extent, decimal_year
from kg.render.chart.frame import PAPER, Mark, colour, dashed, opacity

# Shape and token of each category of lanes; a post needs no sign before its label.
SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "first": ("triangle-up", "started"),
    "piloted": ("diamond", "started"),
    "instance": ("square", "other"),
    "adopted": ("cross", "other"),
    "honour": ("triangle-down", "honour-line"),
    "carried": ("circle", "carried-on"),
    "event": ("circle", "event"),
    "posted": ("square", "post"),
    "not-actual-deed": ("stroke", "target"),
}
_TOKENS: Final[Mapping[str, str]] = {
    "gap": "dim",
    "overlap": "disputed",
    **{n: token for n, (_, token) in SIGNS.items()},
}
HALF: Final = 6  # of a bar's height
_CAP: Final = 4
_ARROW: Final = 8
_INFERRED: Final = 0.55  # how opaque what is sure is when it is inferred
At = Callable[[float], float]


def colour_of(lane: Lane) -> str:
    """Return the colour of a lane's marks."""
    return colour(_TOKENS.get(lane.category, "post"))


def bars(lane: Lane, y: float, told: str, at: At) -> Iterable[Mark]:
    """Yield the bars of a dated lane: what is sure filled, where it began or ended pale, `within` empty."""
    when = lane.extent
    if when.form == POINT or lane.category == "gap" or not when.days:
        return
    bar = {"y": y - HALF, "y2": y + HALF, "colour": colour_of(lane), "told": told, "dash": dashed(lane.certainty)}
    if when.form == WITHIN:
        yield {**bar, **_between(when.days[0], when.days[-1], at), "fill": PAPER}
        return
    for low, high in ((when.earliest_start, when.latest_start), (when.earliest_end, when.latest_end)):
        if low and high and low != high:
            yield {**bar, **_between(low, high, at), "fill": bar["colour"], "opacity": opacity(pale=True)}
    if when.sure and when.sure[0] < when.sure[1]:
        sure = _INFERRED if lane.certainty == "inferred" else 1.0
        yield {**bar, **_between(*when.sure, at), "fill": bar["colour"], "opacity": sure}


def rules(lane: Lane, y: float, told: str, at: At) -> Iterable[Mark]:
    """Yield the lines of a lane: a gap dashed from end to start, the possible days of an attested post with caps."""
    when = lane.extent
    one = {"colour": colour_of(lane), "told": told}
    if lane.category == "gap":
        yield {**one, **_between(when.days[0], when.days[-1], at), "y": y, "dash": dashed("inferred"), "width": 1.6}
    elif when.form == POINT:
        ends = _between(when.days[0], when.days[-1], at)
        yield {**one, **ends, "y": y, "width": 0.9}
        yield from ({**one, "x": x, "y": y - _CAP, "y2": y + _CAP, "width": 0.9} for x in ends.values())


def points(lane: Lane, y: float, told: str, at: At) -> Iterable[Mark]:
    """Yield the points of a lane: the mark of an attested post amid its possible days, arrows at open sides."""
    when, own = lane.extent, colour_of(lane)
    one = {"y": y, "told": told, "colour": own, "dash": dashed(lane.certainty)}
    if lane.category == "gap" or not when.days:
        return
    first, last = at(decimal_year(when.days[0])), at(decimal_year(when.days[-1]))
    if when.form == POINT:
        fill = PAPER if lane.certainty == "inferred" else own
        yield {**one, "x": (first + last) / 2, "shape": "diamond", "fill": fill}
        return
    yield from _arrows(when, first, last, {**one, "fill": PAPER})


def _arrows(when: Extent, first: float, last: float, one: Mark) -> Iterable[Mark]:
    if not when.earliest_start:
        yield {**one, "x": first - _ARROW, "shape": "triangle-left"}
    if not when.latest_end:
        yield {**one, "x": last + _ARROW, "shape": "triangle-right"}


def sign(lane: Lane, y: float, told: str, x: float) -> Iterable[Mark]:
    """Yield the sign of a lane's category: filled where stated, hollow where inferred."""
    if lane.category in SIGNS:
        own = colour_of(lane)
        fill = PAPER if lane.certainty == "inferred" else own
        yield {"x": x, "y": y, "shape": SIGNS[lane.category][0], "colour": own, "fill": fill, "told": told}


def _between(low: str, high: str, at: At) -> dict[str, float]:
    return {"x": at(decimal_year(low)), "x2": at(decimal_year(high))}

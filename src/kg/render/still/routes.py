"""How edges run in a picture, and where on them their words may be written."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.render.marks import NET
from kg.render.still.choice import Drawn
from kg.render.still.looks import AT, BOW, LATE, LEVEL, Bends, radius_of, route_of
from kg.render.still.placed import Placed
from kg.render.still.shapes import Point

_ASIDE: Final = (0, 0.12, 0.22, -0.12, 0.3, -0.22)


@dataclass(frozen=True, slots=True)
class Path:
    """The path of an edge as SVG writes it, the points where its word may stand, the best first."""

    d: str
    spots: tuple[Point, ...]


class Routes:
    """The paths of what is drawn."""

    def __init__(self, drawn: Drawn, placed: Placed) -> None:
        """Take what is drawn and where it lies."""
        self._drawn, self._placed = drawn, placed

    @cached_property
    def _bends(self) -> Bends:
        return Bends(self._drawn)

    @cached_property
    def _links(self) -> Counter[int]:
        """How many edges of the file each node has."""
        return Counter(n for edge in self._drawn.payload.edges for n in {edge.start, edge.end})

    def of(self, e: int) -> Path:
        """Return the path of an edge."""
        drawn, edge = self._drawn, self._drawn.payload.edges[e]
        start, end = self._placed.spots[edge.start], self._placed.spots[edge.end]
        straight = drawn.state.layout == NET
        bend = self._bends.of(e, math.hypot(end.x - start.x, end.y - start.y))
        route = route_of(bend, start, end, loops=edge.start == edge.end, straight=straight)
        a, b = (start.x, start.y), (end.x, end.y)
        if route.kind == "loop":
            high = 45 + 120 * abs(route.bow)
            ends = ((a[0] - 9, a[1] - 9), (a[0] - high, a[1] - high), (a[0] + high, a[1] - high), (a[0] + 9, a[1] - 9))
            return Path("M{}C{} {} {}".format(*map(_point, ends)), ((a[0], a[1] - 0.75 * high - 3),))
        way = -1 if self._links[edge.start] < self._links[edge.end] else 1  # towards the end with fewer edges
        rims = radius_of(drawn, edge.start) + 1, radius_of(drawn, edge.end) + 3
        if route.kind == "level":
            far, turns = a[0] - b[0], LATE if end.late else LEVEL
            c, d = (a[0] - turns[0] * far, a[1]), (b[0] + turns[1] * far, b[1])
            s, t = _towards(a, c, rims[0]), _towards(b, d, rims[1])
            return Path(
                f"M{_point(s)}C{_point(c)} {_point(d)} {_point(t)}", _along(AT, way, lambda u: _cubic(s, c, d, t, u))
            )
        dx, dy = b[0] - a[0], b[1] - a[1]
        out = route.bow * BOW
        c = (a[0] + b[0]) / 2 + out * dy, (a[1] + b[1]) / 2 - out * dx
        s, t = _towards(a, c, rims[0]), _towards(b, c, rims[1])
        return Path(f"M{_point(s)}Q{_point(c)} {_point(t)}", _along(0.5, way, lambda u: _quadratic(s, c, t, u)))


def _along(middle: float, way: int, at: Callable[[float], Point]) -> tuple[Point, ...]:
    return tuple(at(middle + way * aside) for aside in _ASIDE)


def _cubic(s: Point, c: Point, d: Point, t: Point, u: float) -> Point:
    v = 1 - u
    weights = (v**3, 3 * v * v * u, 3 * v * u * u, u**3)
    x, y = (sum(w * p[k] for w, p in zip(weights, (s, c, d, t), strict=True)) for k in (0, 1))
    return x, y


def _quadratic(s: Point, c: Point, t: Point, u: float) -> Point:
    v = 1 - u
    x, y = (v * v * s[k] + 2 * v * u * c[k] + u * u * t[k] for k in (0, 1))
    return x, y


def _towards(start: Point, end: Point, rim: float) -> Point:
    """Return the point so far from a node's middle, on the way to another, where its edge begins."""
    long = math.hypot(end[0] - start[0], end[1] - start[1]) or 1
    near = min(rim, long / 3)
    return start[0] + near * (end[0] - start[0]) / long, start[1] + near * (end[1] - start[1]) / long


def _point(at: Point) -> str:
    return f"{at[0]:.1f} {at[1]:.1f}"

"""Marks and texts of a picture as elements of SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from kg.render.still.xml import attribute, written

Point = tuple[float, float]
_STAR: Final = tuple(
    ((0.55 if k % 2 else 1.3) * math.cos(a), (0.55 if k % 2 else 1.3) * math.sin(a))
    for k in range(10)
    for a in (math.pi * (k / 5 - 0.5),)
)
SHAPES: Final = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.2), (1.1, 0), (0, 1.2), (-1.1, 0)),
    "triangle": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
    "triangleDown": ((0, 1.15), (1.1, -0.85), (-1.1, -0.85)),
    "hexagon": ((-1, 0), (-0.5, -0.87), (0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87)),
    "star": _STAR,
}


def shape(name: str, at: Point, r: float, painted: Mapping[str, object]) -> tuple[str, str]:
    """Return the beginning of a mark, without its end, and the name of its element."""
    if name not in SHAPES:
        own = {"cx": number(at[0]), "cy": number(at[1]), "r": f"{r:.1f}"}
        return f"<circle{attribute({**own, **painted})}", "circle"
    points = " ".join(f"{at[0] + r * x:.1f},{at[1] + r * y:.1f}" for x, y in SHAPES[name])
    return f"<polygon{attribute({'points': points, **painted})}", "polygon"


def text(x: float, y: float, size: float, fill: str, words: str, more: Mapping[str, object] | None = None) -> str:
    """Return a text at a point of its base line."""
    own = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": number(size), "fill": fill, **(more or {})}
    return f"<text{attribute(own)}>{written(words)}</text>"


def number(value: float) -> str:
    """Return a number with as many digits as it needs."""
    return f"{round(value, 4):g}" if value == round(value, 4) else repr(value)


def rounded(value: float) -> int:
    """Return the nearest whole number, halves upwards, as JavaScript has it."""
    return math.floor(value + 0.5)

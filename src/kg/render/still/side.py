"""Side by side: the connected parts of what is drawn in columns, as `page/arrange.js` sets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.render.bands import PLACES
from kg.render.still.choice import Drawn
from kg.render.still.layered import Box, Layering, Link, Spot, gap

SCREEN: Final = (1050, 660)
_MOST_COLUMNS: Final = 8
_BETWEEN: Final = 16
_WIDER: Final = 190
_ROOMY: Final = 1.1
_LARGEST: Final = 1.25
_BETTER: Final = 0.02
_RIM: Final = 24
_EDGE: Final = 20
_SUCCESSION: Final = "succession"


@dataclass
class _Part:
    nodes: list[int] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    rank: int = 99


@dataclass(frozen=True, slots=True)
class Placed:
    """Spots by node, and the rectangle that holds them with their names: left, top, width, height."""

    spots: dict[int, Spot]
    extent: tuple[float, float, float, float]


def is_succession(drawn: Drawn, e: int) -> bool:
    """Say whether an edge is the core of a succession."""
    edge, payload = drawn.payload.edges[e], drawn.payload
    return bool(edge.core) and payload.terms[payload.statements[edge.statement].kind].slug == _SUCCESSION


def side_by_side(drawn: Drawn, screen: tuple[int, int] = SCREEN) -> Placed:
    """Return where the nodes lie, for a picture that is as large as can be on a screen of so many pixels."""
    parts = _parts(drawn)
    scale, corners, boxes, size = _drawn(drawn, parts, gap(drawn.language), screen)
    if scale > _ROOMY:
        scale, corners, boxes, size = _drawn(drawn, parts, _WIDER, screen)
    spots = {
        n: replace(spot, x=spot.x + dx, y=spot.y + dy)
        for box, (dx, dy) in zip(boxes, corners, strict=True)
        for n, spot in box.spots.items()
    }
    left, top = (min(0.0, *(at - _EDGE for at in ats)) for ats in _axes(spots))
    right, low = (max(own, *(at + _EDGE for at in ats)) for own, ats in zip(size, _axes(spots), strict=True))
    return Placed(spots, (left, top, right - left, low - top))


def _axes(spots: dict[int, Spot]) -> tuple[list[float], list[float]]:
    return [spot.x for spot in spots.values()] or [0.0], [spot.y for spot in spots.values()] or [0.0]


def _drawn(
    drawn: Drawn, parts: Sequence[_Part], between: int, screen: tuple[int, int]
) -> tuple[float, list[tuple[float, float]], list[Box], tuple[float, float]]:
    boxes = [Layering(drawn, part.nodes, _links(drawn, part.edges), between).box() for part in parts]
    scale, corners, size = _packed(boxes, screen)
    return scale, corners, boxes, size


def _links(drawn: Drawn, edges: Sequence[int]) -> list[Link]:
    rows = drawn.payload.edges
    firm = [e for e in edges if not drawn.is_detail(e) and drawn.step(e) != PLACES]
    linked = {n for e in firm for n in (rows[e].start, rows[e].end)}
    sure = set(firm)
    kept = (e for e in edges if e in sure or not {rows[e].start, rows[e].end} <= linked)
    return [(rows[e].start, rows[e].end, is_succession(drawn, e)) for e in kept]


def _parts(drawn: Drawn) -> list[_Part]:
    """Return the connected parts, those with what counts most first."""
    above = {n: n for n in drawn.nodes}

    def root(n: int) -> int:
        while above[n] != n:
            above[n] = above[above[n]]
            n = above[n]
        return n

    for e in drawn.edges:
        edge = drawn.payload.edges[e]
        above[root(edge.start)] = root(edge.end)
    parts: dict[int, _Part] = {}
    for n in drawn.nodes:
        parts.setdefault(root(n), _Part()).nodes.append(n)
    for e in drawn.edges:
        part = parts[root(drawn.payload.edges[e].start)]
        part.edges.append(e)
        part.rank = min(part.rank, 2 * drawn.band(e) + int(drawn.is_uncounted(e)))
    return sorted(parts.values(), key=lambda part: (part.rank, -len(part.nodes), part.nodes[0]))


def _packed(
    boxes: Sequence[Box], screen: tuple[int, int]
) -> tuple[float, list[tuple[float, float]], tuple[float, float]]:
    """Return scale, corners and size of boxes in columns, each under the shortest so far."""
    wide = max([*(box.wide for box in boxes), 1]) + _BETWEEN
    best: tuple[float, list[tuple[float, float]], tuple[float, float]] | None = None
    for count in range(1, min(_MOST_COLUMNS, len(boxes) or 1) + 1):
        tops, corners = [0.0] * count, []
        for box in boxes:
            k = tops.index(min(tops))
            corners.append((k * wide, tops[k]))
            tops[k] += box.high + _BETWEEN
        size = count * wide, max(tops)
        scale = min((screen[0] - _RIM) / size[0], (screen[1] - _RIM) / max(size[1], 1), _LARGEST)
        if best is None or scale > best[0] + _BETTER:
            best = scale, corners, size
    if best is None:
        raise AssertionError("one column is always tried")
    return best

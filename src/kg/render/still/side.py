"""Side by side: the connected parts of what is drawn in columns, as `page/arrange.js` sets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from kg.render.bands import PLACES
from kg.render.still.choice import Drawn
from kg.render.still.layered import Box, Layering, Link, Setting, Spot, gap, left_room

SCREEN: Final = (1050, 660)
_MOST_COLUMNS: Final = 8
_MANY_BOXES, _MORE_COLUMNS = 80, 24
_BETWEEN: Final = 16
_WIDER: Final = 190
_ROOMY: Final = 1.1
_LARGEST: Final = 1.25
_BETTER: Final = 0.02
_RIM: Final = 24
_SUCCESSION: Final = "succession"
Point = tuple[float, float]


class Sized(Protocol):
    """What has a size."""

    @property
    def wide(self) -> float:
        """How wide it is."""

    @property
    def high(self) -> float:
        """How high it is."""


@dataclass
class Connected:
    """A connected part of what is drawn: its nodes and edges, and the rank of what counts most in it."""

    nodes: list[int] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    rank: int = 99


@dataclass(frozen=True, slots=True)
class Packed:
    """Boxes set in columns: at which scale they fit the screen, the corner of each, how wide and high they are."""

    scale: float
    corners: Sequence[Point]
    wide: float
    high: float


def is_succession(drawn: Drawn, e: int) -> bool:
    """Say whether an edge is the core of a succession."""
    edge, payload = drawn.payload.edges[e], drawn.payload
    return bool(edge.core) and payload.terms[payload.statements[edge.statement].kind].slug == _SUCCESSION


def side_by_side(drawn: Drawn, screen: tuple[int, int]) -> tuple[dict[int, Spot], Packed]:
    """Return where the nodes lie, for a picture that is as large as can be on a screen of so many pixels."""
    parts = connected(drawn, drawn.all_nodes, drawn.all_edges)

    def boxed(between: float) -> list[Box]:
        setting = Setting(between, left_room(drawn.language), placed=not drawn.centres)
        return [Layering(drawn, part.nodes, links_of(drawn, part.edges), setting).box() for part in parts]

    boxes = boxed(gap(drawn.language))
    made = packed(boxes, _BETWEEN, screen)
    if made.scale > _ROOMY:
        boxes = boxed(_WIDER)
        made = packed(boxes, _BETWEEN, screen)
    spots: dict[int, Spot] = {}
    for box, corner in zip(boxes, made.corners, strict=True):
        spots.update(moved(box, *corner))
    return spots, made


def moved(box: Box, dx: float, dy: float) -> dict[int, Spot]:
    """Return the spots of a box that is set somewhere."""
    return {n: replace(spot, x=spot.x + dx, y=spot.y + dy) for n, spot in box.spots.items()}


def links_of(drawn: Drawn, edges: Sequence[int]) -> list[Link]:
    """Return edges as links; details and places make none where something else does."""
    rows = drawn.payload.edges
    firm = [e for e in edges if not drawn.is_detail(e) and drawn.step(e) != PLACES]
    linked = {n for e in firm for n in (rows[e].start, rows[e].end)}
    sure = set(firm)
    kept = (e for e in edges if e in sure or not {rows[e].start, rows[e].end} <= linked)
    return [(rows[e].start, rows[e].end, is_succession(drawn, e)) for e in kept]


def connected(drawn: Drawn, nodes: Sequence[int], edges: Sequence[int]) -> list[Connected]:
    """Return the connected parts that edges make of nodes, those with what counts most first."""
    above = {n: n for n in nodes}

    def root(n: int) -> int:
        while above[n] != n:
            above[n] = above[above[n]]
            n = above[n]
        return n

    for e in edges:
        edge = drawn.payload.edges[e]
        above[root(edge.start)] = root(edge.end)
    parts: dict[int, Connected] = {}
    for n in nodes:
        parts.setdefault(root(n), Connected()).nodes.append(n)
    for e in edges:
        part = parts[root(drawn.payload.edges[e].start)]
        part.edges.append(e)
        part.rank = min(part.rank, 2 * drawn.band(e) + int(drawn.is_uncounted(e)))
    return sorted(parts.values(), key=lambda part: (part.rank, -len(part.nodes), part.nodes[0]))


def packed(boxes: Sequence[Sized], between: float, screen: tuple[int, int]) -> Packed:
    """Return boxes in columns, each under the shortest so far: as many columns as make the picture largest."""
    wide = max([*(box.wide for box in boxes), 1]) + between
    best: Packed | None = None
    most = _MORE_COLUMNS if len(boxes) > _MANY_BOXES else _MOST_COLUMNS
    for count in range(1, min(most, len(boxes) or 1) + 1):
        tops, corners = [0.0] * count, []
        for box in boxes:
            k = tops.index(min(tops))
            corners.append((k * wide, tops[k]))
            tops[k] += box.high + between
        scale = min((screen[0] - _RIM) / (count * wide), (screen[1] - _RIM) / max(*tops, 1), _LARGEST)
        if best is None or scale > best.scale + _BETTER:
            best = Packed(scale, corners, count * wide, max(tops))
    if best is None:
        raise AssertionError("one column is always tried")
    return best

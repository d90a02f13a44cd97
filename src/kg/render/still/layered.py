"""Layered drawing of one connected part, as in `page/layered.js`: who acts left, what is acted on right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from kg.render.still.choice import Drawn
from kg.render.still.looks import size_of
from kg.render.still.words import wideness, wrapped

LINE, CELL, BELOW = 15, 13, 11
_DEEPEST, _SWEEPS, _FEWER_SWEEPS, _MANY_NODES, _ROUNDS = 4, 12, 4, 400, 6
_TALL, _MOST_COLUMNS, _LEAST, _TALLEST = 820, 3, 24, 3
_WORDS, _WORDED = 18, 3  # room for the words of an edge, of so many edges of a node
Link = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node lies, on which side its name stands, in which layer it is, and whether behind others of it."""

    x: float
    y: float
    side: str
    layer: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A part that is drawn from (0, 0) on: its spots by node, how wide and how high it is."""

    spots: Mapping[int, Spot]
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How a part is set: the room between columns and left of the first, and, where they are given, its layers.

    `placed` puts places below the names of the first column, `below` all names below their nodes.
    """

    between: float
    left: float
    layers: Mapping[int, int] | None = None
    placed: bool = False
    below: bool = False


def gap(language: str) -> int:
    """Return the room between two columns."""
    return 112 if language == "zh" else 142


def left_wide(language: str) -> int:
    """Return the widest line of a name on the left, in Chinese characters."""
    return 9 if language == "zh" else 11


def right_wide(language: str) -> int:
    """Return the same on the right."""
    return left_wide(language) + 1


def left_room(language: str) -> int:
    """Return the room for names on the left, in pixels."""
    return left_wide(language) * CELL + 14


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return positions as near as can be to those wanted, in order, none nearer than half of both heights."""
    offsets, blocks = [0.0] if heights else [], list[list[float]]()
    for before, after in pairwise(heights):
        offsets.append(offsets[-1] + (before + after) / 2)
    for y, offset in zip(wanted, offsets, strict=True):
        blocks.append([y - offset, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1]]
    flat = [total / count for total, count in blocks for _ in range(int(count))]
    return [z + offset for z, offset in zip(flat, offsets, strict=True)]


class Layering:
    """Draws one connected part of what is drawn."""

    def __init__(self, drawn: Drawn, nodes: Sequence[int], links: Sequence[Link], setting: Setting) -> None:
        """Take the part's nodes and links; the third of a link says that it makes no layers."""
        self._drawn, self._nodes, self._setting = drawn, nodes, setting
        self._links = [link for link in links if link[0] != link[1]]
        self._forward = [link for link in self._links if not link[2]]
        self._layer = dict(setting.layers) if setting.layers is not None else self._layers()
        self._near: dict[int, list[int]] = {n: [] for n in nodes}
        for start, end, _ in self._forward or self._links:
            self._near[start].append(end)
            self._near[end].append(start)
        self._columns = self._ordered()
        self._sides = self._named()

    def _layers(self) -> dict[int, int]:
        layer = {n: 0 if self._drawn.lane(n) == 0 else 1 for n in self._nodes}
        for _ in range(_DEEPEST):
            for start, end, _ in self._forward:
                if layer[end] <= layer[start] and layer[start] + 1 < _DEEPEST:
                    layer[end] = layer[start] + 1
        used = sorted(set(layer.values()))
        return {n: used.index(k) for n, k in layer.items()}

    def _ordered(self) -> list[list[int]]:
        columns: list[list[int]] = [[] for _ in range(1 + max(self._layer.values(), default=0))]
        for n in self._nodes:
            columns[self._layer[n]].append(n)
        self._sweep(columns, columns, _FEWER_SWEEPS if len(self._nodes) > _MANY_NODES else _SWEEPS)
        follows = [link for link in self._links if link[2]]
        if follows:
            _in_succession(columns, follows)
            chained = {n for start, end, _ in follows for n in (start, end)}
            self._sweep([column for column in columns if not chained & set(column)], columns, 1)
        return columns

    def _sweep(self, columns: Sequence[list[int]], every: Sequence[list[int]], sweeps: int) -> None:
        rank: dict[int, float] = {}

        def number(column: Sequence[int]) -> None:
            rank.update({n: k / (len(column) - 1) if len(column) > 1 else 0.5 for k, n in enumerate(column)})

        for column in every:
            number(column)
        for sweep in range(sweeps):
            for column in reversed(columns) if sweep % 2 else columns:
                column.sort(key={n: _mean([rank[m] for m in self._near[n]] or [rank[n]]) for n in column}.__getitem__)
                number(column)

    def _named(self) -> dict[int, str]:
        goes_on = {start for start, end, _ in self._forward if self._layer[end] > self._layer[start]}
        deep, below = len(self._columns) > 1, self._setting.below
        return {
            n: "below" if below else "left" if k == 0 and deep else "below" if n in goes_on else "right"
            for k, column in enumerate(self._columns)
            for n in column
        }

    def _room(self, n: int) -> tuple[float, float]:
        """Return how wide and how high a node is with its name and, at the left of a whole, its place."""
        side = self._sides[n]
        wide, high = name_room(self._drawn, n, side, placed=self._layer[n] == 0 and self._setting.placed)
        if side == "below":  # all of it is on one side
            high = 2 * high + 2.4 * size_of(self._drawn, n) - 8
        large = _TALLEST * size_of(self._drawn, n) if self._drawn.leads[n] else 0
        words = _WORDS * min(_WORDED, len(self._near[n]))
        return wide, max(high, _LEAST, large, words)

    def box(self) -> Box:
        """Return the part as it is drawn."""
        room, columns = {n: self._room(n) for n in self._nodes}, self._columns
        parts = [
            max(1, min(_MOST_COLUMNS, ceil(sum(room[n][1] for n in column) / _TALL)))
            if k and self._setting.layers is None
            else 1
            for k, column in enumerate(columns)
        ]
        high = {n: room[n][1] / parts[self._layer[n]] for n in self._nodes}
        y, x, spots = self._heights(high), self._setting.left, dict[int, Spot]()
        for k, column in enumerate(columns):
            for part in range(parts[k]) if parts[k] > 1 else ():
                own = column[part :: parts[k]]
                y.update(zip(own, spread([y[n] for n in own], [room[n][1] for n in own]), strict=True))
            apart = right_wide(self._drawn.language) * CELL + 30
            for j, n in enumerate(column):
                spots[n] = Spot(x + (j % parts[k]) * apart, y[n], self._sides[n], k, j % parts[k] > 0)
            x += (parts[k] - 1) * apart
            named = [room[n][0] / (2 if self._sides[n] == "below" else 1) for n in column if self._sides[n] != "left"]
            x += self._setting.between + (max(named, default=0) if 0 < k < len(columns) - 1 else 0)
        top = min(spot.y - room[n][1] / 2 for n, spot in spots.items())
        low = max(spot.y + room[n][1] / 2 for n, spot in spots.items())
        right = max(spot.x + _reach(spot.side, room[n][0]) for n, spot in spots.items())
        moved = {n: replace(spot, y=spot.y - top) for n, spot in spots.items()}
        return Box(moved, max(right, 0), low - top)

    def _heights(self, high: Mapping[int, float]) -> dict[int, float]:
        totals = [sum(high[n] for n in column) for column in self._columns]
        widest, y, top = totals.index(max(totals)), dict[int, float](), 0.0
        for n in self._columns[widest]:
            y[n], top = top + high[n] / 2, top + high[n]
        for turn in range(_ROUNDS):
            for k, column in enumerate(self._columns):
                if k == widest and turn < 2:  # noqa: PLR2004 - it leads until the others have come
                    continue
                wanted = [self._middle(n, k, y, top / 2) for n in column]
                y.update(zip(column, spread(wanted, [high[n] for n in column]), strict=True))
        return y

    def _middle(self, n: int, k: int, y: Mapping[int, float], otherwise: float) -> float:
        known = [y[m] for m in self._near[n] if m in y and self._layer[m] != k]
        return _mean(known) if known else y.get(n, otherwise)


def name_wide(drawn: Drawn, side: str) -> int:
    """Return the widest line of a name on a side, in Chinese characters."""
    return {"left": left_wide(drawn.language), "below": BELOW}.get(side, right_wide(drawn.language))


def name_room(drawn: Drawn, node: int, side: str, *, placed: bool = False) -> tuple[float, float]:
    """Return how wide and how high the name of a node is, where it is `placed` with its place below it."""
    lines = wrapped(drawn.name_on_picture(node), name_wide(drawn, side))
    wide, place = max(map(wideness, lines)) * CELL + 8, place_word(drawn, node) if placed else ""
    return (max(wide, wideness(place) * 11 + 8) if place else wide), LINE * (len(lines) + bool(place)) + 9


def place_word(drawn: Drawn, node: int) -> str:
    """Return the name of the place in which a node lies, no longer than the room for names."""
    within, payload = drawn.payload.nodes[node].place, drawn.payload
    if within is None:
        return ""
    row = payload.nodes[within] if within < len(payload.nodes) else payload.others[within - len(payload.nodes)]
    name, most = (row.en or row.zh) if drawn.language == "en" else row.zh, left_wide(drawn.language) * CELL / 10.5
    if wideness(name) <= most:
        return name
    while wideness(name) > most - 1:
        name = name[:-1]
    return f"{name}…"


def _reach(side: str, wide: float) -> float:
    """Return how far a name of so many pixels reaches to the right of its node."""
    return wide + 12 if side == "right" else wide / 2 if side == "below" else 10


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _in_succession(columns: Sequence[list[int]], follows: Sequence[Link]) -> None:
    """Put those who follow each other in a post into that order, in the places that the column gives them."""
    after, before = {start: end for start, end, _ in follows}, {end: start for start, end, _ in follows}
    for column in columns:
        chained = [n for n in column if n in after or n in before]
        ordered: list[int] = []
        for n in chained:
            first = n
            for _ in chained:
                if first not in before or before[first] in ordered:
                    break
                first = before[first]
            at: int | None = first
            while at is not None and at not in ordered and at in chained:
                ordered.append(at)
                at = after.get(at)
        if chained:
            place, rest = column.index(chained[0]), [n for n in column if n not in ordered]
            column[:] = [*rest[:place], *ordered, *rest[place:]]

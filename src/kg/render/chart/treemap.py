"""A map from the tree of places: frames within frames, a tile for each place, larger the more is counted in it.

The tiles of a frame are laid out in rows whose tiles are as near to squares as they can be (squarified treemaps: Bruls,
Huizing and van Wijk, 2000).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
from rich.cells import cell_len

from kg.charts.chart import Chart
from kg.charts.placemap import PlaceTile
from kg.charts.words import Say, words
from kg.render.chart.frame import (
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

_LEAST: Final = 1.0  # what a place without anything weighs
_EACH: Final = 2.0  # what a counted statement adds
_AREA: Final = {"zh": 6200, "en": 9500}  # square pixels of the weight one, for names of that language
_NESTED, _HEADED = 1.1, 0.5  # what a frame takes beside its tiles
_HEAD: Final = 20
_PAD: Final = 3
_SMALL: Final = 5.7
_LINE: Final = 14
# Size of a text, pixels of half a Chinese character in it, its line: the first in which a tile's name fits is taken.
_SIZES: Final = ((11, 6.0, 14), (9, 5.0, 11))


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle in pixels from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Node:
    """A place with the number of its row, the places below, its weight with theirs; `own` for a tile of itself."""

    number: int
    tile: PlaceTile
    below: tuple[_Node, ...]
    weight: float
    own: bool = False


def treemap(chart: Chart, form: Form) -> alt.VConcatChart:
    """Draw the tiles of a chart's places."""
    say = words(chart.language)
    roots = _nodes(chart.rows)
    weight = sum(node.weight for node in roots)
    canvas = Canvas(form.width, max(weight * _AREA[chart.language] / form.width, 120))
    drawn = _Drawn(say, canvas)
    drawn.place(roots, _Box(0, 0, canvas.width, canvas.height))
    return framed([drawn.layers(), legend(_samples(chart.rows, say), form.width)], chart, form)


def _nodes(rows: Sequence[PlaceTile]) -> tuple[_Node, ...]:
    """Return the highest places, each with what is below it."""
    below: dict[str, list[tuple[int, PlaceTile]]] = {}
    for number, row in enumerate(rows, start=1):
        below.setdefault(row.above, []).append((number, row))

    def node(number: int, tile: PlaceTile) -> _Node:
        own = _LEAST + _EACH * tile.counted
        parts = [node(*one) for one in below.get(tile.place_id, ())]
        if parts and (tile.counted or tile.posts):
            parts.insert(0, _Node(number, tile, (), own, own=True))
        return _Node(number, tile, tuple(parts), sum(one.weight for one in parts) * _NESTED + _HEADED if parts else own)

    return tuple(sorted((node(*one) for one in below.get("", ())), key=lambda one: -one.weight))


class _Drawn:
    """The marks of a map as they come."""

    def __init__(self, say: Say, canvas: Canvas) -> None:
        self._say, self._canvas = say, canvas
        self._frames: list[Mark] = []
        self._tiles: list[Mark] = []
        self._bold: list[Mark] = []
        self._names: dict[int, list[Mark]] = {size: [] for size, _, _ in _SIZES}

    def layers(self) -> Drawing:
        """Return all marks, frames below tiles below texts."""
        size = self._canvas.width, self._canvas.height
        return alt.layer(
            *self._canvas.rectangles(self._frames, strokeWidth=0.8),
            *self._canvas.rectangles(self._tiles, strokeWidth=0.8),
            text_lines(self._bold, *size, fontWeight="bold", fontSize=11),
            *(text_lines(marks, *size, fontSize=points) for points, marks in self._names.items() if marks),
        )

    def place(self, nodes: Sequence[_Node], box: _Box) -> None:
        """Draw some places in a box, and what is below each within it."""
        ordered = sorted(nodes, key=lambda one: -one.weight)
        for node, at in zip(ordered, squarified([one.weight for one in ordered], box), strict=True):
            if node.below:
                self._frame(node, at)
            else:
                self._tile(node, at)

    def _frame(self, node: _Node, box: _Box) -> None:
        tile = node.tile
        said = [tile.place, *self._words(tile.counted_within, tile.posts_within, tile)]
        cells, room = max(int((box.width - 8) / (_SMALL + 0.4)), 4), max(int(box.height / _LINE) - 1, 1)
        whole = " · ".join(said)
        parts = [whole] if cell_len(whole) <= cells else [tile.place, " · ".join(said[1:])]
        lines = [line for part in parts for line in wrapped(part, cells)][:room]
        self._frames.append({**_rectangle(box), "fill": colour("soft"), "colour": LIGHT, "told": self._told(node)})
        self._bold += [{"text": line, "x": box.x + 5, "y": box.y + 11 + n * _LINE} for n, line in enumerate(lines)]
        head = _HEAD + (len(lines) - 1) * _LINE
        self.place(node.below, _Box(box.x + _PAD, box.y + head, box.width - 2 * _PAD, max(box.height - head - _PAD, 1)))

    def _tile(self, node: _Node, box: _Box) -> None:
        tile = node.tile
        hue = "led" if tile.counted else "post" if tile.posts else "paper"
        mark = {**_rectangle(box), "fill": colour(hue), "opacity": opacity(pale=hue != "paper")}
        self._tiles.append({**mark, "colour": PAPER if hue != "paper" else LIGHT, "told": self._told(node)})
        name = self._say("itself", place=tile.place) if node.own else tile.place
        counts = self._words(tile.counted, tile.posts, tile)
        size, line, lines = _fitted(name, counts, box)
        for n, text in enumerate(lines):
            self._names[size].append({"text": text, "x": box.x + 5, "y": box.y + 2 + (n + 0.6) * line})

    def _words(self, count: int, posts: int, tile: PlaceTile) -> list[str]:
        said = [self._say(f"tile-{tile.set}", count=count)] if count else []
        return [*said, *([self._say("tile-posts", count=posts)] if posts else [])]

    def _told(self, node: _Node) -> str:
        tile = node.tile
        own = " · ".join(self._words(tile.counted, tile.posts, tile)) or self._say("map-none")
        return f"#{node.number} {tile.place} · {own}"


def _fitted(name: str, counts: Sequence[str], box: _Box) -> tuple[int, int, list[str]]:
    """Return size, line height and lines of a tile's text: the largest that fits, else what there is room for."""
    found: list[tuple[int, int, list[str]]] = []
    for size, cell, line in _SIZES:
        cells, room = max(int((box.width - 8) / cell), 2), max(int((box.height - 4) / line), 1)
        lines = [part for text in (name, *counts) for part in wrapped(text, cells)]
        is_whole = not name.isascii() or max(map(len, name.split())) <= cells
        if len(lines) <= room and is_whole:
            return size, line, lines
        found.append((size, line, lines[:room]))
    return found[-1]


def _rectangle(box: _Box) -> Mark:
    return {"x": box.x + 1, "x2": box.x + box.width - 1, "y": box.y + 1, "y2": box.y + box.height - 1}


def squarified(weights: Sequence[float], box: _Box) -> Iterable[_Box]:
    """Yield a rectangle for each weight, in their order, that fill a box; a row ends where it would grow worse."""
    rest, total, at = box, sum(weights), 0
    while at < len(weights):
        side = min(rest.width, rest.height)
        area = rest.width * rest.height / total if total else 0.0
        end = at + 1
        while end < len(weights) and _worst(weights[at : end + 1], side, area) <= _worst(weights[at:end], side, area):
            end += 1
        row = weights[at:end]
        yield from _laid(row, rest, sum(row) * area)
        deep = sum(row) * area / side if side else 0.0
        wide = rest.width >= rest.height
        rest = (
            _Box(rest.x + deep, rest.y, rest.width - deep, rest.height)
            if wide
            else _Box(rest.x, rest.y + deep, rest.width, rest.height - deep)
        )
        total -= sum(row)
        at = end


def _worst(row: Sequence[float], side: float, area: float) -> float:
    """Return the worst ratio of the sides of a row's rectangles."""
    whole = sum(row) * area
    return max(side * side * max(row) * area / whole**2, whole**2 / (side * side * min(row) * area)) if whole else 0.0


def _laid(row: Sequence[float], box: _Box, area: float) -> Iterable[_Box]:
    """Yield the rectangles of a row along the shorter side of a box."""
    wide = box.width >= box.height
    side = box.height if wide else box.width
    deep, along = area / side if side else 0.0, 0.0
    for weight in row:
        length = side * weight / sum(row)
        yield (_Box(box.x, box.y + along, deep, length) if wide else _Box(box.x + along, box.y, length, deep))
        along += length


def _samples(rows: Sequence[PlaceTile], say: Say) -> list[Sample]:
    own = colour("led"), colour("post")
    found = [Sample("square", own[0], own[0], say("map-counted"), pale=True)] if any(r.counted for r in rows) else []
    found += [Sample("square", own[1], own[1], say("map-posts"), pale=True)] if any(r.posts for r in rows) else []
    empty = any(not row.counted and not row.posts for row in rows)
    return [*found, *([Sample("square", PAPER, LIGHT, say("map-none"))] if empty else [])]

"""The one writer of SVG in Python: title, marks, names, legend and how to cite, as the page saves it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from kg.render.contract import Payload
from kg.render.still.choice import Drawn
from kg.render.still.layered import BELOW, LINE, left_wide, place_word, right_wide
from kg.render.still.looks import (
    AT,
    BOW,
    DASH,
    DOTS,
    LATE,
    LEVEL,
    WIDTHS,
    Bends,
    disputed,
    edge_label,
    line_look,
    mixed,
    route_of,
    size_of,
    term,
)
from kg.render.still.side import SCREEN, side_by_side
from kg.render.still.words import wideness, wrapped
from kg.render.still.xml import attribute, written
from kg.render.tokens import tokens

FONT: Final = (
    '"Helvetica Neue","Segoe UI","Noto Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",'
    '"Source Han Sans SC",sans-serif'
)
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
_PAD, _HEAD, _LEAST_WIDE, _ABOVE_LEGEND, _FOOT, _ROW = 24, 54, 720, 34, 40, 22
_CENTRE: Final = 1.35
_SHORT, _HIGH, _LAST = 48, 12, 20
_DASHED: Final = {"inferred": DASH, "uncounted": DASH, "target": DOTS}
_HALO: Final = {"paint-order": "stroke", "stroke": "#ffffff", "stroke-width": 3, "stroke-linejoin": "round"}
_TIP: Final = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" '
    'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="context-stroke"/>'
    "</marker></defs>"
)
Point = tuple[float, float]
Mark = Callable[[float, float], str]


def still(payload: Payload, title: str, language: str = "zh", screen: tuple[int, int] = SCREEN) -> str:
    """Return the first view of a page, side by side, as one SVG in light colours, for a screen of so many pixels."""
    return _Picture(Drawn(payload, language), title, screen).svg()


class _Picture:
    def __init__(self, drawn: Drawn, title: str, screen: tuple[int, int]) -> None:
        self._drawn, self._title, self._ink = drawn, title, tokens()
        self._placed, self._bends, self._contested = side_by_side(drawn, screen), Bends(drawn), disputed(drawn)

    def svg(self) -> str:
        left, top, width, height = self._placed.extent
        x, y, wide = left - _PAD, top - _HEAD, max(width + 2 * _PAD, _LEAST_WIDE)
        legend, high = self._legend(x + _PAD, top + height + _ABOVE_LEGEND, wide - 2 * _PAD)
        tall, about = height + _HEAD + _ABOVE_LEGEND + high + _FOOT, self._drawn.payload.about
        cite = about.citation_en if self._drawn.language == "en" else about.citation
        box = " ".join(str(_whole(v)) for v in (x, y, wide, tall))
        head = {"viewBox": box, "width": _whole(wide), "height": _whole(tall), "font-family": FONT}
        title = {"font-weight": 600, "font-family": self._ink["serif"]}
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg"{attribute(head)}>',
                f"<title>{written(self._title)}</title>",
                _TIP,
                f'<rect x="{_whole(x)}" y="{_whole(y)}" width="100%" height="100%" fill="#ffffff"/>',
                _text(x + _PAD, y + 32, 20, self._ink["ink"], self._title, title),
                *map(self._edge, self._drawn.lines),
                *self._verbs(),
                *(line for n in self._drawn.nodes for line in (self._node(n), self._name(n))),
                *legend,
                _text(x + _PAD, y + tall - 16, 12, self._ink["dim"], f"{self._title} · {cite}") + "</svg>",
            )
        )

    def _path(self, e: int) -> tuple[str, Point]:
        """Return the path of an edge and where its word stands."""
        edge, spots = self._drawn.payload.edges[e], self._placed.spots
        start, end = spots[edge.start], spots[edge.end]
        long = math.hypot(end.x - start.x, end.y - start.y)
        route = route_of(edge.start == edge.end, self._bends.of(e, long), start, end)
        a, b = (start.x, start.y), (end.x, end.y)
        if route.kind == "loop":
            high = 45 + 120 * abs(route.bow)
            ends = ((a[0] - 9, a[1] - 9), (a[0] - high, a[1] - high), (a[0] + high, a[1] - high), (a[0] + 9, a[1] - 9))
            return "M{}C{} {} {}".format(*map(_point, ends)), (a[0], a[1] - 0.75 * high - 3)
        rims = size_of(self._drawn, edge.start) + 1, size_of(self._drawn, edge.end) + 3
        if route.kind == "level":
            far, turns = a[0] - b[0], LATE if end.late else LEVEL
            c, d = (a[0] - turns[0] * far, a[1]), (b[0] + turns[1] * far, b[1])
            s, t, v = _towards(a, c, rims[0]), _towards(b, d, rims[1]), 1 - AT
            weights = (v**3, 3 * v * v * AT, 3 * v * AT * AT, AT**3)
            x, y = (sum(w * p[k] for w, p in zip(weights, (s, c, d, t), strict=True)) for k in (0, 1))
            return f"M{_point(s)}C{_point(c)} {_point(d)} {_point(t)}", (x, y)
        dx, dy = b[0] - a[0], b[1] - a[1]
        out = route.bow * BOW
        c = (a[0] + b[0]) / 2 + out * dy, (a[1] + b[1]) / 2 - out * dx
        s, t = _towards(a, c, rims[0]), _towards(b, c, rims[1])
        return f"M{_point(s)}Q{_point(c)} {_point(t)}", ((s[0] + 2 * c[0] + t[0]) / 4, (s[1] + 2 * c[1] + t[1]) / 4)

    def _edge(self, e: int) -> str:
        look = line_look(self._drawn, e, self._contested)
        dashes = {"stroke-dasharray": look.dashes} if look.dashes else {}
        own = {"d": self._path(e)[0], "fill": "none", "stroke": look.colour, "stroke-width": _number(look.width)}
        return f"<path{attribute({**own, **dashes, 'marker-end': 'url(#tip)'})}/>"

    def _verbs(self) -> Iterator[str]:
        """Yield the words of edges, the strongest first, each where it covers no other; short edges have none."""
        drawn, spots, taken = self._drawn, self._placed.spots, list[tuple[float, float, float]]()
        for _, e in sorted((_LAST if drawn.is_detail(e) else drawn.band(e), e) for e in drawn.lines):
            start, end = (spots[n] for n in (drawn.payload.edges[e].start, drawn.payload.edges[e].end))
            (x, y), word = self._path(e)[1], edge_label(drawn, e, self._contested)
            half = 5.5 * wideness(word)
            if start != end and math.hypot(start.x - end.x, start.y - end.y) < _SHORT:
                continue
            if any(abs(a - x) < reach + half and abs(b - y) < _HIGH for a, b, reach in taken):
                continue
            taken.append((x, y, half))
            yield _text(x, y + 4, 11, self._ink["ink"], word, {"text-anchor": "middle", **_HALO})

    def _node(self, n: int) -> str:
        spot, r = self._placed.spots[n], size_of(self._drawn, n) * (_CENTRE if n in self._drawn.centres else 1)
        shape, colour = self._looks[self._drawn.payload.nodes[n].type]
        row = self._drawn.payload.nodes[n]
        name = row.id.replace(":|", f":{row.zh}")
        mark, kind = self._shape(shape, (spot.x, spot.y), r, colour)
        return f"{mark}><title>{written(name)}</title></{kind}>"

    @cached_property
    def _looks(self) -> dict[int, tuple[str, str]]:
        return {row.term: (row.shape, self._ink[row.colour]) for row in self._drawn.payload.types}

    def _shape(self, shape: str, at: Point, r: float, colour: str) -> tuple[str, str]:
        """Return the beginning of a mark, without its end, and the name of its element."""
        painted = {"fill": colour, "stroke": self._ink["outline"]}
        if shape not in SHAPES:
            own = {"cx": _number(at[0]), "cy": _number(at[1]), "r": f"{r:.1f}"}
            return f"<circle{attribute({**own, **painted})}", "circle"
        points = " ".join(f"{at[0] + r * x:.1f},{at[1] + r * y:.1f}" for x, y in SHAPES[shape])
        return f"<polygon{attribute({'points': points, **painted})}", "polygon"

    def _name(self, n: int) -> str:
        drawn, spot, ink = self._drawn, self._placed.spots[n], self._ink
        r, wide = size_of(drawn, n), {"left": left_wide, "right": right_wide}.get(spot.side, lambda _: BELOW)
        lines = wrapped(drawn.label(n), wide(drawn.language))
        place = place_word(drawn, n) if spot.side == "left" and not drawn.centres else ""
        anchor = {"text-anchor": {"below": "middle", "left": "end", "right": "start"}[spot.side], **_HALO}
        x = spot.x + {"below": 0, "left": -r - 5, "right": r + 5}[spot.side]
        middle = spot.y - (LINE * len(lines) + (13 if place else 0)) / 2 + 11
        top = spot.y + r + 15 if spot.side == "below" else middle
        bold = n in drawn.centres or (drawn.leads[n] > 0 and drawn.lane(n) == 0)
        own = anchor | ({"font-weight": 600} if bold else {})
        told = [_text(x, top + LINE * k, 13, ink["ink"], line, own) for k, line in enumerate(lines)]
        told += [_text(x, top + LINE * len(lines) - 1, 10.5, ink["dim"], place, anchor)] if place else []
        return "".join(told)

    def _legend(self, left: float, top: float, width: float) -> tuple[list[str], float]:
        """Return the entries in rows of at most a width, and how high they are."""
        x, y, out = left, top, []
        for wide, mark, text in self._entries():
            room = wide + 10 + 12.5 * wideness(text) + 16
            if x > left and x + room > left + width:
                x, y = left, y + _ROW
            out += [mark(x, y) + _text(x + wide + 8, y + 4, 12, self._ink["ink"], text)]
            x += room
        return out, y - top + _ROW

    def _entries(self) -> Iterator[tuple[int, Mark, str]]:
        """Yield width, mark and text of what is drawn: bands, kinds of line, classes."""
        drawn, payload, ink, english = self._drawn, self._drawn.payload, self._ink, self._drawn.language == "en"
        bands = {drawn.band(e) for e in drawn.edges if not drawn.is_detail(e)}
        for k, band in enumerate(payload.bands):
            if k in bands:
                yield 30, _line(ink[band.name], WIDTHS[k], ""), band.en if english else band.zh
        lines, pale = self._lines(), mixed(ink["led"], ink["paper"], 0.6)
        for line in payload.lines:
            if line.name in lines:
                colour = {"disputed": ink["disputed"], "uncounted": pale}.get(line.name, ink["other"])
                width = 0.8 if line.name == "further" else 2
                yield 30, _line(colour, width, _DASHED.get(line.name, "")), line.en if english else line.zh
        types = {payload.nodes[n].type for n in drawn.nodes}
        for row in payload.types:
            if row.term in types:
                yield 14, self._sample(row.term), term(drawn, row.term)

    def _sample(self, of: int) -> Mark:
        shape, colour = self._looks[of]
        return lambda x, y: self._shape(shape, (x + 7, y), 6, colour)[0] + "/>"

    def _lines(self) -> set[str]:
        """Return the names of the kinds of line that are drawn."""
        drawn, payload, found = self._drawn, self._drawn.payload, set[str]()
        for e in drawn.edges:
            row = payload.statements[payload.edges[e].statement]
            found |= {"disputed"} if payload.edges[e].statement in self._contested else set()
            if row.modality != payload.about.actual:
                found.add("target")
            elif drawn.is_uncounted(e):
                found.add("uncounted")
            else:
                found.add("inferred" if row.inferred else "stated")
            found |= {"further"} if drawn.is_detail(e) else set()
        return found


def _line(colour: str, width: float, dashes: str) -> Mark:
    def drawn(x: float, y: float) -> str:
        ends = {"x1": _number(x), "x2": _number(x + 30), "y1": _number(y), "y2": _number(y)}
        look = {"stroke": colour, "stroke-width": _number(width), **({"stroke-dasharray": dashes} if dashes else {})}
        return f"<line{attribute({'class': 'key', **ends, **look})}/>"

    return drawn


def _text(x: float, y: float, size: float, fill: str, text: str, more: dict[str, object] | None = None) -> str:
    own = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": _number(size), "fill": fill, **(more or {})}
    return f"<text{attribute(own)}>{written(text)}</text>"


def _towards(start: Point, end: Point, rim: float) -> Point:
    """Return the point so far from a node's middle, on the way to another, where its edge begins."""
    long = math.hypot(end[0] - start[0], end[1] - start[1]) or 1
    near = min(rim, long / 3)
    return start[0] + near * (end[0] - start[0]) / long, start[1] + near * (end[1] - start[1]) / long


def _point(at: Point) -> str:
    return f"{at[0]:.1f} {at[1]:.1f}"


def _number(value: float) -> str:
    return f"{round(value, 4):g}" if value == round(value, 4) else repr(value)


def _whole(value: float) -> int:
    return math.floor(value + 0.5)

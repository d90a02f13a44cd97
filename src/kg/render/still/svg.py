"""The one writer of SVG in Python: title, marks, names, legend and how to cite, as the page saves it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from kg.render.marks import SIDE
from kg.render.still.choice import Drawn
from kg.render.still.framed import lines_apart
from kg.render.still.heading import title
from kg.render.still.layered import LINE, name_wide, place_word
from kg.render.still.legend import Legend, caption
from kg.render.still.looks import Colours, edge_label, line_look, mixed, radius_of
from kg.render.still.placed import Extent, Frame, Placed
from kg.render.still.routes import Routes
from kg.render.still.shapes import Point, number, rounded, shape, text
from kg.render.still.words import SMALL, wideness, wrapped
from kg.render.still.xml import attribute, written
from kg.render.tokens import tokens

FONT: Final = (
    '"Helvetica Neue","Segoe UI","Noto Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",'
    '"Source Han Sans SC",sans-serif'
)
_PAD, _HEAD, _LEAST_WIDE, _ABOVE_LEGEND, _FOOT = 24, 76, 720, 34, 40
_SHORT, _TALL, _LAST, _WORD_WIDE = 48, 6, 20, 11
_PALE_EDGE, _PALE_NODE, _BAR = 0.28, 0.25, 0.35
_HALO: Final = {"paint-order": "stroke", "stroke": "#ffffff", "stroke-width": 3, "stroke-linejoin": "round"}
_TIP: Final = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" '
    'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="context-stroke"/>'
    "</marker></defs>"
)
Box = tuple[float, float, float, float]


def svg(drawn: Drawn, placed: Placed) -> str:
    """Return what is drawn, where it was placed, as one SVG in light colours."""
    return _Picture(drawn, placed).svg()


class _Picture:
    def __init__(self, drawn: Drawn, placed: Placed) -> None:
        self._drawn, self._placed, self._ink = drawn, placed, tokens()
        self._routes, self._colours, self._title = Routes(drawn, placed), Colours(drawn), title(drawn)

    def svg(self) -> str:
        drawn, about, box = self._drawn, self._drawn.payload.about, self._extent
        foot = f"{self._title} · {(about.citation_en if drawn.language == 'en' else about.citation)}"
        said = caption(drawn, self._placed)
        texts = max(20 * wideness(self._title), 12 * wideness(foot), 13 * wideness(said))
        x, y, wide = box.x - _PAD, box.y - _HEAD, max(box.width + 2 * _PAD, _LEAST_WIDE, texts + 2 * _PAD)
        legend, high = Legend(drawn, self._placed, self._colours).rows(
            x + _PAD, box.y + box.height + _ABOVE_LEGEND, wide - 2 * _PAD
        )
        tall = box.height + _HEAD + _ABOVE_LEGEND + high + _FOOT
        view = " ".join(str(rounded(v)) for v in (x, y, wide, tall))
        head = {"viewBox": view, "width": rounded(wide), "height": rounded(tall), "font-family": FONT}
        bold = {"font-weight": 600, "font-family": self._ink["serif"]}
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg"{attribute(head)}>',
                f"<title>{written(self._title)}</title>",
                _TIP,
                f'<rect x="{rounded(x)}" y="{rounded(y)}" width="100%" height="100%" fill="#ffffff"/>',
                text(x + _PAD, y + 32, 20, self._ink["ink"], self._title, bold),
                text(x + _PAD, y + 54, 13, self._ink["dim"], said),
                *self._under(),
                *(self._edge(e, pale=True) for e in drawn.seen.ground_edges),
                *(self._edge(e, pale=False) for e in lines_apart(drawn, self._placed.within)),
                *self._verbs(),
                *(self._heading(frame) for frame in self._placed.frames if frame.shut),
                *(part for n in drawn.seen.ground_nodes for part in self._node(n, pale=True)),
                *(part for n in drawn.nodes if not self._is_shut(n) for part in self._node(n, pale=False)),
                *legend,
                text(x + _PAD, y + tall - 16, 12, self._ink["dim"], foot) + "</svg>",
            )
        )

    @cached_property
    def _extent(self) -> Extent:
        if self._placed.extent is None:
            raise AssertionError("an arrangement has bounds")
        return self._placed.extent

    def _is_shut(self, node: int) -> bool:
        return self._placed.within.get(node) in self._drawn.state.shut

    def _under(self) -> Iterator[str]:
        """Yield frames, years and the bars of posts."""
        ink = self._ink
        for frame in self._placed.frames:
            at = {name: number(value) for name, value in zip(("x", "y", "width", "height"), frame.box, strict=True)}
            yield f"<rect{attribute({**at, 'fill': ink['soft'], 'stroke': ink['line']})}/>"
            if not frame.shut:
                yield self._heading(frame)
        for tick in self._placed.ticks:
            if not tick.bare:
                low = f"{self._extent.y + self._extent.height:.1f}"
                at = {"x1": number(tick.x), "x2": number(tick.x), "y1": "28", "y2": low}
                yield f"<line{attribute({**at, 'stroke': ink['line']})}/>"
            yield text(tick.x, 20, 12, ink["dim"], tick.text, {"text-anchor": "middle"})
        for bar in self._placed.bars:
            at = {"x": f"{bar.x:.1f}", "y": f"{bar.y + 6:.1f}", "width": f"{bar.width:.1f}", "height": "14"}
            yield f"<rect{attribute({**at, 'fill': mixed(ink['post'], ink['paper'], _BAR)})}/>"

    def _heading(self, frame: Frame) -> str:
        own = {"font-weight": 600, **(_HALO if frame.shut else {})}
        return text(frame.box.x + 10, frame.base, 14, self._ink["dim"], frame.heading, own)

    def _edge(self, e: int, *, pale: bool) -> str:
        look, path = line_look(self._drawn, e), self._routes.of(e)
        dashes = {"stroke-dasharray": look.dashes} if look.dashes else {}
        colour = mixed(look.colour, self._ink["paper"], _PALE_EDGE if pale else look.alpha)
        own = {"d": path.d, "fill": "none", "stroke": colour, "stroke-width": number(1 if pale else look.width)}
        return f"<path{attribute({**own, **dashes, 'marker-end': 'url(#tip)'})}/>"

    def _verbs(self) -> Iterator[str]:
        """Yield the words of edges, the strongest first, each where it covers no name, mark or other word.

        Short edges have none; details of one end say the same once.
        """
        drawn, spots, taken, said = self._drawn, self._placed.spots, list(self._covered()), set[tuple[int, str]]()
        for _, e in sorted((_LAST if drawn.is_detail(e) else drawn.band(e), e) for e in drawn.lines):
            edge, whole = drawn.payload.edges[e], edge_label(drawn, e)
            start, end = spots[edge.start], spots[edge.end]
            if self._is_shut(edge.start) or self._is_shut(edge.end):
                continue
            if start != end and math.hypot(start.x - end.x, start.y - end.y) < _SHORT:
                continue
            if drawn.is_detail(e) and (edge.end, whole) in said:
                continue
            found = self._free(e, taken)
            if found:
                (x, y), lines, box = found
                taken.append(box)
                said.add((edge.end, whole))
                for k, line in enumerate(lines):
                    at = y + 10 + 2 * _TALL * k - _TALL * len(lines)
                    yield text(x, at, 11, self._ink["ink"], line, {"text-anchor": "middle", **_HALO})

    def _free(self, e: int, taken: Sequence[Box]) -> tuple[Point, list[str], Box] | None:
        """Return where the words of an edge cover nothing that is taken, without their years if need be."""
        spots = self._routes.of(e).spots
        for brief in (False, True):
            words = edge_label(self._drawn, e, brief=brief)
            lines = wrapped(words, _WORD_WIDE) if wideness(words) > _WORD_WIDE else [words]
            half, high = 5.5 * max(wideness(line, SMALL) for line in lines), _TALL * len(lines)
            for x, y in spots:
                box = (x - half, y - high, x + half, y + high)
                if not any(_overlap(box, other) for other in taken):
                    return (x, y), lines, box
        return None

    def _covered(self) -> Iterator[Box]:
        """Yield the boxes of headings, marks and names."""
        for frame in self._placed.frames:
            left, wide = frame.box.x + 10, 14 * wideness(frame.heading)
            yield left, frame.base - 12, left + wide, frame.base + 4
        for n in self._drawn.all_nodes:
            if self._is_shut(n):
                continue
            spot, r = self._placed.spots[n], radius_of(self._drawn, n)
            yield spot.x - r, spot.y - r, spot.x + r, spot.y + r
            lines, place = self._lines(n)
            x, top = self._name_at(n)
            wide = 13 * max(map(wideness, lines))
            left = x - {"left": wide, "below": wide / 2}.get(spot.side, 0)
            yield left, top - 11, left + wide, top - 11 + LINE * len(lines) + (13 if place else 0)

    def _node(self, n: int, *, pale: bool) -> tuple[str, str]:
        row, spot, ink, colour = self._drawn.payload.nodes[n], self._placed.spots[n], self._ink, self._colours.of(n)
        fill = mixed(colour, ink["paper"], _PALE_NODE) if pale else colour
        painted = {"fill": fill, "stroke": ink["line" if pale else "outline"]}
        mark, kind = shape(self._shapes[row.type], (spot.x, spot.y), radius_of(self._drawn, n), painted)
        name = row.id.replace(":|", f":{row.zh}")
        return f"{mark}><title>{written(name)}</title></{kind}>", self._name(n, pale=pale)

    @cached_property
    def _shapes(self) -> dict[int, str]:
        return {row.term: row.shape for row in self._drawn.payload.types}

    def _lines(self, n: int) -> tuple[list[str], str]:
        """Return the lines of a node's name, and its place where that is written below it."""
        drawn, side = self._drawn, self._placed.spots[n].side
        with_place = side == "left" and drawn.state.layout == SIDE and not drawn.centres
        return wrapped(drawn.name_on_picture(n), name_wide(drawn, side)), place_word(drawn, n) if with_place else ""

    def _name_at(self, n: int) -> tuple[float, float]:
        """Return where the first line of a name begins, and its base line."""
        spot, r, (lines, place) = self._placed.spots[n], radius_of(self._drawn, n), self._lines(n)
        middle = spot.y - (LINE * len(lines) + (13 if place else 0)) / 2 + 11
        return spot.x + {"left": -r - 5, "right": r + 5}.get(spot.side, 0), (
            spot.y + 1.2 * r + 13 if spot.side == "below" else middle
        )

    def _name(self, n: int, *, pale: bool) -> str:
        drawn, ink, (lines, place), (x, top) = self._drawn, self._ink, self._lines(n), self._name_at(n)
        anchors = {"below": "middle", "left": "end", "right": "start"}
        anchor = {"text-anchor": anchors[self._placed.spots[n].side], **_HALO}
        bold = n in drawn.centres or (drawn.leads[n] > 0 and drawn.lane(n) == 0)
        own = anchor | ({"font-weight": 600} if bold else {})
        fill = ink["faint" if pale else "ink"]
        told = [text(x, top + LINE * k, 13, fill, line, own) for k, line in enumerate(lines)]
        told += (
            [text(x, top + LINE * len(lines) - 1, 10.5, ink["faint" if pale else "dim"], place, anchor)]
            if place
            else []
        )
        return "".join(told)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

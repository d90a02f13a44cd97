"""The legend and the caption of a picture: what is drawn, nothing else, as `page/picture.js` writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kg.render.bands import UNDERTAKINGS
from kg.render.marks import BETWEENNESS, CLASS, COMMUNITY, LEADS, PLACE
from kg.render.still.choice import Drawn, word
from kg.render.still.framed import MOST_APART, lines_apart
from kg.render.still.looks import DASH, DOTS, HUES, NO_HUE, WIDTHS, Colours, mixed, term
from kg.render.still.placed import Placed
from kg.render.still.shapes import number, shape, text
from kg.render.still.words import SMALL, wideness
from kg.render.still.xml import attribute
from kg.render.tokens import tokens

Mark = Callable[[float, float], str]
Entry = tuple[int, Mark, str]
ROW: Final = 22
_LINE, _SHAPE, _SIZES = 30, 14, 36
_DASHED: Final = {"inferred": DASH, "uncounted": DASH, "target": DOTS}
_PALE, _GROUND, _BAR = 0.6, 0.28, 0.35


class Legend:
    """The entries of what is drawn: bands, kinds of line, classes, hues, sizes, what lies under the marks."""

    def __init__(self, drawn: Drawn, placed: Placed, colours: Colours) -> None:
        """Take what is drawn, where it lies and how it is coloured."""
        self._drawn, self._placed, self._colours, self._ink = drawn, placed, colours, tokens()
        self._edges = lines_apart(drawn, placed.within)
        self._nodes = [n for n in drawn.nodes if placed.within.get(n) not in drawn.state.shut]

    def rows(self, left: float, top: float, width: float) -> tuple[list[str], float]:
        """Return the entries in rows of at most a width, and how high they are."""
        x, y, out = left, top, []
        for wide, mark, words in self._entries():
            room = wide + 10 + 12 * wideness(words, SMALL) + 18
            if x > left and x + room > left + width:
                x, y = left, y + ROW
            out += [mark(x, y) + text(x + wide + 8, y + 4, 12, self._ink["ink"], words)]
            x += room
        return out, y - top + ROW

    def _entries(self) -> Iterator[Entry]:
        yield from self._bands()
        yield from self._lines()
        yield from self._classes()
        yield from self._hues()
        yield from self._rest()

    def _bands(self) -> Iterator[Entry]:
        drawn, english = self._drawn, self._drawn.language == "en"
        bands = {drawn.band(e) for e in self._edges if not drawn.is_detail(e)}
        for k, band in enumerate(drawn.payload.bands):
            if k in bands:
                yield _LINE, line(self._ink[band.name], WIDTHS[k], ""), band.en if english else band.zh

    def _lines(self) -> Iterator[Entry]:
        ink, found = self._ink, self._kinds()
        pale = mixed(ink["led"], ink["paper"], _PALE)
        for row in self._drawn.payload.lines:
            if row.name in found:
                own = {"disputed": ink["disputed"], "uncounted": pale, "target": ink["target"]}
                colour = own.get(row.name, ink["ink"])
                width = 0.8 if row.name == "further" else 2
                yield _LINE, line(colour, width, _DASHED.get(row.name, "")), word(self._drawn, row.name)

    def _kinds(self) -> set[str]:
        """Return the names of the kinds of line that are drawn."""
        drawn, payload, found = self._drawn, self._drawn.payload, set[str]()
        for e in self._edges:
            row = payload.statements[payload.edges[e].statement]
            found |= {"disputed"} if payload.edges[e].statement in drawn.facets.disputed else set()
            if row.modality != payload.about.actual:
                found.add("target")
            elif drawn.is_uncounted(e):
                found.add("uncounted")
            else:
                found.add("inferred" if row.inferred else "stated")
            found |= {"further"} if drawn.is_detail(e) else set()
        return found

    def _classes(self) -> Iterator[Entry]:
        by_class = self._drawn.state.colour == CLASS
        types = {self._drawn.payload.nodes[n].type for n in self._nodes}
        for row in self._drawn.payload.types:
            if row.term in types:
                yield _SHAPE, self._sample(row.shape, row.colour if by_class else NO_HUE), term(self._drawn, row.term)

    def _hues(self) -> Iterator[Entry]:
        drawn, by, rows = self._drawn, self._drawn.state.colour, self._drawn.payload.nodes
        named: dict[str, str] = {}
        if by == PLACE:
            there = {rows[n].place for n in self._nodes}
            named = {hue: drawn.named(of) for of, hue in self._colours.places.items() if of in there}
        elif by == COMMUNITY:
            there = {rows[n].community for n in self._nodes}
            named = {hue: f"{word(drawn, COMMUNITY)} {k + 1}" for k, hue in enumerate(HUES) if k in there}
        for hue, words in named.items():
            yield _SHAPE, self._sample("dot", hue), words
        if named and any(self._colours.of(n) == self._ink[NO_HUE] for n in self._nodes):
            yield _SHAPE, self._sample("dot", NO_HUE), word(drawn, "elsewhere")

    def _rest(self) -> Iterator[Entry]:
        drawn, ink, sized = self._drawn, self._ink, self._drawn.state.size
        if drawn.seen.ground_edges:
            yield _LINE, line(mixed(ink["started"], ink["paper"], _GROUND), 1, ""), word(drawn, "ground")
        if self._placed.frames:
            yield _LINE, _box(ink["soft"], ink["line"]), word(drawn, "frame")
        if self._placed.bars:
            yield _LINE, _box(mixed(ink["post"], ink["paper"], _BAR), ""), word(drawn, "bar")
        if sized == BETWEENNESS or (sized == LEADS and any(self._has_leads(n) for n in self._nodes)):
            yield _SIZES, self._two_sizes, word(drawn, f"size-{sized}")

    def _has_leads(self, node: int) -> bool:
        return self._drawn.leads[node] > 0 and self._drawn.lane(node) <= UNDERTAKINGS

    def _sample(self, name: str, token: str) -> Mark:
        painted = {"fill": self._ink[token], "stroke": self._ink["outline"]}
        return lambda x, y: shape(name, (x + 7, y), 6, painted)[0] + "/>"

    def _two_sizes(self, x: float, y: float) -> str:
        painted = {"fill": self._ink["paper"], "stroke": self._ink["outline"]}
        return "".join(shape("diamond", (x + at, y), r, painted)[0] + "/>" for at, r in ((6, 4), (24, 8)))


def caption(drawn: Drawn, placed: Placed) -> str:
    """Return how much is drawn, how much of it counts, what matches and is not drawn."""
    seen = drawn.seen
    parts = [word(drawn, "drawn", n=len(seen.nodes), m=len(seen.edges)), word(drawn, "leads", n=seen.leads)]
    parts += [word(drawn, "left", n=seen.left)] if seen.left else []
    crowded = len(drawn.all_nodes) > MOST_APART and any(frame.shut for frame in placed.frames)
    parts += [word(drawn, "crowded", n=MOST_APART)] if crowded else []
    return word(drawn, "joint").join(parts)


def line(colour: str, width: float, dashes: str) -> Mark:
    """Return how a line of the legend is drawn."""

    def drawn(x: float, y: float) -> str:
        ends = {"x1": number(x), "x2": number(x + _LINE), "y1": number(y), "y2": number(y)}
        look = {"stroke": colour, "stroke-width": number(width), **({"stroke-dasharray": dashes} if dashes else {})}
        return f"<line{attribute({'class': 'key', **ends, **look})}/>"

    return drawn


def _box(fill: str, stroke: str) -> Mark:
    def drawn(x: float, y: float) -> str:
        at = {"x": number(x), "y": number(y - 6), "width": _LINE, "height": 12}
        return f"<rect{attribute({**at, 'fill': fill, **({'stroke': stroke} if stroke else {})})}/>"

    return drawn

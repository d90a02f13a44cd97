"""How edges and nodes look and run, as in `page/looks.js`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from kg.render.marks import BETWEENNESS, COMMUNITY, LEADS, PLACE
from kg.render.still.choice import Drawn
from kg.render.tokens import tokens

if TYPE_CHECKING:
    from kg.render.still.layered import Spot

DASH: Final = "8 5"
DOTS: Final = "2 5"
WIDTHS: Final = (4, 2.4, 2, 1.1, 1.1, 1.8, 1.6, 1.4, 1.1, 0.9)
_DETAIL, _DISPUTED, _PALER, _SHARE = 0.8, 2, 0.75, 0.6
_STRONG: Final = 3  # bands up to which what does not count is drawn thinner
HUES: Final = ("person", "body", "initiative", "event", "group", "honour-line", "disputed", "led")
NO_HUE: Final = "document"
_UNSIZED: Final = frozenset({"Person", "Someone"})
_CENTRE: Final = 1.35
_SAME, _NEAR, _BOW, _OVER = 8, 60, 0.2, 0.16
_FEW_BENDS, _WORD_HIGH, _MOST_BENT = 4, 17, 0.5
BOW: Final = 0.9  # how far a bow turns from the straight, as vis-network has it
LEVEL: Final = (0.45, 0.45)  # where a level line turns, from either end
LATE: Final = (0.2, 0.85)  # to those behind others it turns at once
AT: Final = 0.56


@dataclass(frozen=True, slots=True)
class Look:
    """A line: its colour, dashes (empty: full), width in pixels, and the share of its colour over the ground."""

    colour: str
    dashes: str
    width: float
    alpha: float = 1


@dataclass(frozen=True, slots=True)
class Route:
    """How an edge runs: level from column to column, in a bow (0: straight), or as a loop."""

    kind: str
    bow: float = 0.0


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour mixed with the ground, `#rrggbb` both."""
    pairs = ((int(colour[k : k + 2], 16), int(ground[k : k + 2], 16)) for k in (1, 3, 5))
    return "#" + "".join(f"{int(one * share + other * (1 - share) + 0.5):02x}" for one, other in pairs)


def line_look(drawn: Drawn, e: int) -> Look:
    """Return how an edge is drawn."""
    payload, statement, ink = drawn.payload, drawn.payload.edges[e].statement, tokens()
    row, band, pale = payload.statements[statement], drawn.band(e), drawn.is_uncounted(e)
    actual = row.modality == payload.about.actual
    dashes = DOTS if not actual else DASH if row.inferred or pale else ""
    width = _DETAIL if drawn.is_detail(e) else WIDTHS[band] * (_PALER if pale and band < _STRONG else 1)
    if statement in drawn.facets.disputed:
        return Look(ink["disputed"], dashes, max(width, _DISPUTED))
    colour = ink[payload.bands[band].name if actual else "target"]
    return Look(colour, dashes, width, _SHARE if pale else 1)


def size_of(drawn: Drawn, node: int) -> float:
    """Return the radius of a node: of bodies and undertakings by what counts as led, or by the measure asked for."""
    base, size, row = 8.5, drawn.state.size, drawn.payload.nodes[node]
    if size not in {LEADS, BETWEENNESS} or drawn.payload.terms[row.type].slug in _UNSIZED:
        return base
    leads, most = drawn.leads[node], max(drawn.leads.values(), default=1)
    share = (0.35 + 0.65 * sqrt(leads / most) if leads else 0) if size == LEADS else sqrt(row.measure)
    return base * (1 + 0.9 * share)


def radius_of(drawn: Drawn, node: int) -> float:
    """Return the radius at which a node is drawn: what the page is about is larger."""
    return size_of(drawn, node) * (_CENTRE if node in drawn.centres else 1)


class Colours:
    """The colours of nodes: by class, or by the place or the community that is largest."""

    def __init__(self, drawn: Drawn) -> None:
        """Take what is drawn."""
        self._drawn, self._ink = drawn, tokens()
        self._classes = {row.term: row.colour for row in drawn.payload.types}
        counts = Counter(row.place for row in drawn.payload.nodes if row.place is not None)
        self.places = dict(zip(sorted(counts, key=lambda of: (-counts[of], of)), HUES, strict=False))

    def of(self, node: int) -> str:
        """Return the colour of a node."""
        row, by = self._drawn.payload.nodes[node], self._drawn.state.colour
        if by == PLACE:
            return self._ink[self.places.get(row.place, NO_HUE) if row.place is not None else NO_HUE]
        if by == COMMUNITY:
            return self._ink[HUES[row.community] if 0 <= row.community < len(HUES) else NO_HUE]
        return self._ink[self._classes[row.type]]


class Bends:
    """How far edges that share their two nodes bend from the straight."""

    def __init__(self, drawn: Drawn) -> None:
        """Take what is drawn."""
        self._edges = drawn.payload.edges
        self._most: Counter[tuple[int, int]] = Counter()
        for edge in self._edges:
            pair = min(edge.start, edge.end), max(edge.start, edge.end)
            self._most[pair] = max(self._most[pair], edge.bend)

    def of(self, e: int, long: float) -> float:
        """Return the bend of an edge so long, by turns to either side; few leave room for the words of each."""
        edge = self._edges[e]
        if not edge.bend:
            return 0.0
        most, least = self._most[min(edge.start, edge.end), max(edge.start, edge.end)], 0.0
        if most < _FEW_BENDS and edge.start != edge.end:
            least = min(_MOST_BENT, 2 * _WORD_HIGH * ceil(edge.bend / 2) / max(long, 1))
        return (1 if edge.bend % 2 else -1) * max(least, 0.1 + min(0.09, 0.8 / most) * edge.bend)


def route_of(bend: float, start: Spot, end: Spot, *, loops: bool, straight: bool) -> Route:
    """Return how an edge runs between two spots: a net has straight ones."""
    if loops:
        return Route("loop", bend)
    if bend:
        return Route("bow", bend)
    if straight:
        return Route("bow")
    if abs(start.x - end.x) < _SAME:
        down = start.y < end.y
        return Route("bow", 0 if abs(start.y - end.y) < _NEAR else -_BOW if down else _BOW)
    return Route("bow", _OVER) if abs(start.layer - end.layer) > 1 else Route("level")


def edge_label(drawn: Drawn, e: int, *, brief: bool = False) -> str:
    """Return the word of an edge with its years, or, where it is to be brief, without."""
    payload, edge = drawn.payload, drawn.payload.edges[e]
    row, zh = payload.statements[edge.statement], drawn.language == "zh"
    text = term(drawn, edge.label)
    if row.modality != payload.about.actual:
        text += ("（{}）" if zh else " ({})").format(term(drawn, row.modality))
    if edge.statement in drawn.facets.disputed:
        text = "≠ " + text
    first, last = row.first[:4], row.last[:4]
    years = "–".join(dict.fromkeys(str(int(year)) for year in (first, last) if year))
    opened = f"{years}–" if first and not last else f"–{years}" if last and not first else years
    return f"{text} {opened}" if opened and not brief and edge.core and row.sense != payload.about.attested else text


def term(drawn: Drawn, number: int) -> str:
    """Return the label of a term; empty where there is none."""
    if number < 0:
        return ""
    row = drawn.payload.terms[number]
    return (row.en or row.zh) if drawn.language == "en" else row.zh

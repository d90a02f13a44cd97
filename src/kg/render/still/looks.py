"""How edges and nodes look and run, as in `page/looks.js`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from kg.render.still.choice import Drawn
from kg.render.tokens import tokens

if TYPE_CHECKING:
    from kg.render.still.layered import Spot

DASH: Final = "8 5"
DOTS: Final = "2 5"
WIDTHS: Final = (4, 2.4, 2, 1.1, 1.1, 1.8, 1.6, 1.4, 1.1, 0.9)
_DETAIL, _DISPUTED, _PALER, _SHARE = 0.8, 2, 0.75, 0.6
_STRONG: Final = 3  # bands up to which what does not count is drawn thinner
_UNSIZED: Final = frozenset({"Person", "Someone"})
_SAME, _NEAR, _BOW, _OVER = 8, 60, 0.2, 0.16
_FEW_BENDS, _WORD_HIGH, _MOST_BENT = 4, 17, 0.5
BOW: Final = 0.9  # how far a bow turns from the straight, as vis-network has it
LEVEL: Final = (0.45, 0.45)  # where a level line turns, from either end
LATE: Final = (0.2, 0.85)  # to those behind others it turns at once
AT: Final = 0.56


@dataclass(frozen=True, slots=True)
class Look:
    """A line: its colour, dashes (empty: full) and width in pixels."""

    colour: str
    dashes: str
    width: float


@dataclass(frozen=True, slots=True)
class Route:
    """How an edge runs: level from column to column, in a bow (0: straight), or as a loop."""

    kind: str
    bow: float = 0.0


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour mixed with the ground, `#rrggbb` both."""
    pairs = ((int(colour[k : k + 2], 16), int(ground[k : k + 2], 16)) for k in (1, 3, 5))
    return "#" + "".join(f"{int(one * share + other * (1 - share) + 0.5):02x}" for one, other in pairs)


def disputed(drawn: Drawn) -> frozenset[int]:
    """Return the statements on which judgements do not agree."""
    return frozenset(n for row in drawn.payload.judged if row.disputed for n in (row.left, row.right))


def line_look(drawn: Drawn, e: int, contested: frozenset[int]) -> Look:
    """Return how an edge is drawn."""
    payload, statement, ink = drawn.payload, drawn.payload.edges[e].statement, tokens()
    row, band, pale = payload.statements[statement], drawn.band(e), drawn.is_uncounted(e)
    actual = row.modality == payload.about.actual
    dashes = DOTS if not actual else DASH if row.inferred or pale else ""
    width = _DETAIL if drawn.is_detail(e) else WIDTHS[band] * (_PALER if pale and band < _STRONG else 1)
    if statement in contested:
        return Look(ink["disputed"], dashes, max(width, _DISPUTED))
    colour = ink[payload.bands[band].name if actual else "target"]
    return Look(mixed(colour, ink["paper"], _SHARE if pale else 1), dashes, width)


def size_of(drawn: Drawn, node: int) -> float:
    """Return the radius of a node: of bodies and undertakings by what counts as led, or by the measure asked for."""
    base, about, row = 8.5, drawn.payload.about, drawn.payload.nodes[node]
    if about.size == "none" or drawn.payload.terms[row.type].slug in _UNSIZED:
        return base
    leads, most = drawn.leads[node], max(drawn.leads.values(), default=1)
    share = (0.35 + 0.65 * sqrt(leads / most) if leads else 0) if about.size == "leads" else sqrt(row.measure)
    return base * (1 + 0.9 * share)


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


def route_of(loops: bool, bend: float, start: Spot, end: Spot) -> Route:  # noqa: FBT001 - one fact about the edge
    """Return how an edge runs between two spots."""
    if loops:
        return Route("loop", bend)
    if bend:
        return Route("bow", bend)
    if abs(start.x - end.x) < _SAME:
        down = start.y < end.y
        return Route("bow", 0 if abs(start.y - end.y) < _NEAR else -_BOW if down else _BOW)
    return Route("bow", _OVER) if abs(start.layer - end.layer) > 1 else Route("level")


def edge_label(drawn: Drawn, e: int, contested: frozenset[int]) -> str:
    """Return the word of an edge with its years."""
    payload, edge = drawn.payload, drawn.payload.edges[e]
    row, zh = payload.statements[edge.statement], drawn.language == "zh"
    text = term(drawn, edge.label)
    if row.modality != payload.about.actual:
        text += ("（{}）" if zh else " ({})").format(term(drawn, row.modality))
    if edge.statement in contested:
        text = "≠ " + text
    first, last = row.first[:4], row.last[:4]
    years = "–".join(dict.fromkeys(str(int(year)) for year in (first, last) if year))
    opened = f"{years}–" if first and not last else f"–{years}" if last and not first else years
    return f"{text} {opened}" if opened and edge.core and row.sense != payload.about.attested else text


def term(drawn: Drawn, number: int) -> str:
    """Return the label of a term; empty where there is none."""
    if number < 0:
        return ""
    row = drawn.payload.terms[number]
    return (row.en or row.zh) if drawn.language == "en" else row.zh

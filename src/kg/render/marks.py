"""How a picture can be asked for: layout, size and colour of nodes, the files of it; and the measures that takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.network import Graph

SIDE: Final = "side"
PLACE: Final = "place"
LANES: Final = "lanes"
TIME: Final = "time"
NET: Final = "net"
LAYOUTS: Final = (SIDE, PLACE, LANES, TIME, NET)
LEADS: Final = "leads"
BETWEENNESS: Final = "betweenness"
SIZES: Final = (LEADS, BETWEENNESS, "none")
COMMUNITY: Final = "community"
CLASS: Final = "class"
COLOURS: Final = (CLASS, PLACE, COMMUNITY)
FILES: Final = ("gexf", "graphml", "json")
_DIGITS: Final = 3


@dataclass(frozen=True)
class Marks:
    """What nodes are marked by when it is asked for, by IRI: a size from 0 to 1, and the number of a community."""

    sizes: Mapping[str, float] = field(default_factory=dict)
    communities: Mapping[str, int] = field(default_factory=dict)


NO_MARKS: Final = Marks()


def marks_of(graph: Graph, asked: Collection[str], *, through_places: bool = False) -> Marks:
    """Return the marks of a graph's nodes by a measure (`betweenness`) and by communities, where these are asked for.

    They are what `kg.network.measures` finds in the part that is drawn: places are passed over unless `through_places`,
    and have no mark. Communities are numbered from the largest on. What the page finds by itself (`leads`, `place`) is
    not measured.
    """
    if not {BETWEENNESS, COMMUNITY}.intersection(asked):
        return NO_MARKS
    from kg.network.edges import locations  # noqa: PLC0415 - as below
    from kg.network.measures import Asked, betweenness_of, communities_of  # noqa: PLC0415 - for measures alone

    what = Asked(graph, passed_over=frozenset() if through_places else locations(graph))
    sizes: dict[str, float] = {}
    if BETWEENNESS in asked:
        found, _ = betweenness_of(what)
        most = max(found.values(), default=0) or 1
        sizes = {iri: round(value / most, _DIGITS) for iri, value in found.items()}
    parts = communities_of(what) if COMMUNITY in asked else []
    parts.sort(key=lambda part: (-len(part), min(part)))
    return Marks(sizes, {iri: n for n, part in enumerate(parts) for iri in part})

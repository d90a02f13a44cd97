"""Whether like links with like: assortativity by the level of the places that things belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from kg.network.edges import AnyGraph, locations


@dataclass(frozen=True, slots=True)
class Mixing:
    """Assortativity from -1 to 1, None where all have one level; how many edges it counts, and how many it does not."""

    value: float | None
    edges: int
    unknown: int
    dependent: int


def by_level(graph: AnyGraph) -> Mixing:
    """Return whether things link with things at places of the same level (M. E. J. Newman 2003).

    Counted are edges between things that are not places, each with the level of the place it belongs to. An edge does
    not count where one statement links both its ends and names a place: that they are of one level is then what the
    statement says once, and no finding about who links with whom.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    places = locations(graph)
    levels = {f["id"]: f["level"] for _, f in graph.nodes(data=True) if f["type"] in places}
    at = {n: levels.get(f["place_id"], "") for n, f in graph.nodes(data=True) if f["type"] not in places}
    between = [(start, end) for start, end in graph.edges() if start in at and end in at]
    known = [(start, end) for start, end in between if at[start] and at[end]]
    placed = _placed_together(graph, places)
    counted = [ends for ends in known if frozenset(ends) not in placed]
    mixed: nx.MultiGraph[str] = nx.MultiGraph(counted)
    nx.set_node_attributes(mixed, {node: at[node] for node in mixed}, "level")
    several = len({at[node] for node in mixed}) > 1
    value = float(nx.attribute_assortativity_coefficient(mixed, "level")) if several else None
    return Mixing(value, len(counted), len(between) - len(known), len(known) - len(counted))


def _placed_together(graph: AnyGraph, places: frozenset[str]) -> set[frozenset[str]]:
    """Return the pairs of things that one statement links and gives a place."""
    things: dict[str, set[str]] = defaultdict(set)
    placing: set[str] = set()
    for start, end, edge in graph.edges(data=True):
        for node in (start, end):
            if graph.nodes[node]["type"] in places:
                placing.add(edge["id"])
            else:
                things[edge["id"]].add(node)
    return {frozenset(pair) for statement in placing for pair in combinations(things[statement], 2)}

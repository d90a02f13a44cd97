"""Gather nodes by town or district, so that a picture can set them in frames."""

from __future__ import annotations

from typing import Final

from kg.network.edges import Graph
from kg.network.places import PLACE_TYPES
from kg.terms.namespaces import expand

_WANTED: Final = ("township", "county", "prefecture", "province")


def gather(graph: Graph, full: Graph) -> dict[str, str]:
    """Return for each node of `graph` the IRI of the town it belongs to, or of the district, city or province.

    The chain of places is walked in `full`, the graph that `graph` is a part of. Nodes that belong to none are left
    out.
    """
    above = {node: expand(row["place_id"]) or "" for node, row in full.nodes(data=True) if row["place_id"]}
    level = {node: row["level"] for node, row in full.nodes(data=True) if row["level"]}
    found = {}
    for node, row in graph.nodes(data=True):
        chain: list[str] = []
        at = node if row["type"] in PLACE_TYPES else above.get(node, "")
        while at and at not in chain:
            chain.append(at)
            at = above.get(at, "")
        town = next((place for wanted in _WANTED for place in chain if level.get(place) == wanted), "")
        if town:
            found[node] = town
    return found

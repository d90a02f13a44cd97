"""Gather nodes by town or district, so that a picture can set them in frames."""

from __future__ import annotations

from typing import Final

from kg.network.edges import Graph, locations
from kg.reading.said import Reading
from kg.terms.namespaces import slug

_WANTED: Final = ("township", "county", "prefecture", "province")


def gather(graph: Graph, reading: Reading) -> dict[str, str]:
    """Return for each node of `graph` the IRI of the town it belongs to, or of the district, city or province.

    The chain of places is that of the reading which `graph` is made of. Nodes that belong to none are left out.
    """
    level = {iri: slug(entity.text("level")) for iri, entity in reading.entities.items()}
    places, found = locations(graph), {}
    for node, row in graph.nodes(data=True):
        chain: list[str] = []
        at = node if row["type"] in places else reading.place_of(node)
        while at and at not in chain:
            chain.append(at)
            at = reading.above.get(at, "")
        town = next((place for wanted in _WANTED for place in chain if level.get(place) == wanted), "")
        if town:
            found[node] = town
    return found

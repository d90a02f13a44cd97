"""What is near: one notion for the surroundings of a thing, for paths and for measures.

Places, the bodies that govern them and programmes link nearly everything: two people of one district, or two steps of
one programme, have no more to do with each other for that. They are reached, and not walked through.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kg.network.edges import Graph, locations
from kg.store import Store, rows
from kg.terms.namespaces import KG

_HUBS: Final = f"""SELECT DISTINCT ?hub {{
  {{ ?hub <{KG}jurisdiction> ?place }} UNION {{ ?statement <{KG}programme> ?hub }} }}"""
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Near:
    """How a search walks from thing to thing.

    Nothing leads on from `hubs` (IRIs), from things of `classes`, or from a place unless `through_places`; only the
    surroundings of a place reach down into the places that lie in it.
    """

    hubs: Collection[str] = _NONE
    classes: Collection[str] = _NONE
    through_places: bool = False

    def leads_on(self, graph: Graph, node: str, walked: Collection[str] = ()) -> bool:
        """Say whether a search goes on from a node that it reached; `walked` are the nodes that it came from."""
        type_, places = graph.nodes[node]["type"], locations(graph)
        if node in self.hubs or type_ in self.classes:
            return False
        if self.through_places or type_ not in places:
            return True
        return any(graph.nodes[above]["type"] in places and graph.has_edge(node, above) for above in walked)


EVERYWHERE: Final = Near(through_places=True)


def near_in(store: Store, classes: Collection[str] = (), *, through_places: bool = False) -> Near:
    """Return what is near in a store: its hubs are the bodies that govern a place, and programmes.

    With `through_places` everything leads on but what is of `classes`.
    """
    if through_places:
        return Near(classes=frozenset(classes), through_places=True)
    return Near(frozenset(row["hub"].value for row in rows(store, _HUBS)), frozenset(classes))

"""A network as plain values, which networkx's own writers and other programs take as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.network.choose import left_out_lines
from kg.network.edges import AnyGraph

# other programs take these names for their own: the id of an edge, the start of an edge
TWINS: Final[Mapping[str, str]] = {"id": "statement", "source": "article"}
_BIPARTITE: Final = "bipartite"


def portable(graph: AnyGraph, *, language: str = "zh") -> AnyGraph:
    """Return a copy of a network that every writer of networkx takes.

    Nodes are named by their ids, edges by their keys. The attributes `id` and `source` of an edge are `statement` and
    `article` here, for writers and readers take the old names for their own; the mode of a node is a number. Attributes
    of the graph are text or numbers: `left_out` has a line for each reason.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    made: AnyGraph = nx.MultiDiGraph() if graph.is_directed() else nx.MultiGraph()
    made.graph.update(graph_attributes(graph, language))
    ids = {node: found["id"] for node, found in graph.nodes(data=True)}
    for node, found in graph.nodes(data=True):
        made.add_node(ids[node], **{name: value for name, value in in_numbers(found).items() if name != "id"})
    for start, end, key, edge in graph.edges(keys=True, data=True):
        told = {TWINS.get(name, name): value for name, value in edge.items()}
        made.add_edge(ids[start], ids[end], key=str(key), **told)
    return made


def in_numbers(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a node with its mode as a number, as networkx has it."""
    return {name: int(value) if name == _BIPARTITE else value for name, value in node.items()}


def graph_attributes(graph: AnyGraph, language: str = "zh") -> dict[str, str | float]:
    """Return the attributes of a graph as text and numbers."""
    known: dict[str, str | float] = {
        name: value if isinstance(value, (str, int, float)) else ";".join(map(str, value))
        for name, value in graph.graph.items()
        if name != "left_out"
    }
    return {"left_out": "\n".join(line.strip() for line in left_out_lines(graph, language)[1:]), **known}

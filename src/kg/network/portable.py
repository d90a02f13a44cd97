"""A network as plain values, which networkx's own writers and other programs take as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.network.choose import left_out_lines
from kg.network.edges import AnyGraph
from kg.network.listed import BIPARTITE, Row, edges_of, nodes_of
from kg.network.methods import Methods

# other programs take these names for their own: the id of an edge, the start of an edge
TWINS: Final[Mapping[str, str]] = {"id": "statement", "source": "article"}


def portable(graph: AnyGraph, methods: Methods | None = None, *, language: str = "zh") -> AnyGraph:
    """Return a copy of a network that every writer of networkx takes.

    Nodes are named by their ids, edges by their keys. The attributes `id` and `source` of an edge are `statement` and
    `article` here, for writers and readers take the old names for their own; the mode of a node is a number. Attributes
    of the graph are text or numbers: `left_out` has a line for each reason, `methods` is the record as JSON.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    made: AnyGraph = nx.MultiDiGraph() if graph.is_directed() else nx.MultiGraph()
    made.graph.update(graph_attributes(graph, language))
    if methods:
        made.graph["methods"] = methods.json()
    made.add_nodes_from((node["id"], {name: v for name, v in node.items() if name != "id"}) for node in nodes_of(graph))
    for start, end, key, edge in edges_of(graph):
        made.add_edge(start, end, key=key, **twinned(edge))
    return made


def in_numbers(node: Row) -> dict[str, Any]:
    """Return the attributes of a node with its mode as a number, as networkx has it."""
    return {name: int(value) if name == BIPARTITE else value for name, value in node.items()}


def twinned(edge: Row) -> dict[str, Any]:
    """Return the attributes of an edge with `statement` for `id` and `article` for `source`."""
    return {TWINS.get(name, name): value for name, value in edge.items()}


def graph_attributes(graph: AnyGraph, language: str = "zh") -> dict[str, str | float]:
    """Return the attributes of a graph as text and numbers."""
    known: dict[str, str | float] = {
        name: value if isinstance(value, (str, int, float)) else ";".join(map(str, value))
        for name, value in graph.graph.items()
        if name != "left_out"
    }
    return {"left_out": "\n".join(line.strip() for line in left_out_lines(graph, language)[1:]), **known}

"""Simple weighted graphs: one edge a pair, and what its weight counts, by choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.network.edges import AnyGraph, Attributes
from kg.network.passages import JOIN, passages

if TYPE_CHECKING:
    import networkx as nx

Weight = Callable[[Sequence[Attributes]], float]


def _distinct(name: str) -> Weight:
    return lambda edges: len({value for edge in edges for value in edge[name].split(JOIN) if value})


# what the weight of a pair counts, of the edges between the two; parallel edges are repetition, not strength
WEIGHTS: Final[Mapping[str, Weight]] = {
    "statements": _distinct("id"),
    "passages": passages,
    "sources": _distinct("source"),
    "1": lambda _: 1,
}


def simple_graph(graph: AnyGraph, weight: str = "statements", *, directed: bool = False) -> nx.Graph[str]:
    """Return a graph with one edge for each pair of nodes that a multigraph links, without loops.

    Edges have `weight` (what is asked for), `statements`, `passages` and `sources` (numbers of distinct ones), nodes
    their attributes. `weight` is one of `WEIGHTS`. An edge from the register alone has no statement, and weight 0 but
    for `1`. With `directed` pairs are ordered. Raises `UsageError` for an unknown weight.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    if weight not in WEIGHTS:
        raise UsageError(f"unknown weight {weight!r}", "One of: " + ", ".join(WEIGHTS))
    made: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    made.graph.update(graph.graph, weight=weight)
    made.add_nodes_from((node, dict(found)) for node, found in graph.nodes(data=True))
    between: dict[tuple[str, str], list[Attributes]] = defaultdict(list)
    for start, end, edge in graph.edges(data=True):
        if start != end:
            between[(start, end) if directed or start < end else (end, start)].append(edge)
    for (start, end), edges in between.items():
        counts = {name: WEIGHTS[name](edges) for name in ("statements", "passages", "sources")}
        made.add_edge(start, end, weight=counts.get(weight, 1), **counts)
    return made

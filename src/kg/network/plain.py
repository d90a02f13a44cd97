"""The measures that depend on size, by networkx: the reference, and what answers where networkit is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.network.edges import AnyGraph

if TYPE_CHECKING:
    import networkx as nx

SEED: Final = 20_260_101
DAMPING: Final = 0.85
_TOLERANCE: Final = 1e-10
_ROUNDS: Final = 1_000  # networkx gives up after 100, which is too few for this tolerance


def simple(graph: AnyGraph) -> nx.Graph[str]:
    """Return the undirected simple graph: parallel edges as one with their number as `weight`, no loops."""
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(graph)
    for start, end in graph.edges():
        if start != end:
            weight = made[start][end]["weight"] + 1 if made.has_edge(start, end) else 1
            made.add_edge(start, end, weight=weight)
    return made


def betweenness(graph: AnyGraph, samples: int | None) -> dict[str, float]:
    """Return normalised betweenness by node; exact without `samples`, else from so many pivots."""
    import networkx as nx  # noqa: PLC0415 - as above

    flat = simple(graph)
    pivots = None if samples is None else min(samples, len(flat))
    return dict(nx.betweenness_centrality(flat, k=pivots, seed=SEED))


def pagerank(graph: AnyGraph) -> dict[str, float]:
    """Return PageRank by node, along the direction of the edges; parallel edges weigh by their number."""
    import networkx as nx  # noqa: PLC0415 - as above

    return dict(nx.pagerank(graph, alpha=DAMPING, tol=_TOLERANCE, max_iter=_ROUNDS)) if graph else {}


def components(graph: AnyGraph) -> list[set[str]]:
    """Return the weakly connected components."""
    import networkx as nx  # noqa: PLC0415 - as above

    return [set(part) for part in nx.connected_components(simple(graph))]


def communities(graph: AnyGraph) -> list[set[str]]:
    """Return communities by one run of the Louvain method; parallel edges weigh by their number.

    For networks so large that the consensus of `kg.network.communities` takes too long.
    """
    import networkx as nx  # noqa: PLC0415 - as above

    return [set(part) for part in nx.community.louvain_communities(simple(graph), weight="weight", seed=SEED)]


def modularity(graph: AnyGraph, parts: list[set[str]]) -> float:
    """Return the modularity of communities, 0 for a graph without edges."""
    import networkx as nx  # noqa: PLC0415 - as above

    flat = simple(graph)
    return float(nx.community.modularity(flat, parts, weight="weight")) if flat.number_of_edges() else 0.0

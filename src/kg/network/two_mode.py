"""Centralities of a two-mode network, each mode measured against the other: Borgatti and Everett (1997).

A node of one mode can meet nodes of the other alone, so its scores are divided by what it could reach, not by what a
node of an ordinary graph could. Source: S. P. Borgatti and M. G. Everett, Network analysis of 2-mode data, Social
Networks 19 (1997) 243-269; K. Faust, Centrality in affiliation networks, Social Networks 19 (1997) 157-191.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from kg.errors import Message, UsageError
from kg.network.edges import AnyGraph
from kg.network.plain import simple

if TYPE_CHECKING:
    import networkx as nx

MODE: Final = "bipartite"
_ONES, _OTHERS = "0", "1"


def is_two_mode(graph: AnyGraph) -> bool:
    """Say whether the nodes of a network have two modes, as the two-mode projections give them."""
    return {found.get(MODE) for _, found in graph.nodes(data=True)} == {_ONES, _OTHERS}


def incidence(graph: AnyGraph) -> tuple[nx.Graph[str], list[str]]:
    """Return a two-mode network as a simple graph, and the nodes of its first mode in order.

    Raises `UsageError` for a network that has no two modes.
    """
    if not is_two_mode(graph):
        raise UsageError(
            Message("the network has one mode"), Message("Measure a two-mode projection: --on people-initiative")
        )
    return simple(graph), [node for node, found in graph.nodes(data=True) if found[MODE] == _ONES]


def degree(graph: AnyGraph) -> dict[str, float]:
    """Return for each node the share of the other mode's nodes that it is linked with."""
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    return dict(nx.bipartite.degree_centrality(*incidence(graph)))


def closeness(graph: AnyGraph) -> dict[str, float]:
    """Return for each node the least sum of distances that it could have, over the one it has to those it reaches.

    Multiplied by the share of the other nodes that it reaches, so that a small component does not come first.
    """
    import networkx as nx  # noqa: PLC0415 - as above

    flat, ones = incidence(graph)
    found: dict[str, float] = {}
    for nodes in nx.connected_components(
        flat
    ):  # networkx takes the least sum from the whole, also of a small component
        part, share = flat.subgraph(nodes), (len(nodes) - 1) / (len(flat) - 1)
        within = nx.bipartite.closeness_centrality(part, [node for node in ones if node in nodes])
        found.update({node: value * share for node, value in within.items()})
    return found


def betweenness(graph: AnyGraph) -> dict[str, float]:
    """Return for each node the share of shortest paths through it, of the most that its mode allows."""
    import networkx as nx  # noqa: PLC0415 - as above

    flat, ones = incidence(graph)
    return dict(nx.bipartite.betweenness_centrality(flat, ones))


def eigenvector(graph: AnyGraph) -> dict[str, float]:
    """Return the principal eigenvector of the largest component, of length 1 within each mode; from 0 to 1.

    A node scores high when those of the other mode that it is linked with do: the pair of singular vectors of the
    incidence matrix. Borgatti and Everett divide by 1/sqrt(2), the most a node can have, which gives these lengths. In
    a network of several components the vector is not defined beyond one of them: nodes outside the largest (by nodes,
    then edges, then ids) have no value.
    """
    import networkx as nx  # noqa: PLC0415 - as above
    import numpy as np  # noqa: PLC0415 - 0.1 s

    flat, ones = incidence(graph)
    parts = (flat.subgraph(part) for part in nx.connected_components(flat))
    part = min(parts, key=lambda p: (-len(p), -p.number_of_edges(), min(graph.nodes[node]["id"] for node in p)))
    rows = [node for node in ones if node in part]
    columns = sorted(set(part) - set(rows))
    matrix = nx.bipartite.biadjacency_matrix(part, rows, columns, weight=None).toarray().astype(float)
    # the smaller of the two products is quick to decompose, whatever the other side
    left = len(rows) <= len(columns)
    square = matrix @ matrix.T if left else matrix.T @ matrix
    vector = np.abs(np.linalg.eigh(square)[1][:, -1])
    other = matrix.T @ vector if left else matrix @ vector
    other /= np.linalg.norm(other)
    scores = (vector, other) if left else (other, vector)
    return dict(zip([*rows, *columns], np.concatenate(scores).tolist(), strict=True))


# by the name of the measure, each with a value for each node
CENTRALITIES: Final[Mapping[str, Callable[[AnyGraph], dict[str, float]]]] = {
    "two-mode-degree": degree,
    "two-mode-closeness": closeness,
    "two-mode-betweenness": betweenness,
    "two-mode-eigenvector": eigenvector,
}

"""The same measures by networkit (MIT), an optional extra, for large graphs; answers as `plain` gives them.

One thread and a fixed seed: the same graph gives the same answer on every machine. networkit's algorithms do not keep
their graph alive, so each is held by a name until the answer is out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.network.edges import AnyGraph
from kg.network.plain import DAMPING, SEED

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


def is_installed() -> bool:
    """Say whether networkit can be imported, without importing it."""
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("networkit") is not None


def _networkit() -> Any:  # noqa: ANN401 - a module without types
    import networkit  # noqa: PLC0415 - large and optional

    networkit.setNumberOfThreads(1)
    networkit.engineering.setSeed(SEED, useThreadId=False)
    return networkit


def _ends(graph: AnyGraph) -> tuple[Numbers, Numbers]:
    """Return the positions of the edges' ends in the order of the graph's nodes."""
    import numpy as np  # noqa: PLC0415 - needed by the graph commands alone

    position = {node: n for n, node in enumerate(graph)}
    flat = np.fromiter((position[node] for ends in graph.edges() for node in ends), dtype=np.int64)
    return flat[::2], flat[1::2]


def converted(graph: AnyGraph, *, directed: bool) -> Any:  # noqa: ANN401 - a type of networkit
    """Return a weighted graph of networkit without parallel edges; an undirected one has no loops either."""
    import numpy as np  # noqa: PLC0415 - as above

    networkit, number = _networkit(), len(graph)
    starts, ends = _ends(graph)
    if not directed:
        starts, ends = np.minimum(starts, ends), np.maximum(starts, ends)
        starts, ends = starts[starts != ends], ends[starts != ends]
    pairs, weights = np.unique(starts * number + ends, return_counts=True)
    triplets = (weights.astype(np.float64), (pairs // max(number, 1), pairs % max(number, 1)))
    return networkit.GraphFromCoo(triplets, n=number, directed=directed, weighted=True)


def _unweighted(weighted: Any) -> Any:  # noqa: ANN401 - a type of networkit
    return _networkit().graphtools.toUnweighted(weighted)


def betweenness(graph: AnyGraph, samples: int | None) -> dict[str, float]:
    """Return normalised betweenness by node; exact without `samples`, else estimated from so many pivots.

    The estimate is that of Geisberger, Sanders and Schultes (2008), which weighs each pivot's share by distance; its
    expectation is the same as of the plain sample that networkx takes, its values are not.
    """
    networkit, flat = _networkit(), _unweighted(converted(graph, directed=False))
    if samples is None:
        run = networkit.centrality.Betweenness(flat, normalized=True)
    else:
        run = networkit.centrality.EstimateBetweenness(flat, min(samples, len(graph)), normalized=True)
    run.run()
    return dict(zip(graph, run.scores(), strict=True))


def pagerank(graph: AnyGraph) -> dict[str, float]:
    """Return PageRank by node, along the direction of the edges; parallel edges weigh by their number."""
    networkit = _networkit()
    made = converted(graph, directed=graph.is_directed())
    sinks = networkit.centrality.SinkHandling.DistributeSinks
    run = networkit.centrality.PageRank(made, DAMPING, 1e-10, distributeSinks=sinks)
    run.run()
    return dict(zip(graph, run.scores(), strict=True))


def components(graph: AnyGraph) -> list[set[str]]:
    """Return the weakly connected components."""
    networkit, flat = _networkit(), converted(graph, directed=False)
    run = networkit.components.ConnectedComponents(flat)
    run.run()
    return _parts(graph, run.getPartition())


def communities(graph: AnyGraph) -> list[set[str]]:
    """Return communities by the Louvain method (PLM with refinement); parallel edges weigh by their number."""
    networkit, flat = _networkit(), converted(graph, directed=False)
    run = networkit.community.PLM(flat, refine=True, par="none")
    run.run()
    return _parts(graph, run.getPartition())


def modularity(graph: AnyGraph, parts: list[set[str]]) -> float:
    """Return the modularity of communities, 0 for a graph without edges."""
    networkit = _networkit()
    made = converted(graph, directed=False)
    if not made.numberOfEdges():
        return 0.0
    number_of = {node: n for n, part in enumerate(parts) for node in part}
    partition = networkit.Partition(len(graph), [number_of[node] for node in graph])
    return float(networkit.community.Modularity().getQuality(partition, made))


def _parts(graph: AnyGraph, partition: Any) -> list[set[str]]:  # noqa: ANN401 - a type of networkit
    found: dict[int, set[str]] = defaultdict(set)
    for node, part in zip(graph, partition.getVector(), strict=True):
        found[part].add(node)
    return list(found.values())

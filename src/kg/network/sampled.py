"""Betweenness from sampled shortest paths, with a bound on the error of every value at once.

After M. Riondato and E. M. Kornaropoulos, Fast approximation of betweenness centrality through sampling, Data Mining
and Knowledge Discovery 30 (2016): pairs are drawn uniformly, one of the shortest paths between them uniformly, and a
node's value is the share of the paths that it lies within. With the number of samples that `samples_for` gives, all
values together are within `error` of the truth, with probability 1 - `delta`. Paths are searched from both ends, as in
M. Borassi and E. Natale, KADABRA is an adaptive algorithm for betweenness via random approximation, ACM J. of
Experimental Algorithmics 24 (2019).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, Final

from kg.network.plain import SEED

if TYPE_CHECKING:
    import networkx as nx

DELTA: Final = 0.1
_CONSTANT: Final = 0.5  # of the sampling theorem, as estimated by Löffler and Phillips (2009)
_FEWEST: Final = 3
Links = Sequence[Sequence[int]]


def samples_for(error: float, delta: float, vertices: int) -> int:
    """Return how many paths bound the error, where no shortest path has more than so many vertices."""
    dimension = math.floor(math.log2(max(vertices - 2, 1))) + 1
    return math.ceil(_CONSTANT / error**2 * (dimension + math.log(1 / delta)))


def sampled_betweenness(graph: nx.Graph[str], error: float, delta: float = DELTA) -> tuple[dict[str, float], int]:
    """Return normalised betweenness by node, as Freeman has it, and the number of paths sampled; the seed is fixed."""
    nodes = list(graph)
    if len(nodes) < _FEWEST:
        return dict.fromkeys(nodes, 0.0), 0
    at = {node: n for n, node in enumerate(nodes)}
    links = [[at[other] for other in graph[node]] for node in nodes]
    samples = samples_for(error, delta, _most_vertices(links))
    drawn, within = Random(SEED), [0] * len(nodes)  # noqa: S311 - a sample, no secret
    for _ in range(samples):
        one = drawn.randrange(len(nodes))
        other = drawn.randrange(len(nodes) - 1)
        for node in _path(links, one, other + (other >= one), drawn):
            within[node] += 1
    # Freeman counts the pairs of other nodes, the sample all pairs
    scale = len(nodes) / ((len(nodes) - 2) * samples)
    return {node: count * scale for node, count in zip(nodes, within, strict=True)}, samples


def _most_vertices(links: Links) -> int:
    """Return an upper bound of the vertices on any shortest path: from one node, out and back by the two farthest."""
    seen, most = [False] * len(links), 1
    for start in range(len(links)):
        if seen[start]:
            continue
        seen[start] = True
        levels, ahead = [1], [start]
        while ahead:
            reached = []
            for node in ahead:
                for other in links[node]:
                    if not seen[other]:
                        seen[other] = True
                        reached.append(other)
            ahead = reached
            levels.append(len(reached))
        depth = len(levels) - 2
        second = depth if levels[depth] > 1 else max(depth - 1, 0)
        most = max(most, depth + second + 1)
    return most


class _Side:
    """A search from one end: the distance of each node reached, and the number of shortest ways to it."""

    def __init__(self, start: int) -> None:
        self.distance, self.ways, self.ahead = {start: 0}, {start: 1}, [start]

    def widen(self, links: Links) -> None:
        """Reach one step farther."""
        step, reached = self.distance[self.ahead[0]] + 1, []
        for node in self.ahead:
            for other in links[node]:
                if other not in self.distance:
                    self.distance[other], self.ways[other] = step, self.ways[node]
                    reached.append(other)
                elif self.distance[other] == step:
                    self.ways[other] += self.ways[node]
        self.ahead = reached

    def back(self, links: Links, node: int, drawn: Random) -> list[int]:
        """Return the nodes of one of the shortest ways from a node back to the start, neither included."""
        way = []
        while self.distance[node] > 1:
            before = [n for n in links[node] if self.distance.get(n, -1) == self.distance[node] - 1]
            (node,) = drawn.choices(before, [self.ways[n] for n in before])
            way.append(node)
        return way


def _path(links: Links, one: int, other: int, drawn: Random) -> list[int]:
    """Return the nodes within one of the shortest paths between two nodes, drawn uniformly; none without a path."""
    sides = _Side(one), _Side(other)
    while all(side.ahead for side in sides):
        widened, waiting = sorted(sides, key=lambda side: sum(len(links[node]) for node in side.ahead))
        widened.widen(links)
        met = [node for node in widened.ahead if node in waiting.distance]
        if met:
            (middle,) = drawn.choices(met, [widened.ways[node] * waiting.ways[node] for node in met])
            within = [] if middle in {one, other} else [middle]
            return within + [node for side in sides for node in side.back(links, middle, drawn)]
    return []

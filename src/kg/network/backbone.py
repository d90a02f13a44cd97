"""Pairs that share more than chance would give them: the stochastic degree sequence model of two-mode networks.

Of a two-mode network each link is taken as drawn by itself, with a probability that keeps on average how many things
each node takes part in and how many take part in each thing. What two nodes would then share follows a Poisson-binomial
distribution; a pair is significant where as much as it shares is rare. Sources: Z. P. Neal, The backbone of bipartite
projections, Social Networks 39 (2014) 84-97; the probabilities are those of maximal entropy (F. Saracco, R. Di
Clemente, A. Gabrielli and T. Squartini, Randomizing bipartite networks, Scientific Reports 5, 10595 (2015)), which Z.
P. Neal, R. Domagalski and B. Sagan, Comparing alternatives to the fixed degree sequence model, Scientific Reports 11,
23929 (2021), find nearest to the exact ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from kg.network.edges import AnyGraph, Pair, left_out_as, left_out_of
from kg.network.two_mode import MODE, incidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_ROUNDS: Final = 100_000
_NEAR: Final = 1e-10
_BY_CHANCE: Final = (
    "共同者不多于度数所致的两方（α={alpha}，两方共 {tests} 对）",
    "pairs that share no more than their degrees lead one to expect (alpha {alpha}, {tests} possible pairs)",
)


@dataclass(frozen=True, slots=True)
class Chance:
    """What two nodes share, what they would share on average, and how probable so much or more is by chance."""

    shared: int
    expected: float
    p: float


def probabilities(rows: Sequence[int], columns: Sequence[int]) -> Array:
    """Return the probability of each link (row by column), given the degrees of rows and columns, by maximal entropy.

    Rows and columns that are linked with all, or with none, of those that are left have no choice and are set first.
    Else p = xy/(1+xy), with an x for each row and a y for each column such that the sums are the degrees, to 1e-10; of
    degrees that only one network has (beyond full rows and columns), as near as 100,000 rounds come.

    >>> probabilities([1, 1], [1, 1]).round(9).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    import numpy as np  # noqa: PLC0415 - 0.1 s, needed here alone

    found = np.full((len(rows), len(columns)), np.nan)
    while _settled(found, rows, columns):
        pass
    open_rows, open_columns = (np.flatnonzero(np.isnan(found).any(axis=axis)) for axis in (1, 0))
    if not len(open_rows):
        return found
    sure = np.nan_to_num(found)
    wanted = (np.asarray(rows) - sure.sum(axis=1))[open_rows], (np.asarray(columns) - sure.sum(axis=0))[open_columns]
    found[np.ix_(open_rows, open_columns)] = _entropy(*wanted)
    return found


def _settled(found: Array, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Set the links of rows and columns that have no choice; say whether any was set."""
    import numpy as np  # noqa: PLC0415 - as above

    some = False
    for matrix, degrees in ((found, rows), (found.T, columns)):
        for line, degree in zip(matrix, degrees, strict=True):
            unknown = np.isnan(line)
            left = degree - np.nansum(line)
            if unknown.any() and left in {0, unknown.sum()}:
                line[unknown] = float(left > 0)
                some = True
    return some


def _entropy(rows: Array, columns: Array) -> Array:
    """Return the probabilities by a fixed point over the distinct degrees: equal degrees have equal factors."""
    import numpy as np  # noqa: PLC0415 - as above

    (r, of_row, many_r), (c, of_column, many_c) = (
        np.unique(degrees, return_inverse=True, return_counts=True) for degrees in (rows, columns)
    )
    x, y = r / np.sqrt(rows.sum()), c / np.sqrt(rows.sum())
    for _ in range(_ROUNDS):
        x = r / (many_c * y / (1 + np.outer(x, y))).sum(axis=1)
        y = c / (many_r[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        product = np.outer(x, y)
        p = product / (1 + product)
        if np.abs((p * many_c).sum(axis=1) - r).max() < _NEAR and np.abs(many_r @ p - c).max() < _NEAR:
            break
    linked: Array = p[np.ix_(of_row, of_column)]
    return linked


def tail(chances: Sequence[float] | Array, least: int) -> float:
    """Return the probability that at least so many of independent events come true (Poisson-binomial distribution).

    By the recursion over the events, which is exact: Y. H. Wang, On the number of successes in independent trials,
    Statistica Sinica 3 (1993).

    >>> round(tail([0.5, 0.5], 1), 12), round(tail([0.2, 0.3, 0.4], 3), 12), tail([0.1], 2)
    (0.75, 0.024, 0.0)
    """
    import numpy as np  # noqa: PLC0415 - as above

    if not 0 < least <= len(chances):
        return float(least <= 0)
    found = np.zeros(least + 1)  # how probable it is that so many have come true, at the end: that many or more
    found[0] = 1.0
    for chance in chances:
        enough = found[-1]
        found[1:] = found[1:] * (1 - chance) + found[:-1] * chance
        found[0] *= 1 - chance
        found[-1] += enough * chance
    return min(float(found[-1]), 1.0)


def chances_of(graph: AnyGraph, mode: str = "0") -> dict[frozenset[str], Chance]:
    """Return for each pair of nodes of one mode that share something how probable it is by chance."""
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    flat, _ = incidence(graph)
    rows = [node for node, found in graph.nodes(data=True) if found[MODE] == mode]
    columns = [node for node, found in graph.nodes(data=True) if found[MODE] != mode]
    chances = probabilities([flat.degree(node) for node in rows], [flat.degree(node) for node in columns])
    linked = nx.bipartite.biadjacency_matrix(flat, rows, columns, weight=None).toarray()
    shared = linked @ linked.T
    found = {}
    for one, other in combinations(range(len(rows)), 2):
        if shared[one, other]:
            both, number = chances[one] * chances[other], int(shared[one, other])
            found[frozenset((rows[one], rows[other]))] = Chance(number, float(both.sum()), tail(both, number))
    return found


def backbone(two: AnyGraph, projected: AnyGraph, alpha: float) -> AnyGraph:
    """Return a one-mode projection with the pairs that are significant at `alpha`, one-sided.

    `two` is the two-mode network that it was made of. Edges get `p` and `expected`; the test is of each pair by itself:
    of many pairs some pass by chance, about `alpha` of all that are possible.
    """
    import networkx as nx  # noqa: PLC0415 - as above

    if not projected.number_of_edges():
        return projected
    mode = next(node[MODE] for _, node in projected.nodes(data=True))
    found = chances_of(two, mode)
    kept: AnyGraph = nx.MultiGraph(**projected.graph)
    by_chance = set()
    for one, other, key, edge in projected.edges(keys=True, data=True):
        pair = found[frozenset((one, other))]
        if pair.p <= alpha:
            kept.add_nodes_from((node, dict(projected.nodes[node])) for node in (one, other))
            kept.add_edge(one, other, key=str(key), **edge, expected=f"{pair.expected:.6g}", p=f"{pair.p:.6g}")
        else:
            by_chance.add(frozenset((one, other)))
    nodes = sum(node[MODE] == mode for _, node in two.nodes(data=True))
    reason = _reason(alpha, nodes * (nodes - 1) // 2)
    kept.graph["left_out"] = [*left_out_of(projected), *left_out_as(reason, len(by_chance))]
    return kept


def _reason(alpha: float, tests: int) -> Pair:
    zh, en = (text.format(alpha=f"{alpha:g}", tests=tests) for text in _BY_CHANCE)
    return zh, en

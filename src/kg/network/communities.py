"""Communities that hold: found many times over by the Leiden method, agreed on, and held against chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, Final

from kg.network.plain import SEED

if TYPE_CHECKING:
    import networkx as nx

RUNS: Final = 20
REWIRED: Final = 20
_ROUNDS: Final = 20
_AGREED: Final = 0.5
_SWAPS: Final = 10
_FEWEST: Final = 2
Link = tuple[str, str]
Division = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Communities:
    """A division into communities, how far the runs that it rests on agree, and its modularity beside that of chance.

    `agreement` is the mean normalised mutual information of two runs, from 0 to 1. `chance` has the modularity found in
    graphs of the same degrees whose links were swapped at random.
    """

    parts: tuple[frozenset[str], ...]
    modularity: float
    agreement: float
    chance: tuple[float, ...]


def communities(graph: nx.Graph[str]) -> Communities:
    """Return the communities of a simple graph, each link counting once.

    The Leiden method (V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden, Scientific Reports 9, 2019)
    runs 20 times, with other seeds and orders of the nodes. What the runs agree on is found as A. Lancichinetti and
    S. Fortunato have it (Consensus clustering in complex networks, Scientific Reports 2, 2012), on the links of the
    graph alone: each link weighs by the share of runs that put its ends together, those below a half fall out, and all
    is run again until the runs agree. Modularity is that of M. E. J. Newman and M. Girvan (2004); chance that of 20
    graphs rewired by double edge swaps, which keep every degree (S. Maslov and K. Sneppen, Science 296, 2002).
    """
    links = [(one, other) for one, other in graph.edges() if one != other]
    parts, agreement = consensus(graph, links)
    drawn = Random(SEED)  # noqa: S311 - a sample, no secret
    rewirings = (_rewired(links, drawn) for _ in range(REWIRED if len(links) >= _FEWEST else 0))
    chance = tuple(modularity(swapped, _leiden(dict.fromkeys(swapped, 1.0), drawn)) for swapped in rewirings)
    found = {node: n for n, part in enumerate(parts) for node in part}
    return Communities(parts, modularity(links, found), agreement, chance)


def consensus(nodes: Iterable[str], links: Sequence[Link]) -> tuple[tuple[frozenset[str], ...], float]:
    """Return the communities that the runs agree on, and how far two of the first runs agree; nodes alone count too."""
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    drawn = Random(SEED)  # noqa: S311 - as above
    weights = dict.fromkeys(links, 1.0)
    agreement = 1.0
    for number in range(_ROUNDS):
        runs = [_leiden(weights, drawn) for _ in range(RUNS if weights else 0)]
        if not number and runs:
            agreement = fmean(likeness(one, other) for one, other in combinations(runs, 2))
        together = {link: sum(run[link[0]] == run[link[1]] for run in runs) / RUNS for link in weights}
        weights = {link: share for link, share in together.items() if share >= _AGREED}
        if set(together.values()) <= {0.0, 1.0}:
            break
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(nodes)
    made.add_edges_from(weights)
    return tuple(frozenset(part) for part in nx.connected_components(made)), agreement


def _leiden(weights: Mapping[Link, float], drawn: Random) -> Division:
    """Return the community of each node that has a link, by one run with a seed and an order of its own."""
    from graspologic_native import leiden  # noqa: PLC0415 - for communities alone

    links = [(one, other, weight) for (one, other), weight in weights.items()]
    drawn.shuffle(links)
    found: Division = leiden(links, seed=drawn.randrange(2**32))[1]
    return found


def _rewired(links: Sequence[Link], drawn: Random) -> list[Link]:
    """Return links with their ends swapped at random: no degree changes, no two are linked twice, none to itself."""
    made, size, place = list(links), len(links), drawn.randrange
    there = {_either_way(*link) for link in made}
    for _ in range(_SWAPS * size):  # hundreds of thousands of times: plain pairs, and no set made for each
        first, second = place(size), place(size)
        a, b = made[first]
        c, d = made[second] if drawn.getrandbits(1) else made[second][::-1]
        if a in {c, d} or b in {c, d}:
            continue
        one, other = _either_way(a, d), _either_way(c, b)
        if one not in there and other not in there:
            there -= {_either_way(a, b), _either_way(c, d)}
            there |= {one, other}
            made[first], made[second] = (a, d), (c, b)
    return made


def _either_way(one: str, other: str) -> Link:
    return (one, other) if one < other else (other, one)


def modularity(links: Sequence[Link], division: Division) -> float:
    """Return the modularity of a division, 0 for a graph without links."""
    if not links:
        return 0.0
    inside, ends = 0, Counter[int]()
    for one, other in links:
        inside += division[one] == division[other]
        ends[division[one]] += 1
        ends[division[other]] += 1
    return inside / len(links) - sum((n / (2 * len(links))) ** 2 for n in ends.values())


def likeness(one: Division, other: Division) -> float:
    """Return the normalised mutual information of two divisions of the same nodes: 1 where they are the same."""
    total = len(one)
    pairs = Counter((one[node], other[node]) for node in one)
    ones, others = Counter(one.values()), Counter(other[node] for node in one)
    shared = sum(n / total * math.log(n * total / (ones[a] * others[b])) for (a, b), n in pairs.items())
    spread = sum(_spread(counts.values(), total) for counts in (ones, others))
    return 2 * shared / spread if spread else 1.0


def adjusted_rand(one: Division, other: Division) -> float:
    """Return how far two divisions of the same nodes agree beyond chance: 1 where they are the same, 0 as by chance.

    The share of pairs of nodes that both put together, corrected for chance (L. Hubert and P. Arabie, Comparing
    partitions, Journal of Classification 2, 1985).
    """
    together = _pairs(Counter((one[node], other[node]) for node in one).values())
    ones, others = _pairs(Counter(one.values()).values()), _pairs(Counter(other[node] for node in one).values())
    expected = ones * others / (math.comb(len(one), 2) or 1)
    most = (ones + others) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0


def _pairs(counts: Iterable[int]) -> int:
    return sum(math.comb(n, 2) for n in counts)


def _spread(counts: Iterable[int], total: int) -> float:
    return -sum(n / total * math.log(n / total) for n in counts)

"""How far ranks hang on what is taken in: other selections, each source left out, passages drawn again by lot.

A rank from articles is an estimate. Beside it are the ranks under other choices and the interval of those in bootstrap
samples: as many passages as there are, drawn with replacement, each with all its statements, for statements of one
passage come and go together. Sources: B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics
7 (1979); of clusters, A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (Cambridge, 1997),
chapter 3; of networks, T. A. B. Snijders and S. P. Borgatti, Non-parametric standard errors and tests for network
statistics, Connections 22 (1999). A sample leaves out about a third of the passages and is sparser than the network:
compare ranks in it, not values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from random import Random
from typing import Final

from kg.network.communities import Division, adjusted_rand, likeness
from kg.network.edges import Graph
from kg.network.measures import Row
from kg.network.passages import passage_of, places_of
from kg.tables.table import Table
from kg.tables.types import ROBUSTNESS

SEED: Final = 20_260_101
SAMPLES: Final = 100
TOP: Final = 10
RANK, OVERLAP, SPEARMAN, VALUE, ARI, NMI = "rank", "overlap", "spearman", "value", "ari", "nmi"
# every measure: those that rank nodes or posts, that give one figure of the whole network, that divide it
TURNOVER, COMMUNITIES = "turnover", "communities"
OF_NODES: Final = (
    *("degree", "betweenness", "pagerank", "constraint"),
    *("two-mode-degree", "two-mode-closeness", "two-mode-betweenness", "two-mode-eigenvector", "brokerage"),
)
OF_WHOLES: Final = ("components", "assortativity")
COMPARED: Final = (*OF_NODES, TURNOVER, *OF_WHOLES, COMMUNITIES)
_FIXED: Final = (
    "measure",
    "figure",
    "rank",
    "id",
    "label",
    "label_en",
    "type",
    "place",
    "value",
    "low",
    "high",
    "in_top",
)
_LEAST: Final = 0.025
_FEWEST: Final = 2
_DIGITS: Final = 4
Measured = Mapping[str, "Ranking"]


@dataclass(frozen=True)
class Ranking:
    """What a measure gives: rows of nodes (or posts) with ranks, by id; the value of the whole; or a division of it.

    Of what is `never_first` the rank counts, but it is not listed among the first.
    """

    rows: Mapping[str, Row] = field(default_factory=dict)
    never_first: frozenset[str] = frozenset()
    whole: float | None = None
    division: Division | None = None

    def rank(self, node: str) -> int:
        """Return the rank of a node; of one that is not there, that after all who are."""
        return int(self.rows[node][1]) if node in self.rows else len(self.rows) + 1

    def top(self, number: int) -> frozenset[str]:
        """Return the nodes of so high a rank (0 for all), more where they share the last one."""
        first = {node for node, row in self.rows.items() if not number or int(row[1]) <= number}
        return frozenset(first - self.never_first)


def ranking(measure: str, rows: Iterable[Row]) -> Ranking:
    """Return what the rows of a measure give; of several rows of a node the first, which is that of all.

    Posts rank by the number of their holders, those with as many together; one with a single holder has no turnover.
    """
    found = list(rows)
    if measure == "components":
        return Ranking(whole=float(len(found)))
    if measure in OF_WHOLES:
        return Ranking(whole=float(found[0][-1]) if found and found[0][-1] else None)
    first: dict[str, Row] = {}
    for row in found:
        first.setdefault(row[4] if measure == TURNOVER else row[2], row)
    if measure != TURNOVER:
        return Ranking(first)
    return Ranking(_by_value(first), never_first=frozenset(post for post, row in first.items() if int(row[-1]) <= 1))


def _by_value(rows: Mapping[str, Row]) -> dict[str, Row]:
    """Return rows, greatest value first, with the rank that those of one value share."""
    ahead = Counter(int(row[-1]) for row in rows.values())
    rank = {value: 1 + sum(n for other, n in ahead.items() if other > value) for value in ahead}
    return {key: (row[0], str(rank[int(row[-1])]), *row[2:]) for key, row in rows.items()}


def divided(parts: Sequence[Iterable[str]]) -> Ranking:
    """Return a division of a network into parts, and how many there are."""
    return Ranking(whole=float(len(parts)), division={node: n for n, part in enumerate(parts) for node in part})


def resampled(graph: Graph, random: Random) -> Graph:
    """Return a network of as many passages as a network has, drawn with replacement, with their statements.

    A passage that is drawn twice has its statements twice, under ids of their own. What rests on no words (from the
    register) stays.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    passage = passage_of(edge for *_, edge in graph.edges(data=True))
    names = sorted(set(passage.values()))
    drawn = Counter(random.choices(names, k=len(names)))
    made: Graph = nx.MultiDiGraph(**graph.graph)
    for start, end, key, edge in graph.edges(keys=True, data=True):
        places = places_of(edge)
        for copy in range(drawn[passage[places[0]]] if places else 1):
            again = f"#{copy + 1}" if copy else ""
            made.add_edge(start, end, key=f"{key}{again}", **{**edge, "id": f"{edge['id']}{again}"})
    made.add_nodes_from((node, dict(graph.nodes[node])) for node in list(made))
    return made


def overlap_of(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of two sets that they have in common, of the larger; 1 where both are empty.

    >>> overlap_of(frozenset("abc"), frozenset("bcd")), overlap_of(frozenset("ab"), frozenset("abcd"))
    (0.6666666666666666, 0.5)
    """
    return len(one & other) / max(len(one), len(other)) if one or other else 1.0


def spearman(one: Ranking, other: Ranking) -> float | None:
    """Return the correlation of the ranks of the nodes that the first has; None where all have one rank.

    Equal ranks count as their mean; a node that is missing comes after all others. Source: C. Spearman, The proof and
    measurement of association between two things, American J. of Psychology 15 (1904).
    """
    from scipy.stats import rankdata  # noqa: PLC0415 - 0.3 s, needed here alone

    nodes = sorted(one.rows)
    ranks = [rankdata([r.rank(node) for node in nodes]) for r in (one, other)]
    centred = [r - r.mean() for r in ranks] if nodes else []
    size = [float((c * c).sum()) for c in centred]
    if not all(size) or not size:
        return None
    return float((centred[0] * centred[1]).sum() / (size[0] * size[1]) ** 0.5)


def agreement(one: Ranking, other: Ranking, measured: Callable[[Division, Division], float]) -> float | None:
    """Return how far two divisions agree on the nodes that both have; None where there are not two of these."""
    if one.division is None or other.division is None:
        return None
    both = one.division.keys() & other.division.keys()
    if len(both) < _FEWEST:
        return None
    mine, theirs = ({node: of[node] for node in both} for of in (one.division, other.division))
    return measured(mine, theirs)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the values between which 95 % lie, both included; with few values the least and the greatest.

    >>> interval([5, 1, 3]), interval(list(range(1, 101)))
    ((1, 5), (3, 98))
    """
    ordered = sorted(values)
    cut = floor(len(ordered) * _LEAST)
    return ordered[cut], ordered[ceil(len(ordered) * (1 - _LEAST)) - 1]


def robustness_table(
    chosen: Measured, others: Mapping[str, Measured], samples: Sequence[Measured], top: int = TOP, language: str = "zh"
) -> Table:
    """Return ranks with their intervals, and how much of the first `top` is the same elsewhere.

    `chosen` has by measure what is found in the network as it is chosen, `others` under other choices, `samples` in
    bootstrap samples. By measure a row with the figure `rank` for each node of the first `top` (all with 0), one for
    `overlap` (`overlap_of` the first `top`) and one for `spearman`; a measure of the whole network has one for `value`.
    Communities have their number as `value`, and how far the division is that of the network as chosen: the adjusted
    Rand index as `ari`, normalised mutual information as `nmi`, on the nodes that are in both. What gives nothing in
    the network as chosen has no row.
    `low` and `high` are the bounds of the figure in the samples, `in_top` the share of them in which the node is among
    the first; then a column for each other choice with the figure there.
    """
    rows = [row for name in chosen for row in _rows(name, chosen, others, samples, top)]
    return Table((*_FIXED, *others), tuple(rows), language=language, types=ROBUSTNESS)


def _rows(
    name: str, chosen: Measured, others: Mapping[str, Measured], samples: Sequence[Measured], top: int
) -> Iterator[tuple[str, ...]]:
    own, drawn, elsewhere = chosen[name], [s[name] for s in samples], [other[name] for other in others.values()]
    if name in {*OF_WHOLES, COMMUNITIES}:
        yield _figure(name, VALUE, own.whole, [d.whole for d in drawn], [e.whole for e in elsewhere])
        for figure, measured in ((ARI, adjusted_rand), (NMI, likeness)) if name == COMMUNITIES else ():
            agreed = ([agreement(own, r, measured) for r in those] for those in (drawn, elsewhere))
            yield _figure(name, figure, 1.0, *agreed)
        return
    if not own.rows:
        return
    first = own.top(top)
    for node, row in own.rows.items():
        if node not in first:
            continue
        low, high = interval([d.rank(node) for d in drawn]) if drawn else ("", "")
        among = f"{sum(node in d.top(top) for d in drawn) / len(drawn):.2f}" if drawn and top else ""
        ranks = (str(e.rank(node)) if node in e.rows else "" for e in elsewhere)
        yield (name, RANK, row[1], *row[2:7], row[-1], str(low), str(high), among, *ranks)

    def shared(other: Ranking) -> float:
        return overlap_of(first, other.top(top))

    yield _figure(name, OVERLAP, 1.0, list(map(shared, drawn)), list(map(shared, elsewhere)))
    yield _figure(name, SPEARMAN, 1.0, [spearman(own, d) for d in drawn], [spearman(own, e) for e in elsewhere])


def _figure(
    name: str, figure: str, value: float | None, drawn: Sequence[float | None], elsewhere: Sequence[float | None]
) -> tuple[str, ...]:
    """Return the row of a figure of the whole network."""
    known = [d for d in drawn if d is not None]
    low, high = map(_number, interval(known)) if known else ("", "")
    return (name, figure, *[""] * 6, _number(value), low, high, "", *map(_number, elsewhere))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")

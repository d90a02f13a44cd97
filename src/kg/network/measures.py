"""Measures on a network, as a table: one row a node (or part, or post) and measure.

A measure describes what the articles link, not the villages. What each is and after whom: `kg.network.definitions`;
on which networks it means something: `kg.network.fitting`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean
from types import ModuleType
from typing import Final

from kg.document.words import in_words
from kg.errors import Message, UsageError
from kg.network import fast, plain
from kg.network.communities import RUNS, consensus
from kg.network.communities import communities as divided
from kg.network.edges import AnyGraph, LeftOut, Pair, left_out_as
from kg.network.layers import ROLES, in_several_sources, ties
from kg.network.layers import brokerage as brokers
from kg.network.mixing import by_level
from kg.network.projections import GROUPS, PEOPLE, UNNAMED
from kg.network.sampled import DELTA, sampled_betweenness
from kg.network.turnover import posts
from kg.network.two_mode import CENTRALITIES
from kg.tables import types
from kg.tables.table import Table

COLUMNS: Final = ("measure", "rank", "id", "label", "label_en", "type", "place", "detail", "value")
MANY_EDGES: Final = 50_000
EXACT_NODES: Final = 4_000
ERROR: Final = 0.01
_MOST_PAIRS: Final = 100_000_000
_DIGITS: Final = 6
_NO_NETWORKIT: Final = (
    "未装 networkit，改由 networkx 计算，网络这样大时需时较久。pip install networkit",
    "networkit is not installed: networkx measures, which takes long at this size. pip install networkit",
)
_TOO_MANY: Final = (
    "结构约束从略：邻点成对者过多，请选取网络的一部分。",
    "constraint is left out: too many pairs of neighbours; choose a part of the network.",
)
_EXACT: Final = ("精确值", "exact")
_PIVOTS: Final = ("抽样 {} 点，误差无界", "{} pivots, error not bounded")
_WITHIN: Final = (
    "误差不逾 {}（概率 {}），抽样 {} 条路径",
    "within {} of the value with probability {}; {} sampled paths",
)
_DIVIDED: Final = (
    "模块度 {}；保度重连 {} 次，均值 {}，最高 {}；{} 次运行之间互信息 {}",
    "modularity {}; in {} rewirings of the same degrees {} on average, {} at most; information shared by {} runs {}",
)
_ONCE: Final = ("模块度 {}；只运行一次，未与随机图比较", "modularity {}; one run, not held against chance")
_LEVELS: Final = (
    "{} 条边；另有 {} 条层级不明，{} 条两端由同一记载置于一地",
    "{} edges; {} without a known level, {} whose ends one statement puts into a place",
)
_WITHOUT_PLACES: Final = (
    "地方，除度与更替外不计入（--through-places 则计入）",
    "places, in degree and turnover alone (--through-places for the others)",
)
_LARGEST: Final = ("最大连通分支，{} 个节点（共 {} 个）", "largest component, {} of {} nodes")
_ONE_SOURCE: Final = (
    "没有人物见于两个来源：来源之间由何人居间，无从衡量。",
    "No person is in two sources: who brokers between sources cannot be measured.",
)
_SOME_SOURCES: Final = (
    "来源之间只有见于数个来源的人物可以居间。",
    "Between sources only people who are in several can broker.",
)
_HOMELESS: Final = ("所属地方未载而不计居间者：{}", "people whose place is not said, in no role of a broker: {}")
_LEVEL: Final = ("地方层级", "place level")
_POST: Final = ("{place} {role}", "{role} at {place}")
_UNNAMED: Final = ("未具名者，计数而不排名", "unnamed people, counted and not ranked")
_GROUPS: Final = ("群体，未要求则不排名", "groups, not ranked unless asked for (--groups)")
_OTHERS: Final = ("其他类别的节点，不排名", "nodes of other classes, not ranked")
Row = tuple[str, str, str, str, str, str, str, str, str]
Tell = Callable[[Pair], None]


def _pass_over(_message: Pair) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Asked:
    """What is measured: the network, the types of nodes that are ranked, how betweenness is sampled.

    Types in `passed_over` (places, unless they are asked for) are left out of what walks: betweenness, PageRank, parts
    and constraint; degree counts statements whatever they link. `samples` is a number of pivots, `error` the greatest
    error that a sample may have, with probability 1 - `DELTA`; without either, betweenness is exact up to 4,000 nodes
    and then within 0.01. Remarks in `detail` are in `language`; `tell` is called with what a user should know, in
    Chinese and English; `broader` has for roles (slugs) the labels of the role that their posts are counted under;
    `often` says that the network is one of many.
    """

    graph: AnyGraph
    ranked: frozenset[str] = PEOPLE
    samples: int | None = None
    language: str = "zh"
    tell: Tell = _pass_over
    broader: Mapping[str, Pair] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset()
    error: float | None = None
    often: bool = False

    def words(self, pair: Pair, *values: object) -> str:
        """Return a text in the language asked for, with values filled in."""
        return in_words(pair, self.language).format(*values)

    @cached_property
    def walked(self) -> AnyGraph:
        """The network without the nodes that are passed over."""
        kept = [node for node, found in self.graph.nodes(data=True) if found["type"] not in self.passed_over]
        return self.graph if len(kept) == len(self.graph) else self.graph.subgraph(kept).copy()


Measure = Callable[[Asked], Iterable[Row]]


def engine(graph: AnyGraph, tell: Tell, *, often: bool = False) -> ModuleType:
    """Return the library for a network of this size: networkit above 50,000 edges, where it is installed.

    What is measured `often` is measured by it at any size; the values are the same.
    """
    if graph.number_of_edges() <= MANY_EDGES:
        return fast if often and fast.is_installed() else plain
    if fast.is_installed():
        return fast
    tell(_NO_NETWORKIT)
    return plain


def degree(asked: Asked) -> Iterator[Row]:
    """Yield for each node the statements that link it, in all and by capacity (of other kinds: by kind)."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for start, end, edge in asked.graph.edges(data=True):
        detail = edge["predicate"] if edge["kind"] == "involvement" else edge["kind"]
        for node in (start, end):
            found[node][detail].add(edge["id"])
    totals = {node: len(set().union(*by.values())) for node, by in found.items()}
    for rank, node in _ranked(asked, totals):
        yield _row("degree", rank, asked.graph, node, "all", str(totals[node]))
        for detail, statements in sorted(found[node].items(), key=lambda item: (-len(item[1]), item[0])):
            yield _row("degree", rank, asked.graph, node, detail, str(len(statements)))


def betweenness(asked: Asked) -> Iterator[Row]:
    """Yield for each node the share of shortest paths between others that run through it, with its error."""
    values, detail = betweenness_of(asked)
    return _node_rows("betweenness", asked, values, detail)


def betweenness_of(asked: Asked) -> tuple[Mapping[str, float], str]:
    """Return betweenness by node, of all that is not passed over, and how exact it is."""
    graph = asked.walked
    if asked.samples:
        return engine(graph, asked.tell).betweenness(graph, asked.samples), asked.words(_PIVOTS, asked.samples)
    if asked.error is None and len(graph) <= EXACT_NODES:
        return engine(graph, asked.tell, often=asked.often).betweenness(graph, None), asked.words(_EXACT)
    error = asked.error or ERROR
    values, number = sampled_betweenness(plain.simple(graph), error)
    return values, asked.words(_WITHIN, error, 1 - DELTA, number)


def pagerank(asked: Asked) -> Iterator[Row]:
    """Yield for each node its share of a random walk along the edges, along their directions where they have any."""
    return _node_rows("pagerank", asked, engine(asked.walked, asked.tell).pagerank(asked.walked), "")


def components(asked: Asked) -> Iterator[Row]:
    """Yield each weakly connected component with its number of nodes, the largest first."""
    return _part_rows("components", asked, engine(asked.walked, asked.tell).components(asked.walked), "")


def communities(asked: Asked) -> Iterator[Row]:
    """Yield each community with its number of nodes, the largest first; one run alone in a very large network."""
    graph = asked.walked
    if graph.number_of_edges() > MANY_EDGES:
        parts, quality = communities_of(asked), engine(graph, asked.tell).modularity
        return _part_rows("communities", asked, parts, asked.words(_ONCE, _number(quality(graph, parts))))
    found = divided(plain.simple(graph))
    chance = found.chance or (0.0,)
    told = (len(found.chance), *map(_number, (fmean(chance), max(chance))), RUNS, _number(found.agreement))
    detail = asked.words(_DIVIDED, _number(found.modularity), *told)
    return _part_rows("communities", asked, [set(part) for part in found.parts], detail)


def communities_of(asked: Asked) -> list[set[str]]:
    """Return the nodes of each community that `communities` finds, of all that is not passed over."""
    graph = asked.walked
    if graph.number_of_edges() > MANY_EDGES:
        found: list[set[str]] = engine(graph, asked.tell).communities(graph)
        return found
    flat = plain.simple(graph)
    return [set(part) for part in consensus(flat, list(flat.edges()))[0]]


def constraint(asked: Asked) -> Iterator[Row]:
    """Yield for each node how far its neighbours are linked among themselves, the least constrained first."""
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    flat = plain.simple(asked.walked)
    flat.remove_nodes_from(list(nx.isolates(flat)))
    if not flat:
        return
    if sum(n * n for _, n in flat.degree()) > _MOST_PAIRS:
        asked.tell(_TOO_MANY)
        return
    _tell_of_sources(asked)
    yield from _node_rows("constraint", asked, nx.constraint(flat), "", low_first=True)


def assortativity(asked: Asked) -> Iterator[Row]:
    """Yield one row: whether things link with things at places of the same level."""
    found = by_level(asked.graph)
    value = "" if found.value is None else _number(found.value)
    detail = asked.words(_LEVELS, found.edges, found.unknown, found.dependent)
    yield ("assortativity", "", "", *_LEVEL, "", "", detail, value)


def brokerage(asked: Asked) -> Iterator[Row]:
    """Yield for each node that has a place how often it brokers, in all and in each role that it plays."""
    nodes = asked.graph.nodes
    found = brokers(ties(asked.graph), lambda node: str(nodes[node]["place_id"]))
    _tell_of_sources(asked)
    homeless = sum(nodes[node]["type"] in asked.ranked and node not in found for node in nodes)
    if homeless:
        asked.tell((_HOMELESS[0].format(homeless), _HOMELESS[1].format(homeless)))
    for rank, node in _ranked(asked, {node: sum(roles.values()) for node, roles in found.items()}):
        yield _row("brokerage", rank, asked.graph, node, "all", str(sum(found[node].values())))
        for role in ROLES:
            if found[node][role]:
                yield _row("brokerage", rank, asked.graph, node, role, str(found[node][role]))


def _tell_of_sources(asked: Asked) -> None:
    """Tell how many people are in several sources: nobody else can link what different articles say."""
    people = sum(found["type"] in PEOPLE for _, found in asked.graph.nodes(data=True))
    if people:
        several = in_several_sources(asked.graph, PEOPLE)
        asked.tell(_SOME_SOURCES if several else _ONE_SOURCE)


def two_mode(name: str) -> Measure:
    """Return the measure of a two-mode centrality: a value for each node of either mode that is ranked."""

    def measured(asked: Asked) -> Iterator[Row]:
        values = CENTRALITIES[name](asked.graph) if len(asked.graph) else {}
        detail = "" if len(values) == len(asked.graph) else asked.words(_LARGEST, len(values), len(asked.graph))
        return _node_rows(name, asked, values, detail)

    return measured


def turnover(asked: Asked) -> Iterator[Row]:
    """Yield the figures of each post, those with most holders first."""
    for rank, post in enumerate(posts(asked.graph, asked.ranked | UNNAMED, asked.broader), start=1):
        found = asked.graph.nodes[post.at]
        labels = (
            _POST[0].format(place=found["label"], role=post.role[0]),
            _POST[1].format(place=found["label_en"], role=post.role[1]),
        )
        for detail, value in post.figures():
            yield ("turnover", str(rank), found["id"], *labels, found["type"], found["place"], detail, value)


def _ranked(asked: Asked, values: Mapping[str, float], *, low_first: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (rank, node) of the nodes to be ranked, best first; equal values have one rank, unnamed people none."""
    nodes = asked.graph.nodes
    chosen = [n for n in values if nodes[n]["type"] in asked.ranked - UNNAMED]
    ordered = sorted(chosen, key=lambda n: (values[n] if low_first else -values[n], nodes[n]["id"]))
    rank = 0
    for place, node in enumerate(ordered, start=1):
        if place == 1 or round(values[node] - values[ordered[place - 2]], _DIGITS):
            rank = place
        yield rank, node


def _node_rows(
    name: str, asked: Asked, values: Mapping[str, float], detail: str, *, low_first: bool = False
) -> Iterator[Row]:
    for rank, node in _ranked(asked, values, low_first=low_first):
        yield _row(name, rank, asked.graph, node, detail, _number(values[node]))


def _part_rows(name: str, asked: Asked, parts: Sequence[set[str]], detail: str) -> Iterator[Row]:
    graph = asked.walked
    best = {n: max(part, key=lambda node: (graph.degree(node), node)) for n, part in enumerate(parts)}
    ordered = sorted(best, key=lambda n: (-len(parts[n]), graph.nodes[best[n]]["id"]))
    for rank, n in enumerate(ordered, start=1):
        yield _row(name, rank, graph, best[n], detail, str(len(parts[n])))


def _row(name: str, rank: int, graph: AnyGraph, node: str, detail: str, value: str) -> Row:
    found = graph.nodes[node]
    told = (found["id"], found["label"], found["label_en"], found["type"], found["place"])
    return (name, str(rank), *told, detail, value)


def _number(value: float) -> str:
    return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")


MEASURES: Final[Mapping[str, Measure]] = {
    "degree": degree,
    "betweenness": betweenness,
    "pagerank": pagerank,
    "components": components,
    "communities": communities,
    "constraint": constraint,
    "assortativity": assortativity,
    "turnover": turnover,
    **{name: two_mode(name) for name in CENTRALITIES},
    "brokerage": brokerage,
}


WALKING: Final = frozenset({"betweenness", "pagerank", "components", "communities", "constraint"})


def find_measures(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of measures, all when none is given. Raises `UsageError` for an unknown name."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise UsageError(
            Message("unknown measure {unknown!r}", unknown=unknown[0]),
            Message("One of: {known}", known=tuple(MEASURES)),
        )
    return tuple(names or MEASURES)


def measure_table(asked: Asked, names: Iterable[str], top: int = 0) -> Table:
    """Return the rows of measures; with `top` only those of that rank or better (rows without a rank are kept)."""
    rows = [row for name in names for row in MEASURES[name](asked) if not top or int(row[1] or 0) <= top]
    return Table(COLUMNS, tuple(rows), language=asked.language, types=types.MEASURES)


def without_places(asked: Asked, names: Iterable[str]) -> LeftOut:
    """Return how many nodes the measures that walk pass over, with the reason; none where none of them walks."""
    number = len(asked.graph) - len(asked.walked) if WALKING.intersection(names) else 0
    return left_out_as(_WITHOUT_PLACES, number)


def not_ranked(graph: AnyGraph, ranked: frozenset[str]) -> LeftOut:
    """Return how many nodes of each class a measure does not rank, with the reason."""
    types = Counter(found["type"] for _, found in graph.nodes(data=True))
    reasons = {
        _UNNAMED: UNNAMED,
        _GROUPS: GROUPS - ranked,
        _OTHERS: frozenset(types) - ranked - UNNAMED - GROUPS,
    }
    return [(reason, n) for reason, classes in reasons.items() if (n := sum(types[name] for name in classes))]

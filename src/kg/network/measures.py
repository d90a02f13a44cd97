"""Measures on a network, as a table: one row a node (or part, or post) and measure, each with definition and source.

A measure describes what the articles link, not the villages: `covered` says what the corpus holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from kg.errors import UsageError
from kg.network import fast, plain
from kg.network.places import PLACE_TYPES
from kg.network.projections import GROUPS, PEOPLE, UNNAMED, AnyGraph
from kg.network.turnover import posts
from kg.tables.table import Table

COLUMNS: Final = ("measure", "rank", "id", "label", "label_en", "type", "place", "detail", "value")
MANY_EDGES: Final = 50_000
MANY_NODES: Final = 2_000
SAMPLES: Final = 256
_MOST_PAIRS: Final = 100_000_000
_DIGITS: Final = 6
Row = tuple[str, str, str, str, str, str, str, str, str]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What is measured: the network, the types of nodes that are ranked, and how many pivots betweenness takes."""

    graph: AnyGraph
    ranked: frozenset[str] = PEOPLE
    samples: int | None = None
    tell: Tell = print


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its name, labels, definition and source, and the function that gives its rows."""

    name: str
    label: str
    label_en: str
    definition: str
    source: str
    rows: Callable[[Asked], Iterable[Row]]


def engine(graph: AnyGraph, tell: Tell) -> ModuleType:
    """Return the library for a network of this size: networkit above 50,000 edges, where it is installed."""
    if graph.number_of_edges() <= MANY_EDGES:
        return plain
    if fast.is_installed():
        return fast
    tell("networkit is not installed: networkx measures, which takes long at this size. pip install networkit")
    return plain


def degree(asked: Asked) -> Iterator[Row]:
    """Yield for each node the statements that link it, in all and by capacity (of other kinds: by kind).

    Degree: L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978/79). Here
    the number of statements and not of neighbours, so that a statement with several links counts once.
    """
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
    """Yield for each node the share of shortest paths between others that run through it, from 0 to 1.

    L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); computed as U. Brandes, A
    faster algorithm for betweenness centrality, J. of Mathematical Sociology 25 (2001). On the undirected graph without
    parallel edges. Above 2,000 nodes from a sample of pivots with a fixed seed (U. Brandes and C. Pich, Centrality
    estimation in large networks, Int. J. of Bifurcation and Chaos 17, 2007); `detail` says so.
    """
    sampled = asked.samples or (SAMPLES if len(asked.graph) > MANY_NODES else None)
    values = engine(asked.graph, asked.tell).betweenness(asked.graph, sampled)
    return _node_rows("betweenness", asked, values, f"{sampled} pivots" if sampled else "exact")


def pagerank(asked: Asked) -> Iterator[Row]:
    """Yield for each node its share of a walk along the edges' directions that starts anew with probability 0.15.

    S. Brin and L. Page, The anatomy of a large-scale hypertextual web search engine, Computer Networks 30 (1998).
    Parallel edges weigh by their number. Edges lead from the actor to what is acted on: what is much acted on ranks
    high.
    """
    return _node_rows("pagerank", asked, engine(asked.graph, asked.tell).pagerank(asked.graph), "")


def components(asked: Asked) -> Iterator[Row]:
    """Yield each weakly connected component with its number of nodes, the largest first, named by its best linked node.

    R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. on Computing 1 (1972).
    """
    return _part_rows("components", asked, engine(asked.graph, asked.tell).components(asked.graph), "")


def communities(asked: Asked) -> Iterator[Row]:
    """Yield each community with its number of nodes, the largest first, named by its best linked node.

    V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, Fast unfolding of communities in large networks, J. of
    Statistical Mechanics P10008 (2008), with a fixed seed; `detail` is the modularity of the whole division (M. E. J.
    Newman and M. Girvan, Finding and evaluating community structure in networks, Physical Review E 69, 2004).
    """
    library = engine(asked.graph, asked.tell)
    parts = library.communities(asked.graph)
    quality = _number(library.modularity(asked.graph, parts))
    return _part_rows("communities", asked, parts, f"modularity {quality}")


def constraint(asked: Asked) -> Iterator[Row]:
    """Yield for each node how far its neighbours are linked among themselves; a low value marks a broker.

    R. S. Burt, Structural Holes (Harvard University Press, 1992), chapter 2. On the undirected graph without parallel
    edges. The least constrained come first; nodes without neighbours have none.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    flat = plain.simple(asked.graph)
    flat.remove_nodes_from(list(nx.isolates(flat)))
    if not flat:
        return
    if sum(n * n for _, n in flat.degree()) > _MOST_PAIRS:
        asked.tell("constraint is left out: too many pairs of neighbours; choose a part of the network.")
        return
    yield from _node_rows("constraint", asked, nx.constraint(flat), "", low_first=True)


def assortativity(asked: Asked) -> Iterator[Row]:
    """Yield one row: whether things link with things at places of the same level, from -1 (never) to 1 (always).

    M. E. J. Newman, Mixing patterns in networks, Physical Review E 67 (2003). Over the edges between nodes that are no
    places themselves, each with the level of the place it belongs to; `detail` says how many edges that are and how
    many could not be told because a place or its level is not known. Empty where all have one level.
    """
    import networkx as nx  # noqa: PLC0415 - as above

    levels = {f["id"]: f["level"] for _, f in asked.graph.nodes(data=True) if f["type"] in PLACE_TYPES}
    at = {n: levels.get(f["place_id"], "") for n, f in asked.graph.nodes(data=True) if f["type"] not in PLACE_TYPES}
    between = [(start, end) for start, end in asked.graph.edges() if start in at and end in at]
    known = [(start, end) for start, end in between if at[start] and at[end]]
    mixed: nx.MultiGraph[str] = nx.MultiGraph(known)
    nx.set_node_attributes(mixed, {node: at[node] for node in mixed}, "level")
    several = len({at[node] for node in mixed}) > 1
    value = _number(nx.attribute_assortativity_coefficient(mixed, "level")) if several else ""
    detail = f"{len(known)} edges; {len(between) - len(known)} without a known level"
    yield ("assortativity", "", "", "地方层级", "place level", "", "", detail, value)


def turnover(asked: Asked) -> Iterator[Row]:
    """Yield for each post, those with most holders first: holders, known spans, attested points, days, changes a year.

    A post is a role at a body or place. Changes per year: holders whose beginning is known, but the first, over the
    years from the first beginning to the last; not said with fewer than two. An attested holder is a point and has no
    beginning. Unnamed holders are counted, groups only if asked for. A crude rate of turnover: J. L. Price, The Study
    of Turnover (Iowa State University Press, 1977).
    """
    for rank, post in enumerate(posts(asked.graph, asked.ranked | UNNAMED), start=1):
        found = asked.graph.nodes[post.at]
        for detail, value in post.figures():
            yield (
                *(
                    "turnover",
                    str(rank),
                    found["id"],
                    f"{found['label']} {post.role}",
                    f"{post.role} at {found['label_en']}",
                ),
                *(found["type"], found["place"], detail, value),
            )


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
    graph = asked.graph
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


def _measure(name: str, label: str, label_en: str, rows: Callable[[Asked], Iterable[Row]]) -> Measure:
    """Make a measure of a function, whose docstring says in its first paragraph what it is, then after whom."""
    definition, _, source = (rows.__doc__ or "").partition("\n\n")
    told = " ".join(definition.removeprefix("Yield ").split())
    return Measure(name, label, label_en, told[:1].upper() + told[1:], " ".join(source.split()), rows)


MEASURES: Final[Mapping[str, Measure]] = {
    measure.name: measure
    for measure in (
        _measure("degree", "度（按所起作用）", "degree by capacity", degree),
        _measure("betweenness", "中介中心度", "betweenness", betweenness),
        _measure("pagerank", "PageRank", "PageRank", pagerank),
        _measure("components", "弱连通分支", "weakly connected components", components),
        _measure("communities", "社群", "communities", communities),
        _measure("constraint", "结构约束（中间人）", "constraint (brokerage)", constraint),
        _measure("assortativity", "地方层级同配性", "assortativity by place level", assortativity),
        _measure("turnover", "职务更替", "turnover per post", turnover),
    )
}


def find_measures(names: Sequence[str]) -> tuple[Measure, ...]:
    """Return measures by name, all when none is named. Raises `UsageError` for an unknown name."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise UsageError(f"there is no measure {unknown[0]!r}", "One of: " + ", ".join(MEASURES))
    return tuple(MEASURES[name] for name in names or MEASURES)


def measure_table(asked: Asked, measures: Iterable[Measure], top: int = 0) -> Table:
    """Return the rows of measures; with `top` only those of that rank or better (rows without a rank are kept)."""
    rows = [row for measure in measures for row in measure.rows(asked) if not top or int(row[1] or 0) <= top]
    return Table(COLUMNS, tuple(rows))


def measures_listed() -> Table:
    """Return the measures with definition and source."""
    rows = tuple((m.name, m.label, m.label_en, m.definition, m.source) for m in MEASURES.values())
    return Table(("name", "label", "label_en", "definition", "reference"), rows)


def not_ranked(graph: AnyGraph, ranked: frozenset[str]) -> list[tuple[str, int]]:
    """Return how many nodes of each class a measure does not rank, with the reason."""
    types = Counter(found["type"] for _, found in graph.nodes(data=True))
    reasons = {
        "未具名者不排名 unnamed people, counted and not ranked": UNNAMED,
        "群体不排名 groups, not ranked unless --groups": GROUPS - ranked,
        "其他类别不排名 nodes of other classes, not ranked": frozenset(types) - ranked - UNNAMED - GROUPS,
    }
    return [(reason, n) for reason, classes in reasons.items() if (n := sum(types[name] for name in classes))]

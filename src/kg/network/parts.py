"""Parts of a multigraph that are small enough to look at: around a thing, between two, those with most edges."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from kg.document.words import in_words
from kg.network.edges import Edge, Graph, Pair, left_out_as, left_out_of, locations, statements_of, with_edges
from kg.network.near import Near
from kg.tables import types
from kg.tables.table import Table

if TYPE_CHECKING:
    import networkx as nx

MAX_SHOWN: Final = 150
MAX_STEPS: Final = 6
MAX_PATHS: Final = 20
Step = tuple[Edge, ...]
_OF_EDGE: Final = ("start", "end", "certainty", "id", "source", "quote")
_PATH_COLUMNS: Final = (
    *("path", "step", "from", "from_label", "to", "to_label"),
    *("label", "start", "end", "certainty", "statement", "source", "quote"),
)


def ego(
    graph: Graph,
    centres: Iterable[str],
    hops: int = 1,
    limit: int = MAX_SHOWN,
    near: Near = Near(),  # noqa: B008 - frozen
    unread: int = 0,
) -> Graph:
    """Return the part of a graph within `hops` edges of the centres, either direction, at most `limit` nodes.

    A step leads on as `near` has it: from a place only where it was reached from the place that it lies in, for what
    happens in a district's villages is near to the district, what else happens in the district not near to a village.
    Nearer nodes are kept first, then those with more edges within the part. The graph attribute `cut` counts the nodes
    left out by `limit`; `left_out` counts the statements farther off, with `unread` more that the graph was made
    without. Centres that the graph does not have are passed over.
    """
    found = {centre: 0 for centre in sorted(centres) if centre in graph}
    walked = list(found)
    for distance in range(1, hops + 1):
        reached = sorted({other for node in walked for other in _neighbours(graph, node)} - set(found))
        found.update(dict.fromkeys(reached, distance))
        walked = [node for node in reached if near.leads_on(graph, node, walked)]
    whole: Graph = graph.subgraph(found)
    part = _limited(graph, sorted(found, key=lambda n: (found[n], -whole.degree(n), n)), limit)
    farther = len(statements_of(graph) - statements_of(whole)) + unread
    part.graph["left_out"] += left_out_as(farther_than(hops), farther)
    return part


def farther_than(hops: int) -> Pair:
    """Return the reason why what lies farther from a thing than so many steps is left out."""
    return f"{hops} 步之外", f"farther than {hops} step{'' if hops == 1 else 's'}"


def _neighbours(graph: Graph, node: str) -> set[str]:
    return {*graph.successors(node), *graph.predecessors(node)}


def interlinked(graph: Graph, limit: int) -> Graph:
    """Return `limit` nodes that hang together by what was done, held, received or followed.

    Grown from the node of the highest k-core (Seidman 1983) and degree, best first among the neighbours of what is
    kept, in the graph of the statements' own links; relations of places are left out, for nearly everything lies
    somewhere. The graph attribute `cut` counts the nodes left out.
    """
    import networkx as nx  # noqa: PLC0415 - as in `edges`

    deeds: nx.Graph[str] = nx.Graph()
    deeds.add_nodes_from(graph)
    places = locations(graph)
    for start, end, row in graph.edges(data=True):
        in_place = {graph.nodes[start]["type"], graph.nodes[end]["type"]} & places
        if row["slot"] == "object" and start != end and not (in_place and row["kind"] == "relation"):
            deeds.add_edge(start, end)
    core = nx.core_number(deeds)
    rank = {node: (-core[node], -degree, node) for node, degree in deeds.degree()}
    return _limited(graph, [*_grown(deeds, rank, limit), *sorted(graph)], limit)


def _grown(graph: nx.Graph[str], rank: Mapping[str, tuple[int, int, str]], limit: int) -> Iterator[str]:
    """Yield nodes from the best on, always the best of those that are next to one before; then from the best left."""
    taken: set[str] = set()
    for start in sorted(graph, key=rank.__getitem__):
        ahead = [rank[start]]
        while ahead and len(taken) < limit:
            node = heappop(ahead)[2]
            if node not in taken:
                taken.add(node)
                yield node
                for other in graph[node]:
                    heappush(ahead, rank[other])


def most_linked(graph: Graph, limit: int = MAX_SHOWN) -> Graph:
    """Return the graph itself, or its `limit` nodes with most edges; the attribute `cut` counts those left out."""
    return _limited(graph, sorted(graph, key=lambda n: (-graph.degree(n), n)), limit)


def _limited(graph: Graph, ordered: list[str], limit: int) -> Graph:
    distinct = list(dict.fromkeys(ordered))
    kept: Graph = graph.subgraph(distinct[:limit]).copy()
    kept.graph["left_out"] = left_out_of(graph)
    kept.graph["cut"] = max(len(distinct) - limit, 0)
    return kept


@dataclass(frozen=True)
class Paths:
    """The shortest paths between two things, and the subgraph that they make.

    A path is a tuple of steps in order, a step all the edges between its two nodes, whatever their direction, as
    (from, to, key). `length` is the number of steps, 0 when there is no path; the graph attribute `cut` counts the
    paths that `limit` leaves out.
    """

    graph: Graph
    found: tuple[tuple[Step, ...], ...]
    length: int


def paths(
    graph: Graph,
    starts: Collection[str],
    ends: Collection[str],
    longest: int = MAX_STEPS,
    limit: int = MAX_PATHS,
    near: Near = Near(),  # noqa: B008 - frozen
) -> Paths:
    """Return the shortest paths from any of `starts` to any of `ends`, walked in either direction of the edges.

    At most `longest` steps and `limit` paths, in order of their nodes' IRIs. No path runs by way of what does not lead
    on as `near` has it, places among it. Starts and ends that the graph does not have are passed over.
    """
    before, length = _search(graph, starts, ends, longest, near)
    reached = sorted(end for end in ends if end in before)
    counts = _path_counts(before)
    routes = list(islice((route for end in reached for route in _routes(before, end)), limit))
    part = with_edges(graph, (edge for route in routes for step in _steps(graph, route) for edge in step))
    part.graph["left_out"] = left_out_of(graph)
    part.graph["cut"] = sum(counts[end] for end in reached) - len(routes)
    return Paths(part, tuple(tuple(_steps(graph, route)) for route in routes), length)


def _search(
    graph: Graph, starts: Collection[str], ends: Collection[str], longest: int, near: Near
) -> tuple[dict[str, list[str]], int]:
    """Search until an end is met; return for each node those before it on shortest ways, and the distance."""
    before: dict[str, list[str]] = {start: [] for start in sorted(starts) if start in graph and start not in ends}
    ahead = list(before)
    for distance in range(1, longest + 1):
        reached: dict[str, list[str]] = {}
        for node in ahead:
            for other in _neighbours(graph, node) - before.keys():
                reached.setdefault(other, []).append(node)
        before.update({node: sorted(previous) for node, previous in reached.items()})
        if any(end in reached for end in ends):
            return before, distance
        ahead = sorted(node for node in reached if near.leads_on(graph, node))
    return {}, 0


def _path_counts(before: dict[str, list[str]]) -> dict[str, int]:
    """Return how many shortest ways lead to each node; `before` is in order of distance."""
    counts: dict[str, int] = {}
    for node, previous in before.items():
        counts[node] = sum(counts[other] for other in previous) if previous else 1
    return counts


def _routes(before: dict[str, list[str]], end: str) -> Iterator[tuple[str, ...]]:
    if not before[end]:
        yield (end,)
    for previous in before[end]:
        for route in _routes(before, previous):
            yield (*route, end)


def _steps(graph: Graph, route: tuple[str, ...]) -> Iterator[Step]:
    for one, other in pairwise(route):
        yield tuple(
            (start, end, key)
            for start, end in ((one, other), (other, one))
            for key in sorted(map(str, graph.get_edge_data(start, end) or ()))
        )


def path_table(asked: Paths, language: str = "zh") -> Table:
    """Return paths as a table: a row for each edge of each step, in order, with its statement and words."""
    nodes, label = asked.graph.nodes, in_words(("label", "label_en"), language)
    rows = []
    for number, path in enumerate(asked.found, start=1):
        for step, edges in enumerate(path, start=1):
            for start, end, key in edges:
                edge = asked.graph.edges[start, end, key]
                ends = (nodes[start]["id"], nodes[start][label], nodes[end]["id"], nodes[end][label])
                rows.append((str(number), str(step), *ends, edge[label], *(edge[name] for name in _OF_EDGE)))
    return Table(_PATH_COLUMNS, tuple(rows), language=language, types=types.PATHS)

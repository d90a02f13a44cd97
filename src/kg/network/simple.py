"""Simple weighted graphs: one edge for each pair, whose weight says what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.network.edges import EVIDENCE, JOIN, AnyGraph
from kg.network.passages import passages, passages_of
from kg.network.projections import NEWMAN
from kg.reading.computed import JOIN_QUOTES, STATED

if TYPE_CHECKING:
    import networkx as nx

ONE: Final = "1"
WEIGHTS: Final = ("statements", "passages", "sources", ONE, NEWMAN)
# the separators of what the statements of a pair say together; what is not here has no one value for a pair
_JOINED: Final[Mapping[str, str]] = {
    "id": JOIN,
    "label": JOIN,
    "label_en": JOIN,
    "kind": JOIN,
    "predicate": JOIN,
    "modality": JOIN,
    "source": JOIN,
    "quote": JOIN_QUOTES,
    "counted_in": JOIN,
    EVIDENCE: JOIN,
}
_DIGITS: Final = 12
_NOT_ONE: Final = ("slot", "start", "end", "time_sense")


def simple(graph: AnyGraph, weight: str = "statements", *, undirected: bool = False) -> nx.Graph[str]:
    """Return a graph with one edge for each pair of nodes, without loops: a `networkx.DiGraph` or `networkx.Graph`.

    `weight` is the number of distinct `statements`, `passages` or `sources` behind the pair, or `1`; in a projection
    onto one side `newman` as well, the sum of 1/(k-1) over the k who share each thing (M. E. J. Newman, Scientific
    collaboration networks II, Physical Review E 64, 016132 (2001)). The three counts are attributes in any case. What
    the statements say otherwise is joined by `;` (quotes by an ellipsis), an edge is `stated` where one of them is;
    a pair has no time of its own: cut the network by years first. With `undirected` both directions are one edge.

    Raises `UsageError` for another weight, and for `newman` where nobody shares anything.
    """
    if weight not in WEIGHTS:
        raise UsageError(f"unknown weight {weight!r}", "One of: " + ", ".join(WEIGHTS))
    if weight == NEWMAN and not all(NEWMAN in edge for *_, edge in graph.edges(data=True)):
        raise UsageError("Newman's weights are for what people share", "Use --weight newman in co-leadership.")
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    made: nx.Graph[str] = nx.DiGraph() if graph.is_directed() and not undirected else nx.Graph()
    made.graph.update(graph.graph)
    made.add_nodes_from((node, dict(found)) for node, found in graph.nodes(data=True))
    where = passages(graph)
    for (start, end), edges in _pairs(graph, undirected=undirected):
        counts = {
            "statements": len(_distinct(edges, "id")),
            "passages": len({passage for edge in edges for passage in passages_of(edge, where)}),
            "sources": len(_distinct(edges, "source")),
        }
        weighed = {**counts, ONE: 1, NEWMAN: round(sum(float(edge.get(NEWMAN, 0)) for edge in edges), _DIGITS)}
        made.add_edge(start, end, **_together(edges), **counts, weight=weighed[weight])
    return made


def _pairs(graph: AnyGraph, *, undirected: bool) -> Iterator[tuple[tuple[str, str], list[dict[str, str]]]]:
    """Yield each pair of nodes that are linked with its edges, in order of appearance, without loops."""
    place = {node: n for n, node in enumerate(graph)}
    either = undirected or not graph.is_directed()

    def pair(edge: tuple[str, str, dict[str, str]]) -> tuple[int, int]:
        start, end = place[edge[0]], place[edge[1]]
        return (min(start, end), max(start, end)) if either else (start, end)

    nodes = list(graph)
    found = sorted((edge for edge in graph.edges(data=True) if edge[0] != edge[1]), key=pair)
    for (start, end), edges in groupby(found, key=pair):
        yield (nodes[start], nodes[end]), [edge for *_, edge in edges]


def _distinct(edges: Iterable[Mapping[str, str]], name: str) -> tuple[str, ...]:
    """Return the distinct values that edges have under a name, in order; an edge may have several."""
    separator = _JOINED[name]
    return tuple(dict.fromkeys(value for edge in edges for value in edge[name].split(separator) if value))


def _together(edges: list[dict[str, str]]) -> dict[str, str]:
    """Return what the statements of a pair say together, under the names that edges have."""
    stated = [edge["certainty"] for edge in edges if edge["certainty"] == STATED] or [edges[0]["certainty"]]
    return {
        **{name: separator.join(_distinct(edges, name)) for name, separator in _JOINED.items()},
        **dict.fromkeys(_NOT_ONE, ""),
        "certainty": stated[0],
    }


def in_parallel(flat: nx.Graph[str]) -> AnyGraph:
    """Return a simple graph as the multigraph that files are written from: each edge is keyed `FROM+TO`."""
    import networkx as nx  # noqa: PLC0415 - as above

    made: nx.MultiGraph[str] = nx.MultiDiGraph() if flat.is_directed() else nx.MultiGraph()
    made.graph.update(flat.graph)
    made.add_nodes_from(flat.nodes(data=True))
    ids = {node: found["id"] for node, found in flat.nodes(data=True)}
    for start, end, edge in flat.edges(data=True):
        told: dict[str, Any] = edge
        made.add_edge(start, end, key=f"{ids[start]}+{ids[end]}", **told)
    return made

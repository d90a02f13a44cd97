"""Simple weighted graphs: one edge a pair, and what its weight counts, by choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import Message, UsageError
from kg.network.edges import TIMES, AnyGraph, Attributes
from kg.network.passages import JOIN, passages, places_of
from kg.reading.computed import JOIN_QUOTES, STATED

if TYPE_CHECKING:
    import networkx as nx

NEWMAN: Final = "newman"
_DIGITS: Final = 12
Weight = Callable[[Sequence[Attributes]], float]


def _distinct(name: str) -> Weight:
    return lambda edges: len(_values(edges, name, JOIN))


def _newman(edges: Sequence[Attributes]) -> float:
    return round(sum(float(edge[NEWMAN]) for edge in edges), _DIGITS)


# what the weight of a pair counts, of the edges between the two; parallel edges are repetition, not strength
WEIGHTS: Final[Mapping[str, Weight]] = {
    "statements": _distinct("id"),
    "passages": passages,
    "sources": _distinct("source"),
    "1": lambda _: 1,
    NEWMAN: _newman,
}
# the separators of what the statements of a pair say together; what is not here has no one value for a pair
_TOGETHER: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id", "label", "label_en", "kind", "predicate", "modality", "source", "counted_in"), JOIN),
    **dict.fromkeys(("alternatives", "in_role"), JOIN),
    "quote": JOIN_QUOTES,
}


def simple_graph(graph: AnyGraph, weight: str = "statements", *, directed: bool = False) -> nx.Graph[str]:
    """Return a graph with one edge for each pair of nodes that a multigraph links, without loops.

    Edges have `weight` (what is asked for), `statements`, `passages` and `sources` (numbers of distinct ones), nodes
    their attributes. `weight` is one of `WEIGHTS`; `newman` is for what one side shares, the sum of 1/(k-1) over the
    things that the two share with k-2 others (M. E. J. Newman, Scientific collaboration networks II, Physical Review E
    64, 016132 (2001)), so that what a node shares with all others adds up to the number of things it shares. An edge
    from the register alone has no statement, and weight 0 but for `1`. With `directed` pairs are ordered. Raises
    `UsageError` for an unknown weight, and for `newman` in a network where nothing is shared.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    if weight not in WEIGHTS:
        raise UsageError(
            Message("unknown weight {weight!r}", weight=weight), Message("One of: {known}", known=tuple(WEIGHTS))
        )
    if weight == NEWMAN and not all(edge.get(NEWMAN) for *_, edge in graph.edges(data=True)):
        raise UsageError(
            Message("Newman's weights are for what people share"),
            Message("Project first: co-leadership, shared-place."),
        )
    made: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    made.graph.update(graph.graph, weight=weight)
    made.add_nodes_from((node, dict(found)) for node, found in graph.nodes(data=True))
    for (start, end), edges in _pairs(graph, directed=directed).items():
        counts = {name: WEIGHTS[name](edges) for name in ("statements", "passages", "sources")}
        made.add_edge(start, end, weight=counts[weight] if weight in counts else WEIGHTS[weight](edges), **counts)
    return made


def _pairs(graph: AnyGraph, *, directed: bool) -> Mapping[tuple[str, str], list[Attributes]]:
    """Return the edges between each two nodes that are linked, in order of appearance."""
    between: dict[tuple[str, str], list[Attributes]] = defaultdict(list)
    for start, end, edge in graph.edges(data=True):
        if start != end:
            between[(start, end) if directed or start < end else (end, start)].append(edge)
    return between


def written_simple(graph: AnyGraph, weight: str = "statements") -> AnyGraph:
    """Return the simple graph as the multigraph that files are written from, one edge a pair, keyed `FROM+TO`.

    Pairs are ordered where the graph is directed. Beside the counts and the weight an edge has the attributes of edges:
    what its statements say is joined by `;` (quotes by an ellipsis), it is stated where one of them is. A pair has no
    time of its own: cut the network by years first.
    """
    import networkx as nx  # noqa: PLC0415 - as above

    directed = graph.is_directed()
    flat, pairs = simple_graph(graph, weight, directed=directed), _pairs(graph, directed=directed)
    made: AnyGraph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    made.graph.update(graph.graph)
    made.add_nodes_from(flat.nodes(data=True))
    ids = {node: found["id"] for node, found in flat.nodes(data=True)}
    for (start, end), edges in pairs.items():
        counted = flat.edges[start, end]
        made.add_edge(start, end, key=f"{ids[start]}+{ids[end]}", **_said(edges), **counted)
    return made


def _said(edges: Sequence[Attributes]) -> dict[str, str]:
    """Return what the statements of a pair say together, under the names that edges have."""
    stated = {edge["certainty"] for edge in edges}
    spans = dict.fromkeys(place for edge in edges for place in places_of(edge))
    return {
        **{name: by.join(_values(edges, name, by)) for name, by in _TOGETHER.items()},
        **dict.fromkeys(("slot", *TIMES), ""),
        "certainty": STATED if STATED in stated else edges[0]["certainty"],
        "spans": JOIN.join(spans),
    }


def _values(edges: Sequence[Attributes], name: str, by: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for edge in edges for value in edge[name].split(by) if value))

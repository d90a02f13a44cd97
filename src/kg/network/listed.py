"""The nodes and edges of a network in the order in which files list them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kg.network.edges import AnyGraph

# what an edge or a node says of itself: text, or a number that a projection has counted
Row = Mapping[str, Any]
Line = tuple[str, str, str, Row]
BIPARTITE: Final = "bipartite"
NODE_COLUMNS: Final = ("id", "label", "label_en", "type", "place", "place_id", "level")
EDGE_COLUMNS: Final = (
    *("id", "label", "label_en", "slot", "kind", "predicate", "start", "end", "time_sense", "modality", "certainty"),
    *("source", "quote", "counted_in"),
)


def columns(fixed: tuple[str, ...], found: Iterable[Row]) -> tuple[str, ...]:
    """Return the columns that are fixed, then those that a projection has added, in order of appearance."""
    return tuple(dict.fromkeys((*fixed, *(name for row in found for name in row))))


def cells(row: Row, names: Iterable[str]) -> tuple[str, ...]:
    """Return what a row says under some names, as the cells of a table."""
    return tuple(str(row.get(name, "")) for name in names)


def nodes_of(graph: AnyGraph) -> list[Row]:
    """Return the attributes of the nodes; the mode of a two-mode network is a number, as networkx has it.

    Where all nodes are of one mode, as in a projection onto it, they have no mode.
    """
    nodes: list[Row] = [found for _, found in graph.nodes(data=True)]
    if not any(BIPARTITE in found for found in nodes):
        return nodes
    if is_two_mode(graph):
        return [{**found, BIPARTITE: int(found[BIPARTITE])} for found in nodes]
    return [{name: value for name, value in found.items() if name != BIPARTITE} for found in nodes]


def edges_of(graph: AnyGraph) -> Iterator[Line]:
    """Yield (from, to, key, attributes), ends by their ids."""
    ids = {node: found["id"] for node, found in graph.nodes(data=True)}
    for start, end, key, edge in graph.edges(keys=True, data=True):
        yield ids[start], ids[end], str(key), edge


def numbered(graph: AnyGraph) -> Iterator[tuple[str, str, str, str, Row]]:
    """Yield (from, to, key, kind, attributes): the kind is numbered where two of one kind join the same nodes."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for start, end, key, edge in edges_of(graph):
        kind = edge["predicate"] or edge["slot"] or edge["kind"]
        seen[start, end, kind] += 1
        yield start, end, key, kind if seen[start, end, kind] == 1 else f"{kind} {seen[start, end, kind]}", edge


def is_two_mode(graph: AnyGraph) -> bool:
    """Say whether every node of a network belongs to one of two modes, and both have some."""
    return {str(found.get(BIPARTITE)) for _, found in graph.nodes(data=True)} == {"0", "1"}

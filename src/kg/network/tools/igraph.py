"""For igraph in R, Python and C: GraphML whose names igraph does not take for its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.network.listed import BIPARTITE, Line, Row, edges_of, is_two_mode, nodes_of
from kg.network.methods import Methods
from kg.network.portable import twinned
from kg.network.spells import spell
from kg.network.tools.common import Material, Written
from kg.network.xml import graphml

# `name` is how igraph finds a vertex; `type` is its mark of the two modes and has to be a boolean
_NODES: Final = {"id": "name", "type": "class"}


def igraph(material: Material, methods: Methods | None = None) -> Written:
    """Return GraphML: vertices with `name` and `class`, edges with `statement` and `article`, times as years too.

    The id of an edge is its key: igraph calls it `id`. `start_year` and `end_year` are numbers (NaN where a bound is
    open or not said), the text `censoring` says what is not known of the two ends. In a two-mode network the logical
    `type` is true for the second mode.
    """
    graph = material.graph
    two_mode = is_two_mode(graph)
    nodes = (_node(node, two_mode=two_mode) for node in nodes_of(graph))
    return Written({"graphml": graphml(graph, nodes, _edges(material), methods=methods, node_id="name")})


def _node(node: Row, *, two_mode: bool) -> Row:
    found = {_NODES.get(name, name): value for name, value in node.items()}
    return {**found, "type": bool(found[BIPARTITE])} if two_mode else found


def _edges(material: Material) -> Iterator[Line]:
    for start, end, key, edge in edges_of(material.graph):
        found = spell(edge)
        years = {f"{name}_year": int(day[:4]) for name, day in (("start", found.first), ("end", found.last)) if day}
        yield start, end, key, {**twinned(edge), **years, "censoring": str(found.censoring)}

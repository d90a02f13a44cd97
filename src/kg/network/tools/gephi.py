"""For Gephi: the two tables that its import of spreadsheets takes without a question (https://docs.gephi.org)."""

from __future__ import annotations

from typing import Final

from kg.network.listed import EDGE_COLUMNS, NODE_COLUMNS, Row, cells, columns, edges_of, nodes_of, numbered
from kg.network.portable import TWINS
from kg.network.spells import spell
from kg.network.tools.common import Material, Written, drawn_years, plain_csv

# Gephi takes columns that differ in case alone for one: what has a name of Gephi's own here is not given twice
_NODES: Final = {"id": "Id", "label": "Label"}
_EDGES: Final = {**TWINS, "label": "Label", "kind": "statement_kind", "weight": "Weight"}
_TIMES: Final = "Timeset"


def gephi(material: Material) -> Written:
    """Return a table of nodes (`Id`, `Label` ...) and one of edges (`Source`, `Target`, `Type`, `Weight`, `Id` ...).

    `Kind` is numbered where edges of one kind are parallel, for Gephi melts those into one. `Timeset` has the years in
    which an edge surely holds (`possible`: may hold), and is empty where there are none: Gephi then shows it always.
    """
    graph = material.graph
    nodes = nodes_of(graph)
    names = columns(NODE_COLUMNS, nodes)
    node_rows = (cells(node, names) for node in nodes)
    rows = [(*line, _times(line[-1], material)) for line in numbered(graph)]
    edge_names = [
        name
        for name in columns(EDGE_COLUMNS, (edge for *_, edge in edges_of(graph)))
        if name not in {"label", "weight"}
    ]
    way = "Directed" if graph.is_directed() else "Undirected"
    edge_rows = (
        (start, end, way, edge.get("weight", 1), key, edge["label"], kind, times, *cells(edge, edge_names))
        for start, end, key, kind, edge, times in rows
    )
    head = ("Source", "Target", "Type", "Weight", "Id", "Label", "Kind", _TIMES)
    return Written(
        {
            "edges.csv": plain_csv((*head, *(_EDGES.get(name, name) for name in edge_names)), edge_rows),
            "nodes.csv": plain_csv((_NODES.get(name, name) for name in names), node_rows),
        }
    )


def _times(edge: Row, material: Material) -> str:
    """Return the years of an edge as an interval of days, as Gephi reads it."""
    years = drawn_years(spell(edge), material)
    return f"<[{years[0]:04d}-01-01, {years[1]:04d}-12-31]>" if years else ""

"""Networks as files for other programs: dynamic GEXF, GraphML, a pair of CSV tables, node-link JSON.

Nodes are named by their prefixed names, edges by their keys (`STATEMENT_ID:SLOT`), so parallel edges survive. What a
projection counts or numbers is a number, all else is text; what is empty is left out of GEXF and GraphML and stands
empty in CSV and JSON. Characters that XML 1.0 forbids become U+FFFD in the two XML formats. Each file carries the
methods record that it is given: GEXF in its `meta`, GraphML as attributes of the graph, JSON as a member, CSV in a JSON
file beside it. `tools` writes files for one program each.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kg.errors import Message, UsageError
from kg.network.edges import LATER, OF_PAIRS, AnyGraph
from kg.network.listed import EDGE_COLUMNS, NODE_COLUMNS, cells, columns, edges_of, nodes_of, numbered
from kg.network.methods import Methods
from kg.network.portable import graph_attributes
from kg.network.xml import to_gexf, to_graphml
from kg.tables.table import Table, to_text

__all__ = [
    "EDGE_COLUMNS",
    "FORMATS",
    "NODE_COLUMNS",
    "edge_table",
    "network_files",
    "node_table",
    "to_gexf",
    "to_graphml",
    "to_json",
]
_GEPHI: Final = ("Source", "Target", "Type", "Id", "Kind")
_UNSEEN: Final = ("statement", "article")
METHODS: Final = "methods"
METHODS_FILE: Final = "methods.json"


def node_table(graph: AnyGraph) -> Table:
    """Return the nodes of a network as a table, at its end `Id` and `Label` under the names that Gephi gives them."""
    nodes = nodes_of(graph)
    names = columns(NODE_COLUMNS, nodes)
    rows = ((*cells(node, names), node["id"], node["label"]) for node in nodes)
    return Table((*names, "Id", "Label"), tuple(rows))


def edge_table(graph: AnyGraph) -> Table:
    """Return the edges of a network as a table: `from` and `to` (ids of nodes), `key`, then the attributes.

    The columns that Gephi looks for stand before the attributes `id`, `kind` and `source`, for it takes the first of
    names that differ in case alone: `Source`, `Target`, `Type` (Directed or Undirected), `Id` (the key, which one edge
    has alone) and `Kind` (numbered, as in GEXF). What it does not see then stands at the end: `statement`, `article`;
    attributes of later editions follow.
    """
    found = columns((*EDGE_COLUMNS, *LATER), (edge for *_, edge in edges_of(graph)))
    names, later = (tuple(name for name in found if (name in LATER + OF_PAIRS) is late) for late in (False, True))
    way = "Directed" if graph.is_directed() else "Undirected"
    rows = (
        (*(start, end, key, start, end, way, key, kind), *cells(edge, (*names, "id", "source", *later)))
        for start, end, key, kind, edge in numbered(graph)
    )
    return Table(("from", "to", "key", *_GEPHI, *names, *_UNSEEN, *later), tuple(rows))


def to_json(graph: AnyGraph, methods: Methods | None = None) -> str:
    """Return a network as node-link JSON (`networkx.node_link_data`): `from`, `to` and `key` name an edge.

    Read it with `networkx.node_link_graph(data, source="from", target="to", edges="edges")`; `source` stays what the
    contract calls so, the article. The member `methods` beside these is the methods record.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    named = nx.relabel_nodes(graph, {node: found["id"] for node, found in graph.nodes(data=True)})
    found = nx.node_link_data(named, source="from", target="to", edges="edges")
    found["nodes"] = nodes_of(named)
    found["graph"] = graph_attributes(graph, methods.language if methods else "zh")
    more = {METHODS: methods.record} if methods else {}
    return json.dumps({**found, **more}, ensure_ascii=False, indent=1) + "\n"


def _to_csv(graph: AnyGraph, _methods: Methods | None = None) -> str:
    return to_text(edge_table(graph), "csv")


_FORMATS: Final[Mapping[str, Callable[[AnyGraph, Methods | None], str]]] = {
    "gexf": lambda graph, methods: to_gexf(graph, methods=methods),
    "graphml": lambda graph, methods: to_graphml(graph, methods=methods),
    "csv": _to_csv,
    "json": to_json,
}
FORMATS: Final = tuple(_FORMATS)


def network_files(graph: AnyGraph, fmt: str, output: str, methods: Methods | None = None) -> dict[str, str | bytes]:
    """Return the files of a network by name.

    CSV is two tables: `NAME-nodes.csv` and `NAME-edges.csv` for `NAME.csv`, both in one archive for `NAME.zip`, the
    edges alone on standard output (`-`). The methods record is in the file, of tables in `NAME-methods.json` beside
    them, or in the archive. Raises `UsageError` for an unknown format.
    """
    if fmt not in _FORMATS:
        raise UsageError(
            Message("a network has no format {fmt!r}", fmt=fmt), Message("One of: {known}", known=tuple(_FORMATS))
        )
    if fmt != "csv" or output == "-":
        return {output: _FORMATS[fmt](graph, methods)}
    parts = {"nodes.csv": to_text(node_table(graph), "csv"), "edges.csv": to_text(edge_table(graph), "csv")}
    return named_parts({**parts, **({METHODS_FILE: methods.json()} if methods else {})}, output)


def named_parts(parts: Mapping[str, str], output: str, endings: Iterable[str] = (".csv",)) -> dict[str, str | bytes]:
    """Return parts of a network as files: `NAME-PART` each, or all in one archive for `NAME.zip`."""
    if output.endswith(".zip"):
        return {output: archived(parts)}
    return {f"{stem_of(output, endings)}-{part}": text for part, text in parts.items()}


def stem_of(output: str, endings: Iterable[str]) -> str:
    """Return a file's name without the first of some endings that it has."""
    ending = next((ending for ending in endings if output.endswith(ending)), "")
    return output.removesuffix(ending)


def archived(parts: Mapping[str, str]) -> bytes:
    """Return parts as one archive, the same for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"))
    return out.getvalue()

"""Networks as files for other programs: dynamic GEXF, GraphML, a pair of CSV tables, node-link JSON.

Nodes are named by their prefixed names, edges by their keys (`STATEMENT_ID:SLOT`), so parallel edges survive. All
attributes are text, but the counts and the weight of a simple graph; one that is empty is left out of GEXF and GraphML
and stands empty in CSV and JSON. Characters that XML 1.0 forbids become U+FFFD in the two XML formats.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kg.document.text import xml_text
from kg.errors import UsageError
from kg.network.drawn import KEYS, VIZ, YED, YED_KEY, Mark
from kg.network.edges import LATER, OF_PAIRS, AnyGraph, Attributes
from kg.tables.table import Table, to_text

NODE_COLUMNS: Final = ("id", "label", "label_en", "type", "place", "place_id", "level")
EDGE_COLUMNS: Final = (
    *("id", "label", "label_en", "slot", "kind", "predicate", "start", "end", "time_sense", "modality", "certainty"),
    *("source", "quote", "counted_in"),
)
_GEPHI: Final = ("Source", "Target", "Type", "Id", "Kind")
_UNSEEN: Final = ("statement", "article")
# what GEXF and GraphML call the type of a column
_TYPES: Final[Mapping[type, tuple[str, str]]] = {float: ("double", "double"), int: ("integer", "int")}
_TEXT: Final = ("string", "string")
_GEXF: Final = "http://gexf.net/1.3"
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
Marks = Mapping[str, Mark]


def _columns(fixed: tuple[str, ...], found: Iterable[Attributes]) -> tuple[str, ...]:
    """Return the contract's columns, then those that a projection has added, in order of appearance."""
    return tuple(dict.fromkeys((*fixed, *(name for attributes in found for name in attributes))))


def _nodes(graph: AnyGraph) -> list[dict[str, str]]:
    return [found for _, found in graph.nodes(data=True)]


def _edges(graph: AnyGraph) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Yield (from, to, key, attributes), ends by their ids."""
    ids = {node: found["id"] for node, found in graph.nodes(data=True)}
    for start, end, key, edge in graph.edges(keys=True, data=True):
        yield ids[start], ids[end], str(key), edge


def _edge_columns(graph: AnyGraph) -> tuple[str, ...]:
    return _columns((*EDGE_COLUMNS, *LATER), (edge for *_, edge in _edges(graph)))


def _type(graph: AnyGraph, column: str) -> tuple[str, str]:
    """Return what GEXF and GraphML call the type of an edge's attribute: counts and weights are numbers."""
    first = next((edge for *_, edge in _edges(graph)), {})
    return _TYPES.get(type(first.get(column)), _TEXT) if column in OF_PAIRS else _TEXT


class _Xml:
    """Writes XML as it comes: a large network needs no tree in memory, and most values are escaped once."""

    def __init__(self, root: str, **attributes: str) -> None:
        self._parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
        self._root = root
        self.start(root, **attributes)

    def start(self, name: str, /, **attributes: str) -> None:
        self._parts.append(f"<{name}{_attributes(attributes)}>")

    def end(self, name: str) -> None:
        self._parts.append(f"</{name}>\n")

    def element(self, name: str, text: str = "", /, **attributes: str) -> None:
        end = f">{_text(text)}</{name}>" if text else "/>"
        self._parts.append(f"<{name}{_attributes(attributes)}{end}")

    def text(self) -> str:
        """Close the root and return all."""
        self.end(self._root)
        return "".join(self._parts)


def _attributes(attributes: Attributes) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in attributes.items())


@lru_cache(maxsize=65_536)
def _quoted(value: str) -> str:
    return quoteattr(xml_text(value))


@lru_cache(maxsize=65_536)
def _text(value: str) -> str:
    return escape(xml_text(value), {"\r": "&#13;"})  # a bare carriage return is read as a line feed


def to_gexf(graph: AnyGraph, marks: Marks | None = None) -> str:
    """Return a network as dynamic GEXF 1.3 (https://gexf.net), dates as the edges' `start` and `end`.

    A bound that is open or not said is left out, an edge without any time has neither; an attested post is a point,
    `start` and `end` on one day. Node attributes and edge attributes stand as values too. An edge's `kind` is its
    predicate (its slot where it has none), numbered where two of one kind join the same nodes, because Gephi melts
    parallel edges of one kind into one. `marks` are, by the ids of nodes, where a picture has put them.
    """
    nodes, edge_columns = _nodes(graph), _edge_columns(graph)
    node_columns = _columns(NODE_COLUMNS, nodes)
    # numbers as ids: some readers take another id for the title, others hold some words for their own
    node_ids = {column: str(n) for n, column in enumerate(node_columns)}
    edge_ids = {column: str(n) for n, column in enumerate(edge_columns, start=len(node_columns))}
    xml = _Xml("gexf", xmlns=_GEXF, **({"xmlns:viz": VIZ} if marks else {}), version="1.3")
    way = "directed" if graph.is_directed() else "undirected"
    xml.start("graph", defaultedgetype=way, mode="dynamic", timeformat="date", timerepresentation="interval")
    for class_, ids in (("node", node_ids), ("edge", edge_ids)):
        xml.start("attributes", **{"class": class_, "mode": "static"})
        for column, number in ids.items():
            xml.element("attribute", id=number, title=column, type=_type(graph, column)[0])
        xml.end("attributes")
    xml.start("nodes", count=str(len(nodes)))
    for node in nodes:
        _gexf_item(xml, "node", node_ids, node, (marks or {}).get(node["id"]), id=node["id"], label=node["label"])
    xml.end("nodes")
    xml.start("edges", count=str(graph.number_of_edges()))
    for told, edge in _gexf_edges(graph):
        _gexf_item(xml, "edge", edge_ids, edge, None, **told)
    xml.end("edges")
    xml.end("graph")
    return xml.text()


def _gexf_edges(graph: AnyGraph) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Yield of each edge what GEXF has an attribute of its own for, and all its attributes."""
    for start, end, key, kind, edge in _numbered(graph):
        own = {name: str(edge[name]) for name in ("start", "end", "weight") if edge.get(name)}
        yield {"id": key, "source": start, "target": end, "label": edge["label"], "kind": kind, **own}, edge


def _gexf_item(
    xml: _Xml, name: str, ids: Attributes, found: Attributes, mark: Mark | None, /, **attributes: str
) -> None:
    xml.start(name, **attributes)
    xml.start("attvalues")
    for column, number in ids.items():
        if found.get(column):
            xml.element("attvalue", **{"for": number, "value": str(found[column])})
    xml.end("attvalues")
    for element, own in mark.viz if mark else ():
        xml.element(element, **own)
    xml.end(name)


def to_graphml(graph: AnyGraph, marks: Marks | None = None) -> str:
    """Return a network as GraphML (http://graphml.graphdrawing.org), edges with their keys as ids.

    `marks` are, by the ids of nodes, where a picture has put them.
    """
    nodes, edge_columns = _nodes(graph), _edge_columns(graph)
    node_columns = _columns(NODE_COLUMNS, nodes)
    xml = _Xml("graphml", xmlns=_GRAPHML, **({"xmlns:y": YED} if marks else {}))
    if marks:
        xml.element("key", **{"id": YED_KEY, "for": "node", "yfiles.type": "nodegraphics"})
    for name, type_ in KEYS.items() if marks else ():
        xml.element("key", **{"id": f"node-{name}", "for": "node", "attr.name": name, "attr.type": type_})
    for class_, columns in (("node", node_columns), ("edge", edge_columns)):
        for column in columns:
            names = {
                "id": f"{class_}-{column}",
                "for": class_,
                "attr.name": column,
                "attr.type": _type(graph, column)[1],
            }
            xml.element("key", **names)
    xml.start("graph", edgedefault="directed" if graph.is_directed() else "undirected")
    for node in nodes:
        _graphml_item(xml, "node", node_columns, node, (marks or {}).get(node["id"]), id=node["id"])
    for start, end, key, edge in _edges(graph):
        _graphml_item(xml, "edge", edge_columns, edge, None, id=key, source=start, target=end)
    xml.end("graph")
    return xml.text()


def _graphml_item(
    xml: _Xml, name: str, columns: tuple[str, ...], found: Attributes, mark: Mark | None, /, **attributes: str
) -> None:
    xml.start(name, **attributes)
    if mark:  # yEd's own first: networkx takes the place from it too, and then from the attributes
        _yed_graphics(xml, mark, found["label"])
        for key, value in mark.values.items():
            xml.element("data", value, key=f"node-{key}")
    for column in columns:
        if found.get(column):
            xml.element("data", str(found[column]), key=f"{name}-{column}")
    xml.end(name)


def _yed_graphics(xml: _Xml, mark: Mark, label: str) -> None:
    xml.start("data", key=YED_KEY)
    xml.start("y:ShapeNode")
    for element, own in mark.yed:
        xml.element(element, **own)
    xml.element("y:NodeLabel", label)
    xml.end("y:ShapeNode")
    xml.end("data")


def node_table(graph: AnyGraph) -> Table:
    """Return the nodes of a network as a table, at its end `Id` and `Label` under the names that Gephi gives them."""
    nodes = _nodes(graph)
    columns = _columns(NODE_COLUMNS, nodes)
    rows = ((*(node.get(column, "") for column in columns), node["id"], node["label"]) for node in nodes)
    return Table((*columns, "Id", "Label"), tuple(rows))


def edge_table(graph: AnyGraph) -> Table:
    """Return the edges of a network as a table: `from` and `to` (ids of nodes), `key`, then the attributes.

    The columns that Gephi looks for stand before the attributes `id`, `kind` and `source`, for it takes the first of
    names that differ in case alone: `Source`, `Target`, `Type` (Directed or Undirected), `Id` (the key, which one edge
    has alone) and `Kind` (numbered, as in GEXF). What it does not see then stands at the end: `statement`, `article`;
    attributes of later editions follow.
    """
    columns, later = (
        tuple(c for c in _edge_columns(graph) if (c in LATER + OF_PAIRS) is late) for late in (False, True)
    )
    way = "Directed" if graph.is_directed() else "Undirected"
    rows = (
        (*(start, end, key, start, end, way, key, kind), *_cells(edge, (*columns, "id", "source", *later)))
        for start, end, key, kind, edge in _numbered(graph)
    )
    return Table(("from", "to", "key", *_GEPHI, *columns, *_UNSEEN, *later), tuple(rows))


def _cells(edge: Attributes, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(edge.get(column, "")) for column in columns)


def _numbered(graph: AnyGraph) -> Iterator[tuple[str, str, str, str, dict[str, str]]]:
    """Yield (from, to, key, kind, attributes): the kind is numbered where two of one kind join the same nodes."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for start, end, key, edge in _edges(graph):
        kind = edge["predicate"] or edge["slot"] or edge["kind"]
        seen[start, end, kind] += 1
        yield start, end, key, kind if seen[start, end, kind] == 1 else f"{kind} {seen[start, end, kind]}", edge


def to_json(graph: AnyGraph) -> str:
    """Return a network as node-link JSON (`networkx.node_link_data`): `from`, `to` and `key` name an edge.

    Read it with `networkx.node_link_graph(data, source="from", target="to", edges="edges")`; `source` stays what the
    contract calls so, the article.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    named = nx.relabel_nodes(graph, {node: found["id"] for node, found in graph.nodes(data=True)})
    found = nx.node_link_data(named, source="from", target="to", edges="edges")
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _to_csv(graph: AnyGraph) -> str:
    return to_text(edge_table(graph), "csv")


_FORMATS: Final[Mapping[str, Callable[[AnyGraph], str]]] = {
    "gexf": to_gexf,
    "graphml": to_graphml,
    "csv": _to_csv,
    "json": to_json,
}
FORMATS: Final = tuple(_FORMATS)


def network_files(graph: AnyGraph, fmt: str, output: str) -> dict[str, str | bytes]:
    """Return the files of a network by name.

    CSV is two tables: `NAME-nodes.csv` and `NAME-edges.csv` for `NAME.csv`, both in one archive for `NAME.zip`, the
    edges alone on standard output (`-`). Raises `UsageError` for an unknown format.
    """
    if fmt not in _FORMATS:
        raise UsageError(f"a network has no format {fmt!r}", "One of: " + ", ".join(_FORMATS))
    if fmt != "csv" or output == "-":
        return {output: _FORMATS[fmt](graph)}
    tables = {"nodes": to_text(node_table(graph), "csv"), "edges": to_text(edge_table(graph), "csv")}
    if output.endswith(".zip"):
        return {output: _archive(tables)}
    stem = output.removesuffix(".csv")
    return {f"{stem}-{name}.csv": text for name, text in tables.items()}


def _archive(tables: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.csv"), text.encode("utf-8"))
    return out.getvalue()

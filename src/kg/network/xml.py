"""Networks as XML: dynamic GEXF and GraphML, written as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kg.document.text import xml_text
from kg.network.drawn import KEYS, VIZ, YED, YED_KEY, Mark
from kg.network.edges import LATER, AnyGraph, Attributes
from kg.network.listed import EDGE_COLUMNS, NODE_COLUMNS, Line, Row, columns, edges_of, nodes_of, numbered
from kg.network.methods import Methods

Marks = Mapping[str, Mark]
_GEXF: Final = "http://gexf.net/1.3"
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
# what the values of a column are called in GEXF and in GraphML; whatever is not a number is text
_TYPES: Final[Mapping[type, tuple[str, str]]] = {
    bool: ("boolean", "boolean"),
    int: ("integer", "int"),
    float: ("double", "double"),
}
_TEXT: Final = ("string", "string")


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


def _types(names: Iterable[str], rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """Return what GEXF and GraphML call the type of each column: a number's where all its values are of one kind."""
    found: dict[str, set[type]] = {name: set() for name in names}
    for row in rows:
        for name, value in row.items():
            if value != "":
                found[name].add(type(value))
    return {name: _TYPES.get(next(iter(types)), _TEXT) if len(types) == 1 else _TEXT for name, types in found.items()}


def _value(value: object) -> str:
    """Return a value as XML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_said(value: object) -> bool:
    return value is not None and value != ""


def to_gexf(graph: AnyGraph, marks: Marks | None = None, methods: Methods | None = None) -> str:
    """Return a network as dynamic GEXF 1.3 (https://gexf.net), dates as the edges' `start` and `end`.

    A bound that is open or not said is left out, an edge without any time has neither; an attested post is a point,
    `start` and `end` on one day. Node attributes and edge attributes stand as values too. An edge's `kind` is its
    predicate (its slot where it has none), numbered where two of one kind join the same nodes, because Gephi melts
    parallel edges of one kind into one. `marks` are, by the ids of nodes, where a picture has put them. The methods
    record is the description in `meta`, whose day is that of the edition of the data.
    """
    nodes, edges = nodes_of(graph), [edge for *_, edge in edges_of(graph)]
    node_types = _types(columns(NODE_COLUMNS, nodes), nodes)
    edge_types = _types(columns((*EDGE_COLUMNS, *LATER), edges), edges)
    # numbers as ids: some readers take another id for the title, others hold some words for their own
    node_ids = {column: str(n) for n, column in enumerate(node_types)}
    edge_ids = {column: str(n) for n, column in enumerate(edge_types, start=len(node_types))}
    xml = _Xml("gexf", xmlns=_GEXF, **({"xmlns:viz": VIZ} if marks else {}), version="1.3")
    _gexf_meta(xml, methods)
    way = "directed" if graph.is_directed() else "undirected"
    xml.start("graph", defaultedgetype=way, mode="dynamic", timeformat="date", timerepresentation="interval")
    for class_, ids, types in (("node", node_ids, node_types), ("edge", edge_ids, edge_types)):
        xml.start("attributes", **{"class": class_, "mode": "static"})
        for column, number in ids.items():
            xml.element("attribute", id=number, title=column, type=types[column][0])
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


def _gexf_meta(xml: _Xml, methods: Methods | None) -> None:
    if methods is None:
        return
    xml.start("meta", **({"lastmodifieddate": methods.date} if methods.date else {}))
    xml.element("creator", methods.creator)
    xml.element("description", "\n".join(methods.lines()))
    xml.element("keywords", ", ".join(methods.keywords))
    xml.end("meta")


def _gexf_edges(graph: AnyGraph) -> Iterator[tuple[dict[str, str], Row]]:
    """Yield of each edge what GEXF has an attribute of its own for, and all its attributes."""
    for start, end, key, kind, edge in numbered(graph):
        own = {name: str(edge[name]) for name in ("start", "end", "weight") if edge.get(name)}
        yield {"id": key, "source": start, "target": end, "label": edge["label"], "kind": kind, **own}, edge


def _gexf_item(xml: _Xml, name: str, ids: Attributes, found: Row, mark: Mark | None, /, **attributes: str) -> None:
    xml.start(name, **attributes)
    xml.start("attvalues")
    for column, number in ids.items():
        if _is_said(value := found.get(column)):
            xml.element("attvalue", **{"for": number, "value": _value(value)})
    xml.end("attvalues")
    for element, own in mark.viz if mark else ():
        xml.element(element, **own)
    xml.end(name)


def to_graphml(graph: AnyGraph, marks: Marks | None = None, methods: Methods | None = None) -> str:
    """Return a network as GraphML (http://graphml.graphdrawing.org), edges with their keys as ids.

    `marks` are, by the ids of nodes, where a picture has put them. The methods record is in two attributes of the
    graph: `description` for people, `methods` as JSON.
    """
    fixed = NODE_COLUMNS, (*EDGE_COLUMNS, *LATER)
    return graphml(graph, nodes_of(graph), edges_of(graph), methods=methods, fixed=fixed, marks=marks)


def graphml(
    graph: AnyGraph,
    nodes: Iterable[Row],
    edges: Iterable[Line],
    *,
    methods: Methods | None = None,
    fixed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    node_id: str = "id",
    marks: Marks | None = None,
) -> str:
    """Return nodes and edges as GraphML; `fixed` are the columns that come first, `node_id` that which names a node."""
    nodes, edges = list(nodes), list(edges)
    of_graph = {"description": "\n".join(methods.lines()), "methods": methods.json()} if methods else {}
    node_types = _types(columns(fixed[0], nodes), nodes)
    edge_types = _types(columns(fixed[1], (edge for *_, edge in edges)), (edge for *_, edge in edges))
    xml = _Xml("graphml", xmlns=_GRAPHML, **({"xmlns:y": YED} if marks else {}))
    if marks:
        xml.element("key", **{"id": YED_KEY, "for": "node", "yfiles.type": "nodegraphics"})
    for name, type_ in KEYS.items() if marks else ():
        xml.element("key", **{"id": f"node-{name}", "for": "node", "attr.name": name, "attr.type": type_})
    for class_, types in (("graph", _types(of_graph, [of_graph])), ("node", node_types), ("edge", edge_types)):
        for column, (_, type_) in types.items():
            names = {"id": f"{class_}-{column}", "for": class_, "attr.name": column, "attr.type": type_}
            xml.element("key", **names)
    xml.start("graph", edgedefault="directed" if graph.is_directed() else "undirected")
    for column, text in of_graph.items():
        xml.element("data", text, key=f"graph-{column}")
    for node in nodes:
        _graphml_item(xml, "node", tuple(node_types), node, (marks or {}).get(node[node_id]), id=node[node_id])
    for start, end, key, edge in edges:
        _graphml_item(xml, "edge", tuple(edge_types), edge, None, id=key, source=start, target=end)
    xml.end("graph")
    return xml.text()


def _graphml_item(
    xml: _Xml, name: str, columns_: tuple[str, ...], found: Row, mark: Mark | None, /, **attributes: str
) -> None:
    xml.start(name, **attributes)
    if mark:  # yEd's own first: networkx takes the place from it too, and then from the attributes
        _yed_graphics(xml, mark, found["label"])
        for key, own in mark.values.items():
            xml.element("data", own, key=f"node-{key}")
    for column in columns_:
        if _is_said(value := found.get(column)):
            xml.element("data", _value(value), key=f"{name}-{column}")
    xml.end(name)


def _yed_graphics(xml: _Xml, mark: Mark, label: str) -> None:
    xml.start("data", key=YED_KEY)
    xml.start("y:ShapeNode")
    for element, own in mark.yed:
        xml.element(element, **own)
    xml.element("y:NodeLabel", label)
    xml.end("y:ShapeNode")
    xml.end("data")

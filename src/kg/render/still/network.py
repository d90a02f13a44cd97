"""What is drawn as a network for other programs: places, colours and sizes of nodes are in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.network.drawn import Mark
from kg.network.files import to_gexf, to_graphml
from kg.network.labelled import labelled
from kg.render.still.heading import title
from kg.render.still.looks import Colours, size_of
from kg.render.still.scene import Scene

if TYPE_CHECKING:
    from kg.network import Graph


def drawn_file(graph: Graph, scene: Scene, fmt: str) -> str:
    """Return the part of a graph that a scene draws, nodes by their IRIs, as `gexf`, `graphml` or `json`."""
    part, marks = _in_language(_part(graph, scene), scene), _marks(scene)
    if fmt == "json":
        return _json(part, marks, scene)
    return to_gexf(part, marks) if fmt == "gexf" else to_graphml(part, marks)


def _part(graph: Graph, scene: Scene) -> Graph:
    payload, names, part = scene.drawn.payload, sorted(graph), graph.__class__()
    part.add_nodes_from((names[n], graph.nodes[names[n]]) for n in scene.drawn.nodes)
    for e in scene.drawn.edges:
        edge = payload.edges[e]
        key = f"{payload.statements[edge.statement].id}:{payload.slots[edge.slot].name}"
        ends = names[edge.start], names[edge.end]
        part.add_edge(*ends, key=key, **graph.edges[(*ends, key)])
    return part


def _in_language(part: Graph, scene: Scene) -> Graph:
    """Return a part with English labels where the scene is English."""
    if scene.drawn.language != "en":
        return part
    payload = scene.drawn.payload
    named = {row.id.replace(":|", f":{row.zh}"): row.en for row in payload.nodes}
    named |= {row.id: row.en for row in payload.others}
    return labelled(part, "en", lambda place: named.get(place, ""))


def _marks(scene: Scene) -> dict[str, Mark]:
    """Return where nodes lie and how they look, by their ids."""
    drawn, spots, colours = scene.drawn, scene.placed.spots, Colours(scene.drawn)
    rows = drawn.payload.nodes
    return {
        rows[n].id.replace(":|", f":{rows[n].zh}"): Mark(spots[n].x, spots[n].y, size_of(drawn, n), colours.of(n))
        for n in drawn.nodes
    }


def _json(part: Graph, marks: Mapping[str, Mark], scene: Scene) -> str:
    """Return node-link data as `networkx.node_link_graph` reads it (ends `from` and `to`), with title and citation."""
    about, ids = scene.drawn.payload.about, {iri: row["id"] for iri, row in part.nodes(data=True)}
    nodes = [
        {**row, "x": round(at.x), "y": round(at.y), "size": round(at.size, 2), "colour": at.colour}
        for row in (part.nodes[iri] for iri in part)
        for at in (marks[row["id"]],)
    ]
    links = part.edges(keys=True, data=True)
    return json.dumps(
        {
            "title": title(scene.drawn),
            "citation": about.citation_en if scene.drawn.language == "en" else about.citation,
            "state": scene.state,
            "directed": True,
            "multigraph": True,
            "graph": {},
            "nodes": nodes,
            "edges": [{"from": ids[a], "to": ids[b], "key": key, **row} for a, b, key, row in links],
        },
        ensure_ascii=False,
        indent=1,
    )

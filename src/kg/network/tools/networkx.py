"""For networkx and D3: node-link JSON that `networkx.node_link_graph` reads without arguments."""

from __future__ import annotations

import json

from kg.network.methods import Methods
from kg.network.portable import portable
from kg.network.tools.common import Material, Written


def networkx(material: Material, methods: Methods | None = None) -> Written:
    """Return node-link JSON whose edges have `source` and `target`, and the article as `article`.

    Read it with `networkx.node_link_graph(json.load(file))`; the graph that comes of it is taken by every writer of
    networkx. The member `methods` beside it is the methods record.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    found = nx.node_link_data(portable(material.graph, language=material.language), edges="edges")
    more = {"methods": methods.record} if methods else {}
    return Written({"json": json.dumps({**found, **more}, ensure_ascii=False, indent=1) + "\n"})

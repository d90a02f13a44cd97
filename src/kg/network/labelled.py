"""A network whose labels are in one language; the names of its attributes stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from kg.network.edges import AnyGraph

_Graph = TypeVar("_Graph", bound=AnyGraph)
_LABEL, _ENGLISH = "label", "label_en"
_PLACE, _PLACE_ID = "place", "place_id"


def labelled(graph: _Graph, labels: str, english: Callable[[str], str]) -> _Graph:
    """Return a network with labels in a language: as it is for `both`, without `label_en` for `zh`.

    For `en` labels, those of places too, are English; `english` gives the English name of a place by its id.
    """
    if labels == "both":
        return graph
    made = graph.__class__()
    made.graph.update(graph.graph)

    def own(row: dict[str, Any]) -> dict[str, Any]:
        return dict(_english(row, english)) if labels == "en" else {n: v for n, v in row.items() if n != _ENGLISH}

    made.add_nodes_from((node, own(row)) for node, row in graph.nodes(data=True))
    for start, end, key, row in graph.edges(keys=True, data=True):
        made.add_edge(start, end, key=key, **own(row))
    return made


def _english(row: dict[str, Any], english: Callable[[str], str]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name == _LABEL and row.get(_ENGLISH):
            yield name, row[_ENGLISH]
        elif name == _PLACE and row.get(_PLACE_ID):
            yield name, english(row[_PLACE_ID]) or value
        else:
            yield name, value

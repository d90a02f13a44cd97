"""Who shares what with whom: one side of a two-mode network, linked by the things that two have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Final

from kg.network.edges import AnyGraph, Attributes, Graph, left_out_as, left_out_of
from kg.network.intervals import BY_DEED, NO, POSSIBLE, STRONGEST, UNKNOWN, YES, life_of, overlap
from kg.network.passages import JOIN, located, passages
from kg.reading.computed import INFERRED, JOIN_QUOTES, STATED

TOGETHER: Final = frozenset({YES, BY_DEED})
_DEED: Final = "Deed"
_ALONE: Final = ("无共同者的节点", "nodes that share with nobody")
_NOT_TOGETHER: Final = {
    NO: ("时间不重叠的两方", "pairs whose times do not overlap"),
    POSSIBLE: (
        "时间或有重叠的两方（所载时间不够细）",
        "pairs whose times may overlap: what is said is not precise enough",
    ),
    UNKNOWN: (
        "起止未载的两方，重叠与否均无从断定",
        "pairs of whose times an end is not said: neither proved nor excluded",
    ),
}


def one_mode(graph: Graph, onto: frozenset[str], kind: str, *, only_together: bool = False) -> AnyGraph:
    """Return the nodes of one side of a two-mode network, linked where they share one of the other side (Breiger 1974).

    One undirected edge for each pair and each thing they share, keyed `ONE+OTHER:THING`: `label` is its label, `shared`
    its id, `id, source, quote, predicate, counted_in, alternatives` those of both sides joined by `;` (quotes by an
    ellipsis), `certainty` inferred when any is, `kind` as given, `spans` with the source before each, `passages` the
    number of distinct passages that the edge rests on, `newman` 1/(k-1) where k share the thing (see `simple`).

    `overlap` says whether their said times on it share a day (`intervals.overlap`): `yes`, `yes-by-deed` (not proved by
    times, but a deed is one passage's, and both are credited in it), `possible`, `unknown` or `no`; of several times
    the strongest answer. `start` and `end` are the days that both certainly have in common, empty where none is sure.
    With `only_together` the two kinds of yes are kept, and the others counted apart. Source: R. L. Breiger, The duality
    of persons and groups, Social Forces 53 (1974).
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    made: AnyGraph = nx.MultiGraph(**graph.graph)
    made.add_nodes_from((node, dict(found)) for node, found in graph.nodes(data=True) if found["type"] in onto)
    cut: dict[str, int] = defaultdict(int)
    for shared, taking_part in _sharing(graph, onto).items():
        for one, other in combinations(sorted(taking_part), 2):
            edge = _shared_edge(graph, shared, taking_part[one], taking_part[other], kind)
            edge["newman"] = str(1 / (len(taking_part) - 1))
            if only_together and edge["overlap"] not in TOGETHER:
                cut[edge["overlap"]] += 1
            else:
                made.add_edge(one, other, key=_pair_key(graph, one, other, shared), **edge)
    alone = [node for node in made if not made.degree(node)]
    made.remove_nodes_from(alone)
    made.graph["left_out"] = [
        *left_out_of(graph),
        *(counted for answer, why in _NOT_TOGETHER.items() for counted in left_out_as(why, cut[answer])),
        *left_out_as(_ALONE, len(alone)),
    ]
    return made


def _pair_key(graph: Graph, one: str, other: str, shared: str) -> str:
    ids = (graph.nodes[node]["id"] for node in (one, other))
    return f"{'+'.join(ids)}:{graph.nodes[shared]['id']}"


def _sharing(graph: Graph, onto: frozenset[str]) -> Mapping[str, dict[str, list[Attributes]]]:
    """Return for each node of the other side those who take part in it, with their edges, in order of appearance."""
    found: dict[str, dict[str, list[Attributes]]] = defaultdict(lambda: defaultdict(list))
    for start, end, edge in graph.edges(data=True):
        one, other = (start, end) if graph.nodes[start]["type"] in onto else (end, start)
        found[other][one].append(edge)
    return found


def _shared_edge(
    graph: Graph, shared: str, ones: list[Attributes], others: list[Attributes], kind: str
) -> dict[str, str]:
    edges, thing = [*ones, *others], graph.nodes[shared]
    answer, start, end = _together(ones, others)
    if answer in {POSSIBLE, UNKNOWN} and thing["type"] == _DEED:
        answer = BY_DEED
    return {
        "id": _joined(edges, "id"),
        "label": thing["label"],
        "label_en": thing["label_en"],
        "slot": "",
        "kind": kind,
        "start": start,
        "end": end,
        "time_sense": "",
        "certainty": STATED if all(edge["certainty"] == STATED for edge in edges) else INFERRED,
        **{name: _joined(edges, name) for name in ("predicate", "modality", "source", "counted_in")},
        "quote": _joined(edges, "quote", JOIN_QUOTES),
        "shared": thing["id"],
        "overlap": answer,
        "time": f"{start}/{end}" if start else "",
        "time_certainty": _time_certainty(edges) if start else "",
        "alternatives": _joined(edges, "alternatives"),
        "in_role": _joined(edges, "in_role"),
        "spans": JOIN.join(dict.fromkeys(filter(None, map(located, edges)))),
        "passages": str(passages(edges)),
    }


def _joined(edges: list[Attributes], name: str, by: str = JOIN) -> str:
    return by.join(dict.fromkeys(edge[name] for edge in edges if edge[name]))


def _time_certainty(edges: list[Attributes]) -> str:
    return INFERRED if any(edge["time_certainty"] == INFERRED for edge in edges) else STATED


def _together(ones: list[Attributes], others: list[Attributes]) -> tuple[str, str, str]:
    """Return whether two parts share a day by what is said, and from when to when the first that certainly do."""
    answers: set[str] = set()
    for one in map(life_of, ones):
        for other in map(life_of, others):
            answer = overlap(one, other)
            if answer == YES:
                return YES, *one.common(other)
            answers.add(answer)
    return next(answer for answer in STRONGEST if answer in answers), "", ""

"""Projections of the multigraph of statements: who takes part in what, who shares what, what lies where.

Each returns a graph with the attributes of its own and lists in `left_out` what of the given graph it does not show.
Groups stay groups: a group's deed is never credited to a member, and groups are left out of people unless asked for.
Unnamed actors are left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kg.network.edges import (
    TIMES,
    AnyGraph,
    Attributes,
    Edge,
    Graph,
    left_out_as,
    left_out_of,
    locations,
    statements_of,
    with_edges,
)
from kg.network.layers import people as people_in_layers
from kg.network.sharing import one_mode
from kg.reading.order import SUCCESSION
from kg.terms.namespaces import expand

PEOPLE: Final = frozenset({"Person"})
GROUPS: Final = frozenset({"Group"})
UNNAMED: Final = frozenset({"Someone"})
_INVOLVEMENT: Final = "involvement"
_OBJECT: Final = "object"
_REGISTER: Final = "register"
_OF_GROUPS: Final = ("群体所为，不记在成员名下", "by groups (never credited to members)")
_OF_UNNAMED: Final = ("未具名者所为，计数而不列名", "by unnamed people, who are counted and not ranked")
_NOT_HERE: Final = ("不属此投影", "not part of this projection")
_OTHER_KINDS: Final = ("其他记载类型", "other kinds")
_UNCOUNTED: Final = ("所选口径不计入的参与", "involvements that the chosen set does not count")
LEADING: Final = "co-leadership"
LAYERED: Final = "people"
STRICT: Final = frozenset({"strict"})


def two_mode(graph: Graph, ones: frozenset[str], others: frozenset[str]) -> Graph:
    """Return the edges between nodes of two sets of types, as a two-mode (affiliation) network.

    The edges keep the direction in which they are stated. The node attribute `bipartite` is `0` for `ones` and `1` for
    `others`, as networkx has it. Cut: all other edges.
    """
    kept = [
        (start, end, key)
        for start, end, key in _edges(graph)
        if _between(graph, start, end, ones, others) or _between(graph, end, start, ones, others)
    ]
    return _marked(graph, with_edges(graph, kept), ones, others)


def _between(graph: Graph, start: str, end: str, ones: frozenset[str], others: frozenset[str]) -> bool:
    return graph.nodes[start]["type"] in ones and graph.nodes[end]["type"] in others


def _edges(graph: Graph) -> Iterator[Edge]:
    for start, end, key in graph.edges(keys=True):
        yield start, end, str(key)


def _marked(whole: Graph, part: Graph, ones: frozenset[str], others: frozenset[str]) -> Graph:
    """Mark the two modes and tell what the projection leaves out."""
    for _, found in part.nodes(data=True):
        found["bipartite"] = "0" if found["type"] in ones else "1"
    kept = statements_of(part)
    groups: set[str] = set()
    unnamed: set[str] = set()
    rest: set[str] = set()
    for start, end, edge in whole.edges(data=True):
        types = {whole.nodes[start]["type"], whole.nodes[end]["type"]}
        if edge["id"] in kept:
            continue
        at = (
            groups
            if types & GROUPS - ones and types & others
            else unnamed
            if types & UNNAMED and types & others
            else rest
        )
        at.add(edge["id"])
    part.graph["left_out"] = [
        *left_out_of(whole),
        *left_out_as(_OF_GROUPS, len(groups)),
        *left_out_as(_OF_UNNAMED, len(unnamed - groups)),
        *left_out_as(_NOT_HERE, len(rest - groups - unnamed)),
    ]
    return part


def people_initiatives(graph: Graph, people: frozenset[str] = PEOPLE) -> Graph:
    """Return people and the initiatives and deeds that they are said to have a part in, whatever the capacity.

    Deeds have no name and are one a passage: two people meet in one only where one passage credits both.
    """
    return two_mode(_parts_in(graph), people, frozenset({"Initiative", "Deed"}))


def bodies_initiatives(graph: Graph, _people: frozenset[str] = PEOPLE) -> Graph:
    """Return bodies and the initiatives and deeds that they are said to have a part in, whatever the capacity."""
    return two_mode(_parts_in(graph), frozenset({"Body"}), frozenset({"Initiative", "Deed"}))


def _parts_in(graph: Graph) -> Graph:
    """Return the edges from an actor to the undertaking; what else there is counts as left out.

    The programme in whose course somebody acted, and the occasion, are no undertaking of the actor, nor actors.
    """
    edges = graph.edges(keys=True, data=True)
    kept = with_edges(
        graph, ((s, e, str(k)) for s, e, k, edge in edges if edge["kind"] == _INVOLVEMENT and edge["slot"] == _OBJECT)
    )
    others = {edge["id"] for *_, edge in edges if edge["kind"] != _INVOLVEMENT}
    rest = statements_of(graph) - statements_of(kept) - others
    left_out = (*left_out_as(_OTHER_KINDS, len(others)), *left_out_as(_NOT_HERE, len(rest)))
    kept.graph["left_out"] = [*left_out_of(graph), *left_out]
    return kept


def people_places(graph: Graph, people: frozenset[str] = PEOPLE) -> Graph:
    """Return people and the places that statements about them name: where they served, acted, were honoured.

    A statement about a person and its place have an edge each in the multigraph; here they are joined in one edge from
    the person to the place, keyed `STATEMENT_ID:SLOT` by the place's slot, with the statement's attributes. A
    succession gives the place to both holders, to the earlier under `STATEMENT_ID:SLOT-earlier`. Cut: people who are
    only the counterpart of somebody's deed, and statements that name no place.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    about: dict[str, str] = {
        edge["id"]: start
        for start, _, edge in graph.edges(data=True)
        if edge["slot"] == _OBJECT and graph.nodes[start]["type"] in people
    }
    places = locations(graph)
    joined: Graph = nx.MultiDiGraph(**graph.graph)
    for start, end, key, edge in graph.edges(keys=True, data=True):
        if graph.nodes[end]["type"] in places:
            earlier = about.get(edge["id"], "")
            person = start if graph.nodes[start]["type"] in people else earlier
            held_by = {str(key): person}
            if edge["kind"] == SUCCESSION and earlier != person:
                held_by[f"{key}-earlier"] = earlier
            for name, holder in held_by.items():
                if holder:
                    joined.add_nodes_from((node, dict(graph.nodes[node])) for node in (holder, end))
                    joined.add_edge(holder, end, key=name, **edge)
    return _marked(graph, joined, people, places)


def co_leadership(
    graph: Graph, people: frozenset[str] = PEOPLE, *, overlap: bool = False, counted_in: frozenset[str] = STRICT
) -> AnyGraph:
    """Return people linked by each initiative or deed that both are counted as leading.

    `counted_in` are the sets whose count makes a leader (the narrowest of each, as on the edges): the strict one, or it
    and the next; empty takes every part in what the graph has, whatever the capacity, and then two who share a deed
    need not have led it. Several shared things may come from one passage: see `passages` on the edges.
    """
    return one_mode(leaders(graph, people, counted_in=counted_in), people, LEADING, only_together=overlap)


def leaders(graph: Graph, people: frozenset[str] = PEOPLE, *, counted_in: frozenset[str] = STRICT) -> Graph:
    """Return people and the initiatives and deeds in which some sets count them as leading (see `co_leadership`)."""
    took_part = people_initiatives(graph, people)
    if counted_in:
        counted = (
            (s, e, str(k)) for s, e, k, d in took_part.edges(keys=True, data=True) if d["counted_in"] in counted_in
        )
        led = with_edges(took_part, counted)
        uncounted = len(statements_of(took_part)) - len(statements_of(led))
        led.graph["left_out"] = [*left_out_of(took_part), *left_out_as(_UNCOUNTED, uncounted)]
        return led
    return took_part


def shared_places(graph: Graph, people: frozenset[str] = PEOPLE, *, overlap: bool = False) -> AnyGraph:
    """Return people linked by each place that statements about both name."""
    return one_mode(people_places(graph, people), people, "shared-place", only_together=overlap)


def shared_people(graph: Graph, people: frozenset[str] = PEOPLE, *, overlap: bool = False) -> AnyGraph:
    """Return places linked by each person about whom statements name both."""
    return one_mode(people_places(graph, people), locations(graph), "shared-person", only_together=overlap)


def place_tree(graph: Graph, _people: frozenset[str] = PEOPLE) -> Graph:
    """Return the places of a graph, each with an edge to the place directly above it.

    The edges are those of the statements that say so; where the official code alone says so, one edge without a
    statement, whose source is `register`. Cut: all other edges. A place above that no statement links is added by name.
    """
    import networkx as nx  # noqa: PLC0415 - as above

    tree: Graph = nx.MultiDiGraph(**graph.graph)
    by_id = {found["id"]: node for node, found in graph.nodes(data=True)}
    types = locations(graph)
    places = {node: found for node, found in graph.nodes(data=True) if found["type"] in types}
    tree.add_nodes_from((node, dict(found)) for node, found in places.items())
    for node, found in places.items():
        if found["place_id"]:
            above = by_id.get(found["place_id"]) or _named_only(tree, found)
            said = graph.get_edge_data(node, above) or {}
            for key, edge in said.items():
                tree.add_edge(node, above, key=str(key), **edge)
            if not said:
                tree.add_edge(node, above, key=f"{_REGISTER}:{found['id']}", **_registered())
    others = len(statements_of(graph) - statements_of(tree))
    tree.graph["left_out"] = [*left_out_of(graph), *left_out_as(_NOT_HERE, others)]
    return tree


def _named_only(tree: Graph, part: Attributes) -> str:
    """Add a place that is known by its id and name alone; return its node."""
    node = expand(part["place_id"]) or part["place_id"]
    if node not in tree:
        named = {"id": part["place_id"], "label": part["place"], "label_en": part["place"], "type": "Place"}
        tree.add_node(node, **named, place="", place_id="", level="")
    return node


def _registered() -> dict[str, str]:
    said = {
        "label": "位于",
        "label_en": "located in",
        "kind": "relation",
        "predicate": "located-in",
        "source": _REGISTER,
    }
    names = ("id", "slot", *TIMES, "quote", "counted_in", "alternatives", "in_role", "spans")
    return {**dict.fromkeys(names, ""), **said, "modality": "actual", "certainty": "stated"}


Projection = Callable[..., AnyGraph]
PROJECTIONS: Final[Mapping[str, Projection]] = {
    "people-initiative": people_initiatives,
    "people-place": people_places,
    "body-initiative": bodies_initiatives,
    LEADING: co_leadership,
    "shared-place": shared_places,
    "shared-person": shared_people,
    "place-tree": place_tree,
    LAYERED: people_in_layers,
}
# the projections onto one side, each with the two-mode network that it is made of
ONE_MODE: Final[Mapping[str, Projection]] = {
    LEADING: leaders,
    "shared-place": people_places,
    "shared-person": people_places,
}

"""Projections of the multigraph of statements: who takes part in what, who shares what, what lies where, year by year.

Each returns a graph with the attributes of its own and lists in `left_out` what of the given graph it does not show.
Groups stay groups: a group's deed is never credited to a member, and groups are left out of people unless asked for.
Unnamed actors are left out and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
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
from kg.network.selection import UNDATED, years_of
from kg.reading.computed import JOIN_QUOTES
from kg.reading.years import Years, may_fall_into
from kg.tables import types
from kg.tables.table import Table
from kg.terms.namespaces import expand

PEOPLE: Final = frozenset({"Person"})
GROUPS: Final = frozenset({"Group"})
UNNAMED: Final = frozenset({"Someone"})
_INVOLVEMENT: Final = "involvement"
_JOIN: Final = ";"
_REGISTER: Final = "register"
OVERLAP, NO_OVERLAP, UNKNOWN = "yes", "no", "unknown"
_OF_GROUPS: Final = ("群体所为，不记在成员名下", "by groups (never credited to members)")
_OF_UNNAMED: Final = ("未具名者所为，计数而不列名", "by unnamed people, who are counted and not ranked")
_NOT_HERE: Final = ("不属此投影", "not part of this projection")
_OTHER_KINDS: Final = ("其他记载类型", "other kinds")
_APART: Final = ("时间不重叠的两方", "pairs whose times do not overlap")
_TIME_UNKNOWN: Final = (
    "时间未载的两方，重叠与否均无从断定",
    "pairs whose times are not said: neither proved nor excluded",
)
_ALONE: Final = ("无共同者的节点", "nodes that share with nobody")
_OTHER_YEARS: Final = ("不在此时段", "outside these years")


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
    return two_mode(_only(graph, _INVOLVEMENT), people, frozenset({"Initiative", "Deed"}))


def bodies_initiatives(graph: Graph, _people: frozenset[str] = PEOPLE) -> Graph:
    """Return bodies and the initiatives and deeds that they are said to have a part in, whatever the capacity."""
    return two_mode(_only(graph, _INVOLVEMENT), frozenset({"Body"}), frozenset({"Initiative", "Deed"}))


def _only(graph: Graph, kind: str) -> Graph:
    """Return the edges of one kind of statement; what else there is counts as left out."""
    kept = with_edges(
        graph, ((s, e, str(k)) for s, e, k, edge in graph.edges(keys=True, data=True) if edge["kind"] == kind)
    )
    others = {edge["id"] for *_, edge in graph.edges(data=True) if edge["kind"] != kind}
    kept.graph["left_out"] = [*left_out_of(graph), *left_out_as(_OTHER_KINDS, len(others))]
    return kept


def people_places(graph: Graph, people: frozenset[str] = PEOPLE) -> Graph:
    """Return people and the places that statements about them name: where they served, acted, were honoured.

    A statement about a person and its place have an edge each in the multigraph; here they are joined in one edge from
    the person to the place, keyed `STATEMENT_ID:SLOT` by the place's slot, with the statement's attributes. Cut: people
    who are only the counterpart of somebody's deed, and statements that name no place.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    about: dict[str, str] = {
        edge["id"]: start
        for start, _, edge in graph.edges(data=True)
        if edge["slot"] == "object" and graph.nodes[start]["type"] in people
    }
    places = locations(graph)
    joined: Graph = nx.MultiDiGraph(**graph.graph)
    for start, end, key, edge in graph.edges(keys=True, data=True):
        person = start if graph.nodes[start]["type"] in people else about.get(edge["id"], "")
        if person and graph.nodes[end]["type"] in places:
            joined.add_nodes_from((node, dict(graph.nodes[node])) for node in (person, end))
            joined.add_edge(person, end, key=str(key), **edge)
    return _marked(graph, joined, people, places)


def one_mode(graph: Graph, onto: frozenset[str], kind: str, *, overlap: bool = False) -> AnyGraph:
    """Return the nodes of one side of a two-mode network, linked where they share one of the other side (Breiger 1974).

    One undirected edge for each pair and each thing they share, keyed `ONE+OTHER:THING`: `label` is its label, `shared`
    its id, `id, source, quote, predicate, counted_in` those of both sides joined by `;` (quotes by an ellipsis),
    `certainty` inferred when any is, `kind` as given. `overlap` says whether their said times on it overlap: `yes`,
    `no` (the bounds exclude it) or `unknown`, and `start` and `end` when they do. With `overlap` only `yes` is kept;
    times that are not known neither prove nor exclude it, and are counted apart. Source: R. L. Breiger, The duality of
    persons and groups, Social Forces 53 (1974).
    """
    import networkx as nx  # noqa: PLC0415 - as above

    made: AnyGraph = nx.MultiGraph(**graph.graph)
    made.add_nodes_from((node, dict(found)) for node, found in graph.nodes(data=True) if found["type"] in onto)
    cut: dict[str, int] = defaultdict(int)
    for shared, taking_part in _sharing(graph, onto).items():
        for one, other in combinations(sorted(taking_part), 2):
            edge = _shared_edge(graph, shared, taking_part[one], taking_part[other], kind)
            if overlap and edge["overlap"] != OVERLAP:
                cut[edge["overlap"]] += 1
            else:
                made.add_edge(one, other, key=_pair_key(graph, one, other, shared), **edge)
    alone = [node for node in made if not made.degree(node)]
    made.remove_nodes_from(alone)
    made.graph["left_out"] = [
        *left_out_of(graph),
        *left_out_as(_APART, cut[NO_OVERLAP]),
        *left_out_as(_TIME_UNKNOWN, cut[UNKNOWN]),
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
    edges = [*ones, *others]
    overlap, start, end = _overlap(ones, others)

    def joined(name: str, by: str = _JOIN) -> str:
        return by.join(dict.fromkeys(edge[name] for edge in edges if edge[name]))

    return {
        "id": joined("id"),
        "label": graph.nodes[shared]["label"],
        "label_en": graph.nodes[shared]["label_en"],
        "slot": "",
        "kind": kind,
        "predicate": joined("predicate"),
        "start": start,
        "end": end,
        "time_sense": "",
        "modality": joined("modality"),
        "certainty": "inferred" if any(edge["certainty"] != "stated" for edge in edges) else "stated",
        "source": joined("source"),
        "quote": joined("quote", JOIN_QUOTES),
        "counted_in": joined("counted_in"),
        "shared": graph.nodes[shared]["id"],
        "overlap": overlap,
    }


def _overlap(ones: list[Attributes], others: list[Attributes]) -> tuple[str, str, str]:
    """Say whether two parts overlap in time by what is said, and from when to when the first that do."""
    excluded = True
    for one in ones:
        for other in others:
            first, last = max(one["start"], other["start"]), min(one["end"] or "9999", other["end"] or "9999")
            known = all((one["start"], one["end"], other["start"], other["end"]))
            if known and first <= last:
                return OVERLAP, first, last
            excluded = excluded and first > last
    return (NO_OVERLAP if excluded else UNKNOWN), "", ""


def co_leadership(graph: Graph, people: frozenset[str] = PEOPLE, *, overlap: bool = False) -> AnyGraph:
    """Return people linked by each initiative or deed that both are credited with, in the capacities of the graph.

    Select the strict, medium or broad set first (`Selection.capacities`): what counts as leading is its caller's.
    """
    return one_mode(people_initiatives(graph, people), people, "co-leadership", overlap=overlap)


def shared_places(graph: Graph, people: frozenset[str] = PEOPLE, *, overlap: bool = False) -> AnyGraph:
    """Return people linked by each place that statements about both name."""
    return one_mode(people_places(graph, people), people, "shared-place", overlap=overlap)


def shared_people(graph: Graph, people: frozenset[str] = PEOPLE, *, overlap: bool = False) -> AnyGraph:
    """Return places linked by each person about whom statements name both."""
    return one_mode(people_places(graph, people), locations(graph), "shared-person", overlap=overlap)


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


@dataclass(frozen=True)
class Slice:
    """The network of one window of years, both inclusive."""

    first: int
    last: int
    graph: Graph


def slices(graph: Graph, years: Years = (None, None), window: int = 1, *, possible: bool = False) -> tuple[Slice, ...]:
    """Return one graph for each window of years, from the first year to the last, those that are dated where None.

    An edge stands in every window that its said time reaches into. Of a time with one end, that end alone is known: the
    edge stands in its window, or with `possible` in all that its bounds do not exclude. An attested post is a point,
    and stands in the window of its article. Edges without any time stand in none; the attribute `left_out` of each
    slice counts them, and what falls outside it.
    """
    found = years_of(graph)
    if found is None:
        return ()
    first, last = (found[n] if year is None else year for n, year in enumerate(years))
    said = [(edge_id, edge) for edge_id, edge in _dated(graph) if edge["start"] or edge["end"]]
    undated = left_out_as(UNDATED, len(without_time(graph)))
    made = []
    for begin in range(first, last + 1, window):
        inside = (begin, min(begin + window - 1, last))
        part = with_edges(graph, (edge_id for edge_id, edge in said if _stands_in(edge, inside, possible=possible)))
        outside = {edge["id"] for _, edge in said} - statements_of(part)
        rest = left_out_as(_OTHER_YEARS, len(outside))
        part.graph["left_out"] = [*left_out_of(graph), *undated, *rest]
        made.append(Slice(*inside, part))
    return tuple(made)


def without_time(graph: Graph) -> set[str]:
    """Return the ids of the statements of which no source gives a time."""
    return {edge["id"] for *_, edge in graph.edges(data=True) if not (edge["start"] or edge["end"])}


def _dated(graph: Graph) -> Iterator[tuple[Edge, Attributes]]:
    for start, end, key, edge in graph.edges(keys=True, data=True):
        yield (start, end, str(key)), edge


def _stands_in(edge: Attributes, inside: tuple[int, int], *, possible: bool) -> bool:
    known = edge["start"] or edge["end"]
    start, end = edge["start"], edge["end"]
    return may_fall_into(*((start, end) if possible else (start or known, end or known)), inside)


def slice_table(made: Iterable[Slice]) -> Table:
    """Return one row a slice: its years, and how many nodes, people, edges, statements and sources it has."""
    rows = []
    for each in made:
        edges = [edge for *_, edge in each.graph.edges(data=True)]
        people = sum(found["type"] in PEOPLE for _, found in each.graph.nodes(data=True))
        distinct = (len({edge[name] for edge in edges}) for name in ("id", "source"))
        counts = (len(each.graph), people, len(edges), *distinct)
        rows.append((str(each.first), str(each.last), *map(str, counts)))
    return Table(
        ("first", "last", "nodes", "people", "edges", "statements", "sources"), tuple(rows), types=types.SLICES
    )


Projection = Callable[..., AnyGraph]
PROJECTIONS: Final[Mapping[str, Projection]] = {
    "people-initiative": people_initiatives,
    "people-place": people_places,
    "body-initiative": bodies_initiatives,
    "co-leadership": co_leadership,
    "shared-place": shared_places,
    "shared-person": shared_people,
    "place-tree": place_tree,
}
ONE_MODE: Final = frozenset({"co-leadership", "shared-place", "shared-person"})

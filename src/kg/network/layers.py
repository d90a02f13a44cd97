"""People linked with people, layer by layer: one labelled network of several relations, and who brokers in it.

Layers are kept apart because they say different things: who acts on whom, who came after whom, who is said to be in the
same body, group, event or deed. Source: M. Kivelä, A. Arenas, M. Barthelemy, J. P. Gleeson, Y. Moreno and M. A. Porter,
Multilayer networks, J. of Complex Networks 2 (2014) 203-271.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Final

from kg.errors import Message, UsageError
from kg.network.edges import AnyGraph, Edge, Graph, left_out_as, left_out_of, statements_of, with_edges
from kg.network.passages import JOIN, passages
from kg.network.sharing import one_mode
from kg.reading.links import CORE

if TYPE_CHECKING:
    import networkx as nx

LAYER, FIRST = "layer", "first"
COUNTERPART, SUCCESSION, BODY, GROUP, EVENT, DEED = "counterpart", "succession", "body", "group", "event", "deed"
LAYERS: Final = (COUNTERPART, SUCCESSION, BODY, GROUP, EVENT, DEED)
# the roles of a broker between one who leads to it and one whom it leads to: Gould and Fernandez (1989)
ROLES: Final = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
_INVOLVEMENT, _TENURE, _MEMBER = "involvement", "tenure", "member-of"
# what makes people share something of a type: the kinds of statement, or the relations, whose object it is
_SHARED: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    BODY: (frozenset({"Body"}), frozenset({_TENURE, _MEMBER})),
    GROUP: (frozenset({"Group"}), frozenset({_TENURE, _MEMBER})),
    EVENT: (frozenset({"Event"}), frozenset({_INVOLVEMENT})),
    DEED: (frozenset({"Deed", "Initiative"}), frozenset({_INVOLVEMENT})),
}
_NOT_HERE: Final = ("不属所选各层", "in none of the layers")
_ALONE: Final = ("与他人无连的人物", "people linked with nobody")


def people(graph: Graph, types: frozenset[str], layers: Collection[str] = ()) -> AnyGraph:
    """Return people (nodes of some types) linked in several layers, all of `LAYERS` where none is named.

    One undirected edge for each pair and statement in `counterpart` (somebody acts on, with or for another) and
    `succession` (one holds a post after the other), and one for each pair and thing shared in `body` and `group` (both
    hold a post in it or are its members), `event` and `deed` (both have a part in it; initiatives are among the deeds).
    Edges have the attributes of the network or of `one_mode`, and `layer`; `first` is the id of who acts or came
    before, and empty where a layer has no direction. What a group did makes no link between its members. `left_out`
    counts the statements in no layer, and the people linked with nobody. Raises `UsageError` for an unknown layer.
    """
    import networkx as nx  # noqa: PLC0415 - 0.15 s, needed by network commands alone

    unknown = [name for name in layers if name not in LAYERS]
    if unknown:
        raise UsageError(
            Message("unknown layer {unknown!r}", unknown=unknown[0]), Message("One of: {known}", known=tuple(LAYERS))
        )
    chosen = [name for name in LAYERS if name in (layers or LAYERS)]
    made: AnyGraph = nx.MultiGraph(**graph.graph)
    made.add_nodes_from((node, dict(found)) for node, found in graph.nodes(data=True) if found["type"] in types)
    for name in chosen:
        for start, end, key, edge in _layer(graph, types, name):
            made.add_edge(start, end, key=key, **edge, **{LAYER: name})
    alone = [node for node in made if not made.degree(node)]
    made.remove_nodes_from(alone)
    used = {statement for found in statements_of(made) for statement in found.split(JOIN)}
    made.graph["left_out"] = [
        *left_out_of(graph),
        *left_out_as(_NOT_HERE, len(statements_of(graph) - used)),
        *left_out_as(_ALONE, len(alone)),
    ]
    return made


def _layer(graph: Graph, types: frozenset[str], name: str) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Yield the edges of one layer, each with a key of its own in the whole network."""
    if name in _SHARED:
        two = with_edges(graph, _sharing(graph, types, name))
        for start, end, key, edge in one_mode(two, types, f"same-{name}").edges(keys=True, data=True):
            yield start, end, f"{name}:{key}", {**edge, FIRST: ""}
        return
    for start, end, key, edge in graph.edges(keys=True, data=True):
        both = graph.nodes[start]["type"] in types and graph.nodes[end]["type"] in types
        acts = edge["kind"] == _INVOLVEMENT and edge["slot"] != CORE
        follows = edge["kind"] == SUCCESSION and edge["slot"] == CORE
        if both and start != end and (acts if name == COUNTERPART else follows):
            none = dict.fromkeys(("shared", "overlap", "newman"), "")
            told = {"passages": str(passages([edge])), FIRST: graph.nodes[start]["id"]}
            yield start, end, f"{name}:{key}", {**edge, **none, **told}


def _sharing(graph: Graph, types: frozenset[str], name: str) -> Iterator[Edge]:
    """Yield the edges between people and what they share in a layer."""
    shared, ways = _SHARED[name]
    for start, end, key, edge in graph.edges(keys=True, data=True):
        ends = graph.nodes[start]["type"], graph.nodes[end]["type"]
        if edge["slot"] == CORE and ends[0] in types and ends[1] in shared and {edge["kind"], edge["predicate"]} & ways:
            yield start, end, str(key)


def ties(graph: AnyGraph) -> nx.DiGraph[str]:
    """Return who is tied to whom, in any layer: from `first` on where an edge has a direction, else both ways."""
    import networkx as nx  # noqa: PLC0415 - as above

    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_nodes_from(graph.nodes(data=True))
    for start, end, edge in graph.edges(data=True):
        first = edge.get(FIRST, "")
        ways = {(start, end), (end, start)}
        if first or graph.is_directed():
            ways = {(end, start)} if first == graph.nodes[end]["id"] else {(start, end)}
        made.add_edges_from(ways)
    return made


def brokerage(tied: nx.DiGraph[str], group_of: Callable[[str], str]) -> dict[str, Counter[str]]:
    """Return for each node how often it brokers, by role: between two of whom the one is not tied to the other.

    Where a is tied to b, b to c and a not to c, b is a `coordinator` if all three are of one group, `itinerant` if a
    and c are of one and b is not, `gatekeeper` if b and c are of one and a is not, `representative` if a and b are of
    one and c is not, `liaison` if no two are. A tie both ways counts each way. Nodes of which `group_of` gives nothing
    are passed over. Source: R. V. Gould and R. M. Fernandez, Structures of mediation: a formal approach to brokerage in
    transaction networks, Sociological Methodology 19 (1989) 89-126.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    group = {node: group_of(node) for node in tied}
    for broker in tied:
        if not group[broker]:
            continue
        found[broker] = Counter()
        for before, after in product(tied.predecessors(broker), tied.successors(broker)):
            if before != after and group[before] and group[after] and not tied.has_edge(before, after):
                found[broker][_role(group[before], group[broker], group[after])] += 1
    return dict(found)


def _role(before: str, broker: str, after: str) -> str:
    """Return the role of a broker by the groups of the three."""
    same = (before == broker, broker == after, before == after)
    return {
        (True, True, True): "coordinator",
        (False, False, True): "itinerant",
        (False, True, False): "gatekeeper",
        (True, False, False): "representative",
    }.get(same, "liaison")


def in_several_sources(graph: AnyGraph, types: frozenset[str]) -> int:
    """Return how many nodes of some types have edges from two sources or more: those who could link sources."""
    sources: dict[str, set[str]] = defaultdict(set)
    for start, end, edge in graph.edges(data=True):
        for node in (start, end):
            sources[node] |= {*edge.get("source", "").split(JOIN)} - {""}
    return sum(len(found) > 1 for node, found in sources.items() if graph.nodes[node]["type"] in types)

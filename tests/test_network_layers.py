"""People linked with people, layer by layer, and who brokers among them: worked by hand."""

from __future__ import annotations

from collections import Counter
from typing import Final

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.model import Corpus
from kg.network import Graph, Selection, multigraph, select
from kg.network.edges import AnyGraph
from kg.network.layers import LAYERS, brokerage, in_several_sources, people, ties
from kg.network.projections import GROUPS, PEOPLE
from kg.ontology import Ontology
from kg.reading.said import Reading
from test_network import small

A, B, C, D = "Person:a", "Person:b", "Person:c", "Person:d"
TENURE: Final = {"kind": "tenure"}
MEMBER: Final = {"kind": "relation", "predicate": "member-of"}


@pytest.fixture
def told() -> Graph:
    """Return two people who meet in each layer, and what must link nobody."""
    return small(
        (A, B, {"slot": "withWhom"}),
        (B, A, {"slot": "object", "kind": "succession"}),
        (A, "Place:p", {"slot": "place", "kind": "succession"}),
        (A, "Body:office", TENURE),
        (B, "Body:office", MEMBER),
        (C, "Body:office", {"slot": "onWhom"}),  # acts on the office, and is not in it
        (A, "Group:team", MEMBER),
        (B, "Group:team", TENURE),
        (C, "Group:team", {"slot": "onWhom"}),
        ("Group:team", "Deed:x", {}),  # of the team, never of its members
        (A, "Event:fair", {}),
        (B, "Event:fair", {}),
        (A, "Deed:x", {}),
        (B, "Deed:x", {}),
        (A, "Initiative:y", {}),
        (B, "Initiative:y", {}),
        ("Someone:s", "Initiative:y", {}),
        (C, "Honour:h", {"kind": "honour"}),
    )


def edges(graph: AnyGraph) -> list[tuple[str, str, str, str]]:
    return sorted((d["layer"], d["id"], d["shared"], d["first"]) for *_, d in graph.edges(data=True))


ALL: Final = [
    ("body", "4;5", "Body:office", ""),
    ("counterpart", "1", "", A),
    ("deed", "13;14", "Deed:x", ""),
    ("deed", "15;16", "Initiative:y", ""),
    ("event", "11;12", "Event:fair", ""),
    ("group", "7;8", "Group:team", ""),
    ("succession", "2", "", B),
]


def test_each_layer_says_what_links_two_people(told: Graph) -> None:
    made = people(told, PEOPLE)
    assert edges(made) == ALL
    assert set(made) == {A, B}
    assert {d["kind"] for *_, d in made.edges(data=True)} == {
        *("involvement", "succession", "same-body", "same-group", "same-event", "same-deed"),
    }
    # the post that a succession is of, what c did, the team's deed, the unnamed; and c, who is linked with nobody
    assert [(reason[1], n) for reason, n in made.graph["left_out"]] == [
        ("in none of the layers", 6),
        ("people linked with nobody", 1),
    ]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_is_had_alone(layer: str, told: Graph) -> None:
    assert edges(people(told, PEOPLE, layers=[layer])) == [edge for edge in ALL if edge[0] == layer]


def test_an_unknown_layer_is_refused_with_those_there_are(told: Graph) -> None:
    with pytest.raises(UsageError, match="unknown layer 'friendship'") as refused:
        people(told, PEOPLE, layers=["friendship"])
    assert refused.value.hint == "One of: counterpart, succession, body, group, event, deed"


def test_ties_keep_the_direction_that_a_layer_has(told: Graph) -> None:
    assert sorted(ties(people(told, PEOPLE, layers=["counterpart"])).edges) == [(A, B)]
    assert sorted(ties(people(told, PEOPLE, layers=["succession"])).edges) == [(B, A)]
    assert sorted(ties(people(told, PEOPLE, layers=["deed"])).edges) == [(A, B), (B, A)]


# Gould and Fernandez (1989), figure 1: one who leads to b, b, and one to whom b leads, by group
PLAYED: Final = {
    "coordinator": ("x", "x", "x"),
    "itinerant": ("x", "y", "x"),
    "gatekeeper": ("x", "y", "y"),
    "representative": ("x", "x", "y"),
    "liaison": ("x", "y", "z"),
}


@pytest.mark.parametrize("role", PLAYED)
def test_the_five_roles_of_a_broker(role: str) -> None:
    group = dict(zip((A, B, C), PLAYED[role], strict=True))
    found = brokerage(nx.DiGraph([(A, B), (B, C)]), group.__getitem__)
    assert found == {A: Counter(), B: Counter({role: 1}), C: Counter()}


@pytest.mark.parametrize(
    ("pairs", "groups", "of_b"),
    [
        ([(A, B), (B, C), (A, C)], "xxx", {}),  # a needs no broker
        ([(A, B), (B, C), (C, A)], "xxx", {"coordinator": 1}),  # but c to a is another matter
        ([(A, B), (B, A)], "xxx", {}),  # nobody brokers between somebody and itself
        ([(A, B), (B, A), (B, C), (C, B)], "xyy", {"gatekeeper": 1, "representative": 1}),  # both ways, each counts
        ([(A, B), (B, C), (B, D), (D, B)], "xyyz", {"gatekeeper": 2, "liaison": 1}),
        ([(A, B), (B, C)], "xy", {}),  # the group of c is not known
    ],
)
def test_brokerage_is_counted_over_open_pairs(pairs: list[tuple[str, str]], groups: str, of_b: dict[str, int]) -> None:
    group = dict(zip((A, B, C, D), groups, strict=False))
    assert brokerage(nx.DiGraph(pairs), lambda node: group.get(node, ""))[B] == Counter(of_b)


def test_in_the_articles_no_person_is_in_two_sources(reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    graph = select(multigraph(reading, loaded[1]), Selection())
    assert in_several_sources(graph, PEOPLE) == 0
    assert in_several_sources(graph, frozenset({"Place"})) == 12
    found = Counter(edge["layer"] for *_, edge in people(graph, PEOPLE).edges(data=True))
    assert {name: found[name] for name in LAYERS if name != "body"} == {
        "counterpart": 6,
        "succession": 4,
        "group": 1,
        "event": 2,
        "deed": 30,
    }
    with_groups = Counter(edge["layer"] for *_, edge in people(graph, PEOPLE | GROUPS).edges(data=True))
    assert with_groups["counterpart"] > found["counterpart"]

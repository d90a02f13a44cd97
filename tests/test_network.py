"""From statements to a multigraph, and the part of it around a thing."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.model import Corpus
from kg.network import Graph, ego, multigraph, whole
from kg.ontology import Ontology
from kg.terms.namespaces import PREFIXES

VILLAGE = PREFIXES["place"] + "谢家坞村-330603"
DISTRICT = PREFIXES["place"] + "柯桥区-330603"
TEAM = PREFIXES["group"] + "叶家堰驻村团队-002"
BOOKSHOP = PREFIXES["initiative"] + "先锋书店项目"


@pytest.fixture(scope="module")
def graph(loaded: tuple[Corpus, Ontology]) -> Graph:
    return multigraph(*loaded)


def test_parallel_edges_survive_and_carry_the_contract(graph: Graph) -> None:
    edges = graph.get_edge_data(TEAM, BOOKSHOP)
    assert sorted(edge["label"] for edge in edges.values()) == ["引进", "牵头"]
    assert next(edge for edge in edges.values() if edge["label"] == "牵头") == {
        "id": "002-00574-involvement-a0aa",
        "label": "牵头",
        "label_en": "took the lead",
        "slot": "object",
        "kind": "involvement",
        "predicate": "took-the-lead",
        "start": "",
        "end": "",
        "time_sense": "",
        "modality": "actual",
        "certainty": "stated",
        "source": "002-keqiao-rural-work-instructors",
        "quote": "由驻村团队牵头引进的先锋书店项目",
    }


def test_nodes_carry_the_contract(graph: Graph) -> None:
    assert graph.nodes[TEAM] == {
        "id": "group:叶家堰驻村团队-002",
        "label": "叶家堰驻村团队",
        "label_en": "village-posted team of Yejiayan",
        "type": "Group",
        "place": "叶家堰",
        "place_id": "place:叶家堰-330603",
        "level": "",
    }


def test_every_statement_is_an_edge_or_is_counted(graph: Graph, loaded: tuple[Corpus, Ontology]) -> None:
    drawn = {edge["id"] for *_, edge in graph.edges(data=True)}
    assert len(drawn) + graph.graph["without_edge"] == len(loaded[0].statements)


def test_edge_keys_are_unique_in_the_whole_graph(graph: Graph) -> None:
    assert Counter(key for *_, key in graph.edges(keys=True)).most_common(1)[0][1] == 1


def test_a_district_that_is_reached_is_shown_and_not_walked_through(graph: Graph) -> None:
    near = ego(graph, [VILLAGE], hops=3)
    assert DISTRICT in near
    assert TEAM not in near


def test_a_district_as_the_centre_reaches_into_its_villages(graph: Graph) -> None:
    assert TEAM in ego(graph, [DISTRICT], hops=4, limit=1000)


def test_what_the_limit_cuts_is_counted(graph: Graph) -> None:
    part = whole(graph, limit=10)
    assert part.number_of_nodes() == 10
    assert part.graph["cut"] == graph.number_of_nodes() - 10
    assert min(graph.degree(n) for n in part) >= max(graph.degree(n) for n in set(graph) - set(part))


def test_an_unknown_centre_gives_an_empty_graph(graph: Graph) -> None:
    assert len(ego(graph, ["urn:nobody"])) == 0

"""Sampled betweenness keeps its promise, and communities are held against chance."""

from __future__ import annotations

from typing import Any, Final

import networkx as nx
import pytest

from kg.network.communities import communities, likeness, modularity
from kg.network.measures import Asked, measure_table
from kg.network.plain import simple
from kg.network.sampled import sampled_betweenness, samples_for
from test_measures import network


def named(graph: nx.Graph[Any]) -> nx.Graph[str]:
    made: nx.Graph[str] = nx.relabel_nodes(graph, {node: f"Person:{node}" for node in graph})
    return made


GRAPHS: Final = {
    "a star": nx.star_graph(40),
    "a path": nx.path_graph(30),
    "at random": nx.gnm_random_graph(120, 200, seed=4),  # of several components
    "many ways": nx.grid_2d_graph(8, 8),
    "two nodes": nx.path_graph(2),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_every_sampled_value_is_within_the_error_that_is_promised(name: str) -> None:
    graph = named(GRAPHS[name])
    found, number = sampled_betweenness(graph, 0.05)
    assert found == pytest.approx(nx.betweenness_centrality(graph), abs=0.05)
    assert (number > 0) == (len(graph) > 2)
    assert sampled_betweenness(graph, 0.05)[0] == found  # the seed is fixed


def test_how_many_paths_are_sampled_grows_with_the_longest_and_with_the_square_of_the_error() -> None:
    # half of 10,000, times a dimension of 4 and the logarithm of 10
    assert samples_for(0.01, 0.1, 10) == 31_513
    assert samples_for(0.02, 0.1, 10) == 7_879
    assert samples_for(0.01, 0.1, 18) == 36_513


def test_the_error_stands_in_the_table() -> None:
    table = measure_table(
        Asked(network(("Person:a", "Deed:x"), ("Person:b", "Deed:x")), language="en", error=0.1), ["betweenness"]
    )
    assert table.records()[0]["detail"] == "within 0.1 of the value with probability 0.9; 216 sampled paths"


def test_communities_that_are_there_are_found_by_every_run() -> None:
    found = communities(named(nx.connected_caveman_graph(6, 8)))
    assert sorted(map(len, found.parts)) == [8] * 6
    assert found.agreement == pytest.approx(1)
    assert found.modularity > max(found.chance) + 0.2
    assert len(found.chance) == 20


def test_what_has_no_communities_is_no_better_than_chance() -> None:
    graph = nx.gnm_random_graph(150, 300, seed=5)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    found = communities(named(graph))
    assert found.modularity < max(found.chance) + 0.03
    assert found.agreement < 0.9


def test_the_order_of_nodes_decides_nothing() -> None:
    graph = simple(network(*((f"Person:{a}", f"Person:{b}") for a, b in nx.connected_caveman_graph(5, 6).edges())))
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(sorted(graph, reverse=True))
    other.add_edges_from(sorted(graph.edges(), reverse=True))
    one, two = (communities(each) for each in (graph, other))
    assert set(one.parts) == set(two.parts)


def test_modularity_is_that_of_networkx() -> None:
    graph = named(nx.karate_club_graph())
    found = communities(graph)
    assert found.modularity == pytest.approx(
        nx.community.modularity(graph, [set(part) for part in found.parts], weight=None)
    )
    assert modularity([], {}) == 0


ALIKE: Final = (("0011", "1100", 1.0), ("0011", "0101", 0.0), ("0000", "0000", 1.0), ("0011", "0012", 0.8))


@pytest.mark.parametrize(("one", "other", "expected"), ALIKE)
def test_how_alike_two_divisions_are(one: str, other: str, expected: float) -> None:
    divisions = [{str(n): int(part) for n, part in enumerate(text)} for text in (one, other)]
    assert likeness(*divisions) == pytest.approx(expected)

"""The network in a notebook: a graph of networkx that its writers take, and that refuses what means nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final

import networkx as nx
import pytest

from kg import Base, KgError
from kg.base.network import Network
from kg.project import Project


@pytest.fixture(scope="module")
def base(project: Project, store_path: Any) -> Base:  # noqa: ANN401 - a path
    return Base(project, str(store_path))


@pytest.fixture(scope="module")
def network(base: Base) -> Network:
    return base.network()


GRAPHS: Final[dict[str, Callable[[Network], Any]]] = {
    "itself": lambda network: network,
    "plain": lambda network: network.to_networkx(),
    "people and initiatives": lambda network: network.project("people-initiative"),
    "who shares": lambda network: network.project("co-leadership", set="any"),
    "who shares, plain": lambda network: network.project("shared-place").to_networkx(),
    "one edge a pair": lambda network: network.simple("passages"),
    "of a projection": lambda network: network.project("shared-place").simple("newman"),
}
WRITERS: Final = (nx.write_graphml, nx.write_gexf, nx.write_gml, nx.write_multiline_adjlist)


@pytest.mark.parametrize("name", GRAPHS)
def test_every_writer_of_networkx_takes_every_graph(name: str, network: Network) -> None:
    graph = GRAPHS[name](network)
    assert graph.number_of_edges()
    for write in WRITERS:
        write(graph, io.BytesIO())
    nx.node_link_data(graph, edges="edges")
    assert {type(value) for value in graph.graph.values()} <= {str, int, float}


def test_a_plain_graph_comes_back_whole(network: Network) -> None:
    plain = network.to_networkx()
    file = io.BytesIO()
    nx.write_graphml(plain, file)
    file.seek(0)
    found: Any = nx.read_graphml(file, force_multigraph=True)
    assert set(found) == set(plain)
    assert {key for *_, key in found.edges(keys=True)} == {key for *_, key in plain.edges(keys=True)}
    assert sorted(d["statement"] for *_, d in found.edges(data=True)) == sorted(
        edge["id"] for *_, edge in network.edges(data=True)
    )


def test_the_modes_of_a_two_mode_network_are_the_numbers_that_networkx_asks_for(network: Network) -> None:
    two = network.project("people-initiative")
    people = {node for node, found in two.nodes(data=True) if found["bipartite"] == 0}
    assert people
    assert nx.bipartite.is_bipartite_node_set(nx.Graph(two), people)


def test_targets_plans_and_bylines_are_out_unless_asked_for(base: Base, network: Network) -> None:
    assert {edge["modality"] for *_, edge in network.edges(data=True)} == {"actual"}
    planned = base.network(modalities=["actual", "planned"])
    assert {edge["modality"] for *_, edge in planned.edges(data=True)} == {"actual", "planned"}
    reporters = base.network(bylines=True)
    assert len(reporters) > len(network)
    assert any(edge["predicate"] == "reporter" for *_, edge in reporters.edges(data=True))
    assert not any(edge["predicate"] == "reporter" for *_, edge in network.edges(data=True))


def test_what_is_near_is_by_choice(base: Base) -> None:
    village = base.network("谢家坞村")
    assert len(village) < len(base.network("谢家坞村", through_places=True))
    assert village.project("shared-place").number_of_edges() > 0


def test_measures_are_a_table(network: Network) -> None:
    table = network.measures("betweenness", of="Person", top=1)
    assert [(row["measure"], row["rank"]) for row in table.records()] == [("betweenness", "1")]
    assert network.measures("pagerank", on="shared-place").rows


REFUSED: Final[dict[str, tuple[Callable[[Base], object], str, str]]] = {
    "a kind": (lambda base: base.network(kinds="Tenur"), "unknown kind of statement", "Nearest: tenure"),
    "a set": (lambda base: base.network(capacities="strickt"), "no match for 'strickt'", "Nearest set: strict."),
    "an argument": (lambda base: base.network(capacity="strict"), "nothing is chosen by", "Nearest: capacities"),
    "a thing": (lambda base: base.network("谢家塢村x"), "", "谢家坞村"),
    "a projection": (lambda base: base.network().project("coleadership"), "unknown projection", "co-leadership"),
    "a set of leaders": (lambda base: base.network().project("co-leadership", set="strikt"), "unknown set", "strict"),
    "a measure": (lambda base: base.network().measures("pagerank"), "means nothing here", "--on co-leadership"),
    "a weight": (lambda base: base.network().simple("strength"), "unknown weight", "passages"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_word_that_means_nothing_is_refused_with_the_nearest(what: str, base: Base) -> None:
    call, message, hint = REFUSED[what]
    with pytest.raises(KgError) as refused:
        call(base)
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_an_empty_network_says_why(base: Base) -> None:
    with pytest.warns(UserWarning, match=r"1950\.\.1960"):
        assert base.network(years=(1950, 1960)).number_of_edges() == 0
    with pytest.warns(UserWarning, match="所选口径不计入的参与"):
        assert len(base.network().project("co-leadership")) == 0

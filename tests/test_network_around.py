"""What lies around a thing, read by itself: the same as in the network of everything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from kg.base import Base
from kg.model import Corpus
from kg.network import Between, Graph, Selection, around, ego, gather, multigraph, paths, select
from kg.network.choose import Chosen
from kg.network.coverage import covered
from kg.network.edges import AnyGraph, statements_of
from kg.network.near import EVERYWHERE, Near, near_in
from kg.ontology import Ontology
from kg.project import Project
from kg.reading.said import Reading
from kg.render.part import Parts, Wish
from kg.store import Store
from kg.terms.namespaces import PREFIXES

EVERYTHING: Final = 1_000_000
PLACE: Final = PREFIXES["place"]
HUBS: Final = (
    PLACE + "柯桥区-330603",
    PREFIXES["body"] + "柯桥区_党政未分",
    PLACE + "浙江省-330000",
    PLACE + "宁波市-330200",
)


@pytest.fixture(scope="module")
def full(reading: Reading, loaded: tuple[Corpus, Ontology]) -> Graph:
    return multigraph(reading, loaded[1])


def same(one: AnyGraph, other: AnyGraph) -> bool:
    """Say whether two networks have the same nodes and edges with the same attributes."""

    def edges(graph: AnyGraph) -> dict[str, tuple[set[str], dict[str, str]]]:
        return {str(key): ({start, end}, edge) for start, end, key, edge in graph.edges(keys=True, data=True)}

    nodes = [dict(graph.nodes.items()) for graph in (one, other)]
    return nodes[0] == nodes[1] and edges(one) == edges(other)


def things(full: Graph) -> Sequence[str]:
    """Return things that are linked, of every class from the best linked down, and the hubs."""
    by_degree = sorted(full, key=lambda node: (full.nodes[node]["type"], -full.degree(node), node))
    return sorted({*by_degree[::30], *HUBS})


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_the_surroundings_of_a_thing_are_those_in_the_whole(
    hops: int, full: Graph, store: Store, loaded: tuple[Corpus, Ontology], reading: Reading
) -> None:
    asked = things(full)
    assert {full.nodes[node]["type"] for node in asked} >= {"Person", "Group", "Body", "Place", "Initiative", "Deed"}
    different = []
    for thing in asked if hops else HUBS:
        near = around(store, loaded[1], [thing], hops)
        unread = len(reading.said) - len(near.said)
        part = ego(multigraph(near, loaded[1]), [thing], hops, EVERYTHING, unread=unread)
        wanted = ego(full, [thing], hops, EVERYTHING)
        counted = [sum(number for _, number in graph.graph["left_out"]) for graph in (part, wanted)]
        if not same(part, wanted) or counted[0] != counted[1]:
            different.append(thing)
    assert different == []


def test_what_is_reached_and_not_walked_through_ends_the_search(
    full: Graph, store: Store, loaded: tuple[Corpus, Ontology]
) -> None:
    system, governing = PREFIXES["initiative"] + "驻村指导员制度", {PREFIXES["body"] + "柯桥区_党政未分"}
    ending = Near(governing)
    near = around(store, loaded[1], [system], 2, ending)
    part = ego(multigraph(near, loaded[1]), [system], 2, EVERYTHING, ending)
    assert same(part, ego(full, [system], 2, EVERYTHING, ending))
    assert governing <= set(part)
    assert len(near.said) < len(around(store, loaded[1], [system], 2).said)


@pytest.mark.parametrize("limit", [5, 20])
def test_under_a_limit_the_same_nodes_are_kept(
    limit: int, full: Graph, store: Store, loaded: tuple[Corpus, Ontology]
) -> None:
    for thing in HUBS[:2]:
        part = ego(multigraph(around(store, loaded[1], [thing], 1), loaded[1]), [thing], 1, limit)
        wanted = ego(full, [thing], 1, limit)
        assert same(part, wanted)
        assert part.graph["cut"] == wanted.graph["cut"] > 0


def test_what_is_said_within_is_read_too(store: Store, loaded: tuple[Corpus, Ontology], reading: Reading) -> None:
    village = PLACE + "谢家坞村-330603"
    read = {one.iri for one in around(store, loaded[1], [village], 1).said}
    assert {one.iri for one in reading.said if village in one.named()} <= read
    assert len(read) < len(reading.said) / 10


def test_frames_are_the_same(full: Graph, store: Store, loaded: tuple[Corpus, Ontology], reading: Reading) -> None:
    near = around(store, loaded[1], HUBS[:1], 2)
    part = ego(multigraph(near, loaded[1]), HUBS[:1], 2, EVERYTHING)
    frames = gather(part, near)
    assert frames == gather(ego(full, HUBS[:1], 2, EVERYTHING), reading)
    assert frames[PLACE + "谢家坞村-330603"] == PLACE + "兰亭街道-330603"


def test_nothing_lies_around_what_no_source_names(store: Store, loaded: tuple[Corpus, Ontology]) -> None:
    assert around(store, loaded[1], [PLACE + "nowhere"], 2) == Reading()
    assert around(store, loaded[1], [], 2) == Reading()


DEEDS: Final = Selection(kinds=frozenset({"involvement"}))
ENDS: Final = (
    ("person/张良-002", "person/李琴-002"),
    ("person/胡燕鸣-002", "initiative/先锋书店项目"),
    ("place/谢家坞村-330603", "place/叶家堰-330603"),
    ("person/张良-002", "someone/nobody"),
)


@pytest.mark.parametrize(
    ("selection", "longest", "near"),
    [
        (Selection(), 6, EVERYWHERE),
        (Selection(), 6, None),
        (DEEDS, 5, EVERYWHERE),
        (Selection(), 5, Near()),
        (Selection(), 5, Near(classes={"Initiative"}, through_places=True)),
        (Selection(), 2, EVERYWHERE),
        (Selection(), 1, None),
    ],
)
def test_paths_are_those_in_the_whole(
    selection: Selection, longest: int, near: Near | None, full: Graph, store: Store, loaded: tuple[Corpus, Ontology]
) -> None:
    coverage = covered(store, loaded[1])
    whole = select(full, selection, coverage.years)
    search = Between(store, loaded[1], selection, coverage)
    for ends in ENDS:
        start, end = (PREFIXES[prefix] + local for prefix, _, local in (text.partition("/") for text in ends))
        wanted = paths(whole, [start], [end], longest, near=near or near_in(store))
        found, reading = search.paths([start], [end], longest, near=near)
        assert (found.found, found.length) == (wanted.found, wanted.length)
        assert same(found.graph, wanted.graph)
        assert statements_of(found.graph) <= {one.id for one in reading.said}


def test_no_path_runs_by_way_of_a_place_a_body_that_governs_one_or_a_programme(
    store: Store, loaded: tuple[Corpus, Ontology]
) -> None:
    search = Between(store, loaded[1], Selection(), covered(store, loaded[1]))
    start, end = (PREFIXES["person"] + name for name in ("张良-002", "李琴-002"))
    near, _ = search.paths([start], [end])
    by_places, _ = search.paths([start], [end], near=EVERYWHERE)
    assert (near.length, by_places.length) == (0, 4)
    neighbours, _ = search.paths([start], [PREFIXES["person"] + "王江-002"])  # by the succession
    assert neighbours.length == 1
    hubs = near_in(store).hubs
    system, governing = PREFIXES["initiative"] + "农村工作指导员制度", PREFIXES["body"] + "柯桥区_党政未分"
    assert {system, governing} <= set(hubs)


@pytest.mark.parametrize("chosen", [{}, {"years": (2020, 2022)}, {"capacities": "medium"}, {"modalities": "all"}])
def test_a_view_counts_every_statement_that_it_does_not_show(
    chosen: dict[str, object], project: Project, store_path: Path, reading: Reading
) -> None:
    base = Base(project, str(store_path))
    graph = base.network.view("谢家坞村", chosen=Chosen.of(**chosen)).graph
    left_out = dict(graph.graph["left_out"])
    left_out.pop(("节点无边", "nodes left without an edge"), 0)
    assert sum(left_out.values()) + len(statements_of(graph)) == len(reading.said)


@pytest.mark.parametrize("through_places", [False, True])
@pytest.mark.parametrize("thing", ["张良", "先锋书店项目"])  # in a programme; the work of a village team
def test_a_picture_of_a_thing_walks_as_its_network_does(
    thing: str,
    through_places: bool,  # noqa: FBT001 - a case
    project: Project,
    store_path: Path,
) -> None:
    base = Base(project, str(store_path))
    network = base.network.view(thing, through_places=through_places).graph
    wish = Wish(things=(thing,), through_places=through_places)
    drawn = Parts(project, base.store, base.ontology, base.lookup, wish).found().graph
    assert set(drawn.edges(keys=True)) == set(network.edges(keys=True))
    shortest, _ = base.network.paths(base.network.view(thing, "柯桥区", through_places=through_places), longest=2)
    assert set(shortest.graph.edges(keys=True)) <= set(network.edges(keys=True))

"""From statements to a multigraph, and the part of it around a thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.model import Corpus, Resource
from kg.network import Graph, Selection, ego, most_linked, multigraph, paths, select
from kg.network.edges import AnyGraph, statements_of
from kg.network.near import EVERYWHERE, Near
from kg.network.projections import (
    GROUPS,
    PEOPLE,
    PROJECTIONS,
    co_leadership,
    people_initiatives,
    people_places,
    place_tree,
)
from kg.network.selection import years_of
from kg.network.slices import READINGS, slice_table, slices
from kg.network.successions import succession_table
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.terms.namespaces import KG, PREFIXES, expand, slug
from test_order import successions

VILLAGE = PREFIXES["place"] + "谢家坞村-330603"
DISTRICT = PREFIXES["place"] + "柯桥区-330603"
TEAM = PREFIXES["group"] + "叶家堰驻村团队-002"
BOOKSHOP = PREFIXES["initiative"] + "先锋书店项目"


@pytest.fixture(scope="module")
def graph(reading: Reading, loaded: tuple[Corpus, Ontology]) -> Graph:
    return multigraph(reading, loaded[1])


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
        "quote": "柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目",
        "counted_in": "strict",
        "time": "",
        "time_certainty": "",
        "alternatives": "",
        "in_role": "",
        "spans": "567-590",
    }


def test_nodes_carry_the_contract(graph: Graph) -> None:
    assert graph.nodes[BOOKSHOP] == {
        "id": "initiative:先锋书店项目",
        "label": "先锋书店项目",
        "label_en": "Librairie Avant-Garde bookshop project",
        "type": "Initiative",
        "place": "叶家堰",
        "place_id": "place:叶家堰-330603",
        "level": "",
    }


def test_to_be_named_with_a_place_is_not_to_be_there(graph: Graph) -> None:
    places = {data["label"]: data["place"] for _, data in graph.nodes(data=True)}
    assert places["胡燕鸣"] == "叶家堰"  # served there
    assert places["习近平"] == ""  # inspected a village
    assert places["浙江省委"] == ""
    assert places["北大"] == ""  # partner of the district


@pytest.mark.parametrize(
    ("kind", "start", "programme"),
    [
        ("occurrence", "event:红色业委会成立-000", "initiative:红色业委会_建设"),  # an event
        ("observation", "place:谢家坞村-330603", "initiative:驻村指导员制度"),  # a figure
        ("tenure", "group:驻村指导员_图片所示-000", "initiative:驻村指导员制度"),  # a post at no body
    ],
)
def test_what_has_no_object_is_linked_to_its_programme_by_its_subject(
    kind: str, start: str, programme: str, graph: Graph
) -> None:
    edges = graph.get_edge_data(expand(start) or "", expand(programme) or "").values()
    assert (kind, "programme") in {(edge["kind"], edge["slot"]) for edge in edges}


# The statement of 祁国兴, who "took the lead" in 2022 as printed: where, in whose course and when are inferred.
LED: Final = "000-01286-involvement-8afb"


def test_an_edge_is_as_certain_as_its_own_end(graph: Graph) -> None:
    found = {e["slot"]: (e["certainty"], e["time_certainty"]) for *_, e in graph.edges(data=True) if e["id"] == LED}
    assert found == {
        "object": ("stated", "inferred"),
        "withWhom": ("stated", "inferred"),
        "place": ("inferred", "inferred"),
        "programme": ("inferred", "inferred"),
    }


def test_what_is_stated_alone_keeps_no_inferred_end_and_no_inferred_time(graph: Graph) -> None:
    part = select(graph, Selection(stated_only=True))
    edges = [edge for *_, edge in part.edges(data=True)]
    assert {edge["certainty"] for edge in edges} == {"stated"}
    assert {edge["slot"]: (edge["start"], edge["time"]) for edge in edges if edge["id"] == LED} == {
        "object": ("", ""),
        "withWhom": ("", ""),
    }
    assert {e["time_certainty"] for e in edges} == {"", "stated"}
    # the whole graph is left as it is
    assert {e["start"] for *_, e in graph.edges(data=True) if e["id"] == LED} == {"2022-01-01"}


def test_what_an_edge_may_be_instead_is_on_it(graph: Graph) -> None:
    by_id: dict[str, dict[str, str]] = {}
    for *_, edge in graph.edges(data=True):
        by_id.setdefault(edge["id"], {})[edge["slot"]] = edge["alternatives"]
    # who granted it may be another body, which does not touch the edge to the honour
    assert by_id["004-05842-honour-760f"] == {"object": "", "granter": "body:浙江省委", "programme": ""}
    # another reading of the clause is a statement of its own, and touches every edge
    assert by_id["002-01659-involvement-0c21"] == dict.fromkeys(
        ("object", "onWhom"), "statement:002-01651-involvement-45e1"
    )


WITHOUT_EDGE: Final = (
    "不成边（无参照的指标、名称、言语）",
    "single-entity statements (figures without a reference, names, words)",
)


def test_every_statement_is_an_edge_or_is_counted(graph: Graph, reading: Reading) -> None:
    assert graph.graph["left_out"] == [(WITHOUT_EDGE, 208)]
    assert len(statements_of(graph)) + 208 == len(reading.said)


def test_edge_keys_are_unique_in_the_whole_graph(graph: Graph) -> None:
    assert Counter(key for *_, key in graph.edges(keys=True)).most_common(1)[0][1] == 1


def test_a_district_that_is_reached_is_shown_and_not_walked_through(graph: Graph) -> None:
    near = ego(graph, [VILLAGE], hops=3)
    assert DISTRICT in near
    assert TEAM not in near


def test_a_district_as_the_centre_reaches_into_its_villages(graph: Graph) -> None:
    assert TEAM in ego(graph, [DISTRICT], hops=4, limit=1000)


def test_what_the_limit_cuts_is_counted(graph: Graph) -> None:
    part = most_linked(graph, limit=10)
    assert part.number_of_nodes() == 10
    assert part.graph["cut"] == graph.number_of_nodes() - 10
    assert min(graph.degree(n) for n in part) >= max(graph.degree(n) for n in set(graph) - set(part))


def test_an_unknown_centre_gives_an_empty_graph(graph: Graph) -> None:
    assert len(ego(graph, ["urn:nobody"])) == 0


# The attributes of nodes and edges of a small network that is made by hand.
NODE: Final = dict.fromkeys(("id", "label", "label_en", "type", "place", "place_id", "level"), "")
_EMPTY: Final = (
    *("id", "label", "label_en", "slot", "predicate", "start", "end", "time_sense", "counted_in"),
    *("time", "time_certainty", "alternatives", "in_role", "spans"),
)
EDGE: Final = dict.fromkeys(_EMPTY, "") | {
    "kind": "involvement",
    "modality": "actual",
    "certainty": "stated",
    "source": "one",
    "quote": "words",
}


def small(*edges: tuple[str, str, dict[str, str]]) -> Graph:
    """Return a network; a node is `Type:name`, an edge's statement and key its number."""
    graph: Graph = nx.MultiDiGraph(locations=("Area", "Place"))
    for number, (start, end, more) in enumerate(edges, start=1):
        for node in (start, end):
            graph.add_node(node, **NODE | {"id": node, "label": node, "type": node.partition(":")[0]})
        graph.add_edge(start, end, key=f"{number}:object", **EDGE | {"id": str(number), "slot": "object"} | more)
    return graph


def test_each_entity_knows_the_place_it_belongs_to(graph: Graph) -> None:
    by_label = {found["label"]: (found["place"], found["level"]) for _, found in graph.nodes(data=True)}
    assert {
        name: by_label[name]
        for name in ("谢家坞村", "兰亭街道", "柯桥区", "柯桥区(党政未分)", "柯桥区委组织部", "先锋书店项目", "李琴")
    } == {
        "谢家坞村": ("兰亭街道", "village"),
        "兰亭街道": ("柯桥区", "township"),
        "柯桥区": ("绍兴市", "county"),
        "柯桥区(党政未分)": ("柯桥区", ""),
        "柯桥区委组织部": ("", ""),
        "先锋书店项目": ("叶家堰", ""),
        "李琴": ("大桥村", ""),
    }


SELECTIONS: Final = {
    "nothing but what is actual": Selection(),
    "all modalities": Selection(modalities=frozenset()),
    "targets alone": Selection(modalities=frozenset({"target"})),
    "tenures": Selection(kinds=frozenset({"tenure"})),
    "one capacity": Selection(capacities=frozenset({"took-the-lead"})),
    "one source": Selection(sources=frozenset({"003-shangyu-red-root-foundation"})),
    "stated": Selection(stated_only=True),
    "people and places": Selection(types=frozenset({"Person", "Place"})),
    "years": Selection(years=(2020, 2022)),
    "years and what is undated": Selection(years=(2020, 2022), undated=True),
    "years without data": Selection(years=(1990, 1995)),
}


@pytest.mark.parametrize("name", SELECTIONS)
def test_what_a_selection_leaves_out_and_what_it_keeps_are_all_statements(
    name: str, graph: Graph, reading: Reading
) -> None:
    part = select(graph, SELECTIONS[name])
    left_out = dict(part.graph["left_out"])
    bare = left_out.pop(("节点无边", "nodes left without an edge"), 0)
    assert sum(left_out.values()) + len(statements_of(part)) == len(reading.said)
    assert bare + len(part) == len(graph)


def test_a_selection_says_why(graph: Graph) -> None:
    part = select(graph, Selection(years=(2020, 2022)))
    assert part.graph["left_out"] == [
        (WITHOUT_EDGE, 208),
        (("非实绩（target 38，planned 29，by-rule 12）", "not actual (target 38, planned 29, by-rule 12)"), 79),
        (("原文未载时间", "without a time"), 691),
        (("不在所选年份 2020..2022", "outside 2020..2022"), 124),
        (("节点无边", "nodes left without an edge"), 671),
    ]


def test_what_is_left_out_is_named_in_each_language() -> None:
    graph = small(("Person:a", "Deed:x", {"modality": "planned"}), ("Person:b", "Deed:x", {"modality": "by-rule"}))
    part = select(graph, Selection(names={"planned": ("计划", "planned"), "by-rule": ("规定", "by rule")}))
    assert part.graph["left_out"] == [
        (("非实绩（规定 1，计划 1）", "not actual (by rule 1, planned 1)"), 2),
        (("节点无边", "nodes left without an edge"), 3),
    ]


def test_an_involvement_in_a_set_that_is_not_counted_is_left_out_as_such() -> None:
    graph = small(
        ("Person:a", "Deed:x", {"predicate": "led", "counted_in": "strict"}),
        ("Person:b", "Deed:x", {"predicate": "led", "certainty": "inferred"}),  # in the set, and not counted
        ("Person:c", "Deed:x", {"predicate": "ran", "counted_in": "medium"}),
        ("Person:d", "Deed:x", {"predicate": "helped"}),
        ("Person:d", "Body:y", {"kind": "tenure"}),
    )
    strict = Selection(counted_in=frozenset({"strict"}), in_sets=frozenset({"led"}))
    part = select(graph, strict)
    assert statements_of(part) == {"1"}
    assert part.graph["left_out"][:2] == [
        (("作用在口径之内而不计入（led 1）", "in the set, but not counted (led 1)"), 1),
        (("其他所起作用（helped 1，ran 1，tenure 1）", "other capacities (helped 1, ran 1, tenure 1)"), 3),
    ]
    assert statements_of(select(graph, replace(strict, counted_in=frozenset({"strict", "medium"})))) == {"1", "3"}
    assert statements_of(select(graph, replace(strict, capacities=frozenset({"helped"})))) == {"1", "4"}
    assert statements_of(select(graph, Selection(capacities=frozenset({"led"})))) == {"1", "2"}  # by capacity alone


SPANS: Final = {
    "2010-01-01/2015-12-31": True,
    "2021-01-01/": True,  # goes on, or may: as far as any source tells
    "/2019-06-30": True,
    "/2009-12-31": False,
    "2023-01-01/": False,
    "2022-05-01/2022-05-01": True,  # attested: a point
    "/": False,
}


@pytest.mark.parametrize("span", SPANS)
def test_a_statement_falls_into_years_that_its_bounds_do_not_exclude(span: str) -> None:
    start, _, end = span.partition("/")
    graph = small(
        ("Person:a", "Deed:x", {"start": start, "end": end}),
        ("Person:b", "Deed:y", {"start": "2000-01-01", "end": "2030-12-31"}),
    )
    assert ("1" in statements_of(select(graph, Selection(years=(2012, 2022))))) == SPANS[span]


def test_an_unknown_end_reaches_no_further_than_what_sources_name() -> None:
    graph = small(("Person:a", "Deed:x", {"start": "2010-01-01"}), ("Person:b", "Deed:y", {"end": "2015-12-31"}))
    assert statements_of(select(graph, Selection(years=(2030, None)))) == set()
    assert statements_of(select(graph, Selection(years=(None, 1990)))) == set()
    # of a part of a network, as far as the sources of the whole do
    assert statements_of(select(graph, Selection(years=(2030, None)), covered=(1980, 2031))) == {"1"}


def test_paths_keep_all_parallel_statements_and_are_told_step_by_step() -> None:
    graph = small(
        ("Person:a", "Deed:x", {}),
        ("Person:a", "Deed:x", {}),
        ("Person:b", "Deed:x", {}),
        ("Person:a", "Place:p", {}),
        ("Person:b", "Place:p", {}),
        ("Person:b", "Person:c", {}),
    )
    found = paths(graph, ["Person:a"], ["Person:b"], near=EVERYWHERE)
    assert found.length == 2
    assert found.found == (
        (
            (("Person:a", "Deed:x", "1:object"), ("Person:a", "Deed:x", "2:object")),
            (("Person:b", "Deed:x", "3:object"),),
        ),
        ((("Person:a", "Place:p", "4:object"),), (("Person:b", "Place:p", "5:object"),)),
    )
    assert statements_of(found.graph) == {"1", "2", "3", "4", "5"}
    assert len(paths(graph, ["Person:a"], ["Person:b"]).found) == 1  # not by way of the place
    assert paths(graph, ["Person:a"], ["Person:b"], near=Near({"Deed:x"})).found == ()
    assert len(paths(graph, ["Person:a"], ["Place:p"]).found) == 1  # an end may be one
    limited = paths(graph, ["Person:a"], ["Person:b"], limit=1, near=EVERYWHERE)
    assert (len(limited.found), limited.graph.graph["cut"]) == (1, 1)


@pytest.mark.parametrize(
    ("starts", "ends", "longest"),
    [(["Person:a"], ["Person:d"], 6), (["Person:a"], ["Person:c"], 1), (["nobody"], ["Person:a"], 6), ([], [], 6)],
)
def test_without_a_path_the_answer_is_empty(starts: list[str], ends: list[str], longest: int) -> None:
    graph = small(("Person:a", "Deed:x", {}), ("Person:c", "Deed:x", {}), ("Person:d", "Deed:y", {}))
    found = paths(graph, starts, ends, longest)
    assert (found.found, found.length, len(found.graph)) == ((), 0, 0)


LED_STRICTLY: Final = {"counted_in": "strict", "time_sense": "throughout"}
CO_LED: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("Person:a", "Initiative:x", LED_STRICTLY | {"start": "2010-01-01", "end": "2012-12-31", "spans": "10-20"}),
    ("Person:b", "Initiative:x", LED_STRICTLY | {"time": "2011/2013", "certainty": "inferred", "spans": "15-18;40-50"}),
    ("Person:c", "Initiative:x", LED_STRICTLY | {"time": "2020", "time_sense": "at", "spans": "60-70"}),
    ("Person:d", "Initiative:x", LED_STRICTLY | {"spans": "80-90"}),
    ("Person:e", "Initiative:x", LED_STRICTLY | {"time": "2020", "time_sense": "at", "spans": "62-65"}),
    ("Person:f", "Initiative:x", {"counted_in": "medium"}),
    ("Group:g", "Initiative:x", LED_STRICTLY),
    ("Someone:s", "Initiative:x", LED_STRICTLY),
    ("Person:a", "Body:k", {"kind": "tenure"}),
)


def pairs(graph: AnyGraph) -> dict[str, str]:
    return {"".join(sorted(a[-1] + b[-1])): edge["overlap"] for a, b, edge in graph.edges(data=True)}


def test_co_leaders_share_an_initiative_and_what_times_say_is_told() -> None:
    found = co_leadership(small(*CO_LED))
    assert pairs(found) == {
        "ab": "yes",
        **dict.fromkeys(("ac", "ae", "bc", "be"), "no"),
        **dict.fromkeys(("ad", "bd", "cd", "de"), "unknown"),
        "ce": "possible",
    }
    edge = next(e for a, b, e in found.edges(data=True) if {a, b} == {"Person:a", "Person:b"})
    names = ("id", "label", "start", "end", "certainty", "shared", "spans", "passages")
    assert {name: edge[name] for name in names} == {
        "id": "1;2",
        "label": "Initiative:x",
        "start": "2011-12-31",  # as late as the second may have begun
        "end": "2012-12-31",
        "certainty": "inferred",
        "shared": "Initiative:x",
        "spans": "one:10-20;one:15-18,40-50",
        "passages": "1",
    }
    apart = next(e for a, b, e in found.edges(data=True) if {a, b} == {"Person:b", "Person:c"})
    assert (apart["passages"], apart["start"]) == ("2", "")


def test_two_who_are_credited_in_one_deed_acted_together_unless_times_exclude_it() -> None:
    found = co_leadership(
        small(
            ("Person:a", "Deed:x", LED_STRICTLY),
            ("Person:b", "Deed:x", LED_STRICTLY | {"time": "2020", "time_sense": "at"}),
            ("Person:c", "Deed:x", LED_STRICTLY | {"time": "2021", "time_sense": "at"}),
        ),
        overlap=True,
    )
    assert pairs(found) == {"ab": "yes-by-deed", "ac": "yes-by-deed"}


def test_who_led_is_what_a_set_counts() -> None:
    strict = set(co_leadership(small(*CO_LED)))
    medium = set(co_leadership(small(*CO_LED), counted_in=frozenset({"strict", "medium"})))
    assert medium - strict == {"Person:f"}
    assert strict - medium == set()
    ran: tuple[str, str, dict[str, str]] = ("Person:z", "Initiative:x", {})
    assert "Person:z" not in co_leadership(small(*CO_LED, ran), counted_in=frozenset({"strict", "medium"}))
    assert "Person:z" in co_leadership(small(*CO_LED, ran), counted_in=frozenset())


def test_unknown_times_neither_prove_nor_exclude_overlap_and_are_counted() -> None:
    found = co_leadership(small(*CO_LED), overlap=True)
    assert pairs(found) == {"ab": "yes"}
    assert found.graph["left_out"] == [
        (("其他记载类型", "other kinds"), 1),
        (("群体所为，不记在成员名下", "by groups (never credited to members)"), 1),
        (("未具名者所为，计数而不列名", "by unnamed people, who are counted and not ranked"), 1),
        (("所选口径不计入的参与", "involvements that the chosen set does not count"), 1),
        (("时间不重叠的两方", "pairs whose times do not overlap"), 4),
        (
            (
                "时间或有重叠的两方（所载时间不够细）",
                "pairs whose times may overlap: what is said is not precise enough",
            ),
            1,
        ),
        (
            (
                "起止未载的两方，重叠与否均无从断定",
                "pairs of whose times an end is not said: neither proved nor excluded",
            ),
            4,
        ),
        (("无共同者的节点", "nodes that share with nobody"), 3),
    ]


def test_both_holders_of_a_succession_were_at_its_place() -> None:
    graph = small(("Person:a", "Person:b", {"kind": "succession"}))
    graph.add_node("Place:p", **NODE | {"id": "Place:p", "type": "Place"})
    graph.add_edge("Person:b", "Place:p", key="1:place", **EDGE | {"id": "1", "slot": "place", "kind": "succession"})
    joined = people_places(graph)
    assert sorted(joined.edges(keys=True)) == [
        ("Person:a", "Place:p", "1:place-earlier"),
        ("Person:b", "Place:p", "1:place"),
    ]


def test_groups_take_part_when_asked_for() -> None:
    assert "Group:g" in people_initiatives(small(*CO_LED), PEOPLE | GROUPS)
    assert "Group:g" not in people_initiatives(small(*CO_LED))


@pytest.mark.parametrize("name", ["people-initiative", "people-place", "body-initiative", "place-tree"])
def test_what_a_projection_leaves_out_and_what_it_keeps_are_all_statements(name: str, graph: Graph) -> None:
    part = PROJECTIONS[name](graph)
    kept = statements_of(part) - {""}
    assert sum(n for _, n in part.graph["left_out"]) + len(kept) == len(statements_of(graph)) + 208


def test_people_and_places_are_joined_within_a_statement(graph: Graph) -> None:
    joined = people_places(graph)
    assert {found["type"] for _, found in joined.nodes(data=True)} == {"Person", "Place"}
    assert all(joined.nodes[a]["bipartite"] < joined.nodes[b]["bipartite"] for a, b in joined.edges())
    assert statements_of(joined) <= statements_of(graph)


def test_the_place_tree_has_one_place_above_each_and_names_the_register_where_no_source_says_so(graph: Graph) -> None:
    tree = place_tree(graph)
    assert all(len(set(tree.successors(node))) <= 1 for node in tree)
    assert nx.is_directed_acyclic_graph(tree)
    (by_code,) = tree.get_edge_data(PREFIXES["place"] + "建德市-330182", PREFIXES["place"] + "杭州市-330100").values()
    assert {name: by_code[name] for name in ("id", "source", "predicate")} == {
        "id": "",
        "source": "register",
        "predicate": "located-in",
    }


SLICED: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("Person:a", "Body:k", {"start": "2010-01-01", "end": "2012-12-31", "time_sense": "throughout"}),
    ("Person:b", "Body:k", {"start": "2011-01-01", "time_sense": "since"}),  # the end is not said
    ("Person:c", "Body:k", {"start": "2012-05-01", "end": "2012-05-01", "time_sense": "attested"}),
    ("Person:d", "Body:k", {}),
)


@pytest.mark.parametrize(
    ("window", "reading", "undated", "expected"),
    [
        (1, "said", False, {2010: "1", 2011: "12", 2012: "123", 2013: "2"}),
        (1, "certain", False, {2010: "1", 2011: "12", 2012: "13", 2013: ""}),
        (1, "possible", False, {2010: "13", 2011: "123", 2012: "123", 2013: "23"}),
        (2, "said", False, {2010: "12", 2012: "123"}),
        (2, "certain", False, {2010: "12", 2012: "13"}),
        (2, "said", True, {2010: "124", 2012: "1234"}),
        (1, "possible", True, {2010: "134", 2011: "1234", 2012: "1234", 2013: "234"}),
    ],
)
def test_slices_show_what_is_said_of_a_window(
    window: int,
    reading: str,
    undated: bool,  # noqa: FBT001 - a case
    expected: dict[int, str],
) -> None:
    how = {"window": window, "reading": reading, "undated": undated}
    made = slices(small(*SLICED), years=(None, 2013), covered=(2010, 2013), **how)  # type: ignore[arg-type]
    assert {each.first: "".join(sorted(statements_of(each.graph))) for each in made} == expected
    left_out = {(("原文未载时间", "without a time"), 1) in each.graph.graph["left_out"] for each in made}
    assert left_out == {not undated}


@pytest.mark.parametrize(
    ("how", "undated"),
    [("said", False), ("said", True), ("certain", False), ("possible", False), ("possible", True)],
)
def test_a_slice_of_everything_is_the_same_whatever_years_are_asked_for(
    how: str,
    undated: bool,  # noqa: FBT001 - a case
    graph: Graph,
) -> None:
    there = years_of(graph)

    def cut(first: int, last: int) -> dict[int, set[tuple[str, str, str]]]:
        chosen = Selection(years=(first, last), undated=undated, possible=how == "possible")
        made = slices(select(graph, chosen, there), (first, last), reading=how, covered=there, undated=undated)
        return {each.first: set(each.graph.edges(keys=True)) for each in made}

    every = cut(2003, 2025)
    assert all(every.values())
    assert cut(2010, 2012) == {year: every[year] for year in (2010, 2011, 2012)}


def test_how_far_a_slice_is_that_before_it() -> None:
    a, b, c = (("Person:a", "Body:k"), ("Person:b", "Body:k"), ("Body:k", "Person:c"))
    within = {"start": "2010-01-01", "end": "2011-12-31", "time_sense": "throughout"}
    later = {"start": "2011-01-01", "end": "2011-12-31", "time_sense": "throughout"}
    back = ("Body:k", "Person:a", within | {"start": "2012-01-01", "end": "2012-12-31"})  # the same pair the other way
    made = slices(small((*a, within), (*b, later), (*c, later), back), years=(2010, 2014))
    assert slice_table(made).column("jaccard") == ("", "0.3333", "0.3333", "0", "")


def test_each_reading_of_time_lies_within_the_next(graph: Graph) -> None:
    actual = select(graph, Selection())
    certain, said, possible = (
        [statements_of(each.graph) for each in slices(actual, reading=reading)]
        for reading in ("certain", "said", "possible")
    )
    assert all(a <= b <= c for a, b, c in zip(certain, said, possible, strict=True))
    assert sum(map(len, certain)) < sum(map(len, said)) < sum(map(len, possible))
    attested = {edge["id"] for *_, edge in actual.edges(data=True) if edge["time_sense"] == "attested"}
    assert all(attested <= each for each in possible)


def test_an_unknown_reading_of_time_is_refused_with_those_there_are(graph: Graph) -> None:
    with pytest.raises(UsageError) as refused:
        slices(graph, reading="strict")
    assert all(name in refused.value.hint for name in READINGS)


def test_slices_of_what_has_no_time_are_none() -> None:
    assert slices(small(("Person:a", "Body:k", {}))) == ()


SUCCESSIONS: Final = [
    ("1", "", "谢家坞村指导员(姓名缺失)", "邵关通"),
    ("2", "谢家坞村指导员(姓名缺失)", "邵关通", "章建龙"),
    ("3", "邵关通", "章建龙", "徐秋佳"),
    ("4", "章建龙", "徐秋佳", "王江"),
    ("5", "徐秋佳", "王江", "张良"),
    ("6", "王江", "张良", ""),
]


@pytest.mark.parametrize(("language", "not_said"), [("zh", "原文未载"), ("en", "not said")])
def test_successions_are_in_order_and_no_neighbour_is_invented(
    language: str, not_said: str, reading: Reading, loaded: tuple[Corpus, Ontology], graph: Graph
) -> None:
    table = succession_table(graph, reading, loaded[1], language)
    label = {r.label(): r.label(language) for r in reading.entities.values()} | {"": not_said}
    found = [(row["position"], row["before"], row["holder"], row["after"]) for row in table.records()]
    assert found == [(n, *(label[name] for name in names)) for n, *names in SUCCESSIONS]
    assert {row["certainty"] for row in table.records()[:-1]} == {"inferred"}
    assert {row["role"] for row in table.records()} == {loaded[1].label(PREFIXES["role"] + INSTRUCTOR, language)}


INSTRUCTOR: Final = "rural-work-instructor"


@pytest.mark.parametrize(
    ("said", "chains"),
    [
        ("a>b b>c", ["a b c"]),
        ("a>b a>c", ["a b", "a c"]),  # two sources disagree: both are shown
    ],
)
def test_chains_are_the_runs_of_what_is_chosen(said: str, chains: list[str], loaded: tuple[Corpus, Ontology]) -> None:
    people = {
        PREFIXES[kind] + name: Resource(PREFIXES[kind] + name, KG + type_, ())
        for kind, type_, names in (("person", "Person", "abcd"), ("place", "Place", "p"))
        for name in names
    }
    reading = Reading(tuple(successions(said)), people)
    graph = multigraph(reading, loaded[1])
    table = succession_table(graph, reading, loaded[1])
    found: dict[str, list[str]] = {}
    for row in table.records():
        found.setdefault(row["chain"], []).append(slug(row["holder"]))
    assert [" ".join(chain) for chain in found.values()] == chains
    assert (
        succession_table(
            select(graph, Selection(stated_only=True, kinds=frozenset({"tenure"}))), reading, loaded[1]
        ).rows
        == ()
    )

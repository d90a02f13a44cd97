"""Measures: known values on small graphs, the same answers by both libraries, and what the table tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.model import Corpus
from kg.network import Graph, Selection, fast, multigraph, plain, select
from kg.network import measures as measures_module
from kg.network.coverage import Coverage, covered
from kg.network.definitions import DEFINITIONS, measures_listed
from kg.network.edges import Pair
from kg.network.fitting import check_fits, unfit
from kg.network.measures import MEASURES, Asked, engine, find_measures, measure_table, not_ranked, without_places
from kg.network.projections import GROUPS, PEOPLE, people_initiatives
from kg.network.selection import years_of
from kg.network.two_mode import CENTRALITIES
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.reading.totals import SourceTotals
from kg.render.marks import NO_MARKS, marks_of
from kg.store import Store

needs_networkit = pytest.mark.skipif(not fast.is_installed(), reason="needs the optional extra fast")
EDGE: Final = {
    "kind": "involvement",
    "predicate": "ran",
    "slot": "object",
    "label": "开展",
    "label_en": "ran",
    "start": "",
    "end": "",
    "time_sense": "",
}
STAR: Final = [("Person:hub", f"Deed:{n}") for n in "abcd"]


def network(*edges: tuple[str, str], **more: str) -> Graph:
    """Return a network; a node is `Type:name`, each edge a statement."""
    graph: Graph = nx.MultiDiGraph(locations=("Area", "Place"))
    for number, (start, end) in enumerate(edges, start=1):
        for node in (start, end):
            type_ = node.partition(":")[0]
            graph.add_node(node, id=node, label=node, label_en=node, type=type_, place="", place_id="", level="")
        graph.add_edge(start, end, key=f"{number}:object", **EDGE | {"id": str(number)} | more)
    return graph


def rows(graph: Graph, name: str, ranked: frozenset[str] = PEOPLE) -> list[tuple[str, str, str, str]]:
    """Return rank, id, detail and value of each row of one measure."""
    table = measure_table(Asked(graph, ranked, language="en"), find_measures([name]))
    return [(row["rank"], row["id"], row["detail"], row["value"]) for row in table.records()]


def test_degree_counts_statements_by_capacity() -> None:
    graph = network(*STAR, ("Person:other", "Deed:a"))
    graph.add_edge("Person:hub", "Deed:a", key="1:counterpart", **EDGE | {"id": "1"})  # the same statement again
    graph.add_edge("Person:hub", "Deed:a", key="9:object", **EDGE | {"id": "9", "kind": "tenure"})
    assert rows(graph, "degree") == [
        ("1", "Person:hub", "all", "5"),
        ("1", "Person:hub", "ran", "4"),
        ("1", "Person:hub", "tenure", "1"),
        ("2", "Person:other", "all", "1"),
        ("2", "Person:other", "ran", "1"),
    ]


def test_betweenness_of_a_star_is_one_at_its_centre() -> None:
    assert rows(network(*STAR), "betweenness") == [("1", "Person:hub", "exact", "1")]


def test_constraint_of_a_star_of_people_is_a_quarter_at_a_centre_of_four() -> None:
    people = network(*((one, other.replace("Deed", "Person")) for one, other in STAR))
    assert rows(people, "constraint")[0] == ("1", "Person:hub", "", "0.25")


OF_TWO_MODES: Final = {
    "pagerank": "all who only act have one and the same score",
    "constraint": "its value is one over the degree",
}


@pytest.mark.parametrize("name", OF_TWO_MODES)
def test_what_means_something_among_people_alone_is_refused_elsewhere_with_what_to_do(name: str) -> None:
    assert unfit(name, network(("Person:a", "Person:b"), ("Person:a", "Group:g"))) is None
    assert unfit("betweenness", network(*STAR)) is None
    with pytest.raises(UsageError) as refused:
        check_fits(name, network(*STAR))
    assert OF_TWO_MODES[name] in refused.value.message
    assert "--on people, co-leadership" in refused.value.hint


def test_to_be_in_one_place_brings_nobody_near() -> None:
    graph = network(("Person:a", "Place:p"), ("Person:b", "Place:p"), ("Person:c", "Place:p"), ("Person:a", "Deed:x"))
    places = frozenset({"Place", "Area"})
    asked = Asked(graph, PEOPLE | places, passed_over=places, language="en")
    found = measure_table(asked, ["betweenness", "components"]).records()
    assert {row["id"]: row["value"] for row in found if row["measure"] == "betweenness"} == {
        "Person:a": "0",
        "Person:b": "0",
        "Person:c": "0",
    }
    assert [row["value"] for row in found if row["measure"] == "components"] == ["2", "1", "1"]
    assert without_places(asked, ["degree", "components"])[0][1] == 1
    assert without_places(asked, ["degree"]) == []
    through = measure_table(Asked(graph, PEOPLE | places), ["betweenness"]).records()
    assert [row["id"] for row in through][:1] == ["Place:p"]


def test_components_and_communities_are_named_by_their_best_linked_node() -> None:
    graph = network(*STAR, ("Person:x", "Deed:y"))
    assert rows(graph, "components") == [("1", "Person:hub", "", "5"), ("2", "Person:x", "", "2")]
    assert [row[1::2] for row in rows(graph, "communities")] == [("Person:hub", "5"), ("Person:x", "2")]


def test_a_picture_marks_nodes_by_what_is_measured() -> None:
    graph = network(*STAR, ("Person:x", "Deed:y"), ("Person:hub", "Place:p"), ("Person:x", "Place:p"))
    marks = marks_of(graph, {"betweenness", "community"})
    assert {node for node, n in marks.communities.items() if n == 1} == {"Person:x", "Deed:y"}
    assert marks.communities.keys() == graph.nodes - {"Place:p"}
    assert {node for node, size in marks.sizes.items() if size} == {"Person:hub"}
    through = marks_of(graph, {"betweenness"}, through_places=True)
    assert through.communities == {}
    assert {node for node, size in through.sizes.items() if size} == {"Person:hub", "Place:p", "Person:x"}
    assert marks_of(graph, {"leads", "place"}) == NO_MARKS


def test_equal_values_share_a_rank() -> None:
    graph = network(("Person:a", "Deed:x"), ("Person:b", "Deed:x"), ("Person:c", "Deed:x"), ("Person:c", "Deed:y"))
    assert [row[:2] for row in rows(graph, "degree") if row[2] == "all"] == [
        ("1", "Person:c"),
        ("2", "Person:a"),
        ("2", "Person:b"),
    ]


def test_groups_are_ranked_when_asked_for_and_unnamed_people_never() -> None:
    graph = network(("Person:a", "Deed:x"), ("Group:g", "Deed:x"), ("Someone:s", "Deed:x"))
    everybody = PEOPLE | GROUPS | {"Someone"}
    assert {row[1] for row in rows(graph, "degree")} == {"Person:a"}
    assert {row[1] for row in rows(graph, "degree", everybody)} == {"Person:a", "Group:g"}
    assert not_ranked(graph, PEOPLE) == [
        (("未具名者，计数而不排名", "unnamed people, counted and not ranked"), 1),
        (("群体，未要求则不排名", "groups, not ranked unless asked for (--groups)"), 1),
        (("其他类别的节点，不排名", "nodes of other classes, not ranked"), 1),
    ]


def test_assortativity_by_level_is_one_where_like_links_with_like() -> None:
    graph = network(("Person:a", "Deed:a"), ("Person:b", "Deed:b"), ("Person:c", "Deed:c"), ("Place:v", "Place:d"))
    graph.nodes["Place:v"]["level"], graph.nodes["Place:d"]["level"] = "village", "county"
    for node, place in (("Person:a", "v"), ("Deed:a", "v"), ("Person:b", "d"), ("Deed:b", "d")):
        graph.nodes[node]["place_id"] = f"Place:{place}"
    assert rows(graph, "assortativity") == [("", "", LEVELS_OF_TWO, "1")]
    # a statement that links both and gives the place says the level once
    graph.add_edge("Person:a", "Place:v", key="1:place", **EDGE | {"id": "1"})
    assert rows(graph, "assortativity") == [
        ("", "", "1 edges; 1 without a known level, 1 whose ends one statement puts into a place", "")
    ]


LEVELS_OF_TWO: Final = "2 edges; 1 without a known level, 0 whose ends one statement puts into a place"
TENURES: Final = (
    ("Person:a", "2010-01-01", "", "since"),
    ("Person:b", "2012-01-01", "2013-12-31", "throughout"),
    ("Person:c", "2014-01-01", "", "since"),
    ("Person:d", "2022-05-01", "2022-05-01", "attested"),
    ("Person:e", "2015-01-01", "2015-12-31", "at"),
    ("Someone:f", "", "", ""),
)


def tenures(*chosen: tuple[str, str, str, str]) -> Graph:
    graph = network(*((holder, "Place:p") for holder, *_ in chosen), kind="tenure", label="书记")
    for (*_, edge), (_, start, end, sense) in zip(graph.edges(data=True), chosen, strict=True):
        edge.update(start=start, end=end, time_sense=sense)
    return graph


def test_turnover_counts_what_is_said_and_nothing_more() -> None:
    found = {detail: value for _, _, detail, value in rows(tenures(*TENURES), "turnover")}
    assert found == {
        "holders": "6",
        "spans known": "1",
        "attested": "1",
        "first day known": "2010-01-01",
        "last day known": "2022-05-01",
        "changes per year": "0.500",
    }


@pytest.mark.parametrize("chosen", [TENURES[:1], TENURES[3:], (TENURES[0], TENURES[3])])
def test_changes_per_year_are_not_said_with_fewer_than_two_beginnings(
    chosen: tuple[tuple[str, str, str, str], ...],
) -> None:
    found = {detail: value for _, _, detail, value in rows(tenures(*chosen), "turnover")}
    assert found["changes per year"] == ""


@pytest.fixture(scope="module")
def large() -> Graph:
    """Return a random multigraph with parallel edges, loops and several components."""
    drawn = nx.gnm_random_graph(400, 900, seed=1, directed=True)
    edges = [(f"Person:{a}", f"Person:{b}") for a, b in drawn.edges()]
    return network(*edges, *edges[:100], ("Person:0", "Person:0"))


def as_sets(parts: list[set[str]]) -> set[frozenset[str]]:
    return {frozenset(part) for part in parts}


@needs_networkit
@pytest.mark.parametrize("name", ["betweenness", "pagerank"])
def test_both_libraries_give_the_same_values(name: str, large: Graph) -> None:
    arguments = (large, None) if name == "betweenness" else (large,)
    by: tuple[Callable[..., dict[str, float]], ...] = (getattr(plain, name), getattr(fast, name))
    one, other = (measured(*arguments) for measured in by)
    assert other == pytest.approx(one, abs=1e-7)


@needs_networkit
def test_both_libraries_find_the_same_components(large: Graph) -> None:
    assert as_sets(plain.components(large)) == as_sets(fast.components(large))


@needs_networkit
def test_both_libraries_find_communities_of_like_quality_and_agree_on_modularity(large: Graph) -> None:
    one, other = plain.communities(large), fast.communities(large)
    assert fast.modularity(large, one) == pytest.approx(plain.modularity(large, one))
    assert plain.modularity(large, other) > plain.modularity(large, one) - 0.05


@needs_networkit
def test_sampled_betweenness_is_near_the_exact_by_both_libraries(large: Graph) -> None:
    exact = plain.betweenness(large, None)
    tolerance = max(exact.values()) / 3
    for library in (plain, fast):
        assert library.betweenness(large, 200) == pytest.approx(exact, abs=tolerance)


@pytest.mark.parametrize("library", [plain, pytest.param(fast, marks=needs_networkit)])
def test_the_same_graph_gives_the_same_answer(library: object, large: Graph) -> None:
    for name, arguments in (("betweenness", (large, 50)), ("communities", (large,))):
        measured = getattr(library, name)
        assert measured(*arguments) == measured(*arguments)


def test_large_networks_are_measured_by_networkit_where_it_is_installed(
    large: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Pair] = []
    assert engine(large, told.append) is plain
    monkeypatch.setattr(measures_module, "MANY_EDGES", 100)
    monkeypatch.setattr(fast, "is_installed", lambda: True)
    assert engine(large, told.append) is fast
    assert told == []
    monkeypatch.setattr(fast, "is_installed", lambda: False)
    assert engine(large, told.append) is plain
    assert told == [
        (
            "未装 networkit，改由 networkx 计算，网络这样大时需时较久。pip install networkit",
            "networkit is not installed: networkx measures, which takes long at this size. pip install networkit",
        )
    ]


@pytest.mark.parametrize("name", MEASURES)
def test_an_empty_network_has_no_rows_but_what_counts_nothing(name: str) -> None:
    empty: Graph = nx.MultiDiGraph(locations=())
    nothing = "0 edges; 0 without a known level, 0 whose ends one statement puts into a place"
    assert rows(empty, name) == ([("", "", nothing, "")] if name == "assortativity" else [])


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_rows_on_the_articles(name: str, reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    graph = select(multigraph(reading, loaded[1]), Selection())
    found = rows(people_initiatives(graph) if name in CENTRALITIES else graph, name)
    assert found
    assert all(
        value for *_, detail, value in found if detail not in {"first day known", "last day known", "changes per year"}
    )


REMARKS: Final = {
    ("betweenness", "zh"): "精确值",
    ("betweenness", "en"): "exact",
    ("communities", "zh"): "模块度 0；保度重连 20 次，均值 0，最高 0；20 次运行之间互信息 1",
    ("communities", "en"): (
        "modularity 0; in 20 rewirings of the same degrees 0 on average, 0 at most; information shared by 20 runs 1"
    ),
    ("assortativity", "zh"): "0 条边；另有 4 条层级不明，0 条两端由同一记载置于一地",
    ("assortativity", "en"): "0 edges; 4 without a known level, 0 whose ends one statement puts into a place",
}


@pytest.mark.parametrize(("name", "language"), REMARKS)
def test_remarks_are_in_the_language_asked_for(name: str, language: str) -> None:
    table = measure_table(Asked(network(*STAR), language=language), [name])
    assert table.records()[0]["detail"] == REMARKS[name, language]


def test_a_post_counts_under_the_broader_role() -> None:
    graph = network(("Person:a", "Place:p"), ("Person:b", "Place:p"), kind="tenure", label="驻村指导员", label_en="x")
    for (*_, edge), role in zip(graph.edges(data=True), ("posted", "rural"), strict=True):
        edge["predicate"] = role
    broader = dict.fromkeys(("posted", "rural"), ("指导员", "instructor"))
    found = measure_table(Asked(graph, broader=broader), ["turnover"]).records()[0]
    assert (found["label"], found["label_en"], found["value"]) == ("Place:p 指导员", "instructor at Place:p", "2")


def test_a_post_is_named_in_both_languages() -> None:
    graph = network(("Person:a", "Place:p"), kind="tenure", label="书记", label_en="secretary")
    found = measure_table(Asked(graph), ["turnover"]).records()[0]
    assert (found["label"], found["label_en"]) == ("Place:p 书记", "secretary at Place:p")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_measure_says_what_it_is_and_after_whom(language: str) -> None:
    rows = measures_listed(language).records()
    assert [row["name"] for row in rows] == list(MEASURES) == list(DEFINITIONS)
    for row in rows:
        assert all(value for name, value in row.items() if name != "method")
        assert any(year in row["reference"] for year in map(str, range(1970, 2020)))
        own = row["label"] + row["definition"] + row["method"]
        assert is_chinese(own) == (language == "zh")
        sentence = DEFINITIONS[row["name"]].sentence(language)
        assert [part for part in row.values() if part not in sentence and part != row["name"]] == []


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_an_unknown_measure_is_refused_with_the_list() -> None:
    with pytest.raises(UsageError) as refused:
        find_measures(["eigenvector"])
    assert refused.value.hint == "One of: " + ", ".join(MEASURES)


def test_what_the_corpus_covers(store: Store, reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    found = covered(store, loaded[1])
    graph = multigraph(reading, loaded[1])
    assert (len(found.sources), found.statements, found.places, found.years) == (5, len(reading.said), 94, (2003, 2025))
    assert found.places == sum(row["type"] in {"Place", "Area"} for _, row in graph.nodes(data=True))
    assert sum(source.edgeless for source in found.sources) == graph.graph["left_out"][0][1]
    assert found.years == years_of(graph)


SENTENCES: Final = {
    "zh": "语料覆盖：1 个来源（2022），1200 条记载，1 个地方，所记年份 2003–2025",
    "en": "Covered: 1 source (2022), 1,200 statements, 1 place, years 2003–2025",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_what_is_covered_is_one_sentence_in_one_language(language: str) -> None:
    one = SourceTotals("urn:one", "001", "One", 2022, 1200, 200, (2003, 2026), (2003, 2025))
    assert Coverage((one,), 1).sentence(language) == SENTENCES[language]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "语料覆盖：0 个来源（未载），0 条记载，0 个地方，所记年份 未载"),
        ("en", "Covered: 0 sources (not said), 0 statements, 0 places, years not said"),
    ],
)
def test_an_empty_store_covers_nothing(language: str, sentence: str) -> None:
    assert Coverage((), 0).sentence(language) == sentence

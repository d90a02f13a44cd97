"""`kg network` as a user meets it: answers on standard output, the rest on standard error, and wrong input told."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Final

import networkx as nx
import pytest

from conftest import ROOT, Run
from kg.base import Base
from kg.errors import UsageError
from kg.network.choose import Chosen
from kg.project import Project
from kg.store import Store, rows
from kg.terms.namespaces import KG, SKOS, slug

COVERED: Final = {"zh": "语料覆盖：5 个来源（2022–2025）", "en": "Covered: 5 sources (2022–2025)"}
CAUTION: Final = {
    "zh": "中心度描述的是文章怎么写，不是村庄本身。",
    "en": "A centrality here describes articles, not villages.",
}
LEFT_OUT: Final = {
    "zh": "  非实绩（目标 38，计划 29，规定 12）：79",
    "en": "  not actual (target 38, planned 29, by rule 12): 79",
}
NOT_RANKED: Final = {
    "zh": "  未具名者，计数而不排名：6",
    "en": "  unnamed people, counted and not ranked: 6",
}
DEFINED: Final = {"zh": "中介中心度：", "en": "betweenness: "}
SETS: Final = {"strict": 5, "medium": 138, "broad": 195}  # as `kg query` counts them


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_measures_are_headed_by_what_the_corpus_covers(language: str, run: Run) -> None:
    ended = run("network", "measures", "-m", "betweenness", "--top", "1", "--lang", language, store=True)
    assert ended.returncode == 0
    lines = ended.stdout.splitlines()
    assert lines[0].startswith(COVERED[language])
    assert lines[1] == CAUTION[language]
    assert lines[2].startswith(DEFINED[language])
    assert "L. C. Freeman" in lines[2]
    notes = ended.stderr.splitlines()
    assert LEFT_OUT[language] in notes
    assert NOT_RANKED[language] in notes
    assert [line for line in notes if has_chinese(line) != (language == "zh")] == []


def test_measures_as_csv_keep_the_head_out_of_the_table(run: Run) -> None:
    ended = run("network", "measures", "-m", "degree", "-f", "csv", "--of", "Place", store=True)
    best = csv_rows(ended.stdout)[0]
    assert (best["measure"], best["rank"], best["label"], best["detail"]) == ("degree", "1", "柯桥区", "all")
    assert ended.stderr.startswith(COVERED["zh"])


def test_measures_as_json_carry_the_head(run: Run) -> None:
    found = json.loads(run("network", "measures", "-m", "degree", "-f", "json", store=True).stdout)
    assert found["covered"].startswith(COVERED["zh"])
    assert found["caution"] == CAUTION["zh"]


def test_a_measure_that_means_nothing_here_is_refused_when_named_and_left_out_else(run: Run) -> None:
    refused = run("network", "measures", "-m", "pagerank", store=True)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Hint: Measure a projection (--on people, co-leadership, shared-place)" in refused.stderr
    without = run("network", "measures", "-f", "csv", "--lang", "en", store=True)
    measured = {row["measure"] for row in csv_rows(without.stdout)}
    assert measured == {"degree", "betweenness", "components", "communities", "assortativity", "turnover"}
    assert "constraint is left out: " in without.stderr
    shared = run(
        "network", "measures", "--on", "shared-place", "-m", "pagerank", "-m", "constraint", "-f", "csv", store=True
    )
    assert {row["measure"] for row in csv_rows(shared.stdout)} == {"pagerank", "constraint"}
    places = run("network", "measures", "--of", "Place", "-m", "betweenness", store=True)
    assert (places.returncode, "Hint: Add --through-places." in places.stderr) == (2, True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_measures_are_listed_with_their_sources_without_a_store(language: str, run: Run, tmp_path: Path) -> None:
    arguments = ("network", "measures", "--list", "--lang", language, "--store", str(tmp_path / "none"), "-f", "csv")
    ended = run(*arguments, PYTHONOPTIMIZE="2")  # as python -OO, which has no docstrings
    listed = csv_rows(ended.stdout)
    assert ended.stderr == ""
    assert [row["name"] for row in listed] == [
        *("degree", "betweenness", "pagerank", "components", "communities", "constraint", "assortativity", "turnover"),
        *("two-mode-degree", "two-mode-closeness", "two-mode-betweenness", "two-mode-eigenvector", "brokerage"),
    ]
    for row in listed:
        assert has_chinese(row["label"] + row["definition"]) == (language == "zh")
        assert row["definition"]
        assert row["reference"]


def test_quiet_says_nothing_beside_the_answer(run: Run) -> None:
    ended = run("network", "export", "-f", "csv", "--quiet", store=True)
    assert ended.stderr == ""
    assert len(csv_rows(ended.stdout)) == 1876
    with_bylines = run("network", "export", "-f", "csv", "--quiet", "--bylines", store=True)
    assert len(csv_rows(with_bylines.stdout)) == 1890


def test_an_export_around_a_thing_tells_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "net.gexf"
    ended = run("network", "export", "谢家坞村", "--hops", "1", "-o", str(path), store=True)
    assert ended.returncode == 0
    assert "  1 步之外：1295" in ended.stderr.splitlines()
    labels = {found["label"] for _, found in nx.read_gexf(path, version="1.3").nodes(data=True)}
    assert {"谢家坞村", "张良"} <= labels


@pytest.mark.parametrize("name", SETS)
def test_a_set_selects_what_it_counts(name: str, run: Run, store: Store) -> None:
    ended = run("network", "export", "--capacity", name, "-f", "csv", store=True)
    names = list(SETS)[: list(SETS).index(name) + 1]
    within = " ".join(f'"{each}"' for each in names)
    counted = rows(
        store,
        f"SELECT ?s {{ VALUES ?name {{ {within} }} ?set <{SKOS}notation> ?name . ?s <{KG}countedIn> ?set }}",
    )
    drawn = csv_rows(ended.stdout)
    assert {row["id"] for row in drawn} == {slug(row["s"].value) for row in counted}
    assert len({row["id"] for row in drawn}) == SETS[name]
    assert {row["counted_in"] for row in drawn} == set(names)
    # a set counts what is stated in its core; a further end of such a statement may be inferred
    assert {row["certainty"] for row in drawn if row["slot"] == "object"} == {"stated"}


def test_a_capacity_by_name_selects_all_in_it(run: Run) -> None:
    one = csv_rows(run("network", "export", "--capacity", "牵头", "-f", "csv", store=True).stdout)
    assert {row["predicate"] for row in one} == {"took-the-lead"}
    led = csv_rows(run("network", "export", "--capacity", "led in person", "-f", "csv", store=True).stdout)
    found = {(row["predicate"], row["certainty"], row["counted_in"]) for row in led}
    assert found == {("led-in-person", "inferred", "")}


def test_co_leadership_depends_on_what_counts_as_leading(run: Run) -> None:
    def pairs(which: str) -> int:
        return len(csv_rows(run("network", "project", "co-leadership", "--capacity", which, store=True).stdout))

    # who led something together is inferred in these articles, and what is inferred does not count
    assert [pairs(which) for which in ("strict", "broad", "引进")] == [0, 0, 6]
    # without a set it is the strict one; any part at all is all of one passage
    assert csv_rows(run("network", "project", "co-leadership", store=True).stdout) == []
    shared = csv_rows(run("network", "project", "co-leadership", "--set", "any", store=True).stdout)
    assert (len(shared), {row["passages"] for row in shared}) == (30, {"1"})
    refused = run("network", "project", "co-leadership", "--set", "strickt", store=True)
    assert (refused.returncode, "Nearest: strict" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("weight", "pairs", "total"), [("statements", 1563, 1876), ("sources", 1563, 1575), ("1", 1563, 1563)]
)
def test_a_simple_network_has_an_edge_a_pair(weight: str, pairs: int, total: int, run: Run) -> None:
    ended = run("network", "export", "--simple", "--weight", weight, "-f", "csv", store=True)
    found = csv_rows(ended.stdout)
    assert (len(found), sum(int(row["weight"]) for row in found)) == (pairs, total)
    assert len({(row["from"], row["to"]) for row in found}) == pairs
    assert ended.stderr.endswith(f"893 个节点，{pairs} 条边。\n")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_brokers_among_people_is_counted_by_role(language: str, run: Run) -> None:
    arguments = ("measures", "--on", "people", "-m", "brokerage", "--top", "1", "-f", "csv", "--lang", language)
    ended = run("network", *arguments, store=True)
    assert {(row["label"], row["detail"], row["value"]) for row in csv_rows(ended.stdout)} == {
        (holder, detail, "1") for holder in ("章建龙", "徐秋佳", "王江") for detail in ("all", "coordinator")
    }
    told = {
        "zh": "没有人物见于两个来源：来源之间由何人居间，无从衡量。",
        "en": "No person is in two sources: who brokers between sources cannot be measured.",
    }
    assert ended.stderr.splitlines().count(told[language]) == 1


def test_layers_of_people_are_written_and_measured_alone(run: Run) -> None:
    ended = run("network", "project", "people", "--layer", "counterpart", "--layer", "event", "-f", "csv", store=True)
    assert sorted((row["layer"], row["first"] != "") for row in csv_rows(ended.stdout)) == [
        *[("counterpart", True)] * 6,
        *[("event", False)] * 2,
    ]
    measured = ("measures", "--on", "people", "--layer", "succession", "-m", "degree", "-f", "csv", "--top", "1")
    best = csv_rows(run("network", *measured, store=True).stdout)
    assert {(row["label"], row["value"]) for row in best} == {(name, "2") for name in ("章建龙", "徐秋佳", "王江")}


def test_a_two_mode_network_has_centralities_of_its_own(run: Run) -> None:
    asked = ("measures", "--on", "people-initiative", "-m", "two-mode-eigenvector", "-f", "csv", "--lang", "en")
    ended = run("network", *asked, store=True)
    found = [(row["label"], row["value"], row["detail"]) for row in csv_rows(ended.stdout)]
    # four people in the same five deeds: each singular vector has equal parts
    assert sorted(found) == sorted(
        (n, "0.5", "largest component, 9 of 53 nodes") for n in ("李琴", "李庆", "娄建林", "黄钢强")
    )


def test_pairs_that_share_by_chance_are_left_out_and_counted(run: Run) -> None:
    ended = run("network", "project", "shared-place", "--backbone", "0.05", "-f", "csv", "--lang", "en", store=True)
    found = csv_rows(ended.stdout)
    assert {row["to"] for row in found if float(row["p"]) > 0.05} == set()
    assert min(float(row["expected"]) for row in found) > 0
    line = "  pairs that share no more than their degrees lead one to expect (alpha 0.05, 351 possible pairs): 13"
    assert line in ended.stderr.splitlines()


def test_paths_show_every_statement_on_each_step(run: Run) -> None:
    near = run("network", "paths", "张良", "李琴", "-f", "csv", store=True)
    assert csv_rows(near.stdout) == []
    assert near.stderr.endswith("加 --through-places 则可经由之。\n")
    ended = run("network", "paths", "张良", "李琴", "-f", "csv", "--through-places", store=True)
    rows = csv_rows(ended.stdout)
    assert [row["from_label"] + row["to_label"] for row in rows if row["path"] == "1" and row["step"] == "3"] == [
        "吸引“新农人”返乡创业农村工作指导员制度",
        "吸引“新农人”返乡创业农村工作指导员制度",
    ]
    assert ended.stderr.endswith("18 条路径，各 4 步。\n")


def test_slices_count_each_window_and_write_its_graph(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "按年 slices"
    arguments = ("--years", "2021..2022", "--graphs", str(folder), "-f", "csv")
    ended = run("network", "slices", *arguments, store=True)
    rows = csv_rows(ended.stdout)
    assert [row["first"] for row in rows] == ["2021", "2022"]
    undated = re.findall(r"原文未载时间.*?：(\d+)", ended.stderr)  # as --years left it out, and below the table
    assert len(undated) == 2
    assert int(undated[0]) == int(undated[1]) > 0
    for row in rows:
        written = nx.read_gexf(folder / f"{row['first']}-{row['last']}.gexf", version="1.3")
        assert str(written.number_of_edges()) == row["edges"]


def test_successions_are_a_table(run: Run) -> None:
    ended = run("network", "successions", "-f", "csv", store=True)
    assert [row["holder"] for row in csv_rows(ended.stdout)][-1] == "张良"
    assert ended.stderr.endswith("1 条任职次序，6 名任职者。\n")


def test_a_year_range_without_data_is_an_empty_valid_file_and_says_which_years_there_are(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "empty.gexf"
    ended = run("network", "export", "--years", "1990..1995", "-o", str(path), store=True)
    assert ended.returncode == 0
    assert len(nx.read_gexf(path, version="1.3")) == 0
    assert "没有记载落在 1990..1995（所记年份 2003..2025）。" in ended.stderr
    assert "结果为空。" in ended.stderr
    assert "来源：000-keqiao-strong-foundation" in ended.stderr


EXAMPLES: Final = (
    *("README.md", "README.zh.md", "docs/networks.md", "docs/network-files.md", "docs/zh/networks.md"),
    *("src/kg/cli/network.py", "src/kg/cli/graph.py", "src/kg/locale/zh/LC_MESSAGES/help.po"),
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_example_of_a_network_is_that_of_a_district_where_everything_lies(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = re.findall(r"kg (?:network|graph) [^\n`]*", text)
    assert shown
    assert [line for line in shown if "柯桥区" in line or "Keqiao District" in line] == []


WRONG: Final = {
    ("export", "没有这个村"): "no match for '没有这个村'",
    ("export", "--kind", "foo"): "unknown kind of statement 'foo'",
    ("export", "--capacity", "没有"): "no match for '没有'",
    ("export", "--source", "009"): "unknown source '009'",
    ("export", "--modality", "maybe"): "unknown modality 'maybe'",
    ("export", "--type", "Village"): "unknown class of nodes 'Village'",
    ("export", "--years", "2025..2010"): "the years 2025..2010 end before they begin",
    ("export", "--years", "lately"): "'lately' is not a range of years",
    ("export", "-f", "dot"): "Invalid value for '-f'",
    ("measures", "-m", "closeness"): "unknown measure 'closeness'",
    ("measures", "--of", "Village"): "unknown class of nodes 'Village'",
    ("paths", "张良"): "a path has two ends",
    ("paths", "张良", "李琴", "--around", "Hill"): "unknown class of nodes 'Hill'",
    ("project", "people-place", "--overlap"): "--overlap is not for people-place",
    ("project", "people-place", "--layer", "event"): "--layer is not for people-place",
    ("project", "people", "--layer", "friends"): "Invalid value for '--layer'",
    ("measures", "--layer", "event"): "--layer is for people alone",
    ("measures", "-m", "two-mode-degree"): "the network has no two modes",
    ("measures", "-m", "brokerage"): "the network has several modes",
    ("project", "people-place", "--backbone", "0.05"): "--backbone is not for people-place",
    ("project", "shared-place", "--backbone", "0"): "Invalid value for '--backbone'",
    ("slices", "--certain", "--undated"): "what has no time is certainly in no year",
    ("export", "--simple", "--weight", "edges"): "Invalid value for '--weight'",
    ("export", "--simple", "--weight", "newman"): "Newman's weights are for what people share",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_told_with_a_hint(arguments: tuple[str, ...], run: Run) -> None:
    ended = run("network", *arguments, store=True)
    assert ended.returncode == 2
    assert ended.stdout == ""
    message, hint = ended.stderr.splitlines()[0], ended.stderr.splitlines()[-1]
    assert WRONG[arguments] in message
    assert hint.startswith(("Hint: ", "  ")) or "Hint: " in ended.stderr


CHOSEN: Final[dict[str, dict[str, object]]] = {
    "a text": {"capacities": "strict", "kinds": "involvement", "sources": "002"},
    "a list": {"capacities": ["strict"], "kinds": ["involvement"], "sources": ["002"]},
    "labels": {"capacities": ("strict",), "kinds": {"参与记录"}, "sources": iter(["002"])},
}


@pytest.mark.parametrize("given", CHOSEN)
def test_in_python_a_choice_is_a_text_or_several(given: str, project: Project, store_path: Path) -> None:
    base = Base(project, str(store_path))
    graph = base.network.view(chosen=Chosen.of(**CHOSEN[given])).graph
    assert {(edge["counted_in"], edge["source"][:3]) for *_, edge in graph.edges(data=True)} == {("strict", "002")}


def test_in_python_the_network_is_called_for_as_on_the_command_line(project: Project, store_path: Path) -> None:
    base = Base(project, str(store_path))
    graph = base.network("柯桥区", hops=1, years=(2010, 2025), types=["Person", "Place"], modalities="all")
    typed = Chosen(years="2010..2025", types=("Person", "Place"), modalities=("all",))
    wanted = base.network.view("柯桥区", hops=1, chosen=typed).graph
    assert len(graph) > 1
    assert dict(graph.edges.items()) == dict(wanted.edges.items())


MISTAKEN: Final[dict[str, tuple[dict[str, object], str, str]]] = {
    "a kind": ({"kinds": "tenur"}, "unknown kind of statement 'tenur'", "Nearest: tenure, honour. One of: "),
    "a set": ({"capacities": "stric"}, "no match for 'stric'", "Or a set: strict, medium, broad"),
    "a modality": ({"modalities": ["actual", "plan"]}, "unknown modality 'plan'", "Nearest: planned."),
    "a source": ({"sources": "02"}, "unknown source '02'", "Nearest: "),
    "a class": ({"types": "人"}, "unknown class of nodes '人'", "Nearest: Person."),
    "a field": ({"capacity": "strict"}, "nothing is chosen by 'capacity'", "Nearest: capacities."),
    "no word": ({"kinds": 3}, "kinds has 3, which is not a word", "Write kinds='...' or a list of texts."),
    "no truth": ({"undated": "no"}, "undated='no' is neither True nor False", "Write undated=True."),
}


@pytest.mark.parametrize("name", MISTAKEN)
def test_a_wrong_choice_is_refused_with_the_nearest(name: str, project: Project, store_path: Path) -> None:
    given, message, hint = MISTAKEN[name]
    with pytest.raises(UsageError) as refused:
        Base(project, str(store_path)).network.view(chosen=Chosen.of(**given))
    assert refused.value.message == message
    assert hint in refused.value.hint


def test_an_output_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    ended = run("network", "export", "-o", str(taken / "net.gexf"), store=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: ")
    assert taken.read_text(encoding="utf-8") == "a file"

"""`kg network` as a user meets it: answers on standard output, the rest on standard error, and wrong input told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Final

import networkx as nx
import pytest

from conftest import Run

COVERED: Final = "语料覆盖 covered: 5 个来源 sources (2022–2025)"
CAUTION: Final = "A centrality here describes articles, not villages."


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_measures_are_headed_by_what_the_corpus_covers(run: Run) -> None:
    ended = run("network", "measures", "-m", "betweenness", "--top", "1", store=True)
    assert ended.returncode == 0
    lines = ended.stdout.splitlines()
    assert lines[0].startswith(COVERED)
    assert lines[1].endswith(CAUTION)
    assert "L. C. Freeman" in lines[2]
    assert "非实绩 not actual: planned 22, target 18: 40" in ended.stderr
    assert "未具名者不排名 unnamed people, counted and not ranked: 6" in ended.stderr


def test_measures_as_csv_keep_the_head_out_of_the_table(run: Run) -> None:
    ended = run("network", "measures", "-m", "degree", "-f", "csv", "--of", "Place", store=True)
    best = csv_rows(ended.stdout)[0]
    assert (best["measure"], best["rank"], best["label"], best["detail"]) == ("degree", "1", "柯桥区", "all")
    assert ended.stderr.startswith(COVERED)


def test_measures_as_json_carry_the_head(run: Run) -> None:
    found = json.loads(run("network", "measures", "-m", "pagerank", "-f", "json", store=True).stdout)
    assert found["covered"].startswith(COVERED)
    assert found["caution"].endswith(CAUTION)


def test_measures_are_listed_with_their_sources(run: Run) -> None:
    listed = csv_rows(run("network", "measures", "--list", "-f", "csv", store=True).stdout)
    assert [row["name"] for row in listed] == [
        *("degree", "betweenness", "pagerank", "components", "communities", "constraint", "assortativity", "turnover"),
    ]


def test_quiet_says_nothing_beside_the_answer(run: Run) -> None:
    ended = run("network", "export", "-f", "csv", "--quiet", store=True)
    assert ended.stderr == ""
    assert len(csv_rows(ended.stdout)) == 1567


def test_an_export_around_a_thing_tells_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "net.gexf"
    ended = run("network", "export", "谢家坞村", "--hops", "1", "-o", str(path), store=True)
    assert ended.returncode == 0
    assert "1 步之外 farther than 1 steps" in ended.stderr
    labels = {found["label"] for _, found in nx.read_gexf(path, version="1.3").nodes(data=True)}
    assert {"谢家坞村", "张良"} <= labels


def test_capacities_are_found_by_label_and_by_set(run: Run) -> None:
    strict = csv_rows(run("network", "export", "--capacity", "strict", "-f", "csv", store=True).stdout)
    one = csv_rows(run("network", "export", "--capacity", "牵头", "-f", "csv", store=True).stdout)
    assert {row["predicate"] for row in strict} == {"took-the-lead", "headed", "led-in-person"}
    assert {row["predicate"] for row in one} == {"took-the-lead"}


def test_co_leadership_depends_on_what_counts_as_leading(run: Run) -> None:
    def pairs(which: str) -> int:
        return len(csv_rows(run("network", "project", "co-leadership", "--capacity", which, store=True).stdout))

    assert [pairs(which) for which in ("strict", "medium", "broad")] == [1, 5, 5]


def test_paths_show_every_statement_on_each_step(run: Run) -> None:
    ended = run("network", "paths", "张良", "李琴", "-f", "csv", store=True)
    rows = csv_rows(ended.stdout)
    assert [row["from_label"] + row["to_label"] for row in rows if row["path"] == "1" and row["step"] == "1"] == [
        "张良谢家坞村",
        "张良谢家坞村",
    ]
    assert "5 paths of 5 steps." in ended.stderr


def test_slices_count_each_window_and_write_its_graph(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "按年 slices"
    arguments = ("--years", "2021..2022", "--graphs", str(folder), "-f", "csv")
    ended = run("network", "slices", *arguments, store=True)
    rows = csv_rows(ended.stdout)
    assert [row["first"] for row in rows] == ["2021", "2022"]
    for row in rows:
        written = nx.read_gexf(folder / f"{row['first']}-{row['last']}.gexf", version="1.3")
        assert str(written.number_of_edges()) == row["edges"]


def test_successions_are_a_table(run: Run) -> None:
    ended = run("network", "successions", "-f", "csv", store=True)
    assert [row["holder"] for row in csv_rows(ended.stdout)][-1] == "张良"
    assert ended.stderr.endswith("1 chains, 6 holders.\n")


def test_a_year_range_without_data_is_an_empty_valid_file_and_says_which_years_there_are(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "empty.gexf"
    ended = run("network", "export", "--years", "1990..1995", "-o", str(path), store=True)
    assert ended.returncode == 0
    assert len(nx.read_gexf(path, version="1.3")) == 0
    assert "没有 no source tells of 1990..1995; 有 there are 2003..2025" in ended.stderr
    assert "结果为空 nothing is left." in ended.stderr
    assert "来源 sources: 000-keqiao-strong-foundation" in ended.stderr


WRONG: Final = {
    ("export", "没有这个村"): "nothing is called",
    ("export", "--kind", "foo"): "there is no kind of statement 'foo'",
    ("export", "--capacity", "没有"): "nothing is called",
    ("export", "--source", "009"): "there is no source '009'",
    ("export", "--modality", "maybe"): "there is no modality 'maybe'",
    ("export", "--type", "Village"): "there is no class of nodes 'Village'",
    ("export", "--years", "2025..2010"): "the years 2025..2010 end before they begin",
    ("export", "--years", "lately"): "'lately' are no years",
    ("export", "-f", "dot"): "Invalid value for '-f'",
    ("measures", "-m", "closeness"): "there is no measure 'closeness'",
    ("measures", "--of", "Village"): "there is no class of nodes 'Village'",
    ("paths", "张良"): "a path has two ends",
    ("paths", "张良", "李琴", "--around", "Hill"): "there is no class of nodes 'Hill'",
    ("project", "people-place", "--overlap"): "--overlap is not for people-place",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_told_with_a_hint(arguments: tuple[str, ...], run: Run) -> None:
    ended = run("network", *arguments, store=True)
    assert ended.returncode == 2
    assert ended.stdout == ""
    message, hint = ended.stderr.splitlines()[0], ended.stderr.splitlines()[-1]
    assert WRONG[arguments] in message
    assert hint.startswith(("Hint: ", "  ")) or "Hint: " in ended.stderr


def test_an_output_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    ended = run("network", "export", "-o", str(taken / "net.gexf"), store=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: ")
    assert taken.read_text(encoding="utf-8") == "a file"

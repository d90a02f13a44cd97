"""How far ranks hang on what is taken in: worked by hand on a small network, and as a command."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import pytest

from conftest import Run
from kg.base import Base
from kg.charts.robustness import robustness_chart
from kg.network.communities import adjusted_rand
from kg.network.edges import Graph, statements_of
from kg.network.measures import MEASURES, Asked
from kg.network.robustness import (
    COMPARED,
    Ranking,
    divided,
    interval,
    overlap_of,
    ranking,
    resampled,
    robustness_table,
    spearman,
)
from kg.project import Project
from kg.render.chart import picture, specification
from test_network import small
from test_network_command import csv_rows

A, B, C = "Person:a", "Person:b", "Person:c"


@pytest.fixture
def told() -> Graph:
    """Return a network of three passages, of which the first has two statements, and an edge of the register."""
    return small(
        (A, "Deed:x", {"spans": "0-10"}),
        (A, "Deed:y", {"spans": "5-12"}),
        (B, "Deed:x", {"spans": "20-30"}),
        (C, "Deed:z", {"spans": "40-50"}),
        ("Place:p", "Place:q", {"spans": ""}),
    )


class Drawing(Random):
    """Draws the names that it is given."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = list(names)

    def choices(self, population: list[str], *_: object, k: int = 1) -> list[str]:  # type: ignore[override]
        assert population == ["one 1", "one 2", "one 3"]
        assert k == 3
        return self.names


def test_a_sample_has_the_statements_of_each_passage_as_often_as_it_is_drawn(told: Graph) -> None:
    made = resampled(told, Drawing("one 1", "one 1", "one 3"))
    assert statements_of(made) == {"1", "1#2", "2", "2#2", "4", "5"}  # the register is not drawn, and stays
    assert B not in made
    assert Counter(made.edges()) == {
        (A, "Deed:x"): 2,
        (A, "Deed:y"): 2,
        (C, "Deed:z"): 1,
        ("Place:p", "Place:q"): 1,
    }
    assert made.nodes[A]["label"] == A
    assert ranking("degree", MEASURES["degree"](Asked(made))).rows[A][-1] == "4"


def test_as_many_passages_are_drawn_as_there_are(told: Graph) -> None:
    sizes = [len({s.partition("#")[0] for s in statements_of(resampled(told, Random(n)))}) for n in range(50)]  # noqa: S311
    assert min(sizes) == 2  # one passage three times, and the register
    assert max(sizes) == 5
    assert statements_of(resampled(told, Random(7))) == statements_of(resampled(told, Random(7)))  # noqa: S311


def ranks(**given: int) -> Ranking:
    return Ranking({node: ("m", str(rank), node, node, node, "Person", "", "", "0") for node, rank in given.items()})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ranks(a=1, b=2, c=3), ranks(a=1, b=2, c=3), 1.0),
        (ranks(a=1, b=2, c=3), ranks(a=3, b=2, c=1), -1.0),
        (ranks(a=1, b=2, c=3, d=4), ranks(a=2, b=1, c=4, d=3), 0.6),  # 1 - 6 * 4 / (4 * 15)
        (ranks(a=1, b=2, c=3), ranks(a=1), 0.8660254),  # b and c share the last rank
        (ranks(a=1, b=1, c=1), ranks(a=1, b=2, c=3), None),
        (ranks(), ranks(a=1), None),
    ],
)
def test_the_correlation_of_ranks(one: Ranking, other: Ranking, expected: float | None) -> None:
    found = spearman(one, other)
    assert found is None if expected is None else found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("abc", "abc", 1.0), ("abc", "xyz", 0.0), ("ab", "abcd", 0.5), ("abcd", "ab", 0.5), ("", "", 1.0)],
)
def test_the_share_of_the_first_that_stays(one: str, other: str, expected: float) -> None:
    assert overlap_of(frozenset(one), frozenset(other)) == expected


@pytest.mark.parametrize(
    ("values", "expected"), [([3], (3, 3)), ([2, 1], (1, 2)), (list(range(40)), (1, 38)), ([1] * 99 + [50], (1, 1))]
)
def test_an_interval_holds_95_of_a_hundred(values: list[int], expected: tuple[int, int]) -> None:
    assert interval(values) == expected


def test_ranks_stand_beside_their_intervals_and_what_stays() -> None:
    chosen = {"degree": ranks(a=1, b=2, c=3)}
    others = {"stated-only": {"degree": ranks(b=1, a=2)}, "without-one": {"degree": ranks(a=1, b=2, c=3)}}
    samples = [{"degree": ranks(a=1, b=2, c=3)}, {"degree": ranks(c=1, a=2)}]
    table = robustness_table(chosen, others, samples, top=2)
    assert table.columns[8:] == ("value", "low", "high", "in_top", "stated-only", "without-one")
    assert [(*row[:4], *row[9:]) for row in table.rows] == [
        ("degree", "rank", "1", "a", "1", "2", "1.00", "2", "1"),
        ("degree", "rank", "2", "b", "2", "3", "0.50", "1", "2"),  # missing in a sample, it comes last
        ("degree", "overlap", "", "", "0.5", "1", "", "1", "1"),
        # in the second sample a, b, c have ranks 2, 3, 1; with stated only 2, 1, 3
        ("degree", "spearman", "", "", "-0.5", "1", "", "0.5", "1"),
    ]
    chart = robustness_chart(table, {"degree": "度"})
    assert [(r.label, r.rank, r.low, r.high, r.best, r.worst, r.missing) for r in chart.rows] == [
        ("a", 1, 1, 2, 1, 2, ()),
        ("b", 2, 2, 3, 1, 2, ()),
    ]
    assert "名次有多稳" in picture.svg(specification(chart))


@pytest.mark.parametrize("measure", ["components", "assortativity"])
def test_a_measure_of_the_whole_has_one_figure(measure: str) -> None:
    table = robustness_table(
        {measure: Ranking(whole=3)},
        {"stated-only": {measure: Ranking(whole=5)}, "without-one": {measure: Ranking()}},
        [{measure: Ranking(whole=n)} for n in (4, 2)],
    )
    assert table.rows == ((measure, "value", *[""] * 6, "3", "2", "4", "", "5", ""),)


def test_a_division_is_compared_on_the_nodes_that_are_in_both() -> None:
    own = divided(["abc", "def"])
    others = {"stated-only": {"communities": divided(["ab", "c", "def"])}, "alone": {"communities": divided(["a"])}}
    table = robustness_table({"communities": own}, others, [{"communities": divided(["abc", "de"])}])
    assert [(row[1], *row[8:]) for row in table.rows] == [
        ("value", "2", "2", "2", "", "3", "1"),
        ("ari", "1", "1", "1", "", "0.7059", ""),  # 4 pairs in both, 6 and 4 in each, of 15: (4 - 1.6) / (5 - 1.6)
        ("nmi", "1", "1", "1", "", "0.8133", ""),  # 2 ln 2 : ln 2 + (ln 3)/3 + (ln 6)/6 + (ln 2)/2
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("aabb", "aabc"), ("aabbcc", "abcabc"), ("aabbb", "bbaaa"), ("abcd", "aaaa")]
)
def test_how_far_two_divisions_agree_is_that_of_networkit(one: str, other: str) -> None:
    networkit = pytest.importorskip("networkit")
    graph = networkit.Graph(len(one))
    parts = [networkit.Partition(len(one), list(map(ord, text))) for text in (one, other)]
    for part in parts:
        part.setUpperBound(200)
    away = networkit.community.AdjustedRandMeasure().getDissimilarity(graph, *parts)
    divisions = ({str(n): ord(letter) for n, letter in enumerate(text)} for text in (one, other))
    assert adjusted_rand(*divisions) == pytest.approx(1 - away)


def test_a_post_of_one_holder_counts_and_is_not_listed() -> None:
    def post(name: str, holders: int) -> tuple[str, ...]:
        return ("turnover", "1", "place:p", name, name, "Place", "", "holders", str(holders))

    own = ranking("turnover", [post("a", 3), post("b", 1), post("c", 1)])  # type: ignore[list-item]
    other = ranking("turnover", [post("b", 2), post("a", 1)])  # type: ignore[list-item]
    table = robustness_table({"turnover": own}, {"stated-only": {"turnover": other}}, [])
    assert [(*row[1:5], row[-1]) for row in table.rows] == [
        ("rank", "1", "place:p", "a", "2"),
        ("overlap", "", "", "", "0"),  # of the posts of several holders
        ("spearman", "", "", "", "0"),
    ]


def test_every_measure_is_compared() -> None:
    assert set(COMPARED) == set(MEASURES)


CONDITIONS: Final = [
    *("stated-only", "through-places", "no-bylines"),
    *("without-000-keqiao-strong-foundation", "without-001-keqiao-top-ten-district"),
    *("without-002-keqiao-rural-work-instructors", "without-003-shangyu-red-root-foundation"),
    "without-004-zhejiang-ten-years",
]


def test_every_source_is_left_out_once(run: Run) -> None:
    asked = ("robustness", "-m", "degree", "--samples", "3", "--bylines", "-f", "csv", "--lang", "en")
    ended = run("network", *asked, store=True)
    assert ended.returncode == 0, ended.stderr
    rows = csv_rows(ended.stdout)
    assert list(rows[0])[12:] == CONDITIONS
    measured = run("network", "measures", "-m", "degree", "--bylines", "--top", "10", "-f", "csv", store=True)
    wanted = {(row["id"], row["rank"], row["value"]) for row in csv_rows(measured.stdout) if row["detail"] == "all"}
    assert {(row["id"], row["rank"], row["value"]) for row in rows if row["figure"] == "rank"} == wanted
    alone = run("network", "measures", "-m", "degree", "--bylines", "--stated-only", "-f", "csv", store=True)
    stated = {row["id"]: row["rank"] for row in csv_rows(alone.stdout) if row["detail"] == "all"}
    assert {row["id"]: row["stated-only"] for row in rows if row["id"]} == {
        row["id"]: stated.get(row["id"], "") for row in rows if row["id"]
    }
    # a person is in one source: without it, it is not there
    own = {row["id"][-3:]: row for row in rows if row["id"]}
    assert all(row[name] == "" for number, row in own.items() for name in CONDITIONS if name[8:11] == number)
    assert {row["figure"] for row in rows} == {"rank", "overlap", "spearman"}
    assert "Ranks hang on what is taken in" in ended.stderr


def test_in_python_the_network_compares_itself(project: Project, store_path: Path) -> None:
    network = Base(project, str(store_path)).network("谢家坞村")
    table = network.robustness("degree", samples=2, top=1)
    assert table.columns[:3] == ("measure", "figure", "rank")
    assert set(table.column("figure")) == {"rank", "overlap", "spearman"}


def test_the_intervals_are_drawn(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "ranks.svg"
    asked = ("--on", "people", "-m", "constraint", "--samples", "2", "-o", str(made), "--lang", "en")
    ended = run("network", "robustness", *asked, store=True)
    assert ended.returncode == 0, ended.stderr
    assert "How far ranks hang on what is taken in" in made.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-m", "closeness"), "unknown measure 'closeness'"),
        (("-m", "constraint"), "constraint means nothing here"),
        (("-m", "two-mode-degree"), "the network has no two modes"),
        (("--on", "friends"), "unknown projection 'friends'"),
    ],
)
def test_what_is_not_compared_is_refused(arguments: tuple[str, ...], message: str, run: Run) -> None:
    ended = run("network", "robustness", "--samples", "1", *arguments, store=True)
    assert ended.returncode == 2
    assert message in ended.stderr

"""`kg graph` on the command line: what it says of what it draws and leaves out, and how it refuses."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT, Run
from kg.model import Corpus
from kg.network import Selection, gather, interlinked, multigraph, select
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.render.embedding import apart
from kg.render.layout import layout
from kg.terms.namespaces import PREFIXES

COVERED: Final = "Covered: 5 sources (2022–2025), 1,365 statements, 94 places, years 2003–2025; 000-keqiao"
VILLAGE: Final = PREFIXES["place"] + "谢家坞村-330603"


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            [
                "未列入（记载数，另有注明者除外）：",
                "  不成边（无参照的指标、名称、言语）：31",
                "  2 步之外：1287",
                "28 个点，82 条边，2 步以内",
            ],
        ),
        (
            "en",
            [
                "Left out (number of statements, unless another unit is named):",
                "  single-entity statements (figures without a reference, names, words): 31",
                "  farther than 2 steps: 1287",
                "28 nodes, 82 edges, within 2 steps",
            ],
        ),
    ],
)
def test_it_says_what_it_draws_and_what_it_leaves_out(
    run: Run, tmp_path: Path, language: str, lines: list[str]
) -> None:
    page = tmp_path / "page.html"
    ended = run("graph", "谢家坞村", "-o", str(page), "--lang", language, store=True)
    assert ended.returncode == 0
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [*lines, f"{'Wrote' if language == 'en' else '已写入'} {page}"]


def test_a_village_is_drawn_without_what_only_large_graphs_and_charts_need(store_path: Path, tmp_path: Path) -> None:
    words = ["graph", "叶家堰", "-o", str(tmp_path / "page.html"), "--store", str(store_path), "--quiet"]
    script = f"""import sys
sys.argv[1:] = {words!r}
from kg.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code
print(sorted({{"scipy", "pypinyin", "altair", "rdflib", "networkx", "polib"}} & set(sys.modules)))"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.stdout == "['networkx']\n", ended.stderr


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (("谢家坞村", "-o", "page.gif"), "page.gif cannot be written as gif", "Known endings: .html"),
        (("谢家坞村", "--years", "1900..1910"), "no statement draws an edge for 谢家坞村 in 1900..1910", COVERED),
        (("胡燕鸣", "--kind", "observation"), "no statement draws an edge for 胡燕鸣", "kg show 胡燕鸣"),
        (("--query", "aliases"), "no statement draws an edge for what was asked for", COVERED),
        (("胡燕名",), "no match for '胡燕名'", "胡燕鸣 Hu Yanming (Person, person:胡燕鸣-002)"),
        (("村工作",), "'村工作' is ambiguous:", "Give the id of the one you mean."),
        (("胡燕鸣", "--path"), "a path has two ends", "kg graph 邵关通 张良 --path"),
        (("胡燕鸣", "林国荣", "--path", "--kind", "tenure"), "no path joins the two", "--kind"),
        (("--query", "who-led", "--set", "initiative"), "--set initiative sets nothing", "NAME=VALUE"),
        (("--years", "2020-2021"), "'2020-2021' is not a range of years", "2010..2025"),
        (("--capacity", "牵斗"), "no match for '牵斗'", "Or a set: strict, medium, broad"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_next_step(
    run: Run, tmp_path: Path, words: tuple[str, ...], error: str, hint: str
) -> None:
    page = tmp_path / "page.html"
    ended = run("graph", *([] if "-o" in words else ["-o", str(page)]), *words, store=True)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"Error: {error}")
    assert hint in ended.stderr.split("Hint: ")[1]
    assert not page.exists()


def test_a_query_without_statements_is_refused(run: Run) -> None:
    ended = run("graph", "--query", "-", store=True, given="SELECT ?place { ?place a kg:Place } LIMIT 1")
    assert ended.returncode == 2
    assert ended.stderr.startswith("Error: the query gives no column statement\nHint: SELECT ?statement")


def test_a_disk_that_is_full_leaves_the_old_page(store_path: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("the old page", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "graph", "叶家堰", "-o", str(page), "--store", str(store_path)]

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    # a limit for the child alone stands for a disk without room
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, preexec_fn=little_room, check=False)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(f"Error: {page} cannot be written: File too large\nHint: ")
    assert page.read_text(encoding="utf-8") == "the old page"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_limit_keeps_what_hangs_together(reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    import networkx as nx  # noqa: PLC0415 - as the program imports it

    graph = select(multigraph(reading, loaded[1]), Selection())
    part = interlinked(graph, 60)
    assert len(part) == 60
    assert part.graph["cut"] == len(graph) - 60
    assert nx.number_weakly_connected_components(part) == 1


def test_nodes_are_gathered_by_town_or_district(reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    graph = multigraph(reading, loaded[1])
    found = gather(graph, reading)
    place = PREFIXES["place"]
    assert found[VILLAGE] == place + "兰亭街道-330603"
    assert found[PREFIXES["person"] + "胡燕鸣-002"] == place + "柯岩街道-330603"
    assert found[place + "柯桥区-330603"] == place + "柯桥区-330603"


def test_a_layout_is_made_without_chance_and_covers_no_name(reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    graph = interlinked(select(multigraph(reading, loaded[1]), Selection()), 80)
    groups = gather(graph, reading)
    made = layout(graph, groups)
    assert made == layout(graph, groups)
    for frame in made.frames:
        inside = [
            (x, y)
            for x, y in (made.places[node] for node, group in groups.items() if group == frame.name)
            if frame.x <= x <= frame.x + frame.width and frame.y <= y <= frame.y + frame.height
        ]
        assert len(inside) == sum(group == frame.name for group in groups.values())
    boxes = [(f.x, f.y, f.x + f.width, f.y + f.height) for f in made.frames]
    overlaps = [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert overlaps == []


def test_boxes_are_pushed_apart_even_from_one_point() -> None:
    import numpy as np  # noqa: PLC0415 - as the program imports it

    sizes = np.broadcast_to(np.array((10.0, 4.0)), (30, 2))
    points = apart(np.zeros((30, 2)), sizes, rounds=2000)
    offset = np.abs(points[:, None] - points[None, :]) + 1000 * np.eye(30)[:, :, None]
    assert bool((offset >= np.array((10.0, 4.0)) - 0.01).any(axis=2).all())

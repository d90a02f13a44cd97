"""The first view without a browser: the same picture as the page saves, element by element; readers without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import networkx as nx
import pytest
from lxml import etree
from playwright.sync_api import Browser

from conftest import Run
from kg.finding.find import Lookup
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project
from kg.render.marks import FILES
from kg.render.part import Parts, Wish
from kg.render.view import draw
from kg.store import Store
from pages import Draw, Open, saved, status

SCREEN: Final = {"width": 1418, "height": 862}  # of which the graph has 1050 by 660
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
Element = tuple[str, dict[str, str], list[float], str]


def elements(text: str) -> list[Element]:
    """Return the elements of an SVG in order: name, attributes without their numbers, the numbers, the text."""
    found = []
    for element in etree.fromstring(text.encode()).iter("{*}*"):
        given = {str(name): str(value) for name, value in sorted(element.attrib.items())}
        numbers = [float(n) for name, value in given.items() if "#" not in value for n in NUMBER.findall(value)]
        shapes = {name: value if "#" in value else NUMBER.sub("0", value) for name, value in given.items()}
        found.append((etree.QName(element).localname, shapes, numbers, element.text or ""))
    return found


OFF: Final = "-type=Honour%0AInitiative"
STATES: Final = [
    pytest.param(words, state, id=" ".join((*words, state)) or "all")
    for words, state in (
        ((), ""),
        (("--lang", "en"), ""),
        (("谢家坞村",), ""),
        (("谢家坞村", "--lang", "en"), ""),
        (("叶家堰",), ""),
        (("柯桥区",), ""),
        (("黄君根",), ""),
        (("先锋书店项目", "--hops", "1"), ""),
        (("--capacity", "strict"), ""),
        (("叶家堰", "--size", "betweenness"), ""),
        (("胡燕鸣", "李琴", "--path"), ""),
        ((), "l=1"),
        ((), "v=place&m=40&g=en"),
        ((), "v=lanes&l=4&p=1&c=place"),
        ((), "v=time&l=3&p=1"),
        ((), "v=net&l=2&m=20"),
        (("柯桥区",), "v=place&f=柯岩街道%0A安昌街道&p=0"),
        (("柯桥区", "--colour", "community"), "v=time&y=2015-2022&u=0"),
        (("谢家坞村",), f"{OFF}&-certainty=inferred&o=0&s=none"),
        ((), "m=900&l=4&o=1&p=1"),
        ((), "m=900&l=4&o=1&p=1&n=person:胡燕鸣-002"),
        (("叶家堰",), "r=person:胡燕鸣-002~1&-source=002-keqiao-rural-work-instructors&u=0&g=en"),
        (("柯桥区",), "-modality=&y=2022-2022"),
        (("叶家堰",), "l=2&o=0&p=0&n=person:胡燕鸣-002"),
        (("叶家堰",), "d=group:叶家堰驻村团队-002~40~300&h=place:叶家堰-330603&n=002-00574-involvement-a0aa"),
    )
]


@pytest.mark.parametrize(("words", "state"), STATES)
def test_python_and_the_page_write_one_picture(
    open_page: Open, drawn: Draw, run: Run, tmp_path: Path, words: tuple[str, ...], state: str
) -> None:
    made = tmp_path / "still.svg"
    ended = run("graph", *words, "--state", f"page.html#{state}", "-o", str(made), store=True)
    assert ended.returncode == 0, ended.stderr
    ours = elements(made.read_text(encoding="utf-8"))
    theirs = elements(saved(open_page(drawn(*words), f"#{state}", **SCREEN), "svg").read_text(encoding="utf-8"))
    assert [e[0] for e in ours] == [e[0] for e in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert one[:2] == other[:2]
        assert one[3] == other[3]
        assert one[2] == pytest.approx(other[2], abs=1)


@pytest.mark.parametrize(("fmt", "begins"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<svg")])
def test_a_picture_is_written_without_a_browser(run: Run, tmp_path: Path, fmt: str, begins: bytes) -> None:
    made = tmp_path / f"still.{fmt}"
    assert run("graph", "叶家堰", "-o", str(made), store=True).returncode == 0
    assert made.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (
            ("--state", "#z=10,20,1.5"),
            "a file shows all that is drawn, and --state has zoomed",
            "Leave out z=10,20,1.5.",
        ),
        (
            ("--state", "#x=person:nobody"),
            "--state names what this graph has not: person:nobody",
            "Draw with the things",
        ),
        (("--state", "#d=person:nobody~1~2"), "--state names what this graph has not: person:nobody~1~2", ""),
        (("--state", "#-role=no-role"), "--state names what this graph has not: no-role", ""),
        (("--state", "#n=000-nothing"), "--state names what this graph has not: 000-nothing", ""),
        (("--state", "#v=spiral"), "--state names what this graph has not: v=spiral", ""),
        (("--state", "#l=9"), "--state names what this graph has not: l=9", ""),
        (("--state", "#y=2019"), "--state names what this graph has not: y=2019", ""),
        (("--state", "#what"), "--state names what this graph has not: what", ""),
        (("--embed",), "--embed makes a page for a frame, and svg is no page", "Leave --embed out, or write .html."),
    ],
)
def test_what_no_picture_can_show_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], error: str, hint: str
) -> None:
    ended = run("graph", "叶家堰", *words, "-o", str(tmp_path / "a.svg"), store=True)
    assert (ended.returncode, ended.stderr.splitlines()[0]) == (2, f"Error: {error}")
    assert ended.stderr.splitlines()[1].startswith(f"Hint: {hint}")
    assert not (tmp_path / "a.svg").exists()


Network = tuple[dict[str, dict[str, object]], dict[tuple[str, str, str], dict[str, object]]]


def network(path: Path, kind: str) -> Network:
    """Return what networkx reads of a file: nodes and edges with what they say of themselves."""
    if kind == "gexf":
        read: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_gexf(path, version="1.3"))
        for _, row in read.nodes(data=True):
            viz = row.pop("viz")
            row.update(x=viz["position"]["x"], y=-viz["position"]["y"], size=viz["size"], colour=_hex(viz["color"]))
    elif kind == "graphml":
        read = nx.MultiDiGraph(nx.read_graphml(path, force_multigraph=True))
        for _, row in read.nodes(data=True):
            row["y"] = -row["y"]
            assert row["colour"] == _hex(row)
    else:
        given = json.loads(path.read_text(encoding="utf-8"))
        read = nx.MultiDiGraph(nx.node_link_graph(given, source="from", target="to", edges="edges"))
    named = {"x", "y", "size", "colour", "label", "label_en", "type", "place_id"}
    nodes = {n: {k: v for k, v in row.items() if k in named and v} for n, row in read.nodes(data=True)}
    said = {"label", "label_en", "slot", "predicate", "certainty", "quote", "counted_in"}
    edges = {
        (a, b, row["id"] if kind == "gexf" else f"{row['id']}:{row['slot']}" if kind == "json" else key): {
            k: v for k, v in row.items() if k in said and v
        }
        for a, b, key, row in read.edges(keys=True, data=True)
    }
    return nodes, edges


def _hex(parts: dict[str, int]) -> str:
    return "#" + "".join(f"{parts[name]:02x}" for name in "rgb")


@pytest.mark.parametrize(
    ("words", "state"),
    [(("叶家堰",), ""), (("--lang", "en"), "l=1&v=lanes"), (("柯桥区",), "v=time&-type=Person&c=place&s=none")],
)
def test_files_for_other_programs_have_what_is_drawn_where_it_is_drawn(
    open_page: Open, drawn: Draw, run: Run, tmp_path: Path, words: tuple[str, ...], state: str
) -> None:
    opened = open_page(drawn(*words), f"#{state}", **SCREEN)
    found: dict[str, Network] = {}
    for kind in FILES:
        made = tmp_path / f"drawn.{kind}"
        assert run("graph", *words, "--state", f"#{state}", "-o", str(made), store=True).returncode == 0
        found[kind] = network(made, kind)
        theirs = network(saved(opened, kind), kind)
        assert [_near(row) for row in found[kind][0].values()] == [_near(row) for row in theirs[0].values()]
        assert (list(found[kind][0]), found[kind][1]) == (list(theirs[0]), theirs[1])
    assert found["gexf"] == found["graphml"]
    assert found["json"] == found["graphml"]
    assert (len(found["json"][0]), len(found["json"][1])) == status(opened)[:2]


def _near(row: dict[str, object]) -> dict[str, object]:
    """Return what a node says of itself, its place within a pixel."""
    return {k: pytest.approx(v, abs=1) if isinstance(v, int | float) else v for k, v in row.items()}


def test_a_network_is_written_beyond_what_a_picture_can_show(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "all.graphml"
    assert run("graph", "--open", "900", "--layout", "net", "-o", str(made), store=True).returncode == 0
    places = [(row["x"], row["y"]) for _, row in nx.read_graphml(made).nodes(data=True)]
    assert len(places) == len(set(places)) > 150


@pytest.fixture
def packed(
    project: Project, store: Store, loaded: tuple[Corpus, Ontology], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Path:
    """Return a page whose tables are packed, as those of a large one are."""
    monkeypatch.setattr("kg.render.graph_page.PACKED_ABOVE", 0)
    path = tmp_path / "packed.html"
    parts = Parts(project, store, loaded[1], Lookup(store, project.register), Wish(("叶家堰",)))
    path.write_text(draw(parts)[0].html, encoding="utf-8")
    return path


def test_a_large_page_is_packed_and_says_the_same(open_page: Open, drawn: Draw, packed: Path) -> None:
    assert 'id="packed">H4sI' in packed.read_text(encoding="utf-8")
    opened = open_page(packed)
    assert opened.rows() == open_page(drawn("叶家堰")).rows()
    assert opened.complaints == []
    assert opened.asked == [packed.as_uri()]


def test_what_a_browser_cannot_unpack_is_shown_as_a_table(browser: Browser, packed: Path) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.DecompressionStream")
    page = context.new_page()
    page.goto(packed.as_uri())
    page.locator("body[data-ready=yes]").wait_for()
    assert page.locator("#cannot-unpack").inner_text() == "此浏览器不能解开图的数据，以下是表格。"
    assert page.locator("#table tbody tr").count() > 10
    assert page.locator("#table figure svg").is_visible()
    context.close()


def test_without_scripts_the_first_view_stands_above_the_table(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰"), scripts=False).page
    picture, table = (page.locator(of).bounding_box() for of in ("figure svg", "noscript table"))
    assert picture is not None
    assert table is not None
    assert picture["y"] + picture["height"] <= table["y"]
    assert page.locator("figure svg text", has_text="先锋书店项目").count() == 1


def test_print_has_the_graph_and_its_legend_on_page_one_and_breaks_no_word(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰")).page
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    tops = page.evaluate(
        """() => ['h1', '#graph', '#legend', '#table'].map(at => {
        const box = document.querySelector(at).getBoundingClientRect(); return [box.top, box.bottom]; })"""
    )
    assert tops == sorted(tops)
    assert tops[2][1] - tops[0][0] <= 1010  # pixels of a sheet of A4 within its margins
    assert page.evaluate("getComputedStyle(document.querySelector('#legend')).breakAfter") == "page"
    assert page.evaluate("getComputedStyle(document.querySelector('td')).wordBreak") == "normal"

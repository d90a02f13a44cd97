"""The first view without a browser: the same picture as the page saves, element by element; readers without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from lxml import etree
from playwright.sync_api import Browser

from conftest import Run
from kg.finding.find import Lookup
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project
from kg.render.part import Parts, Wish
from kg.render.view import draw
from kg.store import Store
from pages import Draw, Open, saved

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


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--lang", "en"),
        ("谢家坞村",),
        ("谢家坞村", "--lang", "en"),
        ("叶家堰",),
        ("柯桥区",),
        ("黄君根",),
        ("先锋书店项目", "--hops", "1"),
        ("--capacity", "strict"),
        ("叶家堰", "--size", "betweenness"),
    ],
)
def test_python_and_the_page_write_one_picture(
    open_page: Open, drawn: Draw, run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    made = tmp_path / "still.svg"
    assert run("graph", *words, "-o", str(made), store=True).returncode == 0
    ours = elements(made.read_text(encoding="utf-8"))
    theirs = elements(saved(open_page(drawn(*words), **SCREEN), "svg").read_text(encoding="utf-8"))
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
    ("words", "error"),
    [
        (("--layout", "time"), "Error: a svg without a browser shows the first view, side by side"),
        (("--open", "900"), "Error: so many nodes are no picture"),
    ],
)
def test_what_no_picture_can_show_is_refused(run: Run, tmp_path: Path, words: tuple[str, ...], error: str) -> None:
    ended = run("graph", *words, "-o", str(tmp_path / "a.svg"), store=True)
    assert (ended.returncode, ended.stderr.splitlines()[0]) == (2, error)


@pytest.fixture
def packed(
    project: Project, store: Store, loaded: tuple[Corpus, Ontology], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Path:
    """Return a page whose tables are packed, as those of a large one are."""
    monkeypatch.setattr("kg.render.graph_page.PACKED_ABOVE", 0)
    path = tmp_path / "packed.html"
    parts = Parts(project, store, loaded[1], Lookup(store, project.register), Wish(("叶家堰",)))
    path.write_text(draw(parts)[0], encoding="utf-8")
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

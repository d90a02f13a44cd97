"""The graph page in a real Chromium, offline: what it shows, what a click opens, and that nothing hostile runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright
from pyoxigraph import Literal, NamedNode

from conftest import Run
from kg.build import build
from kg.dataset import write_corpus
from kg.model import Corpus, Quote, Resource, Statement
from kg.ontology import Ontology
from kg.project import Project, locate
from kg.terms.namespaces import KG, PREFIXES, SKOS

CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
TEAM_LEADS: Final = "002-00574-involvement-a0aa"
HOSTILE: Final = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<a href='javascript:alert(3)'>href</a>",
    "\u202eevil\u202c\u200b\u200d",
    "{{ 7*7 }}{% raw %}",
)


@dataclass
class Opened:
    """A page that was opened, and all that it asked for or complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Return a function that opens a file, scripts on or off, and waits until the graph is drawn."""
    contexts = []

    def opened(path: Path, fragment: str = "", *, width: int = 1200, scripts: bool = True) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, offline=True
        )
        contexts.append(context)
        result = Opened(context.new_page())
        result.page.on("request", lambda request: result.asked.append(request.url))
        result.page.on("console", lambda message: result.complaints.append(message.text))
        result.page.on("pageerror", lambda error: result.complaints.append(str(error)))

        def refuse(dialog: Dialog) -> None:
            result.complaints.append(dialog.message)
            dialog.dismiss()

        result.page.on("dialog", refuse)
        result.page.goto(path.as_uri() + fragment)
        if scripts:
            result.page.wait_for_selector("body[data-ready=yes]")
        return result

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def village(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the page of a thing, made by `kg graph`."""
    folder = tmp_path_factory.mktemp("pages")

    def page(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            assert run("graph", name, "-o", str(path), store=True).returncode == 0
        return path

    return page


def edges(opened: Opened) -> set[tuple[str, str, str, bool]]:
    """Return what is drawn: (from, label, to, dashed), names instead of ids, edges that place a deed left out."""
    found = opened.page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent);
        const name = id => d.entities[id].label;
        return kgNetwork.body.data.edges.get().map(e => [name(e.from), e.label, name(e.to), e.dashes]); }"""
    )
    return {(start, label, end, dashed) for start, label, end, dashed in found if label != "地方"}


def test_the_chain_of_xiejiawu_is_drawn_as_inferred(open_page: Open, village: Callable[[str], Path]) -> None:
    chain = ["谢家坞村指导员(姓名缺失)", "邵关通", "章建龙", "徐秋佳", "王江", "张良"]
    drawn = edges(open_page(village("谢家坞村")))
    assert {e for e in drawn if e[1] == "先于"} == {
        (earlier, "先于", later, True) for earlier, later in pairwise(chain)
    }
    assert {e for e in drawn if e[1] == "农村工作指导员"} == {
        (name, "农村工作指导员", "谢家坞村", True) for name in chain
    }
    assert ("邵关通", "开展", "推行卫生考核制度", False) in drawn
    assert ("徐秋佳", "协助", "农村工作指导员制度传承馆", False) in drawn


def test_the_group_of_yejiayan_keeps_its_deed(open_page: Open, village: Callable[[str], Path]) -> None:
    drawn = edges(open_page(village("叶家堰")))
    assert {e for e in drawn if e[0] == "叶家堰几任指导员"} == {
        ("叶家堰几任指导员", "推动", "叶家堰“三级跳”", False),
        ("叶家堰几任指导员", "指导员", "叶家堰", False),
    }
    assert {e for e in drawn if e[0] == "胡燕鸣"} == {
        ("胡燕鸣", "成员", "叶家堰几任指导员", False),
        ("胡燕鸣", "指导员", "叶家堰", False),
        ("胡燕鸣", "民间称号", "最有“帮村运”的指导员", False),
        ("胡燕鸣", "授予方", "叶家堰村民", False),
    }
    assert {e for e in drawn if e[0] == "叶家堰驻村团队"} == {
        ("叶家堰驻村团队", "牵头", "先锋书店项目", False),
        ("叶家堰驻村团队", "引进", "先锋书店项目", False),
    }


def test_no_secretary_is_put_into_daqiao(open_page: Open, village: Callable[[str], Path]) -> None:
    drawn = edges(open_page(village("大桥村")))
    assert {e for e in drawn if e[2] == "大桥村"} == {("李琴", "指导员", "大桥村", False)}
    assert {(e[0], e[2]) for e in drawn if e[1] == "对方" and e[2] in {"黄钢强", "李庆"}} == {
        (helper, helped) for helper in ("李琴", "娄建林") for helped in ("黄钢强", "李庆")
    }
    assert not [e for e in drawn if e[0] in {"黄钢强", "李庆"}]


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_page: Open, village: Callable[[str], Path]) -> None:
    path = village("叶家堰")
    opened = open_page(path)
    assert opened.asked == [path.as_uri()]
    assert opened.complaints == []


def test_a_click_on_an_edge_opens_the_words(open_page: Open, village: Callable[[str], Path]) -> None:
    opened = open_page(village("叶家堰"))
    place = opened.page.evaluate(
        """() => { const all = kgNetwork.body.data.edges.get();
        const e = all.find(e => e.label === '民间称号' && e.from.includes('胡燕鸣'));
        const p = kgNetwork.getPositions([e.from, e.to]), a = p[e.from], b = p[e.to];
        const box = document.querySelector('#graph canvas').getBoundingClientRect();
        for (let f = 0.2; f < 0.8; f += 0.02) {  // where nothing else lies over the edge
            const m = kgNetwork.canvasToDOM({x: a.x + f * (b.x - a.x), y: a.y + f * (b.y - a.y)});
            if (!kgNetwork.getNodeAt(m) && kgNetwork.getEdgeAt(m) === e.id) return [box.left + m.x, box.top + m.y];
        }
        return null; }"""
    )
    opened.page.mouse.click(*place)
    panel = opened.page.locator("#panel")
    panel.locator("blockquote").wait_for()
    assert panel.locator("h3").inner_text() == "胡燕鸣 · 民间称号 · 最有“帮村运”的指导员"
    assert panel.locator("blockquote").all_inner_texts() == ["胡燕鸣被村民称为最有“帮村运”的指导员"]
    assert "原文未载 not said" in panel.inner_text()


def test_a_click_on_a_node_opens_all_that_is_said_of_it(open_page: Open, village: Callable[[str], Path]) -> None:
    opened = open_page(village("叶家堰"))
    place = opened.page.evaluate(
        """() => { const id = kgNetwork.body.data.nodes.get().find(n => n.label === '胡燕鸣').id;
        const m = kgNetwork.canvasToDOM(kgNetwork.getPositions([id])[id]);
        const box = document.querySelector('#graph canvas').getBoundingClientRect();
        return [box.left + m.x, box.top + m.y]; }"""
    )
    opened.page.mouse.click(*place)
    headings = opened.page.locator("#panel h3")
    headings.nth(3).wait_for()
    assert headings.all_inner_texts() == [
        "胡燕鸣 Hu Yanming",
        "胡燕鸣 · 指导员 · 叶家堰",
        "胡燕鸣 · 成员 · 叶家堰几任指导员",
        "胡燕鸣 · 民间称号 · 最有“帮村运”的指导员",
    ]


def test_a_deep_link_opens_its_statement(open_page: Open, village: Callable[[str], Path]) -> None:
    opened = open_page(village("叶家堰"), f"#n={TEAM_LEADS}")
    assert opened.page.locator("#panel h3").inner_text() == "叶家堰驻村团队 · 牵头 · 先锋书店项目"
    assert opened.page.locator("#panel blockquote").inner_text() == "由驻村团队牵头引进的先锋书店项目"


def test_search_finds_a_name_and_says_when_there_is_none(open_page: Open, village: Callable[[str], Path]) -> None:
    opened = open_page(village("叶家堰"))
    term = opened.page.locator("#term")
    term.fill("胡燕鸣")
    term.press("Enter")
    assert opened.page.locator("#panel h3").first.inner_text() == "胡燕鸣 Hu Yanming"
    term.fill("没有此人")
    term.press("Enter")
    assert "Nothing in this graph is called that" in opened.page.locator("#panel").inner_text()


def test_without_scripts_the_table_says_it_all(open_page: Open, village: Callable[[str], Path]) -> None:
    page = open_page(village("叶家堰"), scripts=False).page
    row = page.locator(f"#row-{TEAM_LEADS}")
    assert row.is_visible()
    assert row.locator("td").all_inner_texts() == [
        "叶家堰驻村团队",
        "牵头",
        "先锋书店项目",
        "",
        "原文明载 stated",
        "实绩 actual",
        "由驻村团队牵头引进的先锋书店项目",
        "002-keqiao-rural-work-instructors",
        TEAM_LEADS,
    ]
    assert not page.locator("#graph").is_visible()


def test_on_a_telephone_nothing_is_wider_than_the_screen(open_page: Open, village: Callable[[str], Path]) -> None:
    page = open_page(village("叶家堰"), width=390).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_policy_allows_the_pages_own_scripts_alone(village: Callable[[str], Path]) -> None:
    text = village("叶家堰").read_text(encoding="utf-8")
    policy = text.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert "unsafe" not in policy


@pytest.fixture(scope="module")
def hostile_project(
    project: Project, loaded: tuple[Corpus, Ontology], tmp_path_factory: pytest.TempPathFactory
) -> Project:
    """Return a project whose labels, quote and note are hostile."""
    corpus, ontology = loaded
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(project.graph_data / "sources", root / "graph_data" / "sources")
    source = next(iri for iri in corpus.sources if "/002-" in iri)
    people = {
        f"{PREFIXES['person']}h{n}": Resource(
            f"{PREFIXES['person']}h{n}", KG + "Person", ((SKOS + "prefLabel", Literal(text, language="zh")),)
        )
        for n, text in enumerate(HOSTILE)
    }
    group = f"{PREFIXES['group']}g"
    entities = {**people, group: Resource(group, KG + "Group", ((SKOS + "prefLabel", Literal("g", language="zh")),))}
    quote = Quote(f"{PREFIXES['quote']}002-00000-00028", source, 0, 28, HOSTILE[0])
    statements = tuple(
        Statement(
            f"{PREFIXES['statement']}002-00000-relation-000{n}",
            "Relation",
            source,
            (
                ("about", NamedNode(person)),
                ("note", Literal(HOSTILE[1])),
                ("relatedTo", NamedNode(group)),
                ("relation", NamedNode(PREFIXES["relation"] + "member-of")),
            ),
            (quote.iri,),
        )
        for n, person in enumerate(people)
    )
    own = {value.value for described in corpus.sources.values() for _, value in described.properties}
    kept = {iri: q for iri, q in corpus.quotes.items() if iri in own}
    hostile = Corpus(
        corpus.sources, corpus.parts, {**corpus.entities, **entities}, {**kept, quote.iri: quote}, statements
    )
    write_corpus(hostile, ontology, root / "graph_data")
    return locate(root)


def test_hostile_words_are_shown_and_do_not_run(
    hostile_project: Project, open_page: Open, run: Run, tmp_path: Path
) -> None:
    corpus_page = tmp_path / "hostile.html"
    store = tmp_path / "store"
    build(hostile_project, store)
    made = run(
        "--project", str(hostile_project.root), "graph", "group:g", "-o", str(corpus_page), "--store", str(store)
    )
    assert made.returncode == 0, made.stderr
    opened = open_page(corpus_page, "#n=person:h0")
    opened.page.wait_for_timeout(300)
    assert opened.complaints == []
    assert opened.asked == [corpus_page.as_uri() + "#n=person:h0"] or opened.asked == [corpus_page.as_uri()]
    assert opened.page.locator("#panel h3").first.inner_text() == HOSTILE[0]
    assert opened.page.locator("#panel blockquote").first.inner_text() == HOSTILE[0]
    assert opened.page.locator("tbody tr td:first-child").all_inner_texts() == [h.strip() for h in HOSTILE]
    assert opened.page.evaluate("document.querySelectorAll('#panel img, #table img, #panel a').length") == 0

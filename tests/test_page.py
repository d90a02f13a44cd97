"""The graph page in a real Chromium, offline: what it shows, what a click opens, and that nothing hostile runs."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final

import networkx as nx
import pytest
from lxml import etree
from pyoxigraph import Literal, NamedNode

from conftest import Run
from kg.build import build
from kg.dataset import build_quads, write_corpus
from kg.finding.find import Lookup
from kg.model import Corpus, Quote, Resource, Statement
from kg.network import multigraph
from kg.network.files import EDGE_COLUMNS, NODE_COLUMNS
from kg.ontology import Ontology
from kg.project import Project, locate
from kg.reading.whole import whole
from kg.render.contract import COLUMNS
from kg.render.graph_page import SCRIPTS, Caption, View, graph_page
from kg.render.offline import asset
from kg.render.part import Parts, Wish
from kg.render.tokens import tokens
from kg.render.view import draw
from kg.store import OxigraphStore, Store
from kg.terms.namespaces import KG, PREFIXES, SKOS
from pages import Draw, Open, Opened, node, saved, status, tick

TEAM_LEADS: Final = "002-00574-involvement-a0aa"
HOSTILE: Final = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<a href='javascript:alert(3)'>href</a>",
    "\u202eevil\u202c\u200b\u200d",
    "{{ 7*7 }}{% raw %}",
    "=HYPERLINK(1)",
    "ئۇيغۇر བོད་ 👩‍🌾 " + "长" * 500,
)


def edges(opened: Opened) -> set[tuple[str, str, str, str]]:
    """Return the statements that are drawn: subject, predicate, object, certainty; the table twin says the same."""
    return {(row[0], row[1], row[2], row[4]) for row in opened.rows()}


STATED, INFERRED = "原文明载", "编码推断"


def test_the_chain_of_xiejiawu_is_drawn_as_inferred(open_page: Open, drawn: Draw) -> None:
    chain = ["谢家坞村指导员(姓名缺失)", "邵关通", "章建龙", "徐秋佳", "王江", "张良"]
    shown = edges(open_page(drawn("谢家坞村")))
    assert {e for e in shown if e[1] == "先于"} == {
        (earlier, "先于", later, INFERRED) for earlier, later in pairwise(chain)
    }
    assert {e for e in shown if e[1] == "农村工作指导员"} == {
        (name, "农村工作指导员", "谢家坞村", INFERRED) for name in chain
    }
    assert ("邵关通", "开展", "推行卫生考核制度", STATED) in shown
    assert ("徐秋佳", "协助", "农村工作指导员制度传承馆", STATED) in shown


def test_the_group_of_yejiayan_keeps_its_deed(open_page: Open, drawn: Draw) -> None:
    shown = edges(open_page(drawn("叶家堰")))
    assert {e for e in shown if e[0] == "叶家堰几任指导员"} == {
        ("叶家堰几任指导员", "推动", "叶家堰“三级跳”", STATED),
        ("叶家堰几任指导员", "指导员", "叶家堰", INFERRED),
    }
    assert {e for e in shown if e[0] == "胡燕鸣"} == {
        ("胡燕鸣", "成员", "叶家堰几任指导员", INFERRED),
        ("胡燕鸣", "指导员", "叶家堰", INFERRED),
        ("胡燕鸣", "民间称号", "最有“帮村运”的指导员", STATED),
    }
    assert {e for e in shown if e[0] == "叶家堰驻村团队"} == {
        ("叶家堰驻村团队", "牵头", "先锋书店项目", STATED),
        ("叶家堰驻村团队", "引进", "先锋书店项目", STATED),
    }


def test_no_secretary_is_put_into_daqiao(open_page: Open, drawn: Draw) -> None:
    shown = edges(open_page(drawn("大桥村")))
    assert {e for e in shown if e[2] == "大桥村"} == {("李琴", "指导员", "大桥村", STATED)}
    assert not [e for e in shown if e[0] in {"黄钢强", "李庆"} and e[2] == "大桥村"]


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_page: Open, drawn: Draw) -> None:
    path = drawn("叶家堰")
    opened = open_page(path)
    opened.page.locator("#term").fill("胡")
    opened.page.locator("#language").click()
    opened.page.locator("#filters summary").first.click()
    assert opened.asked == [path.as_uri()]
    assert opened.complaints == []


def test_without_a_stated_language_a_page_opens_in_the_readers_and_the_link_keeps_a_choice(
    open_page: Open, drawn: Draw
) -> None:
    opened = open_page(drawn("叶家堰"), locale="de-DE")  # neither of the two: English
    shown = "({ lang: document.documentElement.lang, title: document.title, link: location.hash })"
    assert opened.page.evaluate(shown) == {
        "lang": "en",
        "title": "Yejiayan: who led, who took part, who held posts",
        "link": "",
    }
    opened.page.locator("#language").click()
    assert opened.page.evaluate(shown) == {"lang": "zh", "title": "叶家堰：谁牵头、谁参与、谁任职", "link": "#g=zh"}


def test_a_click_on_an_edge_opens_the_words(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    place = opened.page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent);
        const s = d.statements.id.indexOf('002-00574-involvement-a0aa');
        const e = d.edges.statement.findIndex((of, n) => of === s && d.edges.core[n]);
        const p = kgNetwork.body.edges[e].edgeType;
        const box = document.querySelector('#graph canvas').getBoundingClientRect();
        for (let f = 0.2; f < 0.8; f += 0.02) {  // where nothing else lies over the edge
            const m = kgNetwork.canvasToDOM(p.getPoint(f));
            if (!kgNetwork.getNodeAt(m) && kgNetwork.getEdgeAt(m) === e) return [box.left + m.x, box.top + m.y];
        }
        return null; }"""
    )
    opened.page.mouse.click(*place)
    panel = opened.page.locator("#panel")
    panel.locator("blockquote").wait_for()
    assert panel.locator("h3").inner_text() == "叶家堰驻村团队 · 牵头 · 先锋书店项目"
    assert panel.locator("blockquote").all_inner_texts() == ["柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目"]
    told = dict(zip(panel.locator("dt").all_inner_texts(), panel.locator("dd").all_inner_texts(), strict=True))
    assert told["时间"] == "原文未载"
    assert told["地方"] == "叶家堰"
    assert told["来源"] == "002，《驻村更『驻心』组团促振兴》，孙良、寿越峰"
    assert opened.page.url.endswith(TEAM_LEADS)


def test_a_click_on_a_node_opens_all_that_is_said_of_it(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    opened.page.mouse.click(*node(opened, "胡燕鸣"))
    opened.page.locator("#panel h3").nth(2).wait_for()
    assert opened.text("#panel h2") == "胡燕鸣"
    assert opened.page.locator("#panel h3").all_inner_texts() == [
        "胡燕鸣 · 指导员 · 叶家堰",
        "胡燕鸣 · 民间称号 · 最有“帮村运”的指导员",
        "胡燕鸣 · 成员 · 叶家堰几任指导员",
    ]
    assert [text.split()[0] for text in opened.page.locator("#panel h4").all_inner_texts()] == [
        "任职、分管",
        "荣誉",
        "其余",
    ]


UNVERIFIED: Final = "机器编码，未经人工核实"
CODED: Final = "语言模型编码两遍，经规则与模型复读检查"


def test_sources_that_disagree_stand_side_by_side(
    open_page: Open, drawn: Draw, loaded: tuple[Corpus, Ontology]
) -> None:
    judged = next(j for j in loaded[0].judgements if j.verdict == "contradicts")
    left, right = (iri.rsplit("/", 1)[-1] for iri in (judged.left, judged.right))
    opened = open_page(drawn(), f"#n={left}")
    against = opened.page.locator("#panel .against.disputed").filter(has_text=judged.worded("reason", "zh"))
    assert against.count() == 1
    assert "语言模型，两遍编码之后，就一文判断，2026-11-21" in against.inner_text()
    facts = opened.page.locator("#panel article dl").first.inner_text()
    assert [text for text in (UNVERIFIED, CODED) if text not in facts] == []
    quotes = {q.exact for s in loaded[0].statements if s.id == right for q in loaded[0].evidence_of(s)}
    assert set(against.locator("blockquote").all_inner_texts()) == quotes
    against.locator("button").click()
    assert opened.page.locator("#panel article").get_attribute("data-statement") == right


def test_another_source_that_says_the_same_is_shown_and_not_called_judged(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("谢家坞村"), "#n=000-02366-relation-6e16")
    assert opened.text("#panel") == "图中没有 000-02366-relation-6e16。"
    opened = open_page(drawn("王化村"), "#n=000-02366-relation-6e16")
    told = opened.text("#panel .against")
    assert told.startswith("另一来源同载（未经判断） 002-01811-relation-53b7")


def test_a_deep_link_opens_its_statement(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), f"#n={TEAM_LEADS}")
    assert opened.text("#panel h3") == "叶家堰驻村团队 · 牵头 · 先锋书店项目"
    assert opened.text("#panel blockquote") == "柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目"


def test_a_deep_link_to_nothing_says_so(open_page: Open, drawn: Draw) -> None:
    assert open_page(drawn("叶家堰"), "#n=%E0%A4%A").text("#panel") == "图中没有 %E0%A4%A。"


@pytest.mark.parametrize("typed", ["胡燕鸣", "huyanming", "Hu Yanming", "hym", "燕鸣", "person:胡燕鸣-002"])
def test_search_finds_characters_pinyin_initials_and_ids(open_page: Open, drawn: Draw, typed: str) -> None:
    opened = open_page(drawn("叶家堰"))
    opened.page.locator("#term").fill(typed)
    assert opened.text("#found li").startswith("胡燕鸣")
    opened.page.locator("#term").press("Enter")
    assert opened.text("#panel h2") == "胡燕鸣"


def test_search_says_when_there_is_none(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    opened.page.locator("#term").fill("没有此人")
    assert opened.text("#found") == "无此名称"
    opened.page.locator("#term").press("Enter")
    assert opened.text("#panel") == "图中没有这个名称。"


def test_search_opens_what_the_page_has_and_does_not_show(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    before = status(opened)
    opened.page.locator("#term").fill("3A级景区示范村")
    assert opened.text("#found li").endswith("未画出")
    opened.page.locator("#term").press("Enter")
    after = status(opened)
    assert after[0] > before[0]
    assert after[1] > before[1]  # with its neighbours: a node by itself says little
    assert opened.text("#panel h2") == "3A级景区示范村"


def test_the_whole_graph_opens_small_and_grows_by_expanding(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    shown, _, held = status(opened)
    assert shown <= 150
    assert held == 893  # every node that an actual statement links
    opened.page.locator("#term").fill("柯桥区(党政未分)")
    opened.page.locator("#term").press("Enter")
    shown = status(opened)[0]
    expand = opened.page.locator("#panel button.expand:not(.part)")
    hidden = int(re.findall(r"\d+", expand.inner_text())[0])
    part = opened.page.locator("#panel button.part").first  # a hub asks by what links it
    few = int(re.findall(r"\d+", part.inner_text())[-1])
    part.click()
    assert status(opened)[0] == shown + few
    expand.click()
    assert status(opened)[0] == shown + hidden
    assert opened.page.locator("#panel button.expand").count() == 0
    for _ in range(2):
        opened.page.locator("#undo").click()
    assert status(opened)[0] == shown
    opened.page.locator("#redo").click()
    assert status(opened)[0] == shown + few
    opened.page.locator("#show-all").click()
    assert status(opened)[0] == held


@pytest.mark.parametrize(
    ("facet", "label", "gone"),
    [
        ("kind", "前后任", lambda row: row[1] == "先于"),
        ("certainty", "编码推断", lambda row: row[4] == INFERRED),
        ("capacity", "开展", lambda row: row[1] == "开展"),
    ],
)
def test_a_filter_hides_what_it_names_and_nothing_else(
    open_page: Open, drawn: Draw, facet: str, label: str, gone: Callable[[list[str]], bool]
) -> None:
    opened = open_page(drawn("谢家坞村"))
    before = {row[-1]: row for row in opened.rows()}
    tick(opened, facet, label)
    after = {row[-1] for row in opened.rows()}
    hidden = {name for name, row in before.items() if gone(row)}
    assert hidden
    assert not hidden & after
    assert after <= set(before) - hidden  # what was linked by a hidden statement alone is hidden with it
    tick(opened, facet, label)
    assert {row[-1] for row in opened.rows()} == set(before)


def test_a_filter_of_classes_hides_their_nodes(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("谢家坞村"))

    def shown() -> set[str]:
        found = opened.page.evaluate(
            """() => { const d = JSON.parse(document.getElementById('payload').textContent);
            return kgNetwork.body.data.nodes.getIds().map(n => d.nodes.id[n].replace(':|', ':' + d.nodes.zh[n])); }"""
        )
        return {str(name) for name in found}

    before = shown()
    tick(opened, "type", "人物")
    people = {name for name in before if name.startswith("person:")}
    assert len(people) == 5
    assert not people & shown()
    assert "place:谢家坞村-330603" in shown()


def slide(opened: Opened, which: str, year: int) -> None:
    opened.page.locator(f"#{which}").evaluate(
        "(slider, year) => { slider.value = year; slider.dispatchEvent(new Event('input', {bubbles: true})); }", year
    )


def test_the_year_slider_hides_what_becomes_isolated(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("小古城村"))
    opened.page.evaluate("document.getElementById('filters').open = true")
    nodes = status(opened)[0]
    opened.page.locator("#undated").uncheck()
    slide(opened, "year-from", 2005)
    slide(opened, "year-to", 2005)
    assert opened.text("#year-said") == "2005–2005"
    assert status(opened)[0] < nodes
    dated = opened.page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent);
        const rows = new Set(Array.from(document.querySelectorAll('#rows tbody tr'), r => r.id.slice(4)));
        const told = d.statements, shown = told.id.map((id, s) => s).filter(s => rows.has(told.id[s]));
        return shown.map(s => [told.first[s].slice(0, 4), told.last[s].slice(0, 4)]); }"""
    )
    assert dated
    assert all((first or "0") <= "2005" <= (last or "9999") for first, last in dated)
    opened.page.locator("#undated").check()
    slide(opened, "year-from", 1)
    slide(opened, "year-to", 9999)
    assert status(opened)[0] == nodes


def test_all_can_be_done_from_the_keyboard(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("谢家坞村"))
    order = []
    for _ in range(40):
        opened.page.keyboard.press("Tab")
        order.append(opened.page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert order[0] == "language"
    assert opened.page.evaluate("document.querySelector('#controls input').name") == "step"  # the switch comes first
    assert (
        order.index("posts") < order.index("term") < order.index("fit") < order.index("save-png") < order.index("graph")
    )
    opened.page.locator("#graph").focus()
    opened.page.keyboard.press("ArrowDown")
    assert opened.text("#panel h2") == "谢家坞村"
    opened.page.keyboard.press("ArrowDown")
    below = opened.text("#panel h2")
    assert below != "谢家坞村"
    opened.page.keyboard.press("ArrowUp")
    assert opened.text("#panel h2") != below
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "panel"
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_every_control_has_a_name_and_pictures_have_roles(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰")).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    nameless = page.evaluate(
        """() => Array.from(document.querySelectorAll('button, input, [role]'))
        .filter(e => e.checkVisibility() && !e.getAttribute('aria-label') && !e.textContent.trim() && !e.labels?.length)
        .map(e => e.outerHTML)"""
    )
    assert nameless == []
    assert page.locator("#graph").get_attribute("role") == "application"
    assert page.locator("#status").get_attribute("role") == "status"


def luminance(colour: str) -> float:
    """Return the relative luminance of `rgb(r, g, b)` (WCAG 2.2)."""
    parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_links_stand_out_in_light_and_dark(open_page: Open, drawn: Draw, scheme: str) -> None:
    opened = open_page(drawn("叶家堰"), f"#n={TEAM_LEADS}", scheme=scheme)
    for text, ground in (("body", "body"), ("#panel blockquote", "#panel blockquote"), ("#panel .link", "#panel")):
        colours = [
            str(opened.page.locator(of).first.evaluate(f"e => getComputedStyle(e).{name}"))
            for of, name in ((text, "color"), (ground, "backgroundColor"))
        ]
        light, dark = sorted(map(luminance, colours), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, colours)


def test_the_page_speaks_chinese_and_english(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), f"#n={TEAM_LEADS}")
    assert opened.page.locator("html").get_attribute("lang") == "zh"
    opened.page.locator("#language").click()
    assert opened.page.locator("html").get_attribute("lang") == "en"
    assert (
        opened.text("#panel h3")
        == "village-posted team of Yejiayan · took the lead · Librairie Avant-Garde bookshop project"
    )
    assert opened.text("#filters summary").strip() == "Filters"
    assert opened.page.locator("#rows th").all_inner_texts()[0] == "subject"


def test_the_table_can_be_sorted(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("谢家坞村"))
    column = [row[8] for row in opened.rows()]
    head = opened.page.locator("#rows th").nth(8)
    head.locator("button").click()
    assert [row[8] for row in opened.rows()] == sorted(column)
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert [row[8] for row in opened.rows()] == sorted(column, reverse=True)


def test_figures_and_words_are_listed_when_asked_for(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    opened.page.locator("#places").check()  # with the district, of which one of the figures is
    before = opened.rows()
    assert not [row for row in before if row[1] == "村集体收入"]
    alone = int(re.findall(r"\d+", opened.text("#alone-said"))[0])
    opened.page.locator("#alone").check()
    assert len(opened.rows()) == len(before) + alone
    assert [row[2] for row in opened.rows() if row[1] == "村集体收入"] == ["20.48亿元", "340万元"]


def test_what_is_visible_can_be_saved(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    tick(opened, "type", "荣誉")
    shown, links, _ = status(opened)
    rows = opened.rows()
    table = list(csv.DictReader(io.StringIO(saved(opened, "csv").read_text(encoding="utf-8-sig"))))
    assert [row["id"] for row in table] == [row[-1] for row in rows]
    graph = nx.read_gexf(saved(opened, "gexf"), version="1.2draft")  # networkx knows 1.3 under no name of its own
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (shown, links)
    assert {row["id"].rpartition(":")[0] for *_, row in graph.edges(data=True)} == {row[-1] for row in rows}
    svg = saved(opened, "svg").read_text(encoding="utf-8")
    lines = {
        row["id"] if row["slot"] in {"object", "place"} else (*ends, row["label"])  # alike details are one line
        for *ends, row in graph.edges(data=True)
    }
    assert svg.count('marker-end="url(#tip)"') == len(lines)
    assert ">先锋书店项目</text>" in svg
    assert saved(opened, "png").read_bytes().startswith(b"\x89PNG")


GEXF: Final = "{http://gexf.net/1.3}"
Item = tuple[dict[str, str], dict[str, str]]


def gexf_items(path: Path, kind: str) -> dict[str, Item]:
    """Return the nodes or edges of a GEXF file by id: attributes and values by title; kinds without their numbers."""
    root = etree.parse(path).getroot()
    titles = {a.get("id"): a.get("title") or "" for a in root.iter(f"{GEXF}attribute")}
    found = {}
    for item in root.iter(f"{GEXF}{kind}"):
        own = {str(name): str(value) for name, value in item.attrib.items()}
        own |= {name: own[name].partition(" ")[0] for name in ("kind",) if name in own}
        values = {titles[v.get("for")]: v.get("value") or "" for v in item.iter(f"{GEXF}attvalue")}
        # what the command adds to an edge beyond the columns that every file has is not in the page
        found[own.pop("id")] = own, {name: v for name, v in values.items() if name in {*NODE_COLUMNS, *EDGE_COLUMNS}}
    return found


@pytest.mark.parametrize(
    "words",
    [
        ("祁国兴",),
        ("--kind", "occurrence"),
        ("--modality", "target", "--modality", "planned"),
        ("--capacity", "strict"),
    ],
)
def test_gexf_is_that_of_the_network_command(
    open_page: Open, drawn: Draw, run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    exported = tmp_path / "network.gexf"
    assert run("network", "export", *words, "-o", str(exported), store=True).returncode == 0
    opened = open_page(drawn(*words))
    opened.page.evaluate("document.getElementById('show-all').click()")  # where things lie is not drawn at first
    mine = saved(opened, "gexf")
    for kind in ("node", "edge"):
        ours, theirs = gexf_items(mine, kind), gexf_items(exported, kind)
        assert ours.keys() == theirs.keys()
        assert [(name, ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]] == []


def test_the_page_carries_the_tables_and_columns_that_are_declared(open_page: Open, drawn: Draw) -> None:
    packed = open_page(drawn()).page.evaluate(
        """() => Object.entries(JSON.parse(document.getElementById('payload').textContent))
        .map(([table, columns]) => [table, Object.keys(columns)])"""
    )
    assert {table: tuple(columns) for table, columns in packed} == COLUMNS


def test_every_declared_column_is_read_by_a_script() -> None:
    scripts = "".join(asset("kg.render", "page", name) for name in SCRIPTS)
    assert [f"{t}.{name}" for t, columns in COLUMNS.items() for name in columns if f".{name}" not in scripts] == []
    assert [table for table in COLUMNS if f"data.{table}" not in scripts] == []


@pytest.mark.parametrize(
    ("read", "error"),
    [
        ("data.nodes.colour", "ReferenceError: the page has no column nodes.colour"),
        ("data.node", "ReferenceError: the page has no table node"),
        ("data.about.titel", "ReferenceError: the page has no column about.titel"),
        ("data.statements[0]", "ReferenceError: the page has no column statements.0"),
        ("data.nodes.zh.length", ""),
    ],
)
def test_a_name_that_is_not_declared_is_an_error(open_page: Open, drawn: Draw, read: str, error: str) -> None:
    reader = asset("kg.render", "page", "reader.js")
    payload = "JSON.parse(document.getElementById('payload').textContent)"
    found = open_page(drawn("叶家堰")).page.evaluate(
        f"""() => {{ {reader}
        const data = reader({payload});
        try {{ {read}; return ''; }} catch (error) {{ return String(error); }} }}"""
    )
    assert found == error


def test_what_is_read_around_a_thing_gives_the_page_that_the_whole_gives(
    store: Store, project: Project, loaded: tuple[Corpus, Ontology], monkeypatch: pytest.MonkeyPatch
) -> None:
    def payload(thing: str) -> str:
        parts = Parts(project, store, loaded[1], Lookup(store, project.register), Wish((thing,)))
        return draw(parts)[0].html.partition('id="payload">')[2].partition("</script>")[0]

    things = ("叶家堰", "谢家坞村", "柯桥区", "胡燕鸣", "浙江省委", "先锋书店项目")
    read = {thing: payload(thing) for thing in things}
    monkeypatch.setattr("kg.render.part.around", lambda store, ontology, *_: whole(store, ontology))
    assert [thing for thing in things if payload(thing) != read[thing]] == []


CHINESE: Final = re.compile("[\u3400-\u9fff]")


def test_in_english_only_names_and_words_of_sources_are_chinese(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰", "--lang", "en"), f"#n={TEAM_LEADS}").page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    parts = (
        *("h1", "#shown", "#search label", "#controls button", "#facets summary", "#facets legend", "#years"),
        *("#status", "#legend", "#panel dt", "#panel .tag", "#panel button", "h2", "#rows th", "#count", "#alone-said"),
        *("#sources > p", "#sources > ul:last-child", "footer"),
    )
    texts = {part: [e.inner_text() for e in page.locator(part).all() if e.is_visible()] for part in parts}
    assert [part for part, found in texts.items() if not found] == []
    assert {part: text for part, found in texts.items() for text in found if CHINESE.search(text)} == {}


def test_without_scripts_the_table_is_in_the_language_asked_for(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰", "--lang", "en"), scripts=False).page
    row = page.locator(f"tr[id='{TEAM_LEADS}'] td")
    assert row.all_inner_texts()[:6] == [
        *(
            "village-posted team of Yejiayan",
            "took the lead",
            "Librairie Avant-Garde bookshop project",
            "",
            "stated",
            "actual",
        )
    ]
    assert page.locator("noscript th, .scroll th").all_inner_texts()[:3] == ["subject", "predicate", "object or value"]
    assert page.locator("h2").all_inner_texts()[0] == "Statements drawn"


def test_without_scripts_the_table_says_it_all(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰"), scripts=False).page
    row = page.locator(f"#{'row-' + TEAM_LEADS}, tr[id='{TEAM_LEADS}']")
    assert row.is_visible()
    assert row.locator("td").all_inner_texts() == [
        "叶家堰驻村团队",
        "牵头",
        "先锋书店项目",
        "",
        "原文明载",
        "实绩",
        "柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目",
        "002-keqiao-rural-work-instructors",
        TEAM_LEADS,
    ]
    assert not page.locator("#graph").is_visible()
    assert not page.locator("#controls").is_visible()


def test_on_a_telephone_nothing_is_wider_than_the_screen(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰"), f"#n={TEAM_LEADS}", width=390).page
    page.evaluate("document.querySelectorAll('#controls details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_has_the_graph_and_every_row(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    opened.page.emulate_media(media="print")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not opened.page.locator("#controls").is_visible()
    assert opened.page.locator("#graph canvas").is_visible()
    said = int(re.findall(r"\d+", opened.page.locator("#count").text_content() or "")[0])
    assert len(opened.rows()) == said


def test_what_is_no_deed_is_drawn_as_none(open_page: Open, drawn: Draw) -> None:
    assert not [row for row in open_page(drawn()).rows() if row[5] != "实绩"]
    opened = open_page(drawn("--modality", "target", "--modality", "planned"))
    rows = opened.rows()
    assert {row[5] for row in rows} == {"目标", "计划"}
    labels = opened.page.evaluate(
        "() => { const d = kgNetwork.body.data.edges.get(); return d.map(e => Array.isArray(e.dashes)); }"
    )
    assert labels
    assert all(labels)


def test_the_policy_allows_the_pages_own_scripts_alone(drawn: Draw) -> None:
    text = drawn("叶家堰").read_text(encoding="utf-8")
    policy = text.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert "unsafe" not in policy


def test_the_same_data_give_the_same_page(run: Run, drawn: Draw, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    assert run("graph", "叶家堰", "-o", str(again), store=True).returncode == 0
    assert again.read_bytes() == drawn("叶家堰").read_bytes()


def test_a_path_shows_what_joins_two_people(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("胡燕鸣", "李琴", "--path"))
    shown = edges(opened)
    assert ("胡燕鸣", "指导员", "叶家堰", INFERRED) in shown
    assert ("李琴", "指导员", "大桥村", STATED) in shown


def test_a_question_can_be_drawn(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("--query", "who-led", "--set", "initiative=先锋书店项目"))
    assert {e[:3] for e in edges(opened)} == {
        ("叶家堰驻村团队", "牵头", "先锋书店项目"),
        ("叶家堰驻村团队", "引进", "先锋书店项目"),
    }


@pytest.fixture(scope="module")
def large(drawn: Draw) -> Path:
    """Return a page that is drawn by WebGL: the whole graph, as if it were large."""
    return drawn("--webgl")


def test_a_large_graph_is_drawn_by_webgl(open_page: Open, large: Path) -> None:
    opened = open_page(large, f"#n={TEAM_LEADS}")
    assert opened.text("#panel blockquote") == "柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目"
    assert opened.complaints == []
    assert opened.asked == [large.as_uri() + f"#n={TEAM_LEADS}"] or opened.asked == [large.as_uri()]
    assert opened.page.evaluate("typeof kgSigma.getCamera().ratio") == "number"
    opened.page.locator("#show-all").click()
    shown, _, held = status(opened)
    assert shown == held == 893
    assert opened.page.evaluate("kgSigma.getGraph().filterNodes((n, row) => row.size > 1).length") <= 300
    assert "多于 300 个点" in opened.text("#status")
    opened.page.locator("#term").fill("胡燕鸣")
    opened.page.locator("#term").press("Enter")  # out of a box that is shut, with its neighbours
    opened.page.evaluate(
        "history.replaceState(null, '', location.pathname); document.getElementById('panel').textContent = ''"
    )
    opened.page.mouse.click(*_spot(opened, "胡燕鸣"))
    opened.page.locator("#panel h2").filter(has_text="胡燕鸣").wait_for()


SIGMA_SPOT: Final = """name => { const d = JSON.parse(document.getElementById('payload').textContent);
  const n = String(d.nodes.zh.indexOf(name));
  const p = kgSigma.graphToViewport(kgSigma.getGraph().getNodeAttributes(n));
  const box = document.getElementById('graph').getBoundingClientRect();
  return [box.left + p.x, box.top + p.y, kgSigma.getGraphToViewportRatio()]; }"""


def _spot(opened: Opened, name: str) -> tuple[float, float]:
    x, y, _ = opened.page.evaluate(SIGMA_SPOT, name)
    return x, y


PIXELS: Final = """() => new Promise(then => kgSigma.once('afterRender', () => {
  const colours = new Set(), canvases = kgSigma.getCanvases();
  for (const name of ['edges', 'nodes']) {
    const own = document.createElement('canvas');
    own.width = canvases[name].width; own.height = canvases[name].height;
    own.getContext('2d').drawImage(canvases[name], 0, 0);
    const all = own.getContext('2d').getImageData(0, 0, own.width, own.height).data;
    for (let k = 0; k < all.length; k += 4) if (all[k + 3] === 255)
      colours.add('#' + [0, 1, 2].map(j => all[k + j].toString(16).padStart(2, '0')).join(''));
  }
  then(Array.from(colours)); }) && kgSigma.refresh())"""


def test_webgl_draws_the_shapes_dashes_and_colours_of_the_legend(open_page: Open, drawn: Draw) -> None:
    large, small = (open_page(drawn("叶家堰", *words)) for words in (("--webgl",), ()))
    assert large.page.locator("#legend").inner_html() == small.page.locator("#legend").inner_html()
    rows = large.page.evaluate("kgSigma.getGraph().mapNodes((n, row) => [row.shape, row.color])")
    ours = small.page.evaluate("kgNetwork.body.data.nodes.get().map(row => [row.shape, row.color.background])")
    assert sorted(rows) == sorted(ours)
    lines = large.page.evaluate("kgSigma.getGraph().mapEdges((e, row) => [row.color, row.dashes])")
    dashed = small.page.evaluate(
        "kgNetwork.body.data.edges.get().map(row => [row.color.color, row.dashes ? (row.dashes[0] === 2 ? 2 : 1) : 0])"
    )
    assert sorted(lines) == sorted(dashed)
    found = set(large.page.evaluate(PIXELS))
    assert {colour for _, colour in rows} | {tokens()["led"]} <= found  # painted, and not only asked for
    assert large.complaints == []


def test_a_node_can_be_dragged_by_webgl(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰", "--webgl"))
    x, y = _spot(opened, "胡燕鸣")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 40, y + 90, steps=5)
    opened.page.mouse.up()
    assert _spot(opened, "胡燕鸣") == pytest.approx((x + 40, y + 90), abs=3)
    assert opened.page.locator("#unmove").is_visible()
    opened.page.locator("#unmove").click()
    assert _spot(opened, "胡燕鸣") == pytest.approx((x, y), abs=40)


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
    path, store = tmp_path / "hostile.html", tmp_path / "store"
    build(hostile_project, store)
    for options in ((), ("--webgl",)):
        made = run(
            *("--project", str(hostile_project.root), "graph", "group:g", "-o", str(path), "--store", str(store)),
            *options,
        )
        assert made.returncode == 0, made.stderr
        opened = open_page(path, "#n=person:h0")
        opened.page.wait_for_timeout(300)
        assert opened.complaints == []
        assert {url.partition("#")[0] for url in opened.asked} == {path.as_uri()}
        assert opened.text("#panel h2") == HOSTILE[0]
        assert opened.text("#panel blockquote") == HOSTILE[0]
        assert sorted(row[0] for row in opened.rows()) == sorted(HOSTILE)
        assert opened.page.evaluate("document.querySelectorAll('#panel img, #table img, #panel a').length") == 0
    saved_rows = saved(opened, "csv").read_text(encoding="utf-8-sig")
    assert '"\'=HYPERLINK(1)"' in saved_rows
    assert "<img" not in saved(opened, "svg").read_text(encoding="utf-8")
    assert nx.read_gexf(saved(opened, "gexf"), version="1.2draft").number_of_nodes() == len(HOSTILE) + 1
    plain = open_page(path, scripts=False)
    assert plain.page.locator("td:first-child").all_text_contents() == list(HOSTILE)
    assert plain.complaints == []


@pytest.fixture
def drawn_of(loaded: tuple[Corpus, Ontology], tmp_path: Path) -> Callable[..., Path]:
    """Return a function that draws people by their labels and the memberships between them, given as pairs."""
    corpus, ontology = loaded
    source = next(iri for iri in corpus.sources if "/002-" in iri)

    def page(labels: tuple[str, ...], pairs: tuple[tuple[int, int], ...], name: str = "relation") -> Path:
        iris = [f"{PREFIXES['person']}p{n}" for n in range(len(labels))]
        people = {
            iri: Resource(iri, KG + "Person", ((SKOS + "prefLabel", Literal(label, language="zh")),))
            for iri, label in zip(iris, labels, strict=True)
        }
        statements = tuple(
            Statement(
                f"{PREFIXES['statement']}002-00000-{name}-{n:04x}",
                "Relation",
                source,
                (
                    ("about", NamedNode(iris[about])),
                    ("relatedTo", NamedNode(iris[to])),
                    ("relation", NamedNode(PREFIXES["relation"] + "member-of")),
                ),
                (),
            )
            for n, (about, to) in enumerate(pairs)
        )
        few = Corpus(corpus.sources, corpus.parts, people, {}, statements)
        path = tmp_path / "few.html"
        store = OxigraphStore.memory()
        store.extend(build_quads(few, ontology))
        reading = whole(store, ontology)
        text = graph_page(multigraph(reading, ontology), reading, ontology, Caption(("few", "few")), View({}), {})
        path.write_text(text, encoding="utf-8")
        return path

    return page


def test_what_no_filter_lets_through_can_be_saved_and_found_again(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    opened.page.evaluate("document.getElementById('filters').open = true")
    part = opened.page.locator("#facets details[data-facet=type]")
    part.evaluate("d => d.open = true")
    part.locator("button", has_text="全不选").click()
    assert status(opened)[:2] == (0, 0)
    assert "<text" in saved(opened, "svg").read_text(encoding="utf-8")
    assert saved(opened, "png").read_bytes().startswith(b"\x89PNG")
    opened.page.locator("#term").fill("胡燕鸣")
    opened.page.locator("#term").press("Enter")
    shown = opened.page.evaluate("kgNetwork.body.data.nodes.getIds()")
    names = opened.page.evaluate("JSON.parse(document.getElementById('payload').textContent).nodes.zh")
    assert "胡燕鸣" in {names[n] for n in shown}
    assert opened.complaints == []


def test_the_undated_can_be_hidden_whatever_the_years(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), f"#n={TEAM_LEADS}")
    opened.page.evaluate("document.getElementById('filters').open = true")
    opened.page.locator("#undated").uncheck()
    assert TEAM_LEADS not in {row[-1] for row in opened.rows()}
    opened.page.evaluate("location.hash = '#n=group:none'")
    opened.page.locator("#panel .hint").wait_for()
    opened.page.evaluate(f"location.hash = '#n={TEAM_LEADS}'")
    opened.page.locator("#undated:checked").wait_for()
    assert TEAM_LEADS in {row[-1] for row in opened.rows()}


def test_each_of_sixty_edges_between_two_nodes_has_a_line_of_its_own(
    open_page: Open, drawn_of: Callable[..., Path]
) -> None:
    opened = open_page(drawn_of(("甲", "乙"), tuple((n % 2, 1 - n % 2) for n in range(60))))
    middles = opened.page.evaluate(
        "() => Object.values(kgNetwork.body.edges).map(e => e.edgeType.getPoint(0.5)).map(p => p.x + ' ' + p.y)"
    )
    assert len(set(middles)) == 60
    svg = saved(opened, "svg").read_text(encoding="utf-8")
    assert len(set(re.findall(r'<path d="(M[^"]+)" fill="none"', svg))) == 60


def test_a_statement_about_one_node_twice_is_a_loop_in_the_svg(open_page: Open, drawn_of: Callable[..., Path]) -> None:
    opened = open_page(drawn_of(("甲",), ((0, 0),)))
    assert status(opened) == (1, 1, 1)
    path = re.findall(r'<path d="M(\S+) (\S+)C', saved(opened, "svg").read_text(encoding="utf-8"))
    assert len(path) == 1
    assert opened.complaints == []


def test_an_id_with_a_colon_is_an_id(open_page: Open, drawn_of: Callable[..., Path]) -> None:
    opened = open_page(drawn_of(("甲", "乙"), ((0, 1),), name="x:y"))
    assert [row[-1] for row in opened.rows()] == ["002-00000-x:y-0000"]


def test_a_name_that_turns_text_around_turns_its_own_alone(open_page: Open, drawn_of: Callable[..., Path]) -> None:
    opened = open_page(drawn_of(("\u202eevil", "g"), ((0, 1),)))
    opened.page.locator("#term").fill("evil")
    name, class_ = (opened.page.locator(f"#found li {part}").bounding_box() for part in ("bdi", "span"))
    assert name is not None
    assert class_ is not None
    assert name["x"] + name["width"] <= class_["x"] + 1


def test_saved_files_keep_line_breaks_and_numbers(open_page: Open, drawn_of: Callable[..., Path]) -> None:
    opened = open_page(drawn_of(("a\r\nb\tc", "-5", "-5+x"), ((0, 1), (0, 2))))
    graph = nx.read_gexf(saved(opened, "gexf"), version="1.2draft")
    assert {row["label"] for _, row in graph.nodes(data=True)} == {"a\r\nb\tc", "-5", "-5+x"}
    text = saved(opened, "csv").read_bytes().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["subject"], row["object"]) for row in table] == [("a\r\nb\tc", "-5"), ("a\r\nb\tc", "'-5+x")]


def test_a_very_long_name_in_a_filter_widens_nothing(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn(), width=320).page
    page.evaluate("document.querySelectorAll('#filters, #facets details').forEach(d => d.open = true)")
    page.evaluate("document.querySelectorAll('#facets bdi').forEach(b => b.textContent = 'a'.repeat(5000))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

"""What a first view can hold: no name cut, none over another, crowds collapsed; what titles and counts say."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Final

import pytest

from pages import Draw, Open, Opened, node, status, tick

# Texts as they are written on the screen: text, left, top, right, bottom, in pixels of the canvas' own box.
WRITTEN: Final = """() => new Promise(then => {
  const told = [], proto = CanvasRenderingContext2D.prototype, own = proto.fillText;
  proto.fillText = function (text, x, y) {
    const size = Number(/([\\d.]+)px/.exec(this.font)[1]), wide = this.measureText(text).width;
    const left = this.textAlign === 'right' ? x - wide : this.textAlign === 'center' ? x - wide / 2 : x;
    told.push([text, left, y - size / 2, left + wide, y + size / 2]);
    return own.apply(this, arguments); };
  kgNetwork.once('afterDrawing', () => setTimeout(() => { proto.fillText = own; then(told); }, 50));
  kgNetwork.redraw(); })"""
SIZES: Final = [(1440, 900), (1024, 768), (390, 844)]
Box = tuple[str, float, float, float, float]


def written(opened: Opened) -> list[Box]:
    """Return the texts of a graph without frames, each with its box."""
    rows = opened.page.evaluate(WRITTEN)
    return [(str(text), float(a), float(b), float(c), float(d)) for text, a, b, c, d in rows]


def overlap(one: Box, other: Box) -> float:
    """Return the least of width and height of what two texts share; nothing where they are apart."""
    wide = min(one[3], other[3]) - max(one[1], other[1])
    high = min(one[4], other[4]) - max(one[2], other[2])
    return max(0.0, min(wide, high))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("words", [(), ("--lang", "en"), ("谢家坞村", "--lang", "en"), ("叶家堰",), ("柯桥区",)])
def test_no_name_of_a_first_view_is_cut_and_none_covers_another(
    open_page: Open, drawn: Draw, words: tuple[str, ...], size: tuple[int, int]
) -> None:
    opened = open_page(drawn(*words), width=size[0], height=size[1])
    texts = written(opened)
    box = opened.page.locator("#graph").bounding_box()
    assert box is not None
    assert len(texts) > 20
    assert [t for t in texts if t[1] < 0 or t[2] < 0 or t[3] > box["width"] or t[4] > box["height"]] == []
    assert [(a[0], b[0]) for a, b in combinations(texts, 2) if overlap(a, b) > 2] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_node_of_the_first_view_has_a_name(open_page: Open, drawn: Draw, language: str) -> None:
    opened = open_page(drawn("--lang", language), width=1440, height=900)
    told = "".join(re.sub(r"[\s…]", "", text[0]) for text in written(opened))
    names = opened.page.evaluate(
        """name => { const d = JSON.parse(document.getElementById('payload').textContent);
        return kgNetwork.body.data.nodes.getIds().map(n => (name === 'en' && d.nodes.en[n]) || d.nodes.zh[n]); }""",
        language,
    )
    beginnings = [re.sub(r"\s", "", name)[:4] for name in names]
    assert [name for name in beginnings if name not in told] == []


def test_each_of_two_edges_between_two_nodes_has_its_word(open_page: Open, drawn: Draw) -> None:
    told = [text[0] for text in written(open_page(drawn("先锋书店项目"), width=1440, height=900))]
    assert {"牵头", "引进"} <= set(told)


def test_names_that_had_no_room_come_in_when_there_is(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#v=net", width=1024, height=768)
    before = {text[0] for text in written(opened)}
    x, y = node(opened, "先锋书店项目")
    opened.page.mouse.move(x, y)
    for _ in range(12):
        opened.page.locator("#zoom-in").click()
    assert any(text[0] not in before for text in written(opened))


def test_a_detail_is_not_drawn_without_the_edge_that_it_belongs_to_and_not_twice(open_page: Open, drawn: Draw) -> None:
    rows = open_page(drawn("先锋书店项目")).page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent);
        return kgNetwork.body.data.edges.get().map(row => [d.nodes.zh[row.from], d.terms.zh[d.edges.label[row.id]],
          d.nodes.zh[row.to]].join(' ')).sort(); }"""
    )
    assert rows == [
        "先锋书店项目 所属举措 农村工作指导员制度",
        "叶家堰驻村团队 引进 先锋书店项目",
        "叶家堰驻村团队 牵头 先锋书店项目",
    ]


# crowds


def apart(opened: Opened) -> int:
    """Return how many nodes are drawn as marks."""
    return int(opened.page.evaluate("() => kgNetwork.body.data.nodes.get().filter(row => row.size > 1).length"))


def test_whatever_is_chosen_no_more_than_three_hundred_nodes_are_apart(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#l=4&p=1&o=1&w=1&m=900")
    assert status(opened)[0] == status(opened)[2] > 300
    for layout in ("side", "net", "time", "lanes", "place"):
        opened.page.locator("#layout").select_option(layout)
        assert apart(opened) <= 300, layout
        assert opened.page.locator("#layout").input_value() == "place"
    assert apart(opened) == 0
    assert "多于 300 个点" in opened.text("#status")
    opened.page.evaluate("location.hash = '#l=4&p=1&o=1&w=1&m=900&v=place&f=%E4%B8%8A%E8%99%9E%E5%8C%BA'")
    opened.page.wait_for_timeout(300)  # one box shut, and so all others open
    assert 0 < apart(opened) <= 300


def test_a_collapsed_place_is_opened_without_a_mouse(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#l=4&p=1&o=1&w=1&m=900")
    told = opened.page.locator("#box option", has_text="柯岩街道").inner_text()
    assert re.fullmatch(r"柯岩街道 · \d+ 个 · 牵头 2", told)
    opened.page.locator("#box").select_option(label=told)
    assert apart(opened) == int(re.findall(r"\d+", told)[0])
    texts = opened.page.evaluate(WRITTEN)
    assert "先锋书店项目" in {text[0] for text in texts}


def test_what_is_sought_comes_out_of_its_box(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#l=4&p=1&o=1&w=1&m=900&n=person:胡燕鸣-002")
    assert opened.text("#panel h2") == "胡燕鸣"
    x, y = node(opened, "胡燕鸣")
    box = opened.page.locator("#graph").bounding_box()
    assert box is not None
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]
    assert 1 < apart(opened) <= 300


def test_the_legend_of_collapsed_places_has_no_shape_that_is_not_drawn(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#l=4&p=1&o=1&w=1&m=900")
    entries = [text.strip() for text in opened.page.locator("#legend li").all_inner_texts()]
    assert "人物" not in entries
    assert any(entry.startswith("方框") for entry in entries)


@pytest.mark.parametrize("colour", ["place", "community"])
def test_the_legend_says_what_colours_mean_that_are_not_those_of_classes(
    open_page: Open, drawn: Draw, colour: str
) -> None:
    opened = open_page(drawn("叶家堰", "--colour", colour))
    shown = set(
        opened.page.evaluate("() => kgNetwork.body.data.nodes.get().map(row => row.color.background.toLowerCase())")
    )
    marks = set(
        opened.page.evaluate(
            "() => Array.from(document.querySelectorAll('#legend .hue svg *'), mark => mark.getAttribute('fill'))"
        )
    )
    assert shown == marks


# years, print


def test_what_has_no_year_is_in_none(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#v=time")
    spots = opened.page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent);
        const dated = new Set(), at = kgNetwork.getPositions(), s = d.statements;
        kgNetwork.body.data.edges.get().forEach(row => { const k = d.edges.statement[row.id];
          if (d.edges.core[row.id] && (s.first[k] || s.last[k])) { dated.add(row.from); dated.add(row.to); } });
        return Object.keys(at).map(n => [dated.has(Number(n)), at[n].x]); }"""
    )
    assert max(x for is_dated, x in spots if not is_dated) < min(x for is_dated, x in spots if is_dated)


def test_a_sheet_of_paper_has_a_caption_with_counts_and_how_to_cite(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn("叶家堰")).page
    assert not page.locator("#caption").is_visible()
    page.emulate_media(media="print")
    said = page.locator("#caption").inner_text()
    assert said.startswith("画出 18 个点、23 条边")
    assert "人与事：举措与行动者知识图谱，数据 " in said


# titles and counts


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("#y=2020-2022", "谁牵头、谁发起（2020–2022，含时间未载者）"),
        ("#y=2021-2021&u=0", "谁牵头、谁发起（2021）"),
        ("#u=0", "谁牵头、谁发起（只含有时间者）"),
        ("#-certainty=inferred&g=en", "Who led, who started (certainty: without inferred)"),
        ("#-type=Person%0ASomeone", "谁牵头、谁发起（类别不含人物、未具名者）"),
    ],
)
def test_what_is_filtered_is_in_the_title(open_page: Open, drawn: Draw, state: str, title: str) -> None:
    opened = open_page(drawn(), state)
    assert opened.text("h1") == opened.page.title() == title


def test_what_a_reader_hides_or_draws_alone_is_in_the_title_and_the_link(open_page: Open, drawn: Draw) -> None:
    path = drawn("叶家堰")
    opened = open_page(path, "#n=person:胡燕鸣-002")
    opened.page.locator("#panel button", has_text="只看 1 步内").click()
    title = "叶家堰：谁牵头、谁参与、谁任职（胡燕鸣周围 1 步）"
    assert opened.text("h1") == title
    assert open_page(path, "#" + opened.page.url.partition("#")[2]).text("h1") == title
    opened.page.locator("#undo").click()
    opened.page.locator("#panel button", has_text="收起此点").click()
    assert opened.text("h1") == "叶家堰：谁牵头、谁参与、谁任职（收起 1 个点）"


def test_a_facet_that_is_narrowed_by_hand_is_named(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    tick(opened, "certainty", "编码推断")
    assert opened.text("h1").endswith("（得出方式不含编码推断）")


def only(opened: Opened, facet: str, label: str) -> None:
    """Let in one value of a filter alone."""
    opened.page.evaluate("document.getElementById('filters').open = true")
    part = opened.page.locator(f"#facets details[data-facet={facet}]")
    part.evaluate("d => d.open = true")
    part.locator("button", has_text="全不选").click()
    tick(opened, facet, label)


def test_filtered_to_led_the_page_shows_what_was_led(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    only(opened, "capacity", "牵头")
    rows = [row[:3] for row in opened.rows()]
    assert ["叶家堰驻村团队", "牵头", "先锋书店项目"] in rows
    assert {row[1] for row in rows} == {"牵头"}
    assert opened.text("h1") == "谁牵头、谁发起（所起作用只含牵头）"


def test_what_a_filter_asks_for_and_the_switch_leaves_out_is_offered(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    only(opened, "role", "农村工作指导员")
    only(opened, "kind", "任职")
    assert opened.rows() == []
    assert re.fullmatch(r"另有 \d+ 条记载符合筛选，上方开关未放行", opened.text("#kept-out"))
    opened.page.locator("#let-in").click()
    assert {row[1] for row in opened.rows()} == {"农村工作指导员"}
    assert opened.page.locator("#posts").is_checked()
    assert opened.page.locator("#let-in").is_hidden()


def test_the_overview_explains_its_counts(open_page: Open, drawn: Draw) -> None:
    assert re.search(r"记载\s+1,269（全库 1,365 条；其余 96 条是计划、规定等，或", open_page(drawn()).text("#panel"))
    assert re.search(r"记载\s+\d+（全库 1,365 条）", open_page(drawn("叶家堰")).text("#panel"))


# by hand, by search, by size of the screen


def test_the_other_end_of_a_path_can_be_sought(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), "#n=person:胡燕鸣-002")
    opened.page.locator("#panel button", has_text="由此寻路").click()
    opened.page.locator("#term").fill("叶家堰“三级跳”")
    opened.page.locator("#term").press("Enter")
    assert opened.text("#panel h2") == "路径：胡燕鸣 → 叶家堰“三级跳”"


def test_a_window_that_changes_keeps_everything_in_view(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), width=1440, height=900)
    opened.page.set_viewport_size({"width": 900, "height": 700})
    opened.page.wait_for_timeout(600)
    box = opened.page.locator("#graph").bounding_box()
    assert box is not None
    assert [t for t in written(opened) if t[1] < 0 or t[3] > box["width"]] == []


def test_graph_and_legend_fill_the_first_screen(open_page: Open, drawn: Draw) -> None:
    for width, height in SIZES[:2]:
        box = open_page(drawn(), width=width, height=height).page.locator("#legend").bounding_box()
        assert box is not None
        assert height - 4 <= box["y"] + box["height"] <= height + 1


def test_a_copied_link_is_on_the_clipboard(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.locator("#layout").select_option("lanes")
    opened.page.locator("#copy-link").click()
    assert opened.page.evaluate("() => navigator.clipboard.readText()").endswith("#v=lanes")

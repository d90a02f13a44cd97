"""The graph page answers who led what: what its first view draws, the switch, layouts, filters, links, panel, phone."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from conftest import Run
from kg.model import Corpus
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.render.tokens import tokens
from pages import Draw, Open, Opened, node, saved, status, tick

LED, STARTED, CARRIED_ON, TOOK_PART = 1, 2, 3, 4
TEAM_LEADS: Final = "002-00574-involvement-a0aa"
ROW: Final = """() => { const d = JSON.parse(document.getElementById('payload').textContent);
  return kgNetwork.body.data.edges.get().map(row => ({
    statement: d.statements.id[d.edges.statement[row.id]],
    band: d.bands.name[d.statements.band[d.edges.statement[row.id]]],
    core: d.edges.core[row.id], counted: d.statements.counted[d.edges.statement[row.id]] >= 0,
    inferred: d.statements.inferred[d.edges.statement[row.id]], width: row.width, dashes: row.dashes,
    colour: row.color.color,
    from: d.nodes.zh[row.from], to: d.nodes.zh[row.to],
    start: kgNetwork.getPosition(row.from), end: kgNetwork.getPosition(row.to) })); }"""


def drawn_edges(opened: Opened) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = opened.page.evaluate(ROW)
    return found


def choose_step(opened: Opened, step: int) -> None:
    opened.page.locator(f"#switch label:has(input[value='{step}'])").click()


def ids(opened: Opened) -> set[str]:
    return {row[-1] for row in opened.rows()}


def of_capacities(reading: Reading, ontology: Ontology, *notations: str) -> set[str]:
    """Return the ids of the actual involvements in the capacities of some sets or columns."""
    wanted = frozenset[str]().union(*map(ontology.members, notations))
    return {one.id for one in reading.said if one.is_actual and one.predicate and one.predicate.value in wanted}


# 1. the lead is visible


def test_led_is_thick_took_part_thin_and_what_does_not_count_is_dashed(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    choose_step(opened, TOOK_PART)
    rows = [row for row in drawn_edges(opened) if row["core"]]
    widths = {name: max(row["width"] for row in rows if row["band"] == name) for name in ("led", "started")}
    assert widths["led"] > widths["started"] > 1.5
    counted = {(row["band"], row["colour"]) for row in rows if row["counted"] and row["band"] == "led"}
    assert counted == {("led", tokens()["led"])}
    assert [row for row in rows if row["band"] == "led" and not row["counted"] and not row["dashes"]] == []
    assert [row for row in rows if row["counted"] and not row["inferred"] and row["dashes"]] == []


def test_a_leader_and_what_it_led_lie_side_by_side(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    led = [row for row in drawn_edges(opened) if row["band"] == "led" and row["counted"] and row["core"]]
    assert led
    for row in led:
        along, aside = row["end"]["x"] - row["start"]["x"], abs(row["end"]["y"] - row["start"]["y"])
        assert 60 < along < 400, row
        assert aside < 120, row


def test_where_things_lie_is_not_drawn_unless_asked_for(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    assert "位于" not in {row[1] for row in opened.rows()}
    opened.page.locator("#places").check()
    assert "位于" in {row[1] for row in opened.rows()}


def test_bodies_are_sized_by_counted_leads_and_people_are_not(open_page: Open, drawn: Draw) -> None:
    sizes = open_page(drawn()).page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent);
        return kgNetwork.body.data.nodes.get().map(row => [d.terms.slug[d.nodes.type[row.id]], row.size]); }"""
    )
    assert len({size for type_, size in sizes if type_ == "Person"}) == 1
    assert len({size for type_, size in sizes if type_ == "Body"}) > 1


@pytest.mark.parametrize(
    ("words", "choice", "value"),
    [(("--size", "betweenness"), "size", "betweenness"), (("--colour", "community"), "colour", "community")],
)
def test_nodes_are_sized_and_coloured_by_what_is_asked_for(
    open_page: Open, drawn: Draw, words: tuple[str, ...], choice: str, value: str
) -> None:
    looks = "() => kgNetwork.body.data.nodes.get().map(row => row.size + row.color.background)"
    opened = open_page(drawn("叶家堰", *words))
    before = opened.page.evaluate(looks)
    assert opened.page.locator(f"#{choice}").input_value() == value
    opened.page.locator(f"#{choice}").select_option(index=0)
    assert opened.page.evaluate(looks) != before


# 2. the first view


def test_the_first_view_shows_leading_and_starting(
    open_page: Open, drawn: Draw, reading: Reading, loaded: tuple[Corpus, Ontology]
) -> None:
    led = of_capacities(reading, loaded[1], "strict")
    started = of_capacities(reading, loaded[1], "started")
    opened = open_page(drawn())
    shown = ids(opened)
    assert led <= shown <= led | started
    assert status(opened)[0] <= 80
    assert "另有" in opened.text("#left")  # what matches and is not drawn is offered
    before = status(opened)[0]
    opened.page.locator("#show-more").click()
    assert before < status(opened)[0] <= 160


def test_the_switch_at_led_counts_the_leads_and_keeps_the_rest_as_a_ground(
    open_page: Open, drawn: Draw, reading: Reading, loaded: tuple[Corpus, Ontology]
) -> None:
    led = of_capacities(reading, loaded[1], "strict")
    counted = {one.id for one in reading.said if one.id in led and one.counting.counted_in}
    opened = open_page(drawn())
    choose_step(opened, LED)
    assert ids(opened) == led
    assert f"计入的牵头 {len(counted)} 条" in opened.text("#status")
    behind = len({row["statement"] for row in drawn_edges(opened)} - led)
    assert (behind > 0) == (len(counted) < 10)
    assert ("淡色底图" in opened.text("#status")) == (behind > 0)


def test_each_step_of_the_switch_adds_and_takes_nothing_away(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("谢家坞村"))
    found = []
    for step in (LED, STARTED, CARRIED_ON, TOOK_PART):
        choose_step(opened, step)
        found.append(ids(opened))
    assert found == sorted(found, key=len)
    assert all(less <= more for less, more in pairwise(found))
    assert found[0] < found[-1]


TEXTS: Final = """() => new Promise(then => {
  const told = [], own = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text) {
    told.push([text, this.globalAlpha]);
    return own.apply(this, arguments); };
  kgNetwork.once('afterDrawing', () => setTimeout(() => {
    CanvasRenderingContext2D.prototype.fillText = own;
    then(told); }, 50));
  kgNetwork.redraw(); })"""


def test_what_is_pointed_at_keeps_its_name_and_the_rest_grows_pale(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    assert {alpha for _, alpha in opened.page.evaluate(TEXTS)} == {1}
    opened.page.mouse.move(*node(opened, "先锋书店项目"))
    opened.page.wait_for_timeout(200)
    told = dict(opened.page.evaluate(TEXTS))
    assert told["先锋书店项目"] == told["叶家堰驻村团队"] == 1
    assert told["胡燕鸣"] < 0.5


# 3. layouts


@pytest.mark.parametrize("layout", ["side", "place", "lanes", "time", "net"])
def test_a_layout_is_the_same_each_time_and_puts_no_two_nodes_on_one_spot(
    open_page: Open, drawn: Draw, layout: str
) -> None:
    spots = [
        open_page(drawn("叶家堰"), f"#v={layout}").page.evaluate("() => kgNetwork.getPositions()") for _ in range(2)
    ]
    assert spots[0] == spots[1]
    assert len({(round(p["x"]), round(p["y"])) for p in spots[0].values()}) == len(spots[0])


def test_lanes_cross_less_than_a_random_order(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#v=lanes")
    own, random = map(int, re.findall(r"边交叉 (\d+) 处（随机次序平均 (\d+)）", opened.text("#status"))[0])
    assert own < random / 2


def test_actors_are_left_undertakings_in_the_middle_places_right(open_page: Open, drawn: Draw) -> None:
    lanes = open_page(drawn("叶家堰"), "#v=lanes").page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent), at = kgNetwork.getPositions();
        const lane = n => d.types.lane[d.types.term.indexOf(d.nodes.type[n])];
        return Object.keys(at).map(n => [lane(n), Math.round(at[n].x)]); }"""
    )
    columns = {lane: {x for own, x in lanes if own == lane} for lane in (0, 1, 2)}
    assert [len(xs) for xs in columns.values()] == [1, 1, 1]
    assert max(columns[0]) < min(columns[1])
    assert max(columns[1]) < min(columns[2])


def test_a_frame_collapses_into_a_counted_box_and_opens_again(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn(), "#v=place")
    heading = """() => { const told = []; const own = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        if (/^[▸▾]/.test(text)) { const p = kgNetwork.canvasToDOM({x: x + 5, y: y + 5}); told.push([text, p.x, p.y]); }
        return own.apply(this, arguments); };
      kgNetwork.redraw();
      return new Promise(then => setTimeout(() => {
        CanvasRenderingContext2D.prototype.fillText = own;
        then(told); }, 200)); }"""
    text, x, y = opened.page.evaluate(heading)[0]
    assert text.startswith("▾ ")
    box = opened.page.locator("#graph").bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + x, box["y"] + y)
    name = text[2:]
    assert f"▸ {name}" in [row[0] for row in opened.page.evaluate(heading)]
    assert "f=" in opened.page.url
    opened.page.locator("#undo").click()
    assert f"▾ {name}" in [row[0] for row in opened.page.evaluate(heading)]


def test_a_dragged_node_stays_is_exported_there_and_can_be_put_back(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    number = opened.page.evaluate(
        "() => JSON.parse(document.getElementById('payload').textContent).nodes.zh.indexOf('胡燕鸣')"
    )
    where = f"() => {{ const p = kgNetwork.getPosition({number}); return [Math.round(p.x), Math.round(p.y)]; }}"
    home = opened.page.evaluate(where)
    x, y = node(opened, "胡燕鸣")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 40, y + 90, steps=5)
    opened.page.mouse.up()
    dragged = opened.page.evaluate(where)
    assert dragged != home
    tick(opened, "kind", "荣誉记载")
    assert opened.page.evaluate(where) == dragged
    marks = etree.fromstring(saved(opened, "svg").read_bytes()).iter("{http://www.w3.org/2000/svg}circle")
    own = [mark for mark in marks if "".join(map(str, mark.itertext())).startswith("person:胡燕鸣")]
    assert [[round(float(mark.get(name) or 0)) for name in ("cx", "cy")] for mark in own] == [dragged]
    opened.page.locator("#unmove").click()
    tick(opened, "kind", "荣誉记载")
    assert opened.page.evaluate(where) == home


def test_a_path_runs_from_left_to_right(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("胡燕鸣", "李琴", "--path"))
    at = opened.page.evaluate(
        """() => { const d = JSON.parse(document.getElementById('payload').textContent), at = kgNetwork.getPositions();
        return Object.fromEntries(Object.keys(at).map(n => [d.nodes.zh[n], at[n].x])); }"""
    )
    assert at["胡燕鸣"] == min(at.values())
    assert at["李琴"] == max(at.values())


def test_a_path_runs_by_way_of_places_only_where_there_is_no_other_or_it_is_asked_to(run: Run, tmp_path: Path) -> None:
    def told(*words: str) -> str:
        ended = run("graph", *words, "--path", "-o", str(tmp_path / "path.html"), "--lang", "en", store=True)
        return ended.stderr.splitlines()[-2]

    assert told("林国荣", "李琴").endswith("the shortest paths, 6 steps, by way of places too")  # there is no other
    assert told("胡燕鸣", "叶家堰“三级跳”").endswith("the shortest paths, 2 steps")
    assert told("胡燕鸣", "叶家堰“三级跳”", "--through-places").endswith("steps, by way of places too")


# 4. filters


def test_legend_entries_are_filters_and_only_what_is_drawn_is_in_the_legend(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    entries = opened.page.locator("#legend button")
    before = entries.all_inner_texts()
    assert "文件" not in before  # no document is drawn
    honour = entries.filter(has_text=re.compile(r"^\s*荣誉$")).last
    honour.click()
    assert "民间称号" not in {row[1] for row in opened.rows()}
    off = opened.page.locator("#legend button[aria-pressed=false]")
    assert [text.strip() for text in off.all_inner_texts()] == ["荣誉"]
    off.click()
    assert opened.page.locator("#legend button").all_inner_texts() == before


def test_capacities_roles_relations_and_indicators_are_lists_that_can_be_searched(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    opened.page.evaluate("document.querySelectorAll('#filters, #facets details').forEach(d => d.open = true)")
    lists = opened.page.locator("#facets details").evaluate_all("all => all.map(d => d.dataset.facet)")
    assert {"type", "capacity", "role", "relation", "indicator"} <= set(lists)
    part = opened.page.locator("#facets details[data-facet=capacity]")
    assert not part.locator("label", has_text="指导员").count()
    part.locator("input[type=search]").fill("牵头")
    assert [text.split()[0] for text in part.locator("label:visible").all_inner_texts()] == ["牵头"]


def test_the_years_have_one_slider_a_histogram_and_play(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("小古城村"))
    opened.page.evaluate("document.getElementById('filters').open = true")
    assert opened.page.locator("#histogram rect").count() > 1
    assert re.fullmatch(r"含时间未载者 \d+ 条", opened.text("#undated-said"))
    boxes = [opened.page.locator(f"#year-{end}").bounding_box() for end in ("from", "to")]
    assert boxes[0] == boxes[1]
    opened.page.locator("#play").click()
    opened.page.wait_for_timeout(1000)
    first, last = opened.text("#year-said").split("–")
    assert first == last
    opened.page.locator("#play").click()
    assert opened.page.locator("#play").get_attribute("aria-pressed") == "false"


def test_a_filter_acts_on_the_whole_file(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    before = ids(opened)
    tick(opened, "certainty", "编码推断")
    fresh = ids(opened) - before
    assert fresh  # what was not drawn and matches takes the room
    assert {row[4] for row in opened.rows()} == {"原文明载"}


# 5. state in the link


def test_a_link_restores_the_state(open_page: Open, drawn: Draw) -> None:
    path = drawn()
    opened = open_page(path)
    choose_step(opened, CARRIED_ON)
    opened.page.locator("#posts").check()
    opened.page.locator("#layout").select_option("place")
    tick(opened, "certainty", "编码推断")
    opened.page.locator("#undated").uncheck()
    opened.page.locator("#language").click()
    opened.page.locator("#term").fill("胡燕鸣")
    opened.page.locator("#term").press("Enter")
    opened.page.locator("#zoom-in").click()
    opened.page.locator("#copy-link").click()
    again = open_page(path, "#" + opened.page.url.partition("#")[2])
    look = "() => [kgNetwork.getPositions(), kgNetwork.getScale().toFixed(2)]"
    for read in (look, "() => document.getElementById('status').textContent", "() => document.title"):
        assert again.page.evaluate(read) == opened.page.evaluate(read)
    assert again.rows() == opened.rows()
    assert again.text("#panel h2") == opened.text("#panel h2") == "Hu Yanming"


def test_a_state_on_the_command_line_is_that_of_the_link(
    open_page: Open, drawn: Draw, run: Run, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    state = f"#l=1&p=1&v=lanes&n={TEAM_LEADS}"
    assert run("graph", "叶家堰", "--state", state, "-o", str(page), store=True).returncode == 0
    mine, linked = open_page(page), open_page(drawn("叶家堰"), state)
    assert mine.rows() == linked.rows()
    assert mine.text("#panel h3") == linked.text("#panel h3") == "叶家堰驻村团队 · 牵头 · 先锋书店项目"


@pytest.mark.parametrize("state", ["#l=9&v=nowhere&y=a-b&x=person:none&-kind=%E0%A4%A&z=1", "#l=&m=-5&d=~~&e=x~y&f="])
def test_a_state_that_means_nothing_is_passed_over(open_page: Open, drawn: Draw, state: str) -> None:
    opened = open_page(drawn("叶家堰"), state)
    assert opened.complaints == []
    assert opened.rows() == open_page(drawn("叶家堰")).rows()


# 6. deep link, search, expand


@pytest.mark.parametrize(
    ("words", "named"), [((), TEAM_LEADS), ((), "person:李琴-002"), (("柯桥区",), "place:叶家堰-330603")]
)
def test_what_a_link_names_is_in_view_with_its_neighbours(
    open_page: Open, drawn: Draw, words: tuple[str, ...], named: str
) -> None:
    opened = open_page(drawn(*words), f"#n={named}")
    outside = opened.page.evaluate(
        """named => { const d = JSON.parse(document.getElementById('payload').textContent);
        const s = d.statements.id.indexOf(named);
        const n = d.nodes.id.findIndex((id, k) => id.replace(':|', ':' + d.nodes.zh[k]) === named);
        const rows = kgNetwork.body.data.edges.get(), box = document.getElementById('graph').getBoundingClientRect();
        const ends = s >= 0 ? rows.filter(r => d.edges.statement[r.id] === s).flatMap(r => [r.from, r.to]) : [n];
        const touching = rows.filter(r => ends.includes(r.from) || ends.includes(r.to));
        const near = new Set(touching.flatMap(r => [r.from, r.to]).concat(ends));
        return [near.size].concat(Array.from(near).filter(k => {
          const p = kgNetwork.canvasToDOM(kgNetwork.getPosition(k));
          return p.x < 0 || p.y < 0 || p.x > box.width || p.y > box.height; })); }""",
        named,
    )
    assert outside[0] >= 2
    assert outside[1:] == []


# 7. the panel


def test_the_panel_begins_with_an_overview_that_ranks_nobody(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    heads = opened.page.locator("#panel h2").all_inner_texts()
    assert heads == ["这是什么", "怎么读", "有多少", "试一试"]
    tries = opened.page.locator("#panel button.link")
    assert tries.count() == 3
    tries.first.click()
    assert "牵头" in opened.text("#panel h3") or "领衔" in opened.text("#panel h3")
    assert opened.page.locator("#panel blockquote").count() >= 1


def test_a_thing_is_told_by_what_counts_and_its_one_source_once(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), "#n=group:叶家堰驻村团队-002")
    heads = [text.split()[0] for text in opened.page.locator("#panel h4").all_inner_texts()]
    assert heads[:2] == ["牵头", "发起、开展"]
    assert opened.page.locator("#panel dt", has_text="来源日期").count() == 1


def test_a_path_is_found_from_a_node_and_not_by_way_of_places(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), "#n=person:胡燕鸣-002")
    opened.page.locator("#panel button", has_text="由此寻路").click()
    opened.page.mouse.click(*node(opened, "叶家堰“三级跳”"))
    assert opened.text("#panel h2") == "路径：胡燕鸣 → 叶家堰“三级跳”"
    assert opened.page.locator("#panel li").all_inner_texts() == [
        "胡燕鸣 · 成员 · 叶家堰几任指导员",
        "叶家堰几任指导员 · 推动 · 叶家堰“三级跳”",
    ]


def test_the_surroundings_of_a_node_can_be_drawn_alone(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), "#n=person:胡燕鸣-002")
    opened.page.locator("#panel button", has_text="只看 1 步内").click()
    assert {name for row in opened.rows() for name in (row[0], row[2])} - {"胡燕鸣", "叶家堰"} == {
        "叶家堰几任指导员",
        "最有“帮村运”的指导员",
        "叶家堰村民",
    } - {"叶家堰村民"}
    opened.page.locator("#undo").click()
    assert "先锋书店项目" in {row[2] for row in opened.rows()}


# 8. phone


def test_on_a_phone_the_panel_is_a_sheet_over_the_graph(open_page: Open, drawn: Draw) -> None:
    page = open_page(drawn(), width=390).page
    assert not page.locator("#panel").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.documentElement.scrollHeight > innerHeight")  # the page can be scrolled
    rows = page.evaluate(
        """() => new Set(Array.from(document.querySelectorAll('#view > *'),
        b => Math.round(b.getBoundingClientRect().bottom))).size"""
    )
    assert rows <= 2  # labels and buttons end at two heights, in one row
    page.locator("#sheet").click()
    assert page.locator("#panel").is_visible()
    box = page.locator("#aside").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == page.evaluate("innerHeight")
    assert box["height"] <= 0.66 * page.evaluate("innerHeight")
    assert page.evaluate("getComputedStyle(document.querySelector('#graph canvas')).touchAction").startswith("pan-y")


# 9 and 10. files; large graphs


def test_files_carry_places_colours_and_sizes(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"))
    told = json.loads(saved(opened, "json").read_text(encoding="utf-8"))
    assert told["title"] == opened.text("h1")
    assert (len(told["nodes"]), len(told["edges"])) == status(opened)[:2]
    viz = "{http://gexf.net/1.3/viz}"
    gexf = etree.parse(saved(opened, "gexf"))
    places = [(int(at.get("x") or 0), -int(at.get("y") or 0)) for at in gexf.iter(f"{viz}position")]
    assert places == [(node["x"], node["y"]) for node in told["nodes"]]
    assert len(list(gexf.iter(f"{viz}color"))) == len(list(gexf.iter(f"{viz}size"))) == len(told["nodes"])


def test_an_embedded_page_is_graph_and_legend_alone(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰", "--embed"))
    seen = {
        part: opened.page.locator(part).is_visible()
        for part in ("h1", "#graph canvas", "#legend", "#controls", "#table")
    }
    assert seen == {"h1": True, "#graph canvas": True, "#legend": True, "#controls": False, "#table": False}
    assert opened.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_everything_is_drawn_with_its_places_collapsed(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn())
    opened.page.locator("#show-all").click()
    assert status(opened)[0] == status(opened)[2] > 300
    apart = opened.page.evaluate("() => kgNetwork.body.data.nodes.get().filter(row => row.size > 1).length")
    assert apart < 300
    boxes = saved(opened, "svg").read_text(encoding="utf-8")
    assert len(re.findall(r'<rect [^>]*fill="#[0-9a-f]{6}" stroke=', boxes)) > 10
    assert len(re.findall(r"<(?:circle|polygon)[^>]*><title>", boxes)) == apart


# 12. titles


@pytest.mark.parametrize(
    ("words", "step", "language", "title"),
    [
        ((), LED, "zh", "谁牵头：严口径"),
        ((), LED, "en", "Who led: strict set"),
        ((), STARTED, "zh", "谁牵头、谁发起"),
        (("先锋书店项目", "--hops", "1"), LED, "zh", "谁牵头了先锋书店项目"),
        (("叶家堰",), LED, "zh", "叶家堰：谁牵头"),
        (("叶家堰",), TOOK_PART, "en", "Yejiayan: who led, who took part"),
        (("胡燕鸣", "李琴", "--path"), TOOK_PART, "zh", "什么相连：胡燕鸣、李琴"),
    ],
)
def test_the_title_says_what_is_drawn(
    open_page: Open, drawn: Draw, words: tuple[str, ...], step: int, language: str, title: str
) -> None:
    opened = open_page(drawn(*words), f"#l={step}&p=0&g={language}")
    assert opened.text("h1") == opened.page.title() == title
    if "--path" not in words:
        assert f">{title}</text>" in saved(opened, "svg").read_text(encoding="utf-8")


def test_posts_are_in_the_title_when_they_are_drawn(open_page: Open, drawn: Draw) -> None:
    opened = open_page(drawn("叶家堰"), "#l=2")
    assert opened.text("h1") == "叶家堰：谁牵头、谁发起、谁任职"
    opened.page.locator("#posts").uncheck()
    assert opened.text("h1") == "叶家堰：谁牵头、谁发起"


# all by keyboard, and nothing asked for


def test_the_switch_and_the_state_work_from_the_keyboard(open_page: Open, drawn: Draw) -> None:
    path = drawn()
    opened = open_page(path)
    opened.page.locator("#switch input:checked").focus()
    opened.page.keyboard.press("ArrowLeft")
    assert opened.text("h1") == "谁牵头：严口径"
    opened.page.locator("#graph").focus()
    opened.page.keyboard.press("z")
    assert opened.text("h1") == "谁牵头、谁发起"
    opened.page.keyboard.press("y")
    assert opened.text("h1") == "谁牵头：严口径"
    assert opened.asked == [path.as_uri()]
    assert opened.complaints == []


def test_the_payload_holds_its_bands_in_the_order_of_the_switch(open_page: Open, drawn: Draw) -> None:
    bands = json.loads(
        open_page(drawn("叶家堰")).page.evaluate(
            "() => JSON.stringify(JSON.parse(document.getElementById('payload').textContent).bands)"
        )
    )
    assert bands["step"] == sorted(bands["step"])
    assert [name for name in bands["name"] if name not in tokens()] == []

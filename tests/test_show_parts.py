"""Parts of a page: the summary, single sections, pages of words, folded pages that link to each other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

import kg
from conftest import ROOT, Run
from kg.base.base import Base
from kg.base.pages import save_pages
from kg.document.blocks import Shortlist
from kg.document.text import blocks_text
from kg.errors import UsageError
from kg.render.dossier_page import Links

DISTRICT, VILLAGE, STATEMENT = "柯桥区", "谢家坞村", "001-00028-observation-abef"
Opened = Callable[[str], Page]


@pytest.fixture(scope="module")
def bases(store_path: Path) -> dict[str, Base]:
    return {language: kg.open(ROOT, store_path, language=language) for language in ("zh", "en")}


# The summary ---------------------------------------------------------------------------------------------------------

BRIEF: Final = {
    ("先锋书店项目", "zh"): """先锋书店项目
  举措 · initiative:先锋书店项目
  何人（牵头与参与）：叶家堰驻村团队 · 牵头；叶家堰驻村团队 · 引进
  何处（所载地点）：叶家堰
  自何时：原文未载
  数据：原文未载
  荣誉：原文未载
  3条记载，1个来源
""",
    ("谢家坞村", "zh"): """谢家坞村
  地方 · place:谢家坞村-330603
  何人（在此行事）：邵关通 · 开展 · 推行卫生考核制度；张良 · 引进 · 把相关项目带进村 … +19
  何处（位于）：兰亭街道；柯桥区（编码推断）
  自何时：原文未载
  数据（本身）：村级经营性收入：538万元（2022）；村级经营性收入：30余万元（2003） … +4
  荣誉（所获或自称）：获评 · 全国文明村；民间称号 · 驻村指导员制度先行先试地（编码推断） … +1
  36条记载，2个来源
""",
    ("胡燕鸣", "en"): """Hu Yanming
  person · person:胡燕鸣-002
  Who (posts held): instructor · Yejiayan (inferred)
  Where (place served): Yejiayan (inferred)
  Since when: not said
  Figures: not said
  Honours (received or claimed): informal · instructor who brings villages most luck
  3 statements in 1 source
""",
    ("牵头", "zh"): """牵头
  所起作用 · capacity:took-the-lead
  释义：在一项可指名的事项中牵头。
  何人（以此作用参与）：祁国兴 · 与周边3个小区联合聘请物业（2022） … +3
  4条记载，3个来源
""",
    ("农民人均可支配收入", "zh"): """农村居民人均可支配收入
  指标 · indicator:rural-disposable-income-per-capita
  释义：某地农村居民的年人均可支配收入（人均流量）；不是全体居民的，也不是某村自报的村民人均年收入。
  数据（各对象）：柯桥区：5.16万元（2022）；柯桥区：超5.87万元（截至 2025-02 至 2025-12 之间） … +1
  3条记载，3个来源
""",
}


@pytest.mark.parametrize(("name", "language"), BRIEF)
def test_the_summary_is_a_line_for_each_question(bases: dict[str, Base], name: str, language: str) -> None:
    assert bases[language].show(name, brief=True).text() == BRIEF[name, language]
    assert bases[language].show(name).text().startswith(BRIEF[name, language])


def test_who_led_comes_before_who_holds_a_post_and_what_is_stated_before_what_is_inferred(
    bases: dict[str, Base],
) -> None:
    lines = bases["zh"].show("祁国兴").record["summary"]
    assert isinstance(lines, dict)
    assert lines["lines"]["who"]["texts"][0] == "牵头 · 与周边3个小区联合聘请物业（2022）"
    assert (lines["statements"], lines["sources"]) == (7, 1)


@pytest.mark.parametrize("width", [20, 34, 60, 100])
def test_a_line_holds_what_fits_and_counts_the_rest(width: int) -> None:
    line = Shortlist("何人：", ("甲村指导员牵头建设长长的项目", "乙", "丙"), "；")
    told = blocks_text([line], width).splitlines()
    fitting = {
        20: "  何人：甲村指… +2",
        34: "  何人：甲村指导员牵头建设长… +2",
        60: "  何人：甲村指导员牵头建设长长的项目；乙；丙",
        100: "  何人：甲村指导员牵头建设长长的项目；乙；丙",
    }
    assert told == [fitting[width]]


# Single sections -----------------------------------------------------------------------------------------------------


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines()[1:] if line and not line.startswith(" ")]


def test_who_led_comes_first_then_posts_then_the_rest(bases: dict[str, Base]) -> None:
    assert headings(bases["zh"].show(VILLAGE).text())[:4] == [
        "此地的参与记录（8）",
        "历任（8）",
        "前后任（5）",
        "位置（9）",
    ]
    assert headings(bases["zh"].show("蒋国林").text())[:2] == ["参与记录（2）", "任职（2）"]


SECTIONS: Final = {
    ("honours",): ["荣誉（4）"],
    ("荣誉", "posts-here"): ["历任（8）", "荣誉（4）"],
    ("Posts-Here",): ["历任（8）"],
    ("questions",): ["五问"],
    ("targets",): ["目标、计划与预计（0）"],
    ("gaps", "sources"): ["原文未载（8）", "来源（3）"],
}


@pytest.mark.parametrize("names", SECTIONS)
def test_sections_are_chosen_by_code_or_by_heading(bases: dict[str, Base], run: Run, names: tuple[str, ...]) -> None:
    shown = bases["zh"].show(VILLAGE, sections=names)
    assert headings(shown.text()) == SECTIONS[names]
    printed = run("show", VILLAGE, *(word for name in names for word in ("--section", name)), store=True)
    assert (printed.returncode, printed.stdout) == (0, shown.text())


def test_a_heading_is_asked_for_in_the_language_asked_for(bases: dict[str, Base]) -> None:
    found = bases["en"].show(VILLAGE, sections=["Where it lies"], brief=True).text()
    assert headings(found) == ["Where it lies (9)"]
    assert "Xiejiawu Village → Lanting Subdistrict → Keqiao District → Shaoxing City → Zhejiang Province" in found
    assert "  Since when: not said\n" in found


def test_a_section_of_another_class_of_things_is_empty(bases: dict[str, Base]) -> None:
    assert (
        bases["en"].show("胡燕鸣", sections=["holders"]).text().splitlines()[-1] == "  This section has no statements."
    )


def test_json_has_only_the_sections_asked_for(bases: dict[str, Base]) -> None:
    record = json.loads(bases["zh"].show(VILLAGE, sections=["honours", "gaps"]).json())
    assert list(record["sections"]) == ["honours"]
    assert {"gaps", "summary", "counts", "label"} <= set(record)
    assert not {"conflicts", "sources", "questions"} & set(record)
    whole = json.loads(bases["zh"].show(VILLAGE).json())
    assert list(whole)[-2:] == ["questions", "summary"]
    assert json.loads(bases["zh"].show(VILLAGE, brief=True).json())["sections"] == {}


def test_an_unknown_section_is_refused_with_the_nearest_and_all(run: Run) -> None:
    told = run("show", VILLAGE, "--section", "honors", store=True)
    assert (told.returncode, told.stdout) == (2, "")
    error, hint = told.stderr.splitlines()
    assert error == "Error: no section 'honors'"
    assert hint.startswith("Hint: Nearest: honours, ")
    assert "All: founding, who-led, involvements, " in hint
    assert run("show", STATEMENT, "--section", "honours", store=True).returncode == 2


def test_help_lists_the_sections(run: Run) -> None:
    told = run("show", "--help").stdout
    assert re.search(r"^  posts-here +Who served here, in the order given$", told, re.MULTILINE)
    assert re.search(r"^  questions +Five questions$", told, re.MULTILINE)


def test_where_a_thing_is_asked_for_a_statement_is_refused_with_the_command_that_shows_it(run: Run) -> None:
    for name in (STATEMENT, f"statement:{STATEMENT}"):
        told = run("query", "mentions", "--thing", name, store=True)
        assert (told.returncode, told.stderr) == (
            2,
            f"Error: {name} is a statement, not a thing\nHint: See it whole with: kg show {STATEMENT}\n",
        )


# Pages of words ------------------------------------------------------------------------------------------------------

WORDS: Final = {
    "村党支部书记": ("role:village-party-secretary", ["任职者（5）", "五问", "说法不一（0）"]),
    "牵头": ("capacity:took-the-lead", ["谁以此作用参与（4）", "五问", "说法不一（0）"]),
    "农民人均可支配收入": ("indicator:rural-disposable-income-per-capita", ["数据（3）", "五问", "说法不一（0）"]),
    "位于": ("relation:located-in", ["关系（153）", "说法不一（0）"]),
    "在任": ("status:current", ["使用此词的记载（49）", "说法不一（1）"]),
    "全国文明村": ("honour:全国文明村", ["荣誉（2）", "五问", "说法不一（0）"]),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_have_pages(bases: dict[str, Base], name: str) -> None:
    shown = bases["zh"].show(name)
    iri, wanted = WORDS[name]
    assert (shown.id, headings(shown.text())[: len(wanted)]) == (iri, wanted)
    assert f"<title>{shown.text().splitlines()[0]}</title>" in shown.html()


def test_a_capacity_counts_as_the_sets_do(bases: dict[str, Base]) -> None:
    record = bases["zh"].show("牵头").record
    counts = record["counts"]
    assert isinstance(counts, dict)
    assert {name: one["statements"] for name, one in counts.items()} == {"strict": 3, "medium": 3, "broad": 3}
    assert record["not_counted"] == 1


# Pages ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of a file, offline, at a size."""
    contexts = []

    def at(path: Path, fragment: str = "", width: int = 1440, height: int = 900, locale: str = "zh-CN") -> Page:
        context = browser.new_context(offline=True, viewport={"width": width, "height": height}, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.goto(path.as_uri() + fragment)
        return page

    yield at
    for context in contexts:
        context.close()


def test_without_a_stated_language_a_dossier_opens_in_the_readers(
    bases: dict[str, Base], opened: Callable[..., Page], store_path: Path, tmp_path: Path
) -> None:
    shown = kg.open(ROOT, store_path).show("胡燕鸣")
    page = opened(shown.save(tmp_path / "hu.html"), "#honours", locale="en-GB")
    assert (page.title(), page.evaluate("document.documentElement.lang")) == ("Hu Yanming", "en")
    assert page.locator("#honours").count() == 1
    page.locator("#language").click()
    assert (page.title(), page.url.partition("?")[2]) == ("胡燕鸣", "lang=zh#honours")
    assert "<script" not in bases["zh"].show("胡燕鸣").html()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_longest_page_fits_on_three_screens_folded(
    bases: dict[str, Base], opened: Callable[..., Page], tmp_path: Path, language: str
) -> None:
    shown = bases[language].show(DISTRICT)
    page = opened(shown.save(tmp_path / "x.html", graph="graph.html"))
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 900
    assert page.evaluate("document.querySelectorAll('article').length") > 300
    seen = page.evaluate("[...document.querySelectorAll('article')].filter(e => e.checkVisibility()).length")
    assert 3 <= seen <= 8
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_matters_is_open_and_a_fold_opens_with_the_keyboard(
    bases: dict[str, Base], opened: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(bases["zh"].show(VILLAGE).save(tmp_path / "x.html"))
    sections = page.evaluate(
        "[...document.querySelectorAll('.section')].map(e => [e.querySelector('.anchor').id, e.open])"
    )
    assert sections[:3] == [["involvements-here", True], ["posts-here", True], ["successions", False]]
    page.locator(".section:has(#successions) > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("article", has_text="徐秋佳 · 先于 · 王江").first.is_visible()


def test_a_link_opens_the_folds_it_leads_into(
    bases: dict[str, Base], opened: Callable[..., Page], tmp_path: Path
) -> None:
    path = bases["zh"].show(DISTRICT).save(tmp_path / "x.html")
    page = opened(path, "#000-00992-involvement-5bab")
    assert page.locator(":target .lead").is_visible()
    page.locator("nav a", has_text="下辖各地").click()
    assert page.get_by_text("安昌街道 (place:安昌街道-330603)").is_visible()


def test_pages_in_a_folder_link_to_each_other_and_to_the_graph(
    run: Run, opened: Callable[..., Page], tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    told = run(
        "show",
        VILLAGE,
        "张良-002",
        "牵头",
        VILLAGE,
        "-o",
        f"{folder}/",
        "--graph",
        str(tmp_path / "g.html"),
        store=True,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "", f"3 pages: {folder / 'index.html'}\n")
    assert sorted(path.name for path in folder.iterdir()) == [
        "capacity-took-the-lead.html",
        "index.html",
        "person-张良-002.html",
        "place-谢家坞村-330603.html",
    ]
    assert "g.html" not in (folder / "capacity-took-the-lead.html").read_text(encoding="utf-8").partition("<article")[0]
    page = opened(folder / "index.html")
    assert page.get_by_text("全部页面").count() == 0
    page.get_by_text("谢家坞村 (place:谢家坞村-330603)").click()
    assert page.title() == VILLAGE
    to_graph = page.get_by_text("在图中查看").get_attribute("href")
    assert unquote(to_graph or "") == "../g.html#n=place:谢家坞村-330603"
    page.locator("nav a", has_text="历任").click()
    page.locator(".section:has(#posts-here) .rest > summary").click()
    page.locator(".section:has(#posts-here) .lead a", has_text="张良").click()
    assert page.title() == "张良"
    page.locator("article .lead a", has_text="谢家坞村").first.click()
    assert page.title() == VILLAGE
    internal = page.evaluate("[...document.links].filter(a => !a.href.includes('g.html')).map(a => a.href)")
    assert [link for link in internal if not link.startswith(folder.as_uri())] == []


def test_one_page_links_only_within_itself(bases: dict[str, Base], tmp_path: Path) -> None:
    text = bases["zh"].show(VILLAGE).save(tmp_path / "x.html").read_text(encoding="utf-8")
    assert {link[:1] for link in re.findall(r'href="([^"]*)"', text)} == {"#"}
    (tmp_path / "graph.html").write_text("", encoding="utf-8")
    text = bases["zh"].show(VILLAGE).save(tmp_path / "x.html").read_text(encoding="utf-8")
    assert 'href="graph.html#n=place%3A' in text


def test_every_link_within_a_page_leads_somewhere(bases: dict[str, Base]) -> None:
    for shown in (
        bases["zh"].show(DISTRICT),
        bases["zh"].show(VILLAGE, sections=["questions"]),
        bases["zh"].show("牵头"),
    ):
        text = shown.html(Links())
        ids = set(re.findall(r' id="([^"]*)"', text))
        assert set(re.findall(r'href="#([^"]*)"', text)) <= ids


def test_several_things_in_one_file(run: Run, bases: dict[str, Base], tmp_path: Path) -> None:
    told = run("show", "胡燕鸣", "先锋书店项目", "--brief", store=True)
    assert told.stdout == "\n".join(bases["zh"].show(name, brief=True).text() for name in ("胡燕鸣", "先锋书店项目"))
    assert [one["label"] for one in json.loads(run("show", "胡燕鸣", VILLAGE, "-f", "json", store=True).stdout)] == [
        "胡燕鸣",
        VILLAGE,
    ]
    refused = run("show", "胡燕鸣", VILLAGE, "-o", str(tmp_path / "x.html"), store=True)
    assert refused.stderr == "Error: several things need a page each\nHint: Name a folder: -o pages/\n"
    assert run("show", "胡燕鸣", "-o", f"{tmp_path}/", "-f", "json", store=True).returncode == 2
    with pytest.raises(UsageError):
        save_pages([], tmp_path)
    assert list(tmp_path.iterdir()) == []

"""Dossiers: what is said of a thing in order, conflicts as conflicts, gaps as gaps, in four formats.

`python tests/test_dossier.py` writes the golden dossiers anew.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page
from pyoxigraph import Literal, NamedNode
from rich.cells import cell_len

from conftest import Run
from kg.answers.counts import table_counts
from kg.build import build, derive
from kg.dataset import build_quads
from kg.document.blocks import Block, Bullet, Columns, Field, Heading, Item, Note
from kg.document.text import harmless, wrapped
from kg.dossier import Dossier, Entry, Section, blocks_markdown, blocks_text, dossier, outline
from kg.dossier.wording import time_in_words, value_in_words
from kg.finding.find import Lookup
from kg.model import Corpus, Resource, Statement
from kg.ontology import Ontology, read_ontology
from kg.project import Project, locate
from kg.questions import find_query
from kg.questions import run as ask
from kg.rdf import edtf_literal
from kg.render.dossier_page import dossier_page
from kg.store import OxigraphStore, Store, open_store, rows
from kg.terms.namespaces import KG, PREFIXES, SKOS, curie

GOLDEN: Final = Path(__file__).with_name("golden")
WIDTH: Final = 100
WHOLE: Final = {
    "show-huyanming.txt": "胡燕鸣",
    "show-xiejiawu.txt": "谢家坞村",
    "show-bookshop.txt": "先锋书店项目",
    "show-organisation-department.txt": "柯桥区委组织部",
}
HOSTILE: Final = (
    "<img src=x onerror=alert(1)>",
    "</p><script>alert(2)</script>",
    "[link](https://x.example) <https://x.example> www.x.example",
    "*a* _b_ `c` **d** | ~~e~~ &amp; &lt; \\",
    "# head\n- item\n1. one\n\n> quote",
    "- 1. +",
    "\u202eevil\u202c\x1b[31m\u200b",
    "{{ 7*7 }}{% raw %}",
    "ئۇيغۇر ནོར་བུ་བོད་ཀྱི་མིང་རིང་པོ 👩‍🌾🇨🇳",
    "长" * 500,
)
Tell = Callable[..., Dossier]


@pytest.fixture(scope="module")
def tell(store: Store, project: Project, loaded: tuple[Corpus, Ontology]) -> Tell:
    """Return a function that gives the dossier of a name."""

    def told(name: str, language: str = "zh", held: Store = store, ontology: Ontology = loaded[1]) -> Dossier:
        return dossier(Lookup(held).one(name), held, project.queries, ontology, language)

    return told


def section(told: Dossier, code: str) -> Section:
    return next(found for found in told.sections if found.code == code)


def said(found: Section) -> list[str]:
    return [entry.text for entry in found.entries]


def detail(entry: Entry, code: str) -> str:
    return next((one.value for one in entry.details if one.code == code), "")


def gaps(told: Dossier) -> dict[str, str]:
    return {gap.code: gap.text for gap in told.gaps}


def of_corpus(corpus: Corpus, ontology: Ontology, project: Project) -> OxigraphStore:
    made = OxigraphStore.memory()
    made.extend(build_quads(corpus, ontology))
    derive(made, project.ontology / "derive")
    return made


# Whole dossiers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "name"), WHOLE.items())
def test_a_dossier_in_full(tell: Tell, file: str, name: str) -> None:
    assert blocks_text(outline(tell(name))) == (GOLDEN / file).read_text(encoding="utf-8")


def test_the_holders_of_a_village_stand_in_order_the_lost_name_with_them(tell: Tell) -> None:
    told = section(tell("谢家坞村"), "posts-here")
    assert said(told) == [
        "谢家坞村指导员(姓名缺失) · 农村工作指导员 · 谢家坞村",
        "邵关通 · 农村工作指导员 · 谢家坞村",
        "章建龙 · 农村工作指导员 · 谢家坞村",
        "徐秋佳 · 农村工作指导员 · 谢家坞村",
        "王江 · 农村工作指导员 · 谢家坞村",
        "张良 · 农村工作指导员 · 谢家坞村",
        "谢家坞村6任驻村指导员 · 驻村指导员 · 谢家坞村",
        "王江 · 共富推介员 · 谢家坞村",
    ]
    assert told.entries[0].marks == ("编码推断（任职者、所属举措、职务、任职地）", "比对未决")
    assert {entry.time for entry in told.entries} == {"原文未载"}


def test_named_people_groups_and_bodies_are_kept_apart(tell: Tell) -> None:
    told = section(tell("谢家坞村"), "involvements-here")
    assert [(group.title, len(group.entries)) for group in told.groups] == [
        ("人物 · 举措", 1),
        ("人物 · 所做之事", 6),
        ("群体 · 所做之事", 1),
    ]


def test_posts_with_a_date_come_first_and_attested_ones_are_no_spells(tell: Tell) -> None:
    told = section(tell("林国荣", "en"), "posts")
    assert [(entry.text.split(" · ")[1], entry.time) for entry in told.entries] == [
        ("village Party committee secretary", "2013年起 (from 2013) = 2013 on, end not said"),
        (
            "villagers' committee chair",
            "attested some time from 2022-05 to 2022-12; neither beginning nor end is said",
        ),
        ("village Party committee member", "not said"),
        ("villagers' committee chair", "not said"),
    ]
    assert [detail(entry, "concurrentWith")[-24:] for entry in told.entries] == [
        " [004-00191-tenure-1715]",
        " [004-00191-tenure-3e04]",
        "",
        "",
    ]


def test_a_series_stands_in_time_and_targets_apart_from_results(tell: Tell) -> None:
    figures = section(tell("谢家坞村"), "figures")
    income = next(group for group in figures.groups if group.title == "村级经营性收入")
    assert [(entry.time, detail(entry, "value")) for entry in income.entries] == [
        ("2003", "≥ 300000 元（超）"),
        ("2003", "≥ 300000 元（超）"),
        ("2022", "= 5380000 元（确数）"),
        ("2024", "≤ 7000000 元（近）"),
    ]
    market = tell("中国轻纺城")
    assert {entry.said.is_actual for entry in section(market, "figures").entries} == {True}
    sought = section(market, "targets")
    assert {entry.said.is_actual for entry in sought.entries} == {False}
    assert "中国轻纺城 · 市场成交额：5000亿元" in said(sought)
    assert all(entry.marks[0] in {"目标", "计划", "预计"} for entry in sought.entries)


def test_who_led_gives_actor_capacity_post_time_place_and_source(tell: Tell) -> None:
    told = tell("大桥村、车头村等抱团发展")
    led = section(told, "who-led")
    assert [group.title for group in led.groups] == ["不计入"]
    assert [detail(entry, "posts") for entry in led.entries] == [
        "指导员 · 大桥村 [002-02035-tenure-6b2d]",
        "指导员 · 大桥村 [002-02035-tenure-6b2d]",
        "指导员 [002-01645-tenure-8ab4]",
        "指导员 [002-01645-tenure-8ab4]",
        "村党组织书记 [002-01659-tenure-323d；编码推断]",
        "村党组织书记 [002-01659-tenure-9c51；编码推断]",
    ]
    assert {entry.id for entry in section(told, "posts-of-actors").entries} == {
        "002-02035-tenure-6b2d",
        "002-01645-tenure-8ab4",
        "002-01659-tenure-323d",
        "002-01659-tenure-9c51",
    }
    assert [line.text for line in section(told, "where").lines] == [
        "大桥村 (place:大桥村-330603): 6条记载",
        "车头村 (place:车头村-330603): 6条记载",
    ]
    assert told.answer == "inferred"


def test_the_sets_count_as_the_catalogue_counts(
    tell: Tell, store: Store, project: Project, loaded: tuple[Corpus, Ontology]
) -> None:
    asked = find_query(project.queries, "who-led")
    initiatives = [row["x"] for row in rows(store, f"SELECT ?x {{ ?x a <{KG}Initiative> }} ORDER BY ?x LIMIT 60")]
    counted = 0
    for initiative in initiatives:
        table = ask(asked, store, {"initiative": initiative})
        if table.rows:
            told = tell(initiative.value)
            assert (told.counts, told.uncounted) == table_counts(table, loaded[1]), initiative
            assert section(told, "who-led").entries, initiative
            counted += 1
    assert counted > 30


def test_every_statement_on_a_thing_stands_in_one_section(tell: Tell, store: Store) -> None:
    busiest = """SELECT ?type ?thing (COUNT(?s) AS ?n) { ?s kg:mentions ?thing . ?thing a ?type
        FILTER(STRSTARTS(STR(?type), STR(kg:))) } GROUP BY ?type ?thing ORDER BY ?type DESC(?n) ?thing"""
    first: dict[str, tuple[str, int]] = {}
    for row in rows(store, f"PREFIX kg: <{KG}> {busiest}"):
        first.setdefault(row["type"].value, (row["thing"].value, int(row["n"].value)))
    assert len(first) == 11
    for thing, number in first.values():
        told = tell(thing)
        found = rows(
            store, f"SELECT DISTINCT ?s {{ VALUES ?x {{ <{'> <'.join(told.told_under)}> }} ?s <{KG}mentions> ?x }}"
        )
        wanted = [row["s"].value for row in found]
        own = [s for s in told.sections if s.code not in {"with-whom", "posts-of-actors", "of-parts"}]
        listed = [entry.said.iri for s in own for entry in s.entries]
        assert len(listed) == len(set(listed)), thing
        assert set(wanted) <= set(listed), thing
        assert len(wanted) >= number


def test_what_is_judged_to_be_one_is_told_under_both_names(tell: Tell) -> None:
    told = tell("驻村指导员制度")
    assert [curie(iri) for iri in told.told_under] == ["initiative:驻村指导员制度", "initiative:农村工作指导员制度"]
    assert {entry.text.split(" · ")[2] for entry in section(told, "who-led").entries} == {
        "驻村指导员制度",
        "农村工作指导员制度",
    }
    assert [(i.verdict.label, i.other_label, i.verdict.judged_by) for i in told.identities] == [
        ("同一", "农村工作指导员制度", "语言模型，两遍编码之后，跨文比对")
    ]


def test_what_the_speaker_says_is_not_told_as_his_deed(tell: Tell, loaded: tuple[Corpus, Ontology]) -> None:
    told, speaker = tell("林国荣"), PREFIXES["person"] + "林国荣-004"
    named_as = {s.id: {name for name, term in s.slots if term.value == speaker} for s in loaded[0].statements}
    says = {s.id for s in loaded[0].statements if s.text("relation") == PREFIXES["relation"] + "says"}
    heard = {name for name, slots in named_as.items() if slots == {"saidBy"} or (slots and name in says)}
    assert {entry.id for entry in section(told, "what-it-says").entries} == heard
    assert len(heard) == 39
    assert [s.title for s in told.sections if s.code == "involvements"] == []
    assert gaps(told)["no-actor"] == "林国荣作为行动者的任何参与记录"


def test_a_group_is_pointed_to_and_its_deeds_are_not_the_members(tell: Tell) -> None:
    told = tell("胡燕鸣")
    assert [line.text for line in section(told, "groups").lines] == [
        "叶家堰几任指导员 (group:叶家堰几任指导员-002)：参与记录 1、关系 1、任职 1",
    ]
    assert {entry.said.kind for s in told.sections for entry in s.entries} == {"tenure", "honour", "relation"}


def test_another_reading_is_told_as_a_possibility(tell: Tell) -> None:
    told = section(tell("车头村"), "other-readings")
    assert said(told) == ["娄建林 · 指导员", "黄钢强 · 村党组织书记", "李庆 · 村党组织书记"]
    assert told.note == "原文可作他解，此处只是其中一种可能；不据此认定。"


# Conflicts and gaps --------------------------------------------------------------------------------------------------


def test_statements_that_contradict_each_other_stand_side_by_side(tell: Tell) -> None:
    told = tell("柯桥区", "en")
    conflict = next(c for c in told.conflicts if c.verdict.code == "contradicts")
    assert (conflict.verdict.id, conflict.verdict.judged_by, conflict.verdict.judged_on) == (
        "judgement:0019",
        "language model, after passes A and B, within one article",
        "2026-11-21",
    )
    assert (conflict.left.said.quote, conflict.right.said.quote) == (
        "浙江省2021年 … 柯桥区在全省90个县(市、区) … 慈善发展指数领跑全省",
        "在“浙江城市慈善发展指数”排名中位列全省第三 … 柯桥",
    )
    assert conflict.verdict.reason.endswith("neither sentence gives the year of the index.")
    assert all("disputed" in side.marks and side.is_disputed for side in (conflict.left, conflict.right))
    pairs = [block for block in outline(told) if isinstance(block, Columns)]
    assert [(pair.left.id, pair.left.tone) for pair in pairs if pair.left.id == conflict.left.id] == [
        ("001-00028-observation-abef", "observation disputed")
    ]


GAPS: Final = {
    "a post without dates": ("胡燕鸣", "tenure-time", "任职的时间（1 条）"),
    "a post only attested": ("柯桥区委组织部", "tenure-time", "任职的时间（1 条）"),
    "a holder without a name": ("柯桥区委组织部", "nameless", "柯桥区委组织部相关负责人的姓名（1 条）"),
    "more terms than names": (
        "谢家坞村",
        "fewer-named",
        "谢家坞村其余任者的姓名：报6任，具名者农村工作指导员 5、共富推介员 1",
    ),
    "a village without a secretary": ("谢家坞村", "nobody-named", "谢家坞村的村党组织书记是何人：无具名者"),
    "an initiative without a leader": (
        "农村工作指导员制度",
        "no-strict-set",
        "谁牵头农村工作指导员制度：无原文明载而计入“严口径：报道所记牵头”者",
    ),
    "an initiative without a time": ("先锋书店项目", "no-time", "先锋书店项目的时间（无一条记载说及）"),
    "a figure without a year": ("谢家坞村", "observation-time", "指标数据的时间（1 条）"),
    "an honour without a granter": ("谢家坞村", "honour-granter", "荣誉记载的授予方（2 条）"),
    "a place without a figure": ("车头村", "no-measured", "车头村作为度量对象的任何指标数据"),
    "a person without a deed": ("胡燕鸣", "no-actor", "胡燕鸣作为行动者的任何参与记录"),
}


@pytest.mark.parametrize(("name", "code", "text"), GAPS.values(), ids=GAPS.keys())
def test_what_no_source_says_is_listed(tell: Tell, name: str, code: str, text: str) -> None:
    assert gaps(tell(name))[code] == text


def test_of_many_statements_with_a_gap_a_few_are_named_and_all_are_in_json(tell: Tell) -> None:
    told = tell("柯桥区")
    gap = next(gap for gap in told.gaps if gap.code == "involvement-time")
    line = next(block for block in outline(told) if isinstance(block, Bullet) and block.text.endswith(gap.text))
    assert (len(gap.statements), line.links, line.more) == (72, gap.statements[:12], 60)
    assert gap.as_record()["statements"] == list(gap.statements)
    assert [text for text in (blocks_text([line]), blocks_markdown([line])) if "+60" not in text] == []


def test_a_village_whose_secretary_is_named_has_no_such_gap(tell: Tell) -> None:
    assert "nobody-named" not in gaps(tell("小古城村"))
    assert "no-strict-set" not in gaps(tell("先锋书店项目"))


def test_a_gap_closes_when_a_source_says_it(tell: Tell, loaded: tuple[Corpus, Ontology], project: Project) -> None:
    corpus, ontology = loaded
    filled = replace(corpus, statements=tuple(_dated(statement) for statement in corpus.statements))
    told = tell("胡燕鸣", held=of_corpus(filled, ontology, project))
    assert section(told, "posts").entries[0].time == "2019 起，止点未载"
    assert sorted(gaps(told)) == ["honour-time", "no-actor"]


def test_a_gap_opens_when_no_source_says_it(tell: Tell, loaded: tuple[Corpus, Ontology], project: Project) -> None:
    corpus, ontology = loaded
    fewer = tuple(statement for statement in corpus.statements if statement.id != "002-03472-tenure-1447")
    told = tell("胡燕鸣", held=of_corpus(replace(corpus, statements=fewer), ontology, project))
    assert gaps(told)["no-holder"] == "胡燕鸣作为任职者的任何任职"


REVIEWED: Final = {
    "zh": ("仅见于图片说明。", "王小明", "以上3条记载中，2条未经人工核实。"),
    "en": (
        "Only in a caption.",
        "王小明",
        "Of these 3 statements, 2 have not been verified by a human yet.",
    ),
}


@pytest.mark.parametrize("language", REVIEWED)
def test_what_a_named_person_accepted_is_told_apart_and_notes_are_in_one_language(
    tell: Tell, loaded: tuple[Corpus, Ontology], project: Project, language: str
) -> None:
    corpus, ontology = loaded
    accepted = replace(corpus, statements=tuple(_accepted(statement) for statement in corpus.statements))
    told = tell("胡燕鸣", language, held=of_corpus(accepted, ontology, project))
    (post,) = section(told, "posts").entries
    last = outline(told)[-1]
    assert isinstance(last, Note)
    assert (detail(post, "note"), detail(post, "reviewedBy"), last.text) == REVIEWED[language]
    assert {"zh": "采纳", "en": "accepted"}[language] in post.marks
    assert told.as_record()["review"] == {"statements": 3, "not_verified": 2}


def _accepted(statement: Statement) -> Statement:
    note = (("note", Literal(text[0], language=tag)) for tag, text in REVIEWED.items())
    review = (("review", NamedNode(PREFIXES["review"] + "accepted")), ("reviewedBy", Literal("王小明")))
    slots = (*(slot for slot in statement.slots if slot[0] != "note"), *note, *review)
    return replace(statement, slots=slots) if statement.id == "002-03472-tenure-1447" else statement


def _dated(statement: Statement) -> Statement:
    slots = (*statement.slots, ("time", edtf_literal("2019/")))
    return replace(statement, slots=slots) if statement.id == "002-03472-tenure-1447" else statement


def test_what_is_looked_for_is_said_in_the_ontology_alone(tell: Tell, loaded: tuple[Corpus, Ontology]) -> None:
    def expecting_nothing(term: Resource) -> Resource:
        return replace(
            term, properties=tuple(p for p in term.properties if p[0] not in {KG + "expects", KG + "counts"})
        )

    terms = {iri: expecting_nothing(term) for iri, term in loaded[1].terms.items()}
    assert set(gaps(tell("谢家坞村", ontology=Ontology(terms)))) == {"nameless"}


def test_not_covered_is_not_the_same_as_not_said(run: Run) -> None:
    told = run("show", "皋埠街道", store=True)
    answer, nearest = told.stderr.splitlines()
    assert (told.returncode, told.stdout, answer) == (
        0,
        "皋埠街道\n  地方 · place:皋埠街道-330602\n  未收录：手头来源均未提及，不等于原文未载。\n",
        "未收录：手头来源均未提及。",
    )
    assert nearest.startswith("相近者：")
    record = json.loads(run("show", "皋埠街道", "-f", "json", store=True).stdout)
    assert (record["answer"], record["gaps"], record["sections"]) == ("not covered", [], {})


# Words ---------------------------------------------------------------------------------------------------------------

TIMES: Final = {
    ("", "", "zh"): "原文未载",
    ("2003", "at", "zh"): "2003",
    ("2013/..", "since", "zh"): "2013 起，仍在继续",
    ("2022/", "since", "en"): "2022 on, end not said",
    ("2022", "since", "en"): "<since> 2022",
    ("/2022", "throughout", "zh"): "<throughout> 至 2022，起点未载",
    ("/2022", "until", "en"): "up to 2022, beginning not said",
    ("2012/2022", "throughout", "en"): "<throughout> 2012 to 2022",
    ("[2024-10-21..2024-10-31]", "at", "zh"): "2024-10-21 至 2024-10-31 之间",
    ("[2025-02..2025-12]", "attested", "zh"): "<attested> 2025-02 至 2025-12 之间，起止未载",
}


@pytest.mark.parametrize(("given_time", "words"), TIMES.items())
def test_a_time_in_words(given_time: tuple[str, str, str], words: str) -> None:
    edtf, sense, language = given_time
    assert time_in_words(edtf, sense, f"<{sense}>", language) == words


@pytest.mark.parametrize(
    ("low", "high", "words"), [("5", "5", "= 5 元"), ("5", "", "≥ 5 元"), ("", "5", "≤ 5 元"), ("", "", "≈ 5 元")]
)
def test_a_value_in_words(low: str, high: str, words: str) -> None:
    assert value_in_words("5", low, high, "元") == words


@given(st.text(max_size=300), st.integers(min_value=4, max_value=100))
def test_a_line_is_no_wider_than_asked_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(harmless(text).split())


# Formats -------------------------------------------------------------------------------------------------------------


def hostile_blocks() -> tuple[Block, ...]:
    items = [Item(text, text, text, text, text) for text in HOSTILE]
    lists = [Bullet(text, (text,)) for text in HOSTILE]
    fields = [Field(text, text) for text in HOSTILE]
    return (
        Heading(1, HOSTILE[0], "top"),
        *(Heading(2, text, f"s{n}") for n, text in enumerate(HOSTILE)),
        *map(Note, HOSTILE),
        *items,
        *lists,
        *fields,
        Columns(items[0], items[1]),
    )


def tokens(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield (type, content) of all that two readers of Markdown find, those of GitHub's tables included."""
    for reader in (MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False, "html": True})):
        for token in reader.parse(markdown):
            yield token.type, token.content
            yield from ((child.type, child.content) for child in token.children or ())


FORBIDDEN: Final = {
    "html_inline",
    "html_block",
    "link_open",
    "image",
    "table_open",
    "s_open",
    "fence",
    "code_block",
    "hr",
}


@pytest.mark.parametrize("name", ["谢家坞村", "柯桥区", "胡燕鸣"])
def test_the_markdown_of_a_dossier_has_no_markup_but_its_own(tell: Tell, name: str) -> None:
    told = tell(name)
    found = list(tokens(blocks_markdown(outline(told))))
    assert {kind for kind, _ in found} & FORBIDDEN == set()
    text = "".join(content for kind, content in found if kind in {"text", "code_inline"})
    entries = [(s.code, e) for s in told.sections for e in s.entries]
    assert [e.id for _, e in entries if e.id not in text] == []
    # of the places above, only the ids are given: the chain is one line
    assert [e.id for code, e in entries if code != "location" and harmless(e.said.quote) not in text] == []


def test_hostile_words_are_inert_in_markdown() -> None:
    found = list(tokens(blocks_markdown(hostile_blocks())))
    kinds = {kind for kind, _ in found}
    assert kinds & (FORBIDDEN | {"ordered_list_open", "blockquote_open"}) == set()
    shown = "".join(content for kind, content in found if kind == "text")
    assert [text for text in HOSTILE if harmless(text) not in shown] == []
    assert {content for kind, content in found if kind == "code_inline"} == set()


@given(st.text(st.characters(codec="ascii"), min_size=1, max_size=40).filter(str.strip))
def test_any_punctuation_is_inert_in_markdown(text: str) -> None:
    found = MarkdownIt("commonmark").parse(blocks_markdown((Bullet(text), Heading(2, text, "a"))))
    assert [token.type for token in found if token.type.endswith("_open")] == [
        *("bullet_list_open", "list_item_open", "paragraph_open", "heading_open"),
    ]
    shown = ["".join(child.content for child in token.children or ()) for token in found if token.type == "inline"]
    assert shown == [harmless(text)] * 2


def test_text_is_as_wide_as_a_terminal_and_hostile_words_do_not_steer_it(tell: Tell) -> None:
    for blocks in (outline(tell("谢家坞村")), hostile_blocks()):
        for width in (80, WIDTH):
            assert max(cell_len(line) for line in blocks_text(blocks, width).splitlines()) <= width
    assert re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", blocks_text(hostile_blocks())) is None
    assert "\x1b[1m" in blocks_text(outline(tell("胡燕鸣")), styled=True)


ENDINGS: Final = {
    "x.md": "# 胡燕鸣\n",
    "x.markdown": "# 胡燕鸣\n",
    "x.html": "<!doctype html>\n",
    "x.JSON": "{\n",
    "x.txt": "胡燕鸣\n",
    "x": "胡燕鸣\n",
}


def test_the_format_is_told_from_the_ending_unless_it_is_named(run: Run, tmp_path: Path) -> None:
    for name, first in ENDINGS.items():
        path = tmp_path / name
        assert run("show", "胡燕鸣", "-o", str(path), store=True).returncode == 0
        assert path.read_text(encoding="utf-8").startswith(first), name
    assert run("show", "胡燕鸣", "-o", str(tmp_path / "y"), "-f", "json", store=True).returncode == 0
    assert json.loads((tmp_path / "y").read_text(encoding="utf-8"))["id"] == "person:胡燕鸣-002"
    assert run("show", "胡燕鸣", "-o", str(tmp_path / "y.html"), "-f", "json", store=True).returncode == 2


def test_json_has_the_members_of_before_and_those_that_are_new(run: Run, tell: Tell) -> None:
    told = tell("谢家坞村")
    record = json.loads(run("show", "谢家坞村", "-f", "json", store=True).stdout)
    assert record == json.loads(json.dumps(told.as_record()))
    assert list(record)[:5] == ["id", "label", "type", "type_label", "properties"]
    assert set(record) >= {"sections", "answer", "conflicts", "gaps", "told_under", "identities", "counts", "sources"}
    first = record["sections"]["posts-here"]["statements"][1]
    assert {
        name: first[name] for name in ("subject", "subject_label", "predicate", "place", "certainty", "inferred")
    } == {
        "subject": "person:邵关通-002",
        "subject_label": "邵关通",
        "predicate": "role:rural-work-instructor",
        "place": "place:谢家坞村-330603",
        "certainty": "inferred",
        "inferred": "programme;role;servedIn",
    }
    assert (first["statement"], first["source"]) == (
        "statement:002-03087-tenure-bddb",
        "source:002-keqiao-rural-work-instructors",
    )
    assert [c["left"]["statement"] for c in record["conflicts"]] == ["statement:000-00557-observation-6ffc"]


@pytest.mark.parametrize("fmt", ["text", "markdown", "html"])
def test_a_statement_whole_in_every_format(run: Run, fmt: str) -> None:
    told = run("show", "001-00028-observation-abef", "-f", fmt, store=True)
    assert (told.returncode, told.stderr) == (0, "")
    for words in ("001-00028-observation-abef", "柯桥区", "慈善发展指数领跑全省", "说法不一"):
        assert words in told.stdout


def test_english_is_spoken_when_asked(tell: Tell) -> None:
    told = tell("谢家坞村", "en")
    assert (told.label, told.type_label) == ("Xiejiawu Village", "place")
    assert "who was village Party secretary of Xiejiawu Village: nobody is named" in gaps(told).values()
    page = dossier_page(outline(told), "en")
    assert '<html lang="en">' in page
    assert '<blockquote lang="zh-Hans">' in page


# The page in a browser -----------------------------------------------------------------------------------------------


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """Return a function that opens a page offline and gives it with all that it asked for or complained of."""
    context = browser.new_context(offline=True)

    def opened(content: str, fragment: str = "", width: int = 1100, scheme: str = "light") -> tuple[Page, list[str]]:
        path = tmp_path / "page.html"
        path.write_text(content, encoding="utf-8")
        page, heard = context.new_page(), list[str]()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.on("request", lambda request: heard.append(request.url))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.goto(path.as_uri() + fragment)
        return page, [line for line in heard if not line.startswith(path.as_uri())]

    yield opened
    context.close()


def test_the_page_asks_nothing_and_fits_a_narrow_screen(
    tell: Tell, show: Callable[..., tuple[Page, list[str]]]
) -> None:
    content = dossier_page(outline(tell("谢家坞村")), "zh", "data")
    for width in (390, 1100):
        for scheme in ("light", "dark"):
            page, heard = show(content, width=width, scheme=scheme)
            assert heard == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate("document.scripts.length + document.images.length") == 0
            assert page.evaluate(CONTRAST) >= 4.5


CONTRAST: Final = """() => {
  const light = color => color.match(/[0-9.]+/g).slice(0, 3).map(Number).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const inks = [...document.querySelectorAll('.detail, .note, .lead, a')].map(e => light(getComputedStyle(e).color));
  return Math.min(...inks.map(ink => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)));
}"""


def test_every_id_leads_to_its_statement(tell: Tell, show: Callable[..., tuple[Page, list[str]]]) -> None:
    page, heard = show(dossier_page(outline(tell("谢家坞村")), "zh"), "#002-03087-tenure-bddb")
    assert heard == []
    assert page.locator(":target .lead").inner_text() == "邵关通 · 农村工作指导员 · 谢家坞村"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    links = page.evaluate("[...document.querySelectorAll('a')].map(e => decodeURIComponent(e.hash.slice(1)))")
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    assert page.locator("nav a").all_inner_texts()[:3] == ["此地的参与记录（8）", "历任（8）", "前后任（5）"]


def test_hostile_words_are_inert_on_the_page(show: Callable[..., tuple[Page, list[str]]]) -> None:
    page, heard = show(dossier_page(hostile_blocks(), "zh", HOSTILE[1]), width=390)
    page.wait_for_timeout(200)
    assert heard == []
    assert page.evaluate("document.querySelectorAll('img, script, iframe, [onerror]').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    shown = page.locator("article .lead bdi").all_text_contents()
    assert shown[: len(HOSTILE)] == list(HOSTILE)
    assert {link.split("#")[0] for link in page.evaluate("[...document.links].map(a => a.href)")} == {page.url}


def test_hostile_labels_in_the_data_come_out_whole_and_inert(
    loaded: tuple[Corpus, Ontology], project: Project, tell: Tell
) -> None:
    corpus, ontology = loaded
    iri = PREFIXES["person"] + "胡燕鸣-002"
    for label in HOSTILE:
        named = replace(corpus.entities[iri], properties=((SKOS + "prefLabel", Literal(label, language="zh")),))
        few = replace(
            corpus,
            entities={**corpus.entities, iri: named},
            statements=tuple(s for s in corpus.statements if NamedNode(iri) in {value for _, value in s.slots}),
        )
        told = tell("person:胡燕鸣-002", held=of_corpus(few, ontology, project))
        assert told.label == label
        assert {kind for kind, _ in tokens(blocks_markdown(outline(told)))} & FORBIDDEN == set()
        assert max(cell_len(line) for line in blocks_text(outline(told), 80).splitlines()) <= 80
        assert "<img" not in dossier_page(outline(told), "zh")


def rewrite() -> None:
    """Write the golden dossiers as the data now give them."""
    project = locate(GOLDEN.parents[1])
    with tempfile.TemporaryDirectory() as folder:
        build(project, Path(folder) / "store")
        held = open_store(str(Path(folder) / "store"))
        for file, name in WHOLE.items():
            told = dossier(Lookup(held).one(name), held, project.queries, read_ontology(project.ontology))
            (GOLDEN / file).write_text(blocks_text(outline(told)), encoding="utf-8")
        held.close()


if __name__ == "__main__":
    rewrite()

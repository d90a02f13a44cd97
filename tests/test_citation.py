"""How a statement is cited, in Chinese and in English, on the command line and in Python."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from conftest import Run
from kg.base import Base
from kg.errors import UsageError
from kg.model import Quote, Resource
from kg.project import Project
from kg.reading.citation import Citation, data_citation, plain
from kg.reading.few import few
from kg.reading.glossing import gloss_state
from kg.reading.said import as_printed
from kg.reading.whole import whole
from pages import Draw, Open

BOOKSHOP: Final = "002-00574-involvement-a0aa"
PILOT: Final = "000-00365-involvement-5cb4"


@pytest.fixture(scope="module")
def base(project: Project, store_path: Path) -> Base:
    return Base(project, str(store_path), language="en")


def edition(base: Base) -> str:
    return f"{base.project.version} ({base.project.data_checksum[:12]})"


def test_a_statement_is_cited_in_english_with_names_in_both_scripts(base: Base) -> None:
    found = base.cite(BOOKSHOP)
    assert str(found) == (
        "Sun Liang 孙良, Shou Yuefeng 寿越峰. “Posted to villages, and still more ‘posted to hearts’: group posting "
        "promotes revitalisation” (machine translation, unchecked). 《驻村更『驻心』组团促振兴》. Dated by the editor "
        "between February and December 2025. Words: 「柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目」, characters "
        f"567-590. They mean: “{found.gloss}” (machine translation, unchecked). {found.sentence} "
        f"Statement {BOOKSHOP}, machine-coded, not verified by a human. Programs and actors, data {edition(base)}."
    )
    assert found.sentence.startswith("According to article 002 (dated by the editor: February to December 2025), ")
    assert "Yejiayan" in found.gloss


def test_a_statement_is_cited_in_chinese_without_a_word_of_english(base: Base) -> None:
    found = base.cite(PILOT, "zh")
    assert str(found) == (
        "金燕翔、董良、寿越峰：《柯桥区:打造具有辨识度的“强基星城”》，编者定为2023年2月至9月之间。"
        "原文「2003年,柯桥区(原绍兴县) … 率先试点选派驻村指导员」（第365-380、406-417字）。"
        f"{found.sentence}记载{PILOT}（机器编码，未经人工核实），人与事：举措与行动者知识图谱，数据 "
        f"{base.project.version}（{base.project.data_checksum[:12]}）。"
    )
    assert (found.gloss, found.state, found.cited.title_gloss, found.cited.title_state) == ("", "", "", "")


def test_a_citation_of_words_that_have_no_gloss_leaves_it_out(base: Base) -> None:
    whole_one = base.cite(BOOKSHOP)
    bare = replace(whole_one, gloss="", state="", cited=replace(whole_one.cited, title_gloss="", authors="", date=""))
    assert str(bare).startswith("《驻村更『驻心』组团促振兴》. Words: 「柯岩街道")
    assert "They mean" not in str(bare)
    assert "translation" not in str(bare)


def test_a_gloss_says_who_checked_it_or_that_nobody_has(base: Base) -> None:
    assert gloss_state("", "en") == "machine translation, unchecked"
    assert gloss_state("", "zh") == "机器翻译，未核"
    assert gloss_state("A. Reader, 2026-12-01", "en") == "checked by A. Reader, 2026-12-01"
    assert gloss_state("A. Reader, 2026-12-01", "zh") == "经核：A. Reader, 2026-12-01"
    checked = replace(base.cite(BOOKSHOP), state=gloss_state("A. Reader, 2026-12-01", "en"))
    assert "(checked by A. Reader, 2026-12-01). According" in str(checked)


@pytest.mark.parametrize(
    ("gloss", "quoted"),
    [
        ("*dazao* (building up)", "dazao (building up)"),
        ("the “Red Root”", "the ‘Red Root’"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_gloss_is_quoted_as_plain_text(gloss: str, quoted: str) -> None:
    assert plain(gloss) == quoted


def test_every_statement_can_be_cited_in_both_languages(base: Base) -> None:
    """Some of each source; a part that is missing leaves no bracket, brace or double sign behind."""
    for one in whole(base.store, base.ontology).said[::60]:
        for language in ("zh", "en"):
            text = str(base.cite(one.id, language))
            assert one.id in text
            assert not {"{", "}"} & set(text)
            assert not [sign for sign in ("。。", "..", "，，", ", ,", " .", "()", "“”", "（）") if sign in text], text


def test_authors_come_in_the_order_of_the_byline(base: Base) -> None:
    reading = whole(base.store, base.ontology)
    names = {
        source.text("key"): "、".join(reading.entities[author.value].label() for author in source.values("author"))
        for source in reading.sources.values()
    }
    assert names == {
        "000": "金燕翔、董良、寿越峰",
        "001": "金燕翔",
        "002": "孙良、寿越峰",
        "003": "朱银燕、任煌华",
        "004": "沈吟、黄珍珍、王波、吴丽珍、褚燕玲、叶晓梅、梅玲玲、蒋君",
    }
    sampled = few(base.store, base.ontology, (one.iri for one in reading.said[::200]))
    for iri, source in sampled.sources.items():
        assert source.values("author") == reading.sources[iri].values("author")
        assert source.text("titleGloss") == reading.sources[iri].text("titleGloss") != ""


def test_an_author_whom_no_byline_prints_comes_last(base: Base) -> None:
    reading = whole(base.store, base.ontology)
    source = next(s for s in reading.sources.values() if s.text("key") == "002")
    byline = Quote("quote:x", source.iri, 0, 5, "寿 越峰")
    found = as_printed(Resource(source.iri, source.type, source.properties), [byline], reading.entities)
    assert [reading.entities[author.value].label() for author in found.values("author")] == ["寿越峰", "孙良"]


@pytest.mark.parametrize("statement", ["", "nope", "person:胡燕鸣-002", "a b>c", "002-99999-involvement-ffff"])
def test_what_is_no_statement_is_not_cited(base: Base, statement: str) -> None:
    with pytest.raises(UsageError) as caught:
        base.cite(statement)
    assert caught.value.message == f"there is no statement {statement!r}"
    assert caught.value.hint == "Copy an id from an answer's column statement."


def test_the_data_are_cited_by_edition_and_checksum() -> None:
    assert data_citation("0.3.1", "0123456789abcdef", "en") == "Programs and actors, data 0.3.1 (0123456789ab)."
    assert (
        data_citation("0.3.1", "0123456789abcdef", "zh") == "人与事：举措与行动者知识图谱，数据 0.3.1（0123456789ab）。"
    )


def test_the_command_prints_a_paragraph_or_json(run: Run, base: Base) -> None:
    text = run("cite", f"statement:{BOOKSHOP}", "--lang", "en", store=True)
    assert (text.returncode, text.stdout) == (0, f"{base.cite(BOOKSHOP)}\n")
    found = json.loads(run("cite", BOOKSHOP, "-f", "json", store=True).stdout)
    assert list(found) == [
        *("language", "statement", "source", "quote", "spans", "gloss", "state", "sentence", "data"),
        *("authors", "title", "title_gloss", "title_state", "outlet", "date", "review", "text"),
    ]
    assert found["text"] == str(base.cite(BOOKSHOP, "zh"))
    wrong = run("cite", "nope", store=True)
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_a_citation_is_a_value(base: Base) -> None:
    assert base.cite(BOOKSHOP) == base.cite(f"statement:{BOOKSHOP}")
    assert isinstance(base.cite(BOOKSHOP), Citation)


COPIED: Final = """() => new Promise(done => {
  const given = text => { done(text); return Promise.resolve(); };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: given }, configurable: true });
  document.querySelectorAll('#panel article .acts button')[1].click(); })"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_copies_the_citation_that_the_command_prints(
    open_page: Open, drawn: Draw, base: Base, language: str
) -> None:
    opened = open_page(drawn("先锋书店项目", "--lang", language), f"#n={BOOKSHOP}")
    assert opened.page.evaluate(COPIED) == str(base.cite(BOOKSHOP, language))
    assert opened.text("#panel article dl").count("孙良") == 1
    assert data_citation(base.project.version, base.project.data_checksum, language) in opened.text(
        f"[lang={language}]"
    )
    assert opened.complaints == []

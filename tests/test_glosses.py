"""Glosses: beside which words they appear, how a translator's table goes round, and sentences made of statements."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.base import Base
from kg.dataset.glosses import GLOSS_KINDS
from kg.errors import Severity, UsageError
from kg.model import Corpus, mark_of
from kg.ontology import Ontology
from kg.project import Project, locate
from kg.reading.dates import span_in_words, time_phrase
from kg.reading.said import Reading
from kg.reading.sentence import Sentences, filled
from kg.validate.glosses import gloss_findings

PRINTED: Final = re.compile(r"“[^”]*”")
CJK: Final = re.compile(r"[\u3400-\u9fff]")
TIMES: Final = [
    ("2003", "at", "in 2003", "2003年"),
    ("2003-05", "at", "in May 2003", "2003年5月"),
    ("2003-05-04", "at", "on 4 May 2003", "2003年5月4日"),
    ("2003", "as-of", "as of 2003", "截至2003年"),
    ("2003/", "since", "since 2003", "自2003年起"),
    ("2003/", "not-before", "not before 2003", "2003年或以后"),
    ("/2003", "until", "until 2003", "至2003年止"),
    ("/2003", "not-after", "not after 2003", "2003年或以前"),
    ("2003/2005", "at", "between 2003 and 2005", "2003年至2005年间"),
    ("2003/2005", "throughout", "from 2003 to 2005", "2003年至2005年"),
    ("2003/..", "since", "since 2003", "自2003年起"),
    ("[2023-02..2023-09]", "at", "between February and September 2023", "2023年2月至9月之间"),
    ("[2022-11..2023-02]", "at", "between November 2022 and February 2023", "2022年11月至2023年2月之间"),
    (
        "[2023-02..2023-09]",
        "attested",
        "at the time of the article (between February and September 2023)",
        "报道时（2023年2月至9月间）",
    ),
    ("2003", "unheard-of", "in 2003", "2003年"),
    ("20XX", "at", "in 20XX", "20XX"),
    ("", "at", "", ""),
]
SPANS: Final = [
    ("2025-03-04", "4 March 2025", "2025年3月4日"),
    ("[2023-02..2023-09]", "February to September 2023", "2023年2月至9月"),
    ("[2022-04-13..2022-12-31]", "13 April to 31 December 2022", "2022年4月13日至12月31日"),
    ("2003/2005", "2003 to 2005", "2003年至2005年"),
]
TEMPLATES: Final = [
    ("{subject} ran {object}", {"subject": "A", "object": "B"}, "A ran B"),
    ("{subject}[ in {place}]", {"subject": "A", "place": ""}, "A"),
    ("{subject}[ in {place}]", {"subject": "A", "place": "C"}, "A in C"),
    ("[ {a} and {b}]", {"a": "A", "b": ""}, ""),
    ("{subject|nobody} ran", {"subject": ""}, "nobody ran"),
]
GOLDEN: Final = ROOT / "tests" / "golden" / "sentences.tsv"  # each kind, a group, a target, a plan, a rule


@pytest.mark.parametrize(("edtf", "sense", "english", "chinese"), TIMES)
def test_a_time_reads_as_people_write_it(edtf: str, sense: str, english: str, chinese: str) -> None:
    assert (time_phrase(edtf, sense, "en"), time_phrase(edtf, sense, "zh")) == (english, chinese)


@pytest.mark.parametrize(("edtf", "english", "chinese"), SPANS)
def test_a_span_reads_as_people_write_it(edtf: str, english: str, chinese: str) -> None:
    assert (span_in_words(edtf, "en"), span_in_words(edtf, "zh")) == (english, chinese)


@pytest.mark.parametrize(("template", "values", "text"), TEMPLATES)
def test_a_part_in_brackets_needs_all_its_names(template: str, values: Mapping[str, str], text: str) -> None:
    assert filled(template, values) == text


def test_a_statement_reads_as_a_sentence_that_reports(sentences: Mapping[str, tuple[str, str]]) -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        wanted = {row["statement"]: (row["en"], row["zh"]) for row in csv.DictReader(file, delimiter="\t")}
    assert {name: sentences[name] for name in wanted} == wanted


@pytest.fixture(scope="module")
def sentences(reading: Reading, loaded: tuple[Corpus, Ontology]) -> Mapping[str, tuple[str, str]]:
    english, chinese = (Sentences(reading, loaded[1], language) for language in ("en", "zh"))
    return {one.id: (english.of(one), chinese.of(one)) for one in reading.said}


FAULTS: Final = [  # a fault of grammar, and what it looks like
    ("two blanks", r"  "),
    ("a blank before a mark", r" [,.;)]"),
    ("nothing in brackets", r"\(\)|\[\]|（）|〔〕"),
    ("a name that was not filled", r"[{}|]"),
    ("a word twice", r"\b(\w+) \1\b"),
    ("quotation marks of one kind within each other", r"“[^”]*“"),
    ("no full stop", r"[^.。]$"),
]


@pytest.mark.parametrize(("fault", "pattern"), FAULTS, ids=[name for name, _ in FAULTS])
def test_no_sentence_has_a_fault(fault: str, pattern: str, sentences: Mapping[str, tuple[str, str]]) -> None:
    assert [one for pair in sentences.values() for one in pair if re.search(pattern, one)] == [], fault


def test_a_sentence_is_in_one_language_names_and_quotes_apart(sentences: Mapping[str, tuple[str, str]]) -> None:
    english = [one for one, _ in sentences.values() if CJK.search(one)]
    chinese = [one for _, one in sentences.values() if re.search(r"[A-Za-z]{4,}", PRINTED.sub("", one))]
    assert english == []
    assert [one for one in chinese if "MUSIC COFFEE" not in one] == []


def test_every_statement_has_all_its_glosses_and_nobody_has_checked_them(project: Project) -> None:
    table = Base(project).glosses.twins()
    glosses = [row for row in table.records() if row["kind"].startswith("gloss")]
    assert {row["kind"] for row in glosses} == {f"gloss: {kind}" for kind in GLOSS_KINDS}
    assert [row for row in table.records() if row["texts"] != row["both"] or row["missing"]] == []
    assert {row["checked"] for row in glosses} == {"0"}


def test_a_translators_table_goes_round(tmp_path: Path) -> None:
    """A row is corrected, one is marked as checked, one is of words that nothing has; the rest stays as it was."""
    shutil.copytree(ROOT / "graph_data", tmp_path / "graph_data", ignore=shutil.ignore_patterns("coding", "register"))
    base = Base(locate(tmp_path))
    before = base.glosses.table()
    rows = [dict(row) for row in before.records()]
    rows[0]["en"] = "another title"
    rows[1]["checked"] = "x"
    rows.append({**rows[2], "text": "words that nothing has"})
    sheet = tmp_path / "glosses.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(UsageError, match="nobody is named"):
        base.glosses.take(sheet)
    assert base.glosses.table() == before
    taken = base.glosses.take(sheet, "Wang Li")
    assert (taken.changed, taken.checked) == (1, 1)
    assert [found.code for found in taken.findings] == ["gloss-unknown"]
    after = [dict(row) for row in base.glosses.table().records()]
    today = datetime.now(UTC).date().isoformat()
    assert after[0] == rows[0]
    assert after[1] == {**rows[1], "checked": "", "checked_by": "Wang Li", "checked_on": today}
    assert after[2:] == rows[2:-1]


def test_a_gloss_of_words_that_changed_is_a_note(loaded: tuple[Corpus, Ontology]) -> None:
    corpus, ontology = loaded
    statement = corpus.statements[0]
    others = tuple(replace(one, evidence=one.evidence[:1]) if one is statement else one for one in corpus.statements)
    changed = replace(corpus, statements=others)
    found = list(gloss_findings(changed, ontology))
    assert [(one.severity, one.code) for one in found] == [(Severity.NOTE, "gloss-outdated")]
    assert statement.id in found[0].message
    assert list(gloss_findings(corpus, ontology)) == []


def test_a_project_without_glosses_misses_none(loaded: tuple[Corpus, Ontology]) -> None:
    corpus, ontology = loaded
    assert list(gloss_findings(replace(corpus, glosses={}), ontology)) == []


def test_the_mark_of_words_changes_with_them() -> None:
    assert (mark_of("牵头"), mark_of("牵 头")) == ("8b79bce2", "f52bda5a")


@pytest.mark.parametrize("thing", ["谢家坞村", "002-03112-involvement-0bfa"])
def test_no_gloss_leaves_the_chinese_words_alone(thing: str, project: Project, store_path: Path) -> None:
    base = Base(project, str(store_path), language="en")
    shown, bare = base.show(thing).text(), base.show(thing, gloss=False).text()
    assert ("Zhang Jianlong … promoted …" in shown, "machine translation" in shown) == (True, True)
    assert [word for word in ("Zhang Jianlong … promoted …", "(promoted)", "machine translation") if word in bare] == []
    assert "「" in bare

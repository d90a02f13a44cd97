"""A newcomer's slip gives one finding, at its place, with the right advice; what only follows is held back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import pytest

from kg.build import check_project
from kg.dataset.punctuation import WideMark, first_wide_mark
from kg.errors import Finding, Severity
from kg.project import locate
from kg.terms.namespaces import PREFIXES, STANDARD

HEADER: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in (PREFIXES | STANDARD).items())
ARTICLE: Final = "云岭村办起共享菜园\n\n今年茶季，村里铺路3公里，周小禾天天来看。村里人都说好，来的人一年比一年多。\n"
SHA: Final = hashlib.sha256(ARTICLE.encode()).hexdigest()
SOURCE: Final = f"""
source:101-x a kg:Source ; kg:key "101" ; kg:sha256 "{SHA}" ; kg:length {len(ARTICLE)} ; kg:date "2023"^^edtf:EDTF ;
    kg:genre genre:feature ; skos:prefLabel "云岭村办起共享菜园"@zh ; kg:part part:101-01 .
part:101-01 a kg:Part ; kg:position 1 ; kg:start 0 ; kg:end {len(ARTICLE)} ; kg:partKind part-kind:body .
"""
PLACE: Final = """
place:云岭村 a kg:Place ; kg:codeNote "Invented." ; kg:level level:village ; skos:prefLabel "云岭村"@zh .
"""
WORD: Final = """
when:tea-season a kg:RelativeTime ; skos:prefLabel "茶季"@zh , "tea season"@en ;
    skos:definition "三至五月。"@zh , "March to May."@en ;
    kg:pattern "(?:<Y>)?茶季" ; kg:template "{Y}-03/{Y}-05" .
"""
STATED: Final = """
quote:101-00011-00023
    a kg:Quote ;
    kg:end 23 ;
    kg:exact "今年茶季，村里铺路3公里" ;
    kg:start 11 .

statement:101-00011-observation-0001
    a kg:Observation ;
    kg:evidence quote:101-00011-00023 ;
    kg:indicator indicator:household-count ;
    kg:measured place:云岭村 ;
    kg:timeSense sense:at ;
    kg:unit unit:household ;
    kg:value "3"^^xsd:decimal ;
    kg:valueBound bound:exact ;
    kg:valuePrinted "3" ;
    kg:when "今年茶季" .
"""
STATEMENTS: Final = "graph_data/sources/101-x/statements.ttl"


def found(folder: Path, *changes: tuple[str, str], texts: bool = True) -> list[Finding]:
    """Return all findings on a project with some things written otherwise."""
    files = {
        "entities/all.ttl": PLACE,
        "vocab/words.ttl": WORD,
        "sources/101-x/source.ttl": SOURCE,
        "sources/101-x/statements.ttl": STATED,
    }
    at_hand = folder / "articles"
    at_hand.mkdir()
    if texts:
        (at_hand / "x.txt").write_bytes(ARTICLE.encode())
    for name, whole in files.items():
        text = whole
        path = folder / "p" / "graph_data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for right, wrong in changes:
            text = text.replace(right, wrong)
        path.write_text(HEADER + text, encoding="utf-8")
    return list(check_project(locate(folder / "p"), [at_hand]))


def line(text: str, file: str = STATED) -> int:
    return (HEADER + file)[: (HEADER + file).index(text)].count("\n") + 1


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.message, f.hint) for f in findings if f.severity is not Severity.NOTE]


def test_the_project_without_a_slip_has_no_finding_but_that_its_quote_is_verified(tmp_path: Path) -> None:
    assert [f.code for f in found(tmp_path)] == ["text-verified"]


ELSEWHERE: Final = "the words stand elsewhere in the article; 1 finding that follows from it is held back"
START: Final = ("kg:start 11 .", "kg:start 12 .")
NAME: Final = ("quote:101-00011-00023", "quote:101-00012-00023")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [START],
            (
                f"quote:101-00011-00023: {ELSEWHERE}",
                "They are at 11 to 23.",
            ),
        ),
        (
            [START, NAME],
            (
                f"quote:101-00012-00023: {ELSEWHERE}",
                "They are at 11 to 23. Name it quote:101-00011-00023.",
            ),
        ),
        (
            [START, ("kg:end 23", "kg:end 24")],
            (
                f"quote:101-00011-00023: {ELSEWHERE}",
                "They are at 11 to 23.",
            ),
        ),
    ],
    ids=["a start", "a start and the name made of it", "both offsets"],
)
def test_a_wrong_offset_is_told_with_where_the_words_are_and_with_no_other_advice(
    changes: list[tuple[str, str]], expected: tuple[str, str], tmp_path: Path
) -> None:
    assert told(found(tmp_path, *changes)) == [("quote-text", *expected)]


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ([START], "Its name has 11 to 23, which fits the words: correct the offsets."),
        ([START, NAME], "Correct the offsets or the words."),
    ],
)
def test_without_the_article_the_name_of_a_quote_says_which_offsets_are_meant(
    changes: list[tuple[str, str]], hint: str, tmp_path: Path
) -> None:
    message = "12 to 23 are 11 characters, the words are 12"
    ((code, said, advice),) = told(found(tmp_path, *changes, texts=False))
    assert (code, said.partition(": ")[2], advice) == ("quote-length", message, hint)


def test_a_missing_full_stop_is_told_with_the_line_that_lacks_it(tmp_path: Path) -> None:
    findings = found(tmp_path, ("kg:start 11 .\n", "kg:start 11\n"))
    (only,) = findings
    assert (only.code, only.where) == ("turtle", f"{STATEMENTS}:{line('statement:101')}")
    assert only.hint == f"Mend the line, or the end of line {line('kg:start 11')}."
    assert only.message.endswith("; 2 findings that follow from it are held back")  # an unused place, no quote verified


@pytest.mark.parametrize(
    ("right", "wrong", "mark", "wanted"),
    [
        ("kg:end 23 ;", "kg:end 23 ；", "；", "the ASCII character ;"),
        ("unit:household ;", "unit:household；", "；", "the ASCII character ;"),
        ("kg:start 11 .", "kg:start 11 。", "。", "the ASCII character ."),
        ('"3" ;', "“3” ;", "“", 'the ASCII character "'),
        ('"3" ;', '"3” ;', "”", 'the ASCII character "'),
        ('"今年茶季" .', '"今年茶季"，"茶季" .', "，", "the ASCII character ,"),
        ("kg:unit unit:", "kg：unit unit:", "：", "the ASCII character :"),
        ("kg:unit unit:", "kg:unit\u3000unit:", "\u3000", "a blank"),
    ],
)
def test_full_width_punctuation_is_told_with_its_place_and_what_is_meant(
    right: str, wrong: str, mark: str, wanted: str, tmp_path: Path
) -> None:
    text = STATED.replace(right, wrong)
    at = (HEADER + text).index(wrong) + wrong.index(mark)
    column = at - (HEADER + text).rindex("\n", 0, at)
    (only,) = [f for f in found(tmp_path, (right, wrong)) if f.severity is Severity.ERROR]
    assert (only.code, only.where) == ("turtle", f"{STATEMENTS}:{line(wrong, text)}")
    assert only.message.startswith(f"broken Turtle: full-width {mark} at column {column}")
    assert only.hint == f"Write {wanted} there."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('x:a kg:p "云岭，村；。“好”：" .', None),
        ('x:a kg:p "“千万工程”"@zh .', None),
        ('x:a kg:p """多，\n行。“ """ .', None),
        ("initiative:甲，乙（丙） a kg:I .", None),
        ("# 注，释。\nx:a kg:p <http://x/，> .", None),
        ("initiative:甲，乙。\n", WideMark("。", ".", 1, 15)),
        ("x:a kg:p 9 ；\n kg:q 8 。", WideMark("；", ";", 1, 12)),
    ],
)
def test_full_width_punctuation_is_right_in_texts_comments_and_names(text: str, expected: WideMark | None) -> None:
    assert first_wide_mark(text) == expected


def test_a_rule_for_times_that_cannot_be_read_is_told_and_not_the_words_that_it_should_read(tmp_path: Path) -> None:
    (only,) = told(found(tmp_path, ("(?:<Y>)?茶季", "(?:<Y>?茶季")))
    assert only[0] == "word-rule"
    assert only[1].endswith("; 1 finding that follows from it is held back")


def test_words_that_no_rule_reads_are_told_where_the_rules_are_right(tmp_path: Path) -> None:
    (only,) = told(found(tmp_path, ('kg:when "今年茶季"', 'kg:when "今年花季"')))
    assert (only[0], "no rule says what" in only[1]) == ("impossible-date", True)

"""Words of an article become a quote with its offsets."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT, Run
from kg.dataset.quoting import occurrences
from kg.dataset.texts import Text
from kg.errors import UsageError
from kg.model import Resource
from kg.rdf import text_literal
from kg.terms.namespaces import KG, PREFIXES

TEXT: Final = (
    "云岭村办起共享菜园\n\n2021年起，周小禾担任云岭村指\n导员。去年，周小禾牵头办起共享菜园。" + "长" * 61 + "\n"
)
SHA: Final = hashlib.sha256(TEXT.encode()).hexdigest()
SOURCE: Final = Resource(
    PREFIXES["source"] + "101-yunling",
    KG + "Source",
    ((KG + "key", text_literal("101")), (KG + "sha256", text_literal(SHA))),
)
TEXTS: Final = {SHA: Text("yunling.txt", TEXT)}


@pytest.mark.parametrize(
    ("words", "spans", "lines"),
    [
        ("周小禾牵头", [[(34, 39)]], [4]),
        ("周小禾", [[(18, 21)], [(34, 37)]], [3, 4]),
        ("云岭村指导员", [[(23, 27), (28, 30)]], [3]),
        ("办起 共享菜园", [[(3, 9)], [(39, 45)]], [1, 4]),
        ("菜园2021年起", [[(7, 9), (11, 17)]], [1]),
    ],
)
def test_words_are_found_with_their_offsets(words: str, spans: list[list[tuple[int, int]]], lines: list[int]) -> None:
    found = occurrences(words, SOURCE, TEXTS)
    assert [[(q.start, q.end) for q in one.quotes] for one in found] == spans
    assert [one.line for one in found] == lines
    assert all(TEXT[q.start : q.end] == q.exact for one in found for q in one.quotes)


def test_a_quote_is_written_as_turtle() -> None:
    (found,) = occurrences("周小禾牵头", SOURCE, TEXTS)
    assert found.turtle() == (
        f"@prefix kg: <{KG}> .\n@prefix quote: <{PREFIXES['quote']}> .\n\n"
        'quote:101-00034-00039\n    a kg:Quote ;\n    kg:end 39 ;\n    kg:exact "周小禾牵头" ;\n    kg:start 34 .\n'
    )


@pytest.mark.parametrize(
    ("words", "texts", "message"),
    [
        ("周小麦", TEXTS, "101-yunling does not have the words '周小麦'"),
        ("  ", TEXTS, "there are no words to find"),
        ("周小禾", {}, "the article of 101-yunling is not at hand"),
        ("长" * 61, TEXTS, "a quote has 61 characters, more than 60"),
        (".*", TEXTS, "101-yunling does not have the words '.*'"),
        ("2021年起,周小禾", TEXTS, "101-yunling has the words with other punctuation: 2021年起，周小禾"),
        (
            "去年,周小禾牵头办起共享菜园.",
            TEXTS,
            "101-yunling has the words with other punctuation: 去年，周小禾牵头办起共享菜园。",
        ),
        ("担任云岭村指导员.去年,", TEXTS, "101-yunling has the words with other punctuation: 担任云岭村指导员。去年，"),
    ],
)
def test_what_cannot_be_quoted_is_refused(words: str, texts: dict[str, Text], message: str) -> None:
    with pytest.raises(UsageError) as error:
        occurrences(words, SOURCE, texts)
    assert error.value.message == message


@pytest.mark.usefixtures("seeds")
def test_the_command_prints_the_quote_or_lists_all_places(run: Run) -> None:
    texts = str(ROOT.parent / "shared" / "seeds")
    one = run("quote", "002", "由驻村团队牵头引进的先锋书店项目", "--texts", texts)
    assert (one.returncode, one.stderr) == (0, "")
    assert "quote:002-00574-00590\n    a kg:Quote ;" in one.stdout
    several = run("quote", "002", "指导员", "--texts", texts)
    assert (several.returncode, several.stdout) == (2, "")
    assert several.stderr.startswith("Error: the words occur ")
    assert several.stderr.endswith("Hint: Choose one with --nth, or give more words.\n")
    second = run("quote", "002-keqiao-rural-work-instructors", "指导员", "--nth", "2", "--texts", texts)
    assert second.stdout.count("a kg:Quote") == 1
    unknown = run("quote", "009", "先锋书店", "--texts", texts)
    assert unknown.stderr.startswith("Error: no source is called '009'\nHint: One of: 000-keqiao-strong-foundation, ")


def test_an_article_that_is_not_at_hand_is_named(run: Run, tmp_path: Path) -> None:
    ended = run("quote", "002", "先锋书店", "--texts", str(tmp_path))
    assert ended.stderr == (
        "Error: the article of 002-keqiao-rural-work-instructors is not at hand\n"
        "Hint: Name its folder with --texts, or set KG_TEXTS.\n"
    )

"""`kg search`: what is printed is found wherever it is printed, in characters, pinyin or English, in a stable order."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

import kg
from conftest import ROOT, Run
from kg.errors import UsageError
from kg.finding.search import Hit, Hits, Index, StoreIndex
from kg.model import Corpus
from kg.ontology import Ontology
from kg.store import Store, rows
from kg.tables.found import COLUMNS
from kg.tables.table import Table
from kg.terms.namespaces import KG, SKOS, slug

GOAL: Final = "001-00197-relation-0e13"
GOAL_WORDS: Final = "近年来,柯桥 … 奋力打造 … “国际纺都 杭绍名城”"
LED: Final = "002-00574-involvement-a0aa"


@pytest.fixture(scope="session")
def base(store_path: Path) -> kg.Base:
    return kg.open(ROOT, store_path)


def briefly(found: Table) -> list[tuple[str, str, str]]:
    """Return kind, local id and where of each row."""
    return [(row["kind"], slug(row["id"].replace(":", "/")), row["where"]) for row in found]


# What is found -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "杭绍名城",
        "杭紹名城",
        "国际纺都 杭绍名城",
        "国际纺都杭绍名城",
        "“国际纺都杭绍名城”",
        "hangshaomingcheng",
        "háng shào míng chéng",
    ],
)
def test_a_slogan_is_found_where_it_is_printed(base: kg.Base, words: str) -> None:
    assert base.search(words).records() == (
        {
            "kind": "quote",
            "id": f"statement:{GOAL}",
            "label": "柯桥区(党政未分) · 目标为 · “国际纺都 杭绍名城”",
            "class": "Relation",
            "where": "quoteText;relatedTo",
            "text": GOAL_WORDS,
            "statement": f"statement:{GOAL}",
            "source": "source:001-keqiao-top-ten-district",
            "quote": GOAL_WORDS,
        },
    )


BOOKSHOP: Final = (
    ("quote", "002-00567-relation-ba90", "quoteText"),
    ("quote", LED, "quoteText"),
    ("quote", "002-00574-involvement-cd27", "quoteText"),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        # a whole name, then quotes by source and position, each statement once
        ("先锋书店项目", (("name", "先锋书店项目", "prefLabel"), *BOOKSHOP)),
        ("xfsd", (("name", "先锋书店项目", "prefLabel"),)),
        # several words, wherever all of them are
        ("书店 牵头", BOOKSHOP),
        # an alias and a definition of one concept are one row; so are the quote and the verb of a statement
        (
            "推行",
            (
                ("name", "ran", "altLabel;definition"),
                ("name", "推行卫生考核制度-002", "prefLabel;altLabel"),
                ("quote", "002-01430-involvement-604f", "quoteText;verb"),
                ("quote", "002-01430-relation-d3b8", "quoteText"),
                ("quote", "002-01430-involvement-1a3b", "quoteText"),
                ("quote", "002-03087-involvement-5d24", "quoteText;verb"),
                ("quote", "003-02616-relation-5475", "quoteText"),
                ("quote", "003-02652-involvement-b4ea", "quoteText;verb"),
                ("quote", "003-02652-involvement-275e", "quoteText;verb"),
                ("quote", "003-02668-relation-ff22", "quoteText"),
                ("quote", "004-01362-involvement-ecb7", "quoteText;verb"),
                ("definition", "mediumSet", "definition"),
            ),
        ),
        (
            "232户",
            (
                ("quote", "002-01755-involvement-89f0", "quoteText"),
                ("quote", "002-01755-observation-f3fd", "quoteText;valuePrinted"),
            ),
        ),
        # words across the fragments of one quote
        ("盖北社区党支部书记童鹏飞", (("quote", "003-01803-tenure-8882", "quoteText"),)),
        # a byline: what the source says of its authors, then its statements
        (
            "本报记者 沈吟 整理",
            (
                ("quote", "004-zhejiang-ten-years", "authorEvidence"),
                ("quote", "004-00015-tenure-dfb8", "quoteText"),
                ("quote", "004-06338-tenure-73fc", "quoteText"),
            ),
        ),
        ("took the lead", (("name", "took-the-lead", "prefLabel;definition"),)),
        ("金姑娘", (("quote", "002-02163-relation-a1cb", "quoteText;relatedTo"),)),
        ("没有这样的词", ()),
        ("zzzq", ()),
    ],
)
def test_words_are_found_in_this_order(base: kg.Base, words: str, found: tuple[tuple[str, str, str], ...]) -> None:
    assert tuple(briefly(base.search(words))) == found


QUOTED: Final = {"dateEvidence", "authorEvidence"}  # they point to a quote, whose text is found as quoteText
UNUSED: Final = {"basedAt", "charge", "exitReason", "liaisonWith", "pairedWith", "portfolio", "term"}


def test_every_text_of_an_article_is_found_by_its_own_words(store: Store, loaded: tuple[Corpus, Ontology]) -> None:
    """Take the words of each sort of slot that says that it is printed, and look for them."""
    index = StoreIndex(store)
    printed = [iri.removeprefix(KG) for iri, term in loaded[1].terms.items() if term.values("printedAs")]
    assert len(printed) == 22
    without = set()
    for name in printed:
        asked = f"SELECT ?thing ?value WHERE {{ ?thing <{KG}{name}> ?value FILTER(isLiteral(?value)) }}"
        given = list(rows(store, f"{asked} ORDER BY ?thing ?value LIMIT 3"))
        without |= set() if given else {name}
        for row in given:
            found = index.search(row["value"].value, 1000)
            hits = {hit.thing: hit for hit in found.first}
            assert row["thing"].value in hits, f"{name}: {row['value'].value}"
            assert name in hits[row["thing"].value].where
    assert without == QUOTED | UNUSED  # of the others no text was looked for


def test_a_definition_is_found_and_comes_last(base: kg.Base) -> None:
    found = briefly(base.search("砌砖抹墙", 5))
    assert found == [("definition", "bricklayer", "definition")]
    kinds = [kind for kind, _, _ in briefly(base.search("指导员", 1000))]
    order = ["name", "quote", "literal", "definition"]
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) >= {"name", "quote", "definition"}


def test_statements_come_by_source_and_position(base: kg.Base, store: Store) -> None:
    found = base.search("指导员", 1000)
    statements = [row["statement"] for row in found if row["kind"] == "quote" and row["statement"]]
    at = {
        f"statement:{slug(row['s'].value)}": (row["source"].value, int(row["p"].value))
        for row in rows(store, f"SELECT ?s ?source ?p WHERE {{ ?s <{KG}statedIn> ?source ; <{KG}position> ?p }}")
    }
    assert len(statements) > 50
    assert [at[s] for s in statements] == sorted(at[s] for s in statements)
    assert len(set(statements)) == len(statements)


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (
            "bookshop",
            [
                "Xianfeng Jianhu bookshop",
                "Xianfeng bookshop project",
                "weekend visits to the Librairie Avant-Garde Jianhu bookshop and the quarter",
            ],
        ),
        ("ookshop", []),
        ("shudian", ["先锋书店项目", "先锋鉴湖书店"]),
        ("shudia", []),
    ],
)
def test_latin_letters_are_found_where_a_word_or_a_syllable_begins(base: kg.Base, words: str, texts: list[str]) -> None:
    assert [row["text"] for row in base.search(words) if row["kind"] == "name"][: max(len(texts), 1)] == texts


# The table -----------------------------------------------------------------------------------------------------------


def test_the_columns_are_those_of_the_documents(base: kg.Base) -> None:
    assert COLUMNS == ("kind", "id", "label", "class", "where", "text", "statement", "source", "quote")
    assert base.search("杭绍名城").columns == base.search("zzzq").columns == COLUMNS


def test_the_limit_cuts_and_says_so(base: kg.Base) -> None:
    some = base.search("指导员", 3)
    everything = base.search("指导员", 1000)
    assert len(some) == 3
    assert some.rows == everything.rows[:3]
    assert some.foot == (f"共 {len(everything)} 处，列出最相近的 3 处；全部列出：--limit {len(everything)}",)
    assert everything.foot == (f"共 {len(everything)} 处。",)
    with pytest.raises(UsageError, match="cannot return 0 rows"):
        base.search("指导员", 0)


def test_labels_are_in_one_language(store_path: Path) -> None:
    found = kg.open(ROOT, store_path, language="en").search("杭绍名城")
    assert found.column("label") == (
        "Keqiao District (Party and government not distinguished) · has goal · “国际纺都 杭绍名城”",
    )
    assert found.foot == ("1 match.",)
    assert "Not said" not in repr(found)


@pytest.mark.parametrize("words", ["", "  ", "“”", "··", "\udcff"])
def test_words_that_are_no_words_are_refused(base: kg.Base, words: str) -> None:
    with pytest.raises(UsageError, match="there is no word in"):
        base.search(words)


@pytest.mark.parametrize("words", ["杭.*城", "杭|城", "^杭绍名城$", "bookshop$", "book.*", "zz\\", 'zz" || "a'])
def test_no_text_is_read_as_a_pattern_or_as_sparql(base: kg.Base, words: str) -> None:
    assert base.search(words).foot == (f"没有名称、原文、记载文字或词表释义含“{words}”。",)


@pytest.mark.parametrize("words", ["?", ".", "(", "[ ]", "{}"])
def test_signs_of_a_pattern_are_no_words(base: kg.Base, words: str) -> None:
    with pytest.raises(UsageError, match="there is no word in"):
        base.search(words)


def test_another_index_takes_its_place(base: kg.Base, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fixed:
        """An index that knows one text."""

        def search(self, words: str, limit: int) -> Hits:
            return Hits((Hit("name", f"{SKOS}x", "Person", ("prefLabel",), f"{words} {limit}"),), 1)

    index: Index = Fixed()
    monkeypatch.setitem(base.__dict__, "index", index)
    assert [row["text"] for row in base.search("any", 7)] == ["any 7"]


# The command ---------------------------------------------------------------------------------------------------------


def csv_rows(text: str) -> Iterable[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_command_writes_what_python_returns(run: Run, base: kg.Base, tmp_path: Path) -> None:
    told = run("search", "杭绍名城", "-f", "csv", store=True)
    assert told.returncode == 0
    assert csv_rows(told.stdout) == list(base.search("杭绍名城").records())
    told = run("search", "书店", "牵头", "-o", str(tmp_path / "found.json"), store=True)
    assert told.returncode == 0
    assert len(json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    ("lang", "fmt", "told_so"),
    [
        ("zh", "table", "没有名称、原文、记载文字或词表释义含“没有这样的词”。"),
        ("en", "table", "No name, quote, printed word or definition has “没有这样的词”."),
        ("en", "csv", "No name, quote, printed word or definition has “没有这样的词”."),
    ],
)
def test_nothing_found_is_said_in_words_and_is_no_failure(run: Run, lang: str, fmt: str, told_so: str) -> None:
    told = run("search", "没有这样的词", "--lang", lang, "-f", fmt, store=True)
    assert told.returncode == 0
    assert told.stderr.strip() == told_so
    assert told.stdout.removeprefix("\ufeff").split()[:1] in (["kind"], [",".join(COLUMNS)])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search",), "Missing argument"),
        (("search", "··"), "there is no word in"),
        (("search", "x", "--limit", "0"), "is not in the range"),
        (("search", "x", "-o", "found.svg"), "cannot be written as svg"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...], message: str) -> None:
    told = run(*arguments, store=True)
    assert told.returncode == 2
    assert message in told.stderr
    assert "Hint: " in told.stderr


def test_columns_that_do_not_apply_are_left_out_without_a_word(run: Run) -> None:
    told = run("search", "xfsd", store=True)
    assert told.stdout.splitlines()[0].split() == ["kind", "id", "label", "class", "where", "text"]
    assert "未载" not in told.stdout + told.stderr

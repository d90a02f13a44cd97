"""The glossary: what is flagged as another translation, and that the bundled data follow it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Literal

from conftest import ROOT
from kg.dataset.glossary import GLOSSARY_COLUMNS
from kg.dataset.glosses import GLOSS_COLUMNS
from kg.dataset.read import read_corpus
from kg.dataset.vocabulary import project_ontology
from kg.errors import Finding
from kg.model import Corpus, GlossaryTerm, Judgement, Resource
from kg.ontology import Ontology
from kg.project import locate
from kg.terms.namespaces import KG, PREFIXES, SKOS
from kg.validate.glossary import deviations, glossary_findings
from kg.validate.glosses import gloss_findings
from kg.validate.labels import same_english_labels

TERMS: Final = (  # longest first
    GlossaryTerm("示范区", "demonstration zone", "honour", also=("demonstration district",), avoid=("model district",)),
    GlossaryTerm("组织部", "Organisation Department", "organisation", avoid=("Organization Department",)),
    GlossaryTerm("示范", "demonstration", "honour", avoid=("model",)),
    GlossaryTerm("书记", "Party secretary", "post", also=("secretary of … Party branch",)),
    GlossaryTerm("社区", "community", "place"),
    GlossaryTerm("许岙", "Xu'ao", "name"),
)
CASES: Final = [
    ("区委组织部", "Organisation Department of the District", []),
    ("区委组织部", "the organisation departments", []),
    (
        "区委组织部",
        "Organization Department",
        ["“Organization Department” for 组织部, which is “Organisation Department”"],
    ),
    ("区委组织部", "the office", ["“Organisation Department” is missing for 组织部"]),
    ("示范区", "demonstration district", []),
    ("示范区", "demonstration area", ["“demonstration zone” is missing for 示范区"]),
    ("示范村", "model village", ["“model” for 示范, which is “demonstration”"]),
    ("示范村和示范区", "model village, demonstration zone", ["“model” for 示范, which is “demonstration”"]),
    ("许岙", "Xu’ao Village", []),
    ("社区", "the Communities", []),
    ("书记", "secretary of the Shunyuan Party branch", []),
    ("书记", "secretary of Shunyuan, Party branch", ["“Party secretary” is missing for 书记"]),
    ("上虞", "anything", []),
]
AMERICAN: Final = re.compile(
    r"\b(\w+(ization|izing|ized)|centers?|programs?|labor|favor\w*|defense|travel(ed|ing)|fulfill\w*)\b", re.IGNORECASE
)
STRAIGHT: Final = re.compile(r'"')


@pytest.mark.parametrize(("chinese", "english", "found"), CASES)
def test_a_text_is_held_against_the_terms_in_it(chinese: str, english: str, found: list[str]) -> None:
    assert list(deviations(chinese, english, TERMS)) == found


def test_the_bundled_labels_and_glosses_follow_the_glossary(loaded: tuple[Corpus, Ontology]) -> None:
    assert [str(finding) for finding in glossary_findings(*loaded)] == []


def test_the_words_that_come_with_kg_avoid_what_the_glossary_avoids(loaded: tuple[Corpus, Ontology]) -> None:
    terms = sorted(loaded[0].glossary, key=lambda term: -len(term.zh))
    found = [
        (word.label(), message)
        for word in loaded[1].terms.values()
        for message in deviations(word.label(), word.label("en"), terms)
    ]
    assert [one for one in found if " is missing for " not in one[1]] == []


def test_english_labels_are_british_and_have_curly_quotes(loaded: tuple[Corpus, Ontology]) -> None:
    labels = [entity.label("en") for entity in loaded[0].entities.values()]
    glosses = [gloss.en for gloss in loaded[0].glosses.values()]
    assert [text for text in (*labels, *glosses) if AMERICAN.search(text) or STRAIGHT.search(text)] == []


def test_no_term_is_said_to_be_checked(loaded: tuple[Corpus, Ontology]) -> None:
    assert {(term.checked_by, term.checked_on) for term in loaded[0].glossary} == {("", "")}


def test_a_row_that_is_not_a_term_is_an_error_and_the_rest_is_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph_data", tmp_path / "graph_data")
    rows = ["试点\tpilot\t\t\thonour\t\t\t\t\t", "试点\ttrial\t\t\thonour\t\t\t\t\t", "\tpilot\t\t\thonour\t\t\t\t\t"]
    path = tmp_path / "graph_data" / "glossary.tsv"
    path.write_text("\n".join(("\t".join(GLOSSARY_COLUMNS), *rows)) + "\n", encoding="utf-8")
    words = project_ontology(locate(tmp_path))[0]
    corpus = read_corpus(locate(tmp_path), words)
    assert [(f.where, f.code, f.message) for f in corpus.findings] == [
        ("graph_data/glossary.tsv:3", "glossary-row", "试点 is in the glossary already"),
        ("graph_data/glossary.tsv:4", "glossary-row", "the row is not a term"),
    ]
    assert [(term.zh, term.en) for term in corpus.glossary] == [("试点", "pilot")]
    found = list(glossary_findings(corpus, words))
    assert found == []
    terms = (GlossaryTerm("试点", "trial", "honour"),)
    found = list(glossary_findings(replace(corpus, glossary=terms), words))
    assert {finding.code for finding in found} == {"glossary"}
    pilots = "group:柯桥区2021年新增的4个省级未来乡村建设试点-001"
    assert found[0].message == f"{pilots}: “trial” is missing for 试点"


def test_a_row_that_is_not_a_gloss_is_an_error_and_half_a_check_is_a_warning(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph_data", tmp_path / "graph_data")
    for path in (tmp_path / "graph_data" / "glosses").glob("*.tsv"):
        path.unlink()
    rows = [
        "time\t\t去年\tlast year\tWang Li\t",
        "time\t\t去年\tthe year before\t\t",
        "word\t\t去年\tlast year\t\t",
    ]
    path = tmp_path / "graph_data" / "glosses" / "words.tsv"
    path.write_text("\n".join(("\t".join(GLOSS_COLUMNS), *rows)) + "\n", encoding="utf-8")
    words = project_ontology(locate(tmp_path))[0]
    corpus = read_corpus(locate(tmp_path), words)
    found = [*corpus.findings, *gloss_findings(corpus, words)]
    assert [(f.severity.value, f.where.rpartition(":")[2], f.code) for f in found if f.code != "gloss-outdated"] == [
        ("error", "3", "gloss-row"),
        ("error", "4", "gloss-row"),
        ("warning", "2", "gloss-check"),
    ]


def _named(name: str, chinese: str, english: str) -> Resource:
    labels = (Literal(chinese, language="zh"), Literal(english, language="en"))
    return Resource(PREFIXES["deed"] + name, KG + "Deed", tuple((SKOS + "prefLabel", label) for label in labels))


def test_two_things_of_one_class_have_two_english_labels() -> None:
    deeds = (
        _named("a", "走访企业", "visiting companies"),
        _named("b", "走访企业", "visiting companies"),
        _named("c", "看望企业", "Visiting companies"),
        _named("d", "走访企业", "visiting companies"),
    )
    pair = (PREFIXES["deed"] + "a", "differentFrom", PREFIXES["deed"] + "d")
    judged = Judgement(PREFIXES["judgement"] + "1", *pair, "2026-11-30", "somebody", "two cities")
    found = tuple(same_english_labels(Corpus(entities={one.iri: one for one in deeds}, judgements=(judged,))))
    assert {finding.code for finding in found} == {"same-english-label"}
    assert [_short(finding) for finding in found] == [
        ("deed:c", "“Visiting companies” is also the English name of deed:a, deed:b"),
        ("deed:d", "“visiting companies” is also the English name of deed:a, deed:c"),
    ]


def _short(finding: Finding) -> tuple[str, str]:
    name, _, message = finding.message.partition(": ")
    return name, message

"""A project's own words: added to those that come with kg, known to every command, refused where they are wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Final

import pytest

import kg
from conftest import ROOT, Run
from kg.dataset.start import start_project
from kg.dataset.vocabulary import project_ontology
from kg.errors import DatasetError, Finding, TermError, UsageError
from kg.ontology import read_ontology
from kg.project import locate
from kg.terms.namespaces import CONCEPT_PREFIXES, ENTITY_PREFIXES, PREFIXES, SKOS
from kg.terms.time import RelativeTime, require_readable, resolve

_NEEDED: Final = (
    *CONCEPT_PREFIXES,
    *ENTITY_PREFIXES,
    "edtf",
    "kg",
    "part",
    "quote",
    "skos",
    "source",
    "statement",
    "xsd",
)
HEAD: Final = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(_NEEDED))
WORDS: Final = """
indicator:road a kg:Indicator ; skos:prefLabel "铺路长度"@zh , "length of road laid"@en ;
    skos:definition "新铺道路的长度。"@zh , "Length of road newly laid."@en ;
    kg:unit unit:tonne ; kg:measure measure:total .

unit:tonne a kg:Unit ; skos:prefLabel "吨"@zh , "tonnes"@en ; skos:definition "吨。"@zh , "A tonne."@en .

role:water-keeper a kg:Role ; skos:prefLabel "管水员"@zh , "water keeper"@en ;
    skos:definition "管水的人。"@zh , "Keeps the ditches."@en ; skos:broader role:cadre ; kg:heldByOne true .

capacity:rallied a kg:Capacity ; skos:prefLabel "吆喝"@zh , "rallied"@en ;
    skos:definition "吆喝众人做一件事。"@zh , "Rallied others."@en ; skos:broader capacity:called .

capacity:called a kg:Capacity ; skos:prefLabel "招呼"@zh-Hans , "called on"@en-GB ;
    skos:definition "招呼众人。"@zh , "Called on others."@en ; skos:broader capacity:took-the-lead .

relation:twinned-with a kg:RelationType ; skos:prefLabel "结对"@zh , "twinned with"@en ;
    skos:definition "结成对子。"@zh , "Twinned."@en .

kind:festival a kg:InitiativeKind ; skos:prefLabel "节庆"@zh , "festival"@en ;
    skos:definition "节庆活动。"@zh , "A festival."@en .

when:tea-season a kg:RelativeTime ; skos:prefLabel "茶季"@zh , "tea season"@en ;
    skos:definition "三至五月。"@zh , "March to May."@en ; kg:pattern "(?:<Y>)?茶季" ; kg:template "{Y}-03/{Y}-05" .
"""
SOURCE: Final = """
source:101-x a kg:Source ; kg:date "2023"^^edtf:EDTF ; kg:genre genre:feature ; kg:key "101" ; kg:length 80 ;
    kg:part part:101-01 ; kg:sha256 "1ba7b1bf38934252400009a6feff762693c40bb4fe70c9e4c97ef947fb3b6a43" ;
    skos:prefLabel "茶山村开茶"@zh .

part:101-01 a kg:Part ; kg:start 0 ; kg:end 80 ; kg:partKind part-kind:body ; kg:position 1 .
"""
ENTITIES: Final = """
person:甲乙-101 a kg:Person ; skos:prefLabel "甲乙"@zh , "Jia Yi"@zh-latn .

place:茶山村 a kg:Place ; kg:codeNote "Invented." ; kg:level level:village ; skos:prefLabel "茶山村"@zh .

place:云岭村 a kg:Place ; kg:codeNote "Invented." ; kg:level level:village ; skos:prefLabel "云岭村"@zh .

initiative:开茶节 a kg:Initiative ; kg:kind kind:festival ; skos:prefLabel "开茶节"@zh , "tea festival"@en .
"""
STATEMENTS: Final = """
quote:101-00000-00012 a kg:Quote ; kg:start 0 ; kg:end 12 ; kg:exact "甲乙去年茶季今年茶季3吨" .

statement:101-00000-tenure-0001 a kg:Tenure ; kg:evidence quote:101-00000-00012 ; kg:holder person:甲乙-101 ;
    kg:role role:water-keeper ; kg:servedIn place:茶山村 ; kg:timeSense sense:attested .

statement:101-00000-involvement-0001 a kg:Involvement ; kg:evidence quote:101-00000-00012 ; kg:actor person:甲乙-101 ;
    kg:capacity capacity:rallied ; kg:undertaking initiative:开茶节 ; kg:place place:茶山村 ;
    kg:timeSense sense:at ; kg:when "去年茶季" .

statement:101-00000-observation-0001 a kg:Observation ; kg:evidence quote:101-00000-00012 ; kg:measured place:茶山村 ;
    kg:indicator indicator:road ; kg:unit unit:tonne ; kg:value "3"^^xsd:decimal ; kg:valuePrinted "3吨" ;
    kg:valueBound bound:exact ; kg:timeSense sense:at ; kg:when "今年茶季" .

statement:101-00000-relation-0001 a kg:Relation ; kg:evidence quote:101-00000-00012 ; kg:about place:茶山村 ;
    kg:relation relation:twinned-with ; kg:relatedTo place:云岭村 .
"""


def made(folder: Path, words: str = WORDS, *, where: str = "graph_data/vocab/mine.ttl") -> Path:
    """Make the project of a village with its own words; return its folder."""
    start_project(folder)
    files = {
        where: words,
        "graph_data/entities/all.ttl": ENTITIES,
        "graph_data/sources/101-x/source.ttl": SOURCE,
        "graph_data/sources/101-x/statements.ttl": STATEMENTS,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> kg.Base:
    """Return the village, built."""
    base = kg.open(made(tmp_path_factory.mktemp("自 有") / "p"))
    base.build()
    return base


# ---------------------------------------------------------------- every command knows them


def test_they_pass_the_check_and_leave_nothing_but_a_note(village: kg.Base) -> None:
    assert [(str(f.severity), f.code) for f in village.check()] == [("note", "text-absent")]


def answered(base: kg.Base, question: str, *columns: str, **given: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in columns) for row in base.query(question, **given).records()]


QUESTIONS: Final[dict[str, tuple[str, dict[str, str], tuple[str, ...], list[tuple[str, ...]]]]] = {
    "a capacity two steps below 牵头 counts as it does": (
        "who-led",
        {"initiative": "开茶节"},
        ("set", "actor_label", "capacity_label", "time", "counted"),
        [("strict", "甲乙", "吆喝", "2022-03/2022-05", "true")],
    ),
    "a role by its label": ("holders", {"in": "茶山村", "role": "管水员"}, ("post",), [("role:water-keeper",)]),
    "a role by its pinyin": ("holders", {"in": "茶山村", "role": "guanshuiyuan"}, ("post_label",), [("管水员",)]),
    "a role by the broader one": ("holders", {"in": "茶山村", "role": "干部"}, ("post_label",), [("管水员",)]),
    "an indicator by its English label": (
        "series",
        {"indicator": "length of road laid"},
        ("time", "value", "unit_label"),
        [("2023-03/2023-05", "3", "吨")],
    ),
    "a figure of a place": ("figures", {"measured": "茶山村"}, ("indicator_label", "unit_label"), [("铺路长度", "吨")]),
    "a kind of initiative": ("initiatives", {"in": "茶山村"}, ("initiative_label", "kind_label"), [("开茶节", "节庆")]),
}


@pytest.mark.parametrize("case", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_answers_with_them(
    case: tuple[str, dict[str, str], tuple[str, ...], list[tuple[str, ...]]], village: kg.Base
) -> None:
    question, given, columns, expected = case
    assert answered(village, question, *columns, **given) == expected


def test_sparql_finds_the_direct_property_of_the_shipped_capacity_above(village: kg.Base) -> None:
    assert len(village.query("SELECT ?a ?u { ?a kg:tookTheLeadIn ?u }")) == 1


def test_the_words_in_use_are_listed_with_those_that_come_with_kg(village: kg.Base) -> None:
    used = village.query("vocabulary").column("concept")
    assert {"capacity:rallied", "indicator:road", "relation:twinned-with", "role:water-keeper"} == {
        str(cell.value).replace("https://w3id.org/programs-and-actors/", "").replace("/", ":")  # type: ignore[union-attr]
        for cell in used
    }


VIEWS: Final = {
    "the statements table": (
        ("export", "statements", "-f", "csv"),
        ("water-keeper", "管水员", "rallied", "吆喝", "铺路长度", "twinned-with", "结对", "吨", "2022-03/2022-05"),
    ),
    "a dossier": (("show", "茶山村"), ("管水员", "铺路长度", "3吨", "结对")),
    "a dossier in English": (("show", "甲乙", "--lang", "en"), ("water keeper", "rallied", "strict set", "2022-03")),
    "a statement": (("show", "101-00000-relation-0001"), ("结对",)),
    "a page": (("graph", "茶山村", "-o", "-"), ("管水员", "water keeper", "结对")),
    "a chart of posts": (
        ("chart", "tenures", "茶山村", "--role", "管水员", "-f", "csv", "-o", "-"),
        ("甲乙", "管水员"),
    ),
    "a chart of a series": (("chart", "series", "--indicator", "铺路长度", "-f", "csv", "-o", "-"), ("茶山村", "3吨")),
    "a search": (("search", "铺路长度"), ("indicator:road",)),
    "a name by its initials": (("query", "holders", "--in", "茶山村", "--role", "gsy"), ("管水员",)),
    "a network": (("network", "export", "-f", "json"), ("twinned-with", "rallied", "water-keeper")),
    "the dataset": (("export", "dataset", "-f", "trig"), ("water-keeper", "管水员")),
}


@pytest.mark.parametrize("case", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_shows_them(case: tuple[tuple[str, ...], tuple[str, ...]], village: kg.Base, run: Run) -> None:
    command, words = case
    told = run("--project", str(village.project.root), *command)
    assert told.returncode == 0, told.stderr
    assert [word for word in words if word not in told.stdout] == []


@pytest.mark.parametrize("capacity", ["牵头", "招呼", "rallied", "strict"])
def test_a_network_is_chosen_by_them_and_by_what_is_above_them(capacity: str, village: kg.Base) -> None:
    graph = village.network(capacities=capacity)
    assert {edge["predicate"] for *_, edge in graph.edges(data=True)} == {"rallied"}


# ---------------------------------------------------------------- all words, without a store


def test_all_words_are_listed_without_a_store(run: Run, tmp_path: Path) -> None:
    made(tmp_path / "p")
    told = run("--project", str(tmp_path / "p"), "query", "vocabulary", "--all", "-f", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(told.stdout.removeprefix("\ufeff"))))
    assert (told.returncode, told.stderr) == (0, "")
    assert not (tmp_path / "p" / "build").exists()
    assert {row["word"] for row in rows if row["origin"] == "own"} == {
        *("capacity:called", "capacity:rallied", "indicator:road", "kind:festival", "relation:twinned-with"),
        *("role:water-keeper", "unit:tonne", "when:tea-season"),
    }
    assert next(row for row in rows if row["word"] == "capacity:called") == {
        "class": "Capacity",
        "word": "capacity:called",
        "label_zh": "招呼",
        "label_en": "called on",
        "definition": "Called on others.",
        "origin": "own",
        "iri": PREFIXES["capacity"] + "called",
    }
    assert {"Role", "Bound", "TenureStatus", "Genre", "PartKind", "Level"} < {row["class"] for row in rows}
    assert [row for row in rows if not (row["label_zh"] and row["label_en"] and row["definition"])] == []


@pytest.mark.parametrize("name", ["TenureStatus", "tenurestatus", "kg:TenureStatus"])
def test_one_class_of_words_is_listed(name: str, run: Run) -> None:
    told = run("query", "vocabulary", "--class", name, "--all", "-f", "json")
    found = json.loads(told.stdout)["results"]["bindings"]
    assert [row["word"]["value"] for row in found] == ["status:current", "status:former", "status:then"]


def test_every_class_that_a_hint_can_name_is_listed() -> None:
    base = kg.open(ROOT)
    named = set(base.ontology.vocabularies)
    assert {"Measure", "Section"} < named
    assert {name: set(base.vocabulary(name).column("class")) for name in named} == {name: {name} for name in named}
    assert "Measure" not in base.vocabulary().column("class")  # no slot takes one


def test_a_class_that_there_is_not_is_refused(run: Run) -> None:
    told = run("query", "vocabulary", "--all", "--class", "Rolle")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("Error: unknown vocabulary 'Rolle'\nHint: One of: ApartReason, Bound, Capacity")


def test_words_with_an_error_are_not_listed_but_told(tmp_path: Path) -> None:
    base = kg.open(made(tmp_path / "p", WORDS + 'role:x a kg:Role ; skos:prefLabel "甲"@zh .\n'))
    with pytest.raises(DatasetError, match="role:x: it has no label in English") as caught:
        base.vocabulary()
    assert caught.value.hint == 'Write: skos:prefLabel "..."@en'
    with pytest.raises(UsageError, match="unknown vocabulary"):
        kg.open(ROOT).vocabulary("Sandwich")


# ---------------------------------------------------------------- what is wrong with them

ALL: Final = "kg query vocabulary --all"
FAULTS: Final = {
    "a word that comes with kg": (
        'role:instructor a kg:Role ; skos:prefLabel "员"@zh , "x"@en .',
        [("word-shipped", "this is one of the words that come with kg")],
        "give your own word another id",
    ),
    "a class of the schema": ('kg:Role a kg:Role ; skos:prefLabel "员"@zh , "x"@en .', [("word-shipped", "")], ""),
    "an unknown class": (
        'role:x a kg:Rolle ; skos:prefLabel "员"@zh , "x"@en .',
        [("word-class", "its class is kg:Rolle")],
        "One class of: kg:Capacity, kg:Genre, kg:Indicator",
    ),
    "a class that is closed": (
        'status:acting a kg:TenureStatus ; skos:prefLabel "代理"@zh , "x"@en .',
        [("word-class", "its class is kg:TenureStatus")],
        "",
    ),
    "no class": ('role:x skos:prefLabel "员"@zh , "x"@en .', [("word-class", "its class is none")], ""),
    "an entity": ('person:甲 a kg:Person ; skos:prefLabel "甲"@zh .', [("word-class", "its class is kg:Person")], ""),
    "an id of another class": (
        'unit:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en .',
        [("word-id", "the id of a role begins with role:")],
        "Name it role:NAME.",
    ),
    "an id of another site": (
        '<https://example.org/x> a kg:Role ; skos:prefLabel "员"@zh , "x"@en .',
        [("word-id", "the id of a role begins with role:")],
        "",
    ),
    "no Chinese label": (
        'role:x a kg:Role ; skos:prefLabel "x"@en .',
        [("word-label", "it has no label in Chinese")],
        'skos:prefLabel "..."@zh',
    ),
    "no English label": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh .',
        [("word-label", "it has no label in English")],
        'skos:prefLabel "..."@en',
    ),
    "pinyin is not a Chinese label": (
        'role:x a kg:Role ; skos:prefLabel "yuan"@zh-latn , "x"@en .',
        [("word-label", "it has no label in Chinese")],
        "",
    ),
    "an empty label": (
        'role:x a kg:Role ; skos:prefLabel " "@zh , "x"@en .',
        [("word-label", "it has no label in Chinese")],
        "",
    ),
    "two labels": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "手"@zh , "x"@en .',
        [("word-label", "it has several labels in Chinese")],
        "altLabel",
    ),
    "a misspelt property": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en ; kg:heldByOn true ; skos:altLable "手"@zh .',
        [("word-property", "a role has no kg:heldByOn"), ("word-property", "a role has no skos:altLable")],
        "It may have: kg:heldByOne",
    ),
    "a property of another class": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en ; kg:unit unit:day .',
        [("word-property", "a role has no kg:unit")],
        "",
    ),
    "a text for true": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en ; kg:heldByOne "true" .',
        [("word-value", "kg:heldByOne has text in quotation marks")],
        "Give true or false.",
    ),
    "a broader role that there is not": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en ; skos:broader role:y .',
        [("word-value", "skos:broader names role:y, which does not exist")],
        f"Choose one from: {ALL} --class Role, or add it to graph_data/vocab/words.ttl",
    ),
    "a broader word of another class": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en ; skos:broader unit:day .',
        [("word-value", "skos:broader names unit:day, of the class kg:Unit")],
        f"{ALL} --class Role",
    ),
    "a circle": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en ; skos:broader role:x .',
        [("word-broader", "it is below itself: role:x -> role:x")],
        "",
    ),
    "an indicator without unit and measure": (
        'indicator:x a kg:Indicator ; skos:prefLabel "数"@zh , "x"@en .',
        [("word-missing", "it has no kg:measure"), ("word-missing", "it has no kg:unit")],
        f"Choose one from: {ALL} --class Measure",
    ),
    "two units": (
        (
            'indicator:x a kg:Indicator ; skos:prefLabel "数"@zh , "x"@en ; kg:unit unit:day , unit:mu ;'
            " kg:measure measure:total ."
        ),
        [("word-property", "it has 2 values of kg:unit")],
        "Keep one.",
    ),
    "a unit that there is not": (
        'indicator:x a kg:Indicator ; skos:prefLabel "数"@zh , "x"@en ; kg:unit unit:li ; kg:measure measure:total .',
        [("word-value", "kg:unit names unit:li, which does not exist")],
        f"{ALL} --class Unit, or add it to graph_data/vocab/words.ttl",
    ),
    "a capacity below nothing": (
        'capacity:x a kg:Capacity ; skos:prefLabel "作"@zh , "x"@en .',
        [("word-missing", "it has no skos:broader")],
        f"Choose one from: {ALL} --class Capacity",
    ),
    "a capacity below no shipped one": (
        (
            'capacity:x a kg:Capacity ; skos:prefLabel "作"@zh , "x"@en ; skos:broader capacity:y .\n\n'
            'capacity:y a kg:Capacity ; skos:prefLabel "为"@zh , "y"@en .'
        ),
        [("word-broader", "no shipped word is above it"), ("word-missing", "it has no skos:broader")],
        "",
    ),
    "a capacity that says itself how it counts": (
        (
            'capacity:x a kg:Capacity ; skos:prefLabel "作"@zh , "x"@en ; skos:broader capacity:reported ;'
            " kg:narrowestSet kg:strictSet ."
        ),
        [("word-property", "kg:narrowestSet comes from the broader capacity")],
        "Delete the line.",
    ),
    "a relation that spreads in no known way": (
        'relation:x a kg:RelationType ; skos:prefLabel "结"@zh , "x"@en ; kg:spreadsAs "adoptd" .',
        [("word-value", "kg:spreadsAs is 'adoptd'")],
        "One of: adopted, instance, piloted",
    ),
    "another scheme": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en ; skos:inScheme kg:units .',
        [("word-value", "its scheme is kg:units")],
        "Write kg:roles, or leave it out.",
    ),
    "a pattern that is broken": (
        'when:x a kg:RelativeTime ; skos:prefLabel "时"@zh , "x"@en ; kg:pattern "茶(季" ; kg:template "{Y}" .',
        [("word-rule", "the pattern of the rule 'when:x' is not a regular expression")],
        "Correct the pattern",
    ),
    "a template that is not a date": (
        'when:x a kg:RelativeTime ; skos:prefLabel "时"@zh , "x"@en ; kg:pattern "茶季" ; kg:template "{Y}-3" .',
        [("word-rule", "the template '{Y}-3' gives '2023-3', which is not a date")],
        "Write EDTF",
    ),
    "a template that asks for what the words lack": (
        'when:x a kg:RelativeTime ; skos:prefLabel "时"@zh , "x"@en ; kg:pattern "茶季" ; kg:template "{Y}-{m:02}" .',
        [("word-rule", "the template of the rule 'when:x' has 'm'")],
        "Correct the template",
    ),
    "no template": (
        'when:x a kg:RelativeTime ; skos:prefLabel "时"@zh , "x"@en ; kg:pattern "茶季" .',
        [("word-missing", "it has no kg:template")],
        "Add kg:template as graph_data/vocab/words.ttl shows.",
    ),
    "an empty pattern": (
        'when:x a kg:RelativeTime ; skos:prefLabel "时"@zh , "x"@en ; kg:pattern " " ; kg:template "{Y}" .',
        [("word-missing", "it has no kg:pattern")],
        "Add kg:pattern",
    ),
    "a label in no language": (
        'role:x a kg:Role ; skos:prefLabel "员" , "x"@en .',
        [("word-label", "it has no label in Chinese")],
        'skos:prefLabel "..."@zh',
    ),
    "the same word twice": (
        'role:x a kg:Role ; skos:prefLabel "员"@zh , "x"@en .\n\nrole:x kg:heldByOne true .',
        [("duplicate-id", "role:x is described at line")],
        "",
    ),
    "broken Turtle": ("role:x a kg:Role", [("turtle", "broken Turtle")], ""),
}


def errors_of(folder: Path, words: str) -> list[Finding]:
    project = locate(made(folder, words))
    return [finding for finding in project_ontology(project)[1] if str(finding.severity) == "error"]


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_a_wrong_word_is_an_error_with_file_line_and_next_step(
    case: tuple[str, list[tuple[str, str]], str], tmp_path: Path
) -> None:
    words, expected, hint = case
    found = errors_of(tmp_path / "p", words)
    assert [finding.code for finding in found] == [code for code, _ in expected]
    assert [message for f, (_, message) in zip(found, expected, strict=True) if message not in f.message] == []
    assert all(re.fullmatch(r"graph_data/vocab/mine\.ttl:[0-9]+", finding.where) for finding in found)
    assert all(finding.hint for finding in found)
    assert hint in found[0].hint


def test_the_line_is_that_of_the_word(tmp_path: Path) -> None:
    wrong = 'role:x a kg:Role ; skos:prefLabel "甲"@zh .'
    (found,) = errors_of(tmp_path / "p", f"{WORDS}{wrong}\n")
    text = (tmp_path / "p" / "graph_data" / "vocab" / "mine.ttl").read_text(encoding="utf-8").splitlines()
    assert found.where == f"graph_data/vocab/mine.ttl:{text.index(wrong) + 1}"


def test_a_wrong_word_stops_the_build_and_causes_no_further_finding(tmp_path: Path) -> None:
    base = kg.open(made(tmp_path / "p", WORDS.replace(' , "tonnes"@en', "")))
    assert [(f.code, f.message) for f in base.check() if str(f.severity) == "error"] == [
        ("word-label", "unit:tonne: it has no label in English")
    ]
    with pytest.raises(DatasetError, match="it has no label in English"):
        base.build()


def test_a_word_that_is_missing_says_where_to_add_it(tmp_path: Path) -> None:
    base = kg.open(
        made(tmp_path / "p", WORDS.replace("unit:tonne a", "unit:ton a").replace("unit unit:tonne", "unit unit:ton"))
    )
    found = [(f.code, f.message, f.hint) for f in base.check() if str(f.severity) == "error"]
    message = "statement:101-00000-observation-0001: unit points to unit:tonne, which does not exist"
    assert ("dangling-id", f"{message}; 1 finding that follows from it is held back") in [pair[:2] for pair in found]
    assert {hint for code, _, hint in found if code == "dangling-id"} == {
        f"List the words there are with: {ALL}. Your own go into graph_data/vocab/words.ttl."
    }


def test_a_word_among_the_entities_is_sent_to_the_vocabulary(tmp_path: Path) -> None:
    folder = made(tmp_path / "p")
    (folder / "graph_data" / "vocab" / "mine.ttl").rename(folder / "graph_data" / "entities" / "concepts.ttl")
    found = [f for f in kg.open(folder).check() if f.code == "entity-class"]
    assert len(found) == 8
    assert {f.hint for f in found} == {
        "Words of your own go into graph_data/vocab/words.ttl; entities alone are described here."
    }


def test_a_slot_that_wants_a_word_says_how_to_list_those_there_are(tmp_path: Path) -> None:
    folder = made(tmp_path / "p")
    path = folder / "graph_data" / "sources" / "101-x" / "source.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("kg:genre genre:feature ; ", ""), encoding="utf-8")
    (found,) = (f for f in kg.open(folder).check() if f.code == "shape")
    assert "A source has one genre of the vocabulary." in found.message
    assert found.hint.endswith(f" {ALL} --class Genre")


WARNINGS: Final = {
    "no definition": (
        'role:x a kg:Role ; skos:prefLabel "员甲"@zh , "x"@en ; skos:definition "y"@en .',
        ("word-definition", "role:x: it has no definition in Chinese"),
    ),
    "the label of a shipped word": (
        'role:x a kg:Role ; skos:prefLabel "指导员"@zh , "x"@en ; skos:definition "y"@en , "甲"@zh .',
        ("word-namesake", "role:x: '指导员' is a name of role:instructor too"),
    ),
}


@pytest.mark.parametrize("case", WARNINGS.values(), ids=WARNINGS.keys())
def test_a_doubtful_word_is_a_warning(case: tuple[str, tuple[str, str]], tmp_path: Path) -> None:
    words, expected = case
    _, found = project_ontology(locate(made(tmp_path / "p", words)))
    assert [(str(f.severity), f.code, f.message) for f in found] == [("warning", *expected)]


# ---------------------------------------------------------------- files, and the rules for times


def test_words_may_lie_in_the_ontology_folder_of_a_project_that_has_no_ontology(tmp_path: Path) -> None:
    base = kg.open(made(tmp_path / "p", where="ontology/vocab/mine.ttl"))
    assert PREFIXES["role"] + "water-keeper" in base.ontology.own
    assert [f.code for f in base.check()] == ["text-absent"]


def test_a_project_without_words_has_the_shipped_ontology_as_it_is(tmp_path: Path) -> None:
    start_project(tmp_path / "p")
    ontology, found = project_ontology(locate(tmp_path / "p"))
    assert (ontology.terms, found, ontology.own) == (read_ontology(ROOT / "ontology").terms, (), frozenset())


def test_the_files_of_an_editor_are_passed_over(tmp_path: Path) -> None:
    folder = made(tmp_path / "p")
    (folder / "graph_data" / "vocab" / ".#mine.ttl").symlink_to("nobody@nowhere")
    assert [path.name for path in locate(folder).vocabulary] == ["mine.ttl", "words.ttl"]
    assert [f.code for f in kg.open(folder).check()] == ["text-absent"]


@pytest.mark.parametrize("change", ["edited", "added", "deleted"])
def test_a_store_that_is_older_than_the_words_says_so(change: str, tmp_path: Path) -> None:
    base = kg.open(made(tmp_path / "p"))
    base.build()
    assert not base.is_stale
    vocabulary = base.project.graph_data / "vocab"
    later = (vocabulary / "mine.ttl").stat().st_mtime + 60
    if change == "edited":
        (vocabulary / "mine.ttl").write_text(HEAD + WORDS + "# more\n", encoding="utf-8")
    elif change == "added":
        (vocabulary / "more.ttl").write_text(HEAD, encoding="utf-8")
    else:
        (vocabulary / "words.ttl").unlink()
    for path in (vocabulary, *vocabulary.iterdir()):
        os.utime(path, (later, later))
    assert base.is_stale


def test_an_own_rule_reads_a_word_in_every_combination() -> None:
    own = RelativeTime("(?:<Y>)?茶季", "{Y}-03/{Y}-05", own=True)
    rules = (own, *read_ontology(ROOT / "ontology").relative_times)
    assert [resolve(words, "2023", rules) for words in ("茶季", "去年茶季", "2019年茶季", "今年 茶季")] == [
        "2023-03/2023-05",
        "2022-03/2022-05",
        "2019-03/2019-05",
        "2023-03/2023-05",
    ]


@pytest.mark.parametrize("pattern", ["(?:茶季)?", ".*"])
def test_a_rule_that_reads_no_words_at_all_is_refused(pattern: str) -> None:
    with pytest.raises(TermError, match="reads no words at all"):
        require_readable(RelativeTime(pattern, "{Y}"))


def test_every_shipped_rule_is_readable() -> None:
    rules = read_ontology(ROOT / "ontology").relative_times
    for rule in rules:
        require_readable(rule, rules)


def test_the_examples_that_init_writes_are_right_once_the_sign_is_taken_away(tmp_path: Path) -> None:
    start_project(tmp_path / "p")
    path = tmp_path / "p" / "graph_data" / "vocab" / "words.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^# (?=    |[a-z]+:[\w-]+$)", "", text), encoding="utf-8")
    ontology, found = project_ontology(locate(tmp_path / "p"))
    assert (len(ontology.own), found) == (7, ())
    shipped = read_ontology(ROOT / "ontology")
    saw_to = ontology.terms[PREFIXES["capacity"] + "saw-to"]
    assert saw_to.text("narrowestSet") == shipped.terms[PREFIXES["capacity"] + "coordinated"].text("narrowestSet")
    assert saw_to.iri in ontology.members("medium") - ontology.members("strict")
    assert ontology.terms[PREFIXES["unit"] + "tonne"].text(SKOS + "inScheme") == PREFIXES["kg"] + "units"

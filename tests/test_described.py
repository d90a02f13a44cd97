"""What is said of things themselves, and of words in the quotes: each rule finds its fault, and nothing without it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.build import load_project
from kg.errors import Severity
from kg.project import locate
from kg.validate import check
from test_slips import ENTITIES, HEADER, QUOTES, SOURCE, deed, figure, said, tenure

PLACE: Final = 'place:丙区-330602 a kg:Place ; skos:prefLabel "丙区"@zh ; kg:level level:{} ; kg:code "330602{}" .\n'
DEED: Final = '{} a kg:Deed ; skos:prefLabel "办起食堂"@zh .\n'
GARDEN: Final = 'event:菜园节 a kg:Event ; skos:prefLabel "菜园节"@zh ; {} .\n'
ABOUT: Final = "kg:about person:丙某-900 ; kg:relation relation:member-of ; kg:relatedTo {}"
FIGURE: Final = figure(1, "household-count", "50", "household")
OTHER: Final = "kg:alternative {} ; kg:alternativeTo kg:actor"
TIME: Final = '"2020"^^{} ; kg:timeSense sense:at'
ACT: Final = "kg:actor person:丙某-900 ; kg:capacity capacity:ran ; kg:undertaking initiative:共享菜园 ; "
_NO_AGENT: Final = "is a thing of the class kg:Place, not one of kg:Agent"
_OF_GROUP: Final = "kg:alternative initiative:共享菜园 is a thing of the class kg:Initiative, not one of kg:Agent"

# rule, weight, data with the fault, the same without, and what is said of it
FAULTS: Final = {
    "a property that SKOS does not have": (
        "unknown-slot",
        Severity.ERROR,
        GARDEN.format('skos:altLabex "菜园会"@zh'),
        GARDEN.format('skos:altLabel "菜园会"@zh'),
        "event:菜园节: a thing of the class event has no skos:altLabex",
    ),
    "a slot of another class": (
        "unknown-slot",
        Severity.ERROR,
        GARDEN.format("kg:kind kind:project"),
        GARDEN.format('kg:note "每年春天"'),
        "event:菜园节: a thing of the class event has no kg:kind",
    ),
    "an id of another class": (
        "entity-id",
        Severity.ERROR,
        DEED.format("initiative:办起食堂"),
        DEED.format("deed:办起食堂"),
        "initiative:办起食堂: its class is kg:Deed, and its id is that of a thing of another class",
    ),
    "a county with the code of a township": (
        "code-level",
        Severity.ERROR,
        PLACE.format("county", "014000"),
        PLACE.format("township", "014000"),
        "place:丙区-330602: its level is county, its code 330602014000 is that of a township",
    ),
    "a community with the code of a county": (
        "code-level",
        Severity.ERROR,
        PLACE.format("community", "000000"),
        PLACE.format("county", "000000"),
        "place:丙区-330602: its level is community, its code 330602000000 is that of a county",
    ),
    "a label without a language": (
        "label-language",
        Severity.WARNING,
        GARDEN.format('skos:altLabel "菜园会"'),
        GARDEN.format('skos:altLabel "菜园会"@zh-Hans'),
        "event:菜园节: skos:altLabel '菜园会' has no language",
    ),
    "a label in another language": (
        "label-language",
        Severity.WARNING,
        GARDEN.format('skos:altLabel "Potager"@fr'),
        GARDEN.format('skos:altLabel "Caiyuan"@zh-Latn-pinyin'),
        "event:菜园节: skos:altLabel 'Potager' has the language fr",
    ),
    "a verb with a language": (
        "value-type",
        Severity.ERROR,
        said(1, "Relation", ABOUT.format('group:工作组-900 ; kg:verb "村"@fr')),
        said(1, "Relation", ABOUT.format('group:工作组-900 ; kg:verb "村"')),
        "statement:900-00001-relation-0001: kg:verb '村' is text with the language fr, not one of xsd:string",
    ),
    "a time of another datatype": (
        "value-type",
        Severity.ERROR,
        deed(1, "person:丙某-900") + said(2, "Involvement", ACT + "kg:time " + TIME.format("xsd:gYear")),
        deed(1, "person:丙某-900") + said(2, "Involvement", ACT + "kg:time " + TIME.format("edtf:EDTF")),
        "statement:900-00002-involvement-0002: kg:time '2020' is a literal of xsd:gYear, not one of edtf:EDTF",
    ),
    "words where a thing is wanted": (
        "value-type",
        Severity.ERROR,
        FIGURE.replace(" .\n", ' ; kg:saidBy "丙某" .\n'),
        FIGURE.replace(" .\n", " ; kg:saidBy person:丙某-900 .\n"),
        "statement:900-00001-observation-0001: kg:saidBy '丙某' is a literal of xsd:string, not one of kg:Agent",
    ),
    "a speaker that cannot speak": (
        "value-type",
        Severity.ERROR,
        FIGURE.replace(" .\n", " ; kg:saidBy place:甲村-330603 .\n"),
        FIGURE.replace(" .\n", " ; kg:saidBy group:工作组-900 .\n"),
        f"statement:900-00001-observation-0001: kg:saidBy place:甲村-330603 {_NO_AGENT}",
    ),
    "another actor that cannot act": (
        "alternative-class",
        Severity.NOTE,
        said(2, "Involvement", ACT + OTHER.format("initiative:共享菜园")),
        said(2, "Involvement", ACT + OTHER.format("group:工作组-900")),
        f"statement:900-00002-involvement-0002: {_OF_GROUP}",
    ),
    "a holder whom the words do not name": (
        "person-not-quoted",
        Severity.WARNING,
        tenure(1, "丁某", "甲村-330603", "2020"),
        tenure(1, "丁某", "甲村-330603", "2020", more="; kg:inferred kg:holder ; kg:ground ground:paragraph"),
        "statement:900-00001-tenure-0001: its words do not name person:丁某-900, its holder, who is not inferred",
    ),
    "a verb that is not in the words": (
        "words-not-quoted",
        Severity.NOTE,
        said(2, "Involvement", ACT + 'kg:verb "甲…办"'),
        said(2, "Involvement", ACT + 'kg:verb "甲…某"'),
        "statement:900-00002-involvement-0002: its words do not have '甲…办', its verb",
    ),
}


def found(folder: Path, text: str, code: str) -> list[tuple[Severity, str]]:
    """Return the findings of a rule on made-up data to which a text is added."""
    data = folder / "graph_data"
    made = data / "sources" / "900-made-up"
    made.mkdir(parents=True, exist_ok=True)
    (data / "entities").mkdir(exist_ok=True)
    stated = text.startswith(("statement:", "quote:"))
    (data / "entities" / "all.ttl").write_text(HEADER + ENTITIES + ("" if stated else text), encoding="utf-8")
    (made / "source.ttl").write_text(HEADER + SOURCE, encoding="utf-8")
    (made / "statements.ttl").write_text(HEADER + QUOTES + (text if stated else ""), encoding="utf-8")
    corpus, ontology = load_project(locate(folder))
    findings = [*check(corpus, ontology), *check(corpus, ontology, None, ROOT / "ontology" / "shapes.ttl")]
    return sorted({(one.severity, one.message) for one in findings if one.code == code})


@pytest.mark.parametrize(("code", "severity", "wrong", "right", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_and_the_same_data_without_it_are_left_alone(
    code: str, severity: Severity, wrong: str, right: str, message: str, tmp_path: Path
) -> None:
    assert found(tmp_path, wrong, code) == [(severity, message)]
    assert found(tmp_path, right, code) == []


def test_the_words_of_a_quote_have_no_language(tmp_path: Path) -> None:
    wrong = 'quote:900-00020-00022 a kg:Quote ; kg:start 20 ; kg:end 22 ; kg:exact "丙某"@fr .\n'
    message = "quote:900-00020-00022: kg:exact '丙某' is not of the datatype xsd:string"
    assert found(tmp_path, wrong, "value-type") == [(Severity.ERROR, message)]
    assert found(tmp_path, wrong.replace("@fr", ""), "value-type") == []


def test_where_a_shape_says_the_same_it_says_it_alone(tmp_path: Path) -> None:
    wrong = FIGURE.replace(" .\n", ' ; kg:when "去年"@fr ; kg:timeSense sense:at .\n')
    assert len(found(tmp_path, wrong, "value-type")) == 1
    findings = check(*load_project(locate(tmp_path)), None, ROOT / "ontology" / "shapes.ttl")
    told = [one for one in findings if "去年" in one.message and one.severity is Severity.ERROR]
    assert [one.code for one in told] == ["shape"]

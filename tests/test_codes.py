"""Codes, datatypes, parts and quotes that cannot be, or may not be: each fault is found, and its mending is silent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.build import check_project, load_project
from kg.errors import Finding, Severity
from kg.project import locate
from kg.terms.namespaces import PREFIXES, STANDARD
from kg.validate.codes import code_findings, level_findings

HEADER: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in (PREFIXES | STANDARD).items())
PLACE: Final = (
    'place:叶家堰-330603 a kg:Place ; kg:code "330603002038" ; kg:codeYear "2023"^^xsd:gYear ; '
    'kg:level level:community ; skos:prefLabel "叶家堰"@zh .\n'
)
SOURCE: Final = """
source:900-made-up a kg:Source ; kg:key "900" ; kg:sha256 "{}" ; kg:length 191 ; kg:date "2024-12-31"^^edtf:EDTF ;
    kg:genre genre:feature ; skos:prefLabel "甲"@zh ; kg:part part:900-01 , part:900-02 .
part:900-01 a kg:Part ; kg:position 1 ; kg:start 0 ; kg:end 9 ; kg:partKind part-kind:headline .
part:900-02 a kg:Part ; kg:position 2 ; kg:start 11 ; kg:end 191 ; kg:partKind part-kind:body .
""".format("0" * 64)
STATED: Final = """
quote:900-00011-00015 a kg:Quote ; kg:start 11 ; kg:end 15 ; kg:exact "共有三户" .
statement:900-00011-observation-0001 a kg:Observation ; kg:evidence quote:900-00011-00015 ;
    kg:measured place:叶家堰-330603 ; kg:indicator indicator:household-count ; kg:unit unit:household ;
    kg:value "3"^^xsd:decimal ; kg:valuePrinted "三户" ; kg:valueBound bound:exact ;
    kg:timeSense sense:at ; kg:time "2022-05"^^edtf:EDTF .
"""


@dataclass(frozen=True)
class Fault:
    """What is written instead of what, and what is said of it: rule, weight, message and hint."""

    right: str
    wrong: str
    code: str
    severity: Severity
    message: str
    hint: str


ERROR, WARNING = Severity.ERROR, Severity.WARNING
FAULTS: Final = {
    "a code that is in no register": Fault(
        "330603002038",
        "330603299999",
        "code-unknown",
        ERROR,
        "place:叶家堰-330603: the register of 2023 has no code 330603299999; 330603 is 柯桥区",
        "Find it with: kg place 叶家堰 --in 330603",
    ),
    "a code of another year": Fault(
        '330603002038" ; kg:codeYear "2023"',
        '330603299999" ; kg:codeYear "2012"',
        "code-unknown",
        WARNING,
        "place:叶家堰-330603: the register of 2023 has no code 330603299999; 330603 is 柯桥区",
        "Find it with: kg place 叶家堰 --in 330603",
    ),
    "a code of another place": Fault(
        "330603002038",
        "330603002040",
        "code-name",
        WARNING,
        "place:叶家堰-330603: its code 330603002040 is that of 三佳居委会 in the register",
        "叶家堰 has 330603002038. If the code is right, add that name as skos:altLabel, or name it in kg:codeNote.",
    ),
    "a level that the code cannot have": Fault(
        "level:community",
        "level:county",
        "code-level",
        ERROR,
        "place:叶家堰-330603: its level is county, its code 330603002038 is that of a village",
        "Write level:village or level:community, or another code: kg place 叶家堰 --in 330603",
    ),
    "a year of another datatype": Fault(
        '"2023"^^xsd:gYear',
        '"2023"^^xsd:integer',
        "value-type",
        ERROR,
        "place:叶家堰-330603: kg:codeYear '2023' is a literal of xsd:integer, not one of xsd:gYear",
        'Write kg:codeYear "2023"^^xsd:gYear.',
    ),
    "a code without its year": Fault(
        'kg:codeYear "2023"^^xsd:gYear ; ',
        "",
        "code-year",
        WARNING,
        "place:叶家堰-330603: its code has no year",
        'Write kg:codeYear "2023"^^xsd:gYear, the year of the register in which it is.',
    ),
    "a year that is text": Fault(
        '"2023"^^xsd:gYear',
        '"2023"',
        "value-type",
        WARNING,
        "place:叶家堰-330603: kg:codeYear '2023' is a literal of xsd:string, not one of xsd:gYear",
        'Write kg:codeYear "2023"^^xsd:gYear.',
    ),
    "an anchor that is text": Fault(
        'kg:time "2022-05"^^edtf:EDTF',
        'kg:when "当月" ; kg:anchor "2022-05"',
        "value-type",
        WARNING,
        "statement:900-00011-observation-0001: kg:anchor '2022-05' is a literal of xsd:string, not one of edtf:EDTF",
        'Write kg:anchor "2022-05"^^edtf:EDTF.',
    ),
    "a value that is an integer": Fault(
        '"3"^^xsd:decimal',
        "3",
        "shape",
        ERROR,
        "statement:900-00011-observation-0001: An observation has one decimal value in the base unit. (found 3)",
        'Write kg:value "3"^^xsd:decimal.',
    ),
    "a time that is text": Fault(
        '"2022-05"^^edtf:EDTF',
        '"2022-05"',
        "shape",
        ERROR,
        "statement:900-00011-observation-0001: A time is one EDTF literal; words such as 去年 go into kg:when. "
        "(found 2022-05)",
        'Write kg:time "2022-05"^^edtf:EDTF.',
    ),
    "an offset that is text": Fault(
        "kg:end 9 ;",
        'kg:end "9" ;',
        "shape",
        ERROR,
        "part:900-01: {any}",
        "{any}Write kg:end 9.",
    ),
    "a part far beyond the article": Fault(
        "kg:end 191",
        "kg:end 5000",
        "part-span",
        ERROR,
        "part:900-02: it ends at 5000, the article has 191 characters",
        "Correct the end: offsets are code points, from 0.",
    ),
    "a part a little beyond the article": Fault(
        "kg:end 191",
        "kg:end 195",
        "part-span",
        ERROR,
        "part:900-02: it ends at 195, the article has 191 characters",
        "Correct the end: offsets are code points, from 0.",
    ),
    "a part that ends before it starts": Fault(
        "kg:start 0 ; kg:end 9",
        "kg:start 9 ; kg:end 0",
        "part-span",
        ERROR,
        "part:900-01: it starts at 9 and ends at 0",
        "Correct the offsets: the end comes after the start.",
    ),
    "a quote in no part": Fault(
        "kg:start 11 ; kg:end 191",
        "kg:start 16 ; kg:end 191",
        "quote-part",
        WARNING,
        "quote:900-00011-00015: it lies in no part of its source",
        "Correct its offsets, or add the part in which it is.",
    ),
}


def found(folder: Path, right: str = "", wrong: str = "") -> list[Finding]:
    """Return the errors and warnings on a project in which one thing is written otherwise."""
    files = {
        "entities/all.ttl": PLACE,
        "sources/900-made-up/source.ttl": SOURCE,
        "sources/900-made-up/statements.ttl": STATED,
    }
    assert sum(text.count(right) for text in files.values()) == 1 or not right
    for name, text in files.items():
        path = folder / "graph_data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + text.replace(right, wrong), encoding="utf-8")
    return [f for f in check_project(locate(folder)) if f.severity is not Severity.NOTE]


def test_the_project_without_a_fault_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found_alone_with_its_weight_and_what_to_do(fault: Fault, tmp_path: Path) -> None:
    (finding,) = found(tmp_path, fault.right, fault.wrong)
    assert (finding.code, finding.severity) == (fault.code, fault.severity)
    for told, wanted in ((finding.message, fault.message), (finding.hint, fault.hint)):
        assert re.fullmatch(".*".join(map(re.escape, wanted.split("{any}"))), told), told
    assert re.fullmatch(r"graph_data/\S+\.ttl:\d+", finding.where)


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ("", True),
        ('kg:codeNote "Its code is a guess." ; ', True),
        ('kg:codeNote "Merged into 三佳居委会 in 2020." ; ', False),
        ('skos:altLabel "三佳居"@zh ; ', False),
        ('skos:altLabel "三佳居委会"@zh ; ', False),
        ('skos:altLabel "三佳社区"@zh ; ', False),
    ],
)
def test_a_label_or_a_note_with_the_registered_name_answers_for_it(more: str, is_told: bool, tmp_path: Path) -> None:  # noqa: FBT001
    wrong = f'{more}kg:code "330603002040"'
    assert [f.code for f in found(tmp_path, 'kg:code "330603002038"', wrong)] == ["code-name"] * is_told


def test_the_shipped_codes_are_right_and_the_register_is_read_for_codes_alone(tmp_path: Path) -> None:
    corpus, _ = load_project(locate(ROOT))
    assert sum(bool(entity.text("code")) for entity in corpus.entities.values()) > 50
    assert [*level_findings(corpus), *code_findings(corpus, locate(ROOT).register)] == []
    found(tmp_path, 'kg:code "330603002038" ; kg:codeYear "2023"^^xsd:gYear', 'kg:codeNote "Invented."')
    uncoded, _ = load_project(locate(tmp_path))
    assert list(code_findings(uncoded, tmp_path / "no register")) == []

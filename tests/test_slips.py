"""What may be a slip: each rule finds its fault, and is silent on the same data without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.build import load_project
from kg.errors import Finding, Severity
from kg.project import locate
from kg.terms.namespaces import PREFIXES, STANDARD
from kg.validate import check
from kg.validate.plausible import plausible_findings

HEADER: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in (PREFIXES | STANDARD).items())
ENTITIES: Final = """
place:甲村-330603 a kg:Place ; skos:prefLabel "甲村"@zh ; kg:level level:village ; kg:code "330603105210" .
place:乙村-330604 a kg:Place ; skos:prefLabel "乙村"@zh ; kg:level level:village ; kg:code "330604007317" .
person:丙某-900 a kg:Person ; skos:prefLabel "丙某"@zh .
person:丁某-900 a kg:Person ; skos:prefLabel "丁某"@zh .
group:工作组-900 a kg:Group ; skos:prefLabel "工作组"@zh .
initiative:共享菜园 a kg:Initiative ; skos:prefLabel "共享菜园"@zh ; kg:kind kind:project .
"""
SOURCE: Final = """
source:900-made-up a kg:Source ; kg:key "900" ; kg:sha256 "{}" ; kg:length 500 ; kg:date "2024-12-31"^^edtf:EDTF ;
    kg:genre genre:feature ; skos:prefLabel "甲"@zh .
""".format("0" * 64)
LONG: Final = "甲村的共享菜园由工作组牵头办起来了"


def quote(start: int, words: str) -> str:
    end = start + len(words)
    return f'quote:900-{start:05d}-{end:05d} a kg:Quote ; kg:start {start} ; kg:end {end} ; kg:exact "{words}" .\n'


def said(at: int, kind: str, slots: str, words: str = "甲村丙某", start: int = 0) -> str:
    evidence = f"quote:900-{start:05d}-{start + len(words):05d}"
    slug = {"HonourStatement": "honour"}.get(kind, kind.lower())
    return f"statement:900-{at:05d}-{slug}-{at:04x} a kg:{kind} ; kg:evidence {evidence} ; {slots} .\n"


def tenure(at: int, holder: str, place: str, time: str, sense: str = "throughout", more: str = "") -> str:
    slots = f"kg:holder person:{holder}-900 ; kg:role role:village-committee-director ; kg:servedIn place:{place}"
    return said(at, "Tenure", f'{slots} ; kg:time "{time}"^^edtf:EDTF ; kg:timeSense sense:{sense} {more}')


def deed(at: int, actor: str, **where: object) -> str:
    slots = f"kg:actor {actor} ; kg:capacity capacity:took-the-lead ; kg:undertaking initiative:共享菜园"
    return said(at, "Involvement", slots, **where)  # type: ignore[arg-type]


def figure(at: int, indicator: str, value: str, unit: str, more: str = "", **where: object) -> str:
    slots = (
        f"kg:measured place:甲村-330603 ; kg:indicator indicator:{indicator} ; kg:value {value} ;"
        f' kg:valuePrinted "{value}" ; kg:valueBound bound:exact ; kg:unit unit:{unit} {more}'
    )
    return said(at, "Observation", slots, **where)  # type: ignore[arg-type]


MEMBER: Final = said(
    1, "Relation", "kg:about person:丙某-900 ; kg:relation relation:member-of ; kg:relatedTo group:工作组-900"
)
QUOTES: Final = quote(0, "甲村丙某")
ALIKE: Final = 'initiative:共享菜园地 a kg:Initiative ; skos:prefLabel "“共享菜园”"@zh ; kg:kind kind:project .\n'
HONOUR: Final = 'honour:文明村 a kg:Honour ; skos:prefLabel "文明村"@zh .\n'
SOUGHT: Final = quote(20, "力争达到50户") + figure(
    2, "household-count", "50", "household", words="力争达到50户", start=20
)


@dataclass(frozen=True)
class Slip:
    """Data with a fault, the same data without it, and what is said of the fault."""

    wrong: str
    right: str
    severity: Severity
    message: str


SLIPS: Final = {
    "tenure-overlap": Slip(
        tenure(1, "丙某", "甲村-330603", "2018/2021") + tenure(2, "丁某", "甲村-330603", "2020/2022"),
        tenure(1, "丙某", "甲村-330603", "2018/2021") + tenure(2, "丁某", "甲村-330603", "2020/", "since"),
        Severity.WARNING,
        "statement:900-00001-tenure-0001: overlaps statement:900-00002-tenure-0002, another holder of the one post",
    ),
    "tenure-gap": Slip(
        tenure(1, "丙某", "甲村-330603", "2015/2017") + tenure(2, "丁某", "甲村-330603", "2019/2021"),
        tenure(1, "丙某", "甲村-330603", "2015/2018") + tenure(2, "丁某", "甲村-330603", "2019/2021"),
        Severity.NOTE,
        "statement:900-00001-tenure-0001: no holder is known from 2017-12-31 to 2019-01-01 "
        "(statement:900-00002-tenure-0002)",
    ),
    "tenure-two-places": Slip(
        tenure(1, "丙某", "甲村-330603", "2018/2021") + tenure(2, "丙某", "乙村-330604", "2019/2020"),
        tenure(1, "丙某", "甲村-330603", "2018/2021")
        + tenure(2, "丙某", "乙村-330604", "2019/2020", more="; kg:concurrentWith statement:900-00001-tenure-0001"),
        Severity.WARNING,
        "statement:900-00001-tenure-0001: the holder is said to serve elsewhere at the same time "
        "(statement:900-00002-tenure-0002)",
    ),
    "group-deed-to-member": Slip(
        MEMBER + deed(2, "group:工作组-900") + deed(3, "person:丙某-900"),
        MEMBER + deed(2, "group:工作组-900") + deed(3, "person:丁某-900"),
        Severity.WARNING,
        "statement:900-00003-involvement-0003: credits a member with the deed of the group "
        "(statement:900-00002-involvement-0002)",
    ),
    "unsigned-review": Slip(
        figure(1, "gdp-rank", "1", "rank-position", "; kg:review review:accepted"),
        figure(1, "gdp-rank", "1", "rank-position", '; kg:review review:accepted ; kg:reviewedBy "王小明"')
        + figure(2, "population", "900", "person", "; kg:review review:draft"),
        Severity.NOTE,
        "statement:900-00001-observation-0001: the review says accepted, and nobody is named",
    ),
    "value-measure": Slip(
        figure(1, "gdp-rank", "0", "rank-position"),
        figure(1, "gdp-rank", "1", "rank-position"),
        Severity.WARNING,
        "statement:900-00001-observation-0001: a rank is a whole number from 1; it has 0",
    ),
    "target-as-result": Slip(
        SOUGHT,
        SOUGHT.replace("kg:unit", "kg:modality modality:target ; kg:unit"),
        Severity.WARNING,
        "statement:900-00002-observation-0002: is told as a result, and its words have '力争', a cue of target",
    ),
    "copied-passage": Slip(
        quote(40, LONG)
        + quote(90, LONG)
        + deed(3, "group:工作组-900", words=LONG, start=40)
        + deed(4, "group:工作组-900", words=LONG, start=90),
        quote(40, LONG) + deed(3, "group:工作组-900", words=LONG, start=40),
        Severity.WARNING,
        "statement:900-00003-involvement-0003: says the same in the same words as "
        "statement:900-00004-involvement-0004: the passage is printed twice",
    ),
    "near-duplicate": Slip(
        ALIKE,
        ALIKE.replace("“共享菜园”", "第二届共享菜园节"),
        Severity.NOTE,
        "initiative:共享菜园: its name is nearly that of initiative:共享菜园地",
    ),
}


def found(folder: Path, statements: str) -> list[Finding]:
    data = folder / "graph_data"
    made = data / "sources" / "900-made-up"
    made.mkdir(parents=True, exist_ok=True)
    (data / "entities").mkdir(exist_ok=True)
    new_entities = "".join(line + "\n" for line in statements.splitlines() if line.startswith("initiative:"))
    stated = "".join(line + "\n" for line in statements.splitlines() if not line.startswith("initiative:"))
    (data / "entities" / "all.ttl").write_text(HEADER + ENTITIES + new_entities, encoding="utf-8")
    (made / "source.ttl").write_text(HEADER + SOURCE, encoding="utf-8")
    (made / "statements.ttl").write_text(HEADER + QUOTES + stated, encoding="utf-8")
    corpus, ontology = load_project(locate(folder))
    assert corpus.findings == ()
    return list(plausible_findings(corpus, ontology))


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_is_found_and_the_same_data_without_it_are_left_alone(code: str, tmp_path: Path) -> None:
    slip = SLIPS[code]
    (finding,) = found(tmp_path, slip.wrong)
    assert (finding.code, finding.severity, finding.message) == (code, slip.severity, slip.message)
    assert re.fullmatch(r"graph_data/\S+\.ttl:\d+", finding.where)
    assert finding.hint
    assert found(tmp_path, slip.right) == []


def test_a_slip_is_silenced_at_its_statement_with_a_reason_and_not_without(tmp_path: Path) -> None:
    silence = 'kg:silences "value-measure"'

    def told(more: str) -> set[str]:
        found(tmp_path, figure(1, "gdp-rank", "0", "rank-position", more))
        corpus, ontology = load_project(locate(tmp_path))
        findings = check(corpus, ontology, None, ROOT / "ontology" / "shapes.ttl")
        return {finding.code for finding in findings}

    assert "value-measure" in told("")
    assert "value-measure" in told(f"; {silence}")
    assert "value-measure" not in told(f'; {silence} ; kg:note "印作第零位"')


PAGE: Final = ROOT / "docs" / "checks.md"


def rules_told() -> dict[str, str]:
    """Return the weight of every rule on the page of checks."""
    rows = re.findall(
        r"^\| `([a-z-]+)` \| \S+ \| (error|warning|note) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_every_rule_of_this_file_is_on_the_page_with_its_weight() -> None:
    told = rules_told()
    assert {code: told.get(code) for code in SLIPS} == {code: slip.severity.value for code, slip in SLIPS.items()}


def test_the_chinese_page_has_the_same_rules_with_the_same_names_and_weights() -> None:
    pages = (PAGE, PAGE.parent / "zh" / "checks.md")
    row = re.compile(r"^\| `([a-z-]+)` \| (\S+) \| (\w+) \|", re.MULTILINE)
    english, chinese = (row.findall(page.read_text(encoding="utf-8")) for page in pages)
    weights = {"error": "错误", "warning": "警告", "note": "提示"}
    assert [(code, name, weights[weight]) for code, name, weight in english] == chinese


def test_the_page_has_the_rules_that_the_program_has() -> None:
    program = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("validate", "dataset")
        for path in (ROOT / "src/kg" / folder).glob("*.py")
    )
    told = set(rules_told())
    assert told <= set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', program))
    used = re.findall(
        r'(?:Severity\.\w+,|\b_?error\(|reading\.error\(|_drop\(reading, subject,) ?\n?\s*"([a-z-]+)"', program
    )
    used += re.findall(r'(?:self\.report\(|yield \(?\s*)"([a-z]+-[a-z]+)"', program)
    assert set(used) <= told


def test_every_rule_has_a_test_with_data_that_break_it() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    page = set(rules_told())
    assert {code for code in page if not re.search(rf'"{code}"', tests)} == set()

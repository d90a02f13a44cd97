"""Everything that belongs to a thing hangs on its page: the five questions, each with its statements or *not said*.

First of a small made-up project, of which every class of thing has a page; then of the systems that the articles name,
as `golden/systems.tsv` has them: system, thing, question, the statements that answer on the page (ids joined by `;`),
whether they do, and what a reader of the article listed and said before the page was looked at. `python
tests/test_systems.py` writes the answers of the pages anew.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

import kg
from conftest import ROOT
from kg.base.base import Base
from kg.build import build
from kg.dataset.start import start_project
from kg.dossier.model import Dossier
from kg.project import locate
from kg.tables.table import Table, cell_text
from kg.terms.namespaces import PREFIXES

GOLDEN: Final = Path(__file__).with_name("golden") / "systems.tsv"
QUESTIONS: Final = ("who", "where", "since", "figures", "honours")
NAMED: Final = 49  # systems that the articles name
ONE_QUESTION: Final = {"indicator: per-capita income increase": ["figures"]}
HEAD: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
SOURCE: Final = """
source:101-x a kg:Source ; kg:date "2023"^^edtf:EDTF ; kg:genre genre:feature ; kg:key "101" ; kg:length 80 ;
    kg:part part:101-01 ; kg:sha256 "1ba7b1bf38934252400009a6feff762693c40bb4fe70c9e4c97ef947fb3b6a43" ;
    skos:prefLabel "云岭采茶"@zh .

part:101-01 a kg:Part ; kg:start 0 ; kg:end 80 ; kg:partKind part-kind:body ; kg:position 1 .
"""
ENTITIES: Final = """
person:丁山-101 a kg:Person ; skos:prefLabel "丁山"@zh , "Ding Shan"@zh-latn .
person:戊水-101 a kg:Person ; skos:prefLabel "戊水"@zh , "Wu Shui"@zh-latn .
someone:采茶工-101 a kg:Someone ; skos:prefLabel "采茶工"@zh .
group:茶队-101 a kg:Group ; skos:prefLabel "茶队"@zh .
group:护茶员们-101 a kg:Group ; skos:prefLabel "护茶员们"@zh .
body:云岭乡 a kg:Body ; kg:jurisdiction place:云岭乡 ; skos:prefLabel "云岭乡(党政未分)"@zh .
body:茶办-101 a kg:Body ; skos:prefLabel "茶办"@zh .
body:农技站-101 a kg:Body ; skos:prefLabel "农技站"@zh .
place:云岭乡 a kg:Place ; kg:codeNote "Invented." ; kg:level level:township ; skos:prefLabel "云岭乡"@zh .
place:上岭村 a kg:Place ; kg:codeNote "Invented." ; kg:level level:village ; skos:prefLabel "上岭村"@zh .
area:茶谷 a kg:Area ; skos:prefLabel "茶谷"@zh .
initiative:茶香行动 a kg:Initiative ; kg:kind kind:campaign ; skos:prefLabel "茶香行动"@zh .
initiative:茶香行动_上岭村_ a kg:Initiative ; kg:kind kind:campaign ; skos:prefLabel "茶香行动(上岭村)"@zh .
initiative:空杯计划 a kg:Initiative ; kg:kind kind:project ; skos:prefLabel "空杯计划"@zh .
deed:修茶路-101 a kg:Deed ; skos:prefLabel "修茶路"@zh .
deed:抽调人手-101 a kg:Deed ; skos:prefLabel "抽调人手"@zh .
event:开茶会-101 a kg:Event ; skos:prefLabel "开茶会"@zh .
document:茶规-101 a kg:Document ; skos:prefLabel "茶规"@zh .
honour:名茶之乡 a kg:Honour ; skos:prefLabel "名茶之乡"@zh .
"""
VOCABULARY: Final = """
role:tea-guard a kg:Role ; skos:prefLabel "护茶员"@zh , "tea guard"@en ;
    skos:definition "看护茶园的人。"@zh , "Guards the tea."@en ; skos:broader role:cadre .
indicator:tea a kg:Indicator ; skos:prefLabel "茶叶产量"@zh , "tea picked"@en ;
    skos:definition "所采茶叶。"@zh , "Tea that was picked."@en ; kg:unit unit:jin ; kg:measure measure:total .
indicator:guards a kg:Indicator ; skos:prefLabel "护茶员人数"@zh , "number of tea guards"@en ;
    skos:definition "护茶员有多少人。"@zh , "How many guard the tea."@en ;
    kg:unit unit:person ; kg:measure measure:count .
"""


def involvement(number: int, actor: str, capacity: str, undertaking: str, more: str = "") -> str:
    core = f"kg:actor {actor} ; kg:capacity capacity:{capacity} ; kg:undertaking {undertaking}"
    return written("involvement", number, core, more)


def relation(number: int, about: str, name: str, to: str, more: str = "") -> str:
    return written("relation", number, f"kg:about {about} ; kg:relation relation:{name} ; kg:relatedTo {to}", more)


def figure(number: int, measured: str, indicator: str, value: int, more: str = "") -> str:
    unit = {"tea": "jin", "guards": "person"}[indicator]
    core = f"kg:measured {measured} ; kg:indicator indicator:{indicator} ; kg:unit unit:{unit}"
    printed = f'kg:valuePrinted "{value}" ; kg:value "{value}"^^xsd:decimal ; kg:valueBound bound:exact'
    return written("observation", number, f"{core} ; {printed}", more)


def honour(number: int, recipient: str, standing: str, more: str = "") -> str:
    core = f"kg:recipient {recipient} ; kg:standing standing:{standing} ; kg:honour honour:名茶之乡"
    return written("honour", number, core, more)


def tenure(number: int, holder: str, more: str) -> str:
    return written("tenure", number, f"kg:holder {holder} ; kg:role role:tea-guard", more)


CLASSES: Final = {
    "involvement": "Involvement",
    "relation": "Relation",
    "observation": "Observation",
    "honour": "HonourStatement",
    "tenure": "Tenure",
    "occurrence": "Occurrence",
}


def written(kind: str, number: int, core: str, more: str) -> str:
    name = f"quote:101-{number:05d}-{number + 1:05d}"
    slots = " ;\n    ".join(filter(None, (f"a kg:{CLASSES[kind]} ; kg:evidence {name}", core, more)))
    quote = f'{name} a kg:Quote ; kg:start {number} ; kg:end {number + 1} ; kg:exact "茶" .'
    return f"{quote}\n\nstatement:101-{number:05d}-{kind}-0001 {slots} .\n"


IN_2021: Final = 'kg:time "2021"^^edtf:EDTF ; kg:timePrinted "2021年" ; kg:timeSense sense:at'
IN_2022: Final = 'kg:time "2022"^^edtf:EDTF ; kg:timePrinted "2022年" ; kg:timeSense sense:at'
COURSE: Final = "kg:programme initiative:茶香行动"
STATEMENTS: Final = (
    involvement(1, "body:云岭乡", "initiated", "initiative:茶香行动", IN_2021),
    involvement(2, "person:丁山-101", "took-the-lead", "initiative:茶香行动_上岭村_", "kg:place place:上岭村"),
    relation(3, "initiative:茶香行动_上岭村_", "instance-of", "initiative:茶香行动"),
    involvement(4, "person:戊水-101", "took-the-lead", "deed:修茶路-101", f"{COURSE} ; kg:place place:上岭村"),
    figure(5, "place:上岭村", "tea", 300, COURSE),
    honour(6, "place:上岭村", "awarded", "kg:creditedTo initiative:茶香行动 ; kg:granter body:云岭乡"),
    honour(7, "initiative:茶香行动", "awarded", "kg:modality modality:target"),
    involvement(8, "body:云岭乡", "established", "body:茶办-101", IN_2022),
    involvement(
        9,
        "body:云岭乡",
        "assigned",
        "deed:抽调人手-101",
        "kg:onWhom group:茶队-101 ; kg:drawnFrom body:农技站-101 ; kg:postedTo body:茶办-101",
    ),
    tenure(10, "person:丁山-101", "kg:body body:茶办-101"),
    figure(11, "body:茶办-101", "tea", 20),
    tenure(12, "group:护茶员们-101", "kg:servedIn place:上岭村"),
    figure(13, "group:护茶员们-101", "guards", 12, "kg:place place:上岭村"),
    relation(14, "deed:修茶路-101", "prompted-by", "event:开茶会-101"),
    written("occurrence", 15, "kg:event event:开茶会-101", f"kg:place place:上岭村 ; {IN_2021}"),
    involvement(16, "someone:采茶工-101", "took-part", "event:开茶会-101"),
    honour(17, "place:上岭村", "self-styled"),
    relation(18, "place:上岭村", "located-in", "place:云岭乡"),
    relation(19, "place:上岭村", "part-of", "area:茶谷"),
    relation(20, "body:茶办-101", "seat-in", "place:云岭乡"),
    involvement(21, "body:云岭乡", "issued", "document:茶规-101", IN_2022),
    involvement(22, "person:丁山-101", "ran", "initiative:空杯计划"),
)
# of each thing: what answers who, where, since when, which figures and honours, by number; or what no answer means
NOT_SAID, NO_ROWS = "not said", "no rows"
EXPECTED: Final[Mapping[str, tuple[object, ...]]] = {
    "initiative:茶香行动": ({1, 2, 4}, {2, 4, 5, 6}, {1}, {5}, {6, 7}),
    "initiative:茶香行动_上岭村_": ({2}, {2}, NOT_SAID, NOT_SAID, NOT_SAID),
    "initiative:空杯计划": ({22}, NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID),
    "deed:修茶路-101": ({4}, {4}, NOT_SAID, NOT_SAID, NOT_SAID),
    "event:开茶会-101": ({16}, {15}, {15}, NOT_SAID, NOT_SAID),
    "document:茶规-101": ({21}, {21}, {21}, NOT_SAID, NOT_SAID),
    "body:茶办-101": ({8, 9, 10}, {20}, {8}, {11}, NOT_SAID),
    "body:云岭乡": ({1, 8, 9, 21}, NOT_SAID, NOT_SAID, NOT_SAID, NO_ROWS),  # an honour names it, as the one that grants
    "group:茶队-101": ({9}, NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID),
    "person:丁山-101": ({2, 10, 22}, {2}, NOT_SAID, NOT_SAID, NOT_SAID),
    "role:tea-guard": ({10, 12}, {12}, NOT_SAID, {13}, NOT_SAID),
    "place:上岭村": ({2, 4, 12}, {18, 19}, NOT_SAID, {5, 13}, {6, 17}),
    "honour:名茶之乡": (None, None, None, None, {6, 7, 17}),
    "indicator:tea": (None, None, None, {5, 11}, None),
}


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Return the made-up project, built."""
    folder = tmp_path_factory.mktemp("茶 山") / "p"
    start_project(folder)
    files = {
        "graph_data/vocab/mine.ttl": VOCABULARY,
        "graph_data/entities/all.ttl": ENTITIES,
        "graph_data/sources/101-x/source.ttl": SOURCE,
        "graph_data/sources/101-x/statements.ttl": "\n".join(STATEMENTS),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
    base = kg.open(folder)
    base.build()
    return base


def page(base: Base, thing: str) -> Dossier:
    content = base.show(thing).content
    assert isinstance(content, Dossier)
    return content


def numbers(ids: list[str]) -> set[int]:
    return {int(each.split("-")[1]) for each in ids}


@pytest.mark.parametrize("thing", EXPECTED)
def test_each_question_has_its_statements_or_is_not_said(thing: str, tea: Base) -> None:
    found: dict[str, Any] = {
        one.code: numbers([reply.entry.id for reply in one.replies]) or one.answer for one in page(tea, thing).questions
    }
    assert tuple(found.get(code) for code in QUESTIONS) == EXPECTED[thing]


# of each question and thing: the statements by number, each with the step that leads to it
HANGS: Final = {
    ("dossier", "initiative:茶香行动"): {
        1: "",
        2: "relation:instance-of",
        3: "",
        4: "kg:programme",
        5: "kg:programme",
        6: "kg:creditedTo",
        7: "",
    },
    ("dossier", "role:tea-guard"): {10: "", 12: "", 13: "kg:holder"},
    ("dossier", "body:茶办-101"): {8: "", 9: "", 10: "", 11: "", 20: ""},
    ("who-led", "body:茶办-101"): {8: ""},
    ("who-led", "initiative:茶香行动"): {1: ""},
}


@pytest.mark.parametrize(("question", "thing"), HANGS)
def test_a_question_lists_what_hangs_on_a_thing_once_with_its_step(question: str, thing: str, tea: Base) -> None:
    found = tea.query(question, initiative=thing).records()
    steps = {int(row["statement"].split("-")[1]): row.get("through", "") for row in found}
    assert (steps, len(found)) == (HANGS[question, thing], len(steps))


def test_what_leads_in_its_course_is_counted_nowhere_and_figures_that_no_row_has_are_not_called_not_said(
    tea: Base,
) -> None:
    counted = {one.name: one.count for one in page(tea, "initiative:茶香行动").counts}
    assert counted == {"strict": 0, "medium": 1, "broad": 1}
    assert "value_printed" not in repr(tea.query("dossier", initiative="initiative:空杯计划"))


# ---------------------------------------------------------------- the systems that the articles name


def systems() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def ids(joined: str) -> set[str]:
    return set(filter(None, joined.split(";")))


ROWS: Final = systems()
PAGED: Final = [row for row in ROWS if not row["thing"].startswith("source:")]


@pytest.fixture(scope="module")
def base(store_path: Path) -> Base:
    return kg.open(ROOT, store_path)


@pytest.fixture(scope="module")
def pages(base: Base) -> Mapping[str, Dossier]:
    """Return the page of every thing of a system."""
    return {thing: page(base, thing) for thing in sorted({row["thing"] for row in PAGED})}


@pytest.mark.parametrize("row", PAGED, ids=lambda row: f"{row['system']}-{row['thing']}-{row['question']}")
def test_a_system_answers_from_its_own_page(row: Mapping[str, str], pages: Mapping[str, Dossier]) -> None:
    one = next(each for each in pages[row["thing"]].questions if each.code == row["question"])
    assert {reply.entry.id for reply in one.replies} == ids(row["statements"])
    assert one.answer == row["answer"]


@pytest.mark.parametrize("thing", sorted({row["thing"] for row in ROWS}))
def test_what_a_reader_found_in_the_articles_is_reached_from_the_page(
    thing: str, base: Base, pages: Mapping[str, Dossier]
) -> None:
    found = set[str]().union(*(ids(row["read"]) for row in ROWS if row["thing"] == thing))
    assert found - reached(thing, base, pages) == set()


def reached(thing: str, base: Base, pages: Mapping[str, Dossier]) -> set[str]:
    """Return the ids of the statements on a page and in the dossier of its thing; of a source, of all that it says."""
    if thing.startswith("source:"):
        return statements_of(base.query("source-says", source=thing))
    dossier = pages[thing]
    shown = {entry.id for section in dossier.sections for entry in section.entries}
    answered = {reply.entry.id for one in dossier.questions for reply in one.replies}
    return shown | answered | statements_of(base.query("dossier", initiative=thing))


def statements_of(table: Table) -> set[str]:
    return {cell_text(cell).rpartition(":")[2] for cell in table.column("statement")}


def test_where_others_act_too_the_thing_itself_is_named(base: Base) -> None:
    """Else 清泉村's building of 2014 would read as done by whoever comes before it."""
    who = next(one for one in page(base, "place:清泉村-330881").questions if one.code == "who")
    acted = [reply.text for reply in who.replies if reply.rule == "acted-here"]
    assert "吴奇华 · 开展 · 把直播开到了田间地头（编码推断）" in acted
    assert "清泉村(村级组织未分) · 建成 · 清泉村电商大楼（2014）" in acted
    assert [text for text in acted if text.startswith(("建成", "投入", "协助"))] == []


def test_all_systems_of_the_articles_are_asked_all_questions() -> None:
    asked: dict[str, set[str]] = {}
    for row in ROWS:
        asked.setdefault(row["system"], set()).add(row["question"])
    assert {system: sorted(found) for system, found in asked.items() if found != set(QUESTIONS)} == ONE_QUESTION
    assert len(asked) >= NAMED


def main() -> None:
    """Write what the pages answer anew; what a reader found in the articles, and said, stays."""
    rows = systems()
    with tempfile.TemporaryDirectory() as folder:
        build(locate(ROOT), Path(folder) / "store")
        base = kg.open(ROOT, Path(folder) / "store")
        for row in rows:
            if not row["thing"].startswith("source:"):
                one = next(each for each in page(base, row["thing"]).questions if each.code == row["question"])
                row["statements"] = ";".join(sorted({reply.entry.id for reply in one.replies}))
                row["answer"] = one.answer
    with GOLDEN.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()

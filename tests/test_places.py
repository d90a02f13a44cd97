"""The place above a place is decided once: the store, the questions and the networks agree on it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

import kg
from conftest import ROOT
from kg.model import Corpus, Judgement, Resource, Statement
from kg.project import Project
from kg.questions import find_query, run
from kg.reading.places import places_above
from kg.reading.said import Reading
from kg.store import Store, rows
from kg.tables.table import cell_text, parts
from kg.terms.namespaces import KG, PREFIXES, curie, expand

SOURCE: Final = PREFIXES["source"] + "900-tea"
REGISTERED_ALONE: Final = {  # places above by code that the data do not describe
    "place:南平市-350700",
    "place:宁德市-350900",
    "place:径山镇-330110",
    "place:湖州市-330500",
    "place:衢州市-330800",
}
PLACES: Final = {  # with their codes
    "place:甲村": "330603105210",
    "place:乙镇": "330603105000",
    "place:丙县": "330603000000",
    "place:丁组": "",
    "place:戊省": "330000000000",
    "area:湖区": "",
    "area:山区": "",
}
Line = tuple[str, str, str]  # part, whole, and how it is said: `stated`, `inferred`, `part`, `planned` or `disputed`


def corpus_of_lines(lines: tuple[Line, ...]) -> Corpus:
    entities = {}
    for name, code in PLACES.items():
        kind = "Area" if name.startswith("area:") else "Place"
        properties = ((KG + "code", ox.Literal(code)),) if code else ()
        entities[iri(name)] = Resource(iri(name), KG + kind, properties)
    statements, judgements = [], []
    for number, (part, whole, how) in enumerate(lines):
        slots: dict[str, ox.NamedNode] = {
            "about": ox.NamedNode(iri(part)),
            "relation": ox.NamedNode(iri("relation:part-of" if how == "part" else "relation:located-in")),
            "relatedTo": ox.NamedNode(iri(whole)),
        }
        slots |= {"inferred": ox.NamedNode(KG + "relatedTo")} if how == "inferred" else {}
        slots |= {"modality": ox.NamedNode(iri("modality:planned"))} if how == "planned" else {}
        said = Statement(f"{PREFIXES['statement']}900-{number:05d}", "Relation", SOURCE, tuple(slots.items()), ())
        statements.append(said)
        if how == "disputed":
            judgements.append(Judgement("j", said.iri, "contradicts", "other", "2026-01-02", "e", "why"))
    return Corpus(entities=entities, statements=tuple(statements), judgements=tuple(judgements))


def iri(name: str) -> str:
    found = expand(name)
    assert found
    return found


BY_CODE: Final = {"place:甲村": "place:乙镇", "place:乙镇": "place:丙县", "place:丙县": "place:戊省"}
STATED_TWICE: Final = (
    ("place:丁组", "area:湖区", "stated"),
    ("place:丁组", "place:甲村", "stated"),
    ("place:丁组", "place:乙镇", "stated"),
)


@pytest.mark.parametrize(
    ("lines", "above"),
    [
        pytest.param((), {}, id="official codes alone"),
        pytest.param(STATED_TWICE, {"place:丁组": "place:甲村"}, id="the nearest, and a place before an area"),
        pytest.param((("place:丁组", "area:湖区", "inferred"),), {"place:丁组": "area:湖区"}, id="inferred"),
        pytest.param((("area:山区", "place:乙镇", "part"),), {"area:山区": "place:乙镇"}, id="a stated part"),
        pytest.param(
            (("place:丁组", "place:甲村", "inferred"), ("place:丁组", "area:湖区", "stated")),
            {"place:丁组": "area:湖区"},
            id="stated before inferred",
        ),
        pytest.param((("place:甲村", "place:丙县", "inferred"),), {}, id="by code before inferred"),
        pytest.param((("place:丁组", "place:甲村", "planned"),), {}, id="not what is planned"),
        pytest.param((("place:丁组", "place:甲村", "disputed"),), {}, id="not what is disputed"),
        pytest.param(
            (("place:丁组", "area:湖区", "stated"), *(("place:丁组", "area:山区", "stated"),) * 2),
            {"place:丁组": "area:山区"},
            id="what is stated most often",
        ),
        pytest.param(
            (("place:丁组", "area:山区", "stated"), ("place:丁组", "area:湖区", "stated")),
            {"place:丁组": "area:山区"},
            id="else what is stated first",
        ),
        pytest.param(
            (("area:湖区", "area:山区", "stated"), ("area:山区", "area:湖区", "stated")), {}, id="nothing in a circle"
        ),
    ],
)
def test_the_place_above(lines: tuple[Line, ...], above: dict[str, str]) -> None:
    found = places_above(corpus_of_lines(lines))
    assert {curie(part): curie(whole) for part, whole in found.items()} == BY_CODE | above


# ---- in the store

INFERRED: Final = {
    "area:临空示范区绍兴片区": "place:绍兴市-330600",
    "area:企业的集中办公区": "place:荆城楼宇社区-004",
    "area:兰亭文化旅游度假区": "place:柯桥区-330603",
    "area:兴联村党群服务中心": "place:兴联村-330603",
    "area:千年梯田": "area:覆卮山",
    "area:南部山区": "place:柯桥区-330603",
    "area:安南工业园区": "place:安南乡-331126",
    "area:小古城遗址": "place:小古城村-330110",
    "area:柯桥经济技术开发区": "place:柯桥区-330603",
    "area:漓渚千亩花田": "place:漓渚镇-330603",
    "area:瓜渚湖": "place:柯桥区-330603",
    "area:覆卮山先行片": "place:岭南乡-330604",
    "area:鉴里荟_创意生活街区": "place:叶家堰-330603",
    "area:鉴湖旅游度假区": "place:柯桥区-330603",
    "area:鉴湖渔歌_示范带": "place:柯桥区-330603",
    "place:钱三组-004": "place:小古城村-330110",
}
AREAS_STATED: Final = {"area:小舜江水源保护地", "area:浙闽两省交界"}


def pairs(store: Store, name: str) -> set[tuple[str, str]]:
    found = rows(store, f"SELECT ?a ?b WHERE {{ ?a <{KG}{name}> ?b }}")
    return {(curie(row["a"].value), curie(row["b"].value)) for row in found}


def chain(place: str, above: dict[str, str]) -> list[str]:
    return [above[place], *chain(above[place], above)] if place in above else []


def test_a_place_has_one_place_above_and_questions_and_networks_agree_on_it(store: Store, reading: Reading) -> None:
    derived = pairs(store, "placeAbove")
    above = dict(derived)
    assert len(above) == len(derived) == 83
    assert {part: curie(reading.above[iri(part)]) for part in above} == above
    within = pairs(store, "within")
    for part in above:
        reached = {whole for place, whole in within if place == part} - {part}
        assert set(chain(part, above)) <= reached
        assert reached - set(chain(part, above)) - REGISTERED_ALONE <= AREAS_STATED


def test_what_only_the_coder_inferred_is_marked(store: Store) -> None:
    marked = pairs(store, "inferredWithin")
    assert {(part, whole) for part, whole in pairs(store, "placeAbove") if (part, whole) in marked} == set(
        INFERRED.items()
    )
    assert {part for part, _ in marked} == set(INFERRED)
    assert marked < pairs(store, "within")


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("initiatives", {"area:覆卮山先行片", "place:岭南乡-330604", "place:许岙村-330604"}),
        (
            "actors",
            {"area:覆卮山先行片", *(f"place:{name}-330604" for name in ("东澄村", "岭南乡", "许岙村", "青山村"))},
        ),
        ("firsts", {"area:覆卮山先行片"}),
        ("holders", {"place:岭南乡-330604"}),
    ],
)
def test_an_answer_marks_the_rows_that_lie_in_a_place_by_inference(
    name: str, places: set[str], store: Store, project: Project
) -> None:
    table = run(find_query(project.queries, name), store, {"in": ox.NamedNode(iri("place:岭南乡-330604"))})
    told = zip(table.column("place"), table.column("inferred"), strict=True)
    marked = {
        cell_text(one): "within" in cell_text(inferred).split(";") for place, inferred in told for one in parts(place)
    }
    assert marked == {place: place in INFERRED for place in places}


@pytest.mark.parametrize(
    ("place", "within", "answer"),
    [
        pytest.param("丽水市", "place:庆元县-331126", "said", id="described by the data"),
        pytest.param("南平市", "place:松溪县-350724", "said", id="known to the register alone"),
        pytest.param("眉山市", "", "not covered", id="without a place of the data"),
    ],
)
def test_a_place_holds_the_places_whose_codes_lie_in_it_though_only_the_register_knows_it(
    store_path: Path, place: str, within: str, answer: str
) -> None:
    found = kg.open(ROOT, store_path).query("coverage", in_=place)
    assert {row["place"] for row in found.records()} >= ({within} if within else set())
    assert found.extra["answer"] == answer

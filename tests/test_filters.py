"""The filters of questions, what they leave out, and what stands beside the rows of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from kg.answers.filters import OPTIONS, chosen_filters, filters_of
from kg.answers.inferred import inferred_core, inferred_sentence
from kg.base import Base
from kg.errors import UsageError
from kg.ontology import Ontology
from kg.project import Project
from kg.questions import catalogue
from kg.reading.said import Reading, Said
from kg.reading.years import may_fall_into
from kg.tables.merged import merged
from kg.tables.table import Table
from kg.terms.namespaces import SKOS
from kg.terms.time import YearRange

SOURCE: Final = "002-keqiao-rural-work-instructors"


@pytest.fixture(scope="module")
def base(project: Project, store_path: Path) -> Base:
    return Base(project, str(store_path), language="en")


# What is kept, what is left out and said to be ---------------------------------------------------------------------

# question, what is given, ids of the statements kept (the 4 hex at their ends), notes
Case = tuple[str, Mapping[str, YearRange], tuple[str, ...], tuple[str, ...]]
WANGHUA: Final = {"person": "蒋国林"}
LEFT: Final = "Left out by the filters (statements): {}. Without the filters they are listed."
CASES: Final[Mapping[str, Case]] = {
    "since 2022 may last to 2024": ("posts", {**WANGHUA, "year": 2024}, ("e756", "648e"), ()),
    "since 2022 is not 2021": (
        "posts",
        {**WANGHUA, "year": "2021"},
        (),
        (LEFT.format("in other years 2"),),
    ),
    "an open range": ("posts", {**WANGHUA, "years": "2023.."}, ("e756", "648e"), ()),
    "a pair of years": ("posts", {**WANGHUA, "years": (None, 2021)}, (), (LEFT.format("in other years 2"),)),
    "undated ones are counted": (
        "who-led",
        {"initiative": "先锋书店项目", "year": 2024},
        (),
        (LEFT.format("undated 2"),),
    ),
    "no source names the year": (
        "who-led",
        {"initiative": "先锋书店项目", "year": 1900},
        (),
        (LEFT.format("undated 2"), "No statement falls in 1900 (the data cover 2003 to 2026)."),
    ),
    "another source": (
        "series",
        {"indicator": "村级经营性收入", "measured": "谢家坞村", "source": "002"},
        ("4a09", "895d"),
        (LEFT.format("other sources 2"),),
    ),
    "two filters, each counted": (
        "series",
        {"indicator": "村级经营性收入", "measured": "谢家坞村", "source": SOURCE, "year": 2024},
        ("895d",),
        (LEFT.format("other sources 2; in other years 1"),),
    ),
    "only what is inferred": (
        "who-led",
        {"initiative": "先锋书店项目", "certainty": "inferred"},
        (),
        (LEFT.format("of the other certainty 2"),),
    ),
    "in the place": ("who-led", {"initiative": "先锋书店项目", "in_": "柯桥区"}, ("a0aa", "cd27"), ()),
    "elsewhere": (
        "who-led",
        {"initiative": "先锋书店项目", "in_": "上虞区"},
        (),
        (LEFT.format("elsewhere 2"),),
    ),
    "a capacity": (
        "who-led",
        {"initiative": "先锋书店项目", "capacity": "brought in"},
        ("cd27",),
        (LEFT.format("in other capacities, or not counted in the set 1"),),
    ),
    "two capacities": ("who-led", {"initiative": "先锋书店项目", "capacity": "牵头, brought-in"}, ("a0aa", "cd27"), ()),
    "a set, which holds the stricter one": (
        "who-led",
        {"initiative": "先锋书店项目", "capacity": "medium"},
        ("a0aa", "cd27"),
        (),
    ),
    "the strict set": (
        "led-by",
        {"actor": "祁国兴", "capacity": "strict"},
        ("8afb",),
        (LEFT.format("in other capacities, or not counted in the set 1"),),
    ),
    "a column of capacities, and years": (
        "bodies",
        {"body": "安南乡(党政未分)", "capacity": "started", "years": "2018..2019"},
        ("7371",),
        (LEFT.format("undated 6; in other years 1; in other capacities, or not counted in the set 2"),),
    ),
    "a capacity in a place": (
        "initiatives",
        {"in": "安昌街道", "capacity": "piloted"},
        ("2d52",),
        (LEFT.format("in other capacities, or not counted in the set 6"),),
    ),
    "a place that is open": (
        "posts",
        {"person": "黄钢强", "in_": "柯桥区"},
        (),
        (LEFT.format("place not certain 1"),),
    ),
    "no place": ("posts", {"person": "习近平", "in_": "柯桥区"}, (), (LEFT.format("no place said 2"),)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_filter_keeps_these_and_counts_the_others(base: Base, case: Case) -> None:
    question, given, kept, notes = case
    table = base.query(question, **given)
    assert tuple(record["statement"][-4:] for record in table.records()) == kept
    assert table.notes == notes


def test_a_question_that_counts_counts_what_is_left(base: Base) -> None:
    table = base.query("coverage", in_="谢家坞村", source="000", certainty="stated")
    whole = base.query("coverage", in_="谢家坞村", source="000")
    by_hand = {s.iri for s in whole_reading(base).said if s.source.endswith("/000-keqiao-strong-foundation")}
    assert [(r["place_label"], r["source"]) for r in table.records()] == [
        ("Xiejiawu Village", "source:000-keqiao-strong-foundation")
    ]
    there = [s for s in whole_reading(base).said if s.iri in by_hand and place("谢家坞村-330603") in s.named()]
    assert [int(r["statements"]) for r in whole.records()] == [len(there)]
    assert [int(r["statements"]) for r in table.records()] == [sum(s.is_stated for s in there)]
    assert table.notes[0].startswith("Not counted because of the filters (statements): other sources ")


def place(name: str) -> str:
    return f"https://w3id.org/programs-and-actors/place/{name}"


def whole_reading(base: Base) -> Reading:
    from kg.reading.whole import whole  # noqa: PLC0415

    return whole(base.store, base.ontology)


YEARS: Final = ((1990, 1990), (2003, 2003), (2010, 2020), (2021, 2022), (2024, None), (None, 2003), (2026, 2030))


@pytest.mark.parametrize("years", YEARS, ids=str)
def test_the_rule_for_years_is_that_of_the_network(
    base: Base, reading: Reading, years: tuple[int | None, int | None]
) -> None:
    filters = chosen_filters({"years": years}, base.project.answers, base.store, base.lookup, "test")
    first, last = (f"{year:04d}" for year in filters.covered)
    expected = {
        s.iri
        for s in reading.said
        if (s.first_day or s.last_day) and may_fall_into(s.first_day or first, s.last_day or last, years)
    }
    assert filters.kept({s.iri for s in reading.said}, base.store) == expected


def test_every_question_says_what_a_row_is_and_has_the_filters_that_mean_something(project: Project) -> None:
    options = {q.name: filters_of(q.text, ()) for q in catalogue(project.queries)}
    usual = tuple(name for name in OPTIONS if name != "capacity")
    fewer = {name: found for name, found in options.items() if found not in {usual, tuple(OPTIONS)}}
    assert fewer == {"dating": (), "evidence": (), "namesakes": (), "place-chain": ("source", "certainty")}
    assert " ".join(name for name, found in options.items() if "capacity" in found) == (
        "actors bodies co-actors credited documents firsts initiatives instances led-by started unnamed who-led"
    )
    assert [q.name for q in catalogue(project.queries) if "#+ row: " not in q.text] == []


@pytest.mark.parametrize(
    ("text", "own", "options"),
    [
        ("SELECT ?statement WHERE { ?statement ?p ?o }", (), ("year", "years", "source", "certainty", "in")),
        ("SELECT ?statement WHERE { ?statement ?p ?o }", ("in", "source"), ("year", "years", "certainty")),
        ("SELECT ?statement ?capacity WHERE { ?statement ?p ?capacity }", ("in",), (*tuple(OPTIONS)[:4], "capacity")),
        ("SELECT ?statement ?capacity WHERE { ?statement ?p ?capacity }", ("capacity",), tuple(OPTIONS)[:5]),
        ("SELECT ?s WHERE { ?s ?p ?o }", (), ()),
        ("SELECT ?statement (COUNT(?s) AS ?n) WHERE { ?statement ?p ?s } group by ?statement", (), ()),
        ("#+ filters: none\nSELECT ?statement WHERE { ?statement ?p ?o }", (), ()),
        ("#+ filters: years source\nSELECT ?statement WHERE { ?statement ?p ?o }", (), ("year", "years", "source")),
    ],
)
def test_the_filters_of_a_question_follow_from_its_text(
    text: str, own: tuple[str, ...], options: tuple[str, ...]
) -> None:
    assert filters_of(text, own) == options


REFUSED: Final[Mapping[str, tuple[str, Mapping[str, YearRange], str, str]]] = {
    "both": ("posts", {"year": 2020, "years": "2019.."}, "--year and --years cannot be combined", "--years 2010..2020"),
    "a range as a year": ("posts", {"year": "2019..2020"}, "'2019..2020' is not a year", "--years 2010..2020"),
    "no year": ("posts", {"year": "last"}, "'last' is not a year", "Write one year"),
    "no range": ("posts", {"years": "2019-2020"}, "'2019-2020' is not a range of years", "2010..2025"),
    "an empty range": ("posts", {"years": ""}, "'' is not a range of years", "2010..2025"),
    "reversed": ("posts", {"years": "2020..2010"}, "the years 2020..2010 end before they begin", "2010..2020"),
    "certainty": ("posts", {"certainty": "sure"}, "unknown certainty 'sure'", "stated, inferred"),
    "source": ("posts", {"source": "qqqq"}, "no match for 'qqqq'", ""),
    "capacity": (
        "bodies",
        {"capacity": "piloted,qqqq"},
        "no match for 'qqqq'",
        "Or a set: broad, medium, strict, ",
    ),
    "an empty capacity": ("bodies", {"capacity": " , "}, "no match for ' , '", "medium, strict"),
    "an ambiguous capacity": ("bodies", {"capacity": "lead"}, "'lead' is ambiguous", "the id of the one you mean. Or"),
    "no capacity to filter by": ("posts", {"capacity": "piloted"}, "posts cannot be filtered by --capacity", "--in"),
    "not of this question": (
        "place-chain",
        {"year": 2020},
        "place-chain cannot be filtered by --year",
        "--source, --c",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_filter_is_refused_with_a_hint(
    base: Base, case: tuple[str, Mapping[str, YearRange], str, str]
) -> None:
    question, given, message, hint = case
    things: Mapping[str, Mapping[str, YearRange]] = {"posts": {"person": "蒋国林"}, "place-chain": {"place": "安华村"}}
    thing = things.get(question, {})
    with pytest.raises(UsageError) as caught:
        base.query(question, **thing, **given)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("name", ["strict", "medium", "broad"])
def test_a_set_keeps_what_it_counts_as_everywhere(base: Base, name: str) -> None:
    names = ("strict", "medium", "broad")  # the sets as the ontology orders them
    sets = base.ontology.capacity_sets[: names.index(name) + 1]
    assert [base.ontology.terms[iri].text(SKOS + "notation") for iri in sets] == [*names[: len(sets)]]
    counted = {s.iri for s in whole_reading(base).said if s.counting.counted_in in sets}
    filters = chosen_filters({"capacity": name}, base.project.answers, base.store, base.lookup, "test")
    assert filters.kept({s.iri for s in whole_reading(base).said}, base.store) == counted
    assert counted


def test_what_was_started_is_every_involvement_in_a_capacity_of_starting(base: Base) -> None:
    ontology = base.ontology
    wanted = {s.id for s in whole_reading(base).said if starts(s, ontology)}
    table = base.query("started")
    found = [r["statement"].partition(":")[2] for r in table.records()]
    assert set(found) == wanted
    assert len(found) == len(wanted)
    counted = {s.id for s in whole_reading(base).said if starts(s, ontology) and not s.counting.reason}
    assert {r["statement"].partition(":")[2] for r in table.records() if r["counted"] == "true"} == counted
    days = [r["first_day"] for r in table.records() if r["first_day"]]
    assert days == sorted(days)


def test_what_was_started_between_two_years_by_bodies(base: Base) -> None:
    table = base.query("started", years="2018..2019", by="body", what="initiative", certainty="inferred")
    assert [(r["actor"], r["undertaking"], r["first_day"]) for r in table.records() if r["first_day"]] == [
        ("body:柯桥区_党政未分", "initiative:区统镇用_精准选配_专兼协作_组团驻村_的模式", "2003-01-01"),  # to 2023
        ("body:安南乡_党政未分", "initiative:浙闽两省党建联建", "2018-01-01"),
        ("body:浙江_党政未分", "initiative:浙江省担当作为好干部_常态化评选表彰", "2019-01-01"),
    ]
    assert table.notes[0].startswith("Left out by the filters (statements): of the other certainty ")
    within = "Wholly within these years: 2 of 8 rows. The others only may be: one end is not said, or lies outside."
    assert within in table.foot
    with pytest.raises(UsageError, match="unknown by 'firm'"):
        base.query("started", by="firm")


def starts(said: Said, ontology: Ontology) -> bool:
    return isinstance(said.predicate, ox.NamedNode) and said.predicate.value in ontology.members("started")


# Beside the rows ----------------------------------------------------------------------------------------------------


def test_posts_whose_place_is_not_certain_are_listed_apart_and_counted_ones_are_named(base: Base) -> None:
    table = base.query("holders", in_="柯桥区", role="书记")
    apart = [(r["holder_label"], r["apart"], r["possible_label"]) for r in table.records() if r["apart"]]
    both = "Daqiao Village;Chetou Village"
    assert apart == [(n, "reason:place-not-certain", both) for n in ("Huang Gangqiang", "Li Qing")]
    assert table.notes == (
        "place not certain (2): The words leave open which of several places is meant; possible lists them.",
        "Not in the table, because no place is said: 1 statement; see: kg query unplaced --what 书记 --kind tenure",
    )
    listed = base.query("unplaced", what="书记", kind="tenure").records()
    assert [r["subject_label"] for r in listed if not r["possible"]] == ["Xi Jinping"]


def test_what_names_no_place_is_counted_within_the_filters_and_listed_as_counted(base: Base) -> None:
    line = base.query("coverage", in_="柯桥区", source="003", years=(2022, None)).notes[-1]
    found = re.fullmatch(
        r"Not in the table, .*: (\d+) statements; see: kg query unplaced --source 003 --years 2022..", line
    )
    assert found, line
    assert len(base.query("unplaced", source="003", years="2022..")) == int(found[1])
    with pytest.raises(UsageError, match="unknown kind 'post'"):
        base.query("unplaced", kind="post")


def test_rows_apart_are_not_an_answer_and_what_may_be_said_is_not_called_unsaid(base: Base) -> None:
    assert base.query("holders", in_="大桥村", role="村党组织书记").extra == {"answer": "no rows"}


def test_what_a_filter_takes_away_is_not_called_unsaid(base: Base) -> None:
    whole = base.query("holders", in_="谢家坞村")
    assert (len(whole), whole.extra["answer"]) == (8, "inferred")
    in_1990 = base.query("holders", in_="谢家坞村", year=1990)
    assert (len(in_1990), in_1990.extra["answer"]) == (0, "no rows")


def test_an_order_behind_a_lost_name_is_marked(base: Base) -> None:
    table = base.query("holders", in_="谢家坞村")
    assert [(r["order"], r["order_note"]) for r in table.records()] == [
        *((str(n), "reason:names-lost") for n in range(1, 7)),
        ("", ""),
        ("", ""),
    ]
    assert table.notes[0].startswith("names lost (6): At this holder or before it a name is missing")


def test_a_thing_that_is_one_of_several_readings_is_counted(base: Base) -> None:
    assert base.query("led-by", actor="驻村工作组").notes == (
        (
            "Not in the table, because village posting work groups of Keqiao is only one of several readings: "
            "2 statements; see: kg query mentions --thing 驻村工作组"
        ),
    )


def test_a_statement_of_several_counterparts_is_one_row() -> None:
    a, b, s, t = (ox.NamedNode(f"https://w3id.org/programs-and-actors/group/{x}") for x in "abst")
    table = Table(("statement", "counterpart", "verb"), ((s, b, "led"), (t, None, "led"), (s, a, "led")))
    assert merged(table, ("statement",)).rows == ((s, (a, b), "led"), (t, None, "led"))
    assert merged(table, ("statement",)).records()[0]["counterpart"] == "group:a;group:b"
    assert merged(table, ("statement", "counterpart")).rows == table.rows
    assert merged(table, ("other",)) == table


def test_no_statement_is_in_two_rows_of_a_question_on_statements(base: Base, project: Project) -> None:
    for asked in catalogue(project.queries):
        if "#+ row: statement\n" in asked.text:
            given = {p.name: p.example for p in asked.parameters if p.required}
            listed = [r["statement"] for r in base.query(asked.name, **given).records()]
            assert len(listed) == len(set(listed)), asked.name


SENTENCES: Final = {
    "role": ((("Tenure", ("role",), ""),), "Inferred (role): no source says so in so many words"),
    "subject alone": ((("Tenure", ("holder",), ""),), "Said by X; only the holder is inferred"),
    "another slot beside": ((("Tenure", ("holder", "time"), ""),), "Said by X; only the holder is inferred"),
    "what stands in for no object": ((("Tenure", ("holder", "servedIn"), "servedIn"),), "Said by X; only the holder"),
    "more": (
        (("Tenure", ("holder",), ""), ("Tenure", ("role",), "")),
        "Inferred (holder, role): no source says so in so many words",
    ),
}


@pytest.mark.parametrize(("found", "sentence"), SENTENCES.values(), ids=SENTENCES.keys())
def test_an_inferred_answer_names_the_slot(
    loaded: tuple[object, Ontology], found: tuple[tuple[str, tuple[str, ...], str], ...], sentence: str
) -> None:
    ontology = loaded[1]
    inferred = [inferred_core(kind, slots, unused, ontology) for kind, slots, unused in found]
    assert inferred_sentence(inferred, "X", ontology, "en").startswith(sentence)

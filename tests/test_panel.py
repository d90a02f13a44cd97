"""Panels: a made-up village, year by year, and the project's own data opened by pandas, polars and openpyxl."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Literal, NamedNode

from conftest import Run, read_back
from kg.model import Corpus, Resource, Statement, Term
from kg.ontology import Ontology
from kg.rdf import edtf_literal, text_literal, typed_literal
from kg.reading.computed import plain
from kg.reading.said import Reading
from kg.tables.panel import PANEL_COLUMNS, PANELS, panel_table
from kg.tables.table import Table
from kg.terms.namespaces import KG, PREFIXES, SKOS

VILLAGE: Final = PREFIXES["place"] + "甲村-330603"
OTHER: Final = PREFIXES["place"] + "乙村-330604"
HOLDER: Final = PREFIXES["person"] + "丙某-900"
SPEAKER: Final = PREFIXES["person"] + "丁某"
GARDEN: Final = PREFIXES["initiative"] + "共享菜园"
SOURCE: Final = PREFIXES["source"] + "900-made-up"


def concept(name: str) -> NamedNode:
    scheme, _, slug = name.partition(":")
    return NamedNode(PREFIXES[scheme] + slug)


def entity(iri: str, kind: str, label: str, **properties: NamedNode) -> Resource:
    named: tuple[tuple[str, Term], ...] = (
        (SKOS + "prefLabel", Literal(label, language="zh")),
        *((KG + n, v) for n, v in properties.items()),
    )
    return Resource(iri, KG + kind, named)


ENTITIES: Final = {
    e.iri: e
    for e in (
        entity(VILLAGE, "Place", "甲村", level=concept("level:village")),
        entity(OTHER, "Place", "乙村", level=concept("level:village")),
        entity(HOLDER, "Person", "丙某"),
        entity(SPEAKER, "Person", "丁某"),
        entity(GARDEN, "Initiative", "共享菜园"),
    )
}


def said(kind: str, time: str, sense: str, **slots: Term) -> Statement:
    number = abs(hash((kind, time, sense, *slots))) % 10000
    timed = (("time", edtf_literal(time)),) if time else ()
    filled = (*slots.items(), *timed, ("timeSense", concept(f"sense:{sense}")))
    return Statement(f"{PREFIXES['statement']}900-00001-{kind.lower()}-{number:04d}", kind, SOURCE, filled, ())


def tenure(time: str, sense: str, **more: Term) -> Statement:
    return said(
        "Tenure",
        time,
        sense,
        holder=NamedNode(HOLDER),
        role=concept("role:village-committee-director"),
        servedIn=NamedNode(VILLAGE),
        **more,
    )


def corpus(*statements: Statement, date: str = "2020") -> Corpus:
    facts = ((KG + "key", text_literal("900")), (KG + "date", edtf_literal(date)))
    return Corpus(sources={SOURCE: Resource(SOURCE, KG + "Source", facts)}, entities=ENTITIES, statements=statements)


def panel(ontology: Ontology, by: str, *statements: Statement) -> Table:
    return panel_table(read_back(corpus(*statements), ontology), ontology, by)


def years(table: Table, unit: str) -> dict[str, str]:
    """Return `served` by year for a unit."""
    return {str(row[2]): str(row[3]) for row in table.rows if row[1] == unit}


CURRENT: Final = {"status": concept("status:current")}
SERVICE: Final = {
    "a span that is filled": (tenure("2017/2018", "throughout"), {"2017": "served", "2018": "served"}),
    "since, held when the source appeared": (
        tenure("2018/", "since", **CURRENT),
        {"2018": "served", "2019": "served", "2020": "served"},
    ),
    "since, the end not said": (tenure("2018/", "since"), {"2018": "served"}),
    "at a year": (tenure("2019", "at"), {"2019": "served"}),
    "some year of a range": (tenure("[2017..2019]", "at"), {}),
    "attested": (tenure("", "attested"), {"2020": "served"}),
}


@pytest.mark.parametrize(("statement", "served"), SERVICE.values(), ids=SERVICE.keys())
def test_the_years_served_are_those_surely_said(
    statement: Statement, served: dict[str, str], loaded: tuple[Corpus, Ontology]
) -> None:
    table = panel(loaded[1], "village-year", statement)
    found = years(table, "甲村")
    assert {year: word for year, word in found.items() if word == "served"} == served
    assert found["2020"] in {"served", "not said"}
    between = [year for year in found if year != "2020" and year not in served]
    assert {found[year] for year in between} <= {"not covered"}
    assert set(years(table, "乙村").values()) == {"not covered"}
    assert years(table, "甲村").keys() == years(table, "乙村").keys()


def test_a_cell_holds_who_in_which_post_and_what_the_figures_were(loaded: tuple[Corpus, Ontology]) -> None:
    figure = {
        "measured": NamedNode(VILLAGE),
        "indicator": concept("indicator:household-count"),
        "unit": concept("unit:household"),
    }
    target: dict[str, Term] = {"value": typed_literal("50", "decimal"), "modality": concept("modality:target")}
    table = panel(
        loaded[1],
        "village-year",
        tenure("2019", "at"),
        said("Observation", "2019", "at", **figure, value=typed_literal("30", "decimal")),
        said("Observation", "2019", "at", **figure, **target),
    )
    (row,) = (dict(zip(PANEL_COLUMNS, row, strict=True)) for row in table.rows if row[1:3] == ("甲村", "2019"))
    shown = {name: row[name] for name in ("served", "holders", "roles", "values", "targets", "honours", "sources")}
    assert shown == {
        "served": "served",
        "holders": "丙某",
        "roles": "村委会主任",
        "values": "户数=30 户",
        "targets": "户数=50 户 (target)",
        "honours": "",
        "sources": "900-made-up",
    }


def test_what_somebody_says_of_others_is_not_said_of_the_speaker(loaded: tuple[Corpus, Ontology]) -> None:
    """A post of a member of the speaker's village committee, as the speaker tells it, is not the speaker's post."""
    table = panel(loaded[1], "person-year", tenure("2020", "at", saidBy=NamedNode(SPEAKER)))
    rows = {row["unit"]: row for row in table.records() if row["year"] == "2020"}
    shown = ("served", "holders", "roles", "statements", "certainty")
    assert [rows["丁某"][name] for name in shown] == ["not said", "", "", "", ""]
    assert [rows["丙某"][name] for name in shown[:3]] == ["served", "丙某", "村委会主任"]


def test_a_service_is_as_certain_as_the_surest_statement(loaded: tuple[Corpus, Ontology]) -> None:
    inferred = tenure("2019", "at", inferred=NamedNode(KG + "role"))
    one = panel(loaded[1], "village-year", inferred)
    both = panel(loaded[1], "village-year", inferred, tenure("2019", "at"))
    found = [row["certainty"] for table in (one, both) for row in table.records() if row["served"] == "served"]
    assert found == ["inferred", "stated"]


def test_a_figure_keeps_its_bound(loaded: tuple[Corpus, Ontology]) -> None:
    figure: dict[str, Term] = {
        "measured": NamedNode(VILLAGE),
        "indicator": concept("indicator:household-count"),
        "unit": concept("unit:household"),
        "value": typed_literal("30", "decimal"),
        "valueBound": concept("bound:over"),
    }
    table = panel(loaded[1], "village-year", said("Observation", "2019", "at", **figure))
    found = [(row["values"], row["values_en"]) for row in table.records() if row["values"]]
    assert found == [("户数=30 户 (超)", "number of households=30 households (over)")]


RUNNING: Final = {
    "since a year, drawn when its source appeared": ("2003/", "since", "2020", "户数=30 户 (cumulative, since 2003)"),
    "an open interval": ("2003/", "at", "2020", "户数=30 户 (cumulative, since 2003)"),
    "a plain year with the sense since": ("2003", "since", "2020", "户数=30 户 (cumulative, since 2003)"),
    "up to a year": ("/2018", "at", "2018", "户数=30 户 (cumulative, start not said)"),
    "of a year": ("2019", "at", "2019", "户数=30 户"),
}


@pytest.mark.parametrize(("time", "sense", "year", "cell"), RUNNING.values(), ids=RUNNING.keys())
def test_a_cumulative_figure_lies_in_the_year_when_it_was_told(
    loaded: tuple[Corpus, Ontology], time: str, sense: str, year: str, cell: str
) -> None:
    figure: dict[str, Term] = {
        "measured": NamedNode(VILLAGE),
        "indicator": concept("indicator:household-count"),
        "unit": concept("unit:household"),
        "value": typed_literal("30", "decimal"),
    }
    table = panel(loaded[1], "village-year", said("Observation", time, sense, **figure))
    assert {row["year"]: row["values"] for row in table.records() if row["values"]} == {year: cell}


def test_a_possible_place_of_a_post_is_no_service_there(loaded: tuple[Corpus, Ontology]) -> None:
    slots = {"alternative": NamedNode(OTHER), "alternativeTo": NamedNode(KG + "servedIn")}
    table = panel(loaded[1], "village-year", tenure("2019", "at", **slots))
    assert set(years(table, "乙村").values()) == {"not covered"}


def test_a_year_of_an_initiative_is_served_when_somebody_took_a_part(loaded: tuple[Corpus, Ontology]) -> None:
    part = said(
        "Involvement",
        "2019",
        "at",
        actor=NamedNode(HOLDER),
        capacity=concept("capacity:took-the-lead"),
        undertaking=NamedNode(GARDEN),
    )
    found = panel(loaded[1], "initiative-year", part)
    assert years(found, "共享菜园") == {"2019": "served", "2020": "not said"}
    assert years(panel(loaded[1], "person-year", part), "丙某") == {
        "2019": "not said",
        "2020": "not said",
    }


@pytest.mark.parametrize("by", PANELS)
def test_a_panel_of_the_data_is_balanced_and_names_each_unit_and_year_once(
    by: str, reading: Reading, loaded: tuple[Corpus, Ontology]
) -> None:
    table = panel_table(reading, loaded[1], by)
    pairs = [row[0:3:2] for row in table.rows]
    assert len(pairs) == len(set(pairs))
    assert len(pairs) == len({unit for unit, _ in pairs}) * len({year for _, year in pairs})
    assert {row[3] for row in table.rows} == {"served", "not said", "not covered"}


def with_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def with_pandas(path: Path) -> list[list[str]]:
    import pandas as pd  # noqa: PLC0415

    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return [list(frame.columns), *frame.to_numpy().tolist()]


def as_csv_has_it(cell: object) -> str:
    """Return a typed cell as CSV has it: a day without a time, a whole number without a point."""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        return plain(Decimal(repr(cell)))
    return "" if cell is None else str(cell)


def with_polars(path: Path) -> list[list[str]]:
    import polars as pl  # noqa: PLC0415

    frame = pl.read_parquet(path)
    return [frame.columns, *([as_csv_has_it(cell) for cell in row] for row in frame.rows())]


def with_openpyxl(path: Path) -> list[list[str]]:
    import openpyxl  # noqa: PLC0415

    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [[as_csv_has_it(cell) for cell in row] for row in rows]


def with_json_lines(path: Path) -> list[list[str]]:
    import pandas as pd  # noqa: PLC0415

    frame = pd.read_json(path, lines=True, dtype=str)
    return [list(frame.columns), *([str(cell) for cell in row] for row in frame.to_numpy().tolist())]


Reader = Callable[[Path], list[list[str]]]
READERS: Final[dict[str, tuple[str, Reader]]] = {
    "pandas reads the CSV": ("csv", with_pandas),
    "polars reads the Parquet": ("parquet", with_polars),
    "openpyxl reads the XLSX": ("xlsx", with_openpyxl),
    "pandas reads the JSON Lines": ("jsonl", with_json_lines),
}


@pytest.mark.parametrize(("fmt", "read"), READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize("what", ["statements", "panel"])
def test_another_programs_reader_finds_the_same_table(
    run: Run, tmp_path: Path, what: str, fmt: str, read: Reader
) -> None:
    for name in ("csv", fmt):
        ended = run("export", what, "-f", name, "-o", str(tmp_path / f"table.{name}"), store=True)
        assert ended.returncode == 0, ended.stderr
    assert read(tmp_path / f"table.{fmt}") == with_csv(tmp_path / "table.csv")


def test_a_panel_by_something_else_is_wrong_usage(run: Run) -> None:
    assert run("export", "panel", "--by", "month", store=True).returncode == 2
    told = run("export", "statements", "--by", "village-year", store=True)
    assert (told.returncode, told.stderr.splitlines()) == (
        2,
        ["Error: --by is for a panel, not for statements", "Hint: kg export panel --by village-year"],
    )

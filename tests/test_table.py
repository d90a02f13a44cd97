"""A table in every format, read back by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from kg.errors import OutputError, UsageError
from kg.store import OxigraphStore, Solutions
from kg.tables.narrow import main_columns, widths
from kg.tables.readable import readable
from kg.tables.table import BOM, Cell, Table, cell_text, from_solutions, guarded, to_parquet, to_text, to_xlsx, written
from kg.tables.types import Type
from kg.terms.namespaces import EDTF, PREFIXES, XSD

CODE: Final = "330603105210"
ZEROS: Final = "000123"
PERSON: Final = ox.NamedNode(PREFIXES["person"] + "蒋国林-002")
TEXTS: Final = Table(
    ("名称", "code", "value"),
    (("王化村", CODE, "-1.5"), ("=1+1", ZEROS, ""), ("甲,乙\n“丙”", "+8", '"')),
)
MIXED: Final = Table(
    ("who", "what", "n"),
    (
        (PERSON, ox.Literal("任职", language="zh"), ox.Literal("5", datatype=ox.NamedNode(XSD + "integer"))),
        (ox.BlankNode("b0"), ox.Literal("a<b&c\"d'"), None),
        (None, "plain", ox.Literal("", language="zh")),
    ),
    {"answer": "said"},
)
EMPTY: Final = Table(("a", "b"), ())

# ---- comma-separated

TEXTS_CSV: Final = '\ufeff名称,code,value\n王化村,330603105210,-1.5\n\'=1+1,000123,\n"甲,乙\n“丙”",+8,""""\n'
TEXTS_TSV: Final = '名称\tcode\tvalue\n王化村\t330603105210\t-1.5\n=1+1\t000123\t\n"甲,乙\n“丙”"\t+8\t""""\n'


def test_csv_begins_with_a_mark_for_spreadsheets_and_is_guarded() -> None:
    assert to_text(TEXTS, "csv") == TEXTS_CSV
    assert TEXTS_CSV.encode()[:3] == b"\xef\xbb\xbf"


def test_tsv_has_no_mark_and_no_guard() -> None:
    assert to_text(TEXTS, "tsv") == TEXTS_TSV


def test_an_empty_table_keeps_its_columns() -> None:
    assert to_text(EMPTY, "csv") == BOM + "a,b\n"
    assert to_text(EMPTY, "tsv") == "a\tb\n"
    assert to_text(EMPTY, "jsonl") == ""
    assert json.loads(to_text(EMPTY, "json")) == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}


GUARD: Final = json.loads((Path(__file__).parent / "golden" / "csv-guard-cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", GUARD, ids=lambda case: f"{case['why']}: {case['cell']!r}")
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(case: dict[str, str]) -> None:
    assert guarded(case["cell"]) == case["guarded"]


@given(st.text())
def test_a_guarded_cell_is_a_number_or_runs_nothing(text: str) -> None:
    cell = guarded(text)
    assert cell.removeprefix("'") == text.removeprefix("'")
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        assert float(cell) == float(text)


CELLS: Final = st.text(
    st.one_of(
        st.sampled_from(",\"'\r\n\t \x00\x0b\x85\u2028\u200b\u202e\ufeff\ufffe\U00020000=-村"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=8,
)
TABLES: Final = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.tuples(*[CELLS] * n), max_size=4).map(
        lambda rows: Table(tuple(f"c{i}" for i in range(n)), tuple(rows))
    )
)


@pytest.mark.parametrize(("fmt", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(table=TABLES)
def test_separated_values_are_read_back_cell_by_cell(fmt: str, delimiter: str, table: Table) -> None:
    text = to_text(table, fmt, guard=False).removeprefix(BOM if fmt == "csv" else "")
    rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    assert rows == [table.columns, *table.rows]


def test_codes_stay_text_in_csv() -> None:
    frame = pd.read_csv(io.BytesIO(to_text(TEXTS, "csv").encode()), dtype=str, keep_default_na=False)
    assert frame["code"].tolist() == [CODE, ZEROS, "+8"]


# ---- SPARQL results


def solutions(text: str, fmt: ox.QueryResultsFormat) -> list[tuple[object, ...]]:
    found = ox.parse_query_results(text, format=fmt)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [tuple(row[name] for name in names) for row in found]


def as_terms(table: Table) -> list[tuple[object, ...]]:
    return [tuple(ox.Literal(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows]


SPARQL: Final = [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)]


@pytest.mark.parametrize(("fmt", "parser"), SPARQL)
@pytest.mark.parametrize("table", [MIXED, TEXTS, EMPTY], ids=["mixed", "texts", "empty"])
def test_sparql_results_are_read_back_term_by_term(table: Table, fmt: str, parser: ox.QueryResultsFormat) -> None:
    assert solutions(to_text(table, fmt), parser) == as_terms(table)


LITERALS: Final = st.one_of(
    CELLS.map(ox.Literal),
    CELLS.map(lambda text: ox.Literal(text, language="zh-latn")),
    CELLS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "integer"))),
)


@given(LITERALS)
def test_sparql_json_keeps_any_literal(literal: ox.Literal) -> None:
    text = to_text(Table(("x",), ((literal,),)), "json")
    assert solutions(text, ox.QueryResultsFormat.JSON) == [(literal,)]


NOT_IN_XML: Final = str.maketrans(
    {c: "\ufffd" for c in (*map(chr, range(32)), "\ufffe", "\uffff") if c not in "\t\n\r"}
)


@given(LITERALS.filter(lambda literal: literal.value == literal.value.strip()))
def test_sparql_xml_keeps_any_literal_that_xml_can_hold(literal: ox.Literal) -> None:
    text = to_text(Table(("x",), ((literal,),)), "xml")
    ((found,),) = solutions(text, ox.QueryResultsFormat.XML)
    assert isinstance(found, ox.Literal)
    assert found.value == literal.value.translate(NOT_IN_XML)
    assert (found.language, found.datatype) == (literal.language, literal.datatype)


@given(CELLS)
def test_sparql_xml_keeps_blanks_and_line_ends(text: str) -> None:
    # pyoxigraph takes blanks off the ends as it reads; the standard library's parser does not
    root = ET.fromstring(to_text(Table(("x",), ((text,),)), "xml").encode())  # noqa: S314 - our own text
    (literal,) = root.iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert (literal.text or "") == text.translate(NOT_IN_XML)


def test_json_says_more_at_the_top_and_nothing_where_nothing_is_said() -> None:
    assert json.loads(to_text(MIXED, "json")) == {
        "head": {"vars": ["who", "what", "n"]},
        "results": {
            "bindings": [
                {
                    "who": {"type": "uri", "value": PERSON.value},
                    "what": {"type": "literal", "value": "任职", "xml:lang": "zh"},
                    "n": {"type": "literal", "value": "5", "datatype": XSD + "integer"},
                },
                {
                    "who": {"type": "bnode", "value": "b0"},
                    "what": {"type": "literal", "value": "a<b&c\"d'"},
                },
                {
                    "what": {"type": "literal", "value": "plain"},
                    "n": {"type": "literal", "value": "", "xml:lang": "zh"},
                },
            ]
        },
        "answer": "said",
    }


def test_a_table_of_solutions_is_what_the_store_answers() -> None:
    store = OxigraphStore.memory()
    store.extend([ox.Quad(PERSON, ox.NamedNode("urn:p"), ox.Literal("乙")), ox.Quad(PERSON, PERSON, PERSON)])
    answer = store.query("SELECT ?p ?o ?none { ?s ?p ?o OPTIONAL { ?o <urn:q> ?none } } ORDER BY ?o")
    assert isinstance(answer, Solutions)
    table = from_solutions(answer)
    assert table == Table(("p", "o", "none"), ((PERSON, PERSON, None), (ox.NamedNode("urn:p"), ox.Literal("乙"), None)))
    assert solutions(to_text(table, "json"), ox.QueryResultsFormat.JSON) == list(table.rows)


# ---- a record a line

RECORDS: Final = [
    {"who": "person:蒋国林-002", "what": "任职", "n": "5"},
    {"who": "b0", "what": "a<b&c\"d'", "n": ""},
    {"who": "", "what": "plain", "n": ""},
]


def test_jsonl_is_a_record_a_line_in_plain_text() -> None:
    lines = to_text(MIXED, "jsonl").split("\n")
    assert lines[-1] == ""
    assert [json.loads(line) for line in lines[:-1]] == RECORDS
    assert "蒋国林" in lines[0]


@given(TABLES)
def test_jsonl_keeps_any_text_on_its_line(table: Table) -> None:
    lines = to_text(table, "jsonl").split("\n")[:-1]
    assert [tuple(json.loads(line).values()) for line in lines] == list(table.rows)


# ---- parquet and workbooks


def test_parquet_keeps_codes_as_text() -> None:
    found = pq.read_table(io.BytesIO(to_parquet(TEXTS)))
    assert {str(column.type) for column in found.schema} == {"string"}
    assert found.column_names == list(TEXTS.columns)
    assert found.to_pylist() == [dict(zip(TEXTS.columns, row, strict=True)) for row in TEXTS.rows]


@given(TABLES)
def test_parquet_keeps_any_text(table: Table) -> None:
    found = pq.read_table(io.BytesIO(to_parquet(table)))
    assert [tuple(row.values()) for row in found.to_pylist()] == list(table.rows)


def sheet(table: Table) -> list[list[tuple[object, str]]]:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, "statements")))
    assert book.sheetnames == ["statements"]
    return [[(cell.value, cell.data_type) for cell in row] for row in book["statements"].iter_rows()]


def test_a_workbook_keeps_codes_and_formulas_as_text() -> None:
    assert sheet(TEXTS) == [
        [("名称", "s"), ("code", "s"), ("value", "s")],
        [("王化村", "s"), (CODE, "s"), ("-1.5", "s")],
        [("=1+1", "s"), (ZEROS, "s"), (None, "inlineStr")],
        [("甲,乙\n“丙”", "s"), ("+8", "s"), ('"', "s")],
    ]


UNFIT: Final = [
    ("a\x00b", "a\ufffdb"),
    ("\x0b", "\ufffd"),
    ("\ufffe", "\ufffd"),
    ("\uffff", "\ufffd"),
    ("\U00020000", "\U00020000"),
]


@pytest.mark.parametrize(("given_text", "kept"), UNFIT)
def test_a_workbook_replaces_what_it_cannot_hold(given_text: str, kept: str) -> None:
    assert sheet(Table(("x",), ((given_text,),))) == [[("x", "s")], [(kept, "s")]]


LONGEST: Final = 32_767


def test_a_cell_longer_than_a_workbook_holds_is_refused() -> None:
    assert sheet(Table(("x",), (("村" * LONGEST,),)))[1] == [("村" * LONGEST, "s")]
    with pytest.raises(OutputError, match="longer than Excel holds") as refused:
        to_xlsx(Table(("x",), (("村" * (LONGEST + 1),),)))
    assert refused.value.hint == "Use csv or parquet."


# ---- numbers, dates, and what only looks like them

XSD_DATE, XSD_INTEGER, XSD_DECIMAL = (ox.NamedNode(XSD + name) for name in ("date", "integer", "decimal"))
TYPED: Final = Table(
    ("code", "time", "n", "value", "day"),
    (
        (CODE, "2003", "12", "2.80", "2003-01-31"),
        (ZEROS, "2003/", "-3", "1e3", ""),
        ("", "2003-01-31", "", "", "0987-02-28"),
    ),
    types={"n": Type.INTEGER, "value": Type.NUMBER, "day": Type.DATE},
)
DAY, OLD_DAY = date(2003, 1, 31), date(987, 2, 28)
VALUES: Final = {
    "code": [CODE, ZEROS, ""],
    "time": ["2003", "2003/", "2003-01-31"],
    "n": [12, -3, None],
    "value": [2.8, 1000.0, None],
    "day": [DAY, None, OLD_DAY],
}


def test_pyarrow_and_polars_read_numbers_and_dates_from_parquet() -> None:
    raw = to_parquet(TYPED)
    found = pq.read_table(io.BytesIO(raw))
    assert [str(column.type) for column in found.schema] == ["string", "string", "int64", "double", "date32[day]"]
    assert found.to_pydict() == VALUES
    frame = pl.read_parquet(io.BytesIO(raw))
    assert frame.dtypes == [pl.String, pl.String, pl.Int64, pl.Float64, pl.Date]
    assert frame.to_dict(as_series=False) == VALUES


def test_openpyxl_reads_numbers_and_dates_from_a_workbook() -> None:
    header, *rows = sheet(TYPED)
    assert [kind for _, kind in header] == ["s"] * 5
    assert rows == [
        [(CODE, "s"), ("2003", "s"), (12, "n"), (2.8, "n"), (datetime(2003, 1, 31), "d")],  # noqa: DTZ001 - a day
        [(ZEROS, "s"), ("2003/", "s"), (-3, "n"), (1000, "n"), (None, "n")],
        [(None, "inlineStr"), ("2003-01-31", "s"), (None, "n"), (None, "n"), ("0987-02-28", "s")],
    ]


def test_pandas_reads_a_workbook_with_its_types(tmp_path: Path) -> None:
    frame = pd.read_excel(TYPED.save(tmp_path / "a.xlsx"), dtype={"code": str, "time": str})
    assert frame["code"].tolist()[:2] == [CODE, ZEROS]
    assert frame["n"].tolist()[:2] == [12, -3]
    assert frame["value"].sum() == 1002.8


def test_data_frames_have_numbers_and_dates() -> None:
    frame = TYPED.to_pandas()
    assert [str(dtype) for dtype in frame.dtypes] == ["str", "str", "Int64", "float64", "datetime64[s]"]
    assert frame["n"].sum() == 9
    assert frame["day"].dt.year.tolist()[::2] == [2003, 987]
    assert TYPED.to_polars().to_dict(as_series=False) == VALUES


def test_a_table_without_rows_keeps_the_types_it_declares() -> None:
    empty = replace(TYPED, rows=())
    schema = pq.read_table(io.BytesIO(to_parquet(empty))).schema
    assert [str(column.type) for column in schema][2:] == ["int64", "double", "date32[day]"]
    assert empty.to_polars().dtypes[2:] == [pl.Int64, pl.Float64, pl.Date]
    assert [str(dtype) for dtype in empty.to_pandas().dtypes][2:] == ["Int64", "float64", "datetime64[s]"]


KEPT: Final[Mapping[str, tuple[Type, str]]] = {
    "no number": (Type.NUMBER, "全面清零"),
    "a number with a unit": (Type.NUMBER, "5元"),
    "full-width digits": (Type.INTEGER, "５"),
    "more than 64 bits": (Type.INTEGER, str(2**63)),
    "a fraction": (Type.INTEGER, "1.5"),
    "no day": (Type.DATE, "2003-02-30"),
    "a year": (Type.DATE, "2003"),
}


@pytest.mark.parametrize(("type_", "text"), KEPT.values(), ids=KEPT.keys())
def test_a_column_with_a_cell_of_another_type_stays_text(type_: Type, text: str) -> None:
    first = "2003-01-31" if type_ is Type.DATE else "1"
    table = Table(("x",), ((first,), (text,)), types={"x": type_})
    assert pq.read_table(io.BytesIO(to_parquet(table))).to_pydict() == {"x": [first, text]}
    assert table.to_polars().to_dict(as_series=False) == {"x": [first, text]}
    (one,), (other,) = sheet(table)[1:]
    assert (one[1], other) == ("d" if type_ is Type.DATE else "n", (text, "s"))  # a workbook has no columns to type


LITERAL_COLUMNS: Final[Mapping[str, tuple[list[Cell], list[object]]]] = {
    "integers": ([ox.Literal("5", datatype=XSD_INTEGER), None], [5, None]),
    "two kinds of numbers": (
        [ox.Literal("5", datatype=XSD_INTEGER), ox.Literal("1.5", datatype=XSD_DECIMAL)],
        [5, 1.5],
    ),
    "dates": ([ox.Literal("2003-01-31", datatype=XSD_DATE)], [DAY]),
    "a plain literal that looks like a number": ([ox.Literal("5")], ["5"]),
    "EDTF": ([ox.Literal("2003", datatype=ox.NamedNode(EDTF))], ["2003"]),
    "a code with the type of text": ([ox.Literal(CODE)], [CODE]),
    "mixed": ([ox.Literal("5", datatype=XSD_INTEGER), ox.Literal("x")], ["5", "x"]),
    "an invalid literal": ([ox.Literal("five", datatype=XSD_INTEGER)], ["five"]),
    "nothing": ([None, None], ["", ""]),
}


@pytest.mark.parametrize(("cells", "values"), LITERAL_COLUMNS.values(), ids=LITERAL_COLUMNS.keys())
def test_the_answer_to_any_sparql_has_the_types_of_its_literals(cells: list[Cell], values: list[object]) -> None:
    table = Table(("x",), tuple((cell,) for cell in cells))
    assert table.to_polars()["x"].to_list() == values
    assert pq.read_table(io.BytesIO(to_parquet(table)))["x"].to_pylist() == values


def test_a_workbook_keeps_as_text_what_it_would_hold_wrongly_as_a_number() -> None:
    table = Table(("x", "y"), (("1234567890123456", "INF"),), types={"x": Type.INTEGER, "y": Type.NUMBER})
    assert sheet(table)[1] == [("1234567890123456", "s"), ("inf", "s")]


# ---- in a notebook and on a terminal

ESCAPES: Final = "\x1b[31mred\x9b0m\x07\r\u202eleft\u2066"
WRITTEN_OUT: Final = r"\x1b[31mred\x9b0m\x07\r\u202eleft\u2066"


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "plain"])
def test_control_characters_in_cells_are_written_out_for_people(terminal: bool) -> None:  # noqa: FBT001 - a case
    table = Table((f"a{ESCAPES}", "b"), ((ESCAPES, "1"), ("x", "2")), head=(ESCAPES,), foot=(ESCAPES,))
    shown = readable(table, terminal=terminal)
    text = "".join(re.sub(r"\x1b\[[0-9;]*m", "", shown).split())  # without the styles that are ours
    assert text.count(WRITTEN_OUT) == 2
    assert not {"\x1b", "\x9b", "\x07", "\r", "\u202e", "\u2066"} & set(text)
    assert repr(table).count(WRITTEN_OUT) == 4
    assert table._repr_html_().count(WRITTEN_OUT) == 4


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "jsonl"])
def test_control_characters_stay_in_files_as_they_are(fmt: str) -> None:
    text = to_text(Table(("a",), ((ESCAPES,),)), fmt)
    match fmt:
        case "json":
            found = json.loads(text)["results"]["bindings"][0]["a"]["value"]
        case "jsonl":
            found = json.loads(text)["a"]
        case _:
            found = next(csv.reader(io.StringIO(text.partition("\n")[2], newline="")))[0]
    assert found == ESCAPES


HEADED: Final = Table(
    ("actor", "actor_label", "capacity", "note", "statement", "source"),
    (
        ("person:a", "王<b>江</b>", "牵头", "", "statement:000-1", PREFIXES["source"] + "000-one"),
        ("person:b", "张 & 良", "牵头", "", "statement:000-2", PREFIXES["source"] + "000-one"),
    ),
    {"answer": "said"},
    ("严 2 条 <2>",),
    ("原文有载。",),
)


def test_a_table_prints_labels_its_lines_and_what_no_row_says() -> None:
    assert repr(HEADED).splitlines() == [
        "严 2 条 <2>",
        "actor        capacity  statement  source",
        "王<b>江</b>  牵头      000-1      000-one",
        "张 & 良      牵头      000-2      000-one",
        "",
        "各行均未载：note",
        "原文有载。",
    ]


def test_a_terminal_has_what_all_rows_share_below() -> None:
    lines = [line.rstrip() for line in readable(HEADED, terminal=True).splitlines()]
    assert [line for line in lines if "每行" in line] == ["每行相同：capacity 牵头; source 000-one"]
    english = readable(replace(HEADED, language="en"), terminal=True)
    assert "The same in every row: capacity 牵头; source 000-one" in english
    assert "Not said in any row: note" in english


POSTS: Final = Table(
    ("place", "order", "holder", "post", "predecessor", "succession", "statement", "quote"),
    (
        (
            "谢家坞村",
            "1",
            "谢家坞村指导员(姓名缺失)",
            "农村工作指导员",
            "",
            "",
            "statement:002-1",
            "村级收入",
        ),
        (
            "谢家坞村",
            "2",
            "邵关通",
            "农村工作指导员",
            "谢家坞村指导员(姓名缺失)",
            "002-3",
            "statement:002-2",
            "邵关通",
        ),
    ),
    main=("order", "place", "holder", "post", "predecessor", "succession", "quote"),
)


@pytest.mark.parametrize(
    ("table", "width", "shown"),
    [
        pytest.param(
            POSTS,
            130,
            [
                " order   holder                     predecessor                succession   statement   quote",
                " 1       谢家坞村指导员(姓名缺失)                                           002-1       村级收入",
                " 2       邵关通                     谢家坞村指导员(姓名缺失)   002-3        002-2       邵关通",
                "每行相同：place 谢家坞村; post 农村工作指导员",
            ],
            id="all columns where they fit",
        ),
        pytest.param(
            POSTS,
            60,
            [
                " order   holder              predecessor         quote",
                " 1       谢家坞村指导员(姓                       村级收入",
                "         名缺失)",
                " 2       邵关通              谢家坞村指导员(姓   邵关通",
                "                             名缺失)",
                "每行相同：place 谢家坞村; post 农村工作指导员",
                "未列出：succession, statement；--wide 列出全部",
            ],
            id="the main columns where not all fit",
        ),
        pytest.param(
            replace(POSTS, main=(), language="en"),
            60,
            [
                f"── 1 {'─' * 55}",
                "order        1",
                "holder       谢家坞村指导员(姓名缺失)",
                "statement    002-1",
                "quote        村级收入",
                f"── 2 {'─' * 55}",
                "order        2",
                "holder       邵关通",
                "predecessor  谢家坞村指导员(姓名缺失)",
                "succession   002-3",
                "statement    002-2",
                "quote        邵关通",
                "The same in every row: place 谢家坞村; post 农村工作指导员",
            ],
            id="a record a block where no column is a main one",
        ),
        pytest.param(
            POSTS,
            20,
            [
                f"── 1 {'─' * 15}",
                "order        1",
                "holder       谢家坞村指导",
                "             员(姓名缺失)",
            ],
            id="a record a block where no three fit",
        ),
        pytest.param(
            replace(POSTS, main=("post", "place", "quote")),
            60,
            [
                " post            order   holder                  quote",
                " 农村工作指导    1       谢家坞村指导员(姓名缺   村级收入",
                " 员                      失)",
                " 农村工作指导    2       邵关通                  邵关通",
                " 员",
                "每行相同：place 谢家坞村",
                "未列出：predecessor, succession, statement；--wide 列出全部",
            ],
            id="the first main column, and others beside it where the main ones are the same in every row",
        ),
    ],
)
def test_a_table_that_does_not_fit_a_terminal_is_shown_otherwise(table: Table, width: int, shown: list[str]) -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", readable(table, terminal=True, width=width))
    lines = [line.rstrip() for line in text.splitlines() if line.strip(" ─")]
    assert lines[: len(shown)] == shown
    assert max(map(widths_of, lines)) <= max(width, 60)


@pytest.mark.parametrize(
    ("columns", "options", "head", "most"),
    [
        ("80", (), ["order", "holder", "post", "predecessor", "quote"], 40),
        ("120", (), ["order", "holder", "post", "predecessor", "quote"], 40),
        ("80", ("--wide",), ["──", "1", "─" * 75], 120),
    ],
)
def test_the_holders_of_a_village_fit_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str, options: tuple[str, ...], head: list[str], most: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("kg.cli.output.on_terminal", lambda _output: True)
    made = run("query", "holders", "--in", "谢家坞村", *options, store=True)
    assert made.returncode == 0, made.stderr
    lines = re.sub(r"\x1b\[[0-9;]*m", "", made.stdout).strip("\n").splitlines()
    assert lines[0].split() == head
    assert len(lines) <= most
    assert max(map(widths_of, lines[:20])) <= int(columns)
    text = "".join("".join(lines).split())
    assert [name for name in ("邵关通", "章建龙", "徐秋佳", "王江", "张良") if name not in text] == []


def widths_of(line: str) -> int:
    return widths([[line]])[0]


@pytest.mark.parametrize(
    ("declared", "columns", "main"),
    [
        (("holder", "time"), ("place", "holder", "time", "statement", "source", "quote"), ("holder", "time")),
        ((), ("place", "holder", "certainty", "statement", "source", "quote", "note"), ("place", "holder", "quote")),
        ((), ("a", "b"), ()),
    ],
)
def test_main_columns_are_those_declared_or_all_but_the_details(
    declared: tuple[str, ...], columns: tuple[str, ...], main: tuple[str, ...]
) -> None:
    assert main_columns(declared, columns) == main


def test_a_notebook_shows_every_text_escaped_and_the_lines_around() -> None:
    assert HEADED._repr_html_() == (
        "<p>严 2 条 &lt;2&gt;</p>"
        "<table><thead><tr><th>actor</th><th>capacity</th><th>statement</th><th>source</th></tr></thead><tbody>"
        "<tr><td>王&lt;b&gt;江&lt;/b&gt;</td><td>牵头</td><td>000-1</td><td>000-one</td></tr>"
        "<tr><td>张 &amp; 良</td><td>牵头</td><td>000-2</td><td>000-one</td></tr>"
        "</tbody></table><p>各行均未载：note</p><p>原文有载。</p>"
    )


@pytest.mark.parametrize(
    ("rows", "shown", "more"),
    [
        (200, 200, {"zh": "", "en": ""}),
        (201, 200, {"zh": "<p>另有 1 行</p>", "en": "<p>1 more row</p>"}),
        (205, 200, {"zh": "<p>另有 5 行</p>", "en": "<p>5 more rows</p>"}),
    ],
)
def test_a_notebook_shows_two_hundred_rows_and_how_many_more(rows: int, shown: int, more: dict[str, str]) -> None:
    for language, line in more.items():
        html = Table(("n",), tuple((str(n),) for n in range(rows)), language=language)._repr_html_()
        assert html.count("<tr><td>") == shown
        assert html.endswith("</tbody></table>" + line)


def test_an_empty_table_shows_its_columns() -> None:
    assert repr(EMPTY).split() == ["a", "b"]
    assert EMPTY._repr_html_() == ("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody></tbody></table>")


@pytest.mark.parametrize("table", [MIXED, TEXTS, EMPTY, HEADED], ids=["mixed", "texts", "empty", "headed"])
def test_data_frames_have_the_records_as_text(table: Table) -> None:
    with_pandas, with_polars = table.to_pandas(), table.to_polars()
    assert list(with_pandas.columns) == with_polars.columns == list(table.columns)
    assert [dict(row) for row in with_pandas.to_dict("records")] == list(table.records())
    assert with_polars.to_dicts() == list(table.records())
    assert {str(dtype) for dtype in with_pandas.dtypes} <= {"str", "object", "string"}
    assert set(with_polars.dtypes) == {pl.String}
    assert list(table) == list(table.records())
    assert len(table) == len(with_pandas) == len(with_polars)


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "xml", "jsonl", "parquet", "xlsx"])
def test_a_table_is_saved_in_the_format_of_the_ending(fmt: str, tmp_path: Path) -> None:
    path = TEXTS.save(tmp_path / f"a.{fmt}")
    assert path == tmp_path / f"a.{fmt}"
    if fmt == "xlsx":
        assert path.read_bytes().startswith(b"PK")
    else:
        made = written(TEXTS, fmt)
        assert path.read_bytes() == (made if isinstance(made, bytes) else made.encode())
    assert TEXTS.save(tmp_path / "a.dat", "csv").read_text(encoding="utf-8") == TEXTS_CSV


@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_an_unknown_ending_writes_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a table has no format") as refused:
        TEXTS.save(tmp_path / name)
    assert refused.value.hint == "One of: csv, tsv, json, xml, jsonl, parquet, xlsx"
    assert list(tmp_path.iterdir()) == []


# ---- the rest

CELL_TEXTS: Final[list[tuple[Cell, str]]] = [
    (None, ""),
    ("", ""),
    ("村", "村"),
    (PERSON, "person:蒋国林-002"),
    (ox.NamedNode("http://example.org/a"), "http://example.org/a"),
    (ox.Literal("村", language="zh"), "村"),
    (ox.Literal("007", datatype=ox.NamedNode(XSD + "integer")), "007"),
    (ox.BlankNode("b0"), "b0"),
]


@pytest.mark.parametrize(("cell", "text"), CELL_TEXTS)
def test_a_cell_is_read_as_people_read_it(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_columns_and_records_are_taken_by_name() -> None:
    assert TEXTS.column("code") == (CODE, ZEROS, "+8")
    assert list(MIXED.records()) == RECORDS
    with pytest.raises(ValueError, match="not in tuple"):
        TEXTS.column("nobody")


def test_an_unknown_format_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(UsageError, match="a table has no format 'docx'") as refused:
        to_text(TEXTS, "docx")
    assert refused.value.hint == "One of: csv, tsv, json, xml, jsonl, parquet, xlsx"


def test_a_chinese_character_is_two_cells_wide() -> None:
    assert widths([["村", "abc"], ["a", "村庄"]]) == [2, 4]

"""The face: what a notebook does with `kg.open()`, and that the command line does no more than that."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import polars as pl
import pyoxigraph as ox
import pytest

import kg
import kg.base.base
import kg.base.charts
import kg.base.networks
import kg.base.results
from conftest import ROOT, Run, copied_small
from kg.errors import QueryError, StaleStoreWarning, StoreError, UsageError
from kg.tables.table import to_text

BOOKSHOP = "先锋书店项目"
WORDS = "柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目"


@pytest.fixture(scope="module")
def base(store_path: Path) -> kg.Base:
    """Return the project's data with labels in English."""
    return kg.open(ROOT, store_path, language="en")


# ---- opening


def test_importing_kg_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(len(set(sys.modules) - before), kg.__version__)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(told.split()[0]) <= 3


def test_the_face_is_small() -> None:
    assert kg.__all__ == ["Base", "KgError", "__version__", "open"]
    assert issubclass(UsageError, kg.KgError)
    with pytest.raises(AttributeError, match="no attribute 'shut'"):
        kg.shut  # noqa: B018


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a project"):
        kg.open(tmp_path)


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown language 'fr'"):
        kg.open(language="fr")


def test_a_base_without_a_store_says_so_when_it_is_asked(tmp_path: Path) -> None:
    base = kg.open(ROOT, tmp_path / "nowhere")
    assert repr(base) == f"kg.Base(project={str(ROOT)!r}, store={str(tmp_path / 'nowhere')!r}, language='zh')"
    with pytest.raises(StoreError, match="there is no store at") as error:
        base.query("who-led", initiative=BOOKSHOP)
    assert error.value.hint == "Build one with: kg build"


@pytest.mark.parametrize("module", [kg, kg.base.base, kg.base.charts, kg.base.networks, kg.base.results])
def test_the_examples_of_the_face_run(
    base: kg.Base, module: ModuleType, monkeypatch: pytest.MonkeyPatch, store_path: Path, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kg, "open", lambda **given: kg.base.open(ROOT, store_path, **given), raising=False)
    failed, _ = doctest.testmod(module, extraglobs={"base": base})
    assert failed == 0


# ---- asking


@pytest.mark.parametrize("name", ["胡燕鸣", "Hu Yanming", "huyanming", "hym", "person:胡燕鸣-002"])
def test_a_thing_is_found_by_any_of_its_names(base: kg.Base, name: str) -> None:
    assert str(base.find(name)) == "Hu Yanming 胡燕鸣 (Person, person:胡燕鸣-002)"


def test_a_name_of_another_class_is_refused_with_its_class(base: kg.Base) -> None:
    with pytest.raises(UsageError, match=r"^Hu Yanming is a person, not a place\nHint: "):
        base.find("hym", "Place")
    with pytest.raises(UsageError, match=r"^Hu Yanming is a person; the map wants a place or area(\nHint|$)"):
        base.find("hym", "Place", "Area", asker="the map")


def test_a_question_of_the_catalogue(base: kg.Base) -> None:
    table = base.query("who-led", initiative=BOOKSHOP)
    assert [(row["set"], row["actor_label"], row["capacity_label"], row["quote"]) for row in table] == [
        ("strict", "village-posted team of Yejiayan", "took the lead", WORDS),
        ("medium", "village-posted team of Yejiayan", "brought in", WORDS),
    ]
    assert table.head[0].startswith("strict set: credited with leading: 1 statement by 1 actor | ")
    said, glossed = table.foot
    assert said == "Said by 1 source (002-keqiao-rural-work-instructors)."
    assert glossed.startswith(
        "quote_en, verb_en: machine translation, unchecked; the words themselves are in quote, verb "
    )
    assert {row["verb_en"] for row in table} == {"took the lead in", "brought in"}
    assert table.extra == {"answer": "said"}


def test_an_answer_in_chinese_has_no_english_around_it(store_path: Path) -> None:
    table = kg.open(ROOT, store_path).query("who-led", initiative=BOOKSHOP)
    assert table.foot == ("原文有载：1 个来源（002-keqiao-rural-work-instructors）。",)
    assert "1 条记载（1 个行动者）" in table.head[0]


def test_a_parameter_that_is_a_python_word_takes_an_underscore(base: kg.Base) -> None:
    assert len(base.query("holders", in_="谢家坞村", role="指导员")) == 7


@pytest.mark.parametrize(
    ("question", "parameters", "error", "message"),
    [
        ("who-lead", {}, UsageError, "no question is called 'who-lead'"),
        ("who-led", {}, UsageError, "who-led needs --initiative"),
        ("who-led", {"initiativ": BOOKSHOP}, UsageError, "who-led has no parameter 'initiativ'"),
        ("who-led", {"initiative": "xyzzy"}, UsageError, "no match for 'xyzzy'"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", {"initiative": BOOKSHOP}, UsageError, "SPARQL takes no parameters"),
        ("SELECT * { ?s ?p", {}, QueryError, "syntax error in the query"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", {}, QueryError, "give a graph, not a table"),
    ],
)
def test_a_wrong_question_is_refused(
    base: kg.Base, question: str, parameters: dict[str, str], error: type[kg.KgError], message: str
) -> None:
    with pytest.raises(error, match=message):
        base.query(question, **parameters)


def test_sparql_with_the_projects_prefixes(base: kg.Base) -> None:
    table = base.query("SELECT ?actor { ?actor kg:tookTheLeadIn initiative:先锋书店项目 }")
    assert table.columns == ("actor", "actor_label")
    assert [row["actor_label"] for row in table] == ["village-posted team of Yejiayan"]


def test_sparql_that_gives_a_graph(base: kg.Base) -> None:
    made = base.sparql("CONSTRUCT { ?s a kg:Source } WHERE { ?s a kg:Source }")
    assert len(made) == 5
    assert "source:002-keqiao-rural-work-instructors a kg:Source" in repr(made).replace("rdf:type", "a")


def test_plain_words_are_not_understood_yet(base: kg.Base) -> None:
    with pytest.raises(UsageError, match="not understood yet") as error:
        base.ask("谁牵头了先锋书店项目")
    assert "base.questions()" in error.value.hint


def test_rdflib_over_the_same_store(base: kg.Base) -> None:
    asked = "SELECT ?s WHERE { ?s a <https://w3id.org/programs-and-actors/ontology/Source> }"
    assert len(base.graph.query(asked)) == 5


@pytest.mark.parametrize(
    ("name", "within", "rows"),
    [
        ("大桥村", "柯桥区", [("330603109272", "大桥村委会", "exact")]),
        ("大桥村", "3306", [("330603109272", "大桥村委会", "exact"), ("330681103240", "大桥村委会", "exact")]),
        ("叶家堰村", "330603", [("330603002038", "叶家堰居委会", "near")]),
    ],
)
def test_a_place_is_found_in_the_register(
    base: kg.Base, name: str, within: str, rows: list[tuple[str, str, str]]
) -> None:
    found = base.place(name, within).records()
    assert [(row["code"], row["name"], row["match"]) for row in found][: len(rows)] == rows
    assert found[0]["within"].startswith("浙江省 > 绍兴市")


@pytest.mark.parametrize(
    ("name", "within", "message"),
    [
        ("没有的村", "", "the register has no place called '没有的村'"),
        ("大桥村", "没有的县", "the register has no place called '没有的县'"),
        ("大桥村", "城关镇", "'城关镇' is ambiguous:\n  1"),
    ],
)
def test_a_place_that_is_not_in_the_register(base: kg.Base, name: str, within: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        base.place(name, within)
    assert error.value.message.startswith(message)


def test_a_page_refuses_an_argument_that_it_does_not_have(base: kg.Base) -> None:
    with pytest.raises(UsageError, match="page has no argument 'hop'\nHint: It has: things, hops, "):
        base.page("叶家堰", hop=1)


def test_the_questions_show_themselves_in_a_line(base: kg.Base) -> None:
    shown = {question.name: repr(question) for question in base.questions()}
    assert shown["holders"] == "holders in= [role=]: Who held a role in a place, in order, with gaps shown"


def test_a_long_table_shows_its_beginning(base: kg.Base) -> None:
    lines = repr(base.statements()).splitlines()
    assert lines[-1] == "... 1305 more rows"
    assert len(lines) < 70


# ---- tables


def test_statements_as_data_frames(base: kg.Base) -> None:
    table = base.statements()
    assert len(table) == 1365
    assert list(table.to_pandas()["id"]) == [row["id"] for row in table.records()]
    assert table.to_polars().select(pl.col("kind").n_unique()).item() == 7


def test_a_table_saves_itself_in_the_format_of_its_ending(base: kg.Base, tmp_path: Path) -> None:
    table = base.export("sources")
    assert table.save(tmp_path / "sources.csv").read_text(encoding="utf-8") == to_text(table, "csv")
    assert json.loads(table.save(tmp_path / "sources.json").read_text(encoding="utf-8"))["head"]["vars"][0] == "source"
    with pytest.raises(UsageError, match="a table has no format 'doc'"):
        table.save(tmp_path / "sources.doc")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda base: base.export("people"), "no table is called 'people'"),
        (lambda base: base.export("sources", by="village-year"), "--by is for a panel"),
        (lambda base: base.export("panel", by="village"), "no panel is called 'village'"),
        (lambda base: base.dataset("csv"), "a dataset cannot be written as csv"),
    ],
)
def test_a_wrong_export_is_refused(base: kg.Base, call: Callable[[kg.Base], object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        call(base)


def test_the_dataset_holds_all_quads(base: kg.Base) -> None:
    quads = sum(1 for _ in ox.parse(base.dataset("nquads"), format=ox.RdfFormat.N_QUADS))
    counted = base.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert counted.records() == ({"n": str(quads)},)


# ---- data


def test_a_project_is_built_checked_and_tidied(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph_data", tmp_path / "graph_data", ignore=shutil.ignore_patterns("coding", "register"))
    base = kg.open(tmp_path)
    assert base.build().summary.startswith("5 sources, 1365 statements, 994 entities; ")
    assert len(base.statements()) == 1365
    assert [f for f in base.check() if f.severity == "error"] == []
    assert base.tidy() == ()


def test_tidying_sorts_a_file_and_keeps_what_it_says(tmp_path: Path, run: Run) -> None:
    copied_small(tmp_path)
    people = tmp_path / "graph_data" / "entities" / "people.ttl"
    before = people.read_text(encoding="utf-8")
    head, *blocks = before.split("\n\n")
    people.write_text("\n\n".join([head, *reversed(blocks)]) + "\n", encoding="utf-8")
    ended = run("--project", str(tmp_path), "tidy")
    assert (ended.stdout, ended.stderr) == ("graph_data/entities/people.ttl\n", "1 file changed.\n")
    assert people.read_text(encoding="utf-8") == before


def test_a_file_that_cannot_be_read_is_not_tidied(tmp_path: Path, run: Run) -> None:
    copied_small(tmp_path)
    people = tmp_path / "graph_data" / "entities" / "people.ttl"
    people.write_text("person:x a kg:Person", encoding="utf-8")
    ended = run("--project", str(tmp_path), "tidy")
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: graph_data/entities/people.ttl:")
    assert people.read_text(encoding="utf-8") == "person:x a kg:Person"


def test_an_endpoint_is_not_built() -> None:
    with pytest.raises(UsageError, match="only embedded stores are built"):
        kg.open(ROOT, "http://127.0.0.1:9/sparql").build()


def test_an_answer_from_a_store_older_than_the_data_says_so(tmp_path: Path, run: Run) -> None:
    copied_small(tmp_path)
    asked = ("--project", str(tmp_path), "query", "posts", "--person", "hym", "--lang", "en", "-f", "csv")
    missing = run(*asked)
    assert (missing.returncode, missing.stderr.splitlines()[-1]) == (1, "Hint: Build one with: kg build")
    assert run(*asked, "--build").stderr == ""
    people = tmp_path / "graph_data" / "entities" / "people.ttl"
    people.write_text(people.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    os.utime(people, (time.time() + 5, time.time() + 5))
    note = "Note: the data have changed since this store was built. Run kg build, or add --build.\n"
    assert run(*asked).stderr == note
    assert run(*asked, "--quiet").stderr == ""
    assert run(*asked, "--build").stderr == ""
    os.utime(people, (time.time() + 9, time.time() + 9))  # touched, and not changed
    assert run(*asked).stderr == ""
    _edit_unseen(people)
    assert run(*asked).stderr == note
    assert run("--project", str(tmp_path), "build", "--quiet").returncode == 0
    (tmp_path / "graph_data" / "judgements.tsv").unlink()
    assert run(*asked).stderr == note
    named = (*asked, "--store", str(tmp_path / "build" / ".." / "build" / "store"))
    assert run(*named).stderr == note


def _edit_unseen(path: Path) -> None:
    """Change a file, and neither its size nor the time when it was written."""
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\t\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_in_python_an_answer_from_a_store_older_than_the_data_warns(tmp_path: Path) -> None:
    copied_small(tmp_path)
    base = kg.open(tmp_path, tmp_path / "elsewhere")
    base.build()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert base.query("posts", person="hym").rows
    (tmp_path / "graph_data" / "judgements.tsv").unlink()
    again = kg.open(tmp_path, tmp_path / "elsewhere")
    with pytest.warns(StaleStoreWarning, match="the data have changed since this store was built"):
        assert again.query("posts", person="hym").rows
    again.build()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert again.query("posts", person="hym").rows


@pytest.mark.parametrize("left", ["nothing", "an empty folder", "what a stopped build leaves", "a pointer that is cut"])
def test_with_build_a_store_that_cannot_be_opened_is_built_first(tmp_path: Path, run: Run, left: str) -> None:
    copied_small(tmp_path)
    store = tmp_path / "build" / "store"
    if left != "nothing":
        store.mkdir(parents=True)
    if left == "what a stopped build leaves":
        (store / "generation-0123456789ab").mkdir()
    if left == "a pointer that is cut":
        (store / "kg-store.json").write_text('{"gener', encoding="utf-8")
    ended = run("--project", str(tmp_path), "query", "posts", "--person", "hym", "-f", "csv", "--build")
    assert (ended.returncode, ended.stderr) == (0, "")


# ---- the command line


def test_options_before_the_question_hold_for_it(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "led.csv"
    ended = run("query", "-f", "csv", "-o", str(written), "who-led", "--initiative", BOOKSHOP, store=True)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert written.read_text(encoding="utf-8-sig").splitlines()[0].startswith("set,")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "dataset", "-f", "csv"), "a dataset cannot be written as csv"),
        (("export", "statements", "-o", "x.svg"), "x.svg cannot be written as svg"),
        (("export", "statements", "-f", "csv", "-o", "x.json"), "x.json would hold csv, not json"),
        (("show", "hym", "-o", "x.csv"), "x.csv cannot be written as csv"),
        (("chart", "tenures", "-o", "x.gexf"), "x.gexf cannot be written as gexf"),
        (("graph", "-o", "x.gif"), "x.gif cannot be written as gif"),
        (("query", "who-led", "--initiative", BOOKSHOP, "-o", "x.ttl"), "x.ttl cannot be written as turtle"),
        (("query", "coverage", "-o", "x.zip"), "x.zip cannot be written as zip"),
        (("query", "coverage", "-o", "x.out"), "x.out cannot be written as out"),
        (("query", "coverage", "-o", "x.csv.gz"), "x.csv.gz cannot be written as gz"),
        (("search", "柯桥", "-o", "x.png"), "x.png cannot be written as png"),
        (("network", "export", "-o", "x.txt"), "x.txt cannot be written as txt"),
        (("network", "paths", "张良", "李琴", "-o", "x.zip"), "x.zip cannot be written as zip"),
    ],
)
def test_the_ending_of_a_file_gives_the_format_or_is_refused(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    ended = run(*arguments, store=True, cwd=tmp_path)
    assert (ended.returncode, list(tmp_path.iterdir())) == (2, [])
    assert ended.stderr.startswith(f"Error: {message}")
    if " would hold " not in message:
        assert re.search(r"\nHint: (Known endings: \.|One of: )", ended.stderr)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("quote", "002", "先锋书店", "-o", "x.xlsx"), "x.xlsx cannot be written as xlsx\nHint: Known endings: .ttl\n"),
        (("demo", "-o", "x.png"), "x.png cannot be written as png\nHint: Known endings: .html\n"),
        (
            ("place", "叶家堰", "-o", "x.gexf"),
            "x.gexf cannot be written as gexf\nHint: Known endings: .txt, .csv, .tsv",
        ),
        (("check", "-o", "x.html"), "x.html cannot be written as html\nHint: Known endings: .txt, .csv, .tsv, .json"),
    ],
)
def test_commands_without_a_store_refuse_an_ending_too(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    ended = run(*arguments, cwd=tmp_path)
    assert (ended.returncode, list(tmp_path.iterdir())) == (2, [])
    assert ended.stderr.startswith(f"Error: {message}")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("x.csv", "\ufeffid,kind,"),
        ("X.CSV", "\ufeffid,kind,"),
        ("x.tsv", "id\tkind\t"),
        ("x.jsonl", '{"id": '),
        ("x.ndjson", '{"id": '),
        ("x.json", '{\n "head": {'),
        ("x.txt", "id  "),
        ("x", "\ufeffid,kind,"),
    ],
)
def test_the_ending_of_a_file_gives_the_format(run: Run, tmp_path: Path, name: str, first: str) -> None:
    assert run("export", "statements", "-o", str(tmp_path / name), store=True).returncode == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(first)

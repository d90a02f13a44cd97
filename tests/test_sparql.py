"""SPARQL as it is written: right or refused, the same by every way in, and ended by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

import kg
from conftest import ROOT, Run
from kg.errors import KgError, QueryError, UsageError
from kg.store import OxigraphStore
from kg.store.syntax import line_of, names_dataset, refuse_services, require_query, with_graphs, with_prefixes
from kg.store.worker import in_worker
from kg.terms.namespaces import PREFIXES

G: Final = "https://w3id.org/programs-and-actors/graph/"
ARTICLE: Final = f"<{PREFIXES['source']}002-keqiao-rural-work-instructors>"
INSTRUCTORS: Final = f"<{G}002-keqiao-rural-work-instructors>"
TENURES: Final = (
    "PREFIX kg: <https://w3id.org/programs-and-actors/ontology/> SELECT (COUNT(DISTINCT ?s) AS ?n) {} {{ {} }}"
)
RUNAWAY: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def base(store_path: Path) -> kg.Base:
    return kg.open(ROOT, store_path)


def by_query(base: kg.Base, sparql: str) -> str:
    return base.query(sparql).records()[0]["n"]


def by_rdflib(base: kg.Base, sparql: str) -> str:
    return str(next(iter(base.graph.query(sparql)))[0])  # type: ignore[index]


# ---- FROM and FROM NAMED


@pytest.mark.parametrize("ask", [by_query, by_rdflib])
@pytest.mark.parametrize(
    ("dataset", "pattern", "count"),
    [
        ("", "?s a kg:Tenure", "79"),
        (f"FROM {INSTRUCTORS}", "?s a kg:Tenure", "26"),
        (f"from {INSTRUCTORS}", "?s a kg:Tenure", "26"),
        (f"FROM {INSTRUCTORS} FROM <{G}000-keqiao-strong-foundation>", "?s a kg:Tenure", "35"),
        ("FROM <urn:nothing>", "?s a kg:Tenure", "0"),
        (f"FROM NAMED {INSTRUCTORS}", "?s a kg:Tenure", "0"),
        (f"FROM NAMED {INSTRUCTORS}", "GRAPH ?g { ?s a kg:Tenure }", "26"),
        (f"FROM <urn:nothing> FROM NAMED {INSTRUCTORS}", "GRAPH ?g { ?s a kg:Tenure }", "26"),
        (f"FROM {INSTRUCTORS}", "GRAPH ?g { ?s a kg:Tenure }", "0"),
        (f"FROM {ARTICLE}", "?s a kg:Tenure", "26"),
        (f"FROM NAMED {ARTICLE}", "GRAPH ?g { ?s a kg:Tenure }", "26"),
        ("", f"GRAPH {ARTICLE} {{ ?s a kg:Tenure }}", "26"),
        ("", f"?s a kg:Tenure ; kg:statedIn {ARTICLE}", "26"),
        ("", "?s a kg:Tenure . FILTER(STR(?s) != 'FROM <urn:nothing>')", "79"),
        ("# FROM <urn:nothing>\n", "?s a kg:Tenure", "79"),
        ("", "?s a kg:Tenure . BIND(1 AS ?from)", "79"),
    ],
)
def test_a_dataset_clause_means_what_sparql_says(
    base: kg.Base, ask: Callable[[kg.Base, str], str], dataset: str, pattern: str, count: str
) -> None:
    assert ask(base, TENURES.format(dataset, pattern)) == count


def test_a_graph_page_of_a_query_with_a_dataset_holds_no_more(base: kg.Base) -> None:
    asked = "SELECT ?statement FROM <urn:nothing> { ?statement a kg:Tenure }"
    with pytest.raises(UsageError, match="no statement draws an edge"):
        base.page(query=asked)


@pytest.mark.parametrize(
    ("sparql", "named"),
    [
        ("SELECT * FROM <a> { ?s ?p ?o }", True),
        ("SELECT *\nfrom named <a> { ?s ?p ?o }", True),
        ("SELECT * { ?s ?p 'FROM <a>' }", False),
        ('SELECT * { ?s ?p """a\nFROM <a>""" }', False),
        ("SELECT * { ?s <urn:FROM> ?from }", False),
        ("SELECT * { ?s x:FROM $from } # FROM <a>", False),
    ],
)
def test_the_lexer_finds_a_dataset_clause(sparql: str, named: bool) -> None:  # noqa: FBT001 - a table
    assert names_dataset(sparql) is named


@pytest.mark.parametrize(
    ("sparql", "meant"),
    [
        ("SELECT * FROM source:a { ?s ?p ?o }", "SELECT * FROM <{graph}a> { ?s ?p ?o }"),
        ("PREFIX a: <{source}> ASK FROM NAMED a:b {}", "PREFIX a: <{source}> ASK FROM NAMED <{graph}b> {}"),
        ("BASE <{source}> ASK { GRAPH # named\n<a> {} }", "BASE <{source}> ASK { GRAPH # named\n<{graph}a> {} }"),
        ("ASK { ?s kg:statedIn <{source}a> }", "ASK { ?s kg:statedIn <{source}a> }"),
        ("ASK { SERVICE <{source}a> {} } # FROM <{source}a>", "ASK { SERVICE <{source}a> {} } # FROM <{source}a>"),
        ("ASK FROM <{source}> {}", "ASK FROM <{source}> {}"),
        ("ASK FROM <{graph}a> { ?s ?p 'GRAPH <{source}a>' }", "ASK FROM <{graph}a> { ?s ?p 'GRAPH <{source}a>' }"),
    ],
)
def test_an_article_means_its_graph_where_a_graph_is_meant(sparql: str, meant: str) -> None:
    def whole(text: str) -> str:
        return text.replace("{source}", PREFIXES["source"]).replace("{graph}", PREFIXES["graph"])

    assert with_graphs(whole(sparql)) == whole(meant)


# ---- what is refused, with which words


@pytest.mark.parametrize(
    ("sparql", "message", "hint"),
    [
        ("", "the query is empty", "Write a SELECT, ASK, CONSTRUCT or DESCRIBE query."),
        ("  # nothing\n", "the query is empty", "Write a SELECT"),
        ("PREFIX kg: <urn:kg>", "the query is empty", "Write a SELECT"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "line 1: INSERT changes data", "Edit graph_data/"),
        ("PREFIX x: <urn:x>\nDELETE WHERE { ?s ?p ?o }", "line 2: DELETE changes data", "Edit graph_data/"),
        ("LOAD <http://127.0.0.1:9/>", "line 1: LOAD changes data", "Edit graph_data/"),
        ("CLEAR ALL", "line 1: CLEAR changes data", "Edit graph_data/"),
        (
            "SELECT ?i { ?i wdt:P31 wd:Q146 }",
            "line 1: the prefix wdt: is not declared",
            "Put before the query: PREFIX wdt: <http://www.wikidata.org/prop/direct/>",
        ),
        (
            "SELECT ?i {\n ?i my:own ?x }",
            "line 2: the prefix my: is not declared",
            "Put before the query: PREFIX my: <its IRI>",
        ),
        (
            "SELECT ?i { ?i :own ?x }",
            "line 1: the prefix : is not declared",
            "Put before the query: PREFIX : <its IRI>",
        ),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "line 1: SERVICE calls another host", "--allow"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "line 1: SERVICE calls another host, what a", "Write the IRI"),
        (
            "PREFIX x: <http://127.0.0.1:9/>\nSELECT * {\n SERVICE # why\n x:sparql { ?s ?p ?o } }",
            "line 3: SERVICE calls another host, <http://127.0.0.1:9/sparql>",
            "--allow-service http://127.0.0.1:9/sparql",
        ),
        (
            "BASE <http://127.0.0.1:9/a/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
            "line 1: SERVICE calls another host, <http://127.0.0.1:9/a/sparql>",
            "--allow-service",
        ),
        ("SELECT * {\r ?s ?p ?o .\r FILTR(?x) }", "syntax error in the query, line 3, column 10: expected", "Correct"),
        ("SELECT * {\r\n ?s ?p ?o .\r\n FILTR(?x) }", "syntax error in the query, line 3, column", "Correct"),
        ('SELECT ("a\u2028b" AS ?x) {\n FILTR(?x) }', "syntax error in the query, line 2, column", "Correct"),
        ('SELECT ("a\u0085b\x0b\x0c" AS ?x) {\n FILTR(?x) }', "syntax error in the query, line 2, column", "Correct"),
    ],
)
def test_what_is_wrong_is_named(base: kg.Base, sparql: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as error:
        base.sparql(sparql)
    assert error.value.message.startswith(message)
    assert hint in error.value.hint


def test_words_that_only_look_like_it_are_let_through(base: kg.Base) -> None:
    asked = "SELECT ?service { BIND('INSERT SERVICE <http://127.0.0.1:9/> LOAD' AS ?service) } # SERVICE ?x"
    assert base.query(asked).records()[0]["service"].startswith("INSERT SERVICE")


@pytest.mark.parametrize(
    ("sparql", "declared"),
    [
        ("SELECT ?s { ?s a kg:Tenure }", "PREFIX kg: "),
        ("PREFIX kg: <urn:x> SELECT ?s { ?s a kg:Tenure }", ""),
        ("SELECT ?s { ?s ?p 'kg:Tenure' } # kg:Tenure", ""),
        ("SELECT ?s { ?s ^kg:actor/kg:role ?o }", "PREFIX kg: "),
    ],
)
def test_the_projects_prefixes_are_declared_where_they_are_missing(sparql: str, declared: str) -> None:
    text = with_prefixes(sparql)
    assert text.endswith(sparql)
    assert text.removesuffix(sparql).startswith(declared)
    assert (text == sparql) is (not declared)


def test_lines_are_counted_as_editors_count_them() -> None:
    assert [line_of("a\r\nb\rc\nd\u2028e\x0bf", at) for at in (0, 3, 5, 7, 9, 11)] == [1, 2, 3, 4, 4, 4]


def test_a_service_that_is_named_is_let_through() -> None:
    asked = "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICE x:sparql { ?s ?p ?o } }"
    refuse_services(asked, {"http://127.0.0.1:9/sparql"})
    with pytest.raises(QueryError):
        refuse_services(asked, {"http://127.0.0.1:9/other"})
    require_query(asked)


# ---- no connection is opened


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Return the URL of a server on loopback and the list of what it was asked."""
    hits: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", hits
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(<{url}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        "PREFIX h: <{url}> SELECT * {{ SERVICE h:x {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD <{url}>",
        "LOAD SILENT <{url}> INTO GRAPH <urn:g>",
    ],
)
def test_no_query_opens_a_connection(base: kg.Base, listener: tuple[str, list[str]], sparql: str) -> None:
    url, hits = listener
    asked = sparql.format(url=url)
    for way in (base.sparql, base.graph.query):
        try:
            way(asked)
        except (KgError, SyntaxError):
            continue
    assert hits == []


def test_a_service_that_is_allowed_is_called(listener: tuple[str, list[str]]) -> None:
    url, hits = listener
    store = OxigraphStore(ox.Store(), "memory", services={url})
    with pytest.raises(KgError):
        store.query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")
    assert len(hits) == 1


def test_a_prepared_query_is_refused_for_rdflibs_engine_would_fetch(base: kg.Base) -> None:
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415 - with the case it is for

    with pytest.raises(UsageError, match="a prepared query"):
        base.graph.query(prepareQuery("SELECT * { ?s ?p ?o }"))


# ---- Ctrl-C


IN_PYTHON: Final = f"""
import kg, os, signal, sys, threading, time
base = kg.open(sys.argv[1], sys.argv[2])
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
began = time.monotonic()
try:
    base.query("{RUNAWAY}")
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - began < 5)
print(base.query("SELECT (COUNT(*) AS ?n) {{ ?s a kg:Tenure }}").records())
"""


def test_a_query_is_interrupted_in_python_and_the_next_one_answers(store_path: Path) -> None:
    command = [sys.executable, "-c", IN_PYTHON, str(ROOT), str(store_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "interrupted True\n({'n': '79'},)\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "-"),
        ("query", "-", "-o", "kept.csv"),
        ("graph", "--query", "-", "-o", "kept.csv.html"),
    ],
)
@pytest.mark.parametrize("signals", [(signal.SIGINT,), (signal.SIGINT, signal.SIGINT), (signal.SIGTERM,)])
def test_a_command_is_interrupted(
    store_path: Path, tmp_path: Path, arguments: tuple[str, ...], signals: tuple[signal.Signals, ...]
) -> None:
    kept = tmp_path / "kept.csv"
    kept.write_text("old", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "--project", str(ROOT), *arguments, "--store", str(store_path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, **pipes)  # type: ignore[call-overload]
    started.stdin.write(RUNAWAY)
    started.stdin.close()
    time.sleep(3)  # the query runs by then; it would go on for minutes
    began = time.monotonic()
    for number in signals:
        started.send_signal(number)
    assert started.wait(timeout=20) == 130
    assert time.monotonic() - began < 5
    assert started.stderr.read() == "\nInterrupted; nothing was written.\n"
    assert started.stdout.read() == ""
    assert [path.name for path in tmp_path.iterdir()] == ["kept.csv"]
    assert kept.read_text(encoding="utf-8") == "old"
    started.stdout.close()
    started.stderr.close()


# ---- the worker


def test_the_worker_gives_what_is_computed_and_raises_what_is_raised() -> None:
    assert in_worker(lambda: 6 * 7) == 42
    with pytest.raises(ZeroDivisionError):
        in_worker(lambda: 1 // 0)
    assert in_worker(lambda: in_worker(lambda: threading.current_thread().name)) == "kg-oxigraph"


def test_the_worker_is_not_waited_for_beyond_a_limit() -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError, match="no end within 1 seconds"):
        in_worker(lambda: time.sleep(8), 1)
    assert time.monotonic() - began < 5
    assert in_worker(lambda: "next") == "next"


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE " + "{" * 1_900 + " ?s ?p ?o " + "}" * 1_900,
        "SELECT * { ?s ?p ?o FILTER(" + "(" * 1_900 + "?s" + ")" * 1_900 + ") }",
        "SELECT * { ?s ?p ?o FILTER(" + "||".join(["BOUND(?s)"] * 990) + ") }",
    ],
)
def test_deep_and_long_queries_are_answered(sparql: str) -> None:
    assert list(OxigraphStore.memory().query(sparql)) == []  # type: ignore[arg-type]


def test_the_command_line_calls_a_service_that_is_named(run: Run, listener: tuple[str, list[str]]) -> None:
    url, hits = listener
    asked = f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"
    refused = run("query", "-", store=True, given=asked)
    assert (refused.returncode, hits) == (1, [])
    assert refused.stderr.endswith(f"Hint: If you trust it: --allow-service {url}\n")
    called = run("query", "-", "--allow-service", url, store=True, given=asked)
    assert (called.returncode, len(hits)) == (1, 1)
    assert "Traceback" not in called.stderr

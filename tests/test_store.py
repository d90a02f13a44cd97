"""Stores: locked, damaged, full or killed, nothing is lost; every engine and an endpoint give the same rows."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
import rdflib

import kg
from conftest import ROOT, Run
from kg.build import build
from kg.errors import KgError, QueryError, StoreError
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project, locate
from kg.questions import catalogue, evaluated
from kg.questions import run as run_query
from kg.store import POINTER, OxigraphStore, Solutions, Store, building, open_store, rows
from kg.store.endpoint import EndpointStore
from kg.store.syntax import MAX_NESTING, MAX_OPERATORS, refuse_unsafe
from kg.tables.table import Table, cell_text

COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
QUAD: Final = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("一"), ox.NamedNode("urn:g"))


def test_rows_are_those_of_a_select_and_none_of_another_query() -> None:
    store = OxigraphStore.memory()
    store.extend([QUAD])
    assert [row["o"].value for row in rows(store, "SELECT ?o { ?s ?p ?o }")] == ["一"]
    assert list(rows(store, "ASK { ?s ?p ?o }")) == []
    assert list(rows(store, "CONSTRUCT WHERE { ?s ?p ?o }")) == []


def count(path: Path) -> str:
    table = evaluated(COUNT, open_store(str(path)))
    assert isinstance(table, Table)
    return cell_text(table.rows[0][0])


def small(path: Path, *more: ox.Quad) -> None:
    with building(path) as store:
        store.extend([QUAD, *more])


def generations(path: Path) -> list[str]:
    return sorted(p.name for p in path.glob("generation-*"))


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a second process with a piece of Python."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


HOLD: Final = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import building
with building(Path(sys.argv[1])) as store:
    store.extend([Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(str(n)), NamedNode("urn:g")) for n in range(3)])
    print("building", flush=True)
    sys.stdin.read()
"""


def test_a_store_that_is_being_built_is_locked_and_still_answers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "库 store"
    small(path)
    other = start(HOLD, str(path))
    assert other.stdout is not None
    assert other.stdout.readline() == "building\n"
    refused = run("build", "--store", str(path))
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Error: the store at {path} is locked: process {other.pid} is building it\n"
        "Hint: Wait for it to end, or build elsewhere with --store.\n"
    )
    assert count(path) == "1"
    other.communicate("", timeout=60)
    assert other.returncode == 0
    assert count(path) == "3"


@pytest.mark.parametrize("missing", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS], ids=os.strerror)
def test_without_locks_in_the_file_system_a_build_goes_on_and_says_so(
    run: Run, small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: int
) -> None:
    def no_locks(_file: int, _how: int) -> None:
        raise OSError(missing, os.strerror(missing))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    path = tmp_path / "store"
    built = run("--project", str(small_project), "build", "--store", str(path))
    assert built.returncode == 0
    note, summary = built.stderr.splitlines()
    assert note == (
        f"Note: {path}: the file system has no locks ({os.strerror(missing)}); let no other build run there meanwhile."
    )
    assert summary.startswith(f"Built {path}: ")
    assert run("--project", str(small_project), "build", "--quiet", "--store", str(path)).stderr == ""


def test_a_lock_left_by_a_killed_process_does_not_bind_whatever_process_has_its_number_now(tmp_path: Path) -> None:
    path = tmp_path / "store"
    small(path)
    (path / "building.lock").write_text(str(os.getpid()), encoding="ascii")
    small(path)
    assert count(path) == "1"


def test_a_reader_keeps_its_store_while_two_builds_replace_it(tmp_path: Path) -> None:
    path = tmp_path / "store"
    small(path)
    reader = open_store(str(path))
    small(path, ox.Quad(ox.NamedNode("urn:t"), ox.NamedNode("urn:p"), ox.Literal("二"), ox.NamedNode("urn:g")))
    table = evaluated(COUNT, reader)
    assert isinstance(table, Table)
    assert cell_text(table.rows[0][0]) == "1"
    assert count(path) == "2"
    assert len(generations(path)) == 2
    small(path)
    assert len(generations(path)) == 2


def test_the_generation_before_is_kept_and_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "store"
    small(path)
    (before,) = generations(path)
    (path / "generation-ffffffffffff").mkdir()
    (path / "generation-ffffffffffff" / "000001.log").write_text("half", encoding="ascii")
    small(path)
    assert before in generations(path)
    assert len(generations(path)) == 2
    assert "generation-ffffffffffff" not in generations(path)


def _fail_while_building(path: Path) -> None:
    with building(path) as store:
        store.extend([QUAD])
        raise ZeroDivisionError


def test_a_build_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "store"
    small(path)
    kept = generations(path)
    with pytest.raises(ZeroDivisionError):
        _fail_while_building(path)
    assert generations(path) == kept
    assert count(path) == "1"


def test_a_build_that_fails_on_a_damaged_store_removes_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "store"
    small(path)
    kept = generations(path)
    (path / POINTER).write_text("garbage", encoding="ascii")
    with pytest.raises(ZeroDivisionError):
        _fail_while_building(path)
    assert generations(path) == kept
    small(path)
    assert count(path) == "1"


BAD_PATHS: Final = {
    "nothing there": (None, "there is no store at", "Build one with: kg build"),
    "a file": ("text", "is a file, not a store", "Build one with: kg build"),
    "an empty folder": ({}, "is not a store", "Build one with: kg build"),
    "a folder of other things": ({"a.txt": "x"}, "is not a store", "--store"),
    "a pointer that is garbage": ({POINTER: "\x00\x01{"}, "cannot be read", "kg build"),
    "a pointer that is a list": ({POINTER: "[1]"}, "cannot be read", "kg build"),
    "a pointer without its member": ({POINTER: "{}"}, "cannot be read", "kg build"),
    "a pointer to nothing": ({POINTER: '{"generation": "generation-0"}'}, "there is no store at", "kg build"),
    "a store that is no RocksDB": ({"CURRENT": "x"}, "cannot be opened", "kg build"),
}


@pytest.mark.parametrize(("content", "message", "hint"), BAD_PATHS.values(), ids=BAD_PATHS.keys())
def test_what_is_no_store_is_told(
    run: Run, tmp_path: Path, content: str | Mapping[str, str] | None, message: str, hint: str
) -> None:
    path = tmp_path / "store"
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    elif content is not None:
        path.mkdir()
        for name, text in content.items():
            (path / name).write_text(text, encoding="utf-8")
    told = run("show", "胡燕鸣", "--store", str(path))
    assert told.returncode == 1
    assert told.stdout == ""
    first, second = told.stderr.rstrip("\n").rsplit("\n", 1)
    assert first.startswith("Error: ")
    assert message in first
    assert second.startswith("Hint: ")
    assert hint in second


def test_a_path_too_long_for_any_file_is_told(run: Run) -> None:
    for command in (("show", "x"), ("build",)):
        told = run(*command, "--store", "x" * 5000)
        assert told.returncode == 1
        assert "too long" in told.stderr
        assert "unexpected" not in told.stderr


@pytest.mark.parametrize("content", ["text", {"a.txt": "x"}], ids=["a file", "another's folder"])
def test_build_does_not_overwrite_what_is_no_store(run: Run, tmp_path: Path, content: str | dict[str, str]) -> None:
    path = tmp_path / "mine"
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    else:
        path.mkdir()
        (path / "a.txt").write_text("x", encoding="utf-8")
    told = run("build", "--store", str(path))
    assert told.returncode == 1
    assert "not a store" in told.stderr
    assert "Hint: Name " in told.stderr
    assert (path if path.is_file() else path / "a.txt").read_text(encoding="utf-8") in {"text", "x"}


def _damage_missing(generation: Path) -> None:
    (generation / "CURRENT").unlink()


def _damage_tables(generation: Path) -> None:
    for table in generation.glob("*.sst"):
        table.write_bytes(table.read_bytes()[:100])


def _damage_bits(generation: Path) -> None:
    for table in generation.glob("*.sst"):
        raw = bytearray(table.read_bytes())
        raw[: len(raw) // 2 : 7] = bytes(b ^ 0x55 for b in raw[: len(raw) // 2 : 7])
        table.write_bytes(raw)


@pytest.mark.parametrize("damage", [_damage_missing, _damage_tables, _damage_bits])
def test_a_damaged_store_is_told_and_building_again_mends_it(program: Run, tmp_path: Path, damage: object) -> None:
    path = tmp_path / "store"
    small(path)
    assert callable(damage)
    damage(path / generations(path)[0])
    told = program("query", "-", "--store", str(path), given="SELECT * { ?s ?p ?o }")
    assert told.returncode == 1
    assert told.stderr.startswith("Error: ")
    assert "kg build" in told.stderr
    assert "unexpected" not in told.stderr
    small(path)
    assert count(path) == "1"


FULL: Final = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write beyond the limit fails as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv[1:] = sys.argv[2:]
from kg.cli import main
main()
"""


@pytest.mark.parametrize("limit", [10, 20_000, 100_000])
def test_a_full_disk_is_told_and_the_old_store_stays(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "store"
    small(path)
    (path / "building.lock").unlink()
    full = start(FULL, str(limit), "--project", str(ROOT), "build", "--store", str(path))
    _, told = full.communicate(timeout=120)
    assert full.returncode == 1, told
    assert told.startswith("Error: ")
    assert "\nHint: " in told
    assert "unexpected" not in told
    assert "space" in told or "disk" in told
    assert count(path) == "1"
    assert len(generations(path)) == 1
    small(path)
    assert count(path) == "1"


KILL: Final = """
import os, signal, sys
from pathlib import Path
from kg.build import build
from kg.project import locate
moment = sys.argv[3]
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
steps = []
def tell(step, count):
    steps.append(step)
    if moment == str(len(steps)):
        die()
replace = Path.replace
def swap(self, target):
    if moment == "before the swap":
        die()
    replace(self, target)
    if moment == "after the swap":
        die()
Path.replace = swap
build(locate(Path(sys.argv[1])), Path(sys.argv[2]), tell)
"""


@pytest.fixture(scope="module")
def small_count(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return how many triples the store of the small project has."""
    path = tmp_path_factory.mktemp("counted") / "store"
    build(locate(small_project), path)
    return count(path)


@pytest.mark.parametrize("moment", ["1", "2", "3", "5", "before the swap", "after the swap"])
def test_kill_9_at_a_known_moment_leaves_a_store_that_answers(
    small_project: Path, small_count: str, tmp_path: Path, moment: str
) -> None:
    path = tmp_path / "store"
    small(path)
    killed = start(KILL, str(small_project), str(path), moment)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert count(path) == ("1" if moment != "after the swap" else small_count)
    small(path)
    assert count(path) == "1"
    assert len(generations(path)) == 2


@pytest.mark.parametrize("moment", ["1", "before the swap"])
def test_kill_9_of_the_first_build_of_all_does_not_bar_the_next(
    small_project: Path, tmp_path: Path, moment: str
) -> None:
    path = tmp_path / "store"
    killed = start(KILL, str(small_project), str(path), moment)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(StoreError, match="is not a store"):
        open_store(str(path))
    small(path)
    assert count(path) == "1"
    assert len(generations(path)) == 1


def test_kill_9_of_kg_build_after_growing_delays_leaves_a_store_that_answers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "store"
    small(path)
    answers = {"1"}
    for tenths in range(1, 40, 4):
        command = [sys.executable, "-m", "kg", "build", "--quiet", "--store", str(path)]
        builder = subprocess.Popen(command, cwd=ROOT)
        try:
            builder.wait(timeout=tenths / 10)
        except subprocess.TimeoutExpired:
            builder.kill()
            builder.wait()
        else:
            break
        answers.add(count(path))
    assert len(answers) <= 2, "only the old and the new store were ever seen"
    assert run("build", "--store", str(path)).returncode == 0
    assert int(count(path)) > 1
    assert len(generations(path)) <= 2


# The same rows from every engine -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def memory(store: Store) -> OxigraphStore:
    """Return a copy of the built store in memory."""
    assert isinstance(store, OxigraphStore)
    copy = OxigraphStore.memory()
    copy.extend(store.raw.quads_for_pattern(None, None, None, None))
    return copy


@pytest.fixture(scope="module")
def plain_rdflib(memory: OxigraphStore) -> rdflib.Dataset:
    """Return the same quads in rdflib's own store, for rdflib's own engine."""
    dataset = rdflib.Dataset(default_union=True)
    for s, p, o, graph in memory.raw:
        dataset.graph(_in_rdflib(graph)).add((_in_rdflib(s), _in_rdflib(p), _in_rdflib(o)))
    return dataset


def _in_rdflib(term: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, ox.Literal), "no blank nodes in a store"
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def questions(project: Project, store: Store) -> dict[str, str]:
    """Return the catalogue's SPARQL with its examples, a real statement in place of the one that no store has."""
    some = evaluated("SELECT ?s { ?s kg:holder ?h } ORDER BY ?s LIMIT 1", store)
    assert isinstance(some, Table)
    return {
        q.name: q.text.replace(
            "statement:EXAMPLE", f"statement:{cell_text(some.rows[0][0]).removeprefix('statement:')}"
        )
        for q in catalogue(project.queries)
    }


def rows_of(found: object) -> list[tuple[str, ...]]:
    """Return the sorted rows of a store's or rdflib's result, each term as its text."""
    if isinstance(found, Solutions):
        return sorted(tuple("" if cell is None else cell.value for cell in row) for row in found)
    assert isinstance(found, rdflib.query.Result)
    assert found.vars is not None
    return sorted(tuple("" if cell is None else str(cell) for cell in row) for row in found)  # type: ignore[union-attr]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")  # its own engine uses what it deprecates
def test_every_engine_gives_the_same_rows(
    project: Project, store: Store, memory: OxigraphStore, plain_rdflib: rdflib.Dataset
) -> None:
    assert isinstance(store, OxigraphStore)
    through_rdflib = store.as_rdflib()
    asked = questions(project, store)
    assert len(asked) > 5
    for name, text in asked.items():
        expected = rows_of(store.query(text))
        assert expected, name
        assert rows_of(memory.query(text)) == expected, name
        assert rows_of(through_rdflib.query(text)) == expected, name
        assert rows_of(plain_rdflib.query(text)) == expected, name


# An endpoint -------------------------------------------------------------------------------------------------------


class Endpoint(ThreadingHTTPServer):
    """A SPARQL 1.1 endpoint over a store whose default graph is empty, with paths that misbehave."""

    daemon_threads = True

    def __init__(self, store: ox.Store) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = store
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


Answer = tuple[int, str, bytes]
CANNED: Final[Mapping[str, Answer]] = {
    "/html": (200, "text/html; charset=utf-8", b"<html>Welcome</html>"),
    "/500": (500, "text/plain", b"out of memory"),
    "/404": (404, "text/html", b"<h1>no such page</h1>"),
    "/broken": (200, "application/sparql-results+json", b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s":'),
    "/late": (
        200,
        "application/sparql-results+json",
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:a"}},{"s":{"type":"uri","va',
    ),
    "/empty": (200, "application/sparql-results+json", b""),
    "/turtle": (200, "text/turtle", b"this is { no turtle"),
}


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Endpoint

    def do_POST(self) -> None:
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.path == "/slow":
            self.server.stopped.wait(60)
        elif self.path == "/hangs-up":
            self.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")
        elif self.path == "/cut":
            self.answer((200, "application/sparql-results+json", b"{}"), length=100)
        else:
            self.answer(CANNED.get(self.path) or self.sparql(form))

    def sparql(self, form: Mapping[str, list[str]]) -> Answer:
        default = [ox.NamedNode(g) for g in form.get("default-graph-uri", [])]
        named = [ox.NamedNode(g) for g in form.get("named-graph-uri", [])]
        graphs = {"default_graph": list(default), "named_graphs": list(named)} if default or named else {}
        try:
            found = self.server.store.query(form["query"][0], **graphs)  # type: ignore[arg-type]
        except SyntaxError as error:
            return 400, "text/plain; charset=utf-8", f"Bad query: {error.msg}".encode()
        if isinstance(found, ox.QueryTriples):
            body, kind = found.serialize(format=ox.RdfFormat.N_TRIPLES), "application/n-triples"
        else:
            body, kind = found.serialize(format=ox.QueryResultsFormat.JSON), "application/sparql-results+json"
        return 200, kind, body or b""

    def answer(self, answer: Answer, length: int | None = None) -> None:
        status, kind, body = answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden argument
        del format, args


@contextmanager
def serving(store: ox.Store) -> Iterator[Endpoint]:
    server = Endpoint(store)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def endpoint(memory: OxigraphStore) -> Iterator[Endpoint]:
    with serving(memory.raw) as server:
        yield server


def test_an_endpoint_whose_default_graph_is_empty_gives_the_same_rows(
    project: Project, store: Store, endpoint: Endpoint
) -> None:
    bare = EndpointStore(f"{endpoint.url}/sparql")
    assert not list(endpoint.store.query("SELECT * { ?s ?p ?o } LIMIT 1"))  # type: ignore[arg-type]
    for name, text in questions(project, store).items():
        assert rows_of(bare.query(text)) == rows_of(store.query(text)), name
    made = bare.query("CONSTRUCT WHERE { ?s <https://w3id.org/programs-and-actors/ontology/holder> ?o }")
    assert isinstance(made, list)
    assert made


def test_an_endpoint_whose_default_graph_is_the_union_is_asked_without_graphs() -> None:
    flat = ox.Store()
    flat.add(ox.Quad(QUAD.subject, QUAD.predicate, QUAD.object))
    with serving(flat) as server:
        store = open_store(f"{server.url}/sparql")
        table = evaluated(COUNT, store)
        assert isinstance(table, Table)
        assert cell_text(table.rows[0][0]) == "1"


def test_the_program_works_on_an_endpoint_as_on_its_own_store(run: Run, endpoint: Endpoint) -> None:
    url = f"{endpoint.url}/sparql"
    for command in (
        ("query", "who-led", "--initiative", "先锋书店项目", "-f", "json"),
        ("show", "胡燕鸣"),
        ("export", "statements"),
    ):
        remote, local = run(*command, "--store", url), run(*command, store=True)
        assert remote.returncode == local.returncode == 0, remote.stderr
        assert remote.stdout == local.stdout


MISBEHAVIOUR: Final = {
    "/html": (StoreError, "answered text/html, not SPARQL results", "web page"),
    "/500": (StoreError, "answered 500 Internal Server Error: out of memory", "URL"),
    "/404": (StoreError, "answered 404", "URL"),
    "/broken": (StoreError, "sent a broken answer", "Try again"),
    "/late": (StoreError, "sent a broken answer", "Try again"),
    "/empty": (StoreError, "sent a broken answer", "Try again"),
    "/turtle": (StoreError, "sent a broken answer", "Try again"),
    "/cut": (StoreError, "cannot be reached: IncompleteRead", "running"),
    "/hangs-up": (StoreError, "cannot be reached", "running"),
    "/slow": (StoreError, "did not answer within 0.2 s", "running"),
}


@pytest.mark.parametrize(("path", "expected"), MISBEHAVIOUR.items(), ids=MISBEHAVIOUR.keys())
def test_an_endpoint_that_misbehaves_is_told(
    endpoint: Endpoint, path: str, expected: tuple[type[KgError], str, str]
) -> None:
    kind, message, hint = expected
    with pytest.raises(kind) as caught:
        evaluated("SELECT ?s { ?s ?p ?o }", EndpointStore(endpoint.url + path, timeout=0.2 if path == "/slow" else 30))
    assert message in caught.value.message
    assert endpoint.url + path in caught.value.message
    assert hint in caught.value.hint


def test_an_endpoint_refuses_a_broken_query_and_its_words_are_told(run: Run, endpoint: Endpoint) -> None:
    told = run("query", "-", "--store", f"{endpoint.url}/sparql", given="SELECT ?s WHERE { ?s ?p }")
    assert told.returncode == 1
    assert "refused the query: Bad query: error at 1:" in told.stderr
    assert "Hint: Mend the query.\n" in told.stderr


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:x/", "http://127.0.0.1:1/端点", "closed"])
def test_an_endpoint_that_is_not_there_is_told(run: Run, url: str) -> None:
    if url == "closed":
        with serving(ox.Store()) as server:
            url = server.url
    told = run("show", "x", "--store", url)
    assert told.returncode == 1
    assert told.stderr.startswith(f"Error: the endpoint {url} cannot be reached: ")
    assert told.stderr.endswith("\nHint: Is it running, and is the URL right?\n")


# Queries that would end the process --------------------------------------------------------------------------------

BRACES: Final = "{" * 3000 + "}" * 3000
DEEP: Final = {
    "braces": f"SELECT * {{ {BRACES} }}",
    "behind a long string": f"SELECT * {{ ?s ?p ''' ' ''' . {BRACES} ?s ?p ''' ' ''' }}",
    "behind a comment ended by a carriage return": f"SELECT * {{ ?s ?p ?o # x\r{BRACES} }}",
    "behind an escaped quotation mark": f"PREFIX e: <urn:e> SELECT * {{ ?s ?p e:a\\' . {BRACES} ?s ?p 'x' }}",
    "behind a less-than sign": "SELECT * { ?s ?p ?o FILTER(?s<" + "(" * 3000 + "1" + ")" * 3000 + ") }",
    "or": "SELECT * { ?s ?p ?o FILTER(" + "||".join(["?s = 1"] * 20_000) + ") }",
    "not": "SELECT * { ?s ?p ?o FILTER(" + "!" * 20_000 + "?s) }",
    "union": "SELECT * {" + " union ".join(["{}"] * 20_000) + " }",
    "optional": "SELECT * { ?s ?p ?o " + "OPTIONAL{}" * 20_000 + " }",
    "bind": "SELECT * { " + "".join(f"BIND(1 AS ?v{n})" for n in range(10_000)) + " }",
    "path": "SELECT * { ?s " + "/".join(["<urn:p>"] * 20_000) + " ?o }",
}


@pytest.mark.parametrize("query", DEEP.values(), ids=DEEP.keys())
def test_a_query_too_deep_for_the_parser_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"line \d+: (brackets nest deeper|there are more than)"):
        refuse_unsafe(query)


def test_what_is_just_shallow_enough_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "store"
    small(path)
    store = open_store(str(path))
    inner = MAX_NESTING - 1
    for query in (
        "SELECT * { " + "{" * inner + "?s ?p ?o" + "}" * inner + " }",
        "SELECT * { ?s ?p ?o FILTER(" + "||".join(["BOUND(?s)"] * (MAX_OPERATORS - 1)) + ") }",
        "SELECT * { VALUES ?x { " + "<urn:a-b/c!d(e)> kg:a-b-c '{{{' " * 2000 + " } ?s ?p ?o }",
    ):
        table = evaluated(query, store)
        assert isinstance(table, Table)
        assert table.rows


def test_a_catalogue_question_on_a_store_that_breaks_off_is_a_store_error(project: Project, tmp_path: Path) -> None:
    query = tmp_path / "far.rq"
    query.write_text(
        "#+ summary: far\nSELECT ?s WHERE { SERVICE <http://127.0.0.1:65535/> { ?s ?p ?o } }\n", encoding="utf-8"
    )
    small(tmp_path / "store")
    store = open_store(str(tmp_path / "store"), {"http://127.0.0.1:65535/"})
    with pytest.raises(StoreError) as caught:
        run_query(catalogue(tmp_path)[0], store, {})
    assert "SERVICE" in caught.value.hint
    with pytest.raises(StoreError):
        evaluated(query.read_text(encoding="utf-8"), store)
    assert kg.open(project.root, tmp_path / "store").store.location == str(tmp_path / "store")


def test_build_writes_the_pointer_with_the_checksum_of_the_data(
    store_path: Path, loaded: tuple[Corpus, Ontology]
) -> None:
    pointer = json.loads((store_path / POINTER).read_text(encoding="utf-8"))
    assert len(pointer["checksum"]) == 64
    assert int(count(store_path)) > len(loaded[0].statements)

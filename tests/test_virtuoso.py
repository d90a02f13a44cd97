"""The catalogue on somebody else's store: Virtuoso, as Debian packages it, gives the embedded store's rows."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from kg.base.asking import answer_in_words
from kg.dossier import blocks_text, dossier, outline
from kg.errors import KgError
from kg.finding.find import Lookup
from kg.finding.search import StoreIndex
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project
from kg.questions import bind_names, catalogue, find_query, run, silent
from kg.store import OxigraphStore, Store
from kg.store.endpoint import EndpointStore
from kg.tables.table import Table, cell_text
from kg.terms.time import YearRange

PATIENCE: Final = 90.0
SETTINGS: Final = """[Database]
DatabaseFile={folder}/virtuoso.db
ErrorLogFile={folder}/virtuoso.log
LockFile={folder}/virtuoso.lck
TransactionFile={folder}/virtuoso.trx
xa_persistent_file={folder}/virtuoso.pxa
[Parameters]
ServerPort={port}
DirsAllowed={folder}
NumberOfBuffers=20000
MaxOptimizeLayouts=100
StopCompilerWhenXOverRunTime=1
[HTTPServer]
ServerPort=127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows=100000
"""


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def virtuoso(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EndpointStore]:
    """Return a Virtuoso that holds the built store's quads; skip where it is not installed."""
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not server or not client:
        pytest.skip("needs Virtuoso (Debian package virtuoso-opensource-7-bin)")
    assert isinstance(store, OxigraphStore)
    folder = tmp_path_factory.mktemp("virtuoso")
    port, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(folder=folder, port=port, http=http), encoding="utf-8")
    from pyoxigraph import RdfFormat  # noqa: PLC0415

    (folder / "all.nq").write_bytes(store.raw.dump(format=RdfFormat.N_QUADS) or b"")
    started = subprocess.Popen([server, "-f", "-c", "virtuoso.ini"], cwd=folder, stderr=subprocess.DEVNULL)
    try:
        load = f"DB.DBA.TTLP(file_to_string_output('{folder}/all.nq'),'','urn:none',512);"
        wait_for(
            lambda: (
                not subprocess.run(
                    [client, str(port), "dba", "dba", "exec=status();"], capture_output=True, check=False
                ).returncode
            )
        )
        subprocess.run([client, str(port), "dba", "dba", f"exec={load}"], capture_output=True, check=True)
        yield EndpointStore(f"http://127.0.0.1:{http}/sparql")
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(PATIENCE)


def wait_for(ready: object) -> None:
    """Wait until a function says yes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if callable(ready) and ready():
            return
        time.sleep(0.5)
    pytest.fail("Virtuoso did not start")


def rows(table: Table) -> list[tuple[str, ...]]:
    """Return the rows as text."""
    return [tuple(map(cell_text, row)) for row in table.rows]


QUESTIONS: Final = sorted(path.stem for path in (Path(__file__).parents[1] / "queries").glob("*.rq"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_same_rows_in_the_same_order(name: str, store: Store, virtuoso: EndpointStore, project: Project) -> None:
    query = next(q for q in catalogue(project.queries) if q.name == name)
    examples = {p.name: p.example for p in query.parameters if p.required}
    values = bind_names(query, examples, store, Lookup(store, project.register))
    assert bind_names(query, examples, virtuoso, Lookup(virtuoso, project.register)) == values
    expected = run(query, store, values)
    assert rows(expected)
    assert rows(run(query, virtuoso, values)) == rows(expected)


FILTERED: Final[tuple[tuple[str, Mapping[str, YearRange]], ...]] = (
    ("honours", {"years": "2010..2022", "certainty": "stated", "in": "柯桥区"}),
    ("holders", {"in": "柯桥区", "year": 2022, "source": "002"}),
    ("coverage", {"in": "柯桥区", "year": 2022, "certainty": "stated"}),
    ("coverage-years", {"in": "谢家坞村", "source": "000"}),
    ("vocabulary", {"in": "柯桥区", "years": "..2021"}),
)


@pytest.mark.parametrize(("name", "given"), FILTERED, ids=[name for name, _ in FILTERED])
def test_the_same_answer_when_filtered(
    name: str,
    given: Mapping[str, YearRange],
    store: Store,
    virtuoso: EndpointStore,
    project: Project,
    loaded: tuple[Corpus, Ontology],
) -> None:
    asked = find_query(project.queries, name)
    here, there = (
        answer_in_words(asked, given, held, Lookup(held, project.register), loaded[1], project)
        for held in (store, virtuoso)
    )
    assert rows(here)
    assert here.notes
    assert rows(there) == rows(here)
    assert there.notes == here.notes


@pytest.mark.parametrize("name", ["胡燕鸣", "谢家坞村", "农村工作指导员制度", "柯桥区委组织部", "柯桥区"])
def test_the_same_dossier(
    name: str, store: Store, virtuoso: EndpointStore, project: Project, loaded: tuple[Corpus, Ontology]
) -> None:
    thing = Lookup(store).one(name)
    embedded, remote = (dossier(thing, held, project.queries, loaded[1]) for held in (store, virtuoso))
    assert embedded.sections
    assert blocks_text(outline(remote)).splitlines() == blocks_text(outline(embedded)).splitlines()
    assert remote.as_record() == embedded.as_record()


@pytest.mark.parametrize(
    "name",
    [
        "胡燕鸣",
        "胡燕鸣-002",
        "330603",
        "ＨＹＭ",
        "hú yàn míng",
        "先鋒書店項目",
        "指导员来了擂台赛",
        "谢家坞",
        "书店",
        "xfsd",
        "shudian",
    ],
)
def test_a_name_means_the_same(name: str, store: Store, virtuoso: EndpointStore) -> None:
    assert Lookup(virtuoso).find(name) == Lookup(store).find(name) != ()


@pytest.mark.parametrize(
    "words", ["杭绍名城", "杭紹名城", "沈吟", "推行", "bookshop", "hangshaomingcheng", "没有这样的词"]
)
def test_a_search_finds_the_same(words: str, store: Store, virtuoso: EndpointStore) -> None:
    assert StoreIndex(virtuoso).search(words, 50) == StoreIndex(store).search(words, 50)


@pytest.mark.parametrize(
    ("name", "given", "answer"),
    [
        ("led-by", {"actor": "胡燕鸣"}, "not said"),
        ("led-by", {"actor": "舜源村班子"}, "no rows"),
        ("led-by", {"actor": "黄钢强"}, "inferred"),
        ("firsts", {"in": "王化村"}, "no rows"),
        ("series", {"indicator": "地区生产总值", "measured": "叶家堰"}, "not said"),
        ("mentions", {"thing": "level:province"}, "not covered"),
        ("mentions", {"thing": "杭绍名城"}, "said"),
        ("contradictions", {"thing": "城乡收入比"}, "said"),
    ],
)
def test_what_silence_means_is_the_same(
    name: str, given: dict[str, str], answer: str, store: Store, virtuoso: EndpointStore, project: Project
) -> None:
    query = next(q for q in catalogue(project.queries) if q.name == name)
    for each in (store, virtuoso):
        values = bind_names(query, given, each, Lookup(each))
        assert run(query, each, values).extra == {"answer": answer}
    if answer in {"not said", "no rows"}:
        assert silent(query, virtuoso, values) == silent(query, store, values)


def test_a_syntax_error_is_told_as_virtuoso_tells_it(virtuoso: EndpointStore) -> None:
    with pytest.raises(KgError, match="refused the query"):
        virtuoso.query("SELECT * WHERE {")

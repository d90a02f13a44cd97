"""A server under everything at once for a while: right answers, nothing lost, nothing piling up."""

from __future__ import annotations

import http.client
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from kg.serve.settings import Settings
from kg.store import building
from serving import QUICK, Running, running, token_file, wait_until

LIMITS: Final = replace(QUICK, seconds=1.0, waiting=32)
MANY: Final = " ".join(map(str, range(3000)))
HOSTILE: Final = (
    f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} VALUES ?c {{ {MANY} }} }}",
    'SELECT (STRLEN(REPLACE("{}", "a", "{}")) AS ?n) {{}}'.format("a" * 40_000, "b" * 40_000),
    "ASK { FILTER(" + "true || " * 10_000 + "true) }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * {",
)
ALL: Final = "SELECT ?s ?o { ?s <a:p> ?o } ORDER BY ?s ?o"
QUESTIONS: Final = (
    ALL,
    "SELECT (SUM(?o) AS ?n) { ?s <a:p> ?o }",
    "ASK { ?s <a:p> ?o }",
    "SELECT DISTINCT ?o { ?s ?p ?o }",
)
GROWTH: Final = 1.10
SLACK: Final = 4 * 1024  # kB: what a short run cannot tell from growth


class Soak:
    """A server that is written to, and an Oxigraph in this process that has what was acknowledged."""

    def __init__(self, server: Running, seed: int) -> None:
        self.server = server
        self.chance = random.Random(seed)  # noqa: S311 - what is tried, not a secret
        self.mirror = ox.Store()
        self.done: Counter[str] = Counter()

    def update(self, number: int) -> None:
        """Make one change; where the server died over it, look whether it happened."""
        subject = f"a:s{self.chance.randrange(50)}"
        old, new = f"<{subject}> <a:p> ?o", f"<{subject}> <a:p> {number}"
        text = f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ OPTIONAL {{ {old} }} }}"
        try:
            status = self.server.update(text).status
        except (OSError, http.client.HTTPException):
            status = 0
        if status == 204:
            self.mirror.update(text)
        else:
            self.done["unacknowledged"] += 1
            assert wait_until(self.server.answers)
            if self.server.query(f"ASK {{ {new} }}").text == '{"head":{},"boolean":true}':
                self.mirror.update(text)
        self.done["update"] += 1

    def question(self) -> None:
        """Ask once; an answer is exactly what the same data give here."""
        asked = self.chance.choice(QUESTIONS)
        try:
            answer = self.server.query(asked)
        except (OSError, http.client.HTTPException):
            self.done["unanswered"] += 1
            return
        if answer.status == 200:
            assert _rows(answer.body) == self.expected(asked), asked
            self.done["right"] += 1
        else:
            assert answer.status in {429, 503}, answer
            self.done["refused"] += 1

    def expected(self, asked: str) -> object:
        """Return what the data as acknowledged give here."""
        return _plain(self.mirror.query(asked))

    def kill(self) -> None:
        """Kill a process of the server, the main one excepted."""
        family = self.server.family()[1:]
        if family:
            os.kill(self.chance.choice(family), signal.SIGKILL)
            self.done["kill"] += 1
        assert wait_until(self.server.answers)


def _rows(raw: bytes) -> object:
    return _plain(ox.parse_query_results(raw, ox.QueryResultsFormat.JSON))


def _plain(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> object:
    """Return a boolean, or rows as sorted texts."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(str(list(row)) for row in found)


@contextmanager
def strangers(server: Running, seed: int) -> Iterator[Counter[int]]:
    """Send hostile queries all the while; count their statuses."""
    stop, seen, chance = threading.Event(), Counter[int](), random.Random(seed)  # noqa: S311

    def attack() -> None:
        while not stop.wait(0.4 + chance.random()):
            try:
                seen[server.query(chance.choice(HOSTILE)).status] += 1
            except (OSError, http.client.HTTPException):
                seen[0] += 1

    thread = threading.Thread(target=attack)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def resident(server: Running) -> int:
    """Return the kilobytes that the main process and its worker have in memory."""
    sizes = []
    for process in server.family()[:2]:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        sizes.append(int(status.partition("VmRSS:")[2].split()[0]))
    return sum(sizes)


def open_files(server: Running) -> int:
    return len(list(Path(f"/proc/{server.family()[1]}/fd").iterdir()))


@pytest.mark.parametrize("seconds", [60, pytest.param(600, marks=pytest.mark.long)])
def test_a_server_lasts(tmp_path: Path, seconds: int) -> None:
    seed = int(os.environ.get("KG_SEED", time.time_ns() % 100_000))
    print(f"KG_SEED={seed}")  # noqa: T201 - a failure is repeated with it
    settings = Settings(
        str(tmp_path / "store"), writable=True, tokens=str(token_file(tmp_path)), union=False, limits=LIMITS
    )
    with running(settings, tmp_path) as server:
        soak, begun, number = Soak(server, seed), time.monotonic(), 0
        workers = server.family()[1:2]
        memory = files = 0
        with strangers(server, seed) as seen:
            while (elapsed := time.monotonic() - begun) < seconds:
                number += 1
                soak.update(number)
                for _ in range(4):
                    soak.question()
                if number % 40 == 0:
                    soak.kill()
                if number % 25 == 0:
                    server.process.send_signal(signal.SIGHUP)
                if not memory and elapsed > seconds / 3 and soak.done["kill"]:
                    memory, files, workers = resident(server), open_files(server), server.family()[1:2]
                time.sleep(0.08)
        assert wait_until(lambda: server.query(ALL).status == 200 and len(server.family()) == 3 + LIMITS.children)
        final = server.query(ALL)
        assert _rows(final.body) == soak.expected(ALL)
        assert seen.keys() <= {0, 200, 400, 413, 429, 503}
        assert seen[503] > 0
        assert seen[400] > 0
        assert soak.done["right"] > seconds
        assert soak.done["kill"] > 0
        if workers == server.family()[1:2]:  # a worker that was killed since begins anew
            assert resident(server) <= memory * GROWTH + SLACK
            assert abs(open_files(server) - files) <= 2
    print(dict(soak.done), dict(seen))  # noqa: T201


def test_many_generations_leave_nothing_behind(tmp_path: Path) -> None:
    path, rounds = tmp_path / "store", 30
    predicate = ox.NamedNode("a:p")

    def build(value: int) -> None:
        with building(path) as store:
            store.extend([ox.Quad(predicate, predicate, ox.Literal(value), ox.NamedNode("a:g"))])

    build(0)
    with running(Settings(str(path), limits=QUICK), tmp_path) as server:
        before = 0
        for value in range(1, rounds):
            build(value)
            assert server.query("SELECT ?o { ?s ?p ?o }").rows == [{"o": str(value)}]
            if value == rounds // 3:
                before = open_files(server)
        assert open_files(server) <= before + 2  # a connection may be closing
        folders = [Path(f"/proc/{child}/fd") for child in server.family()[2:]]
        held = [str(each.readlink()) for folder in folders for each in folder.iterdir()]
        generations = {name.split("/generation-")[1].split("/")[0] for name in held if "/generation-" in name}
        assert len(generations) <= LIMITS.children
    assert len(list(path.glob("generation-*"))) <= 2 + LIMITS.children

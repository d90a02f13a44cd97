"""What strangers try against `kg serve`: each attempt is stopped in time, and harms nobody else."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from kg.serve.link import Child, ChildEndedError
from kg.serve.settings import Limits, Settings
from serving import QUICK, Running, is_running, running, wait_until

MANY: Final = " ".join(map(str, range(3000)))
CROSS: Final = f"VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} VALUES ?c {{ {MANY} }}"
ENDLESS: Final = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
GROWING: Final = 'SELECT (STRLEN(REPLACE("{}", "a", "{}")) AS ?n) {{}}'.format("a" * 40_000, "b" * 40_000)

GET: Final = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n"
POST: Final = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
END: Final = b"Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    limits = replace(QUICK, answer=1024 * 1024, memory=256 * 1024 * 1024)
    with running(Settings(str(store_path), limits=limits), tmp_path_factory.mktemp("attacked")) as found:
        yield found


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        (ENDLESS, 503, "no answer within 2 s"),
        (f"SELECT * {{ {CROSS} }} ORDER BY ?c", 503, "Error: "),
        (f"SELECT * {{ {CROSS} }}", 413, "larger than this server sends"),
        (GROWING, 503, "more memory than a query may have"),
        ("ASK { " + "OPTIONAL { ?s ?p ?o } " * 3_000 + "}", 400, "more than 1000 operators"),
        ("ASK { {} " + "UNION {} " * 10_000 + "}", 400, "more than 1000 operators"),
        ("ASK { FILTER(" + "true || " * 10_000 + "true) }", 400, "more than 1000 operators"),
        ("ASK " + "{" * 3_000 + "}" * 3_000, 400, "nest deeper than 2000"),
        ("ASK { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", 400, "nest deeper than 2000"),
        ("ASK " + "{" * 1_900 + "}" * 1_900, 200, "true"),
        ('ASK { FILTER(REGEX("%s!", "^(a+)+$")) }' % ("a" * 5_000), 200, "false"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400, "SERVICE calls another host"),
        ("SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }", 400, "SERVICE calls another host"),
        ("ASK FROM <http://127.0.0.1:9/data> { ?s ?p ?o }", 200, "false"),
    ],
)
def test_a_hostile_query_is_stopped_within_the_limit_plus_one_second(
    server: Running, asked: str, status: int, says: str
) -> None:
    begun = time.monotonic()
    answer = server.query(asked)
    took = time.monotonic() - begun
    assert (answer.status, says in answer.text) == (status, True), (answer.status, answer.text[:300])
    assert took < (server.settings.limits.seconds + 1) * 5  # the machine may be slow


def test_others_are_answered_while_a_hostile_query_is_killed(server: Running) -> None:
    assert wait_until(lambda: len(server.family()) == 2 + server.settings.limits.children)
    with ThreadPoolExecutor(2) as threads:
        hostile = threads.submit(server.query, ENDLESS)
        time.sleep(0.2)
        found = [server.query(f"SELECT ({number} AS ?n) {{}}") for number in range(20)]
        assert hostile.result().status == 503
    assert [answer.rows for answer in found] == [[{"n": str(number)}] for number in range(20)]


def test_a_queue_that_is_full_says_when_to_come_again(server: Running) -> None:
    with ThreadPoolExecutor(12) as threads:
        found = list(threads.map(server.query, [ENDLESS] * 12))
    statuses = sorted(answer.status for answer in found)
    assert set(statuses) == {429, 503}
    busy = next(answer for answer in found if answer.status == 429)
    assert (busy.headers["retry-after"], "too many requests wait" in busy.text) == ("1", True)
    assert wait_until(server.answers)


def test_a_query_whose_client_has_gone_is_ended(server: Running) -> None:
    def left() -> bool:
        """Ask and go away; it may still wait for a child then, and none need be ended."""
        with socket.create_connection(("127.0.0.1", server.settings.port)) as connection:
            connection.sendall(POST + f"Content-Length: {len(ENDLESS)}\r\n\r\n{ENDLESS}".encode())
            time.sleep(0.2)
        return wait_until(lambda: any(event["kind"] == "left" for event in server.events("child-ended")), 4)

    assert wait_until(server.answers)
    assert wait_until(left)


@pytest.mark.parametrize(
    ("request_bytes", "status", "says"),
    [
        (GET + b"Host: localhost\r\n" + END, b"200", b"true"),
        (GET + b"Host: LOCALHOST:8000\r\n" + END, b"200", b"true"),
        (GET + b"Host: [::1]:8000\r\n" + END, b"200", b"true"),
        (GET + b"Host: rebound.example\r\n" + END, b"421", b"does not answer for that host"),
        (GET + b"Host: localhost.evil.example\r\n" + END, b"421", b"does not answer for that host"),
        (GET + b"Host: localhost\r\nHost: localhost\r\n" + END, b"400", b"exactly one Host"),
        (GET + b"Host: localhost\r\nHost: evil.example\r\n" + END, b"400", b"exactly one Host"),
        (GET + END, b"400", b"exactly one Host"),
        (GET.replace(b" /", b" http://evil.example/") + b"Host: localhost\r\n" + END, b"400", b"differ"),
        (GET.replace(b" /", b" http://localhost/") + b"Host: localhost\r\n" + END, b"200", b"true"),
        (GET + b"Host: localhost\r\n" + b"X: 1\r\n" * 20_000 + END, b"431", b""),
        (GET + b"Host: localhost\r\nX: " + b"y" * 5_000_000 + b"\r\n" + END, b"431", b""),
        (b"GET /sparql?query=" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: localhost\r\n" + END, b"414", b""),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n" + END, b"400", b""),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n" + END, b"400", b""),
        (b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n" + END, b"400", b""),
        (b"CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n" + END, b"400", b""),
        (b"GET /%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: localhost\r\n" + END, b"404", b"nothing here"),
    ],
)
def test_requests_that_no_library_sends(server: Running, request_bytes: bytes, status: bytes, says: bytes) -> None:
    answer = server.raw(request_bytes)
    assert (answer.split(b" ", 2)[1], says in answer) == (status, True), answer[:300]
    assert server.answers()


def test_the_log_holds_no_line_that_a_stranger_wrote(server: Running) -> None:
    server.raw(b'GET /%0a{"event":"forged"}%1b[2J HTTP/1.1\r\nHost: localhost\r\n' + END)
    forged = '/\n{"event":"forged"}'
    assert wait_until(lambda: any(event["path"].startswith(forged) for event in server.events("request")))
    raw = server.log.read_bytes()
    assert all(json.loads(line)["event"] != "forged" for line in raw.splitlines())
    assert b"\x1b" not in raw


@pytest.mark.parametrize(
    ("begins", "goes_on", "status"),
    [
        (b"GET /health HTTP/1.1\r\nHost: loc", b"a", b""),  # the header never ends: the connection is closed
        (POST + b"Content-Length: 1000\r\n\r\nASK", b" ", b"408"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n", b"1\r\n \r\n", b"408"),
    ],
)
def test_a_slow_request_ends_in_time(server: Running, begins: bytes, goes_on: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.settings.port), timeout=10) as connection:
        connection.sendall(begins)
        stop = threading.Event()

        def drip() -> None:
            with suppress(OSError):
                while not stop.wait(0.1):
                    connection.sendall(goes_on)

        thread = threading.Thread(target=drip)
        thread.start()
        begun = time.monotonic()
        try:
            answer = connection.recv(4096)
        except ConnectionResetError:
            answer = b""
        stop.set()
        thread.join()
    assert time.monotonic() - begun < 6
    assert answer.split(b" ", 2)[1:2] == ([status] if status else []), answer
    assert server.answers()


def test_a_body_that_never_says_its_length_is_cut(server: Running) -> None:
    chunk = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
    answer = server.raw(POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 8 + b"0\r\n\r\n")
    assert answer.split(b" ", 2)[1] == b"413"


@contextmanager
def listener() -> Iterator[tuple[int, list[object]]]:
    """Listen on a port; yield it with the list of those who called."""
    called: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    connection, address = listening.accept()
                    called.append(address)
                    connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield listening.getsockname()[1], called
        stop.set()
        thread.join()


def test_a_query_that_the_words_let_through_reaches_nobody_either() -> None:
    program = """
import sys
from kg.serve.sandbox import refuse_sockets
sandboxed = refuse_sockets() if sys.argv[2] == "closed" else False
import pyoxigraph as ox
try:
    rows = list(ox.Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{sys.argv[1]}/> {{ ?s ?p ?o }} }}"))
    print("rows", len(rows))
except (OSError, RuntimeError) as error:
    print(type(error).__name__)
try:
    ox.Store().update(f"LOAD <http://127.0.0.1:{sys.argv[1]}/>")
except (OSError, RuntimeError) as error:
    print(type(error).__name__)
import subprocess
try:
    subprocess.run(["true"])
    print("started")
except OSError as error:
    print(type(error).__name__)
"""
    with listener() as (port, called):

        def said(how: str) -> list[str]:
            command = [sys.executable, "-c", program, str(port), how]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

        assert said("open")[-1] == "started"
        assert len(called) == 2
        assert said("closed") == ["PermissionError", "PermissionError", "PermissionError"]
        assert len(called) == 2


def test_a_child_that_does_not_become_ready_says_why() -> None:
    async def start() -> Child:
        return await Child.start(Limits(memory=-1024 * 1024 * 1024))

    with ThreadPoolExecutor(1) as elsewhere, pytest.raises(ChildEndedError, match="status"):
        elsewhere.submit(asyncio.run, start()).result()  # a browser's test may have left a loop in this thread


def test_nothing_is_left_open_by_a_thousand_questions(server: Running) -> None:
    worker = server.family()[1]
    server.query("ASK {}")
    before = len(list(Path(f"/proc/{worker}/fd").iterdir()))
    for number in range(300):
        server.query(f"SELECT ({number} AS ?n) {{")
    assert len(list(Path(f"/proc/{worker}/fd").iterdir())) <= before + 2
    assert len(server.family()) == 2 + server.settings.limits.children


def test_readers_that_do_not_read_cannot_fill_the_memory(store_path: Path, tmp_path: Path) -> None:
    numbers = " ".join(map(str, range(1000)))
    limits = replace(QUICK, seconds=12.0, waiting=32, worker=120 * 1024 * 1024)
    with running(Settings(str(store_path), limits=limits), tmp_path) as found, ExitStack() as opened:
        worker = found.family()[1]
        for limit in range(60_000, 60_016):  # 11 MB each, and each another question
            asked = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }} LIMIT {limit}"
            reader = opened.enter_context(socket.create_connection(("127.0.0.1", found.settings.port)))
            reader.sendall(POST + f"Content-Length: {len(asked)}\r\n\r\n{asked}".encode())
        assert wait_until(lambda: found.family()[1] != worker)
        assert wait_until(lambda: not is_running(worker))
        assert found.answers()

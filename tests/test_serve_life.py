"""How a server lives and ends: kills, signals, new data, a store that disappears."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from conftest import ROOT, Run
from kg.serve.settings import Settings
from kg.store import POINTER, building
from serving import BEARER, QUICK, Running, free_port, is_running, running, token_file, wait_until

VALUE: Final = "SELECT ?o { <http://x.example/s> <http://x.example/p> ?o }"
MANY: Final = " ".join(map(str, range(3000)))
ENDLESS: Final = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} VALUES ?c {{ {MANY} }} }}"


def build(path: Path, value: str) -> None:
    """Build a store with one triple."""
    subject, predicate = ox.NamedNode("http://x.example/s"), ox.NamedNode("http://x.example/p")
    with building(path) as store:
        store.extend([ox.Quad(subject, predicate, ox.Literal(value), ox.NamedNode("http://x.example/g"))])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    build(tmp_path / "store", "first")
    with running(Settings(str(tmp_path / "store"), limits=QUICK), tmp_path) as found:
        yield found


def value(server: Running) -> str:
    return str(server.query(VALUE).rows[0]["o"])


def test_new_data_are_answered_without_a_pause(server: Running) -> None:
    path = Path(server.settings.store)
    assert [value(server), value(server)] == ["first", "first"]  # the second from the cache
    for name in ("second", "third", "fourth"):
        build(path, name)
        assert [value(server), value(server)] == [name, name]
    kept = {each.name for each in path.glob("generation-*")}
    assert len(kept) <= 4
    hidden = path.rename(path.with_name("away"))
    assert server.query(VALUE).status == 503
    assert (server.send("GET", "/ready").status, server.send("GET", "/health").status) == (503, 200)
    hidden.rename(path)
    assert value(server) == "fourth"
    (path / POINTER).write_text("{", encoding="utf-8")
    assert "the store is not there" in server.query(VALUE).text
    build(path, "fifth")
    assert value(server) == "fifth"


def test_a_generation_that_is_read_is_not_removed(server: Running) -> None:
    path = Path(server.settings.store)
    value(server)
    used = {each.name for each in path.glob("generation-*")}
    for name in ("second", "third"):  # nobody asks in between
        build(path, name)
    assert used <= {each.name for each in path.glob("generation-*")}


@pytest.mark.parametrize("member", ["child", "worker"])
def test_a_process_that_is_killed_is_replaced(server: Running, member: str) -> None:
    main, worker, *children = server.family()
    assert len(children) == server.settings.limits.children
    os.kill(worker if member == "worker" else children[0], signal.SIGKILL)
    assert wait_until(lambda: server.answers() and len(server.family()) == 2 + len(children))
    assert wait_until(lambda: not is_running(children[0]))
    assert value(server) == "first"
    assert server.family()[0] == main


def test_no_orphan_answers_when_the_main_process_is_killed(server: Running) -> None:
    family = server.family()
    server.process.kill()
    server.process.wait()
    assert wait_until(lambda: not any(map(is_running, family)), 5)
    assert not server.answers()


def test_sigterm_lets_a_query_end_and_leaves_nobody(server: Running) -> None:
    family = server.family()
    with ThreadPoolExecutor(1) as threads, socket.create_connection(("127.0.0.1", server.settings.port)) as slow:
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n")
        running_query = threads.submit(server.query, ENDLESS)
        time.sleep(0.3)
        begun = time.monotonic()
        server.process.terminate()
        assert running_query.result().status == 503
    assert server.process.wait(timeout=30) == 0
    assert time.monotonic() - begun < (server.settings.limits.seconds + 2) * 5
    assert wait_until(lambda: not any(map(is_running, family)), 5)
    assert server.events("stopped")


def test_sighup_opens_the_log_again_and_reads_the_tokens_again(tmp_path: Path) -> None:
    tokens = token_file(tmp_path)
    settings = Settings(str(tmp_path / "store"), writable=True, tokens=str(tokens), union=False, limits=QUICK)
    with running(settings, tmp_path) as server:
        server.log.rename(server.log.with_name("old"))
        tokens.write_text("another-long-token-of-mine\n", encoding="ascii")
        server.process.send_signal(signal.SIGHUP)
        assert wait_until(lambda: server.log.exists() and bool(server.events("reloaded")))
        assert server.update("CLEAR ALL").status == 401
        assert server.update("CLEAR ALL", Authorization="Bearer another-long-token-of-mine").status == 204
        tokens.chmod(0o644)
        server.process.send_signal(signal.SIGHUP)
        assert wait_until(lambda: bool(server.events("not-reloaded")))
        assert server.update("CLEAR ALL", Authorization="Bearer another-long-token-of-mine").status == 204
        assert server.update("CLEAR ALL", **BEARER).status == 401


def test_a_unix_socket_is_served_too(tmp_path: Path) -> None:
    build(tmp_path / "store", "first")
    at = tmp_path / "s"
    settings = Settings(str(tmp_path / "store"), socket=str(at), limits=QUICK)

    def ready() -> bool:
        with socket.socket(socket.AF_UNIX) as connection, suppress(OSError):
            connection.connect(str(at))
            connection.sendall(b"GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return b" 200 OK" in connection.recv(4096)
        return False

    with running(settings, tmp_path, answers=ready):
        assert ready()


def test_a_server_without_rights_reads_a_store_on_a_disk_that_it_cannot_write(tmp_path: Path) -> None:
    build(tmp_path / "store", "first")
    for each in (tmp_path / "store", *(tmp_path / "store").rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    before = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs") if os.geteuid() == 0 else ()
    settings = Settings(str(tmp_path / "store"), limits=QUICK)
    with running(settings, tmp_path, before=before, TMPDIR="/nonexistent", HOME="/nonexistent") as server:
        assert value(server) == "first"
        status = Path(f"/proc/{server.family()[-1]}/status").read_text(encoding="ascii")
        assert "CapEff:\t0000000000000000" in status
        assert "Seccomp:\t2" in status
    for each in (tmp_path / "store", *(tmp_path / "store").glob("generation-*")):
        each.chmod(0o755)  # so that it can be removed


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "kg-serve.service").read_text(encoding="utf-8")
    file = tmp_path / "kg-serve.service"
    file.write_text(unit.replace("/opt/kg/bin/kg", f'"{sys.executable}"'), encoding="utf-8")
    ended = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, check=False)  # noqa: S607
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_worker_that_is_killed_again_and_again_is_replaced_each_time(store_path: Path, tmp_path: Path) -> None:
    """Granian itself ends when two die within 5.5 seconds."""
    with running(Settings(str(store_path), limits=QUICK), tmp_path) as server:
        for _ in range(4):
            os.kill(server.family()[1], signal.SIGKILL)
            assert wait_until(server.answers)


def test_a_folder_that_kg_did_not_make_is_served_as_it_is(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.update('INSERT DATA { <http://x.example/s> <http://x.example/p> "plain" }')
    store.flush()
    del store
    with running(Settings(str(tmp_path / "store"), limits=QUICK), tmp_path) as server:
        assert [value(server), value(server)] == ["plain", "plain"]
        (tmp_path / "store").rename(tmp_path / "away")
        assert server.query(VALUE).status == 503


def test_a_store_that_a_server_writes_to_is_not_replaced_by_a_build(tmp_path: Path, run: Run, program: Run) -> None:
    settings = Settings(str(tmp_path / "store"), writable=True, tokens=str(token_file(tmp_path)), limits=QUICK)
    with running(settings, tmp_path) as server:
        assert server.update("INSERT DATA { <a:a> <a:b> 1 }").status == 204
        second = program(
            "serve", "--store", "store", "--writable", "--token-file", "tokens", "--port", "1", cwd=tmp_path
        )
        assert (second.returncode, "the store cannot be opened" in second.stderr) == (1, True), second.stderr
    ended = run("build", "--store", str(tmp_path / "store"), cwd=tmp_path)
    assert (ended.returncode, "kg serve --writable writes to" in ended.stderr) == (1, True)
    with running(replace(settings, port=0), tmp_path) as server:
        assert server.query("ASK { <a:a> <a:b> 1 }").text == '{"head":{},"boolean":true}'


def test_the_commands_of_the_document_do_what_it_says(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    script = "".join(blocks).replace("8000", str(free_port())).replace("8001", str(free_port()))
    lines = [line for line in script.splitlines() if not line.startswith("pip ")]
    shell = f'set -em\nkg() {{ exec {shlex.quote(sys.executable)} -m kg "$@"; }}\n' + "\n".join(
        f"({line})" if line.startswith("kg ") and not line.endswith("&") else line for line in lines
    )
    ended = subprocess.run(
        ["/bin/bash", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    said = ended.stdout
    assert said.count("ready\n") == 4
    assert re.search(r"^tenures\r?\n[1-9][0-9]+", said, re.MULTILINE)
    assert "胡燕鸣" in said
    assert "void#Dataset" in said
    assert "<urn:a> <urn:b> 1 ." in said
    for log in ("serve.log", "writing.log"):
        events = [json.loads(line)["event"] for line in (tmp_path / log).read_text(encoding="utf-8").splitlines()]
        assert (events[0], events[-1]) == ("started", "stopped")

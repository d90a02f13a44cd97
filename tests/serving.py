"""A server in processes of its own, and a client that sends exactly what it is told to."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from kg.serve.settings import Limits, Settings

TOKEN: Final = "correct-horse-battery-staple"  # noqa: S105 - of servers that live for one test
BEARER: Final = {"Authorization": f"Bearer {TOKEN}"}
QUICK: Final = Limits(seconds=2.0, body_seconds=0.6, header_seconds=0.6, children=2, waiting=4)
_PATIENCE: Final = 40.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a SELECT in JSON."""
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs."""

    settings: Settings
    process: subprocess.Popen[bytes]
    log: Path

    def send(
        self, method: str, target: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.settings.port, timeout=_PATIENCE)
        try:
            raw = body.encode() if isinstance(body, str) else body
            connection.request(method, target, raw, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = "application/sparql-results+json", **parameters: str) -> Answer:
        """Send a query as a form."""
        form = urlencode({"query": text, **parameters})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return self.send("POST", "/sparql", form, headers)

    def update(self, text: str, **headers: str) -> Answer:
        """Send an update with the token."""
        return self.send("POST", "/update", text, {"Content-Type": "application/sparql-update", **BEARER, **headers})

    def raw(self, request: bytes, seconds: float = 8.0) -> bytes:
        """Send bytes as they are; return all that comes back until the other side closes."""
        with socket.create_connection(("127.0.0.1", self.settings.port), timeout=seconds) as connection:
            with suppress(OSError):  # it may answer before it has read all
                connection.sendall(request)
            return b"".join(iter(lambda: _received(connection), b""))

    def events(self, name: str) -> list[dict[str, Any]]:
        """Return the lines of the log about one sort of event."""
        lines = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if line["event"] == name]

    def family(self) -> list[int]:
        """Return the processes of the server: itself first, then its worker and the worker's children."""
        found, new = [self.process.pid], [self.process.pid]
        while new:
            new = [int(pid) for parent in new for pid in _children(parent)]
            found += new
        return found

    def answers(self) -> bool:
        """Say whether the server answers a query."""
        try:
            return self.query("ASK {}").status == 200
        except (OSError, http.client.HTTPException):
            return False


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except OSError:
        return b""


def _children(parent: int) -> list[str]:
    try:
        return Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    except OSError:
        return []


def wait_until(happens: Callable[[], bool], seconds: float = _PATIENCE) -> bool:
    """Return whether something happens in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.05)
    return False


def is_running(process: int) -> bool:
    """Say whether a process runs; one that has ended and is not waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def token_file(folder: Path) -> Path:
    """Return a file with a token that only its owner can read."""
    path = folder / "tokens"
    path.write_text(f"# who may write\n{TOKEN}\n", encoding="ascii")
    path.chmod(0o600)
    return path


@contextmanager
def running(
    settings: Settings,
    folder: Path,
    answers: Callable[[], bool] | None = None,
    before: Sequence[str] = (),
    **environment: str,
) -> Iterator[Running]:
    """Give a server with these settings, on a free port; end it and all that belongs to it.

    `before` is what the command line begins with, such as a program that takes rights away.
    """
    chosen = replace(settings, port=free_port(), log=str(folder / "log.jsonl"))
    program = f"from kg.serve.settings import *; from kg.serve.server import serve; serve({chosen!r})"
    with (folder / "errors").open("wb") as errors:
        command = [*before, sys.executable, "-c", program]
        given = os.environ | environment
        process = subprocess.Popen(command, stderr=errors, start_new_session=True, env=given)
        server = Running(chosen, process, folder / "log.jsonl")
        try:
            assert wait_until(lambda: process.poll() is not None or (answers or server.answers)()), "it does not answer"
            assert process.poll() is None, (folder / "errors").read_text()
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

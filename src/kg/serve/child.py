"""A child of the server: it gives up what it does not need, opens the store, and answers one request after another.

It is started without site packages, environment and current folder, and knows its parent by one connection.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from kg.serve.frames import Head, packed, received
from kg.serve.sandbox import end_with, limit_memory, refuse_sockets

if TYPE_CHECKING:
    import pyoxigraph as ox

STACK: Final = 512 * 1024 * 1024


def main() -> None:
    """Run a child whose last argument says who its parent is, what it may use and where the connection is."""
    given = json.loads(sys.argv[-1])
    end_with(given["parent"])
    limit_memory(given["memory"])
    sandboxed = refuse_sockets()
    threading.stack_size(STACK)
    worker = threading.Thread(target=_work, args=(socket.socket(fileno=given["connection"]), sandboxed))
    worker.start()
    worker.join()


def _work(connection: socket.socket, sandboxed: bool) -> None:  # noqa: FBT001 - one fact, passed on
    """Answer until the other side ends. The whole process ends with this thread, whatever ends it."""
    try:
        child = Child(sandboxed=sandboxed)
        connection.sendall(packed({"ready": os.getpid(), "sandboxed": sandboxed}))
        with suppress(EOFError, OSError):
            while True:
                connection.sendall(packed(*child.answer(*received(connection))))
    finally:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        if sys.exc_info()[1] is not None:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)


class Child:
    """One store, open, and what can be asked of it. Everything is called from one thread."""

    def __init__(self, *, sandboxed: bool) -> None:
        """Begin without a store."""
        self._sandboxed = sandboxed
        from kg.serve import changing, evaluating, opened  # noqa: PLC0415 - after the filter is in force

        self._evaluating, self._changing = evaluating, changing
        self._store = opened.Opened()
        self._does: dict[str, Callable[[Head, bytes], tuple[Head, bytes]]] = {
            "open": self._open,
            "query": self._query,
            "graph": self._graph,
            "count": self._count,
            "change": self._change,
            "backup": self._backup,
        }

    def answer(self, asked: Head, body: bytes) -> tuple[Head, bytes]:
        """Return the reply to one request."""
        does = self._does[asked["do"]]
        return self._evaluating.judged(lambda: does(asked, body))

    def _raw(self, asked: Head) -> ox.Store:
        return self._store.of(asked["folder"], asked["key"], writable=asked.get("writable", False))

    def _open(self, asked: Head, _body: bytes) -> tuple[Head, bytes]:
        self._raw(asked)
        return {"status": 200}, b""

    def _query(self, asked: Head, body: bytes) -> tuple[Head, bytes]:
        name, answer = self._evaluating.answer(self._raw(asked), asked, body.decode())
        return _given(name), answer

    def _graph(self, asked: Head, _body: bytes) -> tuple[Head, bytes]:
        name, answer = self._evaluating.graph_answer(self._raw(asked), asked)
        return _given(name), answer

    def _count(self, asked: Head, _body: bytes) -> tuple[Head, bytes]:
        return {"status": 200, "count": len(self._raw(asked))}, b""

    def _change(self, asked: Head, body: bytes) -> tuple[Head, bytes]:
        return self._changing.changed(self._raw(asked), {**asked, "sandboxed": self._sandboxed}, body), b""

    def _backup(self, asked: Head, _body: bytes) -> tuple[Head, bytes]:
        raw = self._raw(asked)
        raw.flush()
        raw.backup(asked["to"])
        return {"status": 200, "count": len(raw)}, b""


def _given(name: str) -> dict[str, Any]:
    return {"status": 200, "format": name}

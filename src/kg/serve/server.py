"""The one module that knows the HTTP server, granian: how it is started, limited and stopped, and how it calls us.

Its interface RSGI is used, not ASGI, since that hides the address of a request line that names another host.
"""

from __future__ import annotations

import asyncio
import math
import os
import signal
import socket
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian._granian import RSGIProtocolClosed as ProtocolClosed
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.rsgi import Scope
from granian.server import Server
from starlette import types

from kg.errors import Foreign, Message, StoreError, UsageError
from kg.serve.app import Application
from kg.serve.generations import Served, made_writable
from kg.serve.link import Child, ChildEndedError
from kg.serve.refusals import Told
from kg.serve.sandbox import end_with
from kg.serve.settings import MEGABYTE, Settings
from kg.serve.tokens import read_tokens

_BACKLOG: Final = 512
_OPEN_AT_ONCE: Final = 256
_BUFFER: Final = 400 * 1024
_SPARE: Final = 1
_MOST_DEATHS: Final = 20
_MINUTE: Final = 60.0
_LOOKED_AT_EVERY: Final = 5  # seconds: granian keeps what slow readers have not read yet, without a limit of its own
_PLAIN: Final = "/:@!$&'()*+,;=~"  # what stays as it is in a path; granian gives it decoded
_WATCHED_AFTER: Final = 0.5  # seconds: only of a slow answer is it worth knowing that nobody waits for it


class _Server(Server):  # type: ignore[misc, valid-type]
    """Granian, with SIGHUP passed on: its own way of reloading would have two workers want one store.

    Two workers that die within 5.5 s end granian; here it takes `_MOST_DEATHS` within a minute.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - granian's own
        super().__init__(*args, **kwargs)
        self._deaths: list[float] = []

    def _respawn_workers(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - granian's own
        """Start workers anew, and forget when, as long as they do not die all the time."""
        super()._respawn_workers(*args, **kwargs)
        now = time.monotonic()
        self._deaths = [*(each for each in self._deaths if now - each < _MINUTE), now]
        if len(self._deaths) < _MOST_DEATHS:
            self.respawned_wrks.clear()

    def signal_handler_reload(self, *_args: object, **_more: object) -> None:
        """Pass SIGHUP on to the worker."""
        for worker in self.wrks:
            os.kill(worker.inner.pid, signal.SIGHUP)


class _Called:
    """The application as granian calls it."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_until_complete(self._app.start())

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_until_complete(self._app.close())

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        exchange = _Exchange(protocol)
        watching = asyncio.get_running_loop().call_later(_WATCHED_AFTER, exchange.watch)
        try:
            await self._app(_asgi(scope), exchange.receive, exchange.send)
        except asyncio.CancelledError:
            if not exchange.left:
                raise
        finally:
            watching.cancel()
            exchange.end()


class _Exchange:
    """One request and its answer, in the messages of ASGI."""

    def __init__(self, protocol: HTTPProtocol) -> None:
        self.left = False
        self._protocol = protocol
        self._handler = asyncio.current_task()
        self._watch: asyncio.Task[None] | None = None
        self._body: Any = None
        self._start: types.Message = {}
        self._pieces: list[bytes] = []

    async def receive(self) -> types.Message:
        """Return the next piece of the body."""
        if self._body is None:
            self._body = aiter(self._protocol)
        try:
            piece = await self._body.__anext__()  # anext() with a default ends the process: granian 2.8.9
        except StopAsyncIteration:
            return {"type": "http.request", "body": b"", "more_body": False}
        except ProtocolClosed:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": True}

    async def send(self, message: types.Message) -> None:
        """Keep what is to be sent, and send it once it is whole."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._pieces.append(message.get("body", b""))
        if message.get("more_body"):
            return
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in self._start["headers"]]
        with suppress(ProtocolClosed):
            self._protocol.response_bytes(self._start["status"], headers, b"".join(self._pieces))

    def watch(self) -> None:
        """End the handler when the client goes away: what it computes is for nobody."""
        self._watch = asyncio.get_running_loop().create_task(self._watched())

    async def _watched(self) -> None:
        await self._protocol.client_disconnect()
        self.left = True
        if self._handler is not None:
            self._handler.cancel()

    def end(self) -> None:
        """Watch no longer."""
        if self._watch is not None:
            self._watch.cancel()


def _asgi(scope: Scope) -> dict[str, Any]:
    client, _, port = scope.client.rpartition(":")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": scope.http_version,
        "method": scope.method,
        "scheme": scope.scheme,
        "path": scope.path,
        "raw_path": quote(scope.path, safe=_PLAIN).encode(),
        "query_string": scope.query_string.encode(),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("utf-8")) for name, value in scope.headers.items()],
        "client": (client.strip("[]"), int(port)) if port.isdigit() else None,
        "server": None,
        "authority": scope.authority,
    }


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises `UsageError` and `StoreError` when the server cannot start."""
    prepared(settings)
    limits = settings.limits
    server = _Server(
        "kg",
        address=settings.host,
        port=settings.port,
        uds=Path(settings.socket) if settings.socket else None,
        interface=Interfaces.RSGI,
        workers=1,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_OPEN_AT_ONCE,
        http1_settings=HTTP1Settings(header_read_timeout=round(limits.header_seconds * 1000), max_buffer_size=_BUFFER),
        log_enabled=False,
        respawn_failed_workers=True,
        workers_max_rss=limits.worker // MEGABYTE,
        rss_sample_interval=_LOOKED_AT_EVERY,
        workers_kill_timeout=math.ceil(limits.seconds) + _SPARE,
    )
    server.serve(target_loader=partial(_loaded, settings, os.getpid()), wrap_loader=False)


def prepared(settings: Settings) -> None:
    """Raise `UsageError` or `StoreError` for what would stop a server from starting; make a writable store."""
    if "://" in settings.store:
        raise UsageError(
            Message("{store} is an endpoint already", store=settings.store),
            Message("Name a store on disk with --store."),
        )
    if settings.writable:
        read_tokens(Path(settings.tokens))
        made_writable(Path(settings.store))
    asyncio.run(_tried(settings))
    if not settings.socket:
        _check_free(settings.host, settings.port)


async def _tried(settings: Settings) -> None:
    """Raise `StoreError` when a child cannot start, or cannot open the store."""
    now = Served(Path(settings.store)).now()
    try:
        child = await Child.start(settings.limits)
        try:
            asked = {"do": "open", "folder": now.folder, "key": now.key, "writable": settings.writable}
            reply = await child.ask(asked, b"", settings.limits.seconds)
        finally:
            child.kill()
            await child.end()
    except ChildEndedError as error:
        raise StoreError(
            Message("no process for queries can be started: {reason}", reason=Foreign(str(error))),
            Message("Is there enough memory?"),
        ) from error
    if "message" in reply.head:
        raise StoreError(Told(reply.head["message"]), Told(reply.head["hint"]))
    if settings.require_sandbox and not child.sandboxed:
        raise StoreError(
            Message("the system refuses seccomp"), Message("Leave --require-sandbox out, or allow seccomp.")
        )


def _loaded(settings: Settings, parent: int) -> _Called:
    """Return the application, in the worker: it ends when granian's main process does."""
    end_with(parent)
    return _Called(Application(settings))


def _check_free(host: str, port: int) -> None:
    """Raise `UsageError` when an address cannot be listened at."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, _, _, address = found[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        raise UsageError(
            Message(
                "{host}:{port} cannot be used: {reason}",
                host=host,
                port=port,
                reason=Foreign(error.strerror or str(error)),
            ),
            Message("Choose another by --port."),
        ) from error

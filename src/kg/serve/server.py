"""The one module that knows the HTTP server, granian: how it is started, limited and stopped."""

from __future__ import annotations

import math
import os
import signal
import socket
from functools import partial
from pathlib import Path
from typing import Any, Final

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.server import Server

from kg.errors import UsageError
from kg.serve.app import application
from kg.serve.generations import check_opens, made_writable
from kg.serve.sandbox import end_with
from kg.serve.settings import Settings
from kg.serve.tokens import read_tokens

_BACKLOG: Final = 512
_OPEN_AT_ONCE: Final = 256
_BUFFER: Final = 400 * 1024
_SPARE: Final = 1


class _Server(Server):  # type: ignore[misc, valid-type]
    """Granian, with SIGHUP passed on: its own way of reloading would have two workers want one store."""

    def signal_handler_reload(self, *_args: object, **_more: object) -> None:
        """Pass SIGHUP on to the worker."""
        for worker in self.wrks:
            os.kill(worker.inner.pid, signal.SIGHUP)


def prepared(settings: Settings) -> None:
    """Raise `UsageError` or `StoreError` for what would stop a server from starting; make a writable store."""
    if "://" in settings.store:
        raise UsageError(f"{settings.store} is an endpoint already", "Name a store on disk with --store.")
    if settings.writable:
        read_tokens(Path(settings.tokens))
        made_writable(Path(settings.store))
    check_opens(Path(settings.store))
    if not settings.socket:
        _check_free(settings.host, settings.port)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises `UsageError` and `StoreError` when the server cannot start."""
    prepared(settings)
    limits = settings.limits
    server = _Server(
        "kg",
        address=settings.host,
        port=settings.port,
        uds=Path(settings.socket) if settings.socket else None,
        interface=Interfaces.ASGI,
        workers=1,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_OPEN_AT_ONCE,
        http1_settings=HTTP1Settings(header_read_timeout=round(limits.header_seconds * 1000), max_buffer_size=_BUFFER),
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=math.ceil(limits.seconds) + _SPARE,
    )
    server.serve(target_loader=partial(_loaded, settings, os.getpid()), wrap_loader=False)


def _loaded(settings: Settings, parent: int) -> Any:  # noqa: ANN401 - granian's own type
    """Return the application, in the worker: it ends when granian's main process does."""
    end_with(parent)
    return application(settings)


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
            f"{host}:{port} cannot be used: {error.strerror or error}", "Choose another by --port."
        ) from error

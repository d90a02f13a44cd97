"""The application: which address leads where."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from kg.errors import Foreign, KgError, Message
from kg.serve import describing, watching
from kg.serve.graphs import GraphStore
from kg.serve.guard import Guard
from kg.serve.journal import Journal
from kg.serve.protocol import Protocol
from kg.serve.refusals import Refusal, refuse
from kg.serve.serving import Serving
from kg.serve.settings import Settings
from kg.serve.tokens import Tokens

Endpoint = Callable[[Request], Awaitable[Response]]
_GRAPH_METHODS: Final = ("GET", "HEAD", "PUT", "POST", "DELETE")
_STANDARD: Final = {
    404: (Message("there is nothing here"), Message("See / for what there is.")),
    405: (Message("this method is not allowed here"), Message("OPTIONS lists those that are.")),
}
_QUERYING: Final = frozenset({"GET", "HEAD", "POST"})
_FRONT: Final = """programs-and-actors: who led what, and which words say so

/sparql            SPARQL 1.1 queries, by GET and POST
/.well-known/void  what the data are
/health, /ready    whether the server runs, and answers
"""


class Application:
    """The application of a server, for ASGI; `start` and `close` go around its life."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings. Raises `StoreError`, `UsageError` and `OutputError`."""
        self._journal = Journal(settings.log)
        self._serving, self._tokens = Serving(settings, self._journal), Tokens(settings)
        self._protocol = Protocol(self._serving, self._tokens)
        handlers = {Refusal: refuse, HTTPException: _standard, KgError: _failed}
        routes = _routes(self._serving, self._tokens, self._protocol)
        self._app = Starlette(routes=routes, exception_handlers=handlers)
        self._app.router.redirect_slashes = False
        self._app.router.routes.append(_route("/metrics", self._metrics, "GET"))
        self._guard = Guard(self._dispatched, settings, self._journal)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._guard(scope, receive, send)

    async def _dispatched(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send queries straight to where they are answered: the way through Starlette costs as much as the answer."""
        if scope["path"] != "/sparql" or scope["method"] not in _QUERYING:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._protocol.sparql(request)
        except Refusal as refusal:
            response = refusal.response(request)
        await response(scope, receive, send)

    async def start(self) -> None:
        """Start the children, and heed SIGHUP. Raises `ChildEndedError`."""
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, _reload, self._journal, self._tokens)
        await self._serving.start()
        settings, sandboxed = self._serving.settings, self._serving.readers.sandboxed
        self._journal.write("started", store=settings.store, writable=settings.writable, sandboxed=sandboxed)

    async def close(self) -> None:
        """End the children."""
        await self._serving.close()
        self._journal.write("stopped")

    async def _metrics(self, request: Request) -> Response:
        return await watching.metrics(request, self._serving, self._guard)


def _routes(serving: Serving, tokens: Tokens, protocol: Protocol) -> list[BaseRoute]:
    graphs = GraphStore(serving, tokens)

    async def void(request: Request) -> Response:
        return await describing.void(request, serving)

    async def ready(request: Request) -> Response:
        return await watching.ready(request, serving)

    return [
        _route("/sparql", protocol.sparql, "GET", "POST"),
        _route("/update", protocol.update, "POST"),
        _route("/graph", graphs.__call__, *_GRAPH_METHODS),
        _route("/graph/{below:path}", graphs.__call__, *_GRAPH_METHODS),
        _route("/.well-known/void", void, "GET"),
        _route("/health", watching.health, "GET"),
        _route("/ready", ready, "GET"),
        _route("/", _front, "GET"),
    ]


def _route(path: str, endpoint: Endpoint, *methods: str) -> Route:
    """Return a route that answers OPTIONS with what it allows."""
    allowed = sorted({*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])})

    async def answered(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(allowed)})
        return await endpoint(request)

    return Route(path, answered, methods=allowed)


async def _front(_request: Request) -> Response:
    return PlainTextResponse(_FRONT)


async def _standard(_request: Request, error: Exception) -> Response:
    """Answer what Starlette itself refuses: 404 and 405."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    message, hint = _STANDARD.get(error.status_code, (Foreign(error.detail), Foreign("")))
    headers = {name: ", ".join(sorted(value.split(", "))) for name, value in (error.headers or {}).items()}
    return Refusal(error.status_code, message, hint, headers).response(_request)


async def _failed(_request: Request, error: Exception) -> Response:
    """Answer an error of the program that no endpoint foresaw."""
    assert isinstance(error, KgError)  # noqa: S101 - it is registered for these alone
    return Refusal(503, error.message, error.hint).response(_request)


def _reload(journal: Journal, tokens: Tokens) -> None:
    """Open the log again and read the tokens again, on SIGHUP; what cannot be read is left as it was."""
    try:
        journal.reopen()
        tokens.reload()
    except KgError as error:
        journal.write("not-reloaded", reason=error.message)
    else:
        journal.write("reloaded")

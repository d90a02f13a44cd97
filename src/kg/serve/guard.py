"""What every request passes first and every answer last: the host it asks for, its headers, the log, the counts."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from starlette import types
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import Message
from kg.serve.journal import Journal
from kg.serve.refusals import Refusal
from kg.serve.settings import Settings

Header = tuple[bytes, bytes]
_OURS: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_ANY: Final = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
_PREFLIGHT: Final = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type"),
    (b"access-control-max-age", b"86400"),
)


class Guard:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, journal: Journal) -> None:
        """Take what it wraps, the settings, and where to log."""
        self._app = app
        self._settings = settings
        self._journal = journal
        self.counts: Counter[tuple[str, int]] = Counter()
        self.seconds = 0.0
        own = {settings.host} if settings.host not in _ANY else set()
        own = {f"[{name}]" if ":" in name else name for name in own}
        self._hosts = frozenset(name.lower() for name in (*_OURS, *own, *settings.hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, sent = time.perf_counter(), [0, 0]
        origin = self._allowed_origin(scope)

        async def noting(message: types.Message) -> None:
            if message["type"] == "http.response.start":
                sent[0] = message["status"]
                message["headers"] = [*self._headers(origin, message.get("headers", ()))]
            elif message["type"] == "http.response.body":
                sent[1] += len(message.get("body", b""))
            await send(message)

        try:
            refusal = self._refusal(scope)
            if refusal:
                await refusal.response(Request(scope))(scope, receive, noting)
            elif origin and _is_preflight(scope):
                await noting({"type": "http.response.start", "status": 204, "headers": list(_PREFLIGHT)})
                await noting({"type": "http.response.body", "body": b""})
            else:
                await self._app(scope, receive, noting)
        finally:
            self._note(scope, sent, time.perf_counter() - started)

    def _refusal(self, scope: Scope) -> Refusal | None:
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return Refusal(400, Message("a request has exactly one Host header"), Message("Send one."))
        host = given[0].decode("latin-1").lower()
        if name_of(host) not in self._hosts:
            hint = Message("The operator adds names by --allow-host.")
            return Refusal(421, Message("this server does not answer for that host"), hint)
        if (scope.get("authority") or host).lower() != host:
            return Refusal(
                400, Message("the address of the request and its Host header differ"), Message("Send the same in both.")
            )
        lengths = sum(len(value) for name, value in scope["headers"] if name == b"accept")
        if lengths > self._settings.limits.accept:
            return Refusal(431, Message("the Accept header is too long"), Message("Name the one format that you want."))
        return None

    def _allowed_origin(self, scope: Scope) -> bytes:
        allowed = self._settings.origins
        if not allowed:
            return b""
        origin: bytes = next((value for name, value in scope["headers"] if name == b"origin"), b"")
        if "*" in allowed:
            return b"*"
        return origin if origin.decode("latin-1") in allowed else b""

    def _headers(self, origin: bytes, given: Iterable[Header]) -> Iterator[Header]:
        """Yield the headers of an answer with those that every answer has."""
        by_origin = bool(self._settings.origins) and origin != b"*"
        for name, value in given:
            yield name, value + b", Origin" if by_origin and name == b"vary" else value
        yield from _HEADERS
        if origin:
            yield b"access-control-allow-origin", origin
        else:
            yield b"cross-origin-resource-policy", b"same-origin"

    def _note(self, scope: Scope, sent: list[int], seconds: float) -> None:
        status, size = sent
        self.counts[scope["method"] if scope["method"] in _METHODS else "other", status] += 1
        self.seconds += seconds
        self._journal.write_soon(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            bytes=size,
            ms=round(seconds * 1000, 1),
            client=client_of(scope, self._settings.proxies),
        )


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})


def _is_preflight(scope: Scope) -> bool:
    asked = any(name == b"access-control-request-method" for name, _ in scope["headers"])
    return bool(scope["method"] == "OPTIONS" and asked)


def name_of(host: str) -> str:
    """Return the name of a Host header, without its port; an address of IPv6 keeps its brackets."""
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


def client_of(scope: Scope, proxies: Iterable[str]) -> str:
    """Return the address that a request comes from; a proxy that is trusted says it by X-Forwarded-For."""
    client = str((scope.get("client") or ("",))[0])
    if client in proxies or (not client and "unix" in proxies):
        said = Request(scope).headers.get("x-forwarded-for", "")
        return said.rpartition(",")[2].strip() or client
    return client

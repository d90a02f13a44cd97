"""What those who run the server look at: is it alive, can it answer, and what has it done."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import Message
from kg.serve.formats import wanted
from kg.serve.guard import Guard
from kg.serve.refusals import Refusal
from kg.serve.serving import Question, Serving

_NO_STORE = {"Cache-Control": "no-store"}


async def health(_request: Request) -> Response:
    """Return that the server runs."""
    return PlainTextResponse("ok\n", headers=_NO_STORE)


async def ready(_request: Request, serving: Serving) -> Response:
    """Return that a child answers from the store. Raises `Refusal` with 503 when none does."""
    formats = wanted("*/*")
    assert formats is not None  # noqa: S101 - everything is acceptable
    generation = serving.now()
    head = {"do": "query", "solutions": "json", "triples": "", "base": "", "default": (), "named": (), "union": False}
    await serving.read(head, generation, Question("ASK {}", formats).text.encode())
    return PlainTextResponse("ready\n", headers=_NO_STORE)


async def metrics(request: Request, serving: Serving, guard: Guard) -> Response:
    """Return counts in the text format of Prometheus, to this machine alone. Raises `Refusal` with 404 to others."""
    client = request.client.host if request.client else ""
    if not _is_loopback(client) or "x-forwarded-for" in request.headers:
        raise Refusal(404, Message("there is nothing here"))
    return PlainTextResponse("".join(_lines(serving, guard)), headers=_NO_STORE, media_type="text/plain; version=0.0.4")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return not address  # a Unix socket


def _lines(serving: Serving, guard: Guard) -> Iterator[str]:
    yield from _metric("kg_requests_total", "counter", "Requests by method and status.")
    for (method, status), count in sorted(guard.counts.items()):
        yield f'kg_requests_total{{method="{method}",status="{status}"}} {count}\n'
    yield from _metric("kg_children_ended_total", "counter", "Children that were killed or crashed, by reason.")
    for kind in ("late", "memory", "crash", "left"):
        yield f'kg_children_ended_total{{reason="{kind}"}} {serving.readers.ends[kind] + serving.writer.ends[kind]}\n'
    for name, kind, text, value in (
        ("kg_request_seconds_total", "counter", "Time spent on requests.", guard.seconds),
        ("kg_children", "gauge", "Children that run.", serving.readers.alive + serving.writer.alive),
        ("kg_waiting", "gauge", "Requests that wait for a child.", serving.readers.waiting + serving.writer.waiting),
        ("kg_cache_hits_total", "counter", "Answers from the cache.", serving.answers.hits),
        ("kg_cache_misses_total", "counter", "Answers that were not in the cache.", serving.answers.misses),
        ("kg_cache_bytes", "gauge", "Size of the cache.", serving.answers.size),
    ):
        yield from _metric(name, kind, text)
        yield f"{name} {value:g}\n"


def _metric(name: str, kind: str, text: str) -> Iterator[str]:
    yield f"# HELP {name} {text}\n# TYPE {name} {kind}\n"

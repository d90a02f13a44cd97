"""The Graph Store HTTP Protocol: whole graphs, named by a parameter or by the request's own address."""

from __future__ import annotations

import email.policy
import re
import uuid
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import Message
from kg.serve.bodies import Parameters, media_type, read_body
from kg.serve.describing import here
from kg.serve.formats import TRIPLES, wanted_triples
from kg.serve.protocol import given
from kg.serve.refusals import Refusal
from kg.serve.serving import Change, Serving
from kg.serve.tokens import Tokens

_MULTIPART: Final = "multipart/form-data"
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_MOST_PARTS: Final = 100


class GraphStore:
    """The endpoint `/graph`, and every address below it."""

    def __init__(self, serving: Serving, tokens: Tokens) -> None:
        """Take the server, and who may change the data."""
        self._serving = serving
        self._tokens = tokens

    async def __call__(self, request: Request) -> Response:
        """Give, replace, add to or remove a graph. Raises `Refusal`."""
        self._tokens.require(request)
        parameters = Parameters.read(request.scope["query_string"])
        graph = _graph_of(request, parameters, here(request, self._serving.settings))
        if request.method in {"GET", "HEAD"}:
            if graph is None:
                raise Refusal(400, Message("no graph is named"), Message("Add ?graph=IRI or ?default."))
            choice = wanted_triples(", ".join(request.headers.getlist("accept")), parameters.single("format") or "")
            if not choice.name:
                raise Refusal(406, Message("a graph is RDF"), Message("One of: {known}", known=tuple(TRIPLES)))
            return given(await self._serving.graph(graph, choice), choice)
        return await self._changed(request, graph)

    async def _changed(self, request: Request, graph: str | None) -> Response:
        headers = {}
        if graph is None:
            if request.method != "POST":
                raise Refusal(400, Message("no graph is named"), Message("Add ?graph=IRI or ?default."))
            graph = f"{here(request, self._serving.settings)}/graph/{uuid.uuid4()}"
            headers["Location"] = graph
        parts: list[tuple[bytes, str]] = []
        if request.method != "DELETE":
            limits = self._serving.settings.limits
            kind = media_type(request)
            raw = await read_body(request, limits.upload, limits.body_seconds)
            parts = list(_parts(raw, kind, request.headers.get("content-type", "")))
        change = Change(
            request.method,
            b"".join(body for body, _ in parts),
            graph,
            base=graph or str(request.url),
            parts=tuple((len(body), name) for body, name in parts),
        )
        reply = await self._serving.change(change)
        return Response(status_code=int(reply.head["done"]), headers=headers)


def _graph_of(request: Request, parameters: Parameters, address: str) -> str | None:
    """Return the IRI of the graph that a request names: empty for the default graph, None for none."""
    below = request.scope["path"].removeprefix("/graph").lstrip("/")
    graph, default = parameters.single("graph"), parameters.single("default")
    if sum((graph is not None, default is not None, bool(below))) > 1:
        raise Refusal(
            400,
            Message("more than one graph is named"),
            Message("Name it by ?graph=IRI, by ?default, or by the address."),
        )
    if default is not None:
        return ""
    if below:
        raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
        return address + raw.decode("latin-1")
    if graph is not None and not _ABSOLUTE.fullmatch(graph):
        raise Refusal(
            400,
            Message("the graph's name is not an absolute IRI"),
            Message("Name it like ?graph=http%3A%2F%2Fexample.org%2Fg"),
        )
    return graph


def _parts(raw: bytes, kind: str, content_type: str) -> Iterator[tuple[bytes, str]]:
    """Yield each part of what is sent with the name of its format. Raises `Refusal` with 415 for one that is no RDF."""
    if kind != _MULTIPART:
        yield raw, _format(kind)
        return
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(EmailMessage, policy=email.policy.HTTP).parsebytes(head + raw)
    if not message.is_multipart():
        raise Refusal(
            400, Message("the parts cannot be told apart"), Message("Send multipart/form-data with a boundary.")
        )
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    if len(parts) > _MOST_PARTS:
        raise Refusal(413, Message("there are more than {most} parts", most=_MOST_PARTS), Message("Send fewer."))
    for part in parts:
        body = part.get_payload(decode=True)
        yield body if isinstance(body, bytes) else b"", _format(part.get_content_type())


def _format(kind: str) -> str:
    name = TRIPLES.get(kind)
    if name is None:
        raise Refusal(
            415,
            Message("{kind} is not read here", kind=kind[:80] or "?"),
            Message("One of: {known}", known=tuple(TRIPLES)),
        )
    return name

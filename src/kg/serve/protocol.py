"""The SPARQL 1.1 Protocol over HTTP: queries and updates (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import Message, QueryError
from kg.serve.bodies import FORM, Parameters, media_type, read_body, text_of
from kg.serve.describing import base_of, service_description
from kg.serve.formats import SOLUTIONS, TRIPLES, Choice, Wanted, wanted
from kg.serve.link import Reply
from kg.serve.refusals import Refusal
from kg.serve.serving import Change, Question, Serving
from kg.serve.tokens import Tokens
from kg.store.syntax import require_query

QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_KNOWN: Final = tuple(dict.fromkeys((*SOLUTIONS, *TRIPLES)))
_KEPT: Final = 4096
_MOST_KEPT: Final = 1024
_GRAPHS: Final = ("default-graph-uri", "named-graph-uri")
_USING: Final = ("using-graph-uri", "using-named-graph-uri")


def formats_wanted(request: Request, named: str) -> Wanted:
    """Return the formats that a request wants. Raises `Refusal` with 406 when there is none that is known."""
    accept = ", ".join(request.headers.getlist("accept"))
    found = wanted(accept, named)
    if found is None or not (found.solutions.name or found.triples.name):
        raise Refusal(406, Message("this format is not known"), Message("One of: {known}", known=_KNOWN))
    return found


def given(reply: Reply, choice: Choice) -> Response:
    """Return an answer as it is sent."""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(reply.body, headers=headers, media_type=choice.content_type)


def _wrong_type(kind: str, *known: str) -> Refusal:
    """Return the refusal of what is sent as another media type."""
    return Refusal(
        415, Message("{kind} is not read here", kind=kind[:80] or "?"), Message("One of: {known}", known=known)
    )


class Protocol:
    """The endpoints `/sparql` and `/update`."""

    def __init__(self, serving: Serving, tokens: Tokens) -> None:
        """Take the server, and who may change the data."""
        self._serving = serving
        self._tokens = tokens
        self._limits = serving.settings.limits
        self._asked: dict[Hashable, Question] = {}

    async def sparql(self, request: Request) -> Response:
        """Answer a query, or describe the service to a GET without parameters. Raises `Refusal`."""
        if request.method == "POST":
            return await self._answered(self._question(request, *await self._posted(request)))
        raw: bytes = request.scope["query_string"]
        known = (raw, *request.headers.getlist("accept"), base_of(request, self._serving))
        question = self._asked.get(known)
        if question is None:
            parameters = Parameters.read(raw)
            if not parameters.pairs:
                return service_description(request, self._serving)
            question = self._question(request, parameters.single("query"), parameters)
            if len(raw) < _KEPT:
                self._remember(known, question)
        return await self._answered(question)

    def _remember(self, known: Hashable, question: Question) -> None:
        """Keep what a request line asks: the same one comes again and again, and need not be read again."""
        if len(self._asked) >= _MOST_KEPT:
            self._asked.clear()
        self._asked[known] = question

    def _question(self, request: Request, text: str | None, parameters: Parameters) -> Question:
        parameters.refuse("update", *_USING)
        if text is None:
            raise Refusal(400, Message("there is no parameter query"), Message("Send query=SELECT..."))
        if len(text.encode()) > self._limits.query:
            raise Refusal(
                413, Message("the query is larger than {most} bytes", most=self._limits.query), Message("Split it.")
            )
        try:
            require_query(text)
        except QueryError as error:
            raise Refusal(400, error.message, error.hint) from None
        default, named = (tuple(parameters.all(name)) for name in _GRAPHS)
        formats = formats_wanted(request, parameters.single("format") or "")
        return Question(text, formats, base_of(request, self._serving), default, named)

    async def _posted(self, request: Request) -> tuple[str | None, Parameters]:
        parameters = Parameters.read(request.scope["query_string"])
        kind = media_type(request)
        if kind not in {FORM, QUERY}:
            raise _wrong_type(kind, FORM, QUERY)
        most = self._limits.query if kind == QUERY else self._limits.query * 3  # %XX takes three bytes
        raw = await read_body(request, most, self._limits.body_seconds)
        if kind == QUERY:
            parameters.refuse("query")
            return text_of(raw), parameters
        form = Parameters((*parameters.pairs, *Parameters.read(raw).pairs))
        return form.single("query"), form

    async def _answered(self, question: Question) -> Response:
        reply = await self._serving.query(question)
        return given(reply, question.wanted.of(str(reply.head["format"])))

    async def update(self, request: Request) -> Response:
        """Change the data. Raises `Refusal`."""
        self._tokens.require(request)
        parameters = Parameters.read(request.scope["query_string"])
        kind = media_type(request)
        if kind not in {FORM, UPDATE}:
            raise _wrong_type(kind, FORM, UPDATE)
        raw = await read_body(request, self._limits.upload, self._limits.body_seconds)
        if kind == UPDATE:
            parameters.refuse("update")
            text = text_of(raw)
        else:
            parameters = Parameters((*parameters.pairs, *Parameters.read(raw).pairs))
            found = parameters.single("update")
            if found is None:
                raise Refusal(400, Message("there is no parameter update"), Message("Send update=INSERT..."))
            text = found
        parameters.refuse("query", *_GRAPHS)
        default, named = (tuple(parameters.all(name)) for name in _USING)
        reply = await self._serving.change(
            Change("UPDATE", text.encode(), base=base_of(request, self._serving), default=default, named=named)
        )
        return Response(status_code=int(reply.head["done"]))

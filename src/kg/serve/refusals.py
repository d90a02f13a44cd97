"""Requests that are refused: the status, what is wrong, and what to do next, in the language that the client wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import Foreign, Message, in_language
from kg.serve.formats import language_wanted


class Told(Foreign):
    """What a child says, in each language: of a message, only texts come through the connection."""

    __slots__ = ("_texts",)

    _texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str]) -> Self:
        """Take the text in each language."""
        made = super().__new__(cls, texts["en"])
        made._texts = texts
        return made

    def in_language(self, language: str) -> str:
        """Return the text in a language."""
        return self._texts.get(language, str(self))


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of ours
    """A request is not answered as asked."""

    def __init__(
        self, status: int, message: Message, hint: Message | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        """Take the HTTP status, what is wrong, what to do next, and further headers."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint or Foreign("")
        self.headers = dict(headers or {})

    def response(self, request: Request) -> Response:
        """Return the refusal as it is sent, in the language that the client wants."""
        language = language_wanted(request.headers.get("accept-language", ""))
        text = in_language(Message("Error: {message}", message=self.message), language) + "\n"
        if self.hint:
            text += in_language(Message("Hint: {hint}", hint=self.hint), language) + "\n"
        headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept, Accept-Language"}
        return PlainTextResponse(text, self.status, headers={**headers, **self.headers})


async def refuse(request: Request, error: Exception) -> Response:
    """Answer with a refusal that was raised."""
    assert isinstance(error, Refusal)  # noqa: S101 - it is registered for these alone
    return error.response(request)

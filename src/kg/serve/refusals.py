"""Requests that are refused: the status, what is wrong in plain words, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of ours
    """A request is not answered as asked."""

    def __init__(self, status: int, message: str, hint: str = "", headers: Mapping[str, str] | None = None) -> None:
        """Take the HTTP status, what is wrong, what to do next, and further headers."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """Return the refusal as it is sent."""
        text = f"Error: {self.message}\n" + (f"Hint: {self.hint}\n" if self.hint else "")
        return PlainTextResponse(text, self.status, headers={"Cache-Control": "no-store", **self.headers})


async def refuse(_request: Request, error: Exception) -> Response:
    """Answer with a refusal that was raised."""
    assert isinstance(error, Refusal)  # noqa: S101 - it is registered for these alone
    return error.response()

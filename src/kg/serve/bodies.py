"""What is sent with a request: read within a size and a time, and its parameters."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.errors import Message
from kg.serve.refusals import Refusal

FORM: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 200


async def read_body(request: Request, most: int, seconds: float) -> bytes:
    """Return the whole body. Raises `Refusal` with 413 over `most` bytes, 408 after `seconds`, 415 when it is coded."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, Message("a compressed body is not read"), Message("Send it as it is."))
    too_large = Refusal(
        413, Message("the body is larger than {most} bytes", most=most), Message("Send less."), {"Connection": "close"}
    )
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > most:
        raise too_large
    pieces, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise too_large
                pieces.append(piece)
    except TimeoutError:
        late = Message("the body was not whole within {seconds:g} s", seconds=seconds)
        raise Refusal(408, late, Message("Send it faster, or in smaller pieces."), {"Connection": "close"}) from None
    except ClientDisconnect:
        raise Refusal(400, Message("the body ended early")) from None
    return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters of a request in their order, names as they are written."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, raw: bytes) -> Parameters:
        """Return the parameters of a query string or a form. Raises `Refusal` when they are not UTF-8, or too many."""
        try:
            text = raw.decode("utf-8")
            found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        except UnicodeDecodeError:
            raise Refusal(
                400, Message("the parameters are not UTF-8"), Message("Encode them as UTF-8, then by %XX.")
            ) from None
        except ValueError:
            raise Refusal(
                400, Message("there are more than {most} parameters", most=_MOST_FIELDS), Message("Send fewer.")
            ) from None
        return cls(tuple(found))

    def all(self, name: str) -> list[str]:
        """Return all values of a parameter."""
        return [value for each, value in self.pairs if each == name]

    def single(self, name: str) -> str | None:
        """Return the value of a parameter, None without it. Raises `Refusal` when it is there twice."""
        values = self.all(name)
        if len(values) > 1:
            raise Refusal(
                400, Message("{name} is given {count} times", name=name, count=len(values)), Message("Give it once.")
            )
        return values[0] if values else None

    def refuse(self, *names: str) -> None:
        """Raise `Refusal` when one of these parameters is there."""
        for name in names:
            if self.all(name):
                raise Refusal(400, Message("{name} does not belong here", name=name), Message("Leave it out."))


def media_type(request: Request) -> str:
    """Return the media type of what is sent, in small letters. Raises `Refusal` for a charset that is not UTF-8."""
    name, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    for each in parameters:
        if each.startswith("charset=") and each[8:].strip('"') not in {"utf-8", "utf8", "us-ascii"}:
            raise Refusal(400, Message("the encoding {name} is not read", name=each[8:][:40]), Message("Send UTF-8."))
    return name


def text_of(raw: bytes) -> str:
    """Return a text that was sent. Raises `Refusal` when it is not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(
            400, Message("byte {number} is not UTF-8", number=error.start + 1), Message("Send the text as UTF-8.")
        ) from None

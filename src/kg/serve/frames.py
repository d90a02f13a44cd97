"""What a server and its children say to each other: a head as JSON and a body as bytes, each with its length before it.

A child has no other way in or out than this one connection.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

LENGTHS: Final = struct.Struct("!II")
Head = Mapping[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """Return a message as it is sent."""
    raw = json.dumps(head, separators=(",", ":")).encode()
    return b"".join((LENGTHS.pack(len(raw), len(body)), raw, body))


def unpacked(buffer: bytearray) -> tuple[Head, bytes] | None:
    """Return the message that a buffer begins with, which is then empty; None while it is not whole."""
    if len(buffer) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack_from(buffer)
    if len(buffer) < LENGTHS.size + head + body:
        return None
    found = json.loads(buffer[LENGTHS.size : LENGTHS.size + head])
    raw = bytes(buffer[LENGTHS.size + head : LENGTHS.size + head + body])
    buffer.clear()
    return found, raw


def received(connection: socket.socket) -> tuple[Head, bytes]:
    """Return the next message of a connection, waiting for it. Raises `EOFError` when the other side has ended."""
    head, body = LENGTHS.unpack(_exactly(connection, LENGTHS.size))
    return json.loads(_exactly(connection, head)), bytes(_exactly(connection, body))


def _exactly(connection: socket.socket, size: int) -> bytearray:
    raw = bytearray(size)
    rest = memoryview(raw)
    while rest:
        count = connection.recv_into(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return raw

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
_encoded: Final = json.JSONEncoder(separators=(",", ":")).encode
_AT_ONCE: Final = 256 * 1024
Head = Mapping[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """Return a message as it is sent."""
    raw = _encoded(head).encode()
    return b"".join((LENGTHS.pack(len(raw), len(body)), raw, body))


def unpacked(buffer: bytearray) -> tuple[Head, bytes] | None:
    """Return the message that a buffer begins with, which is then empty; None while it is not whole."""
    if len(buffer) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack_from(buffer)
    if len(buffer) < LENGTHS.size + head + body:
        return None
    with memoryview(buffer) as view:  # a slice of the buffer itself would be one more copy
        found = json.loads(bytes(view[LENGTHS.size : LENGTHS.size + head]))
        raw = bytes(view[LENGTHS.size + head : LENGTHS.size + head + body])
    buffer.clear()
    return found, raw


def received(connection: socket.socket) -> tuple[Head, bytes]:
    """Return the next message of a connection, waiting for it: one at a time, for each has its answer first.

    Raises `EOFError` when the other side has ended.
    """
    buffer = bytearray()
    while (found := unpacked(buffer)) is None:
        piece = connection.recv(_AT_ONCE)
        if not piece:
            raise EOFError
        buffer += piece
    return found

"""The log: one JSON object a line. It never holds the text of a query, a token, or a raw control character."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from kg.errors import Foreign, Message, OutputError

_SOON: Final = 0.1
_encoded: Final = json.JSONEncoder(ensure_ascii=True, default=str).encode


class Journal:
    """Writes lines to a file, or to standard error for `-`. Nothing is written for an empty path."""

    def __init__(self, path: str) -> None:
        """Open the file to append. Raises `OutputError` when it cannot be."""
        self._path = path
        self._number = -1
        self._lines: list[str] = []
        self._flush: asyncio.TimerHandle | None = None
        self.reopen()

    def reopen(self) -> None:
        """Open the file again, after somebody has moved it away. Raises `OutputError`."""
        self.flush()
        before = self._number
        if self._path == "-":
            self._number = sys.stderr.fileno()
        elif self._path:
            try:
                self._number = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
            except OSError as error:
                raise OutputError(
                    Message("{path} cannot be written: {reason}", path=self._path, reason=Foreign(str(error.strerror))),
                    Message("Name another file by --log."),
                ) from error
            if before >= 0:
                os.close(before)

    def write(self, event: str, **fields: object) -> None:
        """Write one line: the time in UTC, the event, and fields. A full disk stops nobody from being served."""
        self._keep(event, fields)
        self.flush()

    def write_soon(self, event: str, **fields: object) -> None:
        """Write one line within a moment, together with others: a call of the system for each costs too much."""
        self._keep(event, fields)
        if self._flush is None:
            self._flush = asyncio.get_running_loop().call_later(_SOON, self.flush)

    def _keep(self, event: str, fields: Mapping[str, object]) -> None:
        if self._number >= 0:
            line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **fields}
            self._lines.append(_encoded(line))

    def flush(self) -> None:
        """Write what is kept."""
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None
        lines, self._lines = self._lines, []
        if lines:
            with suppress(OSError):
                os.write(self._number, "\n".join((*lines, "")).encode("ascii"))

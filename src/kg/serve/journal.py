"""The log: one JSON object a line. It never holds the text of a query, a token, or a raw control character."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime

from kg.errors import Foreign, Message, OutputError


class Journal:
    """Writes lines to a file, or to standard error for `-`. Nothing is written for an empty path."""

    def __init__(self, path: str) -> None:
        """Open the file to append. Raises `OutputError` when it cannot be."""
        self._path = path
        self._number = -1
        self.reopen()

    def reopen(self) -> None:
        """Open the file again, after somebody has moved it away. Raises `OutputError`."""
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
        if self._number < 0:
            return
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **fields}
        with suppress(OSError):
            os.write(self._number, json.dumps(line, ensure_ascii=True, default=str).encode() + b"\n")

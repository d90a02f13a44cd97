"""The store that a child has open: another one when another generation is asked for."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import Foreign, Message, StoreError

_TRIES: Final = 3


class Opened:
    """At most one store. While it is open, its folder has a shared lock, so that nobody removes it."""

    def __init__(self) -> None:
        """Begin without a store."""
        self._at: tuple[str, str] | None = None
        self._raw: ox.Store | None = None
        self._lock = -1

    def of(self, folder: str, key: str, *, writable: bool = False) -> ox.Store:
        """Return the store in a folder, opened again when its key has changed. Raises `StoreError`."""
        if self._raw is None or self._at != (folder, key):
            self.close()
            self._raw = _open(folder, writable=writable)
            self._lock = _shared_lock(Path(folder))
            self._at = (folder, key)
        return self._raw

    def close(self) -> None:
        """Let go of the store and its lock."""
        self._raw, self._at = None, None
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _open(folder: str, *, writable: bool) -> ox.Store:
    error: Exception | None = None
    for _ in range(_TRIES):  # a writer may take a file away just when it is to be opened
        try:
            return ox.Store(folder) if writable else ox.Store.read_only(folder)
        except (OSError, RuntimeError) as each:
            error = each
    raise StoreError(
        Message("the store cannot be opened: {reason}", reason=Foreign(str(error))),
        Message("Try again; if it stays so: kg build"),
    ) from error


def _shared_lock(folder: Path) -> int:
    import fcntl  # noqa: PLC0415 - not on Windows, where nothing is served

    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    with suppress(OSError):  # where there are no locks, the generation before the last is kept all the same
        fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return number

"""Which store is served right now: a build puts a new generation in place while the server runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kg.errors import Foreign, Message, StoreError
from kg.store import POINTER, WRITABLE, building, is_writable, store_folder


@dataclass(frozen=True, slots=True)
class Generation:
    """A folder to open, and a key that differs from that of any other state of the data."""

    folder: str
    key: str


class Served:
    """The store at a path. `now` is asked for each request: it costs one look at the pointer's times."""

    def __init__(self, path: Path) -> None:
        """Take the path. Raises `StoreError` when there is no store."""
        self._path = path
        self._pointer = str(path / POINTER)
        self._seen: tuple[int, int] | None = None
        self._folder = ""
        self._now = Generation("", "")
        self._changes = 0
        self.now()

    def now(self) -> Generation:
        """Return the generation in use. Raises `StoreError` when the store has disappeared."""
        seen = self._stamp()
        if seen is None or seen != self._seen:
            self._folder = str(store_folder(self._path).resolve())
            self._seen = seen
            self._now = Generation(self._folder, f"{self._seen}{self._changes}")
        return self._now

    def changed(self) -> None:
        """Note that a writer has changed the data: whatever was answered before may be different now."""
        self._changes += 1
        self._seen = None

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._pointer)  # noqa: PTH116 - once a request
        except OSError:  # an Oxigraph folder that kg did not make has no pointer, and stays what it is
            return (0, 0) if (self._path / "CURRENT").exists() else None
        return found.st_mtime_ns, found.st_ino


def made_writable(path: Path) -> bool:
    """Mark a store as one that a server writes to, so that no build replaces it; say whether it was made just now.

    A missing store is created empty. Raises `StoreError` when it cannot be.
    """
    made = not path.exists() or (path.is_dir() and not any(path.iterdir()))
    try:
        if made:
            with building(path):
                pass
        else:
            store_folder(path)
        if not is_writable(path):
            (path / WRITABLE).write_text(
                "kg serve --writable writes to this store; kg build leaves it alone.\n", "ascii"
            )
    except OSError as error:
        raise StoreError(
            Message("the store at {path} cannot be written: {reason}", path=path, reason=Foreign(str(error))),
            Message("Name another with --store."),
        ) from error
    return made

"""How a store on disk is built and replaced: a new generation beside the one in use, then the pointer in one step."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from kg.errors import Foreign, Message, StoreError
from kg.store.embedded import POINTER, Origin, OxigraphStore, pointer
from kg.store.worker import in_worker

WRITABLE: Final = "writable"  # a file of this name marks a store that a server writes to
_UNKNOWN: Final = Origin()


@contextmanager
def building(
    path: Path,
    origin: Origin = _UNKNOWN,
    tell: Callable[[str], None] = lambda _note: None,
) -> Iterator[OxigraphStore]:
    """Give a fresh store to fill; when the block ends well it takes the place of the store at `path`.

    `tell` is called with a note where the file system has no locks: then nothing keeps a second build out.

    When the block fails, the new generation is removed and the old one stays in use. Raises `StoreError` when the path
    is taken by something that is no store, cannot be written, or is being built by another process.
    """
    name = f"generation-{uuid.uuid4().hex[:12]}"
    try:
        _refuse_strangers(path)
        path.mkdir(parents=True, exist_ok=True)
        lock = _lock(path, tell)
    except OSError as error:
        raise StoreError(
            Message("the store at {path} cannot be written: {reason}", path=path, reason=Foreign(str(error))),
            Message("Name another with --store."),
        ) from error
    with lock:
        before, fresh = _generation(path), None
        try:
            fresh = OxigraphStore(ox.Store(str(path / name)), str(path))
            yield fresh
            in_worker(fresh.raw.flush)
            fresh.close()
            _point_to(path, name, origin)
            _remove_all_but(path, {name, before})
        except OSError as error:
            raise StoreError(
                Message("the store at {path} cannot be written: {reason}", path=path, reason=Foreign(str(error))),
                Message("Is the disk full?"),
            ) from error
        finally:
            if fresh is not None:
                fresh.close()
            if _generation(path) != name:
                shutil.rmtree(path / name, ignore_errors=True)


def _refuse_strangers(path: Path) -> None:
    if is_writable(path):
        raise StoreError(
            Message("the store at {path} is one that kg serve --writable writes to", path=path),
            Message("Build elsewhere with --store, or move it."),
        )
    if path.is_file():
        raise StoreError(Message("{path} is a file, not a store", path=path), Message("Name a folder with --store."))
    if path.is_dir() and any(path.iterdir()) and not (path / POINTER).exists() and not _is_unfinished(path):
        raise StoreError(
            Message("{path} is not empty and not a store", path=path), Message("Name another folder with --store.")
        )


def is_writable(path: Path) -> bool:
    """Say whether a store is marked as one that a server writes to: a build never replaces it."""
    return (path / WRITABLE).exists()


def _is_unfinished(path: Path) -> bool:
    return all(p.name.startswith("generation-") or p.name in {_LOCK, _BESIDE} for p in path.iterdir())


_LOCK: Final = "building.lock"
_BESIDE: Final = f"{POINTER}.new"
# Windows bars others from locked bytes, so the locked one lies far behind those that tell who holds it.
_LOCKED_BYTE: Final = 1_000_000


# what a lock that somebody else holds gives; other errors mean that the file system has no locks
_HELD: Final = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})


def _lock(path: Path, tell: Callable[[str], None]) -> IO[str]:
    """Take the build lock, which ends with this process however it ends; return its open file."""
    file = (path / _LOCK).open("a+", encoding="ascii", errors="replace")
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - on Windows alone

            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - everywhere else

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            told = {"path": path, "reason": Foreign(error.strerror or str(error))}
            tell(
                Message(
                    "{path}: the file system has no locks ({reason}); let no other build run there meanwhile.", **told
                )
            )
            return file
        file.seek(0)
        owner = file.read().strip() or Message("another")
        file.close()
        raise StoreError(
            Message("the store at {path} is locked: process {owner} is building it", path=path, owner=owner),
            Message("Wait for it to end, or build elsewhere with --store."),
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _generation(path: Path) -> str:
    """Return the generation in use; an empty string where there is none or its pointer cannot be read."""
    try:
        return pointer(path)["generation"]
    except StoreError:
        return ""


def _point_to(path: Path, generation: str, origin: Origin) -> None:
    built = datetime.now(UTC).isoformat(timespec="seconds")
    pointer = {"generation": generation, **asdict(origin), "built": built}
    beside = path / _BESIDE
    beside.write_text(json.dumps(pointer, indent=1) + "\n", encoding="utf-8")
    beside.replace(path / POINTER)


def _remove_all_but(path: Path, kept: set[str]) -> None:
    """Remove the other generations that no server reads. The one before is kept: a reader may still have it open."""
    for generation in path.glob("generation-*"):
        if generation.name not in kept and not _is_read(generation):
            shutil.rmtree(generation, ignore_errors=True)


def _is_read(generation: Path) -> bool:
    """Say whether a server holds its shared lock on a generation."""
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - not on Windows

    number = os.open(generation, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _HELD
    finally:
        os.close(number)
    return False

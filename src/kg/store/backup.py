"""A store as one file, with its hash and its number of quads, and back again.

The quads are written out, not the files of the engine: those of a store that a server writes to at the moment lack what
is not flushed yet, and say nothing of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

import pyoxigraph as ox

from kg.errors import Foreign, Message, StoreError
from kg.store.embedded import Origin, built_from, store_folder
from kg.store.generations import WRITABLE, building, is_writable
from kg.store.worker import in_worker

_QUADS: Final = "quads.nq"
_MANIFEST: Final = "manifest.json"
_AT_ONCE: Final = 1024 * 1024
_OTHER: Final = Message("Name another file, or make it again with: kg backup")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a file holds: how many quads, the SHA-256 of their N-Quads, and what the store was built from."""

    quads: int
    sha256: str
    writable: bool
    origin: Origin


class _Hashing(io.RawIOBase):
    """Passes bytes on, and counts lines and the SHA-256."""

    def __init__(self, inner: IO[bytes]) -> None:
        super().__init__()
        self._inner = inner
        self.sha256 = hashlib.sha256()
        self.lines = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:  # noqa: ANN401 - whatever holds bytes
        self.sha256.update(piece)
        self.lines += bytes(piece).count(b"\n")
        return self._inner.write(piece)


def back_up(store: str, file: Path) -> Backup:
    """Write a store on disk into a file, which is replaced whole or not at all; return what it holds.

    Raises `StoreError` when there is no store, or the file cannot be written.
    """
    path = Path(store)
    folder = store_folder(path)
    beside = file.with_name(f"{file.name}.new")
    try:
        raw = ox.Store.read_only(str(folder))
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            with packed.open(_QUADS, "w", force_zip64=True) as member:
                hashing = _Hashing(member)
                in_worker(lambda: raw.dump(io.BufferedWriter(hashing, _AT_ONCE), ox.RdfFormat.N_QUADS))
            made = Backup(hashing.lines, hashing.sha256.hexdigest(), is_writable(path), built_from(store) or Origin())
            packed.writestr(_MANIFEST, json.dumps(asdict(made), indent=1))
        beside.replace(file)
    except (OSError, RuntimeError) as error:
        raise StoreError(
            Message("{path} cannot be written: {reason}", path=file, reason=Foreign(str(error))),
            Message("Is the disk full?"),
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return made


def restore(file: Path, store: str, tell: Callable[[str], None] = lambda _note: None) -> Backup:
    """Make a store of a file that `back_up` wrote; it takes the place of the one at `store` once hash and counts agree.

    Raises `StoreError` when the file is damaged or is none, or when a server writes to the store that is there.
    """
    with _opened(file) as (packed, manifest), TemporaryDirectory(prefix="kg-") as folder:
        quads = Path(folder) / _QUADS
        with packed.open(_QUADS) as member, quads.open("wb") as output:
            hashing = _Hashing(output)
            while piece := member.read(_AT_ONCE):
                hashing.write(piece)
        if (hashing.sha256.hexdigest(), hashing.lines) != (manifest.sha256, manifest.quads):
            raise StoreError(Message("{path} is damaged: its hash or its count differs", path=file), _OTHER)
        with building(Path(store), manifest.origin, tell) as fresh:
            if fresh.load(quads) != manifest.quads:
                raise StoreError(Message("{path} is damaged: its hash or its count differs", path=file), _OTHER)
        if manifest.writable:
            (Path(store) / WRITABLE).touch()
    return manifest


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Backup]]:
    try:
        with zipfile.ZipFile(file) as packed:
            found = json.loads(packed.read(_MANIFEST))
            manifest = Backup(
                int(found["quads"]), str(found["sha256"]), bool(found["writable"]), Origin(**found["origin"])
            )
            yield packed, manifest
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise StoreError(
            Message("{path} cannot be read: {reason}", path=file, reason=Foreign(str(error))), _OTHER
        ) from error

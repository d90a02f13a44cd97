"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg.errors import Foreign, Message, OutputError


def write_file(content: str | bytes, output: str | Path) -> Path:
    """Write a file beside the old one, then put it in its place; return its path. Text is written as UTF-8.

    Folders that are missing are made, a link stays a link, and a device or a pipe is written to as it is. Raises
    `OutputError` when the file cannot be written; the old one then stays.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path = Path(output)
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(raw)  # by the name given: behind /dev/stdout may lie a pipe, which has no other
            return path
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(beside).chmod(0o666 & ~_umask())
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            Message(
                "{output} cannot be written: {reason}", output=output, reason=Foreign(error.strerror or str(error))
            ),
            Message("Name another with -o."),
        ) from error
    return path


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files, all or none: when one cannot be written or the work is interrupted, those before it are put back.

    Raises `OutputError` when a file cannot be written.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    written: list[Path] = []
    done = False
    try:
        for path, raw in contents.items():
            written.append(path)
            write_file(raw, path)
        done = True
    finally:
        for path in [] if done else written:
            old = before[path]
            if old is not None and path.read_bytes() != old:
                write_file(old, path)
            elif old is None and path.exists():
                path.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

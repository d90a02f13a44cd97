"""The program, started as a user starts it, or called in this process with the same contract."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

Ended = subprocess.CompletedProcess[str]


def started(arguments: Sequence[str], cwd: Path, given: bytes, **environment: str) -> Ended:
    """Run `kg ARGUMENTS` in a process of its own and return what it wrote and how it ended."""
    command = [sys.executable, "-m", "kg", *arguments]
    settings = {name: value for name, value in os.environ.items() if name != "KG_TEXTS"} | environment
    ended = subprocess.run(command, cwd=cwd, input=given, capture_output=True, env=settings, check=False)
    return _ended(command, ended.returncode, ended.stdout, ended.stderr)


def called(arguments: Sequence[str], cwd: Path, given: bytes) -> Ended:
    """Call the program's `main` with these words, input and folder; an error that nobody foresaw is raised here."""
    from kg.cli import main  # noqa: PLC0415 - what imports this module need not import the program

    command = ["kg", *arguments]
    status = 0
    with _as_of(command, cwd), _streams(given) as (out, err):
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    return _ended(command, status, out.getvalue(), err.getvalue())


def _ended(command: list[str], status: int, out: bytes, err: bytes) -> Ended:
    return Ended(command, status, out.decode(), err.decode(errors="replace"))


@contextmanager
def _as_of(command: list[str], cwd: Path) -> Iterator[None]:
    """Make this process look, within the block, like one that was started with this command in this folder."""
    before, words, hook, texts = Path.cwd(), sys.argv, sys.excepthook, os.environ.pop("KG_TEXTS", None)
    sys.argv = command
    os.chdir(cwd)
    try:
        yield
    finally:
        os.chdir(before)
        sys.argv, sys.excepthook = words, hook
        if texts is not None:
            os.environ["KG_TEXTS"] = texts


@contextmanager
def _streams(given: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Put pipes in the place of the three standard streams; yield what is written to output and to error."""
    out, err = io.BytesIO(), io.BytesIO()
    before = sys.stdin, sys.stdout, sys.stderr
    streams = [io.TextIOWrapper(raw, encoding="utf-8") for raw in (io.BytesIO(given), out, err)]
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        for stream in streams:
            stream.flush()
            stream.detach()

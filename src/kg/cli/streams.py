"""The three standard streams, whatever the shell made of them: closed, full, or a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final, TextIO

import click

from kg.cli.language import spoken
from kg.document.text import visible
from kg.errors import Foreign, Message, OutputError, in_language

_KEPT: Final = "\n\t"
_HINT: Final = Message("Is the disk full, or the output closed? Name a file with -o.")


def open_standard_streams() -> None:
    """Make the standard streams UTF-8, and put something in the place of those that the shell closed.

    A closed input or output then fails when it is used; what is said on a closed standard error is dropped. Their
    numbers are taken, so that no file of a store is opened under one of them.
    """
    for number, way in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):  # of the first two, each the wrong one
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, way)
    sys.stdin = sys.stdin or os.fdopen(0, "r", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def write_standard_output(raw: bytes) -> None:
    """Write bytes as they are. Raises `OutputError`, or `BrokenPipeError` when the reader has gone away."""
    if not raw:  # a device that is full refuses even that
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(error) from error


def unwritable(error: OSError) -> OutputError:
    """Return what is told when standard output cannot be written; what is held back for it is dropped."""
    sys.stdout = _nowhere()
    why = Foreign(error.strerror or str(error))
    return OutputError(Message("standard output cannot be written: {why}", why=why), _HINT)


def tell(message: str) -> None:
    """Write a message for people to standard error, in their language; one that cannot be written is dropped."""
    try:
        click.echo(visible(in_language(message, spoken()), _KEPT), err=True)
    except OSError:
        sys.stderr = _nowhere()


def for_terminal(text: str) -> str:
    """Return a text that leaves a terminal as it is: its lines stay, other control characters are made visible."""
    return visible(text, _KEPT)


def _nowhere() -> TextIO:
    """Return a stream that takes everything and keeps nothing."""
    return Path(os.devnull).open("w", encoding="utf-8")

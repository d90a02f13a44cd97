"""Packages of the extra `tables`, which are large: what is said where one is wanted and not installed."""

from __future__ import annotations

import shlex
import sys

from kg.errors import Message, OutputError


def not_installed(what: str, package: str) -> OutputError:
    """Return the error for what needs a package of the extra `tables`, with the command that installs it.

    >>> not_installed("Parquet", "pyarrow").message
    "Parquet needs pyarrow, which is part of the extra 'tables' and not installed"
    """
    command = f"{shlex.quote(sys.executable or 'python3')} -m pip install {package}"
    return OutputError(
        Message(
            "{what} needs {package}, which is part of the extra 'tables' and not installed", what=what, package=package
        ),
        Message("Install it with: {command}", command=command),
    )

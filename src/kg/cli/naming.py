"""What a command line names must have a name: an empty text, such as an unset variable gives, is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.errors import Message, UsageError


def named(_ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return what an option names. Raises `UsageError` for an empty text."""
    if value is not None and not value.strip():
        raise _nothing(parameter)
    return value


class NamedPath(click.Path):
    """A path that is not empty: `Path("")` would be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's own signature
        """Return the path. Raises `UsageError` for an empty text."""
        if not str(value).strip():
            raise _nothing(param)
        return super().convert(value, param, ctx)


def named_folder(*, file_okay: bool = True) -> NamedPath:
    """Return the type of an option or argument that names a folder."""
    return NamedPath(path_type=Path, file_okay=file_okay)


def _nothing(parameter: click.Parameter | None) -> UsageError:
    name = (
        parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name if parameter else ""
    )
    return UsageError(
        Message("{name} names nothing", name=name), Message("Is a variable unset? Name something, or leave it out.")
    )

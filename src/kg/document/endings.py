"""The format that a file's ending promises. One table for the command line and for what saves itself in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import Message, UsageError

_ENDINGS: Final[Mapping[str, str]] = {
    **{name: name for name in ("csv", "tsv", "json", "xml", "jsonl", "parquet", "xlsx", "html", "svg", "png", "pdf")},
    **{name: name for name in ("gexf", "graphml", "trig", "jsonld")},
    "ndjson": "jsonl",
    "zip": "zip",
    "nq": "nquads",
    "nt": "ntriples",
    "ttl": "turtle",
    "md": "markdown",
    "markdown": "markdown",
    "htm": "html",
}
_PLAIN: Final = "txt"  # holds any format that is asked for; without one, what people read
_FOR_PEOPLE: Final = ("text", "table")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def chosen_format(
    path: str | Path, asked: str, known: Sequence[str], default: str = "", also: Mapping[str, str] = _NONE
) -> str:
    """Return the format in which a file is written: `asked`, else what its ending promises, else `default`.

    `known` are the formats that there are, `also` has further endings with the format that each promises; a name
    without an ending, and `-`, promise nothing. Raises `UsageError` where the ending promises another format than is
    asked for or known, with the endings that would do.
    """
    ending = Path(path).suffix.lower().lstrip(".") if str(path) != "-" else ""
    promised = also.get(ending) or _ENDINGS.get(ending, "")
    if asked:
        if asked not in known:
            raise UsageError(
                Message("{path} cannot be written as {asked}", path=path, asked=asked),
                Message("One of: {known}", known=tuple(known)),
            )
        if promised and promised != asked:
            raise UsageError(
                Message("{path} would hold {asked}, not {promised}", path=path, asked=asked, promised=promised),
                Message("Leave -f out, or name the file for it."),
            )
        return asked
    if ending == _PLAIN:
        promised = next((fmt for fmt in _FOR_PEOPLE if fmt in known), "")
    if ending and promised not in known:
        raise UsageError(
            Message("{path} cannot be written as {promised}", path=path, promised=promised or ending),
            _hint(known, also),
        )
    return promised or default


def _hint(known: Sequence[str], also: Mapping[str, str]) -> Message:
    """Return the endings that promise one of some formats, the usual one of each, in the order of the formats."""
    plain = dict.fromkeys(_FOR_PEOPLE, _PLAIN)
    usual = plain | {fmt: ending for ending, fmt in reversed(tuple(_ENDINGS.items()))}
    found = dict.fromkeys(usual[fmt] for fmt in known if fmt in usual)
    return Message("Known endings: {endings}", endings=tuple(f".{ending}" for ending in (*found, *also)))

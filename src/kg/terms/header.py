"""What a query file says of itself in the lines `#+ key: value` at its head."""

from __future__ import annotations

import re
from typing import Final

_LINE: Final = re.compile(r"^#\+ (?P<key>[a-z_-]+): (?P<value>.*)$", re.MULTILINE)


def headers(text: str) -> dict[str, str]:
    """Return what the lines `#+ key: value` of a query say, by key."""
    return {line["key"]: line["value"].strip() for line in _LINE.finditer(text)}


def header(text: str, key: str) -> str:
    """Return the value of the line `#+ key: value` of a query, empty where it has none."""
    return headers(text).get(key, "")


def names_in(text: str, key: str) -> tuple[str, ...]:
    """Return the names that a line of the header lists, parted by commas or blanks."""
    return tuple(re.findall(r"\w+", header(text, key)))

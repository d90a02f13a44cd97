"""What a question says of its rows in the lines at its head."""

from __future__ import annotations

import re


def header(text: str, key: str) -> str:
    """Return the value of the line `#+ key: value` of a question, empty where it has none."""
    found = re.search(rf"^#\+ {key}: (.*)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def names_in(text: str, key: str) -> tuple[str, ...]:
    """Return the names that a line of the header lists, parted by commas or blanks."""
    return tuple(re.findall(r"\w+", header(text, key)))

"""Names in lines, and how wide they are: the same rules as in `page/looks.js`."""

from __future__ import annotations

import re
from typing import Final

_WIDE_FROM: Final = 0x2E80
_NARROW: Final = 0.55
SMALL: Final = 0.51  # a narrow character of a small text, which is set closer
_MOST_LINES: Final = 4
# no line ends with what opens a bracket or begins with what closes one
_PARTS: Final = re.compile(
    "[(（“‘《〈「『【]*"
    "(?:[^\\s\\x00-\\u2e7f（）《》〈〉「」『』【】，。、；：？！]|[^\\s\\u2e80-\\uffff()“”‘’]+)"
    "[)）”’》〉」』】，。、；：？！]*\\s*|\\S|\\s+"
)


def wideness(text: str, narrow: float = _NARROW) -> float:
    """Return the width of a text in Chinese characters; a narrow character counts as about half."""
    return sum(1 if ord(sign) > _WIDE_FROM else narrow for sign in text)


def wrapped(text: str, most: int) -> list[str]:
    """Return lines of about equal length, at most `most` wide characters, four at most; Latin words stay whole."""
    total = wideness(text)
    each = min(most, total / max(1, -(-total // most)) + 0.6)
    lines = [""]
    for part in _PARTS.findall(text) or [text]:
        if lines[-1] and wideness(lines[-1]) + wideness(part.rstrip()) > max(each, 1):
            lines.append(part)
        else:
            lines[-1] += part
    cut = [line.strip() for line in lines]
    cut = [line[: 2 * most] + "…" if len(line) > 2 * most else line for line in cut]
    if len(cut) <= _MOST_LINES:
        return cut
    *kept, last = cut[:_MOST_LINES]
    return [*kept, f"{last[:-1]}…" if ord(last[-1]) > _WIDE_FROM else f"{last} …"]

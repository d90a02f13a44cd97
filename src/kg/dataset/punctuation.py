"""Full-width punctuation where Turtle wants ASCII, which a Chinese keyboard types by default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ASCII: Final = {
    **dict(zip("；。．｡，：＃＠＾（）［］【】＜＞〈〉", ";...,:#@^()[][]<><>", strict=True)),
    **dict.fromkeys("“”„‟＂「」『』〝〞", '"'),
    **dict.fromkeys("‘’＇", "'"),
    "\u3000": "blank",
}
_WIDE: Final = "".join(_ASCII)
_ENDS: Final = "；。．｡，"
# What is passed over whole: texts, IRIs and comments, in which any punctuation is right; then what is not: a text that
# ends with another mark than it begins, and a name, of which full-width punctuation can be a part but not the end.
_TOKEN: Final = re.compile(
    rf'(?P<passed>"""(?s:.*?)"""|"(?:[^"\\\n“”]|\\.|[“”](?=[^"\n]*"))*"|\'[^\'\n]*\'|<[^<>\s]*>|(?:(?<=\s)|^)\#[^\n]*)'
    rf'|"[^"\n]*?(?P<closing>[”“＂](?=\s*(?:[@;.,^；。，]|$)))'
    rf"|(?:[\w-]*:)[^\s;,\"<>“”{_ENDS}]*(?:[{_ENDS}]+(?=[^\s{_ENDS}])[^\s;,\"<>“”{_ENDS}]*)*"
    rf"|(?P<wide>[{_WIDE}])",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class WideMark:
    """A full-width mark, the ASCII one that is meant, and where: line and column from 1."""

    mark: str
    ascii: str
    line: int
    column: int


def first_wide_mark(text: str) -> WideMark | None:
    """Return the first full-width mark of a Turtle text outside its texts, IRIs, comments and names; else None."""
    for match in _TOKEN.finditer(text):
        name = "wide" if match["wide"] else "closing"
        if match[name]:
            at = match.start(name)
            line = text.count("\n", 0, at) + 1
            return WideMark(text[at], _ASCII[text[at]], line, at - text.rfind("\n", 0, at))
    return None


def last_line_with_words(text: str, before: int) -> int:
    """Return the number of the last line before line `before` that is neither blank nor a comment; 0 for none."""
    lines = text.split("\n")[: before - 1]
    return next((n for n in range(len(lines), 0, -1) if re.match(r"\s*[^\s#]", lines[n - 1])), 0)

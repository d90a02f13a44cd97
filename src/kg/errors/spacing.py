"""Latin words in a Chinese sentence: a blank divides them from the characters beside them."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from typing import Final

_FORMATTER: Final = string.Formatter()
_BEGINS: Final = re.compile(r"[A-Za-z/<~.-]")
_ENDS: Final = re.compile(r".*[A-Za-z].*[A-Za-z0-9/>*.]|[A-Za-z]", re.DOTALL)
_CHARACTER: Final = re.compile("[\u4e00-\u9fff]")


def spaced(template: str, fields: Mapping[str, object]) -> str:
    """Return a template filled in; a field that begins or ends in Latin letters has a blank before characters there.

    >>> spaced("{name}所指的{target}共{count}处", {"name": "原文", "target": "person:x", "count": 3})
    '原文所指的 person:x 共3处'
    """
    text = ""
    is_latin = False
    for literal, name, spec, conversion in _FORMATTER.parse(template):
        text += " " * (is_latin and bool(_CHARACTER.match(literal))) + literal
        is_latin = False
        if name is not None:
            value = _FORMATTER.convert_field(fields[name], conversion) if conversion else fields[name]
            shown = format(value, spec or "")
            is_latin = bool(_ENDS.fullmatch(shown))
            text += " " * bool(_CHARACTER.match(text[-1:]) and _BEGINS.match(shown)) + shown
    return text

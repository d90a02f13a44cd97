"""Texts and attributes of XML, as `page/written.js` writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def written(text: str) -> str:
    """Return a text escaped for XML; what XML cannot hold becomes U+FFFD."""
    return "".join(_SIGNS.get(sign, sign) for sign in _NO_XML.sub("\ufffd", text))


def attribute(given: Mapping[str, object]) -> str:
    """Return attributes, each with a blank before it."""
    return "".join(f' {name}="{written(str(value))}"' for name, value in given.items())

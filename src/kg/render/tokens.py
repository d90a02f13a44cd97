"""The tokens of the design language as Python has them, for pictures that no style sheet reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from kg.render.offline import asset

_TOKEN: Final = re.compile(r"--([a-z0-9-]+): ([^;]+);")
_DARK: Final = "@media (prefers-color-scheme: dark)"


def stylesheet() -> str:
    """Return the style sheet that declares the tokens; a page puts it before its own."""
    return asset("kg.render", "page", "tokens.css")


@cache
def tokens(*, dark: bool = False) -> Mapping[str, str]:
    """Return the tokens by name (without the two dashes); the dark ones are the light ones where only these are set."""
    light, _, night = stylesheet().partition(_DARK)
    found = dict(_TOKEN.findall(light)) | (dict(_TOKEN.findall(night)) if dark else {})
    return MappingProxyType(found)

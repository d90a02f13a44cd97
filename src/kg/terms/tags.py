"""Language tags. Names in Latin letters are tagged `zh-latn`, or fully `zh-Latn-pinyin`; tags know no case."""

from __future__ import annotations

from typing import Final

LATIN: Final = "zh-latn"


def is_latin(tag: str | None) -> bool:
    """Say whether a tag is that of a Chinese name in Latin letters, of whatever romanisation."""
    return f"{tag or ''}-".lower().startswith(f"{LATIN}-")

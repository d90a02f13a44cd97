"""The encoding of a file: UTF-8 or, where it is another, which one it probably is and how to convert it."""

from __future__ import annotations

import codecs
from typing import Final

_MARKED: Final = ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))
# GBK is GB18030 without its rare characters; either reads most files of the other family, as other words
_CHINESE: Final = ("GBK", "GB18030", "Big5")
_DAMAGED: Final = 0.1
_COMMON: Final = frozenset("的一是了在有和人中大年月日地出生到上个国村区市会为這这不用作者主與与我们們就党委記记，。、")


def decoded(raw: bytes) -> str:
    """Return UTF-8 as text, without the mark (BOM) that some editors put first. Raises `UnicodeDecodeError`."""
    return raw.decode("utf-8-sig")


def guessed(raw: bytes) -> tuple[str, str]:
    """Return the name of the encoding that bytes which are not UTF-8 probably have, and their text in it.

    The name is empty for a file of UTF-8 that is damaged in places, and where none fits.
    """
    for mark, name in _MARKED:
        if raw.startswith(mark):
            return name, raw.decode(name, errors="replace")
    as_utf_8 = raw.decode("utf-8", errors="replace")
    beyond = sum(not character.isascii() for character in as_utf_8)
    if as_utf_8.count("\ufffd") < _DAMAGED * beyond:
        return "", as_utf_8
    found = [(name, text) for name in _CHINESE if (text := _read(raw, name)) is not None]
    if found:
        return max(found, key=lambda pair: sum(character in _COMMON for character in pair[1]))
    return "", as_utf_8


def _read(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def conversion(name: str, path: str) -> str:
    """Return how to convert a file to UTF-8, as a hint; `name` is as `guessed` gives it."""
    if not name:
        return "Save it as UTF-8 and run again."
    return f"Save it as UTF-8, in an editor or with: iconv -f {name} -t UTF-8 {path} > NEW"

"""The encoding of a file: UTF-8 or, where it is another, which one it probably is and how to convert it."""

from __future__ import annotations

import codecs
from typing import Final

from kg.errors import Message

_MARKED: Final = ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))
# GBK is GB18030 without its rare characters; either reads most files of the other family, as other words
_CHINESE: Final = ("GBK", "GB18030", "Big5")
_LOOKED_AT: Final = 4_000
_NULLS: Final = 0.3
_DAMAGED: Final = 0.1
_COMMON: Final = frozenset("的一是了在有和人中大年月日地出生到上个国村区市会为這这不用作者主與与我们們就党委記记，。、")


def decoded(raw: bytes) -> str:
    """Return UTF-8 as text, without the mark (BOM) that some editors put first. Raises `UnicodeDecodeError`.

    UTF-16 without a mark is not UTF-8, though its bytes may be read so where they are those of Latin letters.
    """
    if _wide(raw):
        raise UnicodeDecodeError("utf-8", raw, 0, 1, "every other byte is null")
    return raw.decode("utf-8-sig")


def guessed(raw: bytes) -> tuple[str, str]:
    """Return the name of the encoding that bytes which are not UTF-8 probably have, and their text in it.

    The name is empty for a file of UTF-8 that is damaged in places, and where none fits.
    """
    for mark, name in _MARKED:
        if raw.startswith(mark):
            return name, raw.decode(name, errors="replace")
    wide = _wide(raw)
    if wide:
        return wide, raw.decode(wide, errors="replace")
    as_utf_8 = raw.decode("utf-8", errors="replace")
    beyond = sum(not character.isascii() for character in as_utf_8)
    if as_utf_8.count("\ufffd") < _DAMAGED * beyond:
        return "", as_utf_8
    # letters of ASCII, which UTF-16 would read as characters two by two, speak against it
    wide_names = ("UTF-16LE", "UTF-16BE") if as_utf_8.count("\ufffd") > _DAMAGED * len(as_utf_8) else ()
    found = [(name, text) for name in (*_CHINESE, *wide_names) if (text := _read(raw, name)) is not None]
    if found:
        return max(found, key=lambda pair: sum(character in _COMMON for character in pair[1]))
    return "", as_utf_8


def _wide(raw: bytes) -> str:
    """Return which UTF-16 bytes without a mark are in, empty for others: of Latin letters every other byte is null."""
    some = raw[:_LOOKED_AT]
    for name, nulls in (("UTF-16LE", some[1::2]), ("UTF-16BE", some[::2])):
        if nulls.count(0) > _NULLS * len(nulls):
            return name
    return ""


def _read(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def conversion(name: str, path: str) -> Message:
    """Return how to convert a file to UTF-8, as a hint; `name` is as `guessed` gives it."""
    if not name:
        return Message("Save it as UTF-8 and run again.")
    return Message(
        "Save it as UTF-8, in an editor or with: iconv -f {name} -t UTF-8 {path} > NEW", name=name, path=path
    )

"""Pinyin for search. People's names carry their own spelling, for surnames are read in ways of their own."""

from __future__ import annotations


def pinyin(text: str) -> str:
    """Return `text` in pinyin without tones, a syllable a character, other text kept (library: pypinyin)."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 0.15 s, needed only while building

    return " ".join(lazy_pinyin(text))

"""Pinyin for search. People's names carry their own spelling, for surnames are read in ways of their own."""

from __future__ import annotations

from collections.abc import Iterable


def pinyin(text: str) -> str:
    """Return `text` in pinyin without tones, a syllable a character, other text kept (library: pypinyin)."""
    return pinyins([text])[0]


def pinyins(texts: Iterable[str]) -> list[str]:
    """Return each text in pinyin; a word that stands in many of them is read once."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 0.15 s, needed only while building and drawing
    from pypinyin.seg.simpleseg import seg  # noqa: PLC0415 - as above

    read: dict[str, str] = {}

    def of(word: str) -> str:
        found = read.get(word)
        if found is None:
            found = read[word] = " ".join(lazy_pinyin([word]))
        return found

    return [" ".join(map(of, seg(text))) for text in texts]

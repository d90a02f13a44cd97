"""One language at a time: a text is a pair, Chinese and English."""

from __future__ import annotations


def in_words(pair: tuple[str, str], language: str) -> str:
    """Return the Chinese or the English of a pair."""
    return pair[language == "en"]

"""How glosses are named: machine translation that nobody has checked, or checked by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.document.words import in_words
from kg.dossier.wording import bracketed
from kg.reading.said import Said

_UNCHECKED: Final = (
    "“=”后为英文释义，系机器翻译，未经人工核对；以原文为准。",
    "Lines that begin with = are English glosses: machine translation, unchecked. The Chinese words are the evidence.",
)
_SOME: Final = (
    "“=”后为英文释义：{checked}条经人工核对，其余系机器翻译，未经核对；以原文为准。",
    "Lines that begin with = are English glosses, {checked} checked by a person, the others machine translation.",
)


def beside(said: Said, name: str, printed: str, language: str) -> str:
    """Return printed words with what they mean in the reader's language in brackets, where that is known."""
    return bracketed(printed, said.glossed(name, language), language) if printed else ""


def gloss_note(glossed: Sequence[Said], language: str) -> str:
    """Return the remark under a list of statements with glosses: what they are, and how many a person has checked."""
    checked = sum(bool(said.gloss_checked) for said in glossed)
    return in_words(_SOME if checked else _UNCHECKED, language).format(checked=checked)

"""What a store covers, and how an answer that says nothing is worded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.store import Store

SAID, INFERRED, NOT_SAID, NOT_COVERED = "said", "inferred", "not said", "not covered"
NO_ROWS: Final = "no rows"  # nothing was found where the question looks, and it may be said elsewhere
ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    SAID: ("原文有载：{sources}。", "Said by {sources}."),
    INFERRED: (
        "编码推断：原文均未直书，依据见各条。",
        "Inferred: no source says so in so many words; the coder's ground is with each statement.",
    ),
    NOT_SAID: ("原文未载：来源提及，但未说及此事。", "Not said: the sources mention it, and none says this."),
    NO_ROWS: ("未查到，不等于原文未载。", "This question found no rows, which is not the same as not said."),
    NOT_COVERED: ("未收录：手头来源均未提及。", "Not covered: no source at hand mentions it."),
}
_PATTERNS: Final = dict(
    part.split("\n", 1)
    for part in Path(__file__).with_name("patterns.rq").read_text(encoding="utf-8").split("\n#+ ")[1:]
)


def pattern(name: str, term: str = "") -> str:
    """Return a part of a query by its name in `patterns.rq`, `term` put in. Raises `KeyError` for another name."""
    return _PATTERNS[name].replace("$term", term).strip()


def asked(*patterns: str) -> str:
    """Return a query made of parts, with the prefixes that they need."""
    return "\n".join((pattern("prefixes"), *patterns))


def is_covered(iri: str, store: Store) -> bool:
    """Say whether any statement mentions a thing under any of its names, or a place within it, or a byline names it.

    Concepts of the vocabularies always are.
    """
    return bool(store.query(asked(pattern("covered", f"<{iri}>"))))

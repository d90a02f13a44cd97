"""A document as a sequence of blocks; it knows nothing of what they tell of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level from 1, text, and an anchor that is unique on the page."""

    level: int
    text: str
    anchor: str
    form: str = "heading"


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it is."""

    name: str
    value: str
    form: str = "fact"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on how to read what follows."""

    text: str
    form: str = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """What no single statement carries, with ids of the statements concerned and how many more there are."""

    text: str
    statements: tuple[str, ...] = ()
    more: int = 0
    form: str = "line"


@dataclass(frozen=True, slots=True)
class Told:
    """A statement: what it says in words with marks, time and details (`meta`), its quote, id and source.

    `tone` is `disputed`, `inferred`, `sought` (not actual) or empty; `is_first` is true where the statement stands on
    the page for the first time.
    """

    said: str
    meta: str
    quote: str
    id: str
    source: str
    tone: str = ""
    is_first: bool = True
    form: str = "told"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements side by side."""

    left: Told
    right: Told
    form: str = "pair"


Block = Heading | Fact | Note | Line | Told | Pair

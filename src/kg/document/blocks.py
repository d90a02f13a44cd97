"""A document as a sequence of blocks; it knows nothing of what they are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level from 1, text, and an anchor that is unique in the document."""

    level: int
    text: str
    anchor: str
    form: str = "heading"


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value."""

    label: str
    value: str
    form: str = "field"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on how to read what follows, with a code that does not change with the language."""

    text: str
    code: str = ""
    form: str = "note"


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet point: a text with ids of items to link to, and how many more ids there are."""

    text: str
    links: tuple[str, ...] = ()
    more: int = 0
    form: str = "bullet"


@dataclass(frozen=True, slots=True)
class Item:
    """A text with its details, a quote, an id to link to, and where the quote comes from.

    `tone` is a word for the item's looks, or empty; `is_first` is true where the id occurs for the first time.
    """

    text: str
    detail: str
    quote: str
    id: str
    origin: str
    tone: str = ""
    is_first: bool = True
    form: str = "item"


@dataclass(frozen=True, slots=True)
class Columns:
    """Two items side by side."""

    left: Item
    right: Item
    form: str = "columns"


Block = Heading | Field | Note | Bullet | Item | Columns

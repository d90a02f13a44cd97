"""A document as a sequence of blocks; it knows nothing of what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MORE: Final = " … +"
SHORT: Final = 3  # parts of a shortlist where no width sets the number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level from 1, text, and an anchor that is unique in the document."""

    level: int
    text: str
    anchor: str
    form: str = "heading"


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value, and what stands between them."""

    label: str
    value: str
    joint: str = ": "
    form: str = "field"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on how to read what follows, with a code that does not change with the language."""

    text: str
    code: str = ""
    form: str = "note"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, with the id of the thing that it names; empty where it names none."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet point: a text with ids of items to link to, and how many more ids there are.

    `target` is the id of the thing that the text is on, empty where it is on none.
    """

    text: str
    links: tuple[str, ...] = ()
    more: int = 0
    target: str = ""
    form: str = "bullet"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The text as one part."""
        return (Part(self.text, self.target),)


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A label with as many of its parts as a line has room for; the others are counted.

    `joint` stands between parts; `link` is the anchor of where all of them are given.
    """

    label: str
    parts: tuple[str, ...]
    joint: str
    link: str = ""
    form: str = "shortlist"

    def shown(self, number: int) -> str:
        """Return the line with some of its parts, at least one, and how many more there are."""
        kept = self.parts[: max(number, 1)]
        more = f"{MORE}{len(self.parts) - len(kept)}" if len(kept) < len(self.parts) else ""
        return f"{self.label}{self.joint.join(kept)}{more}"


@dataclass(frozen=True, slots=True)
class Item:
    """A text with its details, a quote, an id to link to, and where the quote comes from.

    `tone` is a word for the item's looks, or empty; `is_first` is true where the id occurs for the first time. `parts`
    are the text in pieces that name things, or none; `gloss` is what the quote means in the reader's language,
    `origin_note` what `origin` stands for.
    """

    text: str
    detail: str
    quote: str
    id: str
    origin: str
    tone: str = ""
    is_first: bool = True
    parts: tuple[Part, ...] = ()
    gloss: str = ""
    origin_note: str = ""
    form: str = "item"


@dataclass(frozen=True, slots=True)
class Columns:
    """Two items side by side."""

    left: Item
    right: Item
    form: str = "columns"


Block = Heading | Field | Note | Bullet | Shortlist | Item | Columns

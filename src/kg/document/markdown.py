"""Blocks as CommonMark (https://spec.commonmark.org/0.31.2/) in which no label, quote or id is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.document.blocks import SHORT, Block, Bullet, Columns, Field, Heading, Item, Note, Shortlist
from kg.document.text import harmless

# CommonMark lets any ASCII punctuation be escaped; of it, these alone have no meaning within a line, in GitHub's too
_INERT: Final = frozenset(" ,;'\"/?%-")
_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")
_ID: Final = re.compile(r"[0-9A-Za-z-]+")


def blocks_markdown(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown: a list entry for each item, with its quote, id and origin."""
    return "\n".join(line for block in blocks for line in _lines(block)) + "\n"


def escaped(text: str) -> str:
    """Return a text that CommonMark shows as it is: no emphasis, link, code, HTML, entity, table or list in it."""
    plain = _PUNCTUATION.sub(lambda m: m[0] if m[0] in _INERT else f"\\{m[0]}", harmless(text))
    return f"\\{plain}" if plain.startswith("-") else plain


def _id(text: str) -> str:
    return f"`{text}`" if _ID.fullmatch(text) else escaped(text)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from (f"{'#' * block.level} {escaped(block.text)}", "")
        case Field():
            yield from (f"- {escaped(block.label)}{escaped(block.joint)}{escaped(block.value)}", "")
        case Note():
            yield from (f"*{escaped(block.text)}*", "")
        case Bullet():
            more = (f"… \\+{block.more}",) if block.more else ()
            ids = f" ({', '.join((*map(_id, block.links), *more))})" if block.links else ""
            yield from (f"- {escaped(block.text)}{ids}", "")
        case Shortlist():
            yield from (f"- {escaped(block.shown(SHORT))}", "")
        case Item():
            yield f"- **{escaped(block.text)}** {escaped(f'[{block.detail}]')}  "
            yield f"  「{escaped(block.quote)}」  "
            if block.gloss:
                yield f"  = {escaped(block.gloss)}  "
            yield from (f"  {_id(block.id)} · {escaped(block.origin)}", "")
        case Columns():
            yield from _lines(block.left)
            yield from _lines(block.right)

"""Blocks as lines for a terminal, wrapped by the width of characters."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from kg.document.blocks import MORE, Block, Bullet, Columns, Field, Heading, Item, Note, Shortlist

WIDTH: Final = 100
_NARROWEST: Final = 20
# rich wraps at blanks, of which Chinese has none: a token is a wide character or a word, with its brackets and stops
_WIDE: Final = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING: Final = r"[，。；：、！？」』）》”…;:,.)\]]*"
_TOKEN: Final = re.compile(rf"\s+|[(\[（「『《“]*(?:[{_WIDE}]|[^\s{_WIDE}]+){_CLOSING}")
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def blocks_text(blocks: Sequence[Block], width: int = WIDTH, *, styled: bool = False) -> str:
    """Return blocks as text, at most `width` terminal cells wide; `styled` adds bold and dim for a terminal."""
    from rich.console import Console  # noqa: PLC0415 - costs more than the rest of the program's start
    from rich.text import Text  # noqa: PLC0415

    drawing = io.StringIO()
    wide = max(width, _NARROWEST)
    console = Console(
        file=drawing, width=wide, force_terminal=styled, color_system="auto" if styled else None, legacy_windows=False
    )
    for block in blocks:
        for prefix, text, style in _parts(block, wide):
            for number, line in enumerate(wrapped(text, wide - len(prefix)) or [""]):
                lead = prefix if not number else " " * len(prefix)
                console.print(Text(f"{lead}{line}".rstrip(), style), soft_wrap=True)
    return drawing.getvalue()


def _parts(block: Block, width: int) -> Iterator[tuple[str, str, str]]:
    """Yield (prefix, text, style) of each paragraph of a block; lines after the first are indented as far."""
    match block:
        case Heading():
            if block.level > 1:
                yield "", "", ""
            yield "  " * (block.level - 2) if block.level > 1 else "", block.text, "bold"
        case Field():
            yield "  ", f"{block.label}{block.joint}{block.value}", ""
        case Note():
            yield "  ", block.text, "italic"
        case Bullet():
            more = (f"… +{block.more}",) if block.more else ()
            ids = f" [{', '.join((*block.links, *more))}]" if block.links else ""
            yield "  - ", block.text + ids, ""
        case Shortlist():
            yield "  ", _one_line(block, width - 2), ""
        case Item():
            yield "  • ", f"{block.text} [{block.detail}]", ""
            yield "    ", f"「{block.quote}」", ""
            if block.gloss:
                yield "    ", f"= {block.gloss}", ""
            yield "    ", f"{block.id} · {block.origin}", "dim"
        case Columns():
            yield from _parts(block.left, width)
            yield from _parts(block.right, width)


def _one_line(block: Shortlist, width: int) -> str:
    """Return a shortlist with as many parts as fit in `width` cells; of a first part that is longer, its beginning."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415

    whole = (harmless(block.shown(number)) for number in range(len(block.parts), 0, -1))
    if fitting := next((line for line in whole if cell_len(line) <= width), ""):
        return fitting
    first, cut, more = harmless(block.shown(1)).partition(MORE)
    return f"{set_cell_size(first, width - 1 - len(cut + more)).rstrip()}…{more and cut[2:]}{more}"


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` terminal cells; wide characters break anywhere, words whole."""
    from rich.cells import cell_len, chop_cells  # noqa: PLC0415

    lines: list[str] = []
    line, used = "", 0
    for token in _TOKEN.findall(harmless(text)):
        size = cell_len(token)
        if used + size > width and used:
            lines.append(line.rstrip())
            line, used = "", 0
        for piece in chop_cells(token, width) if size > width else [token.lstrip() if not line else token]:
            if used + cell_len(piece) > width:
                lines.append(line)
                line, used = "", 0
            line, used = line + piece, used + cell_len(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def harmless(text: str) -> str:
    """Return a text on one line, without characters that move a terminal's cursor or turn its direction."""
    return visible(" ".join(text.split()))


def visible(text: str, kept: str = "") -> str:
    r"""Return a text in which control characters, and those that turn its direction, are written out: `\x1b`.

    `kept` are those that stay as they are.
    """
    return "".join(_escaped(c) if c not in kept and _acts(c) else c for c in text)


def _acts(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in {"Cc", "Zl", "Zp"}


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def xml_text(text: str) -> str:
    """Return a text that XML 1.0 can hold: each character that it forbids becomes U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)

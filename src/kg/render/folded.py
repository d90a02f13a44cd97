"""A document as a page folds it: what comes first, then sections, of which what matters is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.document.blocks import Block, Bullet, Columns, Heading, Item

_SECTION, _GROUP = 2, 3
_ROOM: Final = 6  # rows that are open when the page is opened: the first ones, since what matters comes first
_GLOSSED: Final = 5  # of rows that are a line longer, by what their words mean
_OF_ONE: Final = 3  # of one group, before the others are folded
_SPARED: Final = 2  # so few are not worth a fold


@dataclass(frozen=True, slots=True)
class Fold:
    """A group: its heading, or none; the blocks that are seen when it is open, and those folded once more within it."""

    heading: Heading | None
    is_open: bool
    shown: tuple[Block, ...]
    folded: tuple[Block, ...] = ()

    @property
    def hidden(self) -> int:
        """The number of rows folded once more."""
        return sum(map(_is_row, self.folded))


@dataclass(frozen=True, slots=True)
class FoldedSection:
    """A section: its heading, whether it is open, and its groups; one without a heading comes before the others."""

    heading: Heading
    is_open: bool
    groups: tuple[Fold, ...]


def folded(blocks: Sequence[Block], *, room: int | None = None) -> tuple[tuple[Block, ...], tuple[FoldedSection, ...]]:
    """Return the blocks before the first section, and the sections, open as long as there is room.

    `room` is how many rows all open sections together show, by default as many as fit on three screens. In an open
    section a long group shows its first rows, and a group that finds no room is folded; a folded section shows
    everything when a reader opens it.
    """
    if room is None:
        room = _GLOSSED if any(isinstance(block, Item) and block.gloss for block in blocks) else _ROOM
    top, *parts = _split(blocks, _SECTION)
    sections = []
    for heading, *rest in parts:
        groups = tuple(_groups(rest, room))
        if isinstance(heading, Heading):
            sections.append(FoldedSection(heading, room > 0, groups))
        room -= sum(_rows(group.shown) for group in groups if group.is_open) if room > 0 else 0
    return tuple(top), tuple(sections)


def _groups(blocks: Sequence[Block], room: int) -> Iterator[Fold]:
    """Yield the groups of a section for which there is room, or none, in which case the section is folded."""
    is_folded = room <= 0
    for part in _split(blocks, _GROUP):
        heading = part[0] if part and isinstance(part[0], Heading) else None
        inside = part[1:] if heading else part
        rows = _rows(inside)
        if is_folded or not rows or room <= 0:
            yield Fold(heading, is_folded or not rows, tuple(inside))
            continue
        seen = min(rows if rows <= _OF_ONE + _SPARED else _OF_ONE, room)
        room -= seen
        places = [place for place, block in enumerate(inside) if _is_row(block)]
        cut = places[seen] if seen < rows else len(inside)
        yield Fold(heading, is_open=True, shown=tuple(inside[:cut]), folded=tuple(inside[cut:]))


def _split(blocks: Sequence[Block], level: int) -> Iterator[list[Block]]:
    """Yield the blocks before the first heading of a level, then each such heading with what follows it."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == level:
            yield part
            part = []
        part.append(block)
    yield part


def _rows(blocks: Sequence[Block]) -> int:
    return sum(map(_is_row, blocks))


def _is_row(block: Block) -> bool:
    return isinstance(block, Item | Columns | Bullet)

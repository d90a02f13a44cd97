"""Several messages as one, joined as each language joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Final

from kg.errors.message import NOTHING, Foreign, Message

_STOPS: Final = (".", "?", "!")


def sentences(*parts: str) -> Message:
    """Return sentences that follow one another; one that lacks its full stop gets it."""

    def joined(before: Message, after: str) -> Message:
        if before.endswith(_STOPS):
            return Message("{before} {after}", before=before, after=after)
        return Message("{before}. {after}", before=before, after=after)

    return _chained(parts, joined)


def clauses(parts: Iterable[str]) -> Message:
    """Return clauses of one sentence."""
    return _chained(parts, lambda before, after: Message("{before}; {after}", before=before, after=after))


def lines(parts: Iterable[str]) -> Message:
    """Return each part on a line of its own, indented, below what comes before."""
    told: Message = NOTHING
    for each in parts:
        told = Message("{before}\n  {after}", before=told, after=each)
    return told


def every(parts: Iterable[str]) -> Message:
    """Return a list of which all holds: a, b and c."""
    *first, last = parts
    return Message("{before} and {after}", before=tuple(first), after=last) if first else _told(last)


def either(parts: Iterable[str]) -> Message:
    """Return a list of which one holds: a, b or c."""
    *first, last = parts
    return Message("{before} or {after}", before=tuple(first), after=last) if first else _told(last)


def _chained(parts: Iterable[str], join: Callable[[Message, str], Message]) -> Message:
    """Return parts joined one after the other; empty ones are left out."""
    first, *rest = [each for each in parts if each] or [NOTHING]
    return reduce(join, rest, _told(first))


def _told(text: str) -> Message:
    return text if isinstance(text, Message) else Foreign(text)

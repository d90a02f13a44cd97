"""Answers that were given already, by everything that they depend on. At most so many bytes of them."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from kg.serve.link import Reply

_SHARE: Final = 8  # one answer takes at most this part of the room
_GIVEN: Final = 200
_WIDTH: Final = 2  # bytes of a Chinese character in memory
_BESIDE: Final = 512  # bytes, for what is kept beside an answer
# what gives another answer each time
_CHANGING: Final = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID)\s*\(", re.IGNORECASE)


class Answers:
    """A cache; what was not asked for the longest goes first."""

    def __init__(self, room: int) -> None:
        """Take the most bytes to keep."""
        self._room = room
        self._kept: OrderedDict[Hashable, tuple[Reply, int]] = OrderedDict()
        self.size = self.hits = self.misses = 0

    def get(self, key: Hashable) -> Reply | None:
        """Return the answer for a key, None without one."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self._kept.move_to_end(key)
        self.hits += 1
        return found[0]

    def put(self, key: Hashable, text: str, reply: Reply) -> None:
        """Keep the answer to a query text, unless it is large, an error, or another one each time."""
        size = len(text) * _WIDTH + len(reply.body) + _BESIDE
        if reply.status != _GIVEN or size * _SHARE > self._room or key in self._kept or _CHANGING.search(text):
            return
        self._kept[key] = reply, size
        self.size += size
        while self.size > self._room:
            _, (_, gone) = self._kept.popitem(last=False)
            self.size -= gone

    def clear(self) -> None:
        """Forget all answers."""
        self._kept.clear()
        self.size = 0

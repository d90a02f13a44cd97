"""By year: undertakings at the year of their first edge, who acts left of them, posts as bars; undated parts left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final

from kg.render.bands import POSTS
from kg.render.still.choice import Drawn, word
from kg.render.still.layered import Layering, Setting, Spot, gap, left_room, name_room, spread
from kg.render.still.placed import Extent, Placed, Tick
from kg.render.still.side import Connected, connected, is_succession, links_of, moved

_YEAR, _ROW, _BEFORE, _TOP = 62, 27, 120, 60
_LAST: Final = 9999
_MOST_TICKS: Final = 24


def year_of(drawn: Drawn, e: int) -> int:
    """Return the year in which an edge falls, its first or else its last; 0 where it has none."""
    first, last = drawn.facets.years(drawn.payload.edges[e].statement)
    return first or last or 0


def by_time(drawn: Drawn) -> Placed:
    """Return where everything lies."""
    return _Years(drawn).placed()


class _Years:
    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self._year = {e: year_of(drawn, e) for e in drawn.all_edges}
        rows = drawn.payload.edges
        self._dated = dated = [e for e in drawn.all_edges if self._year[e] and rows[e].core]
        self._timed = {n for e in dated for n in (rows[e].start, rows[e].end)}
        self._years = [self._year[e] for e in dated]
        self._first = min([*self._years, _LAST])
        self._last = max([*self._years, *(self._until(e) for e in dated), 0])
        self._spots, self._bars, self._free = dict[int, Spot](), list[Extent](), list[float]()
        self._start = 0.0

    def _until(self, e: int) -> int:
        return self._drawn.facets.years(self._drawn.payload.edges[e].statement)[1] or 0

    def _at(self, year: int) -> float:
        return self._start + (year - self._first) * _YEAR

    def placed(self) -> Placed:
        drawn, room = self._drawn, left_room(self._drawn.language)
        rows, timed = drawn.payload.edges, self._timed
        rest = [e for e in drawn.all_edges if not timed & {rows[e].start, rows[e].end}]
        setting, top, wide, undated = Setting(gap(drawn.language), room), 46.0, 0.0, False
        for part in connected(drawn, [n for n in drawn.all_nodes if n not in timed], rest):
            box = Layering(drawn, part.nodes, links_of(drawn, part.edges), setting).box()
            self._spots |= moved(box, 0, top)
            top, wide, undated = top + box.high + 6, max(wide, box.wide), True
        self._start = (wide + 40 if undated else 20) + _BEFORE + room
        parts = connected(drawn, [n for n in drawn.all_nodes if n in timed], self._dated)
        for part in sorted(parts, key=lambda part: min(self._year[e] for e in part.edges)):
            self._place(part)
        last = max(self._last, self._first) if self._years else 0 if self._first == _LAST else self._first
        extent = Extent(0, 0, self._at(last) + 190, max(top, 60 + _ROW * len(self._free)) + 20)
        return Placed(self._spots, extent, bars=self._bars, ticks=self._ticks(undated=undated))

    def _ticks(self, *, undated: bool) -> list[Tick]:
        language = self._drawn.language
        at = left_room(language) + gap(language)
        found = [Tick(at, word(self._drawn, "no-time"), bare=True)] if undated else []
        if self._years:
            step = ceil((self._last - self._first + 1) / _MOST_TICKS)
            found += [Tick(self._at(year), str(year)) for year in range(self._first, self._last + 1, step)]
        return found

    def _place(self, part: Connected) -> None:
        """Put a dated part into the first rows that are free where it begins."""
        rows, acts, first = self._drawn.payload.edges, set[int](), dict[int, int]()
        for e in part.edges:
            acts.add(rows[e].start)
            for n in (rows[e].start, rows[e].end) if self._year[e] else ():
                first[n] = min(first.get(n, _LAST), self._year[e])
        begin = min(first.values())
        order = sorted(part.nodes, key=lambda n: (first.get(n, begin), n))
        targets, actors = [n for n in order if n not in acts], [n for n in order if n in acts]
        count = max(sum(self._tall(n, "right") for n in targets), sum(self._tall(n, "left") for n in actors))
        left = self._at(begin) - _BEFORE - left_room(self._drawn.language)
        right = max(self._at(first.get(n, begin)) + name_room(self._drawn, n, "right")[0] + 30 for n in order)
        row = 0
        while any(end > left for end in self._free[row : row + count]):
            row += 1
        self._free += [0.0] * (row + count - len(self._free))
        self._free[row : row + count] = [right] * count
        top = _TOP + (row - 0.5) * _ROW
        for n in targets:
            high = _ROW * self._tall(n, "right")
            self._spots[n] = Spot(self._at(first.get(n, begin)), top + high / 2, "right", 1)
            top += high
        self._act(part, actors, {n: self._at(first.get(n, begin)) for n in actors}, row)

    def _tall(self, node: int, side: str) -> int:
        """Return how many rows a node takes with its name."""
        return ceil((name_room(self._drawn, node, side)[1] - 9) / _ROW)

    def _act(self, part: Connected, actors: Sequence[int], at: Mapping[int, float], row: int) -> None:
        """Put those who act left of what they act on, and their posts behind them."""
        rows, wanted, done = self._drawn.payload.edges, dict[int, float](), set(part.nodes) - set(actors)
        for n in actors:
            ends = [rows[e].end for e in part.edges if rows[e].start == n and rows[e].end in done]
            wanted[n] = sum(self._spots[m].y for m in ends) / len(ends) if ends else _TOP + row * _ROW
        turns = sorted(actors, key=lambda n: wanted[n])
        high = [_ROW * self._tall(n, "left") for n in turns]
        spots = spread([wanted[n] for n in turns], high)
        lift = max(0.0, _TOP + (row - 0.5) * _ROW + high[0] / 2 - spots[0]) if spots else 0.0
        for n, y in zip(turns, spots, strict=True):
            self._spots[n] = Spot(at[n] - _BEFORE, y + lift, "left", 0)
            self._bar(part, n)

    def _bar(self, part: Connected, node: int) -> None:
        for e in part.edges:
            if self._drawn.payload.edges[e].start != node or self._drawn.step(e) != POSTS or not self._year[e]:
                continue
            if not is_succession(self._drawn, e):
                start, end = self._at(self._year[e]), self._at(self._until(e) or self._year[e])
                self._bars.append(Extent(start - 6, self._spots[node].y - 13, end - start + 12, 0))

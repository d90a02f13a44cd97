"""By place: a frame a town or district, each part of it side by side; a frame may be shut to a counted box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.document.words import in_words
from kg.render.marks import PLACE
from kg.render.still.choice import Drawn, word
from kg.render.still.layered import Box, Layering, Setting, Spot, left_room
from kg.render.still.placed import Extent, Frame, Placed
from kg.render.still.side import connected, links_of, moved, packed

_MARGIN, _HEADING, _BETWEEN, _WITHIN = 26, 30, 18, 76
MOST_APART: Final = 300
_SPARE: Final = 1.3  # names do not shrink with the frames around them
_WIDER: Final = 1.12
_LEAST, _SHUT, _LONE = 150, (260, 46), 20


@dataclass(frozen=True)
class _Framed:
    frame: int
    nodes: list[int]
    parts: list[Box]
    tops: list[float]
    wide: float
    high: float
    shut: bool


def frames_for(drawn: Drawn) -> dict[int, int]:
    """Return the frame of each node: that of its place; what has none lies with what it is linked to most."""
    rows, votes = drawn.payload.nodes, dict[int, Counter[int]]()
    found = {n: rows[n].frame for n in drawn.all_nodes}
    for e in drawn.all_edges:
        edge = drawn.payload.edges[e]
        for one, other in ((edge.start, edge.end), (edge.end, edge.start)):
            if rows[one].frame < 0 <= rows[other].frame:
                votes.setdefault(one, Counter())[rows[other].frame] += 1
    return found | {n: min(counts, key=lambda k: (-counts[k], k)) for n, counts in votes.items()}


def thinned(drawn: Drawn) -> Drawn:
    """Return what is drawn; above `MOST_APART` nodes by place, in boxes that are shut but for those opened by hand."""
    if len(drawn.all_nodes) <= MOST_APART:
        return drawn
    within, state = frames_for(drawn), drawn.state
    counts = Counter(within.values())
    shut = state.shut if state.layout == PLACE and state.shut else frozenset(row.frame for row in drawn.payload.nodes)
    own = within.get(state.chosen) if state.chosen is not None else None
    opened = 0
    for frame in sorted(counts.keys() - shut, key=lambda frame: (frame != own, counts[frame], frame)):
        if opened + counts[frame] <= MOST_APART:
            opened += counts[frame]
        else:
            shut |= {frame}
    return Drawn(drawn.payload, replace(state, layout=PLACE, shut=shut))


def by_place(drawn: Drawn, screen: tuple[int, int]) -> Placed:
    """Return where everything lies."""
    within, groups = frames_for(drawn), dict[int, list[int]]()
    for n, frame in within.items():
        groups.setdefault(frame, []).append(n)
    order = sorted(groups.items(), key=lambda group: (group[0] < 0, -len(group[1]), group[0]))
    boxes = [_framed(drawn, frame, nodes) for frame, nodes in order]
    made = packed(boxes, _BETWEEN, screen)
    spots, frames = dict[int, Spot](), list[Frame]()
    for box, (x, y) in zip(boxes, made.corners, strict=True):
        for part, top in zip(box.parts, box.tops, strict=True):
            spots |= moved(part, x + _MARGIN / 2, y + top)
        spots |= {n: Spot(x + box.wide / 2, y + box.high / 2, "below", 0) for n in box.nodes if box.shut}
        if box.frame >= 0 or box.shut:
            frames.append(_frame(drawn, box, Extent(x, y, box.wide, box.high)))
    return Placed(spots, Extent(0, 0, made.wide, made.high), frames, within=within)


def _framed(drawn: Drawn, frame: int, nodes: list[int]) -> _Framed:
    own, rows = set(nodes), drawn.payload.edges
    if frame in drawn.state.shut:
        return _Framed(frame, nodes, [], [], *_SHUT, shut=True)
    inside = [e for e in drawn.all_edges if rows[e].start in own and rows[e].end in own]
    parts, tops, top, wide = list[Box](), list[float](), _HEADING + 6.0, float(_LEAST)
    for part in connected(drawn, nodes, inside):
        left = left_room(drawn.language) * _SPARE if len(part.nodes) > 1 else _LONE
        box = Layering(drawn, part.nodes, links_of(drawn, part.edges), Setting(_WITHIN, left)).box()
        parts.append(box)
        tops.append(top)
        top += box.high + 8
        wide = max(wide, box.wide * _WIDER)
    return _Framed(frame, nodes, parts, tops, wide + _MARGIN, top + 10, shut=False)


def _frame(drawn: Drawn, box: _Framed, at: Extent) -> Frame:
    rows = drawn.payload.frames
    name = in_words((rows[box.frame].zh, rows[box.frame].en), drawn.language) if box.frame >= 0 else ""
    own, edges = set(box.nodes), drawn.payload.edges
    led = {
        edges[e].statement
        for e in drawn.all_edges
        if drawn.is_counted_lead(e) and (edges[e].start in own or edges[e].end in own)
    }
    held = word(drawn, "held", n=len(box.nodes)) + (word(drawn, "led-there", n=len(led)) if led else "")
    return Frame(f"{name or word(drawn, 'no-one-place')}{held}", at, box.shut)


def lines_apart(drawn: Drawn, within: Mapping[int, int]) -> list[int]:
    """Return the edges that are seen: none within a shut box, between two of them one for all, the strongest."""
    rows, shut, pairs, found = drawn.payload.edges, drawn.state.shut, set[tuple[int, int]](), list[int]()
    for e in sorted(drawn.lines, key=lambda e: (drawn.band(e), e)):
        pair = within.get(rows[e].start, -1), within.get(rows[e].end, -1)
        if pair[0] in shut and pair[1] in shut:
            if pair[0] == pair[1] or pair in pairs:
                continue
            pairs.add(pair)
        found.append(e)
    return sorted(found)

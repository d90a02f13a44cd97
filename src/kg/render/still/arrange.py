"""Where everything lies in a state: the five layouts and the path, as in `page/arrange.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.document.words import in_words
from kg.render import marks
from kg.render.contract import FrameRow
from kg.render.still.choice import Drawn
from kg.render.still.framed import by_place
from kg.render.still.layered import Layering, Setting, Spot, left_room
from kg.render.still.placed import Extent, Frame, Placed
from kg.render.still.side import links_of, side_by_side
from kg.render.still.years import by_time

_EDGE: Final = 20
_LANE_GAP, _STEP_GAP = 170, 150
_ENDS: Final = 2


def arranged(drawn: Drawn, screen: tuple[int, int]) -> Placed:
    """Return where everything lies that is drawn, what a reader has moved where it was put."""
    found = _laid_out(drawn, screen)
    spots = dict(found.spots)
    for n, (x, y) in drawn.state.moved.items():
        if n in spots:
            spots[n] = replace(spots[n], x=x, y=y)
    box = found.extent or _bounds(list(spots.values()), found.frames)
    left = min([box.x, *(spot.x - _EDGE for spot in spots.values())])
    top = min([box.y, *(spot.y - _EDGE for spot in spots.values())])
    right = max([box.x + box.width, *(spot.x + _EDGE for spot in spots.values())])
    low = max([box.y + box.height, *(spot.y + _EDGE for spot in spots.values())])
    return replace(found, spots=spots, extent=Extent(left, top, right - left, low - top))


def _laid_out(drawn: Drawn, screen: tuple[int, int]) -> Placed:
    match drawn.state.layout:
        case marks.PLACE:
            return by_place(drawn, screen)
        case marks.LANES:
            return _in_lanes(drawn)
        case marks.TIME:
            return by_time(drawn)
        case marks.NET:
            return _net(drawn)
    if drawn.payload.about.joined and len(drawn.centres) >= _ENDS:
        return _path(drawn)
    spots, made = side_by_side(drawn, screen)
    return Placed(spots, Extent(0, 0, made.wide, made.high))


def _in_lanes(drawn: Drawn) -> Placed:
    layers = {n: drawn.lane(n) for n in drawn.all_nodes}
    setting = Setting(_LANE_GAP, left_room(drawn.language), layers)
    box = Layering(drawn, drawn.all_nodes, links_of(drawn, drawn.all_edges), setting).box()
    return Placed(box.spots, Extent(0, 0, box.wide, box.high))


def _path(drawn: Drawn) -> Placed:
    """Return what joins the two ends of a path, from left to right."""
    rows, first = drawn.payload.edges, drawn.payload.about.centres[0]
    links = [(rows[e].start, rows[e].end) for e in drawn.all_edges]
    steps, walk = {first: 0}, [first]
    for n in walk:  # which grows while it is walked
        for start, end in links:
            for one, other in ((start, end), (end, start)):
                if one == n and other not in steps:
                    steps[other] = steps[n] + 1
                    walk.append(other)
    far = 1 + max(steps.values())
    layers = {n: steps.get(n, far) for n in drawn.all_nodes}
    setting = Setting(_STEP_GAP, left_room(drawn.language), layers, below=True)
    box = Layering(drawn, drawn.all_nodes, [(*link, False) for link in links], setting).box()
    return Placed(box.spots, Extent(0, -20, box.wide + 60, box.high + 70))


def _net(drawn: Drawn) -> Placed:
    """Return the net that was placed beforehand, with the frames in which something is drawn."""
    rows = drawn.payload.nodes
    spots = {n: Spot(rows[n].x, rows[n].y, "below", 0) for n in drawn.all_nodes}
    frames = [
        Frame(in_words((frame.zh, frame.en), drawn.language), Extent(frame.x, frame.y, frame.width, frame.height))
        for frame in drawn.payload.frames
        if any(_holds(frame, spot) for spot in spots.values())
    ]
    return Placed(spots, None, frames)


def _holds(frame: FrameRow, spot: Spot) -> bool:
    return frame.x <= spot.x <= frame.x + frame.width and frame.y <= spot.y <= frame.y + frame.height


def _bounds(spots: Sequence[Spot], frames: Sequence[Frame]) -> Extent:
    xs, ys, boxes = [s.x for s in spots], [s.y for s in spots], [frame.box for frame in frames]
    left = min([*(x - 75 for x in xs), *(box.x - 8 for box in boxes), *([] if xs else [0])])
    right = max([*(x + 75 for x in xs), *(box.x + box.width + 8 for box in boxes), *([] if xs else [1])])
    top = min([*(y - 30 for y in ys), *(box.y - 8 for box in boxes), *([] if ys else [0])])
    low = max([*(y + 60 for y in ys), *(box.y + box.height + 8 for box in boxes), *([] if ys else [1])])
    return Extent(left, top, right - left, low - top)

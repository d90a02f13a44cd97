"""Where nodes are put: laid out beforehand, from a fixed order and without chance, so that a picture can be made again.

Nodes are gathered in frames, one a town or district, each laid out by itself, component by component (`embedding`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.render.embedding import FEW, apart, majorized, of_few, of_many, shortest

if TYPE_CHECKING:
    from kg.network import Graph
    from kg.render.embedding import Links, Numbers, Points

_EDGE: Final = 165.0  # pixels, the length that an edge should have
_LABEL_BOX: Final = (150.0, 64.0)  # ten characters wide, two lines and the node high
_STRETCH: Final = (1.7, 0.75)  # labels are wide and low, so are pages
_FRAME_STRETCH: Final = (0.85, 0.5)  # frames may come as near as they fit
_APART_UP_TO: Final = 700
_MARGIN: Final = 46.0
_HEADING: Final = 34.0
_BETWEEN: Final = 36.0
_FRAMES_BY_STRESS: Final = 60
_WIDER_THAN_HIGH: Final = 1.5


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in pixels around the nodes of one group, with the group's name."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in pixels by node, y downwards, and the frames around groups (none when there is one group)."""

    places: Mapping[str, tuple[float, float]]
    frames: tuple[Frame, ...]


def layout(graph: Graph, groups: Mapping[str, str] | None = None) -> Layout:
    """Return a place for every node of a graph; `groups` names the group of each node, one group without it."""
    import numpy as np  # noqa: PLC0415 - needed when a graph is drawn alone

    names = sorted(graph)
    at = {name: n for n, name in enumerate(names)}
    links = np.array(sorted({(at[a], at[b]) for a, b in graph.edges() if a != b}), dtype=np.int64).reshape(-1, 2)
    ordered, within = _gathered(names, links, groups or {})
    blocks = [_block(own, len(some)) for own, some in zip(_own_links(links, within, len(names)), within, strict=True)]
    inset = [np.array((_MARGIN, _MARGIN + _HEADING) if group else (0.0, 0.0)) for group in ordered]
    around = [np.array((2 * _MARGIN, 2 * _MARGIN + _HEADING) if group else _LABEL_BOX) for group in ordered]
    sizes = np.array([block.max(axis=0) + rim for block, rim in zip(blocks, around, strict=True)])
    corners = _frame_corners(links, within, sizes, len(names)) if len(blocks) > 1 else np.zeros((1, 2))
    points = np.zeros((len(names), 2))
    for some, block, corner, into in zip(within, blocks, corners, inset, strict=True):
        points[some] = block + corner + into
    frames = tuple(
        Frame(group, *(round(float(v), 1) for v in (*corner, *size)))
        for group, corner, size in zip(ordered, corners, sizes, strict=True)
        if group
    )
    return Layout(
        {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, points, strict=True)},
        frames if len(blocks) > 1 else (),
    )


def _gathered(names: Sequence[str], links: Links, groups: Mapping[str, str]) -> tuple[list[str], list[Numbers]]:
    """Return the names of the groups, the largest first, and their nodes.

    Nodes of no group, where some have one, stand in groups without a name: one a component that they make.
    """
    import numpy as np  # noqa: PLC0415

    members: dict[str, list[int]] = defaultdict(list)
    for n, name in enumerate(names):
        members[groups.get(name, "")].append(n)
    found = [(name, np.array(some)) for name, some in members.items() if name]
    loose = np.array(members.get("", ()), dtype=np.int64)
    if len(loose):
        parts = _components(_own_links(links, [loose], len(names))[0], len(loose)) if found else []
        few = 0 < len(parts) <= _FRAMES_BY_STRESS
        found += [("", loose[part]) for part in parts] if few else [("", loose)]
    found.sort(key=lambda group: (-len(group[1]), group[0], int(group[1][0])))
    return [name for name, _ in found], [some for _, some in found]


def _own_links(links: Links, within: Sequence[Numbers], total: int) -> list[Links]:
    """Return for each group the links between two of its nodes, as positions in the group."""
    import numpy as np  # noqa: PLC0415

    group, place = np.full(total, -1), np.zeros(total, dtype=np.int64)
    for n, some in enumerate(within):
        group[some], place[some] = n, np.arange(len(some))
    of = group[links[:, 0]]
    own = (of == group[links[:, 1]]) & (of >= 0)
    order = np.argsort(of[own], kind="stable")
    kept, of = place[links[own]][order], of[own][order]
    return np.split(kept, np.searchsorted(of, np.arange(1, len(within))))


def _block(links: Links, size: int) -> Points:
    """Return the points of one group from (0, 0) on: its components side by side, the largest first."""
    import numpy as np  # noqa: PLC0415

    parts = _components(links, size)
    parts.sort(key=lambda part: (-len(part), int(part[0])))
    own = _own_links(links, parts, size)
    placed = [_component(of, len(part)) for of, part in zip(own, parts, strict=True)]
    corners = _shelves(np.array([points.max(axis=0) + np.array(_LABEL_BOX) for points in placed]))
    block = np.zeros((size, 2))
    for part, points, corner in zip(parts, placed, corners, strict=True):
        block[part] = points + corner
    return block


def _components(links: Links, size: int) -> list[Numbers]:
    """Return the nodes of each component that links make, ascending, the components by their first node."""
    import numpy as np  # noqa: PLC0415

    neighbours: list[list[int]] = [[] for _ in range(size)]
    for a, b in links.tolist():
        neighbours[a].append(b)
        neighbours[b].append(a)
    seen, found = [False] * size, []
    for first in range(size):
        if seen[first]:
            continue
        seen[first], part = True, [first]
        for node in part:  # which grows while it is walked
            fresh = [other for other in dict.fromkeys(neighbours[node]) if not seen[other]]
            for other in fresh:
                seen[other] = True
            part += fresh
        found.append(np.array(sorted(part), dtype=np.int64))
    return found


def _component(links: Links, size: int) -> Points:
    """Return the points of one connected component from (0, 0) on."""
    import numpy as np  # noqa: PLC0415

    if size <= 2:  # noqa: PLR2004 - one node, or two beside each other
        return np.array(((0.0, 0.0), (_LABEL_BOX[0] + 40.0, 12.0)))[:size]
    points = (of_few(links, size) if size <= FEW else of_many(links, size)) * _EDGE * np.array(_STRETCH)
    if size <= _APART_UP_TO:
        points = apart(points, np.broadcast_to(np.array(_LABEL_BOX), (size, 2)))
    least: Points = points - points.min(axis=0)
    return least


def _frame_corners(
    links: Links,
    within: Sequence[Numbers],
    sizes: Points,
    total: int,
) -> Points:
    """Return the upper left corner of each frame: frames with many edges between them near each other, none over one.

    More frames than a reader can take in are set in rows instead, the largest first.
    """
    import numpy as np  # noqa: PLC0415

    count = len(sizes)
    if count > _FRAMES_BY_STRESS:
        return _shelves(sizes + _BETWEEN)
    group = np.zeros(total, dtype=np.int64)
    for n, some in enumerate(within):
        group[some] = n
    ends = group[links]
    ends = ends[ends[:, 0] != ends[:, 1]]
    # every frame hangs on the largest one by a thread, so that the whole is connected
    ends = np.concatenate([ends, np.column_stack((np.zeros(count - 1, dtype=np.int64), np.arange(1, count)))])
    reach = np.sqrt((sizes**2).sum(axis=1)) / 2
    lengths = np.full((count, count), np.inf)
    for one, other in (ends.T, ends.T[::-1]):
        lengths[one, other] = reach[one] + reach[other]
    wanted = shortest(lengths)
    middles = majorized(wanted, ends, count, (wanted.sum() + count) / count**2) * np.array(_FRAME_STRETCH)
    middles = apart(middles, sizes + _BETWEEN, rounds=600)
    corners: Points = middles - sizes / 2
    return np.asarray(corners - corners.min(axis=0))


def _shelves(sizes: Points) -> Points:
    """Return the upper left corners of boxes set in rows of about equal width."""
    import numpy as np  # noqa: PLC0415

    row = max(float(np.sqrt(sizes.prod(axis=1).sum()) * _WIDER_THAN_HIGH), float(sizes[:, 0].max()))
    corners = np.zeros_like(sizes)
    left = top = height = 0.0
    for n, (width, tall) in enumerate(sizes):
        if left and left + width > row:
            left, top, height = 0.0, top + height, 0.0
        corners[n] = (left, top)
        left, height = left + float(width), max(height, float(tall))
    return corners

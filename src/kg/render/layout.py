"""Where nodes stand: laid out beforehand, from a fixed order and without chance, so that a picture can be made again.

Nodes are gathered in frames, one a town or district, each laid out by itself. Small components are placed by stress
majorization (Gansner, Koren and North 2004), large ones by pivot multidimensional scaling (Brandes and Pich 2007) and
then by springs along the edges with repulsion between near nodes alone (after Fruchterman and Reingold 1991).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_array

    from kg.network import Graph

    Points = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Links = np.ndarray[tuple[int, int], np.dtype[np.int64]]

_EDGE: Final = 165.0  # pixels, the length that an edge should have
_LABEL_BOX: Final = (150.0, 64.0)  # ten characters wide, two lines and the node high
_STRETCH: Final = (1.7, 0.75)  # labels are wide and low, so are pages
_FRAME_STRETCH: Final = (0.85, 0.5)  # frames may come as near as they fit
_STRESS_UP_TO: Final = 250
_APART_UP_TO: Final = 700
_PIVOTS: Final = 40
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


def _gathered(
    names: Sequence[str], links: Links, groups: Mapping[str, str]
) -> tuple[list[str], list[np.ndarray[tuple[int], np.dtype[np.int64]]]]:
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


def _own_links(links: Links, within: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]], total: int) -> list[Links]:
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
    placed = [_component(_matrix(of, len(part))) for of, part in zip(own, parts, strict=True)]
    corners = _shelves(np.array([points.max(axis=0) + np.array(_LABEL_BOX) for points in placed]))
    block = np.zeros((size, 2))
    for part, points, corner in zip(parts, placed, corners, strict=True):
        block[part] = points + corner
    return block


def _matrix(links: Links, size: int) -> csr_array:
    """Return links as a symmetric matrix of ones."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    ends = np.concatenate([links, links[:, ::-1]])
    return csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))


def _components(links: Links, size: int) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Return the nodes of each component that links make."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    count, label = connected_components(_matrix(links, size), directed=False)
    order = np.argsort(label, kind="stable")
    return np.split(order, np.searchsorted(label[order], np.arange(1, count)))


def _component(matrix: csr_array) -> Points:
    """Return the points of one connected component from (0, 0) on."""
    import numpy as np  # noqa: PLC0415

    size = matrix.shape[0]
    if size <= 2:  # noqa: PLR2004 - one node, or two beside each other
        return np.array(((0.0, 0.0), (_LABEL_BOX[0] + 40.0, 12.0)))[:size]
    points = _stress(matrix) * _EDGE if size <= _STRESS_UP_TO else _springs(matrix, _pivot_scaling(matrix)) * _EDGE
    points = points * np.array(_STRETCH)
    if size <= _APART_UP_TO:
        points = apart(points, np.broadcast_to(np.array(_LABEL_BOX), (size, 2)))
    least: Points = points - points.min(axis=0)
    return least


def _pivot_scaling(matrix: csr_array) -> Points:
    """Return two dimensions of the distances to a few pivots, each the farthest from those before it."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    size = matrix.shape[0]
    nearest = np.full(size, np.inf)
    columns = []
    pivot = int(np.argmax(np.diff(matrix.indptr)))
    for _ in range(min(_PIVOTS, size)):
        column = dijkstra(matrix, indices=pivot, unweighted=True)
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = int(np.argmax(nearest))
    squared = np.array(columns).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ vectors[:, -2:]
    # of leaves at one node the distances are equal: a small turn, the same each time, tells them apart
    turn = np.arange(size) * 2.399963  # the golden angle
    scale = np.sqrt((points**2).sum(axis=1)).max() or 1.0
    points = points * (np.sqrt(size) / scale)
    return np.asarray(points + 0.5 * np.column_stack((np.cos(turn), np.sin(turn))))


def _stress(matrix: csr_array, *, unweighted: bool = True) -> Points:
    """Return points whose distances are as near as can be to the graph's: 200 majorizations, weights d^-2."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse.csgraph import shortest_path  # noqa: PLC0415

    size = matrix.shape[0]
    wanted = shortest_path(matrix, unweighted=unweighted, directed=False)
    np.fill_diagonal(wanted, 1.0)
    unit = 1.0 if unweighted else float(wanted.mean())
    weights = wanted**-2.0
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / size) - 1 / size  # the pseudo-inverse of a connected graph's Laplacian
    points = unit * (_pivot_scaling(matrix) if size > 2 else np.array(((0.0, 0.0), (1.0, 0.1))))  # noqa: PLR2004
    for _ in range(200):
        offset = points[:, None, :] - points[None, :, :]
        length = np.sqrt((offset**2).sum(axis=2))
        pull = weights * wanted / np.maximum(length, 1e-6)
        np.fill_diagonal(pull, 0.0)
        target = np.diag(pull.sum(axis=1)) - pull
        moved = inverse @ (target @ points)
        if np.abs(moved - points).max() < unit / 1000:
            return np.asarray(moved)
        points = moved
    return np.asarray(points)


def _springs(matrix: csr_array, points: Points, rounds: int = 45) -> Points:
    """Return points after springs along the edges and repulsion between nodes nearer than 1.6 edge lengths."""
    import numpy as np  # noqa: PLC0415
    from scipy.spatial import cKDTree  # noqa: PLC0415

    rows, columns = matrix.nonzero()
    degree = np.maximum(np.diff(matrix.indptr), 1)[:, None]
    size = len(points)
    for turn in range(rounds):
        heat = 0.6 * (1 - turn / rounds) + 0.02
        along = points[columns] - points[rows]
        length = np.sqrt((along**2).sum(axis=1, keepdims=True)) + 1e-9
        force = _summed(rows, along * (length - 1.0) / length, size) / degree
        pairs = cKDTree(points).query_pairs(1.6, output_type="ndarray")
        pairs = pairs if len(pairs) <= 40 * size else pairs[:: len(pairs) // (40 * size) + 1]
        between = points[pairs[:, 0]] - points[pairs[:, 1]]
        gap = np.sqrt((between**2).sum(axis=1, keepdims=True)) + 1e-3
        push = between / gap * (1.6 - gap) * 0.5
        force += _summed(pairs[:, 0], push, size) - _summed(pairs[:, 1], push, size)
        reach = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        points = points + force / reach * np.minimum(reach, heat * 2)
    return points


def _summed(index: np.ndarray[tuple[int], np.dtype[np.int64]], values: Points, size: int) -> Points:
    import numpy as np  # noqa: PLC0415

    return np.column_stack([np.bincount(index, weights=values[:, n], minlength=size) for n in (0, 1)])


def apart(points: Points, sizes: Points, rounds: int = 200) -> Points:
    """Push points apart along the nearer axis until no two boxes of the given sizes overlap; at most `rounds` times."""
    import numpy as np  # noqa: PLC0415
    from scipy.spatial import cKDTree  # noqa: PLC0415

    largest = sizes.max(axis=0)
    for _ in range(rounds):
        near = cKDTree(points / largest).query_pairs(1.0, p=np.inf, output_type="ndarray")
        offset = points[near[:, 0]] - points[near[:, 1]]
        overlap = (sizes[near[:, 0]] + sizes[near[:, 1]]) / 2 - np.abs(offset)
        both = (overlap > 1e-6).all(axis=1)  # noqa: PLR2004 - boxes that touch do not overlap
        if not both.any():
            break
        near, offset, overlap = near[both], offset[both], overlap[both]
        along = np.eye(2)[overlap.argmin(axis=1)]
        push = 0.4 * overlap * np.where(offset < 0, -1.0, 1.0) * along
        points = points + _summed(near[:, 0], push, len(points)) - _summed(near[:, 1], push, len(points))
    return points


def _frame_corners(
    links: Links,
    within: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]],
    sizes: Points,
    total: int,
) -> Points:
    """Return the upper left corner of each frame: frames with many edges between them near each other, none over one.

    More frames than a reader can take in are set in rows instead, the largest first.
    """
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    if len(sizes) > _FRAMES_BY_STRESS:
        return _shelves(sizes + _BETWEEN)
    group = np.zeros(total, dtype=np.int64)
    for n, some in enumerate(within):
        group[some] = n
    ends = group[links]
    ends = ends[ends[:, 0] != ends[:, 1]]
    # every frame hangs on the largest one by a thread, so that the whole is connected
    ends = np.concatenate([ends, np.column_stack((np.zeros(len(sizes) - 1, dtype=np.int64), np.arange(1, len(sizes))))])
    both = np.unique(np.concatenate([ends, ends[:, ::-1]]), axis=0)
    reach = np.sqrt((sizes**2).sum(axis=1)) / 2
    lengths = reach[both[:, 0]] + reach[both[:, 1]]
    matrix = csr_array((lengths, (both[:, 0], both[:, 1])), shape=(len(sizes), len(sizes)))
    middles = _stress(matrix, unweighted=False) * np.array(_FRAME_STRETCH)
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

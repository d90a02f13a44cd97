"""Points for the nodes of one connected graph, without chance.

Few nodes are placed by stress majorization (Gansner, Koren and North 2004), with numpy alone; many by pivot
multidimensional scaling (Brandes and Pich 2007) and then by springs along the edges with repulsion between near nodes
alone (after Fruchterman and Reingold 1991), with scipy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_array

    Points = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Links = np.ndarray[tuple[int, int], np.dtype[np.int64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

FEW: Final = 250
_PIVOTS: Final = 40
_ROUNDS: Final = 200


def of_few(links: Links, size: int) -> Points:
    """Return points, about one unit apart where nodes are linked, for at most a few hundred nodes."""
    return majorized(_steps(_linked(links, size)), links, size)


def of_many(links: Links, size: int) -> Points:
    """Return points, about one unit apart where nodes are linked, for thousands of nodes."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    ends = np.concatenate([links, links[:, ::-1]])
    matrix = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    nearest = np.full(size, np.inf)
    columns = []
    pivot = int(np.argmax(np.diff(matrix.indptr)))
    for _ in range(_PIVOTS):
        column = dijkstra(matrix, indices=pivot, unweighted=True)
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = int(np.argmax(nearest))
    return _springs(matrix, _scaled(np.array(columns).T))


def majorized(wanted: Points, links: Links, size: int, unit: float = 1.0) -> Points:
    """Return points whose distances are as near as can be to those wanted, a symmetric matrix, near ones above all.

    At most 200 majorizations from a scaling of the steps along `links`; `unit` is a typical distance.
    """
    import numpy as np  # noqa: PLC0415

    np.fill_diagonal(wanted, 1.0)
    weights = wanted**-2.0
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / size) - 1 / size  # the pseudo-inverse of a connected graph's Laplacian
    points = unit * (_begun(links, size) if size > 2 else np.array(((0.0, 0.0), (1.0, 0.1))))  # noqa: PLR2004
    for _ in range(_ROUNDS):
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


def shortest(lengths: Points) -> Points:
    """Return the lengths of the shortest ways between all nodes, of the lengths of links (infinite: no link)."""
    import numpy as np  # noqa: PLC0415

    ways = lengths.copy()
    np.fill_diagonal(ways, 0.0)
    for middle in range(len(ways)):
        ways = np.minimum(ways, ways[:, middle, None] + ways[None, middle, :])
    return ways


def apart(points: Points, sizes: Points, rounds: int = _ROUNDS) -> Points:
    """Push points apart along the nearer axis until no two boxes of the given sizes overlap; at most `rounds` times."""
    import numpy as np  # noqa: PLC0415

    largest = sizes.max(axis=0)
    for _ in range(rounds):
        near = _near(points / largest)
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


def _near(points: Points) -> Links:
    """Return the pairs of points of which neither coordinate is more than one apart."""
    import numpy as np  # noqa: PLC0415

    if len(points) > FEW:
        from scipy.spatial import cKDTree  # noqa: PLC0415

        found: Links = cKDTree(points).query_pairs(1.0, p=np.inf, output_type="ndarray")
        return found
    one, other = np.triu_indices(len(points), 1)
    close = (np.abs(points[one] - points[other]) <= 1.0).all(axis=1)
    return np.column_stack((one[close], other[close]))


def _linked(links: Links, size: int) -> Points:
    """Return a symmetric matrix of ones where two nodes are linked."""
    import numpy as np  # noqa: PLC0415

    matrix = np.zeros((size, size))
    matrix[links[:, 0], links[:, 1]] = matrix[links[:, 1], links[:, 0]] = 1.0
    return matrix


def _steps(linked: Points) -> Points:
    """Return how many links it takes from each node to each other."""
    import numpy as np  # noqa: PLC0415

    steps = np.full(linked.shape, np.inf)
    reached = np.eye(len(linked))
    for distance in range(len(linked)):
        fresh = (reached > 0) & np.isinf(steps)
        if not fresh.any():
            break
        steps[fresh] = distance
        reached = fresh @ linked
    return steps


def _begun(links: Links, size: int) -> Points:
    """Return a first guess for few nodes: the scaling of their steps to a few pivots."""
    import numpy as np  # noqa: PLC0415

    linked = _linked(links, size)
    steps, nearest, pivots = _steps(linked), np.full(size, np.inf), []
    pivot = int(np.argmax(linked.sum(axis=0)))
    for _ in range(min(_PIVOTS, size)):
        pivots.append(pivot)
        nearest = np.minimum(nearest, steps[pivot])
        pivot = int(np.argmax(nearest))
    return _scaled(steps[:, pivots])


def _scaled(steps: Points) -> Points:
    """Return two dimensions of the steps from each node (row) to some pivots, each the farthest from those before."""
    import numpy as np  # noqa: PLC0415

    size = len(steps)
    squared = steps**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ vectors[:, -2:]
    # of leaves at one node the distances are equal: a small turn, the same each time, tells them apart
    turn = np.arange(size) * 2.399963  # the golden angle
    scale = np.sqrt((points**2).sum(axis=1)).max() or 1.0
    points = points * (np.sqrt(size) / scale)
    return np.asarray(points + 0.5 * np.column_stack((np.cos(turn), np.sin(turn))))


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


def _summed(index: Numbers, values: Points, size: int) -> Points:
    import numpy as np  # noqa: PLC0415

    return np.column_stack([np.bincount(index, weights=values[:, n], minlength=size) for n in (0, 1)])

"""Ways along links between things: a shortest way, and the things that lie on circles."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import TypeVar

Link = TypeVar("Link")


def path_between(start: str, end: str, links: Mapping[str, Iterable[tuple[str, Link]]]) -> list[tuple[str, Link]]:
    """Return the steps of a shortest way along links, each with the thing it leads to; none when there is no way.

    A way from a thing to itself has at least one step.
    """
    came: dict[str, tuple[str, Link]] = {}
    ahead = deque([start])
    while ahead and end not in came:
        here = ahead.popleft()
        for there, link in links.get(here, ()):
            if there not in came:
                came[there] = (here, link)
                ahead.append(there)
    if end not in came:
        return []
    steps = [(end, came[end][1])]
    while came[steps[0][0]][0] != start:
        there = came[steps[0][0]][0]
        steps.insert(0, (there, came[there][1]))
    return steps


def circles(links: Mapping[str, Iterable[tuple[str, Link]]]) -> list[tuple[str, ...]]:
    """Return the sets of two or more things that lie on circles with one another, each sorted, in order.

    Tarjan's algorithm without recursion, so that its time grows with the links and its depth with nothing.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    found: list[tuple[str, ...]] = []
    for start in sorted(links):
        if start in number:
            continue
        number[start] = low[start] = len(number)
        open_[start] = None
        work = [(start, iter([there for there, _ in links.get(start, ())]))]
        while work:
            here, further = work[-1]
            there = next(further, None)
            if there is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == number[here]:
                    found.append(_closed(here, open_))
            elif there not in number:
                number[there] = low[there] = len(number)
                open_[there] = None
                work.append((there, iter([further for further, _ in links.get(there, ())])))
            elif there in open_:
                low[here] = min(low[here], number[there])
    return sorted(group for group in found if len(group) > 1)


def _closed(root: str, open_: dict[str, None]) -> tuple[str, ...]:
    """Take from the open things those that were opened since `root`, itself included."""
    group: list[str] = []
    while not group or group[-1] != root:
        group.append(open_.popitem()[0])
    return tuple(sorted(group))

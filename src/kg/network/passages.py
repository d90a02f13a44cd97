"""How many passages statements rest on: what one passage says ten times over was written once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from kg.network.edges import Attributes

JOIN: Final = ";"
_OF: Final = ":"
Span = tuple[int, int]


def passages(edges: Iterable[Attributes]) -> int:
    """Return the number of distinct passages that edges rest on.

    Statements of one article are of one passage where they quote the same words, or are linked by others that do. An
    edge of a projection counts with all its statements. Edges without words (from the register) count none.
    """
    spans_of: dict[str, set[tuple[Span, ...]]] = defaultdict(set)
    for edge in edges:
        for source, spans in _quoted(edge):
            spans_of[source].add(spans)
    return sum(len(set(_groups(list(found)))) for found in spans_of.values())


def passage_of(edges: Iterable[Attributes]) -> dict[str, str]:
    """Return for each place that edges quote (`SOURCE:10-20,30-40`) its passage, `SOURCE 1`, numbered as they begin.

    >>> edges = [{"source": "a", "spans": spans} for spans in ("30-40", "10-20;50-60", "15-25", "60-70")]
    >>> passage_of(edges)
    {'a:10-20,50-60': 'a 1', 'a:15-25': 'a 1', 'a:30-40': 'a 2', 'a:60-70': 'a 3'}
    """
    quoted: dict[str, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for edge in edges:
        for place in places_of(edge):
            source, spans = _read(place)
            quoted[source][place] = spans
    found = {}
    for source in sorted(quoted):
        places = sorted(quoted[source], key=quoted[source].__getitem__)
        groups = _groups([quoted[source][place] for place in places])
        number = {group: n for n, group in enumerate(dict.fromkeys(groups), start=1)}
        found.update({place: f"{source} {number[group]}" for place, group in zip(places, groups, strict=True)})
    return found


def located(edge: Attributes) -> str:
    """Return where the words of an edge of the multigraph lie, as edges of a projection have it: `SOURCE:10-20,30-40`.

    Empty where it has no words.
    """
    return f"{edge['source']}{_OF}{edge['spans'].replace(JOIN, ',')}" if edge["spans"] else ""


def places_of(edge: Attributes) -> tuple[str, ...]:
    """Return where the words of each statement of an edge lie, as `located` has it; none from the register."""
    text = edge["spans"]
    return tuple(text.split(JOIN)) if _OF in text else tuple(filter(None, (located(edge),)))


def _quoted(edge: Attributes) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield for each statement of an edge its source and the offsets of its words."""
    yield from map(_read, places_of(edge))


def _read(place: str) -> tuple[str, tuple[Span, ...]]:
    source, _, spans = place.rpartition(_OF)
    return source, tuple(_span(span) for span in spans.split(","))


def _span(text: str) -> Span:
    start, _, end = text.partition("-")
    return int(start), int(end)


def _groups(statements: list[tuple[Span, ...]]) -> list[int]:
    """Return for each statement a number that it shares with those with which it has words in common, or by others."""
    group = list(range(len(statements)))

    def root(n: int) -> int:
        while group[n] != n:
            n = group[n]
        return n

    ordered = sorted((start, end, n) for n, spans in enumerate(statements) for start, end in spans)
    last, holder = -1, 0
    for start, end, n in ordered:
        if start < last:
            group[root(n)] = root(holder)
        if end > last:
            last, holder = end, n
    return [root(n) for n in range(len(statements))]

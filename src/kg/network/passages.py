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
    return sum(_groups(list(found)) for found in spans_of.values())


def located(edge: Attributes) -> str:
    """Return where the words of an edge of the multigraph lie, as edges of a projection have it: `SOURCE:10-20,30-40`.

    Empty where it has no words.
    """
    return f"{edge['source']}{_OF}{edge['spans'].replace(JOIN, ',')}" if edge["spans"] else ""


def _quoted(edge: Attributes) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield for each statement of an edge its source and the offsets of its words."""
    text = edge["spans"]
    if text:
        for one in text.split(JOIN) if _OF in text else (located(edge),):
            source, _, spans = one.rpartition(_OF)
            yield source, tuple(_span(span) for span in spans.split(","))


def _span(text: str) -> Span:
    start, _, end = text.partition("-")
    return int(start), int(end)


def _groups(statements: list[tuple[Span, ...]]) -> int:
    """Return into how many groups statements fall that have no words in common with another group."""
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
    return len({root(n) for n in group})

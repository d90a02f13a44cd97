"""Which statements rest on one passage: words that overlap are one place in the text, and one fact of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.network.edges import EVIDENCE, JOIN, AnyGraph

_Quote = tuple[int, int, str]


def passages(graph: AnyGraph) -> Mapping[str, str]:
    """Return for each `evidence` of a network the passage that it lies in, `SLUG:FIRST-LAST`.

    Statements of one source whose quotes share a character rest on one passage, directly or through others in the
    network: a sentence that gives five statements is one passage. FIRST and LAST are the outermost offsets; what lies
    between them may belong to another passage, for columns break sentences.

    >>> joined(["a:0-8", "a:5-9,30-40", "a:9-20", "b:0-8", "a:33-35"])
    {'a:0-8': 'a:0-40', 'a:5-9,30-40': 'a:0-40', 'a:33-35': 'a:0-40', 'a:9-20': 'a:9-20', 'b:0-8': 'b:0-8'}
    """
    return joined(place for *_, edge in graph.edges(data=True) for place in edge[EVIDENCE].split(JOIN))


def passages_of(edge: Mapping[str, str], found: Mapping[str, str]) -> set[str]:
    """Return the passages that an edge rests on; none where no source says it."""
    return {found[place] for place in edge[EVIDENCE].split(JOIN) if place}


def joined(evidence: Iterable[str]) -> dict[str, str]:
    """Return the passage of each evidence, as `passages` has it."""
    by_source: dict[str, list[_Quote]] = defaultdict(list)
    for place in {*evidence} - {""}:
        source, _, spans = place.rpartition(":")
        by_source[source] += [(*map(int, span.split("-")), place) for span in spans.split(",")]  # type: ignore[misc]
    return {
        place: f"{source}:{min(quotes)[0]}-{max(quote[1] for quote in quotes)}"
        for source, found in sorted(by_source.items())
        for quotes in _groups(sorted(found))
        for place in dict.fromkeys(quote[2] for quote in sorted(quotes))
    }


def _groups(quotes: list[_Quote]) -> Iterator[list[_Quote]]:
    """Yield the sorted quotes of one source in groups that overlap, or that one statement has together."""
    group: dict[str, list[_Quote]] = {}
    reached, before = 0, ""
    for quote in quotes:
        start, end, place = quote
        own = group.setdefault(place, [])
        own.append(quote)
        if start < reached and (other := group[before]) is not own:
            small, large = sorted((own, other), key=len)
            large += small
            group.update((name, large) for *_, name in small)
        reached, before = max(reached, end), place
    yield from {id(found): found for found in group.values()}.values()

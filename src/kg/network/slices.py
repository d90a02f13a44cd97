"""The network year by year, or by windows of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.errors import Message, UsageError
from kg.network.edges import Attributes, Edge, Graph, Pair, left_out_as, left_out_of, statements_of, with_edges
from kg.network.intervals import life_of
from kg.network.projections import PEOPLE
from kg.network.selection import UNDATED, reaches_into, years_of
from kg.reading.years import Years
from kg.tables import types
from kg.tables.table import Table

SAID, CERTAIN, POSSIBLE = "said", "certain", "possible"
# what each reading of time takes in
READINGS: Final[Mapping[str, Pair]] = {
    SAID: (
        "凡所载时间不排除者均列入（仅见于报道者记在报道之时），与 --years 相同",
        "with every edge that the said times do not exclude (an attested post at its article's date), as --years",
    ),
    CERTAIN: ("只列确在该时段者（下限）", "with what was certainly in them (a lower bound)"),
    POSSIBLE: ("凡不能排除者均列入（上限）", "with all that nothing excludes (an upper bound)"),
}
SUMMARY: Final = (
    "{slices} 个时段，{reading}；原文未载时间的记载{where}：{undated}",
    "{slices} slice{s}, {reading}; statements without a time, in {where}: {undated}",
)
WHERE_UNDATED: Final[Mapping[bool, Pair]] = {False: ("不在任何时段", "none"), True: ("在每一时段", "each")}
_NEVER_CERTAIN: Final = (
    Message("what has no time is certainly in no year: --undated and --certain exclude each other"),
    Message("Leave one of them out; --possible --undated is the upper bound of everything."),
)
_COLUMNS: Final = ("first", "last", "nodes", "people", "edges", "statements", "sources", "jaccard")
_OTHER_YEARS: Final = ("不在此时段", "outside these years")


@dataclass(frozen=True)
class Slice:
    """The network of one window of years, both inclusive."""

    first: int
    last: int
    graph: Graph


def slices(
    graph: Graph,
    years: Years = (None, None),
    window: int = 1,
    reading: str = SAID,
    covered: tuple[int, int] | None = None,
    *,
    undated: bool = False,
) -> tuple[Slice, ...]:
    """Return one graph for each window of years, from the first year to the last, those that are dated where None.

    `reading` says when an edge is in a window. `said`, as everywhere: what is said does not exclude it, an attested
    post is a point at its article's date, and what has no known bound reaches to the end of the years that sources name
    (`covered`, else those of the graph). `certain`, a lower bound: it certainly reached into the window, wherever its
    uncertain ends lie; something that happened on some day of ten years is in no window of one. `possible`, an upper
    bound: nothing excludes the window, and an attestation or a state "as of" a day excludes no year before or after.
    So `certain` lies within `possible`, and every edge of `said` within `possible`.

    Edges without any time are in none; with `undated` in each, for nothing excludes them. The attribute `left_out` of
    each slice counts what it does not hold, `reading` is the reading. Raises `UsageError` for an unknown reading, and
    for `undated` edges in the certain one.
    """
    if reading not in READINGS:
        raise UsageError(
            Message("unknown reading of time {reading!r}", reading=reading),
            Message("One of: {known}", known=tuple(READINGS)),
        )
    if undated and reading == CERTAIN:
        raise UsageError(*_NEVER_CERTAIN)
    found = years_of(graph)
    first, last = (found[n] if found and year is None else year for n, year in enumerate(years))
    if first is None or last is None:
        return ()
    edges = list(_edges(graph))
    always = [named for named, edge in edges if undated and not is_dated(edge)]
    dated = [(named, edge) for named, edge in edges if is_dated(edge)]
    never = left_out_as(UNDATED, 0 if undated else len(without_time(graph)))
    made = []
    for begin in range(first, last + 1, window):
        inside = (begin, min(begin + window - 1, last))
        within = [named for named, edge in dated if _is_in(edge, inside, reading, covered or found or inside)]
        part = with_edges(graph, [*always, *within])
        outside = {edge["id"] for _, edge in dated} - statements_of(part)
        rest = left_out_as(_OTHER_YEARS, len(outside))
        part.graph.update(left_out=[*left_out_of(graph), *never, *rest], reading=reading)
        made.append(Slice(*inside, part))
    return tuple(made)


def _is_in(edge: Attributes, inside: tuple[int, int], reading: str, covered: tuple[int, int]) -> bool:
    if reading == SAID:
        return reaches_into(edge, inside, covered)
    life = life_of(edge)
    return life.is_certain_in(*inside) if reading == CERTAIN else life.is_possible_in(*inside)


def is_dated(edge: Attributes) -> bool:
    """Say whether a source gives any time of what an edge says."""
    return bool(edge["start"] or edge["end"])


def without_time(graph: Graph) -> set[str]:
    """Return the ids of the statements of which no source gives a time."""
    return {edge["id"] for *_, edge in graph.edges(data=True) if not is_dated(edge)}


def undated_in(graph: Graph) -> int:
    """Return the number of statements without a time, those that the choice of years left out before included."""
    return len(without_time(graph)) + sum(number for reason, number in left_out_of(graph) if reason == UNDATED)


def _edges(graph: Graph) -> Iterator[tuple[Edge, Attributes]]:
    for start, end, key, edge in graph.edges(keys=True, data=True):
        yield (start, end, str(key)), edge


def slice_table(made: Iterable[Slice]) -> Table:
    """Return one row a slice: its years, and how many nodes, people, edges, statements and sources it has.

    `jaccard` is the share of pairs linked in the slice or the one before that are linked in both, either direction (P.
    Jaccard, The distribution of the flora in the alpine zone, New Phytologist 11, 1912); empty for the first, and where
    neither has a pair. Below 0.3 two waves have little in common for a model of change (T. A. B. Snijders, G. G. van de
    Bunt and C. E. G. Steglich, Introduction to stochastic actor-based models, Social Networks 32, 2010).
    """
    rows = []
    before: frozenset[frozenset[str]] | None = None
    for each in made:
        pairs = frozenset(frozenset(ends) for ends in each.graph.edges())
        edges = [edge for *_, edge in each.graph.edges(data=True)]
        people = sum(found["type"] in PEOPLE for _, found in each.graph.nodes(data=True))
        distinct = (len({edge[name] for edge in edges}) for name in ("id", "source"))
        counts = (len(each.graph), people, len(edges), *distinct)
        rows.append((str(each.first), str(each.last), *map(str, counts), _jaccard(before, pairs)))
        before = pairs
    return Table(_COLUMNS, tuple(rows), types=types.SLICES)


def _jaccard(before: frozenset[frozenset[str]] | None, pairs: frozenset[frozenset[str]]) -> str:
    if before is None or not before | pairs:
        return ""
    return f"{len(before & pairs) / len(before | pairs):.4f}".rstrip("0").rstrip(".")

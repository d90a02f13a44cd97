"""The network year by year, or by windows of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import Message, UsageError
from kg.network.edges import Attributes, Edge, Graph, left_out_as, left_out_of, statements_of, with_edges
from kg.network.intervals import life_of
from kg.network.projections import PEOPLE
from kg.network.selection import UNDATED, reaches_into, years_of
from kg.reading.years import Years
from kg.tables import types
from kg.tables.table import Table

SAID, CERTAIN, POSSIBLE = "said", "certain", "possible"
READINGS: Final = (SAID, CERTAIN, POSSIBLE)
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
) -> tuple[Slice, ...]:
    """Return one graph for each window of years, from the first year to the last, those that are dated where None.

    `reading` says when an edge is in a window. `said`, as everywhere: what is said does not exclude it, an attested
    post is a point at its article's date, and what has no known bound reaches to the end of the years that sources name
    (`covered`, else those of the graph). `certain`, a lower bound: it certainly reached into the window, wherever its
    uncertain ends lie; something that happened on some day of ten years is in no window of one. `possible`, an upper
    bound: nothing excludes the window, and an attestation or a state "as of" a day excludes no year before or after.
    So `certain` lies within `possible`, and every edge of `said` within `possible`.

    Edges without any time are in none; the attribute `left_out` of each slice counts them, and what falls outside it,
    `reading` is the reading. Raises `UsageError` for an unknown reading.
    """
    if reading not in READINGS:
        raise UsageError(
            Message("unknown reading of time {reading!r}", reading=reading),
            Message("One of: {known}", known=tuple(READINGS)),
        )
    found = years_of(graph)
    if found is None:
        return ()
    first, last = (found[n] if year is None else year for n, year in enumerate(years))
    dated = [(edge_id, edge) for edge_id, edge in _edges(graph) if edge["start"] or edge["end"]]
    undated = left_out_as(UNDATED, len(without_time(graph)))
    made = []
    for begin in range(first, last + 1, window):
        inside = (begin, min(begin + window - 1, last))
        part = with_edges(graph, (named for named, edge in dated if _is_in(edge, inside, reading, covered or found)))
        outside = {edge["id"] for _, edge in dated} - statements_of(part)
        rest = left_out_as(_OTHER_YEARS, len(outside))
        part.graph.update(left_out=[*left_out_of(graph), *undated, *rest], reading=reading)
        made.append(Slice(*inside, part))
    return tuple(made)


def _is_in(edge: Attributes, inside: tuple[int, int], reading: str, covered: tuple[int, int]) -> bool:
    if reading == SAID:
        return reaches_into(edge, inside, covered)
    life = life_of(edge)
    return life.is_certain_in(*inside) if reading == CERTAIN else life.is_possible_in(*inside)


def without_time(graph: Graph) -> set[str]:
    """Return the ids of the statements of which no source gives a time."""
    return {edge["id"] for *_, edge in graph.edges(data=True) if not (edge["start"] or edge["end"])}


def _edges(graph: Graph) -> Iterator[tuple[Edge, Attributes]]:
    for start, end, key, edge in graph.edges(keys=True, data=True):
        yield (start, end, str(key)), edge


def slice_table(made: Iterable[Slice]) -> Table:
    """Return one row a slice: its years, and how many nodes, people, edges, statements and sources it has."""
    rows = []
    for each in made:
        edges = [edge for *_, edge in each.graph.edges(data=True)]
        people = sum(found["type"] in PEOPLE for _, found in each.graph.nodes(data=True))
        distinct = (len({edge[name] for edge in edges}) for name in ("id", "source"))
        counts = (len(each.graph), people, len(edges), *distinct)
        rows.append((str(each.first), str(each.last), *map(str, counts)))
    return Table(
        ("first", "last", "nodes", "people", "edges", "statements", "sources"), tuple(rows), types=types.SLICES
    )

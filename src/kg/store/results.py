"""What a query gives: solutions, triples, or yes and no. Values that any thread may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Solutions:
    """The solutions of a SELECT query in their order; a solution is asked by variable or place."""

    variables: tuple[str, ...]
    rows: tuple[ox.QuerySolution, ...]

    def __iter__(self) -> Iterator[ox.QuerySolution]:
        """Yield the solutions."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of solutions."""
        return len(self.rows)


Result = Solutions | list[ox.Triple] | bool


def materialized(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Result:
    """Return all that a query of Oxigraph gives; its own iterators may be held by the thread that made them alone."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        return Solutions(tuple(variable.value for variable in found.variables), tuple(found))
    return list(found)

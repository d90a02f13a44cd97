"""The shortest paths between things, read from both ends until they meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.network.around import Surroundings
from kg.network.coverage import Coverage
from kg.network.edges import Graph, left_out_as, multigraph
from kg.network.parts import MAX_PATHS, MAX_STEPS, Paths, farther_than, paths
from kg.network.selection import Selection, select
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.store import Store


@dataclass(frozen=True)
class Between:
    """Looks for paths among the statements of a selection; `coverage` is what the whole store covers."""

    store: Store
    ontology: Ontology
    selection: Selection
    coverage: Coverage

    def paths(
        self,
        starts: Collection[str],
        ends: Collection[str],
        longest: int = MAX_STEPS,
        limit: int = MAX_PATHS,
        around: Collection[str] = (),
    ) -> Paths:
        """Return the shortest paths from any of `starts` to any of `ends` (IRIs), as `paths` does in the whole network.

        Only what lies near enough to an end is read. The graph attribute `left_out` counts what was not.
        """
        found = None
        for reach, graph in self._graphs((*starts, *ends), longest):
            found = paths(graph, starts, ends, min(longest, reach), limit, around)
            if found.found:
                return found
        assert found is not None  # noqa: S101 - there is always a first ring
        return found

    def _graphs(self, centres: Collection[str], longest: int) -> Iterator[tuple[int, Graph]]:
        """Yield ever larger surroundings of some things, each with the steps of a path that cannot leave it."""
        surroundings = Surroundings(self.store, self.ontology)
        for hops in range(1, max(longest // 2, 1) + 1):
            reading = surroundings.reading(centres, hops, through_places=True)
            yield 2 * hops + 1, self._selected(reading, hops)

    def _selected(self, reading: Reading, hops: int) -> Graph:
        graph = select(multigraph(reading, self.ontology), self.selection, self.coverage.years)
        graph.graph["left_out"] += left_out_as(farther_than(hops), self.coverage.statements - len(reading.said))
        return graph

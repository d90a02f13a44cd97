"""The shortest paths between things, read from both ends until they meet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.network.around import Surroundings
from kg.network.coverage import Coverage
from kg.network.edges import Graph, left_out_as, multigraph
from kg.network.near import Near, near_in
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
        near: Near | None = None,
    ) -> tuple[Paths, Reading]:
        """Return the shortest paths from any of `starts` to any of `ends` (IRIs), and what was read to find them.

        They are those that `paths` finds in the whole network, but only what lies near enough to an end is read. The
        graph attribute `left_out` counts what was not. `near` is that of the store unless it is given.
        """
        near = near_in(self.store) if near is None else near
        surroundings = Surroundings(self.store, self.ontology)
        hops = 0
        while True:
            hops += 1
            reading = surroundings.reading((*starts, *ends), hops, near)
            reach = 2 * hops + 1  # all that a path of so many steps can lead through is read
            found = paths(self._selected(reading, hops), starts, ends, min(longest, reach), limit, near)
            if found.found or reach >= longest:
                return found, reading

    def _selected(self, reading: Reading, hops: int) -> Graph:
        graph = select(multigraph(reading, self.ontology), self.selection, self.coverage.years)
        graph.graph["left_out"] += left_out_as(farther_than(hops), self.coverage.statements - len(reading.said))
        return graph

"""The shortest paths between things, read from both ends until they meet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kg.network.around import Surroundings
from kg.network.coverage import Coverage
from kg.network.edges import Attributes, Graph, left_out_as, multigraph, with_edges
from kg.network.parts import MAX_PATHS, MAX_STEPS, Paths, farther_than, paths
from kg.network.selection import Selection, select
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.store import Store
from kg.terms.namespaces import slug

_RELATION: Final = "relation"


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
        *,
        places: bool = True,
    ) -> tuple[Paths, Reading]:
        """Return the shortest paths from any of `starts` to any of `ends` (IRIs), and what was read to find them.

        They are those that `paths` finds in the whole network, but only what lies near enough to an end is read. The
        graph attribute `left_out` counts what was not. Without `places` no path runs by way of where something lies.
        """
        surroundings = Surroundings(self.store, self.ontology)
        hops = 0
        while True:
            hops += 1
            reading = surroundings.reading((*starts, *ends), hops, through_places=True)
            reach = 2 * hops + 1  # all that a path of so many steps can lead through is read
            found = paths(
                self._selected(reading, hops, places=places), starts, ends, min(longest, reach), limit, around
            )
            if found.found or reach >= longest:
                return found, reading

    def _selected(self, reading: Reading, hops: int, *, places: bool) -> Graph:
        graph = select(multigraph(reading, self.ontology), self.selection, self.coverage.years)
        if not places:
            placing = frozenset(map(slug, self.ontology.placing))
            kept = ((a, b, key) for a, b, key, edge in graph.edges(keys=True, data=True) if not _places(edge, placing))
            graph = with_edges(graph, kept)
        graph.graph["left_out"] += left_out_as(farther_than(hops), self.coverage.statements - len(reading.said))
        return graph


def _places(edge: Attributes, placing: Collection[str]) -> bool:
    """Say whether an edge says where something lies."""
    return edge["slot"].partition("-")[0] in placing or (edge["kind"] == _RELATION and edge["predicate"] in placing)

"""What a page draws at first: the same choice as `page/view.js`, of a payload as Python packed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Final

from kg.render.bands import OTHERS, PLACES, POSTS
from kg.render.contract import Payload, Reference

LEADING: Final = 4
_SHARES: Final = (inf, 6, 3, 2, 1, 4, 2, 2, 2, 2)
_TURNS: Final = 12
_MANY: Final = 0.75  # of the room, where names are long


@dataclass(frozen=True)
class Drawn:
    """A payload and, by number, the nodes and edges of its first view."""

    payload: Payload
    language: str

    @cached_property
    def edges(self) -> Sequence[int]:
        """The edges that are drawn, ascending."""
        return self._view[1]

    @cached_property
    def lines(self) -> Sequence[int]:
        """The same without repeats: details that say the same of the same two nodes are one line, the first."""
        first: dict[tuple[int, ...], int] = {}
        for e in self.edges:
            edge = self.payload.edges[e]
            first.setdefault((edge.start, edge.end, edge.label) if self.is_detail(e) else (e,), e)
        return list(first.values())

    @cached_property
    def nodes(self) -> Sequence[int]:
        """The nodes that are drawn, ascending."""
        return self._view[0]

    @cached_property
    def centres(self) -> frozenset[int]:
        """The nodes that the page is about."""
        return frozenset(self.payload.about.centres)

    @cached_property
    def core(self) -> dict[int, int]:
        """The edge from subject to object of each statement that has one."""
        found: dict[int, int] = {}
        for e, edge in enumerate(self.payload.edges):
            if edge.core:
                found.setdefault(edge.statement, e)
        return found

    def band(self, e: int) -> int:
        """Return the number of an edge's band."""
        edge = self.payload.edges[e]
        own = self.payload.slots[edge.slot].band
        return self.payload.statements[edge.statement].band if edge.core or own < 0 else own

    def step(self, e: int) -> int:
        """Return the step of the switch that lets an edge in."""
        return self.payload.bands[self.band(e)].step

    def is_detail(self, e: int) -> bool:
        """Say whether an edge is beside its statement's own, and no place."""
        edge = self.payload.edges[e]
        return not edge.core and self.payload.slots[edge.slot].band < 0

    def is_bare(self, e: int) -> bool:
        """Say whether an edge is a detail of one that is not in the file, where others are."""
        row = self.payload.statements[self.payload.edges[e].statement]
        is_missing = bool(self.core) and self.payload.edges[e].statement not in self.core
        return is_missing and self.is_detail(e) and _is_entity(row.subject) and _is_entity(row.object)

    def is_counted(self, statement: int) -> bool:
        """Say whether a set counts a statement."""
        return self.payload.statements[statement].counted >= 0

    def is_uncounted(self, e: int) -> bool:
        """Say whether an edge is of a capacity that counts elsewhere and does not count here."""
        return self.step(e) < LEADING and not self.is_counted(self.payload.edges[e].statement)

    def label(self, node: int) -> str:
        """Return the name of a node in the language of the picture."""
        row = self.payload.nodes[node]
        return (row.en or row.zh) if self.language == "en" else row.zh

    def lane(self, node: int) -> int:
        """Return the lane of a node's class: 0 actors, 1 undertakings, 2 places."""
        return self._lanes[self.payload.nodes[node].type]

    @cached_property
    def _lanes(self) -> dict[int, int]:
        return {row.term: row.lane for row in self.payload.types}

    @cached_property
    def leads(self) -> Counter[int]:
        """How many counted leads each node has."""
        found: Counter[int] = Counter()
        for e, edge in enumerate(self.payload.edges):
            if edge.core and self.step(e) == 1 and self.is_counted(edge.statement):
                found.update((edge.start, edge.end))
        return found

    @cached_property
    def _switch(self) -> tuple[int, bool, bool, bool]:
        about = self.payload.about
        chosen = (about.step, bool(about.posts), bool(about.others), bool(about.places))
        if any(self._lets_in(e, chosen) for e in range(len(self.payload.edges))):
            return chosen
        return LEADING, True, True, True

    def _lets_in(self, e: int, switch: tuple[int, bool, bool, bool]) -> bool:
        step, posts, others, places = switch
        if self.is_detail(e) and not others:
            return False
        own = self.step(e)
        return own <= step if own <= LEADING else {POSTS: posts, OTHERS: others, PLACES: places}[own]

    def _ranked(self) -> list[int]:
        edges, turns, rows = self.payload.edges, Counter[tuple[int, int]](), []
        actual = self._actual
        for e, edge in enumerate(edges):
            if not self._lets_in(e, self._switch) or not actual[edge.statement] or self.is_bare(e):
                continue
            turn = turns[edge.start, self.band(e)]
            turns[edge.start, self.band(e)] += 1
            far = int(bool(self.centres) and not self.centres & {edge.start, edge.end}) + (0 if turn < _TURNS else 2)
            rows.append((far, int(self.is_uncounted(e)), turn, e))
        counts, placed = Counter[tuple[int, int]](), []
        for far, _, _, e in sorted(rows):
            key = far, self.band(e)
            at = counts[key] + 1.0 if self.is_detail(e) else counts[key] / _SHARES[self.band(e)]
            placed.append((far, at, self.band(e), e))
            counts[key] += 1
        return [e for *_, e in sorted(placed)]

    @cached_property
    def _actual(self) -> list[bool]:
        """Whether each statement is let in: what is not actual is not, unless the graph was drawn with it."""
        said, about = self.payload.statements, self.payload.about
        drawn = {said[edge.statement].modality for edge in self.payload.edges}
        return [row.modality == about.actual or row.modality in drawn for row in said]

    @cached_property
    def _view(self) -> tuple[list[int], list[int]]:
        nodes, could, about = set(self.centres), self._ranked(), self.payload.about
        most = (round(about.open * (1 if self.language == "zh" else _MANY))) if about.open else inf
        for e in could:
            ends = {self.payload.edges[e].start, self.payload.edges[e].end}
            if len(nodes | ends) <= most:
                nodes |= ends
        if not self.payload.edges:
            nodes |= set(range(min(len(self.payload.nodes), about.open or len(self.payload.nodes))))
        edges = {e for e in could if {self.payload.edges[e].start, self.payload.edges[e].end} <= nodes}
        bare = {
            e for e in edges if self.is_detail(e) and self.core.get(self.payload.edges[e].statement, e) not in edges
        }
        return sorted(nodes), sorted(edges - bare)


def _is_entity(reference: Reference) -> bool:
    return isinstance(reference, int) and reference >= 0

"""What a page draws in a state: the same choice as `page/view.js`, of a payload as Python packed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import Final

from kg.render.bands import OTHERS, PLACES, POSTS
from kg.render.contract import EdgeRow, Payload, Reference
from kg.render.marks import LANES
from kg.render.still.facets import OF_STATEMENTS, Facets
from kg.render.still.state import State

LEADING: Final = 4
GROUND_UNDER: Final = 10
_SHARES: Final = (inf, 6, 3, 2, 1, 4, 2, 2, 2, 2)
_TURNS: Final = 12
_FEWEST: Final = 24
_MANY: Final = 0.75  # of the room, where names are long
_CONTESTED: Final = "≠ "
_PLACELESS: Final = 0.75  # the share of the lanes that is not for places


@dataclass(frozen=True)
class Seen:
    """What is drawn, by number: nodes and edges, ascending; those of the pale ground, its edges by their rank.

    `leads` is how many counted leads match, `left` how many nodes match and are not drawn.
    """

    nodes: Sequence[int]
    edges: Sequence[int]
    ground_nodes: Sequence[int] = ()
    ground_edges: Sequence[int] = ()
    leads: int = 0
    left: int = 0


@dataclass(frozen=True)
class Drawn:
    """A payload and what is drawn of it in a state."""

    payload: Payload
    state: State

    @cached_property
    def seen(self) -> Seen:
        """What is drawn."""
        could, passing = self.ranked(self.state.step), self._passing
        nodes = self._filled(could)
        nodes |= {n for n in self.state.extra if self.node_passes(n)}
        if not self.payload.edges and not self.state.extra and not self._is_narrowed:
            whole = [n for n in range(len(self.payload.nodes)) if self.node_passes(n)]
            nodes |= set(whole[: int(min(self._most, len(whole)))])
        if self.state.chosen is not None and self.node_passes(self.state.chosen):
            nodes.add(self.state.chosen)
        rows = self.payload.edges
        edges = {e for e in could if {rows[e].start, rows[e].end} <= nodes}
        edges |= {e for e in self.state.forced if {rows[e].start, rows[e].end} <= nodes and passing[rows[e].statement]}
        edges -= {e for e in edges if self.is_detail(e) and self.core.get(rows[e].statement, e) not in edges}
        behind, lines = self._ground(nodes, edges, leads := self._leads(could))
        left = {n for e in could for n in (rows[e].start, rows[e].end)} - nodes
        return Seen(sorted(nodes), sorted(edges), sorted(behind), lines, leads, len(left))

    @property
    def edges(self) -> Sequence[int]:
        """The edges that are drawn in full, ascending."""
        return self.seen.edges

    @cached_property
    def lines(self) -> Sequence[int]:
        """The same without repeats: details that say the same of the same two nodes are one line, the first."""
        first: dict[tuple[int, ...], int] = {}
        for e in self.edges:
            edge = self.payload.edges[e]
            first.setdefault((edge.start, edge.end, edge.label) if self.is_detail(e) else (e,), e)
        return list(first.values())

    @property
    def nodes(self) -> Sequence[int]:
        """The nodes that are drawn in full, ascending."""
        return self.seen.nodes

    @cached_property
    def all_nodes(self) -> Sequence[int]:
        """The nodes that are drawn, those of the ground with them, ascending."""
        return sorted({*self.seen.nodes, *self.seen.ground_nodes})

    @cached_property
    def all_edges(self) -> Sequence[int]:
        """The edges that are drawn, those of the ground at the end."""
        return [*self.seen.edges, *self.seen.ground_edges]

    @property
    def language(self) -> str:
        """The language of all texts."""
        return self.state.language

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

    @cached_property
    def facets(self) -> Facets:
        """How statements are sorted for filters."""
        return Facets(self.payload)

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

    def name_on_picture(self, node: int) -> str:
        """Return the name of a node, marked where sources disagree about what no drawn line says."""
        return f"{_CONTESTED}{self.label(node)}" if node in self._contested else self.label(node)

    @cached_property
    def _contested(self) -> frozenset[int]:
        drawn = {self.payload.edges[e].statement for e in self.edges}
        undrawn = (s for s in self.facets.disputed if s not in drawn and self.passes(s))
        subjects = (self.payload.statements[s].subject for s in undrawn)
        return frozenset(n for n in subjects if isinstance(n, int) and 0 <= n < len(self.payload.nodes))

    def named(self, entity: int) -> str:
        """Return the name of a node or, above the nodes, of another entity."""
        beyond = entity - len(self.payload.nodes)
        if beyond < 0:
            return self.label(entity)
        row = self.payload.others[beyond]
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
            if self.is_counted_lead(e):
                found.update((edge.start, edge.end))
        return found

    def is_counted_lead(self, e: int) -> bool:
        """Say whether an edge is a lead that a set counts."""
        edge = self.payload.edges[e]
        return bool(edge.core) and self.step(e) == 1 and self.is_counted(edge.statement)

    def node_passes(self, node: int) -> bool:
        """Say whether filters let a node through."""
        row, off = self.payload.nodes[node], self.state.off
        return (
            node not in self.state.hidden
            and row.type not in off.get("type", ())
            and row.frame not in off.get("place", ())
        )

    @cached_property
    def _passing(self) -> list[bool]:
        return self.facets.passes(self.state)

    def passes(self, statement: int) -> bool:
        """Say whether filters let a statement through."""
        return self._passing[statement]

    @property
    def _is_narrowed(self) -> bool:
        """Whether a filter of statements is on, that of modality included where it is so at first."""
        off = self.state.off
        return self.state.years is not None or not self.state.undated or any(off.get(name) for name in OF_STATEMENTS)

    @cached_property
    def _most(self) -> float:
        most, share = self.payload.about.open, 1 if self.language == "zh" else _MANY
        return max(min(_FEWEST, most), int(most * share + 0.5)) + self.state.more if most else inf

    def _lets_in(self, e: int, step: int) -> bool:
        state = self.state
        if self.is_detail(e) and not state.others:
            return False
        places = state.places or state.layout == LANES
        own = self.step(e)
        return own <= step if own <= LEADING else {POSTS: state.posts, OTHERS: state.others, PLACES: places}[own]

    def ranked(self, step: int) -> list[int]:
        """Return the edges that filters and the switch up to a step let through, the most telling first."""
        edges, turns, rows, passing = self.payload.edges, Counter[tuple[int, int]](), [], self._passing
        is_let_in = self._node_filter
        for e, edge in enumerate(edges):
            if not passing[edge.statement] or not self._lets_in(e, step):
                continue
            if not (is_let_in(edge.start) and is_let_in(edge.end)) or self._is_bare(e):
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
    def _node_filter(self) -> Callable[[int], bool]:
        state = self.state
        if state.hidden or state.off.get("type") or state.off.get("place"):
            return self.node_passes
        return lambda _: True

    def _is_bare(self, e: int) -> bool:
        """Say whether an edge is a detail without its statement's own, which filters hide or the file has not."""
        if not self.is_detail(e) or not self.core:
            return False
        statement = self.payload.edges[e].statement
        if statement not in self.core:
            row = self.payload.statements[statement]
            return _is_entity(row.subject) and _is_entity(row.object)
        edge = self.payload.edges[self.core[statement]]
        return not (self._node_filter(edge.start) and self._node_filter(edge.end))

    def _filled(self, could: Sequence[int]) -> set[int]:
        """Return the nodes of the edges for which there is room."""
        nodes = {n for n in self.centres if self.node_passes(n)}
        in_lanes = self.state.layout == LANES
        for e in could:
            ends, placed = {self.payload.edges[e].start, self.payload.edges[e].end}, self.step(e) == PLACES
            if placed and not self.state.places and _fresh(self.payload.edges[e], nodes) > 1:
                continue
            room = _PLACELESS * self._most if in_lanes and not placed else self._most
            if len(nodes) + _fresh(self.payload.edges[e], nodes) <= room:
                nodes |= ends
        return nodes

    def _leads(self, could: Sequence[int]) -> int:
        """Return how many counted leads there are among edges."""
        rows = self.payload.edges
        led = {rows[e].statement for e in could if rows[e].core and self.step(e) == 1 and not self.is_uncounted(e)}
        return len(led)

    def _ground(self, nodes: set[int], edges: set[int], leads: int) -> tuple[set[int], list[int]]:
        """Return what stays pale behind the few leads that there are."""
        rows = self.payload.edges
        behind, lines = set[int](), list[int]()
        if self.state.step != 1 or leads >= GROUND_UNDER or self.centres:
            return behind, lines
        for e in self.ranked(2):
            fresh = [n for n in (rows[e].start, rows[e].end) if n not in nodes and n not in behind]
            if e not in edges and len(nodes) + len(behind) + len(fresh) <= self._most:
                behind |= set(fresh)
                lines.append(e)
        return behind, lines


def _fresh(edge: EdgeRow, nodes: set[int]) -> int:
    return (edge.start not in nodes) + (edge.end not in nodes)


def _is_entity(reference: Reference) -> bool:
    return isinstance(reference, int) and reference >= 0


def opened(payload: Payload, opening: State) -> State:
    """Return the state that a page really opens in: where its first view would be empty, all is let in."""
    if Drawn(payload, opening).ranked(opening.step):
        return opening
    return replace(opening, step=LEADING, posts=True, others=True, places=True)


def word(drawn: Drawn, name: str, /, **values: object) -> str:
    """Return a text that the page and the picture share, by its name, its gaps filled."""
    row = next(row for row in drawn.payload.lines if row.name == name)
    pattern = row.en if drawn.language == "en" else row.zh
    for gap, value in values.items():
        pattern = pattern.replace(f"{{{gap}}}", str(value), 1)
    return pattern

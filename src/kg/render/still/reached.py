"""What is drawn in addition where a link goes to a thing or a statement, as in `page/page.js`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kg.render.bands import PLACES
from kg.render.still.choice import Drawn
from kg.render.still.facets import OF_STATEMENTS
from kg.render.still.state import State

_FEW_NEIGHBOURS: Final = 20


def reached(drawn: Drawn, frames: dict[int, int]) -> Drawn:
    """Return what is drawn once a page has gone to the thing or statement that its state names.

    `frames` has the frame of each node in a layout by place.
    """
    state, payload = drawn.state, drawn.payload
    nodes = [n for n, row in enumerate(payload.nodes) if row.id.replace(":|", f":{row.zh}") == state.named]
    if nodes:
        chosen = Drawn(payload, replace(state, chosen=nodes[0]))
        if nodes[0] in drawn.nodes and frames.get(nodes[0]) not in state.shut:
            return chosen
        return Drawn(payload, with_neighbours(chosen, nodes[0], frames))
    found = [s for s, row in enumerate(payload.statements) if row.id == state.named]
    return Drawn(payload, _revealed(drawn, found[0], frames)) if found else drawn


def with_neighbours(drawn: Drawn, node: int, frames: dict[int, int]) -> State:
    """Return the state with a node and its neighbours, as many as can be read, what counts most first."""
    state, rows = _shown(drawn, (node,), frames), drawn.payload.edges
    own = [e for e, edge in enumerate(rows) if node in {edge.start, edge.end} and drawn.passes(edge.statement)]
    own.sort(key=lambda e: (drawn.band(e), e))
    only_places = all(drawn.step(e) == PLACES for e in own)
    kept = [e for e in own[:_FEW_NEIGHBOURS] if only_places or drawn.step(e) != PLACES]
    ends = {n for e in kept for n in (rows[e].start, rows[e].end) if n not in state.hidden}
    return replace(state, extra=state.extra | ends | {node}, forced=state.forced | set(kept))


def _revealed(drawn: Drawn, statement: int, frames: dict[int, int]) -> State:
    """Return the state in which a statement is drawn: its filters are let go of, its ends have their neighbours."""
    rows = drawn.payload.edges
    own = [e for e, edge in enumerate(rows) if edge.statement == statement]
    cores = [e for e in own if rows[e].core]
    if drawn.passes(statement) and set(cores) <= set(drawn.edges):
        return drawn.state
    off = {
        name: keys - {drawn.facets.key(name, statement)} if name in OF_STATEMENTS else keys
        for name, keys in drawn.state.off.items()
    }
    state = replace(drawn.state, off=off)
    if not drawn.facets.passes(state)[statement]:
        state = replace(state, years=None, undated=True)
    for e in cores or own:
        state = replace(state, forced=state.forced | {e})
        for n in (rows[e].start, rows[e].end):
            state = with_neighbours(Drawn(drawn.payload, _shown(Drawn(drawn.payload, state), (n,), frames)), n, frames)
    return state


def _shown(drawn: Drawn, nodes: Iterable[int], frames: dict[int, int]) -> State:
    """Return the state in which nothing hides some nodes."""
    state, rows, some = drawn.state, drawn.payload.nodes, list(nodes)
    let = {"type": {rows[n].type for n in some}, "place": {rows[n].frame for n in some}}
    off = {name: keys - let.get(name, set()) for name, keys in state.off.items()}
    shut = state.shut - {frames[n] for n in some if n in frames}
    return replace(state, hidden=state.hidden - set(some), off=off, shut=shut)

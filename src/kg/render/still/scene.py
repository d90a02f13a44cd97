"""A view as a declared scene: what a page draws in a state, and where everything lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.render.contract import Payload
from kg.render.marks import PLACE, SIDE
from kg.render.still.arrange import arranged
from kg.render.still.choice import Drawn, opened
from kg.render.still.framed import frames_for, thinned
from kg.render.still.placed import Placed
from kg.render.still.reached import reached, with_neighbours
from kg.render.still.side import SCREEN
from kg.render.still.state import Reader, first_state
from kg.render.still.svg import svg


@dataclass(frozen=True)
class Scene:
    """What is drawn, for a screen of so many pixels.

    `state` is the link's, `unread` has the parts of it that mean nothing.
    """

    drawn: Drawn
    state: str = ""
    unread: Sequence[str] = ()
    screen: tuple[int, int] = SCREEN

    @cached_property
    def placed(self) -> Placed:
        """Where everything lies."""
        return arranged(self.drawn, self.screen)

    @cached_property
    def svg(self) -> str:
        """The scene as one SVG in light colours."""
        return svg(self.drawn, self.placed)


def scene_of(payload: Payload, state: str = "") -> Scene:
    """Return the scene of a page as it opens, or in the state that a link has."""
    reader = Reader(payload, opened(payload, first_state(payload)))
    drawn = thinned(Drawn(payload, reader.read(state)))
    if drawn.state.named:
        drawn = _gone(drawn)
    return Scene(drawn, state, tuple(reader.unread))


def _gone(drawn: Drawn) -> Drawn:
    """Return what is drawn once a page has gone to the thing or statement that its state names."""
    framed = drawn.state.layout == PLACE
    made = thinned(reached(drawn, frames_for(drawn) if framed else {}))
    chosen = made.state.chosen
    if made.state.layout != PLACE or chosen is None or frames_for(made).get(chosen) not in made.state.shut:
        return made
    alone = replace(made.state, layout=SIDE, more=0, extra=frozenset(), forced=frozenset())
    return Drawn(made.payload, with_neighbours(Drawn(made.payload, alone), chosen, frames_for(made)))

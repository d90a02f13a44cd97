"""A view as a declared scene: what a page draws in a state, and where everything lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.render.contract import Payload
from kg.render.still.arrange import arranged
from kg.render.still.choice import Drawn, opened
from kg.render.still.placed import Placed
from kg.render.still.reached import reached
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
    drawn = Drawn(payload, reader.read(state))
    if drawn.state.named:
        drawn = reached(drawn, dict(arranged(drawn, SCREEN).within))
    return Scene(drawn, state, tuple(reader.unread))

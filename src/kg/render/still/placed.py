"""What an arrangement gives: spots, the rectangle that holds them, frames, bars of posts, years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.render.still.layered import Spot


class Extent(NamedTuple):
    """A rectangle in pixels, y downwards."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a place, and what is written in it; one that is shut has no nodes to be seen."""

    heading: str
    box: Extent
    shut: bool = False

    @property
    def base(self) -> float:
        """The base line of what is written in it."""
        return self.box.y + (self.box.height / 2 + 5 if self.shut else 22)


@dataclass(frozen=True, slots=True)
class Tick:
    """A year above the picture, with a line down from it unless it is `bare`."""

    x: float
    text: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Spots by node and what lies under them; `within` is the frame of each node where places are framed."""

    spots: Mapping[int, Spot]
    extent: Extent | None
    frames: Sequence[Frame] = ()
    bars: Sequence[Extent] = ()
    ticks: Sequence[Tick] = ()
    within: Mapping[int, int] = field(default_factory=dict)

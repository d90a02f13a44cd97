"""What counts: the sets of capacities, and how many statements each counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetCount:
    """How many statements one set counts, and of how many actors, the sets it holds included."""

    name: str
    label: str
    count: int
    actors: int

"""What a counted part in an undertaking comes to in plain words: led, started, carried on, took part, not leading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.charts.chart import Category
from kg.charts.words import Say
from kg.ontology import Ontology

LED, STARTED, CARRIED_ON, TOOK_PART, NOT_LEADING = "led", "started", "carried-on", "took-part", "not-leading"
PARTS: Final = (LED, STARTED, CARRIED_ON, TOOK_PART, NOT_LEADING)
# by the notation of a collection of capacities, the first that holds a capacity
_COLLECTIONS: Final = (("strict", LED), ("started", STARTED), ("carried-on", CARRIED_ON), ("none", NOT_LEADING))


def part_of(ontology: Ontology) -> Callable[[str], str]:
    """Return the function that gives what a capacity (IRI) comes to, one of `PARTS`."""
    known = {capacity: part for notation, part in reversed(_COLLECTIONS) for capacity in ontology.members(notation)}
    return lambda capacity: known.get(capacity, TOOK_PART)


def parts(say: Say) -> tuple[Category, ...]:
    """Return the parts as categories, leading first."""
    return tuple(Category(code, say(code), say(code)) for code in PARTS)

"""What a counted part in an undertaking comes to in plain words: led, started, carried on, took part, not leading."""

from __future__ import annotations

from typing import Final

from kg.charts.chart import Category
from kg.charts.words import Say
from kg.ontology import Ontology
from kg.terms.namespaces import SKOS

LED, STARTED, CARRIED_ON, TOOK_PART, NOT_LEADING = "led", "started", "carried-on", "took-part", "not-leading"
PARTS: Final = (LED, STARTED, CARRIED_ON, TOOK_PART, NOT_LEADING)
_NONE: Final = "none"  # the notation of the column of what leads nothing


def part_of(capacity: str, ontology: Ontology) -> str:
    """Return what a capacity (IRI) comes to, one of `PARTS`."""
    term = ontology.terms.get(capacity)
    if term is None:
        return TOOK_PART
    if term.text("narrowestSet") == ontology.capacity_sets[0]:
        return LED
    column = term.text("shownIn")
    shown = ontology.terms[column].text(SKOS + "notation") if column in ontology.terms else ""
    return NOT_LEADING if shown == _NONE else shown if shown in PARTS else TOOK_PART


def parts(say: Say) -> tuple[Category, ...]:
    """Return the parts as categories, leading first."""
    return tuple(Category(code, say(code), say(code)) for code in PARTS)

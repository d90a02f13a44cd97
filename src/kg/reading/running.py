"""Figures that run: counted from a time on, or up to one. They belong to the time when they were told, not the first.

`2003/` of postings is what had been posted from 2003 until the article appeared; the year 2003 itself has another
figure, which nobody gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.ontology import Ontology
from kg.reading.computed import value_range
from kg.reading.said import Said

CUMULATIVE: Final = "cumulative"
_OPEN: Final = frozenset({"", ".."})
_NOTHING: Final = "0"


@dataclass(frozen=True, slots=True)
class Run:
    """From when and up to when a figure is counted, as EDTF; empty where it is not said.

    `is_cumulative` says that it adds up: a sum or a number of things, not a mean or a rank.
    """

    since: str
    to: str
    is_cumulative: bool


def run_of(said: Said, ontology: Ontology) -> Run | None:
    """Return how a figure runs; None for one of a time with two ends, without a time, and for other statements."""
    if said.kind != "observation" or not said.time:
        return None
    low, slash, high = said.time.partition("/")
    if not slash:
        low, high = (low, "") if said.sense == "since" else ("", low) if said.sense == "until" else (low, low)
    since, to = ("" if side in _OPEN else side for side in (low, high))
    return None if since and to else Run(since, to, _adds_up(said, ontology))


def measure_of(said: Said, ontology: Ontology) -> str:
    """Return the IRI of how a figure's indicator counts (a total, a rank ...); empty for other statements."""
    indicator = ontology.terms.get(said.predicate.value) if said.predicate else None
    return indicator.text("measure") if indicator else ""


def _adds_up(said: Said, ontology: Ontology) -> bool:
    """Say whether a figure is a sum that has grown; one of nothing (全面清零) has not."""
    measure = ontology.terms.get(measure_of(said, ontology))
    value, *_ = value_range(said.statement)
    return value != _NOTHING and measure is not None and measure.text("accumulates") == "true"

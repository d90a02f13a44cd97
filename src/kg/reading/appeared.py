"""When a source appeared, as far as its date is known."""

from __future__ import annotations

from kg.errors import TermError
from kg.model import Resource
from kg.terms.time import Bounds, bounds


def appeared(source: Resource | None) -> Bounds:
    """Return the first and the last day on which a source can have appeared; None where its date does not say."""
    date = source.text("date") if source else ""
    try:
        return bounds(date) if date else Bounds(None, None)
    except TermError:
        return Bounds(None, None)

"""What silence means for the things of a network: which years sources cover, in which years a thing can be there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.model import value_text
from kg.network.tools.common import Silence
from kg.ontology import Ontology
from kg.reading.said import NOT_AFTER, NOT_BEFORE, Reading, Said
from kg.tables.panel import covered_years
from kg.terms.namespaces import curie, slug

_INVOLVEMENT: Final = "involvement"
_FOUNDED, _DISSOLVED = "established", "dissolved"
_YEAR: Final = 4
# senses whose first day is before all of what is said, and whose last day is after it
_BOUNDED_BELOW: Final = frozenset({"at", "since", "throughout", NOT_BEFORE})
_BOUNDED_ABOVE: Final = frozenset({"at", "until", "throughout", NOT_AFTER})


def silence(reading: Reading, ontology: Ontology) -> Silence:
    """Return what sources cover, as panels count it, and from when to when things can be there, by prefixed name.

    A thing is there from the first day on which it can have been founded up to the last on which it can have been
    dissolved. Where one founding of it has no such day, the beginning is not known, and nothing is ruled out.
    """
    covered = {curie(iri): frozenset(years) for iri, years in covered_years(reading, ontology).items()}
    founded, dissolved = _acts(reading, _FOUNDED), _acts(reading, _DISSOLVED)
    exists = {
        curie(iri): (_first(founded.get(iri, ())), _last(dissolved.get(iri, ()))) for iri in {**founded, **dissolved}
    }
    return Silence(covered, {thing: span for thing, span in exists.items() if span != (None, None)})


def _acts(reading: Reading, capacity: str) -> dict[str, list[Said]]:
    """Return the actual involvements in a capacity by their undertaking."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in reading.said:
        if one.kind == _INVOLVEMENT and one.is_actual and slug(value_text(one.predicate)) == capacity:
            found[value_text(one.object)].append(one)
    return found


def _first(acts: Iterable[Said]) -> int | None:
    days = [one.first_day if one.sense in _BOUNDED_BELOW else "" for one in acts]
    return min(int(day[:_YEAR]) for day in days) if days and all(days) else None


def _last(acts: Iterable[Said]) -> int | None:
    days = [one.last_day if one.sense in _BOUNDED_ABOVE else "" for one in acts]
    return max(int(day[:_YEAR]) for day in days) if days and all(days) else None

"""What is not certain about an edge: its ends, its time, and what may be said instead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from kg.model import Term
from kg.ontology import Ontology
from kg.reading.computed import INFERRED, STATED
from kg.reading.said import Said
from kg.terms.namespaces import curie, slug

ALTERNATIVE: Final = "alternative"
_ALTERNATIVE_TO: Final = "alternativeTo"
_EXCLUDES: Final = "excludes"
_TIMES: Final = frozenset({"time", "time_printed", "time_sense"})
_JOIN: Final = ";"


class Doubts:
    """Finds the certainty of each edge, and of its time, and what it may be instead."""

    def __init__(self, ontology: Ontology) -> None:
        """Find them by the slots of an ontology."""
        self._ontology = ontology

    @cached_property
    def _time_slots(self) -> frozenset[str]:
        """The slots that say when."""
        return frozenset(name for name, slot in self._ontology.slots.items() if slot.column in _TIMES)

    @cached_property
    def _core(self) -> Mapping[str, frozenset[str]]:
        """The slots of the core of each kind of statement."""
        return {name: frozenset(kind.core) for name, kind in self._ontology.kinds.items()}

    def of_time(self, one: Said) -> str:
        """Return whether the time of a statement is stated or inferred; empty where it has none."""
        if not one.time:
            return ""
        return INFERRED if one.inferred and not self._time_slots.isdisjoint(one.inferred) else STATED

    def of_edge(self, one: Said, slot: str) -> str:
        """Return whether an edge of a slot is stated: inferred where the statement's core is, or its own slot."""
        return INFERRED if slot.partition("-")[0] in one.inferred else one.certainty

    def instead(self, one: Said, slot: str) -> str:
        """Return what an edge of a slot may be instead, joined by `;`.

        First the ids of the other values that the core or the edge's own slot may have (words where it is no thing),
        then those of the statements that exclude this one: two readings of one clause.
        """
        named = dict.fromkeys(_id(value) for name, value in one.statement.slots if name == ALTERNATIVE)
        if named:
            concerned = {slug(value.value) for name, value in one.statement.slots if name == _ALTERNATIVE_TO}
            own = slot.partition("-")[0]
            if concerned.isdisjoint(self._core[one.statement.kind] | {own}):
                named = {}
        return _JOIN.join((*named, *(curie(other) for verdict, other in one.judged if verdict == _EXCLUDES)))


def _id(value: Term) -> str:
    return curie(value.value) if isinstance(value, NamedNode) else value.value

"""Chains of holders of one post, as the sources order them."""

from __future__ import annotations

from typing import Final

from kg.document.words import in_words
from kg.model import Resource
from kg.network.edges import Graph
from kg.ontology import Ontology
from kg.reading.computed import JOIN_QUOTES
from kg.reading.links import CORE
from kg.reading.order import SUCCESSION, Line, Run, Step, lines_of
from kg.reading.said import Reading
from kg.tables import types
from kg.tables.table import Table
from kg.terms.namespaces import curie, slug

COLUMNS: Final = (
    *("chain", "position", "holder_id", "holder", "type", "role", "place_id", "place"),
    *("before", "after", "statement", "certainty", "source", "quote"),
)
NOT_SAID: Final = ("原文未载", "not said")


def succession_table(graph: Graph, reading: Reading, ontology: Ontology, language: str = "zh") -> Table:
    """Return the succession chains of a graph, one row a holder, in order of place, role and holder.

    A chain is a longest run of neighbours that sources name for one role and place; where two sources name different
    successors there is a chain for each. At its ends the sources do not say who came before or after, never that there
    was nobody. `statement` and what follows it belong to the step to the next holder. Names are in `language`.
    """
    named = _Names(reading, ontology, language)
    drawn = {e["id"] for *_, e in graph.edges(data=True) if e["kind"] == SUCCESSION and e["slot"] == CORE}
    lines = lines_of(one for one in reading.said if one.id in drawn)
    runs = [(line, run) for line in lines.values() for run in line.runs()]
    rows = [(str(number), *row) for number, (line, run) in enumerate(runs, start=1) for row in _rows(line, run, named)]
    return Table(COLUMNS, tuple(rows), language=language, types=types.SUCCESSIONS)


class _Names:
    """Labels of what a table names, in one language."""

    def __init__(self, reading: Reading, ontology: Ontology, language: str) -> None:
        self.entities, self.language, self._ontology = reading.entities, language, ontology
        self.not_said = in_words(NOT_SAID, language)

    def entity(self, iri: str) -> str:
        """Return the label of an entity, an empty text where there is none."""
        found: Resource | None = self.entities.get(iri)
        return found.label(self.language) if found else ""

    def role(self, iri: str) -> str:
        """Return the label of a role, an empty text where there is none."""
        return self._ontology.label(iri, self.language) if iri else ""


def _rows(line: Line, run: Run, named: _Names) -> list[tuple[str, ...]]:
    """Return a row for each holder of a run, without the number of the chain."""
    holders = [named.entity(holder) for holder, _ in run]
    around = [named.not_said, *holders, named.not_said]
    return [
        (
            str(position),
            curie(holder),
            holders[position - 1],
            slug(named.entities[holder].type),
            named.role(line.role),
            curie(line.place) if line.place else "",
            named.entity(line.place),
            around[position - 1],
            around[position + 1],
            *_step(step),
        )
        for position, (holder, step) in enumerate(run, start=1)
    ]


def _step(step: Step | None) -> tuple[str, str, str, str]:
    """Return the statements of a step, with certainties, sources and words, without repetition."""
    said = step.said if step else ()
    return (
        ";".join(dict.fromkeys(one.id for one in said)),
        ";".join(dict.fromkeys(one.certainty for one in said)),
        ";".join(dict.fromkeys(slug(one.source) for one in said)),
        JOIN_QUOTES.join(dict.fromkeys(one.quote for one in said)),
    )

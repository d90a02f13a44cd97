"""How much each source holds: counted when the store is built, read and summed by one small question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import StoreError
from kg.ontology import Ontology
from kg.store import Store, rows
from kg.terms.namespaces import ENTITIES_GRAPH, KG, SKOS, slug

_YEAR: Final = 4
_NAMES: Final = ("key", "firstDay", "statementCount", "edgelessCount", "firstYear", "lastYear")
_TOTALS: Final = f"""SELECT ?source ?name ?value WHERE {{
  VALUES ?name {{ {" ".join(f"<{KG}{name}>" for name in _NAMES)} <{SKOS}prefLabel> }}
  ?source a <{KG}Source> ; ?name ?value
}} ORDER BY ?source ?name ?value"""
_PLACES: Final = f"""SELECT (COUNT(DISTINCT ?place) AS ?places) WHERE {{{{
  VALUES ?class {{{{ {{classes}} }}}} GRAPH <{ENTITIES_GRAPH}> {{{{ ?place a ?class }}}}
}}}}"""


@dataclass(frozen=True, slots=True)
class SourceTotals:
    """What one source holds: its IRI, key, title, the year in which it appeared (0 where no date is known), totals.

    `statements` counts its statements, `edgeless` those of them that link no two entities; `years` are the first and
    the last year that those which do link two name, None where no time is said.
    """

    iri: str
    key: str
    title: str
    appeared: int
    statements: int
    edgeless: int
    years: tuple[int, int] | None


@dataclass
class Tally:
    """Counts the statements of one source while its quads are made."""

    statements: int = 0
    edgeless: int = 0
    first: str = ""
    last: str = ""

    def add(self, days: Iterable[str], *, has_edge: bool) -> None:
        """Count a statement with its first and last day (ISO dates, empty where open or not said)."""
        self.statements += 1
        self.edgeless += not has_edge
        for year in (day[:_YEAR] for day in days if day and has_edge):
            self.first = min(self.first or year, year)
            self.last = max(self.last, year)

    def totals(self) -> Iterator[tuple[str, str, str]]:
        """Yield local name of the property, value and XSD datatype of each total."""
        yield "statementCount", str(self.statements), "integer"
        yield "edgelessCount", str(self.edgeless), "integer"
        if self.first:
            yield "firstYear", self.first, "gYear"
            yield "lastYear", self.last, "gYear"


def totals(store: Store) -> tuple[SourceTotals, ...]:
    """Return what each source of a store holds, in order of IRI.

    Raises `StoreError` where a source has no totals: another program, or an older version, wrote the store.
    """
    found: dict[str, dict[str, str]] = {}
    for row in rows(store, _TOTALS):
        values = found.setdefault(row["source"].value, {})
        name = slug(row["name"].value)
        if name != "prefLabel" or row["value"].language == "zh":
            values.setdefault(name, row["value"].value)
    return tuple(_totals_of(iri, values, store) for iri, values in found.items())


def _totals_of(iri: str, values: dict[str, str], store: Store) -> SourceTotals:
    try:
        years = tuple(int(values[name]) for name in ("firstYear", "lastYear") if name in values)
        return SourceTotals(
            iri,
            values.get("key", ""),
            values.get("prefLabel", slug(iri)),
            int(values.get("firstDay", "0")[:_YEAR]),
            int(values["statementCount"]),
            int(values["edgelessCount"]),
            (years[0], years[-1]) if years else None,
        )
    except (KeyError, ValueError) as error:
        message = f"the store {store.location} lacks the totals of {slug(iri)}: {error}"
        raise StoreError(message, "Build it again with: kg build") from error


def counted_places(store: Store, ontology: Ontology) -> int:
    """Return how many places and areas a store describes."""
    classes = " ".join(f"<{KG}{name}>" for name in sorted(ontology.location_classes))
    return next((int(row["places"].value) for row in rows(store, _PLACES.format(classes=classes))), 0)

"""How much each source holds: counted when the store is built, read and summed by one small question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.errors import Foreign, Message, StoreError
from kg.ontology import Ontology
from kg.reading.glossing import TITLE_GLOSS
from kg.store import Store, rows
from kg.terms.namespaces import ENTITIES_GRAPH, KG, SKOS, slug

_YEAR: Final = 4
_GLOSS: Final = KG + TITLE_GLOSS
_SAID: Final = ("firstYear", "lastYear")
_LINKED: Final = ("firstLinkedYear", "lastLinkedYear")
_NAMES: Final = ("key", "firstDay", "statementCount", "edgelessCount", *_SAID, *_LINKED)
Years = tuple[int, int] | None
_TOTALS: Final = f"""SELECT * WHERE {{
  ?source a <{KG}Source> .
  OPTIONAL {{ ?source <{SKOS}prefLabel> ?title FILTER(LANG(?title) = "zh") }}
  OPTIONAL {{ ?source <{_GLOSS}> ?title_en }}
  {" ".join(f"OPTIONAL {{ ?source <{KG}{name}> ?{name} }}" for name in _NAMES)}
}} ORDER BY ?source ?title"""
_PLACES: Final = f"""SELECT (COUNT(DISTINCT ?place) AS ?places) WHERE {{{{
  VALUES ?class {{{{ {{classes}} }}}} GRAPH <{ENTITIES_GRAPH}> {{{{ ?place a ?class }}}}
}}}}"""


@dataclass(frozen=True, slots=True)
class SourceTotals:
    """What one source holds: its IRI, key, title, the year in which it appeared (0 where no date is known), totals.

    `statements` counts its statements, `edgeless` those of them that link no two entities. `years` are the first and
    the last year that its statements name, `linked_years` that those name which link two entities; None where they name
    none. `title_en` is what the title means in English, empty where that is not known.
    """

    iri: str
    key: str
    title: str
    appeared: int
    statements: int
    edgeless: int
    years: Years
    linked_years: Years
    title_en: str = ""


@dataclass
class Tally:
    """Counts the statements of one source while its quads are made, and keeps the years that they name."""

    statements: int = 0
    edgeless: int = 0
    said: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)

    def add(self, days: Iterable[str], *, has_edge: bool) -> None:
        """Count a statement with its first and last day (ISO dates, empty where open or not said)."""
        years = {day[:_YEAR] for day in days if day}
        self.statements += 1
        self.edgeless += not has_edge
        self.said |= years
        if has_edge:
            self.linked |= years

    def totals(self) -> Iterator[tuple[str, str, str]]:
        """Yield local name of the property, value and XSD datatype of each total."""
        yield "statementCount", str(self.statements), "integer"
        yield "edgelessCount", str(self.edgeless), "integer"
        for names, years in ((_SAID, self.said), (_LINKED, self.linked)):
            for name, year in zip(names, sorted(years)[:1] + sorted(years)[-1:], strict=False):
                yield name, year, "gYear"


def totals(store: Store) -> tuple[SourceTotals, ...]:
    """Return what each source of a store holds, in order of IRI.

    Raises `StoreError` where a source has no totals: another program, or an older version, wrote the store.
    """
    found: dict[str, dict[str, str]] = {}
    for row in rows(store, _TOTALS):
        values = {name: row[name].value for name in ("title", "title_en", *_NAMES) if row[name] is not None}
        found.setdefault(row["source"].value, values)
    return tuple(_totals_of(iri, values, store) for iri, values in found.items())


def _totals_of(iri: str, values: dict[str, str], store: Store) -> SourceTotals:
    try:
        return SourceTotals(
            iri,
            values.get("key", ""),
            values.get("title", slug(iri)),
            int(values.get("firstDay", "0")[:_YEAR]),
            int(values["statementCount"]),
            int(values["edgelessCount"]),
            _years(values, *_SAID),
            _years(values, *_LINKED),
            values.get("title_en", ""),
        )
    except (KeyError, ValueError) as error:
        message = Message(
            "the store {location} lacks the totals of {iri}: {reason}",
            location=store.location,
            iri=slug(iri),
            reason=Foreign(str(error)),
        )
        raise StoreError(message, Message("Build it again with: kg build")) from error


def _years(values: dict[str, str], first: str, last: str) -> Years:
    return (int(values[first]), int(values[last])) if first in values else None


def counted_places(store: Store, ontology: Ontology) -> int:
    """Return how many places and areas a store describes."""
    classes = " ".join(f"<{KG}{name}>" for name in sorted(ontology.location_classes))
    return next((int(row["places"].value) for row in rows(store, _PLACES.format(classes=classes))), 0)

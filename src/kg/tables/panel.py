"""Panels: one row a unit and year, for statistics. What no source says is told from what no source covers.

A panel is balanced: every unit has every year from the first to the last that is covered for any of them. A year counts
as *covered* for a unit when a source that mentions the unit appeared in it, or says something of the unit that falls
into it whole or in part. Within covered years, `served` is `served` when a post (for initiatives: a part that somebody
took) is said to have lasted into the year, else `not said`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.model import Corpus, Resource, Statement
from kg.ontology import Ontology
from kg.reading.computed import Computed, compute, value_range
from kg.tables.table import Table
from kg.terms.namespaces import KG, curie, slug
from kg.terms.time import bounds

PANEL_COLUMNS: Final = (
    *("unit_id", "unit", "year", "served", "holders", "roles", "actors", "capacities", "undertakings"),
    *("values", "targets", "honours", "statements", "sources"),
)
SERVED, NOT_SAID, NOT_COVERED = "served", "not said", "not covered"
_VILLAGES: Final = frozenset({"village", "community"})
_LONGEST: Final = 200


@dataclass
class _Cell:
    """What is said of one unit in one year."""

    served: bool = False
    found: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, column: str, text: str) -> None:
        if text:
            self.found[column][text] = None


def panel_table(corpus: Corpus, ontology: Ontology, by: str) -> Table:
    """Return a panel by `village-year`, `person-year` or `initiative-year`; raises `KeyError` for another word.

    Cells hold several entries joined by `;`, in reading order. `values` are results as `indicator=number unit`,
    `targets` the same with their modality; honours are those received, targets left out.
    """
    is_unit, takes_part = PANELS[by]
    units = {iri: entity for iri, entity in corpus.entities.items() if is_unit(entity)}
    cells: dict[str, dict[int, _Cell]] = {iri: {} for iri in units}
    for statement in corpus.statements:
        computed = compute(statement, corpus, ontology)
        appeared = _years_of_source(corpus.sources.get(statement.source))
        for unit in {v.value for name, v in statement.slots if name != "alternative"} & units.keys():
            said = _years(statement, computed, appeared)
            for year in sorted({*appeared, *said}):
                cell = cells[unit].setdefault(year, _Cell())
                if year in said:
                    _say(cell, statement, computed, ontology, corpus)
                    cell.served |= takes_part(statement, unit, ontology)
    return Table(PANEL_COLUMNS, tuple(_rows(units, cells)))


def _is_village(entity: Resource) -> bool:
    return slug(entity.text("level")) in _VILLAGES


def _is_person(entity: Resource) -> bool:
    return entity.type == KG + "Person"


def _is_initiative(entity: Resource) -> bool:
    return entity.type == KG + "Initiative"


def _tenure(statement: Statement, unit: str, ontology: Ontology) -> bool:
    tenure = ontology.kinds[statement.kind].slug == "tenure"
    return tenure and unit in {statement.text("servedIn"), statement.text("holder")}


def _part(statement: Statement, unit: str, ontology: Ontology) -> bool:
    return ontology.kinds[statement.kind].slug == "involvement" and statement.text("undertaking") == unit


_Unit = Callable[[Resource], bool]
_Served = Callable[[Statement, str, Ontology], bool]
PANELS: Final[Mapping[str, tuple[_Unit, _Served]]] = {
    "village-year": (_is_village, _tenure),
    "person-year": (_is_person, _tenure),
    "initiative-year": (_is_initiative, _part),
}


def _years_of_source(source: Resource | None) -> frozenset[int]:
    """Return the year in which a source appeared; none when it is not known to the year."""
    if source is None or not source.text("date"):
        return frozenset()
    known = bounds(source.text("date"))
    years = {day.year for day in (known.start, known.end) if day}
    return frozenset(years) if len(years) == 1 else frozenset()


def _years(statement: Statement, computed: Computed, appeared: frozenset[int]) -> frozenset[int]:
    """Return the years into which what is said surely falls.

    A time within one year is that year, a span that is filled (`throughout`) all of its years; of a beginning with an
    unknown end, the first year is sure, and those up to the source's year when the post is said to be held then.
    """
    first, last = (date.fromisoformat(d).year if d else None for d in (computed.first_day, computed.last_day))
    sense = slug(statement.text("timeSense"))
    if sense == "attested":
        return appeared
    if first is None:
        return frozenset()
    if last is None:
        held = slug(statement.text("status")) == "current" and appeared
        return frozenset(range(first, (max(appeared) if held else first) + 1))
    if first == last:
        return frozenset({first})
    return frozenset(range(first, min(last, first + _LONGEST) + 1)) if sense == "throughout" else frozenset()


def _say(cell: _Cell, statement: Statement, computed: Computed, ontology: Ontology, corpus: Corpus) -> None:
    cell.add("statements", statement.id)
    cell.add("sources", slug(statement.source))
    subject, predicate, target = ontology.core_values(statement)

    def label(term: object) -> str:
        iri = getattr(term, "value", "")
        entity = corpus.entities.get(iri)
        return entity.label() if entity else ontology.label(iri) if iri else ""

    actual = computed.modality == "actual"
    match ontology.kinds[statement.kind].slug:
        case "tenure":
            cell.add("holders", label(subject))
            cell.add("roles", label(predicate))
        case "involvement" if actual:
            cell.add("actors", label(subject))
            cell.add("capacities", label(predicate))
            cell.add("undertakings", label(target))
        case "honour" if actual:
            cell.add("honours", label(target))
        case "observation":
            figure = f"{label(predicate)}={value_range(statement)[0]} {label(statement.one('unit'))}".rstrip()
            cell.add("values" if actual else "targets", figure if actual else f"{figure} ({computed.modality})")


def _rows(units: Mapping[str, Resource], cells: Mapping[str, Mapping[int, _Cell]]) -> Iterable[tuple[str, ...]]:
    years = sorted({year for by_year in cells.values() for year in by_year})
    for iri, entity in sorted(units.items()):
        for year in range(years[0], years[-1] + 1) if years else ():
            cell = cells[iri].get(year)
            served = NOT_COVERED if cell is None else SERVED if cell.served else NOT_SAID
            found = cell.found if cell else {}
            yield (
                *(curie(iri), entity.label(), str(year), served),
                *(";".join(found.get(column, ())) for column in PANEL_COLUMNS[4:]),
            )

"""Panels: one row a unit and year, for statistics. What no source says is told from what no source covers.

A panel is balanced: every unit has every year from the first to the last that is covered for any of them. A year counts
as *covered* for a unit when a source that mentions the unit appeared in it, or says something of the unit that falls
into it whole or in part. Within covered years, `served` is `served` when a post (for initiatives: a part that somebody
took) is said to have lasted into the year, else `not said`; `certainty` is `stated` when one such statement is, else
`inferred`. What somebody says of others covers the speaker's year and is not said of the speaker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.model import Resource, value_text
from kg.ontology import Ontology
from kg.reading.appeared import appeared
from kg.reading.computed import INFERRED, STATED, value_range
from kg.reading.labels import Labels
from kg.reading.running import CUMULATIVE, Run, run_of
from kg.reading.said import LIMITS, Reading, Said
from kg.tables.table import Table
from kg.tables.types import PANEL
from kg.terms.namespaces import curie, slug
from kg.terms.time import bounds

PANEL_COLUMNS: Final = (
    *("unit_id", "unit", "year", "served", "holders", "roles", "actors", "capacities", "undertakings"),
    *("values", "targets", "honours", "statements", "sources"),
    *("unit_en", "holders_en", "roles_en", "actors_en", "capacities_en", "undertakings_en", "values_en"),
    *("targets_en", "honours_en", "certainty"),
)
_FIRST: Final = PANEL_COLUMNS.index("holders")
_LAST: Final = PANEL_COLUMNS.index("unit_en")
_SAID, _SAID_EN = PANEL_COLUMNS[_FIRST:_LAST], PANEL_COLUMNS[_LAST + 1 : -1]
SERVED, NOT_SAID, NOT_COVERED = "served", "not said", "not covered"
_LONGEST: Final = 200
_EXACT: Final = "exact"


@dataclass
class _Cell:
    """What is said of one unit in one year."""

    certainties: set[str] = field(default_factory=set)
    found: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, column: str, text: str) -> None:
        if text:
            self.found[column][text] = None


def panel_table(reading: Reading, ontology: Ontology, by: str) -> Table:
    """Return a panel by `village-year`, `person-year` or `initiative-year`; raises `KeyError` for another word.

    Cells hold several entries joined by `;`, in reading order. `values` are results as `indicator=number unit`,
    `targets` the same with their modality; what is said to be over, nearly or about a number has that in brackets.
    Honours are those received, targets left out. A figure that is counted from a time on lies in the year when it was
    told, marked `(cumulative, since 2003)`.
    """
    takes_part, labels = PANELS[by], [Labels.of(reading, ontology, language) for language in ("zh", "en")]
    units = {iri: entity for iri, entity in reading.entities.items() if _is_unit(entity, by, ontology)}
    cells: dict[str, dict[int, _Cell]] = {iri: {} for iri in units}
    for told in _told(reading, ontology):
        for unit in told.things & units.keys():
            for year in sorted(told.covers):
                cell = cells[unit].setdefault(year, _Cell())
                if year in told.years and unit in told.of:
                    cell.add("statements", told.said.id)
                    cell.add("sources", slug(told.said.source))
                    takes = takes_part(told.said, unit)
                    if takes or by not in OF_POSTS or told.said.kind != "tenure":
                        for each, ending in zip(labels, ("", "_en"), strict=True):
                            _say(cell, told.said, told.run, each, ending)
                    if takes:
                        cell.certainties.add(told.said.certainty)
    return Table(PANEL_COLUMNS, tuple(_rows(units, cells)), types=PANEL)


def covered_years(reading: Reading, ontology: Ontology) -> dict[str, set[int]]:
    """Return for everything that statements name, by IRI, the years for which some source covers it."""
    covered: dict[str, set[int]] = defaultdict(set)
    for told in _told(reading, ontology):
        for thing in told.things:
            covered[thing] |= told.covers
    return covered


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement with the things that it names, those that it is about, its years, and those that it covers for them.

    It is about all that it names but who says it.
    """

    said: Said
    run: Run | None
    things: frozenset[str]
    of: frozenset[str]
    years: frozenset[int]
    covers: frozenset[int]


def _told(reading: Reading, ontology: Ontology) -> Iterable[_Told]:
    years_of = {iri: _years_of_source(source) for iri, source in reading.sources.items()}
    speakers = ontology.slots_in_column("said_by")
    for one in reading.said:
        appeared_in, run = years_of[one.source], run_of(one, ontology)
        years = _years_told(run, appeared_in) if run else _years(one, appeared_in)
        named = [(name, value.value) for name, value in one.statement.slots if name != "alternative"]
        of = frozenset(value for name, value in named if name not in speakers)
        yield _Told(one, run, frozenset(value for _, value in named), of, years, appeared_in | years)


def _is_unit(entity: Resource, by: str, ontology: Ontology) -> bool:
    """Say whether an entity's class or its level is one that a panel has rows for."""
    known = (ontology.terms.get(iri) for iri in (entity.type, entity.text("level")))
    return any(value.value == by for term in known if term for value in term.values("panel"))


def _tenure(said: Said, unit: str) -> bool:
    return said.kind == "tenure" and said.is_actual and unit in {said.statement.text("servedIn"), said.core[0]}


def _part(said: Said, unit: str) -> bool:
    return said.kind == "involvement" and said.core[2] == unit


PANELS: Final[Mapping[str, Callable[[Said, str], bool]]] = {
    "village-year": _tenure,
    "person-year": _tenure,
    "initiative-year": _part,
}
OF_POSTS: Final = frozenset(by for by, takes_part in PANELS.items() if takes_part is _tenure)


def _years_of_source(source: Resource) -> frozenset[int]:
    """Return the year in which a source appeared; none when it is not known to the year."""
    known = appeared(source)
    years = {day.year for day in (known.start, known.end) if day}
    return frozenset(years) if len(years) == 1 else frozenset()


def _years(said: Said, appeared_in: frozenset[int]) -> frozenset[int]:
    """Return the years into which what is said surely falls.

    A time within one year is that year, a span that is filled (`throughout`) all of its years; of a beginning with an
    unknown end, the first year is sure, and those up to the source's year when the post is said to be held then.
    """
    if said.is_attested:
        return appeared_in
    if said.sense in LIMITS:  # in no year for sure, but when the post is said to be held
        return appeared_in if slug(said.statement.text("status")) == "current" else frozenset()
    first, last = (int(day[:4]) if day else None for day in (said.first_day, said.last_day))
    if first is None:
        return frozenset()
    if last is None:
        held = slug(said.statement.text("status")) == "current" and appeared_in
        return frozenset(range(first, (max(appeared_in) if held else first) + 1))
    if first == last:
        return frozenset({first})
    return frozenset(range(first, min(last, first + _LONGEST) + 1)) if said.sense == "throughout" else frozenset()


def _years_told(run: Run, appeared_in: frozenset[int]) -> frozenset[int]:
    """Return the year in which a figure that runs was told: that up to which it counts, else that of its source."""
    if not run.to:
        return appeared_in
    known = bounds(run.to)
    years = {day.year for day in (known.start, known.end) if day}
    return frozenset(years) if len(years) == 1 else frozenset()


def _say(cell: _Cell, said: Said, run: Run | None, labels: Labels, ending: str) -> None:
    """Add what a statement says of a unit to the columns that end so, in the language of the labels."""
    label = labels.label
    match said.kind:
        case "tenure" if said.is_actual:
            cell.add("holders" + ending, label(said.subject))
            cell.add("roles" + ending, label(said.predicate))
        case "involvement" if said.is_actual:
            cell.add("actors" + ending, label(said.subject))
            cell.add("capacities" + ending, label(said.predicate))
            cell.add("undertakings" + ending, label(said.object))
        case "honour" if said.is_actual:
            cell.add("honours" + ending, label(said.object))
        case "observation":
            unit = label(said.statement.one("unit"))
            figure = f"{label(said.predicate)}={value_range(said.statement)[0]} {unit}".rstrip()
            given = labels.ontology.in_column(said.statement, "value_bound")
            bounded = "".join(f" ({label(bound)})" for bound in given if slug(value_text(bound)) != _EXACT)
            column, mark = ("values", "") if said.is_actual else ("targets", f" ({said.modality})")
            cell.add(column + ending, figure + bounded + mark + (_counted(run) if run else ""))


def _counted(run: Run) -> str:
    """Return from when on a figure is counted, as panels say it beside the number."""
    since = f"since {run.since}" if run.since else "start not said"
    return f" ({CUMULATIVE}, {since})" if run.is_cumulative else f" ({since})"


def _rows(units: Mapping[str, Resource], cells: Mapping[str, Mapping[int, _Cell]]) -> Iterable[tuple[str, ...]]:
    years = sorted({year for by_year in cells.values() for year in by_year})
    for iri, entity in sorted(units.items()):
        for year in range(years[0], years[-1] + 1) if years else ():
            cell = cells[iri].get(year)
            served = NOT_COVERED if cell is None else SERVED if cell.certainties else NOT_SAID
            certainty = STATED if cell and STATED in cell.certainties else INFERRED
            found = cell.found if cell else {}
            yield (
                *(curie(iri), entity.label(), str(year), served),
                *(";".join(found.get(column, ())) for column in _SAID),
                entity.label("en"),
                *(";".join(found.get(column, ())) for column in _SAID_EN),
                certainty if served == SERVED else "",
            )

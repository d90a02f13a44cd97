"""A chart as computed: head, rows, foot. What draws it adds nothing to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from kg.charts.extent import Extent
from kg.charts.records import Record, Records, Source
from kg.charts.words import Say, words
from kg.tables.table import Table
from kg.terms.namespaces import curie, slug

MAX_NAMED: Final = 6
BASIS: Final = ("statement", "source", "quote")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a row rests on: the statement's id, the source's slug, the words."""

    statement: str
    source: str
    quote: str


@dataclass(frozen=True)
class Chart:
    """What a chart shows.

    `rows` are frozen rows of one class, in the order in which they are drawn; `basis` every statement that the chart
    rests on, in reading order; `foot` lines that say what it rests on, and what is left out and why.
    """

    name: str
    language: str
    title: str
    subtitle: str
    rows: tuple[Any, ...]
    columns: tuple[str, ...]
    basis: tuple[Basis, ...]
    foot: tuple[str, ...] = ()

    def table(self) -> Table:
        """Return the rows as a table: one column a field, an extent as its form and its days."""
        return Table(self.columns, tuple(tuple(_cells(row)) for row in self.rows))

    def years(self) -> tuple[int, ...]:
        """Return the years that the rows tell of, sorted."""
        found = {int(day[:4]) for row in self.rows for day in getattr(getattr(row, "extent", None), "days", ())}
        found |= {int(row.year) for row in self.rows if getattr(row, "year", "").isdecimal()}
        return tuple(sorted(found))

    def with_version(self, version: str) -> Chart:
        """Return the chart with the version of the data as the last line of its foot."""
        return replace(self, foot=(*self.foot, words(self.language)("version", version=version)))


@dataclass(frozen=True, slots=True)
class Years:
    """First and last year asked for."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A row that stands in time: `label` under the heading `group`, of a `category`, with the time as said (EDTF).

    `order` counts what is said or inferred to come before, from 1, and is None where no order is said.
    """

    group: str
    label: str
    category: str
    time: str
    extent: Extent
    order: int | None
    order_certainty: str
    note: str
    certainty: str
    statement: str
    source: str
    quote: str


def columns_of(row: type) -> tuple[str, ...]:
    """Return the columns of a class of rows; what it rests on stands last."""
    extent = [field.name for field in fields(Extent)]
    return tuple(name for field in _ordered(row) for name in (extent if field == "extent" else [field]))


def _ordered(row: Any) -> list[str]:  # noqa: ANN401 - any class of rows, or one
    return sorted((field.name for field in fields(row)), key=lambda name: name in BASIS)


def _cells(row: Any) -> Iterable[str]:  # noqa: ANN401 - any class of rows
    for name in _ordered(row):
        value = getattr(row, name)
        if isinstance(value, Extent):
            yield from (getattr(value, part.name) for part in fields(Extent))
        else:
            yield ";".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def basis_of(record: Record) -> Basis:
    """Return what a record rests on."""
    return Basis(slug(record.one("statement")), slug(record.one("source")), record.one("quote"))


def headings(iris: Iterable[str], records: Records, unsaid: str = "") -> dict[str, str]:
    """Return a heading for each thing; of several with one name each shows its id."""
    named: dict[str, list[str]] = {}
    for iri in dict.fromkeys(iris):
        named.setdefault(records.label(iri) if iri else unsaid, []).append(iri)
    return {iri: f"{name} ({curie(iri)})" if len(same) > 1 else name for name, same in named.items() for iri in same}


def counted(record: Record, disputed: frozenset[str], *, sets: Mapping[str, str], wanted: Sequence[str]) -> str:
    """Say whether an involvement counts: `counted`, else why not, the first reason that holds.

    As in the catalogue, it does when it is actual, stated, undisputed, and its capacity is in one of the wanted sets.
    """
    if slug(record.one("modality")) != "actual":
        return "not_actual"
    if record.one("certainty") == "inferred":
        return "inferred"
    if record.one("statement") in disputed:
        return "disputed"
    return "counted" if sets.get(record.one("capacity"), "") in wanted else "outside"


def rests_on(basis: Sequence[Basis], sources: dict[str, Source], say: Say) -> str:
    """Return the line that tells the sources, with their dates as known, and the number of statements."""
    by_slug = {slug(iri): source for iri, source in sources.items()}
    used = sorted({row.source for row in basis})
    named = [f"{name} ({by_slug[name].date})" if name in by_slug else name for name in used[:MAX_NAMED]]
    more = [say("and-more")] if len(used) > MAX_NAMED else []
    statements = len({row.statement for row in basis})
    return say("rests", statements=statements, sources=len(used), named="; ".join([*named, *more]))


def covered(records: Records, say: Say) -> str:
    """Return the sentence that tells what a store covers at all: years and sources."""
    years, sources = records.years(), sorted(map(slug, records.sources()))
    span = f"{years[0]}–{years[-1]}" if years else say("unsaid")
    more = [say("and-more")] if len(sources) > MAX_NAMED else []
    return say("covered", years=span, sources=", ".join([*sources[:MAX_NAMED], *more]))

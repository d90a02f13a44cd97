"""A chart as computed: head, rows, foot. What draws it adds nothing to it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from kg.charts.extent import Extent, in_plain
from kg.charts.words import Say, words
from kg.model import Resource, Term
from kg.ontology import Ontology
from kg.reading.labels import Labels
from kg.reading.said import Said
from kg.reading.totals import totals
from kg.store import Store
from kg.tables import types
from kg.tables.table import Table
from kg.terms.namespaces import KG, SKOS, curie, slug

MAX_NAMED: Final = 6
BASIS: Final = ("statement", "source", "quote")
_LATER: Final = (
    "since",
    "cumulative",
    "dated_by",
    "follows",
    "merged",
    "shown_as",
    "quote_en",
    "printed_en",
)  # columns that came later follow all others
COUNTED, OUTSIDE = "", "outside"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a row rests on: the statement's id, the source's slug, the words, and what these mean in English."""

    statement: str
    source: str
    quote: str
    quote_en: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """What rows are told apart by: the code that rows have, its label, and what the legend says."""

    code: str
    label: str
    legend: str


@dataclass(frozen=True)
class Chart:
    """What a chart shows.

    `rows` are frozen rows of one class, in the order in which they are drawn; `basis` every statement that the chart
    rests on, in reading order; `foot` lines that say what it rests on, and what is left out and why; `categories` all
    that rows may be counted under, in order; `slots` the labels of the slots that rows name as inferred.
    """

    name: str
    language: str
    title: str
    subtitle: str
    rows: tuple[Any, ...]
    columns: tuple[str, ...]
    basis: tuple[Basis, ...]
    foot: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict, compare=False)

    def table(self) -> Table:
        """Return the rows as a table: one column a field, an extent as its form and its days."""
        return Table(
            self.columns, tuple(tuple(_cells(row)) for row in self.rows), language=self.language, types=types.CHART
        )

    def years(self) -> tuple[int, ...]:
        """Return the years in which the rows fall, sorted."""
        found = {int(day[:4]) for row in self.rows for day in getattr(getattr(row, "extent", None), "days", ())}
        found |= {int(row.year) for row in self.rows if getattr(row, "year", "").isdecimal()}
        return tuple(sorted(found))

    def with_version(self, version: str) -> Chart:
        """Return the chart with the version of the data as the last line of its foot."""
        return replace(self, foot=(*self.foot, words(self.language)("version", version=version)))


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last year asked for, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A row in time: `label` under the heading `group`, of a `category`, with the time as said (EDTF).

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
    quote_en: str


def columns_of(row: type) -> tuple[str, ...]:
    """Return the columns of a class of rows; what it rests on comes last, before columns that came later."""
    extent = [field.name for field in fields(Extent)]
    return tuple(name for field in _ordered(row) for name in (extent if field == "extent" else [field]))


def _ordered(row: Any) -> list[str]:  # noqa: ANN401 - any class of rows, or one
    names = [field.name for field in fields(row)]
    return sorted(names, key=lambda name: (name in BASIS) + 2 * (name in _LATER))


def _cells(row: Any) -> Iterable[str]:  # noqa: ANN401 - any class of rows
    for name in _ordered(row):
        value = getattr(row, name)
        if isinstance(value, Extent):
            yield from (getattr(value, part.name) for part in fields(Extent))
        else:
            yield ";".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def slots_of(said: Iterable[Said], labels: Labels) -> dict[str, str]:
    """Return the label of each slot that is inferred in some statements, by its name."""
    return {name: labels.label(KG + name) for one in said for name in one.inferred}


def basis_of(said: Said) -> Basis:
    """Return what a row of one statement rests on."""
    return Basis(said.id, slug(said.source), said.quote, said.glossed("quote"))


def is_current(said: Said) -> bool:
    """Say whether the source calls a post held when it appears."""
    return slug(said.statement.text("status")) == "current"


def headings(iris: Iterable[str], labels: Labels, unsaid: str = "") -> dict[str, str]:
    """Return a heading for each thing; of several with one name each shows its id."""
    named: dict[str, list[str]] = {}
    for iri in dict.fromkeys(iris):
        named.setdefault(labels.label(iri) if iri else unsaid, []).append(iri)
    return {iri: f"{name} ({curie(iri)})" if len(same) > 1 else name for name, same in named.items() for iri in same}


def governed(actor: Term | None, labels: Labels) -> str:
    """Return the IRI of the place for which a body acts, empty for other actors."""
    body = labels.entities.get(actor.value) if actor else None
    return body.text("jurisdiction") if body else ""


def set_name(said: Said, ontology: Ontology) -> str:
    """Return the notation of the narrowest set that counts an involvement, empty when none does."""
    counted_in = said.counting.counted_in
    return ontology.terms[counted_in].text(SKOS + "notation") if counted_in else ""


def counted(said: Said, sets: Container[str]) -> str:
    """Return `COUNTED` when one of some sets (IRIs) counts an involvement; else the reason (IRI), or `OUTSIDE`."""
    return said.counting.reason or (COUNTED if said.counting.counted_in in sets else OUTSIDE)


def not_counted(why: Sequence[str], labels: Labels, say: Say) -> str:
    """Return the line that says how many involvements are counted, and how many are not, for which reason.

    The reason of what is withheld is left out: no store has it.
    """
    terms = labels.ontology.terms
    withheld = {terms[iri].text("uncountedAs") for iri in labels.ontology.withheld}
    reasons = sorted(set(labels.ontology.instances("UncountedReason")) - withheld, key=labels.ontology.rank)
    parts = [say("note-reason", label=labels.label(reason), count=why.count(reason)) for reason in reasons]
    parts += [say("note-outside", count=why.count(OUTSIDE))] if OUTSIDE in why else []
    return say("note-counted", counted=why.count(COUNTED), reasons=say("comma-clauses").join(parts))


def rests_on(basis: Sequence[Basis], sources: Mapping[str, Resource], say: Say) -> str:
    """Return the line with the number of statements and the sources, with their dates as known."""
    dates = {slug(iri): in_plain(source.text("date")) for iri, source in sources.items()}
    used = sorted({row.source for row in basis})
    named = [f"{name}{say('in-brackets', text=dates[name])}" if dates.get(name) else name for name in used[:MAX_NAMED]]
    more = [say("and-more")] if len(used) > MAX_NAMED else []
    statements = len({row.statement for row in basis})
    return say("rests", statements=statements, sources=len(used), named=say("semicolon").join([*named, *more]))


def covered(store: Store, say: Say) -> str:
    """Return the sentence on what a store covers at all, years and sources, from the totals stored at build."""
    found = totals(store)
    years = [year for source in found for year in source.years or ()]
    sources = [slug(source.iri) for source in found]
    more = [say("and-more")] if len(sources) > MAX_NAMED else []
    span = f"{min(years)}–{max(years)}" if years else say("unsaid")
    return say("covered", years=span, sources=", ".join([*sources[:MAX_NAMED], *more]))

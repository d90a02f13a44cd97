"""Statements as a reader meets them: what is said in words, how it is known, and the words that say it.

They are read from a store by their ids alone, a few hundred at once, so that the size of the store does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from kg.dossier.wording import time_in_words, value_in_words, word
from kg.finding.names import labels
from kg.model import Statement, Term
from kg.ontology import Kind, Ontology
from kg.rdf import statement_from, subjects
from kg.reading.computed import value_range
from kg.store import Store, rows
from kg.terms.namespaces import KG, curie, slug

_AT_ONCE: Final = 400
_TRIPLES: Final = f"""SELECT ?s ?p ?o WHERE {{{{
  {{{{ VALUES ?s {{{{ {{iris}} }}}} ?s ?p ?o }}}}
  UNION {{{{ VALUES ?s {{{{ {{iris}} }}}} VALUES ?p {{{{ <{KG}contradicts> <{KG}unresolved> }}}} ?o ?p ?s }}}}
}}}}"""
_CLASSES: Final = f"""SELECT ?thing ?type ?place WHERE {{{{
  VALUES ?thing {{{{ {{iris}} }}}} ?thing a ?type FILTER(STRSTARTS(STR(?type), "{KG}"))
  OPTIONAL {{{{ ?thing <{KG}jurisdiction> ?place }}}}
}}}} ORDER BY ?thing ?type"""
# what the build adds to a statement for questions: it has no words of its own
COMPUTED: Final = frozenset(
    {
        *("subject", "predicate", "object", "position", "mentions", "evidence", "quoteText", "spans", "statedIn"),
        *("inferredSlots", "certainty", "computedTime", "firstDay", "lastDay"),
        *("capacitySet", "countedIn", "notCountedBecause", "besideLostText", "continues", "holderOrder"),
        *("agreesWith", "contradicts", "differentFrom", "unresolved"),
    }
)
# what an entry tells in a place of its own
_TOLD_APART: Final = frozenset(
    {
        *("time", "when", "timePrinted", "timeSense", "anchor", "modality", "review", "inferred", "openList"),
        *("value", "valuePrinted", "valueBound", "unit", "silences", "concurrentWith"),
    }
)


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of entities and concepts in one language, classes of entities, and the places that bodies govern."""

    labels: Mapping[str, str]
    classes: Mapping[str, str]
    governs: Mapping[str, str]
    language: str

    def label(self, term: Term | None) -> str:
        """Return a term's label, a literal's text, or an empty text."""
        if term is None or isinstance(term, ox.Literal):
            return term.value if term is not None else ""
        return self.labels.get(term.value, slug(term.value))

    def type(self, term: Term | None) -> str:
        """Return the local name of a term's class, or an empty text."""
        return self.classes.get(term.value, "") if isinstance(term, ox.NamedNode) else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement in words.

    `said` is subject, predicate, object; `time` its time in words, empty where none is looked for; `details` pairs of
    slot and value as labels; `marks` what a reader must not miss: that it is inferred, no result, disputed.
    """

    statement: Statement
    kind: str
    said: str
    time: str
    details: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    disputed: bool
    record: Mapping[str, str]

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def quote(self) -> str:
        """The words that say it, fragments joined by an ellipsis."""
        return self.statement.text("quoteText")

    @property
    def source(self) -> str:
        """The slug of the source that says it."""
        return slug(self.statement.source)

    @property
    def position(self) -> tuple[str, int]:
        """Its place in the order of statements: source (IRI), and place in the reading order of that source."""
        text = self.statement.text("position")
        return self.statement.source, int(text) if text.isdecimal() else 0

    @property
    def is_actual(self) -> bool:
        """Whether the words tell what is so, and not a target, a plan or a forecast."""
        return slug(self.statement.text("modality")) == "actual"

    @property
    def is_stated(self) -> bool:
        """Whether the words print subject, predicate and object."""
        return self.statement.text("certainty") == "stated"

    def slots_of(self, things: Iterable[str]) -> frozenset[str]:
        """Return the asserted slots in which one of the things (IRIs) stands."""
        wanted = set(things)
        found = (n for n, v in self.statement.slots if v.value in wanted and isinstance(v, ox.NamedNode))
        return frozenset(name for name in found if name not in COMPUTED)


@dataclass(frozen=True)
class Reader:
    """Reads statements of a store as entries in one language."""

    store: Store
    ontology: Ontology
    language: str

    def entries(self, iris: Iterable[str]) -> tuple[Entry, ...]:
        """Return the statements in reading order; what is no statement is passed over."""
        statements = tuple(self._statements(sorted(set(iris))))
        names = self.names(_named(statements))
        made = (_entry(statement, self.ontology, names) for statement in statements)
        return _both_ways(sorted(made, key=lambda entry: (entry.position, entry.id)), names.language)

    def _statements(self, iris: Sequence[str]) -> Iterator[Statement]:
        for at in range(0, len(iris), _AT_ONCE):
            sparql = _TRIPLES.format(iris=" ".join(f"<{iri}>" for iri in iris[at : at + _AT_ONCE]))
            for subject in subjects(ox.Triple(row["s"], row["p"], row["o"]) for row in rows(self.store, sparql)):
                source = next((value.value for name, value in subject.properties if name == KG + "statedIn"), "")
                kinds = tuple(t for t in subject.types if slug(t) in self.ontology.kinds)
                if kinds:
                    yield statement_from(replace(subject, types=kinds), source)

    def names(self, iris: Iterable[str]) -> Names:
        """Return labels, classes and jurisdictions of what is named."""
        wanted = sorted(set(iris))
        classes: dict[str, str] = {}
        governs: dict[str, str] = {}
        for at in range(0, len(wanted), _AT_ONCE):
            values = " ".join(f"<{iri}>" for iri in wanted[at : at + _AT_ONCE])
            for row in rows(self.store, _CLASSES.format(iris=values)):
                classes.setdefault(row["thing"].value, slug(row["type"].value))
                if row["place"] is not None:
                    governs.setdefault(row["thing"].value, row["place"].value)
        known = labels([*wanted, *governs.values()], self.store, self.language) if wanted else {}
        return Names(known, classes, governs, self.language)


def _named(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        for name, value in statement.slots:
            if isinstance(value, ox.NamedNode) and name not in {"evidence", "spans"}:
                yield value.value
            yield KG + name if ":" not in name else name


def _entry(statement: Statement, ontology: Ontology, names: Names) -> Entry:
    kind = ontology.kinds[statement.kind]
    disputed = next((name for name in ("contradicts", "unresolved") if statement.one(name)), "")
    return Entry(
        statement,
        kind.slug,
        _said(statement, names),
        _time(statement, names) if statement.one("computedTime") or _expects_time(kind, ontology) else "",
        tuple(_details(statement, kind, names)),
        tuple(_marks(statement, names)),
        disputed == "contradicts",
        _record(statement, kind, names),
    )


def _expects_time(kind: Kind, ontology: Ontology) -> bool:
    term = ontology.terms.get(KG + kind.name)
    return term is not None and any(slug(value.value) == "time" for value in term.values("expects"))


def _said(statement: Statement, names: Names) -> str:
    core = [names.label(statement.one(name)) for name in ("subject", "predicate", "object")]
    said = " · ".join(text for text in core if text)
    printed = statement.text("valuePrinted")
    return f"{said}{word('colon', names.language)}{printed}" if printed else said


def _listed(texts: Iterable[str], language: str) -> str:
    return word("and", language).join(texts)


def _bracketed(text: str, more: str, names: Names) -> str:
    return word("brackets", names.language).format(text, more) if more else text


def _time(statement: Statement, names: Names) -> str:
    sense = statement.one("timeSense")
    time = time_in_words(
        statement.text("computedTime"), slug(sense.value) if sense else "", names.label(sense), names.language
    )
    edtf = statement.text("computedTime")
    # a plain year or day says no more than its words
    printed = statement.text("when") or (statement.text("timePrinted") if {"/", "["} & set(edtf) else "")
    return f"{printed} = {time}" if printed else time


def _details(statement: Statement, kind: Kind, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what the other slots say, in order of their names; the place served where it is not the object itself."""
    value, low, high = value_range(statement)
    if value:
        figure = value_in_words(value, low, high, names.label(statement.one("unit")))
        yield word("reckoned", names.language), _bracketed(figure, names.label(statement.one("valueBound")), names)
    told = {*COMPUTED, *_TOLD_APART, *kind.core}
    if statement.one("object") != statement.one(kind.object_else or ""):
        told.discard(kind.object_else)
    for name in dict.fromkeys(name for name, _ in statement.slots):
        if name not in told and ":" not in name:
            yield names.labels.get(KG + name, name), _listed(map(names.label, statement.values(name)), names.language)


def _marks(statement: Statement, names: Names) -> Iterator[str]:
    """Yield modality unless actual, certainty with the slots inferred, what is disputed, open or not yet accepted."""
    if slug(statement.text("modality")) != "actual":
        yield names.label(statement.one("modality"))
    slots = _listed(map(names.label, statement.values("inferred")), names.language)
    certainty = word(statement.text("certainty") or "stated", names.language)
    if slots and statement.text("certainty") == "stated":
        yield _bracketed(certainty, word("inferred", names.language) + word("colon", names.language) + slots, names)
    else:
        yield _bracketed(certainty, slots, names)
    for verdict in ("contradicts", "unresolved"):
        if statement.one(verdict):
            yield word(verdict, names.language)
    if statement.text("openList") in {"true", "1"}:  # both are lexical forms of xsd:boolean
        yield names.labels.get(KG + "openList", "openList")
    if slug(statement.text("review")) not in {"accepted", ""}:
        yield names.label(statement.one("review"))


_COLUMNS: Final = (
    ("subject", ("subject",)),
    ("predicate", ("predicate",)),
    ("object", ("object",)),
    ("place", ("place", "servedIn")),
    ("counterpart", ("counterpart", "granter")),
    ("value_printed", ("valuePrinted",)),
    ("time", ("computedTime",)),
    ("time_sense", ("timeSense",)),
    ("status", ("status",)),
    ("modality", ("modality",)),
    ("certainty", ("certainty",)),
    ("inferred", ("inferredSlots",)),
    ("said_by", ("saidBy",)),
)


def _record(statement: Statement, kind: Kind, names: Names) -> dict[str, str]:
    """Return a statement as the catalogue's rows give it: prefixed names, each with a `_label`; empty: not said."""
    found = {"kind": kind.slug}
    for column, slots in _COLUMNS:
        values = [value for slot in slots for value in statement.values(slot)]
        found[column] = ";".join(curie(v.value) if isinstance(v, ox.NamedNode) else v.value for v in values)
        if any(isinstance(value, ox.NamedNode) for value in values):
            found[f"{column}_label"] = ";".join(names.label(value) for value in values)
    found["statement"] = curie(statement.iri)
    found["source"] = curie(statement.source)
    found["quote"] = statement.text("quoteText")
    found["spans"] = statement.text("spans")
    return found


def _both_ways(entries: Sequence[Entry], language: str) -> tuple[Entry, ...]:
    """Tell of posts held at once on both of them: files name the other in one direction."""
    by_iri = {entry.statement.iri: entry for entry in entries}
    others: dict[str, list[str]] = {}
    for entry in entries:
        for other in entry.statement.values("concurrentWith"):
            others.setdefault(entry.statement.iri, []).append(other.value)
            others.setdefault(other.value, []).append(entry.statement.iri)
    return tuple(_with_concurrent(entry, others.get(entry.statement.iri, ()), by_iri, language) for entry in entries)


def _with_concurrent(entry: Entry, others: Iterable[str], by_iri: Mapping[str, Entry], language: str) -> Entry:
    told = sorted(set(others))
    if not told:
        return entry
    texts = [f"{by_iri[iri].said} [{slug(iri)}]" if iri in by_iri else slug(iri) for iri in told]
    return replace(entry, details=(*entry.details, (word("same time", language), _listed(texts, language))))

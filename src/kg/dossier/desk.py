"""What one dossier is made from: the ids that its sections need, and one reading of all these statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.dossier.entries import Entry, entries
from kg.dossier.plan import Plan, plan_of
from kg.finding.find import Candidate
from kg.finding.names import labels
from kg.model import Judgement, Resource, Term
from kg.ontology import Ontology
from kg.questions import find_query, solved
from kg.reading.coverage import asked, pattern
from kg.reading.few import few
from kg.reading.labels import Labels
from kg.reading.said import Reading
from kg.reading.whole import judged
from kg.store import Store, rows
from kg.tables.table import Cell, parts
from kg.terms.namespaces import CONCEPT_PREFIXES, KG, PREFIXES, SKOS, prefix_of

NAMED: Final[Mapping[str, str]] = {
    SKOS + "prefLabel": "name",
    SKOS + "altLabel": "also",
    SKOS + "definition": "definition",
    SKOS + "scopeNote": "scope",
}
_LABELS: Final = frozenset({SKOS + "prefLabel", SKOS + "altLabel"})  # of any language; other texts in one, if in both
_PARTS_OF_SOURCES: Final = frozenset({KG + "Part", KG + "Quote"})
_STATEMENT: Final = PREFIXES["statement"]
_PREFIX: Final = f"PREFIX kg: <{KG}> "
_ABOUT: Final = "SELECT ?property ?value WHERE {{ <{iri}> ?property ?value }}"
_STEPPED: Final = frozenset({"of-parts", "figures-of-holders"})
_Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Desk:
    """A thing, the IRIs whose statements its dossier includes (its own first), and where they are read from.

    `words` are the printed words that stand for a thing, none otherwise; without `gloss` no printed words have what
    they mean beside them.

    Everything is read once, when it is first needed; each property raises `StoreError` when the store breaks off.
    """

    thing: Candidate
    things: tuple[str, ...]
    store: Store
    queries: Path
    ontology: Ontology
    language: str
    words: tuple[ox.Literal, ...] = ()
    gloss: bool = True

    def rows(self, sparql: str, iris: Iterable[str] = ()) -> Iterator[ox.QuerySolution]:
        """Return the solutions of a query about some things, or about the thing itself."""
        values = " ".join(f"<{iri}>" for iri in iris or self.things)
        return rows(self.store, _PREFIX + sparql.format(iri=self.thing.iri, iris=values))

    def texts(self, name: str, *iris: str) -> _Rows:
        """Return the solutions of a pattern, by its name, about some things (IRIs), or the thing itself, as text."""
        values = " ".join(f"<{iri}>" for iri in iris or self.things)
        return tuple(tuple(map(_text, row)) for row in rows(self.store, asked(pattern(name, values))))

    def answer(self, name: str, parameter: str, *columns: str) -> _Rows:
        """Return some columns of a catalogue question about the thing as text."""
        table = solved(find_query(self.queries, name), self.store, {parameter: ox.NamedNode(self.thing.iri)})
        cells = zip(*(table.column(column) for column in columns), strict=True)
        return tuple(texts for row in cells for texts in product(*(map(_text, parts(c) or (None,)) for c in row)))

    @cached_property
    def plan(self) -> Plan:
        """The sections of the thing's class."""
        return plan_of(self.thing.type, self.ontology, self.language)

    @cached_property
    def about(self) -> tuple[tuple[str, Term], ...]:
        """The thing's own properties as pairs of IRI and value, sorted."""
        kept = {
            KG + slot.name
            for slot in self.ontology.slots.values()
            if not self._is_concept and self.thing.type in slot.kinds and slot.range not in _PARTS_OF_SOURCES
        }
        # stores order literals of several languages each in its own way
        found = sorted(((row["property"].value, row["value"]) for row in self.rows(_ABOUT)), key=str)
        other = {"zh": "en", "en": "zh"}[self.language]
        explained = {name for name, value in found if name not in _LABELS and _language(value) == self.language}
        return tuple(
            (name, value)
            for name, value in found
            if (name in NAMED or name in kept) and not (name in explained and _language(value) == other)
        )

    @cached_property
    def needed(self) -> Mapping[str, _Rows]:
        """What a section needs beside the statements on the thing, as rows of IRIs, by the section's code."""
        return {code: find(self) for code, find in _NEEDED.items() if code in self.plan.terms}

    @cached_property
    def steps(self) -> _Rows:
        """The statements on what is part, instance or subset of the thing or holds it: IRI, what it is on, the step.

        None for a thing whose page does not list them.
        """
        if not _STEPPED & self.plan.terms.keys():
            return ()
        found = self.answer("dossier", "initiative", "statement", "about", "through")
        return tuple(row for row in found if row[0] not in self.mentions)

    @cached_property
    def mentions(self) -> frozenset[str]:
        """The IRIs of the statements on the thing."""
        if self.words:
            naming = pattern("of words", " ".join(map(str, self.words)))
        elif self._is_concept:
            naming = pattern("of word", f"<{self.thing.iri}>")
        else:
            return frozenset(statement for (statement,) in self.texts("mentioning"))
        found = rows(self.store, asked(f"SELECT DISTINCT ?statement WHERE {{ {naming} }}"))
        return frozenset(row["statement"].value for row in found)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The IRIs that stand for the thing in statements: those it is told under, of a word the narrower ones too."""
        narrower = self.ontology.with_narrower(self.thing.iri) if self._is_concept else ()
        return tuple(dict.fromkeys((*self.things, *sorted(narrower))))

    @property
    def _is_concept(self) -> bool:
        return prefix_of(self.thing.iri) in CONCEPT_PREFIXES

    @cached_property
    def compared(self) -> tuple[Judgement, ...]:
        """The judgements on the statements on the thing."""
        return tuple(judged(self.store, sorted(self.mentions))) if self.mentions else ()

    @cached_property
    def identified(self) -> tuple[Judgement, ...]:
        """The judgements on the thing itself."""
        return tuple(judged(self.store, self.things))

    @cached_property
    def reading(self) -> Reading:
        """Every statement that some section lists, with what it names."""
        besides = (iri for found in self.needed.values() for row in found for iri in row)
        sides = (iri for judgement in self.compared for iri in (judgement.left, judgement.right))
        found = few(self.store, self.ontology, {*self.mentions, *filter(_is_statement, besides), *sides})
        return found if self.gloss else found.without_glosses()

    @cached_property
    def labels(self) -> Labels:
        """The labels of everything that the dossier names."""
        besides = {value.value for _, value in self.about if isinstance(value, ox.NamedNode)} | {*self.things}
        ids = (iri for found in self.needed.values() for row in found for iri in row)
        besides |= {iri for iri in ids if iri and not _is_statement(iri)}
        besides |= {iri for judgement in self.identified for iri in (judgement.left, judgement.right)}
        known = Labels.of(self.reading, self.ontology, self.language)
        unnamed = [iri for iri in besides if iri not in known.entities and iri not in self.ontology.terms]
        texts = labels(unnamed, self.store, self.language) if unnamed else {}
        if self.thing.iri in unnamed:
            texts.setdefault(self.thing.iri, self.thing.label)  # a place that only the register knows
        return replace(known, entities={**known.entities, **{iri: _called(iri, text) for iri, text in texts.items()}})

    def entries(self, iris: Iterable[str]) -> tuple[Entry, ...]:
        """Return statements of the reading in words, in reading order; what is not a statement is skipped."""
        wanted = set(iris)
        return entries((said for said in self.reading.said if said.iri in wanted), self.labels)


# what a section needs beside the statements on the thing, by the section's code
_NEEDED: Final[Mapping[str, Callable[[Desk], _Rows]]] = {
    "location": lambda desk: desk.answer("place-chain", "place", "statement", "part", "whole"),
    "posts-here": lambda desk: desk.texts("successions of those who served"),
    "posts-of-actors": lambda desk: desk.texts("posts of those who took part"),
    "with-whom": lambda desk: desk.answer("co-actors", "actor", "statement", "undertaking"),
    "places-within": lambda desk: desk.texts("places within", desk.thing.iri),
    **dict.fromkeys(_STEPPED, lambda desk: desk.steps),
}


def _text(cell: Cell) -> str:
    return getattr(cell, "value", "") if cell is not None else ""


def _language(term: Term) -> str | None:
    return term.language if isinstance(term, ox.Literal) else None


def _called(iri: str, label: str) -> Resource:
    """Return a thing of which only its label is known."""
    return Resource(iri, "", ((SKOS + "prefLabel", ox.Literal(label, language="zh")),))


def _is_statement(iri: str) -> bool:
    return iri.startswith(_STATEMENT)

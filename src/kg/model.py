"""What a dataset holds: sources, quotes, entities, statements, judgements. Frozen values, generic in kind.

A statement's kind and slots are words of the ontology (local names of `kg:` terms), its values RDF terms of pyoxigraph,
so that nothing here knows which kinds exist. `*_quads` and `*_from` go between values and RDF without loss.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import Finding
from kg.terms.namespaces import KG, PREFIXES, SKOS, slug
from kg.terms.tags import LATIN

EVIDENCE: Final = "evidence"
_PREF_LABEL: Final = SKOS + "prefLabel"

Term = NamedNode | Literal
Slots = tuple[tuple[str, Term], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a resource is written: a file, relative to the project, and its first line (from 1)."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of one class with its properties: an entity, a source or a part.

    `properties` are pairs of full property IRI and value, sorted.
    """

    iri: str
    type: str
    properties: Slots

    def values(self, name: str) -> tuple[Term, ...]:
        """Return the values of a property, given by its `kg:` local name or its IRI, in sorted order."""
        iri = name if ":" in name else KG + name
        return tuple(value for key, value in self.properties if key == iri)

    def text(self, name: str) -> str:
        """Return the first value of a property as text, or an empty string."""
        return next((value.value for value in self.values(name)), "")

    def label(self, language: str = "zh") -> str:
        """Return the preferred label in a language; for `en` the Latin spelling stands in; else the local name."""
        labels = (value for key, value in self.properties if key == _PREF_LABEL and isinstance(value, Literal))
        found = {label.language or "": label.value for label in labels}
        wanted = ("en", LATIN) if language == "en" else (language,)
        return next((found[tag] for tag in (*wanted, "zh", "en") if tag in found), slug(self.iri))


@dataclass(frozen=True, slots=True)
class Quote:
    """A fragment of an article: offsets in Unicode code points, end exclusive, and the words between them."""

    iri: str
    source: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says: kind, slots and the quotes that say it.

    `kind` is the local name of a class, `slots` pairs of slot name and value, sorted; `evidence` IRIs of quotes.
    """

    iri: str
    kind: str
    source: str
    slots: Slots
    evidence: tuple[str, ...]

    @property
    def id(self) -> str:
        """The opaque id: the IRI's last part."""
        return slug(self.iri)

    def values(self, slot: str) -> tuple[Term, ...]:
        """Return the values of a slot in sorted order, empty when the slot is not filled."""
        return tuple(value for name, value in self.slots if name == slot)

    def one(self, slot: str) -> Term | None:
        """Return the first value of a slot, or None."""
        return next((value for name, value in self.slots if name == slot), None)

    def text(self, slot: str) -> str:
        """Return the first value of a slot as text, or an empty string."""
        value = self.one(slot)
        return value.value if value else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An editor's decision between two entities or two statements, as recorded in `judgements.tsv`."""

    iri: str
    left: str
    verdict: str
    right: str
    judged_on: str
    judged_by: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """Everything that a dataset says. Statements are sorted by source key and reading position.

    `lost` has what could not be read, by IRI, with the place of the finding that says why.
    """

    sources: Mapping[str, Resource] = field(default_factory=dict)
    parts: Mapping[str, Resource] = field(default_factory=dict)
    entities: Mapping[str, Resource] = field(default_factory=dict)
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def statement_iris(self) -> frozenset[str]:
        """The IRIs of all statements."""
        return frozenset(statement.iri for statement in self.statements)

    @cached_property
    def _reading(self) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
        """Per source its parts as (start, end, position)."""
        return {
            iri: tuple(
                (int(p.text("start")), int(p.text("end")), int(p.text("position")))
                for ref in source.values("part")
                if (p := self.parts.get(ref.value)) and all(p.text(n).isdecimal() for n in ("position", "start", "end"))
            )
            for iri, source in self.sources.items()
        }

    def reading_position(self, source: str, offset: int) -> tuple[int, int]:
        """Return (part, offset), which sorts places of one source as they are to be read."""
        for start, end, position in self._reading.get(source, ()):
            if start <= offset < end:
                return position, offset
        return 0, offset

    def evidence_of(self, statement: Statement) -> tuple[Quote, ...]:
        """Return a statement's quotes in reading order; quotes that are missing are left out."""
        quotes = tuple(self.quotes[iri] for iri in statement.evidence if iri in self.quotes)
        if len(quotes) <= 1:
            return quotes
        return tuple(sorted(quotes, key=lambda q: (self.reading_position(q.source, q.start), q.end)))

    def origin(self, iri: str) -> str:
        """Return `file:line` of a resource, or its IRI when it was not read from a file."""
        found = self.origins.get(iri)
        return str(found) if found else iri

    def in_reading_order(self) -> tuple[Statement, ...]:
        """Return the statements by source key, then by their quotes in reading order, then by id."""

        def key(statement: Statement) -> tuple[str, tuple[tuple[int, int], ...], str]:
            source = self.sources.get(statement.source)
            places = tuple(self.reading_position(q.source, q.start) for q in self.evidence_of(statement))
            return (source.text("key") if source else statement.source, places, statement.id)

        return tuple(sorted(self.statements, key=key))


def quote_iri(key: str, start: int, end: int) -> str:
    """Return a quote's IRI; offsets are zero-padded so that sorted IRIs stand in the order of the text."""
    return f"{PREFIXES['quote']}{key}-{start:05d}-{end:05d}"


def mint_statement_iri(key: str, first: int, kind_slug: str, slots: Slots, taken: Iterable[str] = ()) -> str:
    """Return a fresh statement IRI: source key, first offset, kind and four hex digits drawn from the content.

    It is minted once and opaque afterwards: a later correction of the statement keeps it.
    """
    known = frozenset(taken)
    seed = "|".join(f"{name}={value}" for name, value in slots)
    for salt in range(0x10000):
        digest = hashlib.sha256(f"{seed}|{salt}".encode()).hexdigest()[:4]
        iri = f"{PREFIXES['statement']}{key}-{first:05d}-{kind_slug}-{digest}"
        if iri not in known:
            return iri
    raise OverflowError(f"no free id left for {key}-{first:05d}-{kind_slug}")

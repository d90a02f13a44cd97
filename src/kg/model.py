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
_LABELLED_EN: Final = ("en", LATIN, "zh")
_ALT_LABEL: Final = SKOS + "altLabel"

Term = NamedNode | Literal
Slots = tuple[tuple[str, Term], ...]


def in_language(values: Iterable[Term], language: str) -> tuple[Term, ...]:
    """Return values as a reader of one language wants them, in their order.

    Of texts in several languages those in `language` are kept; where there are none, those without a language; else
    those in the language that comes first. What is no text is kept.
    """
    given = tuple(values)
    tags = {value.language or "" for value in given if isinstance(value, Literal)}
    if len(tags) <= 1:
        return given
    wanted = next((tag for tag in (language, "", "en", "zh") if tag in tags), min(tags))
    return tuple(v for v in given if not isinstance(v, Literal) or (v.language or "") == wanted)


def value_text(value: Term | None) -> str:
    """Return an IRI, or the text of a literal; an empty text where there is no value."""
    return value.value if value else ""


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
        iri = name if ":" in name else KG + name
        for key, value in self.properties:
            if key == iri:
                return value.value
        return ""

    def worded(self, name: str, language: str) -> str:
        """Return the first value of a property in a language as `in_language` chooses it, or an empty string."""
        return next((value.value for value in in_language(self.values(name), language)), "")

    def label(self, language: str = "zh") -> str:
        """Return the preferred label in a language; for `en` the Latin spelling stands in; else the local name."""
        labels = [value for key, value in self.properties if key == _PREF_LABEL and isinstance(value, Literal)]
        found = {label.language or "": label.value for label in labels}
        for tag in _LABELLED_EN if language == "en" else (language, "zh", "en"):
            if tag in found:
                return found[tag]
        return slug(self.iri)

    def aliases(self, language: str = "zh") -> tuple[str, ...]:
        """Return the further labels in a language, sorted; a Latin spelling is English, what has no tag is Chinese."""
        given = (value for key, value in self.properties if key == _ALT_LABEL and isinstance(value, Literal))
        return tuple(v.value for v in given if ((v.language or "zh") in {"en", LATIN}) == (language == "en"))


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

    @property
    def reviewer(self) -> str:
        """The name of the person who reviewed the statement, empty where none has."""
        return self.text("reviewedBy")

    @property
    def act(self) -> str:
        """The id of the act that the statement shares with others, empty where it shares none."""
        return self.text("jointly")

    def values(self, slot: str) -> tuple[Term, ...]:
        """Return the values of a slot in sorted order, empty when the slot is not filled."""
        return tuple(value for name, value in self.slots if name == slot)

    def one(self, slot: str) -> Term | None:
        """Return the first value of a slot, or None."""
        for name, value in self.slots:  # asked tens of thousands of times a check, and faster than a generator
            if name == slot:
                return value
        return None

    def text(self, slot: str) -> str:
        """Return the first value of a slot as text, or an empty string."""
        return value_text(self.one(slot))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision between two entities or two statements, as recorded in `judgements.tsv`.

    `judged_by` names the person, or the model and its pass; `also` has `judgedBy` and `reason` in further languages.
    """

    iri: str
    left: str
    verdict: str
    right: str
    judged_on: str
    judged_by: str
    reason: str
    also: Slots = ()

    def worded(self, name: str, language: str) -> str:
        """Return `judgedBy` or `reason` in a language where the row has it, else as the row gives it."""
        given = {"judgedBy": self.judged_by, "reason": self.reason}[name]
        values = (Literal(given), *(value for key, value in self.also if key == name))
        return in_language(values, language)[0].value


@dataclass(frozen=True, slots=True)
class Gloss:
    """What printed words mean in another language, as a row of `glosses/*.tsv` gives it.

    `kind` is `quote`, `verb`, `time`, `figure`, `literal` or `title`; `of` the id of the statement whose quotes are
    glossed, or the slug of the predicate that a verb is coded as, else empty; `text` the words, of quotes their mark
    (`mark_of`). `checked_by` and `checked_on` are empty while nobody has checked the gloss.
    """

    kind: str
    of: str
    text: str
    en: str
    checked_by: str = ""
    checked_on: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What the gloss is of."""
        return self.kind, self.of, self.text

    @property
    def origin(self) -> str:
        """The name under which a corpus keeps where its row is."""
        return "gloss:" + "|".join(self.key)

    @property
    def checked(self) -> str:
        """Who checked it and when, empty for a gloss that nobody has checked."""
        return ", ".join(filter(None, (self.checked_by, self.checked_on)))


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One Chinese term and the English that is used for it, as a row of `glossary.tsv` gives it.

    `also` are English forms that are right too, `avoid` those that are not. `kind` sorts the terms, `standard` says
    what the English follows. `checked_by` and `checked_on` are empty while nobody has checked the term.
    """

    zh: str
    en: str
    kind: str
    standard: str = ""
    also: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    note_zh: str = ""
    note_en: str = ""
    checked_by: str = ""
    checked_on: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every English form that is right, the one to prefer first."""
        return self.en, *self.also


def mark_of(words: str) -> str:
    """Return the mark of a statement's joined quotes: the first eight hexadecimal digits of their SHA-256.

    A gloss bears it in place of the words, so that it falls away when they change.
    """
    return hashlib.sha256(words.encode()).hexdigest()[:8]


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
    glosses: Mapping[tuple[str, str, str], Gloss] = field(default_factory=dict)
    glossary: tuple[GlossaryTerm, ...] = ()

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

    def spans(self, source: str) -> tuple[tuple[int, int, int], ...]:
        """Return the parts of a source as (start, end, position); those whose numbers cannot be read are left out."""
        return self._reading.get(source, ())

    def reading_position(self, source: str, offset: int) -> tuple[int, int]:
        """Return (part, offset), which sorts places of one source as they are to be read."""
        for start, end, position in self.spans(source):
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

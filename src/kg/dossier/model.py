"""What a dossier is: frozen values, from which text, Markdown, HTML and JSON are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.dossier.entries import Entry
from kg.reading.counting import SetCount
from kg.terms.namespaces import curie

CONFLICTS: Final = frozenset({"contradicts", "unresolved"})


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading within a section; the heading is empty where a section has no groups."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its title in both languages, a note on how to read it, its groups.

    `lines` are what no statement carries: steps by official code, counts of what is told elsewhere.
    """

    title: str
    groups: tuple[Group, ...]
    note: str = ""
    lines: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all groups, in order."""
        return tuple(entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements that an editor has held against each other: the verdict, why, who and when."""

    id: str
    verdict: str
    verdict_label: str
    left: Entry
    right: Entry
    reason: str
    judged_by: str
    judged_on: str

    def as_record(self) -> dict[str, object]:
        """Return the comparison as JSON-ready values."""
        sides = {
            side: {**entry.record, "said": entry.said} for side, entry in (("left", self.left), ("right", self.right))
        }
        return {**_judged(self), "left": sides["left"], "right": sides["right"]}


@dataclass(frozen=True, slots=True)
class Identity:
    """What an editor has judged of a thing and another: the same, different, or not to be settled."""

    id: str
    verdict: str
    verdict_label: str
    other: str
    other_label: str
    reason: str
    judged_by: str
    judged_on: str

    def as_record(self) -> dict[str, object]:
        """Return the judgement as JSON-ready values."""
        return {**_judged(self), "other": curie(self.other), "other_label": self.other_label}


def _judged(judgement: Comparison | Identity) -> dict[str, object]:
    names = ("id", "verdict", "verdict_label", "reason", "judged_by", "judged_on")
    return {name: getattr(judgement, name) for name in names}


@dataclass(frozen=True, slots=True)
class Gap:
    """What a reader looks for and no source says: a stable code, the gap in words, and the statements that lack it."""

    code: str
    text: str
    statements: tuple[str, ...] = ()

    def as_record(self) -> dict[str, object]:
        """Return the gap as JSON-ready values."""
        return {"code": self.code, "text": self.text, "statements": list(self.statements)}


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source that a dossier draws on: slug, title, its date as known (EDTF) and, where inferred, why."""

    slug: str
    title: str
    date: str
    date_reason: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One thing with all that the sources say of it, what they say against each other, and what none says.

    `told_under` are the IRIs whose statements are told here, the thing's own first; `counts` the strict, medium and
    broad set with the number of statements not counted, None where nobody took part; `answer` is `said`, `inferred`,
    `not said` or `not covered`.
    """

    iri: str
    label: str
    type: str
    type_label: str
    language: str
    properties: tuple[tuple[str, str], ...]
    told_under: tuple[str, ...]
    counts: tuple[SetCount, ...]
    uncounted: int
    sections: tuple[Section, ...]
    comparisons: tuple[Comparison, ...]
    identities: tuple[Identity, ...]
    gaps: tuple[Gap, ...]
    sources: tuple[SourceNote, ...]
    answer: str

    @property
    def conflicts(self) -> tuple[Comparison, ...]:
        """The statements judged to contradict each other, or not to be settled."""
        return tuple(c for c in self.comparisons if c.verdict in CONFLICTS)

    @property
    def agreements(self) -> tuple[Comparison, ...]:
        """The statements judged to agree, or to look alike only."""
        return tuple(c for c in self.comparisons if c.verdict not in CONFLICTS)

    def as_record(self) -> dict[str, object]:
        """Return the dossier as JSON-ready values; a section is a list of records, each with its group."""
        return {
            "id": curie(self.iri),
            "label": self.label,
            "type": self.type,
            "properties": [{"name": name, "value": value} for name, value in self.properties],
            "told_under": [curie(iri) for iri in self.told_under],
            "counts": {count.name: {"statements": count.count, "actors": count.actors} for count in self.counts},
            "not_counted": self.uncounted,
            "sections": {section.title: _records(section) for section in self.sections},
            "notes": {section.title: list(section.lines) for section in self.sections if section.lines},
            "conflicts": [conflict.as_record() for conflict in self.conflicts],
            "agreements": [agreement.as_record() for agreement in self.agreements],
            "identities": [identity.as_record() for identity in self.identities],
            "gaps": [gap.as_record() for gap in self.gaps],
            "sources": [
                {"source": s.slug, "title": s.title, "date": s.date, "date_reason": s.date_reason} for s in self.sources
            ],
            "answer": self.answer,
        }


def _records(section: Section) -> list[dict[str, object]]:
    return [
        {
            **entry.record,
            "group": group.title,
            "said": entry.said,
            "time_in_words": entry.time,
            "details": dict(entry.details),
            "marks": list(entry.marks),
        }
        for group in section.groups
        for entry in group.entries
    ]

"""What a dossier is: frozen values, from which text, Markdown, HTML and JSON are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.dossier.entries import CONFLICTS, Entry
from kg.model import Judgement
from kg.reading.counting import SetCount
from kg.reading.labels import Labels
from kg.terms.namespaces import KG, curie


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a section that belong together; code and title are empty where a section has no groups."""

    code: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """What no statement on the thing gives, in words and as values: a step by code, how much is said elsewhere."""

    text: str
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code, its title and a note on how to read it in one language, its groups and its lines.

    A `chain` is a line that stands for the lines and for what is said of other things than the page's.
    """

    code: str
    title: str
    groups: tuple[Group, ...]
    note: str = ""
    lines: tuple[Pointer, ...] = ()
    chain: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all groups, in order."""
        return tuple(entry for group in self.groups for entry in group.entries)

    def as_record(self) -> dict[str, object]:
        """Return the section as JSON-ready values; its statements in one list, each with the code of its group."""
        return {
            "title": self.title,
            "note": self.note,
            "statements": [
                {**entry.as_record(), "group": group.code, "group_label": group.title}
                for group in self.groups
                for entry in group.entries
            ],
            "lines": [{**line.record, "text": line.text} for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided: the judgement's id, the verdict and its label, why, who (a person or a model) and when."""

    id: str
    code: str
    label: str
    reason: str
    judged_by: str
    judged_on: str

    def as_record(self) -> dict[str, object]:
        """Return the verdict as JSON-ready values."""
        return {
            "id": self.id,
            "verdict": self.code,
            "verdict_label": self.label,
            "reason": self.reason,
            "judged_by": self.judged_by,
            "judged_on": self.judged_on,
        }


def verdict_of(judgement: Judgement, labels: Labels) -> Verdict:
    """Return what a judgement decided."""
    label = labels.label(KG + judgement.verdict)
    reason, judged_by = (judgement.worded(name, labels.language) for name in ("reason", "judgedBy"))
    return Verdict(curie(judgement.iri), judgement.verdict, label, reason, judged_by, judgement.judged_on)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements that were compared."""

    verdict: Verdict
    left: Entry
    right: Entry

    def as_record(self) -> dict[str, object]:
        """Return the comparison as JSON-ready values."""
        sides = {"left": self.left, "right": self.right}
        return self.verdict.as_record() | {side: {**e.record, "said": e.text} for side, e in sides.items()}


@dataclass(frozen=True, slots=True)
class Identity:
    """What was judged of a thing and another (IRI): the same, different, or not to be settled."""

    verdict: Verdict
    other: str
    other_label: str

    def as_record(self) -> dict[str, object]:
        """Return the judgement as JSON-ready values."""
        return self.verdict.as_record() | {"other": curie(self.other), "other_label": self.other_label}


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
class Reference:
    """A source that a dossier draws on: slug, title, its date as known (EDTF) and, where inferred, why.

    `coded_by` says who coded it and what checked it, empty where that is not written down; `gloss` what the title means
    in the reader's language, where that is another than its own.
    """

    slug: str
    title: str
    date: str
    date_reason: str
    coded_by: str = ""
    gloss: str = ""

    def as_record(self) -> dict[str, object]:
        """Return the reference as JSON-ready values."""
        return {
            "source": self.slug,
            "title": self.title,
            "date": self.date,
            "date_reason": self.date_reason,
            "coded_by": self.coded_by,
        }


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the thing itself: its name in the ontology, its label, its value in words and their language."""

    code: str
    label: str
    value: str
    language: str = ""

    def as_record(self) -> dict[str, object]:
        """Return the property as JSON-ready values."""
        return {"property": self.code, "name": self.label, "value": self.value}


@dataclass(frozen=True, slots=True)
class Reply:
    """One statement that answers a question, by its rule (a code), in words.

    `about` is the IRI of what the statement is on where that is not the thing itself; `in_short` are the words for a
    summary, in which no time is printed twice; `is_own` is false of what is in a part of the thing or in its course.
    """

    entry: Entry
    rule: str
    text: str
    about: str = ""
    in_short: str = ""
    is_own: bool = True

    def as_record(self) -> dict[str, str]:
        """Return the reply as JSON-ready values."""
        about = curie(self.about) if self.about else ""
        return {"statement": curie(self.entry.said.iri), "rule": self.rule, "about": about, "text": self.text}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to one of the questions that come first on a page: its code and title, the replies in order.

    `answer` is `said`, `inferred`, `not said`, `no rows` or `not covered`; `rules` are the labels of rules by code.
    """

    code: str
    title: str
    answer: str
    replies: tuple[Reply, ...]
    rules: Mapping[str, str]

    @property
    def by_rule(self) -> Mapping[str, tuple[Reply, ...]]:
        """The replies of each rule that has some, in order."""
        codes = dict.fromkeys(reply.rule for reply in self.replies)
        return {code: tuple(reply for reply in self.replies if reply.rule == code) for code in codes}

    def as_record(self) -> dict[str, object]:
        """Return the answer as JSON-ready values."""
        return {
            "title": self.title,
            "answer": self.answer,
            "statements": [
                {**reply.as_record(), "rule_label": self.rules.get(reply.rule, "")} for reply in self.replies
            ],
        }


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A question condensed to a line: its code and title, the rule by which the first text answers, each text once.

    `answer` is that of the `Answer`; without texts it says why.
    """

    code: str
    title: str
    rule: str
    answer: str
    texts: tuple[str, ...]

    def as_record(self) -> dict[str, object]:
        """Return the line as JSON-ready values."""
        return {"title": self.title, "rule_label": self.rule, "answer": self.answer, "texts": list(self.texts)}


@dataclass(frozen=True, slots=True)
class Summary:
    """What comes first on a page: a line for each question, the number of statements on the thing, that of sources."""

    lines: tuple[SummaryLine, ...] = ()
    statements: int = 0
    sources: int = 0

    def as_record(self) -> dict[str, object]:
        """Return the summary as JSON-ready values."""
        lines = {line.code: line.as_record() for line in self.lines}
        return {"lines": lines, "statements": self.statements, "sources": self.sources}


@dataclass(frozen=True, slots=True)
class Dossier:
    """One thing with all that the sources say of it, how they compare, and what none says.

    `titles` has the titles of the sections at the end by code, `headings` those of every section that a thing of its
    class may have, by code in the order of the page, `is_place` whether what it counts was done in its name
    by the body that governs it. `told_under` are the IRIs whose statements are included,
    the thing's own first; `counts` the strict, medium and broad set with the number of statements not counted, empty
    where nobody took part; `answer` is `said`, `inferred`, `not said` or `not covered`, `inferred` says of an inferred
    one which slots are. Of the `shown` statements `unsigned` have no reviewer's name. `questions` are what a reader
    asks first, with their answers, and `questions_title` what they are called together; `summary` condenses them.
    """

    iri: str
    label: str
    type: str
    type_label: str
    is_place: bool
    language: str
    titles: Mapping[str, str]
    properties: tuple[Property, ...]
    told_under: tuple[str, ...]
    counts: tuple[SetCount, ...]
    uncounted: int
    sections: tuple[Section, ...]
    comparisons: tuple[Comparison, ...]
    identities: tuple[Identity, ...]
    gaps: tuple[Gap, ...]
    sources: tuple[Reference, ...]
    answer: str
    inferred: str = ""
    shown: int = 0
    unsigned: int = 0
    questions: tuple[Answer, ...] = ()
    questions_title: str = ""
    summary: Summary = Summary()
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Comparison, ...]:
        """The statements judged to contradict each other, or not to be settled."""
        return tuple(c for c in self.comparisons if c.verdict.code in CONFLICTS)

    @property
    def agreements(self) -> tuple[Comparison, ...]:
        """The statements judged to agree, or to look alike only."""
        return tuple(c for c in self.comparisons if c.verdict.code not in CONFLICTS)

    def as_record(self) -> dict[str, object]:
        """Return the dossier as JSON-ready values. Keys are codes, the same in every language."""
        return {
            "id": curie(self.iri),
            "label": self.label,
            "type": self.type,
            "type_label": self.type_label,
            "properties": [one.as_record() for one in self.properties],
            "told_under": [curie(iri) for iri in self.told_under],
            "counts": {c.name: {"label": c.label, "statements": c.count, "actors": c.actors} for c in self.counts},
            "not_counted": self.uncounted,
            "sections": {section.code: section.as_record() for section in self.sections},
            "conflicts": [conflict.as_record() for conflict in self.conflicts],
            "agreements": [agreement.as_record() for agreement in self.agreements],
            "identities": [identity.as_record() for identity in self.identities],
            "gaps": [gap.as_record() for gap in self.gaps],
            "sources": [source.as_record() for source in self.sources],
            "review": {"statements": self.shown, "not_verified": self.unsigned},
            "titles": dict(self.titles),
            "answer": self.answer,
            "questions": {one.code: one.as_record() for one in self.questions},
            "summary": self.summary.as_record(),
        }

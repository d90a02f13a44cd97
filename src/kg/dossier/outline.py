"""A dossier as a sequence of blocks, so that text, Markdown and HTML say the same in the same order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from kg.answers.counts import counts_in_words
from kg.document.blocks import Block, Bullet, Columns, Field, Heading, Item, Note, Shortlist
from kg.document.words import in_words
from kg.dossier.entries import Entry
from kg.dossier.glossed import gloss_note
from kg.dossier.model import Comparison, Dossier, Gap, Identity, Reference, Section, SummaryLine, Verdict
from kg.dossier.plan import QUESTIONS
from kg.dossier.wording import bracketed, counted, listed, time_in_words, word
from kg.reading.coverage import INFERRED, NO_ROWS, NOT_COVERED, NOT_SAID
from kg.terms.namespaces import CONCEPT_PREFIXES, ENTITY_PREFIXES, curie, prefix_of

_ANSWERS: Final = {
    NOT_SAID: (
        "原文未载：有来源收录，而无一条记载说及。",
        "Not said: the sources cover this, and none says anything of it.",
    ),
    NOT_COVERED: (
        "未收录：手头来源均未提及，不等于原文未载。",
        "Not covered: no source at hand mentions it, which is not the same as not said.",
    ),
}
# of a question that nothing on the page answers
_SILENT: Final = {
    NOT_SAID: ("原文未载", "not said"),
    NO_ROWS: (
        "此处未查到，不等于原文未载",
        "nothing found here, which is not the same as not said",
    ),
    NOT_COVERED: ("未收录", "not covered"),
}
_DEFINITION: Final = "definition"
_NAME, _ALIAS = "prefLabel", "altLabel"
_CHINESE: Final = "zh"
_EMPTY: Final = ("此栏没有记载。", "This section has no statements.")
_EXTENT: Final = ("{}条记载，{}个来源", "{} in {}")
_SOURCES: Final = ("{} source", "{} sources")
_UNUSED: Final = ("没有记载使用此词。", "No statement uses this word.")
_NO_CONFLICT: Final = (
    "此处各条记载中，没有经判断为说法不一或未决的。",
    "No statements here have been judged to contradict each other or to be unresolved.",
)
_TOLD_UNDER: Final = ("并述（同指或代表该地）", "also included (judged the same, or standing for the place)")
_COUNTS: Final = ("计数", "counts")
_COUNTS_OF_PLACE: Final = ("计数（以其名义所做）", "counts (done in its name)")
_SHOWN: Final = 12  # ids of a gap; each statement shows its own gaps, and JSON has all ids
_CODED_BY: Final = ("编码：", "coded by ")
_NONE_VERIFIED: Final = (
    "以上记载均未经人工核实。",
    "No human has verified any of these statements yet.",
)
_SOME_VERIFIED: Final = (
    "以上{shown}条记载中，{unsigned}条未经人工核实。",
    "Of these {shown} statements, {unsigned} have not been verified by a human yet.",
)
_NOT_PRINTED: Final = ("报纸未署此日期，编者推定的理由：", "date inferred: ")
_TITLE: Final = ("《{0}》", "{0}")
_GLOSSED_TITLE: Final = "“{1}” ({0})"
_STOPS: Final = ".。"


def outline(dossier: Dossier, sections: Collection[str] = (), *, brief: bool = False) -> tuple[Block, ...]:
    """Return the blocks of a dossier in reading order; with `brief` the summary alone, with `sections` (codes) these.

    With both, the summary and these.
    """
    made = _Outline(dossier)
    if not sections and not brief:
        return tuple(made.blocks())
    return (*(made.top() if brief else made.name()), *made.chosen(sections))


class _Outline:
    """Makes the blocks, and remembers which statements have been listed."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.language = dossier, dossier.language
        self.listed: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        yield from self.top()
        yield from self.about()
        for code in self.dossier.headings:
            yield from self.part(code)
        yield from self.review()

    def chosen(self, codes: Collection[str]) -> Iterator[Block]:
        """Yield the sections of some codes in the order of the page; one that has nothing says so."""
        for code, title in self.dossier.headings.items():
            if code in codes:
                blocks = tuple(self.part(code))
                yield from blocks or (
                    Heading(2, self.numbered(title, 0), code),
                    Note(in_words(_EMPTY, self.language), "empty"),
                )
        if codes and not self.dossier.headings.keys() & {*codes}:
            yield Note(in_words(_EMPTY, self.language), "empty")

    def part(self, code: str) -> Iterator[Block]:
        """Yield one section of the page; nothing where it has nothing."""
        dossier = self.dossier
        found = next((section for section in dossier.sections if section.code == code), None)
        if found:
            yield from self.section(found)
        elif code == QUESTIONS:
            yield from self.questions()
        elif dossier.answer != NOT_COVERED and dossier.sections and code in dossier.titles:
            yield from self.closing(code)

    def closing(self, code: str) -> Iterator[Block]:
        """Yield one of the sections at the end."""
        dossier = self.dossier
        compared = {"conflicts": dossier.conflicts, "agreements": dossier.agreements}
        if code in compared:
            yield from self.comparisons(code, compared[code])
        lines: dict[str, Iterable[Bullet]] = {
            "identities": map(self.identity, dossier.identities),
            "gaps": map(self.gap, dossier.gaps),
            "sources": map(self.reference, dossier.sources),
        }
        yield from self.lines(code, lines.get(code, ()))

    def name(self) -> Iterator[Block]:
        yield Heading(1, self.dossier.label, "top")
        yield Note(f"{self.dossier.type_label} · {curie(self.dossier.iri)}", "class")

    def top(self) -> Iterator[Block]:
        """Yield what the thing is called and the summary, a definition before it."""
        dossier, summed = self.dossier, self.dossier.summary
        yield from self.name()
        yield from (self.field(one.label, one.value) for one in dossier.properties if one.code == _DEFINITION)
        yield from map(self.line, summed.lines)
        if summed.statements:
            yield Note(_extent(summed.statements, summed.sources, self.language), "extent")
        yield from self.notes()

    def line(self, line: SummaryLine) -> Shortlist:
        label = bracketed(line.title, line.rule, self.language) + word("colon", self.language)
        silent = () if line.texts else (in_words(_SILENT[line.answer], self.language),)
        return Shortlist(label, line.texts or silent, word("semicolon", self.language), QUESTIONS)

    def questions(self) -> Iterator[Block]:
        """Yield what a reader asks first: a line for each rule by which statements answer, or that none does."""
        dossier = self.dossier
        if dossier.questions:
            yield Heading(2, dossier.questions_title, QUESTIONS)
        for one in dossier.questions:
            if not one.replies:
                yield Bullet(f"{one.title}{word('colon', self.language)}{in_words(_SILENT[one.answer], self.language)}")
            for code, replies in one.by_rule.items():
                title = bracketed(one.title, one.rules[code], self.language)
                texts = list(dict.fromkeys(reply.text for reply in replies))
                shown = word("semicolon", self.language).join(texts[:_SHOWN])
                ids = tuple(reply.entry.id for reply in replies)
                more = f" … +{len(texts) - _SHOWN}" if len(texts) > _SHOWN else ""
                text = f"{title}{word('colon', self.language)}{shown}{more}"
                yield Bullet(text, ids[:_SHOWN], max(len(ids) - _SHOWN, 0))

    def review(self) -> Iterator[Block]:
        dossier = self.dossier
        glossed = [entry.said for section in dossier.sections for entry in section.entries if self.glossed(entry)]
        if glossed:
            yield Note(gloss_note(glossed, self.language), "glosses")
        if dossier.unsigned:
            line = _NONE_VERIFIED if dossier.unsigned == dossier.shown else _SOME_VERIFIED
            counts = {"unsigned": dossier.unsigned, "shown": dossier.shown}
            yield Note(in_words(line, self.language).format(**counts), "review")

    def about(self) -> Iterator[Block]:
        """Yield the thing's own properties, and what is counted of it."""
        dossier = self.dossier
        yield from self.called()
        told = {_DEFINITION, _NAME, _ALIAS}
        yield from (self.field(one.label, one.value) for one in dossier.properties if one.code not in told)
        if others := listed(map(curie, dossier.told_under[1:]), self.language):
            yield self.field(in_words(_TOLD_UNDER, self.language), others)
        if dossier.counts:
            label = _COUNTS_OF_PLACE if dossier.is_place else _COUNTS
            line = counts_in_words(dossier.counts, dossier.uncounted, self.language)
            yield self.field(in_words(label, self.language), line)

    def field(self, label: str, value: str) -> Field:
        return Field(label, value, word("colon", self.language))

    def called(self) -> Iterator[Field]:
        """Yield the further names in the reader's language; in English those in Chinese apart."""
        names = [one for one in self.dossier.properties if one.code in {_NAME, _ALIAS}]
        chinese = [one.value for one in names if one.language == _CHINESE]
        if self.language != _CHINESE:
            also = [one.value for one in names if one.language != _CHINESE and one.code == _ALIAS]
            fields = {"also": also, "in Chinese": chinese}
        else:
            fields = {"also": [name for name in chinese if name != self.dossier.label]}
        for name, values in fields.items():
            if values:
                yield self.field(word(name, self.language), listed(values, self.language))

    def notes(self) -> Iterator[Note]:
        """Yield what the answer is where nothing states anything."""
        dossier, prefix = self.dossier, prefix_of(self.dossier.iri)
        if dossier.inferred and prefix in ENTITY_PREFIXES:
            yield Note(dossier.inferred, INFERRED)
        if dossier.answer in _ANSWERS and prefix in ENTITY_PREFIXES:
            yield Note(in_words(_ANSWERS[dossier.answer], self.language), dossier.answer.replace(" ", "-"))
        if not dossier.sections and prefix in CONCEPT_PREFIXES:
            yield Note(in_words(_UNUSED, self.language), "unused")

    def section(self, section: Section) -> Iterator[Block]:
        yield Heading(2, self.numbered(section.title, len(section.entries) or len(section.lines)), section.code)
        if section.note:
            yield Note(section.note, section.code)
        if section.chain:
            yield from self.chain(section)
            return
        for group in section.groups:
            if group.title:
                yield Heading(3, self.numbered(group.title, len(group.entries)), f"{section.code}-{group.code}")
            yield from map(self.entry, group.entries)
        yield from (Bullet(line.text, target=str(line.record.get("id", ""))) for line in section.lines)

    def chain(self, section: Section) -> Iterator[Block]:
        """Yield a chain as one line, with the ids of the steps above; then what is said of the thing itself."""
        own = [e for e in section.entries if e.said.subject and e.said.subject.value in self.dossier.told_under]
        above = [entry.id for entry in section.entries if entry not in own]
        yield Bullet(section.chain, tuple(above[:_SHOWN]), max(len(above) - _SHOWN, 0))
        yield from map(self.entry, own)

    def entry(self, entry: Entry) -> Item:
        time = [(word("time", self.language), entry.time)] if entry.time else []
        pairs = (*time, *((detail.label, detail.value) for detail in entry.details))
        said = [word("colon", self.language).join((label, value.rstrip(_STOPS))) for label, value in pairs]
        detail = word("semicolon", self.language).join([*entry.marks, *said])
        is_first = entry.id not in self.listed
        self.listed.add(entry.id)
        looks = (_tone(entry), is_first, entry.parts, self.glossed(entry), self.articles.get(entry.source, ""))
        return Item(entry.text, detail, entry.said.quote, entry.id, entry.source, *looks)

    def glossed(self, entry: Entry) -> str:
        """Return what the words of an entry mean in the reader's language, where that is another than theirs."""
        return entry.said.glossed("quote", self.language)

    def comparisons(self, code: str, found: tuple[Comparison, ...]) -> Iterator[Block]:
        if found or code == "conflicts":
            yield self.heading(code, len(found))
        if not found and code == "conflicts":
            yield Note(in_words(_NO_CONFLICT, self.language), "no-conflicts")
        for comparison in found:
            yield Bullet(_judged(comparison.verdict, comparison.verdict.label, self.language))
            yield Columns(self.entry(comparison.left), self.entry(comparison.right))

    def lines(self, code: str, lines: Iterable[Bullet]) -> Iterator[Block]:
        made = tuple(lines)
        if made:
            yield self.heading(code, len(made))
            yield from made

    def heading(self, code: str, number: int) -> Heading:
        return Heading(2, self.numbered(self.dossier.titles[code], number), code)

    def numbered(self, title: str, number: int) -> str:
        return bracketed(title, str(number), self.language)

    def gap(self, gap: Gap) -> Bullet:
        shown = gap.statements[:_SHOWN]
        return Bullet(gap.text, shown, len(gap.statements) - len(shown))

    def identity(self, identity: Identity) -> Bullet:
        verdict = identity.verdict
        other = bracketed(identity.other_label, curie(identity.other), self.language)
        text = _judged(verdict, f"{verdict.label} {other}", self.language)
        return Bullet(text, target=curie(identity.other))

    @cached_property
    def articles(self) -> Mapping[str, str]:
        """The title and date of each source by its slug."""
        return {one.slug: word("comma", self.language).join(self.dated(one)) for one in self.dossier.sources}

    def dated(self, reference: Reference) -> tuple[str, str]:
        """Return the title of a source, in English what it means before it, and its date in words."""
        pattern = _GLOSSED_TITLE if reference.gloss else in_words(_TITLE, self.language)
        date = time_in_words(reference.date, "", "", self.language)
        return pattern.format(reference.title, reference.gloss), date

    def reference(self, reference: Reference) -> Bullet:
        why, coded = reference.date_reason.rstrip(_STOPS), reference.coded_by
        parts = [*self.dated(reference), in_words(_NOT_PRINTED, self.language) + why if why else ""]
        parts.append(in_words(_CODED_BY, self.language) + coded if coded else "")
        said = word("semicolon", self.language).join(filter(None, parts))
        return Bullet(word("colon", self.language).join((reference.slug, said)))


def _extent(statements: int, sources: int, language: str) -> str:
    """Return how much is on a thing, and in how many sources."""
    if language == "en":
        return _EXTENT[1].format(counted(statements, language), _SOURCES[sources != 1].format(sources))
    return _EXTENT[0].format(statements, sources)


def _tone(entry: Entry) -> str:
    """Return what an entry looks like: what it is, and whether it is disputed, sought or inferred."""
    if entry.is_disputed:
        return f"{entry.looks} disputed"
    if not entry.said.is_actual:
        return f"{entry.looks} sought"
    return entry.looks if entry.said.is_stated else f"{entry.looks} inferred"


def _judged(verdict: Verdict, text: str, language: str) -> str:
    said = word("colon", language).join((text, verdict.reason.rstrip(_STOPS)))
    return bracketed(said, word("comma", language).join((verdict.judged_by, verdict.judged_on, verdict.id)), language)

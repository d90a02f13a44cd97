"""A dossier as a sequence of blocks, so that text, Markdown and HTML tell the same in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.document.blocks import Block, Fact, Heading, Line, Note, Pair, Told
from kg.document.words import in_words
from kg.dossier.entries import Entry
from kg.dossier.model import Comparison, Dossier, Gap, Identity, Section, SourceNote
from kg.dossier.wording import time_in_words, word
from kg.terms.namespaces import ENTITY_PREFIXES, curie, prefix_of

TITLES: Final = {
    "conflicts": "说法不一 Conflicts",
    "agreements": "比对：相合或貌似 Compared: agree, or only look alike",
    "identities": "同指判断 Judged to be the same, different, or not to be settled",
    "gaps": "原文未载 What no source says",
    "sources": "来源 Sources",
}
_ANSWERS: Final = {
    "inferred": (
        "编码推断：以下各条均非原文直书，依据见各条。",
        "Inferred: no source says any of this in so many words; the coder's ground is with each statement.",
    ),
    "not said": (
        "原文未载 not said：有来源收录，而无一条记载说及。",
        "Not said (原文未载): the sources cover this, and none says anything of it.",
    ),
    "not covered": (
        "未收录 not covered：手头来源均未提及，不等于原文未载。",
        "Not covered (未收录): no source at hand mentions it, which is not the same as not said.",
    ),
}
_NO_CONFLICT: Final = (
    "此处各条记载中，没有经判断为说法不一或未决的。",
    "No statements here have been judged to contradict each other or to be unresolved.",
)
_UNTOLD: Final = ("原文未载 no source says：", "No source says (原文未载): ")
_TOLD_UNDER: Final = ("并述（同指或代表该地）", "also told here (judged the same, or standing for the place)")
_COUNTS: Final = {
    "Place": ("计数（以其名义所做）", "counts (done in its name)"),
    "Area": ("计数（以其名义所做）", "counts (done in its name)"),
}
_COUNTED: Final = ("计数", "counts")
_SHOWN: Final = 12  # ids of a gap; each statement tells its own gaps, and JSON has all ids
_NOT_PRINTED: Final = ("日期非印刷，推断理由：", "date inferred: ")


def outline(dossier: Dossier) -> tuple[Block, ...]:
    """Return the blocks of a dossier in reading order."""
    return tuple(_Outline(dossier).blocks())


class _Outline:
    """Makes the blocks, and remembers which statements have been told."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.language = dossier, dossier.language
        self.told: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        dossier = self.dossier
        yield Heading(1, dossier.label, "top")
        yield Note(f"{dossier.type_label} {dossier.type} · {curie(dossier.iri)}")
        yield from self.head()
        for number, section in enumerate(dossier.sections, start=1):
            yield from self.section(section, f"s{number}")
        if dossier.answer == "not covered" or not dossier.sections:
            return
        yield from self.comparisons("conflicts", dossier.conflicts)
        yield from self.comparisons("agreements", dossier.agreements)
        yield from self.listed("identities", map(self.identity, dossier.identities))
        yield from self.listed("gaps", map(self.gap, dossier.gaps))
        yield from self.listed("sources", map(self.source, dossier.sources))

    def head(self) -> Iterator[Block]:
        dossier = self.dossier
        yield from (Fact(name, value) for name, value in dossier.properties)
        if others := ", ".join(curie(iri) for iri in dossier.told_under[1:]):
            yield Fact(in_words(_TOLD_UNDER, self.language), others)
        if dossier.counts:
            statements, actors = word("statements", self.language), word("actors", self.language)
            parts = [f"{c.label}: {c.count}{statements} ({actors} {c.actors})" for c in dossier.counts]
            uncounted = f"{word('uncounted', self.language)}: {dossier.uncounted}"
            yield Fact(in_words(_COUNTS.get(dossier.type, _COUNTED), self.language), " | ".join([*parts, uncounted]))
        if dossier.answer in _ANSWERS and prefix_of(dossier.iri) in ENTITY_PREFIXES:
            yield Note(in_words(_ANSWERS[dossier.answer], self.language))

    def section(self, section: Section, anchor: str) -> Iterator[Block]:
        yield Heading(2, f"{section.title} ({len(section.entries) or len(section.lines)})", anchor)
        if section.note:
            yield Note(section.note)
        for number, group in enumerate(section.groups, start=1):
            if group.title:
                yield Heading(3, f"{group.title} ({len(group.entries)})", f"{anchor}-{number}")
            yield from map(self.entry, group.entries)
        yield from map(Line, section.lines)

    def entry(self, entry: Entry) -> Told:
        time = [(word("time", self.language), entry.time)] if entry.time else []
        told = [word("colon", self.language).join(pair) for pair in (*time, *entry.details)]
        meta = word("semicolon", self.language).join([*entry.marks, *told])
        is_first = entry.id not in self.told
        self.told.add(entry.id)
        return Told(entry.said, meta, entry.quote, entry.id, entry.source, _tone(entry), is_first)

    def comparisons(self, name: str, found: tuple[Comparison, ...]) -> Iterator[Block]:
        if found or name == "conflicts":
            yield Heading(2, f"{TITLES[name]} ({len(found)})", name)
        if not found and name == "conflicts":
            yield Note(in_words(_NO_CONFLICT, self.language))
        for comparison in found:
            yield Line(_judged(comparison, comparison.verdict_label))
            yield Pair(self.entry(comparison.left), self.entry(comparison.right))

    def listed(self, name: str, lines: Iterable[Line]) -> Iterator[Block]:
        made = tuple(lines)
        if made:
            yield Heading(2, f"{TITLES[name]} ({len(made)})", name)
            yield from made

    def gap(self, gap: Gap) -> Line:
        shown = gap.statements[:_SHOWN]
        return Line(in_words(_UNTOLD, self.language) + gap.text, shown, len(gap.statements) - len(shown))

    def identity(self, identity: Identity) -> Line:
        return Line(_judged(identity, f"{identity.verdict_label} {identity.other_label} ({curie(identity.other)})"))

    def source(self, source: SourceNote) -> Line:
        date = time_in_words(source.date, "", "", self.language)
        reason = f"; {in_words(_NOT_PRINTED, self.language)}{source.date_reason}" if source.date_reason else ""
        return Line(f"{source.slug}: {source.title}; {date}{reason}")


def _tone(entry: Entry) -> str:
    if entry.disputed:
        return "disputed"
    if not entry.is_actual:
        return "sought"
    return "" if entry.is_stated else "inferred"


def _judged(judgement: Comparison | Identity, verdict: str) -> str:
    return f"{verdict}: {judgement.reason} ({judgement.judged_by}, {judgement.judged_on}, {judgement.id})"

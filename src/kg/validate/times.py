"""A statement's time held against its sense, its printed form and the date of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.errors import Finding, Message, Severity, TermError
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.reading.computed import modality, open_side, said_time, source_date, time_sense
from kg.terms.edtf import Bounds, bounds, first_of, last_of, onward
from kg.terms.namespaces import curie, slug
from kg.terms.time import resolve
from kg.terms.values import chinese_number

_CHINESE_YEAR: Final = "[一二][〇○零一二三四五六七八九]{3}(?=年)"
_PRINTED_YEAR: Final = re.compile(rf"(?<![0-9])[12][0-9]{{3}}(?![0-9])|{_CHINESE_YEAR}")
_QUOTED_YEAR: Final = re.compile(rf"(?<![0-9])[12][0-9]{{3}}(?=年)|{_CHINESE_YEAR}")  # a quote may hold 2000户 too
_UNREAD: Final = Bounds(None, None)
_Zone = tuple[date, date]  # the first and the last day of a beginning or an end
_Zones = tuple[_Zone | None, _Zone | None]


@dataclass(frozen=True, slots=True)
class _Timed:
    """A statement with its time, and where its findings are made."""

    statement: Statement
    corpus: Corpus
    ontology: Ontology
    edtf: str = ""
    span: Bounds = _UNREAD

    @property
    def side(self) -> str:
        """The side of the time that its sense leaves unsaid."""
        return open_side(self.statement, self.ontology)

    def finding(self, code: str, message: Message, hint: Message, severity: Severity = Severity.ERROR) -> Finding:
        where = self.corpus.origin(self.statement.iri)
        return Finding(
            severity,
            code,
            where,
            Message("{statement}: {said}", statement=curie(self.statement.iri), said=message),
            hint,
        )


def time_findings(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield findings on a statement's time: one that cannot be read, and what does not fit with it."""
    try:
        timed = _Timed(statement, corpus, ontology, *said_time(statement, corpus, ontology))
    except TermError as error:
        yield _Timed(statement, corpus, ontology).finding("impossible-date", error.message, error.hint)
        return
    words, sense = statement.text("when"), time_sense(statement)
    said = bool(words or statement.one("time"))
    if said and not sense:
        yield timed.finding(
            "time-sense", Message("a time without a time sense"), Message("Add kg:timeSense, e.g. sense:at.")
        )
    if sense and not said and sense != "attested":
        yield timed.finding(
            "time-sense",
            Message("time sense {sense} without a time", sense=sense),
            Message("Add kg:time, or the words as printed."),
        )
    if said and sense == "attested":
        message, hint = (
            Message("an attested post has no time of its own"),
            Message("Take the time out; the source's date stands for it."),
        )
        yield timed.finding("time-sense", message, hint)
    if said:
        yield from _beside_its_sense(timed, sense, words)
        yield from _beside_its_source(timed, sense, words)
        yield from _beside_its_printed_form(timed, words)


def _beside_its_sense(timed: _Timed, sense: str, words: str) -> Iterator[Finding]:
    """Yield a time that says the side which its sense leaves unsaid, or not the other."""
    side, edtf = timed.side, timed.edtf
    sides = {"end": (timed.span.start, timed.span.end), "start": (timed.span.end, timed.span.start)}
    wanted, unsaid = sides.get(side, (True, None))
    if wanted and not unsaid:
        return
    time = Message("{words} ({edtf})", words=words, edtf=edtf) if words else edtf
    if wanted:
        message = Message("{sense} {time} has bounds on both sides", sense=sense, time=time)
    elif side == "end":
        message = Message("{sense} {time} has no beginning", sense=sense, time=time)
    else:
        message = Message("{sense} {time} has no end", sense=sense, time=time)
    hint = Message("Choose another time sense, e.g. throughout.")
    if not words:
        first, last = first_of(edtf), last_of(edtf)
        written = f"/{last or first}" if side == "start" else onward(edtf) if first else f"{last}/"
        hint = Message("Write {written}, or choose another time sense.", written=written)
    yield timed.finding("time-sense", message, hint)


def _beside_its_source(timed: _Timed, sense: str, words: str) -> Iterator[Finding]:
    """Yield a time after the last day on which the source can have appeared, of a statement of what is so.

    Words that are counted from the source's date contradict it, which is an error. Of a date and the source's date,
    which is often inferred, either may be wrong: a warning.
    """
    try:
        appeared = bounds(source_date(timed.statement, timed.corpus)).end
    except TermError:
        return
    if not appeared or modality(timed.statement, timed.ontology) != slug(timed.ontology.slots["modality"].default):
        return
    starts, ends = _zones(timed.edtf)
    hint = Message(
        "Correct the date, its anchor or the source's date; what is planned, sought or expected has a modality."
    )
    begins = starts or ends
    said = Message("{words} ({edtf})", words=words, edtf=timed.edtf) if words else timed.edtf
    if begins and begins[0] > appeared:
        message = Message(
            "the time {said} is after {appeared}, the last day on which the source can have appeared",
            said=said,
            appeared=appeared,
        )
        weight = Severity.ERROR if words and not timed.statement.text("anchor") else Severity.WARNING
        yield timed.finding("time-after-source", message, hint, weight)
    elif ends and ends[0] > appeared and timed.side == "neither":
        message = Message(
            "{sense} {said} ends after {appeared}, the last day on which the source can have appeared",
            sense=sense,
            said=said,
            appeared=appeared,
        )
        yield timed.finding("time-after-source", message, hint, Severity.WARNING)


def _beside_its_printed_form(timed: _Timed, words: str) -> Iterator[Finding]:
    """Yield a time that differs from its printed form, is closer or wider, or is in no year that its quotes print."""
    statement, zones = timed.statement, _zones(timed.edtf)
    printed = statement.text("timePrinted")
    said, years = _read(printed, "", timed.ontology), _years(_PRINTED_YEAR, printed)
    said = said or _in_its_own_year(printed, zones, timed.ontology)
    if said:
        apart = _are_apart(zones, _zones(said))
    else:
        apart = bool(years) and any(zone and not _has_one(zone, years) for zone in zones)
    if apart:
        message = Message("the time is {edtf} but {printed!r} is printed", edtf=timed.edtf, printed=printed)
        yield timed.finding("time-printed", message, Message("Correct one of them."))
        return
    inferred = any(slug(value.value) == "time" for value in statement.values("inferred"))
    if said and not inferred and _is_another(zones, _zones(said)):
        message = Message(
            "the time is {edtf} but {printed!r} says {said}, no more and no less",
            edtf=timed.edtf,
            printed=printed,
            said=said,
        )
        hint = Message("Write what is printed, or print the words that say more, or mark the time as inferred.")
        yield timed.finding("time-printed", message, hint, Severity.WARNING)
        return
    quoted = _years(_QUOTED_YEAR, "\n".join(quote.exact for quote in timed.corpus.evidence_of(statement)))
    if quoted and not (words or inferred) and not any(zone and _has_one(zone, quoted) for zone in zones):
        message = Message(
            "the time is {edtf} but its quotes print {quoted}", edtf=timed.edtf, quoted=tuple(map(str, sorted(quoted)))
        )
        hint = Message("Correct the time, or quote the words that say it.")
        yield timed.finding("time-printed", message, hint, Severity.WARNING)


def _read(printed: str, anchor: str, ontology: Ontology) -> str:
    """Return the EDTF of printed words, counted from an anchor; empty for words that cannot be read with it.

    Without an anchor these are words that hold their own year; of others the anchor may be in the text.
    """
    try:
        found = resolve(printed, anchor, ontology.relative_times)
        bounds(found)
    except TermError:
        return ""
    return found


def _in_its_own_year(printed: str, zones: _Zones, ontology: Ontology) -> str:
    """Return the EDTF of words that name a month or day and no year (3月5日), in the year in which the time begins."""
    year = next((f"{zone[0].year:04d}" for zone in zones if zone), "")
    found = _read(printed, year, ontology) if printed and year else ""
    begins = next((zone for zone in _zones(found) if zone), None)  # words that count years begin in an earlier one
    return found if begins and _has_one(begins, frozenset({int(year)})) else ""


def _years(shape: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(int(chinese_number(found.replace("○", "〇"))) for found in shape.findall(text))


def _zones(edtf: str) -> _Zones:
    """Return the days between which a time begins, and between which it ends; None for what is not said."""
    low, slash, high = edtf.partition("/")
    begins, ends = (bounds(text) if text.strip(".") else None for text in (low, high if slash else low))
    return _zone(begins), _zone(ends)


def _zone(found: Bounds | None) -> _Zone | None:
    return (found.start, found.end) if found and found.start and found.end else None


def _are_apart(one: _Zones, other: _Zones) -> bool:
    return any(a and b and _apart(a, b) for a, b in zip(one, other, strict=True))


def _is_another(one: _Zones, other: _Zones) -> bool:
    """Say whether a beginning or an end that both give is closer or wider in one of them."""
    return any(a and b and a != b for a, b in zip(one, other, strict=True))


def _apart(one: _Zone, other: _Zone) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _has_one(zone: _Zone, years: frozenset[int]) -> bool:
    return any(zone[0].year <= year <= zone[1].year for year in years)

"""What follows from a statement as it stands: its time, its certainty, its words in reading order.

Nothing of this is written in files; it is computed whenever quads or rows are made, so that one correction (of a
source's date, say) moves everything that hangs on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.errors import Message, TermError
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.terms.edtf import Bounds, bounds, opened
from kg.terms.namespaces import slug
from kg.terms.time import resolve
from kg.terms.values import value_bounds

STATED: Final = "stated"
INFERRED: Final = "inferred"
JOIN_QUOTES: Final = " … "
_OPEN: Final = Bounds(None, None)


@dataclass(frozen=True, slots=True)
class Computed:
    """The computed side of one statement. Times are EDTF, days ISO dates, empty where open or not said."""

    time: str
    first_day: str
    last_day: str
    certainty: str
    modality: str
    review: str
    quote: str
    spans: str


def compute(statement: Statement, corpus: Corpus, ontology: Ontology) -> Computed:
    """Return what follows from a statement. Times that cannot be computed are left empty; `said_time` says why."""
    evidence = corpus.evidence_of(statement)
    return Computed(
        *timed(statement, corpus, ontology),
        certainty(statement, ontology),
        modality(statement, ontology),
        slug(statement.text("review") or ontology.slots["review"].default),
        JOIN_QUOTES.join(quote.exact for quote in evidence),
        ";".join(f"{quote.start}-{quote.end}" for quote in evidence),
    )


def certainty(statement: Statement, ontology: Ontology) -> str:
    """Return `stated`, or `inferred` when subject, predicate, object or value is inferred."""
    return INFERRED if ontology.is_inferred(statement) else STATED


def modality(statement: Statement, ontology: Ontology) -> str:
    """Return the slug of a statement's modality, the default one when none is given."""
    return slug(statement.text("modality") or ontology.slots["modality"].default)


def quoted(statement: Statement, corpus: Corpus) -> str:
    """Return a statement's words in reading order, fragments joined by an ellipsis."""
    return JOIN_QUOTES.join(quote.exact for quote in corpus.evidence_of(statement))


def timed(statement: Statement, corpus: Corpus, ontology: Ontology) -> tuple[str, str, str]:
    """Return a statement's time as EDTF, and its first and last day as ISO dates.

    All are empty where the time is not said or cannot be read, a day also where the time is open.
    """
    try:
        time, span = said_time(statement, corpus, ontology)
    except TermError:
        return "", "", ""
    return time, *_days(span)


def _days(span: Bounds) -> tuple[str, str]:
    return span.start.isoformat() if span.start else "", span.end.isoformat() if span.end else ""


def said_time(statement: Statement, corpus: Corpus, ontology: Ontology) -> tuple[str, Bounds]:
    """Return a statement's time as EDTF and its bounds; an empty time when none is said.

    A time in words is counted from the statement's anchor or its source's date, and is open where the time sense
    leaves it open: 去年 in the sense *since* has no end. An attested statement is a point: both bounds are the first
    day on which the source can have appeared. Raises `TermError` when a time cannot be read.
    """
    time, words = statement.one("time"), statement.one("when")
    if time:
        return time.value, bounds(time.value)
    appeared = source_date(statement, corpus)
    if words:
        return _in_words(words.value, statement.text("anchor"), appeared, open_side(statement, ontology), ontology)
    if time_sense(statement) == "attested" and appeared:
        first = bounds(appeared).start
        return appeared, Bounds(first, first)
    return "", _OPEN


def _in_words(words: str, anchor: str, appeared: str, side: str, ontology: Ontology) -> tuple[str, Bounds]:
    counted_from = anchor or appeared
    if not counted_from:
        raise TermError(
            Message("{words!r} has nothing to be counted from", words=words), Message("Give the source a kg:date.")
        )
    time = resolve(words, counted_from, ontology.relative_times, anchored=bool(anchor))
    try:
        return opened(time, side)
    except TermError as error:
        message = Message(
            "{words!r}, counted from {counted_from}, gives {time}: {message}",
            words=words,
            counted_from=counted_from,
            time=time,
            message=error.message,
        )
        raise TermError(message, Message("Correct the words or the anchor.")) from error


def source_date(statement: Statement, corpus: Corpus) -> str:
    """Return the date of a statement's source as EDTF, empty where it has none."""
    source = corpus.sources.get(statement.source)
    return source.text("date") if source else ""


def time_sense(statement: Statement) -> str:
    """Return the slug of the sense of a statement's time, empty where none is given."""
    return slug(statement.text("timeSense"))


def open_side(statement: Statement, ontology: Ontology) -> str:
    """Return the side of a statement's time that its sense leaves unsaid: `start`, `end`, or `neither`.

    Empty where the sense says only that the statement falls within the time.
    """
    sense = ontology.terms.get(statement.text("timeSense"))
    return sense.text("leavesOpen") if sense else ""


def value_range(statement: Statement) -> tuple[str, str, str]:
    """Return a statement's value with the lowest and the highest number it allows, as plain decimal text."""
    text = statement.text("value")
    if not text:
        return "", "", ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text, "", ""
    low, high = value_bounds(number, slug(statement.text("valueBound")) or "exact")
    return plain(number), plain(low), plain(high)


def plain(number: Decimal | None) -> str:
    """Return a number without exponent and without trailing zeros after the point; empty for None."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

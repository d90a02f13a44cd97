"""When something can have begun and ended, as far as is said, and whether two such times share a day.

What a sense says bounds the beginning and the end of what is told: each lies between an earliest and a latest day, and
a day that nobody says is open. Times are compared as in J. F. Allen, Maintaining knowledge about temporal intervals,
Communications of the ACM 26 (1983), with uncertain ends as in C. Freksa, Temporal reasoning based on semi-intervals,
Artificial Intelligence 54 (1992). Days are closed: who leaves on the day on which another arrives shares it with him.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from kg.network.edges import Attributes
from kg.reading.said import ATTESTED, NOT_AFTER, NOT_BEFORE
from kg.terms.edtf import bounds

YES, POSSIBLE, UNKNOWN, NO = "yes", "possible", "unknown", "no"
BY_DEED: Final = "yes-by-deed"
STRONGEST: Final = (YES, POSSIBLE, UNKNOWN, NO)
_SINCE, _UNTIL, _THROUGHOUT, _AS_OF = "since", "until", "throughout", "as-of"
Day = date | None
Window = tuple[Day, Day]
Span = tuple[int, int]
_NOT_SAID: Final[Window] = (None, None)


@dataclass(frozen=True, slots=True)
class Life:
    """The windows in which something began and ended: earliest and latest day of each, None where nobody says.

    `witness` is the article that attests it, where that is all that is said: what one article attests was so on one
    day, that of the article, whether or not the day is known.
    """

    begins: Window = _NOT_SAID
    ends: Window = _NOT_SAID
    witness: str = ""

    def is_certain_in(self, first: int, last: int) -> bool:
        """Say whether it certainly reached into these years: it began by their end, and ended at their start or later.

        A lower bound: what may have been in them or not is not in them.
        """
        _, latest = self.begins
        earliest, _ = self.ends
        return bool(latest and earliest) and latest.year <= last and earliest.year >= first  # type: ignore[union-attr]

    def is_possible_in(self, first: int, last: int) -> bool:
        """Say whether nothing that is said excludes these years: an upper bound."""
        earliest, _ = self.begins
        _, latest = self.ends
        return (earliest is None or earliest.year <= last) and (latest is None or latest.year >= first)

    @property
    def certain_years(self) -> Span | None:
        """The first and the last of the years that it certainly reached into, each taken alone; None where none is."""
        latest, earliest = self.begins[1], self.ends[0]
        if latest is None or earliest is None or latest.year > earliest.year:
            return None
        return latest.year, earliest.year

    def possible_years(self, covered: Span) -> Span:
        """Return the first and the last year that nothing excludes; what is open reaches over the covered years."""
        earliest, latest = self.begins[0], self.ends[1]
        first = earliest.year if earliest else min(covered[0], latest.year if latest else covered[0])
        return first, latest.year if latest else max(covered[1], first)

    def common(self, other: Life) -> tuple[str, str]:
        """Return the first and the last day on which both certainly went on, as ISO dates; empty where none is sure."""
        begun, over = (self.begins[1], other.begins[1]), (self.ends[0], other.ends[0])
        if None in {*begun, *over}:
            return "", ""
        first, last = max(filter(None, begun)), min(filter(None, over))
        return (first.isoformat(), last.isoformat()) if first <= last else ("", "")


def life_of(edge: Attributes) -> Life:
    """Return when what an edge says can have begun and ended, by its attributes `time`, `time_sense` and `source`.

    Where `time` is not given, `start` and `end` are taken as days.
    """
    time = edge["time"]
    if not time and (edge["start"] or edge["end"]):
        time = f"{edge['start']}/{edge['end']}"
    return _life(time, edge["time_sense"], edge["source"] if edge["time_sense"] == ATTESTED else "")


@lru_cache(maxsize=8192)
def _life(time: str, sense: str, witness: str) -> Life:
    if not time:
        return Life()
    low, slash, high = time.partition("/")
    start, end = (_window(low), _window(high)) if slash else (_window(time), _window(time))
    (first, _), (_, last) = start, end
    begins, ends = {
        _SINCE: (start, (first, None)),
        _UNTIL: ((None, last), end),
        _THROUGHOUT: (start, end) if slash else ((first, first), (last, last)),
        _AS_OF: ((None, last), (first, None)),
        ATTESTED: ((None, last), (first, None)),
        NOT_BEFORE: ((first, None), (first, None)),
        NOT_AFTER: ((None, last), (None, last)),
    }.get(sense, ((first, last), (first, last)))
    return Life(*_narrowed(begins, ends), witness)


def _window(text: str) -> Window:
    """Return the first and the last day of one end of a time; open where it is not said."""
    if text in {"", ".."}:
        return _NOT_SAID
    found = bounds(text)
    return found.start, found.end


def _narrowed(begins: Window, ends: Window) -> tuple[Window, Window]:
    """Narrow two windows by each other: nothing ends before it begins."""
    latest = min(filter(None, (begins[1], ends[1])), default=None)
    earliest = max(filter(None, (ends[0], begins[0])), default=None)
    return (begins[0], latest), (earliest, ends[1])


def overlap(one: Life, other: Life) -> str:
    """Return whether two times share a day: `yes`, `possible`, `unknown` or `no`.

    They do when each begins no later than the other ends. `yes` and `no` hold wherever in their windows the ends lie.
    `possible`: the windows decide, and each is closed on both sides (two acts of 2022). `unknown`: it hangs on a
    beginning or an end that nobody says (an attested post was so on that day, and nobody says since or until when).
    """
    if one.witness and one.witness == other.witness:
        return YES
    answers = {_no_later(one.begins, other.ends), _no_later(other.begins, one.ends)}
    return next(answer for answer in (NO, UNKNOWN, POSSIBLE, YES) if answer in answers)


def _no_later(begins: Window, ends: Window) -> str:
    """Return whether a beginning comes no later than an end."""
    if begins[1] and ends[0] and begins[1] <= ends[0]:
        return YES
    if begins[0] and ends[1] and begins[0] > ends[1]:
        return NO
    return UNKNOWN if None in {*begins, *ends} else POSSIBLE

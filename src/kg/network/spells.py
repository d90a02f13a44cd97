"""The time of an edge as a spell: how much is known of its two ends.

An article that says that somebody held a post gives a day on which it was held, and neither its beginning nor its end.
So a spell says how it is censored, as survival analysis calls it (D. G. Kleinbaum and M. Klein, Survival Analysis, 3rd
edition, 2012, chapter 1):

`none`: both ends are known, to the precision of the words. `right`: it began, and no end is said. `left`: it ended, and
no beginning is said. `both`: it held at a time within the two days; neither end is said (attested posts, what is so as
of a year). `interval`: it happened, or held, at some time between the two days, of which one may be open. `undated`: no
source gives a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.network.intervals import Life, Span, life_of
from kg.network.listed import Row
from kg.reading.said import ATTESTED, LIMITS

_AT, _AS_OF = "at", "as-of"
_SEEN: Final = frozenset({ATTESTED, _AS_OF})
_WITHIN: Final = frozenset({_AT, *LIMITS})


class Censoring(StrEnum):
    """What is not known of the two ends of a spell."""

    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    INTERVAL = "interval"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Spell:
    """First and last day as said (ISO dates, empty where open), how the spell is censored, when its ends can lie.

    In which years it surely was, and in which it may have been, is what `life` says: as in slices.
    """

    first: str
    last: str
    censoring: Censoring
    life: Life

    def years(self, covered: Span | None, *, possible: bool = False) -> Span | None:
        """Return the years in which it surely was or, with `possible`, those in which it may have; None for none."""
        return self.life.possible_years(covered) if possible and covered else self.life.certain_years


def spell(edge: Row) -> Spell:
    """Return the time of an edge as a spell."""
    first, last, sense = edge["start"], edge["end"], edge["time_sense"]
    return Spell(first, last, _censoring(first, last, sense), life_of(edge))


def _censoring(first: str, last: str, sense: str) -> Censoring:
    if not (first or last):
        return Censoring.UNDATED
    if sense in _SEEN:
        return Censoring.BOTH
    if sense in _WITHIN:
        return Censoring.NONE if first == last else Censoring.INTERVAL
    if first and last:
        return Censoring.NONE
    return Censoring.RIGHT if first else Censoring.LEFT

"""What a source says of when something began and ended, without adding to it.

A year is a zone, not a day: of `2013/` the start lies somewhere in 2013, and the end is not said. Starts and ends are
each given by their earliest and latest day, as PeriodO does (https://perio.do/technical-overview/).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.errors import TermError
from kg.terms.time import Bounds, bounds

SPELL: Final = "spell"  # a start or an end, or both, are said
WITHIN: Final = "within"  # at some time in a period; start and end are not said
POINT: Final = "point"  # attested when the source appeared, and no more
UNDATED: Final = "undated"
_UNSAID: Final = frozenset({"", ".."})
_NOT_SAID: Final = Bounds(None, None)


@dataclass(frozen=True, slots=True)
class Extent:
    """What is said of a time: the form, and ISO days that are empty where nothing is said."""

    form: str
    earliest_start: str = ""
    latest_start: str = ""
    earliest_end: str = ""
    latest_end: str = ""

    @property
    def sure(self) -> tuple[str, str] | None:
        """First and last day between which it surely lasted: from the latest start to the earliest end."""
        found = self.latest_start and self.earliest_end and self.latest_start <= self.earliest_end
        return (self.latest_start, self.earliest_end) if found else None

    @property
    def days(self) -> tuple[str, ...]:
        """The days that are said, sorted."""
        said = (self.earliest_start, self.latest_start, self.earliest_end, self.latest_end)
        return tuple(sorted(day for day in said if day))

    def touches(self, first: int, last: int) -> bool:
        """Say whether what is said falls into the years from `first` to `last`, both included."""
        return bool(self.days) and int(self.days[0][:4]) <= last and int(self.days[-1][:4]) >= first


def extent(time: str, sense: str, appeared: tuple[str, str] = ("", ""), *, held: bool = False) -> Extent:
    """Return what an EDTF time says in a sense (`at`, `since`, `until`, `throughout`, `as-of`, `attested`).

    `appeared` are the first and the last day on which the source can have appeared; an attested statement is a point
    there and is never dated back. With `held` the source says that it still goes on when it appears. A time that cannot
    be read is undated.
    """
    if sense == "attested":
        return Extent(POINT, "", appeared[1], appeared[0], "") if all(appeared) else Extent(UNDATED)
    low, slash, high = time.partition("/")
    try:
        if slash:
            return _spell(_zone(low), _zone(high), appeared[0] if held or high == ".." else "")
        return _of_zone(bounds(time), sense, appeared[0] if held else "") if time else Extent(UNDATED)
    except TermError:
        return Extent(UNDATED)


def _of_zone(zone: Bounds, sense: str, held_on: str) -> Extent:
    match sense:
        case "since":
            return _spell(zone, _NOT_SAID, held_on)
        case "until":
            return _spell(_NOT_SAID, zone, "")
        case "throughout":
            return Extent(SPELL, _iso(zone.start), _iso(zone.start), _iso(zone.end), _iso(zone.end))
        case _:
            return Extent(WITHIN, "", _iso(zone.end), _iso(zone.start), "")


def _zone(side: str) -> Bounds:
    return _NOT_SAID if side in _UNSAID else bounds(side)


def _spell(starts: Bounds, ends: Bounds, held_on: str) -> Extent:
    return Extent(SPELL, _iso(starts.start), _iso(starts.end), _iso(ends.start) or held_on, _iso(ends.end))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def decimal_year(day: str) -> float:
    """Return an ISO day as a year with its fraction, so that charts need no clock and no time zone.

    >>> decimal_year("2024-07-01")
    2024.4973
    """
    found = date.fromisoformat(day)
    first = date(found.year, 1, 1).toordinal()
    length = date(found.year, 12, 31).toordinal() - first + 1
    return round(found.year + (found.toordinal() - first) / length, 4)

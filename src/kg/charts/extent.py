"""What a source says of when something began and ended, without adding to it.

A year is a zone, not a day: of `2013/` the start lies somewhere in 2013, and the end is not said. Starts and ends are
each given by their earliest and latest day, as PeriodO does (https://perio.do/technical-overview/).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.reading.running import Run
from kg.reading.said import NOT_AFTER, NOT_BEFORE, Said
from kg.terms.time import Bounds, bounds

SPELL: Final = "spell"  # a start or an end, or both, are said
WITHIN: Final = "within"  # at some time in a period; start and end are not said
POINT: Final = "point"  # attested when the source appeared, and no more
RUNNING: Final = "running"  # counted from a time on or up to one: told at its end, which is the source's date if unsaid
UNDATED: Final = "undated"
ARTICLE, TEXT = "article", "text"
_UNSAID: Final = frozenset({"", ".."})
_Zone = tuple[str, str]
_NOT_SAID: Final[_Zone] = ("", "")


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


def extent(said: Said, appeared: Bounds, *, held: bool = False) -> Extent:
    """Return when a statement says that something was.

    `appeared` are the first and the last day on which its source can have appeared; an attested statement is a point
    there and is never dated back. With `held` the source says that it still goes on when it appears.
    """
    if said.is_attested:
        known = appeared.start and appeared.end
        return Extent(POINT, "", _iso(appeared.end), _iso(appeared.start), "") if known else Extent(UNDATED)
    low, slash, high = said.time.partition("/")
    held_on = _iso(appeared.start)
    if said.sense == NOT_BEFORE and slash:  # it had begun when the article appeared
        return _spell((_zone(low)[0], _iso(appeared.end)), _NOT_SAID, held_on if held else "")
    if said.sense == NOT_AFTER and slash:
        return _spell(_NOT_SAID, ("", _zone(high)[1]), "")
    if slash:
        return _spell(_zone(low), _zone(high), held_on if held or high == ".." else "")
    zone = (said.first_day, said.last_day)
    return _of_zone(zone, said.sense, held_on if held else "") if said.time else Extent(UNDATED)


def running_extent(run: Run, appeared: Bounds) -> Extent:
    """Return when a figure that runs was told: at the time up to which it counts, else when its source appeared."""
    told = bounds(run.to) if run.to else appeared
    known = told.start and told.end
    return Extent(RUNNING, "", _iso(told.end), _iso(told.start), "") if known else Extent(UNDATED)


def dated_by(said: Said, appeared: Bounds, run: Run | None = None) -> str:
    """Return what gives a statement the time at which it is drawn: the `text`, or the date of the `article` alone."""
    same = said.first_day and (said.first_day, said.last_day) == (_iso(appeared.start), _iso(appeared.end))
    return ARTICLE if said.is_attested or (run and not run.to) or same else TEXT


def in_plain(time: str) -> str:
    """Return a time (EDTF) as people write it: `2023-02–2023-09` for one of several days, `2013 – ?` for an open end.

    >>> in_plain("[2023-02..2023-09]"), in_plain("2013/.."), in_plain("2022")
    ('2023-02–2023-09', '2013 – ?', '2022')
    """
    low, slash, high = time.partition("/")
    if slash:
        return " – ".join(in_plain(side) if side not in _UNSAID else "?" for side in (low, high))
    return time.strip("[]").replace("..", "–")


def _of_zone(zone: _Zone, sense: str, held_on: str) -> Extent:
    match sense:
        case "since":
            return _spell(zone, _NOT_SAID, held_on)
        case "until":
            return _spell(_NOT_SAID, zone, "")
        case "throughout":
            return Extent(SPELL, zone[0], zone[0], zone[1], zone[1])
        case _:
            return Extent(WITHIN, "", zone[1], zone[0], "")


def _zone(side: str) -> _Zone:
    """Return the first and the last day of one side of an interval."""
    if side in _UNSAID:
        return _NOT_SAID
    known = bounds(side)
    return _iso(known.start), _iso(known.end)


def _spell(starts: _Zone, ends: _Zone, held_on: str) -> Extent:
    return Extent(SPELL, *starts, ends[0] or held_on, ends[1])


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

"""EDTF, the form in which dates are written: the first and last day of one, its ends, and what a beginning is.

EDTF (https://www.loc.gov/standards/datetime/) is read by the library `undate`, plain years, months and days by the
standard library; `undate` is imported when another date is first read, for it costs more than the rest of the program.
Sets of one (`[2024-10-21..2024-10-31]`, "some day in this range"), which `undate` does not read, and intervals, of
which it refuses those with two equal ends, are taken apart here and their two ends read by themselves.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from kg.errors import Message, TermError

_ONE_OF: Final = re.compile(r"\[(?P<low>[0-9X?~%-]+)\.\.(?P<high>[0-9X?~%-]+)\]")
_ENDS: Final = re.compile(r"\[(?P<low>[^\[\]]*)\.\.(?P<high>[^\[\]]*)\]")  # as written, whatever the dates are
_OPEN: Final = frozenset({"", ".."})
_PLAIN: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_DECEMBER: Final = 12
# undate also takes 24 for the year 24, full-width digits, and blanks around a date
_DATE: Final = re.compile(r"[?~%]?[0-9X]{4}[?~%]?(?:-[?~%]?[0-9X]{2}[?~%]?){0,2}")
_HINT: Final = Message("Write EDTF: 2022, 2003-12, 2022/ (end unknown), 2013/.. (goes on), [2024-10-21..2024-10-31].")


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day of a time, both inclusive; None where it is open or unknown."""

    start: date | None
    end: date | None


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """Return the bounds of an EDTF expression.

    Raises `TermError` when it cannot be read, names no possible day, or ends before it begins.
    """
    one_of = _ONE_OF.fullmatch(edtf)
    low, slash, high = edtf.partition("/")
    if one_of:
        found = Bounds(_parse(one_of["low"], edtf).start, _parse(one_of["high"], edtf).end)
    elif slash and not {low, high} <= _OPEN:
        start = None if low in _OPEN else _parse(low, edtf).start
        found = Bounds(start, None if high in _OPEN else _parse(high, edtf).end)
    else:
        found = _parse(edtf, edtf)
    if found.start and found.end and found.end < found.start:
        raise TermError(Message("the date {edtf!r} ends before it begins", edtf=edtf), _HINT)
    return found


def _parse(text: str, whole: str) -> Bounds:
    plain = _PLAIN.fullmatch(text)
    if plain:
        return _plain(plain, whole)
    from lark.exceptions import LarkError  # noqa: PLC0415 - with undate, about 0.3 s, needed only where dates are read
    from undate.converters.edtf import EDTFDateConverter  # noqa: PLC0415

    if not _DATE.fullmatch(text):
        raise TermError(Message("{whole!r} is not a date that exists", whole=whole), _HINT)
    try:
        parsed = EDTFDateConverter().parse(text)
        return Bounds(date.fromisoformat(str(parsed.earliest)), date.fromisoformat(str(parsed.latest)))
    except (ValueError, LarkError) as error:
        raise TermError(Message("{whole!r} is not a date that exists", whole=whole), _HINT) from error


def _plain(match: re.Match[str], whole: str) -> Bounds:
    """Return the bounds of a year, month or day without marks, which the standard library knows as well."""
    year, first, last = int(match["year"]), int(match["month"] or 1), int(match["month"] or _DECEMBER)
    try:
        start = date(year, first, int(match["day"] or 1))
        return Bounds(start, start if match["day"] else date(year, last, monthrange(year, last)[1]))
    except ValueError as error:
        raise TermError(Message("{whole!r} is not a date that exists", whole=whole), _HINT) from error


def is_edtf(text: str) -> bool:
    """Say whether a text is a date or range that can be read, as `bounds` reads it."""
    try:
        bounds(text)
    except TermError:
        return False
    return True


def is_one_date(edtf: str) -> bool:
    """Say whether an EDTF expression is one year, month or day: neither an interval nor a set of one."""
    return bool(_DATE.fullmatch(edtf))


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month, 31 for a month that does not exist (`bounds` refuses its days)."""
    return monthrange(year, month)[1] if year and 1 <= month <= _DECEMBER else 31


def ends_of(edtf: str) -> tuple[str, str, str]:
    """Return what joins the two ends of a time and the ends as written, each empty where it is.

    `..` joins the ends of a set of one, `/` those of an interval; a date has no joint, and is its own low end.
    """
    one_of = _ENDS.fullmatch(edtf)
    if one_of:
        return "..", one_of["low"], one_of["high"]
    return edtf.partition("/")[1], *edtf.partition("/")[::2]


def first_of(edtf: str) -> str:
    """Return the date with which a time begins, marked `~` when it is some day in a range; empty when not said."""
    return _end_of(edtf, "low") or edtf.partition("/")[0].strip(".")


def last_of(edtf: str) -> str:
    """Return the date with which a time ends, marked `~` when it is some day in a range; empty when not said."""
    return _end_of(edtf, "high") or edtf.rpartition("/")[2].strip(".")


def _end_of(edtf: str, name: str) -> str:
    one_of = _ONE_OF.fullmatch(edtf)
    return one_of[name].rstrip("?~%") + "~" if one_of else ""


def onward(edtf: str) -> str:
    """Return the time from `edtf` on, its end not said: `2022` gives `2022/`, October to December `2022-1X/`.

    Empty when its beginning is not said.
    """
    one_of = _ONE_OF.fullmatch(edtf)
    masked = (
        "".join(a if a == b else "X" for a, b in zip(one_of["low"], one_of["high"], strict=False)) if one_of else ""
    )
    try:
        if masked and bounds(masked) == bounds(edtf):
            return f"{masked}/"
    except TermError:
        pass
    return f"{first_of(edtf)}/" if first_of(edtf) else ""


def opened(edtf: str, side: str) -> tuple[str, Bounds]:
    """Return a time and its bounds when its `side`, `start` or `end`, is not said: `2022` without its end is `2022/`.

    EDTF cannot open a set of one: it stays as it is, and its bounds are open. An interval says itself what is open.
    For any other `side` the time is as it is. Raises `TermError` as `bounds`.
    """
    if is_one_date(edtf):
        edtf = {"end": f"{edtf}/", "start": f"/{edtf}"}.get(side, edtf)
    found = bounds(edtf)
    if "/" in edtf:
        return edtf, found
    return edtf, Bounds(None if side == "start" else found.start, None if side == "end" else found.end)

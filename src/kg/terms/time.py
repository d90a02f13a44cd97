"""Dates as sources give them: EDTF, its bounds, and words such as 去年 that hang on a source's date.

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
from typing import TYPE_CHECKING, Final

from kg.errors import TermError, UsageError
from kg.terms.values import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterable

_ONE_OF: Final = re.compile(r"\[(?P<low>[0-9X?~%-]+)\.\.(?P<high>[0-9X?~%-]+)\]")
_OPEN: Final = frozenset({"", ".."})
_PLAIN: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_DECEMBER: Final = 12
# undate also takes 24 for the year 24, full-width digits, and blanks around a date
_DATE: Final = re.compile(r"[?~%]?[0-9X]{4}[?~%]?(?:-[?~%]?[0-9X]{2}[?~%]?){0,2}")
_FIELD: Final = re.compile(r"\{(?P<name>[A-Za-z]+)(?P<shift>[+-](?:\d+|[a-z]+))?(?P<pad>:02)?\}")
_HINT: Final = "Write EDTF: 2022, 2003-12, 2022/ (end unknown), 2013/.. (goes on), [2024-10-21..2024-10-31]."


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
        raise TermError(f"the date {edtf!r} ends before it begins", _HINT)
    return found


def _parse(text: str, whole: str) -> Bounds:
    plain = _PLAIN.fullmatch(text)
    if plain:
        return _plain(plain, whole)
    from lark.exceptions import LarkError  # noqa: PLC0415 - with undate, about 0.3 s, needed only where dates are read
    from undate.converters.edtf import EDTFDateConverter  # noqa: PLC0415

    if not _DATE.fullmatch(text):
        raise TermError(f"{whole!r} is not a date that exists", _HINT)
    try:
        parsed = EDTFDateConverter().parse(text)
        return Bounds(date.fromisoformat(str(parsed.earliest)), date.fromisoformat(str(parsed.latest)))
    except (ValueError, LarkError) as error:
        raise TermError(f"{whole!r} is not a date that exists", _HINT) from error


def _plain(match: re.Match[str], whole: str) -> Bounds:
    """Return the bounds of a year, month or day without marks, which the standard library knows as well."""
    year, first, last = int(match["year"]), int(match["month"] or 1), int(match["month"] or _DECEMBER)
    try:
        start = date(year, first, int(match["day"] or 1))
        return Bounds(start, start if match["day"] else date(year, last, monthrange(year, last)[1]))
    except ValueError as error:
        raise TermError(f"{whole!r} is not a date that exists", _HINT) from error


@dataclass(frozen=True, slots=True)
class RelativeTime:
    """One rule for relative words: a regular expression for the words and a template for the EDTF they give.

    Template fields: `{Y}` the anchor's year, `{D}` the anchor as EDTF, `{U}` the anchor where it is one date and else
    its year (for the end of an interval), and each named group of the pattern as a number; `{Y-1}` and `{Y-n}` shift a
    field, `{m:02}` pads it to two digits.
    """

    pattern: str
    template: str


def resolve(words: str, anchor: str, rules: Iterable[RelativeTime]) -> str:
    """Return the EDTF that relative `words` mean when said at `anchor` (EDTF).

    The first rule whose pattern fits all of the words is taken. Raises `TermError` when none fits, or when the rule
    needs a year and the anchor does not lie within one.
    """
    for rule in rules:
        match = re.fullmatch(rule.pattern, words)
        if match:
            return _fill(
                rule.template, words, anchor, {k: int(chinese_number(v)) for k, v in match.groupdict().items()}
            )
    raise TermError(f"no rule says what {words!r} means", "Add a rule to ontology/vocab/time.ttl, or give kg:time.")


def _fill(template: str, words: str, anchor: str, numbers: dict[str, int]) -> str:
    spread = bounds(anchor)

    def year() -> int:
        years = {day.year for day in (spread.start, spread.end) if day}
        if len(years) != 1 or not (spread.start and spread.end):
            raise TermError(f"{words!r} needs a year, and the anchor {anchor!r} does not lie within one")
        return years.pop()

    def value(field: re.Match[str]) -> str:
        if field["name"] == "D":
            return anchor
        if field["name"] == "U":
            return anchor if _DATE.fullmatch(anchor) else f"{year()}"
        number = year() if field["name"] == "Y" else numbers[field["name"]]
        if field["shift"]:
            amount = field["shift"][1:]
            number += int(field["shift"][0] + "1") * (int(amount) if amount.isdigit() else numbers[amount])
        return f"{number:02d}" if field["pad"] else f"{number}"

    return _FIELD.sub(value, template)


_YEARS: Final = re.compile(r"(?P<first>[0-9]{4})?(?P<dots>\.\.)?(?P<last>[0-9]{4})?")


YearRange = str | int | tuple[int | None, int | None]


def years_range(years: YearRange) -> tuple[int | None, int | None]:
    """Return the first and the last year of `2010..2025`, `2010..`, `..2025`, `2012`, or a pair; None where open.

    An empty text is open on both sides. Raises `UsageError` for another text, and for years that are reversed.
    """
    if isinstance(years, tuple):
        first, last = years
        text = "..".join("" if year is None else str(year) for year in years)
    else:
        text = str(years).strip()
        match = _YEARS.fullmatch(text)
        if not match or text == "..":
            raise UsageError(f"{text!r} is not a range of years", "Write 2010..2025, 2010.., ..2025 or 2012.")
        first, last = (int(match[name]) if match[name] else None for name in ("first", "last"))
        if first and last and not match["dots"]:
            raise UsageError(f"{text!r} is not a range of years", "Write two dots between them: 2010..2025")
        last = last if match["dots"] else first
    if first and last and last < first:
        raise UsageError(f"the years {text} end before they begin", f"Did you mean {last}..{first}?")
    return first, last

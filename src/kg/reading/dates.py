"""Times in words: an EDTF date and the sense in which it is said, in Chinese or in English."""

from __future__ import annotations

import calendar
import re
from typing import Final

from kg.document.words import in_words
from kg.terms.edtf import ends_of

_DATE: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?)?")
_OPEN: Final = frozenset({"", ".."})
_AT: Final = "at"
_SPANS: Final = frozenset({"one of", "both"})
# shape of the time, then the sense; what is not listed under its sense reads as said at the time
_PHRASES: Final = {
    ("date", _AT): ("{low}", "{on} {low}"),
    ("date", "since"): ("自{low}起", "since {low}"),
    ("date", "until"): ("至{low}止", "until {low}"),
    ("date", "throughout"): ("{low}全程", "throughout {low}"),
    ("date", "as-of"): ("截至{low}", "as of {low}"),
    ("date", "attested"): ("报道时（{low}）", "at the time of the article ({low})"),
    ("one of", _AT): ("{low}至{high}之间", "between {low} and {high}"),
    ("one of", "since"): ("自{low}至{high}之间起", "since some time between {low} and {high}"),
    ("one of", "until"): ("至{low}与{high}之间止", "until some time between {low} and {high}"),
    ("one of", "as-of"): ("截至报道时（{low}至{high}间）", "as of some time between {low} and {high}"),
    ("one of", "attested"): ("报道时（{low}至{high}间）", "at the time of the article (between {low} and {high})"),
    ("both", _AT): ("{low}至{high}间", "between {low} and {high}"),
    ("both", "throughout"): ("{low}至{high}", "from {low} to {high}"),
    ("from", _AT): ("自{low}起", "from {low} on"),
    ("from", "since"): ("自{low}起", "since {low}"),
    ("from", "not-before"): ("{low}或以后", "not before {low}"),
    ("to", _AT): ("{high}以前某时", "some time up to {high}"),
    ("to", "until"): ("至{high}止", "until {high}"),
    ("to", "throughout"): ("至{high}为止", "up to {high}"),
    ("to", "not-after"): ("{high}或以前", "not after {high}"),
}


def date_in_words(date: str, language: str) -> str:
    """Return a plain date as people write it: 2003年5月4日, 4 May 2003; another EDTF date as it is."""
    found = _DATE.fullmatch(date)
    if not found:
        return date
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if language != "en":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return " ".join(filter(None, (str(day or ""), calendar.month_name[month] if month else "", year)))


def time_phrase(edtf: str, sense: str, language: str) -> str:
    """Return when something is said to be, with the word that goes before it: in 2003, since May 2011, 自2003年起.

    An empty time gives an empty text; a sense that does not fit the shape of the time reads as "at".
    """
    if not edtf:
        return ""
    shape, low, high = _shape(edtf)
    pair = _PHRASES.get((shape, sense)) or _PHRASES[shape, _AT]
    on = "on" if low.count("-") > 1 else "in"
    first, last = range_in_words(low, high, language)
    return in_words(pair, language).format(low=first, high=last, on=on)


def span_in_words(edtf: str, language: str) -> str:
    """Return a time alone, without a word before it: 2003, 4 May 2003, February to September 2023."""
    shape, low, high = _shape(edtf)
    first, last = range_in_words(low, high, language)
    return in_words(("{0}至{1}", "{0} to {1}"), language).format(first, last) if shape in _SPANS else first or last


def range_in_words(low: str, high: str, language: str) -> tuple[str, str]:
    """Return two plain dates in words; a year that both have is written once, where people write it."""
    first, last = date_in_words(low, language), date_in_words(high, language)
    year = f"{low[:4]}年" if language != "en" else f" {low[:4]}"
    if low[:4] == high[:4] and "-" in low and "-" in high:
        return (first, last.removeprefix(year)) if language != "en" else (first.removesuffix(year), last)
    return first, last


def _shape(edtf: str) -> tuple[str, str, str]:
    joint, low, high = ends_of(edtf)
    if joint != "/":
        return "one of" if joint else "date", low, high
    shape = "from" if high in _OPEN else "to" if low in _OPEN else "both"
    return shape, low, high

"""Times as sources give them: words such as 去年12月 that hang on a source's date, and ranges of years as users do.

What words mean is said by rules, which `ontology/vocab/time.ttl` holds; this module fills their templates.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from kg.errors import Foreign, Message, TermError, UsageError
from kg.terms.edtf import Bounds, bounds, days_in, first_of, is_one_date, last_of, onward
from kg.terms.values import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "Bounds",
    "RelativeTime",
    "YearRange",
    "bounds",
    "in_order",
    "readings",
    "require_readable",
    "resolve",
    "years_range",
]


@dataclass(frozen=True, slots=True)
class RelativeTime:
    """One rule for relative words: a pattern for the words and a template for the EDTF they give.

    The pattern is a regular expression of all of the words. In it `<n>` stands for a count (两 too), any other small
    letter for a number of the calendar, and a capital letter for words that rules read themselves: the rules of that
    `letter` (`<Y>` a year, `<M>` a month, `<C>` a century, `<E>` a decade), or any rule where none has it (`<T>`).
    Named groups may be written out as well.

    Fields of a template: `{Y}` year, `{M}` month (`2023-05`), `{C}` century (`20`), of the words, else of the anchor;
    `{E}` decade (`199`) and `{n}` any number, of the words; sums of these, padded if wanted (`{Y-1}`, `{3*q-2:02}`);
    `{D}` the anchor; `{D-1d}` the day before it; `{D+0w}`, `{D-1m}`, `{D-nq}` its week, month or quarter so far back;
    `{U}` the anchor where it is one date, else its year; `{T}` the time that other words give, `{T:first}` and
    `{T:last}` its ends, `{T:from}` that time as a beginning. A day `-last` is the last day of its month.

    `from_text` marks words that count from a time in the text (当年), never from the source's date; `own` marks a rule
    that the project at hand has added.
    """

    pattern: str
    template: str
    name: str = ""
    letter: str = ""
    from_text: bool = False
    own: bool = False


def in_order(rules: Iterable[RelativeTime]) -> tuple[RelativeTime, ...]:
    """Return rules in the order in which they are tried: a project's own before the shipped ones, each by name."""
    return tuple(sorted(rules, key=lambda rule: (not rule.own, rule.name)))


def resolve(words: str, anchor: str, rules: Iterable[RelativeTime], *, anchored: bool = True) -> str:
    """Return the EDTF that relative `words` mean when said at `anchor` (EDTF).

    The first rule that reads all of the words is taken; blanks within them do not count. `anchored` says that the
    anchor is a time in the text and not merely the source's date. Raises `TermError` when no rule reads the words,
    when the anchor is not known closely enough, and for 当年 and the like when the anchor is the source's date.
    """
    return _resolved(words, anchor, tuple(rules), anchored=anchored)


@lru_cache(maxsize=4096)
def _resolved(words: str, anchor: str, rules: tuple[RelativeTime, ...], *, anchored: bool) -> str:
    for _, edtf in readings(words, anchor, rules, anchored=anchored):
        return edtf
    hint = Message("Give kg:time, or add a rule for these words in graph_data/vocab/*.ttl.")
    raise TermError(Message("no rule says what {words!r} means", words=words), hint)


def readings(
    words: str, anchor: str, rules: Iterable[RelativeTime], *, anchored: bool = True
) -> Iterator[tuple[RelativeTime, str]]:
    """Yield each rule that reads `words`, in the order given, with the EDTF it gives. Raises as `resolve` does."""
    yield from _Reader(words, anchor, _compiled(tuple(rules)), anchored).readings(_plain(words))


_SAMPLE: Final = "2023-05-04"
_SAMPLE_NUMBERS: Final = ("3", "20", "199", "2022")  # a day, month or count; a century; a decade; a year
_SAMPLE_WORDS: Final = "2022年3月"
_SAMPLE_DECADE: Final = {"E": "1990年代"}  # no anchor gives a decade


def require_readable(rule: RelativeTime, rules: Iterable[RelativeTime] = ()) -> None:
    """Raise `TermError` when a rule's pattern is not a regular expression or its template does not give a date.

    The template is filled with some numbers, and 2022年3月 for other words, for an article of May 2023; `rules` are
    those that read such words.
    """
    compiled = _compiled((*rules, rule))
    pattern = compiled[-1][1]
    if pattern.fullmatch(""):
        raise TermError(
            Message("the pattern {pattern!r} reads no words at all", pattern=rule.pattern),
            Message("Write the words that it reads."),
        )
    faults = [_fault(rule, pattern, number, compiled) for number in _SAMPLE_NUMBERS]
    if faults[0] and all(faults):
        raise faults[0]


def _fault(rule: RelativeTime, pattern: re.Pattern[str], number: str, compiled: _Patterns) -> TermError | None:
    """Return why the template gives no date when each number of the words is `number`, None when it gives one."""
    numbers = {name: number for name in pattern.groupindex if name[0].islower()}
    words = {name: _SAMPLE_WORDS for name in pattern.groupindex if not name[0].islower() and name not in _PARTS}
    reader = _Reader(_SAMPLE_WORDS, _SAMPLE, compiled, anchored=True)
    try:
        filled = _Filling(reader, rule, _SAMPLE_WORDS, {**_SAMPLE_DECADE, **numbers, **words}).edtf()
    except _UnreadError:  # a letter of the project's own, whose words are not known here
        return None
    except TermError as error:
        return error
    try:
        bounds(filled)
    except TermError:
        gives = {"template": rule.template, "filled": filled}
        return TermError(Message("the template {template!r} gives {filled!r}, which is not a date", **gives), _FORMS)
    return None


_FORMS: Final = Message("Write EDTF: 2022-03, 2022-03/2022-05, or [2022-03..2022-05] for some day of it.")
_BLANK: Final = re.compile(r"(?<=\S)\s+(?=\S)")


def _plain(words: str) -> str:
    """Return words with plain digits and without the blanks that columns and typesetting put within them."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", words).replace("○", "〇"))


# ---------------------------------------------------------------- patterns

_LETTER: Final = re.compile(r"(?<!\?P)<(?P<letter>[A-Za-z])>")
_NAMED: Final = re.compile(r"\(\?P<\w+>")
_NUMBER: Final = "[0-9]{1,4}|[一二三四五六七八九十]{1,3}"
_COUNT: Final = "[0-9]{1,3}|[一二三四五六七八九十两]{1,3}"
_ANY: Final = ".+?"
_DEEPEST: Final = 5
_Patterns = tuple[tuple[RelativeTime, re.Pattern[str]], ...]


@lru_cache(maxsize=16)
def _compiled(rules: tuple[RelativeTime, ...]) -> _Patterns:
    by_letter: dict[str, list[str]] = {}
    for rule in rules:
        by_letter.setdefault(rule.letter, []).append(rule.pattern)

    def of(letter: str, depth: int) -> str:
        if letter.islower():
            return _COUNT if letter == "n" else _NUMBER
        if letter not in by_letter or depth == _DEEPEST:
            return _ANY
        return "|".join(_NAMED.sub("(?:", expanded(pattern, depth + 1)) for pattern in by_letter[letter])

    def expanded(pattern: str, depth: int = 0) -> str:
        return _LETTER.sub(lambda found: f"(?P<{found['letter']}>{of(found['letter'], depth)})", pattern)

    def compiled(rule: RelativeTime) -> re.Pattern[str]:
        try:
            return re.compile(expanded(rule.pattern))
        except re.error as error:
            told = {"rule": rule.name or rule.pattern, "reason": Foreign(str(error))}
            message = Message("the pattern of the rule {rule!r} is not a regular expression: {reason}", **told)
            raise TermError(message, Message("Correct the pattern of the rule.")) from error

    return tuple((rule, compiled(rule)) for rule in rules)


# ---------------------------------------------------------------- templates

# what the words of a letter have to give, and what that is called
_PARTS: Final = {
    "Y": (Message("year"), re.compile("([0-9]{4})")),
    "M": (Message("month"), re.compile("([0-9]{4}-[0-9]{2})")),
    "C": (Message("century"), re.compile("([0-9]{2})XX")),
    "E": (Message("decade"), re.compile("([0-9]{3})X")),
}
_FIELD: Final = re.compile(r"\{(?P<sum>[^{}:]+)(?::(?P<form>[a-z0-9]+))?\}")
_SHIFTED: Final = re.compile(r"D(?P<sign>[+-])(?P<amount>[0-9]+|[a-z])(?P<unit>[dwmq])")
_SUMMAND: Final = re.compile(r"(?P<sign>[+-]?)(?:(?P<times>[0-9]+)\*)?(?P<name>[A-Za-z]+|[0-9]+)")
_LAST_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-last")
_ENDS: Final = {"first": first_of, "last": last_of, "from": onward}
_ANCHOR: Final = Message("Give the time that the words are counted from as kg:anchor, or give kg:time.")
_PADDED: Final = "02"
_LARGEST: Final = 9999
_LONGEST: Final = 60


class _UnreadError(TermError):
    """No rule reads a part of the words, so that the rule which asked for it does not fit."""


@dataclass
class _Reader:
    """One reading of words: the anchor they are counted from, and what parts of them have been read as."""

    words: str
    anchor: str
    rules: _Patterns
    anchored: bool
    known: dict[str, str | None] = field(default_factory=dict)

    def readings(self, words: str) -> Iterator[tuple[RelativeTime, str]]:
        for rule, pattern in self.rules if len(words) <= _LONGEST else ():
            match = pattern.fullmatch(words)
            if match:
                try:
                    yield rule, _Filling(self, rule, words, match.groupdict()).edtf()
                except _UnreadError:
                    continue

    def part(self, words: str) -> str:
        """Return the EDTF of a part of the words. Raises `_UnreadError` when no rule reads it."""
        if words not in self.known:
            self.known[words] = None  # a rule that asks for its own words again does not fit
            self.known[words] = next((edtf for _, edtf in self.readings(words)), None)
        found = self.known[words]
        if found is None:
            raise _UnreadError(Message("no rule says what {words!r} means", words=words))
        return found

    @cached_property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day of the anchor."""
        found = bounds(self.anchor)
        return found.start, found.end

    def needs(self, part: Message) -> TermError:
        told = {"words": self.words, "part": part, "anchor": self.anchor}
        return TermError(
            Message("{words!r} needs a {part}, and the anchor {anchor!r} does not lie within one", **told), _ANCHOR
        )


@dataclass(frozen=True)
class _Filling:
    """The template of a rule, being filled for words that its pattern fits."""

    reader: _Reader
    rule: RelativeTime
    words: str
    groups: Mapping[str, str | None]

    def edtf(self) -> str:
        if self.rule.from_text and not self.reader.anchored:
            words = self.reader.words
            raise TermError(
                Message("{words!r} counts from a time in the text, not from the source's date", words=words), _ANCHOR
            )
        filled = _FIELD.sub(lambda found: self._field(found["sum"], found["form"] or ""), self.rule.template)
        return _LAST_DAY.sub(lambda day: f"{day[1]}-{day[2]}-{days_in(int(day[1]), int(day[2]))}", filled)

    def _field(self, text: str, form: str) -> str:
        shifted = _SHIFTED.fullmatch(text)
        if shifted:
            amount = self._number(shifted["amount"])
            return self._period(-amount if shifted["sign"] == "-" else amount, shifted["unit"])
        if text == "D":
            return self.reader.anchor if any(self.reader.days) else ""
        if text == "U":
            return self.reader.anchor if is_one_date(self.reader.anchor) and any(self.reader.days) else self._part("Y")
        if text in _PARTS:
            return self._part(text)
        if text.isupper() and self.groups.get(text):
            time = self.reader.part(f"{self.groups[text]}")
            found = _ENDS[form](time) if form in _ENDS else time
            if found:
                return found
            raise _UnreadError(Message("{words!r} does not say when it begins or ends", words=self.groups[text]))
        summands = list(_SUMMAND.finditer(text))
        if "".join(found[0] for found in summands) != text:
            raise self._wrong(text)
        return format(sum(map(self._summand, summands)), "02d" if form == _PADDED else "d")

    def _summand(self, found: re.Match[str]) -> int:
        return int(f"{found['sign']}{found['times'] or 1}") * self._number(found["name"])

    def _number(self, name: str) -> int:
        """Return a number that is written out, or that of a part or group by its name."""
        text = self._part(name) if name in _PARTS else name if name.isdecimal() else self.groups.get(name) or ""
        if not text or "-" in text:
            raise self._wrong(name)
        number = chinese_number(text)
        if number > _LARGEST:
            raise TermError(Message("{text} in {words!r} is too large for a date", text=text, words=self.reader.words))
        return int(number)

    def _wrong(self, text: str) -> TermError:
        told = {"rule": self.rule.name, "text": text}
        message = Message("the template of the rule {rule!r} has {text!r}, which its words do not fill", **told)
        return TermError(message, Message("Correct the template of the rule."))

    def _part(self, letter: str) -> str:
        """Return a year, month, century or decade as EDTF begins with it: that of the words, else of the anchor."""
        name, shape = _PARTS[letter]
        words = self.groups.get(letter)
        if words:
            match = shape.fullmatch(self.reader.part(words))
            if match:
                return match[1]
            raise self.reader.needs(name)
        start, end = self.reader.days
        if start and end:
            day = start.isoformat()
            found = {"Y": day[:4], "M": day[:7], "C": day[:2]}.get(letter, "")
            if found and end.isoformat().startswith(found):
                return found
        raise self.reader.needs(name)

    def _period(self, amount: int, unit: str) -> str:
        """Return the day, week, month or quarter that lies `amount` of these after the anchor's, by every day of it."""
        start, end = self.reader.days
        if not (start and end):
            raise self.reader.needs(Message("day"))
        try:
            return _period(start, end, amount, unit)
        except (OverflowError, ValueError) as error:
            told = {"words": self.reader.words, "anchor": self.reader.anchor}
            message = Message("{words!r}, said at {anchor}, names no possible day", **told)
            raise TermError(message, Message("Correct the words or the anchor.")) from error


_DAYS: Final = {"d": 1, "w": 7}
_MONTHS: Final = {"m": 1, "q": 3}


def _period(start: date, end: date, amount: int, unit: str) -> str:
    """Return the days, weeks (from Monday), months or quarters of two days, moved by `amount`, as one or a set of one.

    Raises `OverflowError` or `ValueError` outside the years 1 to 9999.
    """
    if unit in _DAYS:
        length = _DAYS[unit]
        first = start + timedelta(days=length * amount - start.weekday() % length)
        last = end + timedelta(days=length * amount + length - 1 - end.weekday() % length)
        return _some(first.isoformat(), last.isoformat())
    length = _MONTHS[unit]
    first_month, last_month = (((day.year * 12 + day.month - 1) // length + amount) * length for day in (start, end))
    return _some(_month(first_month), _month(last_month + length - 1))


def _month(months: int) -> str:
    return date(months // 12, months % 12 + 1, 1).isoformat()[:7]


def _some(first: str, last: str) -> str:
    return first if first == last else f"[{first}..{last}]"


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
            raise UsageError(
                Message("{text!r} is not a range of years", text=text),
                Message("Write 2010..2025, 2010.., ..2025 or 2012."),
            )
        first, last = (int(match[name]) if match[name] else None for name in ("first", "last"))
        if first and last and not match["dots"]:
            raise UsageError(
                Message("{text!r} is not a range of years", text=text),
                Message("Write two dots between them: 2010..2025"),
            )
        last = last if match["dots"] else first
    if first and last and last < first:
        raise UsageError(
            Message("the years {text} end before they begin", text=text),
            Message("Did you mean {last}..{first}?", last=last, first=first),
        )
    return first, last

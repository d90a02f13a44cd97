"""The filters of every question: by year, source, certainty, place and capacity; how many statements each leaves out.

What a filter keeps is a file in `ontology/answers/`: a SELECT of `?statement`, with the option that it belongs to and
the reason why the others are left out. The steps of one option are taken in order of their files. A question that lists
statements has all filters, except those that are parameters of its own; by capacity only where it shows one. The line
`#+ filters: source certainty` (or `none`) in its header says otherwise. A question that counts is filtered before it
counts, where the line `# filters ?any` stands; without that line it has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.document.words import in_words
from kg.errors import Message, QueryError, StoreError, UsageError, sentences
from kg.finding.find import Lookup
from kg.reading.computed import INFERRED, STATED
from kg.reading.totals import totals
from kg.reading.years import NO_YEARS, Years, years_text
from kg.store import Solutions, Store, rows
from kg.tables.table import Cell, Table, from_solutions
from kg.terms.header import header, names_in
from kg.terms.time import YearRange, years_range

OPTIONS: Final[Mapping[str, str]] = {
    "year": "Only statements that may fall in this year.",
    "years": "Only statements that may fall in these years: 2010..2020, 2010.., ..2020.",
    "source": "Only this source: its number (002), id or title.",
    "certainty": "Only stated or only inferred statements.",
    "in": "Only statements located in this place or within it.",
    "capacity": "Only these capacities, separated by commas, or those a set counts: strict, medium, broad.",
}
_CAPACITY: Final = "capacity"
_SETS: Final = "sets.rq"
_STATEMENT: Final = "statement"
_ALL_YEARS: Final = (0, 9999)
_AT_ONCE: Final = 400
_PARAMETER: Final = re.compile(r"^([ \t]*)VALUES \?(\w+) \{ .+? \}[ \t]*#.*$", re.MULTILINE)
_MARK: Final = re.compile(r"^[ \t]*# filters \?(\w+)[ \t]*$", re.MULTILINE)
_CERTAINTIES: Final = {STATED: STATED, INFERRED: INFERRED, "原文明载": STATED, "编码推断": INFERRED}
_NO_STATEMENT: Final = ("不据记载的行", "rows that rest on no statement")
_LEFT_OUT: Final = (
    "按筛选未列（记载数）：{reasons}。不加筛选即可见。",
    "Left out by the filters (statements): {reasons}. Without the filters they are listed.",
)
_NOT_COUNTED: Final = (
    "按筛选未计（记载数）：{reasons}。",
    "Not counted because of the filters (statements): {reasons}.",
)
NOTHING_LEFT: Final = (
    "筛选后无行；未列者计于上。",
    "No row is left by the filters; the line above counts what they leave out.",
)
_DAYS: Final = ("first_day", "last_day")
_WITHIN: Final = (
    "时间全在所选年份之内的：{all} 行中 {inside} 行；其余只是可能落入：一端未载，或跨出所选年份。",
    "Wholly within these years: {inside} of {all} rows. The others only may be: one end is not said, or lies outside.",
)
Pair = tuple[str, str]
LeftOut = tuple[tuple[Pair, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One test on statements: its option, the SPARQL that selects what is kept, and why the others are left out."""

    option: str
    sparql: str
    reason: Pair

    @property
    def pattern(self) -> str:
        """The patterns of the SELECT, without its braces."""
        return self.sparql[self.sparql.index("{") + 1 : self.sparql.rindex("}")]

    def on(self, variable: str, number: int) -> str:
        """Return the patterns for another variable than `?statement`, every other one named apart from all else."""

        def renamed(match: re.Match[str]) -> str:
            return f"?{variable}" if match[1] == _STATEMENT else f"?filter{number}_{match[1]}"

        return re.sub(r"\?(\w+)", renamed, self.pattern)

    def kept(self, statements: Sequence[str], store: Store) -> frozenset[str]:
        """Return those of some statements (IRIs) that are kept."""
        at = self.sparql.index("{") + 1
        found: set[str] = set()
        for n in range(0, len(statements), _AT_ONCE):
            these = " ".join(f"<{iri}>" for iri in statements[n : n + _AT_ONCE])
            text = f"{self.sparql[:at]}\n  VALUES ?{_STATEMENT} {{ {these} }}{self.sparql[at:]}"
            found |= {row[_STATEMENT].value for row in rows(store, text)}
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Filters:
    """The steps that statements must pass, in order.

    `years` are those asked for, `covered` those that sources name, `typed` the filters as they are typed.
    """

    steps: tuple[Step, ...] = ()
    years: Years = (None, None)
    covered: tuple[int, int] = _ALL_YEARS
    typed: str = ""

    def patterns(self, variable: str, first: int = 0, upto: int | None = None) -> str:
        """Return the patterns of the steps, or of the first of them, for a variable; `first` keeps them apart."""
        return "".join(step.on(variable, first + n) for n, step in enumerate(self.steps[:upto]))

    def kept(self, statements: Collection[str], store: Store) -> frozenset[str]:
        """Return those of some statements (IRIs) that pass all steps."""
        remaining = frozenset(statements)
        for step in self.steps:
            remaining = step.kept(sorted(remaining), store)
        return remaining

    def answered(self, text: str, store: Store) -> tuple[Table, LeftOut]:
        """Return the rows of a bound question that pass, and by reason how many statements do not.

        Raises `QueryError` when the question is not a SELECT.
        """
        counts = _MARK.search(text)
        solutions = store.query(self._filtered(text))
        if not isinstance(solutions, Solutions):
            raise QueryError(
                Message("the question is no SELECT query"), Message("Every question of the catalogue is one.")
            )
        table = from_solutions(solutions)
        if not self.steps:
            return table, ()
        return (table, tuple(self._uncounted(text, counts, store))) if counts else self._passing(table, store)

    def _filtered(self, text: str, upto: int | None = None) -> str:
        """Return the text with the patterns of the steps, or of the first of them, where it is marked."""
        number = max(len(self.steps), 1)  # no two marks share one
        return _MARK.sub(lambda mark: self.patterns(mark[1], mark.start() * number, upto), text)

    def _uncounted(self, text: str, mark: re.Match[str], store: Store) -> Iterator[tuple[Pair, int]]:
        """Yield for each step how many statements of the group that is counted it leaves out."""
        prefixes = "".join(re.findall(r"^PREFIX .*\n", text, re.MULTILINE))
        group = _group_around(text, mark.start())
        before = -1
        for upto in range(len(self.steps) + 1):
            counted = f"SELECT (COUNT(DISTINCT ?{mark[1]}) AS ?n) WHERE {{{self._filtered(group, upto)}}}"
            number = next(int(row["n"].value) for row in rows(store, prefixes + counted))
            if upto and number < before:
                yield self.steps[upto - 1].reason, before - number
            before = number

    def _passing(self, table: Table, store: Store) -> tuple[Table, LeftOut]:
        column = table.column(_STATEMENT)
        remaining = list(dict.fromkeys(iri for cell in column if (iri := _iri(cell))))
        left_out: list[tuple[Pair, int]] = []
        for step in self.steps:
            kept = step.kept(remaining, store)
            left_out.append((step.reason, len(remaining) - len(kept)))
            remaining = [iri for iri in remaining if iri in kept]
        left_out.append((_NO_STATEMENT, sum(not _iri(cell) for cell in column)))
        passed = set(remaining)
        shown = tuple(row for row, cell in zip(table.rows, column, strict=True) if _iri(cell) in passed)
        return replace(table, rows=shown), tuple((reason, number) for reason, number in left_out if number)

    def notes(self, left_out: LeftOut, language: str, *, counts: bool) -> tuple[str, ...]:
        """Return in a line what the filters leave out, and that no source names the years where none does."""
        lines = []
        if left_out:
            semicolon = in_words(("；", "; "), language)
            reasons = semicolon.join(f"{in_words(reason, language)} {number}" for reason, number in left_out)
            lines.append(in_words(_NOT_COUNTED if counts else _LEFT_OUT, language).format(reasons=reasons))
        first, last = self.years
        earliest, latest = self.covered
        if self.covered != _ALL_YEARS and ((first or earliest) > latest or (last or latest) < earliest):
            text = in_words(NO_YEARS, language)
            lines.append(text.format(asked=years_text(self.years), first=earliest, last=latest))
        return tuple(lines)


def within_line(table: Table, years: Years, language: str) -> str:
    """Return how many rows lie wholly within the years asked for, where the days of an answer leave some of them open.

    The choice of years keeps what may fall into them: a time with one end unsaid, or that began before.
    """
    first, last = years
    if years == (None, None) or not set(_DAYS) <= set(table.columns):
        return ""
    days = [tuple(row[name] for name in _DAYS) for row in table.records()]
    low, high = f"{first or 0:04d}-01-01", f"{last or 9999:04d}-12-31"
    inside = sum(bool(start and end and low <= start and end <= high) for start, end in days)
    return "" if inside == len(days) else in_words(_WITHIN, language).format(inside=inside, all=len(days))


def _iri(cell: Cell) -> str:
    return cell.value if isinstance(cell, ox.NamedNode) else ""


def _group_around(text: str, at: int) -> str:
    """Return what stands in the innermost braces around a place of a query."""
    depth, start = 0, at
    while depth >= 0:
        start -= 1
        depth += {"}": 1, "{": -1}.get(text[start], 0)
    depth, end = 0, at
    while depth >= 0:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return text[start + 1 : end - 1]


def counts_statements(text: str) -> bool:
    """Say whether a question counts statements, so that it is filtered before it counts."""
    return _MARK.search(text) is not None


def filters_of(text: str, own: Collection[str]) -> tuple[str, ...]:
    """Return the filters that a question has besides its `own` parameters."""
    named = names_in(text, "filters")
    if not named:
        lists = f"?{_STATEMENT}" in text.partition("WHERE")[0]
        sums = re.search(r"\bGROUP\s+BY\b", text, re.IGNORECASE) and not counts_statements(text)
        shown = set(OPTIONS) if f"?{_CAPACITY}" in text.partition("WHERE")[0].split() else {*OPTIONS} - {_CAPACITY}
        named = tuple(shown) if lists and not sums else ()
    wanted = {*named, "year"} if "years" in named else set(named)
    return tuple(name for name in OPTIONS if name in wanted and name not in own)


def refuse_other(names: Collection[str], options: Collection[str], asker: str) -> None:
    """Raise `UsageError` for a filter that a question does not have."""
    for name in OPTIONS:
        if name in names and name not in options:
            known = tuple(f"--{option}" for option in options) or Message("none")
            raise UsageError(
                Message("{asker} cannot be filtered by --{name}", asker=asker, name=name),
                Message("Its filters: {known}", known=known),
            )


def chosen_filters(given: Mapping[str, YearRange], folder: Path, store: Store, lookup: Lookup, asker: str) -> Filters:
    """Return the filters that are meant by name and value, as typed or given in Python.

    `folder` is `ontology/answers/`. Raises `UsageError` for a year, certainty, source or place that is not one.
    """
    if not given:
        return Filters()
    years = _years(given)
    covered = _covered(store) if years != (None, None) else _ALL_YEARS
    first, last = (year if year is not None else end for year, end in zip(years, _ALL_YEARS, strict=True))
    ends = {"first": first, "last": last, "earliest": covered[0], "latest": covered[1]}
    values = {name: str(ox.Literal(f"{year:04d}")) for name, year in ends.items()}
    options = {"years"} if years != (None, None) else set()
    for name in given.keys() - {"year", "years"}:
        options.add(name)
        values[name] = _value(name, str(given[name]), folder, store, lookup, asker)
    steps = tuple(_steps(folder, options, values))
    if missing := sorted(options - {step.option for step in steps}):
        raise UsageError(
            Message("{folder} has no filter {missing!r}", folder=folder, missing=missing[0]),
            Message("Take the files from the ontology that kg comes with."),
        )
    typed = {name: years_text(years) if name == "years" else value for name, value in given.items()}
    return Filters(steps, years, covered, "".join(f" --{name} {value}" for name, value in typed.items()))


def _value(name: str, text: str, folder: Path, store: Store, lookup: Lookup, asker: str) -> str:
    if name == _CAPACITY:
        return " ".join(str(ox.NamedNode(iri)) for iri in _capacities(text, folder, store, lookup, f"{asker} --{name}"))
    if name == "certainty":
        if text.strip() not in _CERTAINTIES:
            raise UsageError(
                Message("unknown certainty {text!r}", text=text),
                Message("One of: {known}", known=(STATED, INFERRED)),
            )
        return str(ox.Literal(_CERTAINTIES[text.strip()]))
    classes = ("Source",) if name == "source" else ("Place", "Area")
    return str(ox.NamedNode(lookup.one(text, classes, f"{asker} --{name}").iri))


def _capacities(text: str, folder: Path, store: Store, lookup: Lookup, asker: str) -> tuple[str, ...]:
    """Return the capacities, sets and columns that are named, in order of IRI; the text itself may be a name."""
    sets = {row["name"].value: row["set"].value for row in rows(store, (folder / _SETS).read_text(encoding="utf-8"))}
    names = tuple(filter(None, map(str.strip, re.split("[,，、;；]", text)))) or (text,)
    try:
        return tuple(sorted({sets.get(name) or lookup.one(name, ("Capacity",), asker).iri for name in names}))
    except UsageError as error:
        raise UsageError(error.message, sentences(error.hint, Message("Or a set: {sets}", sets=tuple(sets)))) from error


def _years(given: Mapping[str, YearRange]) -> Years:
    """Return the first and the last year asked for, None where open."""
    if "year" in given and "years" in given:
        raise UsageError(Message("--year and --years cannot be combined"), Message("Use --years 2010..2020 alone."))
    if "year" in given:
        text = str(given["year"]).strip()
        if not re.fullmatch(r"[0-9]{4}", text):
            raise UsageError(
                Message("{text!r} is not a year", text=text),
                Message("Write one year, such as 2020; for several: --years 2010..2020"),
            )
        return int(text), int(text)
    if "years" not in given:
        return None, None
    years = years_range(given["years"])
    if years == (None, None):
        raise UsageError(
            Message("{given!r} is not a range of years", given=given["years"]),
            Message("Write 2010..2025, 2010.., ..2025 or 2012."),
        )
    return years


def _covered(store: Store) -> tuple[int, int]:
    """Return the first and the last year that sources name; all years for a store that does not count them."""
    try:
        named = [year for source in totals(store) for year in source.years or ()]
    except StoreError:
        named = []
    return (min(named), max(named)) if named else _ALL_YEARS


def _steps(folder: Path, options: Collection[str], values: Mapping[str, str]) -> Iterable[Step]:
    """Yield the steps of some options in order of their files, their parameters bound."""

    def bound(match: re.Match[str]) -> str:
        return f"{match[1]}VALUES ?{match[2]} {{ {values[match[2]]} }}"

    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        if header(text, "option") in options:
            sparql = re.sub(r"^#.*\n", "", _PARAMETER.sub(bound, text), flags=re.MULTILINE)
            yield Step(header(text, "option"), sparql, (header(text, "reason_zh"), header(text, "reason")))

"""The place register: every place of China's table of statistical division codes, looked up by code or by name.

The table is one text in memory, sorted by code, and is searched in place: a lookup makes objects for what it returns
and for nothing else. How the table is made, and what it leaves out, is told in `graph_data/register/README.md`.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from kg.errors import Foreign, Message, RegisterError, UsageError

REGISTER_CUT_OFF: Final = "2023-06-30"
REGISTER_YEAR: Final = 2023

CODE_LENGTH: Final = 12
# Level by the number of digits that are a place's own; the rest of its code is zeros.
LEVELS: Final = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}
_HEADER: Final = "code\tname\n"
_REMAKE: Final = Message("Reinstall kg, or restore graph_data/register/places.tsv.xz; its README says how it is made.")

# The first pattern that fits a village's name gives its stem. The committee (委会) goes and 村 stays, for the register
# stores 东村村委会 where the village is 东村村. Order matters: 社区居委会 must not be read as 居委会.
_COMMITTEES: Final = (
    re.compile(r"(.+社区)(?:居|居民|居民管理|管理)?(?:委会|委员会)"),
    re.compile(r"(.+嘎查)(?:人民)?(?:委会|委员会)"),
    re.compile(r"(.+村)(?:民|牧|牧民)?(?:委会|委员会)"),
    re.compile(r"(.+)(?:居|居民|牧)(?:委会|委员会)"),
)
# What is no name without its committee: 第一居委会, 街道居委会, 社区居委会, 三居委会.
_NO_NAME: Final = re.compile(r".*第[0-9一二三四五六七八九十百零〇]+|街道|社区|.")


_TOWNS: Final = frozenset({"镇", "乡", "街道"})


@dataclass(frozen=True, slots=True)
class RegisteredPlace:
    """One place of the register.

    `code` is text of 12 digits, `name` the official name as the source stores it, and `level` one of `province`,
    `prefecture`, `county`, `township`, `village`; a community (社区) has the level `village`.

    `village_repeated` tells that the place's county usually writes 村 twice (永久村村委会 for 永久村); the register
    knows, the name alone does not. It does not take part in comparison.
    """

    code: str
    name: str
    level: str
    village_repeated: bool = field(default=False, compare=False, repr=False)

    @property
    def short_name(self) -> str:
        """The name without its committee: 东村村 for 东村村委会; the whole name where no rule fits."""
        if self.level != "village":
            return self.name
        stem = next((found[1] for rule in _COMMITTEES if (found := rule.fullmatch(self.name))), self.name)
        if stem == self.name or _NO_NAME.fullmatch(stem):
            return self.name
        # 新村村村委会 is 新村村 everywhere: no village ends in three 村.
        twice = stem.endswith("村村村") or (self.village_repeated and stem.endswith("村村"))
        return stem.removesuffix("村") if twice else stem


class Gazetteer:
    """The register of one year, read only. Answers are in order of code unless said otherwise."""

    __slots__ = ("_table",)

    def __init__(self, table: str) -> None:
        """Take the table as text: a header, then rows `code TAB name`, sorted by code.

        Raises `RegisterError` if the text is not such a table.
        """
        if not table.startswith(_HEADER) or not table.endswith("\n") or table.count("\t") != table.count("\n"):
            raise RegisterError(Message("The place register is not a table of code and name"), _REMAKE)
        self._table = table

    @classmethod
    def read(cls, path: Path) -> Gazetteer:
        """Unpack the register from an xz file, about a quarter of a second for the whole country.

        Raises `RegisterError` if the file is missing, cannot be unpacked, or holds no such table.
        """
        try:
            return cls(lzma.decompress(path.read_bytes(), format=lzma.FORMAT_XZ).decode("utf-8"))
        except FileNotFoundError as error:
            raise RegisterError(Message("{path}: there is no place register", path=path), _REMAKE) from error
        except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
            raise RegisterError(
                Message("{path}: the place register cannot be read: {reason}", path=path, reason=Foreign(str(error))),
                _REMAKE,
            ) from error
        except RegisterError as error:
            raise RegisterError(Message("{path}: {message}", path=path, message=error.message), error.hint) from error

    def __len__(self) -> int:
        """Return the number of places."""
        return self._table.count("\n") - 1

    def place(self, code: str) -> RegisteredPlace | None:
        """Return the place with this code of 12 digits, or None."""
        row = self._first(code)
        return self._place_at(row) if self._table.startswith(f"{code}\t", row) else None

    def chain(self, code: str) -> tuple[RegisteredPlace, ...]:
        """Return the place itself, then the places above it up to the province; empty for an unknown code.

        Levels that a city does not have are passed over: above a town of 东莞市 is 东莞市 itself. The register's own
        in-between units, such as 市辖区 between 北京市 and 东城区, are places like any other.
        """
        if self.place(code) is None:
            return ()
        # The code cut to each level and filled up again; equal codes are one place (东莞市 has no county level).
        codes = dict.fromkeys(code[:digits].ljust(CODE_LENGTH, "0") for digits in sorted(LEVELS, reverse=True))
        return tuple(place for place in map(self.place, codes) if place is not None)

    def find(self, name: str, within: str | None = None, level: str | None = None) -> tuple[RegisteredPlace, ...]:
        """Return the places with exactly this name or short name.

        `within` keeps those in (and including) one place, given by its code of 12 digits or by the first digits of
        a code; `level` keeps those of one level. Raises `UsageError` for a level that does not exist.
        """
        if level is not None and level not in LEVELS.values():
            raise UsageError(
                Message("There is no place level {level!r}", level=level),
                Message("Use one of {values}.", values=tuple(LEVELS.values())),
            )
        found = (self._place_at(row) for row in self._rows_starting_with(name, within))
        return tuple(p for p in found if name in {p.name, p.short_name} and level in {None, p.level})

    def meant(self, name: str) -> tuple[RegisteredPlace, ...]:
        """Return the places that a name means without a county to look in, those of the first of these that has any.

        Counties, cities, provinces and towns of this name; counties and the units above them with one character more
        (丹棱 is 丹棱县, not a village called so); villages of this name; towns without 镇, 乡 or 街道.
        """
        exact = self.find(name)
        units = tuple(place for place in exact if place.level != "village")
        if units or not name:
            return units or exact
        longer = [
            place for row in self._rows_starting_with(name, None) if (place := self._place_at(row)).level != "village"
        ]
        counties = tuple(p for p in longer if p.level != "township" and len(p.name) == len(name) + 1)
        towns = tuple(p for p in longer if p.level == "township" and p.name.removeprefix(name) in _TOWNS)
        return counties or exact or towns

    def nearest(self, name: str, within: str, limit: int = 5) -> tuple[RegisteredPlace, ...]:
        """Return up to `limit` places whose short names are most like `name`: the likest first, then by code.

        Compares with every place of `within` (a code or its first digits, as in `find`): a county takes some
        milliseconds, a province about a third of a second. Of names as like, those that begin with `name` come first;
        names without a common character are never returned.
        """
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(name)
        ranks: dict[RegisteredPlace, tuple[float, bool, str]] = {}
        for place in self.places(within):
            matcher.set_seq1(place.short_name)
            if ratio := matcher.ratio():
                ranks[place] = (-ratio, not place.short_name.startswith(name), place.code)
        return tuple(sorted(ranks, key=ranks.__getitem__)[:limit])

    def places(self, within: str) -> Iterator[RegisteredPlace]:
        """Yield every place in (and including) `within`, a code or its first digits."""
        row, end = self._span(within)
        while row < end:
            yield self._place_at(row)
            row = self._table.index("\n", row) + 1

    def _rows_starting_with(self, name: str, within: str | None) -> Iterator[int]:
        """Yield where rows begin whose name starts with `name`: a short name is always the start of the name."""
        row, end = self._span(within or "")
        # The search begins on the row's code, so the tab before the name is found even in the first row.
        tab = self._table.find(f"\t{name}", row, end) if name else -1
        while tab >= 0:
            yield tab - CODE_LENGTH
            tab = self._table.find(f"\t{name}", tab + 1, end)

    def _span(self, within: str) -> tuple[int, int]:
        """Return where the rows below a code or prefix begin and end."""
        prefix = _own_digits(within)
        return self._first(prefix), self._first(prefix + ":")  # the colon follows the digit 9

    def _first(self, code: str) -> int:
        """Return where the first row begins whose code is not before `code`: a binary search by characters."""
        low, high = len(_HEADER), len(self._table)
        while low < high:
            middle = (low + high) // 2
            row = self._table.rfind("\n", 0, middle) + 1
            if self._table[row : row + CODE_LENGTH] < code:
                low = self._table.index("\n", middle) + 1
            else:
                high = row
        return low

    def _place_at(self, row: int) -> RegisteredPlace:
        """Return the place whose row begins here."""
        code, _, name = self._table[row : self._table.index("\n", row)].partition("\t")
        return RegisteredPlace(code, name, level_of(code), self._village_repeated(code, name))

    def _village_repeated(self, code: str, name: str) -> bool:
        """Return whether most names of the county that end like this one have 村村 there: its way of writing 村.

        Counties keep to one way: nearly all names have 村村, or only a few do (for the rest see the register's README).
        """
        if "村村" not in name:
            return False
        committee = name.rpartition("村")[2]
        row, end = self._span(code[:6])
        return 2 * self._table.count(f"村村{committee}\n", row, end) > self._table.count(f"村{committee}\n", row, end)


def level_of(code: str) -> str:
    """Return the level of a code of 12 digits, by how many of them are its own; the register need not have it."""
    return LEVELS[len(_own_digits(code))]


def _own_digits(code: str) -> str:
    """Return the digits of a 12-digit code down to its level, or a shorter prefix as it is."""
    if len(code) != CODE_LENGTH:
        return code
    return next(code[:digits] for digits in LEVELS if not code[digits:].strip("0"))

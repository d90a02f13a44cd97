"""Places of the register as a table, so that an editor finds the code of a village."""

from __future__ import annotations

from typing import Final

from kg.errors import Message, UsageError, lines
from kg.finding.gazetteer import CODE_LENGTH, Gazetteer, RegisteredPlace
from kg.tables.table import Table

COLUMNS: Final = ("code", "name", "level", "within", "match")
_SHOWN: Final = 12
_HEADINGS: Final = ("代码", "名称", "层级", "上级", "匹配")
_CHINESE: Final = {
    "province": "省级",
    "prefecture": "地级",
    "county": "县级",
    "township": "乡级",
    "village": "村级",
    "exact": "全同",
    "near": "相近",
}


def place_table(name: str, register: Gazetteer, within: str = "") -> Table:
    """Return the places of the register with exactly this name; without one, the nearest names within a place.

    `within` is a code, its first digits, or a name that only one place has; 丹棱 will do for 丹棱县. `match` is `exact`
    or `near`. Raises `UsageError` when `within` names no place or several, and when nothing is found.
    """
    inside = _code(within, register)
    found, match = register.find(name, inside or None), "exact"
    if not found and inside:
        found, match = register.nearest(name, inside), "near"
    if not found:
        raise UsageError(
            Message("the register has no place called {name!r}", name=name),
            Message("Name the county with --in for near names."),
        )
    rows = tuple(
        (p.code, p.name, p.level, " > ".join(a.short_name for a in reversed(register.chain(p.code)[1:])), match)
        for p in found
    )
    return Table(COLUMNS, rows)


def in_chinese(places: Table) -> Table:
    """Return a table of places with headings, levels and matches in Chinese, for people."""
    rows = (
        (code, name, _CHINESE[str(level)], within, _CHINESE[str(match)])
        for code, name, level, within, match in places.rows
    )
    return Table(_HEADINGS, tuple(rows))


def _code(within: str, register: Gazetteer) -> str:
    if not within or within.isdecimal():
        return within
    found = register.meant(within)
    if len(found) == 1:
        return found[0].code
    if not found:
        raise UsageError(
            Message("the register has no place called {name!r}", name=within),
            Message("Give its code, or the first digits of it."),
        )
    listed = lines(_line(place, register) for place in found[:_SHOWN])
    raise UsageError(
        Message("{name!r} is ambiguous:{listed}", name=within, listed=listed),
        Message("Give the code of the one you mean."),
    )


def _line(place: RegisteredPlace, register: Gazetteer) -> str:
    return f"{place.code[:CODE_LENGTH]} " + " > ".join(p.short_name for p in reversed(register.chain(place.code)))

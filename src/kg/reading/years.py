"""When a statement may fall into some years: one rule for networks and for the filters of questions.

`ontology/answers/` has the rule as SPARQL, for questions that count; a test holds both against each other.
"""

from __future__ import annotations

from typing import Final

Years = tuple[int | None, int | None]
NO_BOUNDS: Final[Years] = (None, None)
_YEAR: Final = 4
NO_YEARS: Final = (
    "没有记载落在 {asked}（所记年份 {first}..{last}）。",
    "No statement falls in {asked} (the data cover {first} to {last}).",
)


def may_fall_into(start: str, end: str, years: Years) -> bool:
    """Say whether known bounds (ISO dates, empty where open) leave it possible that something falls into the years."""
    first, last = years
    begins_after = last is not None and bool(start) and int(start[:_YEAR]) > last
    ended_before = first is not None and bool(end) and int(end[:_YEAR]) < first
    return not (begins_after or ended_before)


def years_text(years: Years) -> str:
    """Return years as they are written on the command line: `2010..2025`, `..2015`, `2010..`, `2012`."""
    first, last = ("" if year is None else str(year) for year in years)
    return first if first == last else f"{first}..{last}"

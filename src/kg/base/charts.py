"""The charts of a base, each as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.base.results import Picture
from kg.build import checksum, data_version
from kg.charts.chart import Chart, Years, covered
from kg.charts.initiatives import initiatives
from kg.charts.records import Records
from kg.charts.series import LIMIT as MOST_MEASURED
from kg.charts.series import series
from kg.charts.shares import LIMIT as MOST_SOURCES
from kg.charts.shares import shares
from kg.charts.spread import spread
from kg.charts.tenures import LIMIT as MOST_LANES
from kg.charts.tenures import tenures
from kg.charts.words import words
from kg.document.words import in_words
from kg.reading.coverage import ANSWERS, NOT_SAID, answer_without_rows
from kg.terms.namespaces import prefix_of
from kg.terms.time import YearRange, years_range

if TYPE_CHECKING:
    from kg.base.base import Base

_HOLDERS: Final = ("Place", "Area", "Person", "Someone", "Group", "Body")
_PLACES: Final = ("Place", "Area")
_PLACED: Final = frozenset({"place", "area", "body"})
_LAST_YEAR: Final = 9999
_ELSEWHERE: Final = ("所选年份内没有；有记载的年份：{}。", "Nothing in these years. Years with statements: {}.")
_NO_PICTURE: Final = ("未绘图。", "No picture was made.")


@dataclass(frozen=True)
class Charts:
    """Charts drawn from a base. `years` is `2010..2025`, `2010..`, `..2025`, one year, or a pair of years."""

    base: Base

    def tenures(
        self, *things: str, by: str = "", role: str = "", years: YearRange = "", limit: int = MOST_LANES
    ) -> Picture:
        """Return who held which post when, in places or by persons: all posts without a thing.

        `by` is `place` or `person`: without it, as suits the things; `role` takes narrower roles in.
        """
        found = [self.base.find(thing, *_HOLDERS, asker="tenures").iri for thing in things]
        in_role = self.base.find(role, "Role", asker="tenures").iri if role else ""
        grouped = by or ("person" if found and _PLACED.isdisjoint(map(prefix_of, found)) else "place")
        records = self._records()
        return self._picture(lambda y: tenures(records, found, grouped, in_role, y, limit), years, found)

    def series(
        self, indicator: str, *, measured: str = "", years: YearRange = "", limit: int = MOST_MEASURED
    ) -> Picture:
        """Return an indicator over time, of one thing or of everything, targets and forecasts apart from results."""
        found = self.base.find(indicator, "Indicator", asker="series").iri
        thing = (
            self.base.find(measured, *_HOLDERS, "Initiative", "Deed", "Event", asker="series").iri if measured else ""
        )
        records = self._records()
        return self._picture(lambda y: series(records, found, thing, y, limit), years, [thing] if thing else [])

    def initiatives(self, *, in_: str = "", deeds: bool = False, years: YearRange = "") -> Picture:
        """Return how many counted involvements in initiatives begin in which year, by capacity.

        `in_` is a place, the places within it included; `deeds` counts deeds, events and documents too.
        """
        place = self.base.find(in_, *_PLACES, asker="initiatives").iri if in_ else ""
        records = self._records()
        return self._picture(lambda y: initiatives(records, place, y, deeds=deeds), years, [place] if place else [])

    def spread(self, initiative: str, *, years: YearRange = "", limit: int = MOST_LANES) -> Picture:
        """Return how a programme spread, from pilots to instances and adoptions, by level of place and time."""
        found = self.base.find(initiative, "Initiative", "Event", "Document", asker="spread").iri
        records = self._records()
        return self._picture(lambda y: spread(records, found, y, limit), years, [found])

    def shares(self, *, in_: str = "", source: str = "", of_set: str = "broad", limit: int = MOST_SOURCES) -> Picture:
        """Return whom involvements are credited to; `of_set` is `strict`, `medium` or `broad`."""
        place = self.base.find(in_, *_PLACES, asker="shares").iri if in_ else ""
        said_in = self.base.find(source, "Source", asker="shares").iri if source else ""
        records = self._records()
        wanted = [iri for iri in (place, said_in) if iri]
        return self._picture(lambda _: shares(records, place, said_in, of_set, limit), "", wanted)

    def _records(self) -> Records:
        return Records(self.base.store, self.base.language)

    def _picture(self, draw: Callable[[Years | None], Chart], years: YearRange, things: Sequence[str]) -> Picture:
        asked = _asked(years)
        project = self.base.project
        chart = draw(asked).with_version(f"data {data_version(project)} ({checksum(project)[:12]})")
        notes = chart.foot[:-1] if chart.rows else self._nothing(draw, asked, things)
        return Picture(chart, tuple(notes))

    def _nothing(
        self, draw: Callable[[Years | None], Chart], asked: Years | None, things: Sequence[str]
    ) -> tuple[str, ...]:
        """Return why there is nothing to draw, and what is covered."""
        language = self.base.language
        there = draw(None).years() if asked else ()
        answer = in_words(ANSWERS[NOT_SAID if there else answer_without_rows(things, self.base.store)], language)
        if there:
            answer = f"{answer} {in_words(_ELSEWHERE, language).format(', '.join(map(str, there)))}"
        return answer, f"{covered(self._records(), words(language))}. {in_words(_NO_PICTURE, language)}"


def _asked(years: YearRange) -> Years | None:
    """Return the years asked for, None for all. Raises `UsageError` when they cannot be read."""
    first, last = years_range(years)
    return Years(first or 1, last or _LAST_YEAR) if first or last else None

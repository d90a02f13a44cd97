"""The charts of a base, each as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.base.results import Picture
from kg.charts.chart import Chart, Period, covered
from kg.charts.initiatives import initiatives
from kg.charts.material import Material
from kg.charts.overtime import LIMIT as MOST_PLACES
from kg.charts.overtime import network_over_time
from kg.charts.placemap import STRICT, place_map
from kg.charts.series import LIMIT as MOST_MEASURED
from kg.charts.series import series
from kg.charts.shares import LIMIT as MOST_SOURCES
from kg.charts.shares import shares
from kg.charts.spells import spell_table, spells
from kg.charts.spread import spread
from kg.charts.survival import BOTH, LEAST, survival
from kg.charts.tenures import LIMIT as MOST_LANES
from kg.charts.tenures import tenures
from kg.charts.words import words
from kg.document.words import in_words
from kg.reading.coverage import ANSWERS, NO_ROWS
from kg.reading.silence import silence
from kg.tables.table import Table
from kg.terms.time import YearRange, years_range

if TYPE_CHECKING:
    from kg.base.base import Base

_LAST_YEAR: Final = 9999
_Draw = Callable[[Material, Period | None], Chart]


@dataclass(frozen=True)
class Charts:
    """Charts drawn from a base. `years` is `2010..2025`, `2010..`, `..2025`, one year, or a pair of years."""

    base: Base

    def tenures(
        self, *things: str, by: str = "", role: str = "", years: YearRange = "", limit: int = MOST_LANES
    ) -> Picture:
        """Return who held which post when, in places or by persons: all posts without a thing.

        `by` is `place` or `person`: without it, as suits the things; `role` takes narrower roles in. Raises
        `UsageError` for a name that is unknown or means several things, and for another `by`.
        """
        found, in_role = self._held(things, role, "tenures")
        return self._picture(
            lambda material, period: tenures(material, found, by, in_role, period, limit), years, found, "holders"
        )

    def series(
        self, indicator: str, *, measured: str = "", years: YearRange = "", limit: int = MOST_MEASURED
    ) -> Picture:
        """Return an indicator over time, of one thing or of everything, targets and forecasts apart from results."""
        found = self.base.find(indicator, "Indicator", asker="series").iri
        thing = self.base.find(measured, *self.base.ontology.entity_classes, asker="series").iri if measured else ""
        return self._picture(
            lambda material, period: series(material, found, thing, period, limit),
            years,
            _asked(found, thing),
            "series",
        )

    def initiatives(self, *, in_: str = "", deeds: bool = False, years: YearRange = "") -> Picture:
        """Return how many counted involvements in initiatives begin in which year, by capacity.

        `in_` is a place, the places within it included; `deeds` counts deeds, events and documents too.
        """
        place = self._place(in_, "initiatives")
        return self._picture(
            lambda material, period: initiatives(material, place, period, deeds=deeds),
            years,
            _asked(place),
            "actors" if deeds else "initiatives",
        )

    def spread(self, initiative: str, *, years: YearRange = "", limit: int = MOST_LANES) -> Picture:
        """Return how a programme spread, from pilots to instances and adoptions, by level of place and time."""
        found = self.base.find(initiative, *self.base.ontology.undertaking_classes, asker="spread").iri
        return self._picture(
            lambda material, period: spread(material, found, period, limit), years, [found], "instances"
        )

    def shares(self, *, in_: str = "", source: str = "", of_set: str = "", limit: int = MOST_SOURCES) -> Picture:
        """Return whom involvements are credited to.

        `of_set` is the set of capacities that counts: `strict`, `medium`, or `broad` as without it. Raises
        `UsageError` for another.
        """
        place = self._place(in_, "shares")
        said_in = self.base.find(source, "Source", asker="shares").iri if source else ""
        return self._picture(
            lambda material, _: shares(material, place, said_in, of_set, limit), "", _asked(place, said_in), "credited"
        )

    def map(self, *, in_: str = "", of_set: str = STRICT) -> Picture:
        """Return leads and posts by place, drawn from the tree of places, for it has no coordinates.

        `in_` is a place, the places within it included; `of_set` the set of capacities that counts: `strict`,
        `medium` or `broad`. Raises `UsageError` for another.
        """
        place = self._place(in_, "map")
        return self._picture(lambda material, _: place_map(material, place, of_set), "", _asked(place), "actors")

    def network_over_time(
        self, *, in_: str = "", by: str = "", of_set: str = STRICT, years: YearRange = "", limit: int = MOST_PLACES
    ) -> Picture:
        """Return how many lead, serve and are honoured a year, place by place.

        `in_` is a place whose places are compared; `by` the level of the places (`county`, `village` ...), without
        it counties, or in a place the level below it; `of_set` the set of capacities by which somebody leads.
        """
        place = self._place(in_, "network-over-time")

        def draw(material: Material, period: Period | None) -> Chart:
            return network_over_time(material, place, by, of_set, period, limit)

        return self._picture(draw, years, _asked(place), "actors")

    def survival(self, *things: str, role: str = "", by: str = BOTH, least: int = LEAST) -> Picture:
        """Return how long posts are held, in places or by persons: all posts without a thing.

        `by` is `role`, `level` (of the place), `both` or `none`; a group with fewer than `least` said ends is not
        estimated, and counted. Raises `UsageError` for another `by`.
        """
        found, in_role = self._held(things, role, "survival")
        drawn = self._picture(lambda material, _: survival(material, found, in_role, by, least), "", found, "holders")
        return drawn if drawn.chart.rows else Picture(drawn.chart, drawn.chart.foot[1:-1])

    def spells(self, *things: str, role: str = "") -> Table:
        """Return the posts that `survival` rests on, one row a holder and post, with what bounds start and end."""
        found, in_role = self._held(things, role, "survival")
        material = self._material(self.base.language)
        return spell_table(spells(material, material.tenures(found, in_role)), self.base.language)

    def _held(self, things: Sequence[str], role: str, asker: str) -> tuple[list[str], str]:
        """Return the IRIs of places, holders and bodies, and of a role (empty for none)."""
        classes = (*self._locations(), *self.base.ontology.agent_classes)
        found = [self.base.find(thing, *classes, asker=asker).iri for thing in things]
        return found, self.base.find(role, "Role", asker=asker).iri if role else ""

    def _place(self, name: str, asker: str) -> str:
        return self.base.find(name, *self._locations(), asker=asker).iri if name else ""

    def _locations(self) -> tuple[str, ...]:
        """Return the classes of places, in the order of the ontology: messages list them."""
        ontology = self.base.ontology
        return tuple(name for name in ontology.entity_classes if name in ontology.location_classes)

    def _material(self, language: str) -> Material:
        return Material(self.base.store, self.base.ontology, language)

    def _picture(self, draw: _Draw, years: YearRange, things: Sequence[str], asking: str) -> Picture:
        """Return the chart drawn; `asking` is the question of the catalogue that looks where the chart does."""
        period = _period(years)
        project = self.base.project

        def drawn(language: str) -> Chart:
            made = draw(self._material(language), period)
            return made.with_version(f"{project.version} ({project.data_checksum[:12]})")

        chart = drawn(self.base.language)
        notes = chart.foot[:-1] if chart.rows else self._nothing(draw, period, things, asking)
        return Picture(chart, tuple(notes), partial(drawn, "en") if self.base.is_of_reader else None)

    def _nothing(self, draw: _Draw, period: Period | None, things: Sequence[str], asking: str) -> tuple[str, ...]:
        """Return why there is nothing to draw, and what is covered."""
        language, store = self.base.language, self.base.store
        say = words(language)
        there = draw(self._material(language), None).years() if period else ()
        found = NO_ROWS if there else silence(self.base.question(asking).scope, things, things, store).answer
        answer = in_words(ANSWERS[found], language)
        more = [say("elsewhere", years=say("comma").join(map(str, there)))] if there else []
        return " ".join((answer, *more)), " ".join((covered(store, say), say("no-picture")))


def _asked(*things: str) -> list[str]:
    return [iri for iri in things if iri]


def _period(years: YearRange) -> Period | None:
    """Return the years asked for, None for all. Raises `UsageError` when they cannot be read."""
    first, last = years_range(years)
    return Period(first or 1, last or _LAST_YEAR) if first or last else None

"""`kg chart`: each kind of chart is a command; what it shows is computed in `kg.charts`, drawn in `kg.render.chart`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.build import checksum, data_version
from kg.charts.chart import Chart, Years, covered
from kg.charts.initiatives import initiatives as initiatives_of
from kg.charts.records import Records
from kg.charts.series import LIMIT as MOST_MEASURED
from kg.charts.series import series as series_of
from kg.charts.shares import LIMIT as MOST_SOURCES
from kg.charts.shares import shares as shares_of
from kg.charts.spread import spread as spread_of
from kg.charts.tenures import LIMIT as MOST_LANES
from kg.charts.tenures import tenures as tenures_of
from kg.charts.words import words
from kg.cli.main import current_project
from kg.cli.options import language_option, quiet_option, store_of, store_option
from kg.cli.output import ANSWERS, say, write_output
from kg.errors import UsageError
from kg.project import Project
from kg.questions import NOT_COVERED, NOT_SAID, CatalogueQuery, Parameter, bind_names
from kg.reading.coverage import is_covered
from kg.store import Store
from kg.tables.table import to_text
from kg.terms.namespaces import prefix_of
from kg.terms.time import years_range

FORMATS: Final = ("svg", "png", "html", "json", "csv")
_HOLDERS: Final = ("Place", "Area", "Person", "Someone", "Group", "Body")
_PLACES: Final = ("Place", "Area")
_PLACED: Final = ("place", "area", "body")
_NO_YEAR: Final = 9999
_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a command line asks of every chart."""

    project: Project
    store: Store
    language: str
    output: str
    fmt: str
    scale: float
    quiet: bool

    def one(self, name: str, types: tuple[str, ...]) -> str:
        """Return the IRI of what a name means; a place may be one that only the register knows."""
        thing = Parameter("thing", types, required=True, example="", help="")
        asked = CatalogueQuery("chart", "", "", "", "", (), "", "", (thing,))
        return bind_names(asked, {"thing": name}, self.store, self.project)["thing"].value


def _chart_options(command: _Command) -> _Command:
    """Add what every chart has: output, format, scale, store, language, quiet."""
    text = "File to write; - is standard output; build/chart-NAME.html without it."
    kinds = click.Choice(FORMATS)
    options = (
        click.option("-o", "--output", default="", help=text),
        click.option("-f", "--format", "fmt", type=kinds, help="Format; else told by the ending of FILE, else html."),
        click.option("--scale", type=click.FloatRange(0.5, 8), default=2, show_default=True, help="Pixels of a PNG."),
        store_option,
        language_option,
        quiet_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def _years_option(command: _Command) -> _Command:
    text = "Years to show, such as 2003..2025, 2022, 2015.. or ..2010."
    return click.option("--years", callback=_years, metavar="FIRST..LAST", help=text)(command)


def _years(_context: click.Context, _option: click.Parameter, text: str | None) -> Years | None:
    """Read a range of years. Raises `UsageError` when it is none."""
    if text is None:
        return None
    first, last = years_range(text)
    return Years(first or 1, last or _NO_YEAR)


def _limit_option(default: int, what: str) -> Callable[[_Command], _Command]:
    return click.option("--limit", type=click.IntRange(1), default=default, show_default=True, help=f"Most {what}.")


def _asked(ctx: click.Context, name: str, given: dict[str, Any]) -> _Asked:
    project = current_project(ctx)
    output, fmt = _target(given["output"], given["fmt"], name)
    store = store_of(project, given["store_at"])
    return _Asked(project, store, given["lang"], output, fmt, given["scale"], given["quiet"])


def _target(output: str, fmt: str | None, name: str) -> tuple[str, str]:
    """Return file and format: the format asked for, else the one that the file's ending tells, else HTML."""
    ending = Path(output).suffix.lower().lstrip(".") if output not in {"", "-"} else ""
    if fmt is None and ending and ending not in FORMATS:
        raise UsageError(f"a chart has no format {ending!r}", "One of: " + ", ".join(FORMATS) + "; name it with -f.")
    chosen = fmt or ending or "html"
    return output or f"build/chart-{name}.{chosen}", chosen


def _finish(asked: _Asked, draw: Callable[[Years | None], Chart], years: Years | None, things: Iterable[str]) -> None:
    """Write a chart, or say why there is nothing to draw and what is covered."""
    chart = draw(years).with_version(f"data {data_version(asked.project)} ({checksum(asked.project)[:12]})")
    if not chart.rows:
        _say_nothing(asked, draw, years, things)
        if asked.fmt == "csv":
            write_output(to_text(chart.table(), "csv"), asked.output)
        return
    if asked.fmt == "csv":
        write_output(to_text(chart.table(), "csv"), asked.output)
    else:
        _draw(asked, chart)
    for line in chart.foot[:-1]:
        say(line, quiet=asked.quiet or asked.output == "-")
    say(f"{len(chart.rows)} rows. Wrote {asked.output}", quiet=asked.quiet or asked.output == "-")


def _draw(asked: _Asked, chart: Chart) -> None:
    from kg.render.chart import OTHER_FONTS, rendered, specification, undrawn  # noqa: PLC0415 - altair costs 0.3 s

    spec = specification(chart)
    write_output(rendered(chart, asked.fmt, spec, asked.scale), asked.output)
    lacking = "" if asked.fmt == "json" else undrawn(spec)
    if lacking:
        say(f"Note: no font on this system has: {lacking}. {OTHER_FONTS}", quiet=asked.quiet)


def _say_nothing(
    asked: _Asked, draw: Callable[[Years | None], Chart], years: Years | None, things: Iterable[str]
) -> None:
    records = Records(asked.store, asked.language)
    there = draw(None).years() if years else ()
    if there:
        listed = ", ".join(map(str, there))
        answer = f"{ANSWERS[NOT_SAID]} Nothing in these years; years that there are: {listed}."
    else:
        answer = ANSWERS[NOT_SAID if all(is_covered(iri, asked.store) for iri in things) else NOT_COVERED]
    say(f"{answer} {covered(records, words(asked.language))}. No picture was made.", quiet=asked.quiet)


@click.group()
def chart() -> None:
    """Draw a chart: posts over time, figures, initiatives, spread of a programme, shares of actors.

    Each is written as SVG, PNG, one offline HTML file, its Vega-Lite specification (json) or its rows (csv), and says
    in its foot what it rests on and what is left out. What is not said is drawn as not said.

    Example: kg chart tenures 谢家坞村 -o xiejiawu.svg
    """


@chart.command()
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--by", type=click.Choice(("place", "person")), help="Group lanes by place or person.")
@click.option("--role", help="Only this role, narrower ones included.")
@_years_option
@_limit_option(MOST_LANES, "lanes to draw")
@_chart_options
@click.pass_context
def tenures(
    ctx: click.Context,
    /,
    things: tuple[str, ...],
    by: str | None,
    role: str | None,
    years: Years | None,
    limit: int,
    **given: Any,  # noqa: ANN401 - what every chart has
) -> None:
    """Draw who held which post when, in places or by persons: all posts without a THING.

    Bars are times that are surely meant, pale bars hold a start or an end, arrows are ends that are not said; attested
    posts are points at the article's date. Holders with an order and no dates stand beside the years, in that order.

    Example: kg chart tenures 谢家坞村 -o xiejiawu.png
    """
    asked = _asked(ctx, "tenures", given)
    found = [asked.one(thing, _HOLDERS) for thing in things]
    in_role = asked.one(role, ("Role",)) if role else ""
    grouped = by or ("person" if found and {prefix_of(iri) for iri in found}.isdisjoint(_PLACED) else "place")
    records = Records(asked.store, asked.language)
    _finish(asked, lambda y: tenures_of(records, found, grouped, in_role, y, limit), years, found)


@chart.command()
@click.option("--indicator", required=True, help="The indicator (kg query vocabulary --class Indicator).")
@click.option("--measured", help="What is measured; everything without it.")
@_years_option
@_limit_option(MOST_MEASURED, "things measured to draw")
@_chart_options
@click.pass_context
def series(
    ctx: click.Context,
    /,
    indicator: str,
    measured: str | None,
    years: Years | None,
    limit: int,
    **given: Any,  # noqa: ANN401
) -> None:
    """Draw an indicator over time, with bounds, targets and forecasts apart from results.

    Example: kg chart series --indicator 村级经营性收入 --measured 谢家坞村
    """
    asked = _asked(ctx, "series", given)
    found = asked.one(indicator, ("Indicator",))
    things = (*_HOLDERS, "Initiative", "Deed", "Event")
    thing = asked.one(measured, things) if measured else ""
    records = Records(asked.store, asked.language)
    _finish(asked, lambda y: series_of(records, found, thing, y, limit), years, [thing] if thing else [])


@chart.command()
@click.option("--in", "in_", help="Place; the places within it are counted too. Everything without it.")
@click.option("--deeds", is_flag=True, help="Count deeds, events and documents as well as initiatives.")
@_years_option
@_chart_options
@click.pass_context
def initiatives(ctx: click.Context, /, in_: str | None, years: Years | None, *, deeds: bool, **given: Any) -> None:  # noqa: ANN401
    """Draw how many involvements in initiatives begin in which year, by capacity; the undated stand apart.

    Example: kg chart initiatives --in 柯桥区
    """
    asked = _asked(ctx, "initiatives", given)
    place = asked.one(in_, _PLACES) if in_ else ""
    records = Records(asked.store, asked.language)
    _finish(asked, lambda y: initiatives_of(records, place, y, deeds=deeds), years, [place] if place else [])


@chart.command()
@click.argument("initiative")
@_years_option
@_limit_option(MOST_LANES, "lanes to draw")
@_chart_options
@click.pass_context
def spread(ctx: click.Context, /, initiative: str, years: Years | None, limit: int, **given: Any) -> None:  # noqa: ANN401
    """Draw how a programme spread, from pilots to instances and adoptions, by level of place and time.

    Example: kg chart spread 驻村指导员制度
    """
    asked = _asked(ctx, "spread", given)
    found = asked.one(initiative, ("Initiative", "Event", "Document"))
    records = Records(asked.store, asked.language)
    _finish(asked, lambda y: spread_of(records, found, y, limit), years, [found])


@chart.command()
@click.option("--in", "in_", help="Place; the places within it are counted too. Everything without it.")
@click.option("--source", help="Only this source.")
@click.option(
    "--set",
    "of_set",
    type=click.Choice(("strict", "medium", "broad")),
    default="broad",
    show_default=True,
    help="Which capacities count.",
)
@_limit_option(MOST_SOURCES, "sources to draw")
@_chart_options
@click.pass_context
def shares(
    ctx: click.Context,
    /,
    in_: str | None,
    source: str | None,
    of_set: str,
    limit: int,
    **given: Any,  # noqa: ANN401
) -> None:
    """Draw whom involvements are credited to: named and unnamed people, groups, bodies, places that act.

    Example: kg chart shares --in 柯桥区 --set medium
    """
    asked = _asked(ctx, "shares", given)
    place = asked.one(in_, _PLACES) if in_ else ""
    told_in = asked.one(source, ("Source",)) if source else ""
    records = Records(asked.store, asked.language)
    wanted = [iri for iri in (place, told_in) if iri]
    _finish(asked, lambda _: shares_of(records, place, told_in, of_set, limit), None, wanted)

"""`kg chart`: each kind of chart is a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.base.charts import Charts
from kg.base.results import PICTURE_FORMATS, Picture
from kg.charts.overtime import LIMIT as MOST_PLACES
from kg.charts.placemap import STRICT
from kg.charts.series import LIMIT as MOST_MEASURED
from kg.charts.shares import LIMIT as MOST_SOURCES
from kg.charts.survival import BOTH, GROUPINGS, LEAST
from kg.charts.tenures import LIMIT as MOST_LANES
from kg.charts.tenures import PERSON, PLACE
from kg.charts.words import words
from kg.cli.main import current_base
from kg.cli.once import Group
from kg.cli.options import format_option, language_option, output_option, quiet_option, store_option
from kg.cli.output import TABLE_FORMATS, built, say, write_output, write_table
from kg.document.endings import chosen_format

_SETS = "Which capacities count: strict, medium or broad."
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _chart_options(command: _Command) -> _Command:
    """Add what every chart has: output, format, scale, store, language, quiet."""
    options = (
        output_option("", "build/chart-NAME.html"),
        format_option(PICTURE_FORMATS, "html"),
        click.option("--scale", type=click.FloatRange(0.5, 8), default=2, show_default=True, help="PNG scale factor."),
        store_option,
        language_option,
        quiet_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def _years_option(command: _Command) -> _Command:
    text = "Years to show, such as 2003..2025, 2022, 2015.. or ..2010."
    return click.option("--years", default="", metavar="FIRST..LAST", help=text)(command)


def _limit_option(default: int, what: str) -> Callable[[_Command], _Command]:
    text = f"Maximum number of {what}."
    return click.option("--limit", type=click.IntRange(1), default=default, show_default=True, help=text)


def _write(ctx: click.Context, given: dict[str, Any], draw: Callable[[Charts], Picture]) -> None:
    """Draw a chart and write it, or say why there is nothing to draw."""
    base = current_base(ctx, given["store_at"], given["lang"])
    picture = draw(base.chart)
    fmt, quiet, rows = given["fmt"], given["quiet"], len(picture.chart.rows)
    output = given["output"] or built(base.project, f"chart-{picture.chart.name}.{fmt}")
    if rows or fmt == "csv":
        write_output(picture.written(fmt, given["scale"]), output)
    for note in picture.notes:
        say(note, quiet=quiet or (output == "-" and bool(rows)))
    if rows:
        in_words = words(given["lang"])
        say("" if fmt in {"json", "csv"} else picture.undrawn(), quiet=quiet)
        say(in_words("written", rows=rows, output=output), quiet=quiet or output == "-")


@click.group(cls=Group)
def chart() -> None:
    """Draw a chart of posts, figures, initiatives and more; each kind of chart is a command.

    A chart is written as SVG, PNG, one offline HTML file, a Vega-Lite specification (json) or its data (csv). Below it
    are its sources and what is left out. Gaps in the sources are drawn as gaps.

    Example: kg chart tenures "Xiejiawu Village" -o xiejiawu.svg
    """


@chart.command()
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--by", type=click.Choice((PLACE, PERSON)), help="Group lanes by place or person.")
@click.option("--role", default="", metavar="ROLE", help="Only this role and narrower ones.")
@_years_option
@_limit_option(MOST_LANES, "lanes")
@_chart_options
@click.pass_context
def tenures(
    ctx: click.Context,
    /,
    things: tuple[str, ...],
    by: str | None,
    role: str,
    years: str,
    limit: int,
    **given: Any,  # noqa: ANN401 - what every chart has
) -> None:
    """Draw who held which post when, in places or by persons; without a THING, all posts.

    Solid: certainly in office. Pale: the start or end falls in here. Arrow: the end is not said. A post that is only
    attested is a point at the article's date. Holders whose order but not dates are known appear beside the years, in
    that order.

    Example: kg chart tenures "Xiejiawu Village" -o xiejiawu.png
    """
    _write(ctx, given, lambda charts: charts.tenures(*things, by=by or "", role=role, years=years, limit=limit))


@chart.command()
@click.option(
    "--indicator", required=True, metavar="INDICATOR", help="The indicator; see kg query vocabulary --class Indicator."
)
@click.option("--measured", default="", metavar="THING", help="What is measured; default: everything.")
@_years_option
@_limit_option(MOST_MEASURED, "things measured")
@_chart_options
@click.pass_context
def series(ctx: click.Context, /, indicator: str, measured: str, years: str, limit: int, **given: Any) -> None:  # noqa: ANN401
    """Draw an indicator over time; targets and forecasts are set apart from results.

    Example: kg chart series --indicator "village operating income" --measured "Xiejiawu Village"
    """
    _write(ctx, given, lambda charts: charts.series(indicator, measured=measured, years=years, limit=limit))


@chart.command()
@click.option(
    "--in", "in_", default="", metavar="PLACE", help="Only this place and the places within it; default: everything."
)
@click.option("--deeds", is_flag=True, help="Count deeds, events and documents as well as initiatives.")
@_years_option
@_chart_options
@click.pass_context
def initiatives(ctx: click.Context, /, in_: str, years: str, *, deeds: bool, **given: Any) -> None:  # noqa: ANN401
    """Draw how many involvements in initiatives begin each year, by capacity; undated ones are counted separately.

    Example: kg chart initiatives --in "Keqiao District"
    """
    _write(ctx, given, lambda charts: charts.initiatives(in_=in_, deeds=deeds, years=years))


@chart.command()
@click.argument("initiative")
@_years_option
@_limit_option(MOST_LANES, "lanes")
@_chart_options
@click.pass_context
def spread(ctx: click.Context, /, initiative: str, years: str, limit: int, **given: Any) -> None:  # noqa: ANN401
    """Draw how a programme spread, from pilots to instances and adoptions, by level of place and time.

    Example: kg chart spread "village-posted instructor system"
    """
    _write(ctx, given, lambda charts: charts.spread(initiative, years=years, limit=limit))


@chart.command()
@click.option(
    "--in", "in_", default="", metavar="PLACE", help="Only this place and the places within it; default: everything."
)
@click.option("--source", default="", metavar="SOURCE", help="Only this source.")
@click.option(
    "--set",
    "of_set",
    default="",
    metavar="SET",
    help="Which capacities count: strict, medium or broad; default: broad.",
)
@_limit_option(MOST_SOURCES, "sources")
@_chart_options
@click.pass_context
def shares(ctx: click.Context, /, in_: str, source: str, of_set: str, limit: int, **given: Any) -> None:  # noqa: ANN401
    """Draw who is credited with involvements: named people, unnamed people, groups, bodies, places that act.

    Example: kg chart shares --in "Keqiao District" --set medium
    """
    _write(ctx, given, lambda charts: charts.shares(in_=in_, source=source, of_set=of_set, limit=limit))


@chart.command(name="map")
@click.option(
    "--in", "in_", default="", metavar="PLACE", help="Only this place and the places within it; default: everything."
)
@click.option("--set", "of_set", default=STRICT, show_default=True, metavar="SET", help=_SETS)
@_chart_options
@click.pass_context
def map_(ctx: click.Context, /, in_: str, of_set: str, **given: Any) -> None:  # noqa: ANN401
    """Draw leads and posts by place, places within places: the more leads, the larger the tile.

    The map shows which place belongs to which, not where it lies: the register has no coordinates. Places without leads
    or posts are shown too.

    Example: kg chart map --in "Keqiao District"
    """
    _write(ctx, given, lambda charts: charts.map(in_=in_, of_set=of_set))


@chart.command(name="network-over-time")
@click.option(
    "--in", "in_", default="", metavar="PLACE", help="Compare the places within this place; default: everything."
)
@click.option(
    "--by", default="", metavar="LEVEL", help="Level of the places: county, township, village; default: counties."
)
@click.option("--set", "of_set", default=STRICT, show_default=True, metavar="SET", help=_SETS)
@_years_option
@_limit_option(MOST_PLACES, "places")
@_chart_options
@click.pass_context
def network_over_time(
    ctx: click.Context,
    /,
    in_: str,
    by: str,
    of_set: str,
    years: str,
    limit: int,
    **given: Any,  # noqa: ANN401
) -> None:
    """Draw the leads, posts and honours of each year, place by place; undated ones are counted separately.

    Example: kg chart network-over-time --by county
    """
    _write(ctx, given, lambda charts: charts.network_over_time(in_=in_, by=by, of_set=of_set, years=years, limit=limit))


@chart.command()
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--role", default="", metavar="ROLE", help="Only this role and narrower ones.")
@click.option(
    "--by",
    type=click.Choice(GROUPINGS),
    default=BOTH,
    show_default=True,
    help="Group by role, by level of place, or both.",
)
@click.option(
    "--least",
    type=click.IntRange(1),
    default=LEAST,
    show_default=True,
    help="Minimum number of stated ends for a group to be estimated.",
)
@click.option("--spells", "listed", metavar="FILE", help="Also write all posts to this file, as a table.")
@_chart_options
@click.pass_context
def survival(
    ctx: click.Context,
    /,
    things: tuple[str, ...],
    role: str,
    by: str,
    least: int,
    listed: str | None,
    **given: Any,  # noqa: ANN401 - what every chart has
) -> None:
    """Draw how long posts are held, by role and level of place, with the number at risk.

    It is the Kaplan-Meier estimate with its 95 % interval. Where a start or end is known only within bounds, the range
    of Turnbull's estimate is added. A group with few stated ends is not estimated; its posts are counted instead.

    Example: kg chart survival --by role --spells posts.csv
    """
    if listed:
        table = current_base(ctx, given["store_at"], given["lang"]).chart.spells(*things, role=role)
        write_table(table, chosen_format(listed, "", TABLE_FORMATS) or "csv", listed, "spells")
    _write(ctx, given, lambda charts: charts.survival(*things, role=role, by=by, least=least))

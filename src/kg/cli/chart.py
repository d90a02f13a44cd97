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

_SETS = "Set of capacities that counts: strict, medium or broad."
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
    """Draw a chart: posts, figures, initiatives, spread of a programme, shares of actors, a map, years, lengths.

    Each chart is written as SVG, PNG, one offline HTML file, its Vega-Lite specification (json) or its rows (csv).
    Below it are the sources it rests on and what is left out. Gaps in the sources are drawn as gaps.

    Example: kg chart tenures 谢家坞村 -o xiejiawu.svg
    """


@chart.command()
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--by", type=click.Choice((PLACE, PERSON)), help="Group lanes by place or person.")
@click.option("--role", default="", help="Only this role and its kinds.")
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
    """Draw who held which post when, in places or by persons: all posts without a THING.

    Solid: certainly in office; pale: the start or the end falls in here; arrow: the end is not said. A post that is
    only attested is a point at the article's date. Holders with an order and no dates appear beside the years, in that
    order.

    Example: kg chart tenures 谢家坞村 -o xiejiawu.png
    """
    _write(ctx, given, lambda charts: charts.tenures(*things, by=by or "", role=role, years=years, limit=limit))


@chart.command()
@click.option("--indicator", required=True, help="The indicator (kg query vocabulary --class Indicator).")
@click.option("--measured", default="", help="What is measured; default: everything.")
@_years_option
@_limit_option(MOST_MEASURED, "things measured")
@_chart_options
@click.pass_context
def series(ctx: click.Context, /, indicator: str, measured: str, years: str, limit: int, **given: Any) -> None:  # noqa: ANN401
    """Draw an indicator over time, with bounds; targets and forecasts are drawn apart from results.

    Example: kg chart series --indicator 村级经营性收入 --measured 谢家坞村
    """
    _write(ctx, given, lambda charts: charts.series(indicator, measured=measured, years=years, limit=limit))


@chart.command()
@click.option("--in", "in_", default="", help="A place, with the places within it; default: everything.")
@click.option("--deeds", is_flag=True, help="Count deeds, events and documents as well as initiatives.")
@_years_option
@_chart_options
@click.pass_context
def initiatives(ctx: click.Context, /, in_: str, years: str, *, deeds: bool, **given: Any) -> None:  # noqa: ANN401
    """Draw how many involvements in initiatives begin in which year, by capacity; the undated are counted apart.

    Example: kg chart initiatives --in 柯桥区
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

    Example: kg chart spread 驻村指导员制度
    """
    _write(ctx, given, lambda charts: charts.spread(initiative, years=years, limit=limit))


@chart.command()
@click.option("--in", "in_", default="", help="A place, with the places within it; default: everything.")
@click.option("--source", default="", help="Only this source.")
@click.option("--set", "of_set", default="", help="Set of capacities that counts: strict, medium; default: broad.")
@_limit_option(MOST_SOURCES, "sources")
@_chart_options
@click.pass_context
def shares(ctx: click.Context, /, in_: str, source: str, of_set: str, limit: int, **given: Any) -> None:  # noqa: ANN401
    """Draw whom involvements are credited to: named and unnamed people, groups, bodies, places that act.

    Example: kg chart shares --in 柯桥区 --set medium
    """
    _write(ctx, given, lambda charts: charts.shares(in_=in_, source=source, of_set=of_set, limit=limit))


@chart.command(name="map")
@click.option("--in", "in_", default="", help="A place, with the places within it; default: everything.")
@click.option("--set", "of_set", default=STRICT, show_default=True, help=_SETS)
@_chart_options
@click.pass_context
def map_(ctx: click.Context, /, in_: str, of_set: str, **given: Any) -> None:  # noqa: ANN401
    """Draw leads and posts by place, places within places: the more leads, the larger the tile.

    The register has no coordinates, so the map follows what belongs to what, not where it lies. Places without leads
    and posts are shown too.

    Example: kg chart map --in 柯桥区
    """
    _write(ctx, given, lambda charts: charts.map(in_=in_, of_set=of_set))


@chart.command(name="network-over-time")
@click.option("--in", "in_", default="", help="Compare the places within this place; default: everything.")
@click.option("--by", default="", help="Level of the places: county, township, village; default: counties.")
@click.option("--set", "of_set", default=STRICT, show_default=True, help=_SETS)
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
    """Draw how many lead, serve and are honoured a year, place by place; the undated are counted apart.

    Example: kg chart network-over-time --by county
    """
    _write(ctx, given, lambda charts: charts.network_over_time(in_=in_, by=by, of_set=of_set, years=years, limit=limit))


@chart.command()
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option("--role", default="", help="Only this role and its kinds.")
@click.option("--by", type=click.Choice(GROUPINGS), default=BOTH, show_default=True, help="Group by role, place level.")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=LEAST,
    show_default=True,
    help="Fewest said ends of a group that is shown.",
)
@click.option("--spells", "listed", metavar="FILE", help="Also write the posts as a table, whatever is estimated.")
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
    """Draw how long posts are held, by role and level of place, with how many are at risk.

    Kaplan-Meier's estimate with its 95 % interval, and the range that Turnbull's leaves where a start or an end is only
    bounded. A group with few said ends is not estimated: what is known of its posts is counted.

    Example: kg chart survival --by role --spells posts.csv
    """
    if listed:
        table = current_base(ctx, given["store_at"], given["lang"]).chart.spells(*things, role=role)
        write_table(table, chosen_format(listed, "", TABLE_FORMATS) or "csv", listed, "spells")
    _write(ctx, given, lambda charts: charts.survival(*things, role=role, by=by, least=least))

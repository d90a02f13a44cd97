"""Charts drawn with Vega-Altair and printed with vl-convert: SVG, PNG, one offline HTML file, the specification."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

import altair as alt

from kg.charts.chart import Chart
from kg.render.chart.chart_page import page
from kg.render.chart.counts import initiatives_chart, shares_chart
from kg.render.chart.frame import PAGE, WHOLE, Form
from kg.render.chart.overtime import overtime_chart
from kg.render.chart.picture import png, svg, svg_tree, undrawn
from kg.render.chart.robustness import ranks_chart
from kg.render.chart.series import series_chart
from kg.render.chart.survival import survival_chart
from kg.render.chart.timeline import timeline
from kg.render.chart.treemap import treemap

__all__ = ["rendered", "specification", "undrawn"]

_DRAWN: Final[Mapping[str, Callable[[Chart, Form], alt.VConcatChart]]] = {
    "tenures": timeline,
    "series": series_chart,
    "initiatives": initiatives_chart,
    "spread": timeline,
    "shares": shares_chart,
    "map": treemap,
    "network-over-time": overtime_chart,
    "survival": survival_chart,
    "robustness": ranks_chart,
}


def specification(chart: Chart, form: Form = WHOLE) -> dict[str, Any]:
    """Return a chart with at least one row as a Vega-Lite specification, its data inside."""
    found: dict[str, Any] = _DRAWN[chart.name](chart, form).to_dict()
    return found


def _drawings(chart: Chart) -> tuple[Element, Element]:
    """Return a chart for a wide and for a narrow screen."""
    wide, narrow = (svg_tree(specification(chart, form)) for form in PAGE)
    return wide, narrow


def rendered(
    chart: Chart, fmt: str, spec: Mapping[str, Any], scale: float = 2.0, other: Chart | None = None
) -> str | bytes:
    """Return a chart's specification as `svg`, `png`, `html` or `json`; `other` is the chart in the other language.

    Raises `OutputError` when it cannot be drawn, and for PNG when no font has Chinese characters.
    """
    match fmt:
        case "png":
            return png(spec, scale)
        case "html":
            return page(*((each, *_drawings(each)) for each in (chart, other) if each))
        case "json":
            return json.dumps(dict(spec), ensure_ascii=False, indent=1) + "\n"
        case _:
            return svg(spec)

"""Charts drawn with Vega-Altair and printed with vl-convert: SVG, PNG, one offline HTML file, the specification."""

from __future__ import annotations

from typing import Any

from kg.charts.chart import Chart
from kg.render.chart.timeline import timeline
from kg.render.chart.series import series_chart
from kg.render.chart.counts import shares_chart, initiatives_chart


def draw(chart: Chart) -> dict[str, Any]:
    return {"tenures":timeline,"spread":timeline,"series":series_chart,"shares":shares_chart,"initiatives":initiatives_chart}[chart.name](chart).to_dict()

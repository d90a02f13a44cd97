"""Marks in pixels from the top left: rectangles, rules, points, each with the dashes and colours that it brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from kg.render.chart.frame import INK, Mark, dashed, dashes, data, opacities, pixels

# What a mark has unless it says otherwise.
_PLAIN: Final[Mark] = {"dash": dashed("stated"), "opacity": 1.0, "told": "", "width": 1.3, "size": 70}
# Shapes of our own, within a square from -1 to 1, as Vega wants them.
WHISKERS: Final = "M-1,-0.45L-1,0.45M-1,0L1,0M1,-0.45L1,0.45M0,-0.62L0.62,0L0,0.62L-0.62,0Z"  # a mark between two days
SIGHTS: Final = "M-0.75,0A0.75,0.75,0,1,1,0.75,0A0.75,0.75,0,1,1,-0.75,0ZM-1,0L1,0M0,-1L0,1"  # what is aimed at
UPWARD: Final = "M-0.75,0.35L0,-0.55L0.75,0.35"
DOWNWARD: Final = "M-0.75,-0.35L0,0.55L0.75,-0.35"


class Canvas:
    """A drawing surface of a width and a height in pixels; each method returns its marks as one layer."""

    def __init__(self, width: float, height: float) -> None:
        """Take the size in pixels."""
        self.width, self.height = width, height

    def x(self, field: str = "x") -> alt.X:
        """Return the encoding of a place from the left."""
        return alt.X(f"{field}:Q", scale=pixels(self.width), axis=None)

    def y(self, field: str = "y") -> alt.Y:
        """Return the encoding of a place from the top."""
        return alt.Y(f"{field}:Q", scale=pixels(self.height), axis=None)

    def rectangles(self, marks: Sequence[Mark], **style: Any) -> list[alt.Chart]:  # noqa: ANN401 - Vega's settings
        """Return rectangles: `x`, `x2`, `y`, `y2`, `fill`, and `colour` for the outline."""
        if not marks:
            return []
        made = self._base(marks).mark_bar(**{"strokeWidth": 1.3, **style})  # a rect of Vega-Lite has no dashes
        return [
            made.encode(
                x=self.x(),
                x2="x2:Q",
                y=self.y(),
                y2="y2:Q",
                fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("colour:N", scale=None),
                strokeDash=dashes(),
                fillOpacity=opacities(),
                description="told:N",
            )
        ]

    def rules(self, marks: Sequence[Mark]) -> list[alt.Chart]:
        """Return lines from `x`, `y` to `x2`, `y2` in `colour`, as thick as `width`."""
        if not marks:
            return []
        return [
            self._base([{"x2": mark["x"], "y2": mark["y"], **mark} for mark in marks])
            .mark_rule()
            .encode(
                x=self.x(),
                x2="x2:Q",
                y=self.y(),
                y2="y2:Q",
                stroke=alt.Stroke("colour:N", scale=None),
                strokeWidth=alt.StrokeWidth("width:Q", scale=None),
                strokeDash=dashes(),
                description="told:N",
            )
        ]

    def points(self, marks: Sequence[Mark]) -> list[alt.Chart]:
        """Return points: `x`, `y`, `shape`, `fill`, `colour` for the outline, `size` in square pixels."""
        if not marks:
            return []
        return [
            self._base(marks)
            .mark_point(strokeWidth=1.3, opacity=1)
            .encode(
                x=self.x(),
                y=self.y(),
                shape=alt.Shape("shape:N", scale=None),
                size=alt.Size("size:Q", scale=None),
                fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("colour:N", scale=None),
                strokeDash=dashes(),
                fillOpacity=opacities(),
                description="told:N",
            )
        ]

    def _base(self, marks: Sequence[Mark]) -> alt.Chart:
        full = [{**_PLAIN, "colour": INK, **mark} for mark in marks]
        return alt.Chart(data(full), width=self.width, height=self.height)

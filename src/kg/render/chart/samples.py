"""The legend of lanes in time: only what the picture has."""

from __future__ import annotations

from collections.abc import Sequence

from kg.charts.chart import Lane
from kg.charts.extent import POINT, SPELL, UNDATED, WITHIN
from kg.charts.words import Say
from kg.render.chart.frame import GREY, INK, PAPER, Sample, colour
from kg.render.chart.lanes import SIGNS
from kg.render.chart.marks import WHISKERS


def samples(rows: Sequence[Lane], say: Say) -> list[Sample]:
    """Return the entries of the legend: categories, forms of time, order, certainty."""
    present = {lane.category for lane in rows}
    signs = [
        Sample(shape, colour(token), colour(token), say(name))
        for name, (shape, token) in SIGNS.items()
        if name in present
    ]
    main = colour("carried-on" if signs else "post")
    deed = "-deed" if signs else ""
    spells = [lane.extent for lane in rows if lane.extent.form == SPELL and lane.category != "gap"]
    dated = [lane for lane in rows if lane.extent.form in {SPELL, WITHIN} and lane.category != "gap"]
    zones = any(
        low and low != high
        for e in spells
        for low, high in ((e.earliest_start, e.latest_start), (e.earliest_end, e.latest_end))
    )
    open_sides = any(not lane.extent.earliest_start or not lane.extent.latest_end for lane in dated)
    entries: list[tuple[bool, Sample]] = [
        (any(e.sure for e in spells), Sample("square", main, main, say(f"sure{deed}"))),
        (zones, Sample("square", main, main, say("zone"), pale=True)),
        (any(lane.extent.form == WITHIN for lane in rows), Sample("square", PAPER, main, say(f"within{deed}"))),
        (open_sides, Sample("triangle-right", PAPER, main, say("open"))),
        (any(lane.extent.form == POINT for lane in rows), Sample(WHISKERS, main, main, say("point"))),
        ("gap" in present, Sample("stroke", PAPER, GREY, say("gap"), dashed=True)),
        ("overlap" in present, Sample("square", colour("disputed"), colour("disputed"), say("overlap"))),
        *_of_order(rows, say),
        (
            any(lane.certainty == "inferred" for lane in rows),
            Sample("square", PAPER, GREY, say("inferred"), dashed=True),
        ),
    ]
    return [*signs, *(sample for wanted, sample in entries if wanted)]


def _of_order(rows: Sequence[Lane], say: Say) -> list[tuple[bool, Sample]]:
    undated = [lane for lane in rows if lane.extent.form == UNDATED]
    orders = {lane.order_certainty for lane in undated if lane.order}
    return [
        ("stated" in orders, Sample("circle", PAPER, INK, say("order"), letter="1")),
        ("inferred" in orders, Sample("circle", PAPER, INK, say("order-inferred"), dashed=True, letter="1")),
        (any(not lane.order for lane in undated), Sample("circle", PAPER, INK, say("no-order"), letter="?")),
    ]

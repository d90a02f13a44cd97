"""An indicator over time: what each source gives, results apart from targets, with the bounds that the words leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from kg.charts.chart import Chart, Period, basis_of, columns_of, headings, rests_on, slots_of
from kg.charts.extent import ARTICLE, Extent, dated_by, extent, running_extent
from kg.charts.material import Material
from kg.charts.words import words
from kg.model import Resource
from kg.reading.appeared import appeared
from kg.reading.computed import value_range
from kg.reading.labels import Labels
from kg.reading.running import CUMULATIVE, measure_of, run_of
from kg.reading.said import Said
from kg.terms.namespaces import PREFIXES, curie, slug

LIMIT: Final = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what is measured, when, the value in base units as plain decimal text, and the bounds it allows.

    `time` is as said. The extent of a figure that runs (from 2003 on) is the time when it was told, `since` its start,
    and `cumulative` says that it adds up. `dated_by` is `article` where the source's date alone gives the time, else
    `text`, and empty where there is none.
    `low` or `high` is empty where the words leave that side open; `measure` is how the indicator counts (`rank`,
    `total` ...); `modality` is actual, target, planned or forecast.
    """

    measured: str
    measured_id: str
    reference: str
    time: str
    extent: Extent
    printed: str
    value: str
    low: str
    high: str
    bound: str
    unit: str
    measure: str
    modality: str
    modality_label: str
    said_by: str
    comparison: str
    certainty: str
    inferred: str
    since: str
    cumulative: str
    dated_by: str
    statement: str
    source: str
    quote: str
    quote_en: str
    printed_en: str = ""

    @property
    def number(self) -> float | None:
        """The value as a number, None where it is not one."""
        try:
            return float(self.value)
        except ValueError:
            return None

    @property
    def panel(self) -> tuple[str, str, str]:
        """What a figure shares an axis with: the thing, the reference of its comparison, the unit."""
        return self.measured_id, self.reference, self.unit


def series(
    material: Material, indicator: str, measured: str = "", period: Period | None = None, limit: int = LIMIT
) -> Chart:
    """Return the figures for an indicator, thing by thing, the dated ones of a thing by their first day.

    At most `limit` things are kept, those with most figures first.
    """
    say = words(material.language)
    reading = material.figures(indicator, measured)
    labels = material.labels(reading, measured)
    names = headings((one.core[0] for one in reading.said), labels)
    rows = [_figure(one, names, reading.sources, labels) for one in reading.said]
    kept = [row for row in rows if period is None or row.extent.touches(period.first, period.last)]
    shown, cut = _limited(kept, limit)
    ids = {row.statement for row in shown}
    basis = tuple(basis_of(one) for one in reading.said if one.id in ids)
    foot = [rests_on(basis, reading.sources, say), say("note-series")]
    undated = sum(not row.extent.days for row in shown)
    cumulative = sum(bool(row.cumulative and row.extent.days) for row in shown)
    foot += [say("note-cumulative", count=cumulative)] if cumulative else []
    by_article = sum(row.dated_by == ARTICLE for row in shown)
    foot += [say("note-by-article", count=by_article)] if by_article else []
    foot += [say("note-undated-figures", count=undated)] if undated else []
    if period and len(kept) < len(rows):
        timeless = sum(not row.extent.days for row in rows)
        foot.append(say("years-left", outside=len(rows) - len(kept) - timeless, undated=timeless))
    if cut:
        foot.append(say("cut-panels", limit=limit, cut=cut, whole=limit + cut))
    label = labels.label(indicator)
    title = f"{labels.label(measured)} · {label}" if measured else label
    columns = columns_of(Figure)
    slots = slots_of(reading.said, labels)
    return Chart(
        "series", material.language, title, say("series"), tuple(shown), columns, basis, tuple(foot), slots=slots
    )


def _figure(said: Said, names: Mapping[str, str], sources: Mapping[str, Resource], labels: Labels) -> Figure:
    statement, source = said.statement, sources.get(said.source)
    value, low, high = value_range(statement)
    run = run_of(said, labels.ontology)
    when = running_extent(run, appeared(source)) if run else extent(said, appeared(source))
    measured, _, reference = said.core
    return Figure(
        measured=names[measured],
        measured_id=curie(measured),
        reference=labels.label(reference),
        time=said.time,
        extent=when,
        printed=statement.text("valuePrinted"),
        value=value,
        low=low,
        high=high,
        bound=slug(statement.text("valueBound")),
        unit=labels.label(statement.text("unit")),
        measure=slug(measure_of(said, labels.ontology)),
        modality=said.modality,
        modality_label=labels.label(PREFIXES["modality"] + said.modality),
        said_by=labels.joined(statement.values("saidBy"), words(labels.language)("comma")),
        comparison=statement.text("comparison"),
        certainty=said.certainty,
        inferred=";".join(said.inferred),
        since=run.since if run else "",
        cumulative=CUMULATIVE if run and run.is_cumulative else "",
        dated_by=dated_by(said, appeared(source), run) if when.days else "",
        **asdict(basis_of(said)),
        printed_en=said.glossed("value"),
    )


def _limited(rows: Sequence[Figure], limit: int) -> tuple[list[Figure], int]:
    """Return the rows of the `limit` panels with most rows, panel by panel, and how many panels are left out."""
    panels: dict[tuple[str, str, str], list[Figure]] = {}
    for row in rows:
        panels.setdefault(row.panel, []).append(row)
    ordered = sorted(panels.values(), key=lambda panel: -len(panel))
    kept = [sorted(panel, key=lambda row: row.extent.days[:1] or ("9",)) for panel in ordered[:limit]]
    return [row for panel in kept for row in panel], max(len(ordered) - limit, 0)

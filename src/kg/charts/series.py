"""An indicator over time: what each source gives, results apart from targets, with the bounds that the words leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.charts.chart import Basis, Chart, Years, basis_of, columns_of, headings, rests_on
from kg.charts.extent import Extent, extent
from kg.charts.records import Record, Records, Source
from kg.charts.words import words
from kg.reading.computed import plain
from kg.terms.namespaces import curie, slug
from kg.terms.values import value_bounds

LIMIT: Final = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what is measured, when, the value in base units as plain decimal text, and the bounds it allows.

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
    statement: str
    source: str
    quote: str

    @property
    def panel(self) -> tuple[str, str, str]:
        """What a figure shares an axis with: the thing, the reference of its comparison, the unit."""
        return self.measured_id, self.reference, self.unit


def series(
    records: Records, indicator: str, measured: str = "", years: Years | None = None, limit: int = LIMIT
) -> Chart:
    """Return the figures for an indicator, thing by thing, the dated ones of a thing by their first day.

    At most `limit` things are kept, those with most figures first.
    """
    say = words(records.language)
    found = records.figures(indicator, measured)
    records.name(v for r in found for n in ("measured", "reference", "unit", "modality", "said_by") for v in r.all(n))
    sources = records.sources()
    described = records.described(("measure",)).get(indicator)
    measure = slug(described.one("measure")) if described else ""
    names = headings((r.one("measured") for r in found), records)
    rows = [_figure(record, measure, names, sources, records) for record in found]
    kept = [row for row in rows if years is None or row.extent.touches(years.first, years.last)]
    shown, cut = _limited(kept, limit)
    basis = _basis(found, shown)
    foot = [rests_on(basis, sources, say), say("note-series")]
    undated = sum(not row.extent.days for row in shown)
    foot += [say("note-undated-figures", count=undated)] if undated else []
    if years and len(kept) < len(rows):
        timeless = sum(not row.extent.days for row in rows)
        foot.append(say("years-left", outside=len(rows) - len(kept) - timeless, undated=timeless))
    if cut:
        foot.append(say("cut-panels", limit=limit, cut=cut))
    label = records.label(indicator)
    title = f"{records.label(measured)} · {label}" if measured else label
    columns = columns_of(Figure)
    return Chart("series", records.language, title, say("series"), tuple(shown), columns, basis, tuple(foot))


def _basis(found: Sequence[Record], shown: Sequence[Figure]) -> tuple[Basis, ...]:
    ids = {row.statement for row in shown}
    return tuple(b for b in map(basis_of, found) if b.statement in ids)


def _figure(
    record: Record, measure: str, names: dict[str, str], sources: dict[str, Source], records: Records
) -> Figure:
    bound = slug(record.one("bound"))
    value = _number(record.one("value"))
    low, high = value_bounds(value, bound) if value is not None else (None, None)
    return Figure(
        measured=names[record.one("measured")],
        measured_id=curie(record.one("measured")),
        reference=records.label(record.one("reference")) if record.one("reference") else "",
        time=record.one("time"),
        extent=extent(record.one("time"), slug(record.one("sense")), sources[record.one("source")].appeared),
        printed=record.one("printed"),
        value=plain(value),
        low=plain(low),
        high=plain(high),
        bound=bound,
        unit=records.label(record.one("unit")),
        measure=measure,
        modality=slug(record.one("modality")),
        modality_label=records.label(record.one("modality")),
        said_by=words(records.language)("comma").join(map(records.label, record.all("said_by"))),
        comparison=record.one("comparison"),
        certainty=record.one("certainty"),
        inferred=record.one("inferred"),
        **asdict(basis_of(record)),
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _limited(rows: Sequence[Figure], limit: int) -> tuple[list[Figure], int]:
    """Return the rows of the `limit` panels with most rows, panel by panel, and how many panels are left out."""
    panels: dict[tuple[str, str, str], list[Figure]] = {}
    for row in rows:
        panels.setdefault(row.panel, []).append(row)
    ordered = sorted(panels.values(), key=lambda panel: -len(panel))
    kept = [sorted(panel, key=lambda row: row.extent.days[:1] or ("9",)) for panel in ordered[:limit]]
    return [row for panel in kept for row in panel], max(len(ordered) - limit, 0)

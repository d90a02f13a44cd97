"""How a programme spread: pilots, instances, adoptions, honours and who did what, by level of place and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from kg.charts.chart import Chart, Lane, Period, basis_of, columns_of, governed, rests_on
from kg.charts.extent import ARTICLE, dated_by, extent
from kg.charts.material import INVOLVEMENT, Material
from kg.charts.words import Say, words
from kg.reading.appeared import appeared
from kg.reading.computed import INFERRED
from kg.reading.labels import Labels
from kg.reading.said import Reading, Said
from kg.terms.namespaces import PREFIXES, slug

LIMIT: Final = 60
FIRST, PILOTED, INSTANCE, ADOPTED, HONOUR, CARRIED, NOT_ACTUAL = (
    *("first", "piloted", "instance", "adopted", "honour", "carried", "not-actual-deed"),
)
_SHORTEST_NAME: Final = 4
_LAST_RANK: Final = 99


@dataclass(frozen=True, slots=True)
class SpreadLane(Lane):
    """One lane: one statement of how the programme reached a place; the group is the level of that place."""

    level: str
    place: str
    actor: str
    undertaking: str
    dated_by: str


_Ranked = tuple[int, SpreadLane]


class _Maker:
    """Makes lanes: knows the sources, the level and label of places, and where each undertaking is."""

    def __init__(self, reading: Reading, labels: Labels, named: Sequence[str]) -> None:
        self.labels, self.say, self._sources = labels, words(labels.language), reading.sources
        self.named = {labels.label(iri) for iri in named}
        self.family = {*named, *(one.core[0] for one in reading.said if one.kind == _LINK)} - {""}
        places: dict[str, set[str]] = {}
        for one in reading.said:
            if one.kind == INVOLVEMENT:
                place = one.statement.text("place") or governed(one.subject, labels)
                places.setdefault(one.core[2], set()).update([place] if place else [])
        self.place_of = {iri: next(iter(found)) for iri, found in places.items() if len(found) == 1}

    def level(self, place: str) -> tuple[int, str, str]:
        """Return rank, slug and label of a place's level: the highest place first, areas and what is not said last."""
        known = self.labels.entities.get(place)
        level = known.text("level") if known else ""
        if level:
            return int(self.labels.ontology.terms[level].text("rank")), slug(level), self.labels.label(level)
        if known:
            return _LAST_RANK - 1, "", self.labels.label(known.type)
        return _LAST_RANK, "", self.say("level-unsaid")

    def noted(self, *notes: str) -> str:
        """Return the notes that say something as one."""
        return self.say("semicolon").join(filter(None, notes))

    def lane(self, said: Said, category: str, label: str, place: str, **told: str) -> _Ranked:
        """Return a lane with the rank of its level; `told` are its `actor`, `undertaking` and `note`."""
        rank, level, heading = self.level(place)
        modality = "" if said.is_actual else self.labels.label(PREFIXES["modality"] + said.modality)
        source = appeared(self._sources.get(said.source))
        when = extent(said, source)
        by = dated_by(said, source) if when.days else ""
        article = self.say("by-article-short") if by == ARTICLE else ""
        return rank, SpreadLane(
            group=heading,
            label=label,
            category=category if said.is_actual else NOT_ACTUAL,
            time=said.time,
            extent=when,
            order=None,
            order_certainty="",
            note=self.noted(modality, told.get("note", ""), article),
            certainty=said.certainty,
            level=level,
            place=self.labels.label(place),
            actor=told.get("actor", ""),
            undertaking=told["undertaking"],
            dated_by=by,
            **asdict(basis_of(said)),
        )


def spread(material: Material, initiative: str, period: Period | None = None, limit: int = LIMIT) -> Chart:
    """Return the lanes of a programme, level by level from the country down, within a level by time, undated last.

    The programme is what was judged to be the same as `initiative`, and all that a source calls an instance of
    it, adopted from it or based on it, at any remove. An honour that no source joins to it but that bears its name is
    taken as inferred.
    """
    say = words(material.language)
    reading = material.programme(initiative, _SHORTEST_NAME)
    found = _in_order(reading, material.coreferent(initiative))
    labels = material.labels(reading, initiative)
    made = _Maker(reading, labels, material.coreferent(initiative))
    lanes = [_LANES[one.kind](one, made) for one in found]
    kept = [lane for lane in lanes if period is None or lane[1].extent.touches(period.first, period.last)]
    ordered = [lane for _, lane in sorted(kept, key=lambda lane: (lane[0], lane[1].extent.days[:1] or ("9",)))]
    rows = ordered[:limit]
    shown = {row.statement for row in rows}
    basis = tuple(b for b in map(basis_of, found) if b.statement in shown)
    foot = [rests_on(basis, reading.sources, say), say("note-spread"), *_notes(rows, say)]
    if period and len(kept) < len(lanes):
        undated = sum(not lane.extent.days for _, lane in lanes)
        foot.append(say("years-left", outside=len(lanes) - len(kept) - undated, undated=undated))
    if len(ordered) > limit:
        foot.append(say("cut-steps", limit=limit, cut=len(ordered) - limit))
    subtitle, columns = say("spread"), columns_of(SpreadLane)
    title = labels.label(initiative)
    return Chart("spread", material.language, title, subtitle, tuple(rows), columns, basis, tuple(foot))


def _in_order(reading: Reading, named: Sequence[str]) -> list[Said]:
    """Return the relations that lead down from a programme, nearest first, then who did what, then the honours."""
    by_kind: dict[str, list[Said]] = {kind: [] for kind in _LANES}
    for one in reading.said:
        by_kind[one.kind].append(one)
    by_whole: dict[str, list[Said]] = {}
    for one in by_kind[_LINK]:
        by_whole.setdefault(one.core[2], []).append(one)
    links: list[Said] = []
    seen, ahead = set(named), list(named)
    while ahead:
        down = by_whole.get(ahead.pop(0), [])
        links += down
        fresh = dict.fromkeys(one.core[0] for one in down)
        ahead += [part for part in fresh if part not in seen]
        seen |= fresh.keys()
    return [*links, *by_kind[INVOLVEMENT], *by_kind[HONOUR]]


def _notes(rows: Sequence[SpreadLane], say: Say) -> Iterator[str]:
    by_name = sum(row.note.startswith(say("by-name")) for row in rows)
    if by_name:
        yield say("by-name-count", count=by_name)
    inferred = sum(row.certainty == INFERRED for row in rows)
    if inferred:
        yield say("note-inferred", count=inferred)
    yield say("note-dates-sources")


def _link(said: Said, made: _Maker) -> _Ranked:
    iri, relation, _ = said.core
    category = made.labels.ontology.spreads_as(relation)
    part, whole = made.labels.label(said.subject), made.labels.label(said.object)
    place = said.statement.text("place") or made.place_of.get(iri, "")
    note = f"← {whole}" if category == ADOPTED else ""
    return made.lane(
        said, category, f"{made.labels.label(said.predicate)} · {part}", place, undertaking=part, note=note
    )


def _deed(said: Said, made: _Maker) -> _Ranked:
    label, statement = made.labels.label, said.statement
    actor, undertaking = label(said.subject), label(said.object)
    acting_for = governed(said.subject, made.labels)
    place = statement.text("place") or acting_for
    first = bool(statement.one("firstIn"))
    category = FIRST if first else made.labels.ontology.spreads_as(said.core[1]) or CARRIED
    parts = [label(said.predicate), actor]
    parts += [label(place)] if statement.one("place") and place != acting_for else []
    parts += [undertaking] if undertaking not in made.named else []
    note = made.say("first") if first else ""
    return made.lane(said, category, " · ".join(parts), place, actor=actor, undertaking=undertaking, note=note)


def _honour(said: Said, made: _Maker) -> _Ranked:
    label = made.labels.label
    recipient, honour = label(said.subject), label(said.object)
    iri = said.core[0]
    is_place = made.labels.type(iri) in made.labels.ontology.location_classes
    place = iri if is_place else governed(said.subject, made.labels) or made.place_of.get(iri, "")
    text = f"{label(said.predicate)} · {recipient} · {honour}"
    rank, lane = made.lane(said, HONOUR, text, place, actor=recipient, undertaking=honour)
    if iri in made.family:
        return rank, lane
    return rank, replace(lane, certainty=INFERRED, note=made.noted(made.say("by-name"), lane.note))


_LINK: Final = "relation"
_LANES: Final[Mapping[str, Callable[[Said, _Maker], _Ranked]]] = {_LINK: _link, INVOLVEMENT: _deed, HONOUR: _honour}

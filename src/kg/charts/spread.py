"""How a programme spread: pilots, instances, adoptions, honours and who did what, by level of place and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from kg.charts.chart import Chart, Lane, Period, basis_of, columns_of, governed, rests_on
from kg.charts.extent import ARTICLE, dated_by, extent
from kg.charts.material import INVOLVEMENT, TENURE, Material
from kg.charts.words import Say, words
from kg.model import value_text
from kg.reading.appeared import appeared
from kg.reading.computed import INFERRED
from kg.reading.labels import Labels
from kg.reading.said import Reading, Said
from kg.terms.namespaces import PREFIXES, slug

LIMIT: Final = 60
FIRST, PILOTED, INSTANCE, ADOPTED, HONOUR, CARRIED, EVENT, POSTED, NOT_ACTUAL = (
    *("first", "piloted", "instance", "adopted", "honour", "carried", "event", "posted", "not-actual-deed"),
)
_SHORTEST_NAME: Final = 4
_LAST_RANK: Final = 99


@dataclass(frozen=True, slots=True)
class SpreadLane(Lane):
    """One lane: how the programme reached a place, as one statement says it or several alike.

    The group is the level and the name of that place. `merged` counts the statements, whose ids, sources and words are
    joined; `follows` is the statement of the pilot from which this was taken over, empty where none is said.
    """

    level: str
    place: str
    actor: str
    undertaking: str
    dated_by: str
    follows: str = ""
    merged: int = 1


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A lane with the rank of its level, the programmes that it is `of`, was taken over from and runs in, by name."""

    rank: int
    lane: SpreadLane
    of: str
    whole: str
    course: tuple[str, ...] = ()


class _Maker:
    """Makes lanes: knows the sources, the level and label of places, and where each undertaking is."""

    def __init__(self, reading: Reading, labels: Labels, named: Sequence[str]) -> None:
        self.labels, self.say, self._sources = labels, words(labels.language), reading.sources
        self.named = {labels.label(iri) for iri in named}
        self.programme = labels.label(named[0])
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
            return self.labels.ontology.rank(level), slug(level), self.labels.label(level)
        if known:
            return _LAST_RANK - 1, "", self.labels.label(known.type)
        return _LAST_RANK, "", self.say("level-unsaid")

    def one_name(self, name: str) -> str:
        """Return one name for the programme under all its names, any other as it is."""
        return self.programme if name in self.named else name

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
        named = self.labels.label(place)
        lane = SpreadLane(
            group=f"{heading} · {named}" if named else heading,
            label=label,
            category=category if said.is_actual else NOT_ACTUAL,
            time=said.time,
            extent=when,
            order=None,
            order_certainty="",
            note=self.noted(modality, told.get("note", ""), article),
            certainty=said.certainty,
            level=level,
            place=named,
            actor=told.get("actor", ""),
            undertaking=told["undertaking"],
            dated_by=by,
            **asdict(basis_of(said)),
        )
        return _Ranked(rank, lane, self.one_name(told["undertaking"]), self.one_name(told.get("whole", "")))


def spread(material: Material, initiative: str, period: Period | None = None, limit: int = LIMIT) -> Chart:
    """Return the lanes of a programme, level by level from the country down, place by place, by time, undated last.

    The programme is what was judged to be the same as `initiative`, all that a source calls an instance of it, adopted
    from it or based on it, at any remove, the deeds and events that are parts of these, and what is coded as done
    under them. Statements alike in all that a lane shows are one lane. An honour that no source joins to it but that
    bears its name is taken as inferred.
    """
    say = words(material.language)
    reading = material.programme(initiative, _SHORTEST_NAME)
    found = _in_order(reading, material.coreferent(initiative))
    labels = material.labels(reading, initiative)
    made = _Maker(reading, labels, material.coreferent(initiative))
    drawn = [_LANES[one.kind](one, made) for one in found]
    kept = [one for one in drawn if period is None or one.lane.extent.touches(period.first, period.last)]
    lanes = _linked(_merged(sorted(kept, key=_place_in_order), say))
    rows = lanes[:limit]
    shown = {statement for row in rows for statement in row.statement.split()}
    basis = tuple(b for b in map(basis_of, found) if b.statement in shown)
    foot = [rests_on(basis, reading.sources, say), say("note-spread"), *_notes(rows, say)]
    if any(row.quote_en for row in rows) and say("note-glosses"):
        foot.append(say("note-glosses"))
    if period and len(kept) < len(drawn):
        undated = sum(not one.lane.extent.days for one in drawn)
        foot.append(say("years-left", outside=len(drawn) - len(kept) - undated, undated=undated))
    if len(lanes) > limit:
        foot.append(say("cut-steps", limit=limit, cut=len(lanes) - limit, whole=len(lanes)))
    subtitle, columns = say("spread"), columns_of(SpreadLane)
    title = labels.label(initiative)
    return Chart("spread", material.language, title, subtitle, tuple(rows), columns, basis, tuple(foot))


def _place_in_order(one: _Ranked) -> tuple[int, str, tuple[str, ...]]:
    return one.rank, one.lane.group, one.lane.extent.days[:1] or ("9",)


def _merged(ranked: Sequence[_Ranked], say: Say) -> list[_Ranked]:
    """Return the lanes, those that are alike but for their words as one, at the place of the first."""
    alike: dict[SpreadLane, list[_Ranked]] = {}
    for one in ranked:
        alike.setdefault(replace(one.lane, statement="", source="", quote="", quote_en=""), []).append(one)
    return [_one_lane(same, say) for same in alike.values()]


def _one_lane(same: Sequence[_Ranked], say: Say) -> _Ranked:
    lanes = [one.lane for one in same]
    if len(lanes) == 1:
        return same[0]
    lane = replace(
        lanes[0],
        label=lanes[0].label + say("times", count=len(lanes)),
        merged=len(lanes),
        statement=" ".join(lane.statement for lane in lanes),
        source=" ".join(dict.fromkeys(lane.source for lane in lanes)),
        quote=" | ".join(dict.fromkeys(lane.quote for lane in lanes)),
        quote_en=" | ".join(dict.fromkeys(lane.quote_en for lane in lanes if lane.quote_en)),
    )
    return replace(same[0], lane=lane)


def _linked(ranked: Sequence[_Ranked]) -> list[SpreadLane]:
    """Return the lanes, what was taken over from a programme with its first pilot, else the first in its course."""
    pilots: dict[str, str] = {}
    in_course: dict[str, str] = {}
    for one in ranked:
        if one.lane.category in {FIRST, PILOTED}:
            statement = one.lane.statement.split()[0]
            pilots.setdefault(one.of, statement)
            for programme in one.course:
                in_course.setdefault(programme, statement)
    # an instance does not follow a pilot in the course of its whole: that is a pilot of another instance
    follows = {ADOPTED: in_course | pilots}
    return [replace(one.lane, follows=follows.get(one.lane.category, pilots).get(one.whole, "")) for one in ranked]


def _in_order(reading: Reading, named: Sequence[str]) -> list[Said]:
    """Return the relations that lead down from a programme, nearest first, then who did what, then all else."""
    by_kind: dict[str, list[Said]] = {kind: [] for kind in _LANES}
    for one in reading.said:
        if one.kind in by_kind:
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
    return [*links, *(one for kind in (INVOLVEMENT, HONOUR, _OCCURRENCE, TENURE) for one in by_kind[kind])]


def _notes(rows: Sequence[SpreadLane], say: Say) -> Iterator[str]:
    by_name = sum(row.merged for row in rows if row.note.startswith(say("by-name")))
    if by_name:
        yield say("by-name-count", count=by_name)
    inferred = sum(row.merged for row in rows if row.certainty == INFERRED)
    if inferred:
        yield say("note-inferred", count=inferred)
    if any(row.follows for row in rows):
        yield say("note-follows")
    yield say("note-dates-sources")


def _link(said: Said, made: _Maker) -> _Ranked:
    iri, relation, _ = said.core
    category = made.labels.ontology.spreads_as(relation) or CARRIED
    part, whole = made.labels.label(said.subject), made.labels.label(said.object)
    place = said.statement.text("place") or made.place_of.get(iri, "")
    note = f"← {whole}" if category == ADOPTED else ""
    return made.lane(
        said, category, f"{made.labels.label(said.predicate)} · {part}", place, undertaking=part, note=note, whole=whole
    )


def _deed(said: Said, made: _Maker) -> _Ranked:
    label, statement = made.labels.label, said.statement
    actor, undertaking = label(said.subject), label(said.object)
    acting_for = governed(said.subject, made.labels)
    place = statement.text("place") or acting_for
    first = bool(statement.one("firstIn"))
    category = FIRST if first else made.labels.ontology.spreads_as(said.core[1]) or CARRIED
    parts = [label(said.predicate), actor]
    parts += [undertaking] if undertaking not in made.named else []
    note = made.say("first") if first else ""
    one = made.lane(said, category, " · ".join(parts), place, actor=actor, undertaking=undertaking, note=note)
    return replace(one, course=tuple(made.one_name(label(iri)) for iri in statement.values("programme")))


def _honour(said: Said, made: _Maker) -> _Ranked:
    label = made.labels.label
    recipient, honour = label(said.subject), label(said.object)
    iri = said.core[0]
    is_place = made.labels.type(iri) in made.labels.ontology.location_classes
    place = iri if is_place else governed(said.subject, made.labels) or made.place_of.get(iri, "")
    text = f"{label(said.predicate)} · {recipient} · {honour}"
    one = made.lane(said, HONOUR, text, place, actor=recipient, undertaking=honour)
    if not made.family.isdisjoint((iri, *map(value_text, said.statement.values("programme")))):
        return one
    return replace(one, lane=replace(one.lane, certainty=INFERRED, note=made.noted(made.say("by-name"), one.lane.note)))


def _event(said: Said, made: _Maker) -> _Ranked:
    event = made.labels.label(said.subject)
    place = said.statement.text("place") or made.place_of.get(said.core[0], "")
    return made.lane(said, EVENT, f"{made.say('event')} · {event}", place, undertaking=event)


def _post(said: Said, made: _Maker) -> _Ranked:
    label = made.labels.label
    holder, role = label(said.subject), label(said.predicate)
    place = said.statement.text("servedIn")
    return made.lane(said, POSTED, f"{role} · {holder}", place, actor=holder, undertaking=made.programme)


_LINK, _OCCURRENCE = "relation", "occurrence"
_LANES: Final[Mapping[str, Callable[[Said, _Maker], _Ranked]]] = {
    _LINK: _link,
    INVOLVEMENT: _deed,
    HONOUR: _honour,
    _OCCURRENCE: _event,
    TENURE: _post,
}

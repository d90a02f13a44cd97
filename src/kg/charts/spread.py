"""How a programme spread: pilots, instances, adoptions, honours and who did what, by level of place and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from kg.charts.chart import Chart, Lane, Years, basis_of, columns_of, rests_on
from kg.charts.extent import extent
from kg.charts.records import Record, Records
from kg.charts.words import Say, words
from kg.terms.namespaces import KG, PREFIXES, slug

LIMIT: Final = 60
FIRST, PILOTED, INSTANCE, ADOPTED, HONOUR, CARRIED, NOT_ACTUAL = (
    *("first", "piloted", "instance", "adopted", "honour", "carried", "not-actual-deed"),
)
_DOWN: Final = ("instance-of", "adopted-from", "based-on")
_SHORTEST_NAME: Final = 4
_LAST_RANK: Final = 99


@dataclass(frozen=True, slots=True)
class Step(Lane):
    """One lane: one statement of how the programme reached a place; the group is the level of that place."""

    level: str
    place: str
    actor: str
    undertaking: str


_Found = tuple[int, Step]


class _Maker:
    """Makes steps: knows the sources, and the level and label of places."""

    def __init__(self, records: Records, family_records: Iterable[Record]) -> None:
        self.records, self.say = records, words(records.language)
        self._sources = records.sources()
        self._found = records.described(("level", "rank"))
        places: dict[str, set[str]] = {}
        for record in family_records:
            place = record.one("place") or record.one("governed")
            places.setdefault(record.one("undertaking"), set()).update([place] if place else [])
        self.place_of = {iri: next(iter(found)) for iri, found in places.items() if len(found) == 1}

    def level(self, place: str) -> tuple[int, str, str]:
        """Return rank, slug and label of a place's level: the highest place first, areas and what is not said last."""
        found = self._found.get(place)
        if found is None:
            area = place.startswith(PREFIXES["area"])
            label = self.records.label(KG + "Area") if area else self.say("level-unsaid")
            return (_LAST_RANK - area, "", label)
        ranked = self._found.get(found.one("level"))
        return (
            int(ranked.one("rank")) if ranked else _LAST_RANK,
            slug(found.one("level")),
            self.records.label(found.one("level")),
        )

    def step(
        self,
        record: Record,
        category: str,
        label: str,
        place: str,
        *,
        undertaking: str,
        actor: str = "",
        note: str = "",
    ) -> _Found:
        """Return a step with the rank of its level."""
        rank, level, heading = self.level(place)
        modality = record.one("modality")
        actual = slug(modality) == "actual"
        appeared = self._sources[record.one("source")].appeared
        told = [note] if note else []
        return rank, Step(
            group=heading,
            label=label,
            category=category if actual else NOT_ACTUAL,
            time=record.one("time"),
            extent=extent(record.one("time"), slug(record.one("sense")), appeared),
            order=None,
            order_certainty="",
            note=self.say("semicolon").join(told if actual else [self.records.label(modality), *told]),
            certainty=record.one("certainty"),
            level=level,
            place=self.records.label(place) if place else "",
            actor=actor,
            undertaking=undertaking,
            **asdict(basis_of(record)),
        )


def spread(records: Records, initiative: str, years: Years | None = None, limit: int = LIMIT) -> Chart:
    """Return the steps of a programme, level by level from the country down, within a level by time, undated last.

    The programme is what an editor judged to be the same as `initiative`, and all that a source calls an instance of
    it, adopted from it or based on it, at any remove. An honour that no source joins to it but that bears its name is
    taken as inferred.
    """
    say = words(records.language)
    found, steps = _steps(records, initiative)
    kept = [s for s in steps if years is None or s[1].extent.touches(years.first, years.last)]
    ordered = [step for _, step in sorted(kept, key=lambda s: (s[0], s[1].extent.days[:1] or ("9",)))]
    rows = ordered[:limit]
    shown = {row.statement for row in rows}
    basis = tuple(b for b in map(basis_of, found) if b.statement in shown)
    foot = [rests_on(basis, records.sources(), say), say("note-spread"), *_notes(rows, say)]
    if years and len(kept) < len(steps):
        undated = sum(not s.extent.days for _, s in steps)
        foot.append(say("years-left", outside=len(steps) - len(kept) - undated, undated=undated))
    if len(ordered) > limit:
        foot.append(say("cut-steps", limit=limit, cut=len(ordered) - limit))
    title = records.label(initiative)
    subtitle, columns = say("spread"), columns_of(Step)
    return Chart("spread", records.language, title, subtitle, tuple(rows), columns, basis, tuple(foot))


def _steps(records: Records, initiative: str) -> tuple[list[Record], list[_Found]]:
    """Return the statements of a programme and the steps that they make."""
    named = records.coreferent(initiative)
    links = _links(records, named)
    family = list(dict.fromkeys([*named, *(r.one("part") for r in links)]))
    deeds = records.involvements(undertakings=family)
    honours = _honours(records, family)
    found = [*links, *deeds, *(record for record, _ in honours)]
    records.name(v for r in found for values in r.values.values() for v in values)
    made = _Maker(records, deeds)
    main = {records.label(iri) for iri in named}
    return found, [
        *(_link(record, made) for record in links),
        *(_deed(record, made, main) for record in deeds),
        *(_honour(record, made, by_name=by_name) for record, by_name in honours),
    ]


def _notes(rows: Sequence[Step], say: Say) -> Iterator[str]:
    by_name = sum(row.note == say("by-name") for row in rows)
    if by_name:
        yield say("by-name-count", count=by_name)
    inferred = sum(row.certainty == "inferred" for row in rows)
    if inferred:
        yield say("note-inferred", count=inferred)
    yield say("note-dates-sources")


def _links(records: Records, named: Sequence[str]) -> list[Record]:
    """Return the relations that lead from the programme down to its instances and adoptions, nearest first."""
    by_whole: dict[str, list[Record]] = {}
    for record in records.links(_DOWN):
        by_whole.setdefault(record.one("whole"), []).append(record)
    found: list[Record] = []
    seen, ahead = set(named), list(named)
    while ahead:
        for record in by_whole.get(ahead.pop(0), ()):
            found.append(record)
            if record.one("part") not in seen:
                seen.add(record.one("part"))
                ahead.append(record.one("part"))
    return found


def _honours(records: Records, family: Sequence[str]) -> list[tuple[Record, bool]]:
    """Return the honours that the programme received, and, marked, those whose name has the programme's name in it."""
    found = records.honours()
    records.name(v for r in found for v in (r.one("honour"), *family))
    names = [name for name in map(_bare, map(records.label, family)) if len(name) >= _SHORTEST_NAME]
    chosen = []
    for record in found:
        received = record.one("recipient") in family
        if received or any(name in _bare(records.label(record.one("honour"))) for name in names):
            chosen.append((record, not received))
    return chosen


def _bare(label: str) -> str:
    return "".join(c for c in label if c.isalnum())


def _link(record: Record, made: _Maker) -> _Found:
    relation = slug(record.one("relation"))
    category = INSTANCE if relation == "instance-of" else ADOPTED
    part, whole = made.records.label(record.one("part")), made.records.label(record.one("whole"))
    label = f"{made.records.label(record.one('relation'))} · {part}"
    place = record.one("place") or made.place_of.get(record.one("part"), "")
    return made.step(record, category, label, place, undertaking=part, note=f"← {whole}" if category == ADOPTED else "")


def _deed(record: Record, made: _Maker, main: set[str]) -> _Found:
    label = made.records.label
    actor, undertaking = label(record.one("actor")), label(record.one("undertaking"))
    place = record.one("place") or record.one("governed")
    piloted = slug(record.one("capacity")) == PILOTED
    category = FIRST if record.one("first_in") else PILOTED if piloted else CARRIED
    parts = [label(record.one("capacity")), actor]
    parts += [label(place)] if record.one("place") and place != record.one("governed") else []
    parts += [undertaking] if undertaking not in main else []
    note = made.say("first") if category == FIRST else ""
    return made.step(record, category, " · ".join(parts), place, actor=actor, undertaking=undertaking, note=note)


def _honour(record: Record, made: _Maker, *, by_name: bool) -> _Found:
    label = made.records.label
    recipient, honour = label(record.one("recipient")), label(record.one("honour"))
    governed = (
        record.one("recipient") if record.one("recipient").startswith(PREFIXES["place"]) else record.one("governed")
    )
    text = f"{label(record.one('standing'))} · {recipient} · {honour}"
    place = governed or made.place_of.get(record.one("recipient"), "")
    found = made.step(record, HONOUR, text, place, actor=recipient, undertaking=honour)
    if not by_name:
        return found
    return found[0], replace(found[1], certainty="inferred", note=made.say("by-name"))

"""Posts over time: who held what, where and when, as far as it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations, pairwise
from typing import Final

from kg.charts.chart import Chart, Lane, Period, basis_of, columns_of, headings, is_current, rests_on, slots_of
from kg.charts.extent import POINT, SPELL, UNDATED, Extent, extent
from kg.charts.material import Material
from kg.charts.words import Say, words
from kg.errors import Message, UsageError
from kg.ontology import Ontology
from kg.reading.appeared import appeared
from kg.reading.computed import INFERRED, STATED
from kg.reading.labels import Labels
from kg.reading.order import Standing, standing
from kg.reading.said import Reading, Said
from kg.terms.namespaces import KG

POST, GAP, OVERLAP = "post", "gap", "overlap"
PLACE, PERSON = "place", "person"
LIMIT: Final = 60
_LAST: Final = 9999
_SHOWN: Final = ("holder", "role", "place", "body", "status")


@dataclass(frozen=True, slots=True)
class TenureLane(Lane):
    """One lane: a post as one statement gives it, or what lies between two of them (`category`)."""

    holder: str
    holder_type: str
    role: str
    place: str
    body: str
    status: str
    inferred: str


@dataclass(frozen=True, slots=True)
class _Held:
    """A post with what it is compared by: heading and lane of comparison, and the holder."""

    heading: str
    role: str
    holder: str
    lane: TenureLane


def tenures(
    material: Material,
    things: Sequence[str] = (),
    by: str = "",
    role: str = "",
    period: Period | None = None,
    limit: int = LIMIT,
) -> Chart:
    """Return the posts of things (IRIs; all posts when there are none), grouped `by` place or person.

    Without `by`, persons are grouped by person and all else by place. Within a group, those whose order is said come
    first and in it, then the dated ones by their first day, then the others in reading order; gaps and overlaps come
    last. At most `limit` lanes are kept. Raises `UsageError` for another word than `place` or `person`.
    """
    say = words(material.language)
    reading = material.tenures(things, role)
    same = material.same([*things, *(iri for one in reading.said for iri in _compared_by(one))])
    grouped = _grouping(by, things, reading, same)
    labels = material.labels(reading, *things, *same.values())
    held = _held(reading, material, same, labels, grouped)
    kept = [h for h in held if period is None or h.lane.extent.touches(period.first, period.last)]
    lanes = _lanes(kept, grouped, say)
    rows = lanes[:limit]
    shown = {statement for row in rows for statement in row.statement.split()}
    basis = tuple(basis_of(one) for one in reading.said if one.id in shown)
    foot = [rests_on(basis, reading.sources, say), *_notes(rows, say), *_left_out(held, kept, period, say)]
    if len(lanes) > limit:
        foot.append(say("cut-lanes", limit=limit, cut=len(lanes) - limit, whole=len(lanes)))
    title = " · ".join(filter(None, (labels.joined(things, say("comma")), say("tenures"))))
    return Chart(
        "tenures",
        material.language,
        title,
        say(f"tenures-{grouped}"),
        tuple(rows),
        columns_of(TenureLane),
        basis,
        tuple(foot),
        slots=slots_of(reading.said, labels),
    )


def _grouping(by: str, things: Sequence[str], reading: Reading, same: Mapping[str, str]) -> str:
    """Return what posts are grouped by: what is asked for, else `person` when all posts are of holders asked for."""
    if by not in {"", PLACE, PERSON}:
        raise UsageError(
            Message("posts are not grouped by {by!r}", by=by),
            Message("One of: {known}", known=(PLACE, PERSON)),
        )
    asked = {same.get(iri, iri) for iri in things}
    holders = {same.get(iri, iri) for iri in (one.core[0] for one in reading.said)}
    return by or (PERSON if asked and holders <= asked else PLACE)


def place_held(said: Said) -> str:
    """Return the place in which a post is held, else the body, empty where neither is said."""
    return said.statement.text("servedIn") or said.statement.text("body")


def _compared_by(said: Said) -> tuple[str, ...]:
    return tuple(iri for iri in (said.core[0], place_held(said)) if iri)


def _held(reading: Reading, material: Material, same: Mapping[str, str], labels: Labels, by: str) -> list[_Held]:
    lines = material.lines(one.core[0] for one in reading.said)
    groups: dict[str, list[tuple[int, _Held]]] = {}
    for at, one in enumerate(reading.said):
        holder, role, place = *one.core[:2], place_held(one)
        own = place if by == PLACE else holder
        heading = same.get(own, own)
        lane = _lane(one, standing(lines, holder, role, place), reading, labels, by)
        groups.setdefault(heading, []).append((at, _Held(heading, role, same.get(holder, holder), lane)))
    names = headings(groups, labels, words(labels.language)("place-unsaid"))
    last = sorted(groups.items(), key=lambda item: not item[0])  # what has no heading of its own
    ordered = [h for _, entries in last for _, h in sorted(entries, key=_place_in_group)]
    return [replace(h, lane=replace(h.lane, group=names[h.heading])) for h in ordered]


def _place_in_group(entry: tuple[int, _Held]) -> tuple[int, int, str, int]:
    at, held = entry
    days = held.lane.extent.days
    return (held.lane.order or _LAST, not days, days[0] if days else "", at)


def _lane(said: Said, order: Standing | None, reading: Reading, labels: Labels, by: str) -> TenureLane:
    say, statement = words(labels.language), said.statement
    slots = {name: "servedIn" if name == "place" else name for name in _SHOWN}
    label = {name: labels.joined(statement.values(slot), say("comma")) for name, slot in slots.items()}
    where = label["place"] or label["body"] or say("place-unsaid")
    text = f"{label['holder']} · {label['role']}" if by == PLACE else f"{label['role']} · {where}"
    return TenureLane(
        group="",
        label=text + (say("in-brackets", text=label["status"]) if label["status"] else ""),
        category=POST,
        time=said.time,
        extent=extent(said, appeared(reading.sources.get(said.source)), held=is_current(said)),
        order=order.number if order else None,
        order_certainty=order.certainty if order else "",
        note=_note(said, labels, say),
        certainty=said.certainty,
        inferred=";".join(said.inferred),
        holder_type=labels.type(said.subject),
        **label,
        **asdict(basis_of(said)),
    )


def _note(said: Said, labels: Labels, say: Say) -> str:
    parts = [say("name-lost")] if _is_nameless(labels.type(said.subject), labels.ontology) else []
    others = said.statement.values("alternative")
    if others:
        parts.append(say("alternatives", others=labels.joined(others, say("comma"))))
    return say("semicolon").join(parts)


def _is_nameless(name: str, ontology: Ontology) -> bool:
    return KG + name in ontology.terms and ontology.terms[KG + name].text("nameless") == "true"


def _lanes(held: Sequence[_Held], by: str, say: Say) -> list[TenureLane]:
    """Return the posts of each group with its gaps and overlaps after them."""
    groups: dict[str, list[_Held]] = {}
    for one in held:
        groups.setdefault(one.heading, []).append(one)
    return [
        lane
        for entries in groups.values()
        for lane in (*(h.lane for h in entries), *_gaps(entries, by, say), *_overlaps(entries, by, say))
    ]


def _compared(entries: Sequence[_Held], by: str) -> list[list[_Held]]:
    """Return the spells that may leave gaps or overlap: of one role in a place, of all roles of a person."""
    lines: dict[str, list[_Held]] = {}
    for one in entries:
        if one.lane.extent.form == SPELL:
            lines.setdefault(one.role if by == PLACE else "", []).append(one)
    return [sorted(line, key=lambda h: h.lane.extent.days) for line in lines.values()]


def _gaps(entries: Sequence[_Held], by: str, say: Say) -> list[TenureLane]:
    """Return what lies between the latest end of a post and the earliest start of the next, both said."""
    found = []
    for line in _compared(entries, by):
        for one, other in pairwise(line):
            ended, began = one.lane.extent.latest_end, other.lane.extent.earliest_start
            if ended and began and ended < began:
                key = "gap" if by == PLACE else "gap-person"
                found.append(_between(one, other, GAP, Extent(SPELL, ended, ended, began, began), say(key)))
    return found


def _overlaps(entries: Sequence[_Held], by: str, say: Say) -> list[TenureLane]:
    """Return the times in which two posts were surely held at once: by two holders in a place, by one person."""
    found = []
    for line in _compared(entries, by):
        for one, other in combinations(line, 2):
            both = (one.lane.extent.sure, other.lane.extent.sure)
            if both[0] is None or both[1] is None or (by == PLACE and one.holder == other.holder):
                continue
            first, last = max(both[0][0], both[1][0]), min(both[0][1], both[1][1])
            if first < last:
                found.append(_between(one, other, OVERLAP, Extent(SPELL, first, first, last, last), say("overlap")))
    return found


def _between(one: _Held, other: _Held, category: str, when: Extent, name: str) -> TenureLane:
    """Return a lane that rests on two statements and says what lies between them."""
    two = (one.lane, other.lane)
    differ = [p.holder if one.holder != other.holder else p.role for p in two]
    return replace(
        one.lane,
        label=f"{name} · {differ[0]} / {differ[1]}" if category == OVERLAP else name,
        category=category,
        time=f"{when.earliest_start}/{when.latest_end}",
        extent=when,
        order=None,
        order_certainty="",
        holder=";".join(dict.fromkeys(p.holder for p in two)),
        note="",
        status="",
        certainty=INFERRED if INFERRED in {p.certainty for p in two} else STATED,
        statement=" ".join(p.statement for p in two),
        source=" ".join(dict.fromkeys(p.source for p in two)),
        quote=" | ".join(p.quote for p in two),
        quote_en=" | ".join(p.quote_en for p in two if p.quote_en),
    )


def _notes(rows: Sequence[TenureLane], say: Say) -> Iterable[str]:
    if any(row.extent.form == POINT for row in rows):
        yield say("note-attested")
    if any(row.order and row.extent.form == UNDATED for row in rows):
        yield say("note-order")
    counted = {name: sum(row.category == name for row in rows) for name in (GAP, OVERLAP)}
    if any(row.extent.form == SPELL for row in rows):
        yield say("note-gaps", gaps=counted[GAP], overlaps=counted[OVERLAP])
    inferred = sum(row.certainty == INFERRED and row.category == POST for row in rows)
    if inferred:
        yield say("note-inferred", count=inferred)


def _left_out(held: Sequence[_Held], kept: Sequence[_Held], period: Period | None, say: Say) -> Iterable[str]:
    if period and len(kept) < len(held):
        undated = sum(not h.lane.extent.days for h in held)
        yield say("years-left", outside=len(held) - len(kept) - undated, undated=undated)

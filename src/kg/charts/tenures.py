"""Posts over time: who held what, where and when, as far as it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations, pairwise
from typing import Final

from kg.charts.chart import Chart, Lane, Years, basis_of, columns_of, headings, rests_on
from kg.charts.extent import POINT, SPELL, UNDATED, Extent, extent
from kg.charts.records import Record, Records, Source
from kg.charts.words import Say, words
from kg.terms.namespaces import KG, slug

POST, GAP, OVERLAP = "post", "gap", "overlap"
LIMIT: Final = 60
_LAST: Final = 9999


@dataclass(frozen=True, slots=True)
class Post(Lane):
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
    post: Post


def tenures(
    records: Records,
    things: Sequence[str],
    by: str = "place",
    role: str = "",
    years: Years | None = None,
    limit: int = LIMIT,
) -> Chart:
    """Return the posts of things (IRIs; all posts when there are none), grouped `by` place or person.

    Within a group, those whose order is said come first and in it, then the dated ones by their first day, then the
    others in reading order; gaps and overlaps stand last. At most `limit` lanes are kept.
    """
    say = words(records.language)
    sources = records.sources()
    found = records.tenures(things, role)
    held = _held(found, _orders(records.successions()), sources, records, by)
    kept = [h for h in held if years is None or h.post.extent.touches(years.first, years.last)]
    whole = _lanes(kept, by, say)
    rows = whole[:limit]
    shown = {statement for row in rows for statement in row.statement.split()}
    basis = tuple(b for b in map(basis_of, found) if b.statement in shown)
    foot = [rests_on(basis, sources, say), *_notes(rows, say), *_left_out(held, kept, years, say)]
    if len(whole) > limit:
        foot.append(say("cut-lanes", limit=limit, cut=len(whole) - limit))
    title = say("comma").join(map(records.label, things)) or say("everything")
    return Chart(
        "tenures",
        records.language,
        f"{title} · {say('tenures')}",
        say(f"tenures-{by}"),
        tuple(rows),
        columns_of(Post),
        basis,
        tuple(foot),
    )


_Orders = Mapping[tuple[str, str], tuple[int, str]]


def _orders(successions: Iterable[Record]) -> _Orders:
    """Return place in order, from 1, and certainty for each (holder, role) that a succession names."""
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    certainty: dict[tuple[str, str], str] = {}
    for record in successions:
        role = record.one("role")
        for end in ("earlier", "later"):
            certainty.setdefault((record.one(end), role), record.one("certainty"))
        before[record.one("later"), role].add(record.one("earlier"))

    def all_before(key: tuple[str, str]) -> set[str]:
        seen, ahead = set[str](), [*before.get(key, ())]
        while ahead:
            holder = ahead.pop()
            if holder not in seen:
                seen.add(holder)
                ahead += before.get((holder, key[1]), ())
        return seen

    return {key: (len(all_before(key)) + 1, how) for key, how in certainty.items()}


def _held(
    found: Sequence[Record], orders: _Orders, sources: Mapping[str, Source], records: Records, by: str
) -> list[_Held]:
    records.name(
        v for r in found for n in ("holder", "role", "place", "body", "status", "alternative") for v in r.all(n)
    )
    say, same = words(records.language), records.same()
    grouped: dict[str, list[tuple[int, _Held]]] = {}
    heading_of = {"place": ("place", "body"), "person": ("holder",)}[by]
    for at, record in enumerate(found):
        own = next((record.one(name) for name in heading_of if record.one(name)), "")
        heading = same.get(own, own)
        holder, role = same.get(record.one("holder"), record.one("holder")), record.one("role")
        post = _post(record, orders.get((record.one("holder"), role)), sources, records, by)
        grouped.setdefault(heading, []).append((at, _Held(heading, role, holder, post)))
    names = headings(grouped, records, say("place-unsaid"))
    last = sorted(grouped.items(), key=lambda item: not item[0])  # what has no heading of its own
    ordered = [h for _, entries in last for _, h in sorted(entries, key=_place_in_group)]
    return [replace(h, post=replace(h.post, group=names[h.heading])) for h in ordered]


def _place_in_group(entry: tuple[int, _Held]) -> tuple[int, int, str, int]:
    at, held = entry
    days = held.post.extent.days
    return (held.post.order or _LAST, not days, days[0] if days else "", at)


def _post(
    record: Record, order: tuple[int, str] | None, sources: Mapping[str, Source], records: Records, by: str
) -> Post:
    say = words(records.language)
    label = {
        n: say("comma").join(map(records.label, record.all(n))) for n in ("holder", "role", "place", "body", "status")
    }
    appeared = sources[record.one("source")].appeared
    held = slug(record.one("status")) == "current"
    where = label["place"] or label["body"] or say("place-unsaid")
    lane = f"{label['holder']} · {label['role']}" if by == "place" else f"{label['role']} · {where}"
    holder_type = next((slug(t) for t in record.all("holder_type") if t.startswith(KG)), "")
    return Post(
        group="",
        label=lane + (say("in-brackets", text=label["status"]) if label["status"] else ""),
        category=POST,
        time=record.one("time"),
        extent=extent(record.one("time"), slug(record.one("sense")), appeared, held=held),
        order=order[0] if order else None,
        order_certainty=order[1] if order else "",
        note=_note(record, holder_type, records, say),
        certainty=record.one("certainty"),
        inferred=record.one("inferred"),
        holder_type=holder_type,
        **label,
        **asdict(basis_of(record)),
    )


def _note(record: Record, holder_type: str, records: Records, say: Say) -> str:
    parts = [say("name-lost")] if holder_type == "Someone" else []
    if record.all("alternative"):
        parts.append(say("alternatives", others=say("comma").join(map(records.label, record.all("alternative")))))
    return say("semicolon").join(parts)


def _lanes(held: Sequence[_Held], by: str, say: Say) -> list[Post]:
    """Return the posts of each group with its gaps and overlaps after them."""
    groups: dict[str, list[_Held]] = {}
    for one in held:
        groups.setdefault(one.heading, []).append(one)
    return [
        post
        for entries in groups.values()
        for post in (*(h.post for h in entries), *_gaps(entries, by, say), *_overlaps(entries, by, say))
    ]


def _compared(entries: Sequence[_Held], by: str) -> list[list[_Held]]:
    """Return the spells that may leave gaps or overlap: of one role in a place, of all roles of a person."""
    lines: dict[str, list[_Held]] = {}
    for one in entries:
        if one.post.extent.form == SPELL:
            lines.setdefault(one.role if by == "place" else "", []).append(one)
    return [sorted(line, key=lambda h: h.post.extent.days) for line in lines.values()]


def _gaps(entries: Sequence[_Held], by: str, say: Say) -> list[Post]:
    """Return what lies between the latest end of a post and the earliest start of the next, both said."""
    found = []
    for line in _compared(entries, by):
        for one, other in pairwise(line):
            ended, began = one.post.extent.latest_end, other.post.extent.earliest_start
            if ended and began and ended < began:
                key = "gap" if by == "place" else "gap-person"
                found.append(_between(one, other, GAP, Extent(SPELL, ended, ended, began, began), say(key)))
    return found


def _overlaps(entries: Sequence[_Held], by: str, say: Say) -> list[Post]:
    """Return the times in which two posts were surely held at once: by two holders in a place, by one person."""
    found = []
    for line in _compared(entries, by):
        for one, other in combinations(line, 2):
            both = (one.post.extent.sure, other.post.extent.sure)
            if both[0] is None or both[1] is None or (by == "place" and one.holder == other.holder):
                continue
            first, last = max(both[0][0], both[1][0]), min(both[0][1], both[1][1])
            if first < last:
                found.append(_between(one, other, OVERLAP, Extent(SPELL, first, first, last, last), say("overlap")))
    return found


def _between(one: _Held, other: _Held, category: str, when: Extent, name: str) -> Post:
    """Return a lane that rests on two statements and says what lies between them."""
    two = (one.post, other.post)
    differ = [p.holder if one.holder != other.holder else p.role for p in two]
    return replace(
        one.post,
        label=f"{name} · {differ[0]} / {differ[1]}" if category == OVERLAP else name,
        category=category,
        time=f"{when.earliest_start}/{when.latest_end}",
        extent=when,
        order=None,
        order_certainty="",
        holder=";".join(dict.fromkeys(p.holder for p in two)),
        note="",
        status="",
        certainty="inferred" if "inferred" in {p.certainty for p in two} else "stated",
        statement=" ".join(p.statement for p in two),
        source=" ".join(dict.fromkeys(p.source for p in two)),
        quote=" | ".join(p.quote for p in two),
    )


def _notes(rows: Sequence[Post], say: Say) -> Iterable[str]:
    if any(row.extent.form == POINT for row in rows):
        yield say("note-attested")
    if any(row.order and row.extent.form == UNDATED for row in rows):
        yield say("note-order")
    counted = {name: sum(row.category == name for row in rows) for name in (GAP, OVERLAP)}
    if any(row.extent.form == SPELL for row in rows):
        yield say("note-gaps", gaps=counted[GAP], overlaps=counted[OVERLAP])
    inferred = sum(row.certainty == "inferred" and row.category == POST for row in rows)
    if inferred:
        yield say("note-inferred", count=inferred)


def _left_out(held: Sequence[_Held], kept: Sequence[_Held], years: Years | None, say: Say) -> Iterable[str]:
    if years and len(kept) < len(held):
        undated = sum(not h.post.extent.days for h in held)
        yield say("years-left", outside=len(held) - len(kept) - undated, undated=undated)

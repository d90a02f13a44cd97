"""A network from the flat tables alone: a second computation, which shares no line with `kg.network`.

The rules are those of docs/networks.md and docs/model.md; which capacities a set holds and which roles are those of a
byline is read from ontology/vocab.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Final

Row = dict[str, str]
SETS: Final = ("strict", "medium", "broad")
# What says something of the subject itself leads from the subject; else the place is that of the object.
_OF_SUBJECT: Final = {"observation", "occurrence"}
# The tables name who else is in a statement, and not as what: any of these names may be inferred.
_COUNTERPARTS: Final = frozenset(
    {"assistedWhom", "counterpart", "drawnFrom", "forWhom", "granter", "onBehalfOf", "onWhom", "postedTo"}
    | {"reportedTo", "withWhom"}
)
_MAX_DAY: Final = date(9999, 12, 31)


@dataclass(frozen=True)
class Edge:
    """One edge: its ends, the statement it rests on, the slot as far as the tables have it, its time.

    `counted` is the narrowest set that counts it.
    """

    ends: tuple[str, str]
    statement: str
    slot: str
    kind: str
    predicate: str
    source: str
    time: tuple[str, str, str]
    certainty: str
    spans: str
    counted: str

    @property
    def passage(self) -> tuple[str, str]:
        """The article and the spans of the words."""
        return self.source, self.spans


@dataclass(frozen=True)
class Tables:
    """The flat exports, and the words of the vocabularies that the definitions name."""

    statements: Sequence[Row]
    qualifiers: dict[str, list[Row]]
    entities: dict[str, Row]
    narrowest: dict[str, str]
    bylines: frozenset[str]
    byline_labels: frozenset[str]
    broader: dict[str, str]

    @cached_property
    def inferred(self) -> dict[str, str]:
        """The slots of each statement that the coder inferred."""
        return {row["id"]: row["inferred"] for row in self.statements}


def rows(text: str) -> list[Row]:
    """Return the rows of a CSV table."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def _vocabulary(folder: Path) -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
    """Return the narrowest set of each capacity, the roles of bylines, and the broader role of each."""
    blocks = re.split(r"\n\s*\n", (folder / "capacities.ttl").read_text(encoding="utf-8"))
    narrowest = {
        name[1]: found[1]
        for block in blocks
        if (name := re.match(r"capacity:(\S+)", block.strip()))
        and (found := re.search(r"kg:narrowestSet kg:(\w+)Set", block))
    }
    broader: dict[str, str] = {}
    bylines = set()
    for block in re.split(r"\n\s*\n", (folder / "roles.ttl").read_text(encoding="utf-8")):
        if name := re.match(r"role:(\S+)", block.strip()):
            if wider := re.search(r"skos:broader role:([\w-]+)", block):
                broader[name[1]] = wider[1]
            if re.search(r"kg:inByline true", block):
                bylines.add(name[1])
    narrower = {role for role, wider in broader.items() if wider in bylines}
    return narrowest, frozenset(bylines | narrower), broader


def read(exports: dict[str, str], vocabulary: Path) -> Tables:
    """Return the tables from the texts of the exports and the folder of the vocabularies."""
    narrowest, bylines, broader = _vocabulary(vocabulary)
    qualifiers: dict[str, list[Row]] = defaultdict(list)
    for row in rows(exports["qualifiers"]):
        qualifiers[row["id"]].append(row)
    entities = {row["id"]: row for row in rows(exports["entities"])}
    labels = {row["label_zh"] for row in rows(exports["vocabularies"]) if row["word"].removeprefix("role:") in bylines}
    statements = rows(exports["statements"])
    return Tables(statements, qualifiers, entities, narrowest, bylines, frozenset(labels), broader)


def _each(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def in_byline(row: Row, tables: Tables) -> bool:
    """Say whether a statement only says who wrote, photographed or supplied the article."""
    return (row["kind"] == "tenure" and row["predicate"] in tables.bylines) or row["role"] in tables.byline_labels


def counted(row: Row, tables: Tables) -> str:
    """Return the narrowest set that counts an involvement, or nothing: inferred or not actual is not counted."""
    plain = row["certainty"] == "stated" and row["modality"] == "actual" and row["subject_id"]
    return tables.narrowest.get(row["predicate"], "") if plain and row["kind"] == "involvement" else ""


def _links(row: Row, tables: Tables) -> Iterable[tuple[str, str, str]]:
    """Give the slot and the two ends of each link of a statement."""
    subject, thing = row["subject_id"], "" if row["object_type"] == "Literal" else row["object_id"]
    of = subject if row["kind"] in _OF_SUBJECT else thing or subject
    yield "object", subject, thing
    for place in _each(row["place_id"]):
        if row["kind"] == "tenure":
            if place != thing:
                yield "servedIn", subject, place
        else:
            yield "place", of, place
    for other in _each(row["counterpart_id"]):
        yield "counterpart", subject, other
    for programme in _each(row["programme_id"]):
        yield "programme", thing or subject, programme
    for extra in tables.qualifiers.get(row["id"], ()):
        if extra["slot"] in {"occasion", "creditedTo", "concerned"}:
            yield extra["slot"], subject, extra["value_id"]


def _certainty(row: Row, slot: str) -> str:
    """Return how sure an edge is, as far as the tables name the slot: the core of the statement, and its own slot."""
    own = _COUNTERPARTS if slot == "counterpart" else {slot}
    return "inferred" if row["certainty"] == "inferred" or own & set(row["inferred"].split(";")) else "stated"


def edges(tables: Tables) -> list[Edge]:
    """Return the edges of the default network: what is done, bylines out, between entities."""
    found = []
    for row in tables.statements:
        if row["modality"] != "actual" or in_byline(row, tables):
            continue
        for slot, one, other in _links(row, tables):
            if one in tables.entities and other in tables.entities and one != other:
                time = row["start"], row["end"], row["time_sense"]
                words = row["predicate"], row["source"], time, _certainty(row, slot), row["spans"], counted(row, tables)
                found.append(Edge((one, other), row["id"], slot, row["kind"], *words))
    return found


def stated_time(edge: Edge, tables: Tables) -> tuple[str, str, str]:
    """Return the time of an edge as far as it is stated: an inferred one is none."""
    return ("", "", "") if {"time", "when"} & set(tables.inferred[edge.statement].split(";")) else edge.time


# Passages.


def _intervals(spans: str) -> list[tuple[int, int]]:
    return [(int(one), int(other)) for one, other in re.findall(r"(\d+)-(\d+)", spans)]


def passages(places: Collection[tuple[str, str]]) -> int:
    """Return in how many places of the articles something is said: statements whose words overlap are one."""
    groups: list[list[tuple[str, int, int]]] = []
    for source, spans in places:
        mine = [(source, *span) for span in _intervals(spans)]
        touched = [
            group for group in groups if any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in mine for b in group)
        ]
        groups = [group for group in groups if group not in touched]
        groups.append(mine + [span for group in touched for span in group])
    return len(groups)


def simple(of: Iterable[Edge]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return the statements, passages and sources behind each pair, in the edges' direction."""
    pairs: dict[tuple[str, str], dict[str, Edge]] = defaultdict(dict)
    for edge in of:
        pairs[edge.ends][edge.statement] = edge
    return {
        pair: (len(behind), passages([e.passage for e in behind.values()]), len({e.source for e in behind.values()}))
        for pair, behind in pairs.items()
    }


# Projections.


def _class(thing: str) -> str:
    return thing.split(":", 1)[0]


def two_mode(of: Iterable[Edge], ones: set[str], others: set[str], kinds: set[str] | None = None) -> list[Edge]:
    """Return the edges between two modes, of some kinds of statement."""
    return [
        edge
        for edge in of
        if (kinds is None or edge.kind in kinds)
        and (
            (_class(edge.ends[0]) in ones and _class(edge.ends[1]) in others)
            or (_class(edge.ends[0]) in others and _class(edge.ends[1]) in ones)
        )
    ]


def people_place(tables: Tables, of: Sequence[Edge]) -> list[Edge]:
    """Return who is linked with which place: actors of what is placed there, and both of a succession."""
    by_id = {row["id"]: row for row in tables.statements}
    found = {}
    for edge in of:
        row, place = by_id[edge.statement], edge.ends[1]
        actors = [row["subject_id"], *([row["object_id"]] if edge.kind == "succession" else [])]
        if _class(place) == "place" and edge.kind != "relation":
            for actor in actors:
                if _class(actor) == "person":
                    found[actor, place, edge.statement] = Edge((actor, place), edge.statement, edge.slot, *_rest(edge))
    return list(found.values())


def _rest(edge: Edge) -> tuple[str, str, str, tuple[str, str, str], str, str, str]:
    return edge.kind, edge.predicate, edge.source, edge.time, edge.certainty, edge.spans, edge.counted


def shared(of: Iterable[Edge], side: int = 0) -> dict[tuple[str, str, str], list[Edge]]:
    """Return the edges behind each two and the thing they share; `side` is the end that the two are on."""
    by_thing: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in of:
        by_thing[edge.ends[1 - side]][edge.ends[side]].append(edge)
    return {
        (one, other, thing): members[one] + members[other]
        for thing, members in by_thing.items()
        for one, other in combinations(sorted(members), 2)
    }


def led(of: Iterable[Edge], least: str, who: Collection[str] = ("person",)) -> dict[tuple[str, str, str], list[Edge]]:
    """Return who led what together, by a set that counts it; `any` takes every part."""
    sets = {"", *SETS} if least == "any" else set(SETS[: SETS.index(least) + 1])
    parts = two_mode(of, set(who), {"initiative", "deed"}, {"involvement"})
    return shared(edge for edge in parts if edge.counted in sets and edge.slot == "object")


def layers(of: Sequence[Edge]) -> dict[str, set[tuple[str, str, str]]]:
    """Return, for each layer of people, the pairs and what they share (or the statement that links them)."""
    people = two_mode(of, {"person"}, {"person"})
    part = [edge for edge in of if _class(edge.ends[0]) == "person" and edge.slot == "object"]
    posts = [edge for edge in part if edge.kind == "tenure" or edge.predicate == "member-of"]

    def together(edges_: Iterable[Edge], classes: set[str]) -> set[tuple[str, str, str]]:
        return set(shared(edge for edge in edges_ if _class(edge.ends[1]) in classes))

    involved = [edge for edge in part if edge.kind == "involvement"]
    linked: dict[str, set[tuple[str, str, str]]] = {
        layer: {(min(edge.ends), max(edge.ends), edge.statement) for edge in people if edge.kind == kind}
        for layer, kind in (("counterpart", "involvement"), ("succession", "succession"))
    }
    return {
        **linked,
        "body": together(posts, {"body"}),
        "group": together(posts, {"group"}),
        "event": together(involved, {"event"}),
        "deed": together(involved, {"deed", "initiative"}),
    }


# Time.


def _day(text: str, default: date) -> date:
    return date.fromisoformat(text) if text else default


def years(edge: Edge, reading: str, first: int, last: int) -> set[int]:
    """Return the years from `first` to `last` in which an edge is: `default`, `certain` or `possible`.

    What has no time is in none; in a reading with `undated` in its name in all.
    """
    start, end, sense = edge.time
    reading, _, undated = reading.partition(" ")
    if not (start or end):
        return set(range(first, last + 1)) if undated else set()
    low, high = _day(start, date.min), _day(end, _MAX_DAY)
    match reading, sense:
        case "possible", "attested" | "as-of":
            low, high = date.min, _MAX_DAY
        case "certain", _:
            low, high = certain(low, high, sense)
    return {year for year in range(first, last + 1) if low <= date(year, 12, 31) and high >= date(year, 1, 1)}


def certain(low: date, high: date, sense: str) -> tuple[date, date]:
    """Return the days in which something certainly was; the first is after the last where there are none."""
    nothing = _MAX_DAY, _MAX_DAY - timedelta(days=1)
    match sense:
        case "throughout" if low > date.min:
            return low, high
        case "throughout":
            return high, high
        case "since":
            return low, low
        case "until":
            return high, high
        case _:
            return (low, high) if low.year == high.year else nothing


_ORDER: Final = ("yes", "yes-by-deed", "possible", "unknown", "no")


def overlap(key: tuple[str, str, str], behind: Iterable[Edge]) -> str:
    """Return whether two who share a thing shared a day: the surest that two statements, one of each, say."""
    every = list(behind)
    ones, others = ([edge for edge in every if end in edge.ends] for end in key[:2])
    found = {_meet(one, other) for one in ones for other in others}
    return min(found | ({"yes-by-deed"} if _class(key[2]) == "deed" else set()), key=_ORDER.index)


def _meet(one: Edge, other: Edge) -> str:
    """Return the overlap of two times by Allen's relations, their ends known no better than is said."""
    senses = {one.time[2], other.time[2]}
    if senses == {"attested"} and one.source == other.source:
        return "yes"
    windows = [_window(edge) for edge in (one, other)]
    if max(low for low, _ in windows) > min(high for _, high in windows):
        return "no"
    cores = [certain(*window, edge.time[2]) for window, edge in zip(windows, (one, other), strict=True)]
    days = all(low == high for low, high in windows) or senses == {"throughout"}
    if days and max(low for low, _ in cores) <= min(high for _, high in cores):
        return "yes"
    return "possible" if senses <= {"at", "throughout"} else "unknown"


def _window(edge: Edge) -> tuple[date, date]:
    """Return the first and the last day on which something may have been: an attestation excludes none."""
    start, end, sense = edge.time
    if sense in {"attested", "as-of"}:
        return date.min, _MAX_DAY
    return _day(start, date.min), _day(end, _MAX_DAY)

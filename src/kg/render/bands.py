"""How strongly an edge answers who led what: the bands by which a page draws lines and sorts what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.charts.parts import CARRIED_ON, LED, NOT_LEADING, STARTED, TOOK_PART, part_of
from kg.ontology import Ontology
from kg.reading.said import Reading, Said
from kg.render.contract import BandRow, LevelRow
from kg.terms.namespaces import slug

_OTHER: Final = "other"
_PLACED: Final = "placed"
_IN_CHARGE: Final = "in-charge"
_FORWARD: Final = frozenset({LED, STARTED, CARRIED_ON})
_INVOLVEMENT: Final = "involvement"
_KINDS: Final[Mapping[str, str]] = {"tenure": "post", "succession": "post", "honour": "honour-line"}
POSTS, OTHERS, PLACES = 5, 6, 7
ACTORS, UNDERTAKINGS, LOCATIONS = range(3)  # lanes
BANDS: Final = (
    BandRow(LED, 1, "牵头", "led"),
    BandRow(STARTED, 2, "发起", "started"),
    BandRow(CARRIED_ON, 3, "开展", "carried on"),
    BandRow(TOOK_PART, 4, "参与", "took part"),
    BandRow(NOT_LEADING, 4, "不算牵头", "not leading"),
    BandRow("post", POSTS, "任职、前后任", "posts"),
    BandRow(_IN_CHARGE, POSTS, "分管等职责", "in charge"),
    BandRow("honour-line", OTHERS, "荣誉", "honours"),
    BandRow(_OTHER, OTHERS, "其他关系", "other relations"),
    BandRow(_PLACED, PLACES, "所在地", "where"),
)
ALSO: Final = ("谁任职", "who held posts")
_COMMA: Final = ("、", ", ")
LEVELS: Final = (
    LevelRow(
        1,
        "牵头",
        "led",
        "谁牵头：严口径",
        "Who led: strict set",
        "谁牵头了{}",
        "Who led {}",
        "{}：谁牵头",
        "{}: who led",
    ),
    LevelRow(
        2,
        "＋发起",
        "+ started",
        "谁牵头、谁发起",
        "Who led, who started",
        "谁牵头、谁发起了{}",
        "Who led or started {}",
        "{}：谁牵头、谁发起",
        "{}: who led, who started",
    ),
    LevelRow(
        3,
        "＋开展",
        "+ carried on",
        "谁牵头、发起、开展了什么",
        "Who led, started or carried on what",
        "谁牵头、发起、开展了{}",
        "Who led, started or carried on {}",
        "{}：谁牵头、发起、开展",
        "{}: who led, started or carried on",
    ),
    LevelRow(
        4,
        "＋参与",
        "+ took part",
        "谁牵头、参与了什么",
        "Who led and who took part in what",
        "谁牵头、参与了{}",
        "Who led and took part in {}",
        "{}：谁牵头、谁参与",
        "{}: who led, who took part",
    ),
)


def title_of(subject: tuple[str, str], step: int, *, undertaking: bool, posts: bool) -> tuple[str, str]:
    """Return the title of a page about something (empty: everything) that draws up to a step, in both languages."""
    level = next(level for level in LEVELS if level.step == step)
    whole = (level.title, level.title_en) if not any(subject) else None
    patterns = whole or ((level.of, level.of_en) if undertaking else (level.about, level.about_en))
    zh, en = (pattern.replace("{}", name) for pattern, name in zip(patterns, subject, strict=True))
    return (zh + _COMMA[0] + ALSO[0], en + _COMMA[1] + ALSO[1]) if posts else (zh, en)


def located_in(reading: Reading, ontology: Ontology) -> frozenset[str]:
    """Return the IRIs of the places and areas of a reading."""
    return frozenset(iri for iri, entity in reading.entities.items() if slug(entity.type) in ontology.location_classes)


@dataclass(frozen=True)
class Banding:
    """Puts statements and edges into bands as the ontology sorts their capacities."""

    ontology: Ontology

    @cached_property
    def _part(self) -> Callable[[str], str]:
        return part_of(self.ontology)

    @cached_property
    def _charges(self) -> frozenset[str]:
        return frozenset(self.ontology.members(_IN_CHARGE))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {row.name: n for n, row in enumerate(BANDS)}

    def of_statement(self, one: Said, located: frozenset[str]) -> int:
        """Return the number of a statement's band; `located` are the IRIs of places and areas."""
        return self._numbers[self._band(one, located)]

    def of_slot(self, name: str) -> int:
        """Return the number of the band of edges made by a further slot; -1 where it is the statement's own."""
        return self._numbers[_PLACED] if name in self._placing else -1

    @cached_property
    def _placing(self) -> frozenset[str]:
        return frozenset(map(slug, self.ontology.placing))

    def _band(self, one: Said, located: frozenset[str]) -> str:
        predicate = one.predicate.value if one.predicate else ""
        if one.kind == _INVOLVEMENT:
            part = self._part(predicate)
            return part if part in _FORWARD or predicate not in self._charges else _IN_CHARGE
        if predicate in self.ontology.placing and one.object and one.object.value in located:
            return _PLACED
        return _KINDS.get(one.kind, _OTHER)

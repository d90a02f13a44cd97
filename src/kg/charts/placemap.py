"""Leads and posts by place, in the tree of places: the register has no coordinates, so a map is drawn from the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.charts.chart import COUNTED, Chart, basis_of, columns_of, counted, not_counted, rests_on
from kg.charts.material import INVOLVEMENT, TENURE, Material, PlaceNode
from kg.charts.shares import sets_of
from kg.charts.words import words
from kg.reading.said import Said
from kg.terms.namespaces import SKOS, curie, slug

STRICT: Final = "strict"
KINDS: Final = ("Involvement", "Tenure")
_LAST_RANK: Final = 99


@dataclass(frozen=True, slots=True)
class PlaceTile:
    """A place with what is said of it: how many counted involvements and posts it has, and has within.

    `above` is the id of the place directly above among the rows, empty for the highest. `counted` and `posts` are the
    place's own, without those of places within; `counted_within` and `posts_within` take these in. `set` is the
    notation of the set that counts.
    """

    place: str
    place_id: str
    level: str
    above: str
    set: str
    counted: int
    posts: int
    counted_within: int
    posts_within: int
    statements: tuple[str, ...]


def place_map(material: Material, place: str = "", of_set: str = STRICT) -> Chart:
    """Return a tile for a place and each place within it, or for all places; a place before the places within it.

    A statement counts in each place that it is placed in. Of the places next to each other, those with most counted
    come first. Raises `UsageError` for an unknown set.
    """
    say = words(material.language)
    sets = sets_of(of_set, material.ontology)
    tree = material.places(place)
    reading, places_of = material.placed(tree, *KINDS)
    labels = material.labels(reading, place)
    why = {one.iri: counted(one, sets) for one in reading.said if one.kind == INVOLVEMENT}
    kept = [one for one in reading.said if why.get(one.iri) == COUNTED or (one.kind == TENURE and one.is_actual)]
    basis = tuple(map(basis_of, kept))
    rows = _Tiles(tree, _by_place(kept, places_of), material).rows(
        material.ontology.terms[sets[-1]].text(SKOS + "notation")
    )
    what = say("map")
    return Chart(
        "map",
        material.language,
        f"{labels.label(place)} · {what}" if place else what,
        say(f"counts-{of_set or 'broad'}"),
        rows if kept else (),
        columns_of(PlaceTile),
        basis,
        (rests_on(basis, reading.sources, say), not_counted(list(why.values()), labels, say), say("note-map")),
    )


def _by_place(kept: Iterable[Said], places_of: Mapping[str, Sequence[str]]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for one in kept:
        for place in places_of[one.iri]:
            found.setdefault(place, []).append(one)
    return found


class _Tiles:
    """The tree of places, walked from the top."""

    def __init__(self, tree: Mapping[str, PlaceNode], said: Mapping[str, Sequence[Said]], material: Material) -> None:
        self._tree, self._said = tree, said
        self._names, self._ontology = material.named(tree), material.ontology
        self._language = material.language
        self._below: dict[str, list[str]] = {}
        for iri, node in tree.items():
            self._below.setdefault(node.above if node.above in tree else "", []).append(iri)
        self._within: dict[str, frozenset[str]] = {}

    def rows(self, counting: str) -> tuple[PlaceTile, ...]:
        """Return the tiles, depth first."""
        return tuple(self._row(iri, counting) for iri in self._walked(""))

    def _walked(self, above: str) -> Iterable[str]:
        for iri in sorted(self._below.get(above, ()), key=self._order):
            yield iri
            yield from self._walked(iri)

    def _order(self, iri: str) -> tuple[int, int, int, str]:
        within = self._all(iri)
        return -_count(within, INVOLVEMENT), -_count(within, TENURE), -len(self._below.get(iri, ())), iri

    def _all(self, iri: str) -> frozenset[str]:
        """Return what is said of a place and of the places within it, each statement once, as `kind id`."""
        if iri not in self._within:
            self._within[iri] = frozenset(
                {f"{one.kind} {one.id}" for one in self._said.get(iri, ())}.union(
                    *(self._all(below) for below in self._below.get(iri, ()))
                )
            )
        return self._within[iri]

    def _row(self, iri: str, counting: str) -> PlaceTile:
        node = self._tree[iri]
        own, within = self._said.get(iri, ()), self._all(iri)
        return PlaceTile(
            place=self._names.get(iri, slug(iri)),
            place_id=curie(iri),
            level=self._ontology.label(node.level, self._language) if node.level else "",
            above=curie(node.above) if node.above in self._tree else "",
            set=counting,
            counted=sum(one.kind == INVOLVEMENT for one in own),
            posts=sum(one.kind == TENURE for one in own),
            counted_within=_count(within, INVOLVEMENT),
            posts_within=_count(within, TENURE),
            statements=tuple(one.id for one in own),
        )


def _count(within: Iterable[str], kind: str) -> int:
    return sum(one.startswith(f"{kind} ") for one in within)

"""What charts read from a store: statements chosen by their ids and read as said, with labels in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from kg.finding.names import labels
from kg.ontology import Ontology
from kg.reading.few import few
from kg.reading.labels import Labels
from kg.reading.order import Line, lines_of
from kg.reading.said import ABOVE, Reading
from kg.reading.whole import whole
from kg.store import Store, rows
from kg.terms.namespaces import KG, PREFIXES, SKOS

TENURE, INVOLVEMENT = "tenure", "involvement"
_AT_ONCE: Final = 400
_PREFIX: Final = f"PREFIX kg: <{KG}>"
_SAME: Final = "?asked kg:coreferentWith ?thing ."
_WITHIN: Final = "?thing kg:within ?asked ."
_BEFORE: Final = "?asked (^kg:later/kg:earlier)* ?thing ."
_GOVERNING: Final = "?place kg:within ?asked . ?thing kg:jurisdiction ?place ."
_NO_PLACE: Final = "FILTER NOT EXISTS { ?statement kg:place ?any }"
_FIRST: Final = f"""{_PREFIX} SELECT ?asked (MIN(STR(?thing)) AS ?first) WHERE {{{{
  VALUES ?asked {{{{ {{iris}} }}}} {_SAME}
}}}} GROUP BY ?asked"""
_DOWN: Final = f"""{_PREFIX} SELECT ?statement ?part WHERE {{{{
  VALUES ?whole {{{{ {{wholes}} }}}}
  ?statement kg:relatedTo ?whole ; kg:relation ?way ; kg:about ?part FILTER(?way IN ({{ways}}))
}}}}"""
_PART: Final = PREFIXES["relation"] + "part-of"
_DONE: Final = "SELECT ?thing WHERE {{ VALUES ?thing {{ {iris} }} VALUES ?class {{ {classes} }} ?thing a ?class }}"
_PLACES: Final = f"""{_PREFIX} SELECT ?thing ?above ?level WHERE {{{{
  VALUES ?class {{{{ {{classes}} }}}} ?thing a ?class . {{within}}
  OPTIONAL {{{{ ?thing <{ABOVE}> ?above }}}} OPTIONAL {{{{ ?thing kg:level ?level }}}}
}}}} ORDER BY ?thing"""
_PLACED: Final = f"""{_PREFIX} SELECT ?statement ?place WHERE {{{{
  VALUES ?place {{{{ {{iris}} }}}} VALUES ?kind {{{{ {{kinds}} }}}} ?statement kg:placedIn ?place ; a ?kind
}}}} ORDER BY ?statement ?place"""
_HONOURS: Final = f"""SELECT ?honour ?label WHERE {{{{
  ?honour a {{honour}} ; <{SKOS}prefLabel> ?label FILTER(LANG(?label) = "zh")
}}}}"""


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place in the tree of places: the IRIs of the place directly above and of its level, empty where none is."""

    above: str
    level: str


class Material:
    """The statements of a store as charts need them: `said` of a reading has one kind, in order.

    What is about some things is chosen by SPARQL, by its id alone, and read with `few`; everything, with `whole`.
    """

    def __init__(self, store: Store, ontology: Ontology, language: str = "zh") -> None:
        """Read from a store; labels are in `language`."""
        self._store, self.ontology, self.language = store, ontology, language

    @cached_property
    def _everything(self) -> Reading:
        return whole(self._store, self.ontology)

    def tenures(self, things: Iterable[str] = (), role: str = "") -> Reading:
        """Return the tenures of things, given by IRI: in a place, in a body, or by a holder; all without.

        With `role` only those in the role or a narrower one.
        """
        asked, roles = list(things), self.ontology.with_narrower(role) if role else frozenset()
        if asked:
            ways = (("servedIn", _WITHIN), ("body", ""), ("holder", _SAME))
            found = self._read(TENURE, *(self._ids(asked, slot, how) for slot, how in ways))
        else:
            found = self._read(TENURE, self._ids(sorted(roles), "role")) if roles else self._all(TENURE)
        actual = (one for one in found.said if one.is_actual)  # who is nominated, or named by a rule, holds nothing
        said = (one for one in actual if not roles or one.core[1] in roles)
        return replace(found, said=tuple(said))

    def lines(self, holders: Iterable[str]) -> Mapping[tuple[str, str], Line]:
        """Return the line of each role and place in which a holder is, with all who are said to come before."""
        asked = sorted(set(holders))
        return lines_of(self._read("", self._ids(asked, "later", _BEFORE), self._ids(asked, "earlier")).said)

    def figures(self, indicator: str, measured: str = "") -> Reading:
        """Return the figures for an indicator, of one thing or of everything."""
        found = self._ids([indicator], "indicator")
        if measured:
            found &= self._ids([measured], "measured", _SAME)
        return self._read("", found)

    def involvements(self, place: str = "", source: str = "", undertakings: Sequence[str] = ()) -> Reading:
        """Return who took what part, in a place and the places within it, in a source, in undertakings; all without.

        Where no place is said, the place that the actor governs stands for it.
        """
        chosen = []
        if place:
            there = self._ids([place], "place", _WITHIN, "; kg:actor ?actor")
            chosen.append(there | self._ids([place], "actor", _GOVERNING, _NO_PLACE))
        if source:
            chosen.append(self._ids([source], "statedIn", also="; kg:actor ?actor"))
        if undertakings:
            chosen.append(self._ids(undertakings, "undertaking"))
        return self._read(INVOLVEMENT, set.intersection(*chosen)) if chosen else self._all(INVOLVEMENT)

    def places(self, place: str = "") -> Mapping[str, PlaceNode]:
        """Return a place and the places within it, by IRI; all places without."""
        classes = _classes(sorted(self.ontology.location_classes))
        within = f"VALUES ?asked {{ <{place}> }} {_WITHIN}" if place else ""
        return {
            row["thing"].value: PlaceNode(*(row[name].value if row[name] else "" for name in ("above", "level")))
            for row in rows(self._store, _PLACES.format(classes=classes, within=within))
        }

    def placed(self, places: Iterable[str], *kinds: str) -> tuple[Reading, Mapping[str, Sequence[str]]]:
        """Return the statements of some kinds (local names) in some places, and the places of each, by IRIs."""
        found: dict[str, list[str]] = {}
        for chunk in _chunks(places):
            for row in rows(self._store, _PLACED.format(iris=chunk, kinds=_classes(kinds))):
                found.setdefault(row["statement"].value, []).append(row["place"].value)
        return self._read("", found), found

    def named(self, iris: Iterable[str]) -> dict[str, str]:
        """Return the labels of things."""
        return labels(sorted(set(iris)), self._store, self.language)

    def programme(self, initiative: str, names: int) -> Reading:
        """Return what is said of an initiative's spread, of all kinds.

        That is: the relations by which programmes spread that lead down from it, at any remove; the part that somebody
        took in it or in what they lead to, or in deeds and events that are parts of these; what is coded as done or
        held under them; the honours that one of these received, or that bear the name of one that has at least
        `names` characters.
        """
        family, links = set(self.coreferent(initiative)), set[str]()
        ahead = family
        while ahead:
            down = self._down(sorted(ahead), self._ways)
            links |= down.keys()
            ahead = set(down.values()) - family
            family |= ahead
        things = sorted(family)
        done = sorted(self._deeds(self._down(things, (_PART,)).values()))
        honours = self._ids(things, "recipient") | self._ids(self._bearing(things, names), "honour")
        under = self._ids(things, "programme")
        return self._read(
            "", links, self._ids([*things, *done], "undertaking"), self._ids(done, "event"), under, honours
        )

    @cached_property
    def _ways(self) -> tuple[str, ...]:
        """The relations by which programmes spread."""
        return tuple(iri for iri in self.ontology.instances("RelationType") if self.ontology.spreads_as(iri))

    def _deeds(self, iris: Iterable[str]) -> set[str]:
        """Return those of some things that are deeds or events."""
        classes = _classes(("Deed", "Event"))
        return {
            row["thing"].value
            for chunk in _chunks(iris)
            for row in rows(self._store, _DONE.format(iris=chunk, classes=classes))
        }

    def _down(self, wholes: Sequence[str], ways: Iterable[str]) -> dict[str, str]:
        """Return the statements that lead down from some things by some relations, each with what it leads to."""
        among = ", ".join(f"<{iri}>" for iri in ways)
        return {
            row["statement"].value: row["part"].value
            for chunk in _chunks(wholes)
            for row in rows(self._store, _DOWN.format(wholes=chunk, ways=among))
        }

    def _bearing(self, family: Iterable[str], shortest: int) -> list[str]:
        """Return the honours in whose Chinese label the label of one of some things stands."""
        named = {bare(label) for label in labels(sorted(family), self._store).values()}
        long = [name for name in named if len(name) >= shortest]
        sparql = _HONOURS.format(honour=_classes(("Honour",)))
        found = ((row["honour"].value, bare(row["label"].value)) for row in rows(self._store, sparql))
        return sorted(iri for iri, label in found if any(name in label for name in long))

    def coreferent(self, iri: str) -> tuple[str, ...]:
        """Return a thing and all that was judged to be the same."""
        sparql = f"{_PREFIX} SELECT ?thing {{ VALUES ?asked {{ <{iri}> }} {_SAME} }} ORDER BY ?thing"
        return tuple(dict.fromkeys([iri, *(row["thing"].value for row in rows(self._store, sparql))]))

    def same(self, iris: Iterable[str]) -> dict[str, str]:
        """Return for each thing the first, by IRI, of all that were judged to be the same."""
        return {
            row["asked"].value: row["first"].value
            for chunk in _chunks(iris)
            for row in rows(self._store, _FIRST.format(iris=chunk))
        }

    def labels(self, reading: Reading, *others: str) -> Labels:
        """Return the labels of what a reading names, of the vocabularies, and of some other things."""
        found = Labels.of(reading, self.ontology, self.language)
        missing = [iri for iri in others if iri and not found.type(iri)]
        return replace(found, also=labels(missing, self._store, self.language)) if missing else found

    def _all(self, kind: str) -> Reading:
        return _of_kind(self._everything, kind)

    def _read(self, kind: str, *ids: Iterable[str]) -> Reading:
        return _of_kind(few(self._store, self.ontology, {iri for some in ids for iri in some}), kind)

    def _ids(self, things: Sequence[str], slot: str, how: str = "", also: str = "") -> set[str]:
        """Return the statements in whose slot one of some things stands, or what `how` leads to from it."""
        thing = "?thing" if how else "?asked"
        found = set[str]()
        for chunk in _chunks(things):
            chosen = f"VALUES ?asked {{ {chunk} }} {how} ?statement kg:{slot} {thing} {also}"
            sparql = f"{_PREFIX} SELECT DISTINCT ?statement WHERE {{ {chosen} }}"
            found |= {row["statement"].value for row in rows(self._store, sparql)}
        return found


def _classes(names: Iterable[str]) -> str:
    """Return classes, given by local names, as a VALUES clause lists them."""
    return " ".join(f"<{KG}{name}>" for name in names)


def bare(label: str) -> str:
    """Return the letters and digits of a label."""
    return "".join(c for c in label if c.isalnum())


def _of_kind(reading: Reading, kind: str) -> Reading:
    return replace(reading, said=tuple(one for one in reading.said if one.kind == kind)) if kind else reading


def _chunks(iris: Iterable[str]) -> Iterator[str]:
    ordered = sorted(set(iris))
    for at in range(0, len(ordered), _AT_ONCE):
        yield " ".join(f"<{iri}>" for iri in ordered[at : at + _AT_ONCE])

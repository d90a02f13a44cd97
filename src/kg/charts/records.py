"""What charts read from a store: one record a statement, terms as IRIs, with what each source's date allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.finding.names import labels
from kg.store import Store
from kg.terms.namespaces import BASE, PREFIXES, SKOS, prefix_of, slug

_PREFIXES: Final = f"PREFIX kg: <{PREFIXES['kg']}> PREFIX skos: <{SKOS}> PREFIX relation: <{PREFIXES['relation']}>\n"
_BASIS: Final = (
    "?statement kg:certainty ?certainty ; kg:modality ?modality ; kg:position ?position ; kg:statedIn ?source ; "
    "kg:quoteText ?quote ."
)
_WHEN: Final = "OPTIONAL { ?statement kg:computedTime ?time } OPTIONAL { ?statement kg:timeSense ?sense }"
_TENURES: Final = f"""SELECT * WHERE {{
  {{about}}
  ?statement kg:holder ?holder ; kg:role ?role . {_BASIS}
  ?holder a ?holder_type .
  OPTIONAL {{ ?statement kg:servedIn ?place }} OPTIONAL {{ ?statement kg:body ?body }} {_WHEN}
  OPTIONAL {{ ?statement kg:status ?status }} OPTIONAL {{ ?statement kg:inferredSlots ?inferred }}
  OPTIONAL {{ ?statement kg:alternative ?alternative }}
}} ORDER BY ?source ?position ?statement ?place ?body ?alternative"""
_SUCCESSIONS: Final = """SELECT * WHERE {
  ?statement kg:earlier ?earlier ; kg:later ?later ; kg:inRole ?role ; kg:order ?order ; kg:certainty ?certainty
} ORDER BY ?statement"""
_FIGURES: Final = f"""SELECT * WHERE {{
  {{about}}
  ?statement kg:indicator ?indicator ; kg:measured ?measured ; kg:valuePrinted ?printed ; kg:value ?value ;
    kg:valueBound ?bound ; kg:unit ?unit . {_BASIS} {_WHEN}
  OPTIONAL {{ ?statement kg:saidBy ?said_by }} OPTIONAL {{ ?statement kg:comparison ?comparison }}
  OPTIONAL {{ ?statement kg:reference ?reference }} OPTIONAL {{ ?statement kg:inferredSlots ?inferred }}
}} ORDER BY ?source ?position ?statement ?said_by ?reference"""
_INVOLVEMENTS: Final = f"""SELECT * WHERE {{
  {{about}}
  ?statement kg:actor ?actor ; kg:capacity ?capacity ; kg:undertaking ?undertaking . {_BASIS} {_WHEN}
  ?actor a ?actor_type . ?undertaking a ?undertaking_type .
  OPTIONAL {{ ?statement kg:place ?place }} OPTIONAL {{ ?actor kg:jurisdiction ?governed }}
  OPTIONAL {{ ?statement kg:firstIn ?first_in }}
}} ORDER BY ?source ?position ?statement ?place ?governed ?first_in"""
_HONOURS: Final = f"""SELECT * WHERE {{
  ?statement kg:honour ?honour ; kg:recipient ?recipient ; kg:standing ?standing . {_BASIS} {_WHEN}
  OPTIONAL {{ ?recipient kg:jurisdiction ?governed }}
}} ORDER BY ?source ?position ?statement ?governed"""
_LINKS: Final = f"""SELECT * WHERE {{
  {{about}}
  ?statement kg:relation ?relation ; kg:about ?part ; kg:relatedTo ?whole . {_BASIS} {_WHEN}
  OPTIONAL {{ ?statement kg:place ?place }}
}} ORDER BY ?source ?position ?statement ?place"""
_SETS: Final = """SELECT ?capacity ?set ?rank WHERE {
  ?capacity kg:narrowestSet ?narrowest . ?narrowest skos:notation ?set ; kg:rank ?rank
} ORDER BY ?rank ?capacity"""
_DISPUTED: Final = "SELECT ?left ?right WHERE { ?left kg:contradicts ?right }"
_SAME: Final = """SELECT ?thing (MIN(STR(?other)) AS ?first) WHERE {
  { SELECT DISTINCT ?thing { { ?thing kg:sameAs ?any } UNION { ?any kg:sameAs ?thing } } }
  ?thing kg:coreferentWith ?other
} GROUP BY ?thing"""
_SOURCES: Final = """SELECT * WHERE {
  ?source a kg:Source ; skos:prefLabel ?title OPTIONAL { ?source kg:date ?date }
  OPTIONAL { ?source kg:firstDay ?first } OPTIONAL { ?source kg:lastDay ?last }
} ORDER BY ?source ?title"""
_YEARS: Final = """SELECT DISTINCT ?year WHERE {
  ?statement kg:statedIn ?source ; kg:firstDay ?day BIND(SUBSTR(STR(?day), 1, 4) AS ?year)
} ORDER BY ?year"""
_OF_PLACE: Final = """{{ {{ ?statement kg:place ?lies }} UNION {{
  ?statement kg:actor ?governing . ?governing kg:jurisdiction ?lies FILTER NOT EXISTS {{ ?statement kg:place ?else }}
}} ?lies kg:within <{iri}> }}"""


@dataclass(frozen=True, slots=True)
class Record:
    """One statement's values by name, each as IRIs or text, in order and without repetition."""

    values: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return the first value, or an empty string."""
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values."""
        return self.values.get(name, ())


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its title, its date as known, and the first and last day on which it can have appeared."""

    title: str
    date: str
    appeared: tuple[str, str]


class Records:
    """The statements of a store as charts need them. Every question is asked once."""

    def __init__(self, store: Store, language: str = "zh") -> None:
        """Read from a store; labels are in `language`."""
        self._store, self.language = store, language
        self._labels: dict[str, str] = {}

    def tenures(self, things: Iterable[str], role: str = "") -> tuple[Record, ...]:
        """Return the tenures of things, given by IRI: in a place, in a body, else by a holder; all without.

        With `role` only those in the role or a narrower one.
        """
        ways = {"place": "served", "area": "served", "body": "body"}
        by_way: dict[str, list[str]] = {}
        for iri in things:
            by_way.setdefault(ways.get(prefix_of(iri), "holder"), []).append(f"<{iri}>")
        parts = {
            "served": "{{ VALUES ?asked {{ {iris} }} ?lies kg:within ?asked . ?statement kg:servedIn ?lies }}",
            "body": "{{ VALUES ?asked {{ {iris} }} ?statement kg:body ?asked }}",
            "holder": "{{ VALUES ?asked {{ {iris} }} ?asked kg:coreferentWith ?who . ?statement kg:holder ?who }}",
        }
        about = " UNION ".join(parts[way].format(iris=" ".join(iris)) for way, iris in by_way.items())
        chosen = f"{{ SELECT DISTINCT ?statement {{ {about} }} }}" if about else ""
        narrower = f"?role skos:broaderTransitive <{role}> ." if role else ""
        return self._records(_TENURES.replace("{about}", chosen + narrower))

    def successions(self) -> tuple[Record, ...]:
        """Return who is said or inferred to have held a role before whom."""
        return self._records(_SUCCESSIONS)

    def figures(self, indicator: str, measured: str = "") -> tuple[Record, ...]:
        """Return the figures for an indicator, of one thing or of everything."""
        thing = f"<{measured}> kg:coreferentWith ?measured ." if measured else ""
        return self._records(_FIGURES.replace("{about}", f"VALUES ?indicator {{ <{indicator}> }} {thing}"))

    def involvements(self, place: str = "", undertakings: Iterable[str] = ()) -> tuple[Record, ...]:
        """Return who took what part, in a place and the places within it, or in undertakings; all without.

        Where no place is said, the place that the actor governs stands for it.
        """
        wanted = _values("chosen", undertakings)
        pattern = (
            _OF_PLACE.format(iri=place) if place else wanted and f"{{ {wanted} ?statement kg:undertaking ?chosen }}"
        )
        # in a query of its own, for the engine else begins with every actor's class
        chosen = f"{{ SELECT DISTINCT ?statement {pattern} }}" if pattern else ""
        return self._records(_INVOLVEMENTS.replace("{about}", chosen))

    def honours(self) -> tuple[Record, ...]:
        """Return who received which honour."""
        return self._records(_HONOURS)

    def links(self, relations: Iterable[str]) -> tuple[Record, ...]:
        """Return the relations of some types, given by their last part, as `part` and `whole`."""
        return self._records(
            _LINKS.replace("{about}", _values("relation", (PREFIXES["relation"] + r for r in relations)))
        )

    def sets(self) -> dict[str, str]:
        """Return the narrowest set of each capacity that counts, the strictest set first."""
        return {record.one("capacity"): record.one("set") for record in self._records(_SETS, "capacity")}

    def disputed(self) -> frozenset[str]:
        """Return the statements that an editor judged to contradict another."""
        rows = self._rows(_DISPUTED)
        return frozenset(row[name] for row in rows for name in ("left", "right"))

    def same(self) -> dict[str, str]:
        """Return, for each thing that was judged to be the same as another, the first of them by IRI."""
        return {row["thing"]: row["first"] for row in self._rows(_SAME)}

    def coreferent(self, iri: str) -> tuple[str, ...]:
        """Return a thing and all that was judged to be the same."""
        others = [
            row["other"] for row in self._rows(f"SELECT ?other {{ <{iri}> kg:coreferentWith ?other }} ORDER BY ?other")
        ]
        return tuple(dict.fromkeys([iri, *others]))

    def sources(self) -> dict[str, Source]:
        """Return all sources by IRI."""
        return {
            r.one("source"): Source(r.one("title"), r.one("date"), (r.one("first"), r.one("last")))
            for r in self._records(_SOURCES, "source")
        }

    def years(self) -> tuple[str, ...]:
        """Return the years in which a said time begins, over everything."""
        return tuple(row["year"] for row in self._rows(_YEARS))

    def described(self, properties: Sequence[str]) -> dict[str, Record]:
        """Return every entity that has one of some `kg:` properties with their values."""
        names = " ".join(f"kg:{name}" for name in properties)
        rows = self._rows(f"SELECT ?x ?p ?v WHERE {{ VALUES ?p {{ {names} }} ?x ?p ?v }} ORDER BY ?x ?p ?v")
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for row in rows:
            values = found.setdefault(row["x"], {})
            values[slug(row["p"])] = (*values.get(slug(row["p"]), ()), row["v"])
        return {iri: Record(values) for iri, values in found.items()}

    def label(self, iri: str) -> str:
        """Return a label, the last part of the IRI where there is none, the text itself where it is no IRI."""
        if iri not in self._labels:
            self.name([iri])
        return self._labels[iri]

    def name(self, iris: Iterable[str]) -> None:
        """Read the labels of many IRIs at once."""
        every = {text for text in iris if text not in self._labels}
        wanted = sorted(text for text in every if text.startswith(BASE))
        found = labels(wanted, self._store, self.language) if wanted else {}
        self._labels |= {text: found.get(text, slug(text) if text in wanted else text) for text in every}

    def _rows(self, sparql: str) -> list[dict[str, str]]:
        found = self._store.query(_PREFIXES + sparql)
        if not isinstance(found, ox.QuerySolutions):
            return []
        names = [variable.value for variable in found.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in found]

    def _records(self, sparql: str, key: str = "statement") -> tuple[Record, ...]:
        merged: dict[str, dict[str, dict[str, None]]] = {}
        for row in self._rows(sparql):
            values = merged.setdefault(row[key], {})
            for name, value in row.items():
                values.setdefault(name, {})[value] = None
        return tuple(Record({name: tuple(found) for name, found in values.items()}) for values in merged.values())


def _values(name: str, iris: Iterable[str]) -> str:
    listed = " ".join(f"<{iri}>" for iri in iris)
    return f"VALUES ?{name} {{ {listed} }}" if listed else ""

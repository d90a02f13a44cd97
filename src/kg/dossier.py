"""All that is said of one thing, in sections, each line with its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.lookup import Candidate
from kg.query import find_query, labels, run, with_labels
from kg.store import Store
from kg.table import Table
from kg.terms.namespaces import curie, slug

_SECTIONS: Final = {
    "tenure": "任职 Posts",
    "succession": "前后任 Successions",
    "involvement": "参与记录 Involvements",
    "honour": "荣誉 Honours",
    "observation": "指标数据 Figures",
    "relation": "关系 Relations",
    "occurrence": "事件 Events",
}
_ABOUT: Final = """PREFIX kg: <https://w3id.org/programs-and-actors/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?property ?value WHERE {{
  <{iri}> ?property ?value
  FILTER(?property IN (
    skos:prefLabel, skos:altLabel, kg:level, kg:kind, kg:jurisdiction, kg:code, kg:codeYear, kg:codeNote,
    kg:key, kg:genre, kg:author, kg:supplier, kg:outlet, kg:date, kg:dateReason, kg:length, kg:sha256
  ))
}} ORDER BY ?property ?value"""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One thing with its properties and the statements on it, by section, in reading order."""

    iri: str
    label: str
    type: str
    properties: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, Table], ...]
    answer: str

    def as_record(self) -> dict[str, object]:
        """Return the dossier as JSON-ready values."""
        return {
            "id": curie(self.iri),
            "label": self.label,
            "type": self.type,
            "properties": [{"name": name, "value": value} for name, value in self.properties],
            "sections": {name: list(table.records()) for name, table in self.sections},
            "answer": self.answer,
        }


def dossier(thing: Candidate, store: Store, queries: Path, language: str = "zh") -> Dossier:
    """Return all that a store says of a thing; for a place, who served there comes first and in order."""
    asked = find_query(queries, "mentions")
    everything = run(asked, store, {"thing": ox.NamedNode(thing.iri)})
    table = with_labels(everything, store, language)
    sections: list[tuple[str, Table]] = []
    if thing.type in {"Place", "Area"}:
        holders = run(find_query(queries, "holders"), store, {"in": ox.NamedNode(thing.iri)})
        if holders.rows:
            sections.append(("历任 Who served here, in the order given", with_labels(holders, store, language)))
    kinds = table.column("kind")
    for kind, title in _SECTIONS.items():
        rows = tuple(row for row, of in zip(table.rows, kinds, strict=True) if getattr(of, "value", "") == kind)
        if rows:
            kept = [n for n, name in enumerate(table.columns) if name != "kind"]
            columns = tuple(table.columns[n] for n in kept)
            sections.append((title, Table(columns, tuple(tuple(row[n] for n in kept) for row in rows))))
    properties = _properties(thing.iri, store, language)
    return Dossier(thing.iri, thing.label, thing.type, properties, tuple(sections), everything.extra["answer"])


def _properties(iri: str, store: Store, language: str) -> tuple[tuple[str, str], ...]:
    rows = store.query(_ABOUT.format(iri=iri))
    found = [(row["property"].value, row["value"]) for row in rows] if isinstance(rows, ox.QuerySolutions) else []
    iris = [value.value for _, value in found if isinstance(value, ox.NamedNode)] + [name for name, _ in found]
    known: Mapping[str, str] = labels(iris, store, language) if iris else {}
    return tuple((known.get(name, slug(name)), known.get(value.value, value.value)) for name, value in found)

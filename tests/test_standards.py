"""The standards' view as it is made beside the same said in SPARQL, quad for quad."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from kg.dataset import build_quads
from kg.model import Corpus, Quote, Resource, Statement, Term, quote_iri
from kg.ontology import Ontology
from kg.rdf import typed_literal
from kg.store import OxigraphStore
from kg.terms.namespaces import KG, PREFIXES, derived_graph, expand, source_graph

ORACLE: Final = tuple(sorted((Path(__file__).parent / "oracle").glob("*.rq")))
FORMS: Final = {
    "60-org": ("membership", "post"),
    "61-prov": ("activity", "association"),
    "62-cube": ("observation", "observations"),
    "63-annotation": ("annotation",),
    "64-target": ("target", "position", "words"),
}
SOURCE: Final = PREFIXES["source"] + "900-tea"


def node(name: str) -> ox.NamedNode:
    found = expand(name)
    assert found
    return ox.NamedNode(found)


def said(number: int, kind: str, slots: dict[str, str | Term], *evidence: str) -> Statement:
    pairs = ((name.rstrip("_"), node(v) if isinstance(v, str) else v) for name, v in slots.items())
    return Statement(f"{PREFIXES['statement']}900-{number:05d}", kind, SOURCE, tuple(sorted(pairs, key=str)), evidence)


FIGURE: Final[dict[str, str | Term]] = {
    "measured": "place:甲村",
    "indicator": "indicator:gdp",
    "value": typed_literal("12", "decimal"),
    "unit": "unit:yuan",
    "valueBound": "bound:exact",
}
WORDS: Final = (quote_iri("900", 0, 4), quote_iri("900", 8, 12))
POST: Final[dict[str, str | Term]] = {"holder": "person:甲", "role": "role:village-party-secretary"}
PART: Final[dict[str, str | Term]] = {"actor": "person:甲", "capacity": "capacity:ran", "undertaking": "deed:修路"}
HARD: Final = (
    said(1, "Tenure", POST),
    said(2, "Tenure", {**POST, "holder_": "person:乙", "body": "body:镇党委", "servedIn": "place:甲村"}, *WORDS),
    said(3, "Tenure", {"holder": "person:甲"}, WORDS[0]),
    said(4, "Tenure", {**POST, "servedIn": "place:甲村", "inferred": ox.NamedNode(KG + "holder")}),
    said(5, "Involvement", {**PART, "modality": "modality:planned"}, WORDS[0]),
    said(6, "Involvement", {**PART, "actor_": "person:乙", "capacity_": "capacity:funded"}),
    said(7, "Involvement", {"actor": "person:甲", "capacity": "capacity:ran"}, WORDS[1]),
    said(8, "Observation", FIGURE, WORDS[1]),
    said(9, "Observation", {**FIGURE, "time": ox.Literal("2022", datatype=node("edtf:EDTF")), "timeSense": "sense:at"}),
    said(10, "Observation", {name: value for name, value in FIGURE.items() if name != "unit"}),
    said(11, "HonourStatement", {**FIGURE, "recipient": "place:甲村"}),
    said(12, "Relation", {"about": "place:甲村", "relation": "relation:says", "relatedTo": ox.Literal("好")}, *WORDS),
)


def hard_corpus() -> Corpus:
    source = Resource(SOURCE, KG + "Source", ((KG + "key", ox.Literal("900")),))
    quotes = {iri: Quote(iri, SOURCE, n * 8, n * 8 + 4, f"“甲\\村{n}") for n, iri in enumerate(WORDS)}
    return Corpus({SOURCE: source}, quotes=quotes, statements=HARD)


@pytest.fixture(scope="module")
def hard(loaded: tuple[Corpus, Ontology]) -> OxigraphStore:
    store = OxigraphStore.memory()
    store.extend(build_quads(hard_corpus(), loaded[1]))
    return store


def made(store: OxigraphStore, source: str, forms: tuple[str, ...]) -> set[ox.Triple]:
    found = store.triples(derived_graph(source))
    return {quad.triple for quad in found if str(quad.subject).rstrip(">").rpartition("/")[2] in forms}


def wanted(store: OxigraphStore, source: str, query: Path) -> set[ox.Triple]:
    over = (source_graph(source), derived_graph(source))
    found = store.query_over(query.read_text(encoding="utf-8"), over)
    assert isinstance(found, list)
    return set(found)


def test_each_form_has_its_oracle() -> None:
    assert [path.stem for path in ORACLE] == list(FORMS)


@pytest.mark.parametrize("query", ORACLE, ids=lambda path: path.stem)
def test_the_view_of_the_data_is_that_of_the_oracle(
    query: Path, store: OxigraphStore, loaded: tuple[Corpus, Ontology]
) -> None:
    for source in loaded[0].sources:
        expected = wanted(store, source, query)
        assert expected
        assert made(store, source, FORMS[query.stem]) == expected


@pytest.mark.parametrize("query", ORACLE, ids=lambda path: path.stem)
def test_the_view_of_hard_statements_is_that_of_the_oracle(query: Path, hard: OxigraphStore) -> None:
    expected = wanted(hard, SOURCE, query)
    assert expected
    assert made(hard, SOURCE, FORMS[query.stem]) == expected

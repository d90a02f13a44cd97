"""One reading: some statements of a store are read as all of them are, and counted as the catalogue counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Final

import pytest

import kg
from conftest import ROOT
from kg.model import Corpus
from kg.ontology import Ontology
from kg.reading.few import few
from kg.reading.said import Reading, Said
from kg.reading.whole import whole
from kg.store import Store
from kg.terms.namespaces import SKOS, slug

# What is true of every involvement that is not counted for a reason.
REASONS: Final[Mapping[str, Callable[[Said], bool]]] = {
    "planned": lambda said: said.modality == "planned",
    "by-rule": lambda said: said.modality == "by-rule",
    "inferred": lambda said: said.is_actual and not said.is_stated,
    "no-actor": lambda said: said.is_actual and said.is_stated and not said.statement.text("actor"),
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return kg.open(ROOT).ontology


@pytest.fixture(scope="module")
def reading(store: Store, ontology: Ontology) -> Reading:
    return whole(store, ontology)


@pytest.fixture(scope="module")
def by_entity(reading: Reading) -> dict[str, list[Said]]:
    """Return for each entity the statements that name it."""
    found: dict[str, list[Said]] = defaultdict(list)
    for said in reading.said:
        for iri in dict.fromkeys(said.named()):
            if iri in reading.entities:
                found[iri].append(said)
    return dict(found)


def test_few_reads_of_every_entity_what_whole_reads(
    store: Store,
    ontology: Ontology,
    reading: Reading,
    by_entity: dict[str, list[Said]],
    loaded: tuple[Corpus, Ontology],
) -> None:
    corpus = loaded[0]
    assert by_entity.keys() == {
        term.value for one in corpus.statements for _, term in one.slots if term.value in corpus.entities
    }
    for iri, said in by_entity.items():
        some = few(store, ontology, (one.iri for one in said))
        assert some.said == tuple(said), iri
        named = {name for one in said for name in one.named() if name in reading.entities}
        assert named <= some.entities.keys(), iri
        assert all(reading.entities[name] == entity for name, entity in some.entities.items()), iri
        assert all(reading.above[name] == above for name, above in some.above.items()), iri
        assert {one.source for one in said} == some.sources.keys(), iri


def test_few_reads_everything_when_everything_is_asked_for(store: Store, ontology: Ontology, reading: Reading) -> None:
    some = few(store, ontology, (said.iri for said in reading.said))
    assert some.said == reading.said
    assert some.sources == reading.sources


def test_what_is_no_statement_is_passed_over(store: Store, ontology: Ontology, reading: Reading) -> None:
    assert few(store, ontology, [*list(reading.entities)[:3], "urn:nothing"]) == Reading()


def test_statements_are_in_the_order_of_their_sources(reading: Reading) -> None:
    assert [slug(said.source)[:3] for said in reading.said] == sorted(slug(said.source)[:3] for said in reading.said)
    for source in reading.sources:
        positions = [said.position for said in reading.said if said.source == source]
        assert positions == list(range(1, len(positions) + 1))


def test_the_words_of_every_statement_are_there(reading: Reading) -> None:
    assert all(said.quotes and said.quote and said.spans for said in reading.said)


def test_what_counts_is_the_same_in_the_reading_the_network_and_the_catalogue(
    store_path: Path, ontology: Ontology, reading: Reading
) -> None:
    """Strict means one thing: 5 statements, and 138 and 195 with those of the wider sets."""
    base = kg.open(ROOT, store_path)
    names = {iri: ontology.terms[iri].text(SKOS + "notation") for iri in ontology.capacity_sets}
    assert list(names.values()) == ["strict", "medium", "broad"]
    counted = Counter(names[said.counting.counted_in] for said in reading.said if said.counting.counted_in)
    totals = dict(zip(names.values(), accumulate(counted[name] for name in names.values()), strict=True))
    assert totals == {"strict": 5, "medium": 138, "broad": 195}
    for name, total in totals.items():
        graph = base.network(capacities=name)
        assert len({edge["id"] for *_, edge in graph.edges(data=True)}) == total
    rows = base.query("SELECT ?set (COUNT(*) AS ?n) { ?s kg:countedIn ?set } GROUP BY ?set").records()
    assert {names_of(row["set"]): int(row["n"]) for row in rows} == {f"{n}Set": counted[n] for n in names.values()}


def names_of(curie: str) -> str:
    return curie.partition(":")[2]


def test_a_statement_that_is_not_counted_says_why(reading: Reading) -> None:
    in_sets = [said for said in reading.said if said.counting.capacity_set]
    assert all(bool(said.counting.counted_in) != bool(said.counting.reason) for said in in_sets)
    assert all(said.kind == "involvement" for said in in_sets)
    uncounted = [said for said in in_sets if said.counting.reason]
    assert {slug(said.counting.reason) for said in uncounted} == {"planned", "by-rule", "inferred", "no-actor"}
    assert [said.statement.id for said in uncounted if not REASONS[slug(said.counting.reason)](said)] == []

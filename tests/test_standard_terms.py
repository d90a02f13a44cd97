"""The ontology as readers of SKOS and OWL see it, and the data beside what it says of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SKOS

from kg.store import Store, rows
from kg.terms.namespaces import KG
from kg.terms.tags import is_latin
from standard_terms import ONTOLOGY, Known, files, with_standard_terms

READ: Final = files()
KNOWN: Final = Known.of(READ.values())
BOTH: Final = Counter(("en", "zh"))


def merged() -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for text in READ.values():
        graph.parse(data=text, format="turtle")
    return graph


SAID: Final = merged()
SCHEMES: Final = frozenset(SAID.subjects(RDF.type, SKOS.ConceptScheme))
CONCEPTS: Final = frozenset(SAID.subjects(SKOS.inScheme, None))


def languages(node: rdflib.term.Node, name: rdflib.URIRef) -> Counter[str | None]:
    return Counter(o.language for o in SAID.objects(node, name) if isinstance(o, rdflib.Literal))


@pytest.mark.parametrize("path", READ, ids=lambda path: path.relative_to(ONTOLOGY).as_posix())
def test_every_block_has_its_standard_terms(path: Path) -> None:
    """Write what is missing with: python tests/standard_terms.py."""
    assert with_standard_terms(READ[path], KNOWN).splitlines() == READ[path].splitlines()


# ---------------------------------------------------------------- SKOS


def test_every_word_is_a_concept_and_so_is_its_class() -> None:
    assert CONCEPTS
    assert frozenset(SAID.subjects(RDF.type, SKOS.Concept)) == CONCEPTS
    classes = {name for concept in CONCEPTS for name in SAID.objects(concept, RDF.type)} - {SKOS.Concept}
    assert {name for name in classes if (name, RDFS.subClassOf, SKOS.Concept) not in SAID} == set()


def test_a_concept_is_at_the_top_of_its_scheme_or_below_another_of_it() -> None:
    wrong = []
    for concept in CONCEPTS:
        schemes = set(SAID.objects(concept, SKOS.inScheme))
        tops, above = set(SAID.objects(concept, SKOS.topConceptOf)), set(SAID.objects(concept, SKOS.broader))
        beside = {scheme for each in above for scheme in SAID.objects(each, SKOS.inScheme)}
        if bool(tops) == bool(above) or not (tops or beside) <= schemes:
            wrong.append(concept)
    assert wrong == []


@pytest.mark.parametrize("scheme", sorted(SCHEMES, key=str), ids=lambda node: str(node).rpartition("/")[2])
def test_a_scheme_has_a_title_a_definition_and_a_top(scheme: rdflib.URIRef) -> None:
    assert [languages(scheme, name) for name in (DCTERMS.title, SKOS.prefLabel, SKOS.definition)] == [BOTH] * 3
    assert list(SAID.subjects(SKOS.topConceptOf, scheme))


_BROADER: Final = f"""SELECT ?one ?other WHERE {{ ?one <{SKOS.broaderTransitive}> ?other }}"""


def test_what_is_broader_in_a_store_is_another_concept(store: Store) -> None:
    found = [(row["one"].value, row["other"].value) for row in rows(store, _BROADER)]
    assert len(found) == len({(one, other) for one, other in found if one != other}) > 0
    above = {(str(one), str(other)) for one, other in SAID.subject_objects(SKOS.broader)}
    assert above <= set(found)


# ---------------------------------------------------------------- names in Latin letters, and no scope


@pytest.mark.parametrize("tag", ["zh-latn", "zh-Latn", "zh-Latn-pinyin", "ZH-LATN-PINYIN", "zh-Latn-CN-pinyin"])
def test_a_name_in_latin_letters_is_known_by_any_of_its_tags(tag: str) -> None:
    assert is_latin(tag)


@pytest.mark.parametrize("tag", ["zh", "zh-Hans", "zh-latin", "en", "", None])
def test_other_tags_are_not_of_latin_letters(tag: str | None) -> None:
    assert not is_latin(tag)


def test_no_scope_is_a_thing_and_no_property() -> None:
    unscoped = rdflib.URIRef(f"{KG}unscoped")
    scope = SAID.value(rdflib.URIRef(f"{KG}firstIn"), RDFS.range)
    assert set(SAID.objects(unscoped, RDF.type)) == {scope}
    assert (rdflib.URIRef(f"{KG}Entity"), RDFS.subClassOf, scope) in SAID

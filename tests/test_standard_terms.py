"""The ontology as readers of SKOS and OWL see it, and the data beside what it says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from kg.store import Store, rows
from kg.terms.namespaces import KG, PREFIXES, STANDARD, slug
from kg.terms.tags import is_latin
from standard_terms import ONTOLOGY, Known, files, ontology_graph, with_standard_terms

READ: Final = files()
KNOWN: Final = Known.of(READ.values())
SCHEMA: Final = rdflib.Namespace(STANDARD["schema"])
BOTH: Final = Counter(("en", "zh"))


SAID: Final = ontology_graph()
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


# ---------------------------------------------------------------- OWL

PROPERTIES: Final = frozenset(SAID.subjects(RDF.type, RDF.Property))
SORTS: Final = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty})
CLASSES: Final = frozenset(SAID.subjects(RDF.type, RDFS.Class))
ABOVE: Final = {name: frozenset(SAID.transitive_objects(name, RDFS.subClassOf)) for name in CLASSES}


def test_every_class_and_property_has_its_one_owl_type() -> None:
    assert frozenset(SAID.subjects(RDF.type, OWL.Class)) == CLASSES
    sorts = {name: SORTS & set(SAID.objects(name, RDF.type)) for name in PROPERTIES}
    assert {name for name, found in sorts.items() if len(found) != 1} == set()


def test_the_ontology_says_what_it_is() -> None:
    for name in SAID.subjects(RDF.type, OWL.Ontology):
        assert [languages(name, each) for each in (DCTERMS.title, DCTERMS.description)] == [BOTH, BOTH]
        single = (DCTERMS.creator, DCTERMS.license, DCTERMS.created, OWL.versionIRI, OWL.versionInfo)
        assert [len(list(SAID.objects(name, each))) for each in single] == [1] * len(single)
        assert str(SAID.value(name, OWL.versionIRI)).endswith(f"/{SAID.value(name, OWL.versionInfo)}")


def test_a_property_is_below_one_of_its_own_sort_or_one_that_takes_anything() -> None:
    wrong = []
    for name, above in SAID.subject_objects(RDFS.subPropertyOf):
        mine, other = (SORTS & set(SAID.objects(each, RDF.type)) for each in (name, above))
        if above in PROPERTIES and other not in ({OWL.AnnotationProperty}, mine):
            wrong.append((name, above))
    assert wrong == []


def test_what_is_disjoint_has_nothing_below_both() -> None:
    pairs = list(SAID.subject_objects(OWL.disjointWith))
    assert pairs
    assert [(one, other, name) for one, other in pairs for name, up in ABOVE.items() if {one, other} <= up] == []


# ---------------------------------------------------------------- the data keep domains, ranges and disjointness


@dataclass(frozen=True)
class Built:
    """The classes of every node of a store, with those above, and each use of a property of ours once a pair."""

    classes: Mapping[str, frozenset[str]]
    uses: Mapping[str, tuple[tuple[str, ox.NamedNode | ox.Literal], ...]]


@pytest.fixture(scope="module")
def built(store: Store) -> Built:
    above = {str(name): frozenset(map(str, found)) for name, found in ABOVE.items()}
    classes: dict[str, set[str]] = {}
    for row in rows(store, f"SELECT ?one ?class WHERE {{ ?one <{RDF.type}> ?class }}"):
        classes.setdefault(row["one"].value, set()).update(above.get(row["class"].value, {row["class"].value}))
    uses: dict[str, list[tuple[str, ox.NamedNode | ox.Literal]]] = {}
    for row in rows(store, f'SELECT ?one ?p ?o WHERE {{ ?one ?p ?o FILTER(STRSTARTS(STR(?p), "{KG}")) }}'):
        uses.setdefault(row["p"].value, []).append((row["one"].value, row["o"]))
    return Built({k: frozenset(v) for k, v in classes.items()}, {k: tuple(v) for k, v in uses.items()})


@pytest.mark.parametrize("name", sorted(PROPERTIES, key=str), ids=lambda node: str(node).rpartition("/")[2])
def test_the_data_keep_what_is_said_of_a_property(name: rdflib.URIRef, built: Built) -> None:
    uses = built.uses.get(str(name), ())
    domains = set(map(str, SAID.objects(name, RDFS.domain)))
    included = set(map(str, SAID.objects(name, SCHEMA.domainIncludes)))
    assert [one for one, _ in uses if not domains <= built.classes.get(one, frozenset())] == []
    assert included <= {*map(str, CLASSES)}
    if OWL.AnnotationProperty in set(SAID.objects(name, RDF.type)):
        return
    (range_,) = map(str, SAID.objects(name, RDFS.range))
    wrong = [value for _, value in uses if not _is_of(value, range_, built) and not _is_registered(name, value, built)]
    assert wrong == []


def _is_registered(name: rdflib.URIRef, value: ox.NamedNode | ox.Literal, built: Built) -> bool:
    """Say whether a value is a place that only the register knows, of which nothing is said but its name."""
    is_place = value.value.startswith(PREFIXES["place"]) and value.value not in built.classes
    return is_place and slug(name) in {"within", "inferredWithin", "registeredWithin"}


def _is_of(value: ox.NamedNode | ox.Literal, range_: str, built: Built) -> bool:
    if isinstance(value, ox.NamedNode):
        return range_ == str(OWL.Thing) or range_ in built.classes.get(value.value, frozenset())
    if range_ == str(RDFS.Literal):
        return True
    whole = range_ == str(XSD.decimal) and value.datatype.value == str(XSD.integer)
    return value.datatype.value == range_ or whole


def test_nothing_in_the_data_is_of_two_disjoint_classes(built: Built) -> None:
    pairs = [(str(one), str(other)) for one, other in SAID.subject_objects(OWL.disjointWith)]
    assert [(node, pair) for node, found in built.classes.items() for pair in pairs if found.issuperset(pair)] == []


@pytest.mark.parametrize("name", sorted(SAID.subjects(RDF.type, OWL.TransitiveProperty), key=str))
def test_what_is_transitive_is_so_in_the_data(name: rdflib.URIRef, built: Built) -> None:
    pairs = {(one, value.value) for one, value in built.uses[str(name)]}
    further: dict[str, set[str]] = {}
    for one, other in pairs:
        further.setdefault(one, set()).add(other)
    if name != rdflib.URIRef(f"{KG}sameAs"):  # what is judged; kg:coreferentWith is what follows from it
        assert {(one, far) for one, other in pairs for far in further.get(other, ())} <= pairs

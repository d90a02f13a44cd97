"""Ontology and vocabularies in other people's tools: each shows all classes, properties and words that there are.

pyLODE is asked about the ontology alone: its release that runs on Python 3.11 writes no concepts.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import owlready2
import pytest
import rdflib
import skosify
from pylode import OntPub
from rdflib import OWL, RDF, RDFS, SKOS

from kg.terms.namespaces import KG
from standard_terms import ONTOLOGY, ontology_graph

SORTS: Final = {
    "classes": OWL.Class,
    "object_properties": OWL.ObjectProperty,
    "data_properties": OWL.DatatypeProperty,
    "annotation_properties": OWL.AnnotationProperty,
}


def graph_of(*paths: Path) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


SAID: Final = ontology_graph()


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    """Keep the tools from filling the log, and pyLODE's open files from being faults of ours."""
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
    logging.disable(logging.NOTSET)


def ours(sort: rdflib.URIRef) -> set[str]:
    return {str(name) for name in SAID.subjects(RDF.type, sort) if str(name).startswith(KG)}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> owlready2.World:
    path = tmp_path_factory.mktemp("owl") / "ontology.nt"
    SAID.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    return world


@pytest.mark.parametrize("sort", SORTS)
def test_owlready_finds_every_class_and_property_under_its_sort(sort: str, world: owlready2.World) -> None:
    found = {one.iri for one in getattr(world, sort)() if one.iri.startswith(KG)}
    assert found == ours(SORTS[sort]) != set()


def test_owlready_finds_what_is_disjoint_and_the_domain_and_range_of_a_slot(world: owlready2.World) -> None:
    assert len(list(world.disjoint_classes())) == len(list(SAID.subject_objects(OWL.disjointWith))) > 0
    role = world[f"{KG}role"]
    assert [[one.iri for one in ends] for ends in (role.domain, role.range)] == [[f"{KG}Tenure"], [f"{KG}Role"]]


def test_skosify_takes_the_vocabularies_and_changes_none_of_their_words() -> None:
    given = graph_of(*sorted((ONTOLOGY / "vocab").glob("*.ttl")))
    kept = skosify.skosify(graph_of(*sorted((ONTOLOGY / "vocab").glob("*.ttl"))))
    for name in (SKOS.Concept, SKOS.ConceptScheme):
        assert set(kept.subjects(RDF.type, name)) == set(given.subjects(RDF.type, name)) != set()
    for name in (SKOS.broader, SKOS.inScheme, SKOS.topConceptOf, SKOS.prefLabel, SKOS.definition):
        assert set(kept.subject_objects(name)) == set(given.subject_objects(name)) != set()


def test_pylode_writes_a_page_that_has_every_class_and_property() -> None:
    page = OntPub(ONTOLOGY / "kg.ttl").make_html()
    graph = graph_of(ONTOLOGY / "kg.ttl")
    terms = {*graph.subjects(RDF.type, RDFS.Class), *graph.subjects(RDF.type, RDF.Property)}
    assert terms
    shown = {*re.findall(r"<code>([^<]+)</code>", page), *re.findall(r'href="([^"]+)"', page)}
    assert {str(term) for term in terms} - shown == set()

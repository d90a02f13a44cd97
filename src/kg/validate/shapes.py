"""SHACL, one source at a time: the source, all entities and the vocabularies together, for `sh:class` needs them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.errors import DatasetError, Finding, Severity
from kg.model import Corpus, Fact, Statement, Term, quote_facts, resource_facts, statement_facts
from kg.ontology import Ontology
from kg.terms.namespaces import RDF_TYPE, STANDARD, curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

_SEVERITIES: Final = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.NOTE}
_SH: Final = STANDARD["sh"]


def shape_findings(corpus: Corpus, ontology: Ontology, shapes: Path) -> Iterator[Finding]:
    """Yield a finding for each result of the shapes on each source, and on the entities.

    Raises `DatasetError` when the shapes cannot be read.
    """
    import rdflib  # noqa: PLC0415 - rdflib and pyshacl cost a second and are needed by this check alone

    try:
        rules = rdflib.Graph(bind_namespaces="none").parse(shapes, format="turtle")
    except (OSError, SyntaxError) as error:
        raise DatasetError(f"{shapes} cannot be read: {error}", "Mend the shapes, or reinstall.") from error
    background = [*_vocabulary(ontology), *(t for e in corpus.entities.values() for t in resource_facts(e))]
    seen: set[Finding] = set()
    for focus in _sources(corpus):
        for finding in _results([*background, *focus], rules, corpus):
            if finding not in seen:
                seen.add(finding)
                yield finding


def _sources(corpus: Corpus) -> Iterator[list[Fact]]:
    """Yield the triples of each source with its statements, quotes and parts; one empty list where there is none."""
    by_source: Mapping[str, list[Statement]] = {iri: [] for iri in corpus.sources}
    for statement in corpus.statements:
        by_source[statement.source].append(statement)
    for iri, source in corpus.sources.items():
        parts = [corpus.parts[ref.value] for ref in source.values("part") if ref.value in corpus.parts]
        yield [
            *resource_facts(source),
            *(t for part in parts for t in resource_facts(part)),
            *(t for q in corpus.quotes.values() if q.source == iri for t in quote_facts(q)),
            *(t for statement in by_source[iri] for t in statement_facts(_with_iris(statement))),
        ]
    if not corpus.sources:
        yield []


def _with_iris(statement: Statement) -> Statement:
    """Return the statement without evidence that is no IRI; the check of references tells of it."""
    return replace(statement, evidence=tuple(iri for iri in statement.evidence if "://" in iri and " " not in iri))


def _vocabulary(ontology: Ontology) -> Iterator[Fact]:
    """Yield the classes of concepts and the class tree, which is all that the shapes ask of the ontology."""
    subclass = STANDARD["rdfs"] + "subClassOf"
    for triple in ontology.triples:
        predicate, subject, value = triple.predicate, triple.subject, triple.object
        wanted = predicate.value in {subclass, RDF_TYPE}
        if wanted and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            yield subject, predicate, value


def _results(facts: Iterable[Fact], rules: rdflib.Graph, corpus: Corpus) -> Iterator[Finding]:
    import rdflib  # noqa: PLC0415
    from pyshacl import validate  # noqa: PLC0415

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it logs a traceback for an ill-typed literal
    data = rdflib.Graph(bind_namespaces="none")
    for fact in facts:
        data.add((_node(fact[0]), _node(fact[1]), _node(fact[2])))
    _, report, _ = validate(data, shacl_graph=rules, inference="none", advanced=False, do_owl_imports=False)
    sh = rdflib.Namespace(_SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        focus = str(report.value(result, sh.focusNode))
        texts = {m.language: str(m) for m in report.objects(result, sh.resultMessage)}
        value = report.value(result, sh.value)
        shown = f" (found {curie(str(value))})" if value is not None and str(value) != focus else ""
        yield Finding(
            _SEVERITIES[str(report.value(result, sh.resultSeverity)).removeprefix(_SH)],
            "shape",
            corpus.origin(focus),
            f"{curie(focus)}: {texts.get('en') or next(iter(texts.values()), '')}{shown}",
            texts.get("zh", ""),
        )


def _node(term: Term) -> rdflib.term.Node:
    import rdflib  # noqa: PLC0415

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == STANDARD["xsd"] + "string" else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)

"""SHACL, one source at a time, with the entities that it names and the vocabularies, for `sh:class` needs them."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.errors import DatasetError, Finding, Severity
from kg.model import Corpus, Statement, Term
from kg.ontology import Ontology
from kg.rdf import TermTriple, quote_facts, resource_facts, statement_facts
from kg.terms.namespaces import RDF_TYPE, STANDARD, curie, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

_SEVERITIES: Final = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.NOTE}
_SH: Final = STANDARD["sh"]


def shape_findings(corpus: Corpus, ontology: Ontology, shapes: Path, clean: Path | None = None) -> Iterator[Finding]:
    """Yield a finding for each result of the shapes on the entities, and on each source with the entities it names.

    `clean` is a file that remembers, by checksum, what was found without fault, so that it is not looked at again; it
    is made when it is not there. Raises `DatasetError` when the shapes cannot be read.
    """
    try:
        ruled = shapes.read_bytes()
    except OSError as error:
        raise DatasetError(f"{shapes} cannot be read: {error}", "Mend the shapes, or reinstall.") from error
    known = _read_clean(clean)
    vocabulary = list(_vocabulary(ontology))
    seen: set[Finding] = set()
    kept: set[str] = set()
    base = _digest(vocabulary, ruled)
    for focus in _focuses(corpus):
        checksum = _digest(focus, base.encode())
        found = [] if checksum in known else list(_results([*vocabulary, *focus], ruled, shapes, corpus, ontology))
        if not found:
            kept.add(checksum)
        for finding in found:
            if finding not in seen:
                seen.add(finding)
                yield finding
    if clean is not None and kept != known:
        _write_clean(clean, kept)


def _digest(facts: Iterable[TermTriple], start: bytes) -> str:
    digest = hashlib.sha256(start)
    for subject, predicate, value in facts:
        digest.update(f"{subject} {predicate} {value}\n".encode(errors="surrogatepass"))
    return digest.hexdigest()


def _read_clean(path: Path | None) -> set[str]:
    try:
        return set(path.read_text(encoding="ascii", errors="replace").split()) if path else set()
    except OSError:  # never written yet, or no right to read: everything is looked at
        return set()


def _write_clean(path: Path, checksums: Iterable[str]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text("".join(f"{checksum}\n" for checksum in sorted(checksums)), encoding="ascii")
        beside.replace(path)
    except OSError:  # a folder that cannot be written costs time at the next check, nothing else
        beside.unlink(missing_ok=True)


def _focuses(corpus: Corpus) -> Iterator[list[TermTriple]]:
    """Yield the triples of all entities, then those of each source with the entities that it names."""
    described = {iri: list(resource_facts(entity)) for iri, entity in corpus.entities.items()}
    yield [fact for facts in described.values() for fact in facts]
    for focus in _sources(corpus):
        named = dict.fromkeys(value.value for _, _, value in focus if isinstance(value, NamedNode))
        further = dict.fromkeys(
            value.value for iri in named for _, _, value in described.get(iri, ()) if isinstance(value, NamedNode)
        )
        entities = (described[iri] for iri in {**named, **further} if iri in described)
        yield [*focus, *(fact for facts in entities for fact in facts)]


def _sources(corpus: Corpus) -> Iterator[list[TermTriple]]:
    """Yield the triples of each source with its statements, quotes and parts."""
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


def _with_iris(statement: Statement) -> Statement:
    """Return the statement without evidence that is no IRI; the check of references tells of it."""
    return replace(statement, evidence=tuple(iri for iri in statement.evidence if "://" in iri and " " not in iri))


def _vocabulary(ontology: Ontology) -> Iterator[TermTriple]:
    """Yield the classes of concepts and the class tree, which is all that the shapes ask of the ontology."""
    subclass = STANDARD["rdfs"] + "subClassOf"
    for triple in ontology.triples:
        predicate, subject, value = triple.predicate, triple.subject, triple.object
        wanted = predicate.value in {subclass, RDF_TYPE}
        if wanted and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            yield subject, predicate, value


def _results(
    facts: Iterable[TermTriple], ruled: bytes, shapes: Path, corpus: Corpus, ontology: Ontology
) -> Iterator[Finding]:
    import rdflib  # noqa: PLC0415 - rdflib and pyshacl cost half a second and are needed by this check alone
    from pyshacl import validate  # noqa: PLC0415

    try:
        rules = _rules(ruled)
    except SyntaxError as error:
        raise DatasetError(f"{shapes} cannot be read: {error}", "Mend the shapes, or reinstall.") from error

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
        wanted = slug(str(rules.value(report.value(result, sh.sourceShape), sh["class"]) or ""))
        shown = f" (found {curie(str(value))})" if value is not None and str(value) != focus else ""
        yield Finding(
            _SEVERITIES[str(report.value(result, sh.resultSeverity)).removeprefix(_SH)],
            "shape",
            corpus.origin(focus),
            f"{curie(focus)}: {texts.get('en') or next(iter(texts.values()), '')}{shown}",
            " ".join(filter(None, (texts.get("zh", ""), _choice(wanted, ontology)))),
        )


def _choice(wanted: str, ontology: Ontology) -> str:
    """Return how to list the words that a constraint wants, an empty text where it wants none."""
    return f"kg query vocabulary --all --class {wanted}" if wanted in ontology.vocabularies else ""


@lru_cache(maxsize=1)
def _rules(ruled: bytes) -> rdflib.Graph:
    """Return the shapes, read once for all sources."""
    import rdflib  # noqa: PLC0415

    return rdflib.Graph(bind_namespaces="none").parse(data=ruled, format="turtle")


def _node(term: Term) -> rdflib.term.Node:
    import rdflib  # noqa: PLC0415

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == STANDARD["xsd"] + "string" else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)

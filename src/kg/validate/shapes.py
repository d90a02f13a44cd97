"""SHACL, one source at a time. The engine is asked only about what does not surely keep the shapes.

A source is held against the shapes together with the entities and the vocabularies, for `sh:class` needs them, and
never with another source: a statement rests on the quotes of its own.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.errors import NOTHING, Bilingual, DatasetError, Finding, Foreign, Message, Severity
from kg.model import Corpus, Quote, Statement, Term
from kg.ontology import Ontology
from kg.rdf import TermTriple, quote_facts, resource_facts, statement_facts, type_
from kg.terms.namespaces import RDF_TYPE, STANDARD, curie, slug
from kg.validate.conforming import SH, Conformity, conformity
from kg.validate.datatypes import to_write

if TYPE_CHECKING:
    import rdflib

_SEVERITIES: Final = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.NOTE}
_SUBCLASS: Final = STANDARD["rdfs"] + "subClassOf"
_NONE: Final[frozenset[str]] = frozenset()
_Facts = list[TermTriple]
_Things = Mapping[str, _Facts]
_Types = Mapping[str, frozenset[str]]


def shape_findings(corpus: Corpus, ontology: Ontology, shapes: Path) -> Iterator[Finding]:
    """Yield a finding for each result of the shapes on the entities and on each source.

    Raises `DatasetError` when the shapes cannot be read.
    """
    try:
        ruled = shapes.read_bytes()
        conforms = conformity(ruled)
    except (OSError, SyntaxError) as error:
        raise DatasetError(
            Message("{shapes} cannot be read: {reason}", shapes=shapes, reason=Foreign(str(error))),
            Message("Mend the shapes, or reinstall."),
        ) from error
    known = _Known.of(corpus, ontology)
    seen: set[Finding] = set()
    for things in (known.things, *_sources(corpus)):
        for finding in _findings(things, known, conforms, ruled, corpus, ontology):
            if finding not in seen:
                seen.add(finding)
                yield finding


@dataclass(frozen=True, slots=True)
class _Known:
    """What every source may name: entities and words of the vocabularies with their classes, and the tree of these."""

    things: _Things
    tree: _Facts
    above: Mapping[str, frozenset[str]]
    types: _Types

    @classmethod
    def of(cls, corpus: Corpus, ontology: Ontology) -> _Known:
        tree = list(_triples_of(ontology, _SUBCLASS))
        things: dict[str, _Facts] = defaultdict(list)
        for fact in _triples_of(ontology, RDF_TYPE):
            things[fact[0].value].append(fact)
        for iri, entity in corpus.entities.items():
            things[iri].extend(resource_facts(entity))
        above = _classes_above(tree)
        return cls(things, tree, above, _types(things, above))


def _triples_of(ontology: Ontology, predicate: str) -> Iterator[TermTriple]:
    for triple in ontology.triples:
        subject, value = triple.subject, triple.object
        if triple.predicate.value == predicate and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            yield subject, triple.predicate, value


def _classes_above(tree: _Facts) -> Mapping[str, frozenset[str]]:
    """Return each class that is below another with itself and all classes above it."""
    parents: dict[str, set[str]] = defaultdict(set)
    for subject, _, value in tree:
        parents[subject.value].add(value.value)
    found = {}
    for name in parents:
        reached, ahead = {name}, [name]
        while ahead:
            fresh = parents.get(ahead.pop(), set()) - reached
            reached |= fresh
            ahead.extend(fresh)
        found[name] = frozenset(reached)
    return found


def _types(things: _Things, above: Mapping[str, frozenset[str]]) -> _Types:
    """Return the classes of things, with those above them."""
    return {
        iri: frozenset().union(
            *(above.get(v.value, {v.value}) for _, p, v in facts if p == type_ and isinstance(v, NamedNode))
        )
        for iri, facts in things.items()
    }


def _sources(corpus: Corpus) -> Iterator[_Things]:
    """Yield the triples of each source, its parts, quotes and statements, by subject."""
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in corpus.quotes.values():
        quotes[quote.source].append(quote)
    statements: dict[str, list[Statement]] = defaultdict(list)
    for statement in corpus.statements:
        statements[statement.source].append(statement)
    for iri, source in corpus.sources.items():
        parts = [corpus.parts[ref.value] for ref in source.values("part") if ref.value in corpus.parts]
        yield {
            **{resource.iri: list(resource_facts(resource)) for resource in (source, *parts)},
            **{quote.iri: list(quote_facts(quote)) for quote in quotes[iri]},
            **{statement.iri: list(statement_facts(_with_iris(statement))) for statement in statements[iri]},
        }


def _with_iris(statement: Statement) -> Statement:
    """Return the statement without evidence that is no IRI; the check of references tells of it."""
    kept = tuple(iri for iri in statement.evidence if "://" in iri and " " not in iri)
    return statement if kept == statement.evidence else replace(statement, evidence=kept)


def _findings(
    things: _Things, known: _Known, conforms: Conformity, ruled: bytes, corpus: Corpus, ontology: Ontology
) -> Iterator[Finding]:
    """Yield the engine's findings on those of the things that do not surely conform."""
    own = known.types if things is known.things else _types(things, known.above)

    def classes(iri: str) -> frozenset[str]:
        here, there = own.get(iri), known.types.get(iri)
        return here | there if here and there else here or there or _NONE

    suspects = {iri for iri, facts in things.items() if not conforms.is_sure(iri, _properties(facts), classes)}
    facts = [fact for iri, facts in things.items() if iri in suspects for fact in facts]
    if conforms.decided:
        facts += _typed(facts, classes)
    else:
        facts += _described(facts, known)
        suspects |= known.things.keys()
    if suspects:
        yield from _results([*known.tree, *facts], suspects, ruled, corpus, ontology)


def _properties(facts: _Facts) -> Mapping[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for _, predicate, value in facts:
        found.setdefault(predicate.value, []).append(value)
    return found


def _names(facts: Iterable[TermTriple]) -> Iterable[str]:
    return dict.fromkeys(value.value for _, _, value in facts if isinstance(value, NamedNode))


def _typed(facts: _Facts, classes: Callable[[str], frozenset[str]]) -> list[TermTriple]:
    """Return the classes of what the facts name."""
    return [(NamedNode(iri), type_, NamedNode(name)) for iri in _names(facts) for name in classes(iri)]


def _described(facts: _Facts, known: _Known) -> _Facts:
    """Return what is known of the things that the facts name, and of those that these name."""
    named = [fact for iri in _names(facts) for fact in known.things.get(iri, ())]
    return [*named, *(fact for iri in _names(named) for fact in known.things.get(iri, ()))]


def _results(
    facts: _Facts, about: AbstractSet[str], ruled: bytes, corpus: Corpus, ontology: Ontology
) -> Iterator[Finding]:
    """Yield a finding for each result of the SHACL engine that is about one of these things."""
    import rdflib  # noqa: PLC0415 - rdflib and pyshacl cost half a second and are needed by this check alone
    from pyshacl import validate  # noqa: PLC0415

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it logs a traceback for an ill-typed literal
    data = rdflib.Graph(bind_namespaces="none")
    for fact in facts:
        data.add((_node(fact[0]), _node(fact[1]), _node(fact[2])))
    sh, rules = rdflib.Namespace(SH), _rules(ruled)
    _, report, _ = validate(data, shacl_graph=rules, inference="none", advanced=False, do_owl_imports=False)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        focus = str(report.value(result, sh.focusNode))
        if focus not in about:
            continue
        texts = {m.language: str(m) for m in report.objects(result, sh.resultMessage)}
        value = report.value(result, sh.value)
        shape = report.value(result, sh.sourceShape)
        wanted = slug(str(rules.value(shape, sh["class"]) or ""))
        datatype = str(rules.value(shape, sh.datatype) or "")
        path = report.value(result, sh.resultPath)
        message = Message("{focus}: {said}", focus=curie(focus), said=_worded(texts))
        if value is not None and str(value) != focus:
            message = Message("{message} (found {value})", message=message, value=curie(str(value)))
        hint = _rewritten(path, value, datatype) or _choice(wanted, ontology) or _correct(path)
        severity = _SEVERITIES[str(report.value(result, sh.resultSeverity)).removeprefix(SH)]
        yield Finding(severity, "shape", corpus.origin(focus), message, hint)


def _worded(texts: Mapping[str | None, str]) -> Message:
    """Return the message of a shape in the languages that it has; a shape of a project's own may have one alone."""
    one = next(iter(texts.values()), "")
    return Bilingual(texts.get("zh") or one, texts.get("en") or one)


def _choice(wanted: str, ontology: Ontology) -> Message:
    """Return how to list the words that a constraint wants, an empty message where it wants none."""
    if wanted not in ontology.vocabularies:
        return NOTHING
    return Message("List the words with: kg query vocabulary --all --class {class_}", class_=wanted)


def _correct(path: object) -> Message:
    """Return what to correct: a property, where the constraint is on one."""
    return Message("Correct {slot}.", slot=curie(str(path))) if path and "://" in str(path) else Message("Correct it.")


def _rewritten(path: object, value: object, datatype: str) -> Message:
    """Return how a literal of another datatype than a constraint wants is to be written; empty for all others."""
    given = getattr(value, "datatype", None)  # of a literal alone; one without a datatype is plain text
    is_other = datatype and hasattr(value, "datatype") and str(given) != datatype
    return to_write(str(path), str(value), datatype) if is_other else NOTHING


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

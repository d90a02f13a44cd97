"""What is said of entities, sources and parts themselves: their class, their properties and labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal

from kg.errors import Bilingual, Finding, Message, Severity
from kg.model import Corpus, Resource
from kg.ontology import Ontology
from kg.terms.namespaces import ENTITY_PREFIXES, KG, SKOS, STANDARD, curie, prefix_of, slug
from kg.validate.made import error, finding

_LABELS: Final = tuple(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))
_NOTES: Final = ("note", "changeNote", "definition", "editorialNote", "example", "historyNote", "scopeNote")
_LINKS: Final = ("broadMatch", "closeMatch", "exactMatch", "narrowMatch", "relatedMatch")
_OF_ANYTHING: Final = frozenset({*_LABELS, *(SKOS + name for name in (*_NOTES, *_LINKS, "notation"))})
_LANGUAGES: Final = frozenset({"zh", "en"})
_SUBCLASS: Final = STANDARD["rdfs"] + "subClassOf"


def described_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield findings on what the files say of each entity, source and part."""
    allowed = {name: _allowed(name, ontology) for name in (*ontology.entity_classes, "Source", "Part")}
    for resource in (*corpus.entities.values(), *corpus.sources.values(), *corpus.parts.values()):
        yield from _unknown_properties(resource, allowed[slug(resource.type)], corpus, ontology)
        yield from _labels(resource, corpus)
    for entity in corpus.entities.values():
        yield from _class_and_id(entity, corpus, ontology)


def _allowed(name: str, ontology: Ontology) -> frozenset[str]:
    """Return the properties of ours and of SKOS that a thing of a class may have."""
    classes = {name, *(slug(value.value) for value in ontology.terms[KG + name].values(_SUBCLASS))}
    own = {KG + slot.name for slot in ontology.slots.values() if slot.kinds & classes}
    return frozenset({*own, *_OF_ANYTHING})


def _unknown_properties(
    resource: Resource, allowed: frozenset[str], corpus: Corpus, ontology: Ontology
) -> Iterator[Finding]:
    """Yield properties that nobody reads: of other vocabularies than ours and SKOS a project may have any."""
    for key in sorted({key for key, _ in resource.properties} - allowed):
        if key.startswith((KG, SKOS)):
            message = Message(
                "a thing of the class {class_} has no {key}",
                class_=Bilingual(ontology.label(resource.type), ontology.label(resource.type, "en")),
                key=curie(key),
            )
            hint = Message("It may have: {allowed}", allowed=tuple(sorted(map(curie, allowed))))
            yield error("unknown-slot", corpus, resource.iri, message, hint)


def _labels(resource: Resource, corpus: Corpus) -> Iterator[Finding]:
    for key, value in resource.properties:
        if key not in _LABELS:
            continue
        tag = (value.language or "") if isinstance(value, Literal) else ""
        if tag.partition("-")[0].lower() not in _LANGUAGES:
            named = {"label": curie(key), "value": value.value, "tag": tag}
            if tag:
                message = Message("{label} {value!r} has the language {tag}", **named)
            else:
                message = Message("{label} {value!r} has no language", **named)
            hint = Message(
                'Write the language behind it: "..."@zh , "..."@en , or "..."@zh-latn for a name in Latin letters.'
            )
            yield finding(Severity.WARNING, "label-language", corpus, resource.iri, message, hint)


def _class_and_id(entity: Resource, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield an entity whose id begins as those of another class do."""
    prefix, wanted = prefix_of(entity.iri), ontology.entity_classes[slug(entity.type)]
    if prefix != wanted and prefix in ENTITY_PREFIXES:
        message = Message(
            "its class is {type}, and its id is that of a thing of another class", type=curie(entity.type)
        )
        yield error(
            "entity-id",
            corpus,
            entity.iri,
            message,
            Message("Correct the class, or name it {wanted}:NAME.", wanted=wanted),
        )

"""The place that each thing belongs to, as its jurisdiction or most statements say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.reading.links import CORE, Link, further_slots, links_of
from kg.terms.namespaces import KG, slug

_JURISDICTION: Final = "jurisdiction"


def belonging(corpus: Corpus, ontology: Ontology) -> dict[str, str]:
    """Return the IRI of the place that each entity belongs to which is not a place itself.

    A body belongs to its jurisdiction; all others, and bodies without one, to the place where most statements put them:
    where a post is served, where a deed was done, where a thing lies; of several the one named first. Being named
    together puts nothing anywhere. What no source puts in a place is left out.
    """
    places = {iri for iri, entity in corpus.entities.items() if slug(entity.type) in ontology.location_classes}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end in _put(corpus, ontology):
        if end in places and start not in places:
            counted[start][end] += 1
    said = {iri: found.most_common(1)[0][0] for iri, found in counted.items()}
    governed = {iri: place for iri, entity in corpus.entities.items() if (place := entity.text(_JURISDICTION))}
    return {iri: place for iri, place in (said | governed).items() if iri not in places}


def _put(corpus: Corpus, ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Yield thing and place of each link that says where something is, in reading order."""
    further = further_slots(ontology)
    for statement in corpus.statements:
        subject, predicate, target = ontology.core_values(statement)
        puts = predicate is not None and predicate.value in ontology.placing
        for link in links_of(subject, target, statement.slots, further, corpus.entities):
            if puts or _slot(link, statement, ontology) in ontology.placing:
                yield link.start, link.end


def _slot(link: Link, statement: Statement, ontology: Ontology) -> str:
    """Return the IRI of the slot that a link is made of: that which stands in for a core object, where one does."""
    kind = ontology.kinds[statement.kind]
    name = link.slot.partition("-")[0]
    if name == CORE:
        name = kind.object if statement.one(kind.object) else kind.object_else
    return KG + name

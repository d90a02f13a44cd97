"""What stays in the files and goes into no store: statements that are withheld, and what only they name."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from kg.model import Corpus
from kg.ontology import Ontology


def published(corpus: Corpus, ontology: Ontology) -> Corpus:
    """Return a corpus without the statements that are withheld, and without the quotes and entities of these alone.

    Which modalities are withheld is said in the ontology. Judgements on what is left out are left out too.
    """
    held = {one.iri: one for one in corpus.statements if one.text("modality") in ontology.withheld}
    if not held:
        return corpus
    kept = tuple(one for one in corpus.statements if one.iri not in held)
    named = {value.value for one in kept for _, value in one.slots if isinstance(value, NamedNode)}
    quoted = {iri for one in kept for iri in one.evidence}
    for source in corpus.sources.values():
        named.update(value.value for _, value in source.properties)
    gone = {value.value for one in held.values() for _, value in one.slots if isinstance(value, NamedNode)} - named
    silent = {iri for one in held.values() for iri in one.evidence} - quoted - named
    out = gone | held.keys()
    return replace(
        corpus,
        entities={iri: entity for iri, entity in corpus.entities.items() if iri not in gone},
        quotes={iri: quote for iri, quote in corpus.quotes.items() if iri not in silent},
        statements=tuple(
            replace(one, slots=tuple(pair for pair in one.slots if pair[1].value not in held)) for one in kept
        ),
        judgements=tuple(one for one in corpus.judgements if not {one.left, one.right} & out),
    )

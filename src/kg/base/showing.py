"""Everything the sources say about a thing, or one statement whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.base.results import Shown
from kg.build import data_version
from kg.document.words import in_words
from kg.dossier import dossier, outline
from kg.dossier.card import card
from kg.finding.ways import statement_iri
from kg.reading.coverage import ANSWERS, NOT_COVERED, NOT_SAID
from kg.terms.namespaces import ENTITY_PREFIXES, prefix_of

if TYPE_CHECKING:
    from kg.base.base import Base

_NEAREST: Final = ("相近者：{}", "Nearest in the data: {}")


def shown(base: Base, name: str) -> Shown:
    """Return everything that is said of what `name` means, or the statement with this id.

    Raises `UsageError` for an unknown or ambiguous name.
    """
    version = data_version(base.project)
    statement = _statement(base, name)
    if statement:
        whole = card(statement, base.store, base.language)
        return Shown(whole, whole.blocks(), base.language, version)
    thing = base.find(name)
    told = dossier(thing, base.store, base.project.queries, base.ontology, base.language)
    notes = []
    if told.answer in {NOT_SAID, NOT_COVERED} and prefix_of(thing.iri) in ENTITY_PREFIXES:
        notes.append(in_words(ANSWERS[told.answer], base.language))
    if told.answer == NOT_COVERED:
        near = "; ".join(map(str, base.lookup.nearest(name, tuple(base.ontology.entity_classes))))
        notes += [in_words(_NEAREST, base.language).format(near)] if near else []
    return Shown(told, outline(told), base.language, version, tuple(notes))


def _statement(base: Base, name: str) -> str:
    """Return the IRI of a statement when `name` is the id of one."""
    iri = statement_iri(name)
    return iri if iri and base.store.query(f"ASK {{ <{iri}> ?p ?o }}") else ""

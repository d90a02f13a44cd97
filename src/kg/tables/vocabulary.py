"""All words that statements may use, as a table: read from the ontology, so that no store is needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pyoxigraph import Literal

from kg.errors import Message, UsageError
from kg.ontology import Ontology
from kg.tables.table import Table
from kg.terms.namespaces import SKOS, curie, slug

VOCABULARY_COLUMNS: Final = ("class", "word", "label_zh", "label_en", "definition", "origin", "iri")
_DEFINITION: Final = "definition"
_SHIPPED, _OWN = "shipped", "own"


def vocabulary_table(ontology: Ontology, name: str = "", language: str = "zh") -> Table:
    """Return the words that a project may use, by class and id: those that come with kg and its own.

    `name` is a class such as `Role`, whatever its case; when it is empty, all whose words a slot takes or a project may
    add to. Further classes, such as `Measure`, are listed when they are named. The definition is in `language`, or in
    the other one where that has none. Raises `UsageError` for another class, with those that there are.
    """
    known = tuple(ontology.vocabularies) if name else _classes(ontology)
    classes = [each for each in known if not name or name.casefold() in {each.casefold(), f"kg:{each}".casefold()}]
    if not classes:
        raise UsageError(
            Message("unknown vocabulary {name!r}", name=name), Message("One of: {known}", known=tuple(known))
        )
    rows = [_row(iri, ontology, language) for each in classes for iri in ontology.instances(each)]
    return Table(VOCABULARY_COLUMNS, tuple(rows), language=language, optional=frozenset({"definition"}))


def vocabularies(ontology: Ontology) -> Table:
    """Return all words that a project may use, with the English definition in a column of its own, last."""
    chinese, english = (vocabulary_table(ontology, language=language) for language in ("zh", "en"))
    meanings = english.column(_DEFINITION)
    rows = tuple((*row, meaning) for row, meaning in zip(chinese.rows, meanings, strict=True))
    return replace(chinese, columns=(*chinese.columns, f"{_DEFINITION}_en"), rows=rows)


def _classes(ontology: Ontology) -> tuple[str, ...]:
    """Return the classes of words that a slot takes or that a project may add to, sorted."""
    taken = {slug(slot.range) for slot in ontology.slots.values()}
    return tuple(name for name, words in ontology.vocabularies.items() if words.is_open or name in taken)


def _row(iri: str, ontology: Ontology, language: str) -> tuple[str, ...]:
    term = ontology.terms[iri]
    definitions = [value for value in term.values(SKOS + "definition") if isinstance(value, Literal)]
    definitions.sort(key=lambda value: value.language != language)
    return (
        slug(term.type),
        curie(iri),
        ontology.label(iri),
        ontology.label(iri, "en"),
        next((value.value for value in definitions), ""),
        _OWN if iri in ontology.own else _SHIPPED,
        iri,
    )

"""The tables of the contract: statements, qualifiers, entities, sources. Rows in reading order, columns fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.model import Resource, Term
from kg.ontology import Ontology
from kg.reading.computed import value_range
from kg.reading.glossing import TITLE_GLOSS
from kg.reading.labels import Labels
from kg.reading.said import Reading, Said
from kg.reading.sentence import Sentences
from kg.tables.table import Table
from kg.tables.types import ENTITIES, SOURCES, STATEMENTS
from kg.terms.namespaces import ENTITY_PREFIXES, SKOS, curie, prefix_of, slug

STATEMENT_COLUMNS: Final = (
    "id",
    "kind",
    "subject",
    "subject_type",
    "subject_id",
    "predicate",
    "predicate_label",
    "verb",
    "object",
    "object_type",
    "object_id",
    "role",
    "place",
    "place_id",
    "counterpart",
    "counterpart_id",
    "time",
    "time_printed",
    "time_sense",
    "start",
    "end",
    "value_printed",
    "value",
    "value_low",
    "value_high",
    "value_bound",
    "unit",
    "modality",
    "certainty",
    "inferred",
    "status",
    "said_by",
    "open_list",
    "alternatives",
    "linked",
    "source",
    "spans",
    "quote",
    "review",
    "programme",
    "programme_id",
    "sentence_zh",
    "sentence_en",
    "quote_en",
    "verb_en",
    "time_en",
    "object_en",
    "subject_en",
    "predicate_label_en",
    "role_en",
    "place_en",
    "counterpart_en",
    "value_printed_en",
    "unit_en",
    "said_by_en",
    "alternatives_en",
    "programme_en",
)
_QUALIFIER_COLUMNS: Final = ("id", "slot", "value", "value_id", "quote", "language", "value_en")
_TWINS: Final = (
    *("subject", "predicate_label", "object", "role", "place", "counterpart", "unit", "said_by", "alternatives"),
    "programme",
)  # columns of labels
_GLOSSED: Final = ("quote", "verb", "time", "object")
_LANGUAGE: Final = "zh"  # that of the labels; notes and reasons that lack it are as written


def _ids(terms: Iterable[Term | None]) -> str:
    """Return the prefixed names of the terms that are things or concepts, joined; of a literal nothing."""
    return ";".join(curie(term.value) if isinstance(term, ox.NamedNode) else "" for term in terms)


def statement_table(reading: Reading, ontology: Ontology) -> Table:
    """Return the statements table: one row a statement, sorted by source and reading position."""
    labels, english = (Labels.of(reading, ontology, language) for language in ("zh", "en"))
    sentences = [Sentences(reading, ontology, language) for language in ("zh", "en")]
    rows = (
        {**_statement_row(one, labels), **_english(one, english), **_sentences(one, sentences)} for one in reading.said
    )
    filled = tuple(tuple(row.get(column, "") for column in STATEMENT_COLUMNS) for row in rows)
    return Table(STATEMENT_COLUMNS, filled, types=STATEMENTS)


def _sentences(said: Said, sentences: Iterable[Sentences]) -> dict[str, str]:
    return dict(zip(("sentence_zh", "sentence_en"), (made.of(said) for made in sentences), strict=True))


def _english(said: Said, labels: Labels) -> dict[str, str]:
    """Return the columns in English: labels, and what printed words mean; a name without a label is as printed."""
    row = _statement_row(said, labels)
    glosses = {f"{name}_en": gloss for name in _GLOSSED if (gloss := said.glossed(name))}
    given = labels.ontology.in_column(said.statement, "alternatives")
    readings = {"alternatives_en": labels.joined(said.readings(given, "en"))}
    twins = {f"{name}_en": row[name] for name in _TWINS}
    return twins | {"value_printed_en": said.glossed("value")} | readings | glosses


def _statement_row(said: Said, labels: Labels) -> dict[str, str]:
    def values(column: str) -> tuple[Term, ...]:
        return labels.ontology.in_column(said.statement, column)

    def slugs(column: str) -> str:
        return ";".join(slug(v.value) if isinstance(v, ox.NamedNode) else v.value for v in values(column))

    named = ("verb", "role", "place", "counterpart", "time_printed", "value_printed", "unit", "said_by", "open_list")
    value, low, high = value_range(said.statement)
    return {
        **{column: labels.joined(values(column)) for column in (*named, "alternatives")},
        **{column: slugs(column) for column in ("time_sense", "value_bound", "inferred", "status", "linked")},
        "id": said.id,
        "kind": said.kind,
        "subject": labels.label(said.subject),
        "subject_type": labels.type(said.subject),
        "subject_id": _ids([said.subject]),
        "predicate": slug(said.predicate.value) if said.predicate else "",
        "predicate_label": labels.label(said.predicate),
        "object": labels.label(said.object),
        "object_type": labels.type(said.object),
        "object_id": _ids([said.object]),
        "place_id": _ids(values("place")),
        "counterpart_id": _ids(values("counterpart")),
        "time": said.time,
        "start": said.first_day,
        "end": said.last_day,
        "value": value,
        "value_low": low,
        "value_high": high,
        "modality": said.modality,
        "certainty": said.certainty,
        "source": slug(said.source),
        "spans": said.spans,
        "quote": said.quote,
        "review": said.review,
        "programme": labels.joined(values("programme")),
        "programme_id": _ids(values("programme")),
    }


def qualifier_table(reading: Reading, ontology: Ontology) -> Table:
    """Return every slot that the statements table has no column for: `id, slot, value, value_id, quote, language`.

    `language` is that of a text that has one, `value_en` (last) the English label of a value.
    """
    labels, english = (Labels.of(reading, ontology, language) for language in ("zh", "en"))
    rows = []
    for one in reading.said:
        core = set(ontology.kinds[one.statement.kind].core)
        for name, value in one.statement.slots:
            slot = ontology.slots.get(name)
            if name not in core and not (slot and slot.column):
                language = (value.language or "") if isinstance(value, ox.Literal) else ""
                label = english.label(value) if isinstance(value, ox.NamedNode) else ""
                rows.append((one.id, name, labels.label(value), _ids([value]), one.quote, language, label))
    return Table(_QUALIFIER_COLUMNS, tuple(rows))


def entity_table(reading: Reading, _ontology: Ontology) -> Table:
    """Return the entities by id: labels, class, level or kind, the place a body governs, code or why there is none.

    `also` has all further names; last, the English ones and the note on a code in English.
    """
    columns = (
        *("id", "type", "label", "label_en", "also", "level", "kind", "jurisdiction", "code", "code_year", "code_note"),
        *("also_en", "code_note_en"),
    )
    rows = [
        (
            curie(iri),
            slug(entity.type),
            entity.label(),
            entity.label("en"),
            ";".join(v.value for v in entity.values(SKOS + "altLabel")),
            slug(entity.text("level")),
            slug(entity.text("kind")),
            curie(entity.text("jurisdiction")),
            entity.text("code"),
            entity.text("codeYear"),
            entity.worded("codeNote", _LANGUAGE),
            ";".join(entity.aliases("en")),
            entity.worded("codeNote", "en"),
        )
        for iri, entity in sorted(reading.entities.items())
        if prefix_of(iri) in ENTITY_PREFIXES
    ]
    return Table(columns, tuple(rows), types=ENTITIES)


def source_table(reading: Reading, _ontology: Ontology) -> Table:
    """Return the sources by key: title, genre, authors, supplier, date and why, length, checksum, statements, coder."""
    columns = (
        "source",
        "key",
        "title",
        "genre",
        "authors",
        "supplier",
        "date",
        "date_reason",
        "length",
        "sha256",
        "statements",
        "coded_by",
        "title_en",
        "authors_en",
        "supplier_en",
        "date_reason_en",
        "coded_by_en",
    )

    counts = Counter(one.source for one in reading.said)

    def people(source: Resource, slot: str, language: str = _LANGUAGE) -> str:
        found = (reading.entities.get(v.value) for v in source.values(slot))
        return ";".join(entity.label(language) for entity in found if entity)

    def printed(source: Resource, *names: str) -> tuple[str, ...]:
        return tuple(source.worded(name, _LANGUAGE) for name in names)

    rows = [
        (
            slug(iri),
            *printed(source, "key"),
            source.label(),
            *map(slug, printed(source, "genre")),
            people(source, "author"),
            people(source, "supplier"),
            *printed(source, "date", "dateReason", "length", "sha256"),
            str(counts[iri]),
            *printed(source, "codedBy"),
            *printed(source, TITLE_GLOSS),
            *(people(source, slot, "en") for slot in ("author", "supplier")),
            *(source.worded(name, "en") for name in ("dateReason", "codedBy")),
        )
        for iri, source in sorted(reading.sources.items(), key=lambda item: item[1].text("key"))
    ]
    return Table(columns, tuple(rows), types=SOURCES)


TABLES: Final[Mapping[str, Callable[[Reading, Ontology], Table]]] = {
    "statements": statement_table,
    "qualifiers": qualifier_table,
    "entities": entity_table,
    "sources": source_table,
}

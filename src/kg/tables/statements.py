"""The tables of the contract: statements, qualifiers, entities, sources. Rows in reading order, columns fixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.model import Corpus, Resource, Statement, Term
from kg.ontology import Ontology
from kg.reading.computed import compute, value_range
from kg.tables.table import Table
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
)
_QUALIFIER_COLUMNS: Final = ("id", "slot", "value", "value_id", "quote")


class _Names:
    """Labels, types and prefixed names of terms in one corpus."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self.corpus, self.ontology = corpus, ontology

    def label(self, term: Term | None) -> str:
        if term is None:
            return ""
        if isinstance(term, ox.Literal):
            return term.value
        entity = self.corpus.entities.get(term.value) or self.corpus.sources.get(term.value)
        return entity.label() if entity else self.ontology.label(term.value)

    def type(self, term: Term | None) -> str:
        if not isinstance(term, ox.NamedNode):
            return "Literal" if term is not None else ""
        entity = self.corpus.entities.get(term.value) or self.ontology.terms.get(term.value)
        return slug(entity.type) if entity else ""

    def id(self, term: Term | None) -> str:
        return curie(term.value) if isinstance(term, ox.NamedNode) else ""

    def labels(self, terms: tuple[Term, ...]) -> str:
        return ";".join(self.label(term) for term in terms)

    def ids(self, terms: tuple[Term, ...]) -> str:
        return ";".join(self.id(term) for term in terms)


def statement_table(corpus: Corpus, ontology: Ontology) -> Table:
    """Return the statements table: one row a statement, sorted by source and reading position."""
    names = _Names(corpus, ontology)
    slots_by_column = _slots_by_column(ontology)
    rows = [_statement_row(s, corpus, ontology, names, slots_by_column) for s in corpus.statements]
    return Table(STATEMENT_COLUMNS, tuple(tuple(row.get(column, "") for column in STATEMENT_COLUMNS) for row in rows))


def _slots_by_column(ontology: Ontology) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for slot in ontology.slots.values():
        if slot.column:
            found.setdefault(slot.column, []).append(slot.name)
    return {column: tuple(sorted(slots)) for column, slots in found.items()}


def _statement_row(
    statement: Statement,
    corpus: Corpus,
    ontology: Ontology,
    names: _Names,
    slots_by_column: Mapping[str, tuple[str, ...]],
) -> dict[str, str]:
    computed = compute(statement, corpus, ontology)
    kind = ontology.kinds[statement.kind]
    subject, predicate, target = ontology.core_values(statement)
    if predicate is None and kind.constant_predicate:
        predicate = ox.NamedNode(kind.constant_predicate)

    def values(column: str) -> tuple[Term, ...]:
        return tuple(v for slot in slots_by_column.get(column, ()) for v in statement.values(slot))

    def slugs(column: str) -> str:
        return ";".join(slug(v.value) if isinstance(v, ox.NamedNode) else v.value for v in values(column))

    value, low, high = value_range(statement)
    source = corpus.sources.get(statement.source)
    return {
        "id": statement.id,
        "kind": kind.slug,
        "subject": names.label(subject),
        "subject_type": names.type(subject),
        "subject_id": names.id(subject),
        "predicate": slug(predicate.value) if predicate else "",
        "predicate_label": names.label(predicate),
        "verb": names.labels(values("verb")),
        "object": names.label(target),
        "object_type": names.type(target),
        "object_id": names.id(target),
        "role": names.labels(values("role")),
        "place": names.labels(values("place")),
        "place_id": names.ids(values("place")),
        "counterpart": names.labels(values("counterpart")),
        "counterpart_id": names.ids(values("counterpart")),
        "time": computed.time,
        "time_printed": names.labels(values("time_printed")),
        "time_sense": slugs("time_sense"),
        "start": computed.first_day,
        "end": computed.last_day,
        "value_printed": names.labels(values("value_printed")),
        "value": value,
        "value_low": low,
        "value_high": high,
        "value_bound": slugs("value_bound"),
        "unit": names.labels(values("unit")),
        "modality": computed.modality,
        "certainty": computed.certainty,
        "inferred": slugs("inferred"),
        "status": slugs("status"),
        "said_by": names.labels(values("said_by")),
        "open_list": names.labels(values("open_list")),
        "alternatives": names.labels(values("alternatives")),
        "linked": slugs("linked"),
        "source": slug(source.iri) if source else slug(statement.source),
        "spans": computed.spans,
        "quote": computed.quote,
        "review": computed.review,
    }


def qualifier_table(corpus: Corpus, ontology: Ontology) -> Table:
    """Return every slot that the statements table has no column for: `id, slot, value, value_id, quote`."""
    names = _Names(corpus, ontology)
    rows = []
    for statement in corpus.statements:
        quote = compute(statement, corpus, ontology).quote
        core = set(ontology.kinds[statement.kind].core)
        for name, value in statement.slots:
            slot = ontology.slots.get(name)
            if name not in core and not (slot and slot.column):
                rows.append((statement.id, name, names.label(value), names.id(value), quote))
    return Table(_QUALIFIER_COLUMNS, tuple(rows))


def entity_table(corpus: Corpus, _ontology: Ontology) -> Table:
    """Return the entities by id: labels, class, level or kind, the place a body governs, code or why there is none."""
    columns = (
        *("id", "type", "label", "label_en", "also", "level", "kind", "jurisdiction", "code", "code_year", "code_note"),
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
            entity.text("codeNote"),
        )
        for iri, entity in sorted(corpus.entities.items())
        if prefix_of(iri) in ENTITY_PREFIXES
    ]
    return Table(columns, tuple(rows))


def source_table(corpus: Corpus, _ontology: Ontology) -> Table:
    """Return the sources by key: title, genre, authors, supplier, date and why, length, checksum, statements."""
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
    )

    def people(source: Resource, slot: str) -> str:
        found = (corpus.entities.get(v.value) for v in source.values(slot))
        return ";".join(entity.label() for entity in found if entity)

    rows = [
        (
            slug(iri),
            source.text("key"),
            source.label(),
            slug(source.text("genre")),
            people(source, "author"),
            people(source, "supplier"),
            source.text("date"),
            source.text("dateReason"),
            source.text("length"),
            source.text("sha256"),
            str(sum(s.source == iri for s in corpus.statements)),
        )
        for iri, source in sorted(corpus.sources.items(), key=lambda item: item[1].text("key"))
    ]
    return Table(columns, tuple(rows))


TABLES: Final[Mapping[str, Callable[[Corpus, Ontology], Table]]] = {
    "statements": statement_table,
    "qualifiers": qualifier_table,
    "entities": entity_table,
    "sources": source_table,
}

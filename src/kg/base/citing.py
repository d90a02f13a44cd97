"""How a statement is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import Message, UsageError
from kg.finding.ways import statement_iri
from kg.reading.citation import Citation, cited, data_citation
from kg.reading.few import few

if TYPE_CHECKING:
    from kg.base.base import Base


def citation(base: Base, statement: str, language: str = "") -> Citation:
    """Return how a statement, given by its id, is cited in a language, or in that of the base.

    Raises `UsageError` for what is not the id of a statement.
    """
    iri = statement_iri(statement)
    reading = few(base.store, base.ontology, [iri] if iri else ())
    if not reading.said:
        raise UsageError(
            Message("there is no statement {statement!r}", statement=statement),
            Message("Copy an id from an answer's column statement."),
        )
    wanted = language or base.language
    data = data_citation(base.project.version, base.project.data_checksum, wanted)
    return cited(reading.said[0], reading, base.ontology, data, wanted)

"""One query, from its text to the bytes of its answer. It runs in a child, which may be killed at any moment."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import Foreign, KgError, Message, QueryError, in_language
from kg.errors.message import LANGUAGES
from kg.serve.frames import Head
from kg.store.syntax import (
    explain_syntax_error,
    names_dataset,
    refuse_services,
    refuse_unsafe,
    with_graphs,
    with_prefixes,
)
from kg.terms.namespaces import PREFIXES

TOO_LARGE: Final = 413
BAD_REQUEST: Final = 400
NOT_ACCEPTABLE: Final = 406
NOT_FOUND: Final = 404
UNAVAILABLE: Final = 503

SOLUTIONS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLES: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_DAMAGED: Final = "orruption"  # RocksDB's word


class WrongError(Exception):
    """What is asked for cannot be given; its class says with which status, and why."""

    status = BAD_REQUEST
    message = Message("this cannot be answered")
    hint: Message = Foreign("")


class TooLargeError(WrongError):
    """An answer, or what is sent, is larger than the limit."""

    status = TOO_LARGE
    message = Message("the answer is larger than this server sends")
    hint = Message("Add LIMIT, or ask for less.")


class NotAcceptableError(WrongError):
    """The query gives another sort of answer than the formats that are asked for can hold."""

    status = NOT_ACCEPTABLE
    message = Message("this sort of answer has none of the formats asked for")
    hint = Message("Tables are JSON, XML, CSV or TSV; graphs are Turtle, N-Triples, TriG, N-Quads, JSON-LD or RDF/XML.")


class NoGraphError(WrongError):
    """There is no graph of this name."""

    status = NOT_FOUND
    message = Message("there is no graph of this name")
    hint = Message("SELECT DISTINCT ?g {{ GRAPH ?g {{}} }} lists them.")


class Bounded(io.BytesIO):
    """Bytes in memory, and no more of them than a limit. `write` raises `TooLargeError`."""

    def __init__(self, limit: int) -> None:
        """Take the most bytes to hold."""
        super().__init__()
        self._left = limit

    def write(self, piece: Any, /) -> int:  # noqa: ANN401 - whatever holds bytes
        """Keep some bytes."""
        self._left -= len(piece)
        if self._left < 0:
            raise TooLargeError
        return super().write(piece)


def answer(raw: ox.Store, asked: Head, text: str) -> tuple[str, bytes]:
    """Return the answer of a query, whole, with the name of its format.

    `asked` has the formats for solutions and triples, each empty where none will do, the graphs of the protocol, and
    the most bytes of an answer. Raises `QueryError`, `TooLargeError` and `NotAcceptableError`, and what Oxigraph does.
    """
    refuse_unsafe(text)
    stays_here(text)
    sparql = with_graphs(text)
    try:
        return _serialized(_found(raw, sparql, {"base_iri": asked["base"] or None, **_dataset(asked, sparql)}), asked)
    except SyntaxError as error:
        raise explain_syntax_error(error, sparql) from error


def _found(
    raw: ox.Store, sparql: str, options: dict[str, Any]
) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    """Evaluate a query; the project's prefixes need no declaration, and cost nothing where they are not needed."""
    try:
        return raw.query(sparql, **options)
    except SyntaxError:
        with_prefixes(sparql)  # names a prefix that nobody declares
        return raw.query(sparql, prefixes=PREFIXES, **options)


def stays_here(text: str) -> None:
    """Raise `QueryError` when a query or an update calls another host by SERVICE."""
    try:
        refuse_services(text)
    except QueryError as error:
        raise QueryError(error.message, Message("This server calls no other host: ask it yourself.")) from error


def _dataset(asked: Head, sparql: str) -> dict[str, Any]:
    default, named = asked["default"], asked["named"]
    if default or named:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in default],
            "named_graphs": [ox.NamedNode(iri) for iri in named],
        }
    return {"use_default_graph_as_union": asked["union"] and not names_dataset(sparql)}


def _serialized(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, asked: Head) -> tuple[str, bytes]:
    output = Bounded(asked["limit"])
    name = asked["triples" if isinstance(found, ox.QueryTriples) else "solutions"]
    if not name:
        raise NotAcceptableError
    if isinstance(found, ox.QueryTriples):
        found.serialize(output, TRIPLES[name])
    else:
        found.serialize(output, SOLUTIONS[name])
    return name, output.getvalue()


def graph_answer(raw: ox.Store, asked: Head) -> tuple[str, bytes]:
    """Return one graph, whole, with the name of its format. Raises `NoGraphError`."""
    graph = named(asked["graph"])
    if isinstance(graph, ox.NamedNode) and not raw.contains_named_graph(graph):
        raise NoGraphError
    output = Bounded(asked["limit"])
    if not asked["triples"]:
        raise NotAcceptableError
    raw.dump(output, TRIPLES[asked["triples"]], from_graph=graph)
    return asked["triples"], output.getvalue()


def named(iri: str) -> ox.NamedNode | ox.DefaultGraph:
    """Return the graph of an IRI, the default graph for an empty text. Raises `ValueError` when it is not an IRI."""
    return ox.NamedNode(iri) if iri else ox.DefaultGraph()


def judged(call: Callable[[], tuple[Head, bytes]]) -> tuple[Head, bytes]:
    """Return what a call gives, or why it gives nothing, as the head of a reply."""
    try:
        return call()
    except (KgError, OSError, RuntimeError, ValueError, SyntaxError, MemoryError, WrongError) as error:
        status, message, hint = _reason(error)
        return {"status": status, "message": _in_each(message), "hint": _in_each(hint)}, b""


def _in_each(text: str) -> dict[str, str]:
    return {language: in_language(text, language) for language in LANGUAGES}


def _reason(error: Exception) -> tuple[int, str, str]:
    """Return the status, what is wrong, and what to do next."""
    said = next(iter(str(error).splitlines()), "")
    if isinstance(error, WrongError):
        return error.status, error.message, error.hint
    if isinstance(error, KgError):
        return BAD_REQUEST if isinstance(error, QueryError) else UNAVAILABLE, error.message, error.hint
    if isinstance(error, RuntimeError) and _DAMAGED in said:
        return UNAVAILABLE, Message("the store is damaged"), Message("Build it again with: kg build")
    if isinstance(error, OSError | MemoryError):
        return UNAVAILABLE, Foreign(said) if said else Message("there is not enough memory"), Message("Try again.")
    return BAD_REQUEST, Foreign(said), Message("Correct what is sent.")

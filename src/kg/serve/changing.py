"""What changes a store: updates, and whole graphs. Each is one transaction: it happens whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.errors import Message, QueryError
from kg.serve.evaluating import TRIPLES, Bounded, NoGraphError, TooLargeError, stays_here
from kg.serve.frames import Head
from kg.store.syntax import explain_syntax_error, refuse_load, with_using

_FLUSHED_AFTER: Final = 1_000_000  # bytes sent: what is not flushed makes each opening slower
_DECLARED: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_GROWTH: Final = 20
_ROOM: Final = 1_000_000


class _Unflushed:
    """How many bytes were sent since the store was last flushed."""

    size = 0


def changed(raw: ox.Store, asked: Head, body: bytes) -> Head:
    """Change a store as a request asks; return the head of the reply. Raises `QueryError`, and what Oxigraph does."""
    status = _updated(raw, asked, body) if asked["method"] == "UPDATE" else _graph_changed(raw, asked, body)
    _Unflushed.size += len(body)
    if _Unflushed.size > _FLUSHED_AFTER:
        raw.flush()
        _Unflushed.size = 0
    return {"status": 200, "done": status}


def _updated(raw: ox.Store, asked: Head, body: bytes) -> int:
    text = body.decode()
    refuse_load(text, silent=asked["sandboxed"])
    stays_here(text)
    sparql = with_using(text, asked["default"], asked["named"])
    try:
        raw.update(sparql, base_iri=asked["base"] or None)
    except SyntaxError as error:
        raise explain_syntax_error(error, sparql) from error
    return 204


def _graph_changed(raw: ox.Store, asked: Head, body: bytes) -> int:
    """Put, add or remove one graph; return 204, or 201 for one that was not there."""
    graph = ox.NamedNode(asked["graph"]) if asked["graph"] else None
    is_new = graph is not None and not raw.contains_named_graph(graph)
    if asked["method"] == "DELETE":
        if is_new:
            raise NoGraphError
        raw.update(f"DROP GRAPH {graph}" if graph else "CLEAR DEFAULT")
        return 204
    steps = []
    if asked["method"] == "PUT":
        steps.append(f"DROP SILENT GRAPH {graph}" if graph else "CLEAR DEFAULT")
    if graph:
        steps.append(f"CREATE SILENT GRAPH {graph}")
    triples = _triples(asked, body)
    if triples:
        steps.append(f"INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}" if graph else f"INSERT DATA {{ {triples} }}")
    raw.update(" ;\n".join(steps) if steps else "INSERT DATA {}")
    return 201 if is_new else 204


def _triples(asked: Head, body: bytes) -> str:
    """Return what was sent, part after part, as N-Triples."""
    pieces, at = [], 0
    for size, name in asked["parts"]:
        pieces.append(_read(body[at : at + size], name, asked["graph"] or asked["base"]))
        at += size
    return "\n".join(pieces)


def _read(body: bytes, name: str, base: str) -> str:
    if _DECLARED.search(body) and name == "rdfxml":
        raise QueryError(
            Message("a document type declaration is not read"), Message("Send the RDF/XML without <!DOCTYPE ...>.")
        )
    if not _is_text(body):
        raise QueryError(Message("what was sent is not text in UTF-8"), Message("Send it as UTF-8."))
    output = Bounded(_GROWTH * len(body) + _ROOM)
    try:
        parsed = ox.parse(body, TRIPLES[name], base_iri=base, rename_blank_nodes=True)
        ox.serialize(_plain(parsed), output, ox.RdfFormat.N_TRIPLES)
    except TooLargeError:
        raise QueryError(
            Message("what was sent grows too large when it is read"), Message("Send less at once.")
        ) from None
    return output.getvalue().decode()


def _is_text(body: bytes) -> bool:
    """Say whether bytes are UTF-8 without NUL, which each byte of UTF-16 would bring."""
    try:
        return "\0" not in body.decode()
    except UnicodeDecodeError:
        return False


def _plain(quads: Iterator[ox.Quad]) -> Iterator[ox.Triple]:
    for quad in quads:
        if quad.graph_name != ox.DefaultGraph():
            raise QueryError(
                Message("graphs inside of what is sent are not read"), Message("Send the triples of one graph.")
            )
        yield quad.triple

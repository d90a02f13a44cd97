"""A SPARQL 1.1 endpoint as a store (https://www.w3.org/TR/sparql11-protocol/), by POST."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import Foreign, Message, QueryError, StoreError
from kg.store.results import Result, Solutions, materialized
from kg.store.syntax import names_dataset, refuse_services, with_graphs

if TYPE_CHECKING:
    import rdflib

_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_TRIPLES: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ACCEPT: Final = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.8, application/n-triples, text/turtle;q=0.8"
)
_TIMEOUT: Final = 60.0
_BAD_REQUEST: Final = 400
_SHOWN: Final = 300


class EndpointStore:
    """An endpoint by URL. Where its default graph is empty, every named graph is asked for by name."""

    def __init__(self, url: str, timeout: float = _TIMEOUT, services: Collection[str] = ()) -> None:
        """Take the endpoint's URL, how many seconds to wait for an answer, and the IRIs that SERVICE may call."""
        self.location = url
        self.timeout = timeout
        self.services = frozenset(services)

    def query(self, sparql: str) -> Result:
        """Send a query. Raises `QueryError` when the endpoint refuses it, `StoreError` when it does not answer well."""
        refuse_services(sparql, self.services)
        return self._send(with_graphs(sparql), () if names_dataset(sparql) else self._union_graphs)

    def triples(self, graph: str, predicates: Sequence[str] = ()) -> list[ox.Triple]:
        """Return what one named graph holds, of some predicates (IRIs) or all; of a value that repeats, one."""
        chosen = f"VALUES ?p {{ {' '.join(f'<{iri}>' for iri in predicates)} }} " if predicates else ""
        found = self.query(f"SELECT ?s ?p ?o WHERE {{ {chosen}GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return [ox.Triple(*row) for row in found] if isinstance(found, Solutions) else []

    def close(self) -> None:
        """Do nothing: each request has a connection of its own."""

    @cached_property
    def _union_graphs(self) -> tuple[str, ...]:
        """The graphs to name so that the default graph is their union; none where it is already."""
        default = self._send("ASK { ?s ?p ?o }", ())
        if default is True:
            return ()
        found = self._send("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", ())
        return tuple(row["g"].value for row in found) if isinstance(found, Solutions) else ()

    def _send(self, sparql: str, graphs: tuple[str, ...]) -> Result:
        fields = [
            ("query", sparql),
            *(("default-graph-uri", g) for g in graphs),
            *(("named-graph-uri", g) for g in graphs),
        ]
        try:
            request = urllib.request.Request(  # noqa: S310 - the scheme was checked by open_store
                self.location,
                data=urllib.parse.urlencode(fields).encode(),
                headers={"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"},
            )
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                body, content_type = answer.read(), answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            raise self._refused(error) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            slow = isinstance(error, TimeoutError) or isinstance(reason, TimeoutError)
            told = {"location": self.location, "seconds": self.timeout}
            if slow:
                message = Message("the endpoint {location} did not answer within {seconds:g} s", **told)
            else:
                why = Foreign(str(reason) or type(error).__name__)
                message = Message("the endpoint {location} cannot be reached: {why}", why=why, **told)
            raise StoreError(message, Message("Is it running, and is the URL right?")) from error
        return self._parse(body, content_type)

    def _refused(self, error: urllib.error.HTTPError) -> QueryError | StoreError:
        try:
            said = error.read(_SHOWN * 4).decode("utf-8", errors="replace")
        except (OSError, http.client.HTTPException):
            said = ""
        text = re.sub(r"\s+", " ", said).strip()[:_SHOWN]
        if error.code == _BAD_REQUEST:
            return QueryError(
                Message("the endpoint {location} refused the query: {text}", location=self.location, text=text),
                Message("Mend the query."),
            )
        return StoreError(
            Message(
                "the endpoint {location} answered {code} {reason}: {text}",
                location=self.location,
                code=error.code,
                reason=error.reason,
                text=text,
            ),
            Message("Check the URL."),
        )

    def _parse(self, body: bytes, content_type: str) -> Result:
        try:
            if content_type in _RESULTS:
                return materialized(ox.parse_query_results(body, format=_RESULTS[content_type]))
            if content_type in _TRIPLES:
                return [quad.triple for quad in ox.parse(body, format=_TRIPLES[content_type])]
        except (SyntaxError, ValueError) as error:
            message = Message(
                "the endpoint {location} sent a broken answer: {reason}",
                location=self.location,
                reason=Foreign(str(error)),
            )
            # its traceback holds Oxigraph's iterator, which no other thread may drop
            raise StoreError(message, Message("Try again.")) from error.with_traceback(None)
        raise StoreError(
            Message(
                "the endpoint {location} answered {content_type}, not SPARQL results",
                location=self.location,
                content_type=content_type,
            ),
            Message("This looks like a web page: give the address of the SPARQL endpoint itself."),
        )


def as_rdflib(url: str) -> rdflib.Dataset:
    """Return an rdflib dataset that sends its queries to an endpoint; its default graph is the endpoint's own."""
    import rdflib  # noqa: PLC0415 - slow to import and needed by few callers
    from rdflib.plugins.stores.sparqlstore import SPARQLStore  # noqa: PLC0415

    return rdflib.Dataset(store=SPARQLStore(url, returnFormat="json"), default_union=True)

"""What the server says of itself: the SPARQL service description, and VoID (https://www.w3.org/TR/void/)."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import Message
from kg.serve.evaluating import TRIPLES
from kg.serve.formats import wanted_triples
from kg.serve.refusals import Refusal
from kg.serve.serving import Serving
from kg.serve.settings import Settings
from kg.terms.namespaces import BASE, KG

_FORMATS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "TriG", "N-Quads", "JSON-LD", "RDF_XML"),
)
_PREFIXES: Final = """
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix formats: <http://www.w3.org/ns/formats/> .
"""


def service_description(request: Request, serving: Serving) -> Response:
    """Return the description of the service. Raises `Refusal`."""
    settings = serving.settings
    languages = ["sd:SPARQL11Query", *(["sd:SPARQL11Update"] if settings.writable else [])]
    features = ["sd:UnionDefaultGraph"] if settings.union else []
    text = f"""{_PREFIXES}
[] a sd:Service ;
  sd:endpoint <{here(request, settings)}/sparql> ;
  sd:supportedLanguage {", ".join(languages)} ;
  sd:resultFormat {", ".join(f"formats:{name}" for name in _FORMATS)} ;
  {f"sd:feature {', '.join(features)} ;" if features else ""}
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""
    return _described(request, text)


async def void(request: Request, serving: Serving) -> Response:
    """Return the description of the dataset: its size, its words and where it can be asked. Raises `Refusal`."""
    address = here(request, serving.settings)
    text = f"""{_PREFIXES}
<{address}/.well-known/void> a void:Dataset ;
  dcterms:title {ox.Literal(serving.settings.title)} ;
  void:sparqlEndpoint <{address}/sparql> ;
  void:uriSpace {ox.Literal(BASE)} ;
  void:vocabulary {ox.NamedNode(KG)} ;
  void:triples {await serving.count()} .
"""
    return _described(request, text)


def here(request: Request, settings: Settings) -> str:
    """Return this server's address as the client calls it, whose name the guard has looked at."""
    said = request.headers.get("x-forwarded-proto", "")
    scheme = said if settings.proxies and said in {"http", "https"} else request.scope["scheme"]
    return f"{scheme}://{request.headers['host']}"


def base_of(request: Request, serving: Serving) -> str:
    """Return what relative IRIs of a query or an update are relative to: the endpoint's own address."""
    return f"{here(request, serving.settings)}/sparql"


def _described(request: Request, turtle: str) -> Response:
    accept = ", ".join(request.headers.getlist("accept"))
    choice = wanted_triples(accept)
    if not choice.name:
        choice = wanted_triples("text/turtle") if "html" in accept else choice
    if not choice.name:
        raise Refusal(406, Message("a description is RDF"), Message("Ask for text/turtle."))
    quads = ox.parse(turtle.encode(), ox.RdfFormat.TURTLE)
    body = ox.serialize((quad.triple for quad in quads), None, TRIPLES[choice.name])
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(body, headers=headers, media_type=choice.content_type)

"""The same jobs by other means: stock pyvis, rows of rdflib, plain networkx."""

from __future__ import annotations

import re
from typing import Final

import networkx as nx
import rdflib
from pyoxigraph import Literal, NamedNode
from pyvis.network import Network

from kg.dataset import build_quads
from kg.model import Corpus, Term
from kg.network import Graph
from kg.ontology import Ontology
from kg.render.layout import Layout
from kg.terms.namespaces import KG, RDF_TYPE, SKOS

_REMOTE: Final = re.compile(r'<link[^>]*href="https?:[^>]*>|<script[^>]*src="https?:[^>]*></script>')
# pyvis takes these for its own, so that stock pyvis cannot be given them
_RENAMED: Final = {"id": "statement", "source": "article"}
_SLOTS: Final = ("certainty", "modality", "statedIn", "quoteText", "firstDay", "lastDay", "timeSense")
_CORE: Final = ("subject", "predicate", "object")


def renamed(graph: Graph, placed: Layout | None = None) -> Graph:
    """Return a graph with the same attributes, of which two are renamed on edges; with positions where they are given.

    Every pyvis run needs a graph of its own, for `from_nx` writes into it.
    """
    made: Graph = nx.MultiDiGraph()
    for node, row in graph.nodes(data=True):
        at = dict(zip("xy", placed.places[node], strict=True)) if placed else {}
        made.add_node(node, **row, **at)
    for start, end, key, row in graph.edges(keys=True, data=True):
        made.add_edge(start, end, key=key, **{_RENAMED.get(name, name): value for name, value in row.items()})
    return made


def pyvis_page(graph: Graph, *, still: bool = False) -> str:
    """Return the page of stock pyvis, with its default physics, or without and with nodes that a drag does not move."""
    network = Network(directed=True, cdn_resources="in_line")
    network.from_nx(graph)
    if still:
        network.toggle_physics(status=False)
        network.toggle_drag_nodes(status=False)
    return str(network.generate_html())


def offline(page: str) -> str:
    """Return a page of pyvis without what it asks of other hosts (Bootstrap, for the frame around the canvas)."""
    return _REMOTE.sub("", page)


def rdflib_graph(corpus: Corpus, ontology: Ontology) -> rdflib.Graph:
    """Return what the two queries below need of a store's quads, in one graph of rdflib."""
    further = [name for name, slot in ontology.slots.items() if slot.edge_from]
    wanted = {KG + name for name in (*_CORE, *_SLOTS, *further)} | {RDF_TYPE, SKOS + "prefLabel"}
    made = rdflib.Graph(bind_namespaces="none")
    for quad in build_quads(corpus, ontology):
        if quad.predicate.value in wanted and isinstance(quad.subject, NamedNode):
            made.add((rdflib.URIRef(quad.subject.value), rdflib.URIRef(quad.predicate.value), _term(quad.object)))  # type: ignore[arg-type]
    return made


def _term(term: Term) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.URIRef(term.value)


def edge_query(ontology: Ontology) -> str:
    """Return SPARQL that gives a row an edge: the core link of each statement and one for each further slot."""
    further = {name: slot.edge_from for name, slot in ontology.slots.items() if slot.edge_from}
    links = ['{ ?statement kg:subject ?from ; kg:object ?to BIND("object" AS ?slot) }']
    links += [f'{{ ?statement kg:{s} ?to ; kg:{at} ?from BIND("{s}" AS ?slot) }}' for s, at in sorted(further.items())]
    return f"""PREFIX kg: <{KG}>
SELECT ?from ?to ?statement ?slot ?kind ?predicate ?start ?end ?sense ?modality ?certainty ?source ?quote WHERE {{
  {" UNION ".join(links)}
  ?statement a ?kind ; kg:certainty ?certainty ; kg:modality ?modality ; kg:statedIn ?source ; kg:quoteText ?quote .
  OPTIONAL {{ ?statement kg:predicate ?predicate }}
  OPTIONAL {{ ?statement kg:firstDay ?start }}
  OPTIONAL {{ ?statement kg:lastDay ?end }}
  OPTIONAL {{ ?statement kg:timeSense ?sense }}
}}"""


NODE_QUERY: Final = f"""SELECT ?node ?type ?label WHERE {{
  ?node a ?type ; <{SKOS}prefLabel> ?label FILTER(LANG(?label) = "zh")
}}"""


def graph_of_rows(nodes: rdflib.query.Result, edges: rdflib.query.Result) -> Graph:
    """Return the graph that rows give, row by row; nodes without an edge are left out, as `multigraph` does."""
    made: Graph = nx.MultiDiGraph()
    known = {row.node: {"id": str(row.node), "type": str(row.type), "label": str(row.label)} for row in nodes}  # type: ignore[union-attr]
    for row in edges:
        start, end, statement, slot, *rest = row  # type: ignore[misc]
        if start in known and end in known:
            told = dict(zip(_TOLD, ("" if value is None else str(value) for value in rest), strict=True))
            made.add_node(str(start), **known[start])
            made.add_node(str(end), **known[end])
            made.add_edge(str(start), str(end), key=f"{statement}:{slot}", id=str(statement), slot=str(slot), **told)
    return made


_TOLD: Final = ("kind", "predicate", "start", "end", "time_sense", "modality", "certainty", "source", "quote")

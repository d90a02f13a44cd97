"""One offline HTML file of a graph: every edge opens the words that say it.

pyvis draws through vis-network, which is inlined from its wheel. pyvis' own template asks a content delivery network
for styles and puts labels into the page raw, so the page has a template of its own: texts reach the page as JSON alone
and are shown with `textContent`; a Content-Security-Policy allows nothing but the page's own two scripts and style.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyvis
from jinja2 import Environment, PackageLoader
from pyoxigraph import Literal, NamedNode
from pyvis.network import Network

from kg.computed import JOIN_QUOTES, compute
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.terms.namespaces import KG, PREFIXES, SKOS, curie, slug

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

    from kg.network import Graph

    Points = np.ndarray[tuple[int, int], np.dtype[np.float64]]

_VIS: Final = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_SEED: Final = 20_260_101
_STRETCH: Final = 95.0  # pixels from the middle, per square root of the number of nodes
_ROW: Final = 330.0
_GAP: Final = 170.0
_SMALL: Final = 60
_FONT: Final = 15
_LARGEST_FONT: Final = 42
_LABEL_BOX: Final = (155.0, 66.0)  # ten characters wide, two lines and the node high
# Okabe and Ito's colours, told apart by colour-blind readers (https://jfly.uni-koeln.de/color/), with a shape each.
STYLES: Final[Mapping[str, tuple[str, str]]] = {
    "Person": ("dot", "#0072B2"),
    "Someone": ("dot", "#9AC7E0"),
    "Group": ("hexagon", "#56B4E9"),
    "Body": ("square", "#009E73"),
    "Place": ("triangle", "#E69F00"),
    "Area": ("triangleDown", "#F0C77A"),
    "Initiative": ("diamond", "#D55E00"),
    "Deed": ("diamond", "#F2A57B"),
    "Event": ("star", "#CC79A7"),
    "Document": ("square", "#B9B9B9"),
    "Honour": ("star", "#F0E442"),
}
# Qualifiers that the panel of a statement tells, in this order; the core slots stand above them.
_TOLD: Final = (
    "place",
    "servedIn",
    "counterpart",
    "granter",
    "inRole",
    "occasion",
    "firstIn",
    "status",
    "tier",
    "valuePrinted",
    "comparison",
    "reference",
    "grade",
    "alternative",
    "saidBy",
    "ground",
    "readingPrinted",
    "readingProposed",
    "note",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the graph: title, what is shown, and the version of the data."""

    title: str
    shown: str
    version: str


class _Page(Network):  # type: ignore[misc]
    """A pyvis network that is written through the page's own template."""

    def __init__(self) -> None:
        super().__init__(height="100%", width="100%", directed=True, cdn_resources="in_line")
        # "</script>" cannot occur in JSON once "<" is escaped; everything else is escaped by Jinja.
        self.templateEnv = Environment(loader=PackageLoader("kg.render", "page"), autoescape=True)
        self.path = "page.html.jinja"

    def write(self, heading: Heading, page_data: Mapping[str, Any], rows: list[dict[str, str]]) -> str:
        """Return the page as one HTML text."""
        library, script, style = (_VIS.read_text(encoding="utf-8"), _asset("page.js"), _asset("page.css"))
        policy = (
            "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data: blob:; "
            f"script-src '{_digest(library)}' '{_digest(script)}'; style-src '{_digest(style)}'"
        )
        payload = {**page_data, "nodes": self.nodes, "edges": self.edges}
        return str(
            self.templateEnv.get_template(self.path).render(
                heading=heading,
                policy=policy,
                library=library,
                script=script,
                style=style,
                payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
                rows=rows,
                legend=page_data["types"],
            )
        )


def _asset(name: str) -> str:
    return (files("kg.render") / "page" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def graph_page(graph: Graph, corpus: Corpus, ontology: Ontology, heading: Heading) -> str:
    """Return the HTML page of a graph made by `kg.network`. Nodes are placed beforehand with a fixed seed."""
    page = _Page()
    places = layout(graph)
    page.nodes = [_node(iri, graph.nodes[iri], places[iri], _font(graph, iri)) for iri in sorted(graph)]
    page.edges = _page_edges(graph)
    drawn = {attributes["id"] for *_, attributes in _edges(graph)}
    statements = [s for s in corpus.statements if s.id in drawn or _shows(s, graph, corpus.entities)]
    shown = {s.id: _statement(s, corpus, ontology) for s in statements}
    payload = {
        "types": _legend(graph, ontology),
        "statements": shown,
        "entities": {iri: _entity(iri, corpus, ontology) for iri in graph},
        "sources": {slug(iri): _source(iri, corpus, ontology) for iri in corpus.sources},
        "about": {"title": heading.title, "version": heading.version},
    }
    return page.write(heading, payload, [_row(name, statement) for name, statement in shown.items()])


def _page_edges(graph: Graph) -> list[dict[str, Any]]:
    """Return the edges in order of their keys; those between the same two nodes are bent apart."""
    between: Counter[frozenset[str]] = Counter()
    made = []
    for start, end, key, attributes in sorted(_edges(graph), key=itemgetter(2)):
        edge = _edge(start, end, key, attributes)
        nth = between[frozenset((start, end))]
        between[frozenset((start, end))] += 1
        if nth:
            bend = "curvedCW" if nth % 2 else "curvedCCW"
            edge["smooth"] = {"enabled": True, "type": bend, "roundness": round(0.15 + 0.1 * nth, 2)}
        made.append(edge)
    return made


def _edges(graph: Graph) -> list[tuple[str, str, str, dict[str, str]]]:
    return list(graph.edges(keys=True, data=True))


def _shows(statement: Statement, graph: Graph, entities: Container[str]) -> bool:
    """Say whether a statement is about what the graph shows: all the entities that it mentions are in the graph."""
    mentioned = [
        value.value for _, value in statement.slots if isinstance(value, NamedNode) and value.value in entities
    ]
    return bool(mentioned) and all(iri in graph for iri in mentioned)


def layout(graph: Graph) -> dict[str, tuple[float, float]]:
    """Return a place in pixels for every node: a spring layout (Fruchterman and Reingold 1991) from a fixed seed.

    Components are laid out apart and set side by side in rows, the largest first, so that none flies off; then nodes
    whose labels would cover each other are pushed apart.
    """
    import networkx as nx  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    placed: dict[str, tuple[float, float]] = {}
    levels: set[float] = set()
    parts = sorted(nx.weakly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    left = top = height = 0.0
    row = _ROW * max(len(graph), 1) ** 0.5
    for part in parts:
        names = sorted(part)
        points = _part_layout(graph, names)
        width, tall = points.max(axis=0) + _GAP
        if left and left + width > row:
            left, top, height = 0.0, top + height, 0.0
        for n, (name, (x, y)) in enumerate(zip(names, points + np.array((left, top)), strict=True)):
            # vis-network loses the label of an edge that lies exactly level, so no two nodes are left level
            level = round(float(y) + n % 7 * 1.7, 1)
            while level in levels:
                level = round(level + 0.7, 1)
            levels.add(level)
            placed[name] = (round(float(x) + n % 5 * 1.3, 1), level)
        left, height = left + float(width), max(height, float(tall))
    return placed


def _part_layout(graph: Graph, names: list[str]) -> Points:
    """Return the points of one component in the order of `names`, from (0, 0) on."""
    import networkx as nx  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    # Built in a fixed order: the seed alone does not fix the result where nodes and edges come from sets.
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(names)
    part.add_edges_from(sorted({(start, end) for start in names for end in graph.successors(start)}))
    sprung = nx.spring_layout(part, seed=_SEED, iterations=400, k=2.4 / len(names) ** 0.5)
    points = np.array([sprung[name] for name in names]) * _STRETCH * len(names) ** 0.5
    apart = _apart(points)
    settled: Points = apart - apart.min(axis=0)
    return settled


def _apart(points: Points) -> Points:
    """Push points apart along the nearer axis until no two boxes of a label's size overlap; at most 200 times."""
    import numpy as np  # noqa: PLC0415

    box = np.array(_LABEL_BOX)
    for _ in range(200):
        offset = points[:, None, :] - points[None, :, :]
        overlap = box - np.abs(offset)
        both = np.logical_and.reduce(overlap > 0, axis=2) & ~np.eye(len(points), dtype=bool)
        if not both.any():
            break
        axis = overlap.argmin(axis=2)
        ties = np.where(np.arange(len(points))[:, None] < np.arange(len(points))[None, :], -1.0, 1.0)
        for n in (0, 1):
            towards = np.where(offset[:, :, n] == 0, ties, np.sign(offset[:, :, n]))
            push = np.where(both & (axis == n), overlap[:, :, n] * towards, 0.0).sum(axis=1)
            points[:, n] += 0.4 * push
    return points


def _font(graph: Graph, iri: str) -> int:
    """Return the size of a label: in a large graph the nodes with many edges keep theirs legible from afar."""
    return _FONT if len(graph) <= _SMALL else min(_FONT + round(4 * graph.degree(iri) ** 0.5), _LARGEST_FONT)


def _node(iri: str, attributes: Mapping[str, str], place: tuple[float, float], font: int) -> dict[str, Any]:
    shape, colour = STYLES.get(attributes["type"], ("dot", "#B9B9B9"))
    label = attributes["label"]
    return {
        "id": iri,
        "label": "\n".join(label[n : n + 10] for n in range(0, min(len(label), 40), 10))
        + ("…" if len(label) > 40 else ""),  # noqa: PLR2004
        "shape": shape,
        "color": colour,
        "x": place[0],
        "y": place[1],
        "type": attributes["type"],
        "font": {"size": font},
    }


def _edge(start: str, end: str, key: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    years = "–".join(sorted({day[:4] for day in (attributes["start"], attributes["end"]) if day}))
    known = attributes["time_sense"] not in {"", "attested"}
    return {
        "id": key,
        "from": start,
        "to": end,
        "label": attributes["label"] + (f" {years}" if years and known else ""),
        "statement": attributes["id"],
        "dashes": attributes["certainty"] == "inferred" or attributes["modality"] != "actual",
        "certainty": attributes["certainty"],
        "modality": attributes["modality"],
    }


def _legend(graph: Graph, ontology: Ontology) -> list[dict[str, str]]:
    present = {attributes["type"] for _, attributes in graph.nodes(data=True)}
    return [
        {
            "type": name,
            "shape": shape,
            "colour": colour,
            **_both(KG + name, ontology),
        }
        for name, (shape, colour) in STYLES.items()
        if name in present
    ]


def _label(term: object, corpus: Corpus, ontology: Ontology, language: str = "zh") -> str:
    iri = getattr(term, "value", "")
    if isinstance(term, Literal) or not iri:
        return str(iri)
    entity = corpus.entities.get(iri)
    return entity.label(language) if entity else ontology.label(iri, language)


def _statement(statement: Statement, corpus: Corpus, ontology: Ontology) -> dict[str, Any]:
    computed = compute(statement, corpus, ontology)
    kind = ontology.kinds[statement.kind]
    subject, predicate, target = ontology.core_values(statement)
    told = [
        {
            **_both(KG + name, ontology),
            "value": "、".join(_label(v, corpus, ontology) for v in statement.values(name)),
        }
        for name in _TOLD
        if statement.values(name)
        and name != kind.object
        and not (name == kind.object_else and not statement.one(kind.object))
    ]
    inferred = [ontology.label(v.value) for v in statement.values("inferred")]
    return {
        "kind": _both(KG + statement.kind, ontology),
        "subject": getattr(subject, "value", ""),
        "object": getattr(target, "value", "") if not isinstance(target, Literal) else "",
        "words": [
            _label(subject, corpus, ontology),
            _label(predicate, corpus, ontology) if predicate else ontology.label(kind.constant_predicate),
            _label(target, corpus, ontology),
        ],
        "told": told,
        "time": computed.time,
        "printed": statement.text("when") or statement.text("timePrinted"),
        "sense": _both(statement.text("timeSense"), ontology),
        "modality": _both(PREFIXES["modality"] + computed.modality, ontology),
        "actual": computed.modality == "actual",
        "certainty": computed.certainty,
        "inferred": "、".join(inferred),
        "open": statement.text("openList") == "true",
        "quotes": [{"exact": q.exact, "start": q.start, "end": q.end} for q in corpus.evidence_of(statement)],
        "source": slug(statement.source),
        "mentions": sorted({v.value for _, v in statement.slots if v.value in corpus.entities}),
    }


def _both(iri: str, ontology: Ontology) -> dict[str, str]:
    """Return a term's labels in both languages; empty ones where there is no term."""
    return {"zh": ontology.label(iri), "en": ontology.label(iri, "en")} if iri else {"zh": "", "en": ""}


def _entity(iri: str, corpus: Corpus, ontology: Ontology) -> dict[str, str]:
    entity = corpus.entities[iri]
    return {
        "id": curie(iri),
        "label": entity.label(),
        "en": entity.label("en"),
        "type": slug(entity.type),
        "also": "、".join(v.value for v in entity.values(SKOS + "altLabel")),
        "class": "、".join(ontology.label(v.value) for name in ("level", "kind") for v in entity.values(name)),
        "code": entity.text("code"),
    }


def _source(iri: str, corpus: Corpus, ontology: Ontology) -> dict[str, str]:
    source = corpus.sources[iri]
    return {
        "title": source.label(),
        "date": source.text("date"),
        "reason": source.text("dateReason"),
        "authors": "、".join(_label(v, corpus, ontology) for v in source.values("author")),
        "sha256": source.text("sha256"),
    }


def _row(name: str, shown: Mapping[str, Any]) -> dict[str, str]:
    """Return a row of the table twin from what the panel shows of the same statement."""
    return {
        "id": name,
        "subject": shown["words"][0],
        "predicate": shown["words"][1],
        "object": shown["words"][2] or next((t["value"] for t in shown["told"] if t["en"] == "value as printed"), ""),
        "time": shown["time"],
        "certainty": "编码推断 inferred" if shown["certainty"] == "inferred" else "原文明载 stated",
        "modality": shown["modality"]["zh"] + " " + shown["modality"]["en"],
        "quote": JOIN_QUOTES.join(quote["exact"] for quote in shown["quotes"]),
        "source": shown["source"],
    }

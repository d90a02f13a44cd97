"""One offline HTML file of a graph: every edge opens the words that say it.

pyvis draws through vis-network, which is inlined from its wheel; above `WEBGL_ABOVE` nodes sigma draws instead. pyvis'
own template asks a content delivery network for styles and puts labels into the page raw, so the page has a template of
its own: texts reach the page as JSON alone and are shown with `textContent`; a Content-Security-Policy allows nothing
but the page's own scripts and style.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyvis
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from pyvis.network import Network

from kg.model import Corpus
from kg.ontology import Ontology
from kg.render.layout import Layout, layout
from kg.render.offline import asset, policy
from kg.render.payload import STATEMENT, Packer
from kg.terms.namespaces import KG, PREFIXES

if TYPE_CHECKING:
    from kg.network import Graph

WEBGL_ABOVE: Final = 2_000
_VIS: Final = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_SCRIPTS: Final = ("model.js", "panel.js", "table.js", "draw_vis.js", "draw_sigma.js", "download.js", "page.js")
_SIGMA: Final = ("graphology.umd.min.js", "sigma.min.js")
_LEGEND_SHAPES: Final = {
    "dot": '<circle r="6" fill="{}" stroke="#555"/>',
    "hexagon": '<polygon points="-7,0 -3.5,-6 3.5,-6 7,0 3.5,6 -3.5,6" fill="{}" stroke="#555"/>',
    "square": '<rect x="-6" y="-6" width="12" height="12" fill="{}" stroke="#555"/>',
    "triangle": '<polygon points="0,-7 7,6 -7,6" fill="{}" stroke="#555"/>',
    "triangleDown": '<polygon points="0,7 7,-6 -7,-6" fill="{}" stroke="#555"/>',
    "diamond": '<polygon points="0,-7 6.5,0 0,7 -6.5,0" fill="{}" stroke="#555"/>',
    "star": (
        '<polygon points="0,-8 2.1,-2.6 7.6,-2.5 3.2,1 4.7,6.5 0,3.3 -4.7,6.5 -3.2,1 -7.6,-2.5 -2.1,-2.6" '
        'fill="{}" stroke="#555"/>'
    ),
}
_LINES: Final = (
    ("stated", "原文明载", "stated"),
    ("inferred", "编码推断", "inferred"),
    ("disputed", "≠ 说法不一或未决", "≠ disputed or unsettled"),
    ("target", "目标、计划、预计，非实绩", "target, planned or forecast: no deed"),
    ("further", "地点、对方等附属信息", "place, counterpart and the like"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around the graph: title, what is shown, what is left out and why, data version, how to cite.

    `title` and `shown` are pairs, Chinese and English.
    """

    title: tuple[str, str]
    shown: tuple[str, str]
    version: str
    left_out: tuple[str, ...] = ()
    citation: str = ""
    file: str = "graph"
    language: str = "zh"


class _Page(Network):  # type: ignore[misc]
    """A pyvis network that is written through the page's own template."""

    def __init__(self) -> None:
        super().__init__(height="100%", width="100%", directed=True, cdn_resources="in_line")
        # "</script>" cannot occur in JSON once "<" is escaped; everything else is escaped by Jinja.
        self.templateEnv = Environment(loader=PackageLoader("kg.render", "page"), autoescape=True)
        self.path = "page.html.jinja"

    def write(self, heading: Heading, payload: Mapping[str, Any], rows: Markup, *, webgl: bool) -> str:
        """Return the page as one HTML text."""
        style, scripts = asset("kg.render", "page", "page.css"), _scripts(webgl=webgl)
        packed = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return str(
            self.templateEnv.get_template(self.path).render(
                heading=heading,
                policy=policy(style, scripts, images=True),
                scripts=scripts,
                style=style,
                payload=packed,
                rows=payload["statements"],
                static_rows=rows,
                legend=_legend(payload),
                lines=[{"name": name, "zh": zh, "en": en} for name, zh, en in _LINES],
                sources=_used_sources(payload),
                framed=bool(payload["frames"]),
            )
        )


@cache
def _scripts(*, webgl: bool) -> tuple[str, ...]:
    """Return the library and the page's own script, one function around its parts."""
    own = "\n".join(asset("kg.render", "page", name) for name in _SCRIPTS)
    library = [asset("kg.render", "vendored", name) for name in _SIGMA] if webgl else [_VIS.read_text(encoding="utf-8")]
    return (*library, f'"use strict";\n(function () {{\n{own}}})();')


def graph_page(  # noqa: PLR0913 - what is drawn, what it means, what is said of it
    graph: Graph,
    corpus: Corpus,
    ontology: Ontology,
    heading: Heading,
    *,
    groups: Mapping[str, str] | None = None,
    opened: Sequence[str] | None = None,
    centres: Collection[str] = (),
    placed: Layout | None = None,
    webgl: bool | None = None,
) -> str:
    """Return the HTML page of a graph made by `kg.network`, laid out beforehand.

    `groups` names for each node the place under which it stands, `opened` the nodes that are shown at first (all
    without it), `centres` those that filters never hide, `placed` a layout that was made before, `webgl` whether sigma
    draws (above `WEBGL_ABOVE` nodes without it).
    """
    groups = groups or {}
    webgl = len(graph) > WEBGL_ABOVE if webgl is None else webgl
    shown = sorted(graph) if opened is None else list(opened)
    packer = Packer(graph, corpus, ontology)
    payload = packer.pack(placed or layout(graph, groups), groups, shown)
    if len(shown) < len(graph):
        near = layout(graph.subgraph(shown), groups)
        payload["focus"] = [[packer.node[iri], *place] for iri, place in near.places.items()]
        payload["focusFrames"] = packer.frames(near)
    payload["about"] = {
        "title": heading.title[0],
        "titleEn": heading.title[1],
        "citation": heading.citation or heading.version,
        "file": heading.file,
        "language": heading.language,
        "centres": [packer.node[iri] for iri in centres if iri in packer.node],
        "webgl": webgl,
        "value": ontology.label(KG + "valuePrinted", "en"),
        "attested": packer.terms.number(PREFIXES["sense"] + "attested"),
    }
    payload["terms"] = packer.terms.pairs
    return _Page().write(heading, payload, _static_rows(payload), webgl=webgl)


def _used_sources(payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    used = {row[STATEMENT.index("source")] for row in payload["statements"]}
    return [source for n, source in enumerate(payload["sources"]) if n in used]


def _legend(payload: Mapping[str, Any]) -> list[dict[str, str]]:
    present = set(payload["nodes"]["type"])
    return [
        {
            "zh": payload["terms"][number][0],
            "en": payload["terms"][number][1],
            "shape": _LEGEND_SHAPES[shape].format(colour),
        }
        for number, _, shape, colour in payload["types"]
        if number in present
    ]


def _static_rows(payload: Mapping[str, Any]) -> Markup:
    """Return the rows of the table that needs no scripts, read back from what the page's script is given."""
    at = {name: n for n, name in enumerate(STATEMENT)}
    terms = [[str(escape(label)) for label in pair] for pair in payload["terms"]]
    names = [str(escape(name)) for column in ("nodes", "others") for name in payload[column]["zh"]]
    quotes = [str(escape(exact)) for *_, exact in payload["quotes"]]
    slugs = [str(escape(source["slug"])) for source in payload["sources"]]
    value = next((n for n, (_, en) in enumerate(payload["terms"]) if en == payload["about"]["value"]), -1)

    def spoken(reference: object) -> str:
        if isinstance(reference, int):
            return names[reference]
        if isinstance(reference, list):
            return terms[reference[0]][0]
        return str(escape(reference or ""))

    def cells(row: Sequence[Any]) -> tuple[str, ...]:
        figure = next((spoken(told[1]) for told in row[at["told"]] if told[0] == value), "")
        return (
            spoken(row[at["subject"]]),
            terms[row[at["predicate"]]][0] if row[at["predicate"]] >= 0 else "",
            spoken(row[at["object"]]) or figure,
            str(escape(row[at["time"]])),
            "编码推断 inferred" if row[at["inferred"]] else "原文明载 stated",
            " ".join(terms[row[at["modality"]]]),
            " … ".join([quotes[q] for q in row[at["quotes"]]]),
            slugs[row[at["source"]]] if row[at["source"]] >= 0 else "",
            str(escape(row[at["id"]])),
        )

    lines = []
    for row in payload["statements"]:
        told = cells(row)
        lines.append(f'<tr id="{told[-1]}"><td>' + "</td><td>".join(told) + "</td></tr>")
    return Markup("\n".join(lines))  # noqa: S704 - every text was escaped above, once however often it stands

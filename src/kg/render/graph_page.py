"""One offline HTML file of a graph: every edge opens the words that say it.

pyvis draws through vis-network, which is inlined from its wheel; above `WEBGL_ABOVE` nodes sigma draws instead. pyvis'
own template asks a content delivery network for styles and puts labels into the page raw, so the page has a template of
its own: texts reach the page as JSON alone and are shown with `textContent`; a Content-Security-Policy allows nothing
but the page's own scripts and style.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyvis
from jinja2 import Environment, PackageLoader
from pyvis.network import Network

from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.render.contract import About, LineRow, Payload
from kg.render.layout import Layout, layout
from kg.render.offline import asset, policy
from kg.render.payload import Packer
from kg.render.plain_rows import HEADS, plain_rows

if TYPE_CHECKING:
    from kg.network import Graph

WEBGL_ABOVE: Final = 2_000
_VIS: Final = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
SCRIPTS: Final = (
    *("reader.js", "folding.js", "written.js", "model.js", "panel.js", "table.js"),
    *("draw_vis.js", "draw_sigma.js", "picture.js", "download.js", "page.js"),
)
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
LINES: Final = (
    LineRow("stated", "原文明载", "stated"),
    LineRow("inferred", "编码推断", "inferred"),
    LineRow("disputed", "≠ 说法不一或未决", "≠ disputed or unsettled"),
    LineRow("target", "目标、计划、预计，非实绩", "target, planned or forecast, not actual"),
    LineRow("further", "地点、对方等附属信息", "place, counterpart and other details"),
)
Texts = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a graph: title, what is shown, what is left out and why, data version, how to cite.

    Each text is a pair, Chinese and English; the page opens in `language`. `file` names what a reader saves.
    """

    title: Texts
    shown: Texts = ("", "")
    version: Texts = ("", "")
    left_out: tuple[Texts, ...] = ()
    citation: Texts = ("", "")
    file: str = "graph"
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class View:
    """How a graph is laid out and opened.

    `groups` names for each node the place under which it lies, `opened` the nodes that are shown at first (None: all),
    `centres` those that filters never hide, `placed` a layout that was made before, `webgl` whether sigma draws (None:
    above `WEBGL_ABOVE` nodes).
    """

    groups: Mapping[str, str]
    opened: Sequence[str] | None = None
    centres: Collection[str] = ()
    placed: Layout | None = None
    webgl: bool | None = None


class _Template(Network):  # type: ignore[misc]
    """A pyvis network that is written through the page's own template."""

    def __init__(self) -> None:
        super().__init__(height="100%", width="100%", directed=True, cdn_resources="in_line")
        # "</script>" cannot occur in JSON once "<" is escaped; everything else is escaped by Jinja.
        self.templateEnv = Environment(loader=PackageLoader("kg.render", "page"), autoescape=True)
        self.path = "page.html.jinja"

    def filled(self, caption: Caption, payload: Payload, digests: Sequence[str], *, webgl: bool) -> str:
        """Return the page as one HTML text; `digests` are the SHA-256 of its sources' texts."""
        style, scripts = asset("kg.render", "page", "page.css"), _scripts(webgl=webgl)
        return str(
            self.templateEnv.get_template(self.path).render(
                caption=caption,
                policy=policy(style, scripts, images=True),
                scripts=scripts,
                style=style,
                payload=payload.as_json(),
                plain_heads=HEADS,
                plain_rows=plain_rows(payload, caption.language),
                count=len(payload.statements),
                legend=list(_legend(payload)),
                lines=payload.lines,
                sources=list(zip(payload.sources, digests, strict=True)),
                framed=bool(payload.frames),
            )
        )


@cache
def _scripts(*, webgl: bool) -> tuple[str, ...]:
    """Return the library and the page's own script, one function around its parts."""
    own = "\n".join(asset("kg.render", "page", name) for name in SCRIPTS)
    library = [asset("kg.render", "vendored", name) for name in _SIGMA] if webgl else [_VIS.read_text(encoding="utf-8")]
    return (*library, f'"use strict";\n(function () {{\n{own}}})();')


def graph_page(
    graph: Graph, reading: Reading, ontology: Ontology, caption: Caption, view: View, sounds: Mapping[str, str]
) -> str:
    """Return the HTML page of a graph made by `kg.network` from `reading`; `sounds` is pinyin by IRI of a node."""
    webgl = len(graph) > WEBGL_ABOVE if view.webgl is None else view.webgl
    packer = Packer(graph, reading, ontology, sounds)
    payload = _payload(graph, packer, caption, view, webgl=webgl)
    return _Template().filled(caption, payload, packer.digests(), webgl=webgl)


def _payload(graph: Graph, packer: Packer, caption: Caption, view: View, *, webgl: bool) -> Payload:
    placed = view.placed or layout(graph, view.groups)
    part = view.opened is not None and len(view.opened) < len(graph)
    near = layout(graph.subgraph(view.opened), view.groups) if part and view.opened is not None else None
    return packer.packed(placed, near, view.groups, _about(packer, caption, view, webgl=webgl), LINES)


def _about(packer: Packer, caption: Caption, view: View, *, webgl: bool) -> About:
    return About(
        *caption.title,
        *caption.citation,
        file=caption.file,
        language=caption.language,
        centres=[packer.node[iri] for iri in view.centres if iri in packer.node],
        webgl=int(webgl),
        actual=packer.actual,
        attested=packer.attested,
    )


def _legend(payload: Payload) -> Iterator[dict[str, str]]:
    """Yield the labels and the drawing of each class that nodes have."""
    present = {node.type for node in payload.nodes}
    for row in payload.types:
        if row.term in present:
            term = payload.terms[row.term]
            yield {"zh": term.zh, "en": term.en, "shape": _LEGEND_SHAPES[row.shape].format(row.colour)}

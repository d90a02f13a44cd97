"""One offline HTML file of a graph: every edge opens the words that say it.

pyvis draws through vis-network, which is inlined from its wheel; above `WEBGL_ABOVE` nodes sigma draws instead. pyvis'
own template asks a content delivery network for styles and puts labels into the page raw, so the page has a template of
its own: texts reach the page as JSON alone and are shown with `textContent`; a Content-Security-Policy allows nothing
but the page's own scripts and style.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyvis
from pyvis.network import Network

from kg.errors import Message, UsageError
from kg.ontology import Ontology
from kg.reading.citation import TEMPLATE, plain
from kg.reading.said import Reading
from kg.reading.whole import collector_paused
from kg.render.bands import ALSO
from kg.render.contract import About, Payload
from kg.render.layout import Layout, layout
from kg.render.lines import LINES
from kg.render.marks import LEADS, SIDE, marks_of
from kg.render.offline import asset, policy, templates
from kg.render.payload import Packer
from kg.render.plain_rows import HEADS, plain_rows
from kg.render.still import MOST_APART, Scene, drawn_file, parts_of, scene_of
from kg.render.tokens import stylesheet

if TYPE_CHECKING:
    from kg.network import Graph

WEBGL_ABOVE: Final = 2_000
_ZOOM: Final = "z="
PACKED_ABOVE: Final = 1_200_000  # characters of JSON
_LEVEL: Final = 5
_VIS: Final = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
SCRIPTS: Final = (
    *("unpack.js", "reader.js", "language.js", "folding.js", "written.js", "model.js", "view.js", "looks.js"),
    *("layered.js", "arrange.js", "names.js", "panel.js", "overview.js", "table.js"),
    *("draw_vis.js", "programs.js", "draw_sigma.js", "legend.js"),
    *("picture.js", "download.js", "filters.js", "link.js", "search.js", "page.js"),
)
_SIGMA: Final = ("graphology.umd.min.js", "sigma.min.js")
Texts = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a graph: title, what is shown, what is left out and why, data version, how to cite.

    Each text is a pair, Chinese and English; the page opens in `language`, with `either` in that of the browser. `file`
    names what a reader saves.
    """

    title: Texts
    shown: Texts = ("", "")
    version: Texts = ("", "")
    left_out: tuple[Texts, ...] = ()
    citation: Texts = ("", "")
    file: Texts = ("graph", "graph")
    language: str = "zh"
    either: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """Which edges are drawn at first: up to a step of the switch, posts, other relations, places."""

    step: int = 4
    posts: bool = True
    others: bool = True
    places: bool = True


EVERYTHING: Final = Opening()


@dataclass(frozen=True, slots=True)
class View:
    """How a graph is laid out and opened.

    `groups` names for each node the place under which it lies, `centres` the nodes that filters never hide, `placed` a
    layout that was made before, `webgl` whether sigma draws (None: above `WEBGL_ABOVE` nodes). `open` is how many nodes
    are drawn at first (0: all), `opening` which bands of edges. `subject` is what the page is about (a pair, empty for
    everything), by which its title follows what is drawn; without it the caption's title stays. `joined` says that the
    graph is what joins its centres, `embed` that the page is a frame of another: graph and legend alone. `held` is how
    many statements the store holds, 0 where that is not known. Measures lead on `through_places`, or pass them over.
    """

    groups: Mapping[str, str]
    open: int = 0
    centres: Collection[str] = ()
    placed: Layout | None = None
    webgl: bool | None = None
    opening: Opening = EVERYTHING
    subject: Texts | None = None
    size: str = LEADS
    colour: str = "class"
    layout: str = SIDE
    state: str = ""
    joined: bool = False
    embed: bool = False
    held: int = 0
    through_places: bool = False


class _Template(Network):  # type: ignore[misc]
    """A pyvis network that is written through the page's own template."""

    def __init__(self) -> None:
        super().__init__(height="100%", width="100%", directed=True, cdn_resources="in_line")
        # "</script>" cannot occur in JSON once "<" is escaped; everything else is escaped by Jinja.
        self.templateEnv = templates("kg.render")
        self.templateEnv.filters["plain"] = plain
        self.path = "page.html.jinja"

    def filled(self, caption: Caption, payload: Payload, digests: Sequence[str], picture: str, *, embed: bool) -> str:
        """Return the page as one HTML text; `digests` are the SHA-256 of its sources' texts, `picture` is SVG."""
        style = stylesheet() + asset("kg.render", "page", "page.css")
        scripts = _scripts(webgl=bool(payload.about.webgl))
        return str(
            self.templateEnv.get_template(self.path).render(
                caption=caption,
                policy=policy(style, scripts, images=True),
                scripts=scripts,
                style=style,
                **_carried(payload.as_json()),
                plain_heads=HEADS,
                plain_rows=plain_rows(payload, caption.language),
                count=len(payload.statements),
                levels=payload.levels,
                picture=picture,
                embed=embed,
                sources=list(zip(payload.sources, digests, strict=True)),
            )
        )


def _carried(text: str) -> dict[str, str]:
    """Return the tables as they are, or, where they are many, packed: gzip in base64, the same for the same tables."""
    if len(text) <= PACKED_ABOVE:
        return {"payload": text, "packed": ""}
    return {"payload": "", "packed": base64.b64encode(gzip.compress(text.encode(), _LEVEL, mtime=0)).decode()}


@cache
def _scripts(*, webgl: bool) -> tuple[str, ...]:
    """Return the library and the page's own script, one function around its parts."""
    own = "\n".join(asset("kg.render", "page", name) for name in SCRIPTS)
    library = [asset("kg.render", "vendored", name) for name in _SIGMA] if webgl else [_VIS.read_text(encoding="utf-8")]
    return (*library, f'"use strict";\n(async function () {{\n{own}}})();')


@dataclass(frozen=True)
class Drawing:
    """A graph that is ready to be drawn: its tables, and what is written around it."""

    graph: Graph
    payload: Payload
    caption: Caption
    digests: Sequence[str]
    embed: bool = False

    @cached_property
    def scene(self) -> Scene:
        """What is drawn at first, in the state of a link where one was given."""
        return scene_of(self.payload, self.payload.about.state)

    @cached_property
    def html(self) -> str:
        """The page; above the table for readers without scripts the view as a picture, where it is not too much."""
        with collector_paused():  # rows by the ten thousand, and nothing to collect
            picture = self.scene.svg if self._is_picture else ""
            return _Template().filled(self.caption, self.payload, self.digests, picture, embed=self.embed)

    @property
    def svg(self) -> str:
        """The view as SVG. Raises `UsageError` where a picture cannot show it."""
        return self._readable.svg

    def network(self, fmt: str) -> str:
        """Return what is drawn as `gexf`, `graphml` or `json`, with places, colours and sizes.

        Raises `UsageError` where a link's state means nothing here.
        """
        return drawn_file(self.graph, self._readable, fmt)

    @property
    def _readable(self) -> Scene:
        unread = [part for part in self.scene.unread if not part.startswith(_ZOOM)]
        if unread:
            raise UsageError(
                Message("--state names what this graph has not: {unread}", unread=unread[0]),
                Message("Draw with the things and choices of the page from which the link was copied."),
            )
        if self.scene.unread:
            raise UsageError(
                Message("a file shows all that is drawn, and --state has zoomed"),
                Message("Leave out {unread}.", unread=self.scene.unread[0]),
            )
        return self.scene

    @property
    def _is_picture(self) -> bool:
        return (self.payload.about.open or len(self.payload.nodes)) <= MOST_APART


def graph_page(
    graph: Graph, reading: Reading, ontology: Ontology, caption: Caption, view: View, sounds: Mapping[str, str]
) -> str:
    """Return the HTML page of a graph made by `kg.network` from `reading`; `sounds` is pinyin by IRI of a node."""
    return drawing(graph, reading, ontology, caption, view, sounds).html


def drawing(
    graph: Graph, reading: Reading, ontology: Ontology, caption: Caption, view: View, sounds: Mapping[str, str]
) -> Drawing:
    """Return the same, ready to be written as a page, a picture or a file for other programs."""
    webgl = len(graph) > WEBGL_ABOVE if view.webgl is None else view.webgl
    asked = {view.size, view.colour, *parts_of(view.state).values()}
    marks = marks_of(graph, asked, through_places=view.through_places)
    placed = view.placed or layout(graph, view.groups)
    with collector_paused():
        packer = Packer(graph, reading, ontology, sounds, marks)
        payload = packer.packed(placed, view.groups, _about(packer, caption, view, webgl=webgl), LINES)
        return Drawing(graph, payload, caption, packer.digests(), view.embed)


def _about(packer: Packer, caption: Caption, view: View, *, webgl: bool) -> About:
    opening = view.opening
    return About(
        *(caption.title if view.subject is None else view.subject),
        int(view.subject is None),
        *caption.citation,
        file=caption.file[0],
        file_en=caption.file[1],
        language=caption.language,
        either=int(caption.either),
        centres=[packer.node[iri] for iri in view.centres if iri in packer.node],
        webgl=int(webgl),
        actual=packer.actual,
        attested=packer.attested,
        open=view.open,
        step=opening.step,
        posts=int(opening.posts),
        others=int(opening.others),
        places=int(opening.places),
        size=view.size,
        colour=view.colour,
        layout=view.layout,
        state=view.state,
        joined=int(view.joined),
        also=ALSO[0],
        also_en=ALSO[1],
        held=view.held,
        cited=TEMPLATE[0],
        cited_en=TEMPLATE[1],
    )

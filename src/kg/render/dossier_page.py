"""A dossier, or one statement whole, as one offline HTML file through an autoescaped template."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.document.blocks import SHORT, Block, Columns, Heading, Item
from kg.document.words import in_words
from kg.render.either import Body, filled, page_of
from kg.render.folded import folded
from kg.render.offline import asset
from kg.render.tokens import stylesheet
from kg.terms.namespaces import ENTITY_PREFIXES

_GRAPH: Final = "graph.html"  # what `kg graph` writes without -o
_LISTED: Final = 4  # a page with fewer sections needs no list of them
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "contents": ("目录", "Contents"),
    "graph": ("在图中查看", "Show in the graph"),
    "in graph": ("图", "graph"),
    "more": ("其余 {} 条", "{} more"),
    "pages": ("全部页面", "All pages"),
}
_TAGS: Final = ("zh-Hans", "en")


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page leads, by relative links: the pages of other things by id, their list, the page of a graph."""

    pages: Mapping[str, str] = field(default_factory=dict)
    index: str = ""
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """The blocks of a page in one language, and what names the data in its foot."""

    blocks: Sequence[Block]
    language: str
    version: str = ""


def dossier_page(
    blocks: Sequence[Block],
    language: str,
    version: str = "",
    links: Links | None = None,
    about: str = "",
    other: Edition | None = None,
) -> str:
    """Return blocks as an HTML page in one language; `version` names the data in its foot.

    What matters is open, the rest is folded. `about` is the id of what the page is on, by which a graph opens at it; a
    graph has things and statements, and no words of the vocabularies. With `other`, the same in the other language, the
    page opens in the reader's. Nothing is fetched, and without `other` nothing runs: the Content-Security-Policy allows
    the page's own style and script alone.
    """
    style = stylesheet() + asset("kg.render", "page", "dossier.css")
    own = _body(Edition(blocks, language, version), links or Links(), about)
    twin = _body(other, links or Links(), about) if other else None
    return page_of(own, twin, style, is_wide=len(folded(blocks)[1]) >= _LISTED)


def _body(edition: Edition, links: Links, about: str) -> Body:
    blocks, language = edition.blocks, edition.language
    top, sections = folded(blocks)
    values = {
        "top": top,
        "sections": sections,
        "has_contents": len(sections) >= _LISTED,
        "anchors": _anchors(blocks),
        "links": links,
        "about": about,
        "is_drawn": bool(about) and about.partition(":")[0] in {about, *ENTITY_PREFIXES},
        "short": SHORT,
        "words": {name: in_words(pair, language) for name, pair in _WORDS.items()},
        "version": edition.version,
    }
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    return Body(in_words(_TAGS, language), title, filled("kg.render", "dossier.html.jinja", values))


def graph_link(page: str | Path, graph: str = "") -> str:
    """Return the link from a page to that of a graph; without `graph`, to a graph.html beside the page, or none."""
    here = Path(page).parent
    if not graph:
        return _GRAPH if (here / _GRAPH).is_file() and Path(page).name != _GRAPH else ""
    return Path(os.path.relpath(graph, here)).as_posix()


def _anchors(blocks: Sequence[Block]) -> frozenset[str]:
    """Return what on the page can be linked to: headings and items."""
    items = [item for b in blocks if isinstance(b, Columns) for item in (b.left, b.right)]
    items += [block for block in blocks if isinstance(block, Item)]
    return frozenset({*(b.anchor for b in blocks if isinstance(b, Heading)), *(item.id for item in items)})

"""What `kg graph` writes: the page of a part of the network, how much of it is open at first, and its captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.document.words import in_words
from kg.errors import UsageError
from kg.finding.names import sounds
from kg.network import ego, gather, interlinked
from kg.network.choose import left_out_lines, reason_lines
from kg.network.edges import Pair, left_out_of
from kg.project import Project
from kg.render.graph_page import Caption, View, graph_page
from kg.render.part import MOST_OF_AN_EGO, Part, Parts, Wish
from kg.terms.namespaces import slug

MOST: Final = 20_000
_LONGEST_NAME: Final = 40
_CITED: Final = ("人与事：举措与行动者知识图谱，{}。", "Programs and actors, {}.")


def draw(parts: Parts) -> tuple[str, tuple[str, ...]]:
    """Return the HTML page of a part of the network, and lines that say what it leaves out and what it shows.

    Raises `UsageError` when nothing is to be drawn, or more than a page can hold and no limit was given.
    """
    wish, part = parts.wish, parts.found()
    if not part.graph:
        raise _nothing(parts)
    if wish.limit is None and len(part.graph) > MOST:
        raise UsageError(
            f"{len(part.graph):,} nodes are too many for a page that anybody can read",
            f"Name a thing, choose with --years, --kind or --source, or take the most linked with --limit {MOST}.",
        )
    opened = _opened(part, wish)
    shown = _shown(part, len(opened), wish.limit or MOST_OF_AN_EGO)
    caption = _caption(part, shown, parts.project, wish.language)
    view = View(gather(part.graph, part.reading), opened, part.centres, webgl=wish.webgl or None)
    page = graph_page(part.graph, part.reading, parts.ontology, caption, view, sounds(part.graph, parts.store))
    return page, (*left_out_lines(part.graph, wish.language), in_words(shown, wish.language))


def _caption(part: Part, shown: Pair, project: Project, language: str) -> Caption:
    number, digest = project.version, project.checksum[:12]
    version = f"数据 {number}（{digest}）", f"data {number} ({digest})"
    zh, en = (reason_lines(left_out_of(part.graph), name) for name in ("zh", "en"))
    return Caption(
        part.title,
        shown,
        version,
        tuple((a.strip(), b.strip()) for a, b in zip(zh, en, strict=True)),
        (_CITED[0].format(version[0]), _CITED[1].format(version[1])),
        _file(part.title[0]),
        language,
    )


def _shown(part: Part, opened: int, limit: int) -> Pair:
    """Return what a page shows."""
    nodes, edges, cut = len(part.graph), part.graph.number_of_edges(), part.graph.graph["cut"]
    zh, en = [f"{nodes} 个点，{edges} 条边"], [f"{_counted(nodes, 'node')}, {_counted(edges, 'edge')}"]
    zh += [part.how[0]] if part.how[0] else []
    en += [part.how[1]] if part.how[1] else []
    if opened < nodes:
        zh.append(f"先示 {opened} 个点，余者展开即见")
        en.append(f"{_counted(opened, 'node')} open at first, expand a node to see more")
    if cut:
        zh.append(f"限 {limit}，略去 {cut} 个点")
        en.append(f"{cut} left out by --limit {limit}")
    return "，".join(zh), ", ".join(en)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _opened(part: Part, wish: Wish) -> Sequence[str]:
    """Return the nodes that are open at first: those nearest to the centres, or the most linked that hang together."""
    if len(part.graph) <= wish.open:
        return sorted(part.graph)
    if part.centres:
        return sorted(ego(part.graph, part.centres, wish.hops, wish.open))
    return sorted(interlinked(part.graph, wish.open))


def _nothing(parts: Parts) -> UsageError:
    """Return what is said when nothing is to be drawn: why, and what there is."""
    wish, coverage = parts.wish, parts.coverage
    if not coverage.statements:
        return UsageError("the store holds no statements", "Code some first; see graph_data/README.md.")
    if wish.path:
        return UsageError("no path joins the two", "Try without --years, --kind and the like, or draw each by itself.")
    what = " and ".join(wish.things) or "what was asked for"
    what += f" in {wish.chosen.years}" if wish.chosen.years else ""
    hint = f"See what is said with: kg show {wish.things[0]}. " if wish.things else ""
    hint += f"{coverage.sentence('en')}; {', '.join(slug(source.iri) for source in coverage.sources)}"
    return UsageError(f"no statement draws an edge for {what}", hint)


def _file(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title)[:_LONGEST_NAME].strip("-") or "graph"

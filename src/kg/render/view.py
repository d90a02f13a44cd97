"""What `kg graph` writes: the page of a part of the network, how much of it is open at first, and its captions."""

from __future__ import annotations

import re
from typing import Final

from kg.document.words import in_words
from kg.errors import Bilingual, Message, UsageError, every, sentences
from kg.finding.names import sounds
from kg.network import gather
from kg.network.choose import Chosen, left_out_lines, reason_lines
from kg.network.edges import Pair, left_out_of
from kg.ontology import Ontology
from kg.reading.citation import data_citation
from kg.render.bands import PLACES, POSTS, title_of
from kg.render.graph_page import EVERYTHING, Caption, Drawing, Opening, View, drawing
from kg.render.part import MOST_OF_AN_EGO, Part, Parts, Wish
from kg.render.payload import is_core
from kg.terms.namespaces import slug

MOST: Final = 20_000
_LONGEST_NAME: Final = 40
_STARTED: Final = 2
_FILE: Final = "who-led"
_JOINED: Final = ("什么相连：{}", "What joins {}")


def draw(parts: Parts) -> tuple[Drawing, tuple[str, ...]]:
    """Return a part of the network ready to be drawn, and lines that say what it leaves out and shows.

    Raises `UsageError` when nothing is to be drawn, or more than a page can hold and no limit was given.
    """
    wish, part = parts.wish, parts.found()
    if not part.graph:
        raise _nothing(parts)
    if wish.limit is None and len(part.graph) > MOST:
        raise UsageError(
            Message("{count:,} nodes are too many for a page that anybody can read", count=len(part.graph)),
            Message(
                "Name a thing, choose with --years, --kind or --source, or take the most linked with --limit {most}.",
                most=MOST,
            ),
        )
    opening = _opening(part, wish)
    shown = _shown(part, min(wish.open, len(part.graph)), wish.limit or MOST_OF_AN_EGO)
    caption = _caption(part, shown, parts, opening)
    view = View(
        gather(part.graph, part.reading),
        wish.open if wish.open < len(part.graph) else 0,
        part.centres,
        webgl=wish.webgl or None,
        opening=opening,
        subject=None if wish.query or wish.path else part.title,
        size=wish.size,
        colour=wish.colour,
        layout=wish.layout,
        state=wish.state.rpartition("#")[2],
        joined=wish.path,
        embed=wish.embed,
        held=parts.coverage.statements,
        through_places=wish.through_places,
    )
    spoken = sounds(part.graph, parts.store)
    made = drawing(part.graph, part.reading, parts.ontology, caption, view, spoken)
    return made, (*left_out_lines(part.graph, wish.language), in_words(shown, wish.language))


def _opening(part: Part, wish: Wish) -> Opening:
    """Return what is drawn at first.

    Of everything that is leading and starting; around a thing all but where things lie, or, where that is more than a
    page opens with, leading, starting and posts; of a question or a path all. No step is higher than what there is.
    """
    if wish.query or wish.path:
        return EVERYTHING
    steps = _steps(part)
    acts = [step for step in steps if step < POSTS]
    whole = not wish.things and wish.chosen == Chosen()
    if whole and min(acts, default=POSTS) <= _STARTED:
        return Opening(_STARTED, posts=False, others=False, places=False)
    if wish.things and len(part.graph) > wish.open and min(acts, default=POSTS) <= _STARTED:
        return Opening(_STARTED, others=False, places=False)
    return Opening(max(acts, default=_STARTED), places=not steps - {PLACES})


def _title(part: Part, opening: Opening, parts: Parts) -> Pair:
    """Return the title of what is drawn at first; the page writes it anew when a reader switches."""
    if parts.wish.query:
        return part.title
    if parts.wish.path:
        return _JOINED[0].format(part.title[0]), _JOINED[1].format(part.title[1])
    undertakings = set(parts.ontology.undertaking_classes)
    types = {part.graph.nodes[iri]["type"] for iri in part.centres if iri in part.graph}
    posts = opening.posts and _has_posts(part, parts.ontology)
    return title_of(part.title, opening.step, undertaking=bool(types) and types <= undertakings, posts=posts)


def _has_posts(part: Part, ontology: Ontology) -> bool:
    """Say whether a post or a succession is drawn, and not only where it was or in which programme."""
    said = {one.id: one for one in part.reading.said if part.steps[one.id] == POSTS}
    keys = (key.rpartition(":") for *_, key in part.graph.edges(keys=True))
    return any(name in said and is_core(said[name], slot, ontology) for name, _, slot in keys)


def _steps(part: Part) -> set[int]:
    """Return the steps of the switch that let in the statements that a part draws."""
    drawn = {key.rpartition(":")[0] for *_, key in part.graph.edges(keys=True)}
    return {part.steps[one.id] for one in part.reading.said if one.id in drawn}


def _caption(part: Part, shown: Pair, parts: Parts, opening: Opening) -> Caption:
    project, language = parts.project, parts.wish.language
    number, digest = project.version, project.data_checksum[:12]
    version = f"数据 {number}（{digest}）", f"data {number} ({digest})"
    zh, en = (reason_lines(left_out_of(part.graph), name) for name in ("zh", "en"))
    return Caption(
        _title(part, opening, parts),
        shown,
        version,
        tuple((a.strip(), b.strip()) for a, b in zip(zh, en, strict=True)),
        (data_citation(number, digest, "zh"), data_citation(number, digest, "en")),
        (_file(part.title[0]) or _FILE, _file(part.title[1]) or _FILE),
        language,
        parts.wish.either,
    )


def _shown(part: Part, opened: int, limit: int) -> Pair:
    """Return what a page shows."""
    nodes, edges, cut = len(part.graph), part.graph.number_of_edges(), part.graph.graph["cut"]
    zh, en = [f"{nodes} 个点，{edges} 条边"], [f"{_counted(nodes, 'node')}, {_counted(edges, 'edge')}"]
    zh += [part.how[0]] if part.how[0] else []
    en += [part.how[1]] if part.how[1] else []
    if opened < nodes:
        zh.append(f"先示至多 {opened} 个点，余者展开即见")
        en.append(f"{_counted(opened, 'node')} at most open at first, expand a node to see more")
    if cut:
        zh.append(f"限 {limit}，略去 {cut} 个点")
        en.append(f"{cut} left out by --limit {limit}")
    return "，".join(zh), ", ".join(en)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _nothing(parts: Parts) -> UsageError:
    """Return what is said when nothing is to be drawn: why, and what there is."""
    wish, coverage = parts.wish, parts.coverage
    if not coverage.statements:
        return UsageError(
            Message("the store holds no statements"), Message("Code some first; see graph_data/README.md.")
        )
    if wish.path:
        return UsageError(
            Message("no path joins the two"),
            Message("Try without --years, --kind and the like, or draw each by itself."),
        )
    what = every(wish.things) if wish.things else Message("what was asked for")
    if wish.chosen.years:
        what = Message("{what} in {years}", what=what, years=wish.chosen.years)
    covered = Bilingual(*map(coverage.sentence, ("zh", "en")))
    sources = tuple(slug(source.iri) for source in coverage.sources)
    hint = Message("{covered}; {sources}", covered=covered, sources=sources)
    if wish.things:
        hint = sentences(Message("See what is said with: kg show {thing}.", thing=wish.things[0]), hint)
    return UsageError(Message("no statement draws an edge for {what}", what=what), hint)


def _file(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title)[:_LONGEST_NAME].strip("-")

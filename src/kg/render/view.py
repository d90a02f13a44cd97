"""What `kg graph` draws: the part of the network that was asked for, how much of it is open at first, what is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.build import checksum, data_version
from kg.errors import UsageError
from kg.finding.find import Candidate, Lookup, told_under
from kg.finding.names import labels
from kg.model import Corpus
from kg.network import Graph, ego, gather, interlinked, most_linked, multigraph, paths, select
from kg.network.choose import Chosen, left_out_lines, reason_lines, selection_of
from kg.network.coverage import Coverage, covered
from kg.network.edges import with_edges
from kg.ontology import read_ontology
from kg.project import Project
from kg.questions import bind_names, evaluated, find_query, run
from kg.reading.corpus import corpus_of
from kg.reading.whole import whole
from kg.store import Store
from kg.tables.table import Table, cell_text
from kg.terms.namespaces import slug

MOST: Final = 20_000
OPEN: Final = 80
_MOST_OF_AN_EGO: Final = 2_000
_NO_EDGE: Final = ("问题所答而未成边", "answers that are not an edge here")


@dataclass(frozen=True)
class Wish:
    """What a picture is to show, as the command line says it."""

    things: tuple[str, ...] = ()
    hops: int = 2
    limit: int | None = None
    open: int = OPEN
    path: bool = False
    webgl: bool = False
    query: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"
    chosen: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True)
class _Part:
    """A part of the network with its centres, its name, and how it was chosen: in Chinese and in English."""

    graph: Graph
    centres: tuple[str, ...]
    title: tuple[str, str]
    how: tuple[str, str]


def draw(project: Project, store: Store, lookup: Lookup, wish: Wish) -> tuple[str, tuple[str, ...]]:
    """Return the HTML page of a graph, and lines that say what it leaves out and what it shows.

    Raises `UsageError` when nothing is to be drawn, or more than a page can hold and no limit was given.
    """
    from kg.render.graph_page import Heading, graph_page  # noqa: PLC0415 - pyvis costs a second

    ontology = read_ontology(project.ontology)
    corpus, reading, coverage = corpus_of(store, ontology), whole(store, ontology), covered(store, ontology)
    selection = selection_of(wish.chosen, coverage.sources, ontology, lookup)
    selected = select(multigraph(reading, ontology), selection, coverage.years)
    governing = frozenset(iri for iri, entity in corpus.entities.items() if entity.values("jurisdiction"))
    found = tuple(lookup.one(thing, tuple(ontology.entity_classes)) for thing in wish.things)
    part = _part(selected, wish, found, store, project, lookup, governing)
    if not part.graph:
        raise _nothing(wish, corpus, coverage)
    if wish.limit is None and len(part.graph) > MOST:
        raise UsageError(
            f"{len(part.graph):,} nodes are too many for a page that anybody can read",
            f"Name a thing, choose with --years, --kind or --source, or take the most linked with --limit {MOST}.",
        )
    opened = _opened(part, wish)
    left_out = reason_lines(part.graph.graph["left_out"], wish.language)
    shown = _shown(part, len(opened), wish.limit or _MOST_OF_AN_EGO)
    version = f"data {data_version(project)} ({checksum(project)[:12]})"
    heading = Heading(part.title, shown, version, left_out, _citation(version), _file(part.title[0]), wish.language)
    page = graph_page(
        part.graph,
        corpus,
        ontology,
        heading,
        groups=gather(part.graph, reading),
        opened=opened,
        centres=part.centres,
        webgl=wish.webgl or None,
    )
    return page, (*left_out_lines(part.graph, wish.language), " ".join(shown))


def _part(
    graph: Graph,
    wish: Wish,
    found: Sequence[Candidate],
    store: Store,
    project: Project,
    lookup: Lookup,
    governing: Collection[str],
) -> _Part:
    centres = tuple(iri for c in found for iri in told_under(c.iri, store))
    title = "、".join(c.label for c in found), ", ".join(labels([c.iri for c in found], store, "en").values())
    if wish.query:
        drawn, names = _of_query(graph, wish, store, project, lookup)
        return _Part(
            most_linked(drawn, wish.limit or len(drawn)), centres, names, ("一问所答", "the statements of a query")
        )
    if wish.path:
        if len(found) != 2:  # noqa: PLR2004
            raise UsageError("a path has two ends", "Example: kg graph 胡燕鸣 李琴 --path")
        between = paths(graph, told_under(found[0].iri, store), told_under(found[1].iri, store))
        steps = between.length
        return _Part(between.graph, centres, title, (f"最短路径，{steps} 步", f"the shortest paths, {steps} steps"))
    if found:
        how = f"{wish.hops} 步以内", f"within {wish.hops} step{'s' if wish.hops != 1 else ''}"
        near = ego(graph, centres, wish.hops, wish.limit or _MOST_OF_AN_EGO, governing)
        return _Part(near, centres, title, how)
    return _Part(interlinked(graph, wish.limit) if wish.limit else graph, (), ("全部", "All"), ("", ""))


def _shown(part: _Part, opened: int, limit: int) -> tuple[str, str]:
    """Return what a page shows, in Chinese and in English."""
    nodes, edges, cut = len(part.graph), part.graph.number_of_edges(), part.graph.graph["cut"]
    zh, en = [f"{nodes} 个点，{edges} 条边"], [f"{nodes} nodes, {edges} edges"]
    zh += [part.how[0]] if part.how[0] else []
    en += [part.how[1]] if part.how[1] else []
    if opened < nodes:
        zh.append(f"先示 {opened} 个点，余者展开即见")
        en.append(f"{opened} nodes open at first, the others by expanding")
    if cut:
        zh.append(f"限 {limit}，略去 {cut} 个点")
        en.append(f"{cut} left out by --limit {limit}")
    return "，".join(zh), ", ".join(en)


def _of_query(
    graph: Graph, wish: Wish, store: Store, project: Project, lookup: Lookup
) -> tuple[Graph, tuple[str, str]]:
    """Return the edges of the statements that a question of the catalogue, or a SPARQL text, gives."""
    if (project.queries / f"{wish.query}.rq").exists():
        asked = find_query(project.queries, wish.query)
        table: object = run(asked, store, bind_names(asked, wish.values, store, lookup))
        names = asked.summary_zh or asked.summary, asked.summary
    else:
        table, names = evaluated(wish.query, store), ("SPARQL", "SPARQL")
    if not isinstance(table, Table) or "statement" not in table.columns:
        raise UsageError("the query gives no column statement", "SELECT ?statement ...: its edges are drawn.")
    wanted = {slug(cell_text(cell).replace(":", "/")) for cell in table.column("statement")}
    edges = [(a, b, str(key)) for a, b, key, row in graph.edges(keys=True, data=True) if row["id"] in wanted]
    drawn = with_edges(graph, edges)
    missing = len(wanted) - len({row["id"] for *_, row in drawn.edges(data=True)})
    if missing:
        drawn.graph["left_out"] = [(_NO_EDGE, missing)]
    return drawn, ("、".join((names[0], *wish.values.values())), ", ".join((names[1], *wish.values.values())))


def _opened(part: _Part, wish: Wish) -> Sequence[str]:
    """Return the nodes that are open at first: those nearest to the centres, or the most linked that hang together."""
    if len(part.graph) <= wish.open:
        return sorted(part.graph)
    if part.centres:
        return sorted(ego(part.graph, part.centres, wish.hops, wish.open))
    return sorted(interlinked(part.graph, wish.open))


def _nothing(wish: Wish, corpus: Corpus, coverage: Coverage) -> UsageError:
    """Return what is told when nothing is to be drawn: why, and what there is."""
    if not corpus.statements:
        return UsageError("the store holds no statements", "Code some first; see graph_data/README.md.")
    if wish.path:
        return UsageError("no path joins the two", "Try without --years, --kind and the like, or draw each by itself.")
    what = " and ".join(wish.things) or "what was asked for"
    what += f" in {wish.chosen.years}" if wish.chosen.years else ""
    hint = f"See what is said with: kg show {wish.things[0]}. " if wish.things else ""
    hint += f"{coverage.sentence('en')}; {', '.join(slug(source.iri) for source in coverage.sources)}"
    return UsageError(f"no statement draws an edge for {what}", hint)


def _citation(version: str) -> str:
    return f"人与事：举措与行动者知识图谱 Programs and actors, {version}."


def _file(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title)[:40].strip("-") or "graph"

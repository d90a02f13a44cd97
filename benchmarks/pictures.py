"""Measure the graph layer against stock pyvis, rdflib's rows and plain networkx, in one run; write a table of ratios.

usage: pictures.py [--quick] [--only NAME ...] [-o RESULTS.md]

The graphs are copies of the real data under new names (`generate.copied`). `--quick` takes small sizes, to see that
everything runs; `--only` measures a part and does not write.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import networkx as nx
from browser import chromium, first_drawing, first_drawing_pyvis, panning, panning_pyvis
from generate import copied
from ratios import RUNS, Ratio, medians, report, seconds
from stock import NODE_QUERY, edge_query, graph_of_rows, offline, pyvis_page, rdflib_graph, renamed

from kg.build import load_project
from kg.model import Corpus
from kg.network import Graph, Selection, fast, gather, multigraph, select, whole
from kg.network.measures import SAMPLES, Asked, find_measures, measure_table
from kg.network.plain import DAMPING, SEED
from kg.ontology import Ontology
from kg.project import locate
from kg.render.graph_page import Heading, graph_page
from kg.render.layout import layout

ROOT: Final = Path(__file__).parents[1]
_MEGABYTE: Final = 1_000_000
_EVIDENCE: Final = ("statements", "quotes", "sources")
_HEADING: Final = Heading(("图", "A graph"), ("", "as large as was asked for"), "benchmark")


@dataclass(frozen=True)
class Sizes:
    """Nodes of the page, the drawing and the drag, edges of what is computed, steps of a drag, runs of a job."""

    page: int = 5_000
    drawing: int = 500
    panning: int = 50_000
    edges: int = 100_000
    steps: int = 60
    runs: int = RUNS


QUICK: Final = Sizes(1_000, 150, 2_500, 5_000, 5, 2)


@dataclass(frozen=True)
class Bench:
    """What is measured on: the real data and copies of it."""

    sizes: Sizes
    folder: Path

    @cached_property
    def real(self) -> tuple[Corpus, Ontology]:
        """The project's own data."""
        return load_project(locate(ROOT))

    def thinned(self, nodes: int) -> tuple[Corpus, Graph, Graph]:
        """Return three of every five statements of as many copies as it takes, the whole graph, and so many nodes.

        Thinned, because the real graph has more edges a node than the measure asks for.
        """
        corpus, ontology = self.real
        many = copied(corpus, -(-nodes // 726))
        some = replace(many, statements=tuple(s for n, s in enumerate(many.statements) if n % 5 < 3))  # noqa: PLR2004
        full = multigraph(some, ontology)
        return some, full, whole(full, nodes)

    @cached_property
    def large(self) -> Corpus:
        """As many copies as have the wanted number of edges."""
        corpus, ontology = self.real
        return copied(corpus, -(-self.sizes.edges // multigraph(corpus, ontology).number_of_edges()))


def pages(bench: Bench) -> list[Ratio]:
    """Compare writing the page with stock pyvis; how large the page is without what carries the evidence."""
    corpus, full, graph = bench.thinned(bench.sizes.page)
    groups = gather(graph, full)
    placed = layout(graph, groups)
    drawn = renamed(graph)
    made: list[str] = []

    def ours() -> None:
        made[:] = [graph_page(graph, corpus, bench.real[1], _HEADING, groups=groups, placed=placed)]

    a, b = medians(ours, lambda: pyvis_page(drawn), bench.sizes.runs)
    size, evidence = len(made[0].encode()), _evidence(made[0])
    told = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges"
    with_it = f"{size / _MEGABYTE:.2f} MB with {evidence / _MEGABYTE:.2f} MB of {', '.join(_EVIDENCE)} and static rows"
    return [
        Ratio("a page, layout given: speed over stock pyvis, `from_nx` and `generate_html`", "≥ 8", b / a, told),
        Ratio("a page: MB without evidence", "≤ 1.5", (size - evidence) / _MEGABYTE, with_it),
    ]


def _evidence(page: str) -> int:
    """Return the bytes of a page's statements, quotes and sources (as they stand in its JSON) and its static rows."""
    payload = page.partition('id="payload">')[2].partition("</script>")[0]
    rows = re.search(r"<noscript>(.*?)</noscript>", page, flags=re.DOTALL)
    return sum(_member(payload, name) for name in _EVIDENCE) + len((rows[1] if rows else "").encode())


def _member(payload: str, name: str) -> int:
    """Return the bytes of the top-level array `name`, whose end is where its brackets close outside of texts."""
    start = payload.index(f'"{name}":[') + len(name) + 3
    depth = 0
    for part in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]]', payload[start:]):
        depth += {"[": 1, "]": -1}.get(part[0], 0)
        if not depth:
            return len(payload[start : start + part.end()].encode())
    raise ValueError(f"{name} has no end")


def drawings(bench: Bench) -> list[Ratio]:
    """Compare the first drawing in Chromium with that of stock pyvis, its default physics on."""
    corpus, ontology = bench.real
    full = select(multigraph(corpus, ontology), Selection())
    graph = whole(full, bench.sizes.drawing)
    ours, theirs = bench.folder / "ours.html", bench.folder / "pyvis.html"
    groups = gather(graph, full)
    ours.write_text(graph_page(graph, corpus, ontology, _HEADING, groups=groups), encoding="utf-8")
    theirs.write_text(offline(pyvis_page(renamed(graph))), encoding="utf-8")
    with chromium() as browser:
        first_drawing(browser, ours)
        pairs = [(first_drawing(browser, ours), *first_drawing_pyvis(browser, theirs)) for _ in range(bench.sizes.runs)]
    mine, first, stable = (statistics.median(column) for column in zip(*pairs, strict=True))
    note = (
        f"{len(graph)} nodes, {graph.number_of_edges()} edges; of pyvis the first drawing after "
        f"`stabilizationIterationsDone`; its very first frame of any kind comes at {first / mine:.1f} times ours"
    )
    return [Ratio("first drawing in Chromium, from navigation: sooner than stock pyvis", "≥ 10", stable / mine, note)]


def pannings(bench: Bench) -> list[Ratio]:
    """Compare what a drag of everything costs the main thread a frame."""
    corpus, ontology = bench.real
    size = bench.sizes.panning
    corpus = copied(corpus, size // 974 + 1)  # the nodes of the selected real graph
    full = select(multigraph(corpus, ontology), Selection())
    graph = whole(full, size)
    groups = gather(graph, full)
    placed = layout(graph, groups)
    ours, theirs = bench.folder / "ours.html", bench.folder / "pyvis.html"
    opened = sorted(graph)[:100]
    page = graph_page(graph, corpus, ontology, _HEADING, groups=groups, opened=opened, placed=placed, webgl=True)
    ours.write_text(page, encoding="utf-8")
    theirs.write_text(offline(pyvis_page(renamed(graph, placed), still=True)), encoding="utf-8")
    with chromium() as browser:
        panned = [
            (
                *panning(browser, ours, bench.sizes.steps),
                *panning_pyvis(browser, theirs, bench.sizes.steps),
                *panning(browser, ours, bench.sizes.steps, edges=True),
            )
            for _ in range(2)
        ]
    mine, frames, other, frames_pyvis, edged, _ = (statistics.median(column) for column in zip(*panned, strict=True))
    note = (
        f"{len(graph):,} nodes, {graph.number_of_edges():,} edges; {frames:.0f} frames, of pyvis {frames_pyvis:.0f}; "
        f"ours hides edges while it moves, as the product does; with edges in every frame {other / edged:.1f} times"
    )
    return [Ratio("panning: main-thread milliseconds a frame, pyvis' over ours", "≥ 4", other / mine, note)]


def building(bench: Bench) -> list[Ratio]:
    """Compare making the graph from statements with making it from rows of rdflib."""
    corpus, ontology = bench.large, bench.real[1]
    stored = rdflib_graph(corpus, ontology)
    text = edge_query(ontology)
    asked: list[object] = []

    def ask() -> None:
        asked[:] = [stored.query(NODE_QUERY), stored.query(text)]
        for rows in asked:
            len(rows)  # type: ignore[arg-type]

    querying = statistics.median(seconds(ask) for _ in range(min(2, bench.sizes.runs)))
    a, b = medians(
        lambda: multigraph(corpus, ontology),
        lambda: graph_of_rows(*asked),  # type: ignore[arg-type]
        bench.sizes.runs,
    )
    graph, other = multigraph(corpus, ontology), graph_of_rows(*asked)  # type: ignore[arg-type]
    note = (
        f"{graph.number_of_edges():,} edges ({other.number_of_edges():,} from rows, with fewer attributes); "
        f"of rows that are there already it is {b / a:.2f} times"
    )
    return [
        Ratio("statements to MultiDiGraph: speed over rdflib, query and rows", "≥ 2.5", (querying + b) / a, note),
    ]


def layouts(bench: Bench) -> list[Ratio]:
    """Compare the layout with the one of networkx."""
    _, full, graph = bench.thinned(bench.sizes.page)
    groups = gather(graph, full)
    ours = statistics.median(seconds(lambda: layout(graph)) for _ in range(3))
    grouped = statistics.median(seconds(lambda: layout(graph, groups)) for _ in range(3))
    theirs = seconds(lambda: nx.spring_layout(graph, iterations=50, seed=SEED))
    note = f"{len(graph):,} nodes as one group; gathered by place, as pages are, {theirs / grouped:.1f} times"
    return [Ratio("layout: speed over `networkx.spring_layout`, 50 iterations", "≥ 15", theirs / ours, note)]


def measuring(bench: Bench) -> list[Ratio]:
    """Compare betweenness and communities with plain networkx, and PageRank apart."""
    graph = multigraph(bench.large, bench.real[1])
    quiet = Asked(graph, tell=lambda _: None, samples=SAMPLES)

    def ours() -> None:
        measure_table(quiet, find_measures(("betweenness", "communities")))

    def theirs() -> None:
        plain = nx.Graph(graph)
        nx.betweenness_centrality(plain, k=SAMPLES, seed=SEED)
        nx.community.louvain_communities(plain, seed=SEED)

    ours()
    mine, other = statistics.median(seconds(ours) for _ in range(min(3, bench.sizes.runs))), seconds(theirs)
    flat = nx.DiGraph(graph)
    a, b = medians(lambda: fast.pagerank(graph), lambda: nx.pagerank(flat, alpha=DAMPING, tol=1e-10), bench.sizes.runs)
    converting = statistics.median(seconds(lambda: fast.converted(graph, directed=True)) for _ in range(3))
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges"
    note = f"{size}; {SAMPLES} pivots; conversion and the table included"
    return [
        Ratio("sampled betweenness and communities: speed over plain networkx", "≥ 8", other / mine, note),
        Ratio(
            "PageRank: speed over networkx, conversion included",
            "",
            b / a,
            f"conversion apart {b / max(a - converting, 1e-6):.1f} times",
        ),
    ]


PARTS: Final[Mapping[str, Callable[[Bench], list[Ratio]]]] = {
    "page": pages,
    "drawing": drawings,
    "panning": pannings,
    "building": building,
    "layout": layouts,
    "measures": measuring,
}
ABOUT: Final = (
    "Graphs are copies of the real data under new names; pyvis is 0.3.2 as it stands, with `cdn_resources` in line and "
    "two attributes of edges renamed that it takes for its own; in Chromium its links to other hosts are taken out. "
    "`pictures.py` makes this table."
)


def main() -> None:
    """Measure, print, and write the table where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=())
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    found: list[Ratio] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(QUICK if given.quick else Sizes(), Path(folder))
        for name in given.only or PARTS:
            found += PARTS[name](bench)
            gc.collect()
    report("The graph layer", ABOUT, found, None if given.only else given.output)


if __name__ == "__main__":
    main()

"""Measure the graph layer against stock pyvis, rdflib's rows and plain networkx, in one run; write a table of ratios.

usage: pictures.py [--quick] [--only NAME ...] [-o RESULTS.md]

The graphs are copies of the real data under new names (`generate.copied_reading`). `--quick` takes small sizes, to see
that everything runs; `--only` measures a part and does not write.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import networkx as nx
from browser import (
    STEPS,
    chromium,
    first_drawing,
    first_drawing_pyvis,
    first_frame_pyvis,
    panning,
    panning_pyvis,
    step_and_afresh,
)
from generate import copied, copied_reading, stored
from ratios import RUNS, Ratio, cpu_medians, least, medians, report, seconds
from stock import NODE_QUERY, edge_query, graph_of_rows, offline, pyvis_page, rdflib_graph, renamed

from kg.build import derive, load_project
from kg.dataset import build_quads
from kg.finding.names import sounds
from kg.model import Corpus
from kg.network import Graph, Selection, fast, gather, most_linked, multigraph, select
from kg.network.measures import Asked, find_measures, measure_table
from kg.network.plain import DAMPING, SEED
from kg.ontology import Ontology
from kg.project import locate
from kg.reading.said import Reading
from kg.reading.whole import whole
from kg.render.graph_page import Caption, Opening, View, graph_page
from kg.render.layout import layout
from kg.render.part import OPEN
from kg.store import OxigraphStore

ROOT: Final = Path(__file__).parents[1]
_MEGABYTE: Final = 1_000_000
_PIVOTS: Final = 256  # of sampled betweenness, on both sides
_CAPTION: Final = Caption(("图", "A graph"))
_STEP_WORDS: Final = {
    "filter": "a filter",
    "year": "a step of the years",
    "expansion": "an expansion of the largest hub",
}
_VILLAGE: Final = "place:叶家堰-330603"


@dataclass(frozen=True)
class Sizes:
    """Nodes of page, drawing, steps and drag, edges of what is computed, moves of a drag, runs of a job.

    `copies` is how many times the real data the large store holds.
    """

    page: int = 5_000
    drawing: int = 500
    stepping: int = 1_000
    panning: int = 50_000
    edges: int = 100_000
    steps: int = 60
    runs: int = RUNS


QUICK: Final = Sizes(1_000, 150, 300, 2_500, 5_000, 5, 2)


@dataclass(frozen=True)
class Bench:
    """What is measured on: the real data and copies of it."""

    sizes: Sizes
    folder: Path

    @cached_property
    def corpus(self) -> tuple[Corpus, Ontology]:
        """The project's own data as its files have it."""
        return load_project(locate(ROOT))

    @cached_property
    def store(self) -> OxigraphStore:
        """The project's own data in a store in memory."""
        made = OxigraphStore.memory()
        made.extend(build_quads(*self.corpus))
        derive(made, locate(ROOT).ontology / "derive")
        return made

    @cached_property
    def real(self) -> tuple[Reading, Ontology]:
        """The project's own data as the store gives it."""
        return whole(self.store, self.corpus[1]), self.corpus[1]

    def pinyin(self, graph: Graph) -> dict[str, str]:
        """Return the pinyin of the nodes of a graph of copies."""
        reading, _ = self.real
        known = sounds(reading.entities, self.store)
        return {iri: known.get(iri.rpartition("_")[0], "") for iri in graph}

    def thinned(self, nodes: int) -> tuple[Reading, Graph, Graph]:
        """Return three of every five statements of as many copies as it takes, the whole graph, and so many nodes.

        Thinned, because the real graph has more edges a node than the measure asks for.
        """
        reading, ontology = self.real
        many = copied_reading(reading, -(-nodes // 726))
        some = replace(many, said=tuple(one for n, one in enumerate(many.said) if n % 5 < 3))  # noqa: PLR2004
        full = multigraph(some, ontology)
        return some, full, most_linked(full, nodes)

    @cached_property
    def copies(self) -> int:
        """How many copies have the wanted number of edges."""
        return -(-self.sizes.edges // multigraph(*self.real).number_of_edges())


def readings(bench: Bench) -> list[Ratio]:
    """Compare the CPU time of whole processes: of a village's page, and of imports."""
    small = bench.folder / "small"
    stored(1, small)
    drawn = ["-m", "kg", "graph", _VILLAGE, "--store", str(small), "-o", str(bench.folder / "a.html"), "--quiet"]
    page, imports = cpu_medians(drawn, ["-c", "import pyvis.network, networkx"], bench.sizes.runs)
    return [Ratio("`kg graph` around a village, CPU: over `import pyvis.network, networkx`", "≤ 3", page / imports)]


def pages(bench: Bench) -> list[Ratio]:
    """Compare writing the page with stock pyvis; how large the page is without what carries the evidence."""
    reading, _, graph = bench.thinned(bench.sizes.page)
    groups, spoken = gather(graph, reading), bench.pinyin(graph)
    view = View(groups, placed=layout(graph, groups))
    drawn = renamed(graph)
    made: list[str] = []

    def ours() -> None:
        made[:] = [graph_page(graph, reading, bench.real[1], _CAPTION, view, spoken)]

    a, b = least(ours, lambda: pyvis_page(drawn), bench.sizes.runs)
    size = len(made[0].encode()) / _MEGABYTE
    told = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges"
    return [
        Ratio(
            "a page, layout and pinyin given, user CPU, least of five: speed over stock pyvis, `from_nx` and "
            "`generate_html`",
            "≥ 2",
            b / a,
            told,
        ),
        Ratio("a page with all evidence and the table for readers without scripts: MB", "≤ 3", size),
    ]


def drawings(bench: Bench) -> list[Ratio]:
    """Compare the first drawing in Chromium with that of stock pyvis, its default physics on."""
    reading, ontology = bench.real
    graph = most_linked(select(multigraph(reading, ontology), Selection()), bench.sizes.drawing)
    ours, theirs = bench.folder / "ours.html", bench.folder / "pyvis.html"
    view = View(gather(graph, reading))
    ours.write_text(graph_page(graph, reading, ontology, _CAPTION, view, bench.pinyin(graph)), encoding="utf-8")
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


def steps(bench: Bench) -> list[Ratio]:
    """Compare a filter, a year step and an expansion on an open page with opening the same view afresh, CPU of both."""
    reading, _, graph = bench.thinned(bench.sizes.stepping)
    path = bench.folder / "steps.html"
    view = View(gather(graph, reading), 80, opening=Opening(2, posts=False, others=False, places=False))
    text = graph_page(graph, reading, bench.real[1], _CAPTION, view, bench.pinyin(graph))
    path.write_text(text, encoding="utf-8")
    hub = graph.nodes[max(graph, key=lambda iri: (graph.degree(iri), iri))]["id"]
    found = []
    with chromium() as browser:
        for name, act in STEPS.items():
            pairs = [step_and_afresh(browser, path, hub, act) for _ in range(bench.sizes.runs)]
            step, afresh = (min(column) for column in zip(*pairs, strict=True))
            note = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges; the least of {len(pairs)} runs"
            found.append(
                Ratio(
                    f"page: {_STEP_WORDS[name]}, main-thread CPU against the view afresh", "≤ 0.5", step / afresh, note
                )
            )
    return found


def openings(bench: Bench) -> list[Ratio]:
    """Compare opening everything, up to the first view, with stock pyvis that draws all nodes with its physics off."""
    reading, ontology = bench.real
    graph = select(multigraph(reading, ontology), Selection())
    ours, theirs = bench.folder / "whole.html", bench.folder / "pyvis-whole.html"
    groups = gather(graph, reading)
    placed = layout(graph, groups)
    view = View(groups, OPEN, placed=placed, opening=Opening(2, posts=False, others=False, places=False))
    ours.write_text(graph_page(graph, reading, ontology, _CAPTION, view, bench.pinyin(graph)), encoding="utf-8")
    theirs.write_text(offline(pyvis_page(renamed(graph, placed), still=True)), encoding="utf-8")
    with chromium() as browser:
        first_drawing(browser, ours), first_frame_pyvis(browser, theirs)
        pairs = [(first_drawing(browser, ours), first_frame_pyvis(browser, theirs)) for _ in range(bench.sizes.runs)]
    mine, other = (min(column) for column in zip(*pairs, strict=True))
    told = f"{len(graph)} nodes, {graph.number_of_edges()} edges; least of {len(pairs)} each"
    return [Ratio("everything opened in Chromium, to the first view: sooner than pyvis", "≥ 2", other / mine, told)]


def pannings(bench: Bench) -> list[Ratio]:
    """Compare what a drag of everything costs the main thread a frame."""
    real, ontology = bench.real
    size = bench.sizes.panning
    reading = copied_reading(real, size // 974 + 1)  # the nodes of the selected real graph
    graph = most_linked(select(multigraph(reading, ontology), Selection()), size)
    groups = gather(graph, reading)
    placed = layout(graph, groups)
    ours, theirs = bench.folder / "ours.html", bench.folder / "pyvis.html"
    view = View(groups, 100, placed=placed, webgl=True)
    ours.write_text(graph_page(graph, reading, ontology, _CAPTION, view, bench.pinyin(graph)), encoding="utf-8")
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
    corpus, ontology = copied(bench.corpus[0], bench.copies), bench.corpus[1]
    reading = copied_reading(bench.real[0], bench.copies)
    quads = rdflib_graph(corpus, ontology)
    text = edge_query(ontology)
    asked: list[object] = []

    def ask() -> None:
        asked[:] = [quads.query(NODE_QUERY), quads.query(text)]
        for rows in asked:
            len(rows)  # type: ignore[arg-type]

    querying = statistics.median(seconds(ask) for _ in range(min(2, bench.sizes.runs)))
    a, b = medians(
        lambda: multigraph(reading, ontology),
        lambda: graph_of_rows(*asked),  # type: ignore[arg-type]
        bench.sizes.runs,
    )
    graph, other = multigraph(reading, ontology), graph_of_rows(*asked)  # type: ignore[arg-type]
    note = (
        f"{graph.number_of_edges():,} edges ({other.number_of_edges():,} from rows, with fewer attributes); "
        f"of rows that are there already it is {b / a:.2f} times"
    )
    return [
        Ratio("statements to MultiDiGraph: speed over rdflib, query and rows", "≥ 2.5", (querying + b) / a, note),
    ]


def layouts(bench: Bench) -> list[Ratio]:
    """Compare the layout with the one of networkx."""
    reading, _, graph = bench.thinned(bench.sizes.page)
    groups = gather(graph, reading)
    ours = statistics.median(seconds(lambda: layout(graph)) for _ in range(3))
    grouped = statistics.median(seconds(lambda: layout(graph, groups)) for _ in range(3))
    theirs = seconds(lambda: nx.spring_layout(graph, iterations=50, seed=SEED))
    note = f"{len(graph):,} nodes as one group; gathered by place, as pages are, {theirs / grouped:.1f} times"
    return [Ratio("layout: speed over `networkx.spring_layout`, 50 iterations", "≥ 15", theirs / ours, note)]


def measuring(bench: Bench) -> list[Ratio]:
    """Compare betweenness and communities with plain networkx, and PageRank apart.

    At this size communities are one division on both sides; up to 50,000 edges they are a consensus beside null models.
    """
    graph = multigraph(copied_reading(bench.real[0], bench.copies), bench.real[1])

    def ours() -> None:
        asked = Asked(graph, samples=_PIVOTS)  # it keeps what it has computed
        measure_table(asked, find_measures(("betweenness", "communities")))

    def theirs() -> None:
        plain = nx.Graph(graph)
        nx.betweenness_centrality(plain, k=_PIVOTS, seed=SEED)
        nx.community.louvain_communities(plain, seed=SEED)

    ours()
    mine, other = statistics.median(seconds(ours) for _ in range(min(3, bench.sizes.runs))), seconds(theirs)
    flat = nx.DiGraph(graph)
    a, b = medians(lambda: fast.pagerank(graph), lambda: nx.pagerank(flat, alpha=DAMPING, tol=1e-10), bench.sizes.runs)
    converting = statistics.median(seconds(lambda: fast.converted(graph, directed=True)) for _ in range(3))
    size = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges"
    note = f"{size}; {_PIVOTS} pivots; one division on both sides; conversion and the table included"
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
    "reading": readings,
    "page": pages,
    "drawing": drawings,
    "steps": steps,
    "opening": openings,
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

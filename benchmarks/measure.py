"""Measure the ratios that the project keeps, in one run; write them as a table.

usage: measure.py [--quick] [-o RESULTS.md]

Each ratio compares two jobs that are run in turn, A B A B ..., at least five times each after a warm-up; the medians
are divided. Only ratios are kept: seconds belong to a machine, ratios to the program. `--quick` takes small sizes, to
see that everything runs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import rdflib
from generate import write
from ratios import RUNS, Ratio, medians, report, seconds

from kg.build import derive
from kg.project import Project, locate
from kg.questions import CatalogueQuery, bind_names, catalogue, run
from kg.store import OxigraphStore
from kg.tables.table import from_solutions
from kg.terms.namespaces import DERIVED_GRAPH

ROOT: Final = Path(__file__).parents[1]
SLOW: Final = 0.005
ASKED: Final = ("query", "who-led", "--initiative", "先锋书店项目")


def loading(file: Path, folder: Path, runs: int) -> list[Ratio]:
    """Compare loading N-Quads through kg.store with the raw call and with rdflib."""
    counter = iter(range(10_000))

    def disk() -> str:
        return str(folder / f"disk-{next(counter)}")

    def clean() -> None:
        for path in folder.glob("disk-*"):
            shutil.rmtree(path)

    def raw_memory() -> None:
        ox.Store().bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)

    def raw_disk() -> None:
        ox.Store(disk()).bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)

    def kg_memory() -> None:
        OxigraphStore.memory().load(file)

    def kg_disk() -> None:
        OxigraphStore(ox.Store(disk()), "disk").load(file)

    found = []
    for name, ours, theirs in (("memory", kg_memory, raw_memory), ("disk", kg_disk, raw_disk)):
        a, b = medians(ours, theirs, runs)
        clean()
        found.append(Ratio(f"load N-Quads, {name}: speed of kg.store over pyoxigraph's own call", "≥ 0.9", b / a))
    parse = statistics.median(seconds(lambda: rdflib.Dataset().parse(file, format="nquads")) for _ in range(3))
    for name, job, bound in (("memory", kg_memory, "≥ 8"), ("disk", kg_disk, "≥ 3")):
        a = statistics.median(seconds(job) for _ in range(runs))
        clean()
        found.append(Ratio(f"load N-Quads, {name}: speed of kg.store over rdflib.Dataset.parse", bound, parse / a))
    return found


def questions(
    store: OxigraphStore, project: Project
) -> list[tuple[CatalogueQuery, Mapping[str, ox.NamedNode | ox.Literal]]]:
    """Return the catalogue with the parameters of its examples."""
    return [
        (query, bind_names(query, {p.name: p.example for p in query.parameters if p.required}, store, project))
        for query in catalogue(project.queries)
    ]


def asking(store: OxigraphStore, project: Project, runs: int) -> list[Ratio]:
    """Compare each question, up to Python rows, with the same SPARQL on pyoxigraph."""
    slow: list[tuple[float, str]] = []
    overheads: list[float] = []
    for query, values in questions(store, project):
        text = query.bind(values)

        def raw(text: str = text) -> None:
            solutions = store.raw.query(text, use_default_graph_as_union=True)
            if isinstance(solutions, ox.QuerySolutions):
                from_solutions(solutions)

        def ours(query: CatalogueQuery = query, values: Mapping[str, ox.NamedNode | ox.Literal] = values) -> None:
            run(query, store, values)

        a, b = medians(ours, raw, runs)
        if b > SLOW:
            slow.append((a / b, query.name))
        else:
            overheads.append(a - b)
    worst, name = max(slow, default=(1.0, "none"))
    overhead = statistics.median(overheads) * 1000 if overheads else 0.0
    note = f"{len(slow)} questions over 5 ms, the worst is {name}; the others cost {overhead:.2f} ms more in the median"
    return [
        Ratio(
            "a question, parameters bound, up to Python rows, against the same SPARQL on pyoxigraph",
            "≤ 1.2",
            worst,
            note,
        )
    ]


def other_engine(file: Path, store: OxigraphStore, project: Project) -> list[Ratio]:
    """Compare the catalogue with rdflib's own engine on the same quads."""
    plain = rdflib.Dataset(default_union=True)
    plain.parse(data=store.raw.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    ratios = []
    for query, values in questions(store, project):
        text = query.bind(values)
        ours = statistics.median(seconds(lambda q=query, v=values: run(q, store, v)) for _ in range(RUNS))  # type: ignore[misc]
        theirs = seconds(lambda text=text: list(plain.query(text)))  # type: ignore[misc]
        ratios.append(theirs / ours)
    note = f"from {min(ratios):.0f} to {max(ratios):.0f} times; {file.name}"
    return [Ratio("the catalogue: speed over rdflib's own engine, median", "≥ 30", statistics.median(ratios), note)]


def deriving(file: Path, project: Project, folder: Path) -> list[Ratio]:
    """Compare deriving with loading."""
    loads, derivations = [], []
    store = OxigraphStore.memory()
    for n in range(3):
        store = OxigraphStore(ox.Store(str(folder / f"derived-{n}")), "disk")
        loads.append(seconds(lambda s=store: s.load(file)))  # type: ignore[misc]
        derivations.append(seconds(lambda s=store: derive(s, project.ontology / "derive")))  # type: ignore[misc]
    ratio = statistics.median(derivations) / statistics.median(loads)
    made = next(iter(store.raw.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{DERIVED_GRAPH}> {{ ?s ?p ?o }} }}")))[
        "n"
    ].value
    return [Ratio("deriving, against loading", "≤ 2", ratio, f"graph:derived then has {made} quads")]


def processes(runs: int) -> list[Ratio]:
    """Compare whole processes."""

    def started(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    subprocess.run([sys.executable, "-m", "kg", "build", "--quiet"], cwd=ROOT, check=True)
    found = []
    for name, ours, theirs, bound in (
        ("`kg --help` against `import click`", ("-m", "kg", "--help"), ("-c", "import click"), "≤ 1.5"),
        ("`kg query who-led` against `import rdflib`", ("-m", "kg", *ASKED), ("-c", "import rdflib"), "≤ 2"),
    ):
        a, b = medians(started(*ours), started(*theirs), runs)
        found.append(Ratio(name, bound, a / b))
    return found


def measure(*, quick: bool) -> list[Ratio]:
    """Return every ratio."""
    project = locate(ROOT)
    small, large = (60_000, 80_000) if quick else (100_000, 1_000_000)
    runs = 2 if quick else RUNS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small_file, large_file = folder / "small.nq", folder / "large.nq"
        write(small, small_file), write(large, large_file)
        found = loading(small_file, folder, runs)
        found += deriving(large_file, project, folder)
        memory = OxigraphStore.memory()
        memory.load(small_file)
        derive(memory, project.ontology / "derive")
        found += asking(memory, project, runs)
        found += other_engine(small_file, memory, project)
        found += processes(runs)
    return found


def main() -> None:
    """Measure, print, and write the table where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    found = measure(quick=given.quick)
    report("The catalogue and the store", ABOUT, found, given.output)


ABOUT: Final = (
    "Sizes: loading, questions and rdflib's engine at 100,000 quads, deriving at 1 million. "
    "`measure.py` makes this table."
)

if __name__ == "__main__":
    main()

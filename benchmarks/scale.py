"""Measure what grows with the number of statements: building, checking, what is asked of one thing in a large store.

usage: scale.py [--quick] [--only NAME ...] [-o RESULTS.md]

CPU of whole processes, user and system; two jobs run in turn, A B A B ..., after a warm-up, and medians are divided.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from generate import stored, write, write_project
from ratios import RUNS, Ratio, cpu_medians, report, seconds, spent

from kg.build import derive
from kg.project import locate
from kg.questions import CatalogueQuery, catalogue, run
from kg.store import OxigraphStore

ROOT: Final = Path(__file__).parents[1]
# what a build does apart from checking
UNCHECKED: Final = """
import sys
from pathlib import Path
from kg import build
from kg.project import locate
build.check = lambda *_: ()
build.build(locate(Path(sys.argv[1])), Path(sys.argv[2]))
"""
READ: Final = """
import sys
from pathlib import Path
from kg.build import load_project
from kg.project import locate
load_project(locate(Path(sys.argv[1])))
"""
LOADED: Final = """
import sys
import tempfile
import pyoxigraph as ox
with tempfile.TemporaryDirectory(dir=sys.argv[2]) as folder:
    store = ox.Store(folder)
    store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
    store.flush()
"""
VILLAGE: Final = "place:叶家堰-330603"
HUB: Final = "place:柯桥区-330603"
PROGRAMME: Final = "initiative:农村工作指导员制度"
# what is asked of one thing: in the large store of a copy of it
ASKED: Final = (
    ("graph", VILLAGE),
    ("network export", VILLAGE),
    ("network export", HUB),
    ("network measures", VILLAGE),
    ("network measures", HUB),
    ("show", VILLAGE),
    ("show", HUB),
    ("show", PROGRAMME),
    ("query dossier --initiative", PROGRAMME),
    ("query who-led --initiative", PROGRAMME),
    ("chart tenures", "place:谢家坞村-330603"),
    ("chart series --indicator indicator:village-operating-income --measured", "place:谢家坞村-330603"),
    ("chart spread", "initiative:党建联建"),
    ("chart spread -f csv", "initiative:党建联建"),
)
DERIVED: Final = ("lost-text", "namesakes")


@dataclass(frozen=True)
class Sizes:
    """How many copies of the real data, how many quads for the questions, how many runs of each job."""

    copies: int = 20
    quads: int = 1_000_000
    runs: int = RUNS


QUICK: Final = Sizes(2, 80_000, 1)


@dataclass(frozen=True)
class Scale:
    """What is measured on: copies of the real data, as a project and as stores."""

    sizes: Sizes
    folder: Path

    @cached_property
    def project(self) -> Path:
        """The copies as a project."""
        write_project(self.sizes.copies, self.folder / "project")
        return self.folder / "project"

    @cached_property
    def stores(self) -> tuple[Path, Path]:
        """A store of all copies, and one of the first alone."""
        many, one = self.folder / "many", self.folder / "one"
        stored(self.sizes.copies, many), stored(1, one)
        return many, one


def building(scale: Scale) -> list[Ratio]:
    """Compare a build, checks apart, with loading all its quads in one call; and measure its memory."""
    built, quads = scale.folder / "built", scale.folder / "built.nq"
    build = ["-c", UNCHECKED, str(scale.project), str(built)]
    memory = spent(build).megabytes
    store = OxigraphStore(ox.Store.read_only(str(next(built.glob("generation-*")))), str(built))
    count = len(store.raw)
    store.raw.dump(str(quads), format=ox.RdfFormat.N_QUADS)
    ours, theirs = cpu_medians(build, ["-c", LOADED, str(quads), str(scale.folder)], scale.sizes.runs)
    note = f"{count:,} quads; {ours:.1f} against {theirs:.1f} s"
    return [
        Ratio("`kg build`, checks apart, CPU: over loading all its quads in bulk", "≤ 1.7", ours / theirs, note),
        Ratio("`kg build`, checks apart: MB of memory", "≤ 800", memory),
    ]


def checking(scale: Scale) -> list[Ratio]:
    """Measure a check of everything, and compare it with reading the files alone.

    Copies have codes of places that the register does not know, so that the check ends with 1.
    """
    check = ["-m", "kg", "--project", str(scale.project), "check", "--quiet"]
    ours, theirs = cpu_medians(check, ["-c", READ, str(scale.project)], scale.sizes.runs, (0, 1))
    note = f"{spent(check, (0, 1)).megabytes:.0f} MB of memory"
    return [
        Ratio("`kg check`: CPU seconds", "≤ 30", ours, note),
        Ratio("`kg check`, CPU: over reading the files", "≤ 4", ours / theirs),
    ]


def asking(scale: Scale) -> list[Ratio]:
    """Measure the questions that a derivation answers."""
    quads, project = scale.folder / "asked.nq", locate(ROOT)
    store = OxigraphStore.memory()
    write(scale.sizes.quads, quads)
    store.load(quads)
    derive(store, project.ontology / "derive")

    def taken(query: CatalogueQuery) -> float:
        return statistics.median(seconds(lambda: run(query, store, {})) for _ in range(scale.sizes.runs))

    return [
        Ratio(f"`{query.name}` at {scale.sizes.quads:,} quads before derivation: seconds", "≤ 1", taken(query))
        for query in catalogue(project.queries)
        if query.name in DERIVED
    ]


def around(scale: Scale) -> list[Ratio]:
    """Compare what is about one thing in a store of many copies with the same in a store of one."""
    many, one = scale.stores

    def asked(words: str, thing: str, store: Path) -> list[str]:
        written = ["-o", str(scale.folder / "page.html")] if words == "graph" else []
        return ["-m", "kg", *words.split(), thing, "--store", str(store), *written]

    found = []
    for words, thing in ASKED:
        large, small = asked(words, f"{thing}_{scale.sizes.copies // 2}", many), asked(words, thing, one)
        a, b = cpu_medians(large, small, scale.sizes.runs)
        line = f"`kg {words} {thing.partition(':')[2]}`, CPU: in a store of many copies over a store of one"
        found.append(Ratio(line, "≤ 1.3", a / b))
    return found


PARTS: Final[Mapping[str, Callable[[Scale], list[Ratio]]]] = {
    "building": building,
    "checking": checking,
    "asking": asking,
    "around": around,
}
ABOUT: Final = "20 copies of the real data: 27,520 statements in 100 sources. `scale.py` makes this table."


def main() -> None:
    """Measure, print, and write the table where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=())
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scale = Scale(QUICK if given.quick else Sizes(), Path(folder))
        found = [ratio for name in given.only or PARTS for ratio in PARTS[name](scale)]
    report("Many statements", ABOUT, found, None if given.only else given.output)


if __name__ == "__main__":
    main()

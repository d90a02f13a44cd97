"""Files for other programs, opened again by the program, by its library, or by what its documentation says.

networkDynamic and RSiena are in no package of Debian: stand-ins in `standins/` take what their documentation says that
they take, and refuse all else.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import networkx as nx
import pandas as pd
import pytest

from conftest import Run
from kg.errors import UsageError
from kg.model import Corpus
from kg.network import Graph, Selection, multigraph, select
from kg.network.coverage import covered
from kg.network.edges import LATER, AnyGraph
from kg.network.intervals import Life, life_of
from kg.network.listed import EDGE_COLUMNS, NODE_COLUMNS
from kg.network.portable import portable
from kg.network.projections import people_initiatives, people_places, place_tree, shared_people
from kg.network.silence import silence
from kg.network.spells import Censoring, spell
from kg.network.tools import TOOLS, Material, Silence, tool_files
from kg.ontology import Ontology
from kg.reading.said import Reading
from kg.store import Store
from kg.tables.panel import panel_table

STANDINS: Final = Path(__file__).parent / "standins"
PACKAGES: Final = ("igraph", "network")
Edge = dict[str, str]


@pytest.fixture(scope="module")
def graph(reading: Reading, loaded: tuple[Corpus, Ontology]) -> Graph:
    return select(multigraph(reading, loaded[1]), Selection())


@pytest.fixture(scope="module")
def years(store: Store, loaded: tuple[Corpus, Ontology]) -> tuple[int, int]:
    found = covered(store, loaded[1]).years
    assert found
    return found


@pytest.fixture(scope="module")
def what_silence_means(reading: Reading, loaded: tuple[Corpus, Ontology]) -> Silence:
    return silence(reading, loaded[1])


@pytest.fixture(scope="session")
def in_r(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], list[list[str]]]:
    """Return a function that runs R in a folder and returns the rows of tab-separated text that it prints."""
    if not shutil.which("Rscript"):
        pytest.skip("needs R (Debian packages r-cran-igraph and r-cran-network)")
    library = tmp_path_factory.mktemp("r")
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "R_LIBS_USER": str(library), "HOME": str(library)}
    install = ["R", "CMD", "INSTALL", "--no-docs", "--no-test-load", "-l", str(library)]
    packages = [str(path) for path in sorted(STANDINS.iterdir())]
    subprocess.run([*install, *packages], capture_output=True, check=True, env=environment)

    def run(folder: Path, script: str) -> list[list[str]]:
        loads = "".join(f"suppressPackageStartupMessages(library({name}))\n" for name in PACKAGES[1:])
        text = f"{SHOW}{'' if 'igraph' in script else loads}{script}"
        (folder / "test.R").write_text(text, encoding="utf-8")
        ended = subprocess.run(
            ["Rscript", "--vanilla", "test.R"],  # noqa: S607 - wherever R is
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return [line.split("\t") for line in ended.stdout.splitlines()]

    return run


SHOW: Final = 'show <- function(x) write.table(x, sep = "\\t", quote = FALSE, row.names = FALSE, col.names = FALSE)\n'


def write(folder: Path, tool: str, material: Material) -> dict[str, str]:
    files = tool_files(material, tool, str(folder / "net")).files
    for name, content in files.items():
        assert isinstance(content, str)
        Path(name).write_text(content, encoding="utf-8")
    return {Path(name).name: str(content) for name, content in files.items()}


def edges(graph: AnyGraph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    ids = {node: found["id"] for node, found in graph.nodes(data=True)}
    for start, end, key, edge in graph.edges(keys=True, data=True):
        yield ids[start], ids[end], str(key), edge


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# Times: what is known of the two ends.

N, L, R, B, W, U = Censoring  # in the order of the class; W lies within an interval
COVERED: Final = (2003, 2025)
SPELLS: Final = [
    # start, end, sense: censoring, the years that are sure, the years that are possible
    ("2010-01-01", "2012-12-31", "throughout", N, (2010, 2012), (2010, 2012)),
    ("2010-05-04", "2010-05-04", "at", N, (2010, 2010), (2010, 2010)),
    ("2019-01-01", "", "since", R, (2019, 2019), (2019, 2025)),
    ("", "2019-12-31", "until", L, (2019, 2019), (2003, 2019)),
    ("", "2019-12-31", "throughout", L, (2019, 2019), (2003, 2019)),
    ("2022-04-13", "2022-04-13", "attested", B, (2022, 2022), (2003, 2025)),
    ("2021-01-01", "2021-12-31", "as-of", B, (2021, 2021), (2003, 2025)),
    ("2021-11-01", "2022-02-28", "as-of", B, None, (2003, 2025)),
    ("2022-01-01", "2022-12-31", "at", W, (2022, 2022), (2022, 2022)),
    ("2012-01-01", "2022-12-31", "at", W, None, (2012, 2022)),
    ("", "2022-12-31", "at", W, None, (2003, 2022)),
    ("2020-01-01", "", "not-before", W, None, (2020, 2025)),
    ("", "2020-12-31", "not-after", W, None, (2003, 2020)),
    ("", "1999-12-31", "not-after", W, None, (1999, 1999)),
    ("2030-01-01", "", "since", R, (2030, 2030), (2030, 2030)),
    ("", "", "", U, None, (2003, 2025)),
]


@pytest.mark.parametrize(("start", "end", "sense", "censoring", "sure", "possible"), SPELLS)
def test_a_spell_says_what_is_known_of_its_two_ends(
    start: str, end: str, sense: str, censoring: Censoring, sure: tuple[int, int] | None, possible: tuple[int, int]
) -> None:
    found = spell({"start": start, "end": end, "time_sense": sense, "time": "", "source": ""})
    assert (found.first, found.last, found.censoring) == (start, end, censoring)
    assert (found.years(COVERED), found.years(COVERED, possible=True)) == (sure, possible)


def test_sure_years_are_among_the_possible_ones_and_no_edge_is_counted_twice(
    graph: Graph, years: tuple[int, int]
) -> None:
    found = [spell(edge) for *_, edge in edges(graph)]
    assert Counter(one.censoring for one in found) == {N: 26, L: 25, R: 69, B: 148, W: 483, U: 1139}
    for one in found:
        first, last = one.life.possible_years(years)
        certain = one.life.certain_years or (1, 0)
        assert first <= last
        for year in range(years[0], years[1] + 1):  # as slices of one year have it
            assert one.life.is_possible_in(year, year) == (first <= year <= last)
            assert one.life.is_certain_in(year, year) == (certain[0] <= year <= certain[1])
            assert one.life.is_possible_in(year, year) or not one.life.is_certain_in(year, year)


# networkx and whatever takes its graphs.


def test_json_for_networkx_needs_no_arguments_and_every_writer_takes_the_graph(graph: Graph, tmp_path: Path) -> None:
    found: Any = nx.node_link_graph(json.loads(write(tmp_path, "networkx", Material(graph))["net.json"]))
    assert (len(found), found.number_of_edges(), found.is_directed()) == (len(graph), graph.number_of_edges(), True)
    read = {str(key): (start, end, edge) for start, end, key, edge in found.edges(data=True, keys=True)}
    twins = {"id": "statement", "source": "article"}
    assert read == {
        key: (start, end, {twins.get(name, name): value for name, value in edge.items()})
        for start, end, key, edge in edges(graph)
    }
    for write_as in (nx.write_graphml, nx.write_gexf, nx.write_gml, nx.write_edgelist, nx.write_adjlist):
        write_as(found, tmp_path / "again")
        assert (tmp_path / "again").stat().st_size > 0


@pytest.mark.parametrize("made_by", [people_initiatives, place_tree, shared_people], ids=lambda f: f.__name__)
def test_a_portable_graph_comes_back_from_graphml_with_its_numbers(
    made_by: Callable[[Graph], AnyGraph], graph: Graph, tmp_path: Path
) -> None:
    made = portable(made_by(graph), language="en")
    nx.write_graphml(made, tmp_path / "net.graphml")
    found: Any = nx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)
    assert dict(found.nodes(data=True)) == {node: dict(said) for node, said in made.nodes(data=True)}
    assert found.number_of_edges() == made.number_of_edges() > 0
    assert found.graph["left_out"].splitlines()[-1] == made.graph["left_out"].splitlines()[-1] != ""
    modes = {found["bipartite"] for _, found in made.nodes(data=True) if "bipartite" in found}
    assert modes == ({0, 1} if made_by is people_initiatives else set())


# Gephi: the two tables, by what its import of spreadsheets takes.


def test_gephi_gets_its_own_names_once_each_and_numbers(graph: Graph, years: tuple[int, int], tmp_path: Path) -> None:
    files = write(tmp_path, "gephi", Material(graph, years))
    assert list(files) == ["net-edges.csv", "net-nodes.csv"]
    rows, nodes = read_csv(files["net-edges.csv"]), read_csv(files["net-nodes.csv"])
    assert list(rows[0])[:8] == ["Source", "Target", "Type", "Weight", "Id", "Label", "Kind", "Timeset"]
    for table in (rows, nodes):
        names = [name.lower() for name in table[0]]
        assert len(set(names)) == len(names)
    assert [(row["Id"], row["Label"]) for row in nodes] == [(d["id"], d["label"]) for _, d in graph.nodes(data=True)]
    assert {
        (row["Source"], row["Target"], row["Id"], row["statement"], row["article"], row["quote"]) for row in rows
    } == {(start, end, key, edge["id"], edge["source"], edge["quote"]) for start, end, key, edge in edges(graph)}
    assert {(row["Type"], row["Weight"]) for row in rows} == {("Directed", "1")}
    # Gephi melts edges of one kind between the same nodes into one
    assert len({(row["Source"], row["Target"], row["Kind"]) for row in rows}) == len(rows)
    times = {row["Id"]: row["Timeset"] for row in rows}
    for *_, key, edge in edges(graph):
        sure = life_of(edge).certain_years
        assert times[key] == (f"<[{sure[0]}-01-01, {sure[1]}-12-31]>" if sure else "")


# igraph.

EDGES_OF_IGRAPH: Final = """library(igraph)
g <- read_graph("net.graphml", format = "graphml")
stopifnot(anyDuplicated(V(g)$name) == 0, is_directed(g) == DIRECTED)
e <- as_data_frame(g, "edges")
show(e[, c("from", "to", "id", "statement", "article", "start", "end", "censoring", "start_year", "end_year")])
"""


def test_igraph_reads_every_edge_with_key_statement_and_years(
    graph: Graph, in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    write(tmp_path, "igraph", Material(graph))
    found = in_r(tmp_path, "library(igraph)\n" + EDGES_OF_IGRAPH.replace("DIRECTED", "TRUE"))

    def year(day: str) -> str:
        return str(int(day[:4])) if day else "NA"

    wanted = [
        [
            *(start, end, key, edge["id"], edge["source"], edge["start"], edge["end"]),
            *(str(spell(edge).censoring), year(edge["start"]), year(edge["end"])),
        ]
        for start, end, key, edge in edges(graph)
    ]
    assert sorted(found) == sorted(wanted)


def test_igraph_takes_a_two_mode_network_for_one(
    graph: Graph, in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    two = people_initiatives(graph)
    write(tmp_path, "igraph", Material(two))
    shown = 'g <- read_graph("net.graphml", format = "graphml")\nstopifnot(is_bipartite(g), is.logical(V(g)$type))\n'
    found = in_r(tmp_path, f"library(igraph)\n{shown}show(cbind(V(g)$name, V(g)$type, V(g)$class))")
    people = {"TRUE": {"Initiative", "Deed"}, "FALSE": {"Person"}}
    assert {name for name, *_ in found} == {node["id"] for _, node in two.nodes(data=True)}
    assert {(type_, class_) for _, type_, class_ in found} == {(t, c) for t, classes in people.items() for c in classes}


# UCINET.


def statements(graph: AnyGraph) -> Counter[tuple[str, str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for start, end, _, edge in edges(graph):
        found[start, end].add(edge["id"])
    return Counter({pair: len(said) for pair, said in found.items()})


def test_igraph_reads_the_file_for_ucinet_with_the_number_of_statements(
    graph: Graph, in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    files = write(tmp_path, "ucinet", Material(graph, language="en"))
    key = {row["ucinet_label"]: row["id"] for row in read_csv(files["net-nodes.csv"])}
    assert len({label.casefold() for label in key}) == len(graph)
    assert max(map(len, key)) == 18
    script = 'library(igraph)\ng <- read_graph("net.dl", format = "dl")\nshow(as_data_frame(g, "edges"))'
    found = {(key[one], key[other]): int(value) for one, other, value in in_r(tmp_path, script)}
    assert found == statements(graph)


def read_dl(text: str) -> tuple[list[str], list[str], dict[tuple[str, str], int]]:
    """Return the labels of rows and columns, and the values, of a two-mode edge list in the DL language.

    The help of UCINET: `NR` and `NC` come before the labels, which are cut at 18 characters and separated by spaces,
    ends of lines, equal signs or commas; edgelist2 counts rows and columns each from 1.
    """
    head, labels, data = re.split(r"row labels:|data:", text)
    sizes = dict(re.findall(r"(nr|nc)\s*=\s*(\d+)", head))
    assert re.search(r"format\s*=\s*edgelist2", head)
    rows, across = (re.split(r"[\s,=]+", part.strip()) for part in labels.split("column labels:"))
    assert (len(rows), len(across)) == (int(sizes["nr"]), int(sizes["nc"]))
    values = [tuple(map(int, line.split())) for line in data.strip().splitlines()]
    return rows, across, {(rows[i - 1], across[j - 1]): value for i, j, value in values}


def test_ucinet_gets_a_two_mode_network_as_rows_and_columns(graph: Graph, tmp_path: Path) -> None:
    two = people_places(graph)
    files = write(tmp_path, "ucinet", Material(two))
    key = {row["ucinet_label"]: row["id"] for row in read_csv(files["net-nodes.csv"])}
    rows, across, found = read_dl(files["net.dl"])
    assert {key[label].partition(":")[0] for label in rows} == {"person"}
    assert {key[label].partition(":")[0] for label in across} <= {"place", "area"}
    assert {(key[one], key[other]): value for (one, other), value in found.items()} == statements(two)


def test_netdraw_gets_attributes_and_a_column_for_each_kind(graph: Graph, tmp_path: Path) -> None:
    lines = write(tmp_path, "ucinet", Material(graph))["net.vna"].splitlines()
    at = lines.index("*tie data")
    assert (lines[0], lines[1], at) == ("*node data", "ID class place level", len(graph) + 2)
    names = lines[at + 1].split()
    ties = [dict(zip(names, line.split(), strict=True)) for line in lines[at + 2 :]]
    by_kind: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for start, end, _, edge in edges(graph):
        by_kind[edge["kind"]].add((start, end, edge["id"]))
    assert names == ["from", "to", "statements", *sorted(by_kind)]
    sums = {kind: sum(int(tie[kind]) for tie in ties) for kind in by_kind}
    assert sums == {kind: len(found) for kind, found in by_kind.items()}


# Pajek.


def test_networkx_reads_the_file_for_pajek_with_every_line(
    graph: Graph, years: tuple[int, int], tmp_path: Path
) -> None:
    files = write(tmp_path, "pajek", Material(graph, years))
    key = {row["vertex_label"]: row["id"] for row in read_csv(files["net-nodes.csv"])}
    found = nx.read_pajek(tmp_path / "net.net")
    assert Counter((key[one], key[other], edge["l"]) for one, other, edge in found.edges(data=True)) == Counter(
        (start, end, edge["predicate"] or edge["slot"] or edge["kind"]) for start, end, _, edge in edges(graph)
    )
    classes = files["net-class.clu"].splitlines()
    names = dict(line.split()[1:] for line in classes if line.startswith("%"))
    of = [names[number] for number in classes[classes.index(f"*Vertices {len(graph)}") + 1 :]]
    assert of == [found["type"] for _, found in graph.nodes(data=True)]


def test_network_reads_the_points_of_time_that_pajek_has(
    graph: Graph, years: tuple[int, int], in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    files = write(tmp_path, "pajek", Material(graph, years))
    ids = [row["id"] for row in read_csv(files["net-nodes.csv"])]
    script = 'n <- read.paj("net-time.net")\nshow(cbind(as.matrix(n, "edgelist"), n %e% "pajekTiming"))'
    found = Counter((ids[int(one) - 1], ids[int(other) - 1], time) for one, other, time in in_r(tmp_path, script))
    sure = [(start, end, life_of(edge).certain_years) for start, end, _, edge in edges(graph)]
    wanted = Counter(
        (start, end, f"[{span[0]}]" if span[0] == span[1] else f"[{span[0]}-{span[1]}]")
        for start, end, span in sure
        if span
    )
    assert found == wanted
    assert sum(wanted.values()) == 593


# statnet.

READ_STATNET: Final = """source("net.R", chdir = TRUE)
stopifnot(network.edgecount(static) == nrow(edges), network.size(static) == nrow(vertices))
s <- get.network.attribute(dynamic, "edge.spells")
stopifnot(nrow(s) == nrow(spells))
show(cbind(as.matrix(static, "edgelist"), static %e% "key", static %e% "onset", static %e% "terminus",
           static %e% "onset.censored", static %e% "terminus.censored", static %e% "censoring"))
write("--", stdout())
show(s)
"""


TIMES: Final = [
    # start, end, sense: onset, terminus, whether each is censored, how
    ("2010-01-01", "2012-12-31", "throughout", "2010-01-01", "2013-01-01", "FALSE", "FALSE", "none"),
    ("2019-03-01", "", "since", "2019-03-01", "2020-01-01", "FALSE", "TRUE", "right"),
    ("", "2019-06-30", "until", "2019-01-01", "2019-07-01", "TRUE", "FALSE", "left"),
    ("2022-04-13", "2022-04-13", "attested", "2022-04-13", "2022-04-14", "TRUE", "TRUE", "both"),
    ("2022-01-01", "2022-12-31", "at", "2022-01-01", "2023-01-01", "TRUE", "TRUE", "interval"),
    ("2012-01-01", "2022-12-31", "at", "NA", "NA", "TRUE", "TRUE", "interval"),
    ("", "", "", "NA", "NA", "TRUE", "TRUE", "undated"),
]


def day(text: str) -> str:
    return text if text == "NA" else str((date.fromisoformat(text) - date(1970, 1, 1)).days)


def test_statnet_gets_each_time_with_what_is_censored(
    in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    write(tmp_path, "statnet", Material(small(*(("甲", "乙", *case[:3]) for case in TIMES)), COVERED))
    found = in_r(tmp_path, READ_STATNET)
    said, (_, *spells) = found[: len(TIMES)], found[len(TIMES) :]
    assert said == [["1", "2", str(n), day(one), day(two), *rest] for n, (_, _, _, one, two, *rest) in enumerate(TIMES)]
    assert spells == [[day(case[3]), day(case[4]), "1", "2"] for case in TIMES if case[3] != "NA"]


def test_statnet_makes_a_network_and_a_dynamic_one(
    graph: Graph, years: tuple[int, int], in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    files = write(tmp_path, "statnet", Material(graph, years))
    ids = [row["vertex.names"] for row in read_csv(files["net-vertices.csv"])]
    rows = in_r(tmp_path, READ_STATNET)
    apart = rows.index(["--"])
    shown = {row[2]: (ids[int(row[0]) - 1], ids[int(row[1]) - 1], *row[3:]) for row in rows[:apart]}
    assert {key: row[:2] for key, row in shown.items()} == {key: (a, b) for a, b, key, _ in edges(graph)}
    assert len(rows) - apart - 1 == 593
    assert {len(row) for row in rows[apart + 1 :]} == {4}


def test_statnet_takes_what_may_be_with_open_ends_when_asked(
    graph: Graph, years: tuple[int, int], in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    write(tmp_path, "statnet", Material(graph, years, possible=True))
    rows = in_r(tmp_path, READ_STATNET)
    spells = rows[rows.index(["--"]) + 1 :]
    assert len(spells) == graph.number_of_edges()
    found = [spell(edge) for *_, edge in graph.edges(data=True)]
    open_start = sum(not one.first or one.censoring is B for one in found)
    open_end = sum(not one.last or one.censoring is B for one in found)
    assert sum(row[0] == "-Inf" for row in spells) == open_start > 0
    assert sum(row[1] == "Inf" for row in spells) == open_end > 0


def test_statnet_takes_a_two_mode_network_without_direction(
    graph: Graph, years: tuple[int, int], in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    two = people_initiatives(graph)
    write(tmp_path, "statnet", Material(two, years))
    script = 'source("net.R", chdir = TRUE)\nshow(cbind(static %n% "bipartite", is.directed(static), nrow(spells)))'
    people = sum(found["type"] == "Person" for _, found in two.nodes(data=True))
    dated = sum(life_of(edge).certain_years is not None for *_, edge in two.edges(data=True))
    assert in_r(tmp_path, script) == [[str(people), "0", str(dated)]]


# RSiena: a story in full, then the project's data against the panels.


def small(*said: tuple[str, str, str, str, str]) -> Graph:
    made: Graph = nx.MultiDiGraph(left_out=[], cut=0, locations=())
    for name in ("甲", "乙", "丙", "丁"):
        made.add_node(name, **dict.fromkeys(NODE_COLUMNS, "") | {"id": name, "label": name, "type": "Body"})
    for n, (one, other, start, end, sense) in enumerate(said):
        told = {"id": "" if sense == "code" else f"s{n}", "kind": "relation", "start": start, "end": end}
        made.add_edge(
            one, other, key=str(n), **dict.fromkeys((*EDGE_COLUMNS, *LATER), "") | told | {"time_sense": sense}
        )
    return made


WAVES: Final = small(
    ("甲", "乙", "2010-01-01", "2011-12-31", "throughout"),  # a tie in two waves, none in the third
    ("乙", "甲", "2011-01-01", "", "since"),  # a tie in 2011, and perhaps after
    ("甲", "丙", "", "", ""),  # undated: nobody knows when
    ("丙", "乙", "", "", "code"),  # given by the official code
)
SILENCE: Final = Silence(
    covered={name: frozenset({2010, 2011, 2012}) for name in ("甲", "乙", "丁")} | {"丙": frozenset({2012})},
    exists={"丁": (2011, 2011)},  # founded in 2011, dissolved in 2011
)
#        甲    乙    丙    丁   in columns
STORY: Final = {
    "2010": (("0", "1", "NA", "10"), ("0", "0", "NA", "10"), ("NA", "11", "0", "10"), ("10", "10", "10", "0")),
    "2011": (("0", "1", "NA", "0"), ("1", "0", "NA", "0"), ("NA", "11", "0", "NA"), ("0", "0", "NA", "0")),
    "2012": (("0", "0", "NA", "10"), ("NA", "0", "0", "10"), ("0", "11", "0", "10"), ("10", "10", "10", "0")),
}
SHOW_TIES: Final = """source("net.R", chdir = TRUE)
stopifnot(identical(c(unclass(dependent)), c(ties)))
for (w in seq_along(waves)) show(cbind(waves[w], ties[, , w]))
"""


def test_rsiena_tells_no_tie_from_what_is_not_covered_and_from_what_cannot_be(
    in_r: Callable[[Path, str], list[list[str]]], tmp_path: Path
) -> None:
    material = Material(WAVES, (2010, 2012), years=(None, 2012), silence=lambda: SILENCE)
    write(tmp_path, "rsiena", material)
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for wave, *cells in in_r(tmp_path, SHOW_TIES):
        found[wave].append(tuple(cells))
    assert {wave: tuple(rows) for wave, rows in found.items()} == STORY


def matrices(files: Mapping[str, str]) -> dict[str, list[list[str]]]:
    named = {
        name.removeprefix("net-wave-").removesuffix(".txt"): text for name, text in files.items() if "-wave-" in name
    }
    return {wave: [line.split() for line in text.splitlines()] for wave, text in named.items()}


def test_cells_are_counted_by_what_they_mean() -> None:
    material = Material(WAVES, (2010, 2012), years=(None, 2012), silence=lambda: SILENCE)
    counts = {reason[1]: number for reason, number in tool_files(material, "rsiena", "net").counts}
    cells = Counter(
        cell for rows in STORY.values() for i, row in enumerate(rows) for j, cell in enumerate(row) if i != j
    )
    assert counts == {
        "a tie (1)": cells["1"],
        "covered and not said (0)": cells["0"],
        "not covered, or the time is not known (NA)": cells["NA"],
        "no tie is possible (10)": cells["10"],
        "a tie by the official code (11)": cells["11"],
    }


def test_silence_is_missing_when_that_is_asked_for(tmp_path: Path) -> None:
    asked = Material(WAVES, (2010, 2012), years=(None, 2012), silent_is_zero=False, silence=lambda: SILENCE)
    found = matrices(write(tmp_path, "rsiena", asked))
    assert {
        wave: tuple(
            tuple("NA" if cell == "0" and i != j else cell for j, cell in enumerate(row)) for i, row in enumerate(rows)
        )
        for wave, rows in STORY.items()
    } == {wave: tuple(map(tuple, rows)) for wave, rows in found.items()}


def test_the_waves_of_the_data_agree_with_the_panels(
    graph: Graph, years: tuple[int, int], reading: Reading, loaded: tuple[Corpus, Ontology], tmp_path: Path,
    what_silence_means: Silence,
) -> None:  # fmt: skip
    two = people_initiatives(graph)
    files = write(tmp_path, "rsiena", Material(two, years, silence=lambda: what_silence_means))
    served: dict[tuple[str, str], str] = {}
    for by in ("person-year", "initiative-year"):
        table = panel_table(reading, loaded[1], by)
        served |= {(row["unit_id"], row["year"]): row["served"] for row in table.records()}
    ids = [row["id"] for row in read_csv(files["net-nodes.csv"])]
    people = [id_ for id_ in ids if id_.startswith("person:")]
    told: dict[tuple[str, str], list[Life]] = defaultdict(list)
    for start, end, _, edge in edges(two):
        told[start, end].append(life_of(edge))
    counted: Counter[str] = Counter()
    for wave, rows in matrices(files).items():
        assert (len(rows), {len(row) for row in rows}) == (len(people), {len(ids) - len(people)})
        for person, row in zip(people, rows, strict=True):
            for other, cell in zip(ids[len(people) :], row, strict=True):
                counted[cell] += 1
                sure = any(life.is_certain_in(int(wave), int(wave)) for life in told[person, other])
                assert (cell == "1") == sure
                covered_ = [served.get((unit, wave)) != "not covered" for unit in (person, other)]
                if cell == "0":
                    assert all(covered_)
                elif cell == "NA" and not told[person, other] and other.startswith("initiative:"):
                    assert not all(covered_)
    assert set(counted) >= {"0", "1", "NA"}
    assert counted["1"] > 0


def test_a_thing_is_there_from_its_founding_on(what_silence_means: Silence, reading: Reading) -> None:
    founded = {
        one.statement.text("undertaking")
        for one in reading.said
        if one.core[1].endswith("/established") and one.first_day
    }
    assert founded
    assert what_silence_means.exists
    assert all(first is not None and last is None for first, last in what_silence_means.exists.values())


REFUSED: Final = [
    ("all nodes", lambda graph: Material(graph, COVERED), "908 rows and 908 columns are too many for RSiena"),
    ("one wave", lambda _: Material(WAVES, COVERED, years=(2010, 2010)), "RSiena needs two waves, and there is one"),
    ("no time", lambda _: Material(small(), COVERED), "RSiena needs two waves, and there are none"),
]


@pytest.mark.parametrize(("make", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_rsiena_refuses_what_it_cannot_model(make: Callable[[Graph], Material], message: str, graph: Graph) -> None:
    with pytest.raises(UsageError, match=message):
        tool_files(make(graph), "rsiena", "net")


# pathpy.

READ_PATHPY: Final = """import json, pathpy
net = pathpy.TemporalNetwork.read_file("net.csv")
print(json.dumps(net.tedges))
"""


@pytest.mark.parametrize("possible", [False, True])
def test_pathpy_reads_a_contact_for_each_year(
    possible: bool,  # noqa: FBT001 - a case
    graph: Graph,
    years: tuple[int, int],
    tmp_path: Path,
) -> None:
    write(tmp_path, "pathpy", Material(graph, years, possible=possible))
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-X", "utf8", "-c", READ_PATHPY],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    found = Counter(tuple(contact) for contact in json.loads(ended.stdout.splitlines()[-1]))
    wanted = Counter(
        (start, end, year)
        for start, end, _, edge in edges(graph)
        if (span := spell(edge).years(years, possible=possible))
        for year in range(span[0], span[1] + 1)
    )
    assert found == wanted


# The command.

NAMES: Final = [
    # arguments: the files
    (("--for", "gephi", "-o", "a"), ["a-edges.csv", "a-methods.json", "a-nodes.csv"]),
    (("--for", "gephi", "-o", "a.csv"), ["a-edges.csv", "a-methods.json", "a-nodes.csv"]),
    (("--for", "pathpy", "-o", "a.csv"), ["a-methods.json", "a.csv"]),
    (("--for", "igraph", "-o", "a.graphml"), ["a.graphml"]),
    (("--for", "networkx", "-o", "a"), ["a.json"]),
    (("--for", "statnet", "-o", "a.R"), ["a-edges.csv", "a-methods.json", "a-vertices.csv", "a.R"]),
    (("-o", "a.net"), ["a-class.clu", "a-methods.json", "a-nodes.csv", "a-time.net", "a.net"]),
    (("-o", "a.dl"), ["a-methods.json", "a-nodes.csv", "a.dl", "a.vna"]),
    (("--for", "pajek", "-o", "a.zip"), ["a.zip"]),
]


@pytest.mark.parametrize(("arguments", "names"), NAMES, ids=[" ".join(case[0]) for case in NAMES])
def test_the_files_of_a_tool_by_name(arguments: tuple[str, ...], names: list[str], run: Run, tmp_path: Path) -> None:
    ended = run("network", "export", "谢家坞村", *arguments, cwd=tmp_path, store=True)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_an_archive_holds_what_the_script_in_it_looks_for(run: Run, tmp_path: Path) -> None:
    arguments = ("people-place", "--for", "rsiena", "--window", "5", "-o", "waves.zip", "--quiet")
    assert run("network", "project", *arguments, cwd=tmp_path, store=True).returncode == 0
    with zipfile.ZipFile(tmp_path / "waves.zip") as archive:
        names = archive.namelist()
        script = archive.read("waves.R").decode()
        methods = json.loads(archive.read("waves-methods.json"))
    waves = re.search(r"waves <- c\((.*)\)", script)
    assert waves
    assert {f"waves-wave-{name}.txt" for name in re.findall(r'"([^"]+)"', waves[1])} < set(names)
    assert {"waves-nodes.csv", "waves-methods.json"} < set(names)
    asked = {"for": "rsiena", "window": 5, "silence": "no-tie", "projection": "people-place"}
    assert {name: methods["selection"][name] for name in asked} == asked
    assert any("NA" in each["reason"] for each in methods["cells"])
    assert sum(each["number"] for each in methods["cells"]) == sum(
        len(row) for name in names if "-wave-" in name for row in cells_of(tmp_path / "waves.zip", name)
    )


def test_years_bound_the_waves_and_a_tie_without_a_time_is_not_absent_in_them(
    graph: Graph, run: Run, tmp_path: Path
) -> None:
    arguments = ("people-initiative", "--years", "2020..2023", "--for", "rsiena", "-o", "net", "--quiet")
    assert run("network", "project", *arguments, cwd=tmp_path, store=True).returncode == 0
    files = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    ids = [row["id"] for row in read_csv(files["net-nodes.csv"])]
    found = matrices(files)
    assert sorted(found) == ["2020", "2021", "2022", "2023"]
    rows = len(found["2020"])
    undated = {(one, other) for one, other, _, edge in edges(people_initiatives(graph)) if not edge["time_sense"]}
    dated = {(one, other) for one, other, _, edge in edges(people_initiatives(graph)) if edge["time_sense"]}
    cells = {found[w][ids.index(a)][ids.index(b) - rows] for w in found for a, b in undated - dated}
    assert cells == {"NA"}


def test_contacts_are_those_of_the_years_that_are_asked_for(
    graph: Graph, years: tuple[int, int], tmp_path: Path
) -> None:
    files = write(tmp_path, "pathpy", Material(graph, years, possible=True, years=(2010, 2012)))
    assert {row["time"] for row in read_csv(files["net.csv"])} == {"2010", "2011", "2012"}


def cells_of(path: Path, name: str) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive:
        return [line.split() for line in archive.read(name).decode().splitlines()]


WRONG: Final = [
    (("--for", "pajek", "-o", "a.csv"), "a.csv cannot be written as csv", "Known endings: .net, .zip"),
    (("--for", "pajek", "-f", "csv", "-o", "a"), "--for pajek has its own format, not csv", "Leave -f out."),
    (("--for", "statnet"), "statnet needs several files", "Name them: -o NAME.R, or NAME.zip for one."),
    (("--for", "gephi", "--window", "2"), "--window is not for gephi", "It is for: --for rsiena"),
    (("--possible",), "--possible is not for gexf", "It is for: --for gephi, statnet, pajek, pathpy"),
]


@pytest.mark.parametrize(("arguments", "message", "hint"), WRONG, ids=[case[1] for case in WRONG])
def test_a_wish_that_a_tool_cannot_meet_is_refused(
    arguments: tuple[str, ...], message: str, hint: str, run: Run, tmp_path: Path
) -> None:
    ended = run("network", "export", *arguments, cwd=tmp_path, store=True)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"Error: {message}\nHint: {hint}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tool", TOOLS)
def test_tables_for_programs_have_no_mark_and_no_guard(tool: str, tmp_path: Path, years: tuple[int, int]) -> None:
    made = small(("甲", "乙", "2010-01-01", "2012-12-31", "throughout"))
    made.nodes["甲"]["label"] = "=1+1"
    for name, text in write(tmp_path, tool, Material(made, years, silence=lambda: SILENCE)).items():
        assert not text.startswith("\ufeff")
        if name.endswith("nodes.csv"):
            assert "=1+1" in pd.read_csv(io.StringIO(text), dtype=str).to_csv()
            assert "'=1+1" not in text

"""Recompute the network from the flat tables alone and compare with what `kg network` gives.

Own code, networkx and numpy; nothing of `kg` is imported.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import networkx as nx
import recompute_flat as flat
import recompute_measures as measured
from recompute_flat import Edge, Row, Tables

TOLERANCE: Final = 1e-6
FIRST, LAST = 2005, 2025
_SLOTS: Final = {"object", "place", "programme", "servedIn", "occasion", "creditedTo", "concerned"}
_ROOT: Final = Path(__file__).resolve().parent.parent
_HEAD: Final = """# What was recomputed

`python benchmarks/recompute.py` makes this table: every network, slice, path and measure from the flat tables
(`kg export`), by code that shares nothing with `kg.network`, beside what `kg network` gives. *Equal* means all values,
to 1e-6; where the numbers are counts, every single item is compared and not their number alone.

| quantity | recomputed | `kg network` | equal | remark |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Line:
    """One line of the report."""

    name: str
    ours: str
    theirs: str
    equal: bool
    remark: str = ""

    def __str__(self) -> str:
        """Return the line as a row of a Markdown table."""
        return f"| {self.name} | {self.ours} | {self.theirs} | {'yes' if self.equal else '**no**'} | {self.remark} |"


@dataclass(frozen=True)
class Program:
    """The program under test: its words and its store; answers are kept in a folder, if there is one."""

    store: Path | None
    kept: Path | None

    def __call__(self, *words: str) -> str:
        """Return what the program writes to standard output."""
        file = self.kept and self.kept / ("_".join(words).replace("/", "-").replace(":", "-")[:180] + ".txt")
        if file and file.exists():
            return file.read_text(encoding="utf-8")
        store = ["--store", str(self.store)] if self.store else []
        command = [sys.executable, "-m", "kg", *words, *store, "--quiet"]
        words_of = {**os.environ, "KG_LANG": "en"}
        text = subprocess.run(command, check=True, capture_output=True, text=True, env=words_of).stdout
        if file:
            file.write_text(text, encoding="utf-8")
        return text

    def rows(self, *words: str) -> list[Row]:
        """Return the rows of a table that the program writes."""
        return flat.rows(self("network", *words, "-f", "csv"))


@dataclass
class Report:
    """The program, the tables, what was found so far."""

    program: Program
    tables: Tables
    edges: list[Edge]
    nodes: dict[str, dict[str, Any]]
    lines: list[Line] = field(default_factory=list)

    def items(self, name: str, ours: Iterable[Hashable], theirs: Iterable[Hashable], remark: str = "") -> None:
        """Compare two multisets, item by item."""
        mine, other = Counter(list(ours)), Counter(list(theirs))
        apart = (mine - other).total(), (other - mine).total()
        told = f"only recomputed {apart[0]}, only kg {apart[1]}" if any(apart) else ""
        note = "; ".join(filter(None, (told, remark)))
        self.lines.append(Line(name, str(mine.total()), str(other.total()), not any(apart), note))

    def values(
        self, name: str, ours: Mapping[Any, float], theirs: Mapping[Any, float], remark: str = "", shown: str = ""
    ) -> None:
        """Compare two tables of values, key by key, to the tolerance; `shown` is the key whose value is printed."""
        missing = set(ours) ^ set(theirs)
        off = {key: abs(ours[key] - theirs[key]) for key in set(ours) & set(theirs)}
        apart = sum(value > TOLERANCE for value in off.values())
        told = f"{len(missing)} keys on one side, {apart} values apart" if missing or apart else ""
        sides = [f"{of[shown]:.6f}" if shown else f"{len(of)} values" for of in (ours, theirs)]
        far = f"largest difference {max(off.values(), default=0):.1e}"
        note = "; ".join(filter(None, (told, far, remark)))
        self.lines.append(Line(name, sides[0], sides[1], not (missing or apart), note))


def _ends(row: Row) -> tuple[str, str]:
    return row["from"], row["to"]


def _pair(row: Row) -> tuple[str, str]:
    return min(_ends(row)), max(_ends(row))


def base(report: Report) -> None:
    """Compare the multigraph and its simple graphs."""
    given = report.program.rows("export")
    ours = report.edges
    note = "the tables do not name the slot of a counterpart: the key is compared by statement"
    plain = [(*edge.ends, edge.statement) for edge in ours]
    report.items("base edges (from, to, statement)", plain, [(*_ends(row), row["statement"]) for row in given], note)
    course = [(*edge.ends, edge.statement) for edge in ours if edge.slot == "programme"]
    said = [(*_ends(row), row["statement"]) for row in given if row["slot"].split("-", maxsplit=1)[0] == "programme"]
    report.items("edges to a programme", course, said, "from the object or, where there is none, the subject")
    mine = [(*edge.ends, edge.statement, *edge.time, edge.counted, edge.spans) for edge in ours]
    columns = ("statement", "start", "end", "time_sense", "counted_in", "spans")
    theirs = [(*_ends(row), *(row[column] for column in columns)) for row in given]
    report.items("base edges, with time, set and spans", mine, theirs)
    sure = [(*edge.ends, edge.statement, edge.certainty) for edge in ours if edge.slot in _SLOTS]
    named = [row for row in given if row["slot"].split("-", maxsplit=1)[0] in _SLOTS]
    sure_said = [(*_ends(row), row["statement"], row["certainty"]) for row in named]
    report.items("base edges, certainty", sure, sure_said, "all but counterparts, whose slot the tables do not name")
    ours_simple = flat.simple(ours)
    for at, weight in enumerate(("statements", "passages", "sources")):
        rows = report.program.rows("export", "--simple", "--weight", weight)
        theirs_simple = {_ends(row): float(row["weight"]) for row in rows}
        weights = {pair: counts[at] for pair, counts in ours_simple.items()}
        report.values(f"simple graph, weight {weight}", weights, theirs_simple)


def selections(report: Report) -> None:
    """Compare what is selected: by year, what is stated alone, what a set counts."""
    narrow = report.program.rows("export", "--years", "2010..2015")
    ours = [edge for edge in report.edges if flat.years(edge, "default", 2010, 2015)]
    _edges(report, "export --years 2010..2015", ours, narrow)
    stated = [edge for edge in report.edges if edge.slot in _SLOTS and edge.certainty == "stated"]
    given = report.program.rows("export", "--stated-only")
    named = [row for row in given if row["slot"].split("-", maxsplit=1)[0] in _SLOTS]
    mine = [(*edge.ends, edge.statement, *flat.stated_time(edge, report.tables)) for edge in stated]
    theirs = [(*_ends(row), row["statement"], row["start"], row["end"], row["time_sense"]) for row in named]
    report.items("export --stated-only, with times", mine, theirs, "all but counterparts; an inferred time is empty")
    for least in flat.SETS:
        sets = flat.SETS[: flat.SETS.index(least) + 1]
        for on, edges in two_mode_networks(report).items():
            if on != "people-place":
                rows = report.program.rows("project", on, "--capacity", least)
                _edges(report, f"{on} --capacity {least}", [edge for edge in edges if edge.counted in sets], rows)


def _edges(report: Report, name: str, ours: Iterable[Edge], given: list[Row], remark: str = "") -> None:
    mine = [(*edge.ends, edge.statement) for edge in ours]
    report.items(name, mine, [(*_ends(row), row["statement"]) for row in given], remark)


Shared = dict[tuple[str, str, str], list[Edge]]


def projections(report: Report) -> dict[str, Shared]:
    """Compare every projection; return those of one mode that are shared things."""
    for name, edges in two_mode_networks(report).items():
        rows = report.program.rows("project", name)
        _edges(report, name, edges, rows)
    placed = flat.people_place(report.tables, report.edges)
    found = {"shared-place": flat.shared(placed), "shared-person": flat.shared(placed, 1)}
    for name, ours in found.items():
        _shared(report, name, ours, report.program.rows("project", name))
    for least in (*flat.SETS, "any"):
        rows = report.program.rows("project", "co-leadership", "--set", least)
        _shared(report, f"co-leadership {least}", flat.led(report.edges, least), rows)
        rows = report.program.rows("project", "co-leadership", "--set", least, "--groups")
        ours = flat.led(report.edges, least, ("person", "group"))
        given = [(*_pair(row), row["shared"]) for row in rows]
        note = "" if Counter(list(ours)) == Counter(given) else "kg takes a group that is a programme for one that acts"
        report.items(f"co-leadership {least} --groups (pair, thing shared)", ours, given, note)
    rows = report.program.rows("project", "people")
    for layer, pairs in flat.layers(report.edges).items():
        given = [(*_pair(row), row["shared"] or row["statement"]) for row in rows if row["layer"] == layer]
        report.items(f"people, layer {layer}", pairs, given)
    return found


def two_mode_networks(report: Report) -> dict[str, list[Edge]]:
    """Return the recomputed networks of two modes."""
    undertakings, involved = {"initiative", "deed"}, {"involvement"}
    acts = [edge for edge in report.edges if edge.slot == "object"]  # a programme is no actor's undertaking
    return {
        "people-initiative": flat.two_mode(report.edges, {"person"}, undertakings, involved),
        "body-initiative": flat.two_mode(acts, {"body"}, undertakings, involved),
        "people-place": flat.people_place(report.tables, report.edges),
    }


def _shared(report: Report, name: str, ours: Shared, given: list[Row]) -> None:
    report.items(f"{name} (pair, thing shared)", ours, [(*_pair(row), row["shared"]) for row in given])
    behind = [(k, flat.passages([e.passage for e in of]), flat.overlap(k, of)) for k, of in ours.items()]
    told = [((*_pair(row), row["shared"]), int(row["passages"]), row["overlap"]) for row in given]
    report.items(f"{name}, passages and overlap", behind, told)
    members: dict[str, set[str]] = defaultdict(set)
    for one, other, thing in ours:
        members[thing] |= {one, other}
    newman = {key: 1 / (len(members[key[2]]) - 1) for key in ours}
    said = {(*_pair(row), row["shared"]): float(row["newman"]) for row in given}
    report.values(f"{name}, Newman's weight", newman, said)


def _measured(rows: list[Row], name: str) -> dict[tuple[str, str], float]:
    """Return the values of one measure, by node and, where it has several, detail."""
    mine = [row for row in rows if row["measure"] == name and row["value"]]
    if name in {"components", "communities"}:
        return {(str(rank), ""): float(row["value"]) for rank, row in enumerate(mine, 1)}
    several = name in {"degree", "brokerage"}
    return {(row["id"], row["detail"] if several else ""): float(row["value"]) for row in mine}


def measures(report: Report, shared: Mapping[str, Shared]) -> None:
    """Compare every measure: of the whole, of the networks of one mode, of those of two."""
    rows = report.program.rows("measures", "--of", "all", "--top", "0")
    whole = measured.graph(edge.ends for edge in report.edges)
    report.values("degree by capacity", measured.degree(report.edges), _measured(rows, "degree"))
    for name, ours in (
        ("betweenness", measured.ranked(nx.betweenness_centrality(whole))),
        ("components", measured.sizes(whole)),
    ):
        report.values(name, ours, _measured(rows, name), f"on {len(whole)} nodes that are neither places nor areas")
    total = sum(_measured(rows, "communities").values())
    note = "sizes alone: members are not in the table"
    report.items("communities, nodes in all", range(len(whole)), range(round(total)), note)
    _assortativity(report, rows)
    theirs = Counter((row["id"], row["detail"], row["value"]) for row in rows if row["measure"] == "turnover")
    posts = measured.turnover(report.tables, report.edges)
    report.items("turnover (post, detail, value)", posts.elements(), theirs.elements())
    places = {node: told.get("place_id", "") for node, told in report.nodes.items()}
    people = [_ends(row) for row in report.program.rows("project", "people")]
    for on, pairs in {"people": people, **{name: [key[:2] for key in of] for name, of in shared.items()}}.items():
        rows = report.program.rows("measures", "--on", on, "--of", "all", "--top", "0")
        for name, ours in {**measured.one_mode(pairs), "brokerage": measured.brokerage(pairs, places)}.items():
            note = "the place of a node is taken from kg" if name == "brokerage" else ""
            report.values(f"{on}: {name}", ours, _measured(rows, name), note)
    for on, edges in two_mode_networks(report).items():
        rows = report.program.rows("measures", "--on", on, "--of", "all", "--top", "0")
        _two_modes(report, on, edges, rows)


def _two_modes(report: Report, on: str, edges: list[Edge], rows: list[Row]) -> None:
    within = {node for node, _ in _measured(rows, "two-mode-eigenvector")}
    pairs = [edge.ends for edge in edges]
    report.values(f"{on}: degree", measured.degree(edges), _measured(rows, "degree"))
    sizes = [len(part) for part in nx.connected_components(measured.graph(pairs, places=True))]
    many = sizes.count(max(sizes))
    first = "body:" if on.startswith("body") else "person:"
    for name, ours in measured.two_modes(pairs, first, within).items():
        note = f"{many} components are largest: in the one of kg" if many > 1 and name.endswith("vector") else ""
        report.values(f"{on}: {name}", ours, _measured(rows, name), note)


def _assortativity(report: Report, rows: list[Row]) -> None:
    of = report.nodes
    levels = {node: of.get(told.get("place_id", ""), {}).get("level", "") for node, told in of.items()}
    placed = {row["id"] for row in report.tables.statements if row["place_id"]}
    ours = measured.assortativity(report.edges, placed, levels)
    row = next(row for row in rows if row["measure"] == "assortativity")
    counts = ", ".join(f"{name} {value:g}" for name, value in ours.items() if name != "value")
    note = f"{counts}; kg: {row['detail']}; the place of a node is taken from kg"
    report.values("assortativity", {"": ours["value"]}, {"": float(row["value"])}, note.replace("|", "/"))


def slices(report: Report) -> None:
    """Compare the slices of each reading, of all years and of some: a slice is the same whatever years are asked."""
    for reading in ("default", "certain", "possible", "default undated", "possible undated"):
        _slices(report, reading, FIRST, LAST)
    for reading in ("default", "possible undated"):
        _slices(report, reading, 2010, 2012)


def _slices(report: Report, reading: str, first: int, last: int) -> None:
    """Compare nodes, people, edges, statements and sources of every year, and what it has of the year before."""
    option = [f"--{name}" for name in reading.split() if name != "default"]
    rows = report.program.rows("slices", "--years", f"{first}..{last}", *option)
    ours: dict[tuple[str, str], float] = {}
    before: set[frozenset[str]] = set()
    years = {edge: flat.years(edge, reading, first, last) for edge in report.edges}
    for year in range(first, last + 1):
        of = [edge for edge in report.edges if year in years[edge]]
        nodes = {end for edge in of for end in edge.ends}
        counts = {
            "nodes": len(nodes),
            "people": sum(node.startswith("person:") for node in nodes),
            "edges": len(of),
            "statements": len({edge.statement for edge in of}),
            "sources": len({edge.source for edge in of}),
        }
        ours |= {(str(year), name): value for name, value in counts.items()}
        pairs = {frozenset(edge.ends) for edge in of}
        if year > first and before | pairs:
            ours[str(year), "jaccard"] = round(len(before & pairs) / len(before | pairs), 4)
        before = pairs
    names = {name for _, name in ours}
    theirs = {(row["first"], name): float(row[name]) for row in rows for name in names if row[name]}
    report.values(f"slices {first}..{last}, {reading}", ours, theirs)


def paths(report: Report, many: int) -> None:
    """Compare all shortest paths between pairs drawn by lot, with and without walking through what links everything."""
    entities = report.tables.entities
    places = {thing for thing in entities if thing.startswith("place:")}
    governing = {thing for thing, row in entities.items() if row["jurisdiction"]}
    programmes = {edge.ends[1] for edge in report.edges if edge.slot == "programme"}
    blocked = places | governing | programmes
    ours: list[Hashable] = []
    theirs: list[Hashable] = []
    for option, shut in (((), blocked), (("--through-places",), set[str]())):
        for ends in _drawn(report.edges, shut, many):
            found = measured.shortest(report.edges, ends, shut)
            words = ("paths", *ends, "--limit", "1000", *option)
            ours += [(*option, *path) for path in found]
            theirs += [(*option, *path) for path in _walked(report.program.rows(*words), ends[0])]
    note = f"{many} pairs without and {many} with --through-places; a programme is what is in the slot of one"
    report.items("shortest paths", ours, theirs, note)


def _drawn(edges: Iterable[Edge], shut: set[str], many: int) -> list[tuple[str, str]]:
    """Return pairs by lot that have a shortest path of two to six steps."""
    whole = measured.graph((edge.ends for edge in edges), places=True)
    near = whole.subgraph(set(whole) - shut)
    lot = random.Random(13)  # noqa: S311
    found: list[tuple[str, str]] = []
    nodes = sorted(node for node in near if near.degree(node))
    while len(found) < many:
        one = lot.choice(nodes)
        far = nx.single_source_shortest_path_length(near, one, cutoff=6)
        ends = sorted(node for node, steps in far.items() if steps > 1)
        if ends:
            found.append((one, lot.choice(ends)))
    return found


def _walked(rows: Iterable[Row], start: str) -> set[tuple[str, ...]]:
    """Return the nodes of each path; a step keeps the direction of its edge."""
    steps: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        steps[row["path"]][int(row["step"])] = _ends(row)
    found = set()
    for path in steps.values():
        nodes = [start]
        for _, (one, other) in sorted(path.items()):
            nodes.append(other if one == nodes[-1] else one)
        found.add(tuple(nodes))
    return found


def main() -> None:
    """Recompute, print the table, write it; the exit code is the number of lines that differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="store of the program")
    parser.add_argument("--pairs", type=int, default=8, help="pairs whose shortest paths are compared, twice")
    parser.add_argument("--keep", type=Path, help="folder for the program's answers, read again if there")
    parser.add_argument("-o", "--output", type=Path, default=_ROOT / "benchmarks" / "RECOMPUTED.md")
    asked = parser.parse_args()
    program = Program(asked.store, asked.keep)
    names = ("statements", "qualifiers", "entities", "sources", "vocabularies")
    tables = flat.read({name: program("export", name, "-f", "csv") for name in names}, _ROOT / "ontology" / "vocab")
    given = json.loads(program("network", "export", "-f", "json"))
    report = Report(program, tables, flat.edges(tables), {node["id"]: node for node in given["nodes"]})
    base(report)
    selections(report)
    measures(report, projections(report))
    slices(report)
    paths(report, asked.pairs)
    text = _HEAD + "".join(f"{line}\n" for line in report.lines)
    apart = sum(not line.equal for line in report.lines)
    text += f"\n{len(report.lines)} quantities, {len(report.lines) - apart} equal, {apart} not.\n"
    asked.output.write_text(text, encoding="utf-8")
    print(text)
    sys.exit(min(apart, 100))


if __name__ == "__main__":
    main()

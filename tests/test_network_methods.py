"""The methods record: in every network file, beside every table, counted again from the tables, the same each time."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import networkx as nx
import pytest
from lxml import etree

from conftest import ROOT, Run
from kg.base import Base
from kg.base.edition import edition_of
from kg.network.methods import Edition
from kg.project import Project, locate

GEXF: Final = "{http://gexf.net/1.3}"
FIELDS: Final = [
    *("what", "language", "boundary", "selection", "program", "data", "coverage", "shown", "values", "times"),
    *("missing", "left_out"),
]
Record = dict[str, Any]


@pytest.fixture(scope="module")
def base(project: Project, store_path: Path) -> Base:
    return Base(project, str(store_path), language="en")


def said(run: Run, *arguments: str) -> Record:
    ended = run("network", "methods", *arguments, "-f", "json", "--quiet", store=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    found: Record = json.loads(ended.stdout)
    return found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_record_is_counted_again_from_the_tables(run: Run) -> None:
    found = said(run, "--lang", "en")
    assert list(found) == FIELDS
    edges = rows(run("network", "export", "-f", "csv", "--quiet", store=True).stdout)
    statements = rows(run("export", "statements", "-f", "csv", store=True).stdout)
    sources = Counter(row["source"] for row in statements)
    assert {source["id"]: source["statements"] for source in found["coverage"]["sources"]} == sources
    assert found["coverage"]["statements"] == len(statements)
    ends = {row[end] for row in edges for end in ("from", "to")}
    assert found["shown"] == {
        "nodes": len(ends),
        "edges": len(edges),
        "statements": len({row["id"] for row in edges}),
        "sources": 5,
        "directed": True,
    }
    for name in ("kind", "time_sense", "certainty", "modality", "source"):
        assert found["values"]["edges"][name] == Counter(row[name] for row in edges if row[name]), name
    assert found["missing"]["edges"]["start"] == {"missing": sum(not row["start"] for row in edges), "of": len(edges)}
    assert found["missing"]["edges"]["quote"] == {"missing": 0, "of": len(edges)}
    assert found["times"]["undated"] == sum(not (row["start"] or row["end"]) for row in edges)
    assert sum(found["times"].values()) == len(edges)
    # what is left out and what is shown make all that the sources say
    left_out = {each["reason"]: each["number"] for each in found["left_out"]}
    assert left_out.pop("nodes left without an edge") > 0
    assert sum(left_out.values()) + found["shown"]["statements"] == len(statements)


def test_only_places_can_lack_a_level(run: Run) -> None:
    found = said(run)
    places = sum(found["values"]["nodes"]["type"][name] for name in ("Place", "Area"))
    levels = sum(found["values"]["nodes"]["level"].values())
    assert found["missing"]["nodes"]["level"] == {"missing": places - levels, "of": places}


CHOSEN: Final = [
    # arguments: what the record says of the selection, and a sentence of the boundary
    ((), {"modalities": ["actual"], "years": "all", "stated_only": False, "groups": False}, "The sources set"),
    (("--years", "2010..2025", "--undated"), {"years": "2010..2025", "undated": True}, "The sources set"),
    (("--kind", "任职", "--stated-only"), {"kinds": ["tenure"], "stated_only": True}, "The sources set"),
    (("--capacity", "medium"), {"counted_in": ["medium", "strict"]}, "The sources set"),
    (("--modality", "all"), {"modalities": "all", "bylines": False}, "The sources set"),
    (("--bylines",), {"bylines": True}, "The sources set"),
    (
        ("谢家坞村", "--hops", "1"),
        {"things": ["place:谢家坞村-330603"], "hops": 1},
        "Shown is what lies within 1 step of place:谢家坞村-330603.",
    ),
    (("--on", "people-place", "--groups"), {"projection": "people-place", "groups": True}, "Projection: people-place."),
]


@pytest.mark.parametrize(("arguments", "selection", "boundary"), CHOSEN, ids=[" ".join(case[0]) for case in CHOSEN])
def test_the_record_says_what_was_chosen(
    arguments: tuple[str, ...], selection: Record, boundary: str, run: Run
) -> None:
    found = said(run, *arguments, "--lang", "en")
    assert {name: found["selection"][name] for name in selection} == selection
    assert boundary in found["boundary"]


def test_the_record_names_the_edition_of_the_data_and_the_day_that_it_has(base: Base, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph_data", tmp_path / "graph_data", ignore=shutil.ignore_patterns("coding", "register"))
    copied, version = locate(tmp_path), base.project.version
    editions = tmp_path / "graph_data" / "editions.tsv"
    checksums = {"checksum": base.project.data_checksum, "built": base.project.checksum}
    editions.write_text(f"version\tdate\tsha256\n{version}\t2031-05-04\t{checksums['checksum']}\n", encoding="utf-8")
    published = edition_of(Base(copied, base.store_at))
    assert published == Edition(published.program, version, "2031-05-04", base.project.model, **checksums)
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", published.program)
    editions.write_text(f"version\tdate\tsha256\n{version}\t2031-05-04\tanother\n", encoding="utf-8")
    changed = edition_of(Base(copied, base.store_at))
    assert changed == replace(published, version=f"{version}+changed", date="")
    editions.unlink()
    assert edition_of(Base(copied, base.store_at)) == replace(published, date="")


@pytest.mark.parametrize("folder", ["a", "z"])
def test_the_checksums_are_the_same_wherever_the_ontology_lies(folder: str, project: Project, tmp_path: Path) -> None:
    moved = tmp_path / folder / "ontology"
    shutil.copytree(project.ontology, moved)
    shutil.copytree(project.graph_data, tmp_path / "m" / "graph_data", ignore=shutil.ignore_patterns("register"))
    elsewhere = replace(project, root=tmp_path / "m", ontology=moved)
    assert (elsewhere.checksum, elsewhere.data_checksum) == (project.checksum, project.data_checksum)


def test_of_an_older_store_and_of_an_endpoint_the_version_is_not_known(base: Base, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph_data", tmp_path / "graph_data", ignore=shutil.ignore_patterns("coding", "register"))
    with (tmp_path / "graph_data" / "judgements.tsv").open("a", encoding="utf-8") as file:
        file.write("\n")
    older = edition_of(Base(locate(tmp_path), base.store_at))
    assert older == Edition(program=older.program, built=base.project.checksum)
    endpoint = edition_of(Base(base.project, "http://127.0.0.1:1/sparql"))
    assert endpoint == Edition(program=older.program)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_read_the_record_in_one_language(language: str, run: Run, base: Base) -> None:
    edition = edition_of(base)
    first, second = (run("network", "methods", "谢家坞村", "--lang", language, store=True) for _ in range(2))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
    heads = {
        "zh": (
            "方法记录：kg network export",
            "边界：",
            "选取：kinds=全部",
            f"数据：{edition.version}（",
            "程序：kg ",
            "语料覆盖：",
        ),
        "en": (
            "Methods record: kg network export",
            "Boundary: ",
            "Selection: kinds=all",
            f"Data: {edition.version} (",
        ),
    }
    lines = first.stdout.splitlines()
    for head in heads[language]:
        assert any(line.startswith(head) for line in lines), head
    reasons = lines[lines.index({"zh": "未列入：", "en": "Left out:"}[language]) + 1 :]
    assert reasons
    assert {bool(re.search("[\u4e00-\u9fff]", line)) for line in reasons} == {language == "zh"}


def test_in_python_a_network_has_its_record(base: Base) -> None:
    network = base.network("谢家坞村", stated_only=True)
    found = network.methods()
    assert found.record["selection"]["stated_only"] is True
    assert found.record["shown"]["edges"] == network.number_of_edges()
    places = base.network("谢家坞村").project("people-place")
    assert places.methods().lines()[0] == "Methods record: kg network project people-place"
    assert json.loads(places.to_networkx().graph["methods"]) == places.methods().record


# Every file has it.


def in_gexf(path: Path) -> str:
    meta = etree.parse(path).getroot().find(f"{GEXF}meta")
    assert meta is not None
    assert [child.tag.removeprefix(GEXF) for child in meta] == ["creator", "description", "keywords"]
    assert (meta.findtext(f"{GEXF}creator") or "").startswith("kg ")
    assert "002-keqiao-rural-work-instructors" in (meta.findtext(f"{GEXF}keywords") or "")
    return meta.findtext(f"{GEXF}description") or ""


def in_graphml(path: Path) -> Record:
    found = nx.read_graphml(path)
    record: Record = json.loads(found.graph["methods"])
    assert found.graph["description"].splitlines()[0] == f"Methods record: {record['what']}"
    return record


def in_json(path: Path) -> Record:
    found: Record = json.loads(path.read_text(encoding="utf-8"))["methods"]
    return found


def beside(path: Path) -> Record:
    found: Record = json.loads((path.parent / f"{path.stem}-methods.json").read_text(encoding="utf-8"))
    return found


HOLDERS: Final[list[tuple[tuple[str, ...], str, Callable[[Path], Any]]]] = [
    (("export", "谢家坞村"), "x.gexf", in_gexf),
    (("export", "谢家坞村"), "x.graphml", in_graphml),
    (("export", "谢家坞村"), "x.json", in_json),
    (("export", "谢家坞村"), "x.csv", beside),
    (("export", "谢家坞村", "--for", "gephi"), "x.csv", beside),
    (("export", "谢家坞村", "--for", "igraph"), "x.graphml", in_graphml),
    (("export", "谢家坞村", "--for", "networkx"), "x.json", in_json),
    (("project", "people-place", "谢家坞村"), "x.csv", beside),
    (("project", "people-place", "谢家坞村"), "x.gexf", in_gexf),
    (("measures", "谢家坞村", "-m", "degree"), "x.csv", beside),
    (("measures", "谢家坞村", "-m", "degree"), "x.txt", beside),
    (("measures", "谢家坞村", "-m", "degree"), "x.json", in_json),
    (("measures", "谢家坞村", "-m", "degree", "--on", "people-place"), "x.xlsx", beside),
    (("slices", "谢家坞村", "--years", "2021..2022"), "x.csv", beside),
    (("slices", "谢家坞村", "--years", "2021..2022"), "x.json", in_json),
    (("successions", "谢家坞村"), "x.tsv", beside),
    (("robustness", "谢家坞村", "-m", "degree", "--samples", "2"), "x.csv", beside),
    (("robustness", "谢家坞村", "-m", "degree", "--samples", "2"), "x.svg", beside),
    (("measures", "--on", "people", "--layer", "succession", "-m", "degree"), "x.json", in_json),
    (("paths", "邵关通", "张良"), "x.parquet", beside),
    (("paths", "邵关通", "张良"), "x.graphml", in_graphml),
]


@pytest.mark.parametrize(
    ("arguments", "name", "read"), HOLDERS, ids=[f"{' '.join(case[0])} {case[1]}" for case in HOLDERS]
)
def test_every_file_has_the_record(
    arguments: tuple[str, ...], name: str, read: Callable[[Path], Any], run: Run, tmp_path: Path
) -> None:
    ended = run("network", *arguments, "-o", name, "--lang", "en", "--quiet", cwd=tmp_path, store=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    found = read(tmp_path / name)
    command = " ".join(word for word in arguments[:2] if arguments[0] == "project") or arguments[0]
    if isinstance(found, str):
        assert found.splitlines()[0] == f"Methods record: kg network {command}"
    else:
        assert list(found) == FIELDS
        assert found["what"] == f"kg network {command}"
        assert found["shown"]["edges"] > 0


@pytest.mark.parametrize(
    "arguments",
    [("export", "谢家坞村", "-o", "x.gexf"), ("export", "谢家坞村", "--for", "pajek", "-o", "x.zip")],
    ids=["one file", "an archive"],
)
def test_a_file_is_the_same_each_time(arguments: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        run("network", *arguments, "--quiet", cwd=tmp_path / folder, store=True)
    first, second = ((tmp_path / folder / arguments[-1]).read_bytes() for folder in ("one", "two"))
    assert first == second


def test_each_slice_has_a_record_of_its_own(run: Run, tmp_path: Path) -> None:
    arguments = ("--years", "2021..2022", "--graphs", str(tmp_path), "--lang", "en", "--quiet")
    assert run("network", "slices", *arguments, store=True).returncode == 0
    for year in (2021, 2022):
        text = in_gexf_of_a_slice(tmp_path / f"{year}-{year}.gexf")
        assert f"slice={year}..{year}" in text
        edges = len(nx.read_gexf(tmp_path / f"{year}-{year}.gexf", version="1.3").edges)
        assert f", {edges} edges, " in text


def in_gexf_of_a_slice(path: Path) -> str:
    meta = etree.parse(path).getroot().find(f"{GEXF}meta")
    assert meta is not None
    return meta.findtext(f"{GEXF}description") or ""


@pytest.mark.parametrize("output", ["-", "/dev/null"])
def test_a_stream_has_nothing_beside_it(output: str, run: Run, tmp_path: Path) -> None:
    before = set(Path("/dev").iterdir())
    ended = run("network", "successions", "-f", "csv", "-o", output, "--quiet", cwd=tmp_path, store=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
    assert {path.name for path in set(Path("/dev").iterdir()) - before if "methods" in path.name} == set()

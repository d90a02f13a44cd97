"""Networks as files: every export opens in another reader with every edge, date, capacity and source."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import Browser

from kg.document.text import xml_text
from kg.model import Corpus
from kg.network import Graph, Selection, multigraph, select
from kg.network.coverage import Coverage
from kg.network.edges import LATER, AnyGraph
from kg.network.files import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    edge_table,
    network_files,
    node_table,
    to_gexf,
    to_graphml,
    to_json,
)
from kg.network.labelled import labelled
from kg.network.methods import Described, Edition, Methods
from kg.network.projections import co_leadership, people_initiatives, shared_people
from kg.network.simple import simple_graph, written_simple
from kg.ontology import Ontology
from kg.reading.said import Reading

VENDORED: Final = Path(__file__).parent / "vendored" / "graphology"
GEXF: Final = "{http://gexf.net/1.3}"
Edges = dict[str, tuple[str, str, dict[str, str]]]


@pytest.fixture(scope="module")
def graph(reading: Reading, loaded: tuple[Corpus, Ontology]) -> Graph:
    return multigraph(reading, loaded[1])


def original(graph: AnyGraph) -> Edges:
    """Return the edges as they are to be found again: by key, ends by id, what is empty left out."""
    ids = {node: found["id"] for node, found in graph.nodes(data=True)}
    return {
        str(key): (ids[start], ids[end], {name: value for name, value in edge.items() if value})
        for start, end, key, edge in graph.edges(keys=True, data=True)
    }


def read_back(graph: Any) -> Edges:  # noqa: ANN401 - networkx types what it reads as any graph
    return {
        str(key): (start, end, {name: value for name, value in edge.items() if value})
        for start, end, key, edge in graph.edges(keys=True, data=True)
    }


def as_file(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def test_gexf_opens_in_networkx_with_every_edge(graph: Graph) -> None:
    found = nx.read_gexf(as_file(to_gexf(graph)), version="1.3")
    # networkx shows the id of the edge, which is its key, in place of the attribute `id`
    wanted = {key: (start, end, edge | {"id": key}) for key, (start, end, edge) in original(graph).items()}
    assert read_back(found) == wanted
    assert dict(found.nodes(data=True)) == {d["id"]: without_empty(d) for _, d in graph.nodes(data=True)}


def without_empty(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def test_english_labels_are_in_place_of_the_chinese_ones_under_the_same_names(graph: Graph) -> None:
    english = labelled(graph, "en", lambda place: {"place:柯桥区-330603": "Keqiao District"}.get(place, ""))
    for of in ("nodes", "edges"):
        now, before = ([row[-1] for row in getattr(each, of)(data=True)] for each in (english, graph))
        assert [{*row} for row in now] == [{*row} for row in before]
        assert [row["label"] for row in now] == [row["label_en"] for row in before]
    placed = {row["place"] for _, row in english.nodes(data=True) if row["place_id"] == "place:柯桥区-330603"}
    assert placed == {"Keqiao District"}
    assert not [row for _, row in labelled(graph, "zh", str).nodes(data=True) if "label_en" in row]


def test_graphml_opens_in_networkx_with_every_edge(graph: Graph) -> None:
    found = nx.read_graphml(as_file(to_graphml(graph)))
    assert read_back(found) == original(graph)
    assert dict(found.nodes(data=True)) == {d["id"]: without_empty(d) for _, d in graph.nodes(data=True)}


def test_node_link_json_opens_in_networkx_with_every_edge(graph: Graph) -> None:
    written = json.loads(to_json(graph))
    found = nx.node_link_graph(written, source="from", target="to", edges="edges")
    assert found.is_directed()
    assert found.is_multigraph()
    assert read_back(found) == original(graph)


@pytest.mark.parametrize("fmt", ["gexf", "graphml", "json", "csv"])
def test_the_weight_of_a_simple_network_is_a_number_in_every_file(fmt: str, graph: Graph) -> None:
    shared = co_leadership(graph, counted_in=frozenset())
    flat = simple_graph(shared, "newman")
    text = str(network_files(written_simple(shared, "newman"), fmt, "-")["-"])
    ids = {node: found["id"] for node, found in flat.nodes(data=True)}
    weights = {frozenset((ids[one], ids[other])): edge["weight"] for one, other, edge in flat.edges(data=True)}
    assert set(weights.values()) == {1.666666666667}  # four people in five deeds
    if fmt == "csv":
        frame = pd.read_csv(as_file(text))
        assert {frozenset(row[:2]): row[2] for row in frame[["from", "to", "weight"]].to_numpy().tolist()} == weights
        return
    read: dict[str, Callable[[], Any]] = {
        "gexf": lambda: nx.read_gexf(as_file(text), version="1.3"),
        "graphml": lambda: nx.read_graphml(as_file(text)),
        "json": lambda: nx.node_link_graph(json.loads(text), source="from", target="to", edges="edges"),
    }
    again = read[fmt]()
    assert {frozenset((one, other)): edge["weight"] for one, other, edge in again.edges(data=True)} == weights
    assert not again.is_directed()


def test_csv_opens_in_the_csv_module_and_in_pandas_with_every_edge(graph: Graph, tmp_path: Path) -> None:
    files = network_files(graph, "csv", str(tmp_path / "net.csv"))
    assert [Path(name).name for name in files] == ["net-nodes.csv", "net-edges.csv"]
    nodes, edges = (str(content) for content in files.values())
    rows = list(csv.DictReader(io.StringIO(edges.removeprefix("\ufeff"))))
    gephi = ("Source", "Target", "Type", "Id", "Kind")
    assert tuple(rows[0]) == ("from", "to", "key", *gephi, *EDGE_COLUMNS, "statement", "article", *LATER)
    columns = (*EDGE_COLUMNS, *LATER)
    found = {row["key"]: (row["from"], row["to"], {n: row[n] for n in columns if row[n]}) for row in rows}
    assert found == original(graph)
    frame = pd.read_csv(as_file(nodes), dtype=str, keep_default_na=False)
    assert tuple(frame.columns) == (*NODE_COLUMNS, "Id", "Label")
    again = [{"Id": found["id"], "Label": found["label"]} for _, found in graph.nodes(data=True)]
    wanted = [dict(found) for _, found in graph.nodes(data=True)]
    assert frame.to_dict("records") == [one | more for one, more in zip(wanted, again, strict=True)]


def as_gephi_reads(text: str) -> list[dict[str, str]]:
    """Return the rows as Gephi's import of spreadsheets sees them.

    Of columns that differ in case alone it takes the first; an empty cell is nothing.
    """
    header, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    first: dict[str, int] = {}
    for at, name in enumerate(header):
        first.setdefault(name.lower(), at)
    return [{name: line[at] for name, at in first.items() if line[at]} for line in lines]


@pytest.mark.parametrize("directed", [True, False], ids=["network", "projection"])
def test_gephi_imports_the_two_tables_as_they_are(graph: Graph, tmp_path: Path, directed: bool) -> None:  # noqa: FBT001 - a case
    drawn: AnyGraph = graph if directed else co_leadership(graph, counted_in=frozenset())
    files = network_files(drawn, "csv", str(tmp_path / "net.csv"))
    nodes, edges = (as_gephi_reads(str(content)) for content in files.values())
    labels = {node["id"]: node["label"] for node in nodes}
    assert labels == {found["id"]: found["label"] for _, found in drawn.nodes(data=True)}
    ends = {edge["id"]: (edge["source"], edge["target"]) for edge in edges}
    assert ends == {key: (start, end) for key, (start, end, _) in original(drawn).items()}
    assert len(edges) == len(ends) == drawn.number_of_edges() > 0
    assert {end for pair in ends.values() for end in pair} <= labels.keys()
    assert {edge["type"] for edge in edges} == {"Directed" if directed else "Undirected"}
    # edges of one kind between the same nodes are melted into one
    assert len({(edge["source"], edge["target"], edge["kind"]) for edge in edges}) == len(edges)
    if directed:
        found = {
            edge["id"]: (edge["statement"], edge["article"], edge["predicate"]) for edge in edges if "predicate" in edge
        }
        assert found == {
            key: (e["id"], e["source"], e["predicate"]) for key, (*_, e) in original(drawn).items() if "predicate" in e
        }


def test_csv_in_one_archive_holds_the_same_two_tables(graph: Graph) -> None:
    content = network_files(graph, "csv", "net.zip")["net.zip"]
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = {name: len(archive.read(name).decode("utf-8-sig").splitlines()) - 1 for name in archive.namelist()}
    assert sizes == {"nodes.csv": len(node_table(graph).rows), "edges.csv": len(edge_table(graph).rows)}


def test_gexf_is_dynamic_and_attested_posts_are_points(graph: Graph) -> None:
    root = etree.fromstring(to_gexf(graph).encode())
    shown = root.find(f"{GEXF}graph")
    assert shown is not None
    assert {name: shown.get(name) for name in ("mode", "timeformat", "defaultedgetype")} == {
        "mode": "dynamic",
        "timeformat": "date",
        "defaultedgetype": "directed",
    }
    spans = {e.get("id"): (e.get("start"), e.get("end")) for e in root.iter(f"{GEXF}edge")}
    wanted = {str(k): (d["start"] or None, d["end"] or None) for *_, k, d in graph.edges(keys=True, data=True)}
    assert spans == wanted
    attested = [spans[str(k)] for *_, k, d in graph.edges(keys=True, data=True) if d["time_sense"] == "attested"]
    assert len(attested) == 56
    assert all(start == end for start, end in attested)


def test_gexf_numbers_parallel_edges_of_one_kind(graph: Graph) -> None:
    root = etree.fromstring(to_gexf(graph).encode())
    kinds = [(e.get("source"), e.get("target"), e.get("kind")) for e in root.iter(f"{GEXF}edge")]
    assert len(set(kinds)) == len(kinds) == graph.number_of_edges()


CASES: Final = json.loads((Path(__file__).parent / "golden" / "gexf-cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_gexf_keeps_the_rules_that_the_page_keeps_too(case: dict[str, Any]) -> None:
    graph: Graph = nx.MultiDiGraph()
    for number, edge in enumerate(case["edges"]):
        for name in (edge["from"], edge["to"]):
            graph.add_node(name, **dict.fromkeys(NODE_COLUMNS, "") | {"id": name, "label": name})
        said = {"id": str(number), "predicate": edge["name"], "label": edge["name"]}
        given = {name: edge[name] for name in ("start", "end", "quote") if name in edge}
        graph.add_edge(edge["from"], edge["to"], key=number, **dict.fromkeys(EDGE_COLUMNS, "") | said | given)
    root = etree.fromstring(to_gexf(graph).encode())
    titles = {a.get("id"): a.get("title") for a in root.iter(f"{GEXF}attribute")}
    found = {}
    for edge in root.iter(f"{GEXF}edge"):
        values = {titles[v.get("for")]: v.get("value") for v in edge.iter(f"{GEXF}attvalue")}
        shown = {name: edge.get(name) for name in ("kind", "start", "end") if edge.get(name) is not None}
        found[edge.get("id")] = shown | {name: values[name] for name in ("quote",) if name in values}
    assert [found[str(number)] for number in range(len(case["edges"]))] == case["written"]


GEXF_ATTRIBUTES: Final = {
    "gexf": {"version"},
    "meta": {"lastmodifieddate"},
    "creator": set[str](),
    "description": set[str](),
    "keywords": set[str](),
    "graph": {"defaultedgetype", "mode", "timeformat", "timerepresentation"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "node": {"id", "label"},
    "attvalues": set[str](),
    "attvalue": {"for", "value"},
    "edges": {"count"},
    "edge": {"id", "source", "target", "label", "kind", "start", "end"},
}


def test_gexf_has_only_what_its_definition_knows_and_refers_to_what_it_declares(graph: Graph) -> None:
    edition = Edition("0.1.0", "0.3.0", "2026-11-30", "0.3", "abc", "def")
    described = Methods.of(graph, Described("export"), Selection(), Coverage((), 0), edition, "en")
    root = etree.fromstring(to_gexf(graph, methods=described).encode())
    meta = root.find(f"{GEXF}meta")
    assert meta is not None
    assert (meta.get("lastmodifieddate"), meta.findtext(f"{GEXF}creator")) == ("2026-11-30", "kg 0.1.0")
    used: dict[str, set[str]] = {}
    for element in root.iter():
        used.setdefault(str(element.tag).removeprefix(GEXF), set()).update(map(str, element.attrib))
    assert used == GEXF_ATTRIBUTES
    declared = {a.get("id") for a in root.iter(f"{GEXF}attribute")}
    assert {v.get("for") for v in root.iter(f"{GEXF}attvalue")} <= declared
    nodes = {n.get("id") for n in root.iter(f"{GEXF}node")}
    assert {end for e in root.iter(f"{GEXF}edge") for end in (e.get("source"), e.get("target"))} <= nodes


def test_a_projection_is_undirected_in_every_format(graph: Graph) -> None:
    shared = co_leadership(select(graph, Selection()), counted_in=frozenset())
    for found in (
        nx.read_gexf(as_file(to_gexf(shared)), version="1.3"),
        nx.read_graphml(as_file(to_graphml(shared)), force_multigraph=True),
        nx.node_link_graph(json.loads(to_json(shared)), source="from", target="to", edges="edges"),
    ):
        assert not found.is_directed()
        assert set(read_back(found)) == set(original(shared))


def test_numbers_are_numbers_and_one_mode_has_no_mode(graph: Graph) -> None:
    two, one = people_initiatives(select(graph, Selection())), shared_people(select(graph, Selection()))
    for found in (
        nx.read_gexf(as_file(to_gexf(two)), version="1.3"),
        nx.read_graphml(as_file(to_graphml(two)), force_multigraph=True),
        nx.node_link_graph(json.loads(to_json(two)), source="from", target="to", edges="edges"),
    ):
        assert {type(row["bipartite"]) for _, row in found.nodes(data=True)} == {int}
        people = {node for node, row in found.nodes(data=True) if row["bipartite"] == 0}
        assert {row["type"] for node, row in found.nodes(data=True) if node in people} == {"Person"}
        assert nx.bipartite.is_bipartite_node_set(nx.Graph(found.to_undirected()), people)
    assert not any("bipartite" in text for text in (to_gexf(one), to_graphml(one), to_json(one)))


def test_a_graph_read_from_json_has_attributes_that_networkx_writes(graph: Graph, tmp_path: Path) -> None:
    data = json.loads(to_json(select(graph, Selection())))
    found = nx.node_link_graph(data, source="from", target="to", edges="edges")
    assert {type(value) for value in found.graph.values()} <= {str, int}
    assert found.graph["left_out"].splitlines()[1] == "非实绩（target 38，planned 29，by-rule 12）：79"
    nx.write_graphml(found, tmp_path / "again.graphml")
    assert len(nx.read_graphml(tmp_path / "again.graphml")) == len(found)


@pytest.mark.parametrize("fmt", ["gexf", "graphml", "csv", "json"])
def test_an_empty_network_is_a_valid_file(fmt: str) -> None:
    empty: Graph = nx.MultiDiGraph()
    text = str(network_files(empty, fmt, "-")["-"])
    opened: Mapping[str, Callable[[], int]] = {
        "gexf": lambda: len(nx.read_gexf(as_file(text), version="1.3")),
        "graphml": lambda: len(nx.read_graphml(as_file(text))),
        "csv": lambda: len(pd.read_csv(as_file(text))),
        "json": lambda: len(nx.node_link_graph(json.loads(text), source="from", target="to", edges="edges")),
    }
    assert opened[fmt]() == 0


ANY_TEXT: Final = st.text(max_size=30)
DAY: Final = st.sampled_from(["", "2013-01-01", "2022-12-31"])


def network_of(label: str, quote: str, start: str, end: str) -> Graph:
    graph: Graph = nx.MultiDiGraph()
    for name in ("one", "two"):
        graph.add_node(name, **dict.fromkeys(NODE_COLUMNS, ""))
        graph.nodes[name].update(id=f"person:{name}", label=label)
    edge = dict.fromkeys(EDGE_COLUMNS, "") | {"id": "s", "label": label, "quote": quote, "start": start, "end": end}
    graph.add_edge("one", "two", key="s:object", **edge)
    return graph


@given(ANY_TEXT, ANY_TEXT, DAY, DAY)
def test_any_text_survives_and_what_xml_forbids_becomes_a_replacement_character(
    label: str, quote: str, start: str, end: str
) -> None:
    graph = network_of(label, quote, start, end)
    for found in (
        nx.read_gexf(as_file(to_gexf(graph)), version="1.3"),
        nx.read_graphml(as_file(to_graphml(graph)), force_multigraph=True),
    ):
        ((*_, edge),) = found.edges(data=True)
        told = {name: edge.get(name, "") for name in ("label", "quote", "start", "end")}
        assert told == {"label": xml_text(label), "quote": xml_text(quote), "start": start, "end": end}
    read = nx.node_link_graph(json.loads(to_json(graph)), source="from", target="to", edges="edges")
    ((*_, edge),) = read.edges(data=True)
    assert (edge["label"], edge["quote"]) == (label, quote)


HOSTILE: Final = ("<img src=x onerror=alert(1)>", "]]></data>", "ئۇيغۇر བོད་ཡིག 😀" * 40, "\x00\x0b\ufffe", "a\r\nb\tc")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_and_long_labels_stay_text(text: str) -> None:
    graph = network_of(text, text, "", "")
    found = nx.read_graphml(as_file(to_graphml(graph)), force_multigraph=True)
    assert {d["label"] for _, d in found.nodes(data=True)} == {xml_text(text)}


READ_IN_BROWSER: Final = """([fmt, text]) => {
  const kinds = {gexf: graphologyLibrary.gexf, graphml: graphologyLibrary.graphml};
  const graph = kinds[fmt].parse(graphology.MultiDirectedGraph || graphology, text);
  return {
    nodes: graph.mapNodes((id, attributes) => [id, attributes]),
    edges: graph.mapEdges((id, attributes, from, to) => [id, from, to, attributes]),
  };
}"""


@pytest.fixture(scope="module")
def in_browser(browser: Browser) -> Any:  # noqa: ANN401 - what JavaScript gives
    """Return a function that reads a file with graphology's parsers, as Gephi Lite does, in a real Chromium."""
    page = browser.new_page()
    for name in ("graphology.umd.min.js", "graphology-library.min.js"):
        page.add_script_tag(path=VENDORED / name)
    return lambda fmt, text: page.evaluate(READ_IN_BROWSER, [fmt, text])


@pytest.mark.parametrize(("fmt", "write"), [("gexf", to_gexf), ("graphml", to_graphml)])
def test_the_parsers_of_gephi_lite_find_every_edge(
    fmt: str,
    write: Callable[..., str],
    graph: Graph,
    in_browser: Any,  # noqa: ANN401 - as above
) -> None:
    described = Methods.of(graph, Described("export"), Selection(), Coverage((), 0), Edition(), "zh")
    found = in_browser(fmt, write(graph, methods=described))
    assert {node for node, _ in found["nodes"]} == {d["id"] for _, d in graph.nodes(data=True)}
    read = {
        edge: (start, end, {name: attributes[name] for name in (*EDGE_COLUMNS, *LATER) if attributes.get(name)})
        for edge, start, end, attributes in found["edges"]
    }
    assert read == original(graph)

"""For UCINET and NetDraw: a DL file of how many statements link each pair, and a VNA file with attributes.

The formats: S. P. Borgatti, M. G. Everett and L. C. Freeman, UCINET 6 (Analytic Technologies, 2002), help on the DL
language and on VNA files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.network.listed import BIPARTITE, NODE_COLUMNS, Row, cells, columns, edges_of, is_two_mode, nodes_of
from kg.network.tools.common import Material, Written, first_mode, joined, ordered, plain_csv, positions
from kg.network.tools.pajek import unique_labels

_MOST: Final = 18  # UCINET cuts what is longer, and writes it in capitals
_APART: Final = str.maketrans(dict.fromkeys(" ,=:\"'", "_"))
_JOIN: Final = ";"


def ucinet(material: Material) -> Written:
    """Return a valued matrix as edge list (`dl`), the same by kind with attributes (`vna`), and a key to the nodes.

    A value is the number of statements that link a pair; what is not listed is 0: no statement, which is not absence.
    UCINET has no times and no parallel lines: choose years first. Labels are unique within 18 characters.
    """
    graph = material.graph
    nodes = ordered(graph)
    names = columns(NODE_COLUMNS, (row for _, row in nodes))
    labels = unique_labels(_safe(nodes), material.language, _MOST)
    pairs = joined(_rows_first(material), directed=graph.is_directed() or is_two_mode(graph))
    key = (
        (number, label, *cells(row, names))
        for number, (label, (_, row)) in enumerate(zip(labels, nodes, strict=True), 1)
    )
    by_id = dict(zip((id_ for id_, _ in nodes), labels, strict=True))
    return Written(
        {
            "dl": _dl(material, labels, pairs),
            "vna": _vna(by_id, nodes, pairs),
            "nodes.csv": plain_csv(("number", "ucinet_label", *names), key),
        }
    )


def _safe(nodes: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """Yield nodes whose labels have nothing that separates labels."""
    for id_, row in nodes:
        yield id_, {**row, **{name: str(row[name]).translate(_APART) for name in ("label", "label_en")}}


def _rows_first(material: Material) -> Iterator[tuple[str, str, str, Row]]:
    """Yield edges; of a two-mode network each from the first mode to the second."""
    graph = material.graph
    second = {row["id"] for row in nodes_of(graph) if row.get(BIPARTITE)}
    for start, end, key, edge in edges_of(graph):
        turned = start in second
        yield (end, start, key, edge) if turned else (start, end, key, edge)


def statements(edges: Iterable[Row]) -> int:
    """Return the number of statements behind some edges."""
    return len({part for edge in edges for part in str(edge["id"] or edge["label"]).split(_JOIN)})


def _dl(material: Material, labels: list[str], pairs: dict[tuple[str, str], list[Row]]) -> str:
    """Return the edge list: `edgelist1`, or of two modes `edgelist2`, whose columns are counted from 1 again."""
    graph, at = material.graph, positions(material.graph)
    rows = first_mode(graph)
    if rows:
        head = [
            f"dl nr={rows}, nc={len(labels) - rows}",
            "format = edgelist2",
            *("row labels:", *labels[:rows], "column labels:", *labels[rows:]),
        ]
    else:
        head = [f"dl n={len(labels)}", "format = edgelist1", "labels:", *labels]
    values = [(at[one], at[other] - rows, statements(edges)) for (one, other), edges in pairs.items()]
    if not graph.is_directed() and not rows:
        values += [(other, one, value) for one, other, value in values if one != other]
    return "\n".join((*head, "data:", *(" ".join(map(str, value)) for value in values), ""))


def _vna(labels: dict[str, str], nodes: list[tuple[str, Row]], pairs: dict[tuple[str, str], list[Row]]) -> str:
    """Return nodes with class and place, and ties with one value for all statements and one for each kind."""
    kinds = sorted({edge["kind"] for edges in pairs.values() for edge in edges})
    told = [f'{labels[id_]} "{row["type"]}" "{_quoted(row["place"])}" "{row["level"]}"' for id_, row in nodes]
    ties = [
        f"{labels[one]} {labels[other]} {statements(edges)} "
        + " ".join(str(statements(edge for edge in edges if edge["kind"] == kind)) for kind in kinds)
        for (one, other), edges in pairs.items()
    ]
    return "\n".join(
        ("*node data", "ID class place level", *told, "*tie data", " ".join(("from to statements", *kinds)), *ties, "")
    )


def _quoted(text: str) -> str:
    return text.replace('"', "'")

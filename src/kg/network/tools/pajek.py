"""For Pajek: a network file, one whose lines have times, and the classes of the nodes as a partition.

The format: A. Mrvar and V. Batagelj, Pajek: Programs for Analysis and Visualization of Very Large Networks, Reference
Manual, section on data objects and on temporal networks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg.document.words import in_words
from kg.network.intervals import Span
from kg.network.listed import NODE_COLUMNS, Row, cells, columns
from kg.network.tools.common import (
    Dated,
    Material,
    Written,
    dated,
    first_mode,
    ordered,
    plain_csv,
    positions,
    without_years,
)

_MARKS: Final = str.maketrans({'"': "'", "\\": "/", "\n": " ", "\r": " ", "\t": " "})


def pajek(material: Material) -> Written:
    """Return a network (`net`), its dated lines with years (`time.net`), the classes (`class.clu`), a key to the nodes.

    Lines stay parallel, each labelled with its kind. A line without a time would count as active at every point of
    time, so the second file has only those with a known year (with `possible`, a possible one); the years are Pajek's
    points of time. Labels are made unique: readers take them for the names of nodes.
    """
    edges = list(dated(material))
    left_out = without_years(edges, material)
    nodes, names = ordered(material.graph), columns(NODE_COLUMNS, (row for _, row in ordered(material.graph)))
    labels = unique_labels(nodes, material.language)
    key = (
        (number, label, *cells(row, names))
        for number, (label, (_, row)) in enumerate(zip(labels, nodes, strict=True), 1)
    )
    return Written(
        {
            "net": _network(material, labels, edges),
            "time.net": _network(material, labels, (each for each in edges if each.years), _interval),
            "class.clu": _partition(nodes),
            "nodes.csv": plain_csv(("vertex", "vertex_label", *names), key),
        },
        left_out,
    )


def unique_labels(nodes: Iterable[tuple[str, Row]], language: str, most: int = 0) -> list[str]:
    """Return a label for each node that no other has, at most so many characters long where `most` is given.

    Quotes, backslashes and ends of lines become plain characters; of equal labels the second has `~2` at its end.
    """
    seen: set[str] = set()
    return [_unique(_label(row, language), seen, most or None) for _, row in nodes]


def _label(row: Row, language: str) -> str:
    text = str(row[in_words(("label", "label_en"), language)] or row["label"] or row["id"])
    return text.translate(_MARKS)


def _unique(label: str, seen: set[str], most: int | None) -> str:
    """Return a label, or its beginning, with a number where another has it, whatever the case."""
    made, number = label[:most], 1
    while made.casefold() in seen:
        number += 1
        mark = f"~{number}"
        made = (label[: most - len(mark)] if most else label) + mark
    seen.add(made.casefold())
    return made


def _network(
    material: Material,
    labels: list[str],
    edges: Iterable[Dated],
    time: Callable[[Dated], str] = lambda _: "",
) -> str:
    """Return one network; a two-mode network says how many of its nodes are of the first mode."""
    graph, at = material.graph, positions(material.graph)
    modes = first_mode(graph)
    head = f"*Vertices {len(labels)}" + (f" {modes}" if modes else "")
    lines = [head, *(f'{number} "{label}"' for number, label in enumerate(labels, start=1))]
    lines.append("*Arcs" if graph.is_directed() else "*Edges")
    lines += [f'{at[each.start]} {at[each.end]} {_weight(each)} l "{_kind(each.edge)}"{time(each)}' for each in edges]
    return "\n".join(lines) + "\n"


def _weight(each: Dated) -> object:
    return each.edge.get("weight", 1)


def _kind(edge: Row) -> str:
    return str(edge["predicate"] or edge["slot"] or edge["kind"]).translate(_MARKS)


def _interval(each: Dated) -> str:
    years: Span = each.years or (0, 0)
    return f" [{years[0]}-{years[1]}]" if years[0] != years[1] else f" [{years[0]}]"


def _partition(nodes: Iterable[tuple[str, Row]]) -> str:
    """Return the class of each node as a number; the classes are named in comments, in order of the alphabet."""
    nodes = list(nodes)
    classes = {name: n for n, name in enumerate(sorted({str(row["type"]) for _, row in nodes}), start=1)}
    return "\n".join(
        (*_comments(classes), f"*Vertices {len(nodes)}", *(str(classes[row["type"]]) for _, row in nodes), "")
    )


def _comments(classes: dict[str, int]) -> Iterator[str]:
    for name, number in classes.items():
        yield f"% {number} {name}"

"""Make a dataset of this model at any size: the project's own data, copied under new names until the size is reached.

usage: generate.py QUADS FILE.nq

A copy has entities, sources, quotes, parts and statements of its own (every name gets a number); the ontology, the
vocabularies and the place codes are shared. So degrees, slots and texts are those of real statements, and only the
number of villages, people and articles grows. What `kg build` derives is left out: deriving it is measured.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.build import load_project
from kg.dataset import build_quads
from kg.project import locate
from kg.terms.namespaces import ENTITY_PREFIXES, KG, PREFIXES, RECORD_PREFIXES

_COPIED: Final = tuple(PREFIXES[name] for name in (*ENTITY_PREFIXES, *RECORD_PREFIXES) if name != "graph")
_POSITION: Final = ox.NamedNode(KG + "position")
_CODE: Final = re.compile(r"[0-9]{12}")


def dataset(size: int) -> Iterator[ox.Quad]:
    """Yield about `size` quads: the real ones, then numbered copies of them."""
    quads = list(build_quads(*load_project(locate(Path(__file__).parents[1]))))
    own = [quad for quad in quads if _is_copied(quad.subject)]
    places = sum(quad.predicate == _POSITION for quad in own)
    yield from quads
    made, number = len(quads), 0
    while made < size:
        number += 1
        for quad in own:
            yield _copy(quad, number, number * places)
        made += len(own)


def _is_copied(node: object) -> bool:
    return isinstance(node, ox.NamedNode) and node.value.startswith(_COPIED)


def _copy(quad: ox.Quad, number: int, shift: int) -> ox.Quad:
    """Return a quad under the names of a copy; the reading positions of copies follow one another."""
    subject, target, graph = (_renamed(node, number) for node in (quad.subject, quad.object, quad.graph_name))
    if isinstance(target, ox.Literal) and _CODE.fullmatch(target.value):
        target = ox.Literal(f"{target.value}-{number}")
    elif isinstance(target, ox.Literal) and quad.predicate == _POSITION:
        target = ox.Literal(str(int(target.value) + shift), datatype=target.datatype)
    return ox.Quad(subject, quad.predicate, target, graph)  # type: ignore[arg-type]


def _renamed(node: object, number: int) -> object:
    return ox.NamedNode(f"{node.value}_{number}") if _is_copied(node) else node  # type: ignore[attr-defined]


def write(size: int, path: Path) -> int:
    """Write the dataset as N-Quads; return how many quads."""
    count = 0

    def counted() -> Iterator[ox.Quad]:
        nonlocal count
        for quad in dataset(size):
            count += 1
            yield quad

    ox.serialize(counted(), str(path), format=ox.RdfFormat.N_QUADS)
    return count


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])), "quads")

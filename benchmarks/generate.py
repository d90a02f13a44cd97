"""Make a dataset of this model at any size: the project's own data, copied under new names until the size is reached.

usage: generate.py QUADS FILE.nq

A copy has entities, sources, quotes, parts and statements of its own (every name gets a number); the ontology, the
vocabularies and the place codes are shared. So degrees, slots and texts are those of real statements, and only the
number of villages, people and articles grows. What `kg build` derives is left out: deriving it is measured.
`copied` does the same to a corpus in memory, where no store is wanted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.build import load_project
from kg.dataset import build_quads
from kg.model import Corpus, Judgement, Quote, Resource, Slots, Statement, Term
from kg.project import locate
from kg.terms.namespaces import ENTITY_PREFIXES, KG, PREFIXES, RECORD_PREFIXES

_COPIED: Final = tuple(PREFIXES[name] for name in (*ENTITY_PREFIXES, *RECORD_PREFIXES) if name != "graph")
_MAPPED: Final = ("sources", "parts", "entities", "quotes")
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
    subject, graph = (_renamed(node, number) for node in (quad.subject, quad.graph_name))
    target = _value(quad.object, number)  # type: ignore[arg-type]
    if isinstance(target, ox.Literal) and quad.predicate == _POSITION:
        target = ox.Literal(str(int(target.value) + shift), datatype=target.datatype)
    return ox.Quad(subject, quad.predicate, target, graph)  # type: ignore[arg-type]


def _value(value: Term, number: int) -> Term:
    """Return a value as a copy has it: names and place codes get its number."""
    if isinstance(value, ox.Literal) and _CODE.fullmatch(value.value):
        return ox.Literal(f"{value.value}-{number}")
    return _renamed(value, number)  # type: ignore[return-value]


def _renamed(node: object, number: int) -> object:
    return ox.NamedNode(_name(node.value, number)) if _is_copied(node) else node  # type: ignore[attr-defined]


def _name(iri: str, number: int) -> str:
    return f"{iri}_{number}" if iri.startswith(_COPIED) else iri


def copied(corpus: Corpus, copies: int) -> Corpus:
    """Return a corpus of so many copies of one, under names of their own."""
    made = [_numbered(corpus, number) for number in range(copies)]
    return Corpus(
        *({iri: row for part in made for iri, row in getattr(part, name).items()} for name in _MAPPED),
        statements=tuple(statement for part in made for statement in part.statements),
        judgements=tuple(judgement for part in made for judgement in part.judgements),
    )


def _numbered(corpus: Corpus, number: int) -> Corpus:
    def name(iri: str) -> str:
        return _name(iri, number)

    def slots(pairs: Slots) -> Slots:
        return tuple((key, _value(value, number)) for key, value in pairs)

    def resources(rows: Mapping[str, Resource]) -> dict[str, Resource]:
        return {name(iri): Resource(name(iri), row.type, slots(row.properties)) for iri, row in rows.items()}

    return Corpus(
        resources(corpus.sources),
        resources(corpus.parts),
        resources(corpus.entities),
        {name(i): Quote(name(i), name(q.source), q.start, q.end, q.exact) for i, q in corpus.quotes.items()},
        tuple(
            Statement(name(s.iri), s.kind, name(s.source), slots(s.slots), tuple(map(name, s.evidence)))
            for s in corpus.statements
        ),
        tuple(
            Judgement(name(j.iri), name(j.left), j.verdict, name(j.right), j.judged_on, j.judged_by, j.reason)
            for j in corpus.judgements
        ),
    )


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

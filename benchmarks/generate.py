"""Make a dataset of this model at any size: the project's own data, copied under new names until the size is reached.

usage: generate.py QUADS FILE.nq

A copy has entities, sources, quotes, parts and statements of its own: names, labels, place codes and the graphs of its
sources get a number; the ontology and the vocabularies are shared. So degrees, slots and texts are those of real
statements, and only the number of villages, people and articles grows. What `kg build` derives is left out: deriving
it is measured. `copied` and `copied_reading` do the same in memory, and `stored` builds a store of copies.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.build import derive, load_project
from kg.dataset import build_quads
from kg.model import Corpus, Judgement, Quote, Resource, Slots, Statement, Term
from kg.project import locate
from kg.reading.said import Reading, Said
from kg.store import building
from kg.terms.namespaces import (
    DERIVED_GRAPH,
    ENTITY_PREFIXES,
    KG,
    PREFIXES,
    RECORD_PREFIXES,
    SKOS,
    derived_graph,
    source_graph,
)
from kg.terms.pinyin import pinyin

_COPIED: Final = tuple(PREFIXES[name] for name in (*ENTITY_PREFIXES, *RECORD_PREFIXES) if name != "graph")
_LABELS: Final = frozenset({SKOS + "prefLabel", SKOS + "altLabel"})
_CODE: Final = KG + "code"
_KEY: Final = KG + "key"


def dataset(size: int) -> Iterator[ox.Quad]:
    """Yield about `size` quads: the real ones, then numbered copies of them."""
    corpus, ontology = load_project(locate(Path(__file__).parents[1]))
    quads = list(build_quads(corpus, ontology))
    own = [quad for quad in quads if _is_copied(quad.subject)]
    graphs = {graph(iri) for iri in corpus.sources for graph in (source_graph, derived_graph)}
    yield from quads
    made, number = len(quads), 0
    while made < size:
        number += 1
        for quad in own:
            yield _copy(quad, number, graphs)
        made += len(own)


def _is_copied(node: object) -> bool:
    return isinstance(node, ox.NamedNode) and node.value.startswith(_COPIED)


def _copy(quad: ox.Quad, number: int, graphs: Container[str]) -> ox.Quad:
    """Return a quad under the names of a copy; `graphs` are those of sources."""
    graph = quad.graph_name
    if isinstance(graph, ox.NamedNode) and graph.value in graphs:
        graph = ox.NamedNode(f"{graph.value}_{number}")
    target = _value(quad.predicate.value, quad.object, number)  # type: ignore[arg-type]
    return ox.Quad(_renamed(quad.subject, number), quad.predicate, target, graph)  # type: ignore[arg-type]


def _value(key: str, value: Term, number: int) -> Term:
    """Return a value of a property as a copy has it: names, labels, place codes and keys of sources get its number."""
    if isinstance(value, ox.Literal):
        if key in _LABELS:
            return ox.Literal(f"{value.value} {number}", language=value.language)
        return ox.Literal(f"{value.value}-{number}") if key in {_CODE, _KEY} else value
    return _renamed(value, number)  # type: ignore[return-value]


def _renamed(node: object, number: int) -> object:
    return ox.NamedNode(_name(node.value, number)) if _is_copied(node) else node  # type: ignore[attr-defined]


def _name(iri: str, number: int) -> str:
    return f"{iri}_{number}" if iri.startswith(_COPIED) else iri


def copied(corpus: Corpus, copies: int) -> Corpus:
    """Return a corpus of so many copies of one, under names of their own."""
    made = [_numbered(corpus, number) for number in range(copies)]
    return Corpus(
        sources={iri: row for part in made for iri, row in part.sources.items()},
        parts={iri: row for part in made for iri, row in part.parts.items()},
        entities={iri: row for part in made for iri, row in part.entities.items()},
        quotes={iri: row for part in made for iri, row in part.quotes.items()},
        statements=tuple(statement for part in made for statement in part.statements),
        judgements=tuple(judgement for part in made for judgement in part.judgements),
    )


def _numbered(corpus: Corpus, number: int) -> Corpus:
    def resources(rows: Mapping[str, Resource]) -> dict[str, Resource]:
        return {_name(iri, number): _resource(row, number) for iri, row in rows.items()}

    return Corpus(
        resources(corpus.sources),
        resources(corpus.parts),
        resources(corpus.entities),
        {_name(iri, number): _quote(quote, number) for iri, quote in corpus.quotes.items()},
        tuple(_statement(statement, number) for statement in corpus.statements),
        tuple(_judgement(judgement, number) for judgement in corpus.judgements),
    )


def _slots(pairs: Slots, number: int) -> Slots:
    return tuple((key, _value(key, value, number)) for key, value in pairs)


def _resource(row: Resource, number: int) -> Resource:
    return Resource(_name(row.iri, number), row.type, _slots(row.properties, number))


def _quote(quote: Quote, number: int) -> Quote:
    return replace(quote, iri=_name(quote.iri, number), source=_name(quote.source, number))


def _statement(statement: Statement, number: int) -> Statement:
    return Statement(
        _name(statement.iri, number),
        statement.kind,
        _name(statement.source, number),
        _slots(statement.slots, number),
        tuple(_name(iri, number) for iri in statement.evidence),
    )


def _judgement(judgement: Judgement, number: int) -> Judgement:
    names = {key: _name(getattr(judgement, key), number) for key in ("iri", "left", "right")}
    return replace(judgement, **names)


def copied_reading(reading: Reading, copies: int) -> Reading:
    """Return so many copies of what a store says, under names of their own."""
    made = [_numbered_reading(reading, number) for number in range(copies)]
    return Reading(
        said=tuple(one for part in made for one in part.said),
        entities={iri: row for part in made for iri, row in part.entities.items()},
        sources={iri: row for part in made for iri, row in part.sources.items()},
        judgements=tuple(judgement for part in made for judgement in part.judgements),
        above={iri: place for part in made for iri, place in part.above.items()},
        belongs={iri: place for part in made for iri, place in part.belongs.items()},
    )


def _numbered_reading(reading: Reading, number: int) -> Reading:
    def resources(rows: Mapping[str, Resource]) -> dict[str, Resource]:
        return {_name(iri, number): _resource(row, number) for iri, row in rows.items()}

    def places(rows: Mapping[str, str]) -> dict[str, str]:
        return {_name(iri, number): _name(place, number) for iri, place in rows.items()}

    return Reading(
        said=tuple(_said(one, number) for one in reading.said),
        entities=resources(reading.entities),
        sources=resources(reading.sources),
        judgements=tuple(_judgement(judgement, number) for judgement in reading.judgements),
        above=places(reading.above),
        belongs=places(reading.belongs),
    )


def _said(one: Said, number: int) -> Said:
    return replace(
        one,
        statement=_statement(one.statement, number),
        subject=_core(one.subject, number),
        predicate=_core(one.predicate, number),
        object=_core(one.object, number),
        quotes=tuple(_quote(quote, number) for quote in one.quotes),
        judged=tuple((verdict, _name(other, number)) for verdict, other in one.judged),
    )


def _core(term: Term | None, number: int) -> Term | None:
    return _renamed(term, number)  # type: ignore[return-value]


def stored(copies: int, path: Path) -> None:
    """Build a store of so many copies at `path`, as `kg build` does, but without checks and the place register."""
    project = locate(Path(__file__).parents[1])
    corpus, ontology = load_project(project)
    many, named = copied(corpus, copies), ox.NamedNode(DERIVED_GRAPH)
    with building(path) as store:
        store.extend(build_quads(many, ontology))
        store.extend(
            ox.Quad(ox.NamedNode(iri), ox.NamedNode(KG + "pinyin"), ox.Literal(pinyin(entity.label())), named)
            for iri, entity in many.entities.items()
        )
        derive(store, project.ontology / "derive")


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

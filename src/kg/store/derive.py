"""Derivations: the CONSTRUCT queries of `ontology/derive/`, each of one source or of all.

A derivation of one source rests on one statement: its pattern binds `?statement`. It gives the same over the graphs of
its source as over everything, and so a whole store is derived at once, each solution going to its statement's source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import DatasetError, Foreign, Message
from kg.store.embedded import OxigraphStore, batches, rows
from kg.terms.header import header
from kg.terms.namespaces import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    JUDGEMENTS_GRAPH,
    KG,
    ONTOLOGY_GRAPH,
    RDF_TYPE,
    REGISTER_GRAPH,
    derived_graph,
    source_graph,
)

Progress = Callable[[str, int], None]
Template = tuple[tuple["ox.NamedNode | str", ...], ...]
SOURCE: Final = "source"
ALL: Final = "all"
SHARED_GRAPHS: Final = (ENTITIES_GRAPH, JUDGEMENTS_GRAPH, REGISTER_GRAPH, ONTOLOGY_GRAPH)
_STATEMENT: Final = "?statement"
_STATED_IN: Final = KG + "statedIn"
_HOMES: Final = f"SELECT ?statement ?source WHERE {{ ?statement <{_STATED_IN}> ?source }}"
_PREFIX: Final = re.compile(r"^PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE)
_CONSTRUCT: Final = re.compile(r"^CONSTRUCT\s*\{(?P<template>[^{}]*)\}\s*(?=WHERE\b)", re.MULTILINE)
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<variable>\?\w+)|<(?P<iri>[^<>\s]*)>|(?P<prefix>[\w-]*):(?P<local>[\w-]+)|(?P<type>a\b)|(?P<sign>[.;,]))"
)
_NAME: Final = re.compile(r"([\w-]*):([\w-]+)")
_IRI: Final = re.compile(r"<([^<>\s]+)>")
_ASIDE: Final = re.compile(r"\"[^\"\n]*\"|(?m:(?:^|\s)#.*$)")  # words in quotation marks, and remarks
_ANY: Final = r"(?:\?\w+|<[^<>\s]*>|[\w-]*:[\w-]+)"
# a variable after what begins a triple, or after a semicolon: what is doubtful counts as one
_OPEN_PREDICATE: Final = re.compile(rf"(?:[{{}}.)\]]\s*{_ANY}\s+|[;\[]\s*)\?\w+")
_AT_ONCE: Final = 50_000
_KEPT: Final = {".": 0, ";": 1, ",": 2}  # how much of a triple the next one begins with


@dataclass(frozen=True)
class Derivation:
    """One CONSTRUCT query with its name and scope: `source` when it needs one source and what sources share."""

    name: str
    sparql: str
    scope: str

    @cached_property
    def reads(self) -> frozenset[str] | None:
        """The IRIs that its pattern names, all predicates that it reads among them; None where one is a variable."""
        text = _PREFIX.sub("", _ASIDE.sub(" ", _CONSTRUCT.sub("", self.sparql)))
        if _OPEN_PREDICATE.search(text):
            return None
        prefixes = dict(_PREFIX.findall(self.sparql))
        named = {prefixes[prefix] + local for prefix, local in _NAME.findall(text) if prefix in prefixes}
        return frozenset({RDF_TYPE, *named, *_IRI.findall(text)})

    @cached_property
    def solutions(self) -> str:
        """The query for the solutions that the CONSTRUCT is made from."""
        return _CONSTRUCT.sub("SELECT * ", self.sparql)

    @cached_property
    def template(self) -> Template:
        """The triples that a solution gives, with variables as text. Raises `DatasetError` where it cannot be read."""
        found = _CONSTRUCT.search(self.sparql)
        prefixes = dict(_PREFIX.findall(self.sparql))
        text, at = found["template"].rstrip() if found else "", 0
        made: list[tuple[ox.NamedNode | str, ...]] = []
        triple: list[ox.NamedNode | str] = []
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:
                raise self._unreadable(text[at:])
            at = token.end()
            if token["sign"]:
                made.append(tuple(triple))
                triple = triple[: _KEPT[token["sign"]]]
            else:
                triple.append(_read(token, prefixes))
        made += [tuple(triple)] if triple else []
        if not made or any(len(one) != len(_KEPT) for one in made):
            raise self._unreadable(text)
        return tuple(made)

    def _unreadable(self, text: str) -> DatasetError:
        message = Message(
            "the template of the derivation {name} cannot be read: {strip!r}", name=self.name, strip=text.strip()
        )
        return DatasetError(message, Message("Write CONSTRUCT {{ ... }} WHERE with variables and names alone."))

    def quads(self, found: Iterable[ox.QuerySolution], homes: Mapping[object, ox.NamedNode]) -> Iterator[ox.Quad]:
        """Yield what solutions give, each in the graph that `homes` has for its statement."""
        for solution in found:
            graph = homes[solution[_STATEMENT[1:]]]
            for triple in self.template:
                subject, predicate, value = (solution[t[1:]] if isinstance(t, str) else t for t in triple)
                if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None:
                    yield ox.Quad(subject, predicate, value, graph)


def _read(token: re.Match[str], prefixes: Mapping[str, str]) -> ox.NamedNode | str:
    if token["variable"]:
        return token["variable"]
    if token["type"]:
        return ox.NamedNode(RDF_TYPE)
    return ox.NamedNode(token["iri"] or prefixes.get(token["prefix"], "") + token["local"])


def derivations(folder: Path) -> tuple[Derivation, ...]:
    """Return the derivations of a folder in order of their names.

    Raises `DatasetError` when a file cannot be read, does not say its scope, or is of one source and of no statement.
    """
    found = []
    for path in sorted(folder.glob("*.rq")):
        try:
            sparql = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DatasetError(
                Message("{path} cannot be read: {reason}", path=path, reason=Foreign(str(error))),
                Message("Save it as UTF-8, or reinstall."),
            ) from error
        scope = header(sparql, "scope")
        if scope not in {SOURCE, ALL}:
            raise DatasetError(
                Message("{path} does not say its scope", path=path), Message("Add the line: #+ scope: source (or: all)")
            )
        if scope == SOURCE and _STATEMENT not in _CONSTRUCT.sub("", sparql):
            raise DatasetError(
                Message("{path} binds no {statement}", path=path, statement=_STATEMENT),
                Message("What one source gives rests on a statement."),
            )
        found.append(Derivation(path.stem, sparql, scope))
    return tuple(found)


def derive(store: OxigraphStore, folder: Path, progress: Progress | None = None) -> int:
    """Run every CONSTRUCT of a folder over a store; return how many triples they gave.

    First those of one source, into the derived graph of each source; then those of all, into `graph:derived`; each sees
    what earlier ones gave. `progress` is called with `derive` and how many each gave. Raises `DatasetError` when a file
    cannot be read, `QueryError` when one is not a CONSTRUCT.
    """
    return sum(len(made) for made in _derived(store, derivations(folder), progress))


def _derived(
    store: OxigraphStore, known: Iterable[Derivation], progress: Progress | None
) -> Iterator[frozenset[ox.Quad]]:
    """Yield what each derivation gives, once the store has it."""
    homes = dict(_homes(store))
    everything = ox.NamedNode(DERIVED_GRAPH)
    for derivation in sorted(known, key=lambda one: one.scope == ALL):
        if derivation.scope == SOURCE:
            made = frozenset(derivation.quads(rows(store, derivation.solutions), homes))
        else:
            triples = store.constructed(derivation.sparql)
            made = frozenset(ox.Quad(t.subject, t.predicate, t.object, everything) for t in triples)
        store.extend(made)
        if progress:
            progress("derive", len(made))
        yield made


class Deriver:
    """Derives while a store is filled: in memory, over the quads whose predicates the derivations name.

    On disk the same patterns cost many times more, just after a load most of all.
    """

    def __init__(self, folder: Path) -> None:
        """Take the derivations of a folder. Raises `DatasetError` when one cannot be read."""
        self._known = derivations(folder)
        self._store = OxigraphStore.memory()
        reads = [frozenset({_STATED_IN}), *(derivation.reads for derivation in self._known)]
        self._reads = None if None in reads else frozenset[str]().union(*filter(None, reads))

    def watch(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield quads as they are, and keep those that a derivation may read."""
        wanted = None if self._reads is None else frozenset(map(ox.NamedNode, self._reads))
        for batch in batches(quads, _AT_ONCE):
            yield from batch
            self._store.extend(batch if wanted is None else [quad for quad in batch if quad.predicate in wanted])

    def derived(self, progress: Progress | None = None) -> Iterator[ox.Quad]:
        """Yield what the derivations give. Raises as `derive`, and calls `progress` as it does."""
        for made in _derived(self._store, self._known, progress):
            yield from made


def derive_source(store: OxigraphStore, known: Iterable[Derivation], source: str) -> int:
    """Run the derivations that need one source alone, given by its IRI, over its graphs and what sources share.

    Return how many triples they gave. Raises as `derive`.
    """
    graph = derived_graph(source)
    over = (source_graph(source), graph, *SHARED_GRAPHS)
    of_source = [derivation for derivation in known if derivation.scope == SOURCE]
    return sum(store.construct_into(derivation.sparql, graph, over) for derivation in of_source)


def _homes(store: OxigraphStore) -> Iterator[tuple[object, ox.NamedNode]]:
    """Yield for each statement the derived graph of its source."""
    graphs: dict[str, ox.NamedNode] = {}
    for statement, source in rows(store, _HOMES):
        yield statement, graphs.setdefault(source.value, ox.NamedNode(derived_graph(source.value)))

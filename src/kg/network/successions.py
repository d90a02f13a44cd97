"""Chains of holders of one post, as the sources order them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.model import Corpus, Statement
from kg.network.edges import Graph
from kg.ontology import Ontology
from kg.tables.table import Table
from kg.terms.namespaces import curie, slug

COLUMNS: Final = (
    *("chain", "position", "holder_id", "holder", "type", "role", "place_id", "place"),
    *("before", "after", "statement", "certainty", "source", "quote"),
)
NOT_SAID: Final = "原文未载 not said"
_SUCCESSION: Final = "succession"


@dataclass(frozen=True, slots=True)
class _Next:
    """One stated adjacency: the later holder and the statements that say so."""

    holder: str
    statements: tuple[Statement, ...]


def succession_table(graph: Graph, corpus: Corpus, ontology: Ontology) -> Table:
    """Return the succession chains of a graph, one row a holder, in order of place, role and holder.

    A chain is a longest run of adjacent pairs that sources state for one role and place; where two sources name
    different successors there is a chain for each. Only pairs that are stated next to each other are joined: that
    somebody came before (`precedes`) is not that nobody came between. At the ends stands that the sources do not say
    who came before or after, never that there was nobody. `statement` and what follows it belong to the step to the
    next holder.
    """
    rows: list[tuple[str, ...]] = []
    for number, ((role, place), chain) in enumerate(_chains(graph, corpus), start=1):
        for position, (holder, step) in enumerate(chain, start=1):
            said = step.statements if step else ()
            edges = [_edge(graph, statement) for statement in said]
            entity, where = corpus.entities[holder], corpus.entities.get(place)
            rows.append(
                (
                    str(number),
                    str(position),
                    curie(holder),
                    entity.label(),
                    slug(entity.type),
                    ontology.label(role) if role else "",
                    curie(place) if place else "",
                    where.label() if where else "",
                    corpus.entities[chain[position - 2][0]].label() if position > 1 else NOT_SAID,
                    corpus.entities[step.holder].label() if step else NOT_SAID,
                    *(";".join(dict.fromkeys(e[name] for e in edges)) for name in ("id", "certainty", "source")),
                    " … ".join(dict.fromkeys(edge["quote"] for edge in edges)),
                )
            )
    return Table(COLUMNS, tuple(rows))


def _edge(graph: Graph, statement: Statement) -> Mapping[str, str]:
    found = graph.get_edge_data(statement.text("earlier"), statement.text("later"))
    return found[f"{statement.id}:object"]


_Chain = list[tuple[str, "_Next | None"]]


def _chains(graph: Graph, corpus: Corpus) -> Iterator[tuple[tuple[str, str], _Chain]]:
    """Yield (role, place) and holders with the step to the next, for each longest chain, sorted."""
    chosen = {e["id"] for *_, e in graph.edges(data=True) if e["kind"] == _SUCCESSION and e["slot"] == "object"}
    posts: dict[tuple[str, str], dict[str, dict[str, list[Statement]]]] = defaultdict(lambda: defaultdict(dict))
    for statement in corpus.statements:
        if statement.id in chosen:
            following = posts[statement.text("inRole"), statement.text("place")][statement.text("earlier")]
            following.setdefault(statement.text("later"), []).append(statement)
    for post, after in sorted(posts.items()):
        steps = {h: [_Next(n, tuple(said)) for n, said in sorted(f.items())] for h, f in after.items()}
        for holder in _firsts(after):
            for run in _runs(holder, steps, frozenset()):
                yield post, run


def _firsts(after: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return the holders before whom nobody is stated; of a circle, which has none, the first by IRI."""
    later = {holder for following in after.values() for holder in following}
    firsts, reached = [], set[str]()
    for holder in (*sorted(set(after) - later), *sorted(later)):
        if holder in after and holder not in reached:
            firsts.append(holder)
            ahead = [holder]
            while ahead:
                fresh = set(after.get(ahead.pop(), ())) - reached
                reached |= fresh
                ahead.extend(fresh)
    return firsts


def _runs(holder: str, steps: Mapping[str, list[_Next]], passed: frozenset[str]) -> Iterator[_Chain]:
    ahead = [step for step in steps.get(holder, ()) if step.holder not in passed | {holder}]
    if not ahead:
        yield [(holder, None)]
    for step in ahead:
        for rest in _runs(step.holder, steps, passed | {holder}):
            yield [(holder, step), *rest]

"""Measures of the recomputed network: by networkx where it has one, else by the definition that `kg` lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import permutations
from typing import Final

import networkx as nx
import numpy as np
from recompute_flat import Edge, Tables

Values = dict[tuple[str, str], float]
Pairs = Sequence[tuple[str, str]]
_PLACES: Final = ("place:", "area:")
_UNRANKED: Final = ("group:", "someone:")
_BEGINS: Final = ("since", "throughout")
_YEAR: Final = 365.25


def graph(pairs: Iterable[tuple[str, str]], *, places: bool = False) -> nx.Graph[str]:
    """Return the undirected graph without parallel edges; without places unless asked."""
    found: nx.Graph[str] = nx.Graph()
    for pair in pairs:
        kept = [end for end in pair if places or not end.startswith(_PLACES)]
        found.add_nodes_from(kept)
        found.add_edges_from([pair] if len(kept) == len(pair) else [])
    return found


def ranked(values: Mapping[str, float]) -> Values:
    """Return the values of what is ranked by default: groups and unnamed people are not."""
    return {(node, ""): value for node, value in values.items() if not node.startswith(_UNRANKED)}


def degree(of: Iterable[Edge]) -> Values:
    """Return the number of statements at each node: all, and by capacity (other kinds by kind)."""
    behind: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in of:
        for end in edge.ends:
            for detail in ("all", edge.predicate if edge.kind == "involvement" else edge.kind):
                behind[end, detail].add(edge.statement)
    return {key: len(found) for key, found in behind.items() if not key[0].startswith(_UNRANKED)}


def one_mode(pairs: Pairs) -> dict[str, Values]:
    """Return betweenness, PageRank and constraint of a projection of one mode, its pairs with their parallel edges."""
    plain = graph(pairs, places=True)
    heavy: nx.Graph[str] = nx.Graph()
    heavy.add_weighted_edges_from((*pair, float(many)) for pair, many in Counter(map(_sorted, pairs)).items())
    return {
        "betweenness": ranked(nx.betweenness_centrality(plain)),
        "pagerank": ranked(nx.pagerank(heavy, alpha=0.85, weight="weight", tol=1e-12, max_iter=1000)),
        "constraint": ranked(nx.constraint(plain)),
        "components": sizes(plain),
    }


def _sorted(pair: tuple[str, str]) -> tuple[str, str]:
    return (min(pair), max(pair))


def sizes(of: nx.Graph[str]) -> Values:
    """Return the number of nodes of each component, largest first."""
    found = sorted(map(len, nx.connected_components(of)), reverse=True)
    return {(str(rank), ""): size for rank, size in enumerate(found, 1)}


def two_modes(pairs: Pairs, first: str, within: set[str]) -> dict[str, Values]:
    """Return the centralities of Borgatti and Everett; `first` begins the ids of the one mode.

    Of several largest components the eigenvector is taken in the one that has nodes of `within`.
    """
    of = graph(pairs, places=True)
    mode = {node for node in of if node.startswith(first)}
    return {
        "two-mode-degree": ranked(nx.bipartite.degree_centrality(of, mode)),
        "two-mode-closeness": ranked({node: _closeness(of, mode, node) for node in of}),
        "two-mode-betweenness": ranked(nx.bipartite.betweenness_centrality(of, mode)),
        "two-mode-eigenvector": ranked(_eigenvector(of, mode, within)),
        "betweenness": ranked(nx.betweenness_centrality(of)),
        "components": sizes(of),
    }


def _closeness(of: nx.Graph[str], mode: set[str], node: str) -> float:
    far = nx.single_source_shortest_path_length(of, node)
    other = sum((end in mode) != (node in mode) for end in far)
    least = other + 2 * (len(far) - 1 - other)
    return least / sum(far.values()) * (len(far) - 1) / (len(of) - 1) if len(far) > 1 else 0.0


def _eigenvector(of: nx.Graph[str], mode: set[str], within: set[str]) -> dict[str, float]:
    """Return the first singular vectors of the incidence matrix of the largest component, each of length 1."""
    largest = max(nx.connected_components(of), key=lambda component: (len(component), len(component & within)))
    one, other = sorted(largest & mode), sorted(largest - mode)
    left, _, right = np.linalg.svd(nx.bipartite.biadjacency_matrix(of, one, other).toarray().astype(float))
    return {**dict(zip(one, abs(left[:, 0]), strict=True)), **dict(zip(other, abs(right[0]), strict=True))}


def brokerage(pairs: Pairs, place: Mapping[str, str]) -> Values:
    """Return the roles of Gould and Fernandez; ties count both ways, each two that a node links once."""
    of = graph(pairs, places=True)
    found: Values = {(node, "all"): 0 for node in of if place.get(node)}
    for node in of:
        for one, other in permutations(sorted(of[node]), 2):
            mine, theirs, last = place.get(node), place.get(one), place.get(other)
            if not (mine and theirs and last) or of.has_edge(one, other):
                continue
            role = _role(theirs, mine, last)
            # A triad without directions is gatekeeper one way and representative the other: half to each.
            for detail in ("all", role):
                found[node, detail] = found.get((node, detail), 0) + 0.5
    return found


def _role(one: str, mine: str, other: str) -> str:
    match (one == mine, mine == other, one == other):
        case (True, True, _):
            return "coordinator"
        case (_, _, True):
            return "itinerant"
        case (True, _, _):
            return "representative"
        case (_, True, _):
            return "gatekeeper"
    return "liaison"


def assortativity(of: Sequence[Edge], placed: set[str], level: Mapping[str, str]) -> dict[str, float]:
    """Return Newman's coefficient, the edges it rests on, and those left out: level unknown, placed by one statement.

    `placed` are the statements that name a place; it need not be the edge's own that puts both ends there.
    """
    linked: dict[str, set[str]] = defaultdict(set)
    for edge in of:
        if edge.statement in placed:
            for end in edge.ends:
                linked[end].add(edge.statement)
    counts: Counter[tuple[str, str]] = Counter()
    unknown = circular = 0
    for edge in of:
        if any(end.startswith(_PLACES) for end in edge.ends):
            continue
        one, other = (level.get(end, "") for end in edge.ends)
        if not (one and other):
            unknown += 1
        elif linked[edge.ends[0]] & linked[edge.ends[1]]:
            circular += 1
        else:
            counts.update([(one, other), (other, one)])
    names = sorted({name for pair in counts for name in pair})
    share = np.array([[counts[one, other] for other in names] for one in names], dtype=float)
    share /= share.sum()
    by_chance = float(share.sum(axis=0) @ share.sum(axis=1))
    found = (float(np.trace(share)) - by_chance) / (1 - by_chance)
    left = {"level not known": unknown, "placed by one statement": circular}
    return {"value": found, "edges": counts.total() / 2, **left}


# Turnover.


def _root(role: str, tables: Tables) -> str:
    while role in tables.broader:
        role = tables.broader[role]
    return role


def turnover(tables: Tables, of: Iterable[Edge]) -> Counter[tuple[str, ...]]:
    """Return how often a post (its place or body) has this detail of this value; roles count under the broadest."""
    linked = {edge.statement for edge in of}
    posts: dict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for row in tables.statements:
        where = row["object_id"] or row["place_id"]  # what is at neither a body nor a place is no post
        if where and row["id"] in linked and row["kind"] == "tenure" and row["subject_type"] in {"Person", "Someone"}:
            posts[where, _root(row["predicate"], tables)].append(row)
    return Counter((where, *detail) for (where, _), of_post in posts.items() for detail in _rates(of_post).items())


def _rates(held: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what is said of one post: holders, spans with both ends, attested points, days, changes a year."""
    began = {row["subject_id"]: row["start"] for row in held if row["time_sense"] in _BEGINS and row["start"]}
    dated = [row for row in held if row["start"] or row["end"]]
    days = sorted(map(date.fromisoformat, began.values()))
    span = (days[-1] - days[0]).days / _YEAR if days else 0
    return {
        "holders": str(len({row["subject_id"] for row in held})),
        "spans known": str(sum(row["time_sense"] == "throughout" and bool(row["start"]) for row in held)),
        "attested": str(len({row["subject_id"] for row in held if row["time_sense"] == "attested"})),
        "first day known": min((row["start"] or row["end"] for row in dated), default=""),
        "last day known": max((row["end"] or row["start"] for row in dated), default=""),
        "changes per year": f"{(len(days) - 1) / span:.6f}" if span else "",
    }


# Paths.


def shortest(of: Iterable[Edge], ends: tuple[str, str], blocked: set[str]) -> list[tuple[str, ...]]:
    """Return all shortest paths, undirected, that walk through nothing that is blocked; the ends may be."""
    whole = graph((edge.ends for edge in of), places=True)
    walked = whole.subgraph(set(whole) - (blocked - set(ends)))
    if not all(end in walked for end in ends) or not nx.has_path(walked, *ends):
        return []
    return sorted(map(tuple, nx.all_shortest_paths(walked, *ends)))

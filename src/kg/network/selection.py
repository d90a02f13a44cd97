"""What part of what is said a network is to show; what is left out is counted with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.network.edges import Edge, Graph, with_edges

ACTUAL: Final = frozenset({"actual"})
_ALL: Final[frozenset[str]] = frozenset()
_INVOLVEMENT: Final = "involvement"
_YEAR: Final = 4
_MOST_WORDS: Final = 6
Attributes = Mapping[str, str]
Years = tuple[int | None, int | None]


@dataclass(frozen=True)
class Selection:
    """Which statements a network is made of; an empty set chooses all.

    `kinds` are slugs of kinds of statement, `capacities` slugs of capacities (give the narrower ones too; other kinds
    than involvements fall out), `years` the first and the last year, None where open, `sources` slugs, `modalities`
    slugs, `types` class names of which both ends of an edge must be.

    A statement falls into the years when its known bounds do not exclude it: one that began before and has no known
    end is kept (an end that is not known reaches no further than the years that the graph tells of), an attested post
    is a point at its article's date. Statements without any time are left out when years are given, unless `undated`.
    """

    kinds: frozenset[str] = _ALL
    capacities: frozenset[str] = _ALL
    years: Years = (None, None)
    sources: frozenset[str] = _ALL
    modalities: frozenset[str] = ACTUAL
    stated_only: bool = False
    types: frozenset[str] = _ALL
    undated: bool = False


def select(graph: Graph, selection: Selection) -> Graph:
    """Return a copy of a graph with the edges that are selected and the nodes that they link.

    The graph attribute `left_out` tells (reason, number of statements), each statement under the first reason that
    holds for it, and how many nodes are left without an edge; what was left out before comes first.
    """
    kept, reasons = _sorted_out(graph, selection)
    chosen = with_edges(graph, kept)
    chosen.graph["left_out"] = [*graph.graph.get("left_out", ()), *_told(reasons)]
    bare = graph.number_of_nodes() - chosen.number_of_nodes()
    if bare:
        chosen.graph["left_out"].append(("节点无边 nodes left without an edge", bare))
    return chosen


def _sorted_out(graph: Graph, selection: Selection) -> tuple[list[Edge], dict[str, dict[str, str]]]:
    """Return the edges that are kept, and by reason the statements left out with the word that they are counted by.

    A statement of which one edge is kept is not left out, though another of its edges may lead to a node of a type
    that is not chosen.
    """
    tests = _tests(selection, graph)
    kept: list[Edge] = []
    whole: set[str] = set()
    failed: dict[str, tuple[str, str]] = {}
    for start, end, key, edge in graph.edges(keys=True, data=True):
        types = {graph.nodes[start]["type"], graph.nodes[end]["type"]}
        why = next(((reason, word) for reason, test in tests if (word := test(edge, types)) is not None), None)
        if why is None:
            kept.append((start, end, key))
            whole.add(edge["id"])
        else:
            failed.setdefault(edge["id"], why)
    reasons: dict[str, dict[str, str]] = defaultdict(dict)
    for statement, (reason, word) in failed.items():
        if statement not in whole:
            reasons[reason][statement] = word
    return kept, {reason: reasons[reason] for reason, _ in tests if reason in reasons}


def _told(reasons: Mapping[str, Mapping[str, str]]) -> list[tuple[str, int]]:
    told = []
    for reason, statements in reasons.items():
        words = Counter(word for word in statements.values() if word)
        counted = sorted(words.items(), key=lambda item: (-item[1], item[0]))
        rest = sum(n for _, n in counted[_MOST_WORDS:])
        told_of = [*counted[:_MOST_WORDS], *([("其余 others", rest)] if rest else [])]
        detail = ", ".join(f"{word} {n}" for word, n in told_of)
        told.append((f"{reason}: {detail}" if detail else reason, len(statements)))
    return told


# A test returns None for an edge that is kept, else the word under which it is counted (may be empty).
_Test = Callable[[Attributes, set[str]], str | None]


def _tests(selection: Selection, graph: Graph) -> list[tuple[str, _Test]]:
    only_actual = selection.modalities == ACTUAL
    tests: list[tuple[str, _Test]] = [
        (
            "非实绩 not actual" if only_actual else "其他情态 other modalities",
            _one_of("modality", selection.modalities),
        ),
        ("编码推断 inferred", lambda edge, _: "" if selection.stated_only and edge["certainty"] != "stated" else None),
        ("其他来源 other sources", _one_of("source", selection.sources)),
        ("其他记载类型 other kinds", _one_of("kind", selection.kinds)),
        ("其他所起作用 other capacities", _capacity(selection.capacities)),
        ("节点类型不在所选 ends of other types", _types(selection.types)),
    ]
    if selection.years != (None, None):
        tests.append(("原文未载时间 without a time", _undated(undated=selection.undated)))
        tests.append(
            (f"不在所选年份 outside {years_text(selection.years)}", _outside(selection.years, years_of(graph)))
        )
    return tests


def _one_of(name: str, wanted: frozenset[str]) -> _Test:
    return lambda edge, _: None if not wanted or edge[name] in wanted else edge[name]


def _capacity(wanted: frozenset[str]) -> _Test:
    def test(edge: Attributes, _: set[str]) -> str | None:
        if not wanted or (edge["kind"] == _INVOLVEMENT and edge["predicate"] in wanted):
            return None
        return edge["predicate"] if edge["kind"] == _INVOLVEMENT else edge["kind"]

    return test


def _types(wanted: frozenset[str]) -> _Test:
    return lambda _, types: None if not wanted or types <= wanted else "–".join(sorted(types))


def _undated(*, undated: bool) -> _Test:
    return lambda edge, _: None if undated or edge["start"] or edge["end"] else ""


def _outside(years: Years, told: tuple[int, int] | None) -> _Test:
    """Test for the years; what has no known bound is taken to reach to the end of the years that are told of."""
    first, last = (f"{year:04d}" for year in told or (0, 9999))

    def test(edge: Attributes, _: set[str]) -> str | None:
        some = edge["start"] or edge["end"]
        known = {"start": edge["start"] or (some and first), "end": edge["end"] or (some and last)}
        return None if may_fall_into(known, years) else ""

    return test


def may_fall_into(edge: Attributes, years: Years) -> bool:
    """Say whether the known bounds of an edge's time leave it possible that it falls into the years."""
    first, last = years
    begins_after = last is not None and bool(edge["start"]) and int(edge["start"][:_YEAR]) > last
    ended_before = first is not None and bool(edge["end"]) and int(edge["end"][:_YEAR]) < first
    return not (begins_after or ended_before)


def years_text(years: Years) -> str:
    """Return years as they are written on the command line: `2010..2025`, `..2015`, `2010..`, `2012`."""
    first, last = ("" if year is None else str(year) for year in years)
    return first if first == last else f"{first}..{last}"


def years_of(graph: Graph) -> tuple[int, int] | None:
    """Return the first and the last year that any time in a graph names, or None when there is none."""
    years = [int(edge[end][:_YEAR]) for *_, edge in graph.edges(data=True) for end in ("start", "end") if edge[end]]
    return (min(years), max(years)) if years else None

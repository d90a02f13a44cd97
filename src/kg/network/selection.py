"""What part of what is said a network is to show; what is left out is counted with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.network.edges import TIMES, Attributes, Edge, Graph, LeftOut, Pair, left_out_as, left_out_of, with_edges
from kg.network.intervals import life_of
from kg.reading.computed import INFERRED
from kg.reading.years import Years, may_fall_into, years_text

ACTUAL: Final = frozenset({"actual"})
BARE: Final = ("节点无边", "nodes left without an edge")
UNDATED: Final = ("原文未载时间", "without a time")
_ALL: Final[frozenset[str]] = frozenset()
_INVOLVEMENT: Final = "involvement"
_TENURE: Final = "tenure"
_YEAR: Final = 4
_ANY_YEAR: Final = 9999
_MOST_WORDS: Final = 6
_NOT_ACTUAL: Final = ("非实绩", "not actual")
_MODALITIES: Final = ("其他情态", "other modalities")
_INFERRED: Final = ("编码推断", "inferred")
_BYLINES: Final = ("署名（撰稿、摄影、供图）", "bylines (who wrote, photographed or supplied)")
_SOURCES: Final = ("其他来源", "other sources")
_KINDS: Final = ("其他记载类型", "other kinds")
_CAPACITIES: Final = ("其他所起作用", "other capacities")
_UNCOUNTED: Final = ("作用在口径之内而不计入", "in the set, but not counted")
_ENDS: Final = ("节点类型不在所选", "ends of other types")
_OUTSIDE: Final = ("不在所选年份 {}", "outside {}")
_OTHERS: Final = ("其余", "others")


@dataclass(frozen=True)
class Selection:
    """Which statements a network is made of; an empty set chooses all.

    `kinds` are slugs of kinds of statement, `years` the first and the last year, None where open, `sources` slugs,
    `modalities` slugs, `types` class names of which both ends of an edge must be. Of involvements, `capacities` chooses
    those in a capacity (slugs; give the narrower ones too), `counted_in` those that one of some sets counts (the
    narrowest sets, `strict` alone or with the next); either suffices, and other kinds fall out. `names` has the labels
    of slugs, in Chinese and English, by which what is left out is counted, `in_sets` the capacities in the sets.
    Statements in the roles `bylines` (slugs) are left out: they say who made the article, not who did what it reports.

    A statement falls into the years when its known bounds do not exclude it: one that began before and has no known
    end is kept (an end that is not known reaches no further than the years that sources name), an attested post is a
    point at its article's date. With `possible` nothing but what is said excludes years: an attestation none before or
    after it. Statements without any time are left out when years are given, unless `undated`.
    """

    kinds: frozenset[str] = _ALL
    capacities: frozenset[str] = _ALL
    counted_in: frozenset[str] = _ALL
    years: Years = (None, None)
    sources: frozenset[str] = _ALL
    modalities: frozenset[str] = ACTUAL
    stated_only: bool = False
    types: frozenset[str] = _ALL
    undated: bool = False
    possible: bool = False
    in_sets: frozenset[str] = _ALL
    bylines: frozenset[str] = frozenset()
    names: Mapping[str, Pair] = field(default_factory=dict)


def select(graph: Graph, selection: Selection, covered: tuple[int, int] | None = None) -> Graph:
    """Return a copy of a graph with the edges that are selected and the nodes that they link.

    With `stated_only` an edge of which an end is inferred is left out, and one of which the time is inferred has none.

    `covered` are the first and the last year that sources name; without it those of the graph. The graph attribute
    `left_out` gives (reason, number of statements), each statement under the first reason that holds for it, and how
    many nodes are left without an edge; what was left out before comes first.
    """
    if selection.stated_only:
        graph = _with_stated_times(graph)
    kept, reasons = _sorted_out(graph, selection, covered or years_of(graph))
    chosen = with_edges(graph, kept)
    bare = graph.number_of_nodes() - chosen.number_of_nodes()
    chosen.graph["left_out"] = [*left_out_of(graph), *_counted(reasons, selection.names), *left_out_as(BARE, bare)]
    return chosen


def _with_stated_times(graph: Graph) -> Graph:
    """Return a copy of a graph in which what has an inferred time has none."""
    copy: Graph = graph.copy()
    for *_, edge in copy.edges(data=True):
        if edge["time_certainty"] == INFERRED:
            edge.update(dict.fromkeys(TIMES, ""))
    return copy


def _sorted_out(
    graph: Graph, selection: Selection, covered: tuple[int, int] | None
) -> tuple[list[Edge], dict[Pair, dict[str, str]]]:
    """Return the edges that are kept, and by reason the statements left out with the word that they are counted by.

    A statement of which one edge is kept is not left out, though another of its edges may lead to a node of a type
    that is not chosen.
    """
    tests = _tests(selection, covered)
    kept: list[Edge] = []
    whole: set[str] = set()
    failed: dict[str, tuple[Pair, str]] = {}
    for start, end, key, edge in graph.edges(keys=True, data=True):
        types = {graph.nodes[start]["type"], graph.nodes[end]["type"]}
        why = next(((reason, word) for reason, test in tests if (word := test(edge, types)) is not None), None)
        if why is None:
            kept.append((start, end, key))
            whole.add(edge["id"])
        else:
            failed.setdefault(edge["id"], why)
    reasons: dict[Pair, dict[str, str]] = defaultdict(dict)
    for statement, (reason, word) in failed.items():
        if statement not in whole:
            reasons[reason][statement] = word
    return kept, {reason: reasons[reason] for reason, _ in tests if reason in reasons}


def _counted(reasons: Mapping[Pair, Mapping[str, str]], names: Mapping[str, Pair]) -> LeftOut:
    return [(_detailed(reason, Counter(found.values()), names), len(found)) for reason, found in reasons.items()]


def _detailed(reason: Pair, words: Counter[str], names: Mapping[str, Pair]) -> Pair:
    """Return a reason with how many statements there are under each word, the most frequent words first."""
    counted = sorted(((word, n) for word, n in words.items() if word), key=lambda item: (-item[1], item[0]))
    rest = sum(n for _, n in counted[_MOST_WORDS:])
    shown = [(_named(word, names), n) for word, n in counted[:_MOST_WORDS]] + ([(_OTHERS, rest)] if rest else [])
    if not shown:
        return reason
    zh, en = ([f"{name[language]} {n}" for name, n in shown] for language in (0, 1))
    return f"{reason[0]}（{'，'.join(zh)}）", f"{reason[1]} ({', '.join(en)})"


def _named(word: str, names: Mapping[str, Pair]) -> Pair:
    """Return the labels of a slug, or of slugs joined by a dash; itself where it has none."""
    zh, en = zip(*(names.get(part, (part, part)) for part in word.split(_DASH)), strict=True)
    return _DASH.join(zh), _DASH.join(en)


_DASH: Final = "–"
# A test returns None for an edge that is kept, else the word under which it is counted (may be empty).
_Test = Callable[[Attributes, set[str]], str | None]


def _tests(selection: Selection, covered: tuple[int, int] | None) -> list[tuple[Pair, _Test]]:
    only_actual = selection.modalities == ACTUAL
    tests: list[tuple[Pair, _Test]] = [
        (_NOT_ACTUAL if only_actual else _MODALITIES, _one_of("modality", selection.modalities)),
        (_BYLINES, _byline(selection.bylines)),
        (_INFERRED, lambda edge, _: "" if selection.stated_only and edge["certainty"] != "stated" else None),
        (_SOURCES, _one_of("source", selection.sources)),
        (_KINDS, _one_of("kind", selection.kinds)),
        (_UNCOUNTED, _uncounted(selection)),
        (_CAPACITIES, _capacity(selection)),
        (_ENDS, _types(selection.types)),
    ]
    if selection.years != (None, None):
        text = years_text(selection.years)
        tests.append((UNDATED, _undated(undated=selection.undated)))
        tests.append(((_OUTSIDE[0].format(text), _OUTSIDE[1].format(text)), _outside(selection, covered)))
    return tests


def _one_of(name: str, wanted: frozenset[str]) -> _Test:
    return lambda edge, _: None if not wanted or edge[name] in wanted else edge[name]


def _is_chosen(edge: Attributes, selection: Selection) -> bool:
    """Say whether an edge is of a capacity, or counted in a set, that is chosen; true where neither is asked for."""
    if not (selection.capacities or selection.counted_in):
        return True
    in_capacity = edge["kind"] == _INVOLVEMENT and edge["predicate"] in selection.capacities
    return in_capacity or edge["counted_in"] in selection.counted_in


def _uncounted(selection: Selection) -> _Test:
    def test(edge: Attributes, _: set[str]) -> str | None:
        is_in_set = edge["kind"] == _INVOLVEMENT and edge["predicate"] in selection.in_sets
        return edge["predicate"] if is_in_set and not _is_chosen(edge, selection) else None

    return test


def _capacity(selection: Selection) -> _Test:
    def test(edge: Attributes, _: set[str]) -> str | None:
        if _is_chosen(edge, selection):
            return None
        return edge["predicate"] if edge["kind"] == _INVOLVEMENT else edge["kind"]

    return test


def _byline(roles: frozenset[str]) -> _Test:
    def test(edge: Attributes, _: set[str]) -> str | None:
        role = edge["predicate"] if edge["kind"] == _TENURE else edge["in_role"]
        return role if role in roles else None

    return test


def _types(wanted: frozenset[str]) -> _Test:
    return lambda _, types: None if not wanted or types <= wanted else _DASH.join(sorted(types))


def _undated(*, undated: bool) -> _Test:
    return lambda edge, _: None if undated or edge["start"] or edge["end"] else ""


def _outside(selection: Selection, covered: tuple[int, int] | None) -> _Test:
    years, within = selection.years, covered or (0, _ANY_YEAR)
    first, last = years[0] or 0, years[1] or _ANY_YEAR
    if selection.possible:
        return lambda edge, _: None if life_of(edge).is_possible_in(first, last) else ""
    return lambda edge, _: None if reaches_into(edge, years, within) else ""


def reaches_into(edge: Attributes, years: Years, covered: tuple[int, int]) -> bool:
    """Say whether what is said of an edge's time does not exclude some years.

    What has no known bound is taken to reach to the end of the years that sources name.
    """
    some = edge["start"] or edge["end"]
    first, last = (some and f"{year:04d}" for year in covered)
    return may_fall_into(edge["start"] or first, edge["end"] or last, years)


def years_of(graph: Graph) -> tuple[int, int] | None:
    """Return the first and the last year that any time in a graph names, or None when there is none."""
    years = [int(edge[end][:_YEAR]) for *_, edge in graph.edges(data=True) for end in ("start", "end") if edge[end]]
    return (min(years), max(years)) if years else None

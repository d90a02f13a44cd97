"""Simple weighted graphs, two-mode centralities, pairs that share more than chance: worked by hand or brute force."""

from __future__ import annotations

from itertools import combinations, product
from typing import Final

import networkx as nx
import numpy as np
import pytest

from kg.errors import UsageError
from kg.network import two_mode
from kg.network.backbone import backbone, chances_of, probabilities, tail
from kg.network.edges import Graph
from kg.network.projections import co_leadership, people_initiatives
from kg.network.simple import simple_graph, written_simple
from test_network import EDGE, small

A, B, C, X, Y = "Person:a", "Person:b", "Person:c", "Deed:x", "Deed:y"


ANY: Final[frozenset[str]] = frozenset()


def said(source: str, spans: str, **more: str) -> dict[str, str]:
    return {"source": source, "spans": spans, **more}


@pytest.fixture
def thrice() -> Graph:
    """Return a pair of which three statements speak, in two passages of one source and one of another."""
    return small(
        (A, X, said("one", "0-8", predicate="headed", certainty="inferred")),
        (A, X, said("one", "5-12", predicate="ran")),
        (A, X, said("one", "40-44", predicate="ran")),
        (A, X, said("two", "0-8", predicate="ran", certainty="inferred")),
        (X, A, said("two", "50-58", predicate="forA")),
        (A, A, said("two", "60-68")),
        (B, X, said("two", "70-78", certainty="inferred")),
    )


@pytest.mark.parametrize(
    ("weight", "forth", "back"),
    [("statements", 4, 1), ("passages", 3, 1), ("sources", 2, 1), ("1", 1, 1)],
)
def test_a_weight_counts_what_its_name_says(weight: str, forth: int, back: int, thrice: Graph) -> None:
    written = written_simple(thrice, weight)
    assert {(start, end, key): edge["weight"] for start, end, key, edge in written.edges(keys=True, data=True)} == {
        (A, X, f"{A}+{X}"): forth,
        (X, A, f"{X}+{A}"): back,
        (B, X, f"{B}+{X}"): 1,
    }


def test_an_edge_says_what_its_statements_say_together(thrice: Graph) -> None:
    made = written_simple(thrice)
    assert made.edges[A, X, f"{A}+{X}"] == EDGE | {
        "id": "1;2;3;4",
        "label": "",
        "predicate": "headed;ran",
        "source": "one;two",
        "certainty": "stated",
        "spans": "one:0-8;one:5-12;one:40-44;two:0-8",
        "statements": 4,
        "passages": 3,
        "sources": 2,
        "weight": 4,
    }
    assert made.edges[B, X, f"{B}+{X}"]["certainty"] == "inferred"


def test_newman_shares_a_thing_among_all_others_who_share_it() -> None:
    """Three do x and two of them y: a and b have 1/2 + 1, the others 1/2 (Newman 2001, figure 1 in small)."""
    led = small((A, X, {}), (B, X, {}), (C, X, {}), (A, Y, {}), (B, Y, {}))
    flat = simple_graph(co_leadership(led, counted_in=ANY), "newman")
    assert {(one, other): weight for one, other, weight in flat.edges(data="weight", default=0)} == {
        (A, B): 1.5,
        (A, C): 0.5,
        (B, C): 0.5,
    }
    # a person's weights add up to the number of things that they share with anybody
    assert flat.degree(A, weight="weight") == 2


def test_newmans_weights_are_refused_where_nothing_is_shared(thrice: Graph) -> None:
    with pytest.raises(UsageError, match="Newman's weights are for what people share"):
        simple_graph(thrice, "newman")


# a - x - b - y, a path; the golden ratio is its eigenvector
PATH: Final = {
    "degree": {A: 1 / 2, B: 1, X: 1, Y: 1 / 2},
    "closeness": {A: 4 / 6, B: 1, X: 1, Y: 4 / 6},
    "betweenness": {A: 0, B: 1, X: 1, Y: 0},
    "eigenvector": {A: 0.525731, B: 0.850651, X: 0.850651, Y: 0.525731},
}


@pytest.mark.parametrize("name", PATH)
def test_two_mode_centralities_of_a_path(name: str) -> None:
    two = people_initiatives(small((A, X, {}), (B, X, {}), (B, Y, {}), (B, Y, {})))
    assert getattr(two_mode, name)(two) == pytest.approx(PATH[name], abs=1e-6)


def davis() -> Graph:
    """Return the women and events of Davis, Gardner and Gardner (1941), as Borgatti and Everett (1997) measure them."""
    women = nx.davis_southern_women_graph()
    pairs = [(w, e) for w, e in women.edges() if women.nodes[w]["bipartite"] == 0]
    return people_initiatives(small(*((f"Person:{woman}", f"Deed:{event}", {}) for woman, event in pairs)))


def test_the_southern_women_as_published() -> None:
    degree, eigenvector = two_mode.degree(davis()), two_mode.eigenvector(davis())
    assert degree["Person:Evelyn Jefferson"] == pytest.approx(8 / 14)
    assert degree["Deed:E8"] == pytest.approx(14 / 18)
    # the singular vectors of the incidence matrix have length 1, in either mode
    for mode in ("Person", "Deed"):
        assert sum(v * v for node, v in eigenvector.items() if node.startswith(mode)) == pytest.approx(1)
    ordinary = nx.eigenvector_centrality_numpy(nx.Graph(davis()))
    assert eigenvector == pytest.approx({node: value * 2**0.5 for node, value in ordinary.items()}, abs=1e-6)


def test_in_a_small_component_nobody_is_close_to_all() -> None:
    """C does one deed alone, and reaches one of four others; a and b reach two of four."""
    two = people_initiatives(small((A, X, {}), (B, X, {}), (C, Y, {})))
    assert two_mode.closeness(two) == pytest.approx({A: 0.5, B: 0.5, X: 0.5, C: 0.25, Y: 0.25})


def test_beyond_the_largest_component_there_is_no_eigenvector() -> None:
    two = people_initiatives(small((A, X, {}), (B, X, {}), (C, Y, {})))
    assert two_mode.eigenvector(two) == pytest.approx({A: 0.5**0.5, B: 0.5**0.5, X: 1})


def test_one_mode_has_no_two_mode_centrality() -> None:
    with pytest.raises(UsageError, match="the network has one mode"):
        two_mode.degree(co_leadership(small((A, X, {}), (B, X, {})), counted_in=ANY))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([1, 1], [1, 1]),
        ([3, 2, 1], [2, 2, 1, 1]),
        ([5, 3, 3, 1, 1, 1], [4, 2, 2, 2, 2, 1, 1]),
        ([3, 1], [2, 1, 1]),  # a full row leaves one network alone
        ([4, 2, 2, 0], [3, 3, 1, 1]),
    ],
)
def test_probabilities_keep_the_degrees_on_average(rows: list[int], columns: list[int]) -> None:
    found = probabilities(rows, columns)
    assert found.sum(axis=1) == pytest.approx(np.array(rows), abs=1e-8)
    assert found.sum(axis=0) == pytest.approx(np.array(columns), abs=1e-8)
    assert ((found >= 0) & (found <= 1)).all()


def test_probabilities_of_maximal_entropy_have_odds_that_multiply() -> None:
    p = probabilities([3, 2, 1], [2, 2, 1, 1])
    odds = p / (1 - p)
    assert odds[0, 0] * odds[1, 2] == pytest.approx(odds[0, 2] * odds[1, 0])
    assert odds[1, 1] * odds[2, 3] == pytest.approx(odds[1, 3] * odds[2, 1])


def test_the_tail_is_that_of_all_networks_counted() -> None:
    """By brute force: each of the 4,096 networks of three people and four deeds, weighed by its probability."""
    chances = probabilities([3, 2, 1], [2, 2, 1, 1])
    for one, other in combinations(range(3), 2):
        at_least = [0.0] * 5
        for drawn in product((0, 1), repeat=12):
            matrix = np.array(drawn).reshape(3, 4)
            weight = np.prod(np.where(matrix, chances, 1 - chances))
            for least in range(int(matrix[one] @ matrix[other]) + 1):
                at_least[least] += float(weight)
        assert [tail(chances[one] * chances[other], least) for least in range(5)] == pytest.approx(at_least, abs=1e-12)


def test_pairs_by_chance_fall_out_and_are_counted() -> None:
    """A and b share three of four deeds each; c meets both in the one that everybody has a part in."""
    plain: dict[str, str] = {}
    own = [(who, f"Deed:{n}", plain) for n in range(3) for who in (A, B)]
    others = [(f"Person:{n}", f"Deed:{n + 3}", plain) for n in range(24)]
    two = people_initiatives(small(*own, *others, *((who, X, {}) for who in (A, B, C))))
    found = chances_of(two)
    assert {tuple(sorted(pair)): chance.shared for pair, chance in found.items()} == {(A, B): 4, (A, C): 1, (B, C): 1}
    kept = backbone(two, co_leadership(two, counted_in=ANY), 0.05)
    assert {(one, other) for one, other, _ in kept.edges} == {(A, B)}
    assert {edge["p"] for *_, edge in kept.edges(data=True)} == {f"{found[frozenset((A, B))].p:.6g}"}
    assert [(reason[1], n) for reason, n in kept.graph["left_out"] if "expect" in reason[1]] == [
        ("pairs that share no more than their degrees lead one to expect (alpha 0.05, 351 possible pairs)", 2)
    ]

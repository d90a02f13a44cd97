"""One edge a pair, and what its weight counts: statements, passages, sources or nothing."""

from __future__ import annotations

from typing import Final

import pytest

from kg.errors import UsageError
from kg.network.passages import passages
from kg.network.projections import co_leadership
from kg.network.simple import WEIGHTS, simple_graph
from test_network import CO_LED, EDGE, small

# statements by source and offsets, and on how many passages they rest
PASSAGES: Final = {
    "": 0,  # from the register: no words
    "a:10-20": 1,
    "a:10-20 a:15-25": 1,
    "a:10-20 a:20-30": 2,  # one ends where the other begins
    "a:10-20 b:10-20": 2,
    "a:10-20 a:12-14 a:18-22": 1,
    "a:10-20,50-60 a:30-40 a:55-57": 2,
    "a:10-20,50-60 a:30-40,58-70 a:35-36": 1,  # linked by a third
    "a:10-40 a:12-14 a:30-35 a:50-60": 2,
}


@pytest.mark.parametrize("said", PASSAGES)
def test_statements_that_quote_the_same_words_are_one_passage(said: str) -> None:
    edges = [EDGE | {"source": one[0], "spans": one[2:].replace(",", ";")} for one in said.split()]
    assert passages(edges or [EDGE]) == PASSAGES[said]
    assert passages(reversed(edges or [EDGE])) == PASSAGES[said]


REPEATED: Final = (
    ("Person:a", "Body:k", {"source": "one", "spans": "10-20"}),
    ("Person:a", "Body:k", {"source": "one", "spans": "15-20"}),
    ("Body:k", "Person:a", {"source": "two", "spans": "1-2"}),
    ("Person:a", "Person:a", {"source": "one", "spans": "1-2"}),
    ("Person:b", "Body:k", {"source": "one", "spans": "90-95"}),
)


@pytest.mark.parametrize(("weight", "expected"), [("statements", 3), ("passages", 2), ("sources", 2), ("1", 1)])
def test_the_weight_of_a_pair_is_by_choice(weight: str, expected: int) -> None:
    made = simple_graph(small(*REPEATED), weight)
    assert made.edges["Person:a", "Body:k"] == {"weight": expected, "statements": 3, "passages": 2, "sources": 2}
    assert (len(made), made.number_of_edges()) == (3, 2)  # no loop


def test_ordered_pairs_are_kept_apart_when_asked_for() -> None:
    made = simple_graph(small(*REPEATED), directed=True)
    assert {(start, end): edge["weight"] for start, end, edge in made.edges(data=True)} == {
        ("Person:a", "Body:k"): 2,
        ("Body:k", "Person:a"): 1,
        ("Person:b", "Body:k"): 1,
    }


def test_an_edge_of_a_projection_counts_with_all_its_statements() -> None:
    made = simple_graph(co_leadership(small(*CO_LED)), "passages")
    assert made.edges["Person:a", "Person:b"] == {"weight": 1, "statements": 2, "passages": 1, "sources": 1}
    assert made.edges["Person:b", "Person:c"]["weight"] == 2


def test_an_unknown_weight_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as refused:
        simple_graph(small(*REPEATED), "strength")
    assert all(name in refused.value.hint for name in WEIGHTS)

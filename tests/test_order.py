"""The line of holders of a role and place: its runs, and where each holder is in it."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from kg.model import Statement
from kg.reading.order import Standing, lines_of, standing
from kg.reading.said import Said
from kg.terms.namespaces import PREFIXES, slug

ROLE, PLACE = PREFIXES["role"] + "r", PREFIXES["place"] + "p"


def succession(number: int, earlier: str, later: str, certainty: str = "stated", place: str = PLACE) -> Said:
    """Return a succession of two holders, in one role and place."""
    ends = {"earlier": PREFIXES["person"] + earlier, "later": PREFIXES["person"] + later}
    slots = {**ends, "inRole": ROLE, **({"place": place} if place else {})}
    statement = Statement(
        f"{PREFIXES['statement']}{number}",
        "Succession",
        f"{PREFIXES['source']}one",
        tuple((name, NamedNode(iri)) for name, iri in sorted(slots.items())),
        (),
    )
    return Said(
        statement=statement,
        kind="succession",
        subject=NamedNode(ends["earlier"]),
        predicate=None,
        object=NamedNode(ends["later"]),
        time="",
        first_day="",
        last_day="",
        certainty=certainty,
        inferred=(),
        modality="actual",
        review="machine-coded",
        quotes=(),
        position=number,
    )


def successions(text: str) -> list[Said]:
    """Return successions as `a>b b~c` gives them, `~` for an inferred one."""
    return [
        succession(n, pair[0], pair[2], "stated" if pair[1] == ">" else "inferred")
        for n, pair in enumerate(text.split())
    ]


@pytest.mark.parametrize(
    ("said", "runs"),
    [
        ("a>b b>c", ["abc"]),
        ("b>c a>b", ["abc"]),  # in whatever order they are said
        ("a>b a>c", ["ab", "ac"]),  # two sources name different successors: both are shown
        ("a>b c>d", ["ab", "cd"]),  # no source joins them
        ("a>b b>a", ["ab"]),  # a circle is walked once
        ("a>b c>d d>c", ["ab", "cd"]),
        ("a>c b>c c>d", ["acd", "bcd"]),
    ],
)
def test_runs_join_the_neighbours_that_successions_name(said: str, runs: list[str]) -> None:
    (line,) = lines_of(successions(said)).values()
    assert ["".join(slug(holder) for holder, _ in run) for run in line.runs()] == runs


@pytest.mark.parametrize(
    ("said", "standings"),
    [
        ("a>b b>c", {"a": "1 stated", "b": "2 stated", "c": "3 stated"}),
        ("a~b b>c", {"a": "1 inferred", "b": "2 inferred", "c": "3 inferred"}),
        ("a>b b~c", {"a": "1 stated", "b": "2 stated", "c": "3 inferred"}),
        ("a~b a>b", {"a": "1 stated", "b": "2 stated"}),  # one source states what another lets infer
        ("a>c b>c", {"a": "1 stated", "b": "1 stated", "c": "3 stated"}),
        ("a>b b>c c>b c>d", {"a": "1 stated", "d": "4 stated"}),  # who comes before himself has no place in line
    ],
)
def test_a_holder_has_the_place_after_all_who_come_before(said: str, standings: dict[str, str]) -> None:
    (line,) = lines_of(successions(said)).values()
    assert {slug(holder): f"{at.number} {at.certainty}" for holder, at in line.standings.items()} == standings


def test_each_role_and_place_has_a_line_of_its_own_and_one_without_place_serves_all() -> None:
    lines = lines_of(
        [succession(1, "a", "b"), succession(2, "c", "a", place=PLACE + "2"), succession(3, "d", "e", place="")]
    )
    person = PREFIXES["person"]
    assert standing(lines, person + "a", ROLE, PLACE) == Standing(1, "stated")
    assert standing(lines, person + "a", ROLE, PLACE + "2") == Standing(2, "stated")
    assert standing(lines, person + "a", ROLE, PLACE + "3") is None
    assert standing(lines, person + "e", ROLE, PLACE) == Standing(2, "stated")
    assert standing(lines, person + "e", ROLE + "2", PLACE) is None

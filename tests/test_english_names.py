"""Names as readers of English type them: `golden/typed-names.tsv`, with what is found in the language asked for."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from kg.errors import UsageError
from kg.finding.find import Lookup
from kg.project import Project
from kg.store import Store
from kg.terms.namespaces import curie

TABLE: Final = Path(__file__).with_name("golden") / "typed-names.tsv"
_SHOWN: Final = 3
_ID: Final = re.compile(r"\(\w+, ([^():]+:[^() ]+)\)")


class Case(NamedTuple):
    """The language asked for, what is typed, the classes wanted, what is found, and why."""

    language: str
    typed: str
    classes: str
    found: str
    why: str

    def __str__(self) -> str:
        return f"{self.language}-{self.typed}-{self.classes}"


def cases() -> list[Case]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Case(*row) for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]


def outcome(lookup: Lookup, typed: str, classes: tuple[str, ...]) -> str:
    """Return the id of the thing meant, the ids of the first candidates in order, or the refusal and the nearest id."""
    try:
        return curie(lookup.one(typed, classes, "this").iri)
    except UsageError as error:
        first, *listed = error.message.splitlines()
        if listed:
            return " ".join(("several", *(found for line in listed[:_SHOWN] for found in _ID.findall(line))))
        refused = "none" if first.startswith("no match") else first.partition(" is ")[2]
        return " | ".join((refused, *_ID.findall(error.hint.partition("Nearest: ")[2])[:1]))


@pytest.mark.parametrize("case", cases(), ids=str)
def test_what_is_typed_finds_what_the_table_says(case: Case, store: Store, project: Project) -> None:
    lookup = Lookup(store, project.register, case.language)
    assert outcome(lookup, case.typed, tuple(filter(None, case.classes.split(",")))) == case.found, case.why


SHOWN: Final = {
    ("en", "Lili Zhou"): "Zhou Lili 周丽丽 (Person, person:周丽丽-002)",
    ("zh", "Lili Zhou"): "周丽丽 Zhou Lili (Person, person:周丽丽-002)",
    ("en", "柯岩"): "Keyan Subdistrict 柯岩街道 (Place, place:柯岩街道-330603)",
    ("zh", "keyan"): "柯岩街道 Keyan Subdistrict (Place, place:柯岩街道-330603)",
    ("en", "牵头"): "took the lead 牵头 (Capacity, capacity:took-the-lead)",
    ("en", "越城区"): "越城区 (Place, place:越城区-330602)",
}


@pytest.mark.parametrize(("language", "typed"), SHOWN)
def test_a_candidate_has_the_label_asked_for_and_the_other_beside_it(
    language: str, typed: str, store: Store, project: Project
) -> None:
    assert str(Lookup(store, project.register, language).one(typed)) == SHOWN[language, typed]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Xiejiawu Village 谢家坞村 (Place, "), ("zh", "谢家坞村 Xiejiawu Village (Place, ")],
)
def test_nearest_names_are_in_the_language_asked_for(language: str, shown: str, store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        Lookup(store, language=language).one("Xiejiawu Vilage")
    assert caught.value.hint.startswith(f"Nearest: {shown}")


def test_the_table_has_both_languages_and_every_sort_of_outcome() -> None:
    known = cases()
    assert len(known) >= 40
    assert {case.language for case in known} == {"en", "zh"}
    assert {case.found.split(" ")[0] for case in known} >= {"several", "none", "a", "an"}
    assert sum(case.found.startswith("none") for case in known) >= 6

"""Names as readers of English type them: `golden/typed-names.tsv`, with what is found in the language asked for."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from kg.errors import UsageError
from kg.finding.find import Lookup
from kg.project import Project
from kg.store import Store

TABLE: Final = Path(__file__).with_name("golden") / "typed-names.tsv"
_SHOWN: Final = 3


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
    """Return the thing meant, the first candidates in order, or the refusal with the first of the nearest names."""
    try:
        return str(lookup.one(typed, classes, "this"))
    except UsageError as error:
        first, *listed = error.message.splitlines()
        if listed:
            return " | ".join(("several", *map(str.strip, listed[:_SHOWN])))
        near = error.hint.partition("Nearest: ")[2].split("; ")[0].partition("). ")[0].removesuffix(")")
        return f"{'none' if first.startswith('no match') else first} | {near + ')' if near else ''}"


@pytest.mark.parametrize("case", cases(), ids=str)
def test_what_is_typed_finds_what_the_table_says(case: Case, store: Store, project: Project) -> None:
    lookup = Lookup(store, project.register, case.language)
    assert outcome(lookup, case.typed, tuple(filter(None, case.classes.split(",")))) == case.found, case.why


def test_the_table_has_both_languages_and_every_sort_of_outcome() -> None:
    known = cases()
    assert len(known) >= 40
    assert {case.language for case in known} == {"en", "zh"}
    assert {case.found.split(" | ")[0] for case in known} >= {"several", "none"}
    assert sum(case.found.startswith("none") for case in known) >= 6

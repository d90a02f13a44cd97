"""The main job: build, check, answer who led what, draw the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.base.results import Page
from kg.build import Built, Progress
from kg.document.blocks import Block, Heading, Item, Note
from kg.document.words import in_words
from kg.errors import Finding
from kg.reading.citation import plain
from kg.tables.table import Table
from kg.terms.namespaces import PREFIXES, SKOS, slug

if TYPE_CHECKING:
    from kg.base.base import Base

_WHO: Final = ("谁牵头了“{}”？", "Who led “{}”?")
_NOBODY: Final = ("没有来源记载谁牵头了什么。", "No source says that anybody led anything.")
_GAP: Final = "…"  # between the pieces of a quote
_NAMED: Final = "initiative:"
_TRUE: Final = "true"  # as tables write it
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Demonstration:
    """What the main job gives: the store that was built, the findings, a question with its answer, the page.

    `told` is question and answer in words; `undertaking` and `statement` are what was led and the id of the statement
    on it, empty where nobody led anything.
    """

    built: Built
    findings: tuple[Finding, ...]
    told: tuple[Block, ...]
    answer: Table
    page: Page
    undertaking: str = ""
    statement: str = ""


def demonstrate(base: Base, texts: Iterable[Path] = (), progress: Progress | None = None) -> Demonstration:
    """Do the main job on a base. Raises as `build` and `page` do; the findings are for the caller to look at."""
    built = base.build(progress)
    findings = base.check(texts)
    case = _case(base)
    if case is None:
        nobody = Note(in_words(_NOBODY, base.language))
        return Demonstration(built, findings, (nobody,), Table((), (), language=base.language), base.page())
    asked = base.question("who-led")
    answer = base.query("who-led", **{asked.parameters[0].name: case["undertaking"]})
    undertaking = str(case["undertaking_label"])
    heading = Heading(1, in_words(_WHO, base.language).format(undertaking), "top")
    told: tuple[Block, ...] = (heading, *_items(answer, base))
    return Demonstration(built, findings, told, answer, base.page(), undertaking, _id(case))


def _case(base: Base) -> Row | None:
    """Return the row of `credited` that a stranger grasps at once: who led what, in whose words.

    The narrowest set comes first; then what has a name, then a quote in one piece that prints the capacity by its own
    name, else the first in reading order. None where nothing is counted.
    """
    ranks = {notation: rank for rank, notation in enumerate(_sets(base))}

    def key(row: Row) -> tuple[int, bool, bool, bool]:
        capacity, quote = str(row["capacity"]), str(row["quote"])
        prefix, _, local = capacity.partition(":")
        own_name = base.ontology.label(PREFIXES[prefix] + local, "zh")
        return ranks[row["set"]], not row["undertaking"].startswith(_NAMED), own_name not in quote, _GAP in quote

    counted = [row for row in base.query("credited").records() if row["set"] in ranks and row["counted"] == _TRUE]
    return min(counted, key=key, default=None)


def _items(answer: Table, base: Base) -> Iterable[Item]:
    """Yield the counted rows of an answer: who, in which capacity, what, by which set, and the words that say it."""
    sets = _sets(base)
    for row in answer.records():
        if row["set"] in sets and row["counted"] == _TRUE:
            text = " · ".join(str(row[name]) for name in ("actor_label", "capacity_label", "undertaking_label"))
            gloss = base.cite(_id(row)).gloss if base.language == "en" else ""
            source = slug(str(row["source"]).replace(":", "/"))
            yield Item(text, sets[row["set"]], str(row["quote"]), _id(row), source, gloss=plain(gloss))


def _sets(base: Base) -> Mapping[str, str]:
    """Return the labels of the sets by notation, the narrowest first."""
    terms = base.ontology.terms
    return {
        terms[iri].text(SKOS + "notation"): base.ontology.label(iri, base.language)
        for iri in base.ontology.capacity_sets
    }


def _id(row: Row) -> str:
    return str(row["statement"]).partition(":")[2]

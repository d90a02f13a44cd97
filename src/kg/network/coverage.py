"""What the sources of a store cover, said above every measure and wherever nothing is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.document.words import in_words
from kg.ontology import Ontology
from kg.reading.totals import SourceTotals, counted_places, totals
from kg.store import Store

_SENTENCE: Final = (
    "语料覆盖：{sources} 个来源（{appeared}），{statements} 条记载，{places} 个地方，所记年份 {years}",
    "Covered: {sources} ({appeared}), {statements}, {places}, years {years}",
)
_COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "sources": ("source", "sources"),
    "statements": ("statement", "statements"),
    "places": ("place", "places"),
}
_UNKNOWN: Final = ("未载", "not said")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What each source holds, and how many places there are."""

    sources: tuple[SourceTotals, ...]
    places: int

    @property
    def statements(self) -> int:
        """How many statements the sources hold."""
        return sum(source.statements for source in self.sources)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year that a statement which links two things names; None where none does."""
        named = [year for source in self.sources for year in source.linked_years or ()]
        return (min(named), max(named)) if named else None

    def sentence(self, language: str = "zh") -> str:
        """Return all of it in one line, without a stop."""
        numbers = {"sources": len(self.sources), "statements": self.statements, "places": self.places}
        if language == "en":
            counted: dict[str, object] = {k: f"{n:,} {_COUNTED[k][n != 1]}" for k, n in numbers.items()}
        else:
            counted = dict(numbers)
        unknown = in_words(_UNKNOWN, language)
        appeared = sorted(source.appeared for source in self.sources if source.appeared)
        spans = {"appeared": appeared[:1] + appeared[-1:], "years": self.years or ()}
        told = {name: "–".join(dict.fromkeys(map(str, span))) or unknown for name, span in spans.items()}
        return in_words(_SENTENCE, language).format(**counted, **told)


def covered(store: Store, ontology: Ontology) -> Coverage:
    """Return what a store covers, from the totals that the build wrote. Raises `StoreError` where they are missing."""
    return Coverage(totals(store), counted_places(store, ontology))

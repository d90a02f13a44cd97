"""What the corpus covers, said above every measure and wherever nothing is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.errors import TermError
from kg.model import Corpus
from kg.network.edges import Graph
from kg.network.places import PLACE_TYPES
from kg.network.selection import years_of
from kg.terms.namespaces import slug
from kg.terms.time import bounds

CAUTION: Final = "这里的中心度描述的是文章怎么写，而不是村庄本身。 A centrality here describes articles, not villages."


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sources, from when to when they appeared, and how many statements, places and years they tell of."""

    sources: tuple[str, ...]
    appeared: tuple[int, ...]
    statements: int
    places: int
    years: tuple[int, int] | None

    def sentence(self) -> str:
        """Return it in one line, Chinese and English."""
        appeared = (
            "–".join(dict.fromkeys(str(y) for y in (self.appeared[0], self.appeared[-1]))) if self.appeared else "?"
        )
        said = f"{self.years[0]}–{self.years[1]}" if self.years else "?"
        return (
            f"语料覆盖 covered: {len(self.sources)} 个来源 sources ({appeared}), {self.statements} 条记载 statements, "
            f"{self.places} 个地方 places, 所记年份 years told of {said}"
        )


def covered(corpus: Corpus, graph: Graph) -> Coverage:
    """Return what a corpus covers; `graph` is its whole multigraph."""
    return Coverage(
        tuple(sorted(slug(iri) for iri in corpus.sources)),
        tuple(sorted(year for source in corpus.sources.values() if (year := _year(source.text("date"))))),
        len(corpus.statements),
        sum(found["type"] in PLACE_TYPES for _, found in graph.nodes(data=True)),
        years_of(graph),
    )


def _year(text: str) -> int:
    """Return the year of a date, 0 where there is none."""
    try:
        first = bounds(text).start if text else None
    except TermError:
        first = None
    return first.year if first else 0

"""How far the ranks of a view hang on what is taken in: the view measured again under other choices and by lot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Final

from kg.document.words import in_words
from kg.network.definitions import CAUTION
from kg.network.edges import AnyGraph
from kg.network.fitting import check_fits, unfit
from kg.network.measures import MEASURES, Asked, communities_of, find_measures
from kg.network.robustness import (
    COMMUNITIES,
    COMPARED,
    Measured,
    Ranking,
    divided,
    ranking,
    resampled,
    robustness_table,
)
from kg.network.selection import Selection
from kg.reading.roles import byline_roles
from kg.tables.table import Table
from kg.terms.namespaces import slug

if TYPE_CHECKING:
    from kg.base.networks import Networks, View

_HEAD: Final = (
    (
        "名次随取舍而变。“low”“high”：按段落重抽 {samples} 次，95% 的名次在此之间（种子 {seed}）；"
        "“in_top”：其中居前 {top} 位的比例；其后各列：另取一种材料时的名次。"
    ),
    (
        "Ranks hang on what is taken in: low and high bound 95 % of the ranks in {samples} samples of passages (seed "
        "{seed}), in_top is the share of them in which the node is among the first {top}; a column for each other "
        "choice follows."
    ),
)
_ABSENT: Final = (
    "不在其中者名次从缺，计算时排在末位。重抽的网络较稀疏，只比名次，不比数值。",
    (
        "Who is not there has no rank, and counts as last. A sample is sparser than the network: compare ranks in it, "
        "not values."
    ),
)


@dataclass(frozen=True)
class Robust:
    """What is asked: some measures of nodes of some types, on a projection (empty for the network itself)."""

    networks: Networks
    view: View
    ranked: frozenset[str]
    on: str
    names: tuple[str, ...]

    def network(self, view: View) -> AnyGraph:
        """Return what is measured of a view."""
        return self.networks.project(view, self.on) if self.on else view.graph

    def measured(self, view: View) -> Measured:
        """Return what each measure gives in a view."""
        graph = self.network(view)
        places = frozenset[str]() if self.on or view.through_places else frozenset(view.ontology.location_classes)
        how = {"passed_over": places, "broader": view.broader_roles, "often": True}
        asked = Asked(graph, self.ranked, language=view.language, **how)  # type: ignore[arg-type]
        return {name: self._measured(name, asked) for name in self.names}

    def _measured(self, name: str, asked: Asked) -> Ranking:
        if name == COMMUNITIES:
            return divided(communities_of(asked))
        return ranking(name, MEASURES[name](asked) if asked.graph.number_of_edges() else ())

    def table(self, samples: int, seed: int, top: int) -> Table:
        """Return the ranks with their intervals; above them what the columns are, below what is left out."""
        random, view = Random(seed), self.view  # noqa: S311 - not a secret
        others = {name: self.measured(other) for name, other in _others(view)}
        drawn = [self.measured(view.having(resampled(view.graph, random))) for _ in range(samples)]
        table = robustness_table(self.measured(view), others, drawn, top, view.language)
        told = in_words(_HEAD, view.language).format(samples=samples, seed=seed, top=top)
        head = (view.coverage.sentence(view.language), in_words(CAUTION, view.language), told)
        foot = (in_words(_ABSENT, view.language), *view.explained(self.network(view)))
        return replace(table, head=head, foot=foot)


def _others(view: View) -> Iterator[tuple[str, View]]:
    """Yield the view under each other choice, by the name that its column has."""
    chosen = view.selection
    if not chosen.stated_only:
        yield "stated-only", _chosen(view, stated_only=True)
    if view.through_places:
        yield "no-places", replace(view, through_places=False)
    else:
        yield "through-places", replace(view, through_places=True)
    if chosen.bylines:
        yield "bylines", _chosen(view, bylines=frozenset())
    else:
        yield "no-bylines", _chosen(view, bylines=frozenset(map(slug, byline_roles(view.ontology))))
    sources = sorted(chosen.sources or {slug(source.iri) for source in view.coverage.sources})
    for left_out in sources if len(sources) > 1 else ():
        yield f"without-{left_out}", _chosen(view, sources=frozenset(sources) - {left_out})


def _chosen(view: View, **given: object) -> View:
    selection: Selection = replace(view.selection, **given)  # type: ignore[arg-type]
    return view.choosing(selection)


def robust(networks: Networks, view: View, ranked: frozenset[str], on: str = "", names: Sequence[str] = ()) -> Robust:
    """Return measures of a view, to be compared: without names all that mean something there.

    Raises `UsageError` for an unknown measure, and for one that means nothing on the network.
    """
    find_measures(names)
    made = Robust(networks, view, ranked, on, ())
    graph = made.network(view)
    for name in names:
        check_fits(name, graph)
    return replace(made, names=tuple(name for name in names or COMPARED if unfit(name, graph) is None))

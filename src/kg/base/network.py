"""A network in a notebook: a graph of networkx that also measures, projects and simplifies itself."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from kg.network.edges import AnyGraph
from kg.network.methods import Methods
from kg.network.portable import graph_attributes, in_numbers, portable
from kg.network.simple import simple_graph
from kg.tables.table import Table

if TYPE_CHECKING:
    from kg.base.networks import Networks, View

    Directed = nx.MultiDiGraph[str]
    Undirected = nx.MultiGraph[str]
else:
    Directed, Undirected = nx.MultiDiGraph, nx.MultiGraph
_CALLER: Final = 4  # whoever asked for the network


class _Chosen:
    """What a network was made of; a copy, or a part that networkx makes, has it no more."""

    _networks: Networks
    _view: View
    _whole: AnyGraph
    _what: str = "export"

    def _of(self, networks: Networks, view: View, whole: AnyGraph) -> None:
        """Fill the graph from one with attributes of several kinds; warn where nothing is left, and why."""
        self._networks, self._view, self._whole = networks, view, whole
        graph: Any = self
        graph.graph.update(graph_attributes(whole, view.language))
        graph.add_nodes_from((node, in_numbers(found)) for node, found in whole.nodes(data=True))
        graph.add_edges_from(whole.edges(keys=True, data=True))
        if not whole.number_of_edges():
            warnings.warn("\n".join(self.explained()), stacklevel=_CALLER)

    def explained(self) -> tuple[str, ...]:
        """Return what the network leaves out and why, a line each; of an empty one, what the sources cover."""
        return self._view.explained(self._whole)

    def methods(self) -> Methods:
        """Return the methods record of the network: `record` is the data, `lines()` the text, `json()` the file."""
        return self._networks.methods(self._view, self._whole, self._what)

    def simple(self, weight: str = "statements", *, directed: bool = False) -> nx.Graph[str]:
        """Return one edge for each pair, as a `networkx.Graph`, with a weight by choice (see `kg.network.simple`).

        The weight counts `statements`, `passages`, `sources`, or is `1`; of what people share it can be `newman`.
        """
        made = simple_graph(self._whole, weight, directed=directed)
        made.graph = {**graph_attributes(self._whole, self._view.language), "weight": weight}
        return made

    def to_networkx(self) -> AnyGraph:
        """Return a plain graph of networkx: nodes named by their ids, every attribute text or a number.

        The attributes `id` and `source` of an edge are `statement` and `article` in it, which no program takes for its
        own names. The attribute `methods` of the graph is the methods record as JSON.
        """
        return portable(self._whole, self.methods(), language=self._view.language)


class Network(_Chosen, Directed):
    """A `networkx.MultiDiGraph` of what statements link: nodes are IRIs, edges keyed `STATEMENT_ID:SLOT`.

    All attributes are text or numbers, so that networkx's own writers take it. `copy()` and `subgraph()` give graphs
    that no longer know what they were chosen from, and so do not measure or project.
    """

    def project(self, projection: str, *, set: str = "", **how: Any) -> Projected | Network:  # noqa: A002, ANN401 - as the command has it
        """Return a projection of the network: `co-leadership`, `people-initiative` ... (see `kg network project`).

        `set` is what counts as leading in co-leadership (`strict` without it; `medium`, `broad`, `any`); further
        arguments are `overlap`, `layers` and `alpha`. Raises `UsageError` for a word that means nothing, with the
        nearest.
        """
        made = self._networks.project(self._view, projection, counted_in=set, **how)
        shown: Network | Projected = Network() if made.is_directed() else Projected()
        shown._of(self._networks, self._view, made)  # noqa: SLF001 - one family
        shown._what = f"project {projection}"  # noqa: SLF001 - as above
        return shown

    def measures(self, *names: str, of: str = "Person", on: str = "", **how: Any) -> Table:  # noqa: ANN401 - numbers
        """Return measures as a table, all that mean something here without names.

        `of` is the class of the nodes that are ranked, or `all`; `on` a projection; further arguments are `top`,
        `error` and `samples`. Raises `UsageError` for a measure that means nothing here, with what to do instead.
        """
        return self._networks.measures(self._view, of=of, on=on, names=names, **how)

    def robustness(self, *names: str, of: str = "Person", on: str = "", **how: Any) -> Table:  # noqa: ANN401 - numbers
        """Return how far the ranks of measures hang on what is taken in (see `kg network robustness`).

        Further arguments are `samples`, `seed` and `top`. Raises `UsageError` as `measures` does.
        """
        return self._networks.robustness(self._view, of=of, on=on, names=names, **how)


class Projected(_Chosen, Undirected):
    """A `networkx.MultiGraph` of who shares what with whom: nodes are IRIs, edges keyed `ONE+OTHER:THING`."""


def network_of(networks: Networks, view: View) -> Network:
    """Return the network of a view. Warns where nothing is left of it."""
    made = Network()
    made._of(networks, view, view.graph)  # noqa: SLF001 - as above
    return made

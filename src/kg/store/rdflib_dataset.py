"""A store as an rdflib dataset, for code that speaks rdflib. It never opens a connection by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore as RdflibStore
from oxrdflib._converter import from_ox, to_ox
from rdflib.query import Result as RdflibResult
from rdflib.term import Identifier, Node, Variable

from kg.errors import Message, QueryError, UsageError
from kg.store.results import Solutions
from kg.store.syntax import names_dataset, refuse_services, refuse_unsafe, with_prefixes

if TYPE_CHECKING:
    from kg.store.embedded import OxigraphStore

_UNION: Final = "__UNION__"


def dataset_over(store: OxigraphStore) -> rdflib.Dataset:
    """Return a dataset on a store; its default graph is the union of all graphs."""
    return _Dataset(store=_Bridge(store), default_union=True)


class _Dataset(rdflib.Dataset):
    """A dataset whose queries go to the store as text, never to rdflib's own engine, which would fetch graphs."""

    def query(self, query_object: Any, *given: Any, **named: Any) -> RdflibResult:  # noqa: ANN401 - rdflib's own
        """Evaluate SPARQL given as text."""
        if not isinstance(query_object, str):
            raise UsageError(
                Message("a prepared query would be run by rdflib's own engine"), Message("Give the query as text.")
            )
        return super().query(query_object, *given, **named)


class _Bridge(RdflibStore):
    """Oxigraph for rdflib: FROM means what SPARQL says, SERVICE is refused, Ctrl-C ends a query."""

    def __init__(self, store: OxigraphStore) -> None:
        super().__init__(store=store.raw)
        self._kg = store

    def query(
        self,
        query: Any,  # noqa: ANN401 - as oxrdflib has it
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: Any,  # noqa: ANN401, N803
        **kwargs: object,
    ) -> RdflibResult:
        """Evaluate SPARQL; the dataset that the text names goes before the graph that is asked."""
        if kwargs:
            raise QueryError(
                Message("the option {kwargs} is not supported", kwargs=next(iter(kwargs))), Message("Leave it out.")
            )
        declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in initNs.items())
        text = with_prefixes(declared + query)
        refuse_unsafe(text)
        refuse_services(text, self._kg.services)
        options: dict[str, Any] = {"substitutions": {ox.Variable(k): to_ox(v) for k, v in initBindings.items()}}
        if not names_dataset(query):
            whole = str(queryGraph) == _UNION
            options |= {"use_default_graph_as_union": True} if whole else {"default_graph": to_ox(queryGraph)}
        found = self._kg.evaluated(text, **options)
        if isinstance(found, bool):
            answer = RdflibResult("ASK")
            answer.askAnswer = found
        elif isinstance(found, Solutions):
            answer = RdflibResult("SELECT")
            answer.vars = [Variable(name) for name in found.variables]
            answer.bindings = [
                {
                    variable: cast("Identifier", from_ox(value))
                    for variable, value in zip(answer.vars, row, strict=True)
                    if value is not None
                }
                for row in found
            ]
        else:
            answer = RdflibResult("CONSTRUCT")
            answer.graph = rdflib.Graph()
            answer.graph += (cast("tuple[Node, Node, Node]", from_ox(triple)) for triple in found)
        return answer

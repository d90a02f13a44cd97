"""The standards' view of statements and quotes: org, prov, the data cube and web annotations.

A saying is not the thing said, so each form is a further resource that points back to the statement. The queries of
`tests/oracle/` say the same in SPARQL, and a test holds the two together; made here, it costs a fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.model import Quote, Statement, Term
from kg.rdf import TermTriple, type_, typed_literal
from kg.terms.namespaces import KG, STANDARD

Triples = Iterator[TermTriple]
Computed = Mapping[str, Term]


class _Names(dict[str, NamedNode]):
    """The names of a vocabulary as nodes, each made once."""

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self._namespace = namespace

    def __missing__(self, name: str) -> NamedNode:
        self[name] = NamedNode(self._namespace + name)
        return self[name]


_TENURE: Final = ("holder", "role")
_QUALIFIED: Final = ("certainty", "modality")
_INVOLVEMENT: Final = ("actor", "capacity", "undertaking")
_OBSERVATION: Final = ("measured", "indicator", "value", "unit", "valueBound")
_kg, _oa, _org, _prov, _qb = (_Names(name) for name in (KG, *(STANDARD[p] for p in ("oa", "org", "prov", "qb"))))


def statement_view(statement: Statement, computed: Computed) -> Triples:
    """Yield the standards' view of a statement; `computed` is what the build adds to it, by property.

    A tenure is a membership and a post, an involvement an activity, a figure an observation, each where it is whole;
    any statement is an annotation on the words that say it.
    """
    make = _VIEWS.get(statement.kind)
    if make is not None:
        yield from make(statement, computed)
    if statement.evidence:
        node, annotation = NamedNode(statement.iri), NamedNode(f"{statement.iri}/annotation")
        yield annotation, type_, _oa["Annotation"]
        yield annotation, _oa["hasBody"], node
        for iri in statement.evidence:
            yield annotation, _oa["hasTarget"], NamedNode(f"{iri}/target")


def quote_view(quote: Quote) -> Triples:
    """Yield the standards' view of a quote: the target of annotations, with selectors by position and by words."""
    target, position, words = (NamedNode(f"{quote.iri}/{name}") for name in ("target", "position", "words"))
    yield target, type_, _oa["SpecificResource"]
    yield target, _oa["hasSource"], NamedNode(quote.source)
    yield target, _oa["hasSelector"], position
    yield target, _oa["hasSelector"], words
    yield position, type_, _oa["TextPositionSelector"]
    yield position, _oa["start"], typed_literal(str(quote.start), "integer")
    yield position, _oa["end"], typed_literal(str(quote.end), "integer")
    yield words, type_, _oa["TextQuoteSelector"]
    yield words, _oa["exact"], Literal(quote.exact)


def _membership(statement: Statement, computed: Computed) -> Triples:
    holders, roles = _slots(statement, _TENURE)
    if not (holders and roles):
        return
    membership, post = (NamedNode(f"{statement.iri}/{name}") for name in ("membership", "post"))
    yield membership, type_, _org["Membership"]
    yield post, type_, _org["Post"]
    for holder in holders:
        yield membership, _org["member"], holder
        yield post, _org["heldBy"], holder
    for role in roles:
        yield membership, _org["role"], role
        yield post, _org["role"], role
    if "object" in computed:
        yield membership, _org["organization"], computed["object"]
        yield post, _org["postIn"], computed["object"]
    yield from _qualified(membership, statement, computed)
    yield membership, _prov["wasDerivedFrom"], NamedNode(statement.iri)


def _activity(statement: Statement, computed: Computed) -> Triples:
    actors, capacities, undertakings = _slots(statement, _INVOLVEMENT)
    if not (actors and capacities and undertakings):
        return
    activity, association = (NamedNode(f"{statement.iri}/{name}") for name in ("activity", "association"))
    yield activity, type_, _prov["Activity"]
    yield association, type_, _prov["Association"]
    for undertaking in undertakings:
        yield activity, _kg["undertaking"], undertaking
    yield from _qualified(activity, statement, computed)
    yield activity, _prov["qualifiedAssociation"], association
    for actor in actors:
        yield activity, _prov["wasAssociatedWith"], actor
        yield association, _prov["agent"], actor
    for capacity in capacities:
        yield association, _prov["hadRole"], capacity
    yield association, _prov["wasDerivedFrom"], NamedNode(statement.iri)


def _observation(statement: Statement, computed: Computed) -> Triples:
    slots = dict(zip(_OBSERVATION, _slots(statement, _OBSERVATION), strict=True))
    if not all(slots.values()):
        return
    cell, dataset = NamedNode(f"{statement.iri}/observation"), NamedNode(f"{statement.source}/observations")
    yield cell, type_, _qb["Observation"]
    yield cell, _qb["dataSet"], dataset
    for name, values in slots.items():
        for value in values:
            yield cell, _kg[name], value
    if "computedTime" in computed:
        yield cell, _kg["computedTime"], computed["computedTime"]
    yield from _qualified(cell, statement, computed)
    yield cell, _prov["wasDerivedFrom"], NamedNode(statement.iri)
    yield dataset, type_, _qb["DataSet"]


def _slots(statement: Statement, names: Sequence[str]) -> list[tuple[Term, ...]]:
    """Return the values of each slot named, in that order; without one of them a form is not whole."""
    return [statement.values(name) for name in names]


def _qualified(node: NamedNode, statement: Statement, computed: Computed) -> Triples:
    """Yield certainty and modality, without which no form may stand for what is said."""
    for name in _QUALIFIED:
        for value in statement.values(name) or (computed[name],):
            yield node, _kg[name], value


_VIEWS: Final[Mapping[str, Callable[[Statement, Computed], Triples]]] = {
    "Tenure": _membership,
    "Involvement": _activity,
    "Observation": _observation,
}

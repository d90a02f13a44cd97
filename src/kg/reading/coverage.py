"""What a store covers: whether any source mentions a thing."""

from __future__ import annotations

from typing import Final

from kg.store import Store

_COVERED: Final = """PREFIX kg: <https://w3id.org/programs-and-actors/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
ASK {{ {{ ?statement ?slot <{iri}> ; kg:statedIn ?source }} UNION {{ ?part kg:within <{iri}> . ?any kg:mentions ?part }}
UNION {{ <{iri}> skos:inScheme ?scheme }} }}"""


def is_covered(iri: str, store: Store) -> bool:
    """Say whether any statement mentions a thing, or a place within it; concepts of the vocabularies always are."""
    return bool(store.query(_COVERED.format(iri=iri)))

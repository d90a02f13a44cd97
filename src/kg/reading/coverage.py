"""What a store covers, and how an answer that says nothing is worded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.store import Store

SAID, INFERRED, NOT_SAID, NOT_COVERED = "said", "inferred", "not said", "not covered"
ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    SAID: ("原文有载：{sources}。", "Said by {sources}."),
    INFERRED: (
        "编码推断：原文均未直书，依据见各条。",
        "Inferred: no source says so in so many words; the coder's ground is with each statement.",
    ),
    NOT_SAID: ("原文未载：来源提及，但未说及此事。", "Not said: the sources mention it, and none says this."),
    NOT_COVERED: ("未收录：手头来源均未提及。", "Not covered: no source at hand mentions it."),
}
_COVERED: Final = """PREFIX kg: <https://w3id.org/programs-and-actors/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
ASK {{ {{ ?statement ?slot <{iri}> ; kg:statedIn ?source }} UNION {{ ?part kg:within <{iri}> . ?any kg:mentions ?part }}
UNION {{ <{iri}> skos:inScheme ?scheme }} }}"""


def is_covered(iri: str, store: Store) -> bool:
    """Say whether any statement mentions a thing, or a place within it; concepts of the vocabularies always are."""
    return bool(store.query(_COVERED.format(iri=iri)))


def answer_without_rows(iris: Iterable[str], store: Store) -> str:
    """Return what no rows mean when things were asked about: `not said`, or `not covered` if one of them is not."""
    return NOT_SAID if all(is_covered(iri, store) for iri in iris) else NOT_COVERED

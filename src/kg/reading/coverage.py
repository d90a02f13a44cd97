"""What a store covers, and how an answer that says nothing is worded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.store import Store

SAID, INFERRED, NOT_SAID, NOT_COVERED = "said", "inferred", "not said", "not covered"
NO_ROWS: Final = "no rows"  # nothing was found where the question looks, and it may be said elsewhere
ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    SAID: ("原文有载：{sources}。", "Said by {sources}."),
    INFERRED: (
        "编码推断：原文均未直书，依据见各条。",
        "Inferred: no source says so in so many words; the coder's ground is with each statement.",
    ),
    NOT_SAID: ("原文未载：来源提及，但未说及此事。", "Not said: the sources mention it, and none says this."),
    NO_ROWS: ("未查到，不等于原文未载。", "This question found no rows, which is not the same as not said."),
    NOT_COVERED: ("未收录：手头来源均未提及。", "Not covered: no source at hand mentions it."),
}
_COVERED: Final = """PREFIX kg: <https://w3id.org/programs-and-actors/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
ASK {{ {{ ?statement ?slot <{iri}> ; kg:statedIn ?source }} UNION {{ ?part kg:within <{iri}> . ?any kg:mentions ?part }}
UNION {{ <{iri}> kg:coreferentWith ?same . ?any kg:mentions ?same }}
UNION {{ ?body kg:jurisdiction <{iri}> . ?any kg:mentions ?body }}
UNION {{ ?narrower skos:broaderTransitive <{iri}> . ?statement ?slot ?narrower ; kg:statedIn ?source }} }}"""


def is_covered(iri: str, store: Store) -> bool:
    """Say whether any statement mentions a thing under any of its names, a place within it, or a narrower concept."""
    return bool(store.query(_COVERED.format(iri=iri)))

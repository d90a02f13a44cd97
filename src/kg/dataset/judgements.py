"""The table of judgements: which columns a row has, and which row is a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal

from kg.errors import Message
from kg.model import Judgement
from kg.terms.namespaces import PREFIXES, expand

JUDGEMENT_COLUMNS: Final = ("id", "left", "verdict", "right", "judged_on", "judged_by", "reason")
TRANSLATED_COLUMNS: Final = {  # each may be left out: a text of the row in a language
    "judged_by_en": ("judgedBy", "en"),
    "reason_en": ("reason", "en"),
    "judged_by_zh": ("judgedBy", "zh"),
    "reason_zh": ("reason", "zh"),
}
JUDGEMENT_HINT: Final = Message(
    "Columns: {columns}; left and right are ids such as person:NAME.", columns=JUDGEMENT_COLUMNS
)


def judgement_of(row: Mapping[str, str]) -> Judgement | None:
    """Return the judgement that a row gives; None for a row that is not one."""
    left, right = expand(row.get("left", "")), expand(row.get("right", ""))
    if row.keys() - TRANSLATED_COLUMNS.keys() != set(JUDGEMENT_COLUMNS) or not left or not right:
        return None
    also = (
        (name, Literal(row[column], language=language))
        for column, (name, language) in TRANSLATED_COLUMNS.items()
        if row.get(column)
    )
    return Judgement(
        *(PREFIXES["judgement"] + row["id"], left, row["verdict"], right),
        *(row["judged_on"], row["judged_by"], row["reason"]),
        also=tuple(also),
    )

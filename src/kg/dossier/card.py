"""One statement whole: every slot with its value, what is inferred, what was judged of it, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.document.blocks import Block, Fact, Heading, Line, Note
from kg.dossier.entries import COMPUTED
from kg.finding.names import labels
from kg.store import Store, rows
from kg.terms.namespaces import KG, curie, slug

_SLOTS: Final = "SELECT ?property ?value WHERE {{ <{iri}> ?property ?value }} ORDER BY ?property ?value"
_WORDS: Final = f"""SELECT ?exact ?start ?end WHERE {{{{
  <{{iri}}> <{KG}evidence> ?quote . ?quote <{KG}exact> ?exact ; <{KG}start> ?start ; <{KG}end> ?end
}}}} ORDER BY ?start"""
_JUDGED: Final = f"""SELECT ?judgement ?verdict ?other ?reason ?words WHERE {{{{
  VALUES (?one ?two) {{{{ (<{KG}left> <{KG}right>) (<{KG}right> <{KG}left>) }}}}
  ?judgement ?one <{{iri}}> ; ?two ?other ; <{KG}verdict> ?verdict ; <{KG}reason> ?reason .
  OPTIONAL {{{{ ?other <{KG}quoteText> ?words }}}}
}}}} ORDER BY ?judgement"""
_ALSO_TOLD: Final = frozenset({"certainty", "computedTime", "firstDay", "lastDay"})
_WORDS_TITLE: Final = "原文 Words"
_JUDGED_TITLE: Final = "判断 Judged"


@dataclass(frozen=True, slots=True)
class Card:
    """A statement as a person reads it: (slot, value) pairs, (start, end, words), and judgements as lines."""

    id: str
    source: str
    slots: tuple[tuple[str, str], ...]
    words: tuple[tuple[int, int, str], ...]
    judged: tuple[str, ...]

    def as_record(self) -> dict[str, object]:
        """Return the card as JSON-ready values."""
        return {
            "id": self.id,
            "source": self.source,
            "slots": [{"name": name, "value": value} for name, value in self.slots],
            "words": [{"start": start, "end": end, "quote": words} for start, end, words in self.words],
            "judged": list(self.judged),
        }

    def blocks(self) -> tuple[Block, ...]:
        """Return the card as blocks, for text, Markdown and HTML."""
        words = (Line(f"{start}-{end} 「{words}」") for start, end, words in self.words)
        judged: list[Block] = [Heading(2, _JUDGED_TITLE, "judged"), *map(Line, self.judged)] if self.judged else []
        facts = (Fact(name, value) for name, value in self.slots)
        return (
            Heading(1, self.id, "top"),
            Note(self.source),
            *facts,
            Heading(2, _WORDS_TITLE, "words"),
            *words,
            *judged,
        )


def card(iri: str, store: Store, language: str = "zh") -> Card:
    """Return all that a store holds of one statement."""
    found = [(row["property"].value, row["value"]) for row in rows(store, _SLOTS.format(iri=iri))]
    source = next((slug(value.value) for name, value in found if name == KG + "statedIn"), "")
    kept = [(name, value) for name, value in found if name.startswith(KG) and slug(name) not in COMPUTED - _ALSO_TOLD]
    kept += [(name, value) for name, value in found if name.endswith("#type")]
    iris = [value.value for _, value in kept if isinstance(value, ox.NamedNode)]
    known = labels([*iris, *(name for name, _ in kept)], store, language)
    slots = tuple((known.get(name, slug(name)), known.get(value.value, value.value)) for name, value in kept)
    words = tuple(
        (int(row["start"].value), int(row["end"].value), row["exact"].value)
        for row in rows(store, _WORDS.format(iri=iri))
    )
    judged = tuple(
        f"{curie(row['judgement'].value)} {slug(row['verdict'].value)} {curie(row['other'].value)}"
        + (f" 「{row['words'].value}」" if row["words"] is not None else "")
        + f": {row['reason'].value}"
        for row in rows(store, _JUDGED.format(iri=iri))
    )
    return Card(slug(iri), source, slots, words, judged)

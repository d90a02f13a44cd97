"""The summary at the top of a page: the questions that a reader asks first, each condensed to a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.dossier.entries import Entry
from kg.dossier.model import Answer, Reply, Summary, SummaryLine
from kg.dossier.wording import bracketed, word
from kg.ontology import Ontology

_POST: Final = 1.5  # who led or started something comes before who holds a post, and that before who took part
_OTHER: Final = 9.0
_TENURE: Final = "tenure"


def summary(answers: Sequence[Answer], entries: Sequence[Entry], ontology: Ontology, language: str) -> Summary:
    """Return the answers as lines, and how many statements and sources are on the thing itself."""
    sources = {entry.said.source for entry in entries}
    return Summary(tuple(_line(answer, ontology, language) for answer in answers), len(entries), len(sources))


def _line(answer: Answer, ontology: Ontology, language: str) -> SummaryLine:
    """Return an answer as a line: the rule by which the weightiest reply answers comes first, then the others.

    Replies on the thing itself come before those on its parts; each text is given once, and not as inferred where it is
    stated too.
    """
    groups = sorted(answer.by_rule.items(), key=lambda group: min(_weight(reply, ontology) for reply in group[1]))
    ordered = [reply for _, group in groups for reply in sorted(group, key=lambda reply: _weight(reply, ontology))]
    rule = answer.rules[groups[0][0]] if groups else ""
    texts = dict.fromkeys(reply.in_short for reply in ordered)
    repeated = {bracketed(text, word("inferred", language), language) for text in texts}
    return SummaryLine(answer.code, answer.title, rule, answer.answer, tuple(t for t in texts if t not in repeated))


def _weight(reply: Reply, ontology: Ontology) -> tuple[bool, float, bool, bool]:
    said = reply.entry.said
    counted = said.counting.counted_in
    weight = ontology.capacity_sets.index(counted) if counted else _POST if said.kind == _TENURE else _OTHER
    return not reply.is_own, weight, not said.is_actual, not said.is_stated

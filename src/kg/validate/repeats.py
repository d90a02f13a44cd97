"""Statements that are there twice: the same once more, nearly the same, and a passage that is printed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import combinations
from typing import Final

from kg.errors import Finding, Message, Severity
from kg.model import Corpus, Slots, Statement
from kg.ontology import Ontology
from kg.terms.namespaces import curie
from kg.validate.made import error, finding

COPIED_LENGTH: Final = 15
_REMARKS: Final = frozenset({"note", "silences", "review"})
# two figures, or one thing at two times, may stand in one clause
_APART: Final = ("value", "time", "when", "anchor")


def duplicate_statements(corpus: Corpus) -> Iterator[Finding]:
    """Yield statements with the source, slots and quotes of an earlier one; remarks do not count."""
    first: dict[Hashable, Statement] = {}
    for statement in corpus.statements:
        key = (statement.source, statement.kind, _said(statement), frozenset(statement.evidence))
        other = first.setdefault(key, statement)
        if other is not statement:
            message = Message("says what {other} says, with the same quotes", other=curie(other.iri))
            hint = Message("Delete one of the two; a statement is counted once.")
            yield error("duplicate-statement", corpus, statement.iri, message, hint)


def _said(statement: Statement) -> Slots:
    return tuple(pair for pair in statement.slots if pair[0] not in _REMARKS)


def near_duplicate_statements(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield statements with the core of an earlier one of their source, whose quotes overlap."""
    alike: dict[Hashable, list[Statement]] = defaultdict(list)
    for statement in corpus.statements:
        alike[statement.source, statement.kind, ontology.core_values(statement)].append(statement)
    judged = judged_pairs(corpus)
    for statements in alike.values():
        for other, one in combinations(statements, 2):
            if not overlap(one, other, corpus) or _are_apart(one, other) or (one.iri, other.iri) in judged:
                continue
            if _said(one) == _said(other) and set(one.evidence) == set(other.evidence):
                continue  # an error, which says more
            message = Message("says nearly what {other} says, in words that overlap", other=curie(other.iri))
            hint = Message(
                "If it is one fact, keep one; if two, say what sets them apart, or judge the two in judgements.tsv."
            )
            yield finding(Severity.WARNING, "near-duplicate-statement", corpus, one.iri, message, hint)


def overlap(one: Statement, other: Statement, corpus: Corpus) -> bool:
    """Say whether two statements of one source rest on quotes of which some overlap."""
    return one.source == other.source and any(
        a.start < b.end and b.start < a.end for a in corpus.evidence_of(one) for b in corpus.evidence_of(other)
    )


def _are_apart(one: Statement, other: Statement) -> bool:
    return any(one.values(name) and other.values(name) and one.values(name) != other.values(name) for name in _APART)


def copied_passages(corpus: Corpus) -> Iterator[Finding]:
    """Yield statements alike in kind and subject that rest on one passage printed twice, in one source or in two."""
    places: dict[str, list[Statement]] = defaultdict(list)
    for statement in corpus.statements:
        for quote in corpus.evidence_of(statement):
            if len(quote.exact) >= COPIED_LENGTH:
                places[quote.exact].append(statement)
    seen: set[tuple[str, str]] = set()
    judged = judged_pairs(corpus)
    for statements in places.values():
        for one, other in combinations(statements, 2):
            pair = (one.iri, other.iri)
            if one.slots != other.slots or set(one.evidence) & set(other.evidence) or pair in seen or pair in judged:
                continue
            seen.add(pair)
            message = Message(
                "says the same in the same words as {other}: the passage is printed twice", other=curie(other.iri)
            )
            hint = Message("A second copy is not a second fact: keep the first, or judge the two in judgements.tsv.")
            yield finding(Severity.WARNING, "copied-passage", corpus, one.iri, message, hint)


def judged_pairs(corpus: Corpus) -> set[tuple[str, str]]:
    """Return the pairs of things on which something has been judged, either way round."""
    pairs = {(j.left, j.right) for j in corpus.judgements}
    return pairs | {(right, left) for left, right in pairs}

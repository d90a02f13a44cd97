"""What a search finds, as a table."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.document.words import in_words
from kg.finding.names import labels
from kg.finding.search import Hit, Hits, labelled
from kg.store import Store
from kg.tables.table import Cell, Table
from kg.terms.namespaces import curie

COLUMNS: Final = ("kind", "id", "label", "class", "where", "text", "statement", "source", "quote")
_MAIN: Final = ("label", "id", "class", "text")
_OF_STATEMENTS: Final = frozenset(COLUMNS[-3:])
_NONE: Final = (
    "没有名称、原文、记载文字或词表释义含“{words}”。",
    "No name, quote, printed word or definition has “{words}”.",
)
_ALL: Final = (("共 {total} 处。", "共 {total} 处。"), ("{total} match.", "{total} matches."))
_SOME: Final = (
    "共 {total} 处，列出最相近的 {shown} 处；全部列出：--limit {total}",
    "The best {shown} of {total} matches; to list all: --limit {total}",
)


def found_table(words: str, hits: Hits, store: Store, language: str = "zh") -> Table:
    """Return the hits of a search as rows, the best first; the line below says how many there are.

    `kind` is name, quote, literal or definition; `id` what the text belongs to, `label` its name (of a statement
    subject, predicate and object), `class` its class; `where` names the properties that hold the words, joined by `;`,
    and `text` is the first of their texts. `statement`, `source` and `quote` are empty where the text is not in one.
    """
    known = labels(sorted(set(labelled(hits.first))), store, language)
    rows = tuple(_row(hit, known) for hit in hits.first)
    return Table(
        COLUMNS, rows, foot=(_foot(words, hits, language),), language=language, optional=_OF_STATEMENTS, main=_MAIN
    )


def _row(hit: Hit, known: dict[str, str]) -> tuple[Cell, ...]:
    named = (
        term.value if isinstance(term, Literal) else known.get(term.value, curie(term.value)) for term in hit.terms
    )
    label = " · ".join(named) if hit.terms else known.get(hit.thing, curie(hit.thing))
    statement, source = (NamedNode(iri) if iri else None for iri in (hit.statement, hit.source))
    where = ";".join(hit.where)
    return hit.kind, NamedNode(hit.thing), label, hit.type, where, hit.text, statement, source, hit.quote or None


def _foot(words: str, hits: Hits, language: str) -> str:
    if not hits.total:
        return in_words(_NONE, language).format(words=words)
    if hits.total > len(hits.first):
        return in_words(_SOME, language).format(total=hits.total, shown=len(hits.first))
    one, many = _ALL[language == "en"]
    return (one if hits.total == 1 else many).format(total=hits.total)

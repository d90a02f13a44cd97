"""The table of a graph page for readers without scripts, in the language that the page was made in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup, escape

from kg.document.words import in_words
from kg.reading.citation import plain
from kg.reading.computed import INFERRED, JOIN_QUOTES, STATED
from kg.render.contract import Payload, Reference, StatementRow

HEADS: Final = (
    ("主语", "subject"),
    ("谓语", "predicate"),
    ("宾语或数值", "object or value"),
    ("时间", "time"),
    ("得出方式", "certainty"),
    ("情态", "modality"),
    ("原文", "words"),
    ("来源", "source"),
    ("记载", "statement"),
)


def plain_rows(payload: Payload, language: str) -> Markup:
    """Return the rows of the table, each text escaped once however often it occurs."""
    return Markup("\n".join(_Rows(payload, language).lines()))  # noqa: S704 - every text was escaped


class _Rows:
    def __init__(self, payload: Payload, language: str) -> None:
        def chosen(pairs: Iterable[tuple[str, str]]) -> list[str]:
            return [str(escape(in_words((zh, en or zh), language))) for zh, en in pairs]

        self._statements, self._is_english = payload.statements, language == "en"
        self._names = chosen((node.zh, node.en) for node in payload.nodes)
        self._names += chosen((other.zh, other.en) for other in payload.others)
        self._terms = chosen((term.zh, term.en) for term in payload.terms)
        texts = chosen((line.zh, line.en) for line in payload.lines)
        self._lines = dict(zip((line.name for line in payload.lines), texts, strict=True))
        self._quotes = [str(escape(row.exact)) for row in payload.quotes]
        self._slugs = [str(escape(row.slug)) for row in payload.sources]

    def lines(self) -> Iterator[str]:
        """Yield a line of HTML a statement."""
        for row in self._statements:
            yield f'<tr id="{escape(row.id)}"><td>' + "</td><td>".join(self._cells(row)) + "</td></tr>"

    def _cells(self, row: StatementRow) -> tuple[str, ...]:
        return (
            self._spoken(row.subject),
            self._terms[row.predicate] if row.predicate >= 0 else "",
            self._spoken(row.object) or str(escape(row.figure)),
            str(escape(row.time)),
            self._lines[INFERRED if row.inferred else STATED],
            self._terms[row.modality],
            JOIN_QUOTES.join([self._quotes[q] for q in row.quotes]) + self._meant(row),
            self._slugs[row.source] if row.source >= 0 else "",
            str(escape(row.id)),
        )

    def _meant(self, row: StatementRow) -> str:
        """Return what the words mean, for readers of English, below them."""
        return f'<div class="small">{escape(plain(row.gloss))}</div>' if self._is_english and row.gloss else ""

    def _spoken(self, reference: Reference) -> str:
        if isinstance(reference, int):
            return self._names[reference] if reference >= 0 else self._terms[~reference]
        return str(escape(reference or ""))

"""Words that stand in the text: what a user types that is no name, but that an article prints."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import UsageError
from kg.finding.find import Candidate, Lookup
from kg.finding.fold import is_text
from kg.finding.search import Words
from kg.reading.coverage import asked, pattern
from kg.store import Store, rows

_UNSAFE: Final = frozenset('<>"{}|^`\\%')  # not in an IRI, like blanks and signs that cannot be seen


def printed(text: str, store: Store) -> tuple[ox.Literal, ...]:
    """Return the printed words of statements, slots and quotes alike, that have a text as it is, in order.

    Signs, case and traditional characters make no difference; pinyin finds none.
    """
    words = Words(text)
    if not is_text(text) or not words.each or words.may_be_pinyin:
        return ()
    found = (row["text"] for row in rows(store, asked(pattern("printed", words.condition()))))
    kept = {literal for literal in found if isinstance(literal, ox.Literal) and not words.distance(literal.value)}
    return tuple(sorted(kept, key=str))


def thing_or_words(text: str, store: Store, lookup: Lookup) -> Candidate | tuple[ox.Literal, ...]:
    """Return the thing or concept that a text means, else the printed words that have it.

    Raises `UsageError` for a name that means several things, and for a text that is neither.
    """
    try:
        return lookup.one(text)
    except UsageError:
        found = () if lookup.find(text) else printed(text, store)
        if not found:
            raise
        return found


def as_candidate(words: str) -> Candidate:
    """Return printed words as what a dossier can be of."""
    iri = "".join(quote(c) if c in _UNSAFE or c.isspace() or not c.isprintable() else c for c in words.strip())
    return Candidate("words:" + iri, "Words", words.strip())

"""Glosses of words that nothing has any more, and checks of them that are half written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.errors import Finding, Message, Severity
from kg.model import Corpus, Gloss
from kg.ontology import Ontology
from kg.reading.computed import quoted
from kg.reading.glossing import keys_of, title_key
from kg.terms.edtf import is_edtf

_CHECKED: Final = Message("Write who checked it, and the day as YYYY-MM-DD, or neither.")


def gloss_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield a note for each gloss whose words nothing has any more, and a warning for a check without name or day."""
    if not corpus.glosses:
        return
    wanted = words_by_key(corpus, ontology)
    for gloss in corpus.glosses.values():
        where = str(corpus.origins[gloss.origin])
        if gloss.key not in wanted:
            message = Message("the gloss of {gloss} is of words that nothing has any more", gloss=_named(gloss))
            hint = Message("Gloss the words anew, or delete the row; see what is missing with: kg gloss export")
            yield Finding(Severity.NOTE, "gloss-outdated", where, message, hint)
        if bool(gloss.checked_by) != bool(gloss.checked_on) or (gloss.checked_on and not is_edtf(gloss.checked_on)):
            yield Finding(
                Severity.WARNING,
                "gloss-check",
                where,
                Message("checked_by and checked_on do not go together"),
                _CHECKED,
            )


def words_by_key(corpus: Corpus, ontology: Ontology) -> dict[tuple[str, str, str], str]:
    """Return the printed words that can have a gloss by the key of the gloss: titles, then by statement, each once."""
    found = {title_key(source): source.label() for source in corpus.sources.values()}
    for statement in corpus.statements:
        quote = quoted(statement, corpus)
        for _, key in keys_of(statement, quote, ontology):
            found[key] = quote if key[0] == "quote" else key[2]
    return found


def _named(gloss: Gloss) -> str:
    return " ".join(filter(None, (gloss.kind, gloss.of, gloss.text)))

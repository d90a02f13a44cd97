"""The glosses of a statement: which of its printed words have one, found by the words themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal

from kg.document.words import in_words
from kg.model import Corpus, Gloss, Resource, Statement, mark_of, value_text
from kg.ontology import Ontology
from kg.terms.namespaces import slug

GLOSSED: Final = ("quoteGloss", "verbGloss", "timeGloss", "valueGloss", "objectGloss", "readingGloss")
TITLE_GLOSS: Final = "titleGloss"
GLOSS_CHECK: Final = "glossCheckedBy"
PRINTED: Final = (
    ("verbGloss", "verb", "verb"),
    ("timeGloss", "time", "time_printed"),
    ("valueGloss", "figure", "value_printed"),
)  # property, kind of gloss, column of the table that the words are printed in


_STATES: Final = (("机器翻译，未核", "machine translation, unchecked"), ("经核：{0}", "checked by {0}"))


def gloss_state(checked: str, language: str) -> str:
    """Return how far a gloss can be relied on: who checked it and when, or that nobody has."""
    return in_words(_STATES[bool(checked)], language).format(checked)


def keys_of(statement: Statement, quote: str, ontology: Ontology) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield what of a statement can have a gloss: the property for the gloss and the key of the gloss.

    `quote` is the statement's joined words.
    """
    _, predicate, target = ontology.core_values(statement)
    coded_as = slug(value_text(predicate) or ontology.kinds[statement.kind].constant_predicate)
    if quote:
        yield "quoteGloss", ("quote", statement.id, mark_of(quote))
    for name, kind, column in PRINTED:
        of = coded_as if kind == "verb" else ""
        for value in ontology.in_column(statement, column):
            yield name, (kind, of, value.value)
    if isinstance(target, Literal):
        yield "objectGloss", ("literal", "", target.value)
    for value in ontology.in_column(statement, "alternatives"):
        if isinstance(value, Literal):
            yield "readingGloss", ("reading", "", value.value)


def title_key(source: Resource) -> tuple[str, str, str]:
    """Return the key of the gloss of a source's title."""
    return "title", "", source.label()


def glosses_of(statement: Statement, quote: str, corpus: Corpus, ontology: Ontology) -> Iterator[tuple[str, Literal]]:
    """Yield the glosses that a corpus has for a statement, each by its property, and who checked them if all are."""
    if not corpus.glosses:
        return
    keys = keys_of(statement, quote, ontology)
    found: dict[str, list[Gloss]] = {}
    for name, key in keys:
        if key in corpus.glosses:
            found.setdefault(name, []).append(corpus.glosses[key])
    for name, glosses in found.items():
        yield name, Literal("; ".join(gloss.en for gloss in glosses), language="en")
    checks = {gloss.checked for glosses in found.values() for gloss in glosses}
    if checks and all(checks):
        yield GLOSS_CHECK, Literal("; ".join(sorted(checks)))

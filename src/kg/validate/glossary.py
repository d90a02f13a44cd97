"""Labels and glosses whose English is not the one that the glossary gives for their Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from kg.errors import Finding, Message, Severity
from kg.model import Corpus, GlossaryTerm
from kg.ontology import Ontology
from kg.terms.namespaces import curie
from kg.validate.glosses import words_by_key

_HINT: Final = Message("Use the term of glossary.tsv, or add this form to its column also.")
_GAP: Final = 60
_ALIKE: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "-": " ", "–": " ", "*": None})


def glossary_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield a note for each label of an entity and each gloss with a term that the glossary translates otherwise."""
    if not corpus.glossary:
        return
    terms = sorted(corpus.glossary, key=lambda term: (-len(term.zh), term.zh))
    for where, named, chinese, english in _pairs(corpus, ontology):
        for message in deviations(chinese, english, terms):
            yield Finding(
                Severity.NOTE, "glossary", where, Message("{named}: {said}", named=named, said=message), _HINT
            )


def deviations(chinese: str, english: str, terms: Iterable[GlossaryTerm]) -> Iterator[Message]:
    """Yield what in an English text is not the English of the terms in its Chinese.

    `terms` come longest first: a term that is only found within a longer one says nothing.
    """
    rest, folded = chinese, _folded(english)
    for term in terms:
        if term.zh not in rest:
            continue
        rest = rest.replace(term.zh, "\0")
        without = folded
        for form in sorted(term.forms, key=len, reverse=True):
            without = re.sub(_pattern(form), " ", without)
        avoided = next((form for form in term.avoid if re.search(_pattern(form), without)), "")
        if avoided:
            yield Message("“{avoided}” for {zh}, which is “{en}”", avoided=avoided, zh=term.zh, en=term.en)
        elif without == folded:
            yield Message("“{en}” is missing for {zh}", en=term.en, zh=term.zh)


@lru_cache(maxsize=1024)
def _pattern(form: str) -> str:
    """Return what matches a form at the beginning of a word, in the plural too; … in it is some words of one clause."""
    parts = (re.escape(_folded(part)) for part in form.split("…"))
    found = r"\b" + rf" (?:[^,;…]{{0,{_GAP}}} )?".join(part.strip() for part in parts)
    return re.sub(r"y$", "(?:y|ies)", found)


def _folded(text: str) -> str:
    return " ".join(text.translate(_ALIKE).lower().split())


def _pairs(corpus: Corpus, ontology: Ontology) -> Iterator[tuple[str, str, str, str]]:
    """Yield place, name, Chinese and English of what has both."""
    for entity in corpus.entities.values():
        yield corpus.origin(entity.iri), curie(entity.iri), entity.label(), entity.label("en")
    for key, chinese in words_by_key(corpus, ontology).items():
        gloss = corpus.glosses.get(key)
        if gloss:
            yield str(corpus.origins[gloss.origin]), gloss.of or gloss.kind, chinese, gloss.en

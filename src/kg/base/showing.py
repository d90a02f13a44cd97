"""Everything the sources say about a thing, or one statement whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.base.results import Shown
from kg.document.words import in_words
from kg.dossier import chosen_sections, dossier, outline
from kg.dossier.card import card
from kg.errors import Message, UsageError
from kg.finding.ways import statement_iri
from kg.reading.coverage import ANSWERS, NOT_COVERED, NOT_SAID
from kg.reading.printed import as_candidate, thing_or_words
from kg.terms.namespaces import ENTITY_PREFIXES, prefix_of

if TYPE_CHECKING:
    from kg.base.base import Base

_NEAREST: Final = ("相近者：{}", "Nearest in the data: {}")


def shown(base: Base, name: str, sections: Iterable[str] = (), *, brief: bool = False, gloss: bool = True) -> Shown:
    """Return everything that is said of what `name` means, or the statement with this id, or what prints these words.

    With `sections` (codes or headings) only these, with `brief` the summary, without `gloss` no English beside quotes.
    Raises `UsageError` for an unknown or ambiguous name, an unknown section, and sections of a statement.
    """
    codes = chosen_sections(sections, base.ontology, base.language)
    other = _other(base, name, codes, brief=brief, gloss=gloss)
    version = base.project.version
    statement = None
    if iri := statement_iri(name):
        statement = card(iri, base.store, base.ontology, base.language, gloss=gloss)
    if statement and codes:
        raise UsageError(
            Message("{name} is a statement, which has no sections", name=name), Message("Leave --section out.")
        )
    if statement:
        return Shown(statement, statement.blocks(), base.language, version, other=other)
    found = thing_or_words(name, base.store, base.lookup)
    thing, words = (as_candidate(name), found) if isinstance(found, tuple) else (found, ())
    made = dossier(thing, base.store, base.project.queries, base.ontology, base.language, words, gloss=gloss)
    notes = []
    if made.answer in {NOT_SAID, NOT_COVERED} and prefix_of(thing.iri) in ENTITY_PREFIXES:
        notes.append(in_words(ANSWERS[made.answer], base.language))
    if made.answer == NOT_COVERED:
        near = "; ".join(map(str, base.lookup.nearest(name, tuple(base.ontology.entity_classes))))
        notes += [in_words(_NEAREST, base.language).format(near)] if near else []
    blocks = outline(made, codes, brief=brief)
    return Shown(made, blocks, base.language, version, tuple(notes), codes, brief, other)


def _other(base: Base, name: str, codes: Iterable[str], *, brief: bool, gloss: bool) -> Callable[[], Shown] | None:
    """Return what shows the same in English, once it is asked for; none where a language was chosen."""
    if not base.is_of_reader:
        return None
    return cache(lambda: shown(_in_english(base), name, codes, brief=brief, gloss=gloss))


def _in_english(base: Base) -> Base:
    """Return a base over the same project and open store that answers in English."""
    other = copy(base)
    other.language, other.is_of_reader = "en", False
    other.__dict__.pop("lookup", None)  # candidates are named in a language
    return other

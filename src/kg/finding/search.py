"""Search whatever is printed: names, quotes, the words in the slots of statements, definitions of the vocabularies.

`Index` is what a search needs; `StoreIndex` is the one that needs nothing but a store. It reads the texts that may hold
the words, so that a search takes as long as the store is large; a larger index can take its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NamedTuple, Protocol

import pyoxigraph as ox

from kg.errors import Message, UsageError
from kg.finding.fold import IDEOGRAPH, even, fold, is_text, spellings
from kg.finding.keys import INITIALS, NAME_KEY
from kg.finding.names import chunks
from kg.finding.ways import is_spoken_in, names_of, word_pattern
from kg.store import Store, rows
from kg.terms.namespaces import KG, RDF_TYPE, SKOS, slug
from kg.terms.pinyin import pinyins

NAME, QUOTE, LITERAL, DEFINITION = "name", "quote", "literal", "definition"
_DEFINITION: Final = SKOS + "definition"
_MOST_FILTERED: Final = 8
_NOWHERE: Final = 3
_SYLLABLES: Final = re.compile(
    "(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:[iu]?ang|i?ong|ueng|[eiu]ng|i?ao|uai|[iu]?an|[eiu]n|[aeu]i|i[aeu]|o?u|u[aeo]|[aeiou])r?)+"
)
_NAMED: Final = f"""SELECT DISTINCT ?thing WHERE {{{{
  {{{{ ?thing <{NAME_KEY}> ?text FILTER({{has}}) }}}} UNION
  {{{{ ?thing <{INITIALS}> ?text FILTER(STRSTARTS(?text, {{initials}})) }}}}
}}}}"""
_DEFINED: Final = f"SELECT ?thing ?text WHERE {{{{ ?thing <{_DEFINITION}> ?text FILTER({{has}}) }}}}"
_PRINTED: Final = f"""SELECT DISTINCT ?thing ?property ?kind ?text WHERE {{{{
  ?property <{KG}printedAs> ?kind . ?thing ?property ?value .
  OPTIONAL {{{{ ?value <{KG}exact> ?words }}}}
  BIND(COALESCE(?words, ?value) AS ?text) FILTER(isLiteral(?text)) FILTER({{has}})
}}}}"""
_ABOUT: Final = "SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {things} }} ?thing ?property ?value }}"
_CORE: Final = ("subject", "predicate", "object")
_Known = Mapping[str, ox.NamedNode | ox.Literal]


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that has the words.

    `kind` is `name`, `quote`, `literal` or `definition`, `thing` the IRI of what the text belongs to (an entity, a
    concept, a source or a statement), `type` the local name of its class, `where` the local names of the properties
    that hold the words. Of a statement, `terms` are its subject, predicate and object, and `statement`, `source` and
    `quote` say where it is. They are empty otherwise; a source's own quotes, on its date and authors, have the source.
    """

    kind: str
    thing: str
    type: str
    where: tuple[str, ...]
    text: str
    terms: tuple[ox.NamedNode | ox.Literal, ...] = ()
    statement: str = ""
    source: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """The first hits of a search, the best first, and how many there are in all."""

    first: tuple[Hit, ...]
    total: int


class Index(Protocol):
    """Something that finds words in the texts of a store."""

    def search(self, words: str, limit: int) -> Hits:
        """Return at most `limit` hits: exact names, parts of names, quotes, literals, definitions.

        Within each kind texts that have the words one after another stand before those that have all of them
        somewhere; then names by length, statements by source and position. Raises `UsageError` for words that are
        only signs.
        """


class _Found(NamedTuple):
    """A text that matches: how well (0 is best), of what it is, in which property, and the text."""

    rank: tuple[int, ...]
    kind: str
    thing: str
    property: str
    text: str


@dataclass(frozen=True)
class Words:
    """Words to be found, in characters, in English or in pinyin; `raw` is as typed."""

    raw: str
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        """Fold the words."""
        object.__setattr__(self, "folded", fold(self.raw))

    @cached_property
    def each(self) -> tuple[str, ...]:
        """The words one by one, folded."""
        return tuple(folded for word in even(self.raw).split() if (folded := fold(word)))

    @property
    def in_characters(self) -> bool:
        """Whether there is a Chinese character in them."""
        return bool(IDEOGRAPH.search(self.folded))

    @cached_property
    def may_be_pinyin(self) -> bool:
        """Whether they can be read as syllables of pinyin."""
        return bool(_SYLLABLES.fullmatch(self.folded))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(word_pattern((word,)) for word in self.each)

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        return word_pattern(self.each)

    def sounds(self, texts: Iterable[str]) -> Mapping[str, str]:
        """Return each text in pinyin, where the words are not in characters."""
        known = () if self.in_characters else tuple(dict.fromkeys(texts))
        return dict(zip(known, pinyins(known), strict=True))

    def distance_to_name(self, name: str, spelled: str) -> int:
        """Return 0 for the whole name, its pinyin or its initials; for a part of it 1 more than `distance`, else 4."""
        initials = "".join(folded[0] for word in even(spelled).split() if (folded := fold(word)))
        if self.folded in {fold(name), fold(spelled), initials}:
            return 0
        is_begun = len(self.folded) > 1 and initials.startswith(self.folded)
        return 1 + min(self.distance(name, spelled), 2 if is_begun else _NOWHERE)

    def distance(self, text: str, spelled: str = "") -> int:
        """Return 0 where a text has the words one after another, 1 where it has all of them, 2 in pinyin, else 3."""
        if self.in_characters:
            folded = fold(text)
            if self.folded in folded:
                return 0
            return 1 if all(word in folded for word in self.each) else _NOWHERE
        plain = even(text)
        if self._phrase.search(plain):
            return 0
        if all(pattern.search(plain) for pattern in self._patterns):
            return 1
        return 2 if spelled and is_spoken_in(self.folded, spelled) else _NOWHERE

    def condition(self) -> str:
        """Return what every text with these words fulfils, as SPARQL says it of `?text`."""
        if self.in_characters:
            characters = sorted(set(IDEOGRAPH.findall(self.folded)))[:_MOST_FILTERED]
            return " && ".join(f"({' || '.join(map(_contains, spellings(c)))})" for c in characters)
        if self.may_be_pinyin:
            return "true"
        return " && ".join(f"CONTAINS(LCASE(STR(?text)), {ox.Literal(word)})" for word in self.each) or "false"


def _contains(text: str) -> str:
    return f"CONTAINS(STR(?text), {ox.Literal(text)})"


class StoreIndex:
    """An `Index` over the texts of a store, read anew for each search."""

    def __init__(self, store: Store) -> None:
        """Search a store."""
        self._store = store

    def search(self, words: str, limit: int) -> Hits:
        """Return at most `limit` hits, as `Index` says."""
        wanted = Words(words)
        if not is_text(words) or not wanted.each:
            raise UsageError(
                Message("there is no word in {words!r}", words=words),
                Message("Give letters, figures or Chinese characters."),
            )
        by_thing: dict[str, list[_Found]] = {}
        for found in (*self._names(wanted), *self._texts(wanted)):
            by_thing.setdefault(found.thing, []).append(found)
        best = {thing: sorted(found) for thing, found in by_thing.items()}
        said = self._known(thing for thing, found in best.items() if found[0].kind in {QUOTE, LITERAL})
        first = sorted(best, key=lambda thing: _place(best[thing][0], said.get(thing, {})))[:limit]
        known = self._known(first)
        return Hits(tuple(_hit(best[thing], known.get(thing, {})) for thing in first), len(best))

    def _names(self, wanted: Words) -> Iterator[_Found]:
        """Yield the names that have the words; rank 0 is a whole name, its pinyin or its initials."""
        has = " && ".join(_contains(word) for word in wanted.each)
        asked = _NAMED.format(has=has, initials=ox.Literal(wanted.folded))
        named = list(names_of([row["thing"].value for row in rows(self._store, asked)], self._store))
        sounds = wanted.sounds(text for *_, text in named)
        for thing, name, text in named:
            distance = wanted.distance_to_name(text, sounds.get(text, ""))
            if distance <= _NOWHERE:
                yield _Found((min(distance, 1), distance, len(text)), NAME, thing, name, text)

    def _texts(self, wanted: Words) -> Iterator[_Found]:
        """Yield the quotes, literals and definitions that have the words."""
        has = wanted.condition()
        defined = (
            (DEFINITION, row["thing"].value, _DEFINITION, row["text"].value) for row in self._rows(_DEFINED, has)
        )
        columns = ("kind", "thing", "property", "text")
        printed = (tuple(row[name].value for name in columns) for row in self._rows(_PRINTED, has))
        texts = [*defined, *printed]
        sounds = wanted.sounds(text for *_, text in texts) if wanted.may_be_pinyin else {}
        order = (QUOTE, LITERAL, DEFINITION)
        for kind, thing, name, text in texts:
            distance = wanted.distance(text, sounds.get(text, ""))
            if distance < _NOWHERE:
                yield _Found((2 + order.index(kind), distance), kind, thing, name, text)

    def _rows(self, sparql: str, has: str) -> Iterator[ox.QuerySolution]:
        return rows(self._store, sparql.format(has=has))

    def _known(self, things: Iterable[str]) -> Mapping[str, _Known]:
        """Return what the store has of each of some things, by local name; of a class the schema's own."""
        found: dict[str, dict[str, ox.NamedNode | ox.Literal]] = {}
        for some in chunks(things):
            for row in rows(self._store, _ABOUT.format(things=some)):
                name, value = row["property"].value, row["value"]
                if name.startswith(KG) or (name == RDF_TYPE and value.value.startswith(KG)):
                    found.setdefault(row["thing"].value, {})[slug(name)] = value
        return found


def _place(found: _Found, said: _Known) -> tuple[tuple[int, ...], str, int, str]:
    """Return what sorts a hit: rank, source, position; what a source's date or authors rest on comes first."""
    of_source = found.thing if found.kind == QUOTE else ""
    at = (said["statedIn"].value, int(said["position"].value)) if "statedIn" in said else (of_source, 0)
    return found.rank, *at, found.thing


def _hit(found: Sequence[_Found], known: _Known) -> Hit:
    first = found[0]
    where = tuple(dict.fromkeys(slug(each.property) for each in found))
    hit = Hit(first.kind, first.thing, slug(known["type"].value) if "type" in known else "", where, first.text)
    if "statedIn" in known:
        terms = tuple(known[name] for name in _CORE if name in known)
        source, quote = known["statedIn"].value, known["quoteText"].value
        return replace(hit, terms=terms, statement=first.thing, source=source, quote=quote)
    return replace(hit, source=first.thing, quote=first.text) if first.kind == QUOTE else hit


def labelled(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the IRIs whose labels say what some hits are of: the thing, or subject, predicate and object."""
    for hit in hits:
        yield from (term.value for term in hit.terms if isinstance(term, ox.NamedNode)) if hit.terms else (hit.thing,)

"""The keys by which a store is asked for a name: folded names, pinyin and initials, made when the store is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from kg.finding.fold import IDEOGRAPH, even, fold
from kg.model import Resource
from kg.terms.namespaces import CONCEPT_PREFIXES, ENTITY_PREFIXES, KG, SKOS, prefix_of, slug
from kg.terms.pinyin import pinyins

NAME_KEY: Final = KG + "nameKey"
INITIALS: Final = KG + "initials"
PREFERRED: Final = SKOS + "prefLabel"
NAMES: Final = (PREFERRED, SKOS + "altLabel")
# what a name may mean: statements, quotes, sections of a page and the schema's own words have ids, but no names
NAMED: Final = frozenset({*ENTITY_PREFIXES, *CONCEPT_PREFIXES, "source"}) - {"section"}
LATIN: Final = "zh-latn"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one thing, sorted; `initials` are those of its pinyin."""

    iri: str
    names: tuple[str, ...]
    initials: tuple[str, ...]


def keys_of(things: Iterable[Resource]) -> Iterator[Keys]:
    """Yield the keys of whatever has a name: its labels in every language, pinyin of the Chinese ones, and its id.

    The ids of entities are left out: they are names with a number.
    """
    named = [(thing, _names(thing)) for thing in things if prefix_of(thing.iri) in NAMED]
    chinese = sorted({name.value for _, names in named for name in names if IDEOGRAPH.search(name.value)})
    sounds = dict(zip(chinese, pinyins(chinese), strict=True))
    for thing, names in named:
        if not names:
            continue
        spelled = {sounds[name.value] for name in names if name.value in sounds}
        latin = {name.value for name in names if name.language == LATIN}
        texts = {name.value for name in names} | spelled
        if prefix_of(thing.iri) not in ENTITY_PREFIXES:
            texts.add(slug(thing.iri))
        yield Keys(thing.iri, _sorted(map(fold, texts)), _sorted(map(_initials, spelled | latin)))


def _names(thing: Resource) -> tuple[Literal, ...]:
    return tuple(value for name in NAMES for value in thing.values(name) if isinstance(value, Literal))


def _initials(spelled: str) -> str:
    return "".join(folded[0] for word in even(spelled).split() if (folded := fold(word)))


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts) - {""}))

"""The keys by which a store is asked for a name: folded names, pinyin and initials, made when the store is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal

from kg.finding.fold import IDEOGRAPH, even, fold
from kg.model import Resource
from kg.terms.namespaces import CONCEPT_PREFIXES, ENTITY_PREFIXES, KG, SKOS, prefix_of, slug
from kg.terms.pinyin import pinyins
from kg.terms.tags import is_latin

NAME_KEY: Final = KG + "nameKey"
INITIALS: Final = KG + "initials"
PREFERRED: Final = SKOS + "prefLabel"
NAMES: Final = (PREFERRED, SKOS + "altLabel")
# what a name may mean: statements, quotes, what makes a page and the schema's own words have ids, but no names
NAMED: Final = frozenset({*ENTITY_PREFIXES, *CONCEPT_PREFIXES, "source"}) - {"question", "section"}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one thing, sorted; `initials` are those of its pinyin."""

    iri: str
    names: tuple[str, ...]
    initials: tuple[str, ...]


def sounds_of(things: Iterable[Resource]) -> dict[str, str]:
    """Return the pinyin of every name that has Chinese characters, in any language."""
    named = {name.value for thing in things for name in _names(thing)}
    chinese = sorted(filter(IDEOGRAPH.search, named))
    return dict(zip(chinese, pinyins(chinese), strict=True))


def keys_of(things: Iterable[Resource], sounds: Mapping[str, str]) -> Iterator[Keys]:
    """Yield the keys of whatever has a name: its labels in every language, pinyin of the Chinese ones, and its id.

    `sounds` is the pinyin of the names. The ids of entities are left out: they are names with a number.
    """
    for thing in things:
        names = _names(thing) if prefix_of(thing.iri) in NAMED else ()
        if not names:
            continue
        spelled = {sounds[name.value] for name in names if name.value in sounds}
        latin = {name.value for name in names if is_latin(name.language)}
        texts = {name.value for name in names} | spelled
        if prefix_of(thing.iri) not in ENTITY_PREFIXES:
            texts.add(slug(thing.iri))
        yield Keys(thing.iri, _sorted(map(fold, texts)), _sorted(map(_initials, spelled | latin)))


def _names(thing: Resource) -> tuple[Literal, ...]:
    return tuple(value for name in NAMES for value in thing.values(name) if isinstance(value, Literal))


def _initials(spelled: str) -> str:
    return "".join(map(_initial, even(spelled).split()))


@lru_cache(maxsize=4096)
def _initial(syllable: str) -> str:
    return fold(syllable)[:1]


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts) - {""}))

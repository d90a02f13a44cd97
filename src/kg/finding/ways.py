"""The ways in which a name as typed leads to things of a store, each as the IRIs that it gives, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

import pyoxigraph as ox

from kg.finding.fold import IDEOGRAPH, as_seen, even, fold, in_full, plain_iri, short_forms, stem, turned
from kg.finding.keys import INITIALS, NAME_KEY, NAMED, NAMES
from kg.finding.names import chunks
from kg.store import Store, rows
from kg.terms.namespaces import BASE, KG, PREFIXES, prefix_of
from kg.terms.pinyin import pinyins
from kg.terms.tags import LATIN

_LANGUAGES: Final = ("zh", "en", LATIN, f"{LATIN}-pinyin", "zh-hans", "zh-hant", None)
_CODE: Final = 12
_COUNTY: Final = 6
_FEWEST: Final = 2
_PLACE: Final = "place"
_JOINING: Final = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"})
# a second VALUES would make Oxigraph scan every name
_VALUED: Final = """SELECT DISTINCT ?thing WHERE {{
  VALUES ?value {{ {values} }} ?thing ?property ?value FILTER(?property IN ({properties}))
}}"""
_IDENTIFIED: Final = f"""SELECT DISTINCT ?thing WHERE {{{{
  VALUES ?value {{{{ {{values}} }}}} ?property <{KG}identifies> true . ?thing ?property ?value
}}}}"""
_KEYED: Final = "SELECT DISTINCT ?thing ?key WHERE {{ ?thing <{property}> ?key FILTER({condition}) }}"
_NAMED_SO: Final = """SELECT ?thing ?property ?name WHERE {{
  VALUES ?thing {{ {things} }} ?thing ?property ?name FILTER(?property IN ({properties}))
}}"""


def identified(text: str) -> str | None:
    """Return the IRI that a text is: an IRI, or a prefixed name with a prefix of the project; None for other texts.

    Angle brackets and percent-encoding are taken off.
    """
    name = plain_iri(text)
    prefix, colon, local = name.partition(":")
    if prefix.lower() in {"http", "https"} and local.startswith("//"):
        iri = f"https:{local}" if f"https:{local}".startswith(BASE) else name
    elif colon and local and PREFIXES.get(prefix.lower(), "").startswith(BASE):
        iri = PREFIXES[prefix.lower()] + local
    else:
        return None
    return iri if node(iri) else None


def statement_iri(text: str) -> str | None:
    """Return the IRI of the statement whose id a text is, in full or bare; None where it cannot be one."""
    iri = identified(text) or PREFIXES["statement"] + plain_iri(text)
    return iri if iri.startswith(PREFIXES["statement"]) and node(iri) else None


def node(iri: str) -> ox.NamedNode | None:
    """Return the node of an IRI, or None where the text cannot be one."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def written_out(name: str, store: Store) -> tuple[str, ...]:
    """Return what has this id, code, key, preferred or other label as a reader sees it, in order of IRI.

    No name is scanned.
    """
    bare = {plain_iri(name), name}
    ids = [PREFIXES[prefix] + text for prefix in sorted(NAMED) for text in bare]
    labelled = " ".join(str(ox.Literal(name, language=tag)) for tag in _LANGUAGES)
    digits = "" if IDEOGRAPH.search(name) else fold(name)
    codes = " ".join(str(ox.Literal(text)) for text in dict.fromkeys((name, digits, _full_code(digits))) if text)
    found = {iri for iri in ids if node(iri)}
    found.update(_things(store, _VALUED.format(values=labelled, properties=_iris(NAMES, ", "))))
    found.update(_things(store, _IDENTIFIED.format(values=codes)))
    if found:  # beside what is written just so, what only looks so: with a blank more, or an invisible character
        wanted, alike_ = as_seen(name), [iri for iri in folded(name, store) if iri not in found]
        found.update(thing for thing, _, label in names_of(alike_, store) if as_seen(label) == wanted)
    return tuple(sorted(found))


def folded(name: str, store: Store) -> tuple[str, ...]:
    """Return what has this name, pinyin or id when both are folded, in order of IRI."""
    return _with_keys((fold(name),), (NAME_KEY,), store)


def shortened(name: str, store: Store) -> tuple[str, ...]:
    """Return what has these initials, or is called so when 村 or 村委会 is left out, in order of IRI."""
    wanted = fold(name)
    initials = _with_keys((wanted,), (INITIALS,), store) if len(wanted) >= _FEWEST else ()
    return initials or _with_keys(short_forms(wanted), (NAME_KEY,), store)


def reordered(name: str, store: Store) -> tuple[str, ...]:
    """Return what is called so in another order of the words, in order of IRI: Zhou Lili for Lili Zhou."""
    return _with_keys(turned(name), (NAME_KEY,), store)


def without_class(name: str, store: Store) -> tuple[str, ...]:
    """Return the places that are called so with the word for their class, in order of IRI: 柯岩街道 for keyan."""
    found = _with_keys(in_full(fold(name)), (NAME_KEY,), store)
    return tuple(iri for iri in found if prefix_of(iri) == _PLACE)


def in_part(name: str, store: Store) -> tuple[str, ...]:
    """Return what has this text in its name, or whose initials begin with it: names that begin with it first.

    Latin letters are found where a word or the pinyin begins.
    """
    wanted = fold(name)
    if len(wanted) < _FEWEST:
        return ()
    text = str(ox.Literal(wanted))
    ranks: dict[str, tuple[int, int, str]] = {}
    for thing, key in _matching(store, NAME_KEY, f"CONTAINS(?key, {text})"):
        ranks[thing] = min(ranks.get(thing, (2, 0, "")), (int(not key.startswith(wanted)), len(key), thing))
    if not IDEOGRAPH.search(wanted):
        inside = [thing for thing, rank in ranks.items() if rank[0] == 1]
        begun = set(_with_word(name, inside, store))
        ranks = {thing: rank for thing, rank in ranks.items() if rank[0] == 0 or thing in begun}
        for thing, key in _matching(store, INITIALS, f"STRSTARTS(?key, {text})"):
            ranks.setdefault(thing, (2, len(key), thing))
    return tuple(sorted(ranks, key=ranks.__getitem__))


def with_words(name: str, store: Store) -> tuple[str, ...]:
    """Return what has every word of a name in one of its English names, in any order: those with short names first.

    Words that only join others do not count. None for fewer than two words, and for Chinese characters.
    """
    words = tuple(word for word in map(fold, name.split()) if word and word not in _JOINING)
    if len(words) < _FEWEST or IDEOGRAPH.search(name):
        return ()
    condition = " && ".join(f"CONTAINS(?key, {ox.Literal(word)})" for word in words)
    patterns = [word_pattern([word]) for word in words]
    lengths: dict[str, int] = {}
    for thing, _, text in names_of(sorted({thing for thing, _ in _matching(store, NAME_KEY, condition)}), store):
        if all(pattern.search(even(text)) for pattern in patterns):
            lengths[thing] = min(lengths.get(thing, len(text)), len(text))
    return tuple(sorted(lengths, key=lambda thing: (lengths[thing], thing)))


def of_other_class(name: str, store: Store) -> tuple[str, ...]:
    """Return the places that are called so but for the word for their class: 柯桥区 for Keqiao County."""
    wanted = stem(fold(name))
    found = _with_keys((wanted, *in_full(wanted)), (NAME_KEY,), store) if wanted else ()
    return tuple(iri for iri in found if prefix_of(iri) == _PLACE)


def alike(name: str, store: Store) -> Iterator[tuple[str, str]]:
    """Yield (thing, key) for whatever shares some neighbouring characters with a name: what may be meant by it."""
    wanted = fold(name)
    length = 2 if IDEOGRAPH.search(wanted) else 3
    pieces = {wanted[at : at + length] for at in range(max(len(wanted) - length + 1, 1))} - {""}
    if pieces:
        condition = " || ".join(f"CONTAINS(?key, {ox.Literal(piece)})" for piece in sorted(pieces))
        yield from _matching(store, NAME_KEY, condition)


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of words, one after another, in a text that `even` has folded; the first begins a word."""
    between = "[^a-z0-9]*"
    return re.compile("(?<![a-z0-9])" + between.join(re.escape(fold(word)) for word in words if fold(word)))


def is_spoken_in(wanted: str, spelled: str) -> bool:
    """Say whether folded pinyin is in a text spelled in pinyin, a syllable a word: from the start of one to an end."""
    syllables = [folded for word in even(spelled).split() if (folded := fold(word))]
    ends = list(accumulate(map(len, syllables), initial=0))
    return any("".join(syllables).startswith(wanted, at) and at + len(wanted) in ends for at in ends)


def names_of(things: Sequence[str], store: Store) -> Iterator[tuple[str, str, str]]:
    """Yield (thing, property, name) for each label of some things."""
    for some in chunks(things):
        for row in rows(store, _NAMED_SO.format(things=some, properties=_iris(NAMES, ", "))):
            yield row["thing"].value, row["property"].value, row["name"].value


def _iris(iris: Iterable[str], joint: str = " ") -> str:
    return joint.join(f"<{iri}>" for iri in iris)


def _things(store: Store, sparql: str) -> Iterator[str]:
    return (row["thing"].value for row in rows(store, sparql))


def _with_keys(keys: Sequence[str], properties: Sequence[str], store: Store) -> tuple[str, ...]:
    values = " ".join(str(ox.Literal(key)) for key in keys if key)
    if not values:
        return ()
    return tuple(sorted(_things(store, _VALUED.format(values=values, properties=_iris(properties, ", ")))))


def _matching(store: Store, property_: str, condition: str) -> Iterator[tuple[str, str]]:
    for row in rows(store, _KEYED.format(property=property_, condition=condition)):
        yield row["thing"].value, row["key"].value


def _with_word(name: str, things: Sequence[str], store: Store) -> Iterator[str]:
    """Yield those of some things of whose names a word, or a syllable in pinyin, begins with this one.

    Several words in capitals are a name of their own: Wang Li is nobody's syllables.
    """
    pattern, wanted = word_pattern(even(name).split()), fold(name)
    is_proper = len(name.split()) > 1 and all(word[0].isupper() and word[1:].islower() for word in name.split())
    found = list(names_of(things, store))
    for (thing, _, text), spelled in zip(found, pinyins(text for _, _, text in found), strict=True):
        if pattern.search(even(text)) or (not is_proper and is_spoken_in(wanted, spelled)):
            yield thing


def _full_code(text: str) -> str:
    """Return a place code with the zeros that are left off in daily use: 330603 for 330603000000."""
    return text.ljust(_CODE, "0") if text.isdecimal() and _COUNTY <= len(text) < _CODE else text


def is_named(iri: str) -> bool:
    """Say whether an IRI is of the sort that has names: an entity, a word of the vocabularies, a source."""
    return prefix_of(iri) in NAMED

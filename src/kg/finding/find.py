"""Find an entity or a concept by what a user types: Chinese, English, pinyin, initials, a code or an id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph as ox

from kg.errors import Bilingual, Message, UsageError, clauses, either, lines, sentences
from kg.finding.fold import fold, is_text, plain_iri, turned
from kg.finding.gazetteer import Gazetteer, RegisteredPlace
from kg.finding.keys import NAME_KEY, PREFERRED
from kg.finding.names import chunks, labels
from kg.finding.ways import (
    alike,
    folded,
    identified,
    in_part,
    is_named,
    of_other_class,
    reordered,
    shortened,
    statement_iri,
    with_words,
    without_class,
    written_out,
)
from kg.store import Store, rows
from kg.terms.namespaces import KG, RDF_TYPE, curie, mint, slug
from kg.terms.tags import is_latin

_ABOUT: Final = f"""SELECT ?thing ?type ?label WHERE {{{{
  VALUES ?thing {{{{ {{things}} }}}} ?thing <{RDF_TYPE}> ?type ; <{PREFERRED}> ?label
}}}}"""
_COREFERENT: Final = KG + "coreferentWith"
_SAME: Final = f"""SELECT ?thing ?other WHERE {{{{
  VALUES ?thing {{{{ {{things}} }}}} ?thing <{_COREFERENT}> ?other FILTER(?thing != ?other)
}}}}"""
_TOLD_UNDER: Final = f"""SELECT ?other WHERE {{{{
  {{{{ <{{iri}}> <{_COREFERENT}> ?other }}}} UNION {{{{ ?other <{KG}jurisdiction> <{{iri}}> }}}}
}}}}"""
_SHOWN: Final = 12
_NEAREST: Final = 5
_LIKENESS: Final = 40
_PLACE: Final = "Place"
_FOREIGN: Final = 2
# 建德 is hardly the neighbourhood committee 建德居委会 of another province, but 板桥村 is a village called so
_WHOLE: Final = ("村", "社区")
_WORDS: Final = frozenset({"Role", "Indicator", "Capacity", "RelationType"})


class Fit(IntEnum):
    """How a name fits what it finds: it is its name, its name without the word for its class, or a part of it."""

    WHOLE = 0
    WITHOUT_CLASS = 1
    PART = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may mean; `other` is its label in the other language, where it has one."""

    iri: str
    type: str
    label: str
    other: str = ""

    def __str__(self) -> str:
        """Return the candidate as a list shows it, the label in the other language beside its own."""
        return f"{' '.join(filter(None, (self.label, self.other)))} ({self.type}, {curie(self.iri)})"


Candidates = tuple[Candidate, ...]


class Lookup:
    """The names in a store. A name that is written out is asked for; the others are found by keys made at build."""

    def __init__(self, store: Store, register: Path | None = None, language: str = "zh") -> None:
        """Look names up in a store, and places that it does not have in the place register, where one is given.

        `language` is that of the labels of what is found.
        """
        self._store, self._register, self._language = store, register, language

    def find(self, name: str, types: Sequence[str] = ()) -> Candidates:
        """Return what `name` may mean among `types` (class names; all when empty), the likest first.

        An IRI or a prefixed name means one thing. Of other names, whatever is written so, be it by id, code, key,
        preferred or other label; else whatever is so when both are folded (`kg.finding.fold`), pinyin included; else
        with its words in another order; else by initials, or with 村 or 村委会 left out; else the places that are
        called so with the word for their class; else whatever has the name in part.
        """
        return next((found for found, _ in self._ways(name, types) if found), ())

    def _ways(self, name: str, types: Sequence[str]) -> Iterator[tuple[Candidates, Fit]]:
        """Yield what each way of reading a name gives, and how the name fits it."""
        wanted = name.strip()
        if not is_text(wanted):
            return
        iri = identified(wanted)
        if iri:
            yield self._candidates((iri,), types), Fit.WHOLE
            return
        for way in (written_out, folded, reordered, shortened):
            yield self._candidates(way(wanted, self._store), types), Fit.WHOLE
        yield self._candidates(without_class(wanted, self._store), types), Fit.WITHOUT_CLASS
        yield self._candidates(in_part(wanted, self._store), types), Fit.PART

    def _candidates(self, iris: Sequence[str], types: Sequence[str]) -> Candidates:
        """Return those of some IRIs that have a name and one of the classes, in the order given."""
        classes: dict[str, set[str]] = {}
        preferred: dict[str, list[ox.Literal]] = {}
        for some in chunks(filter(is_named, iris)):
            for row in rows(self._store, _ABOUT.format(things=some)):
                if row["type"].value.startswith(KG):
                    classes.setdefault(row["thing"].value, set()).add(slug(row["type"].value))
                    preferred.setdefault(row["thing"].value, []).append(row["label"])
        return tuple(
            Candidate(iri, min(classes[iri]), *self._labels(preferred[iri]))
            for iri in iris
            if iri in classes and (not types or classes[iri] & set(types))
        )

    def _labels(self, preferred: Iterable[ox.Literal]) -> tuple[str, str]:
        """Return the label in the language asked for, and the one in the other; where one is missing, none beside."""
        best = sorted((_after(label.language), label.value) for label in preferred)
        chinese = [text for after, text in best if after < _FOREIGN]
        foreign = [text for after, text in best if after == _FOREIGN]
        first, other = (foreign, chinese) if self._language == "en" else (chinese, foreign)
        return (first or other)[0], next((text for text in other if first and text != first[0]), "")

    def nearest(self, name: str, types: Sequence[str] = ()) -> Candidates:
        """Return up to five things: places so called but for their class, what has all the words, what looks alike."""
        iri = identified(name)
        if not is_text(name) or (iri and not is_named(iri)):
            return ()
        wanted = slug(iri) if iri else name
        by_key: dict[str, list[str]] = {}
        for thing, key in alike(wanted, self._store):
            by_key.setdefault(key, []).append(thing)
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed only when a name is unknown

        scored: dict[str, float] = {}
        for text in (fold(wanted), *turned(wanted)):
            for key, score, _ in process.extract_iter(text, list(by_key), scorer=fuzz.ratio, score_cutoff=_LIKENESS):
                scored[key] = max(scored.get(key, 0), score)
        first = (*of_other_class(wanted, self._store), *with_words(wanted, self._store))
        found = {each.iri: each for each in self._candidates(tuple(dict.fromkeys(first)), types)}
        for key in sorted(scored, key=lambda key: -scored[key]):
            found |= {c.iri: c for c in self._candidates(sorted(by_key[key]), types)}
            if len(found) >= _NEAREST:
                break
        return tuple(found.values())[:_NEAREST]

    def one(self, name: str, types: Sequence[str] = (), asker: str = "") -> Candidate:
        """Return the one thing that `name` means; of several that were judged to be the same, the first.

        A place that only the register knows comes under the IRI that it would have. Raises `UsageError`: with the
        candidates when the name means several things, with its class when that is none of `types`, and with the nearest
        names when it means nothing. `asker` is what wants one of the classes, as the message calls it.
        """
        for found, fit in self._ways(name, types):
            distinct = self._distinct(found)
            if distinct and fit is Fit.PART and types:
                # what is called so exactly is meant before what is called so in part: of another class, or elsewhere
                if self._whole(name):
                    self._refuse(name, types, asker)
                known = self._registered(name, types)
                is_whole = known and (known.label == name.strip() or name.strip().endswith(_WHOLE))
                distinct = (*((known,) if known and is_whole else ()), *distinct)
            if len(distinct) > 1:
                raise self._ambiguous(name, distinct)
            if distinct:
                return distinct[0]
        return self._registered(name, types) or self._refuse(name, types, asker)

    def _whole(self, name: str) -> Candidates:
        """Return what is called so among all classes, and not only in part."""
        return next((self._distinct(found) for found, fit in self._ways(name, ()) if found and fit is Fit.WHOLE), ())

    def _distinct(self, found: Candidates) -> Candidates:
        """Return the candidates, of several that were judged to be the same only the first."""
        if len(found) <= 1:
            return found
        others: dict[str, set[str]] = {}
        for some in chunks(candidate.iri for candidate in found):
            for row in rows(self._store, _SAME.format(things=some)):
                others.setdefault(row["thing"].value, set()).add(row["other"].value)
        kept: dict[str, Candidate] = {}
        for candidate in found:
            if kept.keys().isdisjoint(others.get(candidate.iri, ())):
                kept[candidate.iri] = candidate
        return tuple(kept.values())

    def _registered(self, name: str, types: Sequence[str]) -> Candidate | None:
        wanted = self._register and (not types or _PLACE in types) and fold(name) and is_text(name)
        return registered(name.strip(), self._register) if wanted and self._register else None

    def _refuse(self, name: str, types: Sequence[str], asker: str) -> NoReturn:
        statement = statement_iri(name)
        if statement and self._store.query(f"ASK {{ <{statement}> ?property ?value }}"):
            raise UsageError(
                Message("{name} is a statement, not a thing", name=name),
                Message("See it whole with: kg show {statement}", statement=slug(statement)),
            )
        others = self._of_other_classes(name) if types else ()
        near = (*self._standing_for(others, types), *self.nearest(name, types))
        near = tuple(dict.fromkeys(near))[:_NEAREST]
        hints = [Message("Nearest: {near}", near=clauses(self._told(near)))] if near else []
        if not others and not near and not _has_keys(self._store):
            hints = [
                Message("An older kg built the store, without keys to find names by. Build it again with: kg build")
            ]
        elif words := [kind for kind in types if kind in _WORDS]:
            hints.append(_see(f"kg query vocabulary --class {words[0]}"))
        else:
            hints += () if near else (_see("kg query coverage"),)
            hints += () if others else (Message("Search what the articles print with: kg search WORDS"),)
        message = (
            self._of_the_wrong_class(name, others, types, asker)
            if others
            else Message("no match for {name!r}", name=name)
        )
        raise UsageError(message, sentences(*hints))

    def _standing_for(self, found: Candidates, types: Sequence[str]) -> Candidates:
        """Return what stands for one thing found, among the classes wanted: the body that acts in a place's name."""
        return self._candidates(told_under(found[0].iri, self._store)[1:], types) if len(found) == 1 else ()

    def _of_other_classes(self, name: str) -> Candidates:
        """Return what a name means among all classes; what has it in part only where that is one thing."""
        in_part = self._distinct(self.find(name))
        return self._whole(name) or (in_part if len(in_part) == 1 else ())

    def _told(self, found: Candidates) -> tuple[Message, ...]:
        """Return candidates as a list shows them, the label in the other language beside its own."""
        classes = labels([KG + each.type for each in found], self._store)
        return tuple(_shown(each, classes.get(KG + each.type, each.type)) for each in found)

    def _of_the_wrong_class(self, name: str, found: Candidates, types: Sequence[str], asker: str) -> Message:
        iris = [KG + each for each in (*types, *(c.type for c in found))]
        chinese, english = (labels(iris, self._store, language) for language in ("zh", "en"))

        def called(*classes: str) -> Message:
            zh, en = ([named.get(KG + each, each) for each in classes] for named in (chinese, english))
            return Bilingual(either(zh).in_language("zh"), _with_article(either(en)))

        told = {"name": name, "asker": asker, "wanted": called(*types)}
        if len(found) > 1:
            listed = lines(self._told(found[:_SHOWN]))
            if asker:
                return Message("{asker} wants {wanted}; {name!r} is:{listed}", listed=listed, **told)
            return Message("{name!r} is not {wanted}, but:{listed}", listed=listed, **told)
        told |= {"name": found[0].label, "class_": called(found[0].type)}
        if asker:
            return Message("{name} is {class_}; {asker} wants {wanted}", **told)
        return Message("{name} is {class_}, not {wanted}", **told)

    def _ambiguous(self, name: str, found: Candidates) -> UsageError:
        more = len(found) - _SHOWN
        rest = (Message("and {count} more", count=more),) if more > 0 else ()
        listed = lines((*self._told(found[:_SHOWN]), *rest))
        message = Message("{name!r} is ambiguous:{listed}", name=name, listed=listed)
        return UsageError(message, Message("Give the id of the one you mean."))


def _shown(candidate: Candidate, class_: str) -> Message:
    """Return a candidate with the Chinese label of its class, as a list shows it."""
    named = " ".join(filter(None, (candidate.label, candidate.other)))
    what = Bilingual(class_, candidate.type)
    return Message("{name} ({class_}, {id})", name=named, class_=what, id=curie(candidate.iri))


def _see(command: str) -> Message:
    return Message("See what there is with: {command}", command=command)


def _after(language: str | None) -> int:
    """Return how late a label is taken: a Chinese one first, whatever its script, then whatever there is."""
    foreign = language is None or not language.startswith("zh-") or is_latin(language)
    return 0 if language == "zh" else _FOREIGN if foreign else 1


def _has_keys(store: Store) -> bool:
    """Say whether a store has keys to find names by; one built by an older version has none."""
    return bool(store.query(f"ASK {{ ?thing <{NAME_KEY}> ?key }}"))


def told_under(iri: str, store: Store) -> tuple[str, ...]:
    """Return the IRIs under which a store tells of a thing: its own first, then the others in order.

    The others are what was judged to be the same, and the body that stands for a place.
    """
    others = {row["other"].value for row in rows(store, _TOLD_UNDER.format(iri=iri))}
    return (iri, *sorted(others - {iri}))


def registered(text: str, register: Path) -> Candidate | None:
    """Return the place that the register knows by a name, a 12-digit code, or the IRI that it would have."""
    gazetteer = Gazetteer.read(register)
    iri = identified(text)
    name, _, county = plain_iri(slug(iri) if iri else "").rpartition("-")
    if text.isdigit():
        place = gazetteer.place(text)
    else:
        known = gazetteer.find(name, county) if iri else gazetteer.meant(text)
        one = len(known) == 1 or iri or any(text in {place.name, place.short_name} for place in known)
        place = known[0] if known and one else None
    found = Candidate(registered_iri(place), _PLACE, place.name) if place else None
    return found if found and iri in {None, found.iri} else None


def registered_iri(place: RegisteredPlace) -> str:
    """Return the IRI that a place of the register has, or would have."""
    return mint("place", place.short_name, place.code[:6])


def _with_article(words: str) -> str:
    """Return words with the article that English gives them: an area, a unit, an unnamed person."""
    sounds_like_you = words.startswith("uni")
    return f"{'an' if words[0] in 'aeiou' and not sounds_like_you else 'a'} {words}"

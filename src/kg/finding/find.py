"""Find an entity or a concept by what a user types: Chinese, English, pinyin, initials, a code or an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph as ox

from kg.errors import UsageError
from kg.finding.gazetteer import Gazetteer
from kg.store import Store, rows
from kg.terms.namespaces import PREFIXES, RDF_TYPE, SKOS, curie, expand, mint, prefix_of, slug

_KG: Final = PREFIXES["kg"]
_TYPE: Final = f"?thing a ?type FILTER(STRSTARTS(STR(?type), '{_KG}'))"
_ALL: Final = f"""SELECT ?thing ?property ?value WHERE {{
  VALUES ?property {{ <{RDF_TYPE}> <{SKOS}prefLabel> <{SKOS}altLabel> <{_KG}pinyin> }}
  ?thing ?property ?value
}}"""
_BY_ID: Final = f"SELECT ?thing ?type WHERE {{{{ VALUES ?thing {{{{ {{iris}} }}}} {_TYPE} }}}}"
_BY_VALUE: Final = f"""SELECT ?thing ?type WHERE {{{{
  VALUES ?value {{{{ {{values}} }}}} VALUES ?property {{{{ {{properties}} }}}} ?thing ?property ?value . {_TYPE}
}}}}"""
_LABELS: Final = f"""SELECT ?thing ?label WHERE {{{{
  VALUES ?thing {{{{ {{iris}} }}}} ?thing <{SKOS}prefLabel> ?label
}}}}"""
_TOLD_UNDER: Final = f"""SELECT ?other WHERE {{{{
  {{{{ <{{iri}}> <{_KG}coreferentWith> ?other }}}} UNION {{{{ ?other <{_KG}jurisdiction> <{{iri}}> }}}}
}}}}"""
_LANGUAGES: Final = ("zh", "en", "zh-latn", None)
_NOT_COMPARED: Final = re.compile(r"[\s\ufeff\-'’·_]+")
_SHOWN: Final = 12
_CODE: Final = 12
_COUNTY: Final = 6
_WORDS: Final = frozenset({"Role", "Indicator", "Capacity", "RelationType"})
_NOT_LOOKED_UP: Final = frozenset({"", "kg", "section"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may mean."""

    iri: str
    type: str
    label: str

    def __str__(self) -> str:
        """Return the candidate as a list shows it."""
        return f"{self.label} ({self.type}, {curie(self.iri)})"


@dataclass(frozen=True)
class _Entry:
    candidate: Candidate
    labels: frozenset[str]
    sounds: frozenset[str]


class Lookup:
    """The names in a store: one that is written out is asked for; all are read only when that finds nothing."""

    def __init__(self, store: Store, register: Path | None = None) -> None:
        """Look names up in a store, and places that it does not have in the place register, where one is given."""
        self._store, self._register = store, register

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        return tuple(_entries(self._store))

    def find(self, name: str, types: Sequence[str] = ()) -> tuple[Candidate, ...]:
        """Return what `name` may mean among `types` (class names; all when empty), in order of IRI.

        The first way of reading that finds anything decides: id, code or key, preferred label, other label, label
        without regard to case, spaces and hyphens, pinyin or initials, part of a label.
        """
        wanted, wanted_folded = name.strip(), folded(name)
        found = self._written_out(wanted, types) if wanted.isprintable() and wanted else {}
        if found:
            return tuple(found[key] for key in sorted(found))
        entries = [e for e in self._entries if not types or e.candidate.type in types]
        ways: tuple[Callable[[_Entry], bool], ...] = (
            lambda e: wanted_folded in {folded(label) for label in e.labels},
            lambda e: wanted_folded in e.sounds,
            lambda e: len(wanted) > 1 and any(wanted in label for label in e.labels),
        )
        for way in ways:
            found = {e.candidate.iri: e.candidate for e in entries if way(e)}
            if found:
                return tuple(found[key] for key in sorted(found))
        return ()

    def _written_out(self, wanted: str, types: Sequence[str]) -> dict[str, Candidate]:
        """Return what has exactly this id, code, key or label, by IRI; four questions that need no scan."""
        names = (expand(wanted) or wanted.strip("<>"), *(namespace + wanted for namespace in PREFIXES.values()))
        iris = " ".join(str(node) for node in map(_node, names) if node)
        labels = " ".join(str(ox.Literal(wanted, language=tag)) for tag in _LANGUAGES)
        codes = " ".join(str(ox.Literal(text)) for text in dict.fromkeys((wanted, _full_code(wanted))))
        ways = (
            _BY_ID.format(iris=iris),
            _BY_VALUE.format(values=codes, properties=f"<{_KG}code> <{_KG}key>"),
            _BY_VALUE.format(values=labels, properties=f"<{SKOS}prefLabel>"),
            _BY_VALUE.format(values=labels, properties=f"<{SKOS}altLabel>"),
        )
        for way in ways:
            found = {
                row["thing"].value: slug(row["type"].value)
                for row in rows(self._store, way)
                if prefix_of(row["thing"].value) not in _NOT_LOOKED_UP
                and (not types or slug(row["type"].value) in types)
            }
            candidates = self._candidates(found) if found else {}
            if candidates:
                return candidates
        return {}

    def _candidates(self, found: Mapping[str, str]) -> dict[str, Candidate]:
        preferred: dict[str, list[ox.Literal]] = {}
        for row in rows(self._store, _LABELS.format(iris=" ".join(f"<{iri}>" for iri in found))):
            preferred.setdefault(row["thing"].value, []).append(row["label"])
        # what has no label is no entity: a statement, a quote
        return {iri: Candidate(iri, found[iri], _label(labels)) for iri, labels in preferred.items()}

    def nearest(self, name: str, types: Sequence[str] = ()) -> tuple[Candidate, ...]:
        """Return up to five things whose names look most like `name`."""
        by_name: dict[str, Candidate] = {}
        for entry in self._entries:
            if not types or entry.candidate.type in types:
                for text in (*sorted(entry.labels), *sorted(entry.sounds)):
                    by_name.setdefault(folded(text), entry.candidate)
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed only when a name is unknown

        close = process.extract(folded(name), list(by_name), scorer=fuzz.ratio, limit=5, score_cutoff=40)
        return tuple(dict.fromkeys(by_name[text] for text, _, _ in close))

    def one(self, name: str, types: Sequence[str] = ()) -> Candidate:
        """Return the one thing that `name` means; of several that were judged to be the same, the first.

        A place that only the register knows comes under the IRI that it would have. Raises `UsageError`, with
        the candidates, when it means several, and with the nearest names when it means none.
        """
        found = self.find(name, types)
        if found and self._are_one(found):
            return found[0]
        if found:
            rest = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            listed = "".join(f"\n  {candidate}" for candidate in found[:_SHOWN]) + rest
            raise UsageError(f"{name!r} is ambiguous:{listed}", "Give the id of the one you mean.")
        known = registered(name, self._register) if self._register and (not types or "Place" in types) else None
        return known or self._refuse(name, types)

    def _refuse(self, name: str, types: Sequence[str]) -> NoReturn:
        near = self.nearest(name, types)
        words = [kind for kind in types if kind in _WORDS]
        there_is = f"kg query vocabulary --class {words[0]}" if words else "kg query coverage"
        hint = "Nearest: " + "; ".join(map(str, near)) + ". " if near else ""
        hint += f"See what there is with: {there_is}" if words or not near else ""
        raise UsageError(f"no match for {name!r}", hint)

    def _are_one(self, found: Sequence[Candidate]) -> bool:
        first, *others = found
        same = " . ".join(f"<{first.iri}> <{_KG}coreferentWith> <{other.iri}>" for other in others)
        return not others or bool(self._store.query(f"ASK {{ {same} }}"))


def told_under(iri: str, store: Store) -> tuple[str, ...]:
    """Return the IRIs under which a store tells of a thing: its own first, then the others in order.

    The others are what was judged to be the same, and the body that stands for a place.
    """
    others = {row["other"].value for row in rows(store, _TOLD_UNDER.format(iri=iri))}
    return (iri, *sorted(others - {iri}))


def _entries(store: Store) -> Iterable[_Entry]:
    grouped: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for row in rows(store, _ALL):
        grouped.setdefault(row["thing"].value, {}).setdefault(slug(row["property"].value), []).append(row["value"])
    for iri, found in sorted(grouped.items()):
        types = sorted(slug(value.value) for value in found.get("type", ()) if value.value.startswith(_KG))
        preferred = [value for value in found.get("prefLabel", ()) if isinstance(value, ox.Literal)]
        if prefix_of(iri) in _NOT_LOOKED_UP or not types or not preferred:
            continue
        latin = {value.value for value in preferred if value.language == "zh-latn"}
        sounds = latin | {value.value for value in found.get("pinyin", ())}
        yield _Entry(
            Candidate(iri, types[0], _label(preferred)),
            frozenset(value.value for value in (*preferred, *found.get("altLabel", ()))),
            frozenset(sound for text in sounds for sound in (folded(text), initials(text))),
        )


def _label(preferred: Sequence[ox.Literal]) -> str:
    """Return the Chinese label, or the first of the others."""
    return min(preferred, key=lambda label: (label.language != "zh", label.value)).value


def _node(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _full_code(text: str) -> str:
    """Return a place code with the zeros that are left off in daily use: 330603 for 330603000000."""
    return text.ljust(_CODE, "0") if text.isdecimal() and _COUNTY <= len(text) < _CODE else text


def folded(text: str) -> str:
    """Return a name as names are compared: without case, blanks, hyphens, apostrophes and middle dots.

    The graph page folds in the same way (`render/page/folding.js`).
    """
    return _NOT_COMPARED.sub("", text).casefold()


def initials(text: str) -> str:
    """Return the first signs of the words of a text, folded."""
    return folded("".join(word[0] for word in re.split(r"[\s\ufeff\-]+", text) if word))


def registered(text: str, register: Path) -> Candidate | None:
    """Return the place that the register knows by a name or a 12-digit code, under the IRI that it would have."""
    gazetteer = Gazetteer.read(register)
    place = gazetteer.place(text) if text.isdigit() else next(iter(gazetteer.find(text)), None)
    return Candidate(mint("place", place.short_name, place.code[:6]), "Place", place.name) if place else None

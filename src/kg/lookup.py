"""Find an entity or a concept by what a user types: Chinese, English, pinyin, initials, a code or an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from kg.errors import UsageError
from kg.store import Store
from kg.terms.namespaces import curie, expand, prefix_of, slug

_NAMES: Final = """
PREFIX kg: <https://w3id.org/programs-and-actors/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?type ?label ?preferred ?pinyin ?code WHERE {
  ?thing skos:prefLabel|skos:altLabel ?label ; a ?type .
  BIND(EXISTS { ?thing skos:prefLabel ?label } AS ?preferred)
  OPTIONAL { ?thing kg:pinyin ?pinyin }
  OPTIONAL { ?thing kg:code ?code }
  FILTER(STRSTARTS(STR(?type), STR(kg:)))
}
ORDER BY ?thing ?label
"""
_SQUASH: Final = re.compile(r"[\s\-'’·_]+")
_SHOWN: Final = 12


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
    exact: frozenset[str]
    also: frozenset[str]
    sounds: frozenset[str]
    code: str


class Lookup:
    """The names in a store, read once."""

    def __init__(self, store: Store) -> None:
        """Read all names of a store."""
        self._entries = tuple(_entries(store))

    def find(self, name: str, types: Sequence[str] = ()) -> tuple[Candidate, ...]:
        """Return what `name` may mean among `types` (class names; all when empty), in order of IRI.

        The first way of reading that finds anything decides: id, code, preferred label, other label, pinyin or
        initials, part of a label.
        """
        entries = [e for e in self._entries if not types or e.candidate.type in types]
        wanted, squashed = name.strip(), _squash(name)
        iri = expand(wanted) or wanted.strip("<>")
        ways: tuple[Callable[[_Entry], bool], ...] = (
            lambda e: e.candidate.iri == iri or slug(e.candidate.iri) == wanted,
            lambda e: bool(e.code) and e.code == wanted,
            lambda e: wanted in e.exact,
            lambda e: wanted in e.also or squashed in {_squash(x) for x in e.exact | e.also},
            lambda e: squashed in e.sounds,
            lambda e: len(wanted) > 1 and any(wanted in label for label in e.exact | e.also),
        )
        for way in ways:
            found = {e.candidate.iri: e.candidate for e in entries if way(e)}
            if found:
                return tuple(found[key] for key in sorted(found))
        return ()

    def nearest(self, name: str, types: Sequence[str] = ()) -> tuple[Candidate, ...]:
        """Return up to five things whose names look most like `name`."""
        by_name: dict[str, Candidate] = {}
        for entry in self._entries:
            if not types or entry.candidate.type in types:
                for text in (*entry.exact, *entry.also, *entry.sounds):
                    by_name.setdefault(_squash(text), entry.candidate)
        close = get_close_matches(_squash(name), list(by_name), n=5, cutoff=0.4)
        return tuple(dict.fromkeys(by_name[text] for text in close))

    def one(self, name: str, types: Sequence[str] = ()) -> Candidate:
        """Return the one thing that `name` means.

        Raises `UsageError`, with the candidates, when it means several, and with the nearest names when it means none.
        """
        found = self.find(name, types)
        if len(found) == 1:
            return found[0]
        if found:
            rest = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            listed = "; ".join(map(str, found[:_SHOWN])) + rest
            raise UsageError(f"{name!r} is ambiguous: {listed}", "Give the id of the one you mean.")
        near = self.nearest(name, types)
        hint = "Nearest: " + "; ".join(map(str, near)) if near else "See what there is with: kg query coverage"
        raise UsageError(f"nothing is called {name!r}", hint)


def _entries(store: Store) -> Iterable[_Entry]:
    rows = store.query(_NAMES)
    if not isinstance(rows, ox.QuerySolutions):
        return
    grouped: dict[str, list[ox.QuerySolution]] = {}
    for row in rows:
        grouped.setdefault(row["thing"].value, []).append(row)
    for iri, found in grouped.items():
        if prefix_of(iri) in {"", "kg"}:
            continue
        preferred = [row["label"] for row in found if row["preferred"].value in {"true", "1"}]
        label = next((x.value for x in preferred if x.language == "zh"), preferred[0].value if preferred else iri)
        pinyin = {row["pinyin"].value for row in found if row["pinyin"] is not None}
        latin = {x.value for x in preferred if x.language == "zh-latn"}
        yield _Entry(
            Candidate(iri, slug(found[0]["type"].value), label),
            frozenset(x.value for x in preferred),
            frozenset(row["label"].value for row in found) - {x.value for x in preferred},
            frozenset(sound for text in pinyin | latin for sound in (_squash(text), _initials(text))),
            next((row["code"].value for row in found if row["code"] is not None), ""),
        )


def _squash(text: str) -> str:
    return _SQUASH.sub("", text).casefold()


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s\-]+", text) if word).casefold()

"""A Turtle file as text: which prefixes it declares, which of them are wrong, and where its blocks begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Final
from urllib.parse import urljoin

from kg.terms.namespaces import BASE, PREFIXES, curie

_DECLARED: Final = re.compile(
    r"^(?P<head>[ \t]*@?prefix[ \t]+(?P<name>[\w-]*):[ \t]*<)(?P<iri>[^<>\n]*)>", re.MULTILINE | re.IGNORECASE
)
_BASE: Final = re.compile(r"^[ \t]*@?base[ \t]+<(?P<iri>[^<>\n]*)>", re.MULTILINE | re.IGNORECASE)
_BLOCK: Final = re.compile(r"^(?P<name><[^>]+>|[\w-]*:[^\s;,.]+)", re.MULTILINE)
_OWN: Final = {name: iri for name, iri in PREFIXES.items() if iri.startswith(BASE)}
_LOCAL: Final = {iri.removeprefix(BASE).strip("/"): iri for iri in _OWN.values()}
_KNOWN: Final = frozenset(PREFIXES.values())
_CLOSE: Final = 0.75
_SAME_BASE: Final = 0.9


@dataclass(frozen=True, slots=True)
class WrongPrefix:
    """A prefix that is declared with a wrong IRI, or used and not declared (`found` is empty).

    `right` is the IRI that was meant, empty where that is not clear; `names` counts the names in the file that hang on
    it.
    """

    name: str
    line: int
    found: str
    right: str
    names: int


def mended(text: str) -> tuple[str, tuple[WrongPrefix, ...]]:
    """Return Turtle with its prefixes as they were meant, on the same lines, and those that were wrong."""
    wrong: list[WrongPrefix] = []

    def meant(match: re.Match[str]) -> str:
        name, found = match["name"], match["iri"]
        right = _meant(name, found)
        names = len(_uses(name).findall(text)) if right != found else 0
        if not names:
            return match[0]
        line = text.count("\n", 0, match.start()) + 1
        wrong.append(WrongPrefix(name, line, found, right, names))
        return f"{match['head']}{right or found}>"

    return _DECLARED.sub(meant, text), tuple(wrong)


def declared(text: str) -> tuple[str, tuple[WrongPrefix, ...]]:
    """Return Turtle with the known prefixes that it uses and does not declare, on the same lines, and these."""
    given = {match["name"] for match in _DECLARED.finditer(text)}
    missing = []
    for name in sorted(PREFIXES.keys() - given):
        uses = list(_uses(name).finditer(text))
        if uses:
            line = text.count("\n", 0, uses[0].start()) + 1
            missing.append(WrongPrefix(name, line, "", PREFIXES[name], len(uses)))
    head = "".join(f"@prefix {one.name}: <{one.right}> . " for one in missing)
    return head + text, tuple(missing)


def _uses(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[\s,;(\[^])|^){re.escape(name)}:(?=\w)(?![^<>\n]*>)", re.MULTILINE)


def _meant(name: str, found: str) -> str:
    """Return the IRI that a declared prefix should have: the one found where it is right, empty where none is clear."""
    if name in PREFIXES:
        return PREFIXES[name]
    if found in _KNOWN or found == BASE:
        return found
    if found.startswith(BASE):
        near = get_close_matches(found.removeprefix(BASE).strip("/#"), _LOCAL, 1, _CLOSE)
        return _LOCAL[near[0]] if near else ""
    head, _, local = found.rstrip("/").rpartition("/")
    alike = SequenceMatcher(None, f"{head}/", BASE).ratio() >= _SAME_BASE
    return _LOCAL[local] if alike and local in _LOCAL else found


def blocks(text: str) -> Iterator[tuple[str, int]]:
    """Yield the subject of each block that begins at the start of a line, with its line."""
    given, base = declared_prefixes(text)
    prefixes = {**PREFIXES, **given}
    line, at = 1, 0
    for match in _BLOCK.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        iri = expanded(match["name"], prefixes, base)
        if iri:
            yield iri, line


def line_within(text: str, iri: str) -> int:
    """Return the line on which a block begins behind the end of another; 1 where it is not found."""
    begun = re.search(rf"\.[ \t]+(?:{re.escape(curie(iri))}|<{re.escape(iri)}>)(?=\s)", text)
    return text.count("\n", 0, begun.start()) + 1 if begun else 1


def declared_prefixes(text: str) -> tuple[dict[str, str], str]:
    """Return the prefixes that Turtle declares, each with its IRI, and the base, empty where it has none."""
    given = {match["name"]: match["iri"] for match in _DECLARED.finditer(text)}
    return given, next((match["iri"] for match in _BASE.finditer(text)), "")


def expanded(name: str, prefixes: Mapping[str, str], base: str) -> str:
    """Return the IRI of a name as Turtle writes it, in angle brackets or with a prefix; empty for another token."""
    if name.startswith("<"):
        return urljoin(base, name[1:-1]) if base else name[1:-1]
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else ""

"""Change blocks of a Turtle file and leave every other byte of it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.dataset.turtle import block
from kg.dataset.turtle_text import declared_prefixes, expanded
from kg.rdf import TermTriple
from kg.terms.namespaces import PREFIXES

_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''(?:\\.|[^\\])*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'"
    r"|(?P<directive>^[ \t]*(?i:prefix|base)\b[^<\n]*<[^<>\n]*>)"
    r"|<[^<>\n]*>"
    r"|(?P<remark>\#[^\n]*)"
    r"|(?P<end>\.(?=\s|\#|\Z))"
    r"|(?P<name>[^\s\"'<>#;,.]+(?:\.[^\s\"'<>#;,.]+)*)",
    re.MULTILINE | re.DOTALL,
)
_PREFIX_LINE: Final = re.compile(r"^[ \t]*@?prefix[ \t]+(?P<name>[\w-]*):[^\n]*\n?", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a file: its subject, where it begins and ends, and the remarks within it."""

    subject: str
    start: int
    end: int
    remarks: tuple[str, ...]


def rewritten(text: str, changed: Mapping[str, tuple[TermTriple, ...]]) -> str:
    """Return a Turtle file in which some blocks say something else; a block that says nothing is taken out.

    `changed` has all triples of each changed subject. Remarks within a changed block stand before it. Prefixes that the
    file lacks are added in their order.
    """
    prefixes: set[str] = set()
    newline = "\r\n" if "\r\n" in text else "\n"
    for found in reversed(tuple(_blocks(text))):
        if found.subject not in changed:
            continue
        written, used = block(changed[found.subject])
        prefixes |= used
        put = "".join(f"{remark}\n" for remark in found.remarks) + written
        before, rest = text[: found.start], text[found.end :]
        if not put:
            rest = rest.lstrip("\r\n")
            before = before if rest else before.rstrip("\r\n") + newline
        text = before + put.removesuffix("\n").replace("\n", newline) + rest
    return _with_prefixes(text, prefixes, newline)


def _blocks(text: str) -> Iterator[_Block]:
    prefixes, base = declared_prefixes(text)
    subject, start, remarks = "", 0, list[str]()
    for token in _TOKEN.finditer(text):
        if token["directive"]:
            continue
        if token["remark"]:
            remarks += [token[0].rstrip()] if subject else []
        elif token["end"]:
            yield _Block(subject, start, token.end(), tuple(remarks))
            subject = ""
        elif not subject:
            subject = expanded(token[0], prefixes, base) or token[0]
            start, remarks = token.start(), []


def _with_prefixes(text: str, used: set[str], newline: str) -> str:
    """Return Turtle that declares the prefixes used, each before the first one that is greater."""
    for name in sorted(used - declared_prefixes(text)[0].keys()):
        lines = list(_PREFIX_LINE.finditer(text))
        later = next((line.start() for line in lines if line["name"] > name), lines[-1].end() if lines else 0)
        text = f"{text[:later]}@prefix {name}: <{PREFIXES[name]}> .{newline}{text[later:]}"
    return text

"""What SKOS and OWL want of every block of the ontology's files; `python tests/standard_terms.py` writes it there.

The rule is kept here and not in the files, so that a block added by hand is found wanting (`test_standards_of_terms`)
and mended by one command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import rdflib

ONTOLOGY: Final = Path(__file__).parents[1] / "ontology"
_BLOCK: Final = re.compile(r"^\S+\n    a (?P<types>[^;]+) ;\n(?:    .+\n?)+", re.MULTILINE)
_CLASS: Final = re.compile(r"^(?P<name>kg:\w+)\n    a rdfs:Class", re.MULTILINE)
_CONCEPT: Final = re.compile(r"^    a (?P<name>kg:\w+)(?: , [^;]+)? ;$", re.MULTILINE)
_SCHEME: Final = re.compile(r"^    skos:inScheme (?P<name>kg:\w+) ;\n", re.MULTILINE)
_PROPERTY: Final = re.compile(r"^\S+\n    a rdf:Property\b", re.MULTILINE)
_RANGE: Final = re.compile(r"^    rdfs:range (\S+) [;.]$", re.MULTILINE)
_ANYTHING: Final = frozenset({"rdf:Property", "rdfs:Resource"})
_MECHANICS: Final = "/ontology/mechanics>\n    a owl:Ontology"
_BESIDE: Final = "    rdfs:subClassOf skos:Concept ;\n"


@dataclass(frozen=True)
class Known:
    """The classes whose members are concepts, by prefixed name."""

    of_concepts: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Known:
        """Return what the files say together."""
        blocks = [match[0] for text in texts for match in _BLOCK.finditer(text)]
        return cls(frozenset(m["name"] for b in blocks if _SCHEME.search(b) and (m := _CONCEPT.search(b))))


def with_standard_terms(text: str, known: Known) -> str:
    """Return a file of the ontology with what SKOS wants of its blocks, each line written once."""
    mechanics = _MECHANICS in text

    def mended(match: re.Match[str]) -> str:
        return _property(_class(_concept(match[0], known), known), mechanics=mechanics)

    return _BLOCK.sub(mended, text)


def _concept(block: str, known: Known) -> str:
    """Return the block of a concept with its class, and its place at the top where nothing is broader."""
    found, scheme = _CONCEPT.search(block), _SCHEME.search(block)
    if not found or not scheme or found["name"] not in known.of_concepts:
        return block
    block = _with_type(block, "skos:Concept")
    top = f"    skos:topConceptOf {scheme['name']} ;\n"
    if "    skos:broader " in block:
        return block.replace(top, "")
    return block if top in block else block.replace(scheme[0], scheme[0] + top)


def _class(block: str, known: Known) -> str:
    """Return the block of a class, below skos:Concept where its members are concepts."""
    found = _CLASS.search(block)
    if not found:
        return block
    block = _with_type(block, "owl:Class")
    if found["name"] not in known.of_concepts or "skos:Concept" in block:
        return block
    head, line, rest = block.partition(" ;\n")
    return head + line + _BESIDE + rest


def _property(block: str, *, mechanics: bool) -> str:
    """Return the block of a property with its one sort, which its range decides.

    What tells the program how to read the terms, and what takes a thing or words alike, is an annotation.
    """
    if not _PROPERTY.search(block):
        return block
    (range_,) = _RANGE.findall(block) or [""]
    if mechanics or range_ in _ANYTHING:
        return _with_type(block, "owl:AnnotationProperty")
    if not range_:
        return _with_type(block, "(write its rdfs:range)")
    words = range_.startswith(("xsd:", "edtf:")) or range_ == "rdfs:Literal"
    return _with_type(block, "owl:DatatypeProperty" if words else "owl:ObjectProperty")


def _with_type(block: str, name: str) -> str:
    head, line, rest = block.partition(" ;\n")
    types = head.partition("    a ")[2].split(" , ")
    return block if name in types else f"{head} , {name}{line}{rest}"


def files() -> Mapping[Path, str]:
    """Return the text of every file of the ontology but the shapes."""
    paths = (*sorted(ONTOLOGY.glob("*.ttl")), *sorted((ONTOLOGY / "vocab").glob("*.ttl")))
    return {path: path.read_text(encoding="utf-8") for path in paths if path.name != "shapes.ttl"}


@cache
def ontology_graph() -> rdflib.Graph:
    """Return what these files say, as rdflib reads them, which takes seconds: once, and only to be read."""
    graph = rdflib.Graph(bind_namespaces="none")
    for text in files().values():
        graph.parse(data=text, format="turtle")
    return graph


if __name__ == "__main__":
    read = files()
    together = Known.of(read.values())
    for path, text in read.items():
        wanted = with_standard_terms(text, together)
        if wanted != text:
            path.write_text(wanted, encoding="utf-8")
            print(path.relative_to(ONTOLOGY))  # noqa: T201 - a script

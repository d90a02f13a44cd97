"""Values of another datatype than their slot has, with the form in which they are to be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from kg.errors import Finding, Severity, TermError
from kg.model import Corpus, Term
from kg.ontology import Ontology
from kg.terms.edtf import bounds
from kg.terms.namespaces import KG, STANDARD, XSD, curie
from kg.validate.made import finding


@dataclass(frozen=True, slots=True)
class _Form:
    """How values of a datatype are written: whether a text can be one, an example, whether without quotation marks."""

    fits: Callable[[str], bool]
    example: str
    is_bare: bool = False


def _like(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


def _is_edtf(text: str) -> bool:
    try:
        bounds(text)
    except TermError:
        return False
    return True


_FORMS: Final[Mapping[str, _Form]] = {
    XSD + "decimal": _Form(_like(r"[+-]?[0-9]+(\.[0-9]+)?"), "120000"),
    XSD + "integer": _Form(_like("0|[1-9][0-9]*"), "62", is_bare=True),
    XSD + "boolean": _Form(_like("true|false"), "true", is_bare=True),
    XSD + "gYear": _Form(_like("[0-9]{4}"), "2023"),
    STANDARD["edtf"] + "EDTF": _Form(_is_edtf, "2022-05"),
}


def datatype_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield a warning for each value of another datatype than its slot has: a number, a date, a year, true or false."""
    wanted = {name: slot.range for name, slot in ontology.slots.items() if slot.range in _FORMS}
    by_iri = {KG + name: datatype for name, datatype in wanted.items()}
    for resource in (*corpus.sources.values(), *corpus.parts.values(), *corpus.entities.values()):
        for key, value in resource.properties:
            if key in by_iri:
                yield from _wrong(resource.iri, key, value, by_iri[key], corpus)
    for statement in corpus.statements:
        for name, value in statement.slots:
            if name in wanted:
                yield from _wrong(statement.iri, KG + name, value, wanted[name], corpus)


def _wrong(iri: str, key: str, value: Term, datatype: str, corpus: Corpus) -> Iterator[Finding]:
    if isinstance(value, Literal) and value.datatype.value != datatype:
        message = f"{curie(key)} is {value.value!r} of {curie(value.datatype.value)}, not of {curie(datatype)}"
        yield finding(Severity.WARNING, "datatype", corpus, iri, message, to_write(key, value.value, datatype))


def to_write(key: str, text: str, datatype: str) -> str:
    """Return how a value of a property is written in a datatype; an empty text for datatypes that need no mark."""
    form = _FORMS.get(datatype)
    if form is None:
        return ""
    fits = form.fits(text)
    shown = text if fits else form.example
    marked = shown if form.is_bare else f'"{shown}"^^{curie(datatype)}'
    return f"Write {curie(key)} {marked}." if fits else f"Write it in the form {curie(key)} {marked}."

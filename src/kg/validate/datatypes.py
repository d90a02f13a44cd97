"""How values are written in each datatype."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.errors import NOTHING, Message
from kg.terms.edtf import is_edtf
from kg.terms.namespaces import STANDARD, XSD, curie


@dataclass(frozen=True, slots=True)
class _Form:
    """How values of a datatype are written: whether a text can be one, an example, whether without quotation marks."""

    fits: Callable[[str], bool]
    example: str
    is_bare: bool = False


def _like(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


_FORMS: Final[Mapping[str, _Form]] = {
    XSD + "decimal": _Form(_like(r"[+-]?[0-9]+(\.[0-9]+)?"), "120000"),
    XSD + "integer": _Form(_like("0|[1-9][0-9]*"), "62", is_bare=True),
    XSD + "boolean": _Form(_like("true|false"), "true", is_bare=True),
    XSD + "gYear": _Form(_like("[0-9]{4}"), "2023"),
    STANDARD["edtf"] + "EDTF": _Form(is_edtf, "2022-05"),
}


def is_of_form(text: str, datatype: str) -> bool:
    """Say whether a text can be a value of a datatype that is marked; never of one that needs no mark."""
    form = _FORMS.get(datatype)
    return form is not None and form.fits(text)


def to_write(key: str, text: str, datatype: str) -> Message:
    """Return how a value of a property is written in a datatype; an empty message for datatypes that need no mark."""
    form = _FORMS.get(datatype)
    if form is None:
        return NOTHING
    fits = form.fits(text)
    shown = text if fits else form.example
    marked = shown if form.is_bare else f'"{shown}"^^{curie(datatype)}'
    named = {"slot": curie(key), "value": marked}
    if fits:
        return Message("Write {slot} {value}.", **named)
    return Message("Write it in the form {slot} {value}.", **named)

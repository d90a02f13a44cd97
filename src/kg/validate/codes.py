"""Official codes of places: what their digits say of the level, and what the place register has under them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import Finding, Message, Severity, sentences
from kg.finding.fold import fold, short_forms
from kg.finding.gazetteer import CODE_LENGTH, REGISTER_YEAR, Gazetteer, RegisteredPlace, level_of
from kg.model import Corpus, Resource
from kg.terms.codes import codes_above
from kg.terms.namespaces import KG, SKOS, curie, slug
from kg.validate.made import error, finding

_CODE: Final = "code"
_YEAR: Final = "codeYear"
_NOTE: Final = "codeNote"
_LEVEL: Final = "level"
_NAMES: Final = frozenset({SKOS + "prefLabel", SKOS + "altLabel"})
_COUNTY: Final = 6
_SHORTEST: Final = 2
# The register has one level for villages and communities.
_ALSO: Final = {"village": "community"}


def level_findings(corpus: Corpus) -> Iterator[Finding]:
    """Yield levels that codes of so many digits cannot have; the register is not needed for it."""
    for entity in _coded(corpus):
        yield from _level(entity, corpus)


def code_findings(corpus: Corpus, register: Path) -> Iterator[Finding]:
    """Yield findings on the codes of places, by the register at a path, which is read only where a place has a code."""
    coded = _coded(corpus)
    known = Gazetteer.read(register) if coded else None
    for entity in coded if known else ():
        assert known is not None  # noqa: S101 - for the type checker
        place = known.place(entity.text(_CODE))
        if not entity.values(_YEAR):
            hint = Message(
                'Write {slot} "{year}"^^xsd:gYear, the year of the register in which it is.',
                slot=curie(KG + _YEAR),
                year=REGISTER_YEAR,
            )
            yield finding(Severity.WARNING, "code-year", corpus, entity.iri, Message("its code has no year"), hint)
        if place is None:
            yield _unknown(entity, known, corpus)
        elif not _is_named(entity, place):
            yield _of_another(entity, place, known, corpus)


def _coded(corpus: Corpus) -> list[Resource]:
    """Return the entities with a code of the right form; of another form the shapes tell."""
    return [e for e in corpus.entities.values() if len(code := e.text(_CODE)) == CODE_LENGTH and code.isdecimal()]


def _level(entity: Resource, corpus: Corpus) -> Iterator[Finding]:
    """Yield a level that is not the one of a code: the more zeros at its end, the higher the unit."""
    given, code = slug(entity.text(_LEVEL)), entity.text(_CODE)
    right = level_of(code)
    if given and given not in {right, _ALSO.get(right, right)}:
        other = _ALSO.get(right, right)
        message = Message(
            "its level is {given}, its code {code} is that of a {right}", given=given, code=code, right=right
        )
        named = {"wanted": f"{_LEVEL}:{right}", "other": f"{_LEVEL}:{other}", "command": _look_up(entity, code)}
        if other == right:
            hint = Message("Write {wanted}, or another code: {command}", **named)
        else:
            hint = Message("Write {wanted} or {other}, or another code: {command}", **named)
        yield error("code-level", corpus, entity.iri, message, hint)


def _unknown(entity: Resource, known: Gazetteer, corpus: Corpus) -> Finding:
    """Return that the register has no such code: an error for its own year, a warning for another."""
    code, year = entity.text(_CODE), entity.text(_YEAR)
    own = year in {"", str(REGISTER_YEAR)}
    above = next((place for each in codes_above(code) if (place := known.place(each))), None)
    message = Message("the register of {year} has no code {code}", year=REGISTER_YEAR, code=code)
    if above:
        start = above.code[: len(above.code.rstrip("0"))]
        message = Message("{message}; {start} is {place}", message=message, start=start, place=above.short_name)
    hint = Message("Find it with: {command}", command=_look_up(entity, above.code if above else code))
    weight = Severity.ERROR if own else Severity.WARNING
    return finding(weight, "code-unknown", corpus, entity.iri, message, hint)


def _of_another(entity: Resource, place: RegisteredPlace, known: Gazetteer, corpus: Corpus) -> Finding:
    message = Message("its code {code} is that of {place} in the register", code=place.code, place=place.name)
    there = known.find(entity.label(), place.code[:_COUNTY])
    if len(there) == 1:
        right = Message("{name} has {code}", name=entity.label(), code=there[0].code)
    else:
        right = Message("Find it with: {command}", command=_look_up(entity, place.code))
    kept = Message(
        "If the code is right, add that name as skos:altLabel, or name it in {note}.", note=curie(KG + _NOTE)
    )
    hint = sentences(right, kept)
    return finding(Severity.WARNING, "code-name", corpus, entity.iri, message, hint)


def _look_up(entity: Resource, within: str) -> str:
    return f"kg place {entity.label()} --in {within[:_COUNTY]}"


def _is_named(entity: Resource, place: RegisteredPlace) -> bool:
    """Say whether a place has the register's name, with or without committee or level, or a note that names it."""
    if any(name in entity.text(_NOTE) for name in (place.name, place.short_name)):
        return True
    registered = _forms(place.name) | _forms(place.short_name)
    for key, value in entity.properties:
        if key not in _NAMES:
            continue
        forms = _forms(value.value)
        if forms & registered or any(_begins(one, other) for one in forms for other in registered):
            return True
    return False


def _forms(name: str) -> set[str]:
    folded = fold(name)
    return {folded, *short_forms(folded)}


def _begins(one: str, other: str) -> bool:
    """Say whether one name begins with the other: 丹棱 of 丹棱县."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter)

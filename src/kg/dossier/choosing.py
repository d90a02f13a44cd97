"""Parts of a page by name: codes that never change, or headings as a reader sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from kg.dossier.plan import CLOSING, QUESTIONS, section_titles
from kg.errors import Message, UsageError
from kg.finding.fold import fold
from kg.ontology import Ontology

_NEAREST: Final = 3


def chosen_sections(names: Iterable[str], ontology: Ontology, language: str) -> tuple[str, ...]:
    """Return the codes of the sections that `names` mean: codes, or headings in `language`.

    Raises `UsageError` for another name, with the nearest and with all codes.
    """
    titles = section_titles(ontology, language)
    headings = {fold(title): code for code, title in reversed([*titles.items()])}
    known = {**headings, **{fold(code): code for code in titles}}
    return tuple(dict.fromkeys(known.get(fold(name)) or _refused(name, known, titles) for name in names))


def _refused(name: str, known: Mapping[str, str], codes: Iterable[str]) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - needed only when a name is unknown

    near = dict.fromkeys(known[found] for found, *_ in process.extract(fold(name), list(known), limit=_NEAREST))
    raise UsageError(
        Message("no section {name!r}", name=name),
        Message("Nearest: {near}. All: {codes}", near=tuple(near), codes=tuple(codes)),
    )


def chosen_record(record: Mapping[str, object], sections: Collection[str], *, brief: bool) -> dict[str, object]:
    """Return the JSON of a page without the sections that were not asked for; all of it when nothing was chosen."""
    if not sections and not brief:
        return dict(record)
    found = record["sections"]
    kept = {code: one for code, one in found.items() if code in sections} if isinstance(found, Mapping) else {}
    whole = {key: value for key, value in record.items() if key not in {*CLOSING, QUESTIONS} or key in sections}
    return {**whole, "sections": kept}

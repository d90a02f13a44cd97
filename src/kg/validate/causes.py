"""The cause before what follows from it: findings that only say that something unreadable is missing are held back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.errors import Finding, Message, Severity
from kg.model import Corpus
from kg.terms.namespaces import curie, expand, prefix_of

# by these something is not read, so that it is missing elsewhere
_CAUSES: Final = frozenset(
    {"encoding", "turtle", "prefix", "unread-file", "entity-class", "unknown-kind", "quote-shape"}
    | {"source-missing", "source-name", "source-block"}
)
# what only follows from words that are not at their place, and from a rule for times that cannot be read
_OF_MISPLACED: Final = frozenset({"quote-length", "quote-id", "quote-part"})
_OF_A_RULE: Final = "no rule says what"
_RULE: Final = "when"
_NAME: Final = re.compile(r"[\w-]+:[^\s,;()]+")
_MISSING: Final = re.compile(r"points to (\S+), which does not exist")
_Place = tuple[str, str]


def causes_alone(findings: Iterable[Finding], corpus: Corpus) -> list[Finding]:
    """Return findings without those that follow from another, which says how many of them were held back."""
    found = list(findings)
    causes = {f.where: f for f in reversed(found) if f.code in _CAUSES and f.severity is Severity.ERROR}
    lost = {curie(iri): place for iri, place in corpus.lost.items() if place in causes and not _is_read(iri, corpus)}
    missing = {(f.where, target): f for f in found for target in _MISSING.findall(f.message) if f.code == "dangling-id"}
    unread = next(iter(corpus.lost.values()), "")
    folders = {_folder(place): causes[place] for place in corpus.lost.values() if place in causes}
    misplaced = {(f.where, _subject(f)): f for f in found if f.code == "quote-text"}
    rule = next((causes[place] for name, place in lost.items() if name.startswith(f"{_RULE}:")), None)
    rule = rule or next((f for f in found if f.severity is Severity.ERROR and _is_of_a_rule(f)), None)
    held: Counter[Finding] = Counter()
    kept = []
    for finding in found:
        cause = None
        if finding.code not in _CAUSES:
            cause = causes.get(unread) if finding.code.endswith("-unused") else None
            cause = cause or next((causes[lost[name]] for name in _names(finding) if name in lost), None)
            cause = cause or _missing_value(finding, missing)
            cause = cause or (folders.get(_folder(finding.where)) if finding.code == "text-verified" else None)
            cause = cause or (
                misplaced.get((finding.where, _subject(finding))) if finding.code in _OF_MISPLACED else None
            )
            cause = cause or (rule if _OF_A_RULE in finding.message else None)
        if cause:
            held[cause] += 1
        else:
            kept.append(finding)
    return [_with_count(finding, held[finding]) for finding in kept]


def _folder(place: str) -> str:
    return place.rpartition("/")[0]


def _subject(finding: Finding) -> str:
    return next(_names(finding), "")


def _is_of_a_rule(finding: Finding) -> bool:
    return finding.code.startswith("word-") and prefix_of(expand(_subject(finding)) or "") == _RULE


def _is_read(iri: str, corpus: Corpus) -> bool:
    read = (corpus.entities, corpus.quotes, corpus.sources, corpus.parts, corpus.statement_iris)
    return any(iri in things for things in read)


def _names(finding: Finding) -> Iterator[str]:
    return (name.rstrip(".:") for name in _NAME.findall(finding.message))


def _missing_value(finding: Finding, missing: Mapping[_Place, Finding]) -> Finding | None:
    """Return the finding that a value is missing, for one that says that the value is not of its class."""
    names = _names(finding) if finding.code == "shape" else iter(())
    return next((missing[finding.where, name] for name in names if (finding.where, name) in missing), None)


def _with_count(cause: Finding, count: int) -> Finding:
    if not count:
        return cause
    message = Message.counted(
        "{message}; {count} finding that follows from it is held back",
        "{message}; {count} findings that follow from it are held back",
        count=count,
        message=cause.message,
    )
    return replace(cause, message=message)

"""Labels: one that nobody can read, and one name for two things."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal

from kg.errors import Finding, Message, Severity
from kg.finding.fold import as_seen
from kg.model import Corpus, Resource
from kg.terms.namespaces import SKOS, curie, slug
from kg.validate.made import error, finding
from kg.validate.repeats import judged_pairs

_NAMES: Final = (SKOS + "prefLabel", SKOS + "altLabel")
_DIFFERENT: Final = "differentFrom"
_SEEN: Final = frozenset("LNPS")  # letters, numbers, punctuation, symbols


def label_findings(corpus: Corpus) -> Iterator[Finding]:
    """Yield a finding for each label of an entity or source that has no visible character."""
    for resource in (*corpus.entities.values(), *corpus.sources.values()):
        for name, value in resource.properties:
            if name in _NAMES and not any(unicodedata.category(character)[0] in _SEEN for character in value.value):
                message = Message("skos:{name} is empty", name=slug(name))
                yield error(
                    "empty-label", corpus, resource.iri, message, Message("Write the name, or take the label out.")
                )


def same_labels(corpus: Corpus) -> Iterator[Finding]:
    """Yield entities with the label of an earlier one of their class, on which nothing has been judged yet.

    Official codes that differ say that two places are two.
    """
    judged = judged_pairs(corpus)
    named: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for entity in corpus.entities.values():
        named[entity.type, as_seen(entity.label())].append(entity)
    for alike in named.values():
        for at, entity in enumerate(alike):
            others = [o for o in alike[:at] if (entity.iri, o.iri) not in judged and not have_two_codes(entity, o)]
            if others:
                message = Message(
                    "{label} is also the name of {others}",
                    label=entity.label(),
                    others=tuple(curie(other.iri) for other in others[:3]),
                )
                hint = Message("The same or not? Decide in judgements.tsv: sameAs, differentFrom or unresolved.")
                yield finding(Severity.NOTE, "same-label", corpus, entity.iri, message, hint)


def same_english_labels(corpus: Corpus) -> Iterator[Finding]:
    """Yield entities with the English label of an earlier one of their class, which is not the same thing.

    Names that are only spelt in Latin letters are passed over: they say no more than the Chinese ones. So are things
    with one Chinese label on which nothing has been judged: `same_labels` has them.
    """
    verdicts = {frozenset((one.left, one.right)): one.verdict for one in corpus.judgements}
    named: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for entity in corpus.entities.values():
        label = next((v.value for v in entity.values(_NAMES[0]) if isinstance(v, Literal) and v.language == "en"), "")
        if label:
            named[entity.type, as_seen(label).casefold()].append(entity)
    for alike in named.values():
        for at, entity in enumerate(alike):
            others = [other for other in alike[:at] if _are_told_apart(entity, other, verdicts)]
            if others:
                message = Message(
                    "“{label}” is also the English name of {others}",
                    label=entity.label("en"),
                    others=tuple(map(_curie, others[:3])),
                )
                hint = Message("Add what sets them apart: the place, the year, the article.")
                yield finding(Severity.NOTE, "same-english-label", corpus, entity.iri, message, hint)


def _are_told_apart(one: Resource, other: Resource, verdicts: Mapping[frozenset[str], str]) -> bool:
    """Say whether two things with one English label are two: by their Chinese labels or by what has been judged."""
    verdict = verdicts.get(frozenset((one.iri, other.iri)), "")
    if have_two_codes(one, other):
        return False
    return verdict == _DIFFERENT if verdict else as_seen(one.label()) != as_seen(other.label())


def _curie(entity: Resource) -> str:
    return curie(entity.iri)


def have_two_codes(one: Resource, other: Resource) -> bool:
    """Say whether two places have official codes that differ."""
    return len({place.text("code") for place in (one, other)} - {""}) > 1

"""What may be a slip: statements that are well formed and yet unlikely, beside one another or in themselves.

Nothing here is an error. A finding that is right as it stands is silenced at its statement: `kg:silences` with the
rule's code and a `kg:note` that says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import combinations, pairwise
from typing import Final

from kg.errors import Finding, Message, Severity
from kg.finding.fold import as_seen
from kg.model import Corpus, Resource, Statement
from kg.ontology import Ontology
from kg.reading.computed import Computed, compute, time_sense
from kg.terms.codes import codes_above
from kg.terms.namespaces import KG, PREFIXES, curie, slug
from kg.validate.cues import cue_findings
from kg.validate.labels import have_two_codes, same_english_labels, same_labels
from kg.validate.repeats import copied_passages, judged_pairs, near_duplicate_statements, overlap

ALIKE: Final = 90.0
_MARKS: Final = re.compile(r"[\s“”‘’「」『』《》()（）·—\-,，、:：]+")
_FULL_CODE: Final = 12
_PERCENT_LIMIT: Final = 100


def plausible_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield warnings and notes on statements that are unlikely as they stand, and on entities that look alike."""
    computed = {s.iri: compute(s, corpus, ontology) for s in corpus.statements}
    tenures = [
        _Spell.of(s, computed[s.iri], ontology) for s in corpus.statements if ontology.kinds[s.kind].slug == "tenure"
    ]
    yield from _one_post_two_holders(tenures, corpus, ontology)
    yield from _two_places_at_once(tenures, corpus)
    yield from _deeds_of_groups(corpus, ontology)
    cues = _cues(ontology)
    for statement in corpus.statements:
        yield from _value_beyond_measure(statement, corpus, ontology)
        yield from _unsigned_review(statement, corpus, ontology)
        yield from _target_as_result(statement, computed[statement.iri], cues, corpus, ontology)
    yield from cue_findings(corpus, ontology)
    yield from near_duplicate_statements(corpus, ontology)
    yield from copied_passages(corpus)
    yield from same_labels(corpus)
    yield from same_english_labels(corpus)
    yield from _near_duplicates(corpus)


def _finding(
    severity: Severity, code: str, statement: Statement, corpus: Corpus, message: Message, hint: Message
) -> Finding:
    return Finding(
        severity,
        code,
        corpus.origin(statement.iri),
        Message("{statement}: {said}", statement=curie(statement.iri), said=message),
        hint,
    )


def _unsigned_review(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield a note on a review that only a person gives (`kg:isSigned` of the state) and nobody has signed."""
    state = ontology.terms.get(statement.text("review"))
    if state and state.text("isSigned") == "true" and not statement.reviewer:
        message = Message("the review says {state}, and nobody is named", state=slug(state.iri))
        hint = Message(
            "Add kg:reviewedBy with the name, and the day, or take the review out: then it counts as machine-coded."
        )
        yield _finding(Severity.NOTE, "unsigned-review", statement, corpus, message, hint)


# ---------------------------------------------------------------- tenures


@dataclass(frozen=True, slots=True)
class _Spell:
    """A tenure with the days between which it is said to have lasted, None where open."""

    statement: Statement
    holder: str
    role: str
    seat: str
    start: date | None
    end: date | None

    @classmethod
    def of(cls, statement: Statement, computed: Computed, ontology: Ontology) -> _Spell:
        said = time_sense(statement) != "attested"
        days = [date.fromisoformat(d) if d and said else None for d in (computed.first_day, computed.last_day)]
        seat = statement.text("body") or statement.text("servedIn")
        holder, role, _ = ontology.core_texts(statement)
        return cls(statement, holder, role, seat, days[0], days[1])

    def overlaps(self, other: _Spell) -> bool:
        """Say whether both certainly lasted on one day; an open end claims nothing."""
        if not (self.start and self.end and other.start and other.end):
            return False
        return self.start <= other.end and other.start <= self.end


def _by(spells: Iterable[_Spell], *names: str) -> Mapping[tuple[str, ...], list[_Spell]]:
    found: dict[tuple[str, ...], list[_Spell]] = defaultdict(list)
    for spell in spells:
        key = tuple(getattr(spell, name) for name in names)
        if all(key):
            found[key].append(spell)
    return found


def _one_post_two_holders(tenures: Sequence[_Spell], corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield overlaps and gaps in posts that one person holds at a time (`kg:heldByOne` of the role)."""
    single = {iri for iri, term in ontology.terms.items() if term.text("heldByOne") == "true"}
    for (role, _), spells in _by(tenures, "role", "seat").items():
        if role not in single:
            continue
        for one, other in combinations(spells, 2):
            if one.holder != other.holder and one.overlaps(other):
                message = Message(
                    "overlaps {statement}, another holder of the one post", statement=curie(other.statement.iri)
                )
                hint = Message("Look at both times; one of the posts may be a deputy's, or of another body.")
                yield _finding(Severity.WARNING, "tenure-overlap", one.statement, corpus, message, hint)
        dated = sorted((s for s in spells if s.start and s.end), key=lambda s: (s.start, s.end))
        for one, other in pairwise(dated):
            if one.end and other.start and other.start > one.end + timedelta(days=1):
                message = Message(
                    "no holder is known from {end} to {start} ({statement})",
                    end=one.end,
                    start=other.start,
                    statement=curie(other.statement.iri),
                )
                hint = Message("Nothing, if no source says who it was; gaps are shown as gaps.")
                yield _finding(Severity.NOTE, "tenure-gap", one.statement, corpus, message, hint)


def _two_places_at_once(tenures: Sequence[_Spell], corpus: Corpus) -> Iterator[Finding]:
    for spells in _by(tenures, "holder").values():
        for one, other in combinations(spells, 2):
            together = other.statement.iri in {v.value for v in one.statement.values("concurrentWith")}
            together |= one.statement.iri in {v.value for v in other.statement.values("concurrentWith")}
            if one.overlaps(other) and not together and _apart(one.statement, other.statement, corpus):
                message = Message(
                    "the holder is said to serve elsewhere at the same time ({statement})",
                    statement=curie(other.statement.iri),
                )
                hint = Message(
                    "Two people of one name? If both posts were held together, link them: kg:concurrentWith."
                )
                yield _finding(Severity.WARNING, "tenure-two-places", one.statement, corpus, message, hint)


def _apart(one: Statement, other: Statement, corpus: Corpus) -> bool:
    """Say whether two posts are in places of which, by official code, neither lies in the other."""
    codes = []
    for statement in (one, other):
        place = corpus.entities.get(statement.text("servedIn"))
        code = place.text("code") if place else ""
        if len(code) != _FULL_CODE:
            return False
        codes.append(code)
    first, second = codes
    return first != second and first not in codes_above(second) and second not in codes_above(first)


# ---------------------------------------------------------------- deeds and figures


def _deeds_of_groups(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield involvements that credit a known member with what the same words credit the group with."""
    members: dict[str, set[str]] = defaultdict(set)
    done: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in corpus.statements:
        subject, predicate, target = ontology.core_texts(statement)
        if predicate == PREFIXES["relation"] + "member-of":
            members[subject].add(target)
        elif ontology.kinds[statement.kind].slug == "involvement":
            done[subject, predicate, target].append(statement)
    for (actor, capacity, undertaking), statements in done.items():
        for group in sorted(members.get(actor, ())):
            for one in statements:
                for other in done.get((group, capacity, undertaking), ()):
                    if overlap(one, other, corpus):
                        message = Message(
                            "credits a member with the deed of the group ({other})", other=curie(other.iri)
                        )
                        hint = Message(
                            "A group's deed is the group's: take this one out, or quote words that name the member."
                        )
                        yield _finding(Severity.WARNING, "group-deed-to-member", one, corpus, message, hint)


def _value_beyond_measure(statement: Statement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    indicator = ontology.terms.get(ontology.core_texts(statement)[1])
    if ontology.kinds[statement.kind].slug != "observation" or indicator is None:
        return
    try:
        number = Decimal(statement.text("value"))
    except InvalidOperation:
        return
    measure, unit = slug(indicator.text("measure")), slug(statement.text("unit"))
    whole = number == number.to_integral_value()
    faults = {
        Message("a rank is a whole number from 1; it has {number:f}", number=number): measure == "rank"
        and (not whole or number < 1),
        Message("a count is a whole number from 0; it has {number:f}", number=number): measure == "count"
        and (not whole or number < 0),
        Message("a share lies between 0 and 100 %; it has {number:f}", number=number): measure == "ratio"
        and unit == "percent"
        and not 0 <= number <= _PERCENT_LIMIT,
    }
    for message, wrong in faults.items():
        if wrong:
            hint = Message("Is it another indicator, or a value in the wrong unit?")
            yield _finding(
                Severity.WARNING,
                "value-measure",
                statement,
                corpus,
                message,
                hint,
            )


def _cues(ontology: Ontology) -> tuple[tuple[str, str], ...]:
    """Return the words that speak of a target, plan or forecast, with the IRI of the modality of each."""
    return tuple(
        (iri, cue.value)
        for iri, term in sorted(ontology.terms.items())
        for cue in (term.values("cue") if term.type == KG + "Modality" else ())
    )


def _target_as_result(
    statement: Statement, computed: Computed, cues: Iterable[tuple[str, str]], corpus: Corpus, ontology: Ontology
) -> Iterator[Finding]:
    """Yield figures and honours told as results whose words hold a cue of a target, plan or forecast."""
    if computed.modality != "actual" or ontology.kinds[statement.kind].slug not in {"observation", "honour"}:
        return
    for iri, cue in cues:
        if cue in computed.quote:
            message = Message("is told as a result, and its words have {cue!r}, a cue of {iri}", cue=cue, iri=slug(iri))
            hint = Message("The clause decides. If the figure is sought or expected, give it kg:modality.")
            yield _finding(Severity.WARNING, "target-as-result", statement, corpus, message, hint)


# ---------------------------------------------------------------- names


def _near_duplicates(corpus: Corpus) -> Iterator[Finding]:
    """Yield pairs of entities of one class with nearly one name, on which nothing has been judged yet."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - needed by this rule alone

    judged = judged_pairs(corpus)
    buckets: dict[tuple[str, str], list[tuple[str, Resource]]] = defaultdict(list)
    for entity in corpus.entities.values():
        name = _MARKS.sub("", entity.label())
        if name and not entity.iri.startswith(PREFIXES["deed"]):
            buckets[entity.type, name[0]].append((name, entity))
    for entities in buckets.values():
        for (name, one), (other_name, other) in combinations(entities, 2):
            if (
                as_seen(one.label()) != as_seen(other.label())
                and ratio(name, other_name, score_cutoff=ALIKE)
                and not (
                    (one.iri, other.iri) in judged or _differ_by_number(name, other_name) or have_two_codes(one, other)
                )
            ):
                message = Message(
                    "{one}: its name is nearly that of {other}", one=curie(one.iri), other=curie(other.iri)
                )
                hint = Message("The same or not? Decide in judgements.tsv: sameAs, differentFrom or unresolved.")
                yield Finding(Severity.NOTE, "near-duplicate", corpus.origin(one.iri), message, hint)


def _differ_by_number(name: str, other: str) -> bool:
    """Say whether two names differ in a figure alone: the third and the fourth contest are two."""
    numbers = r"[0-9零一二三四五六七八九十百]+"
    return name != other and re.sub(numbers, "", name) == re.sub(numbers, "", other)

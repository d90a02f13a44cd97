"""Judgements: their cells, what they name, and whether they can all hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.errors import Finding, Message
from kg.model import Corpus, Judgement
from kg.ontology import Ontology
from kg.terms.edtf import is_edtf
from kg.terms.namespaces import KG, STANDARD, curie, local_name, slug
from kg.validate.made import dangling, error
from kg.validate.paths import path_between


def judgement_findings(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield findings on the cells of judgements, on what they name, and on those that contradict one another."""
    seen: set[str] = set()
    kinds = {statement.iri: f"kg:{statement.kind}" for statement in corpus.statements}
    for judgement in corpus.judgements:
        if judgement.iri in seen:
            yield error(
                "duplicate-id", corpus, judgement.iri, Message("an earlier row has this id"), Message("Choose another.")
            )
        seen.add(judgement.iri)
        yield from _judgement_cells(judgement, corpus, ontology)
        for iri in (judgement.left, judgement.right):
            if iri not in corpus.origins and iri not in corpus.entities:
                yield dangling(judgement.iri, judgement.verdict, iri, corpus)
        yield from _beside_its_things(judgement, kinds, corpus, ontology)
    yield from _contradictions(corpus, ontology)


_VERDICTS: Final = Message("One of: sameAs, differentFrom, agreesWith, contradicts, unresolved, excludes.")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _judgement_cells(judgement: Judgement, corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield a finding for each cell of a judgement that is missing or cannot be what it says."""
    if local_name(slug(judgement.iri)) != slug(judgement.iri):
        yield error(
            "judgement-row", corpus, judgement.iri, Message("the id is no name"), Message("Use digits and letters.")
        )
    if KG + str(judgement.verdict) not in ontology.terms:
        message = Message("the verdict {verdict!r} is not a term of the ontology", verdict=judgement.verdict or "")
        yield error("judgement-row", corpus, judgement.iri, message, _VERDICTS)
    if not _DAY.fullmatch(judgement.judged_on or "") or not is_edtf(judgement.judged_on):
        message = Message("judged_on {judged_on!r} is not a day", judged_on=judgement.judged_on or "")
        yield error("impossible-date", corpus, judgement.iri, message, Message("Write YYYY-MM-DD."))
    if not judgement.judged_by or not judgement.reason:
        message = Message("judged_by or reason is missing")
        yield error("judgement-row", corpus, judgement.iri, message, Message("Say who judged, and why."))


def _beside_its_things(
    judgement: Judgement, kinds: Mapping[str, str], corpus: Corpus, ontology: Ontology
) -> Iterator[Finding]:
    """Yield a judgement of a thing beside itself, of two things that cannot be one, or of what it cannot be made of.

    `kinds` has the kind of each statement.
    """
    ends = (judgement.left, judgement.right)
    if judgement.left == judgement.right:
        message, hint = Message("a thing is judged beside itself"), Message("Judge two things, or delete the row.")
        yield error("judgement-conflict", corpus, judgement.iri, message, hint)
        return
    classes = [kinds.get(iri, "") or _class(iri, corpus) for iri in ends]
    said = [iri in kinds for iri in ends]
    term = ontology.terms.get(KG + judgement.verdict)
    needs_statements = term is not None and slug(term.text(_DOMAIN)) == "Statement"
    if not all(classes):
        return
    if needs_statements and not any(said):
        message = Message(
            "{verdict} is said of two statements, and {left} is {class_}",
            verdict=judgement.verdict,
            left=curie(judgement.left),
            class_=classes[0],
        )
        hint = Message("Judge the statements that differ, or use sameAs, differentFrom or unresolved.")
        yield error("judgement-conflict", corpus, judgement.iri, message, hint)
    elif any(said) != all(said) or (classes[0] != classes[1] and _is_identity(judgement.verdict, ontology)):
        shown = [
            Message("a statement") if iri in kinds and not all(said) else class_
            for iri, class_ in zip(ends, classes, strict=True)
        ]
        message = Message(
            "{verdict} between {one} and {other}: {ends}",
            verdict=judgement.verdict,
            one=shown[0],
            other=shown[1],
            ends=tuple(map(curie, ends)),
        )
        hint = Message("Only two things of one class can be judged the same; a relation between them is a statement.")
        yield error("judgement-conflict", corpus, judgement.iri, message, hint)


_DOMAIN: Final = STANDARD["rdfs"] + "domain"


def _class(iri: str, corpus: Corpus) -> str:
    entity = corpus.entities.get(iri)
    return curie(entity.type) if entity else ""


def _is_identity(verdict: str, ontology: Ontology) -> bool:
    """Say whether two things of which a verdict holds are one."""
    term = ontology.terms.get(KG + verdict)
    return term is not None and term.text("isIdentity") == "true"


def _contradictions(corpus: Corpus, ontology: Ontology) -> Iterator[Finding]:
    """Yield judgements that two things differ which others, over any number of steps, make one; or that disagree."""
    same: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    direct: dict[tuple[str, frozenset[str]], Judgement] = {}
    for judgement in corpus.judgements:
        direct.setdefault((judgement.verdict, frozenset((judgement.left, judgement.right))), judgement)
        if _is_identity(judgement.verdict, ontology):
            same[judgement.left].append((judgement.right, judgement))
            same[judgement.right].append((judgement.left, judgement))
    groups = _groups(same)
    for term in ontology.terms.values():
        verdict, contrary = slug(term.iri), slug(term.text("contrary"))
        for judgement in corpus.judgements if contrary else ():
            if judgement.verdict != contrary or judgement.left == judgement.right:
                continue
            if _is_identity(verdict, ontology):
                joined = judgement.left in groups and groups[judgement.left] == groups.get(judgement.right)
                steps = path_between(judgement.left, judgement.right, same) if joined else []
            else:
                other = direct.get((verdict, frozenset((judgement.left, judgement.right))))
                steps = [(judgement.right, other)] if other else []
            if steps:
                yield _conflict(judgement, verdict, steps, corpus)


def _groups(same: Mapping[str, Iterable[tuple[str, Judgement]]]) -> Mapping[str, str]:
    """Return, for each thing that is judged the same as another, one thing that stands for all of these."""
    found: dict[str, str] = {}
    for start in same:
        ahead = [] if start in found else [start]
        while ahead:
            iri = ahead.pop()
            if iri not in found:
                found[iri] = start
                ahead.extend(other for other, _ in same[iri])
    return found


def _conflict(judgement: Judgement, verdict: str, steps: list[tuple[str, Judgement]], corpus: Corpus) -> Finding:
    chain = " = ".join(map(curie, (judgement.left, *(iri for iri, _ in steps))))
    message = Message(
        "{one} {left}, {right}, but {other} by {rows}",
        one=judgement.verdict,
        left=curie(judgement.left),
        right=curie(judgement.right),
        other=verdict,
        rows=tuple(sorted({slug(step.iri) for _, step in steps})),
    )
    if len(steps) > 1:
        message = Message("{message} ({chain})", message=message, chain=chain)
    return error("judgement-conflict", corpus, judgement.iri, message, Message("Correct one of these rows."))

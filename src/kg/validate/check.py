"""All checks in one call: what reading found, structure, times and values, slips, shapes, and the words themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.dataset.texts import Text
from kg.errors import Finding, Severity
from kg.model import Corpus
from kg.ontology import Ontology
from kg.reading.whole import collector_paused
from kg.validate.causes import causes_alone
from kg.validate.codes import code_findings, level_findings
from kg.validate.evidence import evidence_findings
from kg.validate.glossary import glossary_findings
from kg.validate.glosses import gloss_findings
from kg.validate.plausible import plausible_findings
from kg.validate.quoted import quoted_findings
from kg.validate.shapes import shape_findings
from kg.validate.structure import structure_findings
from kg.validate.values import value_findings, without_twins

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check(
    corpus: Corpus,
    ontology: Ontology,
    texts: Mapping[str, Text] | None = None,
    shapes: Path | None = None,
    register: Path | None = None,
) -> tuple[Finding, ...]:
    """Return the findings on a corpus, errors first, then by place.

    `texts` are the article texts at hand by SHA-256 (None: do not look at texts at all); `shapes` is the file of SHACL
    shapes (None: leave them out and look for no slips, which saves most of the time); `register` is the place register
    (None: compare no codes). A warning or note that a statement silences is left out, and so is what only follows from
    another finding, which says how many there were.
    """
    with collector_paused():
        found: list[Finding] = [*corpus.findings, *structure_findings(corpus, ontology)]
        found.extend(level_findings(corpus))
        found.extend(value_findings(corpus, ontology))
        if texts is not None:
            found.extend(evidence_findings(corpus, texts))
        if shapes is not None:
            found.extend(plausible_findings(corpus, ontology))
            found.extend(quoted_findings(corpus, ontology))
            found.extend(gloss_findings(corpus, ontology))
            found.extend(glossary_findings(corpus, ontology))
        if register is not None:
            found.extend(code_findings(corpus, register))
    if shapes is not None:
        found = [*without_twins(found, shaped := list(shape_findings(corpus, ontology, shapes))), *shaped]
    silenced = {
        (corpus.origin(s.iri), rule.value) for s in corpus.statements for rule in s.values("silences") if s.one("note")
    }
    kept = {f for f in found if f.severity is Severity.ERROR or (f.where, f.code) not in silenced}
    return tuple(sorted(causes_alone(sorted(kept, key=place_order), corpus), key=place_order))


def place_order(finding: Finding) -> tuple[int, str, int, str, str]:
    """Return what findings are sorted by: weight, file, line, rule."""
    file, _, line = finding.where.rpartition(":")
    return (
        _ORDER[finding.severity],
        file or finding.where,
        int(line) if line.isdigit() else 0,
        finding.code,
        finding.message,
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)

"""Draw statements by lot for a reading beside the article: every slot and the words quoted, without notes.

usage: sample.py [SIZE] [--project FOLDER]

The seed is the first eight hexadecimal digits of the sha256 of the edition (`../editions.tsv`), so that the sample is
fixed by the data it is drawn from; the rows are drawn in the order of the statements by id, and printed as CSV in the
order of the articles: `statement`, `slots` (name: value, one a line), `computed` (time and certainty), `words`.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from pathlib import Path

from kg.build import load_project
from kg.model import Statement
from kg.ontology import Ontology
from kg.project import locate
from kg.reading.computed import compute
from kg.terms.namespaces import KG, curie

SIZE = 200
HIDDEN = frozenset({"note", "review", "reviewedBy", "reviewedOn"})


def slots_of(statement: Statement, ontology: Ontology, labels: dict[str, str]) -> str:
    """Return the slots of a statement, a line each: the name, and the value by its label and id."""
    lines = []
    for name, value in statement.slots:
        text = curie(value.value) if value.value.startswith("http") else value.value
        label = labels.get(value.value) or (ontology.label(value.value) if value.value in ontology.terms else "")
        if name not in HIDDEN:
            lines.append(f"{name}: {label} [{text}]" if label else f"{name}: {text}")
    return "\n".join([f"kind: {ontology.label(KG + statement.kind)}", *lines])


def main() -> None:
    """Print the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", nargs="?", type=int, default=SIZE)
    parser.add_argument("--project", type=Path, default=Path(__file__).parents[2])
    options = parser.parse_args()
    project = locate(options.project)
    corpus, ontology = load_project(project)
    labels = {iri: entity.label() for iri, entity in corpus.entities.items()}
    seed = int(project.data_checksum[:8], 16)
    ordered = sorted(corpus.statements, key=lambda statement: statement.iri)
    drawn = random.Random(seed).sample(ordered, min(options.size, len(ordered)))  # noqa: S311 - a lot, not a secret
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("statement", "slots", "computed", "words"))
    for statement in sorted(drawn, key=lambda each: each.iri):
        found = compute(statement, corpus, ontology)
        time = f"time: {found.time or 'not said'}\ncertainty: {found.certainty}\nspans: {found.spans}"
        table.writerow((curie(statement.iri), slots_of(statement, ontology, labels), time, found.quote))
    sys.stderr.write(f"seed {seed} of sha256 {project.data_checksum}, {len(drawn)} of {len(ordered)} statements\n")


if __name__ == "__main__":
    main()

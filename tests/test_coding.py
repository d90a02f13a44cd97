"""The two passes of an article, their agreement, and that every difference was settled."""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import Final

from conftest import ROOT
from kg.model import Corpus
from kg.ontology import Ontology

CODING: Final = ROOT / "graph_data" / "coding"
SETTLED: Final = {"a", "b", "both", "neither", "new"}


def test_the_agreement_printed_is_the_agreement_reported() -> None:
    script = [sys.executable, CODING / "agreement.py", CODING / "002" / "pass-a.csv", CODING / "002" / "pass-b.csv"]
    printed = subprocess.run([str(word) for word in script], capture_output=True, check=True).stdout.decode()
    assert printed.splitlines()[9] == "| all | 308 | 290 | 260 | 0.87 |"
    assert printed in (CODING / "README.md").read_text(encoding="utf-8")


def test_every_difference_was_settled_with_a_reason() -> None:
    with (CODING / "002" / "reconciliation.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["decision"] for row in rows} == SETTLED
    assert [row["number"] for row in rows if not row["reason"]] == []
    assert [row["number"] for row in rows if not (row["pass_a"] or row["pass_b"])] == []


def test_article_002_is_coded_in_full(loaded: tuple[Corpus, Ontology]) -> None:
    statements = [s for s in loaded[0].statements if s.id.startswith("002-")]
    assert 250 <= len(statements) <= 350

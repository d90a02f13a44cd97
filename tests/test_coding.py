"""The two passes of each article, their agreement, that every difference was settled, and the edition written down."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project

CODING: Final = ROOT / "graph_data" / "coding"
EDITIONS: Final = ROOT / "graph_data" / "editions.tsv"
SETTLED: Final = {"a", "b", "both", "neither", "new"}
ARTICLES: Final = ("000", "001", "002", "003", "004")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_each_source_has_its_passes(loaded: tuple[Corpus, Ontology]) -> None:
    assert sorted(source.text("key") for source in loaded[0].sources.values()) == list(ARTICLES)
    assert sorted(path.name for path in CODING.iterdir() if path.is_dir()) == list(ARTICLES)


@pytest.mark.parametrize("article", ARTICLES)
def test_the_agreement_printed_is_the_agreement_reported(article: str) -> None:
    folder = CODING / article
    script = [sys.executable, CODING / "agreement.py", folder / "pass-a.csv", folder / "pass-b.csv"]
    printed = subprocess.run([str(word) for word in script], capture_output=True, check=True).stdout.decode()
    assert printed.startswith("| kind | pass A | pass B | matched | F1 |\n")
    _, _, after = (CODING / "README.md").read_text(encoding="utf-8").partition(f"## Article {article}\n")
    assert printed in after.partition("\n## ")[0]


@pytest.mark.parametrize("article", ARTICLES)
def test_every_difference_was_settled_with_a_reason(article: str) -> None:
    settled = rows(CODING / article / "reconciliation.tsv")
    assert {row["decision"] for row in settled} <= SETTLED
    assert [row["number"] for row in settled if not row["reason"]] == []
    assert [row["number"] for row in settled if row["decision"] != "new" and not (row["pass_a"] or row["pass_b"])] == []


@pytest.mark.parametrize("article", ARTICLES)
def test_a_later_change_has_a_reason(article: str) -> None:
    path = CODING / article / "revision.tsv"
    assert [row for row in (rows(path) if path.exists() else ()) if not row["reason"]] == []


def test_the_data_are_those_of_the_edition_written_down(project: Project, loaded: tuple[Corpus, Ontology]) -> None:
    editions = rows(EDITIONS)
    assert [row for row in editions if not (row["version"] and row["date"] and row["reason"])] == []
    last = editions[-1]
    written = (last["version"], last["statements"], last["sha256"])
    version = (project.graph_data / "VERSION").read_text(encoding="utf-8").strip()
    hint = "after an edit of the data, add a line to graph_data/editions.tsv with its reason"
    assert written == (version, str(len(loaded[0].statements)), project.data_checksum), hint

"""Every question of the catalogue with the parameters of its example: the rows kept in `golden/`, and what all share.

After a change of the data that is meant, `python tests/test_catalogue.py` writes the files anew; read the difference.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.build import build
from kg.finding.find import Lookup
from kg.project import Project, locate
from kg.questions import CatalogueQuery, bind_names, catalogue, run
from kg.store import Store, open_store
from kg.tables.labelled import with_labels
from kg.tables.readable import readable
from kg.tables.table import Table, cell_text
from kg.terms.header import names_in

GOLDEN: Final = Path(__file__).with_name("golden")
QUESTIONS: Final = {query.name: query for query in catalogue(ROOT / "queries")}
WANTED: Final = 28
PARTLY: Final = {"place-chain", "aliases"}  # steps by official code, names by judgement: no article says them


def answered(query: CatalogueQuery, store: Store, project: Project) -> Table:
    """Return the answer with labels, asked with the examples of what must be given."""
    examples = {p.name: p.example for p in query.parameters if p.required}
    return with_labels(run(query, store, bind_names(query, examples, store, Lookup(store, project.register))), store)


@pytest.fixture(scope="module")
def answers(store: Store, project: Project) -> Mapping[str, Table]:
    """Return the answer to every question, asked once."""
    return {name: answered(query, store, project) for name, query in QUESTIONS.items()}


def written(table: Table) -> str:
    """Return a table as CSV; the words stay with the data, where their places are checked."""
    kept = [n for n, name in enumerate(table.columns) if name != "quote"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns[n] for n in kept)
    writer.writerows([cell_text(row[n]) for n in kept] for row in table.rows)
    return text.getvalue()


def test_the_catalogue_has_the_questions_promised() -> None:
    assert len(QUESTIONS) >= WANTED
    assert {path.stem for path in GOLDEN.glob("*.csv")} == set(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_the_rows_kept(name: str, answers: Mapping[str, Table]) -> None:
    kept = (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")
    assert written(answers[name]) == kept


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_names_statement_source_and_words(name: str, answers: Mapping[str, Table]) -> None:
    table = answers[name]
    assert table.rows
    assert {"statement", "source", "quote"} <= set(table.columns)
    for row in zip(table.column("source"), table.column("quote"), strict=True):
        assert all(cell_text(cell) for cell in row) or (name in PARTLY and not any(map(cell_text, row)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_names_its_main_columns_and_they_fit_a_terminal(name: str, answers: Mapping[str, Table]) -> None:
    table = answers[name]
    main = names_in(QUESTIONS[name].text, "main")
    assert 3 <= len(main) <= 7
    assert {*main, *names_in(QUESTIONS[name].text, "optional")} <= set(table.columns)
    for width in (80, 120):
        text = re.sub(r"\x1b\[[0-9;]*m", "", readable(replace(table, main=main), terminal=True, width=width))
        heading = next(line for line in text.splitlines() if line.strip())
        assert set(heading.split()) <= {c.removesuffix("_label").removesuffix("_zh") for c in table.columns}, heading
        assert len(text.splitlines()) <= 8 * len(table.rows) + 8


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_two_rows_are_one(name: str, answers: Mapping[str, Table]) -> None:
    rows = [tuple(map(cell_text, row)) for row in answers[name].rows]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_told_in_both_languages_and_orders_its_rows(name: str) -> None:
    query = QUESTIONS[name]
    assert query.summary
    assert re.search(r"[一-鿿]", query.summary_zh)
    assert query.description
    assert re.search(r"[一-鿿]", query.description_zh)
    assert re.search(r"^#\+ view: (table|graph|timeline|chart)$", query.text, re.MULTILINE)
    assert re.search(r"^ORDER BY \S", query.text, re.MULTILINE)  # that the order is total, Virtuoso's rows show


def main() -> None:
    """Write the golden files anew."""
    project = locate(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        build(project, Path(folder) / "store")
        store = open_store(str(Path(folder) / "store"))
        GOLDEN.mkdir(exist_ok=True)
        for path in GOLDEN.glob("*.csv"):
            path.unlink()
        for name, query in QUESTIONS.items():
            (GOLDEN / f"{name}.csv").write_text(written(answered(query, store, project)), encoding="utf-8")
        store.close()


if __name__ == "__main__":
    main()

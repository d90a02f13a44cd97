"""The questions that the five articles must answer: whole answers compared, each shown to hang on its statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import NamedNode, Quad

from conftest import SEEDS
from kg.dataset import build_quads
from kg.finding.find import Lookup
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project
from kg.questions import bind_names, find_query, run
from kg.store import OxigraphStore, Store
from kg.tables.labelled import with_labels
from kg.tables.table import Table, cell_text, parts
from kg.terms.namespaces import KG, REGISTER_GRAPH, slug

QUESTIONS: Final = SEEDS.parent / "questions" / "questions.md"
GOLDEN: Final = Path(__file__).with_name("golden") / "questions"


@dataclass(frozen=True)
class Asked:
    """A question as asked, the columns compared, all rows in order, and the answer's word."""

    number: int
    query: str
    parameters: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    answer: str

    def __str__(self) -> str:
        return f"{self.number}-{self.query}-{'-'.join(self.parameters.values())}"


def lines(path: Path) -> tuple[tuple[str, ...], ...]:
    """Return the cells of each line of a file with tabs, the header first."""
    return tuple(tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines())


def golden(asked: str, query: str) -> Path:
    """Return the file of the rows expected: `08b` is the second query put for question 8."""
    return GOLDEN / f"{asked}-{query}.tsv"


def expected(asked: str, answer: str, command: str) -> Asked:
    """Return a line of `asked.tsv` with its rows; the command is what follows `kg query`."""
    query, *words = command.split(" ")
    parameters = {option.removeprefix("--"): value for option, value in zip(words[::2], words[1::2], strict=True)}
    columns, *rows = lines(golden(asked, query))
    return Asked(int(asked[:-1]), query, parameters, columns, tuple(rows), answer)


ASKED: Final = tuple(expected(asked, answer, command) for asked, answer, _, command in lines(GOLDEN / "asked.tsv")[1:])


def ask(question: Asked, store: Store, project: Project) -> Table:
    """Return the labelled answer."""
    query = find_query(project.queries, question.query)
    values = bind_names(query, question.parameters, store, Lookup(store, project.register))
    return with_labels(run(query, store, values), store)


def shown(table: Table, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows as text, a column's labels where it has them."""
    at = [table.columns.index(f"{c}_label" if f"{c}_label" in table.columns else c) for c in columns]
    return tuple(tuple(cell_text(row[n]) for n in at) for row in table.rows)


@pytest.mark.parametrize("question", ASKED, ids=str)
def test_a_question_has_this_answer_whole(question: Asked, store: Store, project: Project) -> None:
    table = ask(question, store, project)
    assert shown(table, question.columns) == question.rows
    assert table.extra == {"answer": question.answer}


def test_every_file_of_rows_is_asked_for() -> None:
    asked = {golden(name, command.split(" ")[0]).name for name, _, _, command in lines(GOLDEN / "asked.tsv")[1:]}
    assert asked | {"asked.tsv"} == {path.name for path in GOLDEN.iterdir()}


class Lessened:
    """A store in memory of the whole corpus, from which one statement at a time is taken away and put back.

    With a statement go its forms in other vocabularies; what is derived is derived anew each time: so each answer must
    be whole here too.
    """

    _RULED: Final = NamedNode("urn:derived-anew")

    def __init__(self, quads: Iterable[Quad], rules: Path) -> None:
        self.store = OxigraphStore.memory()
        self.store.extend(quads)
        self._rules = [path.read_text(encoding="utf-8") for path in sorted(rules.glob("*.rq"))]
        self._forms: dict[str, list[Quad]] = {}  # of the standards' view of a statement: its annotation, membership ...
        for quad in self.store.raw:
            self._forms.setdefault(quad.subject.value.rpartition("/")[0], []).append(quad)

    @contextmanager
    def without(self, iri: str) -> Iterator[OxigraphStore]:
        """Yield the store less all that has this subject, with what follows from the rest."""
        raw = self.store.raw
        own = [*raw.quads_for_pattern(NamedNode(iri), None, None, None), *self._forms.get(iri, ())]
        for quad in own:
            raw.remove(quad)
        for rule in self._rules:
            self.store.construct_into(rule, self._RULED.value)
        yield self.store
        raw.remove_graph(self._RULED)
        raw.extend(own)


@pytest.fixture(scope="module")
def register(store: Store) -> frozenset[Quad]:
    """Return the quads that the register of places adds to the store."""
    assert isinstance(store, OxigraphStore)
    return frozenset(store.triples(REGISTER_GRAPH))


@pytest.fixture(scope="module")
def lessened(loaded: tuple[Corpus, Ontology], project: Project, register: frozenset[Quad]) -> Lessened:
    return Lessened([*build_quads(*loaded), *register], project.ontology / "derive")


def test_what_is_taken_away_is_the_statement_and_nothing_else(
    lessened: Lessened, loaded: tuple[Corpus, Ontology], register: frozenset[Quad]
) -> None:
    corpus, ontology = loaded
    before = set(lessened.store.raw)
    gone = corpus.statements[len(corpus.statements) // 2]
    fewer = replace(corpus, statements=tuple(s for s in corpus.statements if s is not gone))
    with lessened.without(gone.iri) as store:
        left = {quad for quad in store.raw if quad.graph_name.value != "urn:derived-anew"}
    assert unnumbered(left) == unnumbered(build_quads(fewer, ontology)) | register
    assert set(lessened.store.raw) == before


def unnumbered(quads: Iterable[Quad]) -> set[Quad]:
    """Return quads without the order of statements, in which a gap changes nothing, and the totals of sources."""
    years = (f"{end}{of}Year" for end in ("first", "last") for of in ("", "Linked"))
    left_out = {KG + name for name in ("position", "statementCount", "edgelessCount", *years)}
    return {quad for quad in quads if quad.predicate.value not in left_out}


@pytest.mark.parametrize("question", [q for q in ASKED if q.rows], ids=str)
def test_no_statement_of_an_answer_can_be_taken_away(
    question: Asked, store: Store, project: Project, lessened: Lessened
) -> None:
    table = ask(question, store, project)
    needed = {
        one.value
        for name in ("statement", "succession")
        if name in table.columns
        for cell in table.column(name)
        for one in parts(cell)
        if not isinstance(one, str)
    }
    assert needed
    with lessened.without("urn:nothing") as whole:
        assert shown(ask(question, whole, project), question.columns) == question.rows
    for iri in sorted(needed):
        with lessened.without(iri) as less:
            assert shown(ask(question, less, project), question.columns) != question.rows, slug(iri)


def evidence_of(number: int) -> list[tuple[str, str]]:
    """Return the evidence lines of a question with the article of each."""
    text = QUESTIONS.read_text(encoding="utf-8")
    section = re.search(rf"^## {number}\. .*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"there is no question {number}"
    return re.findall(r"^- Evidence \[(\d+)\] «(.*)»$", section[0], re.MULTILINE)


@pytest.fixture(scope="session")
def questions() -> Path:
    """Return the file of questions; skip where it is not at hand."""
    if not QUESTIONS.exists():
        pytest.skip(f"needs the questions, which are not in {QUESTIONS}")
    return QUESTIONS


NUMBERS: Final = tuple(range(1, 25))


def test_every_question_is_asked(questions: Path) -> None:
    given = re.findall(r"^## (\d+)\. ", questions.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(map(int, given)) == NUMBERS
    assert {question.number for question in ASKED} == set(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_line_of_evidence_is_quoted_by_a_statement_of_the_answer(
    number: int,
    store: Store,
    project: Project,
    loaded: tuple[Corpus, Ontology],
    seeds: Mapping[str, str],
    questions: Path,
) -> None:
    corpus = loaded[0]
    asked = [q for q in ASKED if q.number == number and q.rows]
    answers = {cell_text(cell) for q in asked for cell in ask(q, store, project).column("statement")}
    spans = [
        (quote.source, range(quote.start, quote.end))
        for statement in corpus.statements
        if f"statement:{statement.id}" in answers
        for quote in corpus.evidence_of(statement)
    ]
    dated = {cell_text(cell) for q in asked if q.query == "dating" for cell in ask(q, store, project).column("quote")}
    evidence = evidence_of(number)
    assert evidence, questions
    keys = {source.text("key"): iri for iri, source in corpus.sources.items()}
    for key, line in evidence:
        start = seeds[key].index(line)
        touched = any(of == keys[key] and span.start < start + len(line) and start < span.stop for of, span in spans)
        touched |= any(words in line for words in dated)
        assert touched, f"no quote of the answer lies in: {line}"

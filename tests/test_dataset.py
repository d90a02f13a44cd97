"""graph_data/ read, written and built: what changes, and that nothing else does."""

from __future__ import annotations

import difflib
import io
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from conftest import read_back
from kg.build import build, load_project
from kg.dataset import build_quads, corpus_files, read_corpus, turtle, write_corpus
from kg.errors import DatasetError, Finding, Foreign, Severity
from kg.model import Corpus, Quote, Resource, Statement, Term, in_language, mint_statement_iri, quote_iri
from kg.ontology import Ontology, read_ontology
from kg.project import Project, locate
from kg.rdf import (
    TermTriple,
    edtf_literal,
    quote_facts,
    quote_from,
    resource_facts,
    statement_facts,
    statement_from,
    subjects,
    typed_literal,
)
from kg.reading.whole import whole
from kg.store import OxigraphStore
from kg.terms.namespaces import (
    EDTF,
    KG,
    PREFIXES,
    SKOS,
    XSD,
    curie,
    derived_graph,
    expand,
    slug,
    source_graph,
)
from kg.terms.time import resolve

ROOT: Final = Path(__file__).resolve().parents[1]
TURTLE_FILES: Final = tuple(
    path.relative_to(ROOT / "graph_data").as_posix() for path in sorted((ROOT / "graph_data").rglob("*.ttl"))
)
Changed = tuple[list[str], list[str]]


def iri(name: str) -> str:
    found = expand(name)
    assert found
    return found


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(iri(name))


def value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def copied(project: Project, folder: Path) -> Project:
    """Copy what people write: the register stays behind, the shipped one is read in its place."""
    shutil.copytree(project.graph_data, folder / "graph_data", ignore=shutil.ignore_patterns("register", "coding"))
    return locate(folder)


def texts(project: Project) -> dict[str, str]:
    data = project.graph_data
    return {p.relative_to(data).as_posix(): p.read_bytes().decode() for p in sorted(data.rglob("*.ttl"))}


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Changed]:
    """Return for each file that differs the lines taken out and the lines put in."""
    found: dict[str, Changed] = {}
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, "").splitlines(), after.get(name, "").splitlines()
        lines = [line for line in difflib.ndiff(old, new) if line[:2] in {"- ", "+ "}]
        if lines:
            found[name] = (
                [line[2:] for line in lines if line[0] == "-"],
                [line[2:] for line in lines if line[0] == "+"],
            )
    return found


# ---- a small project of two articles, made here

TEA: Final = "900-tea"
BRIDGE: Final = "901-bridge"
HOLDS: Final = "statement:900-00000-tenure-0001"
GREW: Final = "statement:900-00010-observation-0002"
BUILT: Final = "statement:901-00000-involvement-0003"
POST: Final = "蒋国林任茶村书记"
HARVEST: Final = "去年产茶10多万斤"
WORK: Final = "张良牵头建桥"
JUDGEMENTS: Final = "id\tleft\tverdict\tright\tjudged_on\tjudged_by\treason\n"
JUDGED: Final = "0001\tperson:蒋国林-900\tdifferentFrom\tperson:张良-901\t2026-01-02\teditor\tTwo names.\n"


def source(name: str, day: str) -> Resource:
    key = name[:3]
    properties: tuple[tuple[str, Term], ...] = (
        (SKOS + "prefLabel", ox.Literal(f"关于{name}", language="zh")),
        (KG + "date", edtf_literal(day)),
        (KG + "key", ox.Literal(key)),
        (KG + "part", node(f"part:{key}-01")),
    )
    return Resource(iri(f"source:{name}"), KG + "Source", properties)


def part(key: str, end: int) -> Resource:
    return Resource(
        iri(f"part:{key}-01"),
        KG + "Part",
        tuple(
            (KG + name, typed_literal(str(n), "integer")) for name, n in (("end", end), ("position", 1), ("start", 0))
        ),
    )


def entity(name: str, kind: str) -> Resource:
    label = ox.Literal(name.partition(":")[2].partition("-")[0], language="zh")
    return Resource(iri(name), KG + kind, ((SKOS + "prefLabel", label),))


def quote(name: str, start: int, words: str) -> Quote:
    end = start + len(words)
    return Quote(quote_iri(name[:3], start, end), iri(f"source:{name}"), start, end, words)


def small_corpus() -> Corpus:
    quotes = (quote(TEA, 0, POST), quote(TEA, 10, HARVEST), quote(BRIDGE, 0, WORK))
    entities = (
        entity("person:蒋国林-900", "Person"),
        entity("person:张良-901", "Person"),
        entity("place:茶村", "Place"),
        entity("deed:建桥-901", "Deed"),
    )
    parts = (part("900", 30), part("901", 10))
    sources = (source(TEA, "2025-03-04"), source(BRIDGE, "2024"))
    statements = (
        Statement(
            iri(HOLDS),
            "Tenure",
            iri(f"source:{TEA}"),
            (
                ("holder", node("person:蒋国林-900")),
                ("role", node("role:党委书记")),
                ("servedIn", node("place:茶村")),
                ("timeSense", node("sense:attested")),
            ),
            (quotes[0].iri,),
        ),
        Statement(
            iri(GREW),
            "Observation",
            iri(f"source:{TEA}"),
            (
                ("indicator", node("indicator:output")),
                ("measured", node("place:茶村")),
                ("timeSense", node("sense:at")),
                ("unit", node("unit:jin")),
                ("value", typed_literal("100000", "decimal")),
                ("valueBound", node("bound:over")),
                ("valuePrinted", ox.Literal("10多万斤")),
                ("when", ox.Literal("去年")),
            ),
            (quotes[1].iri,),
        ),
        Statement(
            iri(BUILT),
            "Involvement",
            iri(f"source:{BRIDGE}"),
            (
                ("actor", node("person:张良-901")),
                ("capacity", node("capacity:took-the-lead")),
                ("undertaking", node("deed:建桥-901")),
            ),
            (quotes[2].iri,),
        ),
    )
    return Corpus(
        {s.iri: s for s in sources},
        {p.iri: p for p in parts},
        {e.iri: e for e in entities},
        {q.iri: q for q in quotes},
        statements,
    )


@pytest.fixture(scope="module")
def ontology(project: Project) -> Ontology:
    return read_ontology(project.ontology)


@pytest.fixture
def small(tmp_path: Path, ontology: Ontology) -> Project:
    data = tmp_path / "graph_data"
    write_corpus(small_corpus(), ontology, data)
    (data / "judgements.tsv").write_text(JUDGEMENTS + JUDGED, encoding="utf-8")
    return locate(tmp_path)


def test_a_corpus_that_is_written_is_read_back_whole(small: Project, ontology: Ontology) -> None:
    told, found = small_corpus(), read_corpus(small, ontology)
    assert found.findings == ()
    assert found.sources == told.sources
    assert found.parts == told.parts
    assert found.entities == told.entities
    assert found.quotes == told.quotes
    assert found.statements == told.statements
    assert [(j.left, j.verdict, j.right, j.reason) for j in found.judgements] == [
        (iri("person:蒋国林-900"), "differentFrom", iri("person:张良-901"), "Two names.")
    ]


BRIDGE_FILE: Final = """\
@prefix capacity: <https://w3id.org/programs-and-actors/capacity/> .
@prefix deed: <https://w3id.org/programs-and-actors/deed/> .
@prefix kg: <https://w3id.org/programs-and-actors/ontology/> .
@prefix person: <https://w3id.org/programs-and-actors/person/> .
@prefix quote: <https://w3id.org/programs-and-actors/quote/> .
@prefix statement: <https://w3id.org/programs-and-actors/statement/> .

quote:901-00000-00006
    a kg:Quote ;
    kg:end 6 ;
    kg:exact "张良牵头建桥" ;
    kg:start 0 .

statement:901-00000-involvement-0003
    a kg:Involvement ;
    kg:actor person:张良-901 ;
    kg:capacity capacity:took-the-lead ;
    kg:evidence quote:901-00000-00006 ;
    kg:undertaking deed:建桥-901 .
"""


def test_a_file_is_a_block_a_resource_and_a_line_a_fact(small: Project) -> None:
    written = texts(small)
    assert sorted(written) == [
        "entities/deeds.ttl",
        "entities/people.ttl",
        "entities/places.ttl",
        "sources/900-tea/source.ttl",
        "sources/900-tea/statements.ttl",
        "sources/901-bridge/source.ttl",
        "sources/901-bridge/statements.ttl",
    ]
    assert written["sources/901-bridge/statements.ttl"] == BRIDGE_FILE


def test_a_word_of_another_vocabulary_is_written_as_it_was_read(small: Project, ontology: Ontology) -> None:
    foreign = BRIDGE_FILE.replace("@prefix statement:", f"@prefix skos: <{SKOS}> .\n@prefix statement:").replace(
        "deed:建桥-901 .", 'deed:建桥-901 ;\n    skos:note "其他" .'
    )
    name = f"sources/{BRIDGE}/statements.ttl"
    (small.graph_data / name).write_text(foreign, encoding="utf-8")
    assert corpus_files(read_corpus(small, ontology), ontology)[name] == foreign


def test_what_is_taken_out_of_a_corpus_is_taken_out_of_its_files(small: Project, ontology: Ontology) -> None:
    corpus, bridge = read_corpus(small, ontology), iri(f"source:{BRIDGE}")
    fewer = replace(
        corpus,
        entities={k: v for k, v in corpus.entities.items() if k != iri("deed:建桥-901")},
        quotes={k: q for k, q in corpus.quotes.items() if q.source != bridge},
        statements=tuple(s for s in corpus.statements if s.source != bridge),
    )
    emptied = [small.graph_data / name for name in ("entities/deeds.ttl", f"sources/{BRIDGE}/statements.ttl")]
    assert write_corpus(fewer, ontology, small.graph_data) == tuple(emptied)
    assert [path.read_bytes() for path in emptied] == [b"", b""]
    assert read_corpus(small, ontology).entities == fewer.entities


# ---- the project's own files


@pytest.fixture(scope="module")
def written(loaded: tuple[Corpus, Ontology]) -> Mapping[str, str]:
    """Return what is written of all that was read, by file."""
    return corpus_files(*loaded)


@pytest.mark.parametrize("name", TURTLE_FILES)
def test_a_file_read_and_written_is_the_same_to_the_byte(
    name: str, project: Project, written: Mapping[str, str]
) -> None:
    assert written[name].encode() == (project.graph_data / name).read_bytes()


def test_reading_and_writing_touches_no_file_and_makes_none(
    project: Project, loaded: tuple[Corpus, Ontology], tmp_path: Path
) -> None:
    copy = copied(project, tmp_path)
    before = texts(copy)
    assert write_corpus(*loaded, copy.graph_data) == ()
    assert texts(copy) == before
    assert sorted(before) == sorted(TURTLE_FILES)


def test_adding_a_statement_adds_its_lines_and_removes_none(
    project: Project, loaded: tuple[Corpus, Ontology], tmp_path: Path
) -> None:
    corpus, ontology = loaded
    copy = copied(project, tmp_path)
    before = texts(copy)
    model = next(s for s in corpus.statements if s.kind == "Tenure" and not s.one("note"))
    words = next(q for q in corpus.evidence_of(model) if q.start)
    key = corpus.sources[model.source].text("key")
    added = Quote(
        quote_iri(key, words.start - 1, words.end), model.source, words.start - 1, words.end, f"X{words.exact}"
    )
    assert added.iri not in corpus.quotes
    slots = tuple(sorted((*model.slots, ("note", ox.Literal("Added."))), key=lambda pair: pair[0]))
    taken = {s.iri for s in corpus.statements}
    new = Statement(
        mint_statement_iri(key, added.start, "tenure", slots, taken), model.kind, model.source, slots, (added.iri,)
    )
    assert new.iri not in taken
    more = replace(corpus, quotes={**corpus.quotes, added.iri: added}, statements=(*corpus.statements, new))
    changed = f"sources/{slug(model.source)}/statements.ttl"
    assert write_corpus(more, ontology, copy.graph_data) == (copy.graph_data / changed,)
    blank, of_quote, of_type = 1, 4, 1
    removed, lines = difference(before, texts(copy))[changed]
    assert removed == []
    assert len(lines) == (blank + 1 + of_quote) + (blank + 1 + of_type + len(new.evidence) + len(new.slots))
    again = read_corpus(copy, ontology)
    assert again.findings == ()
    assert {s.iri: s for s in again.statements} == {s.iri: s for s in more.statements}


def test_correcting_a_value_changes_one_line_and_no_id(
    project: Project, loaded: tuple[Corpus, Ontology], tmp_path: Path
) -> None:
    corpus, ontology = loaded
    copy = copied(project, tmp_path)
    before = texts(copy)
    wrong = next(s for s in corpus.statements if s.text("value").isdigit())
    old, new = wrong.text("value"), f"{wrong.text('value')}.25"
    fixed = replace(
        wrong, slots=tuple((k, typed_literal(new, "decimal") if k == "value" else v) for k, v in wrong.slots)
    )
    write_corpus(
        replace(corpus, statements=tuple(fixed if s is wrong else s for s in corpus.statements)),
        ontology,
        copy.graph_data,
    )
    assert difference(before, texts(copy)) == {
        f"sources/{slug(wrong.source)}/statements.ttl": (
            [f'    kg:value "{old}"^^xsd:decimal ;'],
            [f'    kg:value "{new}"^^xsd:decimal ;'],
        )
    }
    assert [s.iri for s in read_corpus(copy, ontology).statements] == [s.iri for s in corpus.statements]


# ---- any text, any IRI

NASTY: Final = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"'\\\n\r\t\x00\x0b\x85\u2028\u200b\u200f\u202e\ufeff\ufffe\U00020000\U0010ffff,;.#<>^@村ש"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=20,
)
LOCAL: Final = st.text(alphabet="aZ0-_.村#(\U00020000‐·", max_size=6).filter(lambda text: text.count("#") <= 1)
IRIS: Final = st.builds(
    lambda space, local: ox.NamedNode(space + local.replace("#", "" if "#" in space else "#")),
    st.sampled_from([PREFIXES["person"], KG, SKOS, XSD, "http://example.org/", "urn:x:"]),
    LOCAL,
)
LITERALS: Final = st.one_of(
    NASTY.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), NASTY, st.sampled_from(["zh", "en", "zh-latn"])),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind)),
        st.one_of(NASTY, st.sampled_from(["5", "-5", "--5", "+5", "007", "-0", "", "٣", "²", "1.50", "2022/.."])),
        st.sampled_from([XSD + "integer", XSD + "decimal", XSD + "boolean", EDTF, "http://example.org/type"]),
    ),
)
TERMS: Final = st.one_of(IRIS, LITERALS)
NAME: Final = st.sampled_from(["holder", "note", "when", "value", SKOS + "note", "http://example.org/p#q"])
PAIRS: Final = st.lists(st.tuples(NAME, TERMS), max_size=6).map(
    lambda pairs: tuple(sorted(set(pairs), key=lambda p: (p[0] if ":" in p[0] else KG + p[0], str(p[1]))))
)
SUBJECTS: Final = st.sampled_from(["甲", "a.b", "𠀀", "a#b", "-a"]).map(lambda local: PREFIXES["statement"] + local)
SOURCE: Final = PREFIXES["source"] + TEA


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keep rdflib from making "1" of "01"."""
    normal, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = normal


def from_rdflib(term: rdflib.term.Node) -> Term:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))
    return ox.NamedNode(str(term))


def read_twice(text: str) -> tuple[list[ox.Triple], set[ox.Triple]]:
    """Return what Oxigraph reads, in its order, and what rdflib reads."""
    triples = [quad.triple for quad in ox.parse(io.StringIO(text), format=ox.RdfFormat.TURTLE)]
    with literals_as_written():
        graph = rdflib.Graph(bind_namespaces="none").parse(data=text, format="turtle")
        other = {ox.Triple(ox.NamedNode(str(s)), ox.NamedNode(str(p)), from_rdflib(o)) for s, p, o in graph}
    return triples, other


def assert_both_read(facts: list[TermTriple]) -> list[ox.Triple]:
    triples, other = read_twice(turtle(facts))
    assert set(triples) == other == {ox.Triple(*fact) for fact in facts}
    return triples


@given(SUBJECTS, PAIRS, st.lists(st.sampled_from([quote_iri("900", n, n + 3) for n in range(4)]), unique=True))
def test_a_statement_of_any_words_comes_back_the_same(
    name: str, slots: tuple[tuple[str, Term], ...], told: list[str]
) -> None:
    statement = Statement(name, "Tenure", SOURCE, slots, tuple(sorted(told)))
    (subject,) = subjects(assert_both_read(list(statement_facts(statement))))
    found = statement_from(subject, SOURCE)
    assert (found.iri, found.kind, found.evidence) == (statement.iri, statement.kind, statement.evidence)
    assert Counter(found.slots) == Counter(slots)


@given(SUBJECTS, st.integers(), st.integers(), NASTY)
def test_a_quote_of_any_words_comes_back_the_same(name: str, start: int, end: int, words: str) -> None:
    told = Quote(name, SOURCE, start, end, words)
    (subject,) = subjects(assert_both_read(list(quote_facts(told))))
    assert quote_from(subject, SOURCE) == told


@given(SUBJECTS, PAIRS)
def test_a_resource_of_any_words_comes_back_the_same(name: str, pairs: tuple[tuple[str, Term], ...]) -> None:
    properties = tuple((key if ":" in key else KG + key, value) for key, value in pairs)
    told = Resource(name, KG + "Person", properties)
    (subject,) = subjects(assert_both_read(list(resource_facts(told))))
    assert Resource(subject.iri, subject.types[0], subject.properties) == told


@given(st.lists(st.tuples(SUBJECTS.map(ox.NamedNode), IRIS, TERMS), max_size=8))
def test_the_order_of_facts_and_their_number_make_no_difference(facts: list[TermTriple]) -> None:
    assert turtle(facts) == turtle([*reversed(facts), *facts])


# ---- what is built

NEW_DATE: Final = "1999-07-03"
TIMES: Final = ("time", "start", "end")
TIME_WORDS: Final = {"computedTime", "firstDay", "lastDay"}
TOTALS: Final = {"firstYear", "lastYear", "firstLinkedYear", "lastLinkedYear"}


def build_in(project: Project, folder: Path) -> set[ox.Quad]:
    build(project, folder)
    return quads_in(folder)


def quads_in(folder: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(next(folder.glob("generation-*")))))


def moves_with_its_source(statement: Statement) -> bool:
    """Say whether a statement's time hangs on its source's date: words without an anchor, or attested."""
    if statement.one("time"):
        return False
    if statement.one("when"):
        return not statement.one("anchor")
    return statement.text("timeSense") == iri("sense:attested")


def test_a_new_date_of_the_source_moves_its_relative_times_and_nothing_else(
    project: Project, loaded: tuple[Corpus, Ontology], store_path: Path, tmp_path: Path
) -> None:
    corpus, ontology = loaded
    moving = Counter(s.source for s in corpus.statements if moves_with_its_source(s))
    (dated, _), *_ = moving.most_common(1)
    old_date = corpus.sources[dated].text("date")
    copy = copied(project, tmp_path / "copy")
    before = quads_in(store_path)  # of the same files
    path = copy.graph_data / "sources" / slug(dated) / "source.ttl"
    text = path.read_text(encoding="utf-8")
    assert text.count(f'kg:date "{old_date}"') == 1
    path.write_text(text.replace(f'kg:date "{old_date}"', f'kg:date "{NEW_DATE}"'), encoding="utf-8")
    after = build_in(copy, tmp_path / "after")

    gone, come = (
        {q for q in quads if slug(q.predicate.value) not in TOTALS} for quads in (before - after, after - before)
    )
    stated, computed = ox.NamedNode(source_graph(dated)), ox.NamedNode(derived_graph(dated))
    assert {q for q in gone | come if q.graph_name != computed} == {
        ox.Quad(ox.NamedNode(dated), ox.NamedNode(KG + "date"), edtf_literal(day), stated)
        for day in (old_date, NEW_DATE)
    }
    derived = [q for q in gone | come if q.graph_name == computed]
    assert {slug(q.predicate.value) for q in derived} == TIME_WORDS
    expected = {s.iri for s in corpus.statements if s.source == dated and moves_with_its_source(s)}
    assert expected
    touched = {q.subject.value.removesuffix("/observation") for q in derived if isinstance(q.subject, ox.NamedNode)}
    assert touched == {dated, *expected}
    assert {value(q.object) for q in come if q.subject == ox.NamedNode(dated)} == {NEW_DATE}

    times = {value(q.subject): value(q.object) for q in come if q.predicate.value == KG + "computedTime"}
    assert {curie(s.iri): times[s.iri] for s in corpus.statements if s.iri in expected} == {
        curie(s.iri): resolve(s.text("when"), NEW_DATE, ontology.relative_times) if s.one("when") else NEW_DATE
        for s in corpus.statements
        if s.iri in expected
    }


def test_a_second_build_of_the_same_data_gives_the_same_quads(
    project: Project, store_path: Path, tmp_path: Path
) -> None:
    again = build_in(project, tmp_path / "again")
    assert again == quads_in(store_path)
    assert again


def test_a_store_of_the_quads_gives_back_what_the_files_say(small: Project, ontology: Ontology) -> None:
    corpus = read_corpus(small, ontology)
    store = OxigraphStore.memory()
    store.extend(build_quads(corpus, ontology))
    found = whole(store, ontology)
    assert (found.sources, found.entities) == (corpus.sources, corpus.entities)
    assert tuple(said.statement for said in found.said) == corpus.statements
    assert tuple(said.quotes for said in found.said) == tuple(map(corpus.evidence_of, corpus.statements))


# the tea article's date, its attested post, its last year's harvest
DATES: Final = [
    ("2025-03-04", "2025-03-04", "2024"),
    ("2020-12", "2020-12", "2019"),
    ("[2021-02..2021-11]", "[2021-02..2021-11]", "2020"),
    # a date across two years leaves last year without a year
    ("2025-12/2026-01", "2025-12/2026-01", None),
]


@pytest.mark.parametrize(("day", "post", "harvest"), DATES)
def test_times_are_counted_from_the_date_of_the_source(
    day: str, post: str, harvest: str | None, ontology: Ontology
) -> None:
    corpus = small_corpus()
    tea = source(TEA, day)
    quads = build_quads(replace(corpus, sources={**corpus.sources, tea.iri: tea}), ontology)
    times = {value(q.subject): value(q.object) for q in quads if q.predicate.value == KG + "computedTime"}
    cell = times.pop(f"{iri(GREW)}/observation", None)  # what grew is a cell of the data cube too, of the same time
    assert cell == harvest
    assert times == {iri(name): time for name, time in ((HOLDS, post), (GREW, harvest)) if time}


@pytest.mark.parametrize("day", [day for day, *_ in DATES])
def test_a_time_with_an_anchor_of_its_own_stays(day: str, ontology: Ontology) -> None:
    corpus = small_corpus()
    tea = source(TEA, day)
    anchored = tuple(
        replace(s, slots=(("anchor", edtf_literal("2010-05")), *s.slots)) if s.one("when") else s
        for s in corpus.statements
    )
    quads = build_quads(replace(corpus, sources={**corpus.sources, tea.iri: tea}, statements=anchored), ontology)
    times = {value(q.subject): value(q.object) for q in quads if q.predicate.value == KG + "computedTime"}
    assert times[iri(GREW)] == "2009"


# ---- broken input

TEA_FILE: Final = f"sources/{TEA}/statements.ttl"
PEOPLE: Final = "entities/people.ttl"
HINT_TURTLE: Final = "Mend the line, or the end of line {}."
HINT_TWICE: Final = "Each resource has one block; give the second an id of its own or delete it."
HINT_SOURCE: Final = "Name the source after its folder; see graph_data/README.md."
HINT_CONTROL: Final = "Delete it. Rows end with LF or CRLF, cells with a tab."
HINT_JUDGEMENT: Final = (
    "Columns: id, left, verdict, right, judged_on, judged_by, reason; left and right are ids such as person:NAME."
)
ALL: Final = frozenset(
    (
        *("person:蒋国林-900", "person:张良-901", "place:茶村", "deed:建桥-901"),
        *("source:900-tea", "source:901-bridge", "part:900-01", "part:901-01"),
        *("quote:900-00000-00008", "quote:900-00010-00019", "quote:901-00000-00006"),
        *(HOLDS, GREW, BUILT, "judgement:0001"),
    )
)
OF_TEA_FILE: Final = frozenset(("quote:900-00000-00008", "quote:900-00010-00019", HOLDS, GREW))
OF_TEA: Final = OF_TEA_FILE | {"source:900-tea", "part:900-01"}
OF_PEOPLE: Final = frozenset(("person:蒋国林-900", "person:张良-901"))
# name, file, old bytes, new bytes, (code, line, message or its beginning, hint) of each finding, what is lost
BROKEN: Final = [
    (
        "a full stop is missing",
        TEA_FILE,
        'kg:when "去年" .',
        'kg:when "去年"',
        ("turtle", 44, "broken Turtle: ", HINT_TURTLE.format(43)),
        OF_TEA_FILE,
    ),
    (
        "an unknown prefix",
        PEOPLE,
        "kg:Person",
        "gk:Person",
        ("turtle", 6, "broken Turtle: ", HINT_TURTLE.format(5)),
        OF_PEOPLE,
    ),
    (
        "an unknown kind of statement",
        TEA_FILE,
        "a kg:Tenure",
        "a kg:Reign",
        (
            "unknown-kind",
            25,
            f"{HOLDS} is of unknown kind Reign",
            "Kinds: HonourStatement, Involvement, Observation, Occurrence, Relation, Succession, Tenure",
        ),
        {HOLDS},
    ),
    (
        "a quote without its words",
        TEA_FILE,
        f'    kg:exact "{HARVEST}" ;\n',
        "",
        (
            "quote-shape",
            19,
            "quote:900-00010-00019 lacks a proper start, end or exact: 'exact'",
            "A quote has kg:start, kg:end (integers) and kg:exact (words without a language).",
        ),
        {"quote:900-00010-00019"},
    ),
    (
        "the same entity twice",
        "entities/places.ttl",
        "place:茶村",
        f"<{PREFIXES['person']}张良-901>",
        ("duplicate-id", 5, "person:张良-901 is described at graph_data/entities/people.ttl:5 too", HINT_TWICE),
        {"place:茶村"},
    ),
    (
        "a blank node",
        "entities/places.ttl",
        "    a kg:Place ;",
        "    a kg:Place ;\n    kg:note [ ] ;",
        ("blank-node", 1, "1 triples use blank nodes, first at place:茶村", "Give the thing an id of its own."),
        set(),
    ),
    (
        "a source named after another folder",
        f"sources/{TEA}/source.ttl",
        "source:900-tea\n",
        "source:900-te\n",
        ("source-block", 13, "source:900-te is no part of this source", HINT_SOURCE),
        OF_TEA - {"part:900-01"},
    ),
    (
        "a part that the source does not list",
        f"sources/{TEA}/source.ttl",
        "kg:part part:900-01",
        "kg:part part:900-02",
        (
            "part-unlisted",
            7,
            "part:900-01 is no part that its source lists",
            "Add kg:part to the source, or delete it.",
        ),
        set(),
    ),
    (
        "a judgement on a name without a prefix",
        "judgements.tsv",
        "person:蒋国林-900",
        "蒋国林",
        ("judgement-row", 2, "the row is not a judgement", HINT_JUDGEMENT),
        {"judgement:0001"},
    ),
    (
        "a judgement with a cell too many",
        "judgements.tsv",
        "Two names.",
        "Two\tnames.",
        ("judgement-row", 2, "the row is not a judgement", HINT_JUDGEMENT),
        {"judgement:0001"},
    ),
    (
        "judgements without a column",
        "judgements.tsv",
        "\treason\n",
        "\n",
        ("judgement-row", 2, "the row is not a judgement", HINT_JUDGEMENT),
        {"judgement:0001"},
    ),
    *(
        (
            f"a judgement with {name}",
            "judgements.tsv",
            "Two names.",
            f"Two{character}names.",
            ("judgement-row", 2, f"the row holds the control character U+{ord(character):04X}", HINT_CONTROL),
            {"judgement:0001"},
        )
        for name, character in (
            ("a bare CR", "\r"),
            ("a NUL", "\0"),
            ("a form feed", "\f"),
            ("a record separator", "\x1e"),
            ("a next line", "\x85"),
            ("a line separator", "\u2028"),
        )
    ),
]


def ids(corpus: Corpus) -> set[str]:
    return {
        curie(name)
        for name in (
            *corpus.entities,
            *corpus.sources,
            *corpus.parts,
            *corpus.quotes,
            *(s.iri for s in corpus.statements),
            *(j.iri for j in corpus.judgements),
        )
    }


@pytest.mark.parametrize(
    ("text", "lines", "read"),
    [
        pytest.param(JUDGEMENTS + JUDGED, [], 1, id="as it should be"),
        pytest.param((JUDGEMENTS + JUDGED).replace("\n", "\r\n"), [], 1, id="CRLF"),
        pytest.param((JUDGEMENTS + JUDGED).replace("\n", "\r"), [1], 0, id="CR alone ends every row"),
        pytest.param(f"{JUDGEMENTS}\n{JUDGED}x\n", [4], 1, id="an empty line, and a row of one cell"),
        pytest.param(JUDGEMENTS + JUDGED.replace("Two names.", "n" * 200_000), [], 1, id="a very long cell"),
        pytest.param("", [], 0, id="nothing"),
    ],
)
def test_rows_of_judgements_are_counted_by_the_lines_of_the_file(
    text: str, lines: list[int], read: int, small: Project, ontology: Ontology
) -> None:
    (small.graph_data / "judgements.tsv").write_bytes(text.encode())
    corpus = read_corpus(small, ontology)
    assert [finding.where.rpartition(":")[2] for finding in corpus.findings] == [str(line) for line in lines]
    assert len(corpus.judgements) == read


def test_whole_input_holds_all_that_the_broken_ones_are_held_against(small: Project, ontology: Ontology) -> None:
    assert ids(read_corpus(small, ontology)) == ALL


@pytest.mark.parametrize(
    ("file", "old", "new", "finding", "lost"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_place_is_named_and_loses_itself_alone(
    file: str,
    old: str,
    new: str,
    finding: tuple[str, int, str, str],
    lost: set[str],
    small: Project,
    ontology: Ontology,
) -> None:
    path = small.graph_data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    corpus = read_corpus(small, ontology)
    code, line, message, hint = finding
    found = corpus.findings[0]
    assert found == Finding(Severity.ERROR, code, f"graph_data/{file}:{line}", found.message, Foreign(hint))
    assert found.message.startswith(message)
    assert ids(corpus) == ALL - lost


@pytest.mark.parametrize(
    ("file", "lost"),
    [
        (PEOPLE, OF_PEOPLE),
        (TEA_FILE, OF_TEA_FILE),
        (f"sources/{TEA}/source.ttl", OF_TEA),
        ("judgements.tsv", {"judgement:0001"}),
    ],
)
def test_a_file_in_another_encoding_does_not_lose_the_others(
    file: str, lost: set[str], small: Project, ontology: Ontology
) -> None:
    path = small.graph_data / file
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    corpus = read_corpus(small, ontology)
    assert corpus.findings[0].code == "encoding"
    assert corpus.findings[0].where.startswith(f"graph_data/{file}:")
    assert corpus.findings[0].message == "the file is GBK, not UTF-8"
    assert corpus.findings[0].hint == f"Save it as UTF-8, in an editor or with: iconv -f GBK -t UTF-8 {path.name} > NEW"
    assert ids(corpus) == ALL - lost


def test_a_source_without_its_description_does_not_lose_the_others(small: Project, ontology: Ontology) -> None:
    (small.graph_data / "sources" / TEA / "source.ttl").unlink()
    corpus = read_corpus(small, ontology)
    assert corpus.findings == (
        Finding(
            Severity.ERROR,
            "source-missing",
            f"graph_data/sources/{TEA}",
            Foreign("the folder has no source.ttl"),
            Foreign(HINT_SOURCE),
        ),
    )
    assert ids(corpus) == ALL - OF_TEA


def test_a_quotation_mark_in_a_judgement_does_not_swallow_the_next(small: Project, ontology: Ontology) -> None:
    path = small.graph_data / "judgements.tsv"
    marked = JUDGED.replace("Two names.", '"Two" names.')
    path.write_text(JUDGEMENTS + marked + marked.replace("0001", "0002").replace('"Two"', '"Two'), encoding="utf-8")
    corpus = read_corpus(small, ontology)
    assert corpus.findings == ()
    assert [j.reason for j in corpus.judgements] == ['"Two" names.', '"Two names.']


@pytest.mark.parametrize(
    ("header", "cells", "worded"),
    [
        pytest.param("", "", {"zh": ("李明", "Two names."), "en": ("李明", "Two names.")}, id="in one language"),
        pytest.param(
            "\treason_zh", "\t两个姓名。", {"zh": ("李明", "两个姓名。"), "en": ("李明", "Two names.")}, id="reason too"
        ),
        pytest.param(
            "\treason_zh\tjudged_by_en",
            "\t\tLi Ming",
            {"zh": ("李明", "Two names."), "en": ("Li Ming", "Two names.")},
            id="an empty cell",
        ),
    ],
)
def test_a_judgement_may_be_worded_in_both_languages(
    header: str, cells: str, worded: dict[str, tuple[str, str]], small: Project, ontology: Ontology
) -> None:
    rows = JUDGEMENTS.replace("\n", f"{header}\n") + JUDGED.replace("editor", "李明").replace("\n", f"{cells}\n")
    (small.graph_data / "judgements.tsv").write_text(rows, encoding="utf-8")
    corpus = read_corpus(small, ontology)
    assert corpus.findings == ()
    for judgement in (*corpus.judgements, *read_back(corpus, ontology).judgements):
        found = {tag: (judgement.worded("judgedBy", tag), judgement.worded("reason", tag)) for tag in ("zh", "en")}
        assert found == worded


def test_a_column_of_judgements_that_is_not_known_is_refused(small: Project, ontology: Ontology) -> None:
    rows = JUDGEMENTS.replace("\n", "\treason_fr\n") + JUDGED.replace("\n", "\tDeux noms.\n")
    (small.graph_data / "judgements.tsv").write_text(rows, encoding="utf-8")
    corpus = read_corpus(small, ontology)
    assert [(f.code, f.message) for f in corpus.findings] == [("judgement-row", "the row is not a judgement")]


ZH: Final = ox.Literal("甲", language="zh")
EN: Final = ox.Literal("a", language="en")
PLAIN: Final = ox.Literal("b")
THING: Final = ox.NamedNode(iri("place:茶村"))


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        pytest.param((), (), (), id="nothing"),
        pytest.param((PLAIN,), (PLAIN,), (PLAIN,), id="no language"),
        pytest.param((EN,), (EN,), (EN,), id="one language alone serves both"),
        pytest.param((ZH, EN), (ZH,), (EN,), id="both"),
        pytest.param((ZH, PLAIN), (ZH,), (PLAIN,), id="what has no language stands in"),
        pytest.param((THING, EN, ZH), (THING, ZH), (THING, EN), id="a thing has no language"),
    ],
)
def test_a_reader_gets_one_language_of_a_text(
    values: tuple[Term, ...], zh: tuple[Term, ...], en: tuple[Term, ...]
) -> None:
    assert (in_language(values, "zh"), in_language(values, "en")) == (zh, en)


def test_what_was_not_read_is_not_written_away(small: Project, ontology: Ontology) -> None:
    path = small.graph_data / TEA_FILE
    path.write_text(path.read_text(encoding="utf-8") + "broken\n", encoding="utf-8")
    before = texts(small)
    with pytest.raises(DatasetError, match="broken Turtle") as refused:
        write_corpus(read_corpus(small, ontology), ontology, small.graph_data)
    assert refused.value.hint == "Mend it first: writing now would lose what is there."
    assert texts(small) == before


def test_an_empty_project_is_told_how_to_begin(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "graph_data").mkdir()
    with pytest.raises(DatasetError, match="holds no source and no entity") as refused:
        read_corpus(locate(tmp_path), ontology)
    assert refused.value.hint == ("Add graph_data/sources/SLUG/source.ttl, or start a project with: kg init FOLDER")


def test_a_project_that_is_broken_builds_no_store(small: Project, tmp_path: Path) -> None:
    path = small.graph_data / TEA_FILE
    path.write_text(path.read_text(encoding="utf-8") + "broken\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=f"^graph_data/{TEA_FILE}:"):
        build(small, tmp_path / "store")
    assert not (tmp_path / "store").exists()
    assert load_project(small)[0].findings

"""The tables of the contract: their columns, and what each row says, held against the articles and the statements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pyoxigraph as ox
import pytest

from conftest import Run, read_back
from kg.errors import StoreError, UsageError
from kg.model import Corpus, Quote, Resource, Statement, Term, quote_iri
from kg.ontology import Ontology
from kg.rdf import edtf_literal, typed_literal
from kg.reading.computed import Computed, compute, plain
from kg.reading.said import Reading
from kg.store import OxigraphStore, Store
from kg.tables.exports import exported
from kg.tables.statements import entity_table, qualifier_table, source_table, statement_table
from kg.tables.table import BOM, Table, to_text
from kg.terms.namespaces import KG, PREFIXES, SKOS, curie, expand, source_graph

# the contract with other people's scripts, written out
COLUMNS: Final = (
    "id",
    "kind",
    "subject",
    "subject_type",
    "subject_id",
    "predicate",
    "predicate_label",
    "verb",
    "object",
    "object_type",
    "object_id",
    "role",
    "place",
    "place_id",
    "counterpart",
    "counterpart_id",
    "time",
    "time_printed",
    "time_sense",
    "start",
    "end",
    "value_printed",
    "value",
    "value_low",
    "value_high",
    "value_bound",
    "unit",
    "modality",
    "certainty",
    "inferred",
    "status",
    "said_by",
    "open_list",
    "alternatives",
    "linked",
    "source",
    "spans",
    "quote",
    "review",
    "programme",
    "programme_id",
    "sentence_zh",
    "sentence_en",
    "quote_en",
    "verb_en",
    "time_en",
    "object_en",
    "subject_en",
    "predicate_label_en",
    "role_en",
    "place_en",
    "counterpart_en",
    "value_printed_en",
    "unit_en",
    "said_by_en",
    "alternatives_en",
    "programme_en",
)
WORDS: Final = {
    "kind": {"tenure", "involvement", "succession", "relation", "observation", "honour", "occurrence"},
    "time_sense": {"", "at", "since", "until", "throughout", "not-before", "not-after", "as-of", "attested"},
    "value_bound": {"", "exact", "about", "over", "at-least", "nearly", "under", "at-most", "about-over"},
    "modality": {"actual", "target", "planned", "forecast", "by-rule"},
    "certainty": {"stated", "inferred"},
    "status": {"", "current", "former", "then"},
    "open_list": {"", "true"},
    "review": {"machine-coded", "draft", "accepted", "rejected", "unsure"},
}
FILLED: Final = ("id", "kind", "predicate", "predicate_label", "source", "spans", "quote")
# the slots whose inference makes the whole inferred
CORE: Final = {
    "tenure": {"holder", "role", "body", "servedIn"},
    "involvement": {"actor", "capacity", "undertaking"},
    "succession": {"earlier", "order", "later"},
    "relation": {"about", "relation", "relatedTo"},
    "observation": {"measured", "indicator", "reference", "value"},
    "honour": {"recipient", "standing", "honour"},
    "occurrence": {"event"},
}
LOW: Final = {"exact", "over", "at-least"}
HIGH: Final = {"exact", "nearly", "under", "at-most"}
QUALIFIERS: Final = ("id", "slot", "value", "value_id", "quote", "language", "value_en")
ENTITIES: Final = (
    *("id", "type", "label", "label_en", "also", "level", "kind", "jurisdiction", "code", "code_year", "code_note"),
    *("also_en", "code_note_en"),
)
SOURCES: Final = (
    "source",
    "key",
    "title",
    "genre",
    "authors",
    "supplier",
    "date",
    "date_reason",
    "length",
    "sha256",
    "statements",
    "coded_by",
    "title_en",
    "authors_en",
    "supplier_en",
    "date_reason_en",
    "coded_by_en",
)
LONGEST_QUOTE: Final = 60
JOIN: Final = " … "

Rows = tuple[dict[str, str], ...]


@pytest.fixture(scope="module")
def rows(reading: Reading, loaded: tuple[Corpus, Ontology]) -> Rows:
    found = statement_table(reading, loaded[1]).records()
    assert found
    return found


def spans(row: Mapping[str, str]) -> list[tuple[int, int]]:
    pairs = (span.split("-") for span in row["spans"].split(";"))
    return [(int(start), int(end)) for start, end in pairs]


# ---- the statements of the project


def test_the_columns_are_those_of_the_contract(reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    assert statement_table(reading, loaded[1]).columns == COLUMNS


@pytest.mark.parametrize("column", sorted(WORDS))
def test_a_closed_column_holds_its_own_words(column: str, rows: Rows) -> None:
    assert {row[column] for row in rows} <= WORDS[column]


@pytest.mark.parametrize("column", FILLED)
def test_a_column_that_every_statement_fills_is_filled(column: str, rows: Rows) -> None:
    assert [row["id"] for row in rows if not row[column]] == []


@pytest.mark.parametrize("column", ["subject", "subject_type"])
def test_only_an_involvement_whose_actor_is_not_said_has_no_subject(
    column: str, rows: Rows, loaded: tuple[Corpus, Ontology]
) -> None:
    unsaid = [one.id for one in loaded[0].statements if one.kind == "Involvement" and not one.text("actor")]
    assert len(unsaid) == 8
    assert [row["id"] for row in rows if not row[column]] == unsaid


def test_each_statement_has_one_row(rows: Rows, loaded: tuple[Corpus, Ontology]) -> None:
    assert [row["id"] for row in rows] == [statement.id for statement in loaded[0].statements]
    assert len({row["id"] for row in rows}) == len(rows)


def test_each_quote_is_the_article_between_its_offsets(rows: Rows, seeds: Mapping[str, str]) -> None:
    from_articles = [row for row in rows if row["source"][:3] in seeds]
    assert from_articles
    for row in from_articles:
        text = seeds[row["source"][:3]]
        assert row["quote"] == JOIN.join(text[start:end] for start, end in spans(row)), row["id"]
        assert all(0 < end - start <= LONGEST_QUOTE for start, end in spans(row)), row["id"]


def test_spans_stand_in_reading_order(rows: Rows, loaded: tuple[Corpus, Ontology]) -> None:
    corpus, _ = loaded
    parts = {
        source.iri.rpartition("/")[2]: [corpus.parts[ref.value] for ref in source.values("part")]
        for source in corpus.sources.values()
    }

    def place(source: str, offset: int) -> tuple[int, int]:
        holding = [p for p in parts[source] if int(p.text("start")) <= offset < int(p.text("end"))]
        assert len(holding) == 1, f"{source} {offset}"
        return int(holding[0].text("position")), offset

    for row in rows:
        places = [place(row["source"], start) for start, _ in spans(row)]
        assert places == sorted(places), row["id"]
    first = [(row["source"], place(row["source"], spans(row)[0][0])) for row in rows]
    assert first == sorted(first)


def test_an_attested_post_is_a_point(rows: Rows, loaded: tuple[Corpus, Ontology]) -> None:
    corpus, _ = loaded
    dates = {source.iri.rpartition("/")[2]: source.text("date") for source in corpus.sources.values()}
    attested = [row for row in rows if row["time_sense"] == "attested"]
    assert attested
    for row in attested:
        assert row["start"] == row["end"] != "", row["id"]
        assert row["time"] == dates[row["source"]]


@pytest.mark.parametrize("kind", sorted(CORE))
def test_a_statement_is_inferred_only_if_a_core_slot_is(kind: str, rows: Rows) -> None:
    certainty = {row["id"]: row["certainty"] for row in rows if row["kind"] == kind}
    slots = {row["id"]: set(filter(None, row["inferred"].split(";"))) for row in rows if row["kind"] == kind}
    assert certainty == {name: "inferred" if slots[name] & CORE[kind] else "stated" for name in slots}


def test_an_inference_beside_the_core_leaves_the_statement_stated(rows: Rows) -> None:
    assert {row["certainty"] for row in rows if not row["inferred"]} == {"stated"}
    beside = [row for row in rows if row["inferred"] and not set(row["inferred"].split(";")) & CORE[row["kind"]]]
    assert {row["certainty"] for row in beside} <= {"stated"}


def test_a_value_leaves_open_the_side_that_its_bound_does(rows: Rows) -> None:
    figures = [row for row in rows if row["value"]]
    assert figures
    for row in figures:
        bound = row["value_bound"] or "exact"
        assert row["value_low"] == (row["value"] if bound in LOW else ""), row["id"]
        assert row["value_high"] == (row["value"] if bound in HIGH else ""), row["id"]
    assert all(not (row["value_low"] or row["value_high"]) for row in rows if not row["value"])


def test_a_time_is_never_without_its_sense_and_bounds_are_never_without_a_time(rows: Rows) -> None:
    assert [row["id"] for row in rows if row["time"] and not row["time_sense"]] == []
    assert [row["id"] for row in rows if (row["start"] or row["end"]) and not row["time"]] == []
    assert [row["id"] for row in rows if row["start"] and row["end"] and row["start"] > row["end"]] == []


def test_ids_are_prefixed_names_that_exist_and_go_with_labels(rows: Rows, loaded: tuple[Corpus, Ontology]) -> None:
    corpus, ontology = loaded
    for label, name in (("subject", "subject_id"), ("object", "object_id"), ("place", "place_id")):
        for row in rows:
            for found in filter(None, row[name].split(";")):
                assert expand(found) in corpus.entities.keys() | ontology.terms.keys(), row["id"]
            assert bool(row[name]) <= bool(row[label]), row["id"]
    linked = {name for row in rows for name in row["linked"].split(";") if name}
    acts = {one.act for one in corpus.statements} - {""}
    assert acts <= linked <= {row["id"] for row in rows} | acts


# ---- the other tables


def test_every_slot_is_in_the_statements_table_or_among_the_qualifiers(
    reading: Reading, loaded: tuple[Corpus, Ontology]
) -> None:
    corpus, ontology = loaded
    table = qualifier_table(reading, ontology)
    assert table.columns == QUALIFIERS
    shown = {
        (statement.id, name)
        for statement in corpus.statements
        for name, _ in statement.slots
        if ontology.slots[name].column or name in CORE[ontology.kinds[statement.kind].slug]
    }
    everything = {(statement.id, name) for statement in corpus.statements for name, _ in statement.slots}
    told = {(row["id"], row["slot"]) for row in table.records()}
    assert told == everything - shown
    assert told


def test_a_qualifier_carries_the_quote_of_its_statement(
    reading: Reading, loaded: tuple[Corpus, Ontology], rows: Rows
) -> None:
    quotes = {row["id"]: row["quote"] for row in rows}
    qualifiers = qualifier_table(reading, loaded[1]).records()
    assert [row["quote"] for row in qualifiers] == [quotes[row["id"]] for row in qualifiers]


CJK: Final = re.compile("[\u4e00-\u9fff]")
IN_ENGLISH: Final = {  # a table with English labels, and its columns in which there may be Chinese: ids, words, names
    "vocabularies": {"definition"},
    "entities": {"id", "jurisdiction", "code_note"},
    "qualifiers": {"quote", "value", "value_id"},
    "sources": {"title", "date_reason"},
    "statements": {
        *("subject_id", "object_id", "place_id", "counterpart_id", "programme_id", "linked"),
        *("quote", "verb", "time_printed", "value_printed"),
    },
}


@pytest.mark.parametrize(("what", "columns"), IN_ENGLISH.items(), ids=IN_ENGLISH)
def test_a_table_with_english_labels_is_in_english(
    what: str, columns: set[str], store: Store, loaded: tuple[Corpus, Ontology]
) -> None:
    table = exported(what, store, loaded[1], labels="en")
    chinese = {name for row in table.records() for name, text in row.items() if CJK.search(text)}
    assert chinese <= columns
    assert not {name for name in table.columns if name.endswith("_zh")}


def test_each_entity_has_one_row_with_its_name_and_its_code_as_text(
    reading: Reading, loaded: tuple[Corpus, Ontology]
) -> None:
    corpus, ontology = loaded
    table = entity_table(reading, ontology)
    assert table.columns == ENTITIES
    assert [row["id"] for row in table.records()] == [curie(iri) for iri in sorted(corpus.entities)]
    assert all(row["type"] and row["label"] and row["label_en"] for row in table.records())
    codes = [row["code"] for row in table.records() if row["code"]]
    assert codes
    assert {len(code) for code in codes} == {12}


def test_each_source_has_one_row_that_counts_its_statements(
    reading: Reading, loaded: tuple[Corpus, Ontology], rows: Rows
) -> None:
    table = source_table(reading, loaded[1])
    assert table.columns == SOURCES
    assert {row["source"]: int(row["statements"]) for row in table.records()} == {
        row["source"]: sum(other["source"] == row["source"] for other in rows) for row in table.records()
    }
    assert [row["key"] for row in table.records()] == sorted(row["key"] for row in table.records())
    assert sum(int(row["statements"]) for row in table.records()) == len(rows)


def test_a_source_names_its_article_by_length_and_checksum(
    reading: Reading, loaded: tuple[Corpus, Ontology], seeds: Mapping[str, str]
) -> None:
    sources = source_table(reading, loaded[1]).records()
    found = {row["key"]: (row["length"], row["sha256"]) for row in sources if row["key"] in seeds}
    assert found
    assert found == {key: (str(len(seeds[key])), hashlib.sha256(seeds[key].encode()).hexdigest()) for key in found}


# ---- a store against the files that it is built from


def test_a_store_says_of_each_statement_what_follows_from_its_file(rows: Rows, loaded: tuple[Corpus, Ontology]) -> None:
    corpus, ontology = loaded
    computed = {statement.id: compute(statement, corpus, ontology) for statement in corpus.statements}
    columns = ("time", "start", "end", "certainty", "modality", "review", "quote", "spans")
    assert {row["id"]: Computed(*(row[column] for column in columns)) for row in rows} == computed


def test_the_command_writes_the_table_of_the_store(run: Run, reading: Reading, loaded: tuple[Corpus, Ontology]) -> None:
    ended = run("export", "statements", "-f", "csv", store=True)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(BOM + ",".join(COLUMNS) + "\n")
    assert ended.stdout == to_text(statement_table(reading, loaded[1]), "csv")


def test_an_empty_store_says_nothing(loaded: tuple[Corpus, Ontology]) -> None:
    with pytest.raises(StoreError, match="the store memory holds no statements") as refused:
        exported("statements", OxigraphStore.memory(), loaded[1])
    assert refused.value.hint == "Build it with: kg build"


def test_a_store_with_a_broken_quote_is_refused_by_the_quote(loaded: tuple[Corpus, Ontology]) -> None:
    store, name = OxigraphStore.memory(), ox.NamedNode(PREFIXES["quote"] + "900-00000-00004")
    source = ox.NamedNode(PREFIXES["source"] + "900-tea")
    graph = ox.NamedNode(source_graph(source.value))
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.extend([ox.Quad(source, rdf_type, ox.NamedNode(KG + "Source"), graph)])
    store.extend([ox.Quad(name, rdf_type, ox.NamedNode(KG + "Quote"), graph)])
    with pytest.raises(StoreError, match="holds a broken quote, quote:900-00000-00004") as refused:
        exported("statements", store, loaded[1])
    assert refused.value.hint == "Build it again with: kg build"


# ---- an article in two columns, made here: its second part stands before its first

SOURCE: Final = PREFIXES["source"] + "900-tea"
EARLY, LATE = (40, "茶村近年来"), (0, "产茶近10多万斤")


def node(name: str) -> ox.NamedNode:
    found = expand(name)
    assert found
    return ox.NamedNode(found)


def integers(**values: int) -> tuple[tuple[str, Term], ...]:
    return tuple((KG + name, typed_literal(str(value), "integer")) for name, value in sorted(values.items()))


def quote(start: int, words: str) -> Quote:
    end = start + len(words)
    return Quote(quote_iri("900", start, end), SOURCE, start, end, words)


def made(date: str, *slots: tuple[str, Term]) -> Corpus:
    quotes = [quote(*EARLY), quote(*LATE)]
    parts = [
        Resource(PREFIXES["part"] + "900-01", KG + "Part", integers(start=40, end=60, position=1)),
        Resource(PREFIXES["part"] + "900-02", KG + "Part", integers(start=0, end=40, position=2)),
    ]
    told = Resource(
        SOURCE,
        KG + "Source",
        (
            (KG + "date", edtf_literal(date)),
            (KG + "key", ox.Literal("900")),
            *((KG + "part", ox.NamedNode(part.iri)) for part in parts),
        ),
    )
    village = Resource(
        PREFIXES["place"] + "茶村", KG + "Place", ((SKOS + "prefLabel", ox.Literal("茶村", language="zh")),)
    )
    filled: tuple[tuple[str, Term], ...] = (
        ("indicator", node("indicator:output")),
        ("measured", ox.NamedNode(village.iri)),
        ("unit", node("unit:jin")),
        *slots,
    )
    name = PREFIXES["statement"] + "900-00040-observation-0001"
    statement = Statement(
        name, "Observation", SOURCE, tuple(sorted(filled, key=lambda s: s[0])), tuple(q.iri for q in quotes)
    )
    return Corpus(
        {SOURCE: told},
        {part.iri: part for part in parts},
        {village.iri: village},
        {q.iri: q for q in quotes},
        (statement,),
    )


def test_a_row_in_full(loaded: tuple[Corpus, Ontology]) -> None:
    corpus = made(
        "2025-03-04",
        ("inferred", ox.NamedNode(KG + "time")),
        ("timeSense", node("sense:until")),
        ("value", typed_literal("100000.50", "decimal")),
        ("valueBound", node("bound:nearly")),
        ("valuePrinted", ox.Literal("近10多万斤")),
        ("when", ox.Literal("近年来")),
    )
    (row,) = statement_table(read_back(corpus, loaded[1]), loaded[1]).records()
    assert {name: text for name, text in row.items() if text} == {
        "id": "900-00040-observation-0001",
        "kind": "observation",
        "subject": "茶村",
        "subject_type": "Place",
        "subject_id": "place:茶村",
        "predicate": "output",
        "predicate_label": loaded[1].label(PREFIXES["indicator"] + "output"),
        "time": "/2025-03-04",
        "time_printed": "近年来",
        "time_sense": "until",
        "end": "2025-03-04",
        "value_printed": "近10多万斤",
        "value": "100000.5",
        "value_high": "100000.5",
        "value_bound": "nearly",
        "unit": "斤",
        "modality": "actual",
        "certainty": "stated",
        "inferred": "time",
        "source": "900-tea",
        "spans": "40-45;0-8",
        "quote": "茶村近年来 … 产茶近10多万斤",
        "review": "machine-coded",
        "sentence_zh": "据《900-tea》（2025年3月4日）载，至2025年3月4日止，"
        "茶村的“indicator:output”为近10多万斤〔编码推断：时间〕。",
        "sentence_en": "According to article 900 (4 March 2025), the figure “indicator:output” for 茶村 "
        "was “近10多万斤” until 4 March 2025 [inferred: time].",
        "subject_en": "茶村",
        "predicate_label_en": "indicator:output",
        "unit_en": "jin",
    }


INFERRED: Final = [
    ((), "stated"),
    (("time",), "stated"),
    (("unit", "when"), "stated"),
    (("measured",), "inferred"),
    (("indicator",), "inferred"),
    (("time", "indicator"), "inferred"),
]


@pytest.mark.parametrize(("slots", "certainty"), INFERRED)
def test_certainty_hangs_on_the_core_alone(
    slots: tuple[str, ...], certainty: str, loaded: tuple[Corpus, Ontology]
) -> None:
    corpus = made("2025", *(("inferred", ox.NamedNode(KG + name)) for name in slots))
    (row,) = statement_table(read_back(corpus, loaded[1]), loaded[1]).records()
    assert (row["certainty"], sorted(filter(None, row["inferred"].split(";")))) == (certainty, sorted(slots))


# the date of the source, the time of an attested statement, its point
POINTS: Final = [
    ("2025-03-04", "2025-03-04", "2025-03-04"),
    ("2025-03", "2025-03", "2025-03-01"),
    ("2025", "2025", "2025-01-01"),
    ("[2025-02..2025-12]", "[2025-02..2025-12]", "2025-02-01"),
]


@pytest.mark.parametrize(("date", "time", "point"), POINTS)
def test_an_attested_statement_is_a_point_at_the_first_day_of_its_source(
    date: str, time: str, point: str, loaded: tuple[Corpus, Ontology]
) -> None:
    corpus = made(date, ("timeSense", node("sense:attested")))
    (row,) = statement_table(read_back(corpus, loaded[1]), loaded[1]).records()
    assert (row["time"], row["start"], row["end"]) == (time, point, point)


def test_what_has_no_column_is_a_qualifier(loaded: tuple[Corpus, Ontology]) -> None:
    corpus = made(
        "2025",
        ("ground", node("ground:paragraph")),
        ("note", ox.Literal("甲;乙")),
        ("note", ox.Literal("a", language="en")),
        ("saidBy", node("place:茶村")),
    )
    quote = "茶村近年来 … 产茶近10多万斤"
    name = "900-00040-observation-0001"
    assert qualifier_table(read_back(corpus, loaded[1]), loaded[1]) == Table(
        QUALIFIERS,
        (
            (
                name,
                "ground",
                loaded[1].label(PREFIXES["ground"] + "paragraph"),
                "ground:paragraph",
                quote,
                "",
                "paragraph",
            ),
            (name, "note", "a", "", quote, "en", ""),
            (name, "note", "甲;乙", "", quote, "", ""),
        ),
    )


def test_a_quote_that_is_missing_is_left_out_of_its_row(loaded: tuple[Corpus, Ontology]) -> None:
    corpus = made("2025")
    kept = {name: q for name, q in corpus.quotes.items() if q.start}
    found = read_back(replace(corpus, quotes=kept), loaded[1])
    (row,) = statement_table(found, loaded[1]).records()
    assert (row["spans"], row["quote"]) == ("40-45", "茶村近年来")


VALUES: Final = [
    ("100000.50", "100000.5"),
    ("100", "100"),
    ("0.10", "0.1"),
    ("1E+3", "1000"),
    ("250000000000", "250000000000"),
]


@pytest.mark.parametrize(("text", "shown"), VALUES)
def test_a_number_is_shown_without_exponent_and_needless_zeros(
    text: str, shown: str, loaded: tuple[Corpus, Ontology]
) -> None:
    corpus = made("2025", ("value", typed_literal(text, "decimal")))
    (row,) = statement_table(read_back(corpus, loaded[1]), loaded[1]).records()
    assert (row["value"], row["value_low"], row["value_high"]) == (shown, shown, shown)
    assert plain(None) == ""


LABELLED: Final = [  # language of labels, columns that are there, the subject of the first statement and its role
    ("both", {"subject", "subject_en", "quote_en"}, ("柯桥区", "Keqiao District")),
    ("zh", {"subject"}, ("柯桥区", "")),
    ("en", {"subject", "quote_en"}, ("Keqiao District", "")),
]


@pytest.mark.parametrize(("labels", "columns", "first"), LABELLED, ids=[row[0] for row in LABELLED])
def test_labels_are_in_one_language_or_both(
    labels: str, columns: set[str], first: tuple[str, str], store: Store, loaded: tuple[Corpus, Ontology]
) -> None:
    table = exported("statements", store, loaded[1], labels=labels)
    row = table.records()[0]
    assert {"subject", "subject_en", "quote_en"} & set(table.columns) == columns
    assert (row["subject"], row.get("subject_en", "")) == first
    assert row["quote"] == "驻村指导员制度先行地 … …… … 的柯桥区"


def test_english_labels_leave_times_and_printed_words_as_they_are(
    store: Store, loaded: tuple[Corpus, Ontology]
) -> None:
    both, english = (exported("statements", store, loaded[1], labels=labels).records() for labels in ("both", "en"))
    for name in ("id", "time", "time_printed", "value_printed", "verb", "quote", "spans"):
        assert [row[name] for row in english] == [row[name] for row in both]
    assert [row["place"] for row in english] == [row["place_en"] or row["place"] for row in both]


def test_a_panel_has_its_labels_in_english_too(store: Store, loaded: tuple[Corpus, Ontology]) -> None:
    rows = exported("panel", store, loaded[1], by="person-year", labels="en").records()
    served = [row for row in rows if row["served"] == "served"]
    assert "Jiang Guolin" in {row["unit"] for row in served}
    assert {mark for row in served for mark in row["roles"] if "\u4e00" <= mark <= "\u9fff"} == set()


def test_other_languages_of_labels_are_refused(store: Store, loaded: tuple[Corpus, Ontology]) -> None:
    with pytest.raises(UsageError, match="labels are not written as 'fr'"):
        exported("statements", store, loaded[1], labels="fr")


def test_the_vocabularies_are_an_export(store: Store, loaded: tuple[Corpus, Ontology]) -> None:
    table = exported("vocabularies", store, loaded[1])
    assert table.columns[:4] == ("class", "word", "label_zh", "label_en")
    assert {"Role", "Capacity", "Indicator", "Unit", "Level"} <= {row["class"] for row in table.records()}

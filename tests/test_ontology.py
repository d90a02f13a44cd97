"""The ontology's own files: they parse, speak both languages, quote the articles, and every shape fires as it says."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import takewhile
from pathlib import Path
from typing import Final, cast

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS
from rdflib.plugins.sparql import prepareQuery

from kg.ontology import Ontology, read_ontology
from kg.project import ontology_files
from kg.tables.statements import STATEMENT_COLUMNS
from kg.terms.namespaces import KG, PREFIXES, curie, local_name
from standard_terms import ontology_graph

ROOT: Final = Path(__file__).resolve().parents[1]
ONTOLOGY: Final = ROOT / "ontology"
EXAMPLES: Final = tuple(sorted((ONTOLOGY / "examples").glob("*.ttl")))
TURTLE: Final = tuple(sorted(ONTOLOGY.rglob("*.ttl")))
DERIVATIONS: Final = tuple(sorted((ONTOLOGY / "derive").glob("*.rq")))

EXPECT: Final = "# expect: "
BOTH: Final = Counter(("en", "zh"))
LONGEST_QUOTE: Final = 60
LONGEST_EXAMPLE: Final = 30
CAPACITY: Final = rdflib.Namespace(PREFIXES["capacity"])
NAMES: Final = rdflib.Namespace(KG)
SETS: Final = (NAMES.strictSet, NAMES.mediumSet, NAMES.broadSet)
COLUMNS: Final = (NAMES.startedColumn, NAMES.carriedOnColumn, NAMES.inChargeColumn, NAMES.noneColumn)
NEVER_COUNTED: Final = frozenset(
    CAPACITY[slug] for slug in ("conceived", "in-charge", "liaison", "chief", "lead-unit", "investigated", "summoned")
)
FOUNDED: Final = frozenset({"Body", "Group", "Place"})  # besides undertakings, what a verb may make, end or change
INVENTED: Final = ROOT / "tests" / "golden" / "hard-sentences" / "invented.tsv"
# what the program or the record needs and no article prints: a random quote would show nothing of it
BOOKKEEPING: Final = frozenset(
    {"edgelessCount", "end", "factor", "initials", "inferredSlots", "judgedBy", "judgedOn", "key", "left", "length"}
    | {"nameKey", "position", "rank", "reason", "review", "right", "sha256", "silences", "spans", "start", "statedIn"}
    | {"codeNote", "codedBy", "glossCheckedBy", "reviewedBy", "reviewedOn", "statementCount", "verdict"}
)
WITHOUT_WORDS: Final[Mapping[str, Callable[[Path], AbstractSet[str]]]] = {
    "kg.ttl": lambda _: BOOKKEEPING,
    "mechanics.ttl": lambda path: {str(term).removeprefix(KG) for term in terms(path)},
}
SHAPES: Final = (
    "statement",
    "tenure",
    "involvement",
    "succession",
    "relation",
    "observation",
    "honour-statement",
    "occurrence",
    "quote",
    "source",
    "part",
    "entity",
    "person",
    "place",
    "initiative",
    "body",
    "honour",
    "group",
)


def read(path: Path) -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(path, format="turtle")


VOCABULARY: Final = ontology_graph()
RULES: Final = read(ONTOLOGY / "shapes.ttl")
SCHEMES: Final = frozenset(VOCABULARY.subjects(RDF.type, SKOS.ConceptScheme))


def name(path: Path) -> str:
    return path.relative_to(ONTOLOGY).as_posix()


def short(node: object) -> str:
    return curie(str(node))


def shape_of(stem: str) -> rdflib.URIRef:
    """Return the shape that an example is about: `honour-statement-bad-2` is about `kg:HonourStatementShape`."""
    shape = re.sub(r"-(?:ok|bad)(?:-\d+)?$", "", stem)
    return NAMES["".join(word.title() for word in shape.split("-")) + "Shape"]


def expected(path: Path) -> list[str]:
    """Return the messages that the comments at the head of an example announce."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted(line.removeprefix(EXPECT) for line in takewhile(lambda line: line.startswith(EXPECT), lines))


def background() -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]:
    """Yield what kg.validate gives the shapes of the ontology: the classes of terms and the class tree."""
    for predicate in (RDF.type, RDFS.subClassOf):
        yield from VOCABULARY.triples((None, predicate, None))


def results(path: Path) -> list[Mapping[str | None, str]]:
    """Return the messages of each SHACL result of an example, by language."""
    data = read(path)
    for triple in background():
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=RULES, inference="none", advanced=False, do_owl_imports=False)
    return [messages(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]


def messages(graph: rdflib.Graph, node: rdflib.term.Node) -> dict[str | None, str]:
    found = (*graph.objects(node, SH.resultMessage), *graph.objects(node, SH.message))
    return {m.language: str(m) for m in found if isinstance(m, rdflib.Literal)}


def own_messages(shape: rdflib.URIRef) -> set[str]:
    """Return the English messages of a shape and of its property shapes."""
    return {messages(RULES, node).get("en", "") for node in (shape, *RULES.objects(shape, SH.property))} - {""}


def languages(node: rdflib.term.Node, *predicates: rdflib.URIRef) -> Counter[str | None]:
    found = (o for p in predicates for o in VOCABULARY.objects(node, p))
    return Counter(o.language for o in found if isinstance(o, rdflib.Literal))


def examples(node: rdflib.term.Node) -> list[str]:
    return sorted(str(o) for o in VOCABULARY.objects(node, SKOS.example))


# ---------------------------------------------------------------- every file is Turtle for both readers


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_rdflib_and_oxigraph_read_the_same_number_of_triples(path: Path) -> None:
    triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert triples
    assert len(read(path)) == len(set(triples))


@pytest.mark.parametrize("path", [p for p in TURTLE if p.name != "shapes.ttl"], ids=name)
def test_only_the_shapes_have_blank_nodes(path: Path) -> None:
    assert [node for triple in read(path) for node in triple if isinstance(node, rdflib.BNode)] == []


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_prefixes_are_those_of_the_project(path: Path) -> None:
    declared = re.findall(r"^@prefix ([\w-]+): <([^>]+)> \.$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert declared
    assert {prefix: PREFIXES.get(prefix) for prefix, _ in declared} == dict(declared)


# ---------------------------------------------------------------- the shapes and their examples


def test_the_shapes_are_those_listed() -> None:
    shapes = [short(shape) for shape in RULES.subjects(RDF.type, SH.NodeShape)]
    assert sorted(shapes) == sorted(short(shape_of(shape)) for shape in SHAPES)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_has_an_example_that_passes_and_one_that_fails(shape: str) -> None:
    stems = {path.stem for path in EXAMPLES}
    assert {f"{shape}-ok", f"{shape}-bad"} <= stems


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.stem.endswith("-ok")], ids=name)
def test_a_good_example_has_what_its_shape_looks_at_and_no_result(path: Path) -> None:
    targets = set(RULES.objects(shape_of(path.stem), SH.targetClass))
    assert targets & set(read(path).objects(None, RDF.type))
    assert results(path) == []


@pytest.mark.parametrize("path", [p for p in EXAMPLES if "-bad" in p.stem], ids=name)
def test_a_bad_example_fails_for_the_reasons_it_states_and_no_other(path: Path) -> None:
    wanted = expected(path)
    assert wanted
    assert set(wanted) <= own_messages(shape_of(path.stem))
    assert sorted(messages["en"] for messages in results(path)) == wanted


@pytest.mark.parametrize("shape", SHAPES)
def test_a_constraint_speaks_plain_english_and_chinese(shape: str) -> None:
    node = shape_of(shape)
    spoken = {node, *RULES.objects(node, SH.property)} & set(RULES.subjects(SH.message, None))
    assert set(RULES.objects(node, SH.property)) <= spoken
    assert {tuple(sorted(str(k) for k in messages(RULES, constraint))) for constraint in spoken} == {("en", "zh")}


@pytest.mark.parametrize("path", [p for p in EXAMPLES if not p.stem.startswith("quote-bad")], ids=name)
def test_the_quotes_of_an_example_stand_in_the_article(path: Path, seeds: Mapping[str, str]) -> None:
    graph = read(path)
    for quote in graph.subjects(RDF.type, NAMES.Quote):
        key = str(quote).rsplit("/", 1)[1].partition("-")[0]
        start, end = (int(str(graph.value(quote, p))) for p in (NAMES.start, NAMES.end))
        assert (short(quote), seeds[key][start:end]) == (short(quote), str(graph.value(quote, NAMES.exact)))
        assert 1 <= end - start <= LONGEST_QUOTE


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_the_subjects_of_an_example_have_names_that_the_minting_allows(path: Path) -> None:
    names = [str(subject).rsplit("/", 1)[1] for subject in read(path).subjects(unique=True)]
    assert names == [local_name(found) for found in names]


# ---------------------------------------------------------------- labels, definitions, examples


def invented() -> dict[str, str]:
    """Return the invented sentences by key, `b01` to `b25`, the fragments of each on lines of their own."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    with INVENTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["id"]].append(row["fragment"])
    return {key: "\n".join(fragments) for key, fragments in found.items()}


def named(path: Path) -> list[rdflib.term.Node]:
    """Return all that a file of the ontology is about: terms, concepts, schemes and collections."""
    graph = read(path)
    ontologies = set(graph.subjects(RDF.type, OWL.Ontology))
    return sorted((node for node in graph.subjects(unique=True) if node not in ontologies), key=str)


def terms(path: Path) -> list[rdflib.term.Node]:
    """Return the terms and concepts of a file, the schemes and collections that hold them left out."""
    return [node for node in named(path) if node not in SCHEMES and node not in (*SETS, *COLUMNS)]


@pytest.mark.parametrize("path", ontology_files(ONTOLOGY), ids=name)
def test_whatever_is_named_has_one_label_in_each_language(path: Path) -> None:
    labels = {short(node): languages(node, RDFS.label, SKOS.prefLabel) for node in named(path)}
    assert labels == dict.fromkeys(labels, BOTH)


@pytest.mark.parametrize("path", ontology_files(ONTOLOGY), ids=name)
def test_a_term_is_explained_once_in_each_language(path: Path) -> None:
    explained = {short(n): languages(n, RDFS.comment, SKOS.definition) for n in named(path) if n not in SCHEMES}
    assert explained == dict.fromkeys(explained, BOTH)


@pytest.mark.parametrize("path", ontology_files(ONTOLOGY), ids=name)
def test_a_term_has_an_example_unless_no_words_show_it(path: Path) -> None:
    assert terms(path)
    without = {str(term).removeprefix(KG) for term in terms(path) if not examples(term)}
    assert without == set() if path.name not in WITHOUT_WORDS else without == WITHOUT_WORDS[path.name](path)


@pytest.mark.parametrize("path", ontology_files(ONTOLOGY), ids=name)
def test_an_example_is_a_few_words_of_a_text(path: Path, seeds: Mapping[str, str]) -> None:
    """Of an article, or, where no article has the case, of an invented sentence."""
    texts = {**seeds, **invented()}
    shown = [example.partition(": ") for term in terms(path) for example in examples(term)]
    assert [(key, words) for key, _, words in shown if not words or words not in texts.get(key, "")] == []
    assert [words for _, _, words in shown if len(words) > LONGEST_EXAMPLE] == []


@pytest.mark.parametrize("scheme", sorted(SCHEMES, key=str), ids=short)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_preferred_label_names_one_concept_of_its_scheme(scheme: rdflib.URIRef, language: str) -> None:
    concepts = set(VOCABULARY.subjects(SKOS.inScheme, scheme))
    labels = Counter(
        str(label).casefold()
        for concept in concepts
        for label in VOCABULARY.objects(concept, SKOS.prefLabel)
        if isinstance(label, rdflib.Literal) and label.language == language
    )
    assert concepts
    assert [label for label, count in labels.items() if count > 1] == []


def test_every_concept_is_in_one_known_scheme_and_of_one_known_class() -> None:
    classes = set(VOCABULARY.subjects(RDF.type, RDFS.Class))
    concepts = set(VOCABULARY.subjects(SKOS.prefLabel)) - SCHEMES - {*SETS, *COLUMNS}
    found = {
        short(concept): (
            len(set(VOCABULARY.objects(concept, SKOS.inScheme)) & SCHEMES),
            len(set(VOCABULARY.objects(concept, RDF.type)) & classes),
        )
        for concept in concepts
    }
    assert found == dict.fromkeys(found, (1, 1))


# ---------------------------------------------------------------- capacities and their sets


def members(collection: rdflib.term.Node) -> set[rdflib.term.Node]:
    return set(VOCABULARY.objects(collection, SKOS.member))


def test_the_sets_are_ranked_and_each_lies_within_the_next() -> None:
    strict, medium, broad = (members(collection) for collection in SETS)
    assert set() < strict < medium < broad
    assert [int(str(VOCABULARY.value(collection, NAMES["rank"]))) for collection in SETS] == [1, 2, 3]


def test_every_capacity_is_counted_but_a_thought_a_charge_and_what_befalls() -> None:
    assert set(VOCABULARY.subjects(RDF.type, NAMES.Capacity)) - members(NAMES.broadSet) == NEVER_COUNTED
    assert [found for each in NEVER_COUNTED for found in VOCABULARY.objects(each, NAMES.narrowestSet)] == []


def test_the_medium_set_is_the_strict_one_and_two_columns_that_share_nothing() -> None:
    started, carried_on = (members(column) for column in COLUMNS[:2])
    assert started & carried_on == set()
    assert started | carried_on == members(NAMES.mediumSet) - members(NAMES.strictSet)


@pytest.mark.parametrize("column", COLUMNS, ids=short)
def test_a_column_has_the_capacities_that_name_it(column: rdflib.URIRef) -> None:
    assert members(column) == set(VOCABULARY.subjects(NAMES.shownIn, column)) != set()


@pytest.mark.parametrize("capacity", sorted(members(NAMES.broadSet), key=str), ids=short)
def test_a_capacity_names_the_narrowest_set_that_counts_it(capacity: rdflib.URIRef) -> None:
    narrowest = next(collection for collection in SETS if capacity in members(collection))
    assert list(VOCABULARY.objects(capacity, NAMES.narrowestSet)) == [narrowest]


@pytest.mark.parametrize("capacity", sorted(VOCABULARY.subjects(RDF.type, NAMES.Capacity), key=str), ids=short)
def test_a_capacity_has_a_direct_property_of_its_own(capacity: rdflib.URIRef) -> None:
    (direct,) = VOCABULARY.objects(capacity, NAMES.directProperty)
    assert (direct, RDF.type, RDF.Property) in VOCABULARY
    assert list(VOCABULARY.subjects(NAMES.directProperty, direct)) == [capacity]


# ---------------------------------------------------------------- slots and derivations


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology(ONTOLOGY)


def test_every_slot_with_a_column_names_one_of_the_statements_table(ontology: Ontology) -> None:
    columns = {slot.name: slot.column for slot in ontology.slots.values() if slot.column}
    assert columns
    assert {slot: column for slot, column in columns.items() if column not in STATEMENT_COLUMNS} == {}


def test_every_property_that_a_shape_constrains_is_a_term() -> None:
    paths = {path for path in RULES.objects(None, SH.path) if str(path).startswith(KG)}
    assert paths
    assert sorted(short(path) for path in paths if (path, RDF.type, RDF.Property) not in VOCABULARY) == []


def test_every_class_that_a_shape_names_is_a_term() -> None:
    classes = {*RULES.objects(None, SH["class"]), *RULES.objects(None, SH.targetClass)}
    assert classes
    assert sorted(short(found) for found in classes if (found, RDF.type, RDFS.Class) not in VOCABULARY) == []


@pytest.mark.parametrize(
    ("slot", "classes"),
    [("actor", "agent_classes"), ("undertaking", "undertaking_classes"), ("servedIn", "location_classes")],
)
def test_a_slot_takes_the_classes_that_its_shape_lists(slot: str, classes: str, ontology: Ontology) -> None:
    (allowed,) = {RULES.value(shape, SH["or"]) for shape in RULES.subjects(SH.path, NAMES[slot])} - {None}
    listed = {
        str(RULES.value(choice, SH["class"])).removeprefix(KG)
        for choice in RULES.items(cast("rdflib.term.Node", allowed))
    }
    assert {*getattr(ontology, classes)} | (FOUNDED if slot == "undertaking" else set()) == listed


def taken(shape: rdflib.term.Node) -> set[rdflib.term.Node]:
    """Return the classes and datatypes that a property shape lists."""
    either = [node for choices in RULES.objects(shape, SH["or"]) for node in RULES.items(choices)]
    return {
        found for node in (shape, *either) for name in ("class", "datatype") for found in RULES.objects(node, SH[name])
    }


@pytest.mark.parametrize("slot", sorted(set(RULES.objects(None, SH.path)), key=str), ids=short)
def test_what_a_shape_takes_is_in_the_range_of_its_slot(slot: rdflib.term.Node) -> None:
    (range_,) = [*VOCABULARY.objects(slot, RDFS.range)] or [RDFS.Resource]
    for name in (name for shape in RULES.subjects(SH.path, slot) for name in taken(shape)):
        words = {RDFS.Literal} if name not in set(VOCABULARY.subjects(RDF.type, RDFS.Class)) else set()
        assert range_ in {*VOCABULARY.transitive_objects(name, RDFS.subClassOf), *words, RDFS.Resource}


def test_what_a_capacity_may_found_is_what_its_slot_takes_beside_undertakings() -> None:
    found = {str(o).removeprefix(KG) for o in VOCABULARY.objects(None, NAMES.founds)}
    assert found == FOUNDED


def test_the_derivations_have_each_a_number_that_orders_them() -> None:
    numbers = [int(path.stem.partition("-")[0]) for path in DERIVATIONS]
    assert numbers
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("path", DERIVATIONS, ids=name)
def test_a_derivation_is_a_construct_for_both_engines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert prepareQuery(text).algebra.name == "ConstructQuery"
    assert isinstance(ox.Store().query(text), ox.QueryTriples)


@pytest.mark.parametrize("path", DERIVATIONS, ids=name)
def test_a_derivation_uses_terms_of_the_ontology_alone(path: Path) -> None:
    body = re.sub(r"(?m)^#.*$|^PREFIX .*$", "", path.read_text(encoding="utf-8"))
    used = {NAMES[local] for local in re.findall(r"\bkg:(\w+)", body)}
    known = {*VOCABULARY.subjects(RDFS.label), *VOCABULARY.subjects(SKOS.prefLabel)}
    assert used or "skos:" in body
    assert sorted(short(term) for term in used - known) == []

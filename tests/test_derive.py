"""What the build derives: what each set counts, in which graph a triple lies, source by source as all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from conftest import ROOT
from kg.dataset import build_quads
from kg.errors import DatasetError
from kg.model import Corpus, Judgement, Resource, Statement
from kg.ontology import Ontology
from kg.project import Project
from kg.questions import find_query, run
from kg.store import OxigraphStore, Store, rows
from kg.store.derive import SHARED_GRAPHS, Derivation, Deriver, derivations, derive, derive_source
from kg.tables.table import cell_text
from kg.terms.namespaces import (
    DERIVED_GRAPH,
    FIXED_GRAPHS,
    JUDGEMENTS_GRAPH,
    KG,
    PREFIXES,
    RDF_TYPE,
    SKOS,
    curie,
    derived_graph,
    expand,
    slug,
    source_graph,
)

DERIVE: Final = ROOT / "ontology" / "derive"
KNOWN: Final = derivations(DERIVE)
OF_SOURCE: Final = tuple(d for d in KNOWN if d.scope == "source")
TEA: Final = PREFIXES["source"] + "900-tea"


def node(name: str) -> ox.NamedNode:
    found = expand(name)
    assert found
    return ox.NamedNode(found)


def values(store: Store, sparql: str) -> list[tuple[str, ...]]:
    """Return the rows of a query as prefixed names and text, in their order."""
    text = f"PREFIX kg: <{KG}> {sparql}"
    return [tuple("" if cell is None else curie(cell.value) for cell in row) for row in rows(store, text)]


def in_graph(store: OxigraphStore, graph: str) -> set[ox.Triple]:
    return {quad.triple for quad in store.triples(graph)}


@pytest.fixture(scope="module")
def ontology(loaded: tuple[Corpus, Ontology]) -> Ontology:
    return loaded[1]


# ---- what the sets count

CASES: Final = (
    # capacity, modality, inferred slot or no actor, disputed, kg:capacitySet, kg:countedIn, kg:notCountedBecause
    ("took-the-lead", "", "", False, "kg:strictSet", "kg:strictSet", ""),
    ("ran", "actual", "", False, "kg:mediumSet", "kg:mediumSet", ""),
    ("benefited", "", "", False, "kg:broadSet", "kg:broadSet", ""),
    ("ran", "", "place", False, "kg:mediumSet", "kg:mediumSet", ""),
    ("ran", "", "actor", False, "kg:mediumSet", "", "reason:inferred"),
    ("ran", "", "capacity", False, "kg:mediumSet", "", "reason:inferred"),
    ("ran", "", "undertaking", False, "kg:mediumSet", "", "reason:inferred"),
    ("headed", "", "", True, "kg:strictSet", "", "reason:disputed"),
    ("headed", "target", "", False, "kg:strictSet", "", "reason:not-actual"),
    ("headed", "forecast", "", False, "kg:strictSet", "", "reason:not-actual"),
    ("headed", "planned", "", False, "kg:strictSet", "", "reason:planned"),
    ("headed", "by-rule", "", False, "kg:strictSet", "", "reason:by-rule"),
    ("headed", "by-rule", "actor", True, "kg:strictSet", "", "reason:by-rule"),
    ("ran", "", "no actor", False, "kg:mediumSet", "", "reason:no-actor"),
    ("ran", "planned", "no actor", True, "kg:mediumSet", "", "reason:planned"),
    ("ran", "", "no actor", True, "kg:mediumSet", "", "reason:disputed"),
    ("ran", "planned", "actor", True, "kg:mediumSet", "", "reason:planned"),
    ("ran", "target", "actor", True, "kg:mediumSet", "", "reason:not-actual"),
    ("ran", "", "actor", True, "kg:mediumSet", "", "reason:inferred"),
    ("conceived", "", "", False, "", "", ""),
    ("conceived", "planned", "actor", True, "", "", ""),
    ("conceived", "", "no actor", False, "", "", ""),
)


def involvement(number: int, capacity: str, modality: str, inferred: str) -> Statement:
    slots = {
        "actor": node("person:甲-900"),
        "capacity": node(f"capacity:{capacity}"),
        "undertaking": node("deed:建桥-900"),
        "place": node("place:茶村"),
    }
    more = {"modality": node(f"modality:{modality}")} if modality else {}
    if inferred == "no actor":
        del slots["actor"]
    elif inferred:
        more |= {"inferred": ox.NamedNode(KG + inferred)}
    iri = f"{PREFIXES['statement']}900-{number:05d}-involvement-{number:04x}"
    return Statement(iri, "Involvement", TEA, tuple(sorted((slots | more).items())), ())


def against(left: Statement, right: Statement) -> Judgement:
    return Judgement(f"{PREFIXES['judgement']}{left.id}", left.iri, "contradicts", right.iri, "2026-01-02", "e", "why")


def counted_in(store: Store) -> Iterator[tuple[str, ...]]:
    """Yield set, counting set and reason of each statement of the tea article, in reading order."""
    yield from values(
        store,
        f"""SELECT ?set ?counted ?reason WHERE {{ ?statement kg:statedIn <{TEA}> ; kg:position ?position
        OPTIONAL {{ ?statement kg:capacitySet ?set }} OPTIONAL {{ ?statement kg:countedIn ?counted }}
        OPTIONAL {{ ?statement kg:notCountedBecause ?reason }} }} ORDER BY ?position""",
    )


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_involvement_is_counted_by_a_set_or_has_one_reason_why_not(ontology: Ontology, side: str) -> None:
    said = [involvement(n, *case[:3]) for n, case in enumerate(CASES)]
    other = involvement(999, "conceived", "", "")
    pairs = [(one, other) if side == "left" else (other, one) for one, case in zip(said, CASES, strict=True) if case[3]]
    store = OxigraphStore.memory()
    source = Resource(TEA, KG + "Source", ((KG + "key", ox.Literal("900")),))
    corpus = Corpus({TEA: source}, statements=(*said, other), judgements=tuple(against(*pair) for pair in pairs))
    store.extend(build_quads(corpus, ontology))
    derive(store, DERIVE)
    assert list(counted_in(store)) == [*(case[4:] for case in CASES), ("", "", "")]


def test_the_vocabulary_states_the_precedence_and_every_modality_but_actual_says_why_it_is_not_counted(
    ontology: Ontology,
) -> None:
    ranks = {iri: int(ontology.terms[iri].text("rank")) for iri in ontology.instances("UncountedReason")}
    assert [curie(iri) for iri in sorted(ranks, key=ranks.__getitem__)] == [
        "reason:planned",
        "reason:not-actual",
        "reason:by-rule",
        "reason:alleged",
        "reason:inferred",
        "reason:disputed",
        "reason:no-actor",
    ]
    because = {slug(iri): curie(ontology.terms[iri].text("uncountedAs")) for iri in ontology.instances("Modality")}
    assert because == {
        "actual": "",
        "target": "reason:not-actual",
        "planned": "reason:planned",
        "forecast": "reason:not-actual",
        "by-rule": "reason:by-rule",
        "alleged": "reason:alleged",
    }


def test_the_sets_count_what_the_catalogue_counted(store: Store) -> None:
    sets = ("strictSet", "mediumSet", "broadSet")
    counted = Counter(row[0] for row in values(store, "SELECT ?set WHERE { ?s kg:countedIn ?set }"))
    assert [sum(counted[f"kg:{name}"] for name in sets[: n + 1]) for n in range(3)] == [5, 138, 195]
    apart = Counter(values(store, "SELECT ?set ?why WHERE { ?s kg:capacitySet ?set ; kg:notCountedBecause ?why }"))
    assert apart == {
        ("kg:strictSet", "reason:by-rule"): 1,
        ("kg:strictSet", "reason:inferred"): 5,
        ("kg:mediumSet", "reason:planned"): 10,
        ("kg:mediumSet", "reason:by-rule"): 5,
        ("kg:mediumSet", "reason:inferred"): 147,
        ("kg:mediumSet", "reason:no-actor"): 3,
        ("kg:broadSet", "reason:planned"): 2,
        ("kg:broadSet", "reason:by-rule"): 3,
        ("kg:broadSet", "reason:inferred"): 118,
        ("kg:broadSet", "reason:no-actor"): 2,
    }
    both = values(store, "SELECT ?s WHERE { ?s kg:countedIn ?set ; kg:notCountedBecause ?why }")
    neither = values(
        store,
        """SELECT ?s WHERE { ?s kg:capacity/kg:narrowestSet ?set
        FILTER NOT EXISTS { ?s kg:countedIn|kg:notCountedBecause ?any } }""",
    )
    assert (both, neither) == ([], [])


# ---- graphs and scopes


def test_each_source_has_a_graph_of_what_it_says_and_one_of_what_follows_from_it() -> None:
    assert source_graph(TEA) == PREFIXES["graph"] + "900-tea"
    assert derived_graph(TEA) == PREFIXES["graph"] + "derived/900-tea"
    assert {slug(graph) for graph in FIXED_GRAPHS} == {"derived", "entities", "judgements", "ontology", "register"}


def test_a_store_holds_the_graphs_of_its_sources_and_those_of_every_store(
    store: OxigraphStore, loaded: tuple[Corpus, Ontology]
) -> None:
    own = {graph for iri in loaded[0].sources for graph in (source_graph(iri), derived_graph(iri))}
    assert {value(graph) for graph in store.raw.named_graphs()} == own | FIXED_GRAPHS


def test_what_is_said_of_a_statement_lies_in_the_graphs_of_its_source_but_for_what_several_sources_decide(
    store: OxigraphStore, loaded: tuple[Corpus, Ontology]
) -> None:
    for statement in loaded[0].statements:
        found: dict[str, set[str]] = {}
        for quad in store.raw.quads_for_pattern(ox.NamedNode(statement.iri), None, None):
            found.setdefault(value(quad.graph_name), set()).add(slug(quad.predicate.value))
        assert {source_graph(statement.source), derived_graph(statement.source)} <= found.keys()
        assert found.keys() - {source_graph(statement.source), derived_graph(statement.source)} <= {
            DERIVED_GRAPH,
            JUDGEMENTS_GRAPH,
        }
        assert found.get(DERIVED_GRAPH, set()) <= {"followsSuccession", "holderOrder", "orderNote"}


def test_positions_count_from_one_in_each_source(store: Store, loaded: tuple[Corpus, Ontology]) -> None:
    read = values(store, "SELECT ?source ?s ?n WHERE { ?s kg:statedIn ?source ; kg:position ?n } ORDER BY ?source ?n")
    seen: Counter[str] = Counter()
    expected = []
    for statement in loaded[0].statements:
        seen[statement.source] += 1
        expected.append((curie(statement.source), curie(statement.iri), str(seen[statement.source])))
    assert read == expected


def value(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def test_a_derivation_that_says_no_scope_is_refused(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "10-made-up.rq").write_text("CONSTRUCT WHERE { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"10-made-up\.rq does not say its scope") as refused:
        derivations(folder)
    assert refused.value.hint == "Add the line: #+ scope: source (or: all)"


def given(store: OxigraphStore, derivation: Derivation, over: Iterable[str] = ()) -> set[ox.Triple]:
    """Return the triples of a derivation over some graphs, all when none is named."""
    scratch = OxigraphStore.memory()
    named = [ox.NamedNode(graph) for graph in over]
    scratch.raw.extend(q for g in named for q in store.raw.quads_for_pattern(None, None, None, g))
    found = (scratch if named else store).query(derivation.sparql)
    assert isinstance(found, list)
    return set(found)


@pytest.mark.parametrize("derivation", OF_SOURCE, ids=lambda d: d.name)
def test_a_derivation_of_one_source_gives_the_same_source_by_source_as_at_once(
    derivation: Derivation, store: OxigraphStore, loaded: tuple[Corpus, Ontology]
) -> None:
    apart: set[ox.Triple] = set()
    for iri in loaded[0].sources:
        made = given(store, derivation, (source_graph(iri), derived_graph(iri), *SHARED_GRAPHS))
        assert made <= in_graph(store, derived_graph(iri))
        apart |= made
    assert apart == given(store, derivation)
    assert apart


def test_a_source_derived_anew_gives_its_graph_again_whatever_the_others_hold(
    store: OxigraphStore, loaded: tuple[Corpus, Ontology]
) -> None:
    corpus, ontology = loaded
    built = set(build_quads(corpus, ontology))
    shared = {*map(ox.NamedNode, SHARED_GRAPHS)}
    for iri in corpus.sources:
        graph = ox.NamedNode(derived_graph(iri))
        seen = {ox.NamedNode(source_graph(iri)), graph, *shared}
        alone = OxigraphStore.memory()
        alone.extend(quad for quad in built if quad.graph_name in seen)
        alone.extend(quad for quad in store.raw if quad.graph_name in shared)
        derive_source(alone, KNOWN, iri)
        assert in_graph(alone, graph.value) == in_graph(store, graph.value)


# ---- namesakes: the first statement that mentions somebody, in the order of statements


# ---- deriving while a store is filled


def predicates_of(algebra: object) -> Iterator[str]:
    """Yield every predicate of a query, as rdflib reads it; a variable as `?name`."""
    if isinstance(algebra, CompValue):
        for name, part in algebra.items():
            if name == "triples":
                for triple in part:
                    yield from named_by(triple[1])
            else:
                yield from predicates_of(part)
    elif isinstance(algebra, list | tuple):
        for part in algebra:
            yield from predicates_of(part)


def named_by(predicate: object) -> Iterator[str]:
    match predicate:
        case AlternativePath() | SequencePath():
            for part in predicate.args:
                yield from named_by(part)
        case InvPath():
            yield from named_by(predicate.arg)
        case MulPath():
            yield from named_by(predicate.path)
        case Variable() | URIRef():
            yield f"?{predicate}" if isinstance(predicate, Variable) else str(predicate)
        case _:
            raise AssertionError(predicate)


@pytest.mark.parametrize("derivation", KNOWN, ids=lambda d: d.name)
def test_a_derivation_names_every_predicate_that_it_reads(derivation: Derivation) -> None:
    algebra = translateQuery(parseQuery(derivation.sparql)).algebra
    found = set(predicates_of(algebra.p))
    assert found
    assert found <= (derivation.reads or set())


@pytest.mark.parametrize(
    ("pattern", "reads"),
    [
        ("?statement kg:holder ?x", {"kg:holder"}),
        ('?statement kg:said "kg:quoted # no remark" ; kg:role ?x', {"kg:said", "kg:role"}),
        ("?statement (kg:a|^kg:b)+/kg:c ?x . # kg:remark", {"kg:a", "kg:b", "kg:c"}),
        (f"?statement <{KG}place> ?x FILTER NOT EXISTS {{ ?x kg:within ?y }}", {"kg:place", "kg:within"}),
        ("?statement ?any ?x", None),
        ("?statement kg:a ?x ; ?any ?y", None),
        ("?statement kg:a [ ?any ?y ]", None),
        ("?statement kg:a ?x . kg:thing ?any ?y", None),
        ("OPTIONAL { ?statement ?any ?y }", None),
    ],
)
def test_what_a_pattern_reads_is_all_that_it_names_and_everything_where_a_predicate_is_open(
    pattern: str, reads: set[str] | None
) -> None:
    sparql = f"PREFIX kg: <{KG}>\nCONSTRUCT {{ ?statement kg:made ?x }}\nWHERE {{ {pattern} }}"
    found = Derivation("any", sparql, "source").reads
    assert (found if found is None else {curie(iri) for iri in found - {RDF_TYPE}}) == reads


def test_what_is_derived_while_a_store_is_filled_is_what_the_full_store_gives(
    loaded: tuple[Corpus, Ontology],
) -> None:
    full, deriver = OxigraphStore.memory(), Deriver(DERIVE)
    given: list[int] = []
    full.extend(deriver.watch(build_quads(*loaded)))
    made = set(deriver.derived(lambda _step, count: given.append(count)))
    before = set(full.raw)
    derive(full, DERIVE)
    missing, beyond = set(full.raw) - before - made, made - set(full.raw)
    assert (len(missing), len(beyond)) == (0, 0)
    assert len(given) == len(KNOWN)
    assert made


def born(name: str, label: str) -> Resource:
    return Resource(PREFIXES["person"] + name, KG + "Person", ((SKOS + "prefLabel", ox.Literal(label, language="zh")),))


def test_a_namesake_is_shown_by_the_first_statement_in_order_of_source_and_position(
    ontology: Ontology, project: Project
) -> None:
    one, other, alone = born("甲-900", "甲"), born("甲-901", "甲"), born("乙-900", "乙")
    early, late = PREFIXES["source"] + "900-tea", PREFIXES["source"] + "901-bridge"
    sources = {
        iri: Resource(iri, KG + "Source", ((KG + "key", ox.Literal(key)),))
        for iri, key in ((early, "900"), (late, "901"))
    }

    def serves(source: str, number: int, holder: Resource) -> Statement:
        iri = f"{PREFIXES['statement']}{slug(source)[:3]}-{number:05d}-tenure-{number:04x}"
        return Statement(iri, "Tenure", source, (("holder", ox.NamedNode(holder.iri)),), ())

    statements = (serves(early, 1, alone), serves(early, 2, one), serves(late, 1, one), serves(late, 2, other))
    store = OxigraphStore.memory()
    people = {person.iri: person for person in (one, other, alone)}
    store.extend(build_quads(Corpus(sources, entities=people, statements=statements), ontology))
    derive(store, DERIVE)
    table = run(find_query(project.queries, "namesakes"), store, {})
    assert [[curie(str(cell_text(row[n]))) for n in (1, 2, 5)] for row in table.rows] == [
        ["person:甲-900", "person:甲-901", "statement:900-00002-tenure-0002"],
        ["person:甲-901", "person:甲-900", "statement:901-00002-tenure-0002"],
    ]


# ---- the order of holders, within one role and place


def follows(number: int, earlier: str, later: str, role: str, place: str = "") -> Statement:
    slots = {
        "earlier": node(f"person:{earlier}"),
        "order": node("succession:precedes"),
        "later": node(f"person:{later}"),
        "inRole": node(f"role:{role}"),
        **({"place": node(f"place:{place}")} if place else {}),
    }
    return Statement(
        f"{PREFIXES['statement']}900-{number:05d}-succession-{number:04x}", "Succession", TEA, tuple(slots.items()), ()
    )


def held(number: int, holder: str, role: str, place: str = "") -> Statement:
    slots = {
        "holder": node(f"person:{holder}"),
        "role": node(f"role:{role}"),
        **({"servedIn": node(f"place:{place}")} if place else {}),
    }
    iri = f"{PREFIXES['statement']}900-{number:05d}-tenure-{number:04x}"
    return Statement(iri, "Tenure", TEA, tuple(slots.items()), ())


POSTS: Final = (
    # holder, role, place, and the order wanted: empty where no succession names the holder in that role and place
    ("甲", "书记", "茶村", "1"),
    ("乙", "书记", "茶村", "2"),
    ("丙", "书记", "茶村", "3"),
    ("乙", "主任", "茶村", "1"),
    ("丁", "主任", "茶村", "2"),
    ("丙", "书记", "桥村", "1"),
    ("戊", "书记", "桥村", "2"),
    ("丙", "主任", "茶村", ""),
    ("己", "书记", "", "1"),
    ("庚", "书记", "", "2"),
    ("辛", "书记", "梯村", "2"),
    ("壬", "书记", "梯村", "2"),
)
SUCCESSIONS: Final = (
    ("甲", "乙", "书记", "茶村"),
    ("乙", "丙", "书记", "茶村"),
    ("乙", "丁", "主任", "茶村"),
    ("丙", "戊", "书记", "桥村"),
    ("己", "庚", "书记", ""),
    # 辛 came back after 壬: each came after the other, and nobody after himself
    ("辛", "壬", "书记", "梯村"),
    ("壬", "辛", "书记", "梯村"),
)


def test_holders_are_ordered_within_one_role_and_place(ontology: Ontology) -> None:
    tenures = tuple(held(n, *post[:3]) for n, post in enumerate(POSTS))
    statements = (*tenures, *(follows(100 + n, *pair) for n, pair in enumerate(SUCCESSIONS)))
    source = Resource(TEA, KG + "Source", ((KG + "key", ox.Literal("900")),))
    store = OxigraphStore.memory()
    store.extend(build_quads(Corpus({TEA: source}, statements=statements), ontology))
    derive(store, DERIVE)
    orders = {row[0]: row[1] for row in values(store, "SELECT ?s ?order WHERE { ?s kg:holderOrder ?order }")}
    assert [orders.get(curie(one.iri), "") for one in tenures] == [post[3] for post in POSTS]
    after = sorted(values(store, "SELECT ?a ?b WHERE { ?a kg:heldAfter ?b }"))
    assert after == [
        (f"person:{later}", f"person:{earlier}")
        for later, earlier in ("丁乙", "丙乙", "丙甲", "乙甲", "壬辛", "庚己", "戊丙", "辛壬")
    ]

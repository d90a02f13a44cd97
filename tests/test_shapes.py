"""What surely keeps the shapes is not handed to the SHACL engine; the findings are those of the engine all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Literal, NamedNode

from conftest import ROOT
from kg.errors import Finding
from kg.model import Corpus, Quote, Resource, Slots, Term
from kg.ontology import Ontology
from kg.project import Project
from kg.terms.namespaces import KG, PREFIXES, SKOS, XSD
from kg.validate import shapes
from kg.validate.conforming import Conformity, conformity
from kg.validate.shapes import shape_findings

SHAPES: Final = ROOT / "ontology" / "shapes.ttl"
Loaded = tuple[Corpus, Ontology]

# what a value becomes: each breaks some component of some shape, and breaks nothing of others
VALUES: Final[tuple[Callable[[Term], tuple[Term, ...]], ...]] = (
    lambda _: (),
    lambda value: (value, Literal("zweitens")),
    lambda value: (value, NamedNode(PREFIXES["person"] + "胡燕鸣-002")),
    lambda _: (NamedNode(PREFIXES["place"] + "柯桥区-330603"),),
    lambda _: (NamedNode(PREFIXES["role"] + "village-committee-director"),),
    lambda _: (NamedNode(PREFIXES["initiative"] + "无此举措"),),
    lambda value: (Literal(value.value),),
    lambda value: (Literal(value.value, datatype=NamedNode(XSD + "integer")),),
    lambda value: (Literal(value.value, datatype=NamedNode(XSD + "decimal")),),
    lambda value: (Literal(value.value, datatype=NamedNode(XSD + "boolean")),),
    lambda value: (Literal(value.value, language="zh"),),
    lambda value: (Literal(value.value, language="zh-Hant"), Literal(value.value, language="zh-latn")),
    lambda value: (Literal(value.value, language="zh"), Literal(value.value + "二", language="zh")),
    lambda value: (Literal(value.value + "三次", language="zh"),),
    lambda _: (Literal(""),),
    lambda _: (Literal("0012", datatype=NamedNode(XSD + "integer")),),
    lambda _: (Literal("-1", datatype=NamedNode(XSD + "integer")),),
    lambda _: (Literal("+1.", datatype=NamedNode(XSD + "decimal")),),
    lambda _: (Literal(" 1", datatype=NamedNode(XSD + "boolean")),),
    lambda _: (Literal("长" * 61),),
    lambda _: (Literal("两\n行"),),
    lambda _: (Literal("330603105210"), Literal("ABC")),
)
FEW: Final = 3
ADDED: Final[Slots] = (
    ("time", Literal("2020")),
    ("when", Literal("去年")),
    ("openList", Literal("ja", datatype=NamedNode(XSD + "boolean"))),
    ("review", NamedNode(PREFIXES["role"] + "village-committee-director")),
    ("modality", NamedNode(PREFIXES["role"] + "village-committee-director")),
    ("ground", NamedNode(PREFIXES["ground"] + "none")),
    ("reviewedBy", Literal("王小明", language="zh")),
    ("reviewedOn", Literal("gestern")),
    ("concurrentWith", NamedNode(PREFIXES["statement"] + "001-00000-tenure-0000")),
    *(
        (name, NamedNode(PREFIXES["role"] + "village-committee-director"))
        for name in (
            *("programme", "side", "creditedTo", "concerned", "appointedBy", "entry", "exit", "manner", "followsPost"),
            *("earlierTenure", "laterTenure", "withWhom", "drawnFrom", "postedTo", "assistedWhom", "reportedTo"),
            *("onBehalfOf", "onWhom", "forWhom"),
        )
    ),
    *((name, Literal("1", datatype=NamedNode(XSD + "integer"))) for name in ("scope", "jointly", "term")),
)
# of entities, what no file has yet
SIZED: Final[Slots] = (
    (KG + "size", Literal("569.0", datatype=NamedNode(XSD + "decimal"))),
    (KG + "size", Literal("569")),
    (KG + "sizeUnit", NamedNode(PREFIXES["role"] + "village-committee-director")),
)


def fullest(found: Iterable[Slots]) -> Slots:
    """Return slots with one value for each name that any of the given has."""
    return tuple({name: (name, value) for slots in found for name, value in slots}.values())


def damages(slots: Slots, done: set[str], added: Iterable[tuple[str, Term]] = ()) -> Iterator[Slots]:
    """Yield slots with each value changed in each way (a few if its name is done), some added, and none."""
    for at, (name, value) in enumerate(slots):
        for change in VALUES[: FEW if name in done else None]:
            yield (*slots[:at], *dict.fromkeys((name, new) for new in change(value)), *slots[at + 1 :])
    yield from ((*slots, more) for more in added)
    yield ()
    done.update(name for name, _ in slots if name != SKOS + "prefLabel")


def damaged_resources(found: Mapping[str, Resource]) -> dict[str, Resource]:
    done: set[str] = set()
    by_class = {kind: [one for one in found.values() if one.type == kind] for kind in {r.type for r in found.values()}}
    return {
        iri: Resource(iri, kind, properties)
        for kind, alike in sorted(by_class.items())
        for at, properties in enumerate(damages(fullest(one.properties for one in alike), done, SIZED))
        for iri in (f"{alike[0].iri}-{at}",)
    }


def damaged_quotes(found: Iterable[Quote]) -> Iterator[Quote]:
    for at, quote in enumerate(found):
        words = ("", "长" * 61, "两\n行", quote.exact)[at % 4]
        yield replace(quote, exact=words, start=quote.start - 300 * (at % 3), end=quote.end * (at % 5))


def damaged(corpus: Corpus) -> Corpus:
    """Return a corpus in which everything is damaged, in each of many ways."""
    statements = []
    done: set[str] = set()
    for kind in sorted({one.kind for one in corpus.statements}):
        alike = [one for one in corpus.statements if one.kind == kind]
        for at, slots in enumerate(damages(fullest(one.slots for one in alike), done, ADDED)):
            evidence = ((), (*alike[0].evidence, "口说"), corpus.statements[0].evidence)[at % 3]
            statements.append(replace(alike[0], iri=f"{alike[0].iri}-{at}", slots=slots, evidence=evidence))
    sources = {iri: corpus.sources[iri] for iri in {one.source for one in statements}}
    parts = damaged_resources(corpus.parts)
    listed = next(iter(sources.values()))
    all_parts = tuple((KG + "part", NamedNode(iri)) for iri in parts)
    sources[listed.iri] = replace(listed, properties=(*listed.properties, *all_parts))
    return Corpus(
        {**sources, **damaged_resources(corpus.sources)},
        {**corpus.parts, **parts},
        {**corpus.entities, **damaged_resources(corpus.entities)},
        {quote.iri: quote for quote in damaged_quotes(list(corpus.quotes.values())[:100])},
        tuple(statements),
    )


def asked_about_everything(_: bytes) -> Conformity:
    return Conformity({}, decided=False)


def findings(corpus: Corpus, ontology: Ontology, ruled: Path = SHAPES) -> list[Finding]:
    return sorted(shape_findings(corpus, ontology, ruled), key=str)


@pytest.fixture(scope="module")
def broken(loaded: Loaded) -> Corpus:
    return damaged(loaded[0])


@pytest.fixture(scope="module")
def found(broken: Corpus, loaded: Loaded) -> list[Finding]:
    return findings(broken, loaded[1])


def test_the_findings_on_broken_data_are_those_of_the_engine_asked_about_everything(
    broken: Corpus, found: list[Finding], loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shapes, "conformity", asked_about_everything)
    assert findings(broken, loaded[1]) == found


def test_every_message_of_the_shapes_is_among_these_findings(found: list[Finding]) -> None:
    messages = set(re.findall(r'sh:message "([^"]+)"@en', SHAPES.read_text(encoding="utf-8")))
    said = "\n".join(finding.message for finding in found)
    assert {message for message in messages if message not in said} == set()


def test_the_engine_is_not_asked_about_sound_data(
    project: Project, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def engine(*given: object) -> Iterator[Finding]:
        asked.append(len(given))
        return iter(())

    monkeypatch.setattr(shapes, "_results", engine)
    assert findings(*loaded, project.ontology / "shapes.ttl") == []
    assert asked == []


SHAPE: Final = "".join(
    f"@prefix {name}: <{iri}> .\n" for name, iri in {"sh": PREFIXES["sh"], "kg": KG, "skos": SKOS}.items()
)
FURTHER: Final = {
    "a component that is not known here": "sh:targetClass kg:Person ; sh:property [ sh:path kg:rank ; sh:hasValue 1 ]",
    "a path of two steps": (
        "sh:targetClass kg:Body ; sh:property [ sh:path ( kg:jurisdiction kg:level ) ; sh:minCount 1 ]"
    ),
    "things found by a property": "sh:targetSubjectsOf kg:level ; sh:property [ sh:path kg:rank ; sh:minCount 1 ]",
    "a shape within a shape": "sh:targetClass kg:Person ; sh:node [ sh:property [ sh:path kg:rank ; sh:minCount 1 ] ]",
    "a shape that names itself": "sh:targetClass kg:Person ; sh:not kg:ExtraShape",
    "a pattern that is none": "sh:targetClass kg:Person ; sh:property [ sh:path kg:rank ; sh:pattern '[' ]",
}


@pytest.mark.parametrize("rule", FURTHER.values(), ids=FURTHER)
def test_what_is_not_known_here_is_left_to_the_engine(rule: str) -> None:
    assert not conformity(f"{SHAPE}kg:ExtraShape a sh:NodeShape ; {rule} .".encode()).decided


def test_the_shipped_shapes_are_known_here() -> None:
    assert conformity(SHAPES.read_bytes()).decided


def test_shapes_of_a_project_that_are_not_known_here_give_the_findings_of_the_engine(
    loaded: Loaded, tmp_path: Path
) -> None:
    ruled = tmp_path / "shapes.ttl"
    ruled.write_text(f"{SHAPE}kg:ExtraShape a sh:NodeShape ; {FURTHER['a path of two steps']} .", encoding="utf-8")
    corpus, ontology = loaded
    bodies = {iri: one for iri, one in corpus.entities.items() if one.type == KG + "Body"}
    without = {iri for iri, body in bodies.items() if not body.text("jurisdiction")}
    assert {finding.where for finding in findings(corpus, ontology, ruled)} == {corpus.origin(iri) for iri in without}

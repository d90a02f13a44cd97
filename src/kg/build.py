"""From graph_data/ to a store: read, check, load, derive, swap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.dataset import build_quads, read_corpus, write_corpus
from kg.dataset.texts import find_texts, text_folders
from kg.errors import DatasetError, Finding
from kg.finding.gazetteer import Gazetteer
from kg.finding.keys import INITIALS, NAME_KEY, keys_of
from kg.model import Corpus
from kg.ontology import Ontology, read_ontology
from kg.project import Project
from kg.rdf import text_literal
from kg.store import Origin, OxigraphStore, building, rows
from kg.terms.namespaces import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    JUDGEMENTS_GRAPH,
    KG,
    ONTOLOGY_GRAPH,
    REGISTER_GRAPH,
    derived_graph,
    source_graph,
)
from kg.terms.pinyin import pinyin
from kg.validate import check, has_errors

Progress = Callable[[str, int], None]
SOURCE: Final = "source"
ALL: Final = "all"
SHARED_GRAPHS: Final = (ENTITIES_GRAPH, JUDGEMENTS_GRAPH, REGISTER_GRAPH, ONTOLOGY_GRAPH)
_SCOPE: Final = re.compile(rf"^#\+ scope: ({SOURCE}|{ALL})$", re.MULTILINE)
_SOURCES: Final = f"SELECT DISTINCT ?source WHERE {{ ?source a <{KG}Source> }} ORDER BY ?source"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: how many quads were loaded and derived, of what corpus, the findings on it, further notes."""

    corpus: Corpus
    findings: tuple[Finding, ...]
    loaded: int
    derived: int
    notes: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The counts in a sentence."""
        corpus = self.corpus
        counts = (len(corpus.sources), len(corpus.statements), len(corpus.entities))
        return "{} sources, {} statements, {} entities; {} quads loaded, {} derived.".format(
            *counts, self.loaded, self.derived
        )


def load_project(project: Project) -> tuple[Corpus, Ontology]:
    """Read a project's ontology and data. Raises `DatasetError` when there is nothing to read."""
    ontology = read_ontology(project.ontology)
    return read_corpus(project, ontology), ontology


def build(project: Project, path: Path, progress: Progress | None = None) -> Built:
    """Build the store at `path` from a project; the store in use until then is replaced at the end.

    `progress` is called with the name of the step and how many quads it has added since the last call. Raises
    `DatasetError` when the data have errors (shapes and article texts are left to `kg check`), `StoreError` when the
    store cannot be written.
    """
    tell = progress or (lambda _step, _count: None)
    corpus, ontology = load_project(project)
    findings = check(corpus, ontology)
    if has_errors(findings):
        first = next(iter(findings))
        raise DatasetError(f"{first.where}: {first.message}", "The data have errors; see them all with: kg check")
    notes: list[str] = []
    with building(path, Origin(str(project.root), project.checksum, project.mark), notes.append) as store:
        loaded = store.extend(build_quads(corpus, ontology), lambda n: tell("load", n))
        loaded += store.extend(_register_quads(corpus, project), lambda n: tell("register", n))
        loaded += store.extend(_name_quads(corpus, ontology), lambda n: tell("names", n))
        derived = derive(store, project.ontology / "derive", tell)
    return Built(corpus, findings, loaded, derived, tuple(notes))


def check_project(project: Project, texts: Iterable[Path] = ()) -> tuple[Finding, ...]:
    """Return the findings on a project's data, errors first, then by place.

    Quotes are compared with the articles in the folders `texts`, or in those that `KG_TEXTS` names.
    """
    corpus, ontology = load_project(project)
    at_hand = find_texts(text_folders(texts))
    return check(corpus, ontology, at_hand, project.ontology / "shapes.ttl", project.clean)


def tidy_project(project: Project) -> tuple[Path, ...]:
    """Write a project's data files in canonical form; return those that changed. Raises as `write_corpus`."""
    corpus, ontology = load_project(project)
    return write_corpus(corpus, ontology, project.graph_data)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One CONSTRUCT of `ontology/derive/`: `source` is its scope when it needs one source and what sources share."""

    name: str
    sparql: str
    scope: str


def derivations(folder: Path) -> tuple[Derivation, ...]:
    """Return the derivations of a folder in order of their names.

    Raises `DatasetError` when a file cannot be read or does not say its scope.
    """
    found = []
    for path in sorted(folder.glob("*.rq")):
        try:
            sparql = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DatasetError(f"{path} cannot be read: {error}", "Save it as UTF-8, or reinstall.") from error
        scope = _SCOPE.search(sparql)
        if scope is None:
            raise DatasetError(f"{path} does not say its scope", "Add the line: #+ scope: source (or: all)")
        found.append(Derivation(path.stem, sparql, scope[1]))
    return tuple(found)


def derive(store: OxigraphStore, folder: Path, progress: Progress | None = None) -> int:
    """Run every CONSTRUCT of `ontology/derive/`; return how many triples they gave.

    First those of one source, source by source, into the derived graph of each; then those that need all, into
    `graph:derived`. Raises `DatasetError` when a file cannot be read, `QueryError` when one is not a CONSTRUCT.
    """
    known = derivations(folder)
    total = 0
    for row in list(rows(store, _SOURCES)):
        total += _told(derive_source(store, known, row["source"].value), progress)
    for derivation in known:
        if derivation.scope == ALL:
            total += _told(store.construct_into(derivation.sparql, DERIVED_GRAPH), progress)
    return total


def derive_source(store: OxigraphStore, known: Iterable[Derivation], source: str) -> int:
    """Run the derivations that need one source alone, given by its IRI; return how many triples they gave."""
    graph = derived_graph(source)
    over = (source_graph(source), graph, *SHARED_GRAPHS)
    return sum(store.construct_into(d.sparql, graph, over) for d in known if d.scope == SOURCE)


def _told(made: int, progress: Progress | None) -> int:
    if progress:
        progress("derive", made)
    return made


def _register_quads(corpus: Corpus, project: Project) -> Iterator[Quad]:
    """Yield the official name of each place whose code the register has."""
    coded = [(code, entity.iri) for entity in corpus.entities.values() if (code := entity.text("code"))]
    register = Gazetteer.read(project.register) if coded else None
    for code, iri in sorted(coded):
        place = register.place(code) if register else None
        if place:
            name = text_literal(place.name)
            yield Quad(NamedNode(iri), NamedNode(KG + "registeredName"), name, NamedNode(REGISTER_GRAPH))


def _name_quads(corpus: Corpus, ontology: Ontology) -> Iterator[Quad]:
    """Yield the pinyin of each entity, and the keys by which whatever has a name is found."""
    graph = NamedNode(DERIVED_GRAPH)
    for entity in corpus.entities.values():
        yield Quad(NamedNode(entity.iri), NamedNode(KG + "pinyin"), text_literal(pinyin(entity.label())), graph)
    for keys in keys_of((*corpus.entities.values(), *corpus.sources.values(), *ontology.terms.values())):
        for name, texts in ((NAME_KEY, keys.names), (INITIALS, keys.initials)):
            for text in texts:
                yield Quad(NamedNode(keys.iri), NamedNode(name), text_literal(text), graph)

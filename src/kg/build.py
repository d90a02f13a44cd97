"""From graph_data/ to a store: read, check, load, derive, swap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.dataset import REGISTERED_WITHIN, build_quads, read_corpus, write_corpus
from kg.dataset.texts import find_texts, text_folders
from kg.dataset.vocabulary import read_words
from kg.errors import DatasetError, Finding
from kg.finding.find import registered_iri
from kg.finding.gazetteer import Gazetteer
from kg.finding.keys import INITIALS, NAME_KEY, PREFERRED, keys_of, sounds_of
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project
from kg.rdf import named, text_literal
from kg.reading.whole import collector_paused
from kg.store import Origin, OxigraphStore, building
from kg.store.derive import Deriver, Progress, derive
from kg.terms.codes import codes_above
from kg.terms.namespaces import DERIVED_GRAPH, KG, REGISTER_GRAPH
from kg.validate import check, has_errors

__all__ = ["Built", "Progress", "build", "check_project", "derive", "fill", "load_project", "tidy_project"]


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
        words = (("source", "sources"), ("statement", "statements"), ("entity", "entities"))
        things = ", ".join(f"{n} {one if n == 1 else many}" for n, (one, many) in zip(counts, words, strict=True))
        return f"{things}; {self.loaded} quads loaded, {self.derived} derived."


def load_project(project: Project) -> tuple[Corpus, Ontology]:
    """Read a project's ontology, its own words and its data. Raises `DatasetError` when there is nothing to read."""
    ontology, found = read_words(project)
    with collector_paused():
        corpus = read_corpus(project, ontology)
    lost = {**found.lost, **corpus.lost}
    return replace(corpus, findings=(*found.findings, *corpus.findings), lost=lost), ontology


def build(project: Project, path: Path, progress: Progress | None = None) -> Built:
    """Build the store at `path` from a project; the store in use until then is replaced at the end.

    `progress` is called with the name of the step and how many quads it has added since the last call. Raises
    `DatasetError` when the data have errors (shapes, article texts and codes are left to `kg check`), `StoreError` when
    the store cannot be written.
    """
    tell = progress or (lambda _step, _count: None)
    corpus, ontology = load_project(project)
    findings = check(corpus, ontology)
    if has_errors(findings):
        first = next(iter(findings))
        raise DatasetError(f"{first.where}: {first.message}", "The data have errors; see them all with: kg check")
    notes: list[str] = []
    with building(path, Origin(str(project.root), project.checksum, project.mark), notes.append) as store:
        loaded, derived = fill(store, corpus, ontology, project, tell)
    return Built(corpus, findings, loaded, derived, tuple(notes))


def fill(
    store: OxigraphStore, corpus: Corpus, ontology: Ontology, project: Project, progress: Progress
) -> tuple[int, int]:
    """Load all quads of a corpus into a store and derive; return how many were loaded, and how many derived.

    Raises and calls `progress` as `build` does.
    """
    deriver = Deriver(project.ontology / "derive")
    with collector_paused():
        loaded = store.extend(deriver.watch(build_quads(corpus, ontology)), lambda n: progress("load", n))
        loaded += store.extend(deriver.watch(_register_quads(corpus, project)), lambda n: progress("register", n))
        loaded += store.extend(deriver.watch(_name_quads(corpus, ontology)), lambda n: progress("names", n))
        return loaded, store.extend(list(deriver.derived(progress)))


def check_project(project: Project, texts: Iterable[Path] = ()) -> tuple[Finding, ...]:
    """Return the findings on a project's data, errors first, then by place.

    Quotes are compared with the articles in the folders `texts`, or in those that `KG_TEXTS` names.
    """
    with collector_paused():
        corpus, ontology = load_project(project)
    at_hand = find_texts(text_folders(texts))
    return check(corpus, ontology, at_hand, project.ontology / "shapes.ttl", project.register)


def tidy_project(project: Project) -> tuple[Path, ...]:
    """Write a project's data files in canonical form; return those that changed. Raises as `write_corpus`."""
    corpus, ontology = load_project(project)
    return write_corpus(corpus, ontology, project.graph_data)


def _register_quads(corpus: Corpus, project: Project) -> Iterator[Quad]:
    """Yield the official name of each place whose code the register has, and the places above that it alone knows."""
    coded = {code: entity.iri for entity in corpus.entities.values() if (code := entity.text("code"))}
    if not coded:
        return
    register, graph = Gazetteer.read(project.register), NamedNode(REGISTER_GRAPH)
    for code, iri in sorted(coded.items()):
        if place := register.place(code):
            yield Quad(NamedNode(iri), named(KG + "registeredName"), text_literal(place.name), graph)
        for above in (register.place(code) for code in codes_above(code) if code not in coded):
            if above:
                node = NamedNode(registered_iri(above))
                yield Quad(NamedNode(iri), named(REGISTERED_WITHIN), node, graph)
                yield Quad(node, named(PREFERRED), Literal(above.name, language="zh"), graph)


def _name_quads(corpus: Corpus, ontology: Ontology) -> Iterator[Quad]:
    """Yield the pinyin of each entity, and the keys by which whatever has a name is found."""
    graph = NamedNode(DERIVED_GRAPH)
    things = (*corpus.entities.values(), *corpus.sources.values(), *ontology.terms.values())
    sounds, spelled = sounds_of(things), named(KG + "pinyin")
    for entity in corpus.entities.values():
        label = entity.label()
        yield Quad(NamedNode(entity.iri), spelled, text_literal(sounds.get(label, label)), graph)
    for keys in keys_of(things, sounds):
        node = NamedNode(keys.iri)
        for name, texts in ((NAME_KEY, keys.names), (INITIALS, keys.initials)):
            for text in texts:
                yield Quad(node, named(name), text_literal(text), graph)

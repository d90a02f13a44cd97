"""From graph_data/ to a store: read, check, load, derive, swap."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.dataset import REGISTERED_WITHIN, build_quads, read_corpus, write_corpus
from kg.dataset.migration import Change, Files, differing, editions, migrate_files, staged
from kg.dataset.texts import find_texts, text_folders
from kg.dataset.vocabulary import read_words
from kg.document.file import replace_files
from kg.errors import DatasetError, Finding, Message, Severity
from kg.finding.find import registered_iri
from kg.finding.gazetteer import Gazetteer
from kg.finding.keys import INITIALS, NAME_KEY, PREFERRED, keys_of, sounds_of
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import MODEL_FILE, Project
from kg.rdf import named, text_literal
from kg.reading.whole import collector_paused
from kg.store import Origin, OxigraphStore, building
from kg.store.derive import Deriver, Progress, derive
from kg.tables.table import Table
from kg.terms.codes import codes_above
from kg.terms.namespaces import DERIVED_GRAPH, KG, REGISTER_GRAPH
from kg.validate import check, has_errors
from kg.validate.check import place_order

__all__ = [
    "Built",
    "Progress",
    "build",
    "check_project",
    "derive",
    "fill",
    "load_project",
    "migrate_project",
    "tidy_project",
]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: how many quads were loaded and derived, of what corpus, the findings on it, further notes."""

    corpus: Corpus
    findings: tuple[Finding, ...]
    loaded: int
    derived: int
    notes: tuple[str, ...] = ()

    @property
    def summary(self) -> Message:
        """The counts in a sentence."""
        corpus = self.corpus
        counts = (len(corpus.sources), len(corpus.statements), len(corpus.entities))
        sources, statements, entities = counts
        return Message(
            "{sources}, {statements}, {entities}; {loaded} quads loaded, {derived} derived.",
            sources=Message.counted("{count} source", "{count} sources", count=sources),
            statements=Message.counted("{count} statement", "{count} statements", count=statements),
            entities=Message.counted("{count} entity", "{count} entities", count=entities),
            loaded=self.loaded,
            derived=self.derived,
        )


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
    older = _edition_findings(project, findings)
    if has_errors((*older, *findings)):
        first = next(each for each in (*older, *findings) if each.severity is Severity.ERROR)
        hint = older[0].hint if older else Message("The data have errors; see them all with: kg check")
        raise DatasetError(Message("{where}: {message}", where=first.where, message=first.message), hint)
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
    findings = check(corpus, ontology, at_hand, project.ontology / "shapes.ttl", project.register)
    edition = (each for each in _edition_findings(project, findings) if project.model)  # builds alone doubt the others
    return tuple(sorted((*findings, *edition), key=place_order))


def _edition_findings(project: Project, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what is to be said of the edition of the model that a project is written for, at most one finding.

    It is an error when the edition is not known, a note when errors may come from an older one.
    """
    where, code = f"{project.relative(project.graph_data / MODEL_FILE)}:1", "model-edition"
    try:
        todo = editions(project)
    except DatasetError as error:
        return (Finding(Severity.ERROR, code, where, error.message, error.hint),)
    codes = frozenset().union(*(edition.checks for edition in todo))
    doubtful = any(each.severity is Severity.ERROR and each.code in codes for each in findings)
    if project.model == todo[-1].name or not doubtful:
        return ()
    written = (
        Message("edition {name}", name=project.model) if project.model else Message("an edition that is not named")
    )
    message = Message(
        "the data are written for {written} of the model, and kg has {here}", written=written, here=todo[-1].name
    )
    return (Finding(Severity.NOTE, code, where, message, _MIGRATE),)


_MIGRATE: Final = Message("Bring them to it with: kg migrate. See first what would be done with: kg migrate --dry-run")


def tidy_project(project: Project) -> tuple[Path, ...]:
    """Write a project's data files in canonical form; return those that changed. Raises as `write_corpus`."""
    corpus, ontology = load_project(project)
    return write_corpus(corpus, ontology, project.graph_data)


@dataclass(frozen=True, slots=True)
class Migration:
    """What a migration did: the edition, what it changed, what is left to be decided, which files differ."""

    edition: str
    changes: tuple[Change, ...]
    left: tuple[Finding, ...]
    files: tuple[Path, ...]

    @property
    def done(self) -> Table:
        """What was done, in the order of the rules."""
        return Table(MIGRATION_COLUMNS, self._done("en"))

    @property
    def table(self) -> Table:
        """The report in English."""
        return self.report("en")

    def report(self, language: str) -> Table:
        """Return what was done, then what is to be decided, errors first, with messages in a language."""
        left = (
            (_TO_DECIDE, one.code, str(one.severity), one.where, *(each.in_language(language) for each in said))
            for one in self.left
            for said in ((one.message, one.hint),)
        )
        return Table(MIGRATION_COLUMNS, (*self._done(language), *left), optional=frozenset({"severity", "hint"}))

    def _done(self, language: str) -> tuple[tuple[str, ...], ...]:
        return tuple((_DONE, one.rule, "", one.where, one.told.in_language(language), "") for one in self.changes)

    def summary(self, *, dry_run: bool = False) -> Message:
        """Return the counts in a sentence."""
        count = len(self.files)
        if dry_run:
            files = Message.counted("{count} file would be written", "{count} files would be written", count=count)
        else:
            files = Message.counted("{count} file written", "{count} files written", count=count)
        changes = Message.counted("{count} change", "{count} changes", count=len(self.changes))
        told = {"edition": self.edition, "changes": changes, "files": files, "left": len(self.left)}
        return Message("Model {edition}: {changes}, {files}; {left} to decide.", **told)


_LEFT_ALONE: Final = "unread-file"  # what nobody reads is not migrated either
_DONE: Final = "done"
_TO_DECIDE: Final = "to decide"
MIGRATION_COLUMNS: Final = ("outcome", "rule", "severity", "where", "message", "hint")


def migrate_project(project: Project, *, write: bool = True, on: date | None = None) -> Migration:
    """Bring a project to today's edition of the model; with `write` false only say what would be done.

    The work is done in a copy, which is read and checked before any file of the project is replaced: all are, or none.
    `on` is the day when statements are retired, without it today. Raises `DatasetError` when not all can be read or the
    project is written for a later edition, `OutputError` when a file cannot be written.
    """
    todo = editions(project)
    codes = frozenset().union(*(edition.checks for edition in todo))
    with tempfile.TemporaryDirectory() as folder:
        copy = staged(project, Path(folder))
        before, ontology = load_project(copy)
        for found in before.findings:
            if found.severity is Severity.ERROR and found.code not in codes | {_LEFT_ALONE}:
                raise DatasetError(
                    Message("{where}: {message}", where=found.where, message=found.message),
                    Message("Mend it first; nothing was changed."),
                )
        changes = migrate_files(copy, todo, before, ontology, on or datetime.now(UTC).date())
        after, ontology = load_project(copy)
        files = Files.read(copy, after, ontology)
        asked = [each for edition in todo for rule in edition.rules if rule.severity for each in files.asked(rule)]
        left = (*(f for f in check(after, ontology, None, copy.ontology / "shapes.ttl") if f.code in codes), *asked)
        contents = differing(copy, project)
    if write:
        replace_files(contents)
    placed = tuple(replace(one, where=str(after.origins.get(one.iri) or one.where)) for one in changes)
    return Migration(todo[-1].name, placed, tuple(sorted(left, key=place_order)), tuple(contents))


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

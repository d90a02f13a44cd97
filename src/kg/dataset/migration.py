"""Bring the files of a project to the next edition of the model: what has one right answer is changed.

What changes is said by the queries of `ontology/migrate/EDITION/`. One that selects `?subject ?property ?old ?new`
changes values: `?old` is taken out, `?new` put in; a statement that loses all is retired in favour of
`?replacedBy`. One with `#+ severity:` changes nothing, and each row is to be decided. `names.tsv` has what is called
otherwise in own questions, `checks.tsv` the rules of `kg check` whose findings are to be decided.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.dataset.encodings import decoded
from kg.dataset.quads import judgement_quads
from kg.dataset.rewriting import rewritten
from kg.dataset.turtle import written_term
from kg.dataset.turtle_text import blocks, declared_prefixes
from kg.document.file import replace_files
from kg.errors import Bilingual, DatasetError, Finding, Foreign, Message, Severity, clauses
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import DATA_FOLDER, MODEL_FILE, ONTOLOGY_FOLDER, QUERIES_FOLDER, Project, turtle_files
from kg.terms.header import headers
from kg.terms.namespaces import BASE, ENTITIES_GRAPH, ONTOLOGY_GRAPH, PREFIXES, curie, slug, source_graph

_RETIRED: Final = ("id", "replaced_by", "retired_on", "reason")
_OWN_GRAPH: Final = BASE + "graph/own-words"


@dataclass(frozen=True, slots=True)
class Rule:
    """One query of an edition: the rule's name, what it is about, and of one that only asks its weight and words."""

    name: str
    sparql: str
    summary: str
    severity: str = ""
    message: tuple[str, str] = ("", "")
    hint: tuple[str, str] = ("", "")

    @classmethod
    def read(cls, path: Path) -> Rule:
        """Read a query with its header."""
        text = path.read_text(encoding="utf-8")
        said = headers(text)
        message, hint = ((said.get(f"{name}_zh", ""), said.get(name, "")) for name in ("message", "hint"))
        return cls(said["rule"], text, said.get("summary", ""), said.get("severity", ""), message, hint)


@dataclass(frozen=True, slots=True)
class Edition:
    """What changes with one edition of the model."""

    name: str
    rules: tuple[Rule, ...]
    names: Mapping[str, str]
    checks: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> Edition:
        """Read the folder of an edition."""
        rules = tuple(map(Rule.read, sorted(folder.glob("*.rq"))))
        names = {row["old"]: row["new"] for row in _rows(folder / "names.tsv")}
        return cls(folder.name, rules, names, frozenset(row["rule"] for row in _rows(folder / "checks.tsv")))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule did to a thing, or to a file where the thing has no id; `where` is the place before the change."""

    rule: str
    iri: str
    where: str
    message: Message

    @property
    def told(self) -> Message:
        """The message, beginning with the thing's name where it has one."""
        return Message("{iri}: {said}", iri=curie(self.iri), said=self.message) if self.iri else self.message


def editions(project: Project) -> tuple[Edition, ...]:
    """Return the editions that a project's data may have to be brought to: that which it names, and all later ones.

    Raises `DatasetError` when the project names an edition that this program does not know.
    """
    known = tuple(map(Edition.read, project.migrations))
    names = [edition.name for edition in known]
    if not project.model:
        return known
    if not _EDITION.fullmatch(project.model) or _order(project.model) > _order(names[-1]):
        message = Message(
            "{folder}/{file} names the edition {named!r} of the model, and kg has {known}",
            folder=DATA_FOLDER,
            file=MODEL_FILE,
            named=project.model,
            known=names[-1],
        )
        raise DatasetError(message, Message("Install a newer kg, or correct the file."))
    return tuple(edition for edition in known if _order(edition.name) >= _order(project.model))


_EDITION: Final = re.compile(r"[0-9]+(\.[0-9]+)+")


def _order(edition: str) -> list[int]:
    return [int(number) for number in edition.split(".")]


@dataclass
class Files:
    """The Turtle files of a project as triples: which subject lies in which file, and all of them in one store."""

    project: Project
    corpus: Corpus
    ontology: Ontology
    store: ox.Store = field(default_factory=ox.Store)
    home: dict[str, Path] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)
    dirty: set[str] = field(default_factory=set)
    retired: dict[str, tuple[Rule, set[str]]] = field(default_factory=dict)

    @classmethod
    def read(cls, project: Project, corpus: Corpus, ontology: Ontology) -> Files:
        """Read the files of a project that `corpus` and `ontology` were read from."""
        files = cls(project, corpus, ontology)
        shared = ox.NamedNode(ONTOLOGY_GRAPH)
        files.store.extend(ox.Quad(t.subject, t.predicate, t.object, shared) for t in ontology.triples)
        files.store.extend(quad for judgement in corpus.judgements for quad in judgement_quads(judgement))
        data = project.graph_data
        for path in (*turtle_files(data / "entities"), *turtle_files(data / "sources"), *project.vocabulary):
            files._add(path)
        return files

    def _add(self, path: Path) -> None:
        self.texts[path] = text = decoded(path.read_bytes())
        graph = ox.NamedNode(self._graph(path))
        self.lines |= {iri: line for iri, line in blocks(text) if iri not in self.lines}
        for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
            self.store.add(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
            if isinstance(triple.subject, ox.NamedNode):
                self.home[triple.subject.value] = path

    def _graph(self, path: Path) -> str:
        data = self.project.graph_data
        if path.is_relative_to(data / "sources"):
            return source_graph(PREFIXES["source"] + path.relative_to(data / "sources").parts[0])
        return ENTITIES_GRAPH if path.is_relative_to(data / "entities") else _OWN_GRAPH

    def where(self, iri: str) -> str:
        """Return the place of a thing: file and line, or the file alone."""
        origin = self.corpus.origins.get(iri)
        return str(origin) if origin else f"{self.project.relative(self.home[iri])}:{self.lines.get(iri, 1)}"

    def apply(self, rule: Rule) -> Iterator[Change]:
        """Apply a rule; yield what it changed of each thing, sorted by id."""
        edits: defaultdict[str, set[tuple[ox.NamedNode, _Value, _Value]]] = defaultdict(set)
        instead: defaultdict[str, set[str]] = defaultdict(set)
        for row in _solutions(self.store, rule):
            subject = row["subject"].value
            if subject in self.home:
                edits[subject].add((row["property"], row.get("old"), row.get("new")))
                instead[subject] |= {row["replacedBy"].value} if "replacedBy" in row else set()
        for subject in sorted(edits):
            told = [*self._edited(ox.NamedNode(subject), edits[subject])]
            if not told:
                continue
            self.dirty.add(subject)
            where = self.where(subject)
            if not any(True for _ in self._facts(subject)):
                self.retired[subject] = (rule, instead[subject])
                told = [Message("retired; now in {ids}", ids=tuple(sorted(map(curie, instead[subject]))))]
            yield Change(rule.name, subject, where, clauses(told))

    def _edited(self, subject: ox.NamedNode, edits: set[tuple[ox.NamedNode, _Value, _Value]]) -> Iterator[Message]:
        """Change the values of a thing; yield in words what is different now, sorted."""
        graph = ox.NamedNode(self._graph(self.home[subject.value]))
        known = set(self.store.quads_for_pattern(subject, None, None, graph))
        for key, old, new in sorted(edits, key=str):
            taken = ox.Quad(subject, key, old, graph) if old is not None else None
            put = ox.Quad(subject, key, new, graph) if new is not None else None
            if taken and taken in known:
                self.store.remove(taken)
            if put and put not in known:
                self.store.add(put)
            if not (taken and taken in known) and not (put and put not in known):
                continue
            yield _changed(curie(key.value), old, new)

    def _facts(self, iri: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
        graph = ox.NamedNode(self._graph(self.home[iri]))
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, graph):
            assert isinstance(quad.subject, ox.NamedNode)  # noqa: S101 - it was asked for
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)  # noqa: S101 - blank nodes were refused
            yield quad.subject, quad.predicate, quad.object

    def asked(self, rule: Rule) -> Iterator[Finding]:
        """Yield what a rule leaves to be decided."""
        for row in _solutions(self.store, rule):
            iri = row["subject"].value
            value = row["value"]
            shown = curie(value.value) if isinstance(value, ox.NamedNode) else repr(value.value)
            said = Bilingual(*(text.format(value=shown) for text in rule.message))
            message = Message("{iri}: {said}", iri=curie(iri), said=said)
            yield Finding(Severity(rule.severity), rule.name, self.where(iri), message, Bilingual(*rule.hint))

    def contents(self, on: date) -> dict[Path, bytes]:
        """Return the new bytes of each file that is different now; `on` is the day when statements are retired."""
        changed: defaultdict[Path, dict[str, tuple[Fact, ...]]] = defaultdict(dict)
        for iri in self.dirty:
            changed[self.home[iri]][iri] = tuple(self._facts(iri))
        found = {path: rewritten(self.texts[path], what).encode() for path, what in changed.items()}
        return {**found, **self._retirements(on)}

    def _retirements(self, on: date) -> dict[Path, bytes]:
        rows: defaultdict[Path, list[str]] = defaultdict(list)
        for iri, (rule, instead) in sorted(self.retired.items()):
            source = self.home[iri].relative_to(self.project.graph_data / "sources").parts[0]
            cells = (slug(iri), ";".join(sorted(map(slug, instead))), on.isoformat(), rule.summary)
            rows[self.project.graph_data / "sources" / source / "retired.tsv"].append("\t".join(cells) + "\n")
        found = {}
        for path, added in rows.items():
            text = decoded(path.read_bytes()) if path.exists() else ""
            head = text if text.endswith("\n") or not text else f"{text}\n"
            found[path] = ((head or "\t".join(_RETIRED) + "\n") + "".join(added)).encode()
        return found


def _changed(name: str, old: _Value, new: _Value) -> Message:
    """Return in words what is different now about a property."""
    told = {"name": name} | {key: written_term(each) for key, each in (("old", old), ("new", new)) if each is not None}
    if old is None:
        return Message("{name} {new} added", **told)
    return Message("{name} {old} taken out", **told) if new is None else Message("{name} {old} -> {new}", **told)


def _solutions(store: ox.Store, rule: Rule) -> list[dict[str, Any]]:
    """Return the rows of a rule's query as dictionaries of what is bound, over all graphs, sorted."""
    found = store.query(rule.sparql, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - every rule is a SELECT
    names = [each.value for each in found.variables]
    rows = [{name: row[name] for name in names if row[name] is not None} for row in found]
    return sorted(rows, key=lambda row: [str(row.get(name)) for name in names])


def renamed(text: str, names: Mapping[str, str]) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Return SPARQL in which IRIs have their new names, and what was replaced with the line of the first, as written.

    A new name is written with the prefix that the query declares for it, else in angle brackets.
    """
    told = []
    for old, new in sorted(names.items()):
        prefixes, _ = declared_prefixes(text)
        written = [f"{name}:{old.removeprefix(iri)}" for name, iri in prefixes.items() if old.startswith(iri)]
        put = next((f"{name}:{new.removeprefix(iri)}" for name, iri in prefixes.items() if new.startswith(iri)), "")
        for found in (f"<{old}>", *written):
            pattern = re.compile(rf"(?<![\w:-]){re.escape(found)}(?![\w-])")
            first = pattern.search(text)
            if first:
                told.append((f"{found} -> {put or f'<{new}>'}", text.count("\n", 0, first.start()) + 1))
                text = pattern.sub(lambda _: put or f"<{new}>", text)  # noqa: B023 - called at once
    return text, tuple(told)


def migrate_files(
    project: Project, todo: Sequence[Edition], corpus: Corpus, ontology: Ontology, on: date
) -> tuple[Change, ...]:
    """Bring the files of a project to the last of some editions; return what was changed, by edition and rule.

    Names in own questions are changed only where the project is written for an older edition: in this one the old name
    may mean something else. Raises `OutputError` when a file cannot be written.
    """
    files = Files.read(project, corpus, ontology)
    changes = [
        change for edition in todo for rule in edition.rules if not rule.severity for change in files.apply(rule)
    ]
    contents = files.contents(on)
    for path in project.own_queries:
        text = raw = decoded(path.read_bytes())
        for edition in todo:
            text, told = renamed(text, edition.names if edition.name != project.model else {})
            place = project.relative(path)
            changes += [Change("query-name", "", f"{place}:{line}", Foreign(message)) for message, line in told]
        contents |= {path: text.encode()} if text != raw else {}
    mark, name = project.graph_data / MODEL_FILE, todo[-1].name
    if project.model != name:
        before = project.model or Message("not said")
        message = Message("edition {before} -> {after}", before=before, after=name)
        changes.append(Change("model-edition", "", f"{project.relative(mark)}:1", message))
        contents[mark] = f"{name}\n".encode()
    replace_files(contents)
    return tuple(changes)


def staged(project: Project, folder: Path) -> Project:
    """Copy the files of a project that a migration reads and changes into a folder; return the project there."""
    copied = [DATA_FOLDER]
    copied += [] if project.has_own_ontology or project.is_shipped else [ONTOLOGY_FOLDER]
    copied += [QUERIES_FOLDER] if project.own_queries else []
    for name in copied:
        if (project.root / name).is_dir():
            shutil.copytree(project.root / name, folder / name)
    queries = folder / QUERIES_FOLDER if project.own_queries else project.queries
    return replace(project, root=folder, queries=queries)


def differing(copy: Project, project: Project) -> dict[Path, bytes]:
    """Return the bytes of each file of a copy that the project does not have so, by its path in the project."""
    found = {}
    for path in sorted(path for path in copy.root.rglob("*") if path.is_file()):
        raw, there = path.read_bytes(), project.root / path.relative_to(copy.root)
        if not there.exists() or there.read_bytes() != raw:
            found[there] = raw
    return found


Fact = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
_Value = ox.NamedNode | ox.Literal | None

"""Read graph_data/ into a corpus. What cannot be read becomes a finding that names file and line; the rest is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.dataset.encodings import conversion, decoded, guessed
from kg.dataset.faults import prefix_fault, turtle_fault
from kg.dataset.files import unread_files
from kg.dataset.glossary import GLOSSARY_HINT, term_of
from kg.dataset.glosses import GLOSS_HINT, gloss_of
from kg.dataset.judgements import JUDGEMENT_HINT, judgement_of
from kg.dataset.rows import rows
from kg.dataset.served import with_served_labels
from kg.dataset.turtle_text import WrongPrefix, blocks, declared, line_within, mended
from kg.errors import DatasetError, Finding, Foreign, Message, Severity
from kg.model import Corpus, Gloss, GlossaryTerm, Judgement, Origin, Quote, Resource, Statement
from kg.ontology import Ontology
from kg.project import Project, turtle_files
from kg.rdf import Subject, grouped, quote_from, statement_from
from kg.terms.namespaces import ENTITY_PREFIXES, KG, PREFIXES, RECORD_PREFIXES, STANDARD, XSD, curie, slug

_RANGE: Final = STANDARD["rdfs"] + "range"


@dataclass(frozen=True, slots=True)
class Unread:
    """Findings on what was not read, and the IRIs that it describes, each with the place of the finding."""

    findings: tuple[Finding, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Reading:
    """What has been read so far."""

    project: Project
    ontology: Ontology
    sources: dict[str, Resource] = field(default_factory=dict)
    parts: dict[str, Resource] = field(default_factory=dict)
    entities: dict[str, Resource] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    glosses: dict[tuple[str, str, str], Gloss] = field(default_factory=dict)
    glossary: dict[str, GlossaryTerm] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)

    def error(self, code: str, where: str, message: Message, hint: Message) -> None:
        self.findings.append(Finding(Severity.ERROR, code, where, message, hint))

    def lose(self, text: str, where: str) -> None:
        """Note that what a text describes could not be read, by reason of the error at a place."""
        self.lost.update(dict.fromkeys((iri for iri, _ in blocks(text)), where))


def read_corpus(project: Project, ontology: Ontology) -> Corpus:
    """Read a project's graph_data/.

    Broken files and resources are left out and reported in `Corpus.findings`. Raises `DatasetError` when there is
    nothing to read at all.
    """
    reading = _Reading(project, ontology)
    folders = sorted(p for p in (project.graph_data / "sources").glob("*") if p.is_dir())
    if not folders and not turtle_files(project.graph_data / "entities"):
        raise DatasetError(
            Message("{graph_data} holds no source and no entity", graph_data=project.graph_data),
            Message("Add graph_data/sources/SLUG/source.ttl, or start a project with: kg init FOLDER"),
        )
    reading.findings.extend(unread_files(project))
    for path in turtle_files(project.graph_data / "entities"):
        for subject in _read_turtle(reading, path):
            _add_entity(reading, subject)
    for folder in folders:
        _read_source(reading, folder)
    _read_judgements(reading, project.graph_data / "judgements.tsv")
    for path in project.glosses:
        _read_glosses(reading, path)
    if project.glossary.exists():
        _read_glossary(reading, project.glossary)
    corpus = Corpus(
        reading.sources,
        reading.parts,
        reading.entities,
        reading.quotes,
        tuple(reading.statements.values()),
        tuple(reading.judgements),
        reading.origins,
        tuple(reading.findings),
        reading.lost,
        reading.glosses,
        tuple(reading.glossary.values()),
    )
    return replace(corpus, statements=corpus.in_reading_order())


def _read_source(reading: _Reading, folder: Path) -> None:
    iri = PREFIXES["source"] + folder.name
    described = folder / "source.ttl"
    stated = [path for path in turtle_files(folder) if path != described]
    where, known = reading.project.relative(folder), len(reading.findings)
    if described.exists():
        where = f"{reading.project.relative(described)}:1"
        for subject in _read_turtle(reading, described):
            _add_source_part(reading, subject, iri)
    else:
        reading.error("source-missing", where, Message("the folder has no source.ttl"), _HINT_SOURCE)
    if iri not in reading.sources:
        if not any(found.code in _UNREAD for found in reading.findings[known:]):
            reading.error(
                "source-name",
                where,
                Message("no source named source:{folder} is described here", folder=folder.name),
                _HINT_SOURCE,
            )
        for path in stated:
            reading.lose(path.read_bytes().decode("utf-8", errors="replace"), where)
        return
    _report_unlisted_parts(reading, described, iri)
    for path in stated:
        for subject in _read_turtle(reading, path):
            _add_statement_or_quote(reading, subject, iri)


_UNREAD: Final = frozenset({"encoding", "source-missing", "turtle", "unread-file"})


def _report_unlisted_parts(reading: _Reading, described: Path, source: str) -> None:
    listed = {value.value for value in reading.sources[source].values("part")}
    here = reading.project.relative(described)
    for iri in sorted(reading.parts.keys() - listed):
        if reading.origins[iri].file == here:
            message = Message("{iri} is no part that its source lists", iri=curie(iri))
            reading.error(
                "part-unlisted", str(reading.origins[iri]), message, Message("Add kg:part to the source, or delete it.")
            )


_HINT_SOURCE: Final = Message("Name the source after its folder; see graph_data/README.md.")


def _read_turtle(reading: _Reading, path: Path) -> Iterator[Subject]:
    where = reading.project.relative(path)
    text = _text(reading, path)
    if text is None:
        return
    text, wrong = mended(text)
    try:
        triples, missing = _triples(text)
    except SyntaxError as error:
        line, message, hint = turtle_fault(text, error)
        reading.error("turtle", f"{where}:{line}", message, hint)
        reading.lose(text, f"{where}:{line}")
        return
    for prefix in (*wrong, *missing):
        _report_prefix(reading, where, prefix)
        if not prefix.right:  # what hangs on it has no place anywhere
            lost = (node.value for node in chain.from_iterable(triples) if isinstance(node, NamedNode))
            reading.lost.update((iri, f"{where}:{prefix.line}") for iri in lost if iri.startswith(prefix.found))
    begun = list(blocks(text))
    lines = dict(reversed(begun))
    _report_blank_nodes(reading, where, triples)
    for subject in filter(None, map(_plain, grouped(triples))):
        origin = Origin(where, lines.get(subject.iri) or line_within(text, subject.iri))
        if subject.iri in reading.origins:
            first = reading.origins[subject.iri]
            message = Message("{subject} is described at {first} too", subject=curie(subject.iri), first=first)
            reading.error("duplicate-id", str(origin), message, _HINT_TWICE)
            continue
        reading.origins[subject.iri] = origin
        yield subject
    _report_repeated_blocks(reading, where, begun)


def _text(reading: _Reading, path: Path) -> str | None:
    """Return a file as text, or None with a finding on why it cannot be read."""
    where = reading.project.relative(path)
    try:
        raw = path.read_bytes()
        return decoded(raw)
    except OSError as error:
        message = Message("the file cannot be read: {reason}", reason=Foreign(error.strerror or str(error)))
        reading.error("unread-file", f"{where}:1", message, Message("Mend or delete it."))
    except UnicodeDecodeError as error:
        name, text = guessed(raw)
        place = f"{where}:{raw[: error.start].count(10) + 1}"
        message = Message("the file is {name}, not UTF-8", name=name) if name else Message("the file is not UTF-8")
        reading.error("encoding", place, message, conversion(name, path.name))
        reading.lose(text, place)
    return None


def _triples(text: str) -> tuple[list[tuple[object, NamedNode, object]], tuple[WrongPrefix, ...]]:
    """Return the triples of Turtle, and the prefixes that it forgets to declare. Raises `SyntaxError`."""
    try:
        return [(s, p, o) for s, p, o, _ in parse(text, format=RdfFormat.TURTLE)], ()
    except SyntaxError:
        whole, missing = declared(text)
        if not missing:
            raise
        try:
            return [(s, p, o) for s, p, o, _ in parse(whole, format=RdfFormat.TURTLE)], missing
        except SyntaxError:
            pass
        raise


def _report_prefix(reading: _Reading, where: str, wrong: WrongPrefix) -> None:
    reading.error("prefix", f"{where}:{wrong.line}", *prefix_fault(wrong))


def _plain(subject: Subject) -> Subject | None:
    """Return a subject without what OWL editors add to its class; None for what only they need.

    They write a file's own name as an `owl:Ontology`, and declare the classes and properties that they meet.
    """
    if not any(name.startswith(_DECLARES) for name in subject.types):
        return subject
    types = tuple(name for name in subject.types if name not in _INDIVIDUAL)
    declares = all(name.startswith(_DECLARES) for name in types)
    if subject.types and declares and not subject.iri.startswith(_THINGS) and len(types) == len(subject.types):
        return None
    return replace(subject, types=types)


_INDIVIDUAL: Final = frozenset({STANDARD["owl"] + "NamedIndividual", STANDARD["owl"] + "Thing"})
_DECLARES: Final = tuple(STANDARD[name] for name in ("owl", "rdfs", "rdf"))
_THINGS: Final = tuple(PREFIXES[name] for name in (*ENTITY_PREFIXES, *RECORD_PREFIXES))


_HINT_TWICE: Final = Message("Each resource has one block; give the second an id of its own or delete it.")


def _report_repeated_blocks(reading: _Reading, where: str, blocks: Iterable[tuple[str, int]]) -> None:
    seen: dict[str, int] = {}
    for iri, line in blocks:
        if iri in seen:
            message = Message("{iri} is described at line {seen} too", iri=curie(iri), seen=seen[iri])
            reading.error("duplicate-id", f"{where}:{line}", message, _HINT_TWICE)
        seen.setdefault(iri, line)


def _report_blank_nodes(reading: _Reading, where: str, triples: Iterable[tuple[object, NamedNode, object]]) -> None:
    blank = [s for s, _, value in triples if isinstance(s, BlankNode) or isinstance(value, BlankNode)]
    if blank:
        owner = next((curie(subject.value) for subject in blank if isinstance(subject, NamedNode)), Message("a block"))
        message = Message("{count} triples use blank nodes, first at {owner}", count=len(blank), owner=owner)
        reading.error("blank-node", f"{where}:1", message, Message("Give the thing an id of its own."))


def _add_entity(reading: _Reading, subject: Subject) -> None:
    known = [iri for iri in subject.types if slug(iri) in reading.ontology.entity_classes]
    if len(subject.types) != 1 or not known:
        named = tuple(map(curie, subject.types)) or Message("none")
        hint = Message("One class of: {known}", known=tuple(sorted(reading.ontology.entity_classes)))
        if any(slug(iri) in reading.ontology.vocabularies for iri in subject.types):
            hint = Message("Words of your own go into graph_data/vocab/words.ttl; entities alone are described here.")
        message = Message("{subject} has class {classes}", subject=curie(subject.iri), classes=named)
        _drop(reading, subject, "entity-class", message, hint)
        return
    reading.entities[subject.iri] = Resource(subject.iri, known[0], with_served_labels(subject.properties))


def _drop(reading: _Reading, subject: Subject, code: str, message: Message, hint: Message) -> None:
    where = str(reading.origins[subject.iri])
    reading.error(code, where, message, hint)
    reading.lost[subject.iri] = where


def _add_source_part(reading: _Reading, subject: Subject, source: str) -> None:
    kinds = {slug(t) for t in subject.types}
    if "Source" in kinds and subject.iri == source:
        reading.sources[source] = Resource(source, KG + "Source", with_served_labels(subject.properties))
    elif "Part" in kinds:
        reading.parts[subject.iri] = Resource(subject.iri, KG + "Part", subject.properties)
    elif "Quote" in kinds:
        _add_quote(reading, subject, source)
    else:
        message = Message("{subject} is no part of this source", subject=curie(subject.iri))
        _drop(reading, subject, "source-block", message, _HINT_SOURCE)


def _add_statement_or_quote(reading: _Reading, subject: Subject, source: str) -> None:
    kinds = [slug(t) for t in subject.types]
    if kinds == ["Quote"]:
        _add_quote(reading, subject, source)
    elif len(kinds) == 1 and kinds[0] in reading.ontology.kinds:
        reading.statements[subject.iri] = statement_from(subject, source)
    else:
        hint = Message("Kinds: {kinds}", kinds=tuple(sorted(reading.ontology.kinds)))
        named = tuple(kinds) or Message("(none)")
        message = Message("{subject} is of unknown kind {kinds}", subject=curie(subject.iri), kinds=named)
        _drop(reading, subject, "unknown-kind", message, hint)


def _add_quote(reading: _Reading, subject: Subject, source: str) -> None:
    try:
        reading.quotes[subject.iri] = quote_from(subject, source)
    except (KeyError, ValueError) as error:
        message = Message(
            "{subject} lacks a proper start, end or exact: {reason}",
            subject=curie(subject.iri),
            reason=Foreign(str(error)),
        )
        _drop(reading, subject, "quote-shape", message, _HINT_QUOTE)
        return
    for key, value in subject.properties:
        wanted = reading.ontology.terms[key].text(_RANGE) if key in reading.ontology.terms else ""
        if wanted.startswith(XSD) and not (isinstance(value, Literal) and value.datatype.value == wanted):
            message = Message(
                "{subject}: {key} {value!r} is not of the datatype {wanted}",
                subject=curie(subject.iri),
                key=curie(key),
                value=value.value,
                wanted=curie(wanted),
            )
            reading.error("value-type", str(reading.origins[subject.iri]), message, _HINT_QUOTE)


_HINT_QUOTE: Final = Message("A quote has kg:start, kg:end (integers) and kg:exact (words without a language).")


def read_blocks(
    project: Project, ontology: Ontology, paths: Iterable[Path]
) -> tuple[tuple[Subject, ...], Mapping[str, Origin], Unread]:
    """Return the blocks of some Turtle files of a project as they are, where each is written, and what is not read."""
    reading = _Reading(project, ontology)
    found = tuple(subject for path in paths for subject in _read_turtle(reading, path))
    return found, reading.origins, Unread(tuple(reading.findings), reading.lost)


def _read_judgements(reading: _Reading, path: Path) -> None:
    for where, line, row in _rows(reading, path, "judgement-row") if path.exists() else ():
        judgement = judgement_of(row)
        if not judgement:
            reading.error("judgement-row", f"{where}:{line}", Message("the row is not a judgement"), JUDGEMENT_HINT)
            continue
        reading.origins[judgement.iri] = Origin(where, line)
        reading.judgements.append(judgement)


def _read_glosses(reading: _Reading, path: Path) -> None:
    for where, line, row in _rows(reading, path, "gloss-row"):
        gloss = gloss_of(row)
        place = f"{where}:{line}"
        if not gloss:
            reading.error("gloss-row", place, Message("the row is not a gloss"), GLOSS_HINT)
        elif gloss.key in reading.glosses:
            named = " ".join(filter(None, gloss.key))
            message = Message("{words} has a gloss already", words=named)
            reading.error("gloss-row", place, message, Message("Keep one of the rows."))
        else:
            reading.glosses[gloss.key] = gloss
            reading.origins[gloss.origin] = Origin(where, line)


def _read_glossary(reading: _Reading, path: Path) -> None:
    for where, line, row in _rows(reading, path, "glossary-row"):
        term = term_of(row)
        if not term:
            reading.error("glossary-row", f"{where}:{line}", Message("the row is not a term"), GLOSSARY_HINT)
        elif term.zh in reading.glossary:
            message = Message("{zh} is in the glossary already", zh=term.zh)
            reading.error("glossary-row", f"{where}:{line}", message, Message("Keep one of the rows."))
        else:
            reading.glossary[term.zh] = term


def _rows(reading: _Reading, path: Path, code: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    where = reading.project.relative(path)
    text = _text(reading, path)

    def report(line: int, message: Message, hint: Message) -> None:
        reading.error(code, f"{where}:{line}", message, hint)

    for line, row in rows(text, report) if text is not None else ():
        yield where, line, row

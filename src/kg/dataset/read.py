"""Read graph_data/ into a corpus. What cannot be read becomes a finding that names file and line; the rest is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from kg.errors import DatasetError, Finding, Severity
from kg.model import Corpus, Judgement, Origin, Quote, Resource, Statement
from kg.ontology import Ontology
from kg.project import Project
from kg.rdf import Subject, grouped, quote_from, statement_from
from kg.terms.namespaces import KG, PREFIXES, curie, expand, slug

_BLOCK: Final = re.compile(r"^(?P<name><[^>]+>|[\w-]*:[^\s;,.]+)", re.MULTILINE)
_CONTROL: Final = frozenset({"Cc", "Zl", "Zp"})
JUDGEMENT_COLUMNS: Final = ("id", "left", "verdict", "right", "judged_on", "judged_by", "reason")


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
    origins: dict[str, Origin] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, where: str, message: str, hint: str) -> None:
        self.findings.append(Finding(Severity.ERROR, code, where, message, hint))


def read_corpus(project: Project, ontology: Ontology) -> Corpus:
    """Read a project's graph_data/.

    Broken files and resources are left out and reported in `Corpus.findings`. Raises `DatasetError` when there is
    nothing to read at all.
    """
    reading = _Reading(project, ontology)
    folders = sorted(p for p in (project.graph_data / "sources").glob("*") if p.is_dir())
    if not folders and not any((project.graph_data / "entities").glob("*.ttl")):
        raise DatasetError(
            f"{project.graph_data} holds no source and no entity",
            "Add graph_data/sources/SLUG/source.ttl, or start a project with: kg init FOLDER",
        )
    for path in sorted((project.graph_data / "entities").glob("*.ttl")):
        for subject in _read_turtle(reading, path):
            _add_entity(reading, subject)
    for folder in folders:
        _read_source(reading, folder)
    _read_judgements(reading, project.graph_data / "judgements.tsv")
    corpus = Corpus(
        reading.sources,
        reading.parts,
        reading.entities,
        reading.quotes,
        tuple(reading.statements.values()),
        tuple(reading.judgements),
        reading.origins,
        tuple(reading.findings),
    )
    return replace(corpus, statements=corpus.in_reading_order())


def _read_source(reading: _Reading, folder: Path) -> None:
    iri = PREFIXES["source"] + folder.name
    described = folder / "source.ttl"
    if not described.exists():
        reading.error("source-missing", reading.project.relative(folder), "the folder has no source.ttl", _HINT_SOURCE)
        return
    for subject in _read_turtle(reading, described):
        _add_source_part(reading, subject, iri)
    if iri not in reading.sources:
        where = f"{reading.project.relative(described)}:1"
        reading.error("source-name", where, f"no source named source:{folder.name} is described here", _HINT_SOURCE)
        return
    _report_unlisted_parts(reading, described, iri)
    stated = folder / "statements.ttl"
    if stated.exists():
        for subject in _read_turtle(reading, stated):
            _add_statement_or_quote(reading, subject, iri)


def _report_unlisted_parts(reading: _Reading, described: Path, source: str) -> None:
    listed = {value.value for value in reading.sources[source].values("part")}
    here = reading.project.relative(described)
    for iri in sorted(reading.parts.keys() - listed):
        if reading.origins[iri].file == here:
            message = f"{curie(iri)} is no part that its source lists"
            reading.error(
                "part-unlisted", str(reading.origins[iri]), message, "Add kg:part to the source, or delete it."
            )


_HINT_SOURCE: Final = "Name the source after its folder; see graph_data/README.md."


def _read_turtle(reading: _Reading, path: Path) -> Iterator[Subject]:
    where = reading.project.relative(path)
    try:
        text = path.read_bytes().decode("utf-8")
        triples = [(subject, predicate, value) for subject, predicate, value, _ in parse(text, format=RdfFormat.TURTLE)]
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        reading.error("encoding", f"{where}:{line}", "the file is not UTF-8", "Save it as UTF-8 and run again.")
        return
    except SyntaxError as error:
        message = f"broken Turtle: {_first_sentence(error.msg)}"
        reading.error(
            "turtle", f"{where}:{error.lineno or 1}", message, "Mend the line, or the end of the line before."
        )
        return
    blocks = list(_blocks(text))
    lines = dict(reversed(blocks))
    _report_blank_nodes(reading, where, triples)
    for subject in grouped(triples):
        origin = Origin(where, lines.get(subject.iri, 1))
        if subject.iri in reading.origins:
            first = reading.origins[subject.iri]
            reading.error("duplicate-id", str(origin), f"{curie(subject.iri)} is described at {first} too", _HINT_TWICE)
            continue
        reading.origins[subject.iri] = origin
        yield subject
    _report_repeated_blocks(reading, where, blocks)


_HINT_TWICE: Final = "Each resource has one block; give the second an id of its own or delete it."


def _first_sentence(message: str) -> str:
    return message.splitlines()[0].strip() if message else "it cannot be parsed"


def _blocks(text: str) -> Iterator[tuple[str, int]]:
    """Yield the subject of each block that begins at the start of a line, with its line."""
    line, at = 1, 0
    for match in _BLOCK.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        name = match["name"]
        iri = name[1:-1] if name.startswith("<") else expand(name)
        if iri:
            yield iri, line


def _report_repeated_blocks(reading: _Reading, where: str, blocks: Iterable[tuple[str, int]]) -> None:
    seen: dict[str, int] = {}
    for iri, line in blocks:
        if iri in seen:
            message = f"{curie(iri)} is described at line {seen[iri]} too"
            reading.error("duplicate-id", f"{where}:{line}", message, _HINT_TWICE)
        seen.setdefault(iri, line)


def _report_blank_nodes(reading: _Reading, where: str, triples: Iterable[tuple[object, NamedNode, object]]) -> None:
    blank = [s for s, _, value in triples if isinstance(s, BlankNode) or isinstance(value, BlankNode)]
    if blank:
        owner = next((curie(subject.value) for subject in blank if isinstance(subject, NamedNode)), "a block")
        message = f"{len(blank)} triples use blank nodes, first at {owner}"
        reading.error("blank-node", f"{where}:1", message, "Give the thing an id of its own.")


def _add_entity(reading: _Reading, subject: Subject) -> None:
    known = [iri for iri in subject.types if slug(iri) in reading.ontology.entity_classes]
    if len(subject.types) != 1 or not known:
        named = ", ".join(curie(t) for t in subject.types) or "none"
        hint = "One class of: " + ", ".join(sorted(reading.ontology.entity_classes))
        if any(slug(iri) in reading.ontology.vocabularies for iri in subject.types):
            hint = "Words of your own go into graph_data/vocab/words.ttl; entities alone are described here."
        _drop(reading, subject, "entity-class", f"{curie(subject.iri)} has class {named}", hint)
        return
    reading.entities[subject.iri] = Resource(subject.iri, known[0], subject.properties)


def _drop(reading: _Reading, subject: Subject, code: str, message: str, hint: str) -> None:
    reading.error(code, str(reading.origins[subject.iri]), message, hint)


def _add_source_part(reading: _Reading, subject: Subject, source: str) -> None:
    kinds = {slug(t) for t in subject.types}
    if "Source" in kinds and subject.iri == source:
        reading.sources[source] = Resource(source, KG + "Source", subject.properties)
    elif "Part" in kinds:
        reading.parts[subject.iri] = Resource(subject.iri, KG + "Part", subject.properties)
    elif "Quote" in kinds:
        _add_quote(reading, subject, source)
    else:
        _drop(reading, subject, "source-block", f"{curie(subject.iri)} is no part of this source", _HINT_SOURCE)


def _add_statement_or_quote(reading: _Reading, subject: Subject, source: str) -> None:
    kinds = [slug(t) for t in subject.types]
    if kinds == ["Quote"]:
        _add_quote(reading, subject, source)
    elif len(kinds) == 1 and kinds[0] in reading.ontology.kinds:
        reading.statements[subject.iri] = statement_from(subject, source)
    else:
        hint = "Kinds: " + ", ".join(sorted(reading.ontology.kinds))
        message = f"{curie(subject.iri)} is of unknown kind {', '.join(kinds) or '(none)'}"
        _drop(reading, subject, "unknown-kind", message, hint)


def _add_quote(reading: _Reading, subject: Subject, source: str) -> None:
    try:
        reading.quotes[subject.iri] = quote_from(subject, source)
    except (KeyError, ValueError) as error:
        message = f"{curie(subject.iri)} lacks a proper start, end or exact: {error}"
        _drop(reading, subject, "quote-shape", message, "A quote has kg:start, kg:end (integers) and kg:exact.")


def read_blocks(
    project: Project, ontology: Ontology, paths: Iterable[Path]
) -> tuple[tuple[Subject, ...], Mapping[str, Origin], tuple[Finding, ...]]:
    """Return the blocks of some Turtle files of a project as they are, where each is written, and what is not read."""
    reading = _Reading(project, ontology)
    found = tuple(subject for path in paths for subject in _read_turtle(reading, path))
    return found, reading.origins, tuple(reading.findings)


def _read_judgements(reading: _Reading, path: Path) -> None:
    if not path.exists():
        return
    where = reading.project.relative(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        reading.error("encoding", f"{where}:1", "the file is not UTF-8", "Save it as UTF-8 and run again.")
        return
    header, *lines = (line.removesuffix("\r").split("\t") for line in text.split("\n"))
    _report_control(reading, f"{where}:1", header)
    for line, cells in enumerate(lines, start=2):
        if cells == [""] or _report_control(reading, f"{where}:{line}", cells):
            continue
        given = [*cells, *[""] * (len(header) - len(cells))]
        row = dict(zip(header, given, strict=True)) if len(given) == len(header) else {}
        left, right = expand(row.get("left", "")), expand(row.get("right", ""))
        if set(row) != set(JUDGEMENT_COLUMNS) or not left or not right:
            hint = "Columns: " + ", ".join(JUDGEMENT_COLUMNS) + "; left and right are ids such as person:NAME."
            reading.error("judgement-row", f"{where}:{line}", "the row is not a judgement", hint)
            continue
        iri = PREFIXES["judgement"] + row["id"]
        reading.origins[iri] = Origin(where, line)
        reading.judgements.append(
            Judgement(iri, left, row["verdict"], right, row["judged_on"], row["judged_by"], row["reason"])
        )


def _report_control(reading: _Reading, where: str, cells: Iterable[str]) -> bool:
    """Report a character that ends a line for some programs and not for others, or that no cell has; say whether."""
    found = next((c for cell in cells for c in cell if unicodedata.category(c) in _CONTROL), "")
    if found:
        hint = "Delete it. Rows end with LF or CRLF, cells with a tab."
        reading.error("judgement-row", where, f"the row holds the control character U+{ord(found):04X}", hint)
    return bool(found)

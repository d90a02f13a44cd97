"""The catalogue of questions: one `.rq` file gives the CLI command, its options, its documentation and its test.

A parameter is a line `VALUES ?name { example } # (Class, ...) help | help in Chinese`. Binding replaces the example in
the text: bindings given to a query engine fail for variables that are not projected. An example of `UNDEF` makes a
parameter optional. The lines `example` and `example_en` of the header are what the help shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.answers.asides import Value, Values, parted
from kg.answers.filters import Filters, LeftOut
from kg.document.words import in_words
from kg.errors import Bilingual, Foreign, Message, QueryError, UsageError
from kg.finding.find import Lookup
from kg.finding.ways import statement_iri
from kg.reading.coverage import ANSWERS, INFERRED, NO_ROWS, SAID
from kg.reading.printed import thing_or_words
from kg.reading.silence import Scope, Silence, read_scope, silence
from kg.store import Solutions, Store, rows
from kg.store.syntax import explain_syntax_error, require_query, with_prefixes
from kg.tables.merged import merged
from kg.tables.table import Table, cell_text, from_solutions, parts
from kg.terms.header import headers, names_in
from kg.terms.namespaces import PREFIXES, SKOS, slug

_PARAMETER: Final = re.compile(
    r"^(?P<indent>[ \t]*)VALUES \?(?P<name>\w+) \{ (?P<example>.+?) \}[ \t]*# (?:\((?P<types>[^)]*)\) )?(?P<help>.*)$",
    re.MULTILINE,
)
_WHOLE: Final = re.compile(r"\bwithin \?(\w+)")  # the places within are meant too
_UNBOUND: Final = "UNDEF"
_LANGUAGES: Final = " | "  # between the help of a parameter in English and in Chinese
_LISTED: Final = (("问题", "参数", "所问"), ("name", "parameters", "summary"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: the classes of what it takes (none: anything), whether it is required, its example and help."""

    name: str
    types: tuple[str, ...]
    required: bool
    example: str
    help: str
    help_zh: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class CatalogueQuery:
    """One question of the catalogue."""

    name: str
    text: str
    summary: str
    summary_zh: str
    description: str
    description_zh: str
    count_by: str
    parameters: tuple[Parameter, ...]
    scope: Scope
    folder: Path
    example: str = ""
    example_en: str = ""

    def __repr__(self) -> str:
        """Return the name with its parameters and what it asks."""
        parameters = " ".join(f"{p.name}=" if p.required else f"[{p.name}=]" for p in self.parameters)
        return f"{self.name} {parameters}".rstrip() + f": {self.summary}"

    def asks(self, language: str) -> tuple[str, str]:
        """Return the summary as a sentence, and the description; in English where there is no Chinese."""
        if language == "zh" and self.summary_zh:
            return f"{self.summary_zh}。", self.description_zh or self.description
        return f"{self.summary}.", self.description

    def bind(self, values: Mapping[str, Value]) -> str:
        """Return the SPARQL text with parameters bound. Raises `UsageError` for a missing or unknown parameter."""
        names = {parameter.name for parameter in self.parameters}
        unknown = sorted(set(values) - names)
        if unknown:
            raise self.unknown(unknown[0])
        for parameter in self.parameters:
            if parameter.required and parameter.name not in values:
                raise UsageError(
                    Message("{question} needs --{parameter}", question=self.name, parameter=parameter.name),
                    Message(
                        "--{parameter}: {help}",
                        parameter=parameter.name,
                        help=Bilingual(parameter.help_zh or parameter.help, parameter.help),
                    ),
                )

        def bound(match: re.Match[str]) -> str:
            value = values.get(match["name"])
            terms = value if isinstance(value, tuple) else (value if value is not None else _UNBOUND,)
            return f"{match['indent']}VALUES ?{match['name']} {{ {' '.join(map(str, terms))} }}"

        return _PARAMETER.sub(bound, self.text)

    def unknown(self, name: str) -> UsageError:
        """Return the error for a parameter that the question does not have."""
        known = tuple(f"--{parameter.name}" for parameter in self.parameters) or Message("none")
        return UsageError(
            Message("{question} has no parameter {name!r}", question=self.name, name=name),
            Message("It has: {known}", known=known),
        )

    def as_record(self) -> dict[str, object]:
        """Return the entry of `kg query --list -f json`."""
        return {
            "name": self.name,
            "summary": self.summary,
            "parameters": [
                {
                    "name": p.name,
                    "required": p.required,
                    "default": "" if p.required or p.example == _UNBOUND else p.example,
                    "help": p.help,
                }
                for p in self.parameters
            ],
        }


def read_query(path: Path) -> CatalogueQuery:
    """Read one catalogue file. Raises `QueryError` when it cannot be read or has no summary."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            Message("{path} cannot be read: {reason}", path=path, reason=Foreign(str(error))),
            Message("Is it a UTF-8 text with SPARQL?"),
        ) from error
    header = headers(text)
    if "summary" not in header:
        raise QueryError(
            Message("{path} has no line '#+ summary: ...'", path=path),
            Message("Every question of the catalogue says what it asks."),
        )
    return CatalogueQuery(
        path.stem,
        text,
        header["summary"],
        header.get("summary_zh", ""),
        header.get("description", ""),
        header.get("description_zh", ""),
        header.get("count-by", ""),
        tuple(_parameter(match) for match in _PARAMETER.finditer(text)),
        read_scope(header, path.name),
        path.parent,
        header.get("example", ""),
        header.get("example_en", header.get("example", "")),
    )


def _parameter(match: re.Match[str]) -> Parameter:
    types = tuple(name.strip() for name in (match["types"] or "").split(",") if name.strip())
    told, _, told_zh = (part.strip() for part in match["help"].partition(_LANGUAGES))
    return Parameter(match["name"], types, match["example"] != _UNBOUND, match["example"], told, told_zh)


def catalogue(folder: Path) -> tuple[CatalogueQuery, ...]:
    """Return the questions of a folder, sorted by name."""
    return tuple(read_query(path) for path in sorted(folder.glob("*.rq"), key=lambda path: path.stem))


def questions_table(questions: Iterable[CatalogueQuery], language: str = "") -> Table:
    """Return the questions of a catalogue as a table: name, parameters (optional ones in brackets), what it asks.

    The summary is in one language, or without one in both.
    """
    rows = []
    for query in questions:
        options = " ".join(f"--{p.name}" if p.required else f"[--{p.name}]" for p in query.parameters)
        rows.append((query.name, options, query.summary, query.summary_zh))
    if language:
        kept = [(*row[:2], row[2] if language == "en" else row[3] or row[2]) for row in rows]
        return Table(_LISTED[language == "en"], tuple(kept), language=language)
    return Table(("name", "parameters", "summary", "summary_zh"), tuple(rows))


def find_query(folder: Path, name: str) -> CatalogueQuery:
    """Return the question of that name. Raises `UsageError` with the nearest names when there is none."""
    names = [path.stem for path in sorted(folder.glob("*.rq"))]
    if name not in names:
        near = get_close_matches(name, names, n=3, cutoff=0.4)
        hint = Message("Nearest: {near}", near=tuple(near)) if near else Message("See: kg query --list")
        raise UsageError(Message("no question is called {name!r}", name=name), hint)
    return read_query(folder / f"{name}.rq")


def run(query: CatalogueQuery, store: Store, values: Values, filters: Filters = Filters()) -> Table:  # noqa: B008 - frozen
    """Ask a catalogue question; return its rows with the JSON member `answer`, one for what its header says.

    What filters leave out is not among them.
    """
    return filtered(query, store, values, filters)[0]


def filtered(query: CatalogueQuery, store: Store, values: Values, filters: Filters) -> tuple[Table, LeftOut]:
    """Ask a catalogue question as `run` does; return its rows, and what the filters leave out by reason."""
    found, left_out = filters.answered(query.bind(values), store)
    table = merged(found, names_in(query.text, "row"))
    said = answer(parted(table)[0])
    if not said:
        said = NO_ROWS if left_out else silent(query, store, values).answer
    optional = frozenset(names_in(query.text, "optional"))
    return Table(table.columns, table.rows, {"answer": said}, optional=optional), left_out


def solved(query: CatalogueQuery, store: Store, values: Values) -> Table:
    """Ask a catalogue question; return its rows."""
    return merged(Filters().answered(query.bind(values), store)[0], names_in(query.text, "row"))


def answer(table: Table) -> str:
    """Return what rows say: `said`, or `inferred` when all of them are; an empty text without rows."""
    if not table.rows:
        return ""
    certainty = {cell_text(c) for c in table.column("certainty")} if "certainty" in table.columns else set()
    return INFERRED if certainty == {INFERRED} else SAID


def silent(query: CatalogueQuery, store: Store, values: Values) -> Silence:
    """Return what it means that a question finds no rows."""
    things = {name: value.value for name, value in values.items() if isinstance(value, ox.NamedNode)}
    wholes = {things[name] for name in _WHOLE.findall(query.text) if name in things}
    return silence(query.scope, things.values(), wholes, store)


_JUDGED: Final = (
    "判断所得，并非来源所言；理由与判断者随附。",
    "A judgement, with its reason and who judged; no source says so.",
)
_SOURCES: Final = (("{} 个来源（{}）", "{} 个来源（{}）"), ("{} source ({})", "{} sources ({})"))


def answer_sentence(table: Table, language: str = "zh") -> str:
    """Return in a sentence what an answer of the catalogue says, and by whom."""
    certain = parted(table)[0]
    if table.extra["answer"] == SAID and not any(certain.column("source")):
        return in_words(_JUDGED, language)
    return in_words(ANSWERS[table.extra["answer"]], language).format(sources=named_sources(certain, language))


def named_sources(table: Table, language: str) -> str:
    """Return how many sources a table names, and which."""
    sources = sorted({slug(cell_text(one).replace(":", "/")) for cell in table.column("source") for one in parts(cell)})
    return _SOURCES[language == "en"][len(sources) != 1].format(len(sources), ", ".join(sources))


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE query."""

    triples: tuple[ox.Triple, ...]

    def text(self, fmt: str = "turtle") -> bytes:
        """Return the triples as `turtle`, `ntriples` or `jsonld`. Raises `UsageError` for another format."""
        formats = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
        if fmt not in formats:
            raise UsageError(
                Message("a graph cannot be written as {fmt}", fmt=fmt),
                Message("One of: {known}", known=tuple(formats)),
            )
        return ox.serialize(self.triples, format=formats[fmt], prefixes=PREFIXES) or b""

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.triples)

    def __repr__(self) -> str:
        """Return the triples as Turtle."""
        return self.text().decode()


def is_sparql(text: str) -> bool:
    """Say whether a text is SPARQL and not the name of a question: names have no braces and no blanks."""
    return bool(re.search(r"[{}\s]", text))


def only_table(found: Table | Triples) -> Table:
    """Return a table as it is. Raises `QueryError` for triples."""
    if isinstance(found, Triples):
        raise QueryError(
            Message("CONSTRUCT and DESCRIBE give a graph, not a table"),
            Message("Use SELECT, or base.sparql() in Python."),
        )
    return found


def evaluated(sparql: str, store: Store) -> Table | Triples:
    """Evaluate any query: a table for SELECT and ASK, triples for CONSTRUCT and DESCRIBE.

    The project's prefixes need no declaration. Raises `QueryError` for an empty query, an update, another prefix that
    is not declared, and a text that cannot be read.
    """
    require_query(sparql)
    text = with_prefixes(sparql)
    try:
        result = store.query(text)
    except QueryError as error:
        if isinstance(error.__cause__, SyntaxError):
            raise explain_syntax_error(error.__cause__, sparql, len(text) - len(sparql)) from error
        raise
    if isinstance(result, Solutions):
        return from_solutions(result)
    if isinstance(result, bool):
        return Table(("answer",), (("true" if result else "false",),))
    return Triples(tuple(result))


def bind_names(query: CatalogueQuery, given: Mapping[str, str], store: Store, lookup: Lookup) -> dict[str, Value]:
    """Return the terms that the given texts mean, by parameter.

    Raises `UsageError` for an unknown parameter, and for an unknown or ambiguous name. A place that only the register
    knows is bound all the same, so that its answer is "not covered" and not an error.
    """
    parameters = {p.name: p for p in query.parameters}
    unknown = sorted(given.keys() - parameters)
    if unknown:
        raise query.unknown(unknown[0])
    return {
        name: _term(parameters[name], text, store, lookup, f"{query.name} --{name}") for name, text in given.items()
    }


def _term(parameter: Parameter, text: str, store: Store, lookup: Lookup, asker: str) -> Value:
    match parameter.types:
        case ("Statement",):
            return _statement(text, store)
        case ("Class",):
            return ox.NamedNode(PREFIXES["kg"] + _class(text, store))
        case ("Text",):
            return ox.Literal(text)
        case ("Words",):
            found = thing_or_words(text, store, lookup)
            return found if isinstance(found, tuple) else ox.NamedNode(found.iri)
        case (first, *_) as words if first.islower():
            if text not in words:
                raise UsageError(
                    Message("unknown {parameter} {text!r}", parameter=parameter.name, text=text),
                    Message("One of: {known}", known=tuple(words)),
                )
            return ox.Literal(text)
        case types:
            return ox.NamedNode(lookup.one(text, types, asker).iri)


def _statement(text: str, store: Store) -> ox.NamedNode:
    iri = statement_iri(text)
    if iri is None:
        raise UsageError(
            Message("{text!r} is not the id of a statement", text=text),
            Message("Copy one from an answer's column statement."),
        )
    if not store.query(f"ASK {{ <{iri}> ?p ?o }}"):
        raise UsageError(
            Message("there is no statement {text!r}", text=text), Message("Copy one from an answer's column statement.")
        )
    return ox.NamedNode(iri)


def _class(text: str, store: Store) -> str:
    """Return the local name of a class of concepts, whatever its case."""
    classes = f"SELECT DISTINCT ?c {{ ?x a ?c ; <{SKOS}inScheme> ?scheme FILTER(?c != <{SKOS}Concept>) }}"
    names = {slug(row["c"].value) for row in rows(store, classes)}
    found = next((name for name in sorted(names) if name.casefold() == text.casefold()), "")
    if not found:
        raise UsageError(
            Message("unknown vocabulary {text!r}", text=text), Message("One of: {known}", known=tuple(sorted(names)))
        )
    return found

"""The catalogue of questions: one `.rq` file gives the CLI command, its options, its documentation and its test.

A parameter is a line `VALUES ?name { example } # (Class, ...) help`. Binding replaces the example in the text: bindings
given to a query engine fail for variables that are not projected. An example of `UNDEF` makes a parameter optional.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.finding.find import Lookup, registered
from kg.finding.names import labels
from kg.project import Project
from kg.reading.counting import SetCount
from kg.reading.coverage import is_covered
from kg.store import Store, rows, unreadable
from kg.store.syntax import explain_syntax_error
from kg.tables.table import Cell, Table, cell_text, from_solutions
from kg.terms.namespaces import PREFIXES, SKOS, curie, slug

_HEADER: Final = re.compile(r"^#\+ (?P<key>[a-z_-]+): (?P<value>.*)$", re.MULTILINE)
_PARAMETER: Final = re.compile(
    r"^(?P<indent>[ \t]*)VALUES \?(?P<name>\w+) \{ (?P<example>.+?) \}[ \t]*# (?:\((?P<types>[^)]*)\) )?(?P<help>.*)$",
    re.MULTILINE,
)
_UNBOUND: Final = "UNDEF"
_ALWAYS: Final = frozenset({"statement", "source", "quote"})
SAID, INFERRED, NOT_SAID, NOT_COVERED = "said", "inferred", "not said", "not covered"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: the classes of what it takes (none: anything), whether it is required, its example and help."""

    name: str
    types: tuple[str, ...]
    required: bool
    example: str
    help: str


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """One question of the catalogue."""

    name: str
    text: str
    summary: str
    summary_zh: str
    description: str
    tags: tuple[str, ...]
    view: str
    count_by: str
    parameters: tuple[Parameter, ...]

    def bind(self, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
        """Return the SPARQL text with parameters bound. Raises `UsageError` for a missing or unknown parameter."""
        names = {parameter.name for parameter in self.parameters}
        unknown = sorted(set(values) - names)
        if unknown:
            hint = "It has: " + (", ".join(f"--{name}" for name in sorted(names)) or "none")
            raise UsageError(f"{self.name} has no parameter {unknown[0]!r}", hint)
        for parameter in self.parameters:
            if parameter.required and parameter.name not in values:
                raise UsageError(f"{self.name} needs --{parameter.name}", f"--{parameter.name}: {parameter.help}")

        def bound(match: re.Match[str]) -> str:
            value = values.get(match["name"])
            return f"{match['indent']}VALUES ?{match['name']} {{ {value if value is not None else _UNBOUND} }}"

        return _PARAMETER.sub(bound, self.text)

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
        raise QueryError(f"{path} cannot be read: {error}", "Is it a UTF-8 text with SPARQL?") from error
    header = {match["key"]: match["value"].strip() for match in _HEADER.finditer(text)}
    if "summary" not in header:
        raise QueryError(f"{path} has no line '#+ summary: ...'", "Every question of the catalogue says what it asks.")
    return CatalogueQuery(
        path.stem,
        text,
        header["summary"],
        header.get("summary_zh", ""),
        header.get("description", ""),
        tuple(tag.strip() for tag in header.get("tags", "").split(",") if tag.strip()),
        header.get("view", "table"),
        header.get("count-by", ""),
        tuple(_parameter(match) for match in _PARAMETER.finditer(text)),
    )


def _parameter(match: re.Match[str]) -> Parameter:
    types = tuple(name.strip() for name in (match["types"] or "").split(",") if name.strip())
    return Parameter(match["name"], types, match["example"] != _UNBOUND, match["example"], match["help"].strip())


def catalogue(folder: Path) -> tuple[CatalogueQuery, ...]:
    """Return the questions of a folder, sorted by name."""
    return tuple(read_query(path) for path in sorted(folder.glob("*.rq"), key=lambda path: path.stem))


def find_query(folder: Path, name: str) -> CatalogueQuery:
    """Return the question of that name. Raises `UsageError` with the nearest names when there is none."""
    names = [path.stem for path in sorted(folder.glob("*.rq"))]
    if name not in names:
        near = get_close_matches(name, names, n=3, cutoff=0.4)
        hint = "Nearest: " + ", ".join(near) if near else "See: kg query --list"
        raise UsageError(f"there is no question {name!r}", hint)
    return read_query(folder / f"{name}.rq")


def run(query: CatalogueQuery, store: Store, values: Mapping[str, ox.NamedNode | ox.Literal]) -> Table:
    """Ask a catalogue question; return its rows with the JSON member `answer`."""
    solutions = store.query(query.bind(values))
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryError(f"{query.name} is no SELECT query", "Every question of the catalogue is one.")
    try:
        table = from_solutions(solutions)
    except (OSError, RuntimeError) as error:
        raise unreadable(store.location, error) from error
    return Table(table.columns, table.rows, {"answer": answer(table, store, values)})


def answer(table: Table, store: Store, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Return `said`, `inferred` (all rows are), `not said`, or `not covered` (no source mentions the thing)."""
    if table.rows:
        certainty = {cell_text(c) for c in table.column("certainty")} if "certainty" in table.columns else set()
        return INFERRED if certainty == {"inferred"} else SAID
    entities = [value.value for value in values.values() if isinstance(value, ox.NamedNode)]
    return NOT_SAID if all(is_covered(iri, store) for iri in entities) else NOT_COVERED


def ask(sparql: str, store: Store) -> Table | list[ox.Triple]:
    """Evaluate any query: a table for SELECT and ASK, triples for CONSTRUCT and DESCRIBE.

    Names with the project's prefixes may be used without declaring them.
    """
    text = with_prefixes(sparql)
    try:
        result = store.query(text)
    except QueryError as error:
        if isinstance(error.__cause__, SyntaxError):
            raise explain_syntax_error(error.__cause__, sparql, len(text) - len(sparql)) from error
        raise
    if isinstance(result, ox.QueryBoolean):
        return Table(("answer",), (("true" if result else "false",),))
    try:
        return from_solutions(result) if isinstance(result, ox.QuerySolutions) else list(result)
    except (OSError, RuntimeError) as error:
        raise unreadable(store.location, error) from error


def with_prefixes(sparql: str) -> str:
    """Put a declaration before the query for each known prefix that it uses and does not declare."""
    declared = set(re.findall(r"(?i)\bprefix\s+([\w-]*):", sparql))
    used = set(re.findall(r"(?<![\w<-])([a-z][\w-]*):", sparql))
    missing = sorted((used & set(PREFIXES)) - declared)
    # On one line, so that the line numbers of error messages stay those of the user's text.
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + sparql


def with_labels(table: Table, store: Store, language: str = "zh") -> Table:
    """Return the table with a column `NAME_label` after each column of entities or concepts."""
    named = [
        n
        for n, name in enumerate(table.columns)
        if name not in _ALWAYS and any(isinstance(row[n], ox.NamedNode) for row in table.rows)
    ]
    iris = [cell.value for row in table.rows for n in named if isinstance(cell := row[n], ox.NamedNode)]
    known = labels(iris, store, language) if iris else {}
    columns: list[str] = []
    for n, name in enumerate(table.columns):
        columns += [name, f"{name}_label"] if n in named else [name]
    labelled = []
    for row in table.rows:
        cells: list[Cell] = []
        for n, cell in enumerate(row):
            cells.append(cell)
            if n in named:
                text = known.get(cell.value, curie(cell.value)) if isinstance(cell, ox.NamedNode) else cell_text(cell)
                cells.append(text or None)
        labelled.append(tuple(cells))
    return Table(tuple(columns), tuple(labelled), table.extra)


def set_counts(table: Table, store: Store, language: str = "zh") -> tuple[tuple[SetCount, ...], int]:
    """Return the counts of the strict, medium and broad set side by side, and how many statements are not counted."""
    sparql = (
        f"PREFIX kg: <{PREFIXES['kg']}> PREFIX skos: <{SKOS}> "
        f"SELECT ?name ?label WHERE {{ ?set a kg:CapacitySet ; kg:rank ?rank ; skos:notation ?name ; "
        f"skos:prefLabel ?label FILTER(LANG(?label) = '{language}') }} ORDER BY ?rank"
    )
    by = table.column("actor") if "actor" in table.columns else (None,) * len(table.rows)
    statements = {
        cell_text(statement): (cell_text(name), cell_text(counted) == "true", cell_text(actor))
        for statement, name, counted, actor in zip(
            table.column("statement"), table.column("set"), table.column("counted"), by, strict=True
        )
    }
    per_set = Counter(name for name, counted, _ in statements.values() if counted)
    counts, total, actors = [], 0, set[str]()
    for row in rows(store, sparql):
        name = row["name"].value
        total += per_set[name]
        actors |= {actor for of, counted, actor in statements.values() if counted and of == name and actor}
        counts.append(SetCount(name, row["label"].value, total, len(actors)))
    return tuple(counts), sum(not counted for _, counted, _ in statements.values())


def bind_names(
    query: CatalogueQuery, given: Mapping[str, str], store: Store, project: Project
) -> dict[str, ox.NamedNode | ox.Literal]:
    """Return the terms that the given texts mean, by parameter.

    Raises `UsageError` for an unknown or ambiguous name. A place that no source mentions but the register knows is
    bound all the same, so that its answer is "not covered" and not an error.
    """
    parameters = {p.name: p for p in query.parameters}
    lookup = Lookup(store) if given else None
    bound: dict[str, ox.NamedNode | ox.Literal] = {}
    for name, text in given.items():
        if lookup is not None and name in parameters:
            bound[name] = _term(parameters[name], text, store, lookup, project)
    return bound


def _term(parameter: Parameter, text: str, store: Store, lookup: Lookup, project: Project) -> ox.NamedNode | ox.Literal:
    if parameter.types == ("Statement",):
        return _statement(text, store)
    if parameter.types == ("Class",):
        return ox.NamedNode(PREFIXES["kg"] + _class(text, store))
    if parameter.types == ("Text",):
        return ox.Literal(text)
    try:
        return ox.NamedNode(lookup.one(text, parameter.types).iri)
    except UsageError:
        if "Place" not in parameter.types or lookup.find(text, parameter.types):
            raise
        known = registered(text, project)
        if known is None:
            raise
        return ox.NamedNode(known.iri)


def _statement(text: str, store: Store) -> ox.NamedNode:
    iri = PREFIXES["statement"] + text.removeprefix("statement:").removeprefix(PREFIXES["statement"])
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not the id of a statement", "Copy one from an answer's column statement."
        ) from error
    if not store.query(f"ASK {{ {node} ?p ?o }}"):
        raise UsageError(f"there is no statement {text!r}", "Copy one from an answer's column statement.")
    return node


def _class(text: str, store: Store) -> str:
    """Return the local name of a class of concepts, whatever its case."""
    names = {
        slug(row["c"].value) for row in rows(store, f"SELECT DISTINCT ?c {{ ?x a ?c ; <{SKOS}inScheme> ?scheme }}")
    }
    found = next((name for name in sorted(names) if name.casefold() == text.casefold()), "")
    if not found:
        raise UsageError(f"there is no sort of word called {text!r}", "One of: " + ", ".join(sorted(names)))
    return found

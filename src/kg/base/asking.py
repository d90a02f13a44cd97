"""The answer of a question in words: rows with labels, counts above, below what they rest on or where else to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from kg.answers.asides import Asides, Values, parted
from kg.answers.counts import counts_line
from kg.answers.filters import NOTHING_LEFT, chosen_filters, counts_statements, filters_of, refuse_other, within_line
from kg.answers.inferred import inferred_sentence
from kg.document.words import in_words
from kg.finding.find import Lookup
from kg.finding.names import labels
from kg.ontology import Ontology
from kg.project import Project
from kg.questions import (
    CatalogueQuery,
    Parameter,
    answer_sentence,
    bind_names,
    filtered,
    find_query,
    named_sources,
    silent,
    solved,
)
from kg.reading.coverage import INFERRED
from kg.reading.silence import command, sentence
from kg.store import Store, rows
from kg.tables.glossed import with_glosses
from kg.tables.labelled import with_labels
from kg.tables.narrow import main_columns
from kg.tables.table import Table, cell_text
from kg.terms.header import names_in
from kg.terms.namespaces import RDF_TYPE, curie, prefix_of, slug
from kg.terms.time import YearRange

_CLASSES: Final = f"SELECT ?class WHERE {{{{ <{{iri}}> <{RDF_TYPE}> ?class }}}}"
_WORDS: Final = "Words"
_NEVER_MENTIONED: Final = frozenset({"source", "kg"})


def answer_in_words(
    query: CatalogueQuery,
    given: Mapping[str, YearRange],
    store: Store,
    lookup: Lookup,
    ontology: Ontology,
    project: Project,
    language: str = "zh",
) -> Table:
    """Answer a question with names as users type them; return the answer with labels, counts above, sentences below.

    Raises `UsageError` for an unknown parameter or name, for a name that means several things, and for a filter that
    the question does not have or that is none.
    """
    own = {p.name for p in query.parameters}
    options = filters_of(query.text, own)
    refuse_other(given.keys() - own, options, query.name)
    words = {name: str(text) for name, text in given.items() if name not in options}
    values = bind_names(query, words, store, lookup)
    chosen = {name: value for name, value in given.items() if name in options}
    filters = chosen_filters(chosen, project.answers, store, lookup, query.name)
    table, left_out = filtered(query, store, values, filters)
    asides = Asides(query.text, values, filters, store, ontology, project.answers, language)
    head = (counts_line(table, ontology, language),) if query.count_by else ()
    inside = within_line(table, filters.years, language)
    notes = (*filters.notes(left_out, language, counts=counts_statements(query.text)), *asides.lines(table, words))
    certain = parted(table)[0]
    if table.extra["answer"] == INFERRED:
        sentence = inferred_sentence(asides.inferred(certain), named_sources(certain, language), ontology, language)
    elif certain.rows:
        sentence = answer_sentence(table, language)
    elif left_out:
        sentence = in_words(NOTHING_LEFT, language)
    else:
        sentence = silence_in_words(query, values, store, ontology, language)
    labelled = with_labels(table, store, language)
    main = main_columns(names_in(query.text, "main"), table.columns)
    answer = replace(
        labelled, head=head, notes=notes, foot=tuple(filter(None, (sentence, inside))), language=language, main=main
    )
    return with_glosses(answer, store) if language == "en" else answer


def silence_in_words(
    query: CatalogueQuery, values: Values, store: Store, ontology: Ontology, language: str = "zh"
) -> str:
    """Return what it means that a question finds no rows, what was looked at, and which questions find something."""
    things = [value.value for value in values.values() if isinstance(value, ox.NamedNode)]
    known = labels(things, store, language)
    names = [known.get(iri, curie(iri)) for iri in things if prefix_of(iri) not in _NEVER_MENTIONED]
    found = silent(query, store, values)
    return sentence(query.scope, found, names, elsewhere(query, values, store), ontology, language)


def elsewhere(query: CatalogueQuery, values: Values, store: Store) -> Iterator[tuple[str, int]]:
    """Yield commands that look elsewhere for what was asked about, with the number of statements each finds.

    A command that finds nothing is left out.
    """
    asked = {iri: _classes(iri, store) for v in values.values() if isinstance(v, ox.NamedNode) for iri in (v.value,)}
    for name in query.scope.elsewhere:
        other = find_query(query.folder, name)
        for bound in _bindings(other.parameters, asked):
            table = solved(other, store, {option: ox.NamedNode(iri) for option, iri in bound.items()})
            statements = {cell_text(cell) for cell in table.column("statement") if cell is not None}
            if statements:
                yield command(name, bound), len(statements)


def _classes(iri: str, store: Store) -> frozenset[str]:
    return frozenset(slug(row["class"].value) for row in rows(store, _CLASSES.format(iri=iri)))


def _bindings(parameters: Sequence[Parameter], asked: Mapping[str, frozenset[str]]) -> Iterator[Mapping[str, str]]:
    """Yield how the things can be given to a question: all at once where each has a parameter, else one by one."""
    required = {p.name for p in parameters if p.required}
    fitting = {iri: [p.name for p in parameters if _takes(p, classes)] for iri, classes in asked.items()}
    together: dict[str, str] = {}
    for iri, names in fitting.items():
        together |= dict.fromkeys([n for n in names if n not in together][:1], iri)
    if len(together) == len(asked) and required <= together.keys():
        yield together
    else:
        yield from ({names[0]: iri} for iri, names in fitting.items() if names and required <= {names[0]})


def _takes(parameter: Parameter, classes: frozenset[str]) -> bool:
    return not parameter.types or parameter.types == (_WORDS,) or bool(classes & {*parameter.types})

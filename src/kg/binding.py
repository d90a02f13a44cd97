"""From what a user types for a parameter to the term that a query is bound to."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import UsageError
from kg.gazetteer import Gazetteer
from kg.lookup import Candidate, Lookup
from kg.project import Project
from kg.query import CatalogueQuery, Parameter
from kg.store import Store, rows
from kg.terms.namespaces import PREFIXES, SKOS, mint, slug


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


def registered(text: str, project: Project) -> Candidate | None:
    """Return the place that the register knows by a name or a 12-digit code, under the IRI that it would have."""
    register = Gazetteer.read(project.register)
    place = register.place(text) if text.isdigit() else next(iter(register.find(text)), None)
    return Candidate(mint("place", place.short_name, place.code[:6]), "Place", place.name) if place else None

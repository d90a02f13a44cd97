"""The canonical Turtle writer: one block a subject, one line a triple, everything sorted.

Subjects stand by IRI, so zero-padded offsets put quotes and statements in the order of the text; adding a statement
adds lines only and correcting a value changes one line. rdflib's own writer orders subjects by how often they are
referred to and is not used for files that people compare.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.model import Corpus, Term
from kg.ontology import Ontology
from kg.rdf import TermTriple, quote_facts, resource_facts, statement_facts, type_
from kg.terms.namespaces import PREFIXES, XSD, curie, local_name, prefix_of, slug

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_INTEGER: Final = XSD + "integer"
_BARE: Final = re.compile(r"0|-?[1-9][0-9]*")


def turtle(facts: Iterable[TermTriple]) -> str:
    """Return triples as canonical Turtle: only the prefixes that occur, then a block a subject.

    Subjects must be IRIs; statements and entities never hold blank nodes.
    """
    by_subject: dict[str, set[tuple[str, str]]] = defaultdict(set)
    used: set[str] = set()
    for subject, predicate, value in facts:
        by_subject[subject.value].add((_predicate(predicate), written_term(value)))
        used.update(_prefixes(subject, predicate, value))
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(used))
    return "\n".join((head, *(_block(iri, by_subject[iri]) for iri in sorted(by_subject))))


def block(facts: Iterable[TermTriple]) -> tuple[str, frozenset[str]]:
    """Return the triples of one subject as canonical Turtle, and the prefixes that it needs; nothing of no triples."""
    given = tuple(facts)
    used = {prefix for fact in given for prefix in _prefixes(*fact)}
    pairs = {(_predicate(predicate), written_term(value)) for _, predicate, value in given}
    return _block(given[0][0].value, pairs) if given else "", frozenset(used)


def _block(iri: str, pairs: set[tuple[str, str]]) -> str:
    lines = " ;\n".join(f"    {predicate} {value}" for predicate, value in sorted(pairs, key=_type_first))
    return f"{_iri(iri)}\n{lines} .\n"


def _type_first(pair: tuple[str, str]) -> tuple[bool, str, str]:
    return pair[0] != "a", pair[0], pair[1]


def _predicate(node: NamedNode) -> str:
    return "a" if node == type_ else _iri(node.value)


def _iri(iri: str) -> str:
    name = curie(iri)
    local = name.partition(":")[2]
    return name if name != iri and local_name(local) == local else f"<{iri}>"


def written_term(term: Term) -> str:
    """Return a value as canonical Turtle writes it."""
    if isinstance(term, NamedNode):
        return _iri(term.value)
    if _is_bare_integer(term):
        return term.value
    text = '"' + "".join(_ESCAPES.get(c, c) for c in term.value) + '"'
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype.value == XSD + "string" else f"{text}^^{_iri(term.datatype.value)}"


def _prefixes(*terms: Term) -> Iterable[str]:
    for term in terms:
        if term == type_ or (isinstance(term, Literal) and _is_bare(term)):
            continue
        iri = term.datatype.value if isinstance(term, Literal) else term.value
        if _iri(iri) != f"<{iri}>":
            yield prefix_of(iri)


def _is_bare(literal: Literal) -> bool:
    return bool(literal.language) or literal.datatype.value == XSD + "string" or _is_bare_integer(literal)


def _is_bare_integer(literal: Literal) -> bool:
    """Say whether every parser reads the digits alone as this literal: rdflib makes 7 of a bare 007."""
    return literal.datatype.value == _INTEGER and bool(_BARE.fullmatch(literal.value))


def corpus_files(corpus: Corpus, ontology: Ontology) -> dict[str, str]:
    """Return the text of every Turtle file of a corpus by its path below `graph_data/`.

    A source's own quotes (of its date, its authors) stand in `source.ttl`, those of statements in `statements.ttl`.
    """
    found: dict[str, list[TermTriple]] = defaultdict(list)
    for entity in corpus.entities.values():
        found[f"entities/{ontology.entity_files[slug(entity.type)]}"].extend(resource_facts(entity))
    for iri, source in corpus.sources.items():
        described = found[f"sources/{slug(iri)}/source.ttl"]
        described.extend(resource_facts(source))
        for ref in source.values("part"):
            if ref.value in corpus.parts:
                described.extend(resource_facts(corpus.parts[ref.value]))
        found[f"sources/{slug(iri)}/statements.ttl"].extend(())
    used: set[str] = set()
    for statement in corpus.statements:
        found[f"sources/{slug(statement.source)}/statements.ttl"].extend(statement_facts(statement))
        used.update(statement.evidence)
    for quote in corpus.quotes.values():
        name = "statements" if quote.iri in used else "source"
        found[f"sources/{slug(quote.source)}/{name}.ttl"].extend(quote_facts(quote))
    return {path: turtle(facts) for path, facts in sorted(found.items())}

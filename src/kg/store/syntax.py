"""What can be said of a SPARQL text before a store sees it.

One lexer (the terminals of https://www.w3.org/TR/sparql11-query/#grammar that matter here) finds keywords, prefixed
names and IRIs outside strings and comments: whether the text is empty or an update, which dataset it names, which other
hosts it calls, which prefixes it does not declare.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from kg.errors import Foreign, Message, QueryError
from kg.terms.namespaces import PREFIXES

# In this order: what may hide a keyword (escapes, strings, IRIs, comments), names, then words and the rest.
_TOKEN: Final = re.compile(
    r'\\.|(?P<string>"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\''
    r'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\')|<(?P<iri>[^<>"{}|^`\\\s]*)>|#[^\r\n]*'
    r"|(?P<variable>[?$]\w+)|@[A-Za-z-]+|_:[\w.-]+|(?P<prefix>[\w.-]*):(?P<local>(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)"
    r"|(?P<word>[A-Za-z]+)|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<operator>\|\||&&|[!|/+*^-])",
    re.DOTALL,
)
_NAMING: Final = frozenset({"FROM", "GRAPH", "SERVICE"})
_SOURCE: Final = PREFIXES["source"]
_LINE: Final = re.compile(r"\r\n|\r|\n")
_SHOWN: Final = 100
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
MAX_NESTING: Final = 2_000
MAX_OPERATORS: Final = 1_000
_OPERATORS: Final = frozenset(
    {"AS", "BIND", "EXISTS", "FILTER", "GRAPH", "MINUS", "OPTIONAL", "SERVICE", "UNION", "VALUES"}
)
# prefixes that people use without declaring them, beside the project's own
_USUAL: Final = {
    "bd": "http://www.bigdata.com/rdf#",
    "bif": "http://www.openlinksw.com/schemas/bif#",
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "gn": "http://www.geonames.org/ontology#",
    "p": "http://www.wikidata.org/prop/",
    "pq": "http://www.wikidata.org/prop/qualifier/",
    "ps": "http://www.wikidata.org/prop/statement/",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "wikibase": "http://wikiba.se/ontology#",
}


@dataclass(frozen=True, slots=True)
class _Named:
    """What stands after SERVICE, GRAPH, FROM or FROM NAMED: its token, and its IRI, empty where it is a variable.

    `at` is where the keyword stands.
    """

    keyword: str
    iri: str
    token: re.Match[str]
    at: int


def _words(sparql: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each bare word of a text in capitals, with its token."""
    for token in _TOKEN.finditer(sparql):
        if token["word"]:
            yield token["word"].upper(), token


def line_of(sparql: str, at: int) -> int:
    """Return the line of a character, from 1, as editors count: a line ends with CR, LF or both."""
    return len(_LINE.findall(sparql, 0, at)) + 1


def refuse_unsafe(sparql: str) -> None:
    """Raise `QueryError` for a text so deep or long-winded that parsing or planning it would end the process.

    The embedded parser descends one level for each open bracket and for each operator of a chain such as `a || b || c`.
    """
    if len(sparql) < MAX_OPERATORS:  # too short for either
        return
    depth = operators = 0
    for token in _TOKEN.finditer(sparql):
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth -= 1
        elif token["operator"] or (token["word"] and token["word"].upper() in _OPERATORS):
            operators += 1
        if depth > MAX_NESTING or operators > MAX_OPERATORS:
            if depth > MAX_NESTING:
                what = Message("brackets nest deeper than {most}", most=MAX_NESTING)
            else:
                what = Message("there are more than {most} operators", most=MAX_OPERATORS)
            message = Message("line {line}: {what}", line=line_of(sparql, token.start()), what=what)
            raise QueryError(message, Message("Reduce nesting, or split the query."))


def require_query(sparql: str) -> None:
    """Raise `QueryError` for a text that asks nothing: an empty one, or an update."""
    for word, token in _words(sparql):
        if word in {"BASE", "PREFIX"}:
            continue
        if word in _UPDATES:
            raise QueryError(
                Message(
                    "line {line}: {word} changes data, and a query only reads",
                    line=line_of(sparql, token.start()),
                    word=word,
                ),
                Message("Edit graph_data/ and build again, or use SELECT, ASK, CONSTRUCT or DESCRIBE."),
            )
        return
    raise QueryError(Message("the query is empty"), Message("Write a SELECT, ASK, CONSTRUCT or DESCRIBE query."))


def names_dataset(sparql: str) -> bool:
    """Say whether a query has FROM or FROM NAMED: then these graphs are its dataset, and nothing else is."""
    return "FROM" in sparql.upper() and any(word == "FROM" for word, _ in _words(sparql))


def with_prefixes(sparql: str) -> str:
    """Put a declaration before the query for each prefix of the project that it uses and does not declare.

    Raises `QueryError` that names another prefix that is not declared, with its usual IRI where that is known.
    """
    declared: set[str] = set()
    missing: dict[str, int] = {}
    after_prefix = False
    for token in _TOKEN.finditer(sparql):
        if token["prefix"] is not None and after_prefix:
            declared.add(token["prefix"])
        elif token["prefix"] is not None:
            missing.setdefault(token["prefix"], token.start())
        if token[0].strip() and not token[0].startswith("#"):
            after_prefix = bool(token["word"]) and token["word"].upper() == "PREFIX"
    for prefix, at in missing.items():
        if prefix not in declared and prefix not in PREFIXES:
            usual = _USUAL.get(prefix, "")
            hint = Message(
                "Put before the query: PREFIX {prefix}: <{iri}>", prefix=prefix, iri=usual or Message("its IRI")
            )
            raise QueryError(
                Message("line {line}: the prefix {prefix}: is not declared", line=line_of(sparql, at), prefix=prefix),
                hint,
            )
    ours = sorted(missing.keys() & PREFIXES.keys() - declared)
    # on one line, so that the line numbers of error messages stay those of the user's text
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ours) + sparql


def refuse_services(sparql: str, allowed: Collection[str] = ()) -> None:
    """Raise `QueryError` when a query calls another host by SERVICE that is not among the allowed IRIs."""
    for call in _named(sparql) if "SERVICE" in sparql.upper() else ():
        if call.keyword != "SERVICE" or (call.iri and call.iri in allowed):
            continue
        line = line_of(sparql, call.at)
        if call.iri:
            message = Message("line {line}: SERVICE calls another host, <{iri}>", line=line, iri=call.iri)
            raise QueryError(message, Message("If you trust it: --allow-service {iri}", iri=call.iri))
        message = Message("line {line}: SERVICE calls another host, what a variable names", line=line)
        raise QueryError(message, Message("Write the IRI of the service instead."))


def refuse_load(update: str, *, silent: bool = False) -> None:
    """Raise `QueryError` when an update reads another address by LOAD.

    With `silent`, LOAD SILENT may stay: where no socket can be opened it does nothing, as the standard wants it.
    """
    where = 0
    for word, token in _words(update) if "LOAD" in update.upper() else ():
        if where and not (silent and word == "SILENT"):
            break
        where = token.start() + 1 if word == "LOAD" else 0
    if where:
        line = line_of(update, where - 1)
        raise QueryError(
            Message("line {line}: LOAD reads another address", line=line), Message("Send the data themselves instead.")
        )


def with_using(update: str, graphs: Collection[str], named: Collection[str]) -> str:
    """Return an update whose WHERE parts look at some graphs, as the protocol's using-graph-uri asks for.

    Raises `QueryError` where the update names graphs to look at itself, and for DELETE WHERE, which cannot.
    """
    if not graphs and not named:
        return update
    clause = "".join((*(f" USING <{iri}>" for iri in graphs), *(f" USING NAMED <{iri}>" for iri in named), " "))
    pieces, at, depth, before = [], 0, 0, ""
    for token in _TOKEN.finditer(update):
        word = (token["word"] or "").upper()
        depth += bool(token["open"]) - bool(token["close"])
        if depth == 0 and word in {"USING", "WITH"}:
            raise QueryError(
                Message("{word} and using-graph-uri both name graphs", word=word), Message("Use one of them.")
            )
        if depth == 0 and word == "WHERE" and before == "DELETE":
            raise QueryError(
                Message("DELETE WHERE cannot look at other graphs"), Message("Write DELETE {{ ... }} WHERE {{ ... }}.")
            )
        if depth == 0 and word == "WHERE":
            pieces += [update[at : token.start()], clause]
            at = token.start()
        before = "" if token["open"] or token["close"] else word or before
    return "".join((*pieces, update[at:]))


def with_graphs(sparql: str) -> str:
    """Return a query in which an article's IRI means its graph where only a graph can be meant.

    That is after FROM, FROM NAMED and GRAPH: up to edition 0.2 the article's IRI was the graph's name too.
    """
    pieces, at = [], 0
    for each in _named(sparql) if "source" in sparql else ():
        slug = each.iri.removeprefix(_SOURCE)
        if each.keyword != "SERVICE" and slug not in {"", each.iri}:
            pieces += [sparql[at : each.token.start()], f"<{PREFIXES['graph']}{slug}>"]
            at = each.token.end()
    return "".join((*pieces, sparql[at:]))


def _named(sparql: str) -> Iterator[_Named]:
    """Yield what a query calls, and the graphs that it names, prefixed and relative IRIs resolved."""
    declared, base, before, name, at = dict(PREFIXES), "", "", "", 0
    for token in _TOKEN.finditer(sparql):
        if token[0].startswith("#"):
            continue
        word = (token["word"] or "").upper()
        if token["iri"] is not None and before == "PREFIX":
            declared[name] = urljoin(base, token["iri"])
        elif token["iri"] is not None and before == "BASE":
            base = urljoin(base, token["iri"])
        elif token["prefix"] is not None and before == "PREFIX":
            name = token["prefix"]
            continue  # its IRI follows
        elif before in _NAMING and word in {"NAMED", "SILENT"}:
            continue  # the IRI follows
        elif before in _NAMING:
            iri = urljoin(base, token["iri"]) if token["iri"] is not None else ""
            if token["prefix"] is not None:
                iri = declared.get(token["prefix"], "") + (token["local"] or "")
            yield _Named(before, iri, token, at)
        before, at = word, token.start()


def explain_syntax_error(error: SyntaxError, sparql: str, added: int = 0) -> QueryError:
    """Return an error that shows the line of the query and points at the place.

    `added` is how many characters were put before the first line of `sparql` when it was parsed.
    """
    message = error.msg.splitlines()[0] if error.msg else ""
    said: Message = Foreign(message) if message else Message("the query cannot be parsed")
    found = re.match(r"error at (?P<line>[0-9]+):(?P<column>[0-9]+): ", message)
    if found:
        at = _offset(sparql, int(found["line"]), int(found["column"]), added)
        begins = max((m.end() for m in _LINE.finditer(sparql, 0, at)), default=0)
        column, shown = at - begins, _LINE.split(sparql[begins:])[0]
        start = max(column - _SHOWN, 0)
        text = shown[start : start + 2 * _SHOWN].replace("\t", " ")
        said = Message(
            "line {line}, column {column}: {what}\n    {text}\n    {mark}",
            line=line_of(sparql, at),
            column=column + 1,
            what=Foreign(message[found.end() :]),
            text=text,
            mark=" " * (column - start) + "^",
        )
    return QueryError(
        Message("syntax error in the query, {said}", said=said), Message("Correct the query at the place marked.")
    )


def _offset(sparql: str, line: int, column: int, added: int) -> int:
    """Return the character at a line and column as Oxigraph counts them: lines end with LF alone."""
    before = sum(len(text) + 1 for text in sparql.split("\n")[: line - 1])
    return min(max(before + column - 1 - (added if line == 1 else 0), 0), len(sparql))

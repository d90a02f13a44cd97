"""What can be said of a SPARQL text before a store sees it: where it is wrong, and whether it is safe to parse."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError

MAX_NESTING: Final = 200
MAX_OPERATORS: Final = 1000
# In this order: what may hide a bracket (escapes, strings, IRIs, comments), names, then brackets and operators.
_TOKEN: Final = re.compile(
    r'\\.|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\''
    r'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\'|<[^<>\s]*>|#[^\r\n]*'
    r"|[\w-]*:[\w.:%-]*|(?P<open>[{(\[])|(?P<close>[})\]])"
    r"|(?P<operator>\|\||&&|[!|/+*^-]|\b(?:AS|BIND|EXISTS|FILTER|GRAPH|MINUS|OPTIONAL|SERVICE|UNION|VALUES)\b)",
    re.DOTALL | re.IGNORECASE,
)


def refuse_unsafe(sparql: str) -> None:
    """Raise `QueryError` for a text so deep or long-winded that parsing it would end the process.

    The embedded parser descends one level for each open bracket and for each operator of a chain such as `a || b || c`.
    """
    depth = operators = 0
    for token in _TOKEN.finditer(sparql):
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth -= 1
        elif token["operator"]:
            operators += 1
        if depth > MAX_NESTING or operators > MAX_OPERATORS:
            line = sparql.count("\n", 0, token.start()) + 1
            what = (
                f"brackets nest deeper than {MAX_NESTING}"
                if depth > MAX_NESTING
                else f"there are more than {MAX_OPERATORS} operators"
            )
            raise QueryError(f"line {line}: {what}", "Write the query flatter, or split it.")


def explain_syntax_error(error: SyntaxError, sparql: str, added: int = 0) -> QueryError:
    """Return an error that shows the line of the query and points at the place.

    `added` is how many characters were put before the first line of `sparql` when it was parsed.
    """
    message = error.msg.splitlines()[0] if error.msg else "the query cannot be parsed"
    line, column = error.lineno, error.offset
    found = re.match(r"error at (\d+):(\d+): ", message)
    if found:
        message = message[found.end() :]
        line, column = line or int(found[1]), column or int(found[2])
    lines = sparql.splitlines() or [""]
    if line and line <= len(lines):
        column = max((column or 1) - (added if line == 1 else 0), 1)
        start = max(column - 1 - _SHOWN, 0)
        shown = lines[line - 1][start : start + 2 * _SHOWN].replace("\t", " ")
        message = f"line {line}, column {column}: {message}\n    {shown}\n    {' ' * (column - 1 - start)}^"
    return QueryError(f"syntax error in the query, {message}", "Mend the query at the place marked.")


_SHOWN: Final = 100

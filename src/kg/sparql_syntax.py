"""What can be said of a SPARQL text before a store sees it: where it is wrong, and whether it is safe to parse."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError

MAX_NESTING: Final = 200
_TOKEN: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*|[{}()\[\]]', re.DOTALL
)


def refuse_deep_nesting(sparql: str) -> None:
    """Raise `QueryError` when brackets nest deeper than `MAX_NESTING`: the embedded parser would end the process."""
    depth = 0
    for token in _TOKEN.finditer(sparql):
        if token[0] in "{([":
            depth += 1
        elif token[0] in "})]":
            depth -= 1
        if depth > MAX_NESTING:
            line = sparql.count("\n", 0, token.start()) + 1
            raise QueryError(f"line {line}: brackets nest deeper than {MAX_NESTING}", "Write the query flatter.")


def explain_syntax_error(error: SyntaxError, sparql: str) -> QueryError:
    """Return an error that shows the line of the query and points at the place."""
    message = error.msg.splitlines()[0] if error.msg else "the query cannot be parsed"
    line, column = error.lineno, error.offset
    if not line:
        found = re.search(r"at (\d+):(\d+)", error.msg or "")
        line, column = (int(found[1]), int(found[2])) if found else (None, None)
    lines = sparql.splitlines()
    if line and line <= len(lines):
        message = f"line {line}: {message}\n    {lines[line - 1]}\n    {' ' * max((column or 1) - 1, 0)}^"
    return QueryError(f"syntax error in the query, {message}", "Mend the query at the place marked.")

"""Keep the catalogue of messages; `python tests/catalogue.py` writes the templates that it lacks, without translation.

The templates are found where the program makes a `Message`. A template that is used no more is taken out.
"""

from __future__ import annotations

import ast
import string
from functools import cache
from typing import Final

import polib

from ratchets import SOURCE, modules

CATALOGUE: Final = SOURCE / "locale" / "zh" / "LC_MESSAGES" / "messages.po"
_COUNTED: Final = "Message.counted"
_MAKERS: Final = {"Message": 1, _COUNTED: 2}


def templates() -> dict[str, str]:
    """Return the templates in the order of the program's modules, each with its plural or an empty text."""
    found: dict[str, str] = {}
    for _, call in _made():
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        found.setdefault(str(texts[0]) if texts else "", str(texts[1]) if len(texts) > 1 else "")
    return found


def unfixed() -> list[str]:
    """Return the places where a message is made of what is not a literal, or with other fields than it names."""
    return [
        f"{where}:{call.lineno}"
        for where, call in _made()
        if not all(isinstance(arg, ast.Constant) for arg in call.args)
        or len(call.args) != _MAKERS[ast.unparse(call.func)]
        or (_given(call) is not None and any(fields(str(arg.value)) - (_given(call) or set()) for arg in _texts(call)))
    ]


def fields(template: str) -> set[str]:
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _texts(call: ast.Call) -> list[ast.Constant]:
    return [arg for arg in call.args if isinstance(arg, ast.Constant)]


def _given(call: ast.Call) -> set[str] | None:
    """Return the names of the fields that a call gives; None where it passes on a mapping."""
    names = {each.arg for each in call.keywords if each.arg is not None}
    return names if len(names) == len(call.keywords) else None


@cache
def _made() -> tuple[tuple[str, ast.Call], ...]:
    return tuple(
        (str(path.relative_to(SOURCE)), node)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _MAKERS
    )


def write_missing() -> None:
    """Bring the catalogue to the templates that there are, sorted as the program has them."""
    known = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    made = polib.POFile(wrapwidth=110)
    made.header = "What kg tells people. After a change: python tests/catalogue.py"
    made.metadata = {
        "Project-Id-Version": "kg",
        "Language": "zh",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for one, many in templates().items():
        entry = known.get(one) or polib.POEntry(msgid=one)
        if many:
            entry.msgid_plural = many
            entry.msgstr_plural = entry.msgstr_plural or {0: ""}
        made.append(entry)
    made.save(str(CATALOGUE))


if __name__ == "__main__":
    write_missing()

"""Count what is to become less; `python tests/ratchets.py` prints the counts, `test_house.py` holds them.

The counts stand in `ratchets.tsv`: a number there may only be lowered.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "kg"
RECORDED: Final = Path(__file__).with_name("ratchets.tsv")
_SCHEMA: Final = re.compile(r"\bkg:[A-Za-z]\w*")
_ASKED: Final = frozenset(
    {"text", "values", "one", "_one", "_all"}
)  # statement.text("timeSense") names a property as kg:timeSense does
_CHINESE: Final = "[\u4e00-\u9fff]"
_MIXED: Final = re.compile(rf"{_CHINESE}.*[A-Za-z]{{3,}} [A-Za-z]{{2,}}|[A-Za-z]{{3,}} [A-Za-z]{{2,}}.*{_CHINESE}")
_COMMAND: Final = re.compile(r"\bkg [a-z]+.*")  # an example names things as the sources do
_GLUED: Final = re.compile(rf"{_CHINESE} [A-Za-z]{{4,}}")


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of the program with its syntax tree."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def schema_names(tree: ast.Module) -> int:
    """Return how often a name of the schema stands in a module: `kg:name`, `KG + "name"`, `.text("name")`."""
    docstrings = _docstrings(tree)
    found = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            found += len(_SCHEMA.findall(node.value))
        elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Name) and node.left.id in {"KG", "_KG"}:
            found += isinstance(node.right, ast.Constant)
        elif isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name):
            found += node.value.id in {"KG", "_KG"}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ASKED:
            found += bool(node.args) and isinstance(node.args[0], ast.Constant)
    return found


def mixed_texts(tree: ast.Module) -> int:
    """Return how many one-line texts of a module hold both languages."""
    docstrings = _docstrings(tree)
    return sum(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in docstrings
        and "\n" not in node.value
        and bool(re.search(_MIXED, text := _COMMAND.sub("", node.value)) or _GLUED.search(text))
        for node in ast.walk(tree)
    )


def _docstrings(tree: ast.Module) -> set[ast.Constant]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    firsts = [body[0].value for body in bodies if isinstance(body[0], ast.Expr)]
    return {first for first in firsts if isinstance(first, ast.Constant)}


def counts() -> dict[str, int]:
    """Return every count by its name in `ratchets.tsv`."""
    trees = [tree for _, tree in modules()]
    return {
        "schema names in Python": sum(map(schema_names, trees)),
        "texts that hold both languages": sum(map(mixed_texts, trees)),
    }


def recorded() -> dict[str, int]:
    """Return what `ratchets.tsv` allows."""
    with RECORDED.open(encoding="utf-8", newline="") as file:
        return {row["count"]: int(row["at most"]) for row in csv.DictReader(file, delimiter="\t")}


if __name__ == "__main__":
    for name, number in counts().items():
        print(f"{name}\t{number}")  # noqa: T201 - a script

"""A file that a message, a hint or a help text names is one that a new project or the package has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.dataset.start import start_project
from ratchets import SOURCE, modules

_PATH: Final = re.compile(
    r"(?<![\w./<-])(?:(?:graph_data|ontology|docs|queries|entities|sources|vocab)/[\w./*-]*"
    r"|[\w*-]+(?:\.[\w-]+)*\.(?:ttl|tsv|md|rq|xz|toml))(?![\w*])"
)
# The folders of a checkout that the wheel carries: docs/ is not one of them.
CARRIED: Final = ("ontology", "queries", "graph_data")
# What a user's own source has, and a source that comes with kg.
_OF_USERS: Final = re.compile(r"\b(?:SLUG|NAME)\b")


def sentences() -> Iterator[tuple[str, str]]:
    """Yield each text for people in the program, with its place: texts with a blank, and the help of commands."""
    for path, tree in modules():
        where = path.relative_to(SOURCE)
        owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        firsts = {node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body}
        documented = {node.value for node in firsts if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.search(r"\S \S|^graph_data/", node.value)
            ):
                is_help = where.parts[0] == "cli" and node in documented
                if "{{" not in node.value and (is_help or node not in documented):
                    yield f"{where}:{node.lineno}", node.value
    for line in (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8").splitlines():
        if "sh:message" in line:
            yield "shapes.ttl", line


def named() -> list[tuple[str, str]]:
    """Return every path that a text names, without the full stop behind it, and where."""
    return sorted({(m[0].rstrip("."), where) for where, text in sentences() for m in _PATH.finditer(text)})


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    fresh = tmp_path_factory.mktemp("fresh") / "p"
    start_project(fresh)
    return fresh, *(ROOT / name for name in CARRIED)


def exists(path: str, roots: tuple[Path, ...]) -> bool:
    pattern = _OF_USERS.sub("*", path).rstrip("/")
    inner = pattern.partition("/")[2] if pattern.partition("/")[0] in CARRIED else ""
    fresh, *carried = roots
    own = next(fresh.glob(pattern), None) or next(fresh.rglob(pattern), None)
    shipped = (root for root in carried if not inner or root.name == pattern.partition("/")[0])
    return own is not None or any(next(root.rglob(inner or pattern), None) for root in shipped)


def test_texts_name_files() -> None:
    paths = {path for path, _ in named()}
    assert {"graph_data/README.md", "graph_data/vocab/words.ttl", "judgements.tsv", "statements.ttl"} <= paths


def test_every_file_that_a_text_names_exists_in_a_new_project_or_in_the_package(roots: tuple[Path, ...]) -> None:
    assert [(path, where) for path, where in named() if not exists(path, roots)] == []


@pytest.mark.parametrize(
    ("path", "is_there"),
    [
        ("graph_data/vocab/words.ttl", True),
        ("graph_data/vocab/*.ttl", True),
        ("graph_data/sources/SLUG/source.ttl", True),
        ("graph_data/entities/", True),
        ("ontology/derive/", True),
        ("graph_data/entities/concepts.ttl", False),
        ("graph_data/kg.ttl", False),
        ("docs/model.md", False),
        ("vocabulary.ttl", False),
    ],
)
def test_a_file_that_is_not_there_is_noticed(path: str, is_there: bool, roots: tuple[Path, ...]) -> None:  # noqa: FBT001
    assert exists(path, roots) is is_there

"""The house is kept: few rooms, short modules and functions, and what is to become less becomes less."""

from __future__ import annotations

import ast
from typing import Final

import pytest

from ratchets import SOURCE, counts, mixed_texts, modules, recorded, schema_names

MOST_ROOMS: Final = 25
LONGEST_MODULE: Final = 400
LONGEST_BODY: Final = 55


def test_there_are_few_rooms_at_the_top() -> None:
    rooms = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert len(rooms) <= MOST_ROOMS, sorted(rooms)


def test_no_module_is_long() -> None:
    long = {
        str(p.relative_to(SOURCE)): n for p, _ in modules() if (n := len(p.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_function_is_long() -> None:
    long = {
        f"{path.relative_to(SOURCE)}:{node.name}": lines
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (lines := (node.end_lineno or 0) - node.body[0].lineno + 1) > LONGEST_BODY
    }
    assert long == {}


@pytest.mark.parametrize("name", recorded())
def test_what_is_to_become_less_does(name: str) -> None:
    found, most = counts()[name], recorded()[name]
    assert found <= most, f"{name}: {found}, and at most {most} are allowed; see tests/ratchets.py"
    assert found == most, f"{name}: only {found} are left; lower the number in tests/ratchets.tsv"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('x = "SELECT ?s { ?s kg:actor ?a ; kg:capacity ?c }"', 2),
        ('x = KG + "actor"', 1),
        ('x = f"<{KG}actor>"', 1),
        ('x = said.statement.text("timeSense")', 1),
        ('"""Of kg:actor."""', 0),
        ('x = "actor"', 0),
    ],
)
def test_names_of_the_schema_are_counted(text: str, names: int) -> None:
    assert schema_names(ast.parse(text)) == names


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ('x = "未列入 left out of it"', 1),
        ('x = "任职 Posts"', 1),
        ('x = ("任职", "Posts")', 0),
        ('x = "kg chart tenures 谢家坞村"', 0),
        ('"""任职 Posts"""', 0),
    ],
)
def test_texts_in_both_languages_are_counted(text: str, mixed: int) -> None:
    assert mixed_texts(ast.parse(text)) == mixed

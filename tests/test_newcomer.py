"""Where a newcomer stumbles at the command line: where files go, which project is meant, what a name or option is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import click
import pytest

from conftest import ROOT, Run
from kg.cli.main import cli
from kg.finding.gazetteer import Gazetteer
from kg.project import locate
from kg.tables.readable import readable, table_html
from kg.tables.table import Table

DATA: Final = ROOT / "graph_data"
SOURCE: Final = "002-keqiao-rural-work-instructors"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory, store_path: Path) -> Path:
    """Return a folder with a project below it that has a store."""
    above = tmp_path_factory.mktemp("above")
    (above / "danling" / "graph_data").mkdir(parents=True)
    shutil.copytree(store_path, above / "danling" / "build" / "store")
    return above


@pytest.mark.parametrize(
    ("command", "made"),
    [
        (("chart", "tenures", "谢家坞村"), "chart-tenures.html"),
        (("chart", "tenures", "谢家坞村", "-f", "csv"), "chart-tenures.csv"),
        (("graph", "谢家坞村"), "graph.html"),
    ],
)
def test_what_is_made_from_a_project_is_written_into_its_build_folder(
    command: tuple[str, ...], made: str, run: Run, village: Path, tmp_path: Path
) -> None:
    told = run("--project", str(village / "danling"), *command, cwd=tmp_path)
    written = village / "danling" / "build" / made
    assert (told.returncode, written.exists(), list(tmp_path.iterdir())) == (0, True, [])
    assert str(written) in told.stderr
    written.unlink()
    inside = run(*command, cwd=village / "danling")
    assert (inside.returncode, written.exists()) == (0, True)
    assert f" build/{made}" in inside.stderr


def test_above_a_project_the_hint_names_it_and_elsewhere_the_build(run: Run, village: Path, tmp_path: Path) -> None:
    above = run("query", "coverage", cwd=village)
    assert above.returncode == 1
    assert above.stderr == (
        f"Error: there is no store at {village / 'build' / 'store'}\n"
        "Hint: A project is below: cd danling, or kg --project danling ... For the data of kg itself: kg build\n"
    )
    assert run("query", "coverage", cwd=tmp_path).stderr.endswith("\nHint: Build one with: kg build\n")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("丹棱", ["丹棱县"]),
        ("丹棱县", ["丹棱县"]),
        ("柯桥", ["柯桥区"]),
        ("浙江", ["浙江省"]),
        ("平水", ["平水居委会"]),
        ("平水镇", ["平水镇"]),
        ("王坛", ["王坛镇"]),
        ("无此县", []),
        ("", []),
    ],
)
def test_a_county_is_meant_before_a_village_and_without_its_last_character(name: str, found: list[str]) -> None:
    assert [place.name for place in Gazetteer.read(locate(ROOT).register).meant(name)] == found


def test_a_place_is_looked_for_in_a_county_without_its_last_character(run: Run) -> None:
    told = run("place", "幸福村", "--in", "丹棱", "-f", "csv")
    assert "511424204201,幸福村民委员会,village,四川省 > 眉山市 > 丹棱县 > 顺龙乡,exact" in told.stdout
    several = run("place", "幸福村", "--in", "朝阳")
    assert (several.returncode, "110105000000 北京市 > 市辖区 > 朝阳区" in several.stderr) == (2, True)
    asked = run("query", "posts", "--in", "丹棱", store=True)
    whole = run("query", "posts", "--in", "丹棱县", store=True)
    assert (asked.returncode, asked.stdout, asked.stderr) == (whole.returncode, whole.stdout, whole.stderr)


def test_an_option_that_a_question_does_not_have_lists_those_that_it_has(run: Run) -> None:
    told = run("query", "figures", "--of", "谢家坞村")
    assert told.returncode == 2
    error, hint = told.stderr.splitlines()
    assert error.startswith("Error: No such option")
    assert hint.startswith("Hint: It has --")
    assert {"--year", "--in", "--source", "--lang"} <= set(re.findall(r"--[a-z-]+", hint))
    assert hint.endswith("See: kg query figures --help")


WORDS: Final = Table(("word", "definition", "n", "definition_zh"), (("w", "in English", "1", "中文"),), language="zh")


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("zh", ["word", "definition", "n", "w", "中文", "1"]),
        ("en", ["word", "definition", "n", "w", "in", "English", "1"]),
    ],
)
def test_people_see_the_definition_in_the_language_asked_for(language: str, shown: list[str]) -> None:
    table = Table(WORDS.columns, WORDS.rows, language=language)
    assert readable(table).split() == shown
    assert re.findall(r"<t[hd]>([^<]*)<", table_html(table)) == [*shown[:3], "w", " ".join(shown[4:-1]), "1"]


def test_the_definitions_of_words_in_use_are_in_one_language_and_the_csv_has_both(run: Run) -> None:
    chinese = run("query", "vocabulary", "--class", "Capacity", store=True)
    english = run("query", "vocabulary", "--class", "Capacity", "--lang", "en", store=True)
    assert ("Carried out" in chinese.stdout, "Carried out" in english.stdout) == (False, True)
    table = run("query", "vocabulary", "--class", "Capacity", "-f", "csv", store=True).stdout.lstrip("\ufeff")
    assert table.splitlines()[0].endswith(",definition_zh")
    assert "Carried out" in table


def test_tidy_says_why_a_file_is_empty_now(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "graph_data"
    shutil.copytree(DATA / "sources" / SOURCE, data / "sources" / SOURCE)
    whole = "".join(path.read_text(encoding="utf-8") for path in sorted((DATA / "entities").glob("*.ttl")))
    (data / "entities").mkdir()
    (data / "entities" / "all.ttl").write_text(whole, encoding="utf-8")
    told = run("--project", str(tmp_path), "tidy")
    assert told.returncode == 0
    assert "graph_data/entities/people.ttl\n" in told.stdout
    assert told.stderr.splitlines()[0] == (
        "Empty now: graph_data/entities/all.ttl. Each class of entity has a file of its own "
        "(people.ttl, places.ttl ...), each source one for its statements."
    )
    assert run("--project", str(tmp_path), "tidy").stderr == "0 files changed.\n"


def test_every_command_has_the_language_option_that_the_readme_promises() -> None:
    assert "Add `--lang en` to any command" in (ROOT / "README.md").read_text(encoding="utf-8")
    context = click.Context(cli)
    commands = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    assert [name for name, command in commands.items() if command and not _has_language(command)] == []


def _has_language(command: click.Command) -> bool:
    if isinstance(command, click.Group) and not any("--lang" in parameter.opts for parameter in command.params):
        return any(_has_language(each) for each in command.commands.values())
    return any("--lang" in parameter.opts for parameter in command.params)

"""CONTRIBUTING.md as a newcomer follows it: its commands and files, in their order, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.terms.namespaces import PREFIXES

PAGE: Final = ROOT / "CONTRIBUTING.md"
_BLOCK: Final = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE: Final = re.compile(r"`(my-villages/[^`]+\.ttl)`:")


@dataclass(frozen=True)
class Block:
    """A block of the page: its language, its text, and the file that the words before it name."""

    language: str
    text: str
    file: str


def blocks() -> list[Block]:
    """Return the blocks of the section that adds an article, in order."""
    page = PAGE.read_text(encoding="utf-8")
    section = page[page.index("## Add an article by hand") : page.index("### 7. Code twice")]
    found, at = [], 0
    for match in _BLOCK.finditer(section):
        named = _FILE.findall(section[at : match.start()])
        found.append(Block(match["language"], match["text"], named[-1] if named else ""))
        at = match.end()
    return found


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which `kg` and `python3` are those of the tests."""
    commands = folder / "bin"
    commands.mkdir()
    for name, words in (("kg", f'"{sys.executable}" -m kg'), ("python3", f'"{sys.executable}"')):
        (commands / name).write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
        (commands / name).chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return {**kept, "PATH": f"{commands}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """Follow the page; return each command with what it printed and what the page says that it prints."""
    folder = tmp_path_factory.mktemp("新 用户")
    settings = environment(tmp_path_factory.mktemp("tools"))
    told: list[tuple[str, str, str]] = []
    for block in blocks():
        if block.language == "sh":
            ended = subprocess.run(
                ["/bin/bash", "-euo", "pipefail", "-c", block.text],
                cwd=folder,
                env=settings,
                capture_output=True,
                check=False,
            )
            assert ended.returncode == 0, f"{block.text}\n{ended.stdout.decode()}{ended.stderr.decode()}"
            told.append((block.text, ended.stdout.decode(encoding="utf-8-sig").replace("\ufeff", ""), ""))
        elif block.language == "text":
            told[-1] = (*told[-1][:2], block.text)
        elif block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    assert (folder / "yunling.html").stat().st_size > 100_000
    return told


def test_the_page_has_all_that_a_newcomer_needs() -> None:
    assert {block.file.removeprefix("my-villages/graph_data/") for block in blocks()} == {
        "",
        "sources/101-yunling/source.ttl",
        "vocab/words.ttl",
        "entities/all.ttl",
        "sources/101-yunling/statements.ttl",
    }


def test_what_the_page_says_that_a_command_prints_it_prints(followed: list[tuple[str, str, str]]) -> None:
    said = [(printed, page) for _, printed, page in followed if page]
    assert len(said) == 5
    for printed, page in said:
        assert [line.rstrip() for line in printed.splitlines()] == page.splitlines()


def test_the_last_answers_have_the_own_words_and_the_computed_times(followed: list[tuple[str, str, str]]) -> None:
    printed = followed[-1][1]
    for word in (
        "周小禾",
        "牵头",
        "2022-12",
        "3公里",
        "公里",
        "2023-03/2023-05",
        "李青山",
        "管水员",
        "钱小满",
        "共享菜园",
    ):
        assert word in printed


def test_the_village_shows_what_is_placed_in_it_and_the_order_of_its_instructors(
    followed: list[tuple[str, str, str]],
) -> None:
    _, _, shown = followed[-1][1].partition("地方 · place:云岭村\n")
    assert "\n  • 周小禾 · 牵头 · 共享菜园 [" in shown
    assert "\n  • 钱小满 · 先于 · 周小禾 [" in shown


def test_the_prefix_block_is_the_whole_list() -> None:
    (whole,) = (block.text for block in blocks() if block.language == "turtle" and not block.file)
    assert whole == "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in sorted(PREFIXES))

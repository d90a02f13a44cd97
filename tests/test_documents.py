"""What the documents promise: links lead somewhere, code in them runs, nothing is in the tree that must not be."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import mypy.api
import pytest

from conftest import ROOT, Run

_MADE: Final = {".venv", "build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", "__pycache__", ".hypothesis"}
DOCUMENTS: Final = sorted(p for p in ROOT.rglob("*.md") if not _MADE & set(p.parts))
READMES: Final = ("README.md", "README.zh.md")
LINK: Final = re.compile(r"\]\((?!https?:|#)([^)#]+)")
LONGEST_FRAGMENT: Final = 60
NAMED_IN_A_LOCK: Final = ("uv.lock", "poetry.lock", "pylock.toml", "package-lock.json")
# Written in halves, so that this file does not hold what it looks for.
FORBIDDEN: Final = re.compile(
    "|".join(("pythonhosted" + r"\.", r"//pypi" + r"\.", "registry" + r"\.npmjs", "/wo" + "rk/"))
)


def tracked() -> list[Path]:
    """Return the files that git tracks, or every file of an unpacked source distribution."""
    if not (ROOT / ".git").exists():
        return [path for path in ROOT.rglob("*") if path.is_file() and not _MADE & set(path.parts)]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_to_files(document: Path) -> None:
    missing = [
        link for link in LINK.findall(document.read_text(encoding="utf-8")) if not (document.parent / link).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("readme", READMES)
def test_the_python_of_the_readme_runs(
    readme: str, store_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "store").symlink_to(store_path)
    monkeypatch.chdir(tmp_path)
    results = doctest.testfile(str(ROOT / readme), module_relative=False, encoding="utf-8")
    assert (results.failed, results.attempted) == (0, 12)


@pytest.mark.parametrize("readme", READMES)
def test_the_python_of_the_readme_is_typed(readme: str, tmp_path: Path) -> None:
    examples = doctest.DocTestParser().get_examples((ROOT / readme).read_text(encoding="utf-8"))
    script = tmp_path / "readme.py"
    script.write_text("".join(example.source for example in examples), encoding="utf-8")
    told, problems, status = mypy.api.run(["--strict", "--config-file", str(ROOT / "pyproject.toml"), str(script)])
    assert (status, problems) == (0, ""), told


@pytest.mark.parametrize(("guide", "commands"), [("docs/reading-guide.md", 8), ("docs/zh/guide.md", 8)])
def test_the_commands_of_a_guide_answer(guide: str, commands: int, run: Run, tmp_path: Path) -> None:
    block = (ROOT / guide).read_text(encoding="utf-8").partition("```sh\n")[2].partition("```")[0]
    typed = [shlex.split(line, comments=True) for line in block.splitlines()]
    assert [line[0] for line in typed] == ["kg"] * commands
    for line in typed:
        ended = run(*line[1:], cwd=tmp_path, store=True)
        assert (ended.returncode, "Error" in ended.stderr) == (0, False), line
        assert ended.stdout or (tmp_path / line[-1]).stat().st_size


def test_no_file_names_a_package_registry_or_this_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.suffix not in {".png", ".xz"}
        for match in FORBIDDEN.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert [path.name for path in tracked() if path.name in NAMED_IN_A_LOCK] == []


def test_no_file_holds_more_of_an_article_than_a_fragment(seeds: Mapping[str, str]) -> None:
    windows = {
        text[n : n + LONGEST_FRAGMENT + 1]
        for text in seeds.values()
        for n in range(len(text) - LONGEST_FRAGMENT)
        if "\n" not in text[n : n + LONGEST_FRAGMENT + 1]
    }
    found = []
    for path in tracked():
        if path.suffix in {".png", ".xz"}:
            continue
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines():
            for n in range(len(line) - LONGEST_FRAGMENT):
                if line[n : n + LONGEST_FRAGMENT + 1] in windows:
                    found.append(f"{path.relative_to(ROOT)}: {line[n : n + 20]}")
                    break
    assert found == []

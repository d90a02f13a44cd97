"""The outside check of an endpoint, which knows nothing of ours but its address, passes but for what is listed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT
from kg.serve.settings import Limits, Settings
from serving import TOKEN, running, token_file

CHECK: Final = ROOT.parent / "shared" / "conformance" / "check.py"
# what `make comunica` installs; without it these two clients are skipped
COMUNICA: Final = ROOT / ".venv" / "comunica" / "node_modules" / ".bin" / "comunica-sparql"
KNOWN: Final = Path(__file__).with_name("conformance-known.tsv")


def test_the_endpoint_conforms_but_for_what_is_listed(tmp_path: Path) -> None:
    if not CHECK.exists():
        pytest.skip(f"needs the outside check, which is not at {CHECK}")
    settings = Settings(
        str(tmp_path / "store"),
        writable=True,
        tokens=str(token_file(tmp_path)),
        union=False,
        limits=Limits(children=2),
    )
    with running(settings, tmp_path) as server:
        here = f"http://127.0.0.1:{server.settings.port}"
        command = [sys.executable, str(CHECK), "--query", f"{here}/sparql", "--update", f"{here}/update"]
        command += ["--gsp", f"{here}/graph", "--gsp-direct", "--tests", str(CHECK.with_name("rdf-tests"))]
        command += ["--header", f"Authorization: Bearer {TOKEN}", "--json", str(tmp_path / "found.json")]
        if COMUNICA.exists():
            command += ["--comunica", str(COMUNICA), "--comunica-file", str(COMUNICA.with_name("comunica-sparql-file"))]
        subprocess.run(command, check=False, capture_output=True)
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    with KNOWN.open(encoding="utf-8", newline="") as file:
        known = {(row["group"], row["case"]): row["reason"] for row in csv.DictReader(file, delimiter="\t")}
    by_outcome = {
        outcome: {(case["group"], case["name"]): case["note"] for case in found if case["outcome"] == outcome}
        for outcome in ("pass", "fail", "skip")
    }
    assert {case: note for case, note in by_outcome["fail"].items() if case not in known} == {}
    assert by_outcome["pass"].keys() & known.keys() == set(), "these pass now: take them off the list"
    assert all(known.values())
    assert len(by_outcome["pass"]) >= 499

"""`kg backup` and `kg restore`: everything comes back, or nothing is touched."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run
from kg.errors import StoreError
from kg.store import building, is_writable, open_store
from kg.store.backup import back_up, restore
from kg.store.embedded import Origin, OxigraphStore, built_from
from kg.store.generations import WRITABLE

PREDICATE = ox.NamedNode("a:p")


def made(path: Path, *values: str) -> Path:
    """Build a store with one triple a value."""
    with building(path, Origin("project", "checksum", "mark")) as store:
        store.extend([ox.Quad(PREDICATE, PREDICATE, ox.Literal(value), ox.NamedNode("a:g")) for value in values])
    return path


def values(path: Path) -> set[str]:
    store = open_store(str(path))
    assert isinstance(store, OxigraphStore)
    return {quad.object.value for quad in store.raw if isinstance(quad.object, ox.Literal)}


def test_a_store_comes_back_with_what_it_was_built_from(tmp_path: Path, run: Run) -> None:
    made(tmp_path / "store", "张三", "line\nbreak", 'a"quote')
    written = run("backup", "b.zip", "--store", "store", cwd=tmp_path)
    assert (written.returncode, "3 quads, SHA-256" in written.stderr) == (0, True), written.stderr
    restored = run("restore", "b.zip", "--store", "other", cwd=tmp_path)
    assert (restored.returncode, "Restored other: 3 quads" in restored.stderr) == (0, True), restored.stderr
    assert values(tmp_path / "other") == values(tmp_path / "store") == {"张三", "line\nbreak", 'a"quote'}
    assert built_from(str(tmp_path / "other")) == Origin("project", "checksum", "mark")


def test_what_a_writer_has_not_flushed_is_in_the_backup(tmp_path: Path) -> None:
    made(tmp_path / "store", "first")
    (tmp_path / "store" / WRITABLE).touch()
    writer = ox.Store(str(next((tmp_path / "store").glob("generation-*"))))
    writer.update('INSERT DATA { <a:p> <a:p> "unflushed" }')
    back_up(str(tmp_path / "store"), tmp_path / "b.zip")
    del writer
    restore(tmp_path / "b.zip", str(tmp_path / "other"))
    assert values(tmp_path / "other") == {"first", "unflushed"}
    assert is_writable(tmp_path / "other")
    with pytest.raises(StoreError, match="writes to"):
        restore(tmp_path / "b.zip", str(tmp_path / "store"))


@pytest.mark.parametrize("damage", ["not a zip", "another hash", "a quad too few", "no manifest", "cut"])
def test_a_damaged_file_leaves_the_store_as_it_is(tmp_path: Path, run: Run, damage: str) -> None:
    made(tmp_path / "store", "old")
    file = tmp_path / "b.zip"
    back_up(str(made(tmp_path / "other", "new", "newer")), file)
    with zipfile.ZipFile(file) as packed:
        quads, manifest = packed.read("quads.nq"), json.loads(packed.read("manifest.json"))
    if damage == "not a zip":
        file.write_bytes(b"PK")
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:-40])
    else:
        if damage == "another hash":
            manifest["sha256"] = "0" * 64
        if damage == "a quad too few":
            quads = quads.partition(b"\n")[0] + b"\n"
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr("quads.nq", quads)
            if damage != "no manifest":
                packed.writestr("manifest.json", json.dumps(manifest))
    ended = run("restore", "b.zip", "--store", "store", cwd=tmp_path)
    assert (ended.returncode, ended.stderr.count("Error: ")) == (1, 1)
    assert values(tmp_path / "store") == {"old"}


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, run: Run) -> None:
    made(tmp_path / "store", "old")
    ended = run("backup", "no/such/folder.zip", "--store", "store", cwd=tmp_path)
    assert (ended.returncode, "cannot be written" in ended.stderr) == (1, True)
    missing = run("backup", "b.zip", "--store", "nowhere", cwd=tmp_path)
    assert (missing.returncode, "there is no store at nowhere" in missing.stderr) == (1, True)

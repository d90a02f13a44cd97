"""What several tests share: the articles, a store built from the project's own data, and the program itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from kg.build import build, load_project
from kg.dataset import build_quads
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project, locate
from kg.reading.said import Reading
from kg.reading.whole import whole
from kg.store import OxigraphStore, Store, open_store

ROOT: Final = Path(__file__).resolve().parents[1]
SEEDS: Final = ROOT.parent / "shared" / "seeds"
_KEY_LENGTH: Final = 3
CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-angle=swiftshader",  # WebGL without a graphics card
    "--enable-unsafe-swiftshader",
)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def seeds() -> Mapping[str, str]:
    """Return the given articles by key, `000` to `004`; skip where they are not at hand, but fail in CI."""
    texts = {path.name[:_KEY_LENGTH]: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}
    if not texts:
        why = f"needs the article texts, which are not in {SEEDS}"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return texts


@pytest.fixture(scope="session")
def project() -> Project:
    """Return the checkout as a project."""
    return locate(ROOT)


@pytest.fixture(scope="session")
def loaded(project: Project) -> tuple[Corpus, Ontology]:
    """Return the project's corpus and ontology."""
    return load_project(project)


@pytest.fixture(scope="session")
def store_path(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a store built from the project's data."""
    path = tmp_path_factory.mktemp("built") / "store"
    build(project, path)
    return path


@pytest.fixture(scope="session")
def store(store_path: Path) -> Store:
    """Return that store, open to read."""
    return open_store(str(store_path))


@pytest.fixture(scope="session")
def reading(store: Store, loaded: tuple[Corpus, Ontology]) -> Reading:
    """Return all that this store says."""
    return whole(store, loaded[1])


def read_back(corpus: Corpus, ontology: Ontology) -> Reading:
    """Return what a store of a made-up corpus says, without what is derived."""
    store = OxigraphStore.memory()
    store.extend(build_quads(corpus, ontology))
    return whole(store, ontology)


@pytest.fixture(scope="session")
def run(store_path: Path) -> Run:
    """Return a function that runs `kg ARGUMENTS` as a user would, `store=True` naming the built store."""

    def start(
        *arguments: str, cwd: Path | None = None, store: bool = False, given: str | bytes = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        named = ("--store", str(store_path)) if store else ()
        settings = {k: v for k, v in os.environ.items() if k != "KG_TEXTS"} | environment
        raw = given.encode() if isinstance(given, str) else given
        command = [sys.executable, "-m", "kg", *arguments, *named]
        ended = subprocess.run(command, cwd=cwd or ROOT, input=raw, capture_output=True, env=settings, check=False)
        return subprocess.CompletedProcess(
            command, ended.returncode, ended.stdout.decode(), ended.stderr.decode(errors="replace")
        )

    return start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real Chromium."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()

"""What several tests share: the articles, a store built from the project's own data, and the program itself."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import hypothesis
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
from program import called, started

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
pytest_plugins = ("running", "pages")
hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of an example
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def seeds() -> Mapping[str, str]:
    """Return the given articles by key, `000` to `004`; skip where they are not at hand."""
    texts = {path.name[:_KEY_LENGTH]: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}
    if not texts:
        pytest.skip(f"needs the article texts, which are not in {SEEDS}")
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
def shared_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Return a folder that all workers of one run share; what lies there is only read once it is made."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def store_path(project: Project, shared_folder: Path) -> Path:
    """Return the path of a store built from the project's data, once for all workers."""
    path = shared_folder / "built" / "store"
    with (shared_folder / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
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


def copied_small(folder: Path) -> Path:
    """Copy the project's data into a folder, of the articles one alone, which is built in a third of the time."""
    left_out = shutil.ignore_patterns("coding", "register", "00[0134]-*")
    shutil.copytree(ROOT / "graph_data", folder / "graph_data", ignore=left_out)
    judged = folder / "graph_data" / "judgements.tsv"
    judged.write_text("".join(judged.read_text(encoding="utf-8").splitlines(keepends=True)[:1]), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of such a project; it is only read."""
    return copied_small(tmp_path_factory.mktemp("small"))


def read_back(corpus: Corpus, ontology: Ontology) -> Reading:
    """Return what a store of a made-up corpus says, without what is derived."""
    store = OxigraphStore.memory()
    store.extend(build_quads(corpus, ontology))
    return whole(store, ontology)


@pytest.fixture(scope="session")
def program(store_path: Path) -> Run:
    """Return a function that runs `kg ARGUMENTS` in a process as a user would, `store=True` naming the built store."""

    def start(
        *arguments: str, cwd: Path = ROOT, store: bool = False, given: str | bytes = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        raw = given.encode() if isinstance(given, str) else given
        return started([*arguments, *_named(store_path, store)], cwd, raw, **environment)

    return start


@pytest.fixture(scope="session")
def run(store_path: Path, program: Run) -> Run:
    """Return the same without a new process, which costs more than most commands; an environment needs one."""

    def call(
        *arguments: str, cwd: Path = ROOT, store: bool = False, given: str | bytes = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        if environment:
            return program(*arguments, cwd=cwd, store=store, given=given, **environment)
        raw = given.encode() if isinstance(given, str) else given
        return called([*arguments, *_named(store_path, store)], cwd, raw)

    return call


def _named(path: Path, named: bool) -> tuple[str, ...]:  # noqa: FBT001 - one fact, passed on
    return ("--store", str(path)) if named else ()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real Chromium."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()

"""Where a project's files are: a checkout, a folder made by `kg init`, or what the installed package carries."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Message, UsageError

_CARRIED: Final = Path(__file__).parent / "carried"
_CHECKOUT: Final = Path(__file__).parents[2]
DATA_FOLDER: Final = "graph_data"
ONTOLOGY_FOLDER: Final = "ontology"
VOCABULARY_FOLDER: Final = "vocab"
QUERIES_FOLDER: Final = "queries"
MIGRATIONS_FOLDER: Final = "migrate"
MODEL_FILE: Final = "MODEL"
_LEFT_BEHIND: Final = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project. `root` holds the data, `build` receives what is made from it."""

    root: Path
    ontology: Path
    queries: Path
    build: Path

    @property
    def graph_data(self) -> Path:
        """The folder of sources, entities and judgements."""
        return self.root / DATA_FOLDER

    @property
    def vocabulary(self) -> tuple[Path, ...]:
        """The files of the project's own words, which are added to those of its ontology, sorted.

        They lie in `graph_data/vocab/`, or in `ontology/vocab/` of a project that has no ontology of its own.
        """
        folders = [self.graph_data / VOCABULARY_FOLDER]
        if self.root / ONTOLOGY_FOLDER != self.ontology:
            folders.append(self.root / ONTOLOGY_FOLDER / VOCABULARY_FOLDER)
        found = (path for folder in folders for path in sorted(folder.glob("*.ttl")))
        return tuple(path for path in found if not path.name.startswith("."))  # `.#words.ttl` is an editor's

    @property
    def glosses(self) -> tuple[Path, ...]:
        """The tables of glosses: what printed words mean in another language."""
        return tuple(sorted((self.graph_data / "glosses").glob("[!.]*.tsv")))

    @property
    def glossary(self) -> Path:
        """The table of terms and the English that is used for each."""
        return self.graph_data / "glossary.tsv"

    @property
    def register(self) -> Path:
        """The place register: the project's own or the one the package carries."""
        own = self.graph_data / "register" / "places.tsv.xz"
        return own if own.exists() else _shipped() / DATA_FOLDER / "register" / "places.tsv.xz"

    @property
    def answers(self) -> Path:
        """The folder of the filters of questions and what stands beside answers: the own ontology's or the shipped."""
        own = self.ontology / "answers"
        return own if own.is_dir() else _shipped() / "ontology" / "answers"

    @property
    def store(self) -> Path:
        """The default store."""
        return self.build / "store"

    @property
    def version(self) -> str:
        """The version of the data, as `graph_data/VERSION` gives it."""
        path = self.graph_data / "VERSION"
        return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else "unversioned"

    @property
    def model(self) -> str:
        """The edition of the model that the data are written for, as `graph_data/MODEL` gives it; empty without it."""
        path = self.graph_data / MODEL_FILE
        return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""

    @property
    def migrations(self) -> tuple[Path, ...]:
        """The folders of what changes from one edition of the model to the next, oldest first; the last is today's.

        They are the own ontology's or the shipped.
        """
        own = self.ontology / MIGRATIONS_FOLDER
        found = (own if own.is_dir() else _shipped() / ONTOLOGY_FOLDER / MIGRATIONS_FOLDER).glob("[0-9]*.[0-9]*")
        return tuple(sorted(found, key=lambda path: [int(number) for number in path.name.split(".")]))

    @property
    def is_shipped(self) -> bool:
        """Whether this is the project that comes with the program."""
        return self.root == _shipped()

    @property
    def has_own_ontology(self) -> bool:
        """Whether a whole ontology of the project's own is used in place of the one that comes with kg."""
        return self.ontology != _shipped() / ONTOLOGY_FOLDER

    @property
    def own_queries(self) -> tuple[Path, ...]:
        """The questions of the project itself, sorted."""
        return tuple(sorted(self.queries.glob("*.rq"))) if self.queries == self.root / QUERIES_FOLDER else ()

    @property
    def checksum(self) -> str:
        """The SHA-256 over the names and bytes of all that a store is built from, as hexadecimal text."""
        return _digest(self._data_files, self._words_and_rules)

    @property
    def data_checksum(self) -> str:
        """The SHA-256 over the names and bytes of the dataset alone: sources, entities, judgements, words of its own.

        It names an edition of the data: `graph_data/editions.tsv` records each with its reason.
        """
        return _digest(self._data_files)

    @property
    def mark(self) -> str:
        """A mark of the files that a store is built from: the same while none is written, added or taken away.

        It is made of names, sizes and times, so that nothing is read; the checksum tells whether the data differ.
        """
        digest = hashlib.sha256()
        for path in sorted(path for path in self._built_from if path.is_file()):
            digest.update(f"{path}\0{mark_of(path)}\0".encode(errors="replace"))
        return digest.hexdigest()

    @property
    def _built_from(self) -> list[Path]:
        return [*self._data_files, *self._words_and_rules]

    @property
    def _words_and_rules(self) -> list[Path]:
        return [*ontology_files(self.ontology), *(self.ontology / "derive").glob("*.rq")]

    @property
    def _data_files(self) -> list[Path]:
        data = self.graph_data
        described = [*turtle_files(data / "sources"), *turtle_files(data / "entities"), *self.vocabulary]
        return [*described, data / "judgements.tsv", *self.glosses]

    @property
    def below(self) -> tuple[str, ...]:
        """The projects directly below the folder that the shipped data build into; none for a project of its own."""
        folder = self.build.parent
        if folder == self.root:
            return ()
        return tuple(sorted(path.parent.name for path in folder.glob(f"[!.]*/{DATA_FOLDER}") if path.is_dir()))

    def relative(self, path: Path) -> str:
        """Return a path as messages show it: relative to the project where it lies inside."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def turtle_files(folder: Path) -> tuple[Path, ...]:
    """Return the Turtle files among `files_below` a folder."""
    return tuple(path for path in files_below(folder) if path.suffix == ".ttl")


def files_below(folder: Path) -> tuple[Path, ...]:
    """Return the files in a folder and the folders below it, sorted, without what editors and systems leave."""
    found: list[Path] = []
    seen: set[str] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(root)
        kept = [] if real in seen else sorted(name for name in folders if not _is_left_behind(name))
        if real not in seen:
            found += (Path(root, name) for name in names if not _is_left_behind(name))
        seen.add(real)
        folders[:] = kept  # where the walk goes on
    return tuple(sorted(found))


def _is_left_behind(name: str) -> bool:
    """Say whether editors and systems make files or folders of this name: `.#x`, `._x`, `x~`, `#x#`, `~$x`."""
    marked = name.startswith((".", "~$")) or name.endswith("~") or (name.startswith("#") and name.endswith("#"))
    return marked or name in _LEFT_BEHIND


def ontology_files(folder: Path) -> tuple[Path, ...]:
    """Return the files that make the schema: `kg.ttl`, what a project has of `mechanics.ttl`, and the vocabularies."""
    optional = (*folder.glob("mechanics.ttl"), *folder.glob("sentences.ttl"))
    return (folder / "kg.ttl", *optional, *sorted((folder / VOCABULARY_FOLDER).glob("*.ttl")))


def mark_of(path: Path) -> str:
    """Return size and times of a file as text: the same while it is not written; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _digest(*groups: Iterable[Path]) -> str:
    """Return the digest of files, each group in the order of its own folder: where a folder lies changes nothing."""
    digest = hashlib.sha256()
    for path in (path for group in groups for path in sorted(group) if path.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _shipped() -> Path:
    """Return the folder with the shipped ontology, queries and data: in the wheel, else the checkout."""
    return _CARRIED if _CARRIED.exists() else _CHECKOUT


def locate(folder: Path | None = None) -> Project:
    """Return the project at `folder`; without one, the nearest at or above the current folder, else the shipped one.

    A project's own `ontology/` and `queries/` are used where it has them, else the shipped ones; an `ontology/` that
    holds nothing but `vocab/` adds words to the shipped one. The shipped project builds into `build/` of the current
    folder. Raises `UsageError` when `folder` is no project.
    """
    if folder is not None:
        if not (folder / DATA_FOLDER).is_dir():
            raise UsageError(
                Message("{folder} is not a project: it has no {data_folder}/", folder=folder, data_folder=DATA_FOLDER),
                Message("Make one with: kg init FOLDER"),
            )
        return _project(folder.resolve(), folder.resolve() / "build")
    here = _here()
    for candidate in (here, *here.parents):
        if (candidate / DATA_FOLDER).is_dir():
            return _project(candidate, candidate / "build")
    return shipped_project()


def shipped_project() -> Project:
    """Return the project that comes with the program, building into `build/` of the current folder."""
    return _project(_shipped(), _here() / "build")


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError(
            Message("the current folder does not exist any more"), Message("Change to another with cd.")
        ) from error


def _project(root: Path, build: Path) -> Project:
    def own_or_shipped(name: str, *, unless: str = "") -> Path:
        own = root / name
        has_own = own.is_dir() and any(path.name != unless for path in own.glob("[!.]*"))
        return own if has_own else _shipped() / name

    return Project(
        root, own_or_shipped(ONTOLOGY_FOLDER, unless=VOCABULARY_FOLDER), own_or_shipped(QUERIES_FOLDER), build
    )

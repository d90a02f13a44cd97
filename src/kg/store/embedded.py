"""Stores: Oxigraph in memory or on disk, and any SPARQL 1.1 endpoint, behind one narrow protocol.

On disk a store is a folder of generations. A build fills a new generation beside the one in use and then replaces the
pointer file in one step, so a reader always sees a whole store and a build that is killed leaves the old one in use.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import pyoxigraph as ox

from kg.errors import Foreign, Message, QueryError, StoreError
from kg.project import mark_of
from kg.store.results import Result, Solutions, materialized
from kg.store.syntax import explain_syntax_error, names_dataset, refuse_services, refuse_unsafe, with_graphs
from kg.store.worker import in_worker

if TYPE_CHECKING:
    import rdflib

POINTER: Final = "kg-store.json"
# quads loaded at once: fewer cost more time on disk, more cost memory (1.4 GB at a million)
_BATCH: Final = 200_000
_BUILD: Final = Message("Build one with: kg build")
_BUILD_OR_NAME: Final = Message("Build one with: kg build, or name another with --store.")
_BUILD_ANEW: Final = Message("Build one with: kg build (it makes a new one).")
_SERVICE_LIMIT: Final = 60.0
_NO_ANSWER: Final = Message("Is the service up? Ask it less, or leave SERVICE out.")


class Store(Protocol):
    """Something that answers SPARQL over the union of its graphs."""

    @property
    def location(self) -> str:
        """Where the store is: a path, a URL, or `memory`."""

    def query(self, sparql: str) -> Result:
        """Evaluate a query. Raises `QueryError` when it cannot be parsed, `StoreError` when it cannot be answered."""

    def triples(self, graph: str, predicates: Sequence[str] = ()) -> Iterable[ox.Triple | ox.Quad]:
        """Return what one named graph holds, of some predicates (IRIs) or all.

        Raises `StoreError` when it cannot be read.
        """

    def close(self) -> None:
        """Let go of files and connections."""


class OxigraphStore:
    """An embedded store. `OxigraphStore.memory()` is empty and writable, `open_store` gives one on disk to read."""

    def __init__(self, store: ox.Store, location: str, services: Collection[str] = (), generation: str = "") -> None:
        """Wrap an Oxigraph store; `location` is what messages call it, `services` the IRIs that SERVICE may call.

        `generation` names what was built, as it was when opened; it is empty where anything may still be written.
        """
        self.raw = store
        self.location = location
        self.generation = generation
        self.services = frozenset(services)

    @classmethod
    def memory(cls) -> OxigraphStore:
        """Return an empty store in memory."""
        return cls(ox.Store(), "memory")

    def query(self, sparql: str) -> Result:
        """Evaluate a query over the union of all graphs, or over the graphs that it names by FROM and FROM NAMED."""
        return self.query_over(sparql, ())

    def query_over(self, sparql: str, graphs: Sequence[str]) -> Result:
        """Evaluate a query over the union of some graphs, of all where none is named."""
        refuse_unsafe(sparql)
        refuse_services(sparql, self.services)
        named = [ox.NamedNode(graph) for graph in graphs]
        if named:
            return self.evaluated(sparql, default_graph=named, named_graphs=named)
        return self.evaluated(sparql, use_default_graph_as_union=not names_dataset(sparql))

    def evaluated(self, sparql: str, **options: Any) -> Result:  # noqa: ANN401 - those of pyoxigraph
        """Evaluate a query with options of pyoxigraph's own call; whoever calls has looked at the text."""
        raw, limit, sparql = self.raw, _SERVICE_LIMIT if self.services else None, with_graphs(sparql)
        try:
            return in_worker(partial(_evaluated, raw, sparql, options), limit)
        except SyntaxError as error:
            raise explain_syntax_error(error, sparql) from error
        except TimeoutError as error:
            told = {"services": tuple(sorted(self.services)), "reason": Foreign(str(error))}
            raise StoreError(Message("a query that calls {services} has {reason}", **told), _NO_ANSWER) from error
        except (OSError, RuntimeError) as error:
            raise unreadable(self.location, error) from error

    def triples(self, graph: str, predicates: Sequence[str] = ()) -> Iterator[ox.Quad]:
        """Yield what one named graph holds, of some predicates (IRIs) or all.

        This goes past SPARQL: at millions of quads its rows cost ten times more.
        """
        raw, named = self.raw, ox.NamedNode(graph)

        def held(predicate: ox.NamedNode | None) -> list[ox.Quad]:
            return list(raw.quads_for_pattern(None, predicate, None, named))

        try:
            for predicate in map(ox.NamedNode, predicates) if predicates else (None,):
                yield from in_worker(partial(held, predicate))
        except (OSError, RuntimeError) as error:
            raise unreadable(self.location, error) from error

    def extend(self, quads: Iterable[ox.Quad], on_batch: Callable[[int], None] | None = None) -> int:
        """Add quads in batches, calling `on_batch` with the size of each; return how many were given.

        The quads are asked for in the calling thread, whose iterators they may come from; so Ctrl-C reaches it there.
        """
        total = 0
        for batch in batches(quads, _BATCH):
            try:
                self.raw.bulk_extend(batch)
            except (OSError, RuntimeError) as error:
                message = Message("{location}: {reason}", location=self.location, reason=Foreign(str(error)))
                raise StoreError(message, Message("Free some space on the disk and build again.")) from error
            total += len(batch)
            if on_batch:
                on_batch(len(batch))
        return total

    def load(self, path: Path) -> int:
        """Load a file of N-Quads, TriG or Turtle, told by its ending; return how many quads the store has afterwards.

        Raises `StoreError` when the file cannot be read or the store cannot be written.
        """
        try:
            ending = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
            in_worker(partial(self.raw.bulk_load, path=str(path), format=ending))
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:
            raise StoreError(
                Message("{path} cannot be loaded: {reason}", path=path, reason=Foreign(str(error))),
                Message("Is it N-Quads, TriG or Turtle in UTF-8?"),
            ) from error
        return len(self.raw)

    def construct_into(self, sparql: str, graph: str, over: Sequence[str] = ()) -> int:
        """Evaluate a CONSTRUCT query and add its triples to a graph; return how many triples it gave.

        `over` names the graphs that the query sees; all when it is empty.
        """
        target = ox.NamedNode(graph)
        triples = self.constructed(sparql, over)
        return self.extend(ox.Quad(t.subject, t.predicate, t.object, target) for t in triples)

    def constructed(self, sparql: str, over: Sequence[str] = ()) -> list[ox.Triple]:
        """Return the triples of a CONSTRUCT query over some graphs, over all where none is named."""
        triples = self.query_over(sparql, over)
        if not isinstance(triples, list):
            raise QueryError(Message("a derivation is not a CONSTRUCT query"), Message("See ontology/derive/."))
        return triples

    def as_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib dataset on this store; its default graph is the union of all graphs."""
        from kg.store.rdflib_dataset import dataset_over  # noqa: PLC0415 - rdflib is slow to import

        return dataset_over(self)

    def close(self) -> None:
        """Let go of the files: the store is closed when nothing refers to it any more."""
        self.__dict__.pop("raw", None)


def _evaluated(raw: ox.Store, sparql: str, options: Mapping[str, Any]) -> Result:
    try:
        return materialized(raw.query(sparql, **options))
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        # its traceback holds Oxigraph's iterator, which may only be dropped by this thread
        raise error.with_traceback(None) from None


def rows(store: Store, sparql: str) -> Iterator[ox.QuerySolution]:
    """Return the solutions of a SELECT query one by one; none for another sort of query."""
    found = store.query(sparql)
    return iter(found if isinstance(found, Solutions) else ())


def unreadable(location: str, error: Exception) -> StoreError:
    """Return what is told when a store, or a service that a query calls, breaks off while it answers."""
    return StoreError(
        Message("{location}: {reason}", location=location, reason=Foreign(str(error))),
        Message("Is the disk (or the SERVICE) all right? Build again with: kg build"),
    )


def batches(quads: Iterable[ox.Quad], size: int) -> Iterator[list[ox.Quad]]:
    """Yield quads in lists of at most `size`, none of them empty."""
    rest = iter(quads)
    return iter(lambda: list(islice(rest, size)), [])


def open_store(location: str, services: Collection[str] = ()) -> Store:
    """Open a store to read: an `http(s)://` endpoint, a store made by `kg build`, or any Oxigraph folder.

    `services` are the IRIs that a query may call by SERVICE: none without it.

    Raises `StoreError` when there is none, or when it is locked or damaged.
    """
    if location.startswith(("http://", "https://")):
        from kg.store.endpoint import EndpointStore  # noqa: PLC0415 - pulls in the HTTP client

        return EndpointStore(location, services=services)
    path = Path(location)
    try:
        folder = store_folder(path)
        built = "" if folder == path else _written(folder)
        return OxigraphStore(ox.Store.read_only(str(folder)), location, services, built)
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(
            Message("the store at {path} cannot be opened: {reason}", path=path, reason=Foreign(str(error))),
            _BUILD_ANEW,
        ) from error


def _written(folder: Path) -> str:
    """Return the path of a generation with size and times of its files: another where `kg serve` has written to it."""
    return "\0".join((str(folder.resolve()), *(f"{path.name} {mark_of(path)}" for path in sorted(folder.iterdir()))))


def store_folder(path: Path) -> Path:
    """Return the folder that Oxigraph opens for a store on disk. Raises `StoreError` when there is none."""
    folder = path / pointer(path)["generation"] if (path / POINTER).exists() else path
    if path.is_file():
        raise StoreError(Message("{path} is a file, not a store", path=path), _BUILD_OR_NAME)
    if not folder.is_dir():
        raise StoreError(Message("there is no store at {path}", path=path), _BUILD)
    if not (folder / "CURRENT").exists():
        raise StoreError(Message("{path} is not a store", path=path), _BUILD_OR_NAME)
    return folder


def pointer(path: Path) -> dict[str, str]:
    """Return what the pointer file of a store says. Raises `StoreError` when it cannot be read."""
    try:
        found = json.loads((path / POINTER).read_text(encoding="utf-8"))
        generation = str(found["generation"])  # first: a list has none, and no `get`
        return {
            "generation": generation,
            **{name: str(found.get(name, "")) for name in ("project", "checksum", "mark")},
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            Message("{path} cannot be read: {reason}", path=path / POINTER, reason=Foreign(str(error))),
            _BUILD_ANEW,
        ) from error


@dataclass(frozen=True, slots=True)
class Origin:
    """What a store was built from: its project's folder, the checksum of its data, and a mark of their files.

    While the mark is the same, nobody has written to the files, and the checksum needs no computing.
    """

    project: str = ""
    checksum: str = ""
    mark: str = ""


def built_from(location: str) -> Origin | None:
    """Return what a store on disk was built from; None for another. Raises `StoreError` when it cannot be read."""
    path = Path(location)
    if not (path / POINTER).exists():
        return None
    found = pointer(path)
    return Origin(**{name: found[name] for name in ("project", "checksum", "mark")})

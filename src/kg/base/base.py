"""One object over a project and its store."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from warnings import warn

from kg.errors import Message, StaleStoreWarning, StoreError, UsageError
from kg.finding.find import Candidate, Lookup
from kg.ontology import Ontology, read_ontology
from kg.project import Project
from kg.store import OxigraphStore, Store, built_from, open_store
from kg.tables.table import Table
from kg.tables.types import ANSWERS

if TYPE_CHECKING:
    import rdflib

    from kg.base.charts import Charts
    from kg.base.glosses import Glosses
    from kg.base.networks import Networks
    from kg.base.results import Page, Shown
    from kg.build import Built, Migration, Progress
    from kg.dataset.quoting import Occurrence
    from kg.errors import Finding
    from kg.finding.search import Index
    from kg.questions import CatalogueQuery, Triples
    from kg.reading.citation import Citation
    from kg.terms.time import YearRange


_SECOND: Final = 1.0
_STALE: Final = "the data have changed since this store was built; base.build() builds it anew"


class Base:
    """A project and its store: ask, show, draw, export, check and build.

    Names are what the sources call things: Chinese, English, pinyin, initials, a place code or an id. Everything is
    read when it is first needed. Results show themselves in a notebook and have `save`.
    """

    def __init__(
        self, project: Project, store_at: str = "", *, language: str = "", services: Collection[str] = ()
    ) -> None:
        """Take a project, the path or URL of another store than its own, and the language of labels, `zh` or `en`.

        Without a language labels are Chinese, and pages open in the reader's. `services` are the IRIs that a query may
        call by SERVICE.
        """
        self.project = project
        self.services = frozenset(services)
        self.store_at = store_at or str(project.store)
        self.language, self.is_of_reader = language or "zh", not language
        self._opened: Store | None = None
        self._looked = float("-inf")

    def __repr__(self) -> str:
        """Return the project and its store."""
        return f"kg.Base(project={str(self.project.root)!r}, store={self.store_at!r}, language={self.language!r})"

    @property
    def store(self) -> Store:
        """The store, open to read. Raises `StoreError` when there is none: `build` makes one.

        Warns with `StaleStoreWarning` when it is older than the data; at most once a second it looks.
        """
        if self._opened is None:
            self._opened = self._open()
        if monotonic() - self._looked > _SECOND:
            self._looked = monotonic()
            if self.is_stale:
                warn(_STALE, StaleStoreWarning, stacklevel=3)
        return self._opened

    def _open(self) -> Store:
        try:
            return open_store(self.store_at, self.services)
        except StoreError as error:
            below = self.project.below if self.store_at == str(self.project.store) and not self.is_built else ()
            if not below:
                raise
            hint = Message(
                "A project is below: cd {path}, or kg --project {path} ... For the data of kg itself: kg build",
                path=below[0],
            )
            raise StoreError(error.message, hint) from error

    @property
    def is_open(self) -> bool:
        """Whether the store has been opened, as answers need it."""
        return self._opened is not None

    @property
    def is_built(self) -> bool:
        """Whether there is a store that can be opened; an endpoint is taken for one."""
        try:
            return (
                "://" in self.store_at or bool(built_from(self.store_at)) or (Path(self.store_at) / "CURRENT").exists()
            )
        except StoreError:
            return False

    @property
    def is_stale(self) -> bool:
        """Whether the store was built from other data than its project has now, by the checksum."""
        origin = built_from(self.store_at)
        if origin is None or not self._is_own(origin.project) or origin.mark == self.project.mark:
            return False
        return origin.checksum != self.project.checksum

    def _is_own(self, built_for: str) -> bool:
        """Say whether the store is that of the project: it lies where the project has it, or was built for it."""
        at_home = Path(self.store_at).resolve() == self.project.store.resolve()
        return at_home or built_for == str(self.project.root)

    @cached_property
    def glosses(self) -> Glosses:
        """English beside printed words: a table for a translator, and back."""
        from kg.base.glosses import Glosses  # noqa: PLC0415

        return Glosses(self.project)

    @cached_property
    def ontology(self) -> Ontology:
        """The schema and the vocabularies, the project's own words included."""
        if not self.project.vocabulary:
            return read_ontology(self.project.ontology)
        from kg.dataset.vocabulary import project_ontology  # noqa: PLC0415 - few projects need it

        return project_ontology(self.project)[0]

    @cached_property
    def lookup(self) -> Lookup:
        """The names in the store, and those of the place register."""
        return Lookup(self.store, self.project.register, self.language)

    @property
    def graph(self) -> rdflib.Dataset:
        """The store as an rdflib dataset; its default graph is the union of all graphs."""
        if not isinstance(self.store, OxigraphStore):
            from kg.store.endpoint import as_rdflib  # noqa: PLC0415 - rdflib's client is needed here alone

            return as_rdflib(self.store.location)
        return self.store.as_rdflib()

    def find(self, name: str, *classes: str, asker: str = "") -> Candidate:
        """Return the one thing that `name` means, among the classes given (`Person`, `Place` ...) or all.

        Raises `UsageError` with the candidates when it means several things, with its class when that is another
        (`asker` is what messages call whoever wants one of the classes), with the nearest names when it means none.

        >>> print(base.find("xjwc"))
        Xiejiawu Village 谢家坞村 (Place, place:谢家坞村-330603)
        """
        return self.lookup.one(name, classes, asker)

    @cached_property
    def index(self) -> Index:
        """What searches are asked of; without a larger index, the store itself."""
        from kg.finding.search import StoreIndex  # noqa: PLC0415 - as below

        return StoreIndex(self.store)

    def search(self, words: str, limit: int = 20) -> Table:
        """Return where words are printed: names, quotes, words in statements, definitions of the vocabularies.

        At most `limit` rows, whole names first, then parts of names, quotes, literals, definitions, each by source and
        position; pinyin and traditional characters find the same. The columns are those of `kg.tables.found`. Raises
        `UsageError` for words that are only signs, and for a limit below 1.

        >>> base.search("杭绍名城").records()[0]["label"]
        'Keqiao District (Party and government not distinguished) · has goal · “国际纺都 杭绍名城”'
        """
        from kg.tables.found import found_table  # noqa: PLC0415

        if limit < 1:
            raise UsageError(
                Message("a search cannot return {limit} rows", limit=limit), Message("Give a limit of at least 1.")
            )
        return found_table(words, self.index.search(words, limit), self.store, self.language)

    def questions(self) -> tuple[CatalogueQuery, ...]:
        """Return the questions of the catalogue, by name."""
        from kg.questions import catalogue  # noqa: PLC0415 - as below: `import kg` and `kg --help` stay light

        return catalogue(self.project.queries)

    def question(self, name: str) -> CatalogueQuery:
        """Return a question of the catalogue. Raises `UsageError` with the nearest names when there is none."""
        from kg.questions import find_query  # noqa: PLC0415

        return find_query(self.project.queries, name)

    def query(self, question: str, /, **parameters: YearRange) -> Table:
        """Answer a question of the catalogue by name, or any SPARQL SELECT or ASK.

        A parameter whose name is a Python word takes an underscore: `in_`. Questions that list statements also take the
        filters `year`, `years`, `source`, `certainty` and `in_`; the table's notes count what they leave out. The table
        has a `_label` column after each column of things. Raises `UsageError` for an unknown question, parameter or
        name, `QueryError` for SPARQL that cannot be read, and for CONSTRUCT and DESCRIBE, which `sparql` answers.

        >>> base.query("posts", person="hym").to_pandas()[["role_label", "place_label"]]
           role_label place_label
        0  instructor    Yejiayan
        """
        from kg.base.asking import answer_in_words  # noqa: PLC0415 - as below
        from kg.questions import is_sparql, only_table  # noqa: PLC0415

        given = {name.rstrip("_"): text for name, text in parameters.items()}
        if not is_sparql(question):
            asked = self.question(question)
            found = answer_in_words(asked, given, self.store, self.lookup, self.ontology, self.project, self.language)
            return replace(found, types=ANSWERS)
        if given:
            raise UsageError(Message("SPARQL takes no parameters"), Message("Write the values into the query."))
        return only_table(self.sparql(question))

    def vocabulary(self, class_: str = "") -> Table:
        """Return every word that statements may use, without a store: class, id, labels, definition, shipped or own.

        `class_` is one class of words, such as `Role`. Raises `UsageError` for another, `DatasetError` when a word of
        the project's own is wrong.

        >>> base.vocabulary("TenureStatus").column("word")
        ('status:current', 'status:former', 'status:then')
        """
        from kg.dataset.vocabulary import require_words  # noqa: PLC0415
        from kg.tables.vocabulary import vocabulary_table  # noqa: PLC0415

        return vocabulary_table(require_words(self.project), class_, self.language)

    def sparql(self, text: str, *, labelled: bool = True) -> Table | Triples:
        """Answer any SPARQL: a table for SELECT and ASK, triples for CONSTRUCT and DESCRIBE.

        The project's prefixes need no declaration. With `labelled`, each column of things gets a column of labels.
        """
        from kg.questions import evaluated  # noqa: PLC0415
        from kg.tables.labelled import with_labels  # noqa: PLC0415

        found = evaluated(text, self.store)
        return with_labels(found, self.store, self.language) if isinstance(found, Table) and labelled else found

    def ask(self, question: str) -> Table:
        """Answer a question in plain words. Not built yet: raises `UsageError` that names what to use instead."""
        raise UsageError(
            Message("questions in plain words are not understood yet: {question!r}", question=question),
            Message("Use base.query(NAME, ...); base.questions() lists the names."),
        )

    def show(self, thing: str, *, sections: Iterable[str] = (), brief: bool = False, gloss: bool = True) -> Shown:
        """Return everything the sources say about a thing, or about one statement given by its id.

        `brief` keeps the summary, `sections` those sections (codes, or headings), both together both; without `gloss`
        quotes have no English beside them. Raises `UsageError` for an unknown or ambiguous name, of a section too.
        """
        from kg.base.showing import shown  # noqa: PLC0415

        return shown(self, thing, sections, brief=brief, gloss=gloss)

    def cite(self, statement: str, language: str = "") -> Citation:
        """Return how one statement, given by its id, is cited in a language (`zh`, `en`), or in that of the base.

        `str` of it is a paragraph; its fields are the parts. Raises `UsageError` for an unknown id.

        >>> base.cite("002-00574-involvement-a0aa").cited.authors
        'Sun Liang 孙良, Shou Yuefeng 寿越峰'
        """
        from kg.base.citing import citation  # noqa: PLC0415

        return citation(self, statement, language)

    @property
    def chart(self) -> Charts:
        """The charts: `tenures`, `series`, `initiatives`, `spread`, `shares`."""
        from kg.base.charts import Charts  # noqa: PLC0415

        return Charts(self)

    @property
    def network(self) -> Networks:
        """The network: call it for a `networkx.MultiDiGraph`; it also measures, projects and cuts by time."""
        from kg.base.networks import Networks  # noqa: PLC0415

        return Networks(self)

    def page(self, *things: str, **wish: Any) -> Page:  # noqa: ANN401 - the fields of `Wish`
        """Return the page of a graph: around things, of a query, between two, or of everything.

        The further arguments are the fields of `kg.render.part.Wish`: `hops`, `path`, `query`, `limit` ...
        """
        from kg.base.results import Page  # noqa: PLC0415
        from kg.render.part import Parts, Wish  # noqa: PLC0415
        from kg.render.view import draw  # noqa: PLC0415

        known = [each.name for each in fields(Wish)]
        unknown = sorted(wish.keys() - known)
        if unknown:
            none = Message("page has no argument {name!r}", name=unknown[0])
            raise UsageError(none, Message("It has: {known}", known=tuple(known)))
        wished = Wish(things=things, language=self.language, either=self.is_of_reader, **wish)
        return Page(*draw(Parts(self.project, self.store, self.ontology, self.lookup, wished)))

    def statements(self) -> Table:
        """Return every statement as a row, in reading order."""
        return self.export("statements")

    def export(self, what: str = "statements", *, by: str = "", labels: str = "both") -> Table:
        """Return a table: `statements`, `qualifiers`, `entities`, `sources`, `vocabularies`, or a `panel`.

        `by` names the rows of a panel: `village-year` (without it), `person-year`, `initiative-year`; `labels` are in
        `zh`, `en` or `both`. Raises `UsageError` for another word.
        """
        from kg.tables.exports import exported  # noqa: PLC0415

        return exported(what, self.store, self.ontology, by, labels)

    def dataset(self, fmt: str = "trig") -> bytes:
        """Return all quads as `trig` or `nquads`, what was derived included. Raises `UsageError` for an endpoint."""
        from kg.tables.exports import dataset  # noqa: PLC0415

        return dataset(self.store, fmt)

    def place(self, name: str, within: str = "") -> Table:
        """Return the places of the register with this name: code, name, level, the places above.

        `within` is a county or town, by code or name; where it is given and has no such place, the nearest names are
        returned. Raises `UsageError` when nothing is found.

        >>> base.place("谢家坞村", "柯桥区").records()[0]["code"]
        '330603008258'
        """
        from kg.finding.gazetteer import Gazetteer  # noqa: PLC0415
        from kg.tables.places import place_table  # noqa: PLC0415

        return place_table(name, Gazetteer.read(self.project.register), within)

    def quotes(self, source: str, words: str, texts: Iterable[Path] = ()) -> tuple[Occurrence, ...]:
        """Return every place where words stand in the article of a source, with offsets and as Turtle.

        The article is looked for in the folders `texts`, or in those that `KG_TEXTS` names. Raises `UsageError` when it
        is not at hand or does not have the words.
        """
        from kg.build import load_project  # noqa: PLC0415
        from kg.dataset.quoting import find_source, occurrences  # noqa: PLC0415
        from kg.dataset.texts import find_texts, text_folders  # noqa: PLC0415

        corpus, _ = load_project(self.project)
        return occurrences(words, find_source(source, corpus), find_texts(text_folders(texts)))

    def check(self, texts: Iterable[Path] = ()) -> tuple[Finding, ...]:
        """Return the findings on the project's data, errors first, then by place.

        Quotes are compared with the articles in `texts`, or in the folders that `KG_TEXTS` names.
        """
        from kg.build import check_project  # noqa: PLC0415

        return check_project(self.project, texts)

    def tidy(self) -> tuple[Path, ...]:
        """Write the project's data files in canonical form; return those that changed.

        Raises `DatasetError` while a file cannot be read: writing would lose what is in it.
        """
        from kg.build import tidy_project  # noqa: PLC0415

        return tidy_project(self.project)

    def migrate(self, *, dry_run: bool = False) -> Migration:
        """Bring the project's data to today's edition of the model; return what was changed and what is to be decided.

        With `dry_run` nothing is written. Raises `DatasetError` while a file cannot be read.
        """
        from kg.build import migrate_project  # noqa: PLC0415

        return migrate_project(self.project, write=not dry_run)

    def build(self, progress: Progress | None = None) -> Built:
        """Build the store from the project's data and use it from now on.

        Raises `DatasetError` when the data have errors, `StoreError` when the store cannot be written, `UsageError`
        for an endpoint.
        """
        from kg.build import build  # noqa: PLC0415

        if "://" in self.store_at:
            raise UsageError(
                Message("{store_at} is an endpoint, and only embedded stores are built", store_at=self.store_at),
                Message("Name a folder: kg build --store FOLDER"),
            )
        built = build(self.project, Path(self.store_at), progress)
        self._opened, self._looked = None, float("-inf")
        for name in ("lookup", "index"):
            self.__dict__.pop(name, None)
        return built

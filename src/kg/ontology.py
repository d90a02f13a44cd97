"""The schema as the ontology files say it: kinds, slots, concepts, labels. The only home of schema knowledge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import DatasetError, Foreign, Message
from kg.model import Resource, Statement, Term, value_text
from kg.project import mark_of, ontology_files
from kg.rdf import resource_facts, subjects, type_
from kg.terms.namespaces import KG, SKOS, STANDARD, curie, prefix_of, slug
from kg.terms.time import RelativeTime, in_order

_RDFS: Final = STANDARD["rdfs"]
_CORE: Final = ("subject", "predicate", "object")
_DISPLAY: Final = "displayOrder"
_COLUMNS: Final = ("shownIn", "narrowestSet")
_SUBPROPERTY: Final = _RDFS + "subPropertyOf"
_VERBATIM: Final = "verbatim"
_LAST: Final = 1_000
_OPEN: Final = ("extensible", "needs", "inherits")
_RULE: Final = ("pattern", "template", "letter", "fromText")


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: the kinds that have it, its core role if any, its range, table column and default value.

    `edge_from` is the core role at which the slot's own edge starts, empty when the slot makes none.
    """

    name: str
    kinds: frozenset[str]
    core: str
    range: str
    column: str
    default: str
    edge_from: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of statement: its word in ids and tables and the names of its subject, predicate and object slots."""

    name: str
    slug: str
    subject: str
    predicate: str
    object: str
    object_else: str
    constant_predicate: str

    @property
    def core(self) -> tuple[str, ...]:
        """The slots that hold subject, predicate and object, the stand-in for the object included."""
        return tuple(name for name in (self.subject, self.predicate, self.object, self.object_else) if name)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one class: the class's local name, the prefix of their ids, the IRI of their scheme.

    A project may add words where `is_open`. `allowed` are the IRIs of the properties that words of the class have,
    `needed` those that each word must have, `inherited` those that a word takes from the one that is broader.
    """

    name: str
    prefix: str
    scheme: str
    is_open: bool
    allowed: frozenset[str]
    needed: frozenset[str]
    inherited: frozenset[str]


@dataclass(frozen=True)
class Ontology:
    """The ontology's terms by IRI, and the triples they were read from (empty when they were not kept).

    `own` are the IRIs of the words that a project has added to the shipped ones.
    """

    terms: Mapping[str, Resource]
    triples: tuple[Triple, ...] = ()
    own: frozenset[str] = frozenset()

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """Every slot by name."""
        return {
            slug(iri): Slot(
                slug(iri),
                frozenset(slug(v.value) for v in term.values("slotOf")),
                next((n for n in _core_roles(term)), ""),
                term.text(_RDFS + "range"),
                term.text("column"),
                term.text("defaultValue"),
                slug(term.text("edgeFrom")),
            )
            for iri, term in self.terms.items()
            if iri.startswith(KG) and term.values("slotOf")
        }

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Every kind of statement by the local name of its class."""
        return {
            slug(iri): self._kind(slug(iri), term)
            for iri, term in self.terms.items()
            if iri.startswith(KG) and term.values("kindSlug")
        }

    def _kind(self, name: str, term: Resource) -> Kind:
        core = {slot.core: slot.name for slot in self.slots.values() if slot.core and name in slot.kinds}
        return Kind(
            name,
            term.text("kindSlug"),
            core.get("subject", ""),
            core.get("predicate", ""),
            core.get("object", ""),
            slug(term.text("objectElse")),
            term.text("constantPredicate"),
        )

    @cached_property
    def entity_classes(self) -> Mapping[str, str]:
        """The prefix of every class of entity by the class's local name, in display order."""
        classes = (iri for iri, term in self.terms.items() if iri.startswith(KG) and term.values("prefix"))
        return {slug(iri): self.terms[iri].text("prefix") for iri in sorted(classes, key=self._display_order)}

    @cached_property
    def panel_slots(self) -> tuple[str, ...]:
        """The slots that a panel shows beside a statement's core, time and words, in display order."""
        shown = (name for name in self.slots if self.terms[KG + name].values(_DISPLAY))
        return tuple(sorted(shown, key=lambda name: self._display_order(KG + name)))

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The IRIs of the modalities whose statements are in no store, graph, table or count."""
        return frozenset(iri for iri, term in self.terms.items() if term.text("isWithheld") == "true")

    @cached_property
    def disputes(self) -> frozenset[str]:
        """The verdicts by which statements disagree, or by which it is open whether they do."""
        return frozenset(slug(iri) for iri, term in self.terms.items() if term.text("isDispute") == "true")

    def _display_order(self, iri: str) -> tuple[int, str]:
        return int(self.terms[iri].text(_DISPLAY) or _LAST), iri

    @cached_property
    def location_classes(self) -> frozenset[str]:
        """The local names of the classes of entity that are locations: places and areas."""
        return frozenset(self._classes_below("Location"))

    @cached_property
    def agent_classes(self) -> tuple[str, ...]:
        """The local names of the classes of entity that can act, in the order of `entity_classes`."""
        return self._classes_below("Agent")

    @cached_property
    def undertaking_classes(self) -> tuple[str, ...]:
        """The local names of the classes of entity that actors take part in, in the order of `entity_classes`."""
        return self._classes_below("Undertaking")

    def _classes_below(self, name: str) -> tuple[str, ...]:
        return tuple(
            one
            for one in self.entity_classes
            if any(v.value == KG + name for v in self.terms[KG + one].values(_RDFS + "subClassOf"))
        )

    @cached_property
    def placing(self) -> frozenset[str]:
        """The IRIs of the slots and relations that say where something is."""
        return frozenset(iri for iri, term in self.terms.items() if term.text("placing") == "true")

    @cached_property
    def verbatim(self) -> frozenset[str]:
        """The IRIs of the slots that hold words of the quotes, and of the classes whose things are named in them."""
        return frozenset(iri for iri, term in self.terms.items() if term.text(_VERBATIM) == "true")

    @cached_property
    def weighty(self) -> frozenset[str]:
        """The IRIs of the slots that, inferred, make the whole statement inferred as its core does."""
        return frozenset(iri for iri, term in self.terms.items() if term.text("makesInferred") == "true")

    @cached_property
    def _narrower(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for iri, term in self.terms.items():
            for broader in term.values(SKOS + "broader"):
                found.setdefault(broader.value, []).append(iri)
        return {iri: tuple(narrower) for iri, narrower in found.items()}

    def with_narrower(self, iri: str) -> frozenset[str]:
        """Return the IRIs of a concept and of all that are narrower, over any number of steps."""
        found, ahead = {iri}, [iri]
        while ahead:
            fresh = set(self._narrower.get(ahead.pop(), ())) - found
            found |= fresh
            ahead.extend(fresh)
        return frozenset(found)

    def members(self, notation: str) -> frozenset[str]:
        """Return the IRIs of the members of a SKOS collection, by its notation (`strict`); none for another text."""
        return frozenset(
            member.value
            for term in self.terms.values()
            if term.type == SKOS + "Collection" and term.text(SKOS + "notation") == notation
            for member in term.values(SKOS + "member")
        )

    @cached_property
    def capacity_sets(self) -> tuple[str, ...]:
        """The IRIs of the sets of capacities, the strictest first."""
        named = {term.text("narrowestSet") for term in self.terms.values()} - {""}
        return tuple(sorted(named, key=self.rank))

    def rank(self, iri: str) -> int:
        """Return the place of a set, a level or a reason in the order of its vocabulary, from 1."""
        return int(self.terms[iri].text("rank"))

    def spreads_as(self, iri: str) -> str:
        """Return how a relation to a programme, or a capacity in it, shows its spread; empty when it does not."""
        return self.terms[iri].text("spreadsAs") if iri in self.terms else ""

    def instances(self, name: str) -> tuple[str, ...]:
        """Return the IRIs of all terms of a class, by its local name, sorted."""
        return tuple(sorted(iri for iri, term in self.terms.items() if term.type == KG + name))

    @cached_property
    def entity_files(self) -> Mapping[str, str]:
        """The file of `graph_data/entities/` for every class of entity, by the class's local name."""
        return {name: self.terms[KG + name].text("file") for name in self.entity_classes}

    @cached_property
    def relative_times(self) -> tuple[RelativeTime, ...]:
        """The rules for relative times, in the order in which they are tried."""
        return in_order(rule for term in self.terms.values() if (rule := self.relative_time(term)))

    def relative_time(self, term: Resource) -> RelativeTime | None:
        """Return the rule for relative times that a term is, None for another term."""
        if term.type != KG + "RelativeTime":
            return None
        pattern, template, letter, from_text = (term.text(name) for name in _RULE)
        own = term.iri in self.own
        return RelativeTime(pattern, template, term.iri, letter, from_text=from_text == "true", own=own)

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabulary of every class of words, by the class's local name, sorted by it."""
        found: dict[str, list[Resource]] = {}
        for term in self.terms.values():
            if term.values(SKOS + "inScheme") and term.type.startswith(KG):
                found.setdefault(slug(term.type), []).append(term)
        return {name: self._vocabulary(name, found[name]) for name in sorted(found)}

    def _vocabulary(self, name: str, words: Sequence[Resource]) -> Vocabulary:
        is_open, needed, inherited = (frozenset(self.terms[KG + name].values(each)) for each in _OPEN)
        first = words[0]
        return Vocabulary(
            name,
            prefix_of(first.iri),
            first.text(SKOS + "inScheme"),
            is_open=bool(is_open),
            allowed=frozenset(key for word in words for key, _ in word.properties),
            needed=frozenset(value.value for value in needed),
            inherited=frozenset(value.value for value in inherited),
        )

    def with_words(self, words: Iterable[Resource]) -> Ontology:
        """Return the ontology with a project's own words, which are in every set that a word above them is in."""
        added = tuple(words)
        facts = [Triple(*fact) for word in added for fact in resource_facts(word)]
        facts += [Triple(NamedNode(word.iri), type_, NamedNode(SKOS + "Concept")) for word in added]
        above = {word.iri: self._above(word, {each.iri: each for each in added}) for word in added}
        for term in self.terms.values():
            members = {member.value for member in term.values(SKOS + "member")}
            node = NamedNode(term.iri)
            within = (iri for iri, broader in above.items() if members & broader)
            facts.extend(Triple(node, NamedNode(SKOS + "member"), NamedNode(iri)) for iri in within)
        return _ontology((*self.triples, *facts), self.own | above.keys())

    def _above(self, word: Resource, own: Mapping[str, Resource]) -> frozenset[str]:
        """Return the IRIs of the words above an own one, over any number of steps."""
        found: set[str] = set()
        ahead = [word]
        while ahead:
            fresh = {value.value for value in ahead.pop().values(SKOS + "broader")} - found
            found |= fresh
            ahead += [known for iri in fresh if (known := own.get(iri) or self.terms.get(iri))]
        return frozenset(found)

    def with_slots_below(self, names: Iterable[str]) -> frozenset[str]:
        """Return slots, given by their names, with those that are subproperties of one of them."""
        given = frozenset(names)
        below = (
            name
            for name in self.slots
            if any(slug(value.value) in given for value in self.terms[KG + name].values(_SUBPROPERTY))
        )
        return given.union(below)

    def columns_of(self, capacity: str) -> frozenset[str]:
        """Return the IRIs of the column in which an answer shows a capacity (IRI) and of its narrowest set."""
        term = self.terms.get(capacity)
        return frozenset(term.text(name) for name in _COLUMNS) - {""} if term else frozenset()

    def slots_in_column(self, column: str) -> tuple[str, ...]:
        """Return the names of the slots that fill a column of the statements table, sorted."""
        return self._by_column.get(column, ())

    def in_column(self, statement: Statement, column: str) -> tuple[Term, ...]:
        """Return what a statement has in the slots that fill a column of the statements table, slot by slot."""
        return tuple(value for name in self.slots_in_column(column) for value in statement.values(name))

    @cached_property
    def _by_column(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for slot in self.slots.values():
            if slot.column:
                found.setdefault(slot.column, []).append(slot.name)
        return {column: tuple(sorted(names)) for column, names in found.items()}

    def slots_of(self, kind: str) -> frozenset[str]:
        """Return the names of the slots that a kind may have, those of every statement included."""
        return frozenset(n for n, slot in self.slots.items() if kind in slot.kinds or "Statement" in slot.kinds)

    def label(self, iri: str, language: str = "zh") -> str:
        """Return a term's label; `rdfs:label` and `skos:prefLabel` alike; the prefixed name when it has none."""
        term = self.terms.get(iri)
        if term is None:
            return curie(iri)
        for name in (SKOS + "prefLabel", _RDFS + "label"):
            for value in term.values(name):
                if getattr(value, "language", None) == language:
                    return value.value
        return curie(iri)

    def short_label(self, iri: str, language: str = "zh") -> str:
        """Return a term's first alternative label in a language, else its label."""
        short = (v.value for v in self.terms[iri].values(SKOS + "altLabel") if getattr(v, "language", None) == language)
        return next(short, "") or self.label(iri, language)

    def core_values(self, statement: Statement) -> tuple[Term | None, Term | None, Term | None]:
        """Return subject, predicate and object of a statement, stand-ins included; None where there is none."""
        kind = self.kinds[statement.kind]
        target = statement.one(kind.object) or (statement.one(kind.object_else) if kind.object_else else None)
        return statement.one(kind.subject), statement.one(kind.predicate), target

    def core_texts(self, statement: Statement) -> tuple[str, str, str]:
        """Return subject, predicate and object of a statement as text, each empty where there is none."""
        subject, predicate, target = self.core_values(statement)
        return value_text(subject), value_text(predicate), value_text(target)

    def is_inferred(self, statement: Statement) -> bool:
        """Say whether the statement as a whole is inferred: its subject, predicate or object is, or its value."""
        if not (inferred := statement.values("inferred")):
            return False
        kind = self.kinds[statement.kind]
        stands_for_object = kind.object_else if kind.object_else and not statement.one(kind.object) else kind.object
        core = {KG + name for name in (kind.subject, kind.predicate, stands_for_object) if name}
        return any(value.value in core or value.value in self.weighty for value in inferred)


def _core_roles(term: Resource) -> Iterable[str]:
    supers = {slug(v.value) for v in term.values(_RDFS + "subPropertyOf")}
    return (role for role in _CORE if role in supers)


def read_ontology(folder: Path) -> Ontology:
    """Read the ontology in `folder`, once while its files stay. Raises `DatasetError` for one missing or no Turtle."""
    return _read(tuple((path, mark_of(path)) for path in ontology_files(folder.absolute())))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, str], ...]) -> Ontology:
    triples: list[Quad] = []
    for path, _ in files:
        try:
            triples.extend(parse(path=str(path), format=RdfFormat.TURTLE))
        except OSError as error:
            unread = Message("{path} cannot be read: {reason}", path=path, reason=Foreign(str(error)))
            raise DatasetError(unread, Message("Check --project, or reinstall.")) from error
        except SyntaxError as error:
            wrong = Message("{path}: {msg}", path=path, msg=error.msg)
            raise DatasetError(wrong, Message("Mend the Turtle at the place named.")) from error
    return _ontology(tuple(quad.triple for quad in triples))


def _ontology(triples: tuple[Triple, ...], own: frozenset[str] = frozenset()) -> Ontology:
    terms = {s.iri: Resource(s.iri, s.own_class, s.properties) for s in subjects(triples)}
    return Ontology(terms, triples, own)

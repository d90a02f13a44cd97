"""A project's own words: read from its vocabulary files, checked, and added to the shipped ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.dataset.read import Unread, read_blocks
from kg.errors import Bilingual, DatasetError, Finding, Message, Severity, TermError, either, every
from kg.model import Origin, Resource, Slots, Term
from kg.ontology import Ontology, Vocabulary, read_ontology
from kg.project import Project
from kg.rdf import Subject
from kg.terms.namespaces import BASE, KG, SKOS, STANDARD, XSD, curie, local_name, slug
from kg.terms.tags import is_latin
from kg.terms.time import require_readable

LANGUAGES: Final = ("zh", "en")
_LABEL: Final = SKOS + "prefLabel"
_ALIAS: Final = SKOS + "altLabel"
_DEFINITION: Final = SKOS + "definition"
_SCHEME: Final = SKOS + "inScheme"
_TOP: Final = SKOS + "topConceptOf"
_BROADER: Final = SKOS + "broader"
_ONE_OF: Final = "oneOf"
_NOTES: Final = frozenset(SKOS + name for name in ("altLabel", "definition", "example", "inScheme", "scopeNote"))
_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double"))
_NO_WORDS: Final = frozenset({STANDARD["owl"] + "Ontology"})
_BESIDE: Final = frozenset({STANDARD["owl"] + "NamedIndividual", SKOS + "Concept"})
_ALL: Final = "kg query vocabulary --all"
_EXAMPLES: Final = "graph_data/vocab/words.ttl"


def project_ontology(project: Project) -> tuple[Ontology, tuple[Finding, ...]]:
    """Return a project's ontology with its own words, and the findings on these. Raises as `read_words`."""
    ontology, unread = read_words(project)
    return ontology, unread.findings


def read_words(project: Project) -> tuple[Ontology, Unread]:
    """Return a project's ontology with its own words, and the findings on these with the words that were not read.

    A word that another class or the ontology itself has, and a rule that cannot be read, is left out. Raises
    `DatasetError` when the ontology cannot be read.
    """
    shipped = read_ontology(project.ontology)
    if not project.vocabulary:
        return shipped, Unread()
    blocks, origins, unread = read_blocks(project, shipped, project.vocabulary)
    found = _Words(shipped, origins)
    for block in blocks:
        found.add(block)
    for word in found.words.values():
        found.check(word)
    whole = (found.whole(word) for word in found.words.values() if word.iri not in found.unusable)
    return shipped.with_words(whole), Unread((*unread.findings, *found.findings), unread.lost)


def require_words(project: Project) -> Ontology:
    """Return a project's ontology with its own words. Raises `DatasetError` for the first error in these."""
    ontology, found = project_ontology(project)
    for finding in found:
        if finding.severity is Severity.ERROR:
            raise DatasetError(
                Message("{where}: {message}", where=finding.where, message=finding.message), finding.hint
            )
    return ontology


@dataclass
class _Words:
    """The own words read so far, and what was found wrong with them."""

    shipped: Ontology
    origins: Mapping[str, Origin]
    words: dict[str, Resource] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unusable: set[str] = field(default_factory=set)

    def report(self, code: str, iri: str, message: Message, hint: Message, severity: Severity = Severity.ERROR) -> None:
        self.findings.append(
            Finding(
                severity, code, str(self.origins[iri]), Message("{iri}: {said}", iri=curie(iri), said=message), hint
            )
        )

    def add(self, block: Subject) -> None:
        """Take a block as a word when its id is free and its class is one that a project may add words to."""
        classes = [iri for iri in block.types if iri not in _BESIDE]
        if set(classes) & _NO_WORDS:
            return
        if block.iri in self.shipped.terms:
            self.report("word-shipped", block.iri, Message("this is one of the words that come with kg"), _HINT_SHIPPED)
            return
        name = slug(classes[0]) if len(classes) == 1 and classes[0].startswith(KG) else ""
        vocabulary = self.open_vocabularies.get(name)
        if vocabulary is None:
            named = tuple(map(curie, classes)) or Message("none")
            known = tuple(f"kg:{each}" for each in self.open_vocabularies)
            self.report(
                "word-class",
                block.iri,
                Message("its class is {named}", named=named),
                Message("One class of: {known}.", known=known),
            )
            return
        if curie(block.iri) == block.iri or not curie(block.iri).startswith(f"{vocabulary.prefix}:"):
            hint = Message("Name it {prefix}:NAME.", prefix=vocabulary.prefix)
            self.report(
                "word-id",
                block.iri,
                Message(
                    "the id of a {class_} begins with {prefix}:", class_=self.called(name), prefix=vocabulary.prefix
                ),
                hint,
            )
            return
        if local_name(slug(block.iri)) != slug(block.iri):
            self.report("word-id", block.iri, Message("the id has signs that not every reader takes"), _HINT_SIGNS)
        self.words[block.iri] = Resource(block.iri, classes[0], block.properties)

    @cached_property
    def open_vocabularies(self) -> Mapping[str, Vocabulary]:
        return {name: each for name, each in self.shipped.vocabularies.items() if each.is_open}

    def called(self, name: str) -> Message:
        return Bilingual(self.shipped.label(KG + name), self.shipped.label(KG + name, "en"))

    def range(self, key: str) -> str:
        """Return the local name of the class that the values of a property have, an empty text where none is said."""
        known = self.shipped.terms.get(key)
        return slug(known.text(STANDARD["rdfs"] + "range")) if known else ""

    def term(self, iri: str) -> Resource | None:
        return self.words.get(iri) or self.shipped.terms.get(iri)

    def vocabulary(self, word: Resource) -> Vocabulary:
        return self.open_vocabularies[slug(word.type)]

    def check(self, word: Resource) -> None:
        before = len(self.findings)
        for rule in _CHECKS:
            for code, message, hint in rule(word, self):
                self.report(code, word.iri, message, hint)
        if self.shipped.relative_time(word) and len(self.findings) > before:
            self.unusable.add(word.iri)
        for code, message, hint in (*_definitions(word), *_namesakes(word, self)):
            self.report(code, word.iri, message, hint, Severity.WARNING)

    @cached_property
    def by_name(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The words by class and by each of their names."""
        found: dict[tuple[str, str], set[str]] = {}
        for term in (*self.shipped.terms.values(), *self.words.values()):
            for name in _names(term):
                found.setdefault((term.type, name), set()).add(term.iri)
        return {key: tuple(sorted(iris)) for key, iris in found.items()}

    @cached_property
    def sorts(self) -> Mapping[str, frozenset[str]]:
        """The sorts of value that the shipped words give each property."""
        found: dict[str, set[str]] = {}
        for term in self.shipped.terms.values():
            for key, value in term.properties:
                found.setdefault(key, set()).add(_sort(value))
        return {key: frozenset(sorts) for key, sorts in found.items()}

    def whole(self, word: Resource) -> Resource:
        """Return a word with its scheme, labels under the plain language tags, and what it inherits."""
        vocabulary = self.vocabulary(word)
        added: list[tuple[str, Term]] = [(_SCHEME, NamedNode(vocabulary.scheme))]
        added += [] if word.values(_BROADER) else [(_TOP, NamedNode(vocabulary.scheme))]
        for name in (_LABEL, _DEFINITION):
            for language in LANGUAGES:
                text = _text(word, name, language)
                added += [(name, Literal(text, language=language))] if text else []
        nearest = next((each for each in self.lineage(word) if each.iri in self.shipped.terms), None)
        added += [pair for pair in nearest.properties if pair[0] in vocabulary.inherited] if nearest else []
        kept: Slots = (*word.properties, *(pair for pair in added if pair not in word.properties))
        return Resource(word.iri, word.type, tuple(sorted(kept, key=str)))

    def lineage(self, word: Resource) -> Iterator[Resource]:
        """Yield a word and those above it, by their first broader word, each once."""
        seen: set[str] = set()
        at: Resource | None = word
        while at is not None and at.iri not in seen:
            seen.add(at.iri)
            yield at
            at = self.term(at.text(_BROADER))


_HINT_SHIPPED: Final = Message("Use it as it is, or give your own word another id.")
_HINT_SIGNS: Final = Message("Use letters, digits and hyphens, such as tea-season.")
Faults = Iterator[tuple[str, Message, Message]]


def _labels(word: Resource, read: _Words) -> Faults:
    del read
    for language in LANGUAGES:
        texts = [value.value.strip() for value in _in_language(word, _LABEL, language)]
        hint = Message('Write: skos:prefLabel "..."@{language}', language=language)
        if not any(texts):
            yield "word-label", Message("it has no label in {language}", language=_LANGUAGE[language]), hint
        elif len([value for value in _in_language(word, _LABEL, language) if value.language == language]) > 1:
            message = Message("it has several labels in {language}", language=_LANGUAGE[language])
            yield "word-label", message, Message("Make all but one skos:altLabel.")


def _properties(word: Resource, read: _Words) -> Faults:
    vocabulary = read.vocabulary(word)
    allowed = (vocabulary.allowed | vocabulary.needed | _NOTES) - vocabulary.inherited
    called = read.called(vocabulary.name)
    counts = Counter(key for key, _ in word.properties)
    for key, count in sorted(counts.items(), key=lambda pair: curie(pair[0])):
        if key in vocabulary.inherited:
            message = Message("{slot} comes from the broader {class_}", slot=curie(key), class_=called)
            yield "word-property", message, Message("Delete the line.")
        elif key not in allowed and key.startswith((KG, SKOS)):
            message = Message("a {class_} has no {slot}", class_=called, slot=curie(key))
            hint = Message("It may have: {allowed}", allowed=tuple(sorted(map(curie, allowed))))
            yield "word-property", message, hint
        elif count > 1 and (key.startswith(KG) or key == _SCHEME):
            message = Message("it has {count} values of {slot}", count=count, slot=curie(key))
            yield "word-property", message, Message("Keep one.")
    filled = {key for key, value in word.properties if value.value.strip()}
    for key in sorted(vocabulary.needed - filled):
        yield "word-missing", Message("it has no {slot}", slot=curie(key)), _needed_hint(key, vocabulary, read)


def _needed_hint(key: str, vocabulary: Vocabulary, read: _Words) -> Message:
    wanted = vocabulary.name if key == _BROADER else read.range(key)
    if wanted in read.shipped.vocabularies:
        return _choose(wanted, read)
    return Message("Add {slot} as {file} shows.", slot=curie(key), file=_EXAMPLES)


def _choose(wanted: str, read: _Words) -> Message:
    """Return the hint that says where to choose a word of a class from, and where to add one if that is open."""
    if wanted not in read.shipped.vocabularies:
        return Message("Choose one from: {command}", command=_ALL)
    command = f"{_ALL} --class {wanted}"
    if wanted in read.open_vocabularies:
        return Message("Choose one from: {command}, or add it to {file}", command=command, file=_EXAMPLES)
    return Message("Choose one from: {command}", command=command)


def _values(word: Resource, read: _Words) -> Faults:
    vocabulary = read.vocabulary(word)
    for key, value in word.properties:
        sorts = read.sorts.get(key, frozenset())
        if key not in vocabulary.allowed | vocabulary.needed or key in vocabulary.inherited:
            continue
        if sorts and _sort(value) not in sorts and key != _LABEL:
            message = Message("{slot} has {sort}", slot=curie(key), sort=_SORTS[_sort(value)])
            yield "word-value", message, Message("Give {sorts}.", sorts=either(sorted(_SORTS[sort] for sort in sorts)))
        elif isinstance(value, NamedNode):
            yield from _reference(key, value.value, vocabulary, read)
        else:
            known = [each.value for each in read.shipped.terms[key].values(_ONE_OF)] if key.startswith(KG) else []
            if known and value.value not in known:
                message = Message("{slot} is {value!r}", slot=curie(key), value=value.value)
                yield "word-value", message, Message("One of: {known}", known=tuple(known))


def _reference(key: str, iri: str, vocabulary: Vocabulary, read: _Words) -> Faults:
    """Yield what is wrong with a value that is another word."""
    if key in {_SCHEME, _TOP}:
        if iri != vocabulary.scheme:
            hint = Message("Write {scheme}, or leave it out.", scheme=curie(vocabulary.scheme))
            yield "word-value", Message("its scheme is {scheme}", scheme=curie(iri)), hint
        return
    wanted = vocabulary.name if key == _BROADER else read.range(key)
    target = read.term(iri)
    if target is None:
        if iri.startswith(BASE):
            message = Message("{slot} names {word}, which does not exist", slot=curie(key), word=curie(iri))
            yield "word-value", message, _choose(wanted, read)
    elif wanted in read.shipped.vocabularies and slug(target.type) != wanted:
        message = Message(
            "{slot} names {word}, of the class {class_}", slot=curie(key), word=curie(iri), class_=curie(target.type)
        )
        yield "word-value", message, _choose(wanted, read)


def _broader(word: Resource, read: _Words) -> Faults:
    above = list(read.lineage(word))
    if above[-1].text(_BROADER) in {each.iri for each in above}:
        circle = " -> ".join(curie(each.iri) for each in (*above, word))
        message = Message("it is below itself: {circle}", circle=circle)
        yield "word-broader", message, Message("Take one skos:broader away.")
    elif _BROADER in read.vocabulary(word).needed and word.values(_BROADER):
        hint = Message("Choose a shipped one from: {command}", command=f"{_ALL} --class {read.vocabulary(word).name}")
        if len(word.values(_BROADER)) > 1:
            yield "word-broader", Message("it is below several words"), Message("Keep one skos:broader.")
        elif above[-1].iri not in read.shipped.terms and read.term(above[-1].text(_BROADER) or above[-1].iri):
            yield "word-broader", Message("no shipped word is above it"), hint


def _rule(word: Resource, read: _Words) -> Faults:
    rule = read.shipped.relative_time(word)
    if rule and rule.pattern and rule.template:
        try:
            require_readable(replace(rule, name=curie(rule.name)), read.shipped.relative_times)
        except TermError as error:
            yield "word-rule", error.message, error.hint


_CHECKS: Final[tuple[Callable[[Resource, _Words], Faults], ...]] = (_labels, _properties, _values, _broader, _rule)


def _definitions(word: Resource) -> Faults:
    missing = [_LANGUAGE[each] for each in LANGUAGES if not _text(word, _DEFINITION, each)]
    if missing:
        message = Message("it has no definition in {languages}", languages=every(missing))
        yield "word-definition", message, Message('Write: skos:definition "..."@en , "..."@zh')


def _namesakes(word: Resource, read: _Words) -> Faults:
    for name in _names(word):
        others = [iri for iri in read.by_name[word.type, name] if iri != word.iri]
        if others:
            message = Message("{name!r} is a name of {others} too", name=name, others=tuple(map(curie, others)))
            hint = Message("Use that word, or give yours another name: one that two have is ambiguous.")
            yield "word-namesake", message, hint


_LANGUAGE: Final = {"zh": Message("Chinese"), "en": Message("English")}


def _names(word: Resource) -> tuple[str, ...]:
    return tuple(sorted({value.value for name in (_LABEL, _ALIAS) for value in word.values(name)} - {""}))


def _in_language(word: Resource, name: str, language: str) -> list[Literal]:
    """Return the values of a property in a language, those under its plain tag first; `zh-Hans` is Chinese."""
    found = [value for value in word.values(name) if isinstance(value, Literal) and value.language]
    plain = [value for value in found if value.language == language]
    wider = [v for v in found if f"{v.language}".startswith(f"{language}-") and not is_latin(v.language)]
    return [*plain, *wider]


def _text(word: Resource, name: str, language: str) -> str:
    return next((value.value for value in _in_language(word, name, language) if value.value.strip()), "")


_SORTS: Final = {
    "word": Message("the id of a word"),
    "tagged": Message("text with a language"),
    "number": Message("a number"),
    "text": Message("text in quotation marks"),
    "truth": Message("true or false"),
    "other": Message("another datatype"),
}


def _sort(value: Term) -> str:
    """Return what sort of value a term is, a key of `_SORTS`."""
    if isinstance(value, NamedNode):
        return "word"
    if value.language:
        return "tagged"
    datatype = value.datatype.value
    if datatype in _NUMBERS:
        return "number"
    return {XSD + "string": "text", XSD + "boolean": "truth"}.get(datatype, "other")

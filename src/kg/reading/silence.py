"""Where a question looks, what it means that it finds nothing, and how that is worded.

*Not said* is a claim about all sources, so it is made only after the statements were counted that could say what is
asked: those of the kinds that a question names in its header, whatever the slot in which they name the thing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.document.words import in_words
from kg.errors import Message, QueryError
from kg.ontology import Ontology
from kg.reading.coverage import ANSWERS, NO_ROWS, NOT_COVERED, NOT_SAID, asked, is_covered, pattern
from kg.store import Store, rows
from kg.terms.namespaces import ENTITY_PREFIXES, KG, curie, expand, prefix_of

ANY: Final = "statement"
_NONE: Final = "none"
# what no rows mean, by the word in the header; the sentences for what only a judgement or an index could have said
NOT_LOOKED: Final[Mapping[str, tuple[str, str]]] = {
    "not-judged": ("就此尚无判断，不等于并无此事。", "This has not been judged, which does not rule it out."),
    "not-marked": (
        "来源说明与记载中没有这样的标记，不等于原文没有。",
        "Nothing is marked so in the data, which does not rule it out.",
    ),
    "not-listed": ("清单中没有。", "Nothing is listed."),
}
MEANINGS: Final[Mapping[str, tuple[str, str]]] = {
    NOT_SAID.replace(" ", "-"): (
        "没有这类记载提及所问对象时为“原文未载”，否则为“未查到”",
        "not said if no such statement mentions the thing, otherwise only that nothing was found",
    ),
    **{code: (zh.rstrip("。"), en.rstrip(".").lower()) for code, (zh, en) in NOT_LOOKED.items()},
}
_LOOKS: Final = ("查：{searched}。", "Looks at: {searched}.")
_EMPTY: Final = ("无结果：{meaning}。", "No rows mean: {meaning}.")
_SEE: Final = ("另见：{others}。", "See also: {others}.")
_LOOKED: Final = ("所查：{searched}。", "Looked at: {searched}.")
_MENTIONED: Final = (
    "提及{names}的记载有 {mentions} 条{of_these}。",
    "{mentions} statement{s} mention{es} {names}{of_these}.",
)
_UNMENTIONED: Final = ("没有记载提及{names}。", "No statement mentions {names}.")
_NOT_TOGETHER: Final = ("没有记载同时提及{names}。", "No statement mentions {names} together.")
_OF_THESE: Final = ("，其中 {possible} 条可能与所问有关", ", {possible} of a kind that could say it")
_ELSEWHERE: Final = ("另查：{commands}", "Look elsewhere: {commands}")
_COMMAND: Final = ("{command}（{count} 条记载）", "{command} ({count} statement{s})")
_QUOTED: Final = ("“{}”", '"{}"')
_BETWEEN: Final = ("”与“", '" and "')


@dataclass(frozen=True, slots=True)
class Part:
    """Statements of one kind, by its word; `statement` is every kind. Of these, those with one of the terms, if any.

    A term is the IRI of a class (an entity of it is mentioned), of a slot (it is filled) or of a concept (in any slot).
    Instead of a kind, the local name of a class: what is looked at is not statements but judgements, sources, people.
    """

    kind: str
    terms: tuple[str, ...]

    def patterns(self) -> Iterator[str]:
        """Yield alternative graph patterns of `?statement`; none for what is not a statement."""
        if self.kind[0].isupper():
            return
        of_kind = "" if self.kind == ANY else pattern("of kind", self.kind)
        if not self.terms:
            yield of_kind + pattern("any")
        for iri in self.terms:
            yield of_kind + pattern(_sort(iri), f"<{iri}>")

    def words(self, ontology: Ontology, language: str) -> str:
        """Return the kind and the terms by their labels."""
        of_kind = {kind.slug: name for name, kind in ontology.kinds.items()} | {ANY: "Statement"}
        label = ontology.label(KG + of_kind.get(self.kind, self.kind), language)
        terms = in_words(("、", ", "), language).join(ontology.label(iri, language) for iri in self.terms)
        return in_words(("{}（{}）", "{} ({})"), language).format(label, terms) if terms else label


def _sort(iri: str) -> str:
    """Return the name of the pattern for a term."""
    local = iri.removeprefix(KG)
    if local == iri:
        return "with concept"
    return "with class" if local[0].isupper() else "with slot"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a question looks, where it does not look although it could be said there, and what its emptiness means.

    `elsewhere` are the questions that look elsewhere.
    """

    searched: tuple[Part, ...] = (Part(ANY, ()),)
    unsearched: tuple[Part, ...] = ()
    empty: str = "not-said"
    elsewhere: tuple[str, ...] = ("mentions",)

    @property
    def is_heard(self) -> bool:
        """Whether the question looks at who says something."""
        return any(part.kind == ANY for part in self.searched)

    def words(self, ontology: Ontology, language: str) -> str:
        """Return in words what the question looks at."""
        return in_words(("；", "; "), language).join(part.words(ontology, language) for part in self.searched)

    def help(self, ontology: Ontology, language: str) -> str:
        """Return in words where the question looks, what no rows mean, and which questions look elsewhere."""
        others = in_words(("、", ", "), language).join(self.elsewhere)
        texts = [
            in_words(_LOOKS, language).format(searched=self.words(ontology, language)),
            in_words(_EMPTY, language).format(meaning=in_words(MEANINGS[self.empty], language)),
            in_words(_SEE, language).format(others=others) if others else "",
        ]
        return in_words(("", " "), language).join(filter(None, texts))


def read_scope(header: Mapping[str, str], name: str) -> Scope:
    """Return the scope that the header lines of a question give.

    Without `searches` only a thing that no statement mentions is not said. Raises `QueryError` for a word that means
    nothing.
    """
    scope = Scope()
    empty = header.get("empty", scope.empty)
    if empty not in MEANINGS:
        raise QueryError(
            Message("{name}: '#+ empty: {empty}' has no meaning", name=name, empty=empty),
            Message("One of: {known}", known=tuple(MEANINGS)),
        )
    return Scope(
        read_parts(header["searches"], name) if "searches" in header else scope.searched,
        read_parts(header.get("unsearched", ""), name),
        empty,
        tuple(name for name in header["elsewhere"].replace(",", " ").split() if name != _NONE)
        if "elsewhere" in header
        else scope.elsewhere,
    )


def read_parts(text: str, name: str) -> tuple[Part, ...]:
    """Return the parts that a text lists, parted by `;`: a kind, or a class, and terms.

    `name` is what the message names. Raises `QueryError` for a term that is not a prefixed name.
    """
    return tuple(_parts(text, name))


def _parts(text: str, name: str) -> Iterator[Part]:
    for words in filter(None, (part.split() for part in text.split(";"))):
        terms = [expand(term) or "" for term in words[1:]]
        if "" in terms:
            raise QueryError(
                Message("{name}: {words!r} is not a prefixed name", name=name, words=words[1 + terms.index("")]),
                Message("A class, a slot or a concept."),
            )
        yield Part(words[0], tuple(terms))


@dataclass(frozen=True, slots=True)
class Silence:
    """What it means that a question found no rows.

    `answer` is `not said`, `not covered` or `no rows`; `mentions` how many statements mention all that was asked about,
    `possible` how many of them are of the kinds in which it could be said.
    """

    answer: str
    mentions: int = 0
    possible: int = 0


def silence(scope: Scope, things: Iterable[str], wholes: Collection[str], store: Store) -> Silence:
    """Return what no rows mean when things (IRIs) were asked about; of `wholes` the places within are meant too."""
    about = tuple(iri for iri in things if not iri.startswith(KG))  # a class is not what sources mention
    if not all(is_covered(iri, store) for iri in about):
        return Silence(NOT_COVERED)
    mentions = _count(_all_named(about, wholes, is_heard=True), store) if about else 0
    if len(about) == 1 and not mentions:  # a word that nothing uses; an author; a place of which parts are mentioned
        return Silence(NO_ROWS if prefix_of(about[0]) in ENTITY_PREFIXES else NOT_COVERED)
    return _verdict(scope, _all_named(about, wholes, is_heard=scope.is_heard), mentions, store)


def silence_among(scope: Scope, statements: Collection[str], store: Store) -> Silence:
    """Return what no answer means when some statements (IRIs) are all that name a thing.

    It is what `silence` returns, and costs no more in a large store: only these statements are looked at.
    """
    if not statements:
        return Silence(NO_ROWS)
    named = f"VALUES ?statement {{ {' '.join(f'<{iri}>' for iri in sorted(statements))} }} "
    return _verdict(scope, named, len(statements), store)


def _verdict(scope: Scope, named: str, mentions: int, store: Store) -> Silence:
    """Return what no rows mean when a pattern gives the statements that name what was asked about."""
    patterns = [each for part in (*scope.searched, *scope.unsearched) for each in part.patterns()]
    union = " UNION ".join(f"{{ {each} }}" for each in patterns)
    possible = _count(named + union, store) if patterns else 0
    is_not_said = scope.empty == NOT_SAID.replace(" ", "-") and not possible
    return Silence(NOT_SAID if is_not_said else NO_ROWS, mentions, possible)


def _all_named(things: Iterable[str], wholes: Collection[str], *, is_heard: bool) -> str:
    named = (_naming(iri, is_whole=iri in wholes, is_heard=is_heard) for iri in things)
    return "".join(f"{{ SELECT DISTINCT ?statement {{ {each} }} }} " for each in named)


def _count(patterns: str, store: Store) -> int:
    found = rows(store, asked(f"SELECT (COUNT(DISTINCT ?statement) AS ?count) WHERE {{ {patterns} }}"))
    return int(next(found)["count"].value)


def _naming(iri: str, *, is_whole: bool, is_heard: bool) -> str:
    """Return the pattern of the statements that name a thing in any slot, under any name of its own.

    Unless it `is_heard`, what it only says is left out: a speaker is a witness.
    """
    prefix, term = prefix_of(iri), f"<{iri}>"
    if prefix not in ENTITY_PREFIXES:
        return pattern("of source" if prefix == "source" else "of word", term)
    ways = pattern("under its names", term).splitlines()
    ways += pattern("in its parts", term).splitlines() if is_whole else ()
    more = "" if is_heard else pattern("not only as speaker")
    return " UNION ".join(f"{{ {way} {more} }}" for way in ways)  # each whole by itself, so that nothing is scanned


def sentence(
    scope: Scope,
    found: Silence,
    names: Sequence[str],
    elsewhere: Iterable[tuple[str, int]],
    ontology: Ontology,
    language: str,
) -> str:
    """Return in a sentence what no rows mean, what was looked at, and where else to look.

    `names` are what was asked about, `elsewhere` commands with the number of statements that each gives.
    """
    if found.answer == NOT_COVERED:
        return in_words(ANSWERS[NOT_COVERED], language)
    opening = NOT_LOOKED.get(scope.empty, ANSWERS[found.answer])
    texts = [in_words(opening, language), in_words(_LOOKED, language).format(searched=scope.words(ontology, language))]
    if names:
        texts.append(_mentioned(found, names, language))
    commands = [
        in_words(_COMMAND, language).format(command=command, count=count, s="" if count == 1 else "s")
        for command, count in elsewhere
    ]
    if commands:
        texts.append(in_words(_ELSEWHERE, language).format(commands=in_words(("；", "; "), language).join(commands)))
    return in_words(("", " "), language).join(texts)


def _mentioned(found: Silence, names: Sequence[str], language: str) -> str:
    form = _MENTIONED if found.mentions else _UNMENTIONED if len(names) == 1 else _NOT_TOGETHER
    of_these = in_words(_OF_THESE, language).format(possible=found.possible) if found.possible else ""
    return in_words(form, language).format(
        names=in_words(_QUOTED, language).format(in_words(_BETWEEN, language).join(names)),
        mentions=found.mentions,
        of_these=of_these,
        s="" if found.mentions == 1 else "s",
        es="s" if found.mentions == 1 else "",
    )


def command(question: str, values: Mapping[str, str]) -> str:
    """Return the command that asks a question about things, given by their IRIs."""
    options = (f"--{name} {curie(iri)}" for name, iri in values.items())
    return " ".join(("kg query", question, *options))

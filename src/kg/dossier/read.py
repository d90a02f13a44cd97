"""From a store to a dossier: only the statements on one thing are read, and those that its sections need besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.document.words import in_words
from kg.dossier.entries import Entry, Names, Reader
from kg.dossier.gaps import Page, gaps
from kg.dossier.model import Comparison, Dossier, Group, Identity, Section, SourceNote
from kg.dossier.sections import ACTORS, COMMON, LED, LIES, PLACES, PLANS, UNDERTAKINGS, Order, Rule, counts, sections
from kg.dossier.wording import word
from kg.finding.find import Candidate, told_under
from kg.ontology import Ontology
from kg.questions import find_query, run
from kg.reading.coverage import INFERRED, NOT_COVERED, NOT_SAID, SAID, is_covered
from kg.store import Store, rows
from kg.tables.table import Table, cell_text
from kg.terms.namespaces import KG, SKOS, curie, slug

_NAMED_HERE: Final = {"prefLabel": "name", "altLabel": "also", "definition": "definition", "scopeNote": "scope"}
_PEOPLE: Final = frozenset({"Person", "Someone"})
_PREFIX: Final = f"PREFIX kg: <{KG}> PREFIX skos: <{SKOS}> "
_ABOUT: Final = """SELECT ?property ?value WHERE {{
  <{iri}> ?property ?value
  FILTER(?property IN (
    skos:prefLabel, skos:altLabel, skos:definition, skos:scopeNote, kg:level, kg:kind, kg:jurisdiction, kg:code,
    kg:codeYear, kg:codeNote, kg:key, kg:genre, kg:author, kg:supplier, kg:outlet, kg:date, kg:dateReason, kg:length,
    kg:sha256
  ))
}}"""
_MENTIONS: Final = "SELECT DISTINCT ?statement WHERE {{ VALUES ?thing {{ {iris} }} ?statement kg:mentions ?thing }}"
_POSTS: Final = """SELECT DISTINCT ?actor ?statement WHERE {{
  VALUES ?actor {{ {iris} }} ?actor kg:coreferentWith ?holder . ?statement kg:holder ?holder
}} ORDER BY ?actor ?statement"""
_JUDGED: Final = """SELECT DISTINCT ?judgement ?left ?verdict ?right ?reason ?by ?on WHERE {{
  VALUES ?either {{ {iris} }}
  ?judgement kg:left|kg:right ?either ; kg:left ?left ; kg:verdict ?verdict ; kg:right ?right ;
    kg:reason ?reason ; kg:judgedBy ?by ; kg:judgedOn ?on
}} ORDER BY ?judgement"""
_WITHIN: Final = "SELECT ?place WHERE {{ ?place kg:within <{iri}> FILTER(?place != <{iri}>) }} ORDER BY ?place"
_HOW_MANY: Final = """SELECT ?thing ?kind (COUNT(DISTINCT ?statement) AS ?count) WHERE {{
  VALUES ?thing {{ {iris} }} ?statement kg:mentions ?thing ; a ?class . ?class kg:kindSlug ?kind
}} GROUP BY ?thing ?kind ORDER BY ?thing ?kind"""
_SOURCES: Final = """SELECT ?source ?title ?date ?reason WHERE {{
  VALUES ?source {{ {iris} }} ?source skos:prefLabel ?title
  OPTIONAL {{ ?source kg:date ?date }} OPTIONAL {{ ?source kg:dateReason ?reason }}
}} ORDER BY ?source ?title"""
_TOGETHER: Final = (
    "同见于一事不等于共事；各列其原文。",
    "Two parts in one undertaking are no claim that they worked together; the words of each are given.",
)
_ACTORS_POSTS: Final = (
    "上列行动者所任职务；何时以何职务行事，以各条记载为准。",
    "Posts that the sources give for those listed above; whether they acted in them is for each statement to say.",
)
_OF_PARTS: Final = (
    "在其组成部分与各地实例中所做之事、数值与荣誉。",
    "What was done, counted and awarded in its parts and local instances.",
)
_INSIDE: Final = (
    "下辖各地另有记载的条数；逐一查看：kg show 某地。",
    "How many statements mention each place within; see them with kg show PLACE.",
)
_GROUPS: Final = (
    "群体所做之事不记在成员名下；另见：kg show 某群体。",
    "A group's deeds are not credited to its members; see them with kg show GROUP.",
)
_CHAIN: Final = (
    "自近而远的上级；原文明载者附原文。",
    "The places above, from near to far; printed steps with their words.",
)


@dataclass(frozen=True)
class _Desk:
    """What the sections of one dossier are made from."""

    thing: Candidate
    things: tuple[str, ...]
    reader: Reader
    queries: Path

    @property
    def language(self) -> str:
        return self.reader.language

    def ask(self, sparql: str, iris: Iterable[str] = ()) -> Iterator[ox.QuerySolution]:
        values = " ".join(f"<{iri}>" for iri in iris)
        return rows(self.reader.store, _PREFIX + sparql.format(iri=self.thing.iri, iris=values))

    def catalogue(self, name: str, parameter: str) -> Table:
        return run(find_query(self.queries, name), self.reader.store, {parameter: ox.NamedNode(self.thing.iri)})


def dossier(thing: Candidate, store: Store, queries: Path, ontology: Ontology, language: str = "zh") -> Dossier:
    """Return all that a store says of a thing, under every name judged to be its own, in sections that suit its class.

    `queries` is the folder of the catalogue, `language` `zh` or `en`. Raises `StoreError` when the store breaks off.
    """
    desk = _Desk(thing, told_under(thing.iri, store), Reader(store, ontology, language), queries)
    entries = desk.reader.entries(row["statement"].value for row in desk.ask(_MENTIONS, desk.things))
    # stores order literals of several languages each in its own way
    about = sorted(((row["property"].value, row["value"]) for row in desk.ask(_ABOUT)), key=str)
    names = desk.reader.names([*_iris(about), *_named(entries), *desk.things])
    told = _sections(desk, entries, names)
    parts = [e for e in entries if e.kind == "involvement" and _counts(e, desk)]
    counted, uncounted = counts(parts, ontology, language) if parts else ((), 0)
    comparisons, identities = _judgements(desk, entries)
    answer = _answer(thing, entries, store)
    level = next((value.value for name, value in about if name == KG + "level"), "")
    page = Page(
        names.labels.get(thing.iri, thing.label),
        thing.type,
        level,
        desk.things,
        entries,
        names.classes,
        names.governs,
        ontology,
        language,
    )
    return Dossier(
        thing.iri,
        page.label,
        thing.type,
        ontology.label(KG + thing.type, language),
        language,
        _properties(about, names),
        desk.things,
        counted,
        uncounted,
        told,
        comparisons,
        identities,
        gaps(page) if answer != NOT_COVERED and thing.type in PLANS else (),
        _sources(desk, [*(e for s in told for e in s.entries), *(e for c in comparisons for e in (c.left, c.right))]),
        answer,
    )


def _counts(entry: Entry, desk: _Desk) -> bool:
    """Say whether an involvement is one that the sets count for this thing: it acts in it, or it is undertaken."""
    return bool(entry.slots_of(desk.things) & {"actor", "undertaking"})


def _iris(about: Iterable[tuple[str, ox.NamedNode | ox.Literal]]) -> Iterator[str]:
    for name, value in about:
        yield name
        if isinstance(value, ox.NamedNode):
            yield value.value


def _named(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for name in ("subject", "object", "place", "servedIn"):
            yield from (v.value for v in entry.statement.values(name) if isinstance(v, ox.NamedNode))


def _properties(about: Iterable[tuple[str, ox.NamedNode | ox.Literal]], names: Names) -> tuple[tuple[str, str], ...]:
    words = {SKOS + name: own for name, own in _NAMED_HERE.items()}
    return tuple(
        (word(words[name], names.language) if name in words else names.labels.get(name, slug(name)), names.label(value))
        for name, value in about
    )


def _answer(thing: Candidate, entries: Sequence[Entry], store: Store) -> str:
    if entries:
        return SAID if any(entry.is_stated for entry in entries) else INFERRED
    return NOT_SAID if is_covered(thing.iri, store) else NOT_COVERED


def _sections(desk: _Desk, entries: Sequence[Entry], names: Names) -> tuple[Section, ...]:
    """Return the sections of the class's plan, and those that need more than the statements on the thing."""
    kind = desk.thing.type
    holders = _line_of_holders(desk) if kind in PLACES else {}
    order = Order(desk.reader.ontology, desk.language, names.classes, holders)
    told = sections(entries, desk.things, PLANS.get(kind, COMMON), order)
    if kind in PLACES:
        lies = [entry for section in told if section.title == LIES for entry in section.entries]
        return (*_chain(desk, lies), *(s for s in told if s.title != LIES), *_inside(desk))
    if kind in UNDERTAKINGS:
        return tuple(_with_more(told, desk, entries, names, order))
    return (*told, *_memberships(desk, entries), *_together(desk)) if kind in ACTORS else tuple(told)


def _line_of_holders(desk: _Desk) -> dict[str, int]:
    """Return for each tenure how many holders are said or inferred to come before, counted from 1."""
    table = desk.catalogue("holders", "in")
    return {
        statement.value: int(cell_text(place))
        for statement, place in zip(table.column("statement"), table.column("order"), strict=True)
        if isinstance(statement, ox.NamedNode) and place is not None
    }


def _chain(desk: _Desk, entries: Iterable[Entry]) -> Iterator[Section]:
    """Yield the places above: steps that a source prints with their words, the others as lines."""
    table = desk.catalogue("place-chain", "place")
    rank = {statement: number for number, statement in enumerate(map(cell_text, table.column("statement")))}
    above = desk.reader.entries(s.value for s in table.column("statement") if isinstance(s, ox.NamedNode))
    told = {entry.id: entry for entry in (*above, *entries)}
    ordered = sorted(told.values(), key=lambda e: rank.get(curie(e.statement.iri), len(rank)))
    lines = tuple(_steps_by_code(desk, table))
    if ordered or lines:
        yield Section(LIES, (Group("", tuple(ordered)),) if ordered else (), in_words(_CHAIN, desk.language), lines)


def _steps_by_code(desk: _Desk, table: Table) -> Iterator[str]:
    steps = zip(table.column("known_by"), table.column("part"), table.column("whole"), strict=True)
    by_code = [ends for known, *ends in steps if cell_text(known) == "code"]
    names = desk.reader.names(end.value for ends in by_code for end in ends if isinstance(end, ox.NamedNode))
    for part, whole in by_code:
        if isinstance(part, ox.NamedNode) and isinstance(whole, ox.NamedNode):
            yield f"{names.label(part)} → {names.label(whole)} ({word('by code', desk.language)})"


def _inside(desk: _Desk) -> Iterator[Section]:
    """Yield how much is told of each place within."""
    found = [row["place"].value for row in desk.ask(_WITHIN)]
    if found:
        note = in_words(_INSIDE, desk.language)
        yield Section("下辖各地 Places within", (), note, tuple(_told_of_others(desk, found)))


def _memberships(desk: _Desk, entries: Iterable[Entry]) -> Iterator[Section]:
    """Yield how much is told of each group that an actor belongs to: a group's deeds are not its members'."""
    found = [
        entry.statement.text("object")
        for entry in entries
        if slug(entry.statement.text("predicate")) == "member-of" and "about" in entry.slots_of(desk.things)
    ]
    if found:
        note = in_words(_GROUPS, desk.language)
        yield Section("所属群体 Groups it belongs to", (), note, tuple(_told_of_others(desk, found)))


def _told_of_others(desk: _Desk, iris: Sequence[str]) -> Iterator[str]:
    """Yield for each of some things how many statements of each kind mention it."""
    found: dict[str, list[str]] = {}
    ontology = desk.reader.ontology
    kinds = {kind.slug: ontology.label(KG + name, desk.language) for name, kind in ontology.kinds.items()}
    for row in desk.ask(_HOW_MANY, iris):
        found.setdefault(row["thing"].value, []).append(f"{kinds[row['kind'].value]} {row['count'].value}")
    names = desk.reader.names(found)
    for iri, parts in found.items():
        yield f"{names.label(ox.NamedNode(iri))} ({curie(iri)}){word('colon', desk.language)}" + word(
            "and", desk.language
        ).join(parts)


def _together(desk: _Desk) -> Iterator[Section]:
    """Yield the parts of others in the same undertakings, by undertaking."""
    table = desk.catalogue("co-actors", "actor")
    groups = _grouped(desk, zip(table.column("statement"), table.column("undertaking"), strict=True))
    if groups:
        yield Section("同事者 With whom", groups, in_words(_TOGETHER, desk.language))


def _grouped(desk: _Desk, pairs: Iterable[tuple[object, object]]) -> tuple[Group, ...]:
    """Return statements under the labels of what they are on, both given as nodes, in the order given."""
    under = {s.value: of.value for s, of in pairs if isinstance(s, ox.NamedNode) and isinstance(of, ox.NamedNode)}
    by_iri = {entry.statement.iri: entry for entry in desk.reader.entries(under)}
    names = desk.reader.names(under.values())
    return tuple(
        Group(names.label(ox.NamedNode(of)), tuple(by_iri[s] for s, at in under.items() if at == of and s in by_iri))
        for of in dict.fromkeys(under.values())
    )


def _with_more(
    told: Sequence[Section], desk: _Desk, entries: Sequence[Entry], names: Names, order: Order
) -> Iterator[Section]:
    """Yield the sections of an undertaking with where it was done, the posts of its actors, and its parts."""
    where = _places(entries, names)
    seen = {entry.statement.iri for entry in entries}
    if told and told[0].title == LED:
        yield from _with_posts(told[0], desk, order)
    located = next((s for s in told if s.title.startswith("何处")), Section("何处 Where", ()))
    if located.groups or where:
        yield replace(located, lines=where)
    yield from (s for s in told if s.title not in {LED, located.title})
    table = desk.catalogue("dossier", "initiative")
    pairs = zip(table.column("statement"), table.column("about"), strict=True)
    groups = _grouped(desk, [(s, of) for s, of in pairs if getattr(s, "value", "") not in seen])
    if groups:
        yield Section(
            "组成部分与各地实例所载 Told of its parts and instances", groups, in_words(_OF_PARTS, desk.language)
        )


def _places(entries: Iterable[Entry], names: Names) -> tuple[str, ...]:
    """Return the places that the statements give, each with how many; else the place that the actor governs."""
    found: Counter[tuple[str, bool]] = Counter()
    for entry in entries:
        given = [value.value for value in (*entry.statement.values("place"), *entry.statement.values("servedIn"))]
        governed = names.governs.get(entry.statement.text("actor"), "")
        found.update([(iri, False) for iri in given] or ([(governed, True)] if governed else []))
    governed_by, statements = (word(name, names.language) for name in ("governed by actor", "statements"))
    return tuple(
        f"{names.label(ox.NamedNode(iri))} ({curie(iri)}{f', {governed_by}' if by else ''}): {count}{statements}"
        for (iri, by), count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    )


def _with_posts(led: Section, desk: _Desk, order: Order) -> Iterator[Section]:
    """Yield who led with the posts of each actor named beside it, then these posts with their words."""
    actors = sorted({entry.statement.text("actor") for entry in led.entries})
    found = [(row["actor"].value, row["statement"].value) for row in desk.ask(_POSTS, actors)]
    posts = desk.reader.entries(statement for _, statement in found)
    in_short = {post.statement.iri: _in_short(post, desk.language) for post in posts}
    held: dict[str, list[str]] = {}
    for actor, statement in found:
        held.setdefault(actor, []).append(in_short[statement])
    yield replace(
        led,
        groups=tuple(
            replace(g, entries=tuple(_with_post(e, held, desk, order) for e in g.entries)) for g in led.groups
        ),
    )
    if posts:
        by_time = sections(posts, (), (Rule(""),), order)[0].groups
        yield Section("行动者的任职 Posts of those who took part", by_time, in_words(_ACTORS_POSTS, desk.language))


def _in_short(post: Entry, language: str) -> str:
    """Return a post without its holder, its id, and whether it is inferred."""
    inferred = "" if post.is_stated else f"{word('semicolon', language)}{word('inferred', language)}"
    return f"{post.said.partition(' · ')[2]} [{post.id}{inferred}]"


def _with_post(entry: Entry, held: Mapping[str, Sequence[str]], desk: _Desk, order: Order) -> Entry:
    """Add an actor's posts to what is told of a part; of a person without any, that none is said."""
    actor = entry.statement.text("actor")
    posts = word("and", desk.language).join(held.get(actor, ()))
    if not posts and order.classes.get(actor) not in _PEOPLE:
        return entry
    return replace(
        entry, details=((word("posts", desk.language), posts or word("not said", desk.language)), *entry.details)
    )


def _judgements(desk: _Desk, entries: Iterable[Entry]) -> tuple[tuple[Comparison, ...], tuple[Identity, ...]]:
    """Return what was judged between statements on the thing and others, and between the thing and others."""
    statements = [entry.statement.iri for entry in entries]
    found = list(desk.ask(_JUDGED, statements)) if statements else []
    compared = desk.reader.entries(row[side].value for row in found for side in ("left", "right"))
    by_iri = {entry.statement.iri: entry for entry in compared}
    comparisons = tuple(
        Comparison(*_verdict(row, desk), by_iri[row["left"].value], by_iri[row["right"].value], *_reason(row))
        for row in found
        if row["left"].value in by_iri and row["right"].value in by_iri
    )
    judged = list(desk.ask(_JUDGED, desk.things))
    others = [_other(row, desk.things) for row in judged]
    names = desk.reader.names(others)
    identities = tuple(
        Identity(*_verdict(row, desk), other, names.label(ox.NamedNode(other)), *_reason(row))
        for row, other in zip(judged, others, strict=True)
    )
    return comparisons, identities


def _other(row: ox.QuerySolution, things: Sequence[str]) -> str:
    """Return the side of a judgement that is not the thing; of two names of it, the one that is not its own."""
    left, right = row["left"].value, row["right"].value
    return str(right if left == things[0] or (left in things and right != things[0]) else left)


def _verdict(row: ox.QuerySolution, desk: _Desk) -> tuple[str, str, str]:
    verdict = row["verdict"].value
    return curie(row["judgement"].value), slug(verdict), desk.reader.ontology.label(verdict, desk.language)


def _reason(row: ox.QuerySolution) -> tuple[str, str, str]:
    return row["reason"].value, row["by"].value, row["on"].value


def _sources(desk: _Desk, entries: Iterable[Entry]) -> tuple[SourceNote, ...]:
    """Return the sources of all that is shown, with their dates as known."""
    iris = sorted({entry.statement.source for entry in entries})
    found: dict[str, SourceNote] = {}
    for row in desk.ask(_SOURCES, iris) if iris else ():
        text: Mapping[str, str] = {n: row[n].value if row[n] is not None else "" for n in ("title", "date", "reason")}
        made = SourceNote(slug(row["source"].value), text["title"], text["date"], text["reason"])
        if row["title"].language == "zh" or made.slug not in found:
            found[made.slug] = made
    return tuple(found.values())

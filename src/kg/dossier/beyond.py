"""Sections that need more than the statements on the thing, and those that are completed by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.dossier.desk import Desk
from kg.dossier.entries import Detail, Entry, governed_by_actor
from kg.dossier.model import Group, Pointer, Section
from kg.dossier.sections import Arrangement
from kg.dossier.wording import bracketed, counted, listed, word
from kg.terms.namespaces import KG, curie

_PEOPLE: Final = frozenset({"Person", "Someone"})
_HOW_MANY: Final = """SELECT ?thing ?kind (COUNT(DISTINCT ?statement) AS ?count) WHERE {{
  VALUES ?thing {{ {iris} }} ?statement kg:mentions ?thing ; a ?class . ?class kg:kindSlug ?kind
}} GROUP BY ?thing ?kind ORDER BY ?thing ?kind"""


def completed(found: Mapping[str, Section], desk: Desk) -> Iterator[Section]:
    """Yield the sections of the thing's plan in order: those found, completed where they need more, and the others.

    `found` has the sections of the statements on the thing, by code.
    """
    for code in desk.plan.terms:
        section = found.get(code, desk.plan.section(code))
        if code in _COMPLETED:
            section = _COMPLETED[code](section, desk)
        if section.groups or section.lines:
            yield section


def _location(section: Section, desk: Desk) -> Section:
    """Return the places above: steps that a source prints with their words, the others as lines."""
    steps = desk.needed[section.code]
    rank = {statement: number for number, (statement, _, _) in enumerate(steps)}
    listed_here = desk.entries({*rank, *(entry.said.iri for entry in section.entries)})
    ordered = tuple(sorted(listed_here, key=lambda entry: rank.get(entry.said.iri, len(rank))))
    by_code = tuple(_step(part, whole, desk) for statement, part, whole in steps if not statement)
    groups = (Group("", "", ordered),) if ordered else ()
    return replace(section, groups=groups, lines=by_code, chain=_chain(ordered, desk))


def _chain(printed: Iterable[Entry], desk: Desk) -> str:
    """Return the places above in one line, from near to far; steps that only the official code gives are named.

    Of several places that a text gives above one, the code's is taken, else what is stated.
    """
    said = [entry.said for entry in printed if entry.said.subject and entry.said.object]
    stated = sorted(said, key=lambda one: not one.is_stated)
    pairs = [(one.subject.value, one.object.value) for one in stated if one.subject and one.object]
    by_code = [(part, whole) for statement, part, whole in desk.needed["location"] if not statement]
    above: dict[str, str] = {}
    for part, whole in (*by_code, *pairs):
        above.setdefault(part, whole)
    steps = [desk.thing.iri]
    while (whole := above.get(steps[-1], "")) and whole not in steps:
        steps.append(whole)
    arrow, label = " → ", desk.labels.label
    only = [step for step in pairwise(steps) if step not in pairs]
    coded = listed((arrow.join(map(label, step)) for step in only), desk.language)
    note = f"{word('by code', desk.language)}{word('colon', desk.language)}{coded}" if only else ""
    return bracketed(arrow.join(map(label, steps)), note, desk.language) if len(steps) > 1 else ""


def _step(part: str, whole: str, desk: Desk) -> Pointer:
    ends = desk.labels.label(part), desk.labels.label(whole)
    return Pointer(
        f"{ends[0]} → {ends[1]} ({word('by code', desk.language)})",
        {"part": curie(part), "part_label": ends[0], "whole": curie(whole), "whole_label": ends[1]},
    )


def _places_within(section: Section, desk: Desk) -> Section:
    return replace(section, lines=tuple(_said_elsewhere([iri for (iri,) in desk.needed[section.code]], desk)))


def _groups(section: Section, desk: Desk) -> Section:
    """Return how much is said of each group that an actor belongs to: a group's deeds are not its members'."""
    follows = desk.plan.follows(section.code)
    objects = [
        entry.said.object.value
        for entry in desk.entries(desk.mentions)
        if entry.said.subject and entry.said.predicate and entry.said.object
        if entry.said.predicate.value in follows and entry.said.subject.value in desk.things
    ]
    return replace(section, lines=tuple(_said_elsewhere(objects, desk)))


def _said_elsewhere(iris: Sequence[str], desk: Desk) -> Iterator[Pointer]:
    """Yield for each of some things how many statements of each kind mention it."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    kinds = {kind.slug: desk.labels.label(KG + name) for name, kind in desk.ontology.kinds.items()}
    for row in desk.rows(_HOW_MANY, iris) if iris else ():
        found[row["thing"].value][row["kind"].value] = int(row["count"].value)
    for iri, numbers in found.items():
        parts = listed((f"{kinds[kind]} {number}" for kind, number in numbers.items()), desk.language)
        label = desk.labels.label(iri)
        yield Pointer(
            f"{label} ({curie(iri)}){word('colon', desk.language)}{parts}",
            {"id": curie(iri), "label": label, "statements": numbers},
        )


def _grouped(section: Section, desk: Desk) -> Section:
    """Return statements under the labels of what they are on, both in the order given, with the step that leads to it.

    A step is the relation or slot by which what they are on hangs on the thing.
    """
    under: dict[str, tuple[str, str]] = {}
    for statement, of, *steps in desk.needed[section.code]:
        under.setdefault(statement, (of, next(iter(steps), "")))
    by_iri = {entry.said.iri: entry for entry in desk.entries(under)}
    groups = (
        Group(
            curie(of),
            bracketed(desk.labels.label(of), desk.labels.label(step), desk.language),
            tuple(by_iri[statement] for statement, at in under.items() if at == (of, step) and statement in by_iri),
        )
        for of, step in dict.fromkeys(under.values())
    )
    return replace(section, groups=tuple(groups))


def _where(section: Section, desk: Desk) -> Section:
    """Add the places that the statements give, each with how many; else the place that the actor governs."""
    labels, found = desk.labels, Counter[tuple[str, bool]]()
    for entry in desk.entries(desk.mentions):
        statement = entry.said.statement
        given = [value.value for value in (*statement.values("place"), *statement.values("servedIn"))]
        governed = governed_by_actor(entry, labels)
        found.update([(iri, False) for iri in given] or ([(governed, True)] if governed else []))
    lines = []
    for (iri, is_governed), number in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        by = f", {word('governed by actor', desk.language)}" if is_governed else ""
        text = f"{labels.label(iri)} ({curie(iri)}{by}): {counted(number, desk.language)}"
        record = {"id": curie(iri), "label": labels.label(iri), "statements": number, "governed_by_actor": is_governed}
        lines.append(Pointer(text, record))
    return replace(section, lines=tuple(lines))


def _who_led(section: Section, desk: Desk) -> Section:
    """Add to each part the posts of its actor; where a person has none, that none is said."""
    posts = {entry.said.iri: entry for entry in _posts(desk)}
    held: dict[str, list[str]] = defaultdict(list)
    for actor, statement in desk.needed["posts-of-actors"]:
        held[actor].append(_in_short(posts[statement], desk.language))

    def with_posts(entry: Entry) -> Entry:
        actor = entry.said.statement.text("actor")
        if actor not in held and desk.labels.type(actor) not in _PEOPLE:
            return entry
        texts = listed(held[actor], desk.language) or word("not said", desk.language)
        return replace(entry, details=(Detail("posts", word("posts", desk.language), texts), *entry.details))

    return replace(section, groups=tuple(replace(g, entries=tuple(map(with_posts, g.entries))) for g in section.groups))


def _posts(desk: Desk) -> tuple[Entry, ...]:
    return desk.entries(statement for _, statement in desk.needed["posts-of-actors"])


def _in_short(post: Entry, language: str) -> str:
    """Return a post without its holder, its id, and whether it is inferred."""
    inferred = "" if post.said.is_stated else f"{word('semicolon', language)}{word('inferred', language)}"
    return f"{post.text.partition(' · ')[2]} [{post.id}{inferred}]"


def _posts_of_actors(section: Section, desk: Desk) -> Section:
    posts = Arrangement(desk.labels).sorted(_posts(desk))
    return replace(section, groups=(Group("", "", posts),) if posts else ())


_COMPLETED: Final[Mapping[str, Callable[[Section, Desk], Section]]] = {
    "location": _location,
    "who-led": _who_led,
    "posts-of-actors": _posts_of_actors,
    "where": _where,
    "groups": _groups,
    "with-whom": _grouped,
    "places-within": _places_within,
    "of-parts": _grouped,
    "figures-of-holders": _grouped,
}

"""Which things a statement links: its subject with its object, and one of the two with what further slots name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from kg.model import Term
from kg.ontology import Ontology

CORE: Final = "object"


class Link(NamedTuple):
    """One link: from IRI to IRI, by `object` or the name of a further slot (`place-2` for its second value)."""

    start: str
    end: str
    slot: str


def further_slots(ontology: Ontology) -> Mapping[str, str]:
    """Return the slots that make a link of their own, each with the core role (`subject`, `object`) it starts from."""
    return {name: slot.edge_from for name, slot in ontology.slots.items() if slot.edge_from}


def links_of(
    subject: Term | None,
    target: Term | None,
    slots: Iterable[tuple[str, Term]],
    further: Mapping[str, str],
    entities: Container[str],
) -> list[Link]:
    """Return the links of a statement with this subject, object and slots; none where it links no two entities.

    `further` is as `further_slots` gives it, `entities` has the IRIs of what can be linked. A slot that names what is
    linked already makes no second link. Where the object is not an entity (a figure, an event, a post without a body),
    what would start from it starts from the subject.
    """
    start, end = _entity(subject, entities), _entity(target, entities)
    links = [Link(start, end, CORE)] if start and end else []
    named = [(name, value) for name, value in slots if name in further]
    if not named:
        return links
    starts = {"subject": start, "object": end or start}
    seen: dict[str, int] = {}  # a Counter takes longer to make
    for name, value in named:
        first, other = starts[further[name]], _entity(value, entities)
        if first and other and other not in {start, end}:
            seen[name] = seen.get(name, 0) + 1
            links.append(Link(first, other, name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return links


def _entity(term: Term | None, entities: Container[str]) -> str:
    """Return the IRI of an entity, or an empty string."""
    return iri if isinstance(term, NamedNode) and (iri := term.value) in entities else ""

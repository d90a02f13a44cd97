"""What lies around some things, read by their links alone, so that the cost does not grow with the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.model import Term
from kg.network.near import Near
from kg.ontology import Ontology
from kg.reading.few import few
from kg.reading.links import Link, further_slots, links_of
from kg.reading.said import Reading
from kg.store import Store, rows
from kg.terms.namespaces import KG, PREFIXES, slug

_AT_ONCE: Final = 400
_MENTIONS: Final = "mentions"
_CORE: Final = ("subject", "object")
# FILTER and not VALUES, which the engine joins by looking at every triple
_LINKS: Final = """SELECT ?s ?p ?o WHERE {{
  {{ SELECT DISTINCT ?s WHERE {{ VALUES ?n {{ {nodes} }} ?s {by} ?n }} }}
  ?s ?p ?o FILTER(?p IN ({slots}))
}}"""


def around(
    store: Store,
    ontology: Ontology,
    centres: Iterable[str],
    hops: int,
    near: Near = Near(),  # noqa: B008 - frozen
) -> Reading:
    """Return what `ego` shows of the whole network around some things (IRIs), and what is said within it.

    Read are the statements that link two things within `hops` steps, those that name nothing outside, and those that
    name a centre. Steps are as `ego` walks them with the same `near`. The cost grows with what is read, not with the
    store. Raises `StoreError` when the store holds a statement that is not whole.
    """
    return Surroundings(store, ontology).reading(centres, hops, near)


class _Namespaces:
    """Tells entities, and places among them, by the namespace that their class has."""

    def __init__(self, classes: Iterable[str], ontology: Ontology) -> None:
        self._known = frozenset(PREFIXES[ontology.entity_classes[name]] for name in classes)

    def __contains__(self, iri: object) -> bool:
        text = str(iri)
        return text[: text.rfind("/") + 1] in self._known


@dataclass(slots=True)
class _Linked:
    """A statement as a search sees it: what it links, and every entity that it names."""

    links: list[Link] = field(default_factory=list)
    named: frozenset[str] = frozenset()


class Surroundings:
    """Walks the links of a store outwards from some things, ring by ring; what was read is not asked for again."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        """Walk in a store."""
        self._store, self._ontology = store, ontology
        self._further = further_slots(ontology)
        self._entities = _Namespaces(ontology.entity_classes, ontology)
        self._places = _Namespaces(ontology.location_classes, ontology)
        self._seen: dict[str, _Linked] = {}
        self._by_node: dict[str, set[str]] = defaultdict(set)
        self._whole: set[str] = set()

    def reading(self, centres: Iterable[str], hops: int, near: Near) -> Reading:
        """Return what lies within so many steps of some things, as `around` does."""
        middle = sorted(set(centres))
        found = self._found(middle, hops, near)
        self._read(sorted(found - self._whole), _CORE)
        return few(self._store, self._ontology, self._statements(found, frozenset(middle)))

    def _found(self, centres: Sequence[str], hops: int, near: Near) -> frozenset[str]:
        """Return the things within so many steps, the centres included."""
        found, walked = set(centres), list(centres)
        self._read_all(walked)
        for _ in range(hops):
            self._read_all(walked)
            reached = {other for node in walked for other in self._neighbours(node)} - found
            found |= reached
            walked = sorted(
                node
                for node in reached.difference(near.hubs)
                if near.through_places or node not in self._places or self._is_below(node, walked)
            )
        return frozenset(found)

    def _statements(self, found: frozenset[str], centres: frozenset[str]) -> Iterator[str]:
        """Yield the IRIs of the statements that link two of the things found, name none but these, or a centre."""
        for iri, one in self._seen.items():
            within = one.named <= found or not one.named.isdisjoint(centres)
            if within or any(link.start in found and link.end in found for link in one.links):
                yield iri

    def _neighbours(self, node: str) -> Iterator[str]:
        for link in self._links_at(node):
            yield link.end if link.start == node else link.start

    def _links_at(self, node: str) -> Iterator[Link]:
        for iri in self._by_node[node]:
            yield from (link for link in self._seen[iri].links if node in {link.start, link.end})

    def _is_below(self, node: str, walked: Iterable[str]) -> bool:
        """Say whether a place has a link to one that was walked through."""
        above = {link.end for link in self._links_at(node) if link.start == node}
        return any(place in self._places and place in above for place in walked)

    def _read_all(self, nodes: Sequence[str]) -> None:
        """Read every statement that names some things."""
        self._read([node for node in nodes if node not in self._whole], (_MENTIONS,))
        self._whole.update(nodes)

    def _read(self, nodes: Sequence[str], by: Iterable[str]) -> None:
        """Read the statements that name some things in one of some ways, where they have not been read."""
        slots = ", ".join(f"<{KG}{name}>" for name in (*_CORE, *self._further, _MENTIONS))
        ways = "|".join(f"<{KG}{name}>" for name in by)
        for at in range(0, len(nodes), _AT_ONCE):
            chunk = " ".join(f"<{iri}>" for iri in nodes[at : at + _AT_ONCE])
            named: dict[str, list[tuple[str, Term]]] = defaultdict(list)
            for row in rows(self._store, _LINKS.format(nodes=chunk, by=ways, slots=slots)):
                named[row["s"].value].append((slug(row["p"].value), row["o"]))
            for iri, pairs in named.items():
                if iri not in self._seen:
                    self._add(iri, pairs)

    def _add(self, iri: str, pairs: Sequence[tuple[str, Term]]) -> None:
        subject, target = (dict(pairs).get(name) for name in _CORE)
        links = links_of(subject, target, pairs, self._further, self._entities)
        self._seen[iri] = _Linked(links, frozenset(value.value for name, value in pairs if name == _MENTIONS))
        for link in links:
            self._by_node[link.start].add(iri)
            self._by_node[link.end].add(iri)

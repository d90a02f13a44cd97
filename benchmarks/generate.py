"""Make a dataset of this model at any size: the project's own data, and copies of them under new names.

usage: generate.py QUADS FILE.nq
       generate.py --project COPIES FOLDER

A copy has entities, sources, quotes, parts, statements and judgements of its own: every name, label, source key and
place code gets a number. The ontology and the vocabularies are shared. So degrees, slots and texts are those of real
statements, and only the number of villages, people and articles grows. What `ontology/derive/` constructs is left out
of the quads: deriving it is measured. A copy passes `kg check` where the original does.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.build import fill, load_project
from kg.dataset import build_quads, write_corpus
from kg.dataset.judgements import JUDGEMENT_COLUMNS
from kg.model import Corpus, Judgement, Quote, Resource, Slots, Statement, Term
from kg.project import locate
from kg.reading.said import Reading, Said
from kg.store import building
from kg.terms.namespaces import ENTITY_PREFIXES, KG, PREFIXES, SKOS, curie, slug

_KEYED: Final = tuple(
    PREFIXES[name] for name in ("source", "part", "quote", "statement")
)  # their names begin with a key
_NUMBERED: Final = tuple(PREFIXES[name] for name in (*ENTITY_PREFIXES, "judgement"))
_LABELS: Final = frozenset({SKOS + "prefLabel", SKOS + "altLabel"})
_CODE, _KEY, _NO_CODE = KG + "code", KG + "key", KG + "codeNote"
_PROVINCE: Final = 2  # digits


def dataset(size: int) -> Iterator[ox.Quad]:
    """Yield about `size` quads: the real ones, and those of as many copies as are needed."""
    corpus, ontology = load_project(locate(Path(__file__).parents[1]))
    shared = len(ontology.triples)
    own = sum(1 for _ in build_quads(corpus, ontology)) - shared
    yield from build_quads(copied(corpus, max(1, ceil((size - shared) / own))), ontology)


def copied(corpus: Corpus, copies: int) -> Corpus:
    """Return a corpus of so many copies of one; the first is the original itself."""
    codes = {code for entity in corpus.entities.values() if (code := entity.text("code"))}
    made = [corpus, *(_Copy(number, _provinces(codes, number)).of(corpus) for number in range(1, copies))]
    return Corpus(
        sources={iri: row for part in made for iri, row in part.sources.items()},
        parts={iri: row for part in made for iri, row in part.parts.items()},
        entities={iri: row for part in made for iri, row in part.entities.items()},
        quotes={iri: row for part in made for iri, row in part.quotes.items()},
        statements=tuple(statement for part in made for statement in part.statements),
        judgements=tuple(judgement for part in made for judgement in part.judgements),
    )


def _provinces(codes: set[str], number: int) -> Mapping[str, str]:
    """Return the first digits that a copy has for those of the real codes; none when all are given away."""
    real = sorted({code[:_PROVINCE] for code in codes})
    free = [f"{n}" for n in range(10, 100) if f"{n}" not in real]
    return dict(zip(real, free[(number - 1) * len(real) : number * len(real)], strict=False))


@dataclass(frozen=True, slots=True)
class _Copy:
    """Gives everything of a corpus the names of one copy."""

    number: int
    provinces: Mapping[str, str]

    def of(self, corpus: Corpus) -> Corpus:
        name = self.name
        return Corpus(
            self._resources(corpus.sources),
            self._resources(corpus.parts),
            self._resources(corpus.entities),
            {name(i): Quote(name(i), name(q.source), q.start, q.end, q.exact) for i, q in corpus.quotes.items()},
            tuple(map(self._statement, corpus.statements)),
            tuple(map(self._judgement, corpus.judgements)),
        )

    def of_reading(self, reading: Reading) -> Reading:
        """Return what a store says under the names of the copy."""
        return Reading(
            tuple(map(self._said, reading.said)),
            self._resources(reading.entities),
            self._resources(reading.sources),
            tuple(map(self._judgement, reading.judgements)),
            {self.name(iri): self.name(place) for iri, place in reading.above.items()},
            {self.name(iri): self.name(place) for iri, place in reading.belongs.items()},
        )

    def _said(self, one: Said) -> Said:
        core = {role: value and self._node(value) for role, value in (("subject", one.subject), ("object", one.object))}
        return replace(
            one,
            statement=self._statement(one.statement),
            quotes=tuple(replace(q, iri=self.name(q.iri), source=self.name(q.source)) for q in one.quotes),
            judged=tuple((verdict, self.name(other)) for verdict, other in one.judged),
            **core,
        )

    def _statement(self, said: Statement) -> Statement:
        slots = tuple((slot, self._node(value)) for slot, value in said.slots)
        name = self.name
        return Statement(name(said.iri), said.kind, name(said.source), slots, tuple(map(name, said.evidence)))

    def _judgement(self, judged: Judgement) -> Judgement:
        return replace(judged, **{end: self.name(getattr(judged, end)) for end in ("iri", "left", "right")})

    def name(self, iri: str) -> str:
        """Return the name that the copy has for a thing; what all share keeps its own."""
        if iri.startswith(_KEYED):
            key, dash, rest = slug(iri).partition("-")
            return f"{iri[: -len(slug(iri))]}{self._key(key)}{dash}{rest}"
        return f"{iri}_{self.number}" if iri.startswith(_NUMBERED) else iri

    def _key(self, key: str) -> str:
        return f"{key}x{self.number}"

    def _resources(self, rows: Mapping[str, Resource]) -> dict[str, Resource]:
        return {
            self.name(iri): Resource(self.name(iri), row.type, tuple(sorted(self._properties(row.properties), key=str)))
            for iri, row in rows.items()
        }

    def _properties(self, properties: Slots) -> Iterator[tuple[str, Term]]:
        for key, value in properties:
            if isinstance(value, ox.NamedNode):
                yield key, self._node(value)
            elif key in _LABELS:
                yield key, ox.Literal(f"{value.value}{self.number}", language=value.language)
            elif key == _KEY:
                yield key, ox.Literal(self._key(value.value))
            elif key == _CODE:
                yield self._code(value.value)
            else:
                yield key, value

    def _code(self, code: str) -> tuple[str, Term]:
        """Return the code under another province, or a note where there is no number left."""
        province = self.provinces.get(code[:_PROVINCE])
        if province is None:
            return _NO_CODE, ox.Literal("A copy: all numbers of provinces are taken.")
        return _CODE, ox.Literal(province + code[_PROVINCE:])

    def _node(self, value: Term) -> Term:
        return ox.NamedNode(self.name(value.value)) if isinstance(value, ox.NamedNode) else value


def copied_reading(reading: Reading, copies: int) -> Reading:
    """Return so many copies of what a store says; the first is the original itself."""
    made = [reading, *(_Copy(number, {}).of_reading(reading) for number in range(1, copies))]
    return Reading(
        said=tuple(one for part in made for one in part.said),
        entities={iri: row for part in made for iri, row in part.entities.items()},
        sources={iri: row for part in made for iri, row in part.sources.items()},
        judgements=tuple(judgement for part in made for judgement in part.judgements),
        above={iri: place for part in made for iri, place in part.above.items()},
        belongs={iri: place for part in made for iri, place in part.belongs.items()},
    )


def stored(copies: int, path: Path) -> None:
    """Build a store of so many copies at `path`, as `kg build` does, but without checks."""
    project = locate(Path(__file__).parents[1])
    corpus, ontology = load_project(project)
    with building(path) as store:
        fill(store, copied(corpus, copies), ontology, project, lambda _step, _count: None)


def write(size: int, path: Path) -> int:
    """Write the dataset as N-Quads; return how many quads."""
    count = 0

    def counted() -> Iterator[ox.Quad]:
        nonlocal count
        for quad in dataset(size):
            count += 1
            yield quad

    ox.serialize(counted(), str(path), format=ox.RdfFormat.N_QUADS)
    return count


def write_project(copies: int, folder: Path) -> int:
    """Write a project of so many copies; return how many statements it has."""
    corpus, ontology = load_project(locate(Path(__file__).parents[1]))
    made = copied(corpus, copies)
    write_corpus(made, ontology, folder / "graph_data")
    rows = [JUDGEMENT_COLUMNS, *(_row(judgement) for judgement in made.judgements)]
    text = "".join("\t".join(row) + "\n" for row in rows)
    (folder / "graph_data" / "judgements.tsv").write_text(text, encoding="utf-8")
    return len(made.statements)


def _row(judgement: Judgement) -> tuple[str, ...]:
    left, right = curie(judgement.left), curie(judgement.right)
    return (
        slug(judgement.iri),
        left,
        judgement.verdict,
        right,
        judgement.judged_on,
        judgement.judged_by,
        judgement.reason,
    )


def main() -> None:
    """Write what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", action="store_true")
    parser.add_argument("size", type=int)
    parser.add_argument("path", type=Path)
    given = parser.parse_args()
    if given.project:
        print(write_project(given.size, given.path), "statements")
    else:
        print(write(given.size, given.path), "quads")


if __name__ == "__main__":
    main()

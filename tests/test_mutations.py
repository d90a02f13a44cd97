"""How many random slips in the data the checks notice, without the articles; the figures are printed with -s."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from kg.build import load_project
from kg.errors import Finding
from kg.project import Project, locate, turtle_files
from kg.terms.namespaces import curie
from kg.validate import check
from mutations import SLIPS, Line, Lines, Slip

SEEDS: Final = range(20261130, 20261135)
AT_ONCE: Final = 40  # slips in one check: each in a block of its own, so that it is known by its place or name
LEAST: Final = {
    "names nothing describes": 1.0,
    "wrong kind": 0.98,
    "misspelt": 0.97,
    "class": 1.0,
    "datatype or language": 0.90,
}
LEAST_OF_ALL: Final = 0.75
_LEFT: Final = frozenset({"entity-unused", "quote-unused", "part-unlisted"})
_NAMES: Final = re.compile(r"[\w-]+:[^\s,;()'\"]+")


@pytest.fixture(scope="module")
def copy(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("slips") / "p"
    shutil.copytree(project.graph_data, folder / "graph_data")
    return locate(folder)


def found_in(project: Project) -> tuple[Finding, ...]:
    corpus, ontology = load_project(project)
    return check(corpus, ontology, None, project.ontology / "shapes.ttl")


def noticed(slips: Sequence[Slip], project: Project, before: frozenset[tuple[str, str]]) -> Iterator[Slip]:
    """Yield those slips of which a finding names the block that was changed, or says that what it named is unused."""
    were = {slip.line.path: slip.line.path.read_bytes() for slip in slips}
    places = {
        at: slip for path in were for at, slip in _written(path, [s for s in slips if s.line.path == path], project)
    }
    new = [finding for finding in found_in(project) if (finding.code, finding.message) not in before]
    for path, content in were.items():
        path.write_bytes(content)
    assert [finding for finding in new if finding.code == "turtle"] == []
    seen = {id(slip) for finding in new if (slip := places.get(finding.where))}
    named = {name.rstrip(".:") for finding in new for name in _NAMES.findall(finding.message)}
    unused = {name for one in new if one.code in _LEFT for name in _NAMES.findall(one.message.partition(": ")[0])}
    yield from (s for s in slips if id(s) in seen or s.line.subject in named or s.line.value in unused)


def _written(path: Path, slips: Iterable[Slip], project: Project) -> Iterator[tuple[str, Slip]]:
    """Write a file with its slips; yield each place in the changed blocks."""
    lines: list[str | None] = list(path.read_text(encoding="utf-8").split("\n"))
    for slip in slips:
        lines[slip.line.number] = slip.text
        if slip.text is None and slip.line.end == ".":
            at = slip.line.number - 1
            lines[at] = f"{lines[at] or ''}".removesuffix(" ;") + " ."
    by_subject = {slip.line.subject: slip for slip in slips}
    inside: Slip | None = None
    kept = [text for text in lines if text is not None]
    path.write_text("\n".join(kept), encoding="utf-8")
    for number, text in enumerate(kept, start=1):
        if text and not text.startswith((" ", "@", "#")):
            inside = by_subject.get(text)
        if inside is not None:
            yield f"{project.relative(path)}:{number}", inside


def batches(slips: Sequence[Slip]) -> Iterator[Sequence[Slip]]:
    yield from (slips[at :: len(slips) // AT_ONCE] for at in range(len(slips) // AT_ONCE))


def shares(lines: Mapping[int, Lines], project: Project) -> tuple[Counter[str], Counter[str], list[Slip]]:
    """Return how many slips of each sort there were and how many were noticed, and those that were not."""
    before = frozenset((finding.code, finding.message) for finding in found_in(project))
    made, found, passed = Counter[str](), Counter[str](), list[Slip]()
    for each in lines.values():
        for slips in batches(list(each.slips())):
            known = {id(slip) for slip in noticed(slips, project, before)}
            made.update(slip.sort for slip in slips)
            found.update(slip.sort for slip in slips if id(slip) in known)
            passed += [slip for slip in slips if id(slip) not in known]
    return made, found, passed


@pytest.mark.long
def test_the_checks_notice_what_a_rule_can_notice(copy: Project) -> None:
    folders = [copy.graph_data / name for name in ("entities", "sources")]
    paths = [path for folder in folders for path in turtle_files(folder)]
    ontology = load_project(copy)[1]
    predicates = frozenset(curie(iri) for iri in ontology.terms) | {"skos:prefLabel", "skos:altLabel"}
    made, found, passed = shares({seed: Lines.of(paths, predicates, seed) for seed in SEEDS}, copy)
    share = {sort: found[sort] / made[sort] for sort in SLIPS}
    for sort in SLIPS:
        print(f"{sort}: {found[sort]} of {made[sort]}, {share[sort]:.1%}")  # noqa: T201 - figures for a report
    print(f"all: {found.total()} of {made.total()}, {found.total() / made.total():.1%}")  # noqa: T201
    unseen = [_shown(slip.line, slip) for slip in passed if slip.sort in LEAST]
    print("\n".join(unseen))  # noqa: T201
    assert made.total() == len(SEEDS) * sum(SLIPS.values())
    assert {sort: share[sort] for sort, least in LEAST.items() if share[sort] < least} == {}
    assert found.total() / made.total() >= LEAST_OF_ALL


def _shown(line: Line, slip: Slip) -> str:
    return f"  {slip.sort}: {line.subject} {line.name} {line.value} -> {slip.text}"

"""`kg migrate`: a project written for edition 0.2 of the model becomes one of 0.3, and nothing that it says is lost.

`golden/migrate/` has an invented project as it was and as it is afterwards, its article, and the report.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from conftest import ROOT, Run
from kg.build import build, check_project, migrate_project
from kg.dataset import read_corpus
from kg.dataset.migration import editions, migrate_files, renamed
from kg.dataset.rewriting import rewritten
from kg.dataset.turtle import turtle
from kg.document.file import replace_files
from kg.errors import DatasetError, OutputError
from kg.model import Resource
from kg.ontology import Ontology, read_ontology
from kg.project import Project, locate
from kg.rdf import resource_facts
from kg.terms.namespaces import KG, PREFIXES, SKOS

GOLDEN: Final = ROOT / "tests" / "golden" / "migrate"
DAY: Final = date(2026, 11, 30)
STATEMENTS: Final = "graph_data/sources/301-shiqiao/statements.ttl"
TODAY: Final = "0.3"


def files(folder: Path) -> dict[str, str]:
    """Return the texts of all files below a folder, without what is built."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and "build" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in found}


def report() -> list[tuple[str, ...]]:
    with (GOLDEN / "report.tsv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a folder with the project of edition 0.2, its name one that trips programs up."""
    return Path(shutil.copytree(GOLDEN / "before", tmp_path / "旧 项目"))


def test_what_has_one_answer_is_changed_the_rest_is_listed_and_all_other_bytes_stay(old: Path) -> None:
    found = migrate_project(locate(old), on=DAY)
    assert list(found.table.rows) == report()
    assert files(old) == files(GOLDEN / "after")
    assert [path.relative_to(old.resolve()).as_posix() for path in found.files] == sorted(
        name for name, text in files(GOLDEN / "after").items() if files(GOLDEN / "before").get(name) != text
    )


def test_a_dry_run_reports_the_same_and_writes_nothing(old: Path) -> None:
    found = migrate_project(locate(old), write=False, on=DAY)
    assert list(found.table.rows) == report()
    assert files(old) == files(GOLDEN / "before")
    assert found.summary(dry_run=True) == "Model 0.3: 12 changes, 6 files would be written; 13 to decide."


def test_a_second_run_changes_nothing_and_lists_the_same(old: Path) -> None:
    first = migrate_project(locate(old), on=DAY)
    again = migrate_project(locate(old), on=date(2026, 12, 31))
    assert (again.changes, again.files, again.left) == ((), (), first.left)


def test_a_check_finds_the_errors_that_are_left_to_be_decided_and_no_others(old: Path) -> None:
    left = migrate_project(locate(old), on=DAY).left
    found = check_project(locate(old), [GOLDEN / "texts"])
    errors = {(each.code, each.where) for each in found if each.severity == "error"}
    assert errors == {(each.code, each.where) for each in left if each.severity == "error"}
    assert not any(each.code.startswith("text-missing") for each in found)


def test_what_was_to_be_decided_is_decided_and_the_project_builds(old: Path) -> None:
    migrate_project(locate(old), on=DAY)
    words = old / "graph_data" / "vocab" / "words.ttl"
    words.write_text(words.read_text(encoding="utf-8").partition("capacity:improved\n")[0], encoding="utf-8")
    path = old / STATEMENTS
    for value, slot in (("person:何青 ;\n    kg:cap", "kg:actor"), ("place:河西 ;\n    kg:evi", "kg:relatedTo")):
        text, (one, rest) = path.read_text(encoding="utf-8"), value.split(" ;\n")
        path.write_text(text.replace(value, f"{one} ;\n    kg:alternativeTo {slot} ;\n{rest}"), encoding="utf-8")
    assert [each for each in migrate_project(locate(old)).left if each.severity == "error"] == []
    assert build(locate(old), old / "build" / "store").corpus.statements


def test_the_command_writes_a_report_and_its_exit_status_says_whether_errors_are_left(
    old: Path, run: Run, tmp_path: Path
) -> None:
    tried = run("migrate", str(old), "--dry-run", "-f", "csv", "-o", str(tmp_path / "report.csv"))
    assert (tried.returncode, tried.stdout) == (1, "")
    assert tried.stderr == "Model 0.3: 12 changes, 6 files would be written; 13 to decide.\n"
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [tuple(row) for row in csv.reader(file)][1:] == report()
    assert files(old) == files(GOLDEN / "before")
    done = run("--project", str(old), "migrate", "--quiet")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        line
        for outcome, rule, severity, where, message, hint in report()
        for line in (f"{severity or outcome}: {where}: {message} [{rule}]", *([f"    {hint}"] if hint else []))
    ]
    assert (old / "graph_data" / "MODEL").read_text(encoding="utf-8") == "0.3\n"


def test_nothing_left_to_decide_is_exit_status_0(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path / "new"))
    only = deed("修渠", (SKOS + "prefLabel", ox.Literal("修渠", language="zh")))
    path = tmp_path / "new" / "graph_data" / "entities" / "deeds.ttl"
    path.write_text(turtle(resource_facts(only)), encoding="utf-8")
    ended = run("migrate", str(tmp_path / "new"))
    assert (ended.returncode, ended.stderr) == (0, "Model 0.3: 0 changes, 0 files written; 0 to decide.\n")


def test_a_build_of_a_project_of_an_older_edition_names_the_command(old: Path, run: Run) -> None:
    ended = run("--project", str(old), "build")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[1] == (
        "Hint: Bring them to it with: kg migrate. See first what would be done with: kg migrate --dry-run"
    )


@pytest.mark.parametrize(
    ("named", "expected"),
    [("", []), ("0.2", ["the data are written for edition 0.2 of the model, and kg has 0.3"]), ("0.3", [])],
)
def test_a_check_says_that_errors_may_come_from_the_older_edition_that_is_named(
    old: Path, named: str, expected: list[str]
) -> None:
    if named:
        (old / "graph_data" / "MODEL").write_text(named, encoding="utf-8")
    found = [each for each in check_project(locate(old)) if each.code == "model-edition"]
    assert [each.message for each in found] == expected
    assert {each.severity for each in found} <= {"note"}


@pytest.mark.parametrize("named", ["0.4", "1.0", "next", "0"])
def test_an_edition_that_is_not_known_is_refused_by_every_command_that_reads_the_data(
    old: Path, named: str, run: Run
) -> None:
    (old / "graph_data" / "MODEL").write_text(f"{named}\n", encoding="utf-8")
    message = f"graph_data/MODEL names the edition '{named}' of the model, and kg has 0.3"
    for command in ("build", "migrate"):
        ended = run("--project", str(old), command)
        assert ended.returncode == 1
        assert message in ended.stderr
        assert ended.stderr.endswith("Hint: Install a newer kg, or correct the file.\n")
    assert message in run("--project", str(old), "check").stdout


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_written(old: Path) -> None:
    path = old / STATEMENTS
    path.write_text(path.read_text(encoding="utf-8") + "statement:x a kg:Relation ; .,\n", encoding="utf-8")
    before = files(old)
    with pytest.raises(DatasetError) as refused:
        migrate_project(locate(old))
    assert refused.value.message.startswith(f"{STATEMENTS}:")
    assert refused.value.hint == "Mend it first; nothing was changed."
    assert files(old) == before


def test_a_file_that_nobody_reads_is_left_alone(old: Path) -> None:
    loose = old / "graph_data" / "old.rdf"
    loose.write_bytes(b"\xff<rdf/>")
    assert list(migrate_project(locate(old), on=DAY).table.rows) == report()
    assert loose.read_bytes() == b"\xff<rdf/>"


def test_files_that_cannot_all_be_written_stay_as_they_were(old: Path) -> None:
    blocked = old / "notes" / "todo.txt" / "below-a-file.ttl"
    readme = old / "graph_data" / "README.md"
    before = files(old)
    with pytest.raises(OutputError):
        replace_files({readme: b"new", old / "graph_data" / "MODEL": b"0.3\n", blocked: b""})
    assert files(old) == before


def test_an_interrupted_replacement_puts_back_what_it_has_written(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, count = files(old), iter(range(10))
    rename = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if next(count) == 1:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        migrate_project(locate(old))
    monkeypatch.undo()
    assert files(old) == before


def test_this_repository_is_written_for_the_last_edition_and_has_nothing_to_change(project: Project) -> None:
    (edition,) = editions(project)
    assert (edition.name, project.model) == (TODAY, TODAY)
    found = kg.open(ROOT).migrate(dry_run=True)
    assert [(each.rule, each.where) for each in found.changes] == []


# ---------------------------------------------------------------- pieces

BROADER: Final = SKOS + "broaderTransitive"
NAMES: Final = {BROADER: KG + "broaderOrSame"}
DECLARED: Final = f"PREFIX skos: <{SKOS}>\n"


@pytest.mark.parametrize(
    ("query", "expected", "lines"),
    [
        (DECLARED + "?a skos:broaderTransitive ?b", DECLARED + f"?a <{KG}broaderOrSame> ?b", [2]),
        (
            DECLARED + f"PREFIX kg: <{KG}>\n?a kg:role/skos:broaderTransitive* ?b",
            DECLARED + f"PREFIX kg: <{KG}>\n?a kg:role/kg:broaderOrSame* ?b",
            [3],
        ),
        (f"PREFIX s: <{SKOS}> ?a s:broaderTransitive ?b", f"PREFIX s: <{SKOS}> ?a <{KG}broaderOrSame> ?b", [1]),
        (f"?a <{BROADER}> ?b", f"?a <{KG}broaderOrSame> ?b", [1]),
        (
            DECLARED + "?a skos:broader, skos:broaderTransitiveX",
            DECLARED + "?a skos:broader, skos:broaderTransitiveX",
            [],
        ),
    ],
)
def test_what_a_question_names_gets_its_new_name(query: str, expected: str, lines: list[int]) -> None:
    text, told = renamed(query, NAMES)
    assert (text, [line for _, line in told]) == (expected, lines)


def test_in_a_project_of_this_edition_a_question_may_mean_the_word_of_skos(old: Path) -> None:
    (old / "graph_data" / "MODEL").write_text("0.3\n", encoding="utf-8")
    migrate_project(locate(old), on=DAY)
    assert "skos:broaderTransitive" in (old / "queries" / "posts.rq").read_text(encoding="utf-8")


def deed(name: str, *pairs: tuple[str, ox.NamedNode | ox.Literal]) -> Resource:
    return Resource(PREFIXES["deed"] + name, KG + "Deed", tuple(sorted(pairs, key=str)))


TRICKY: Final = st.text(alphabet=st.sampled_from("\"'\\\n\r\t.;,# <>@^{}a村\U00020000"), max_size=8)


@given(st.lists(TRICKY, min_size=3, max_size=3), st.sampled_from([0, 1, 2]), st.booleans())
def test_a_block_is_replaced_or_taken_out_whatever_its_neighbours_say(
    texts: list[str],
    at: int,
    gone: bool,  # noqa: FBT001 - a strategy's value
) -> None:
    note = KG + "note"
    blocks = [deed(f"d{n}", (note, ox.Literal(text))) for n, text in enumerate(texts)]
    before = turtle(fact for one in blocks for fact in resource_facts(one)).replace("\ndeed:", '\n# d: a. "\ndeed:')
    new = (
        ()
        if gone
        else tuple(resource_facts(deed(f"d{at}", (note, ox.Literal("新")), (SKOS + "note", ox.Literal("x")))))
    )
    after = rewritten(before, {blocks[at].iri: new})
    kept = [one for n, one in enumerate(blocks) if n != at]
    expected = {fact for one in kept for fact in resource_facts(one)} | set(new)
    assert {(t.subject, t.predicate, t.object) for t in ox.parse(after, format=ox.RdfFormat.TURTLE)} == expected
    assert after.count('# d: a. "\n') == before.count('# d: a. "\n')


# ---------------------------------------------------------------- nothing is lost

QUOTES: Final = tuple(f"quote:301-{at:05d}-{at + 4:05d}" for at in range(0, 40, 4))
PEOPLE: Final = ("person:何青", "person:吴蓝", "body:护桥队")
THINGS: Final = ("deed:修渠", "deed:修灶", "initiative:夜谈", "initiative:护桥")
DEEDS: Final = ("deed:修渠", "deed:修渠", "deed:修渠", *THINGS)  # so that statements meet
AIMS: Final = ("initiative:夜谈", "initiative:夜谈", "initiative:夜谈", *THINGS)


def values(*names: str) -> st.SearchStrategy[list[str]]:
    some = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)
    return st.sampled_from([0, 0, 0, 1]).flatmap(lambda given: some if given else st.just([]))


SLOTS: Final = st.fixed_dictionaries(
    {
        "alternative": values(*PEOPLE, *THINGS, '"开展"', '"某人"'),
        "evidence": st.lists(st.sampled_from(QUOTES), min_size=1, max_size=2, unique=True),
        "ground": values("ground:grammar", "ground:headline"),
        "inferred": values("kg:relation", "kg:about", "kg:actor", "kg:place"),
        "note": values('"甲. # 乙"', '"甲"@zh', '"a"@en'),
        "review": st.sampled_from([[], [], [], [], ["review:accepted"], ["review:rejected"]]),
        "reviewedBy": st.sampled_from([[], [], [], [], ['"唐一"']]),
        "verb": values('"办"', '"办"@zh', '"b"@en'),
    }
)
DONE: Final = st.fixed_dictionaries(
    {
        "actor": values(*PEOPLE),
        "capacity": st.sampled_from([["capacity:ran"], ["capacity:took-the-lead"]]),
        "undertaking": st.sampled_from([[one] for one in DEEDS]),
        "counterpart": values(*PEOPLE),
    }
)
JOINED: Final = st.fixed_dictionaries(
    {
        "about": st.sampled_from([[one] for one in DEEDS]),
        "relation": st.sampled_from([["relation:part-of"], ["relation:part-of"], ["relation:located-in"]]),
        "relatedTo": st.sampled_from([[one] for one in AIMS]),
    }
)
PLAIN: Final = st.sampled_from([{}, {"evidence": [QUOTES[0]]}, {"evidence": [QUOTES[1]], "inferred": ["kg:relation"]}])
Slots = dict[str, list[str]]


@st.composite
def projects(draw: st.DrawFn) -> tuple[list[tuple[str, Slots]], list[tuple[int, int]]]:
    """Return statements of an old project, each its kind and slots, and pairs of them that are judged."""
    more = st.one_of(SLOTS, PLAIN)
    involved = st.tuples(st.just("Involvement"), DONE, more)
    related = st.tuples(st.just("Relation"), JOINED, more)
    drawn = draw(st.lists(st.one_of(involved, related), min_size=2, max_size=7))
    pairs = st.tuples(st.integers(0, len(drawn) - 1), st.integers(0, len(drawn) - 1))
    said = [(kind, {"evidence": [QUOTES[2]], **core, **rest}) for kind, core, rest in drawn]
    return said, draw(st.lists(pairs, max_size=2))


def project_of(said: list[tuple[str, Slots]], judged: list[tuple[int, int]], folder: Path) -> Project:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    classes = {"person": "Person", "body": "Body", "deed": "Deed", "initiative": "Initiative"}
    entities = "".join(f"{one} a kg:{classes[one.split(':')[0]]} .\n" for one in (*PEOPLE, *THINGS))
    quotes = "".join(
        f'{one} a kg:Quote ; kg:start {int(one[10:15])} ; kg:end {int(one[16:])} ; kg:exact "一二三四" .\n'
        for one in QUOTES
    )
    blocks = ""
    for at, (kind, slots) in enumerate(said):
        lines = [f"    kg:{name} {value}" for name, found in slots.items() for value in found]
        blocks += f"# remark {at}.\nstatement:301-{at}\n    a kg:{kind} ;\n" + " ;\n".join(lines) + " .\n\n"
    rows = "".join(
        f"{n}\tstatement:301-{a}\tagreesWith\tstatement:301-{b}\t2026-01-01\t唐一\t因\n"
        for n, (a, b) in enumerate(judged)
    )
    written = {
        "entities/all.ttl": head + entities,
        "sources/301-x/source.ttl": head + 'source:301-x a kg:Source ; kg:key "301" .\n',
        "sources/301-x/statements.ttl": head + quotes + blocks,
        "judgements.tsv": "id\tleft\tverdict\tright\tjudged_on\tjudged_by\treason\n" + rows,
    }
    for name, text in written.items():
        path = folder / "graph_data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return locate(folder)


def facts(project: Project) -> dict[str, set[tuple[str, str]]]:
    """Return what a project's statements and quotes say: property and value as text, by id."""
    text = (project.graph_data / "sources" / "301-x" / "statements.ttl").read_text(encoding="utf-8")
    found: dict[str, set[tuple[str, str]]] = {}
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        found.setdefault(triple.subject.value, set()).add((triple.predicate.value, triple.object.value))
    return found


@cache
def shipped() -> Ontology:
    return read_ontology(ROOT / "ontology")


def migrated(project: Project) -> int:
    """Migrate the files of a project without the checks, which take seconds; return the number of changes."""
    corpus = read_corpus(project, shipped())
    return len(migrate_files(project, editions(project), corpus, shipped(), DAY))


PART: Final = {"about": ["deed:修渠"], "relation": ["relation:part-of"], "relatedTo": ["initiative:夜谈"]}
DUG: Final = {"actor": ["person:何青"], "capacity": ["capacity:ran"], "undertaking": ["deed:修渠"]}


@pytest.mark.parametrize(
    ("relation", "involvement", "more", "judged", "goes"),
    [
        ({}, {}, [], [], True),
        ({"inferred": ["kg:relation", "kg:about"], "ground": ["ground:grammar"]}, {}, [], [], True),
        ({}, {"programme": ["initiative:夜谈"]}, [], [], True),
        ({"note": ['"甲"']}, {}, [], [], False),
        ({"verb": ['"算"']}, {}, [], [], False),
        ({"saidBy": ["person:吴蓝"]}, {}, [], [], False),
        ({"modality": ["modality:planned"]}, {}, [], [], False),
        ({"inferred": ["kg:saidBy"]}, {}, [], [], False),
        ({"review": ["review:rejected"]}, {}, [], [], False),
        ({"review": ["review:accepted"], "reviewedBy": ['"唐一"']}, {}, [], [], False),
        ({}, {"reviewedBy": ['"唐一"']}, [], [], False),
        ({}, {"programme": ["initiative:护桥"]}, [], [], False),
        ({}, {"undertaking": ["deed:修灶"]}, [], [], False),
        ({"relatedTo": ["deed:修灶"]}, {}, [], [], False),
        ({"relation": ["relation:located-in"]}, {}, [], [], False),
        ({}, {}, [PART | {"relatedTo": ["initiative:护桥"]}], [], False),
        ({}, {}, [], [(0, 1)], False),
    ],
)
def test_a_deed_leaves_its_initiative_only_where_its_actors_take_over_all_that_is_said(
    relation: Slots,
    involvement: Slots,
    more: list[Slots],
    judged: list[tuple[int, int]],
    goes: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    first, second = {"evidence": [QUOTES[0]]}, {"evidence": [QUOTES[1]]}
    said = [("Relation", first | PART | relation), ("Involvement", second | DUG | involvement)]
    project = project_of([*said, *(("Relation", second | one) for one in more)], judged, tmp_path)
    migrated(project)
    found = facts(project)
    left, heir = found.get(PREFIXES["statement"] + "301-0"), found[PREFIXES["statement"] + "301-1"]
    assert (left is None) is goes
    assert ((KG + "evidence", PREFIXES["quote"] + QUOTES[0][6:]) in heir) is goes
    assert ((KG + "inferred", KG + "programme") in heir) is (goes and "inferred" in relation)


DROPPED: Final = (KG + "review", PREFIXES["review"] + "accepted")
TAKEN_OVER: Final = ("evidence", "ground")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_no_quote_no_value_and_no_judgement_of_any_old_project_is_lost(
    old_project: tuple[list[tuple[str, Slots]], list[tuple[int, int]]],
) -> None:
    said, judged = old_project
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(said, judged, Path(folder))
        before, rows = facts(project), (project.graph_data / "judgements.tsv").read_bytes()
        migrated(project)
        after = facts(project)
        text = (project.graph_data / "sources" / "301-x" / "statements.ttl").read_text(encoding="utf-8")
        path = project.graph_data / "sources" / "301-x" / "retired.tsv"
        retired = (
            [*csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t")] if path.exists() else []
        )
        named = {PREFIXES["statement"] + row["id"]: row["replaced_by"].split(";") for row in retired}
        for iri, pairs in before.items():
            if iri in after:
                lost = pairs - after[iri]
                unsigned = KG + "reviewedBy" not in {key for key, _ in pairs}
                assert lost <= ({DROPPED} if unsigned else set())
                continue
            heirs = [after[PREFIXES["statement"] + name] for name in named[iri]]
            assert heirs
            for heir in heirs:
                assert {pair for pair in pairs if pair[0] in {KG + name for name in TAKEN_OVER}} <= heir
                assert {(KG + "programme", value) for key, value in pairs if key == KG + "relatedTo"} <= heir
                assert {(KG + "undertaking", value) for key, value in pairs if key == KG + "about"} <= heir
                assert any(key == KG + "inferred" for key, _ in pairs) <= ((KG + "inferred", KG + "programme") in heir)
        assert not {f"{PREFIXES['statement']}301-{at}" for pair in judged for at in pair} & named.keys()
        assert (project.graph_data / "judgements.tsv").read_bytes() == rows
        assert [f"# remark {at}.\n" in text for at in range(len(said))] == [True] * len(said)
        assert migrated(project) == 0


def test_the_page_on_migration_names_every_rule_once() -> None:
    page = (ROOT / "docs" / "migrate.md").read_text(encoding="utf-8")
    rules = {rule.name for edition in editions(locate(ROOT)) for rule in edition.rules}
    in_tables = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert sorted(in_tables) == sorted({*rules, "query-name", "model-edition"})

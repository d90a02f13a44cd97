"""Bad data: each fault is found, at its file and line, with a hint; all faults are told; nothing is built from them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from conftest import ROOT, Run
from kg.build import build, load_project
from kg.dataset.texts import find_texts
from kg.errors import DatasetError, Finding, Severity, UsageError
from kg.project import locate
from kg.validate import check

SOURCE: Final = "sources/002-keqiao-rural-work-instructors"
STATED: Final = f"{SOURCE}/statements.ttl"
MADE: Final = "sources/900-made-up"
ARTICLE: Final = "2024年，甲村由乙某牵头，建成丙书屋；丙书屋当年接待了三万余名读者，乙某说：“明年会更好。”\n"
WORDS: Final = "乙某牵头"
PREFIXES: Final = "".join(
    f"@prefix {name}: <https://w3id.org/programs-and-actors/{path}/> .\n"
    for name, path in {
        "kg": "ontology",
        **{n: n for n in ("quote", "source", "statement", "indicator", "place", "unit", "bound", "person")},
        **{n: n for n in ("sense", "genre", "ground", "body")},
    }.items()
) + (
    "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a project with one of the project's sources, all its entities and judgements, and a made-up source."""
    data = tmp_path / "资料 copy" / "graph_data"
    shutil.copytree(ROOT / "graph_data" / SOURCE, data / SOURCE)
    shutil.copytree(ROOT / "graph_data" / "entities", data / "entities")
    shutil.copy(ROOT / "graph_data" / "judgements.tsv", data)
    shutil.copy(ROOT / "graph_data" / "MODEL", data)  # else an error may be doubted as one of an older model
    (data / "judgements.tsv").write_text(_judgements_of_the_source(data), encoding="utf-8")
    (data / MADE).mkdir()
    (data / MADE / "source.ttl").write_text(_source(ARTICLE), encoding="utf-8")
    (data / MADE / "statements.ttl").write_text(PREFIXES + _quote(WORDS) + _statement(), encoding="utf-8")
    return data.parent


def _judgements_of_the_source(data: Path) -> str:
    """Return the judgements whose ids all stand in the copied files."""
    known = "".join(path.read_text(encoding="utf-8") for path in data.rglob("*.ttl"))
    lines = (data / "judgements.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines[1:] if all(f"\n{name}\n" in known for name in (line.split("\t")[n] for n in (1, 3)))]
    assert kept
    return "\n".join([lines[0], *kept]) + "\n"


def _source(article: str) -> str:
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    return (
        f'{PREFIXES}\nsource:900-made-up\n    a kg:Source ;\n    kg:key "900" ;\n    kg:sha256 "{sha256}" ;\n'
        f'    kg:length {len(article)} ;\n    kg:date "2024-12-31"^^edtf:EDTF ;\n    skos:prefLabel "甲"@zh .\n'
    )


def _quote(words: str, start: int | None = None) -> str:
    at = ARTICLE.index(words) if start is None else start
    end = at + len(words)
    block = f"a kg:Quote ; kg:start {at} ; kg:end {end} ; kg:exact {json.dumps(words, ensure_ascii=False)}"
    return f"\nquote:900-{at:05d}-{end:05d}\n    {block} .\n"


NAME: Final = f"quote:900-{ARTICLE.index(WORDS):05d}-{ARTICLE.index(WORDS) + len(WORDS):05d}"
FIGURE: Final = 'kg:value "30000"^^xsd:decimal ; kg:valueBound bound:over ; kg:valuePrinted "三万余名"'


def _statement(figure: str = FIGURE, extra: str = "", kind: str = "Observation") -> str:
    return (
        f"\nstatement:900-00009-observation-abcd\n    a kg:{kind} ;\n    kg:evidence {NAME} ;\n"
        "    kg:indicator indicator:administrative-village-count ; kg:unit unit:person ;\n"
        f"    kg:measured place:柯桥区-330603 ;\n    {figure} {';' if extra else ''} {extra} .\n"
    )


def found_in(folder: Path, texts: Path | None = None) -> list[Finding]:
    corpus, ontology = load_project(locate(folder))
    return [
        f
        for f in check(corpus, ontology, None if texts is None else find_texts([texts]))
        if f.severity == Severity.ERROR
    ]


def test_the_copy_itself_has_no_errors(copy: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "任意.txt").write_bytes(ARTICLE.encode())
    assert found_in(copy, texts) == []


@dataclass(frozen=True)
class Fault:
    """A text put at the end of a file (or in place of the made-up statement), and what is to be said of it."""

    code: str
    message: str
    text: str
    file: str = f"{MADE}/statements.ttl"
    at: str = "statement:900-00009-observation-abcd"
    replaces: bool = False


def _instead(code: str, message: str, figure: str = FIGURE, extra: str = "", kind: str = "Observation") -> Fault:
    return Fault(code, message, PREFIXES + _quote(WORDS) + _statement(figure, extra, kind), replaces=True)


PERSON: Final = "<https://w3id.org/programs-and-actors/person/胡燕鸣-002>"
LONG: Final = "长" * 61
NOTHING: Final = 'kg:comparison "无"'
FAULTS: Final = {
    "broken Turtle": Fault("turtle", "broken Turtle", "statement:900-1-a kg:verb ; kg:note \n", at="statement:900-1-a"),
    "broken Turtle of another file": Fault("turtle", "broken", '\n"x" a .\n', "entities/people.ttl", at='"x" a'),
    "same id twice in a file": Fault("duplicate-id", "is described at line", _statement()),
    "same id in two files": Fault(
        "duplicate-id", "is described at", f"\n{PERSON} a kg:Person .\n", "entities/places.ttl", PERSON
    ),
    "dangling id": _instead("dangling-id", "place:无此地-000000, which does not", extra="kg:place place:无此地-000000"),
    "dangling evidence": _instead("dangling-id", "quote:900-1-2", extra="kg:evidence quote:900-1-2"),
    "evidence that is no id": _instead("dangling-id", "evidence points to 口说", extra='kg:evidence "口说"'),
    "evidence of another source": _instead(
        "foreign-quote", "is of another source", extra="kg:evidence quote:002-00002-00018"
    ),
    "unknown kind": _instead("unknown-kind", "is of unknown kind Rumour", kind="Rumour"),
    "two kinds": _instead("unknown-kind", "Observation, Relation", kind="Observation, kg:Relation"),
    "unknown slot": _instead("unknown-slot", "has no slot 'holder'", extra="kg:holder person:胡燕鸣-002"),
    "impossible date": _instead(
        "impossible-date", "'2003-02-30' is not a date", extra='kg:time "2003-02-30"^^edtf:EDTF ; kg:timeSense sense:at'
    ),
    "end before begin": _instead(
        "impossible-date",
        "'2005/2003' ends before it begins",
        extra='kg:time "2005/2003"^^edtf:EDTF ; kg:timeSense sense:at',
    ),
    "words no rule reads": _instead(
        "impossible-date", "no rule says", extra='kg:when "猴年马月" ; kg:timeSense sense:at'
    ),
    "time without sense": _instead("time-sense", "without a time sense", extra='kg:time "2003"^^edtf:EDTF'),
    "sense without time": _instead("time-sense", "at without a time", extra="kg:timeSense sense:at"),
    "blank node": Fault("blank-node", "blank nodes", "\n[] a kg:Quote .\n", at="@prefix"),
    "value differs": _instead(
        "value",
        "the value is 3 but",
        'kg:value "3"^^xsd:decimal ; kg:valueBound bound:over ; kg:valuePrinted "三万余名"',
    ),
    "value is no number": _instead("value", "'sNaN' is not", FIGURE.replace("30000", "sNaN")),
    "value with an exponent": _instead("value", "'3e4' is not", FIGURE.replace("30000", "3e4")),
    "bound differs": _instead("value-bound", "the bound is exact but", FIGURE.replace("bound:over", "bound:exact")),
    "inference without ground": _instead("no-ground", "without its ground", extra="kg:inferred kg:indicator"),
    "inferred slot is empty": _instead(
        "inferred-empty", "kg:place is called inferred", extra="kg:inferred kg:place ; kg:ground ground:grammar"
    ),
    "quote too long": Fault("quote-long", "has 61 characters", _quote(LONG, 0), at="quote:900-00000-00061"),
    "quote with wrong length": Fault(
        "quote-length", "1 to 5 are 4", _quote("二字", 1).replace("kg:end 3", "kg:end 5"), at="quote:900-00001-00003"
    ),
    "quote whose name differs": Fault(
        "quote-id",
        "its name and its offsets differ",
        _quote("二字", 1).replace("quote:900-00001", "quote:900-00002"),
        at="quote:900-00002",
    ),
    "quote without offsets": Fault(
        "quote-shape",
        "lacks a proper start",
        '\nquote:900-00003-00004 a kg:Quote ; kg:exact "无" .\n',
        at="quote:900-00003",
    ),
    "entity of no class": Fault(
        "entity-class",
        "has class none",
        '\nperson:谁-9 skos:prefLabel "谁"@zh .\n',
        "entities/people.ttl",
        "person:谁-9",
    ),
    "judgement on nothing": Fault(
        "dangling-id",
        "person:甲",
        "9001\tperson:甲\tdifferentFrom\tperson:胡燕鸣-002\t2026-01-01\te\tr\n",
        "judgements.tsv",
        "9001",
    ),
    "judgement cut short": Fault(
        "judgement-row",
        "reason is missing",
        "9001\tperson:胡燕鸣-002\tdifferentFrom\tperson:张良-002\t2026-01-01\te\n",
        "judgements.tsv",
        "9001",
    ),
    "judgement without ids": Fault(
        "judgement-row",
        "not a judgement",
        "9001\t胡燕鸣\tdifferentFrom\t张良\t2026-01-01\te\tr\n",
        "judgements.tsv",
        "9001",
    ),
    "judgement with an unknown verdict": Fault(
        "judgement-row",
        "'per haps' is not",
        "9001\tperson:胡燕鸣-002\tper haps\tperson:张良-002\t2026-01-01\te\tr\n",
        "judgements.tsv",
        "9001",
    ),
    "judgement on no day": Fault(
        "impossible-date",
        "'2026-02-30'",
        "9001\tperson:胡燕鸣-002\tdifferentFrom\tperson:张良-002\t2026-02-30\te\tr\n",
        "judgements.tsv",
        "9001",
    ),
    "judgement id that is no name": Fault(
        "judgement-row",
        "the id is no name",
        "9 1\tperson:胡燕鸣-002\tdifferentFrom\tperson:张良-002\t2026-02-03\te\tr\n",
        "judgements.tsv",
        "9 1",
    ),
}


def _inject(folder: Path, fault: Fault) -> str:
    """Put a fault into a file; return where its finding is to be."""
    path = folder / "graph_data" / fault.file
    before = "" if fault.replaces else path.read_text(encoding="utf-8")
    path.write_text(before + fault.text, encoding="utf-8")
    lines = [n for n, line in enumerate((before + fault.text).splitlines(), 1) if line.startswith(fault.at)]
    return f"graph_data/{fault.file}:{lines[0] if fault.at == '@prefix' else lines[-1]}"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place_and_a_hint(copy: Path, fault: Fault) -> None:
    where = _inject(copy, fault)
    found = [f for f in found_in(copy) if f.code == fault.code and fault.message in f.message]
    assert [f.where for f in found] == [where]
    assert found[0].hint
    project = locate(copy)
    with pytest.raises(DatasetError) as caught:
        build(project, project.store)
    assert "kg check" in caught.value.hint
    assert not project.store.exists()


def _not_utf8(path: Path) -> None:
    path.write_bytes(path.read_bytes() + "\n# 中文\n".encode("gb18030"))


@pytest.mark.parametrize("file", [f"{MADE}/source.ttl", f"{MADE}/statements.ttl", "entities/people.ttl"])
def test_turtle_that_is_not_utf8_is_told_with_its_line(copy: Path, file: str) -> None:
    path = copy / "graph_data" / file
    _not_utf8(path)
    line = path.read_bytes().count(b"\n")
    found = [f for f in found_in(copy) if f.code == "encoding"]
    assert [(f.where, f.hint) for f in found] == [(f"graph_data/{file}:{line}", "Save it as UTF-8 and run again.")]


def test_judgements_that_are_not_utf8_are_told(copy: Path) -> None:
    _not_utf8(copy / "graph_data" / "judgements.tsv")
    found = found_in(copy)
    assert [f.code for f in found] == ["encoding"]
    assert found[0].where.startswith("graph_data/judgements.tsv:")


def test_a_source_without_its_description_is_told(copy: Path) -> None:
    (copy / "graph_data" / MADE / "source.ttl").unlink()
    assert [(f.code, f.where) for f in found_in(copy)] == [("source-missing", f"graph_data/{MADE}")]


def test_two_sources_with_one_key_are_told(copy: Path) -> None:
    again = copy / "graph_data" / "sources" / "901-again"
    again.mkdir()
    (again / "source.ttl").write_text(_source(ARTICLE).replace("900-made-up", "901-again"), encoding="utf-8")
    assert [f.code for f in found_in(copy)] == ["duplicate-key"]


def _put(folder: Path, name: str, text: str) -> None:
    (folder / "graph_data" / MADE / name).write_text(text, encoding="utf-8")


Damage = Callable[[Path], str]


def _unknown_words(folder: Path) -> str:
    _put(folder, "statements.ttl", PREFIXES + _quote(WORDS).replace(WORDS, "丁某牵头") + _statement())
    return ARTICLE


def _wrong_offsets(folder: Path) -> str:
    at = ARTICLE.index(WORDS)
    text = PREFIXES + _quote(WORDS, at + 2) + _statement()
    _put(folder, "statements.ttl", text.replace(NAME, f"quote:900-{at + 2:05d}-{at + 2 + len(WORDS):05d}"))
    return ARTICLE


def _changed_article(_folder: Path) -> str:
    return ARTICLE.replace("2024", "2025")


def _wrong_length(folder: Path) -> str:
    _put(folder, "source.ttl", _source(ARTICLE).replace(f"kg:length {len(ARTICLE)}", "kg:length 7"))
    return ARTICLE


def _too_much(folder: Path) -> str:
    most = ARTICLE[: int(len(ARTICLE) * 0.8)]
    _put(folder, "statements.ttl", PREFIXES + _quote(WORDS) + _quote(most, 0) + _statement())
    return ARTICLE


def _endless_quote(folder: Path) -> str:
    text = PREFIXES + _quote(WORDS) + _statement()
    _put(folder, "statements.ttl", re.sub(r"kg:end \d+", "kg:end 99999999999999", text))
    return ARTICLE


def _id_of_another_source(folder: Path) -> None:
    text = PREFIXES + _quote(WORDS) + _statement()
    _put(folder, "statements.ttl", text.replace("statement:900-", "statement:902-"))


def _named_otherwise(folder: Path) -> None:
    _put(folder, "source.ttl", _source(ARTICLE).replace("900-made-up", "900-otherwise"))


def _named_after_a_graph(folder: Path) -> None:
    made = folder / "graph_data" / MADE
    made.rename(made.with_name("derived"))
    described = made.with_name("derived") / "source.ttl"
    described.write_text(described.read_text(encoding="utf-8").replace("900-made-up", "derived"), encoding="utf-8")


PART: Final = (
    "part:900-{0:02d} a kg:Part ; kg:position {0} ; kg:start {1} ; kg:end {2} ; kg:partKind part-kind:body .\n"
)
PARTS: Final = "".join(f"@prefix {n}: <https://w3id.org/programs-and-actors/{n}/> .\n" for n in ("part", "part-kind"))


def _overlapping_parts(folder: Path) -> None:
    described = _source(ARTICLE).replace("kg:key", "kg:part part:900-01 , part:900-02 ; kg:key")
    _put(folder, "source.ttl", PARTS + described + PART.format(1, 0, 20) + PART.format(2, 19, 40))


def _unused_quote(folder: Path) -> None:
    _put(folder, "statements.ttl", PREFIXES + _quote(WORDS) + _quote("甲村") + _statement())


def _unused_entity(folder: Path) -> None:
    path = folder / "graph_data" / "entities" / "people.ttl"
    extra = PERSON.replace("胡燕鸣-002", "戊某-900") + ' a kg:Person ; skos:prefLabel "戊某"@zh .\n'
    path.write_text(path.read_text(encoding="utf-8") + "\n" + extra, encoding="utf-8")


def _unread_value(folder: Path) -> None:
    figure = FIGURE.replace("三万余名", "读者数以万计")
    _put(folder, "statements.ttl", PREFIXES + _quote(WORDS) + _statement(figure))


def _nothing(_folder: Path) -> None:
    """Leave the copy as it is; its article is not at hand."""


@pytest.mark.parametrize(
    ("damage", "code", "message", "hint"),
    [
        (_id_of_another_source, "statement-id", "the id is not of this source", "An id is KEY-OFFSET-KIND-HEX"),
        (_named_otherwise, "source-name", "no source named source:900-made-up", "Name the source after its folder"),
        (
            _named_after_a_graph,
            "source-name",
            "source:derived: 'derived' is the name of a graph that every store has",
            "Rename folder and source; not allowed: derived, entities, judgements, ontology, register.",
        ),
        (_overlapping_parts, "part-overlap", "part:900-02: it overlaps part:900-01", "Parts do not overlap."),
        (_unused_quote, "quote-unused", "quote:900-00006-00008: no statement uses this quote", "Delete it."),
        (_unused_entity, "entity-unused", "person:戊某-900: no statement mentions", "Delete it, or code what"),
        (_unread_value, "value-unread", "'读者数以万计' is not read by rule", "Nothing, if it is right."),
        (_nothing, "text-absent", "source:900-made-up: the article is not at hand", "Name its folder with KG_TEXTS"),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_a_rule_that_no_line_of_turtle_breaks_alone_finds_its_fault(
    copy: Path, damage: Callable[[Path], None], code: str, message: str, hint: str
) -> None:
    damage(copy)
    corpus, ontology = load_project(locate(copy))
    found = [f for f in check(corpus, ontology, {}) if f.code == code and message in f.message]
    assert len(found) == 1
    assert found[0].hint.startswith(hint)


@pytest.mark.parametrize(
    ("damage", "code", "message", "hint"),
    [
        (_unknown_words, "quote-text", "the words are not in the article", "it has: '乙某牵头'"),
        (_wrong_offsets, "quote-text", "the words stand elsewhere", "They are at 9 to 13."),
        (_changed_article, "text-changed", "another SHA-256", "a new edition is a new source"),
        (_wrong_length, "text-length", "given as 7, it is 48", "Correct kg:length"),
        (_too_much, "quoted-too-much", "they cover 79% of the article", "Keep to 70%"),
        (_endless_quote, "quote-long", "has 99999999999990 characters", "Keep the shortest"),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_words_are_held_against_the_article(
    copy: Path, tmp_path: Path, damage: Damage, code: str, message: str, hint: str
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "any name.txt").write_bytes(damage(copy).encode())
    found = [f for f in found_in(copy, texts) if f.code == code]
    assert [message in f.message and hint in f.hint for f in found] == [True], found
    assert re.fullmatch(rf"graph_data/{MADE}/\w+\.ttl:\d+", found[0].where)


def test_a_given_article_is_found_by_its_checksum_and_a_changed_one_is_told(
    run: Run, copy: Path, tmp_path: Path, seeds: dict[str, str]
) -> None:
    shutil.rmtree(copy / "graph_data" / MADE)
    folder = tmp_path / "文章 texts"
    folder.mkdir()
    article = folder / "x.txt"
    article.write_bytes(seeds["002"].encode())
    good = run("--project", str(copy), "check", "-f", "json", KG_TEXTS=str(folder))
    assert good.returncode == 0, good.stdout + good.stderr
    assert "text-verified" in {f["code"] for f in json.loads(good.stdout)}
    article.write_bytes(seeds["002"].encode() + b"\n")
    changed = run("--project", str(copy), "check", "-f", "json", "--texts", str(folder))
    assert changed.returncode == 1
    assert [f["code"] for f in json.loads(changed.stdout) if f["severity"] == "error"] == ["text-changed"]


MANY: Final = (
    _instead(
        "unknown-slot", "", NOTHING, "kg:holder person:胡燕鸣-002 ; kg:inferred kg:indicator ; kg:evidence '口说'"
    ),
    Fault("turtle", "broken", '\n"x" a .\n', "entities/honours.ttl", at='"x" a'),
    FAULTS["same id in two files"],
    FAULTS["judgement on nothing"],
)


def test_check_tells_all_faults_in_text_and_in_json(run: Run, copy: Path) -> None:
    for fault in MANY:
        _inject(copy, fault)
    told = run("--project", str(copy), "check", "-f", "json")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    findings = json.loads(told.stdout)
    assert all(list(f) == ["severity", "code", "where", "message", "hint"] for f in findings)
    errors = [f for f in findings if f["severity"] == "error"]
    assert {"unknown-slot", "no-ground", "turtle", "duplicate-id", "dangling-id"} <= {f["code"] for f in errors}
    assert all(f["hint"] for f in findings)
    assert all(re.fullmatch(r"graph_data/\S+:\d+", f["where"]) for f in errors), errors
    assert {f["severity"] for f in findings} <= {"error", "warning", "note"}
    text = run("--project", str(copy), "check")
    assert text.returncode == 1
    for f in findings:
        assert f"{f['severity']}: {f['where']}: {f['message']} [{f['code']}]\n    {f['hint']}\n" in text.stdout
    assert f"{len(errors)} errors" in text.stderr


def test_a_literal_of_the_wrong_type_gives_findings_and_no_traceback_of_a_library(run: Run, copy: Path) -> None:
    extra = 'kg:time "x"^^xsd:date ; kg:timeSense sense:at ; kg:note "y"^^xsd:integer'
    _inject(copy, _instead("impossible-date", "", extra=extra))
    told = run("--project", str(copy), "check", "-f", "json")
    assert told.returncode == 1
    assert {"impossible-date", "shape"} <= {f["code"] for f in json.loads(told.stdout)}
    assert re.fullmatch(r"\d+ errors?, \d+ warnings?, \d+ notes?\n", told.stderr)


def test_build_refuses_data_with_errors_and_keeps_the_store_in_use(run: Run, copy: Path) -> None:
    assert run("--project", str(copy), "build").returncode == 0
    asked = ("--project", str(copy), "query", "coverage", "-f", "json")
    before = run(*asked)
    _inject(copy, FAULTS["dangling id"])
    refused = run("--project", str(copy), "build")
    assert refused.returncode == 1
    assert re.match(r"Error: graph_data/\S+:\d+: .*does not exist\nHint: .*kg check\n", refused.stderr)
    assert before.returncode == 0
    assert run(*asked).stdout == before.stdout


@pytest.mark.parametrize(
    ("made", "arguments", "status", "message"),
    [
        ([], (), 2, "is not a project: it has no graph_data/"),
        (["graph_data"], (), 1, "holds no source and no entity"),
        (["graph_data/sources/x"], (), 1, "the folder has no source.ttl"),
        (["graph_data"], ("--texts", "nowhere"), 2, "nowhere is not a folder with texts"),
    ],
)
def test_a_project_with_nothing_in_it(
    run: Run, tmp_path: Path, made: list[str], arguments: tuple[str, ...], status: int, message: str
) -> None:
    for name in made:
        (tmp_path / name).mkdir(parents=True)
    if arguments:
        (tmp_path / "graph_data" / "entities").mkdir()
        shutil.copy(ROOT / "graph_data" / "entities" / "people.ttl", tmp_path / "graph_data" / "entities")
    told = run("--project", str(tmp_path), "check", *arguments)
    assert told.returncode == status
    assert message in told.stdout + told.stderr
    assert ("Error: " in told.stderr and "Hint: " in told.stderr) or "error: " in told.stdout


def test_a_folder_that_is_no_project_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        locate(tmp_path / "nowhere")
    assert "kg init" in caught.value.hint

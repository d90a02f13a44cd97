"""The program as a user meets it: help, names, answers, formats, errors and exit statuses."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from conftest import ROOT, Run
from kg import __version__
from kg.project import Project
from kg.questions import catalogue, evaluated
from kg.store import Store
from kg.tables.table import Table, cell_text

COMMANDS: Final = ("demo", "build", "check", "query", "show", "graph", "export", "init")
TWO_LINES: Final = re.compile(r"Error: .+\nHint: .+\n")


def records(text: str) -> list[dict[str, str]]:
    """Return the rows of SPARQL results JSON as text by column."""
    return [{name: cell["value"] for name, cell in row.items()} for row in json.loads(text)["results"]["bindings"]]


# Help ----------------------------------------------------------------------------------------------------------------


def test_help_of_every_command_has_an_example_that_names_it(run: Run, project: Project) -> None:
    listed = run("--help")
    assert listed.returncode == 0
    assert all(re.search(rf"^  {name} ", listed.stdout, re.MULTILINE) for name in COMMANDS)
    for name in COMMANDS:
        told = run(name, "--help")
        assert told.returncode == 0
        assert re.search(rf"Example: .*\bkg {name}\b", told.stdout), name
    for asked in catalogue(project.queries):
        told = run("query", asked.name, "--help")
        assert f"Example: kg query {asked.name}" in re.sub(r"\s+", " ", told.stdout)
        assert asked.summary in re.sub(r"\s+", " ", told.stdout)


def test_version_shows_program_and_data_version_wherever_the_project_is_named(
    run: Run, program: Run, tmp_path: Path
) -> None:
    data = (ROOT / "graph_data" / "VERSION").read_text(encoding="utf-8").strip()
    told = program("--version")
    assert re.fullmatch(rf"kg {re.escape(__version__)}\ndata {re.escape(data)} \([0-9a-f]{{12}}\)\n", told.stdout)
    run("init", str(tmp_path / "own"))
    (tmp_path / "own" / "graph_data" / "VERSION").write_text("7.7\n", encoding="utf-8")
    for arguments in (
        ("--project", str(tmp_path / "own"), "--version"),
        ("--version", "--project", str(tmp_path / "own")),
    ):
        assert "data 7.7 (" in run(*arguments).stdout
    (tmp_path / "own" / "graph_data" / "VERSION").write_bytes(b"\xff")
    assert run("--project", str(tmp_path / "own"), "--version").returncode == 0
    assert run("--project", str(tmp_path / "none"), "--version").returncode == 2


# Wrong usage ---------------------------------------------------------------------------------------------------------

WRONG: Final = {
    "unknown option": (("--bogus",), "No such option '--bogus'", "kg --help"),
    "unknown command": (("bild",), "No such command 'bild'", "kg --help"),
    "unknown option of a command": (("show", "x", "--bogus"), "No such option", "kg show --help"),
    "unknown option of a question": (("query", "who-led", "--bogus", "x"), "No such option", "kg query who-led --help"),
    "missing argument": (("show",), "Missing argument", "kg show --help"),
    "unknown format": (("export", "statements", "-f", "doc"), "is not one of", "kg export --help"),
    "unknown export": (("export", "sentences"), "is not one of", "kg export --help"),
    "a table as a graph": (("export", "statements", "-f", "trig"), "is a table, not trig", "kg export dataset"),
    "a dataset as a table": (("export", "dataset", "-f", "xlsx"), "cannot be written as xlsx", "trig, nquads"),
    "unknown question": (("query", "who-lead"), "no question is called 'who-lead'", "Nearest: who-led"),
    "question like no other": (("query", "zzz"), "no question is called 'zzz'", "kg query --list"),
    "SPARQL as an argument": (("query", "SELECT * WHERE { ?s ?p ?o }" * 40), "no question", "kg query -"),
    "missing parameter": (("query", "who-led"), "who-led needs --initiative", "--initiative: the undertaking"),
    "no project": (("--project", "nowhere", "check"), "nowhere is not a project", "kg init"),
    "project is a file": (("--project", "README.md", "check"), "is a file", "kg --help"),
    "unknown thing": (("show", "胡燕明"), "no match for '胡燕明'", "Nearest: 胡燕鸣 Hu Yanming (Person, "),
    "unknown code": (("query", "actors", "--in", "999999999999"), "no match for '999999999999'", ""),
    "empty name": (("show", ""), "no match for ''", "coverage"),
    "bytes that are no text": (("show", "\udcff\udcfe"), "no match for", ""),
    "unknown statement": (("query", "evidence", "--statement", "002-9"), "there is no statement '002-9'", "column"),
    "impossible statement id": (("query", "evidence", "--statement", "a b>c"), "is not the id", "column"),
    "thing of the wrong class": (
        ("query", "who-led", "--initiative", "胡燕鸣"),
        (
            "胡燕鸣 is a person; "
            "who-led --initiative wants an initiative, deed, event, document, body, group, place or area"
        ),
        "",
    ),
    "endpoint to build": (("build", "--store", "http://127.0.0.1/sparql"), "is an endpoint", "--store"),
    "hops": (("graph", "x", "--hops", "99"), "is not in the range", "kg graph --help"),
}


@pytest.mark.parametrize(("arguments", "message", "hint"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_is_an_error_with_a_hint_and_exit_2(
    run: Run, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    told = run(*arguments, store=arguments[0] in {"show", "query", "export", "graph"} and len(arguments) > 1)
    assert told.returncode == 2, told.stderr
    assert told.stdout == ""
    assert TWO_LINES.fullmatch(told.stderr), told.stderr
    assert message in told.stderr.splitlines()[0]
    assert hint in told.stderr.splitlines()[1]


def test_no_arguments_show_the_help(program: Run) -> None:
    told = program()
    assert told.returncode == 2
    assert "Example: kg query" in told.stdout + told.stderr


def test_a_folder_that_was_removed_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"rmdir '{gone}' && exec '{sys.executable}' -m kg query --list"
    told = subprocess.run(["/bin/sh", "-c", script], cwd=gone, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert told.stderr == "Error: the current folder does not exist any more\nHint: Change to another with cd.\n"


# A call in this process, which most tests make, and the program in one of its own -------------------------------------

BOTH: Final[Mapping[str, tuple[tuple[str, ...], str | bytes]]] = {
    "help": (("--help",), ""),
    "help of a command made from a file": (("query", "who-led", "--help"), ""),
    "an answer and a sentence": (("query", "who-led", "--initiative", "先锋书店项目", "--store", "{store}"), ""),
    "a file with its mark": (("query", "holders", "--in", "谢家坞村", "-f", "csv", "--store", "{store}"), ""),
    "a query from standard input": (("query", "-", "-f", "turtle", "--store", "{store}"), "DESCRIBE person:胡燕鸣-002"),
    "input that is not UTF-8": (("query", "-", "--store", "{store}"), b"SELECT * { ?s ?p '\xb4\xe5' }"),
    "wrong usage": (("show", "胡燕明", "--store", "{store}"), ""),
    "bytes that are no text": (("show", "\udcff\udcfe", "--store", "{store}"), ""),
    "an option that is not there": (("graph", "--bogus"), ""),
    "no store": (("show", "x", "--store", "nowhere"), ""),
    "findings": (("--project", "{empty}", "check"), ""),
}


@pytest.mark.parametrize(("words", "given"), BOTH.values(), ids=BOTH.keys())
def test_a_call_ends_as_the_program_does(
    run: Run, program: Run, store_path: Path, tmp_path: Path, words: tuple[str, ...], given: str | bytes
) -> None:
    (tmp_path / "empty" / "graph_data" / "sources" / "x").mkdir(parents=True)
    named = [word.format(store=store_path, empty=tmp_path / "empty") for word in words]
    called, started = (start(*named, cwd=ROOT, given=given) for start in (run, program))
    assert (called.returncode, called.stdout, called.stderr) == (started.returncode, started.stdout, started.stderr)
    assert called.stdout + called.stderr


# Names ---------------------------------------------------------------------------------------------------------------

NAMES: Final = {
    "谢家坞村": "place:谢家坞村-330603",
    "Xiejiawu Village": "place:谢家坞村-330603",
    "xiejiawu village": "place:谢家坞村-330603",
    "xiejiawucun": "place:谢家坞村-330603",
    "Xie Jia Wu Cun": "place:谢家坞村-330603",
    "place:谢家坞村-330603": "place:谢家坞村-330603",
    "谢家坞村-330603": "place:谢家坞村-330603",
    "https://w3id.org/programs-and-actors/place/谢家坞村-330603": "place:谢家坞村-330603",
    "330603000000": "place:柯桥区-330603",
    "胡燕鸣": "person:胡燕鸣-002",
    "Hu Yanming": "person:胡燕鸣-002",
    "hym": "person:胡燕鸣-002",
    "HYM": "person:胡燕鸣-002",
    "先锋鉴湖书店": "initiative:先锋鉴湖书店",
}


@pytest.mark.parametrize(("name", "meant"), NAMES.items())
def test_a_thing_is_found_by_any_of_its_names(run: Run, name: str, meant: str) -> None:
    told = run("show", name, "-f", "json", store=True)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["id"] == meant


def test_an_ambiguous_name_lists_its_candidates(run: Run) -> None:
    for command in (("show", "村工作"), ("query", "mentions", "--thing", "村工作")):
        told = run(*command, store=True)
        assert told.returncode == 2
        first, *candidates, last = told.stderr.splitlines()
        assert first == "Error: '村工作' is ambiguous:"
        assert len(candidates) > 1
        assert all(re.fullmatch(r"  .+ \(\w+, [a-z]+:.+\)|  and \d+ more", line) for line in candidates)
        assert last == "Hint: Give the id of the one you mean."


# Answers -------------------------------------------------------------------------------------------------------------

ANSWERS: Final = {
    "said": (("who-led", "--initiative", "先锋书店项目"), "原文有载："),
    "inferred": (("mentions", "--thing", "area:临空示范区"), "编码推断："),
    "not said": (("holders", "--in", "谢家坞村", "--role", "第一书记"), "原文未载："),
    "not covered": (("actors", "--in", "越城区"), "未收录："),
}


@pytest.mark.parametrize(("answer", "case"), ANSWERS.items(), ids=ANSWERS.keys())
def test_every_answer_is_shown_by_a_real_case(run: Run, answer: str, case: tuple[tuple[str, ...], str]) -> None:
    arguments, sentence = case
    told = run("query", *arguments, "-f", "json", store=True)
    assert told.returncode == 0, told.stderr
    results = json.loads(told.stdout)
    assert set(results) == {"head", "results", "answer"}
    assert results["answer"] == answer
    assert {"statement", "source", "quote"} <= set(results["head"]["vars"])
    assert bool(results["results"]["bindings"]) == (answer in {"said", "inferred"})
    for row in results["results"]["bindings"]:
        assert all(cell["type"] in {"uri", "literal"} and isinstance(cell["value"], str) for cell in row.values())
        assert row["statement"]["type"] == "uri"
    on_screen = run("query", *arguments, store=True)
    assert sentence in on_screen.stderr.splitlines()[-1]


def test_a_code_of_the_register_that_no_source_mentions_is_not_covered(run: Run) -> None:
    told = run("query", "actors", "--in", "330602000000", "-f", "json", store=True)
    assert json.loads(told.stdout)["answer"] == "not covered"


def test_the_list_as_json_has_the_shape_of_the_contract(run: Run, project: Project) -> None:
    listed = json.loads(run("query", "--list", "-f", "json").stdout)
    assert [q["name"] for q in listed] == sorted(path.stem for path in project.queries.glob("*.rq"))
    for asked in listed:
        assert list(asked) == ["name", "summary", "parameters"]
        assert asked["summary"]
        for parameter in asked["parameters"]:
            assert list(parameter) == ["name", "required", "default", "help"]
            assert isinstance(parameter["required"], bool)
            assert all(isinstance(parameter[k], str) for k in ("name", "default", "help"))
            assert parameter["name"] and parameter["help"]  # noqa: PT018 - one fact: both are there
    who_led = next(q for q in listed if q["name"] == "who-led")
    assert who_led["parameters"] == [
        {"name": "initiative", "required": True, "default": "", "help": "the undertaking, or what was founded"}
    ]
    table = run("query", "--list").stdout
    for command in listed:
        assert command["name"] in table


# SPARQL of one's own -------------------------------------------------------------------------------------------------

OWN: Final = "SELECT ?p WHERE { ?p a kg:Person ; skos:prefLabel '胡燕鸣'@zh }"


def test_a_query_runs_from_a_file_and_from_standard_input(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "我的 query.rq"
    file.write_text(OWN, encoding="utf-8-sig")
    expected = [{"p": "https://w3id.org/programs-and-actors/person/胡燕鸣-002"}]
    assert records(run("query", str(file), "-f", "json", store=True).stdout) == expected
    assert records(run("query", "-", "-f", "json", store=True, given=OWN).stdout) == expected


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("SELECT ?p WHERE { ?p kg:kind ) }", 1, "SELECT ?p WHERE { ?p kg:kind ) }"),
        ("PREFIX kg: <urn:k>\nSELECT ?p\nWHERE { ?p kg:kind ) }\n", 3, "WHERE { ?p kg:kind ) }"),
    ],
)
def test_a_syntax_error_points_at_line_and_column_of_the_text_as_given(
    run: Run, text: str, line: int, shown: str
) -> None:
    told = run("query", "-", store=True, given=text)
    assert told.returncode == 1
    first, second, third, fourth = told.stderr.splitlines()
    found = re.match(rf"Error: syntax error in the query, line {line}, column (\d+): expected ", first)
    assert found, first
    assert second == f"    {shown}"
    assert third == " " * (4 + int(found[1]) - 1) + "^"
    assert abs(int(found[1]) - (shown.index(")") + 1)) <= 2, "at the bracket, or right behind it"
    assert fourth == "Hint: Correct the query at the place marked."


BAD_QUERIES: Final[Mapping[str, tuple[str | bytes, str]]] = {
    "empty": ("", "the query is empty"),
    "an update": ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "line 1: INSERT changes data, and a query only reads"),
    "not UTF-8": (b"SELECT * { ?s ?p '\xb4\xe5' }", "- is not UTF-8"),
    "3000 braces": ("SELECT * { " + "{" * 3000 + "}" * 3000 + " }", "line 1: brackets nest deeper than 2000"),
    "20000 alternatives": ("SELECT * { " + "UNION".join(["{}"] * 20_000) + " }", "more than 1000 operators"),
}


@pytest.mark.parametrize(("text", "message"), BAD_QUERIES.values(), ids=BAD_QUERIES.keys())
def test_a_query_that_cannot_be_run_is_an_error(program: Run, text: str | bytes, message: str) -> None:
    told = program("query", "-", store=True, given=text)
    assert told.returncode == 1
    assert told.stderr.startswith("Error: ")
    assert message in told.stderr
    assert "\nHint: " in told.stderr


def test_a_query_file_that_is_missing_is_an_error(run: Run, tmp_path: Path) -> None:
    told = run("query", str(tmp_path / "none.rq"), store=True)
    assert told.returncode == 1
    assert TWO_LINES.fullmatch(told.stderr)


def test_construct_gives_turtle_and_other_graphs_but_no_table(run: Run) -> None:
    text = "CONSTRUCT { ?p skos:prefLabel ?n } WHERE { ?p a kg:Person ; skos:prefLabel ?n }"
    turtle = run("query", "-", store=True, given=text)
    assert turtle.returncode == 0
    assert '"Hu Yanming"@zh-latn' in turtle.stdout
    assert "@prefix person: " in turtle.stdout
    lines = run("query", "-", "-f", "ntriples", store=True, given=text).stdout.splitlines()
    assert len(lines) == turtle.stdout.count("@") - turtle.stdout.count("@prefix")
    assert json.loads(run("query", "-", "-f", "jsonld", store=True, given=text).stdout)
    refused = run("query", "-", "-f", "csv", store=True, given=text)
    assert refused.returncode == 2
    assert "a graph cannot be written as csv" in refused.stderr
    table = run("query", "-", "-f", "turtle", store=True, given=OWN)
    assert table.returncode == 2
    assert "a table cannot be written as turtle" in table.stderr


def test_ask_gives_one_cell(run: Run) -> None:
    assert records(run("query", "-", "-f", "json", store=True, given="ASK { ?s ?p ?o }").stdout) == [{"answer": "true"}]


# Output --------------------------------------------------------------------------------------------------------------


def test_piped_output_is_plain_and_in_chinese_under_any_locale(program: Run) -> None:
    for settings in (
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"FORCE_COLOR": "1"},
        {"TERM": "xterm"},
    ):
        told = program("query", "who-led", "--initiative", "先锋书店项目", store=True, **settings)
        assert told.returncode == 0, told.stderr
        assert "叶家堰驻村团队" in told.stdout
        assert "严口径" in told.stderr
        assert "\x1b" not in told.stdout + told.stderr


def test_two_nodes_judged_the_same_are_one_answer(run: Run) -> None:
    told = run("query", "who-led", "--initiative", "驻村指导员制度", "-f", "csv", store=True)
    rows = list(csv.DictReader(told.stdout.removeprefix("\ufeff").splitlines()))
    assert {row["undertaking_label"] for row in rows} == {"驻村指导员制度", "农村工作指导员制度"}
    person = run("show", "寿越峰", store=True)
    assert (person.returncode, person.stdout.splitlines()[1]) == (0, "  人物 · person:寿越峰-000")


def test_what_a_place_did_is_told_of_the_place(run: Run) -> None:
    told = run("show", "安南乡", store=True).stdout
    assert "浙闽两省党建联建" in told
    assert "安南乡(党政未分)" in told


def test_quiet_is_silent_on_standard_error(run: Run, small_project: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "x")
    commands = (
        ("query", "who-led", "--initiative", "先锋书店项目"),
        ("query", "actors", "--in", "越城区"),
        ("show", "胡燕鸣"),
        ("graph", "胡燕鸣", "-o", out),
        ("export", "statements", "-o", out),
    )
    for command in commands:
        told = run(*command, "--quiet", store=True)
        assert (told.returncode, told.stderr) == (0, ""), command
    assert run("check", "--quiet").stderr == ""
    assert run("--project", str(small_project), "build", "--quiet", "--store", str(tmp_path / "s")).stderr == ""
    assert run("init", str(tmp_path / "i"), "--quiet").stderr == ""


def test_a_result_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    targets = (
        tmp_path / "file" / "x.csv",
        tmp_path,
        Path("/proc/none/x.csv"),
        tmp_path / ("x" * 300),
        Path("/dev/full"),
    )
    for target in targets:
        told = run("export", "statements", "-o", str(target), store=True)
        assert told.returncode == 1, target
        assert TWO_LINES.fullmatch(told.stderr), told.stderr
        assert told.stderr.startswith(f"Error: {target} cannot be written: ")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_link_and_a_device_are_written_to_and_not_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("real.csv")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert run("export", "sources", "-o", str(tmp_path / "link.csv"), store=True).returncode == 0
    assert (tmp_path / "link.csv").is_symlink()
    written = (tmp_path / "real.csv").read_bytes()
    assert written.startswith("\ufeff".encode())
    with subprocess.Popen(["/bin/cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run("export", "sources", "-o", str(pipe), store=True).returncode == 0
        assert reader.stdout is not None
        assert reader.stdout.read() == written
    assert pipe.is_fifo()
    assert run("export", "sources", "-o", os.devnull, store=True).returncode == 0
    assert Path(os.devnull).is_char_device()


WRITING: Final = {
    "export statements": True,
    "export dataset": True,
    "show 胡燕鸣": True,
    "query --list": False,
    "query coverage": True,
    "search 杭绍名城": True,
    "chart series --indicator 村级经营性收入 -o -": True,
    "network measures --list": True,
    "place 叶家堰": False,
    "--version": False,
    "query --help": False,
}


def _in_shell(store_path: Path, command: str, streams: str) -> subprocess.CompletedProcess[bytes]:
    named = f"--store '{store_path}'" if WRITING[command] else ""
    line = f"'{sys.executable}' -m kg {command} {named} {streams}"
    return subprocess.run(["/bin/sh", "-c", line], cwd=ROOT, capture_output=True, check=False)


@pytest.mark.parametrize("command", WRITING)
def test_a_standard_output_that_is_full_or_closed_is_an_error_in_words(store_path: Path, command: str) -> None:
    for streams, reason in (("> /dev/full", "No space left on device"), (">&-", "Bad file descriptor")):
        ended = _in_shell(store_path, command, streams)
        assert (ended.returncode, ended.stdout) == (1, b"")
        told = ended.stderr.decode()
        assert re.match(rf"Error: standard output cannot be written: {reason}\nHint: .+\n", told), told
    assert _in_shell(store_path, command, ">&- 2>&-").returncode == 1


@pytest.mark.parametrize("command", ["export dataset", "query --list"])
def test_a_reader_that_has_read_enough_is_no_error(store_path: Path, command: str) -> None:
    ended = _in_shell(store_path, command, "| head -c 1")
    assert (len(ended.stdout), ended.stderr) == (1, b"")


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
def test_messages_that_cannot_be_written_are_dropped(store_path: Path, streams: str) -> None:
    as_usual = _in_shell(store_path, "query coverage", "")
    ended = _in_shell(store_path, "query coverage", streams)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, as_usual.stdout, b"")
    assert as_usual.stderr


def test_a_closed_standard_output_is_not_needed_where_a_file_is_named(store_path: Path, tmp_path: Path) -> None:
    ended = _in_shell(store_path, "query coverage", f"-o '{tmp_path / 'x.csv'}' >&-")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (tmp_path / "x.csv").read_bytes().startswith("\ufeffplace,".encode())


def test_a_closed_standard_input_is_an_error_in_words(store_path: Path) -> None:
    line = f"'{sys.executable}' -m kg query - --store '{store_path}' <&-"
    ended = subprocess.run(["/bin/sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Error: standard input cannot be read: Bad file descriptor\nHint: ")


def test_the_names_that_a_shell_gives_a_pipe_are_written_to(store_path: Path) -> None:
    ended = _in_shell(store_path, "query coverage", "-f csv -o /dev/stdout | head -n 1")
    assert ended.stdout.decode("utf-8-sig").startswith("place,place_label,")


# Show, graph, export, init -------------------------------------------------------------------------------------------


def first_statement(store: Store) -> str:
    table = evaluated("SELECT ?s { ?s kg:holder person:胡燕鸣-002 } ORDER BY ?s LIMIT 1", store)
    assert isinstance(table, Table)
    return cell_text(table.rows[0][0])


def test_show_tells_of_a_person_a_place_and_a_statement(run: Run, store: Store) -> None:
    person = run("show", "胡燕鸣", store=True)
    assert person.returncode == 0
    assert person.stdout.startswith("胡燕鸣\n  人物 · person:胡燕鸣-002\n")
    assert "\n任职（1）\n" in person.stdout
    place = run("show", "谢家坞村", store=True)
    assert "\n历任（8）\n" in place.stdout
    assert "章建龙" in place.stdout
    curie = first_statement(store)
    for name in (curie, curie.removeprefix("statement:")):
        told = run("show", name, "-f", "json", store=True)
        assert told.returncode == 0
        card = json.loads(told.stdout)
        assert card["id"] == curie.removeprefix("statement:")
        assert {slot["name"] for slot in card["slots"]} >= {"情态", "得出方式"}
        assert card["words"]
        assert all(f"「{words['quote']}」" in run("show", name, store=True).stdout for words in card["words"])


def test_show_tells_what_was_judged_of_a_statement_and_how_a_source_is_dated(run: Run) -> None:
    judged = run("show", "001-00028-observation-abef", store=True).stdout
    assert "说法不一 statement:001-02561-observation-3a06" in judged
    source = run("show", "001", store=True).stdout
    assert "来源日期：[2022-04-13..2022-12-31]" in source


def test_asking_for_a_role_finds_its_kinds(run: Run) -> None:
    told = run("query", "holders", "--in", "谢家坞村", "--role", "指导员", "-f", "csv", store=True)
    rows = list(csv.DictReader(told.stdout.removeprefix("\ufeff").splitlines()))
    assert [row["holder_label"] for row in rows][1:6] == ["邵关通", "章建龙", "徐秋佳", "王江", "张良"]


def test_an_unknown_word_says_how_to_list_the_words_there_are(run: Run) -> None:
    told = run("query", "series", "--indicator", "火星人口", store=True)
    assert told.returncode == 2
    assert told.stderr.splitlines()[-1].endswith("See what there is with: kg query vocabulary --class Indicator")
    wrong = run("query", "vocabulary", "--class", "Colour", store=True)
    assert (wrong.returncode, wrong.stderr.splitlines()[0]) == (2, "Error: unknown vocabulary 'Colour'")


def test_graph_writes_a_file(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "新 folder" / "图.html"
    told = run("graph", "谢家坞村", "-o", str(page), store=True)
    assert told.returncode == 0
    *_, shown, written = told.stderr.splitlines()
    assert re.fullmatch(r"\d+ 个点，\d+ 条边，2 步以内", shown)
    assert written == f"Wrote {page}"
    html = page.read_text(encoding="utf-8")
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "谢家坞村" in html


def test_export_gives_the_same_table_in_every_text_format(run: Run) -> None:
    def text(fmt: str) -> str:
        told = run("export", "statements", "-f", fmt, store=True)
        assert told.returncode == 0, told.stderr
        return told.stdout

    rows = [json.loads(line) for line in text("jsonl").splitlines()]
    assert rows
    assert list(csv.DictReader(io.StringIO(text("tsv")), delimiter="\t")) == rows
    from_csv = list(csv.DictReader(io.StringIO(text("csv").removeprefix("\ufeff"))))
    assert [row["id"] for row in from_csv] == [row["id"] for row in rows]
    results = json.loads(text("json"))
    assert results["head"]["vars"] == list(rows[0])
    assert len(results["results"]["bindings"]) == len(rows)
    assert text("xml").count("<result>") == len(rows)
    assert rows[0]["id"] in text("table")


@pytest.mark.parametrize(("fmt", "magic"), [("xlsx", b"PK"), ("parquet", b"PAR1")])
def test_export_writes_binary_formats_or_says_what_they_need(run: Run, tmp_path: Path, fmt: str, magic: bytes) -> None:
    file = tmp_path / "x"
    told = run("export", "statements", "-f", fmt, "-o", str(file), store=True)
    if told.returncode:
        assert re.fullmatch(r"Error: .* needs \w+\nHint: Install it with: pip install .*\n", told.stderr)
        assert not file.exists()
    else:
        assert file.read_bytes().startswith(magic)


def test_export_of_the_dataset_loads_again(run: Run, store: Store) -> None:
    import pyoxigraph as ox  # noqa: PLC0415 - here alone

    quads = run("export", "dataset", "-f", "nquads", store=True).stdout
    trig = run("export", "dataset", store=True).stdout
    table = evaluated("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", store)
    assert isinstance(table, Table)
    for text, kind in ((quads, ox.RdfFormat.N_QUADS), (trig, ox.RdfFormat.TRIG)):
        assert len(set(ox.parse(text, format=kind))) == int(cell_text(table.rows[0][0]))


def test_init_makes_a_project_that_waits_for_data_and_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "我的 villages"
    made = run("init", str(folder))
    assert made.returncode == 0
    assert "kg --project" in made.stderr
    checked = run("--project", str(folder), "check")
    assert checked.returncode == 1
    assert TWO_LINES.fullmatch(checked.stderr)
    assert "holds no source and no entity" in checked.stderr
    before = sorted((p, p.read_bytes()) for p in folder.rglob("*") if p.is_file())
    again = run("init", str(folder))
    assert again.returncode == 2
    assert "already has graph_data/" in again.stderr
    assert sorted((p, p.read_bytes()) for p in folder.rglob("*") if p.is_file()) == before
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name, message in (
        ("", "FOLDER names nothing"),
        (" ", "FOLDER names nothing"),
        ("file", "is a file"),
        ("file/x", "is a"),
    ):
        refused = run("init", name, cwd=tmp_path)
        assert (refused.returncode, TWO_LINES.fullmatch(refused.stderr) is not None) == (2, True), name
        assert message in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", folder.name]
    (tmp_path / "here").mkdir()
    assert "Made graph_data. " in run("init", ".", cwd=tmp_path / "here").stderr
    assert (tmp_path / "here" / "graph_data" / "VERSION").exists()


EMPTY_NAMES: Final = (
    ("--project", "", "check"),
    ("show", "胡燕鸣", "--store", ""),
    ("build", "--store", ""),
    ("check", "-o", ""),
)


@pytest.mark.parametrize("arguments", EMPTY_NAMES, ids=" ".join)
def test_an_option_that_names_nothing_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    told = run(*arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert re.fullmatch(r"Error: -+\w+ names nothing\nHint: Is a variable unset\? .*\n", told.stderr)


def test_a_project_with_entities_alone_is_built_and_has_nothing_to_draw(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own"
    run("init", str(own))
    text = (ROOT / "graph_data" / "entities" / "people.ttl").read_text(encoding="utf-8")
    (own / "graph_data" / "entities" / "people.ttl").write_text(text, encoding="utf-8")
    assert run("--project", str(own), "build").returncode == 0
    drawn = run("--project", str(own), "graph", "-o", str(tmp_path / "x.html"))
    assert drawn.returncode == 2
    assert TWO_LINES.fullmatch(drawn.stderr)
    assert not (tmp_path / "x.html").exists()


# What nobody foresaw -------------------------------------------------------------------------------------------------

FAULTY: Final = """
import sys
import kg.cli
program = sys.modules["kg.cli.main"]
def fail(*_):
    raise LookupError("boom")
program.locate = fail
sys.argv = ["kg", "query", "--list"]
program.main()
"""


def faulty(**settings: str) -> subprocess.CompletedProcess[str]:
    environment: dict[str, Any] = {k: v for k, v in os.environ.items() if k != "KG_TRACEBACK"} | settings
    return subprocess.run(
        [sys.executable, "-c", FAULTY], cwd=ROOT, capture_output=True, text=True, env=environment, check=False
    )


def test_an_error_that_nobody_foresaw_is_told_in_two_lines() -> None:
    told = faulty()
    assert told.returncode == 1
    assert TWO_LINES.fullmatch(told.stderr)
    assert "unexpected LookupError: boom" in told.stderr
    assert "KG_TRACEBACK=1" in told.stderr


def test_its_traceback_is_there_for_who_asks() -> None:
    told = faulty(KG_TRACEBACK="1")
    assert told.returncode == 1
    assert "Traceback (most recent call last)" in told.stderr
    assert "LookupError: boom" in told.stderr

"""How the tests are run: which share a worker, what a skip means, and how much CPU each file takes."""

from __future__ import annotations

import csv
import os
import re
import resource
import subprocess
from collections import defaultdict
from collections.abc import Generator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest

# The tests that ask for one of these fixtures have its mark, and run on one worker: one Chromium, one Virtuoso.
SHARED: Final = {"browser": "browser", "virtuoso": "engine"}
MAY_SKIP: Final = Path(__file__).with_name("may-skip.tsv")
COUNTED: Final = ("passed", "failed", "error", "skipped", "xfailed")
CLOSING: Final = "(closing what tests share)"
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--may-skip", type=Path, default=MAY_SKIP, help="Table of the tests that may be skipped under CI.")
    parser.addoption("--summary", type=Path, help="File to write commit, date and counts to, as Markdown.")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(CpuByFile(config), "cpu-by-file")
    if os.environ.get("CI") == "true":
        config.pluginmanager.register(NoSkips(config.getoption("--may-skip")), "no-skips")


def pytest_itemcollected(item: pytest.Item) -> None:
    for fixture in SHARED.keys() & set(getattr(item, "fixturenames", ())):
        item.add_marker(SHARED[fixture])
        item.add_marker(pytest.mark.xdist_group(SHARED[fixture]))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the group behind the id, where xdist looks for it: with pytest 9.2 what xdist 3.8 writes there is lost."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        for mark in item.iter_markers("xdist_group"):
            suffix = f"@{mark.args[0]}"
            if not item.nodeid.endswith(suffix):
                item._id = type(item._id).parse(item.nodeid + suffix)  # noqa: SLF001


class NoSkips:
    """Makes a failure of every skip that the table does not name."""

    def __init__(self, table: Path) -> None:
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        unfounded = [row["test"] for row in rows if not row["reason"]]
        if unfounded:
            raise pytest.UsageError(f"{table} gives no reason for {', '.join(unfounded)}")
        self._named = {row["test"] for row in rows}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        return self._judged((yield))

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        return self._judged((yield))

    def _judged(self, report: Report) -> Report:
        test = re.split(r"[\[@]", report.nodeid)[0]  # without its case and its group
        if report.skipped and not hasattr(report, "wasxfail") and test not in self._named:
            report.outcome = "failed"
            report.longrepr = (
                f"{test} is skipped, which is a failure under CI: {_reason(report.longrepr)}\n"
                "Give it what it needs, or name it in tests/may-skip.tsv with the reason."
            )
        return report


def _reason(skipped: object) -> str:
    """Return why a test was skipped; pytest gives file, line and reason."""
    return str(skipped[-1] if isinstance(skipped, tuple) else skipped).removeprefix("Skipped: ")


def spent() -> float:
    """Return the CPU seconds of this process and of the children that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


class CpuByFile:
    """Counts CPU seconds by test file, on every worker, and prints them at the end.

    A child counts when it ends and is waited for: a browser or an engine when it is closed.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def _measured(self, name: str) -> Generator[None, Any, Any]:
        before = spent()
        try:
            return (yield)
        finally:
            self._seconds[name] += spent() - before

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from self._measured(_file(item)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from self._measured(_file(item)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, Any, Any]:
        return (yield from self._measured(_file(item) if nextitem else CLOSING))

    def pytest_sessionfinish(self) -> None:
        output = getattr(self._config, "workeroutput", None)  # a worker of xdist sends it to the one that started it
        if output is not None:
            output["cpu"] = dict(self._seconds)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - xdist has no types
        for name, seconds in getattr(node, "workeroutput", {}).get("cpu", {}).items():
            self._seconds[name] += seconds

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self._seconds:
            return
        total = spent()
        terminalreporter.section("CPU seconds by test file")
        for name, seconds in sorted(self._seconds.items(), key=lambda pair: -pair[1]):
            terminalreporter.write_line(f"{seconds:8.1f}  {name}")
        terminalreporter.write_line(f"{total - sum(self._seconds.values()):8.1f}  (start and collection)")
        terminalreporter.write_line(f"{total:8.1f}  in all, {total / 60:.1f} minutes")
        summary = self._config.getoption("--summary")
        if summary:
            counts = {name: len(terminalreporter.stats.get(name, ())) for name in COUNTED}
            summary.write_text(_summary(counts, total), encoding="utf-8")


def _summary(counts: Mapping[str, int], seconds: float) -> str:
    """Return when, on which commit and with what counts the tests ended, as Markdown."""
    git = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() or "none"
    cells = [commit, datetime.now(UTC).date().isoformat(), *map(str, counts.values()), f"{seconds / 60:.1f}"]
    rows = (("commit", "date", *counts, "CPU minutes"), ["---"] * len(cells), cells)
    return "# The last run of `make test-all`\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]

"""What every measurement needs: two jobs in turn, their medians as a ratio, a table of ratios in RESULTS.md."""

from __future__ import annotations

import gc
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RUNS: Final = 5
_HEAD: Final = """# What was measured

`make bench` makes these tables: ratios of medians, the two jobs of a line run in turn in one run of one machine.
"""


@dataclass(frozen=True)
class Ratio:
    """One line of the results: what is compared, the wanted bound (empty: reported only), and what was found."""

    name: str
    wanted: str
    found: float
    note: str = ""

    @property
    def met(self) -> bool:
        """Say whether the bound holds."""
        if not self.wanted:
            return True
        sign, number = self.wanted.split()[:2]
        return self.found >= float(number) if sign == "≥" else self.found <= float(number)

    @property
    def line(self) -> str:
        """The line as a row of a Markdown table."""
        told = "; ".join(filter(None, ("" if self.met else "not met", self.note)))
        return f"| {self.name} | {self.wanted} | {self.found:.2f} | {told} |"


def seconds(job: Callable[[], object]) -> float:
    """Return how long a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def medians(one: Callable[[], object], other: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Return the median seconds of two jobs, run in turn after a warm-up of each."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def least(one: Callable[[], object], other: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Return the least CPU seconds, user's, of two jobs of this process, run in turn after a warm-up of each.

    The work of others on the machine makes a run longer, never shorter; what is collected is so between runs.
    """
    one(), other()
    pairs = [(_user_seconds(one), _user_seconds(other)) for _ in range(runs)]
    return min(a for a, _ in pairs), min(b for _, b in pairs)


def _user_seconds(job: Callable[[], object]) -> float:
    gc.collect()
    start = os.times().user
    job()
    return os.times().user - start


@dataclass(frozen=True)
class Spent:
    """What a process took: CPU seconds, user and system, and megabytes of memory at most."""

    cpu: float
    megabytes: float


def spent(arguments: Sequence[str], may_end: Container[int] = (0,)) -> Spent:
    """Run Python with arguments, and return what it took; `may_end` are the exit codes that are no failure.

    Raises `CalledProcessError` for another.
    """
    # compiled once, as wherever the program is installed
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as started:
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in may_end:
        raise subprocess.CalledProcessError(started.returncode, command)
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def cpu_medians(
    one: Sequence[str], other: Sequence[str], runs: int = RUNS, may_end: Container[int] = (0,)
) -> tuple[float, float]:
    """Return the median CPU seconds, user and system, of two runs of Python with arguments, in turn after a warm-up.

    Unlike the time on the clock, they hardly change when the machine has other work. Raises as `spent`.
    """
    spent(one, may_end), spent(other, may_end)
    pairs = [(spent(one, may_end).cpu, spent(other, may_end).cpu) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def report(section: str, about: str, found: Iterable[Ratio], path: Path | None) -> None:
    """Print the table of a section; write it to a file of results where one is named, in the place of the old one."""
    ratios = list(found)
    lines = ["| measure | wanted | found | |", "|---|---|---|---|", *(ratio.line for ratio in ratios)]
    print("\n".join(lines))
    if path:
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(with_section(old, section, f"{about}\n\n" + "\n".join(lines)), encoding="utf-8")
    bounded = [ratio for ratio in ratios if ratio.wanted]
    print(json.dumps({"met": sum(ratio.met for ratio in bounded), "of": len(bounded)}))


def with_section(text: str, section: str, body: str) -> str:
    """Return the text of a file of results with one section replaced, or added at its end."""
    parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    sections = {name: told.strip() for name, told in zip(parts[1::2], parts[2::2], strict=True)}
    sections[section] = body.strip()
    return "\n".join([_HEAD, *(f"## {name}\n\n{told}\n" for name, told in sections.items())])

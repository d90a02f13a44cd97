"""The main job: build, check, answer who led what, draw the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.base.results import Page
from kg.build import Built, Progress
from kg.document.words import in_words
from kg.errors import Finding
from kg.finding.names import labels
from kg.store import rows
from kg.tables.table import Table
from kg.terms.namespaces import KG, curie, slug

if TYPE_CHECKING:
    from kg.base.base import Base

_NOBODY: Final = ("没有来源记载谁牵头了什么。", "No source says that anybody led anything.")
# what is led in the narrowest set; what has a name before what has none, then the first in reading order
_LED: Final = f"""PREFIX kg: <{KG}>
SELECT ?undertaking WHERE {{
  ?statement kg:undertaking ?undertaking ; kg:countedIn ?set ; kg:statedIn ?source ; kg:position ?position .
  ?set kg:rank ?rank .
  BIND(EXISTS {{ ?undertaking a kg:Initiative }} AS ?named)
}} ORDER BY ?rank DESC(?named) ?source ?position ?undertaking LIMIT 1"""


@dataclass(frozen=True)
class Demonstration:
    """What the main job gives: the store that was built, the findings, a question with its answer, the page."""

    built: Built
    findings: tuple[Finding, ...]
    question: tuple[str, ...]
    answer: Table
    page: Page


def demonstrate(base: Base, texts: Iterable[Path] = (), progress: Progress | None = None) -> Demonstration:
    """Do the main job on a base. Raises as `build` and `page` do; the findings are for the caller to look at."""
    built = base.build(progress)
    findings = base.check(texts)
    question, answer = _who_led(base)
    return Demonstration(built, findings, question, answer, base.page())


def _who_led(base: Base) -> tuple[tuple[str, ...], Table]:
    """Return the question who led the first undertaking that somebody is said to have led, with its answer."""
    led = next((row["undertaking"] for row in rows(base.store, _LED)), None)
    if not isinstance(led, NamedNode):
        return (in_words(_NOBODY, base.language),), Table((), (), language=base.language)
    asked = base.question("who-led")
    label = labels([led.value], base.store, base.language).get(led.value, slug(led.value))
    summary = asked.summary if base.language == "en" or not asked.summary_zh else asked.summary_zh
    table = base.query("who-led", **{asked.parameters[0].name: curie(led.value)})
    return (f"{summary}: {label}", ""), table

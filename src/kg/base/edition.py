"""Which data and which program an answer comes from."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from kg.network.methods import Edition
from kg.project import Project
from kg.store import built_from

if TYPE_CHECKING:
    from kg.base.base import Base

_EDITIONS: Final = "editions.tsv"
_CHANGED: Final = "+changed"


def edition_of(base: Base) -> Edition:
    """Return the edition of the data that the store of a base was built from, as far as it is known.

    The store itself knows the checksum of what it was built from. Version, day and model are those of the project while
    its files are the same; of an endpoint, and of a store that is older than the data, they are not known. Data that
    have changed since their version was published are `VERSION+changed`, and have no day.
    """
    from kg import __version__  # noqa: PLC0415 - `import kg` stays light

    origin, project = built_from(base.store_at), base.project
    built = origin.checksum if origin else ""
    if not origin or (origin.mark != project.mark and built != project.checksum):
        return Edition(program=__version__, built=built)
    checksum = project.data_checksum
    return Edition(__version__, *_published(project, checksum), project.model, checksum, built)


def _published(project: Project, checksum: str) -> tuple[str, str]:
    """Return the version of the data and the day (ISO) on which it was published, empty where it was not."""
    path = project.graph_data / _EDITIONS
    if not path.exists():
        return project.version, ""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row.get("version") == project.version]
    day = next((row.get("date") or "" for row in rows if row.get("sha256") == checksum), "")
    return project.version + (_CHANGED if rows and not day else ""), day

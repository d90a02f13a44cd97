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


def edition_of(base: Base) -> Edition:
    """Return the edition of the data that the store of a base was built from, as far as it is known.

    The store itself knows the checksum of what it was built from. Version, day and model are those of the project while
    its files are the same; of an endpoint, and of a store that is older than the data, they are not known.
    """
    from kg import __version__  # noqa: PLC0415 - `import kg` stays light

    origin, project = built_from(base.store_at), base.project
    built = origin.checksum if origin else ""
    if not origin or built != project.checksum:
        return Edition(program=__version__, built=built)
    checksum = project.data_checksum
    return Edition(__version__, project.version, _day(project, checksum), project.model, checksum, built)


def _day(project: Project, checksum: str) -> str:
    """Return the day of the edition that has this checksum (ISO); empty where the data are none."""
    path = project.graph_data / _EDITIONS
    if not path.exists():
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        found = (row.get("date", "") for row in csv.DictReader(file, delimiter="\t") if row.get("sha256") == checksum)
        return next(found, "")

"""How a base is opened."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from kg.base.base import Base
from kg.errors import Message, UsageError
from kg.project import locate


def open(  # noqa: A001 - the verb that users expect
    path: str | Path | None = None,
    store: str | Path | None = None,
    *,
    language: str = "",
    services: Collection[str] = (),
) -> Base:
    """Return the project in `path`, else the enclosing one, else the data that come with kg.

    `store` is the path or URL of another store than the project's own, `language` that of labels: `zh` or `en`;
    without one they are Chinese, and pages open in the reader's. `services` are the IRIs that a query may call by
    SERVICE. Raises `UsageError` when `path` is no project.
    """
    if language not in {"", "zh", "en"}:
        raise UsageError(
            Message("unknown language {language!r}", language=language), Message("One of: {known}", known=("zh", "en"))
        )
    return Base(
        locate(Path(path) if path is not None else None), str(store or ""), language=language, services=services
    )

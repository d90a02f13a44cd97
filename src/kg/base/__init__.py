"""The face: one object over a project and its store, for notebooks and for the command line."""

from kg.base.base import Base
from kg.base.opening import open  # noqa: A004 - the verb that users expect

__all__ = ["Base", "open"]

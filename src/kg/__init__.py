"""Who led what, and which words say so: a knowledge graph of programs and actors.

>>> import kg
>>> base = kg.open(language="en")

The questions of the catalogue are answered as tables, with the words of the sources:

>>> base.query("who-led", initiative="先锋书店项目").records()[0]["quote"]
'柯岩街道叶家堰由驻村团队牵头引进的先锋书店项目'

`base` has find, query, show, statements, network, chart, page, export, check, build and graph; see `help(kg.Base)`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # the name that type checkers know; importing typing would cost more than the rest
if TYPE_CHECKING:
    from kg.base import Base, open  # noqa: A004 - the verb that users expect
    from kg.errors import KgError

    __version__: str

__all__ = ["Base", "KgError", "__version__", "open"]


def __getattr__(name: str) -> object:
    """Return what is asked for when it is asked for, so that `import kg` costs nothing."""
    if name in {"Base", "open"}:
        import kg.base as face  # noqa: PLC0415

        return getattr(face, name)
    if name == "KgError":
        from kg.errors import KgError  # noqa: PLC0415

        return KgError
    if name == "__version__":
        return _version()
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - costs as much as all of click

    try:
        return version("programs-and-actors")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"

"""Who led what, and which words say so: a knowledge graph of programs and actors."""


def __getattr__(name: str) -> str:
    """Return `__version__`, looked up when it is asked for: `importlib.metadata` costs as much as all of click."""
    if name != "__version__":
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("programs-and-actors")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"

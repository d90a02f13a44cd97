"""Who led what, and which words say so: a knowledge graph of programs and actors."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("programs-and-actors")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"

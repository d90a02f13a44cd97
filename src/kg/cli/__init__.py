"""The command line. Commands only parse, call and print; nothing here decides anything."""

from kg.cli.main import main

__all__ = ["main"]

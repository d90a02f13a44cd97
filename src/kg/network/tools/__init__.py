"""Files for one program each: what it opens without a question, with its own names, times and codes.

A tool's files are `NAME-PART`, or `NAME.ENDING` where there is one, and the methods record `NAME-methods.json` beside
them; `NAME.zip` holds all in one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Message, UsageError
from kg.network.edges import LeftOut
from kg.network.files import METHODS_FILE, archived, stem_of
from kg.network.methods import Methods
from kg.network.tools.common import Material, Silence, Written
from kg.network.tools.gephi import gephi
from kg.network.tools.igraph import igraph
from kg.network.tools.networkx import networkx
from kg.network.tools.pajek import pajek
from kg.network.tools.pathpy import pathpy
from kg.network.tools.rsiena import rsiena
from kg.network.tools.statnet import statnet
from kg.network.tools.ucinet import ucinet

__all__ = ["ARCHIVE", "TOOLS", "Filed", "Material", "Silence", "Tool", "Wish", "tool_files"]
_Write = Callable[[Material, Methods | None, str], Written]
ARCHIVE: Final = "zip"


@dataclass(frozen=True, slots=True)
class Tool:
    """What a program takes: how its files are written, the ending that names them, whether one file is of use alone.

    `main` is the part that standard output gets; empty where no part will do alone. `inside` says that the methods
    record is in that file, `in_waves` that the tool looks at undated edges too and cuts by years itself.
    """

    write: _Write
    ending: str
    main: str = ""
    inside: bool = False
    in_waves: bool = False


TOOLS: Final[Mapping[str, Tool]] = {
    "gephi": Tool(lambda material, _methods, _stem: gephi(material), "csv", "edges.csv"),
    "igraph": Tool(lambda material, methods, _stem: igraph(material, methods), "graphml", "graphml", inside=True),
    "networkx": Tool(lambda material, methods, _stem: networkx(material, methods), "json", "json", inside=True),
    "statnet": Tool(lambda material, _methods, stem: statnet(material, stem), "R"),
    "rsiena": Tool(lambda material, _methods, stem: rsiena(material, stem), "R", in_waves=True),
    "pajek": Tool(lambda material, _methods, _stem: pajek(material), "net", "net"),
    "ucinet": Tool(lambda material, _methods, _stem: ucinet(material), "dl", "dl"),
    "pathpy": Tool(lambda material, _methods, _stem: pathpy(material), "csv", "csv"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a tool is asked for, as `Material` has it."""

    tool: str
    possible: bool = False
    window: int = 1
    silent_is_zero: bool = True


@dataclass(frozen=True, slots=True)
class Filed:
    """Files by name, what of the network they do not hold, and what is counted in them."""

    files: Mapping[str, str | bytes]
    left_out: LeftOut
    counts: LeftOut


def tool_files(material: Material, tool: str, output: str, methods: Methods | None = None) -> Filed:
    """Return a network as the files of a tool.

    Standard output (`-`) gets the main file alone. Raises `UsageError` for a tool that needs all of its files, and
    whatever the tool refuses.
    """
    asked = TOOLS[tool]
    if output == "-" and not asked.main:
        raise UsageError(
            Message("{tool} needs several files", tool=tool),
            Message("Name them: -o NAME.{ending}, or NAME.{archive} for one.", ending=asked.ending, archive=ARCHIVE),
        )
    stem = stem_of(output, (f".{asked.ending}", f".{ARCHIVE}"))
    written = asked.write(material, methods, Path(stem).name)
    if output == "-":
        return Filed({output: written.parts[asked.main]}, written.left_out, written.counts)
    recorded = methods.in_files(written.left_out, written.counts).json() if methods and not asked.inside else ""
    beside = {METHODS_FILE: recorded} if recorded else {}
    parts = {_named(stem, part): text for part, text in {**written.parts, **beside}.items()}
    if output.endswith(f".{ARCHIVE}"):
        archive = archived({Path(name).name: text for name, text in parts.items()})
        return Filed({output: archive}, written.left_out, written.counts)
    return Filed(parts, written.left_out, written.counts)


def _named(stem: str, part: str) -> str:
    """Return the name of a part: `NAME.net` for an ending alone, else `NAME-time.net`."""
    return f"{stem}-{part}" if "." in part else f"{stem}.{part}"

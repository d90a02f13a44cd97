"""The state of a view as a link carries it, read as `page/link.js` reads it; what cannot be read is returned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar
from urllib.parse import unquote

from kg.render.contract import Payload
from kg.render.marks import COLOURS, LAYOUTS, SIZES
from kg.render.still.facets import FACETS, Facets, Key

Point = tuple[float, float]
_Found = TypeVar("_Found")
_SWITCHES: Final = {"p": "posts", "o": "others", "w": "places"}
_CHOICES: Final = {"v": ("layout", LAYOUTS), "s": ("size", SIZES), "c": ("colour", COLOURS)}
_LISTED: Final = {"x": "extra", "h": "hidden"}
_LANGUAGES: Final = ("zh", "en")
_YEARS: Final = re.compile(r"(\d{1,4})-(\d{1,4})")
_SPOT: Final = re.compile(r"(.+)~(-?\d+)~(-?\d+)")


@dataclass(frozen=True)
class State:
    """What a reader can change: how far the switch goes, what else is drawn, how, and what was opened or moved.

    Nodes, edges and values of facets are numbers of the payload; `off` has for each facet what is let out, `named` the
    id of the thing or statement that was gone to, `around` a node and how many steps around it were asked for.
    """

    step: int
    posts: bool
    others: bool
    places: bool
    layout: str
    size: str
    colour: str
    language: str
    more: int = 0
    extra: frozenset[int] = frozenset()
    forced: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    shut: frozenset[int] = frozenset()
    off: Mapping[str, frozenset[Key]] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    undated: bool = True
    moved: Mapping[int, Point] = field(default_factory=dict)
    named: str = ""
    chosen: int | None = None
    around: tuple[int, int] | None = None


def first_state(payload: Payload) -> State:
    """Return the state in which a page opens without a link; what is not actual is off, unless it is drawn."""
    about = payload.about
    return State(
        about.step,
        bool(about.posts),
        bool(about.others),
        bool(about.places),
        about.layout,
        about.size,
        about.colour,
        about.language,
        off={"modality": Facets(payload).not_actual()},
    )


def parts_of(text: str) -> dict[str, str]:
    """Return the parts of a link's state by key, decoded."""
    pairs = (part.partition("=") for part in text.removeprefix("#").split("&") if "=" in part)
    return {key: unquote(value) for key, _, value in pairs}


class Reader:
    """Reads one text; `unread` has afterwards the parts of it that mean nothing here."""

    def __init__(self, payload: Payload, opening: State) -> None:
        """Read for a payload, from the state that a page of it opens in."""
        self._payload, self._opening, self._facets = payload, opening, Facets(payload)
        self._nodes = {row.id.replace(":|", f":{row.zh}"): n for n, row in enumerate(payload.nodes)}
        self.unread: list[str] = []

    def read(self, text: str) -> State:
        """Return the state of a text."""
        given = parts_of(text)
        self.unread += [part for part in text.removeprefix("#").split("&") if part and "=" not in part]
        state = replace(self._opening, **self._plain(given), **self._opened(given))
        off = {**self._opening.off, **self._off(given)}
        moved, around, named = self._moved(given), self._around(given), self._named(given)
        return replace(state, off=off, shut=self._shut(given), moved=moved, around=around, named=named)

    def _plain(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Return what is a number, a word or yes and no."""
        found: dict[str, Any] = {}
        known = {"u": "undated", **_SWITCHES}
        for key, value in given.items():
            if key in known and value in {"0", "1"}:
                found[known[key]] = value == "1"
            elif key in _CHOICES and value in _CHOICES[key][1]:
                found[_CHOICES[key][0]] = value
            elif key == "l" and value in {str(level.step) for level in self._payload.levels}:
                found["step"] = int(value)
            elif key == "m" and value.isdecimal():
                found["more"] = int(value)
            elif key == "g" and value in _LANGUAGES:
                found["language"] = value
            elif key == "y" and (years := _YEARS.fullmatch(value)):
                found["years"] = int(years[1]), int(years[2])
            elif key not in {*_LISTED, "e", "f", "d", "n", "r"} and key.removeprefix("-") not in FACETS:
                self.unread.append(f"{key}={value}")
        return found

    def _opened(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Return the nodes and edges that were opened or put away."""
        found = {name: frozenset(self._numbers(given.get(key, ""))) for key, name in _LISTED.items()}
        edges = (
            {
                f"{self._payload.statements[edge.statement].id}~{self._payload.slots[edge.slot].name}": e
                for e, edge in enumerate(self._payload.edges)
            }
            if given.get("e")
            else {}
        )
        return {**found, "forced": frozenset(self._known(given.get("e", "").split(), edges))}

    def _numbers(self, text: str) -> list[int]:
        return self._known(text.split(), self._nodes)

    def _known(self, names: list[str], known: Mapping[str, _Found]) -> list[_Found]:
        self.unread += [name for name in names if name not in known]
        return [known[name] for name in names if name in known]

    def _off(self, given: Mapping[str, str]) -> dict[str, frozenset[Key]]:
        return {name: frozenset(self._values(name, given[f"-{name}"])) for name in FACETS if f"-{name}" in given}

    def _shut(self, given: Mapping[str, str]) -> frozenset[int]:
        frames = self._values("place", given["f"]) if given.get("f") else []
        return frozenset(key for key in frames if isinstance(key, int))

    def _values(self, name: str, text: str) -> list[Key]:
        """Return the values of a facet that lines of text name; several may have one name."""
        known: dict[str, list[Key]] = {}
        for key, word in self._facets.texts(name).items():
            known.setdefault(word, []).append(key)
        return [key for keys in self._known([line for line in text.split("\n") if line], known) for key in keys]

    def _moved(self, given: Mapping[str, str]) -> dict[int, Point]:
        found = {}
        for text in given.get("d", "").split():
            spot = _SPOT.fullmatch(text)
            if spot and spot[1] in self._nodes:
                found[self._nodes[spot[1]]] = float(spot[2]), float(spot[3])
            else:
                self.unread.append(text)
        return found

    def _around(self, given: Mapping[str, str]) -> tuple[int, int] | None:
        name, _, steps = given.get("r", "").rpartition("~")
        if name in self._nodes and steps.isdecimal() and int(steps):
            return self._nodes[name], int(steps)
        self.unread += [given["r"]] if given.get("r") else []
        return None

    def _named(self, given: Mapping[str, str]) -> str:
        name = given.get("n", "")
        if name and name not in self._nodes and all(name != row.id for row in self._payload.statements):
            self.unread.append(name)
            return ""
        return name

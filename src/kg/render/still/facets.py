"""How a statement or node is sorted for a filter, as in `page/model.js` and `page/filters.js`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from kg.reading.computed import INFERRED, STATED
from kg.render.contract import Payload

if TYPE_CHECKING:
    from kg.render.still.state import State

Key = int | str
_OF_KIND: Final = {"capacity": "involvement", "role": "tenure", "relation": "relation", "indicator": "observation"}
_BEFORE, _AFTER = ("band", "kind", *_OF_KIND), ("source", "certainty", "judgement", "modality")
OF_STATEMENTS: Final = (*_BEFORE, *_AFTER)
FACETS: Final = ("type", *_BEFORE, "place", *_AFTER)
_DISPUTED: Final = ("undisputed", "disputed")


@dataclass(frozen=True)
class Facets:
    """The facets of a payload."""

    payload: Payload

    def key(self, name: str, statement: int) -> Key | None:
        """Return under what a facet sorts a statement; None where it is not about it."""
        row = self.payload.statements[statement]
        if name in _OF_KIND:
            return row.predicate if self._slug(row.kind) == _OF_KIND[name] else None
        if name == "certainty":
            return INFERRED if row.inferred else STATED
        if name == "judgement":
            return _DISPUTED[statement in self.disputed]
        found: int = getattr(row, name)
        return found

    @cached_property
    def disputed(self) -> frozenset[int]:
        """The statements on which judgements do not agree."""
        return frozenset(n for row in self.payload.judged if row.disputed for n in (row.left, row.right))

    def texts(self, name: str) -> dict[Key, str]:
        """Return for each value of a facet the text that a link has for it, in the order in which they occur."""
        payload = self.payload
        keys: dict[Any, None]
        if name == "type":
            keys = dict.fromkeys(row.type for row in payload.nodes)
        elif name == "place":
            keys = dict.fromkeys(row.frame for row in payload.nodes)
        else:
            keys = dict.fromkeys(self.key(name, s) for s in range(len(payload.statements)))
        return {key: self._text(name, key) for key in keys if key is not None}

    def _text(self, name: str, key: Key) -> str:
        if isinstance(key, str):
            return key
        if name == "band":
            return self.payload.bands[key].name
        if key < 0:
            return "-"
        if name == "source":
            return self.payload.sources[key].slug
        return self.payload.frames[key].zh if name == "place" else self._slug(key) or "-"

    def _slug(self, term: int) -> str:
        return self.payload.terms[term].slug if term >= 0 else ""

    def not_actual(self) -> frozenset[Key]:
        """Return the modalities that are off at first: those not actual, unless the graph is drawn with them."""
        said, about = self.payload.statements, self.payload.about
        drawn = {said[edge.statement].modality for edge in self.payload.edges}
        return frozenset({row.modality for row in said} - drawn - {about.actual})

    def passes(self, state: State) -> list[bool]:
        """Return for each statement whether a state's filters and years let it through."""
        chosen = {name: off for name in OF_STATEMENTS if (off := state.off.get(name))}
        return [self._passes(s, chosen, state) for s in range(len(self.payload.statements))]

    def _passes(self, statement: int, chosen: Mapping[str, frozenset[Key]], state: State) -> bool:
        if any(self.key(name, statement) in off for name, off in chosen.items()):
            return False
        first, last = self.years(statement)
        if first is None and last is None:
            return state.undated
        if not state.years:
            return True
        begins, ends = state.years
        lasts = self.payload.statements[statement].sense >= 0
        return (last >= begins if last is not None else lasts or (first or 0) >= begins) and (
            first is None or first <= ends
        )

    def years(self, statement: int) -> tuple[int | None, int | None]:
        """Return the first and the last year of a statement, None where it has none."""
        row = self.payload.statements[statement]
        return _year(row.first), _year(row.last)


def _year(day: str) -> int | None:
    return int(day[:4]) if day else None

"""The title of a view: who led, started ..., of what or about what is drawn, and what a reader has narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.render.bands import UNDERTAKINGS, title_of
from kg.render.still.choice import Drawn
from kg.render.still.facets import FACETS, OF_STATEMENTS, Key
from kg.render.still.looks import term

_NAMED_VALUES: Final = 3  # more of them are counted


def title(drawn: Drawn) -> str:
    """Return the title, as `page/view.js` writes it."""
    about, english = drawn.payload.about, drawn.language == "en"
    pair = about.subject, about.subject_en
    if not about.fixed:
        undertaking = bool(drawn.centres) and all(drawn.lane(n) == UNDERTAKINGS for n in drawn.centres)
        pair = title_of(pair, drawn.state.step, undertaking=undertaking, posts=drawn.state.posts and drawn.has_posts)
    whole, narrowed = (pair[1] or pair[0]) if english else pair[0], list(_narrowing(drawn))
    return word(drawn, "narrowed", whole, word(drawn, "joint").join(narrowed)) if narrowed else whole


def word(drawn: Drawn, name: str, *values: object) -> str:
    """Return a text that the page and the picture share, by its name, its gaps filled."""
    row = next(row for row in drawn.payload.lines if row.name == name)
    pattern = row.en if drawn.language == "en" else row.zh
    for value in values:
        pattern = pattern.replace("{}", str(value), 1)
    return pattern


def _narrowing(drawn: Drawn) -> Iterator[str]:
    """Yield what a reader has narrowed: the surroundings of a node, years, values of filters, nodes."""
    state = drawn.state
    if state.around:
        yield word(drawn, "narrowed-around", drawn.label(state.around[0]), state.around[1])
    if state.years:
        told = "–".join(dict.fromkeys(map(str, state.years)))
        yield word(drawn, "narrowed-years", told) if state.undated and drawn.facets.has_undated else told
    elif not state.undated:
        yield word(drawn, "narrowed-dated")
    for name in _ORDER:
        yield from _of_facet(drawn, name)
    if state.hidden and not state.around:
        yield word(drawn, "narrowed-hidden", len(state.hidden))


_ORDER: Final = ("type", *OF_STATEMENTS[:6], "place", *OF_STATEMENTS[6:])


def _of_facet(drawn: Drawn, name: str) -> Iterator[str]:
    off = drawn.state.off.get(name, frozenset[Key]())
    first = drawn.facets.not_actual() if name == "modality" else frozenset[Key]()
    if off == first:
        return
    keys, own = drawn.facets.keys(name), word(drawn, f"facet-{name}")
    away, back = [k for k in keys if k in off - first], [k for k in keys if k in first - off]
    left = [k for k in keys if k not in off] if away else []
    if len(away) > len(left) > 0:
        yield word(drawn, "narrowed-only", own, _said(drawn, name, left))
    elif away:
        yield word(drawn, "narrowed-without", own, _said(drawn, name, away))
    if back:
        yield word(drawn, "narrowed-also", own, _said(drawn, name, back))


def _said(drawn: Drawn, name: str, keys: Sequence[Key]) -> str:
    if len(keys) > _NAMED_VALUES:
        return word(drawn, "narrowed-many", len(keys))
    return word(drawn, "comma").join(_label(drawn, name, key) for key in keys)


def _label(drawn: Drawn, name: str, key: Key) -> str:
    """Return what a value of a facet is called."""
    payload, english = drawn.payload, drawn.language == "en"
    if isinstance(key, str):
        return word(drawn, key if name == "certainty" or key == "disputed" else f"facet-{key}")
    if name == "source":
        return f"{payload.sources[key].title} {payload.sources[key].date}" if key >= 0 else ""
    if name == "place" and key < 0:
        return word(drawn, "facet-no-place")
    if name in {"place", "band"}:
        row = payload.frames[key] if name == "place" else payload.bands[key]
        return (row.en or row.zh) if english else row.zh
    return term(drawn, key)


if set(_ORDER) != set(FACETS):
    raise AssertionError("every facet has its turn in a title")

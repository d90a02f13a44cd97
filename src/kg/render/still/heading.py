"""The title of a picture: who led, started ..., of what or about what is drawn, and what was narrowed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.citation import plain
from kg.render.bands import POSTS, UNDERTAKINGS, title_of
from kg.render.contract import SourceRow
from kg.render.still.choice import Drawn, word
from kg.render.still.facets import FACETS, Key
from kg.render.still.looks import term

_NAMED_VALUES: Final = 3  # more of them are counted


def title(drawn: Drawn) -> str:
    """Return the title in the language of the picture."""
    about, payload = drawn.payload.about, drawn.payload
    pair = about.subject, about.subject_en
    if not about.fixed:
        undertaking = bool(drawn.centres) and all(drawn.lane(n) == UNDERTAKINGS for n in drawn.centres)
        has_posts = any(edge.core and drawn.step(e) == POSTS for e, edge in enumerate(payload.edges))
        posts = drawn.state.posts and has_posts
        pair = title_of(pair, drawn.state.step, undertaking=undertaking, posts=posts)
    whole = (pair[1] or pair[0]) if drawn.language == "en" else pair[0]
    narrowed = word(drawn, "joint").join(_narrowing(drawn))
    return whole + word(drawn, "aside", text=narrowed) if narrowed else whole


def _narrowing(drawn: Drawn) -> Iterator[str]:
    """Yield what a reader has narrowed: years, the surroundings of a node, values of a filter, nodes."""
    state = drawn.state
    if state.around:
        node, steps = state.around
        yield word(drawn, "around-1" if steps == 1 else "around", n=steps, name=drawn.label(node))
    if state.years:
        undated = state.undated and any(
            drawn.facets.years(s) == (None, None) for s in range(len(drawn.payload.statements))
        )
        yield "–".join(dict.fromkeys(map(str, state.years))) + (word(drawn, "undated-too") if undated else "")
    elif not state.undated:
        yield word(drawn, "dated-only")
    for name in FACETS:
        yield from _narrowed(drawn, name)
    if state.hidden and not state.around:
        hidden = len(state.hidden)
        yield word(drawn, "put-away-1" if hidden == 1 else "put-away", n=hidden)


def _narrowed(drawn: Drawn, name: str) -> Iterator[str]:
    """Yield what a filter leaves, leaves out or lets in, whichever is shorter to say."""
    first = drawn.facets.not_actual() if name == "modality" else frozenset[Key]()
    away, keys = drawn.state.off.get(name, frozenset[Key]()), list(drawn.facets.texts(name))
    off = [key for key in keys if key in away and key not in first]
    left = [key for key in keys if key not in away] if off else []
    back = [key for key in keys if key in first and key not in away]
    named = word(drawn, f"facet-{name}")
    if len(off) > len(left) and left:
        yield word(drawn, "only", name=named, values=_values(drawn, name, left))
    elif off:
        yield word(drawn, "without", name=named, values=_values(drawn, name, off))
    if back:
        yield word(drawn, "also", name=named, values=_values(drawn, name, back))


def _values(drawn: Drawn, name: str, keys: Sequence[Key]) -> str:
    if len(keys) > _NAMED_VALUES:
        return word(drawn, "items", n=len(keys))
    return word(drawn, "list").join(_value(drawn, name, key) for key in keys)


def _value(drawn: Drawn, name: str, key: Key) -> str:
    """Return what a filter calls a value."""
    payload, english = drawn.payload, drawn.language == "en"
    if isinstance(key, str):
        return word(drawn, key)
    if name == "source":
        return _source(payload.sources[key], english=english) if key >= 0 else ""
    if name == "place" and key < 0:
        return word(drawn, "no-place")
    if name in {"place", "band"}:
        row = payload.frames[key] if name == "place" else payload.bands[key]
        return (row.en or row.zh) if english else row.zh
    return term(drawn, key)


def _source(row: SourceRow, *, english: bool) -> str:
    """Return the title and date of a source; in English what the title means before it as printed."""
    gloss = row.cited_en.get("title_gloss", "") if english else ""
    return f"{plain(gloss)} ({row.title}) {row.date}" if gloss else f"{row.title} {row.date}"

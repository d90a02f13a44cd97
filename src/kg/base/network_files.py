"""What goes with a network into a file: its methods record, and what a program asks of the store besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.base.edition import edition_of
from kg.network.edges import AnyGraph
from kg.network.labelled import labelled
from kg.network.methods import Described, Methods
from kg.network.projections import GROUPS
from kg.network.silence import silence
from kg.network.tools import Filed, Material, Silence, Wish, tool_files
from kg.reading.whole import collector_paused, whole
from kg.reading.years import years_text
from kg.terms.namespaces import curie, expand

if TYPE_CHECKING:
    from kg.base.base import Base
    from kg.base.networks import View


def methods_of(base: Base, view: View, graph: AnyGraph, what: str, options: Mapping[str, object]) -> Methods:
    """Return the methods record of a network that was made of a view, by a command (`export`) with some options."""
    things = tuple(curie(centre[0]) for centre in view.centres)
    chosen = {
        "groups": bool(GROUPS & view.people),
        "through_places": view.through_places,
        "waves": years_text(view.waves) if any(view.waves) else "",
    }
    described = Described(what, things, view.hops, {**chosen, **options})
    return Methods.of(graph, described, view.selection, view.coverage, edition_of(base), view.language)


def with_labels(view: View, graph: AnyGraph, labels: str) -> AnyGraph:
    """Return a network that was made of a view with labels in `zh`, in `en` (those of places too) or in `both`."""

    def english(place: str) -> str:
        entity = view.reading.entities.get(expand(place) or "")
        return entity.label("en") if entity else ""

    return labelled(graph, labels, english)


def files_for(view: View, graph: AnyGraph, wish: Wish, output: str, methods: Methods | None = None) -> Filed:
    """Return a network that was made of a view as the files of one program."""

    def read_silence() -> Silence:
        with collector_paused():  # around things not all is read, and coverage counts what every source says
            return silence(whole(view.store, view.ontology), view.ontology)

    material = Material(graph, view.coverage.years, view.language, wish.possible, view.years, wish.window)
    material = replace(material, silent_is_zero=wish.silent_is_zero, silence=read_silence)
    return tool_files(material, wish.tool, output, methods)

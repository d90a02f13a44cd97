"""Namespaces, prefixed names and the minting of IRIs.

Every IRI of the project lies under `BASE`. Readable local names are minted by `mint` alone, so that a name that is
safe in one Turtle parser is safe in all of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from typing import Final

BASE: Final = "https://w3id.org/programs-and-actors/"
KG: Final = BASE + "ontology/"

ENTITY_PREFIXES: Final = (
    "area",
    "body",
    "deed",
    "document",
    "event",
    "group",
    "honour",
    "initiative",
    "person",
    "place",
    "someone",
)
CONCEPT_PREFIXES: Final = (
    "bound",
    "capacity",
    "classification",
    "entry",
    "exit",
    "genre",
    "ground",
    "indicator",
    "kind",
    "level",
    "manner",
    "measure",
    "modality",
    "part-kind",
    "question",
    "reason",
    "relation",
    "review",
    "role",
    "section",
    "sense",
    "side",
    "standing",
    "status",
    "succession",
    "tier",
    "unit",
    "when",
)
RECORD_PREFIXES: Final = ("graph", "judgement", "part", "quote", "source", "statement")

STANDARD: Final = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    **{name: f"{BASE}{name}/" for name in (*ENTITY_PREFIXES, *CONCEPT_PREFIXES, *RECORD_PREFIXES)},
    **STANDARD,
}

RDF_TYPE: Final = STANDARD["rdf"] + "type"
EDTF: Final = STANDARD["edtf"] + "EDTF"
SKOS: Final = STANDARD["skos"]
XSD: Final = STANDARD["xsd"]

ENTITIES_GRAPH: Final = BASE + "graph/entities"
JUDGEMENTS_GRAPH: Final = BASE + "graph/judgements"
REGISTER_GRAPH: Final = BASE + "graph/register"
ONTOLOGY_GRAPH: Final = BASE + "graph/ontology"
DERIVED_GRAPH: Final = BASE + "graph/derived"
FIXED_GRAPHS: Final = frozenset({ENTITIES_GRAPH, JUDGEMENTS_GRAPH, REGISTER_GRAPH, ONTOLOGY_GRAPH, DERIVED_GRAPH})

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_BY_NAMESPACE: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def source_graph(source: str) -> str:
    """Return the graph of what a source itself says, by the source's IRI."""
    return PREFIXES["graph"] + slug(source)


def derived_graph(source: str) -> str:
    """Return the graph of what is computed and derived from one source alone, by the source's IRI."""
    return f"{PREFIXES['graph']}derived/{slug(source)}"


def local_name(text: str) -> str:
    """Return `text` as a local name that rdflib and Oxigraph both read in a prefixed name.

    NFC; letters and digits of the Basic Multilingual Plane, `-` and `_` stay, each other character becomes `_`.
    An empty text becomes `_`; a leading `-` becomes `_`.
    """
    kept = "".join(c if _is_safe(c) else "_" for c in unicodedata.normalize("NFC", text))
    if not kept:
        return "_"
    return "_" + kept[1:] if kept[0] == "-" else kept


def _is_safe(character: str) -> bool:
    if character in "-_":
        return True
    if character.isascii():
        return character.isalnum()
    # Oxigraph follows the grammar's ranges, rdflib a wider guess; ideographs and letters of the BMP are in both.
    return (
        ord(character) <= _LAST_OF_BMP
        and unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lm", "Lo"}
        and (_in_grammar(ord(character)))
    )


def _in_grammar(code: int) -> bool:
    """Say whether a code point is PN_CHARS_BASE of the Turtle grammar (https://www.w3.org/TR/turtle/#grammar)."""
    return any(low <= code <= high for low, high in _PN_CHARS_BASE)


_LAST_OF_BMP: Final = 0xFFFF
_PN_CHARS_BASE: Final = (
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2FF),
    (0x370, 0x37D),
    (0x37F, 0x1FFF),
    (0x200C, 0x200D),
    (0x2070, 0x218F),
    (0x2C00, 0x2FEF),
    (0x3001, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD),
)


def mint(prefix: str, name: str, qualifier: str = "", *, taken: Container[str] = ()) -> str:
    """Return a new IRI `prefix:name` or `prefix:name-qualifier`, with `-2`, `-3` ... while it is in `taken`.

    What quotation marks leave at the ends of the name is taken off: “一桌土菜” becomes `一桌土菜`. Raises `KeyError`
    when the prefix is not one of `PREFIXES`.
    """
    stem = (local_name(name).strip("_-") or "_") + (f"-{local_name(qualifier)}" if qualifier else "")
    iri, number = PREFIXES[prefix] + stem, 2
    while iri in taken:
        iri, number = f"{PREFIXES[prefix]}{stem}-{number}", number + 1
    return iri


def curie(iri: str) -> str:
    """Return `prefix:local` for an IRI of a known namespace, else the IRI itself."""
    head = iri[: iri.rfind("/") + 1]
    if head in _PREFIX_OF:  # true of nearly all, and much faster than trying every namespace
        return f"{_PREFIX_OF[head]}:{iri[len(head) :]}"
    for prefix, namespace in _BY_NAMESPACE:
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> str | None:
    """Return the IRI of a prefixed name, or None when its prefix is unknown."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None


def slug(iri: str) -> str:
    """Return what follows the last `/` or `#` of an IRI; an empty text for an empty one."""
    found = iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
    return found or iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def prefix_of(iri: str) -> str:
    """Return the prefix of an IRI, or an empty string when no namespace fits."""
    name = curie(iri)
    return name.partition(":")[0] if name != iri else ""

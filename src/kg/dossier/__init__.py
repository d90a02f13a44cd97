"""All that is said of one thing, what is said against it, and what no source says: values, text, Markdown."""

from kg.document.markdown import blocks_markdown
from kg.document.text import blocks_text
from kg.dossier.choosing import chosen_record, chosen_sections
from kg.dossier.entries import Entry
from kg.dossier.model import Comparison, Dossier, Gap, Group, Identity, Reference, Section
from kg.dossier.outline import outline
from kg.dossier.read import dossier

__all__ = [
    "Comparison",
    "Dossier",
    "Entry",
    "Gap",
    "Group",
    "Identity",
    "Reference",
    "Section",
    "blocks_markdown",
    "blocks_text",
    "chosen_record",
    "chosen_sections",
    "dossier",
    "outline",
]

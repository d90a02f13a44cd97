"""All that is said of one thing, what is said against it, and what no source says: values, text, Markdown."""

from kg.dossier.entries import COMPUTED, Entry, Reader
from kg.dossier.markdown import blocks_markdown
from kg.dossier.model import Comparison, Dossier, Gap, Group, Identity, Section, SourceNote
from kg.dossier.outline import outline
from kg.dossier.read import dossier
from kg.dossier.text import blocks_text

__all__ = [
    "COMPUTED",
    "Comparison",
    "Dossier",
    "Entry",
    "Gap",
    "Group",
    "Identity",
    "Reader",
    "Section",
    "SourceNote",
    "blocks_markdown",
    "blocks_text",
    "dossier",
    "outline",
]

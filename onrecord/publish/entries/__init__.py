"""Entries of the registers as people read them: one form for the terminal, the brief, the dossier and the desk."""

from onrecord.publish.entries.every import MEANS, TELLERS, TITLES, Section, named_victims, sections
from onrecord.publish.entries.form import Entry, Fact

__all__ = ["MEANS", "TELLERS", "TITLES", "Entry", "Fact", "Section", "named_victims", "sections"]

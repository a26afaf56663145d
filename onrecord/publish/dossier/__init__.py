"""A dossier of an event, place, period, source or victim group, as HTML, PDF and DOCX. See docs/brief.md."""

from __future__ import annotations

from onrecord.publish.dossier.content import Custody, Dossier, Entered, dossier
from onrecord.publish.dossier.document import write_docx
from onrecord.publish.dossier.page import render, write_pdf
from onrecord.publish.dossier.scope import Scope

__all__ = ["Custody", "Dossier", "Entered", "Scope", "dossier", "render", "write_docx", "write_pdf"]

"""The parser of PDFs with scanned pages, a name of its own for the child process: the same as pdf, with text recognition."""

from __future__ import annotations

from onrecord.read.formats import pdf
from onrecord.read.formats.base import Parsed


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    return pdf.parse(raw, max_chars, recognise=True)

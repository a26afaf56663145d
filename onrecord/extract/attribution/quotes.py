"""Quotations of a text as spans, their marks included. Linear.

Straight and curly double marks, single marks used as quotation marks, two single marks for a double one, guillemets. A quotation that
a paragraph leaves open ends with the paragraph when the next one opens with a mark again (the printers' rule), or with the sentence.
"""

from __future__ import annotations

import re

from onrecord.extract.text import paragraphs
from onrecord.records import Span

_MARKS = re.compile(r"''|[\"“”„«»‘’'`]")
_OPEN = {"“": "”", "„": "”“", "«": "»", "‘": "’"}
# A straight mark left open is closed by force after this many characters: it was a stray inch or apostrophe.
LONGEST = 3000


def quotations(text: str) -> list[Span]:
    """Quotations in order, none inside another."""
    found: list[Span] = []
    for block in paragraphs(text):
        found += _in_paragraph(text, block)
    return found


def _in_paragraph(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    for m in _MARKS.finditer(text, block.start, block.end):
        mark, at = m.group(), m.start()
        before = text[at - 1] if at > block.start else " "
        after = text[m.end()] if m.end() < block.end else " "
        if opened is None:
            closing = _closing(mark, before, after)
            if closing:
                opened = (at, closing)
        elif mark in opened[1] or (mark == opened[1]):
            if mark in "'’" and mark != "''" and (after.isalnum() or (before.isspace() and not after.isspace())):
                continue  # an apostrophe, not the end
            found.append(Span(opened[0], m.end()))
            opened = None
    if opened is not None and opened[1] not in ("'", "’"):
        found.append(Span(opened[0], block.end))
    return [q for q in found if len(q) > 2]


def _closing(mark: str, before: str, after: str) -> str | None:
    """The mark that would close a quotation opened here, or None where none opens."""
    if mark == '"':
        return '"”' if not after.isspace() or before.isspace() else None
    if mark in ("“", "„", "«"):
        return _OPEN[mark] + ('"' if mark == "“" else "")
    if mark == "''":
        return "''"
    opens = (before.isspace() or before in "([—–-:") and not after.isspace() and not after.isdigit()
    if mark == "‘" and opens:
        return "’"
    if mark in ("'", "`") and opens and after.isalpha():
        return "'"
    return None

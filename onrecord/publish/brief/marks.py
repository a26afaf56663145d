"""A report's text as HTML with its claims marked; marks may nest, coincide and overlap.

Every code point of the text stands in the page once and in order, so that what a reader selects and copies is the report's own
words: claim numbers are drawn by the style sheet, not written into the text.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.publish.brief.wording import shown

# Parsers of HTML flatten what is nested deeper than about 500 elements; nobody can read marks nested deeper than this.
_DEEPEST = 24
_BREAK = re.compile(r"(\n[ \t]*\n\s*)|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One stretch of a text that something on the page points to. claims: (number, event's anchor) of the claims it is the quote of."""

    start: int
    end: int
    anchor: str
    claims: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark, or the part of it that fits inside the mark around it."""

    mark: Mark
    end: int
    first: bool
    last: bool


def pieces(text: str, marks: Sequence[Mark]) -> Iterator[str | Piece | None]:
    """Stretches of text, openings (a Piece) and closings (None), properly nested. A mark that crosses the end of another is split."""
    waiting = [(m.start, -m.end, n, True, m) for n, m in enumerate(marks) if 0 <= m.start < m.end <= len(text)]
    heapq.heapify(waiting)
    nested: list[Piece] = []
    at = 0
    while waiting or nested:
        close = bool(nested) and (not waiting or nested[-1].end <= waiting[0][0])
        here = nested[-1].end if close else waiting[0][0]
        if here > at:
            yield text[at:here]
            at = here
        if close:
            nested.pop()
            yield None
            continue
        _, minus_end, n, first, mark = heapq.heappop(waiting)
        end = -minus_end
        inner = min(end, nested[-1].end) if nested else end
        if inner < end and len(nested) < _DEEPEST:
            heapq.heappush(waiting, (inner, -end, n, False, mark))
        piece = Piece(mark, inner, first, inner == end)
        yield piece
        if len(nested) < _DEEPEST:
            nested.append(piece)
        else:
            yield None
    yield text[at:]


def marked_text(text: str, marks: Sequence[Mark]) -> tuple[Markup, list[str]]:
    """The text with its marks, and the anchors of the marks that had to be split (their later parts carry class `of-ANCHOR`)."""
    html: list[str] = []
    open_pieces: list[Piece] = []
    split: list[str] = []
    for token in pieces(text, marks):
        if token is None:
            html.append(_close(open_pieces.pop()))
        elif isinstance(token, Piece):
            open_pieces.append(token)
            if not token.first and (not split or split[-1] != token.mark.anchor):
                split.append(token.mark.anchor)
            html.append(_open(token))
        else:
            html.append(_plain(token))
    return Markup("".join(html)), sorted(set(split))


def _open(piece: Piece) -> str:
    name = f' id="{piece.mark.anchor}"' if piece.first else ""
    classes = ["q"] if piece.mark.claims else []
    classes += [] if piece.first else [f"of-{piece.mark.anchor}"]
    tag = "mark" if piece.mark.claims else "span"
    return f"<{tag}{name}" + (f' class="{" ".join(classes)}"' if classes else "") + ">"


def _close(piece: Piece) -> str:
    tag = "mark" if piece.mark.claims else "span"
    if not piece.last:
        return f"</{tag}>"
    notes = "".join(f'<a class="n" href="#k{number}" data-n="{number}" aria-label="claim {number}"></a>' for number, _ in piece.mark.claims)
    if piece.mark.claims:
        notes += f'<a class="back" href="#{piece.mark.claims[0][1]}" aria-label="back"></a>'
    return f"{notes}</{tag}>"


def _plain(text: str) -> str:
    """Escaped, with blank lines as paragraph gaps. A single line end before a small letter is a wrapped line: it stays a space."""
    html: list[str] = []
    at = 0
    for found in _BREAK.finditer(text):
        html.append(str(escape(shown(text[at : found.start()]))))
        if found.group(1):
            html.append(f'<span class="gap">{found.group()}</span>')
        elif text[found.end() : found.end() + 1].islower():
            html.append("\n")
        else:
            html.append('<span class="eol">\n</span>')
        at = found.end()
    html.append(str(escape(shown(text[at:]))))
    return "".join(html)

"""A claim's words in their report: the passage around them, so that nobody has to judge a quote out of its context."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from onrecord.desk.index import DeskIndex
from onrecord.publish.brief.marks import pieces
from onrecord.publish.brief.wording import shown
from onrecord.records import Claim

_AROUND = 240  # code points before and after the words, to the nearest end of a sentence or paragraph
_STOP = re.compile(r"(?<=[.!?؟。])\s+|\n\s*\n")


def passage(claim: Claim, index: DeskIndex, *, around: int = _AROUND) -> Markup:
    """The report's words around a claim, the claim's own marked. No code point is left out between the cuts."""
    text = index.picture.reports[claim.report].text
    start, end = _begin(text, claim.quote.start, around), _finish(text, claim.quote.end, around)
    marks = [
        replace(m, start=max(m.start, start) - start, end=min(m.end, end) - start)
        for m in index.marks_of(claim)
        if m.start < end and start < m.end
    ]
    html: list[str] = ["… "] if start else []
    closing: list[str] = []
    for token in pieces(text[start:end], marks):
        if token is None:
            html.append(closing.pop())
        elif isinstance(token, str):
            html.append(str(Markup.escape(shown(token))))
        else:
            tag = "mark" if token.mark.claims else "u"
            html.append(f"<{tag}>")
            closing.append(f"</{tag}>")
    return Markup("".join(html) + (" …" if end < len(text) else ""))


def _begin(text: str, at: int, around: int) -> int:
    """The last beginning of a sentence or paragraph before `at`, but one; no further away than around."""
    least = max(0, at - around)
    starts = [m.end() for m in _STOP.finditer(text, least, at) if m.end() <= at]
    return (starts[-2] if len(starts) > 1 else starts[0]) if starts else (0 if least == 0 else _word(text, least))


def _finish(text: str, at: int, around: int) -> int:
    most = min(len(text), at + around)
    stop = _STOP.search(text, min(at + 1, len(text)), most)
    if stop:
        return stop.start()
    return most if most == len(text) else _word(text, most)


def _word(text: str, at: int) -> int:
    """The next end of a word."""
    found = re.compile(r"\s").search(text, at)
    return found.end() if found and found.end() - at < 40 else at

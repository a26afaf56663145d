"""Sentences, paragraphs and words of a text, as spans. Linear in the length of the text.

Own code rather than a library: offsets must be exact on texts whose apostrophes and commas were stripped, and a claim must not be cut
at "Gen. Smith" or "St. Petersburg"; the splitters on offer are slow or lose offsets.
"""

from __future__ import annotations

import re

from onrecord.records import Span

WORD = re.compile(r"\w+(?:\.?['’.\-]\w+)*")

_END = re.compile(r"[.!?…؟۔।॥။]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”]*")
_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•–]\s|\d+[.)]\s))|\n")
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof gen lt col maj capt sgt cpl adm brig cmdr sen rep gov pres st mt ft no vs etc inc ltd co corp dept "
        "jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k u.n a.m p.m approx est rev hon"
    ).split()
)


def paragraphs(text: str) -> list[Span]:
    """Stretches between line breaks, without the white space around them."""
    spans, at = [], 0
    for gap in [*_BREAK.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        span = _trim(text, at, stop)
        if span:
            spans.append(span)
        at = gap.end() if gap else stop
    return spans


def sentences(text: str) -> list[Span]:
    """Sentences in order; none crosses a line break, white space around them is left out."""
    found = []
    for block in paragraphs(text):
        at = block.start
        for end in _END.finditer(text, block.start, block.end):
            if end.end() < block.end and not _ends(text, end):
                continue
            span = _trim(text, at, end.end())
            if span:
                found.append(span)
            at = end.end()
        rest = _trim(text, at, block.end)
        if rest:
            found.append(rest)
    return found


def words(text: str, span: Span | None = None) -> list[Span]:
    """Words as spans; "U.S.-led" and "al-Assad's" are one word each."""
    start, end = (span.start, span.end) if span else (0, len(text))
    return [Span(m.start(), m.end()) for m in WORD.finditer(text, start, end)]


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether this full stop closes a sentence: not after an abbreviation or an initial, and something like a beginning follows."""
    ahead = text[stop.end() : stop.end() + 3].lstrip()
    if ahead and ahead[0].islower():
        return False
    if not stop.group().startswith(".") or stop.group() != ".":
        return True
    before = re.search(r"[\w.]+$", text[max(0, stop.start() - 20) : stop.start()])
    word = before.group().lower() if before else ""
    # "Gen. Smith" and "J. Smith" go on; an initialism that closes a sentence is read on too, the smaller harm.
    return not (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()))


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None

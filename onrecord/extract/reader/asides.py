"""Nested asides that say who holds a place: "the rebel-held town of X", "X, which the army has held since May", "controlled by X".

Guideline: such an aside inside another claim is a claim of its own, control_status, with its own short quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.extract.attribution.phrases import phrase_after
from onrecord.extract.attribution.tokens import tokens_of
from onrecord.records import Span
from onrecord.vocab import load
from onrecord.vocab.findings import Change

# Words are bounded, so that no run of letters, however long, is walked more than once.
_WORD = r"[\w’'\-]{1,30}"
_NAME = r"(?:[A-Z][\w'’\-]{0,30}|al-[A-Z][\w'’]{0,30})"
_PLACE = rf"{_NAME}(?:[ ](?:(?:al|el|ez|of|de)[ ])?{_NAME}){{0,3}}"
_UNITS = r"(?:city|town|village|province|district|region|airport)"
_KIND = r"""(?:city|towns?|villages?|districts?|province|regions?|areas?|neighbou?rhoods?|suburbs?|enclave|pocket|parts?|half|side
    |quarters?|territory|countryside|outskirts|airport|port|base|camp|stronghold|bastion|capital|zones?|sector|bank|sections?)"""


@dataclass(frozen=True, slots=True)
class Aside:
    """Words inside a sentence that say who holds what."""

    quote: Span
    holder: Span
    place: Span
    extent: str
    change: Change = Change.HOLD


@cache
def _held() -> re.Pattern[str]:
    suffix = "|".join(load.control_words("hold", "suffixes"))
    return re.compile(
        rf"""(?:\b(?P<extent>mostly|largely|partly)[ ])?
        (?P<holder>(?:{_NAME}(?:[ ](?=[A-Z]))?){{1,3}}|\b[a-z]{{3,20}})[-‑](?:{suffix})\b
        (?:[ ](?!(?:in|near|and|by|on|after)\b){_WORD}){{0,4}}?
        [ ](?P<place>{_PLACE}(?:[ ]{_UNITS})?|{_KIND}\b(?:[ ](?:of|in)[ ](?:the[ ])?(?:{_WORD}[ ]){{0,3}}?{_PLACE})?)""",
        re.VERBOSE,
    )


def held_places(text: str, span: Span) -> Iterator[Aside]:
    """ "rebel-held east Aleppo": the holder is the first half of the compound, the place what follows it."""
    for m in _held().finditer(text, span.start, span.end):
        words = m.group()
        place = Span(m.start("place"), m.end("place"))
        named = _NAMED.search(m.group("place"))
        if named:
            place = Span(m.start("place") + named.start("name"), m.end("place"))
        elif not _PROPER.match(m.group("place")) or _STATE_RUN.match(words):
            continue  # "rebel-held areas" says no more than that rebels hold some; "state-run SANA" is no place
        extent = "most" if m.group("extent") in ("mostly", "largely") else "part" if _PART.search(words) else "all"
        yield Aside(Span(_with_article(text, m.start(), span.start), m.end()), Span(m.start("holder"), m.end("holder")), place, extent)


_PROPER = re.compile(rf"{_NAME}")
_STATE_RUN = re.compile(r"(?:state|party|government|family|privately|church)-run\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:parts?|half|areas?|districts?|neighbou?rhoods|suburbs|quarters?|side|sections?|partly|pockets?)\b")
_NAMED = re.compile(rf"(?:of|in)[ ](?:the[ ])?(?:{_WORD}[ ]){{0,3}}?(?P<name>{_PLACE})$")
_WHICH = re.compile(
    rf"""\b(?P<place>{_PLACE}),?[ ]+
    (?P<clause>(?:which|that)[ ](?P<holder>(?:the[ ])?(?:{_WORD}[ ]){{0,4}}?{_WORD})[ ](?:(?:has|have|had)[ ])?(?:held|controlled|ruled)
    (?:[ ]since[ ](?:{_WORD}[ ]?){{1,3}})?)""",
    re.VERBOSE,
)
_BY = re.compile(
    rf"""\b(?P<place>{_PLACE}|(?:{_WORD}[ ]){{0,2}}{_KIND}),?[ ]
    (?P<clause>(?:(?:which|that)[ ](?:is|was|are|were|has[ ]been|have[ ]been)[ ])?(?:(?:still|now|mostly|largely)[ ])?
    (?:held|controlled|run|ruled|occupied|dominated)[ ]by
    |(?:which[ ](?:is|are|was|were)[ ])?under[ ](?:the[ ])?(?:full[ ])?control[ ]of)[ ]""",
    re.VERBOSE,
)


def held_by(text: str, span: Span) -> Iterator[Aside]:
    """ "territory held by the rebels", "Manbij, which is controlled by ...": the holder stands behind the words."""
    for m in _BY.finditer(text, span.start, span.end):
        tokens = tokens_of(text, Span(m.end(), min(span.end, m.end() + 120)))
        found = phrase_after(tokens, 0, apposition=False) if tokens else None
        if found is None:
            continue
        holder = Span(tokens[found[1][0]].start, tokens[found[1][1] - 1].end)
        start = m.start("place") + _lead(m.group("place"))
        extent = "part" if _PART.search(m.group("place")) else "all"
        yield Aside(Span(_with_article(text, start, span.start), holder.end), holder, Span(start, m.end("place")), extent)


# "live in areas held by", "the road and territory held by": the place begins behind the small word
_SMALL = re.compile(r"(?:.*\s)?(?:in|of|to|and|from|into|at|near|through|for|a|an|the|with|between|pounding|on)\s", re.DOTALL)


def _lead(words: str) -> int:
    small = _SMALL.match(words)
    return small.end() if small else 0


def which_held(text: str, span: Span) -> Iterator[Aside]:
    """ "Maarat Misrin, which the rebels have held since 2012"."""
    for m in _WHICH.finditer(text, span.start, span.end):
        yield Aside(
            Span(m.start("clause"), m.end("clause")),
            Span(m.start("holder"), m.end("holder")),
            Span(m.start("place"), m.end("place")),
            "all",
        )


def _with_article(text: str, start: int, floor: int) -> int:
    for article in ("the ", "The ", "a ", "an "):
        if start - len(article) >= floor and text[start - len(article) : start] == article:
            return start - len(article)
    return start


FINDERS = (held_places, which_held, held_by)


def find_asides(text: str, span: Span) -> list[Aside]:
    """The asides of a stretch in order, none overlapping."""
    found: list[Aside] = []
    for aside in sorted((a for finder in FINDERS for a in finder(text, span)), key=lambda a: (a.quote.start, -a.quote.end)):
        if not found or aside.quote.start >= found[-1].quote.end:
            found.append(aside)
    return found

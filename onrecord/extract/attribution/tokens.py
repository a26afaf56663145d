"""Units of text to look for attributions in: sentences that no quotation crosses, as short lists of tokens.

A quotation of three words or more is one opaque token, so that a verb inside it is never taken for the cue outside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.text import sentences
from onrecord.records import Span
from onrecord.vocab import load

# "it's" is two words, "Russia's" is one; figures keep their commas; initials and domains keep their points.
_TOKEN = re.compile(
    r"(?i:\b(?:it|he|she|they|we|i|you|that|who|there|what)(?=['’](?:s|re|ve|ll|d|m)\b))"
    r"|\w+(?:[.,:/]\d+)*(?:['’\-]\w+|\.(?=\w)\w+)*|['’](?:s|re|ve|ll|d|m)\b|\.{3}|[^\w\s]"
)
_INITIALS = re.compile(r"(?:^|\s)(?:[A-Z]\.){1,3}$|\b(?:Rep|Sen|Gov|Gen|Col|Lt|Maj|Capt|Sgt|Mr|Mrs|Ms|Dr|Prof|Rev|St)\.$")
# A unit longer than this is cut: no English sentence needs more, and it keeps the whole linear.
MAX_TOKENS = 300


@dataclass(frozen=True, slots=True)
class Token:
    """One word, one mark, or one whole quotation."""

    start: int
    end: int
    text: str  # "" for a quotation
    lower: str
    kind: str  # word, number, mark, quote

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text with its tokens."""

    span: Span
    tokens: tuple[Token, ...]
    quoted: bool = False  # the unit lies inside a quotation


def token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    kind = "number" if word[0].isdigit() else "word" if (word[0].isalnum() or (word[0] in "'’" and len(word) > 1)) else "mark"
    return Token(start, end, word, word.lower().replace("’", "'"), kind)


def tokens_of(text: str, span: Span, quotations: Sequence[Span] = ()) -> list[Token]:
    """The tokens of a stretch; a quotation inside it that is not the stretch itself becomes one token."""
    found: list[Token] = []
    at = span.start
    for quote in quotations:
        if quote.start < at or quote.end > span.end:
            continue
        found += [token(text, m.start(), m.end()) for m in _TOKEN.finditer(text, at, quote.start)]
        found.append(Token(quote.start, quote.end, "", "", "quote"))
        at = quote.end
    found += [token(text, m.start(), m.end()) for m in _TOKEN.finditer(text, at, span.end)]
    return found


def units(text: str, quotations: Sequence[Span]) -> list[Unit]:
    """Sentences in order, joined where a quotation runs across them, with the quotations inside as opaque tokens.

    The inside of every quotation follows as units of its own, since a quoted speaker quotes others.
    """
    joined: list[Span] = []
    starts = [q.start for q in quotations]
    for sentence in sentences(text):
        if (
            joined
            and _INITIALS.search(text, max(joined[-1].start, joined[-1].end - 12), joined[-1].end)
            and "\n" not in text[joined[-1].end : sentence.start]
        ):
            joined[-1] = Span(joined[-1].start, sentence.end)  # "Rep. G.K. Butterfield" is no place to stop
            continue
        if joined:
            before = bisect_right(starts, joined[-1].end - 1) - 1
            if before >= 0 and quotations[before].end > sentence.start:
                joined[-1] = Span(joined[-1].start, max(sentence.end, joined[-1].end))
                continue
        joined.append(sentence)
    found = [u for span in joined for u in _cut(text, span, _inside(quotations, starts, span))]
    for quote in quotations:
        inner = text[quote.start + 1 : quote.end - 1]
        for sentence in sentences(inner):
            moved = Span(sentence.start + quote.start + 1, sentence.end + quote.start + 1)
            found += [Unit(u.span, u.tokens, True) for u in _cut(text, moved, [])]
    return found


def _inside(quotations: Sequence[Span], starts: list[int], span: Span) -> list[Span]:
    first = bisect_right(starts, span.start - 1)
    last = bisect_right(starts, span.end - 1)
    return [q for q in quotations[first:last] if q.end <= span.end and len(q) >= 3]


def _cut(text: str, span: Span, quotations: list[Span]) -> list[Unit]:
    opaque = [q for q in quotations if len(text[q.start : q.end].split()) >= 3]
    tokens = tokens_of(text, span, opaque)
    found = []
    for at in range(0, len(tokens), MAX_TOKENS):
        part = tuple(tokens[at : at + MAX_TOKENS])
        found.append(Unit(Span(part[0].start, part[-1].end), part))
    return found


# --- what a word may be, without a tagger -------------------------------------------------------------------------


def is_name_in_capitals(token: Token) -> bool:
    """ "IS", "US": a name, not the small word it looks like."""
    return len(token.text) >= 2 and token.text.isupper()


def is_auxiliary(token: Token) -> bool:
    return token.lower in load.grammar("auxiliaries") and not is_name_in_capitals(token)


def is_past(token: Token) -> bool:
    """Whether the word may be a verb's past form: listed, or ending in -ed."""
    word = token.lower
    if word in load.grammar("irregular_past") or word in load.grammar("irregular_participle"):
        return not (token.capital and word not in ("said",)) or word == "said"
    return len(word) > 3 and word.endswith("ed") and "-" not in word and word not in load.grammar("not_verbs") and not token.capital


def is_surely_finite(token: Token) -> bool:
    """An auxiliary, or a past form that is no participle: "went" but not "based"."""
    past = token.lower in load.grammar("irregular_past") and token.lower not in load.grammar("irregular_participle")
    return is_auxiliary(token) or (past and token.lower not in _ALSO_PARTICIPLES and not token.capital)


_ALSO_PARTICIPLES = frozenset(
    "made held kept left lost met put sent shot struck brought built caught hit hurt led let lit paid set taught bound".split()
)


def is_finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i looks like a finite verb: an auxiliary, or a past form that does not stand before a noun as an adjective."""
    here = tokens[i]
    if here.kind != "word":
        return False
    if is_auxiliary(here):
        return not (here.lower in ("may", "might", "can") and here.capital and i > 0) and here.lower not in (
            "be",
            "been",
            "being",
            "having",
        )
    if here.lower in PRESENT:
        return i > 0 and tokens[i - 1].lower not in load.grammar("determiners")
    if not is_past(here):
        return False
    before = tokens[i - 1].lower if i else ""
    # "the besieged city", "40 wounded people", "of displaced families"
    return not (before in load.grammar("determiners") or before in load.grammar("prepositions") or (i and tokens[i - 1].kind == "number"))


PRESENT = frozenset(
    """says say said tells tell claims believes wants holds controls remains remain continues continue includes include needs need
    goes go comes come takes keeps keep stands lies lie calls shows makes make gives runs seems seem appears appear becomes become
    faces face requires requires fears fear knows know thinks think hopes hope plans insists denies adds reports confirms warns
    belongs depends exists exist lives live works leads leads leaves uses use tries try means mean gets get sees see
    happens begins starts ends begin brings bring falls fall rises rise sits sit supports support represents""".split()
)

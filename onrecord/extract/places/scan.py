"""Tokens for reading names: words with the gap after each, and where sentences begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.extract.places.cues import FUNCTION, NUMBERED

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’ʼ‘`](?!(?:s|t|d|m|re|ll|ve)\b)[^\W_]+)*")
_POINTED = frozenset("st mt ft ste gen col lt maj capt sgt gov sen rep mr mrs ms dr prof".split())

Gap = Literal[" ", "-", ",", ".", "'", "|"]
"""What follows a token: a space, a hyphen, a comma, the end of a sentence, a possessive, or anything else."""

ARTICLES = frozenset("al el ad an ar as ash at az ez es er ul il en".split())
_ONLY_JOINED = frozenset("ad an as at es er en il".split())  # English or other words when they stand alone
LINKS = (
    frozenset("de del la le las los les du da do dos das di e i y ibn bin bint abu umm on sur upon van von der den the of and o'".split())
    | ARTICLES
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    lower: str
    start: int
    end: int
    gap: Gap
    first: bool  # the first word of a sentence
    capital: bool
    titled: bool  # in a line whose words are nearly all capitalised, so that a capital says nothing


def tokens_of(text: str) -> list[Token]:
    """All tokens of a text; linear in its length."""
    found = list(_TOKEN.finditer(text))
    tokens: list[Token] = []
    first, line, heading = True, -1, _headings(text)
    for number, match in enumerate(found):
        start, end = match.span()
        word = match.group()
        after = text[end : found[number + 1].start()] if number + 1 < len(found) else "\n"
        lower = word.lower()
        gap = _gap(after, lower, word, found[number + 1].group() if number + 1 < len(found) else "")
        while line + 1 < len(heading) and heading[line + 1][0] <= start:
            line += 1
        titled = line >= 0 and heading[line][1]
        tokens.append(Token(word, lower, start, end, gap, first, word[0].isupper(), titled))
        first = gap == "." or "\n" in after or (gap == "|" and any(c in after for c in '"“:'))
    return tokens


def _gap(after: str, lower: str, word: str, follower: str) -> Gap:
    if after in (" ", "\u00a0"):
        return "." if len(word) > 2 and word.endswith(".") and follower[:1].isupper() and follower.lower() in FUNCTION else " "
    if after in ("-", "‑", "–"):
        return "-"
    if after == ". " and (lower in _POINTED or (len(word) == 1 and word.isupper())):
        return " "
    if after in (", ", ","):
        return ","
    head = after[:2]
    if head in ("'s", "’s", "'", "’", "' ", "’ "):
        return "'"
    if head[:1] in ".!?" and head:
        return "."
    return "|"


def _headings(text: str) -> list[tuple[int, bool]]:
    """Starts of lines, and whether nearly all words of the line are capitalised."""
    lines, at = [], 0
    for line in text.split("\n"):
        words = [w for w in line[:400].split() if w[:1].isalpha()]
        longer = [w for w in words if w.lower() not in LINKS and w.lower() not in FUNCTION]
        lines.append((at, len(longer) >= 3 and sum(w[0].isupper() for w in longer) >= 0.8 * len(longer)))
        at += len(line) + 1
    return lines


def capitalised(tokens: list[Token], i: int) -> bool:
    """Whether a name may begin at this token: "Aleppo", "al-Bab", "el Fasher"; never a figure."""
    token = tokens[i]
    if token.capital:
        return True
    if token.lower not in ARTICLES or i + 1 >= len(tokens) or not tokens[i + 1].capital:
        return False
    return token.gap == "-" or (token.gap == " " and token.lower not in _ONLY_JOINED)


def run_end(tokens: list[Token], i: int, longest: int = 7) -> int:
    """Index after the last token of the stretch of name-like words that begins at i; links count only between two such words."""
    j = i + 1
    while j < len(tokens) and j - i < longest:
        if tokens[j - 1].gap not in (" ", "-"):
            break
        if tokens[j].capital or (tokens[j].text[0].isdigit() and (tokens[j - 1].gap == "-" or tokens[j - 1].lower in NUMBERED)):
            j += 1
            continue
        k = j
        while k < len(tokens) and k - j < 3 and tokens[k].lower in LINKS and tokens[k].gap in (" ", "-"):
            if tokens[k].lower in _ONLY_JOINED and tokens[k].gap == " ":
                break
            k += 1
        if k > j and k < len(tokens) and tokens[k].capital and k - i < longest:
            j = k + 1
            continue
        break
    return j

"""Arabic numbers, in digits and in words of both genders and all cases, as far as they run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extract.arabic.text import fold

_ONES = {
    1: "واحد واحدة أحد إحدى", 2: "اثنان اثنين اثنتان اثنتين إثنان إثنين اثنا اثني اثنتا اثنتي", 3: "ثلاث ثلاثة", 4: "أربع أربعة أربعا",
    5: "خمس خمسة خمسا", 6: "ست ستة ستا", 7: "سبع سبعة سبعا", 8: "ثمان ثماني ثمانية ثمانيا", 9: "تسع تسعة تسعا", 10: "عشر عشرة عشرا",
}  # fmt: skip
_TENS = {20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_HUNDRED = "مئة مائة مية مئه ميت"
_STEMS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}

ONES = {fold(w): n for n, words in _ONES.items() for w in words.split()}
TENS = {fold(stem + end): n for n, stem in _TENS.items() for end in ("ون", "ين")}
HUNDREDS = {fold(w): 100 for w in _HUNDRED.split()}
HUNDREDS |= {fold(f"{h}{end}"): 200 for h in ("مئت", "مائت", "ميت") for end in ("ان", "ين", "ا", "ي")}
HUNDREDS |= {fold(stem + h): n * 100 for n, stems in _STEMS.items() for stem in stems.split() for h in _HUNDRED.split()[:3]}
TEN = frozenset(map(fold, ("عشر", "عشرة")))
# A word that multiplies what stands before it; alone it is one of its kind, its dual two, its plural a vague many.
SCALES = {
    fold(w): n
    for n, words in {
        1_000: "ألف ألفا آلاف الاف ألفٍ",
        1_000_000: "مليون مليونا ملايين مليونٍ",
        1_000_000_000: "مليار مليارا مليارات بليون بلايين",
    }.items()
    for w in words.split()
}
DUALS = {
    fold(w): n
    for n, words in {2_000: "ألفان ألفين ألفا ألفي", 2_000_000: "مليونان مليونين مليونا مليوني", 2_000_000_000: "ملياران مليارين"}.items()
    for w in words.split()
}
ALONE = {fold(w): n for n, words in {1_000: "ألف", 1_000_000: "مليون", 1_000_000_000: "مليار بليون"}.items() for w in words.split()}
FRACTIONS = {fold("نصف"): 0.5, fold("ربع"): 0.25, fold("ثلث"): 1 / 3, fold("ثلاثة أرباع"): 0.75}
TOKEN = re.compile(r"[^\W\d_]{0,3}\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")  # "w-150": particles may stand before digits
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of a folded text."""

    text: str
    start: int
    end: int

    def cut(self, letters: int) -> Token:
        return Token(self.text[letters:], self.start + letters, self.end)


@dataclass(frozen=True, slots=True)
class Count:
    """A number: its value, the first token after it, and where its own words begin and end in the folded text."""

    value: float
    next: int
    start: int
    end: int
    digits: bool


def tokens(folded: str) -> list[Token]:
    return [Token(m.group(), m.start(), m.end()) for m in TOKEN.finditer(folded)]


def digits(word: str) -> float | None:
    """3.480 and 3,480 are thousands in Arabic print; 8.6 is a fraction."""
    if not word[:1].isdigit():
        return None
    if _GROUPED.match(word):
        return float(re.sub(r"[.,]", "", word))
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None


def count_at(words: list[Token], at: int, *, first: Token | None = None) -> Count | None:
    """The number that begins at a token. first: the token without a particle that is joined to it."""
    head = first or words[at]
    term = _term(words, at, head)
    if term is None:
        return None
    value, scale, following, by_digits = term
    low = scale
    while following < len(words):
        more = _joined(words[following])
        if more is None:
            break
        half = FRACTIONS.get(more.text)
        if half and scale > 1 and value >= scale:
            value += half * scale
            following += 1
            if following < len(words) and words[following].text.removeprefix("ال") in SCALES:
                following += 1
            break
        part = _term(words, following, more)
        if part is None or not _follows(value, low, part[0], part[1]):
            break
        value, low, following = value + part[0], min(low, part[1]), part[2]
    return Count(value, following, head.start, words[following - 1].end, by_digits)


def _follows(value: float, low: int, more: float, scale: int) -> bool:
    if low == 1:
        return False
    return more < low or (scale == low and value % (100 * low) == 0 and more < 100 * low)


def _joined(word: Token) -> Token | None:
    """The word without the "and" before it; None where there is none."""
    return word.cut(1) if word.text.startswith("و") and len(word.text) > 1 else None


def _term(words: list[Token], at: int, head: Token) -> tuple[float, int, int, bool] | None:
    """(value, scale, next token, written in digits) of a number below a thousand with the scale after it."""
    half = FRACTIONS.get(head.text)
    following = words[at + 1].text if at + 1 < len(words) else ""
    if half and following in ALONE:
        return half * ALONE[following], ALONE[following], at + 2, False
    number = digits(head.text)
    if number is not None:
        after, by_digits = at + 1, True
    else:
        small = _small(words, at, head)
        if small is None:
            for table in (DUALS, ALONE):
                if head.text in table:
                    scale = next(s for s in (1_000_000_000, 1_000_000, 1_000) if table[head.text] % s == 0)
                    return table[head.text], scale, at + 1, False
            return None
        number, after = small
        by_digits = False
    if after < len(words) and words[after].text in SCALES:
        scale = SCALES[words[after].text]
        return number * scale, scale, after + 1, by_digits
    return number, 1, after, by_digits


def _small(words: list[Token], at: int, head: Token) -> tuple[float, int] | None:
    simple = _simple(words, at, head)
    if simple is None:
        return None
    value, after = simple
    while after < len(words):
        more = _joined(words[after])
        part = _simple(words, after, more) if more else None
        if part is None:
            break
        if not (value % 100 == 0 and part[0] < 100) and not (0 < value % 100 < 10 and part[0] in _TENS):
            break
        value, after = value + part[0], part[1]
    return value, after


def _simple(words: list[Token], at: int, head: Token) -> tuple[int, int] | None:
    """One word of a number, or a unit with the "ten" of a teen, or with "hundred"."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    if head.text in ONES:
        one = ONES[head.text]
        if one < 10 and following in TEN:
            return one + 10, at + 2
        if 3 <= one <= 9 and HUNDREDS.get(following) == 100:
            return one * 100, at + 2
        return one, at + 1
    if head.text in TENS:
        return TENS[head.text], at + 1
    if head.text in HUNDREDS:
        return HUNDREDS[head.text], at + 1
    return None

"""Numbers in a text, in digits or words, with the words that bound them: what stands there, before anything says what it counts.

The readings follow the annotation guideline: "at least N" is N to open, "up to N" open to N, "about N" is N; dozens 24, tens 20,
scores 40, hundreds 200, thousands 2,000, tens of thousands 20,000, each to open; a, an, one 1. Vague words give no number.
Numbers that are dates, times of day, ages, ordinals or parts of a name are left out here. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.records import Span

UNITS = {
    name: value
    for value, name in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen"
        ).split()
    )
}
TENS = {name: 10 * value for value, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)} | {"fourty": 40}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
}
FLOORS = {"dozens": 24, "tens": 20, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
FRACTIONS = {"half": 50, "third": 33, "thirds": 33, "quarter": 25, "quarters": 25, "fifth": 20, "fifths": 20}
SINGULAR = frozenset({"article", "definite"})
LARGEST = 10_000_000_000  # beyond it a run of digits is a serial number, not a count
WINDOW = 48  # code points looked at on either side for the words that bound a number

_WORD_NUMBER = "|".join(
    sorted((*UNITS, *TENS, "hundred", "thousand", "lakh", "million", "crore", "billion", "dozen"), key=len, reverse=True)
)
_SCALE = "hundred|thousand|lakh|million|crore|billion|bn|dozen"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?!\d)|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
# "a family of six" counts six, "an estimated 900" counts 900.
_NO_ARTICLE = (
    rf"(?:family|group|crowd|team|company|party|class|crew|patrol|gang|mob)\sof\s(?:\w+\s)?(?:\d+|{_WORD_NUMBER})"
    r"|(?:large|small|great|huge|vast|growing|certain|considerable|significant)\s(?:number|quantity|amount|part|proportion|share)"
    r"|estimated|total|further|minimum|maximum|few|couple|number|lot"
)
_CORE = re.compile(
    rf"""
    (?P<floor>\b(?:(?:several|few|many|some)\s)?(?:(?:tens|dozens|scores|hundreds)\sof\s)?(?:{"|".join(FLOORS)})\b)
  | (?P<vague>\b(?:several|(?:a\s)?few|many|a\scouple\sof)\s(?P<scale1>dozen|hundred|thousand|million)\b)
  | (?P<quarter>\b(?:a|one|three)[\s-]quarters?\sof\sa\smillion\b)
  | (?P<fraction>\b(?:(?P<parts>one|two|three|four|a)[\s-])?
       (?P<part>half(?!\san?\s(?:{_SCALE})|-an?-|\spast)|thirds?|quarters?(?!\s(?:to|past)\s)|(?<=\ba[\s-])fifth(?=\sof\b)|(?<=\bone[\s-])fifth|(?<=[oer][\s-])fifths)\b)
  | (?P<words>\b(?:(?:half[\s-])?an?[\s-](?=(?:{_SCALE})\b)|half\sa\s(?=dozen\b))?(?:{_WORD_NUMBER})\b
       (?:(?:(?<=hundred)\sand\s|(?<=thousand)\sand\s|(?<=million)\sand\s|[\s-])(?:{_WORD_NUMBER})\b)*)
  | (?P<digits>(?<![\w.,:/])(?<![A-Za-z]-)(?P<money>[$€£]\s?)?(?:{_DIGITS})
       (?:[\s-](?P<scale2>{_SCALE})\b|(?P<scale3>bn|mn|m)\b(?=(?(money)|\s(?:people|civilians|children|refugees|residents|dollars|euros|pounds)\b)))?\+?)
  | (?P<both>\bboth\b|\btwice\b|\ba\spair\sof\b)
  | (?P<none>\b(?:nobody|no[\s-]one|none|no(?!\s(?:fewer|less|more|later|longer))|without\sa\ssingle|not\sa\ssingle)\b)
  | (?P<article>\b(?:an?|another)(?!\s(?:{_NO_ARTICLE})\b)\b)
  | (?P<definite>\b(?:the|his|her|its|their|our|this|that)\b(?!\s(?:\d|(?:{_WORD_NUMBER})\b)))
    """,
    re.I | re.X,
)
_WRITTEN_OUT = re.compile(
    r"\+?\d{1,4}(?:[-/.]\d{1,4}){2,}|(?<!\d)(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)(?!\d)"
)  # dates, phone numbers, 2015-16
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)\b|['’]s\b|[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", re.I)

_AT_LEAST = re.compile(
    r"(?:\bat\s(?:the\svery\s)?least|\b(?:no|not)\s(?:fewer|less)\sthan|(?<!no\s)(?<!not\s)\bmore\sthan|\bover|\babove|\bupwards?\sof|\ba\sminimum\sof|\bin\sexcess\sof"
    r"|(?<!not\s)\bexceed(?:s|ed|ing)?|(?:\bhad|\bhas|\bhave|\bnow)\spassed|\bwent\spast|\bwell\sover|\bsurpass(?:es|ed|ing)?|[>≥])(?:\s(?:about|some|another))?\s?$",
    re.I,
)
_AT_MOST = re.compile(
    r"(?:(?<!gone\s)(?<!risen\s)(?<!went\s)(?<!rose\s)\bup\sto|\bas\smany\sas|\b(?:no|not)\smore\sthan|\bat\s(?:the\s)?most|\ba\smaximum\sof|\bnot\sexceed(?:s|ed|ing)?|(?<!no\s)(?<!not\s)\b(?:fewer|less)\sthan|\bunder|\bbelow|[<≤])\s?$",
    re.I,
)
_ABOUT = re.compile(
    r"(?:\babout|\baround|\bsome|\broughly|\bapproximately|\bnearly|\balmost|\bclose\sto|\ban?\sestimated|\bperhaps|\bcirca|\bjust|\bexactly|\bonly"
    r"|\bmaybe|\banother|\ba\sfurther|\b(?:a\s)?total\sof|~)\s?$",
    re.I,
)
_OR_MORE = re.compile(r"\s?\+|\s(?:people\s|persons\s)?(?:or|and)\smore\b|\s(?:people\s)?at\sleast\b|\splus\b", re.I)
_AT_MOST_AFTER = re.compile(r"\s(?:or|and)\s(?:fewer|less)\b|\sat\s(?:the\s)?most\b", re.I)
_RANGE = re.compile(
    r"\s?[-–—]\s?|\s(?:to|or)\s(?:(?:even|perhaps|possibly|maybe)\s)?(?:as\smany\sas\s)?"
    r"|,?\s(?:(?:and|or|but)\s)?(?:possibly|perhaps|maybe)\s(?:as\smany\sas\s|up\sto\s)?",
    re.I,
)
_CHANGED = re.compile(
    r"\b(?:rais|revis|rose|ris|increas|correct|climb|jump|grow|grew|went|gone|updat|lower|reduc|fell|dropp|chang)\w*\b[^.\d]*$", re.I
)
_SHARED_SCALE = re.compile(r"[\s-](hundred|thousand|lakh|million|crore|billion)$", re.I)
_POSSIBLY = re.compile(r"\b(?:possibly|perhaps|maybe)\b", re.I)
_BETWEEN = re.compile(r"\b(?:between|from)\s(?:about\s|some\s)?$", re.I)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_THEN_COUNT = re.compile(r"[1-3]?\d \d{3}")
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s$", re.I)
_DATE_BEFORE = re.compile(rf"\b(?:{_MONTH}\.?\s(?:the\s)?|(?:{_MONTH}\.?\s)?\d{{1,2}}(?:st|nd|rd|th)?\s?(?:-|–|and|to|,)\s?|the\s)$", re.I)
_DATE_AFTER = re.compile(rf"(?:\s?(?:-|–|and|to)\s?\d{{1,2}})?\s(?:of\s)?{_MONTH}\b", re.I)
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|of|by|until|till|from|during|before|after|early|late|mid|year|and|to|{_MONTH}\.?(?:\s\d{{1,2}})?,?)[\s-]|\(|\d{{1,2}},\s|[-–/])$",
    re.I,
)
_COUNTED_AFTER_YEAR = re.compile(
    r"\s(?:[a-z-]+\s){0,2}(?:people|civilians|fighters|soldiers|troops|homes|families|refugees|militants)\b", re.I
)
_TIME_AFTER = re.compile(
    r"(?::\d\d|\.\d\d(?=\s?(?:am|pm|hours|local|gmt|on))|\s?[ap]\.?m\b|\s?o['’]?clock\b|\s?gmt\b|\s?hours\b(?=\slocal))", re.I
)
_HOURS_AFTER = re.compile(r"\s?(?:hrs|hours|h)\b", re.I)  # "at 1125 hrs"
_AGE_AFTER = re.compile(r"[\s-]years?[\s-](?:old|of\sage)\b|[\s-]months?[\s-]old\b|[\s-]year[\s-]olds?\b", re.I)
_AGE_BEFORE = re.compile(
    r"\b(?:(?:who|he|she)\s(?:is|was|had\sbeen|turned)|aged?(?:\s(?:between|from|about|around|under))?|the\sage\sof|ages\s(?:of|between)"
    r"|aged\s(?:from\s|between\s)?\w+\s(?:and|to|or)|(?:boy|girl|child|baby|man|woman|youth|son|daughter|student|schoolboy|schoolgirl|teenager|infant|toddler|pupil)\sof(?:\sabout|\saround)?)\s$",
    re.I,
)
_AGE_APPOSED = re.compile(r"[A-Z][\w'’-]*,\s$")
_NAME_BEFORE = re.compile(
    r"(?:\b(?:No|no|nos|number|URL|url|route|road|highway|flight|article|resolution|chapter|unit|base|division|brigade|battalion|regiment|corps|room|bus|gate|block|sector"
    r"|zone|page|version|phase|point|class|group|area|line|kilometre|kilometer|km|checkpoint|camp|post|hill|height|channel|radio|line|calibre|caliber"
    r"|Route|Road|Highway|Flight|Article|Resolution|Chapter|Unit|Base|Division|Brigade|Battalion|Regiment|Corps|Hill|Camp|Channel|Checkpoint|Block|Sector"
    r"|Zone|Phase|Gate|Hospital|School|Su|MiG|Mi|Tu|BM|AK|BMP|BTR|TOW|M|T|F|B|Il|An)[\s-]|[A-Za-z]-|#|№)$"
)
_NAME_AFTER = re.compile(r"-?(?:mm|cm)\b|(?!(?:km|m|k|kg|h)\b|(?:metre|meter)s?\b)[A-Za-z]|-[A-Z]|/\d")
_COMPOUND_AFTER = re.compile(
    r"-(?!strong\b|member\b|man\b|person\b|odd\b|plus\b)[a-z]{3,}", re.I
)  # "four-wheel", "two-day", "three-storey"
_CLOCK_BEFORE = re.compile(r"\b(?:half\spast|quarter\s(?:past|to)|past|one\s(?:\w+\s)?in(?:\severy)?|o['’]clock)\s$", re.I)
_CLOCK_AFTER = re.compile(
    r"\s(?:o['’]?clock|in\sthe\s(?:morning|afternoon|evening)|at\snight|on\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.I
)
_CLOCK_LEAD = re.compile(r"\b(?:at|by|after|before|around|until|till|past|about)\s$", re.I)
_TENTHS = re.compile(
    r"[\s-](?:tenths?|fifths?|sixths?|eighths?|ninths?|hundredths?)\b|\sin\s(?:every\s)?(?:two|three|four|five|ten|a\shundred)\b", re.I
)
_ONE_NO_COUNT = re.compile(
    r"\s(?:another|day|night|time|point|side|hand|way|morning|evening|stage|reason|thing|of\sthe\s(?:most|first|largest|biggest|main|few))\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number with its bounds. span covers the words that bound it; core only the number itself."""

    span: Span
    core: Span
    low: int | float | None
    high: int | float | None
    form: str  # digits, words, floor (dozens), fraction, article, definite (the, his), both, none


def find_numbers(text: str) -> list[Number]:
    """Numbers in order, none overlapping another; percentages, distances and sums of money are still among them."""
    found: list[Number] = []
    for number in _numbers(text):
        last = found[-1] if found else None
        merged = _as_range(text, last, number) if last else None
        if merged:
            found[-1] = merged
        elif last is None or number.span.start >= last.span.end:
            if last and last.form == "digits" and not text[last.span.end : number.span.start].strip() and number.form not in SINGULAR:
                found.pop()  # "URL 113 At least nine people": a number that runs into the next one counts nothing
            found.append(number)
        elif last.form in SINGULAR and number.form not in SINGULAR:
            found[-1] = number
    return found


def _numbers(text: str) -> Iterator[Number]:
    taken = _WRITTEN_OUT.finditer(text)
    stretch = next(taken, None)
    for match in _CORE.finditer(text):
        while stretch and stretch.end() <= match.start():
            stretch = next(taken, None)
        if stretch and stretch.start() < match.end():
            continue
        form, value = _read(match)
        core = Span(*match.span())
        if form == "digits" and _DAY_THEN_COUNT.match(match.group()) and _MONTH_BEFORE.search(text[max(0, core.start - 12) : core.start]):
            # "On May 15 200 people": the comma between day and count was stripped.
            core = Span(core.start + match.group().index(" ") + 1, core.end)
            value = _digits(text[core.start : core.end].lower(), match["scale2"] or match["scale3"])
        if value is None or value > LARGEST or _is_no_count(text, core, form, match.group()):
            continue
        yield _bounded(text, Number(span=core, core=core, low=value, high=None if form == "floor" else value, form=form))


def _read(match: re.Match[str]) -> tuple[str, float | int | None]:
    """The form and the value of one match; None for what looks like a number and is none."""
    word = match.group().lower()
    if match["floor"]:
        return "floor", _floor(word)
    if match["vague"]:
        return "floor", 2 * SCALES[match["scale1"].lower()]
    if match["quarter"]:
        return "words", 750_000 if word.startswith("three") else 250_000
    if match["fraction"]:
        parts = {"two": 2, "three": 3, "four": 4}.get((match["parts"] or "").lower(), 1)
        part = match["part"].lower()
        return "fraction", 67 if (parts, part) == (2, "thirds") else parts * FRACTIONS[part]
    if match["words"]:
        return "words", to_value(word)
    if match["digits"]:
        return "digits", _digits(word, match["scale2"] or match["scale3"])
    if match["both"]:
        return "both", 2
    if match["none"]:
        return "none", 0
    return ("article" if match["article"] else "definite"), 1


def _floor(word: str) -> int:
    """The floor of "dozens", "tens of thousands", "hundreds of thousands"."""
    names = [w for w in word.split() if w in FLOORS]
    if len(names) == 1:
        return FLOORS[names[0]]
    return FLOORS[names[0]] * FLOORS[names[1]] // 2


def _digits(word: str, scale: str | None) -> float | int | None:
    plain = re.sub(r"[^\d.]", "", word if not scale else word[: -len(scale)]).rstrip(".")
    if len(plain) > 15:
        return None
    value = (float(plain) if "." in plain else int(plain)) * ({"bn": 10**9, "mn": 10**6, "m": 10**6} | SCALES).get((scale or "").lower(), 1)
    return _plain(round(value, 6))


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


def to_value(words: str) -> float | int | None:
    """The value of a number in words ("two hundred and six", "a dozen", "half a million"); None where the words make no one number."""
    total: float = 0
    current: float = 0
    room: float = LARGEST  # the next word must be smaller than what the last one left room for: "two three" is no number
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ("a", "an"):
            current = current or 1
        elif word == "half":
            current = 0.5
        elif word in UNITS or word in TENS:
            unit = UNITS.get(word, TENS.get(word, 0))
            if unit >= room:
                return None
            current += unit
            room = 1 if word in UNITS else 10
        elif word == "hundred":
            current, room = (current or 1) * 100, 100
        elif word == "dozen":
            current, room = (current or 1) * 12, 1
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current, room = 0, 1_000
    return _plain(total + current)


def _bounded(text: str, number: Number) -> Number:
    """With the words before and after it that open or close its range."""
    if number.form in ("article", "definite", "none", "both"):
        return number
    start, end = number.core.start, number.core.end
    before = text[max(0, start - WINDOW) : start]
    after = text[end : end + WINDOW]
    low, high = number.low, number.high
    if match := _AT_LEAST.search(before):
        high = None
    elif match := _AT_MOST.search(before):
        low, high = None, number.low
    else:
        match = _ABOUT.search(before)
    if match:
        start -= len(before) - match.start()
    if (tail := _OR_MORE.match(after)) and not match:
        low, high, end = number.low, None, end + tail.end()
    elif (tail := _AT_MOST_AFTER.match(after)) and not match:
        low, high, end = None, number.low, end + tail.end()
    elif text[end - 1] == "+":
        high = None
    return replace(number, span=Span(start, end), low=low, high=high)


def _as_range(text: str, left: Number, right: Number) -> Number | None:
    """ "30 to 40", "25-30", "two or three", "between 30 and 40" as one number; None where the two stand for themselves."""
    if left.form not in ("digits", "words") or right.form not in ("digits", "words") or right.high is None:
        return None
    start, gap = left.span.start, text[left.core.end : right.core.start]
    lead = _BETWEEN.search(text[max(0, start - WINDOW) : start])
    joined = _RANGE.fullmatch(gap) or (lead and re.fullmatch(r"\s(?:and|to)\s(?:about\s|some\s)?", gap))
    if not joined or left.core.end > right.core.start:
        return None
    low, high = left.low, right.high
    shared = _SHARED_SCALE.search(text[right.core.start : right.core.end])
    if shared and low is not None and low < 1000 and low * SCALES[shared[1].lower()] < high:
        low *= SCALES[shared[1].lower()]  # "five to six thousand"
    if low is None or not low < high or (left.high is None and not _POSSIBLY.search(gap)):
        return None
    if lead and lead.group().lower().startswith("from") and _CHANGED.search(text[max(0, start - WINDOW) : start]):
        return replace(right, span=Span(left.span.start, right.span.end))  # "raised from seven to eight" is eight
    if lead:
        start -= len(lead.group())
    return replace(left, span=Span(start, right.span.end), core=Span(left.core.start, right.core.end), low=low, high=high)


def _is_no_count(text: str, core: Span, form: str, words: str) -> bool:
    """Whether this number is a date, a time of day, an age, an ordinal, or part of a name."""
    before = text[max(0, core.start - WINDOW) : core.start]
    after = text[core.end : core.end + WINDOW]
    if form == "words" and (_ORDINAL.match(after) or (words.lower() == "one" and _ONE_NO_COUNT.match(after))):
        return True
    if form in ("digits", "words"):
        if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before) or _COMPOUND_AFTER.match(after) or _TENTHS.match(after):
            return True
        if _CLOCK_BEFORE.search(before) or (_CLOCK_LEAD.search(before) and _CLOCK_AFTER.match(after)):
            return True
    if form != "digits":
        return False
    if len(words) == 4 and _HOURS_AFTER.match(after):
        return True
    if _TIME_AFTER.match(after) or _ORDINAL.match(after) or _NAME_BEFORE.search(before) or _NAME_AFTER.match(after):
        return True
    return _is_date(words, before, after) or _is_age(words, before, after)


def _is_date(words: str, before: str, after: str) -> bool:
    if not words.isdigit():
        return False
    value = int(words)
    if len(words) in (5, 6) and words[-4:-2] in ("19", "20") and _MONTH_BEFORE.search(before):
        return True  # "Jun 182016": the comma between day and year was stripped
    if 1 <= value <= 31 and len(words) <= 2:
        if _DATE_AFTER.match(after):
            return True
        lead = _DATE_BEFORE.search(before)
        if lead and (lead.group().lower() != "the " or not re.match(r"\s[a-z]", after)):
            return (
                re.search(_MONTH, lead.group(), re.I) is not None or lead.group().lower() == "the " or _DATE_AFTER.match(after) is not None
            )
    if 1900 <= value <= 2100 and len(words) == 4:
        return (bool(_YEAR_BEFORE.search(before)) and not (_COUNTED_AFTER_YEAR.match(after))) or not re.match(r"\s[a-z]", after)
    return False


def _is_age(words: str, before: str, after: str) -> bool:
    """ "Ahmad al-Masri, 34, a baker" and "(34)"."""
    if not (words.isdigit() and int(words) < 110):
        return False
    return bool(_AGE_APPOSED.search(before) and after[:1] in (",", ".", ")", ";")) or (before.endswith("(") and after.startswith(")"))

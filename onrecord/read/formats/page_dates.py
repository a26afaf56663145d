"""Days as web pages print them: month names of many languages (Babel's), numeric forms, days of change told from days of publication.

Htmldate knows a page's metadata; what is printed it takes from the whole page, today's date and those of other stories too. Here a line
is read by itself, and who calls says which lines stand by the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.read.formats.page_words import CHANGED, FIRST, ISSUED

# Locales whose month names are looked for; a page's own language comes first. Arabic names its months in three manners.
_LOCALES = (
    "en",
    "fr",
    "es",
    "pt",
    "de",
    "it",
    "ru",
    "uk",
    "tr",
    "ar",
    "ar_SY",
    "ar_DZ",
    "fa",
    "nl",
    "pl",
    "he",
    "ps",
    "id",
    "vi",
    "am",
    "sw",
    "my",
)
_OF = {"ar": ("ar", "ar_SY", "ar_DZ")}
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d]|[./-]\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-./年])\s?(\d{1,2})[-./月]\s?(\d{1,2})(?!\d)")
_DIGITS = {ord(shown): str(at % 10) for at, shown in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
BEFORE = 60  # characters before a day that may say what it is the day of
OLDEST, SHORT_YEARS = 1990, 70  # "04.08.69" is no day of a web page


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that a line prints, and what the words before it call it."""

    readings: tuple[str, ...]  # ISO days: one, or both orders of an ambiguous numeric form
    rank: int  # 0: of first publication, 1: of publication, 2: not said
    start: int
    end: int
    month_first: bool | None = None  # how a numeric form that can be read one way alone is ordered


def find_days(line: str, language: str | None, before: str = "") -> list[Day]:
    """The days in a line that are not called days of change, printing or the like. before: a label that stands above or beside it."""
    line = line.translate(_DIGITS)
    found, last = [], 0
    for start, end, readings, order in sorted(_hits(line, language)):
        if start < last:
            continue
        said = line[max(last, start - BEFORE) : start]
        said = said if said.strip(" :|-–—") or last else before
        last = end
        if CHANGED.search(said):
            continue
        rank = 0 if FIRST.search(said) else 1 if ISSUED.search(said) else 2
        found.append(Day(readings=readings, rank=rank, start=start, end=end, month_first=order))
    return found


def names_change(words: str) -> bool:
    """Whether words speak of a change, a print, a look-up: of another day than that of publication."""
    return bool(CHANGED.search(words))


def settled(day: Day, *, month_first: bool | None, near: str) -> str | None:
    """One reading of a day: the only one, else that of the page's manner, else that whose month the text names. None: it cannot be told."""
    if len(day.readings) == 1:
        return day.readings[0]
    day_first_reading, month_first_reading = day.readings
    if month_first is not None:
        return month_first_reading if month_first else day_first_reading
    named = [sum(name in near.lower() for name in _names_of(int(reading[5:7]))) for reading in day.readings]
    if named[0] != named[1]:
        return day.readings[named[1] > named[0]]
    return None


def order_of(days: Iterable[Day], language: str | None) -> bool | None:
    """Whether the page writes month before day, told by those of its days that can be read one way alone, else by its language."""
    orders = {day.month_first for day in days if day.month_first is not None}
    if len(orders) == 1:
        return orders.pop()
    if language and language.lower().replace("_", "-") in ("en-us", "en-ph"):
        return True
    return None if not language or language.lower() == "en" else False


def _hits(line: str, language: str | None) -> Iterable[tuple[int, int, tuple[str, ...], bool | None]]:
    for match in _ISO.finditer(line):
        if day := _iso(match[1], match[3], match[4]):
            yield match.start(), match.end(), (day,), None
    for match in _NUMERIC.finditer(line):
        year = match[4] if len(match[4]) == 4 else f"20{match[4]}" if int(match[4]) < SHORT_YEARS else ""
        if not year:
            continue
        by_day, by_month = _iso(year, match[3], match[1]), _iso(year, match[1], match[3])
        if by_day and by_month and by_day != by_month:
            yield match.start(), match.end(), (by_day, by_month), None
        elif day := by_day or by_month:
            yield match.start(), match.end(), (day,), None if by_day == by_month else by_day is None
    for code in _codes(language):
        named = False
        pattern, months = _written(code)
        for match in pattern.finditer(line):
            name = (match["m1"] or match["m2"]).lower()
            if day := _iso(match["y1"] or match["y2"], str(months[name]), match["d1"] or match["d2"]):
                named = True
                yield match.start(), match.end(), (day,), None
        if named:
            return


def _codes(language: str | None) -> list[str]:
    own = (language or "").replace("_", "-").partition("-")[0].lower()
    return list(dict.fromkeys([*_OF.get(own, (own,) if own in _LOCALES else ()), *_LOCALES]))


@cache
def _months(code: str) -> dict[str, int]:
    """Names of months in a language, small letters, without a full stop; names of one letter or of figures are none."""
    from babel import Locale

    months = Locale.parse(code).months
    names: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[form][width].items():
                bare = str(name).lower().rstrip(".")
                if len(bare) > 1 and not bare[0].isdigit():
                    names.setdefault(bare, int(number))
    if code == "en":
        names["sept"] = 9
    return names


@cache
def _written(code: str) -> tuple[re.Pattern[str], dict[str, int]]:
    months = _months(code)
    name = "|".join(re.escape(n) for n in sorted(months, key=len, reverse=True))
    between = r"(?:\s?(?:st|nd|rd|th|er|º|ª|\.))?[\s,/-]{0,3}(?:(?:de|del|of)\s)?\s?"
    other = r"(?:\s?/\s?[^\W\d_]{2,12}(?:\s[^\W\d_]{2,8})?)?"  # Arabic papers name a month twice: "14 آذار/مارس 2024"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?<!\d)(?P<d1>\d{{1,2}}){between}(?<![^\W\d_])(?P<m1>{name})(?![^\W\d_]){other}\.?[\s,/-]{{0,3}}(?:(?:de|del)\s)?(?P<y1>{year})(?!\d)"
        rf"|(?<!\w)(?P<m2>{name})(?!\w)\.?[\s-]{{1,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]{{1,2}}(?P<y2>{year})(?!\d)",
        re.I,
    ), months


@cache
def _names_of(month: int) -> tuple[str, ...]:
    return tuple(name for name, number in _months("en").items() if number == month and len(name) > 2)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= OLDEST else None

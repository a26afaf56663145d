"""The date printed at the head of a text. It outranks a publication date that contradicts it."""

from __future__ import annotations

import re
from datetime import date

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.absolute import day_or_month_first, number
from onrecord.extract.dates.grammar import Found, find
from onrecord.extract.dates.lexicon import Lexicon, english

_HEAD = 240  # characters at the head of a text in which a dateline stands
_ENDS = re.compile(r"\s*(?:$|\n|[-–—:./(|,]|[A-Z“\"'‘])")
_MOST_BEFORE = 48  # "GOMA, Democratic Republic of the Congo, "
_FARTHEST = 400  # days: a head farther from the publication day speaks of something else


def dateline(text: str, *, near: str | None = None) -> str | None:
    """The full date a text begins with, ISO, or None. near: a date that settles 5-8-2014 between May and August."""
    day = _printed(text, _day_of(near))
    return day[0].isoformat() if day else None


def reference_day(text: str, published: str | None) -> date | None:
    """The day from which a text speaks: its printed dateline, else its publication day (ISO date or RFC 3339), else None."""
    given = _day_of(published)
    printed = _printed(text, given)
    if printed is None:
        return given
    day, words = printed
    if given is None:
        return day
    if _lost_a_digit(day, words, given):
        return given
    return day if abs((day - given).days) <= _FARTHEST else given


def _lost_a_digit(day: date, words: str, given: date) -> bool:
    """Whether the head has lost the first digit of its day: "6-09-2013" over a page of 16 September."""
    if day.day > 9 or not re.search(r"(?<!\d)\d(?!\d)", words):
        return False
    whole = [cal.day(day.year, day.month, day.day + tens) for tens in (10, 20, 30)]
    return day != given and any(w and abs((w - given).days) <= 1 for w in whole)


def _day_of(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _printed(text: str, near: date | None) -> tuple[date, str] | None:
    lexicon, head = english(), text[:_HEAD]
    for found in find(head, lexicon):
        if found.kind != "date":
            continue
        day = _full_day(found, near)
        if day and _stands_apart(head, found.start, found.end, lexicon):
            return day, head[found.start : found.end]
    return None


def _full_day(found: Found, near: date | None) -> date | None:
    if "iso" in found.parts:
        return _day_of(str(found.parts["iso"]).translate(cal.ISO_MARKS))
    if "dmy" in found.parts:
        first, second, year = (int(n) for n in re.split(r"[-./]", str(found.parts["dmy"])))
        return day_or_month_first(first, second, year, near) if year > 99 else None
    stated, month, day = number(found, "year"), number(found, "month"), number(found, "day")
    return cal.day(stated, month, day) if stated and month and day else None


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a date at [start, end) stands at the head of a text as its dateline, and is nothing that the text tells."""
    return end <= _HEAD and any(c.isdigit() for c in text[start:end]) and _stands_apart(text[:_HEAD], start, end, english())


def _stands_apart(head: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """The text, or a line of it, begins with the date, or with a place and the date; no sentence runs into it."""
    line = head[:start].rpartition("\n")[2].strip(" \t*•|")
    if not line:
        return "\n" not in head[:start].strip() or _ENDS.match(head, end) is not None
    last = re.search(r"(\w+)\W*$", line)
    if len(line) > _MOST_BEFORE or (last and last.group(1).lower() in lexicon.around["not_dateline"]):
        return False
    return line[-1] in ",(–—-:|/" and line[0].isupper() and _ENDS.match(head, end) is not None

"""The dates layer: every time expression of a text, resolved against the day from which the text speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import cast

from onrecord.extract.dates import absolute, countdown, lengths, relative, stretches
from onrecord.extract.dates.calendar import Days
from onrecord.extract.dates.dateline import reference_day
from onrecord.extract.dates.grammar import Found, find
from onrecord.extract.dates.lexicon import Lexicon, english
from onrecord.extract.dates.mention import DateMention, TimexType, precision_of
from onrecord.extract.dates.rows import share_words
from onrecord.extract.dates.scene import Direction, Reading, Scene
from onrecord.extract.languages import language_of

Reader = Callable[[Found, Scene], Reading | None]

READERS: dict[str, Reader] = {
    "date": absolute.read_date,
    "hijri": absolute.read_hijri,
    "feast": absolute.read_feast,
    "anniversary": absolute.read_anniversary,
    "season": stretches.read_season,
    "decade": stretches.read_decade,
    "century": stretches.read_century,
    "quarter": stretches.read_quarter,
    "half": stretches.read_half,
    "week_of": stretches.read_week_of,
    "week_around": stretches.read_week_around,
    "first_of": stretches.read_first_of,
    "weekday": relative.read_weekday,
    "overnight": relative.read_overnight,
    "night_between": relative.read_night_between,
    "day_word": relative.read_day_word,
    "this_part": relative.read_this_part,
    "unit": relative.read_unit,
    "anaphor": relative.read_anaphor,
    "shift": relative.read_shift,
    "duration": lengths.read_duration,
    "span": lengths.read_span,
    "set": lengths.read_set,
    "clock": lengths.read_clock,
    "vague": lengths.read_vague,
    "countdown": countdown.read_countdown,
}

_DAY_THEN_HOUR = re.compile(r",?[^\S\n](?:at\s(?:around\s|about\s)?)?$|\s?\($")
_NEXT_WORD = re.compile(r"[^\S\n]([A-Za-z]+)\b")
_MIDDLE = (11, 20)  # first and last day of "mid-May"
_MID = re.compile(r"(?i)(?:mid|(?:the\s)?middle)\b")
_HOUR_THEN_DAY = re.compile(r",?\s(?:local\stime\s)?(?:on\s|of\s)?$")


@cache
def _direction() -> Direction:
    return Direction(english().direction)


def find_dates(text: str, published: str | None, *, language: str | None = None) -> list[DateMention]:
    """Time expressions in order, none overlapping. published: ISO date or RFC 3339 date-time; a printed dateline outranks it.

    language: the report's, as it states it; one that has lists of its own (docs/languages.md) is read by them, every other as English.

    Without either, a relative date keeps its words and an open value (XXXX-WXX-7, PRESENT_REF), with no earliest and latest.
    Linear in the length of the text.
    """
    if own := language_of(language):
        from onrecord.extract.languages.dates import find_dates as in_language  # which needs this folder's calendar

        return in_language(text, published, own)
    lexicon, today = english(), reference_day(text, published)
    found = share_words(text, find(text, lexicon))
    year = _likely_year(found) if today is None else None
    scene = Scene(text=text, today=today, narrative=_is_history(found, today), direction=_direction(), likely_year=year)
    read: list[tuple[Found, Reading]] = []
    for one in found:
        reading = None if _is_name(text, one, lexicon) else READERS[one.kind](one, scene)
        if reading is None:
            continue
        joined = _joined(text, read[-1], (one, reading)) if read else None
        if joined:
            read[-1] = joined
        else:
            read.append((one, reading))
        scene.remember(read[-1][1], one.end)
    read = countdown.resolve(text, read)
    return [_mention(text, one, reading, scene, lexicon) for one, reading in read]


def _is_name(text: str, found: Found, lexicon: Lexicon) -> bool:
    """Whether a day is the name of something: "the March 14 Alliance", "the Sunday Times"; "the March 14 attack" is not."""
    follower = _NEXT_WORD.match(text, found.end)
    after = follower[1] if follower else ""
    if found.kind == "date":
        return "month" in found.parts and "day" in found.parts and len(found.parts) == 2 and after.lower() in _called(lexicon, "date")
    if found.kind != "weekday" or len(found.parts) != 1:
        return False
    before = text[max(0, found.start - 20) : found.start].rstrip()
    return after in _called(lexicon, "weekday") or before.endswith(tuple(lexicon.around["weekday_called"]))


def _called(lexicon: Lexicon, kind: str) -> Sequence[str]:
    return lexicon.around[f"called_after_a_{kind}"]


def _is_history(found: Sequence[Found], today: date | None) -> bool:
    """Whether a text tells of years long before it was written: many old dates, hardly a word told from the writer's day."""
    if today is None:
        return False
    old = new = told = 0
    for one in found:
        year = absolute.number(one, "year") or absolute.number(one, "modernyear") or absolute.number(one, "oldyear")
        if year or one.parts.get("era"):
            old, new = (old + 1, new) if (year or 0) < today.year - 1 else (old, new + 1)
        elif one.kind in ("weekday", "day_word", "overnight", "this_part"):
            told += 1
    return (old >= 4 and old > 2 * (new + told)) or (old >= 10 and old > 3 * told)


def _likely_year(found: Sequence[Found]) -> int | None:
    """The year of the full dates of a text, where they have but one: it is that of its other days too."""
    years = {y for one in found if one.kind == "date" and ("month" in one.parts or "iso" in one.parts) for y in [_full_year(one)] if y}
    return years.pop() if len(years) == 1 else None


def _full_year(found: Found) -> int | None:
    return int(str(found.parts["iso"])[:4]) if "iso" in found.parts else absolute.number(found, "year")


def _joined(text: str, left: tuple[Found, Reading], right: tuple[Found, Reading]) -> tuple[Found, Reading] | None:
    """An hour and the day beside it as one expression: "at 5 p.m. on Sunday", "Sunday at 5 p.m."."""
    (first, a), (second, b) = left, right
    between = text[first.end : second.start]
    if len(between) > 16:
        return None
    whole = Found(start=first.start, end=second.end, kind="date", parts={}, words={})
    if (
        second.kind == "clock"
        and "\n" not in between
        and a.unit == "D"
        and a.type == "DATE"
        and a.days
        and _DAY_THEN_HOUR.fullmatch(between)
    ):
        return whole, lengths.with_clock(a, second)
    if first.kind == "clock" and b.unit == "D" and b.type == "DATE" and b.days and _HOUR_THEN_DAY.fullmatch(between):
        return whole, lengths.with_clock(b, first)
    return None


def _mention(text: str, found: Found, reading: Reading, scene: Scene, lexicon: Lexicon) -> DateMention:
    days = _since(text, found, reading.days, scene.today, lexicon)
    return DateMention(
        start=found.start,
        end=found.end,
        type=cast(TimexType, reading.type),
        value=reading.value,
        earliest=days[0].isoformat() if days else None,
        latest=days[1].isoformat() if days else None,
        precision=precision_of(*days) if days else None,
    )


def _since(text: str, found: Found, days: Days | None, today: date | None, lexicon: Lexicon) -> Days | None:
    """ "since May" is 1 May to the day of publication, "since mid-May" begins on the 15th."""
    if days is None or today is None or days[0] > today:
        return days
    before = text[max(0, found.start - 12) : found.start].lower().removesuffix("the ").split()
    if not before or before[-1] not in lexicon.around["since"]:
        return days
    middle = (days[0].day, days[1].day) == _MIDDLE and days[0].month == days[1].month and bool(_MID.match(text, found.start))
    return days[0].replace(day=15) if middle else days[0], today

"""Readings for languages whose words bend: numbers inside a word, hours by ordinals, nights named by a feast."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from onrecord.extract.dates.calendar import Days, day
from onrecord.extract.languages import readings as base
from onrecord.extract.languages.grammar import Grammar, Hit
from onrecord.extract.languages.readings import Now, Read

_YEARS = range(1800, 2101)


def _month_of(hit: Hit, now: Now, g: Grammar) -> Days | None:
    """The month that a hit names, its year by the words or the nearest."""
    read = base.read_month(hit, now, g)
    return read.days if read else None


def read_day_date(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """ "Tomorrow, 24 February", "the day before, 7 July": the date, in the year nearest to the day that the word means."""
    meant = base.read_day(hit, now, g)
    if "year" in hit.parts or meant is None or meant.day is None:
        return base.read_date(hit, now, g)
    month, number = base._month(hit, g), base._day_number(hit, g)
    ways = [of for step in (-1, 0, 1) if month and number and (of := day(meant.day.year + step, month, number))]
    if not ways:
        return None
    of = min(ways, key=lambda d: abs((d - meant.day).days) if meant.day else 0)
    return Read("DATE", of.isoformat(), (of, of), of)


def read_nth_weekday(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The first Monday of August."""
    days = _month_of(hit, now, g)
    if days is None:
        return None
    number, rank = int(g.value("weekday", hit.parts["weekday"])), int(g.value("ordinal", hit.parts["ordinal"]))
    of = days[0] + timedelta(days=(number - days[0].isoweekday()) % 7 + 7 * (rank - 1))
    return Read("DATE", of.isoformat(), (of, of), of) if of <= days[1] else None


def read_last_of_month(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The last day of March."""
    days = _month_of(hit, now, g)
    return Read("DATE", days[1].isoformat(), (days[1], days[1]), days[1]) if days else None


def read_year_words(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A year in words, its last an ordinal: two thousand fourteenth."""
    front = base.n_of(hit, g)
    year = int(front or 0) + int(g.value("ordinal", hit.parts["ordinal"]))
    return Read("DATE", f"{year:04}", (date(year, 1, 1), date(year, 12, 31))) if year in _YEARS else None


def read_night_of(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The night that begins on a feast: New Year's night runs from 31 December into January."""
    read = base.read_feast(hit, now, g)
    if read is None or read.day is None:
        return None
    return Read("TIME", read.day.isoformat() + "TNI", (read.day, read.day + timedelta(days=1)), read.day)


def read_part_of_feast(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The morning of a feast."""
    read = base.read_feast(hit, now, g)
    return replace(read, type="TIME", value=read.value + str(hit.rule.given["part"])) if read else None


def read_word(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A word that stands for itself: `ref` (now, recently, soon) or `freq` (daily)."""
    if "freq" in hit.parts:
        return Read("SET", g.value("freq", hit.parts["freq"]))
    return Read("DATE", g.value("ref", hit.parts["ref"]))


def read_length_word(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A length in one word or with an ordinal: four-day, 72-hour, the third day running."""
    unit = g.value("unitadj", hit.parts["unitadj"]) if "unitadj" in hit.parts else str(hit.rule.given.get("unit", ""))
    if "unit" in hit.parts:
        unit = g.value("unit", hit.parts["unit"])
    if "prefixes" in hit.parts:
        pieces = re.findall(g.tables["prefix"].pattern, hit.parts["prefixes"])
        number: float | None = sum(float(g.value("prefix", p)) for p in pieces)
    elif "ordinal" in hit.parts:
        number = float(g.value("ordinal", hit.parts["ordinal"])) + (base.n_of(hit, g) or 0)
    else:
        number = base.n_of(hit, g)
    return base._duration(number, unit) if number else None


def read_hour(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A time of the clock by digits, a number or an ordinal; `clockpart` tells morning from evening; `half_to`: half of the hour named."""
    hour = int(hit.parts["hour"]) if "hour" in hit.parts else base.n_of(hit, g)
    if "ordinal" in hit.parts:
        hour = (int(hour) if hour else 0) + int(g.value("ordinal", hit.parts["ordinal"]))
    if hour is None or hour != int(hour) or not 0 <= hour <= 24:
        return None
    minute = int(hit.parts["minute"]) if "minute" in hit.parts else int(base.n_of(hit, g, "n2") or 0)
    part = g.value("clockpart", hit.parts["clockpart"]) if "clockpart" in hit.parts else None
    if hit.rule.given.get("half_to"):
        hour, minute = hour - 1, 30
        if part is None and hour < 7:
            hour += 12  # "half past two", said without more, is in the afternoon
    if (part in ("TAF", "TEV") and hour < 12) or (part == "TNI" and 8 < hour < 12):
        hour += 12
    elif part == "TNI" and hour == 12:
        hour = 0
    return Read("TIME", "", clock=f"T{int(hour):02}:{minute:02}")


def read_hours(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """From one time of the clock to another."""
    first, last = (f"T{int(hit.parts['hour' + n]):02}:{hit.parts['minute' + n]}" for n in ("", "2"))
    return Read("TIME", "", clock=f"{first}/{last}")


def read_part_word(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A part of the day by a word (`part`, or `partnoun`, which says nothing without its day)."""
    name = "part" if "part" in hit.parts else "partnoun"
    return Read("TIME", "", clock=g.value(name, hit.parts[name]) if name in hit.parts else str(hit.rule.given["part"]))


FURTHER: Mapping[str, Callable[[Hit, Now, Grammar], Read | None]] = {
    "day_date": read_day_date,
    "nth_weekday": read_nth_weekday,
    "last_of_month": read_last_of_month,
    "year_words": read_year_words,
    "night_of": read_night_of,
    "part_of_feast": read_part_of_feast,
    "word": read_word,
    "length_word": read_length_word,
    "hour": read_hour,
    "hours": read_hours,
    "part_word": read_part_word,
}

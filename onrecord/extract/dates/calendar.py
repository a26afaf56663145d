"""The calendar: what days a month, week, season, holiday or Hijri date covers. Functions return None outside the years 1 to 9999."""

from __future__ import annotations

import calendar as _calendar
from datetime import date, timedelta

Days = tuple[date, date]  # first and last day, both included

ISO_MARKS = str.maketrans("/.", "--")
"""2016/12/30 and 2016.12.30 as 2016-12-30."""

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological, northern; the guide's annotators use them too


def day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def add_days(start: date, days: int) -> date | None:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def add_months(start: date, months: int) -> date | None:
    """The same day so many months on; the month's last day where that month is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, _calendar.monthrange(year, month + 1)[1]))


def add(start: date, count: int, unit: str) -> date | None:
    """So many days (D, N), weeks (W), fortnights (FN), months (M), years (Y), decades or centuries on; hours stay on the day."""
    if abs(count) > 120_000:
        return None
    if unit in ("D", "N", "WE"):
        return add_days(start, count)
    if unit in ("W", "FN"):
        return add_days(start, count * (7 if unit == "W" else 14))
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    return add_months(start, count * months) if months else start


def month_days(year: int, month: int) -> Days | None:
    first = day(year, month, 1)
    return (first, date(year, month, _calendar.monthrange(year, month)[1])) if first else None


def months_days(year: int, month: int, count: int) -> Days | None:
    """The stretch of `count` months that begins in this month."""
    first = day(year, month, 1)
    after = add_months(first, count) if first else None
    return (first, after - timedelta(days=1)) if first and after else None


def year_days(year: int) -> Days | None:
    return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def years_days(year: int, count: int) -> Days | None:
    return (date(year, 1, 1), date(year + count - 1, 12, 31)) if 1 <= year <= 9999 - count else None


def week_days(of: date) -> Days | None:
    """Monday to Sunday of the week a day lies in."""
    monday = add_days(of, -of.weekday())
    sunday = add_days(monday, 6) if monday else None
    return (monday, sunday) if monday and sunday else None


def season_days(season: str, year: int) -> Days | None:
    """Spring March to May ... winter from December of that year to February of the next."""
    return months_days(year, _SEASON_MONTHS[season], 3)


def iso_week(of: date) -> str:
    year, week, _ = of.isocalendar()
    return f"{year:04}-W{week:02}"


def easter(year: int) -> date | None:
    """Western Easter Sunday, by the anonymous Gregorian rule."""
    if not 1583 <= year <= 9999:
        return None
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, last = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, last + 1)


def orthodox_easter(year: int) -> date | None:
    """Orthodox Easter Sunday: the Julian rule (Meeus), thirteen days on, as the calendars differ from 1900 to 2099."""
    if not 1900 <= year <= 2099:
        return None
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, number = divmod(d + e + 114, 31)
    return date(year, month, number + 1) + timedelta(days=13)


def hijri_day(year: int, month: int, number: int) -> date | None:
    """The civil (tabular) Hijri calendar. Sightings of the moon differ from it by up to a day or two."""
    ordinal = number + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def hijri_month_days(year: int, month: int) -> Days | None:
    first = hijri_day(year, month, 1)
    following = hijri_day(year + month // 12, month % 12 + 1, 1)
    return (first, following - timedelta(days=1)) if first and following else None


def hijri_year_at(of: date) -> int:
    """The Hijri year in which a day lies, to within the tabular calendar's day or two."""
    return (30 * (of.toordinal() - 227015) + 10646) // 10631


def edge(days: Days, which: str) -> Days:
    """The early, middle or late part of a stretch.

    A month: 1 to 10, 11 to 20, 21 to its end. A year: three months at either end, June and July between; its very start or end one
    month. A decade: 0 to 3, 4 to 6, 7 to 9. Other stretches: thirds.
    """
    first, last = days
    length = (last - first).days + 1
    if length <= 1:
        return days
    if 28 <= length <= 31:
        cuts = {"START": (0, 9), "FIRST": (0, 9), "MID": (10, 19), "END": (20, length - 1), "LAST": (20, length - 1)}
        low, high = cuts.get(which, (0, length - 1))
        return first + timedelta(days=low), first + timedelta(days=high)
    if 365 <= length <= 366:
        months = {"START": (1, 3), "FIRST": (1, 1), "MID": (6, 7), "END": (10, 12), "LAST": (12, 12)}.get(which, (1, 12))
        return date(first.year, months[0], 1), date(first.year, months[1], _calendar.monthrange(first.year, months[1])[1])
    if length > 3600:
        span = last.year - first.year + 1
        begins, ends = {"START": (0, 0.3), "FIRST": (0, 0.1), "MID": (0.4, 0.6), "END": (0.7, 0.9), "LAST": (0.9, 0.9)}.get(which, (0, 0.9))
        return date(first.year + round(begins * span), 1, 1), date(first.year + round(ends * span), 12, 31)
    third = length // 3
    if which in ("START", "FIRST"):
        return first, first + timedelta(days=max(0, third - 1))
    if which in ("END", "LAST"):
        return last - timedelta(days=max(0, third - 1)), last
    if which == "MID":
        return first + timedelta(days=third), last - timedelta(days=third)
    return days

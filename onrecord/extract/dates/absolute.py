"""Readers of days of the calendar: dates, Hijri dates, feasts, seasons, quarters, decades."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.calendar import Days
from onrecord.extract.dates.grammar import Found
from onrecord.extract.dates.scene import Reading, Scene


def number(found: Found, name: str) -> int | None:
    """The digits of a part ("15th" is 15), or its value from the word list."""
    value = found.parts.get(name)
    if isinstance(value, str):
        digits = re.search(r"\d+", value)
        return int(digits.group()) if digits else None
    return int(value) if value is not None else None


def at_time(of: date, part: str) -> Reading:
    """A day with a part of it: 2016-12-10TNI, 2016-12-10T12:00."""
    return Reading(type="TIME", value=f"{of.isoformat()}T{part}", days=(of, of), unit="D")


def narrowed(days: Days | None, found: Found, scene: Scene) -> Days | None:
    """Early, mid, late: the part of the stretch. "Earlier this month" ends today, "later this month" begins today."""
    which = found.parts.get("edge")
    if days is None or which is None:
        return days
    if which in ("BEFORE", "AFTER"):
        today = scene.today
        if today is None or not days[0] <= today <= days[1]:
            return days
        return (days[0], today) if which == "BEFORE" else (today, days[1])
    return cal.edge(days, str(which))


def stated_year(found: Found, scene: Scene) -> int | None:
    """The year that the words themselves give: 2015, '98, "last year", "that year"."""
    for name in ("year", "modernyear", "oldyear"):
        if name in found.parts:
            return number(found, name)
    if "yy" in found.parts:
        short = number(found, "yy") or 0
        pivot = (scene.today.year + 5) % 100 if scene.today else 40
        return short + (2000 if short <= pivot else 1900)
    if "inyear" in found.parts:
        base = scene.base("Y") if "anaphor" in found.parts else scene.today
        shift = number(found, "anaphor" if "anaphor" in found.parts else "which") or 0
        return base.year + shift if base else None
    return None


def read_date(found: Found, scene: Scene) -> Reading | None:
    if "iso" in found.parts or "dmy" in found.parts:
        return _numeric(found, scene)
    if found.parts.get("era") == "BC":
        return _before_christ(found)
    year, month, day = stated_year(found, scene), number(found, "month") or number(found, "baremonth"), _day_number(found)
    if year is not None and month is None:
        return _year(found, scene, year)
    if month is None:
        return None
    if year is None:
        year = _which_year(found, scene, month) if "which" in found.parts else scene.infer_year(month, day, found.start, found.end)
    elif "inyear" not in found.parts:
        scene.year_at = (found.end, year)
    return _day(found, year, month, day) if day else _month(found, scene, year, month)


def _day_number(found: Found) -> int | None:
    return number(found, "day") or number(found, "ordinal") or number(found, "ordinalday")


def _year(found: Found, scene: Scene, year: int) -> Reading | None:
    days = cal.year_days(year)
    scene.year_at = (found.end, year)
    return Reading(type="DATE", value=f"{year:04}", days=narrowed(days, found, scene), unit="Y") if days else None


def _month(found: Found, scene: Scene, year: int | None, month: int) -> Reading | None:
    if year is None:
        return Reading(type="DATE", value=f"XXXX-{month:02}", unit="M")
    days = cal.month_days(year, month)
    return Reading(type="DATE", value=f"{year:04}-{month:02}", days=narrowed(days, found, scene), unit="M") if days else None


def _day(found: Found, year: int | None, month: int, day: int) -> Reading | None:
    part = found.parts.get("part")
    if year is None:
        return Reading(type="DATE", value=f"XXXX-{month:02}-{day:02}" + (f"T{part}" if part else ""), unit="D")
    of = cal.day(year, month, day)
    if of is None:
        return None
    if part == "NI" and found.words["part"][:5].lower() == "night" and (morning := cal.add_days(of, 1)):
        return Reading(type="TIME", value=f"{of.isoformat()}TNI", days=(of, morning), unit="D")  # the night of the 11th ends on the 12th
    return at_time(of, str(part)) if part else Reading(type="DATE", value=of.isoformat(), days=(of, of), unit="D")


def _which_year(found: Found, scene: Scene, month: int) -> int | None:
    """ "last May" is the latest May that is over, "next May" the first that has not begun."""
    today, which = scene.own(), number(found, "which")
    if today is None:
        return None
    if which == -1:
        return today.year if month < today.month else today.year - 1
    if which == 1:
        return today.year if month > today.month else today.year + 1
    return today.year


def _before_christ(found: Found) -> Reading | None:
    year = number(found, "oldnumber")
    if not year:
        return None
    month = number(found, "month")
    return Reading(type="DATE", value=f"BC{year:04}" + (f"-{month:02}" if month else ""), unit="Y")


def _numeric(found: Found, scene: Scene) -> Reading | None:
    if "iso" in found.parts:
        year, month, day = (int(n) for n in str(found.parts["iso"]).translate(cal.ISO_MARKS).split("-"))
        of = cal.day(year, month, day)
    else:
        first, second, year = (int(n) for n in re.split(r"[-./]", str(found.parts["dmy"])))
        year += 0 if year > 99 else (2000 if year < 70 else 1900)
        of = day_or_month_first(first, second, year, scene.today)
    return Reading(type="DATE", value=of.isoformat(), days=(of, of), unit="D") if of else None


def day_or_month_first(first: int, second: int, year: int, near: date | None) -> date | None:
    """5-8-2014 is 5 August, unless only the other order is a date, or lies nearer to the day of publication."""
    ways = [d for d in (cal.day(year, second, first), cal.day(year, first, second)) if d]
    if not ways:
        return None
    return min(ways, key=lambda d: abs((d - near).days)) if near else ways[0]


def read_hijri(found: Found, scene: Scene) -> Reading | None:
    """Hijri dates by the tabular calendar; a day may be off by one, so its neighbours are allowed for."""
    year, month, day = number(found, "hyear"), number(found, "hijri"), number(found, "day")
    if month is None:
        return None
    if year is None:
        if scene.today is None:
            return None
        now = cal.hijri_year_at(scene.today)
        ways = [(y, d) for y in (now - 1, now, now + 1) if (d := cal.hijri_day(y, month, day or 1)) and d <= scene.today]
        if not ways:
            return None
        year = ways[-1][0]
    if day:
        of = cal.hijri_day(year, month, day)
        return _around(of, 1) if of else None
    days = cal.hijri_month_days(year, month)
    return Reading(type="DATE", value=days[0].isoformat()[:7], days=days, unit="M") if days else None


def _around(of: date, slack: int) -> Reading | None:
    first, last = cal.add_days(of, -slack), cal.add_days(of, slack)
    return Reading(type="DATE", value=of.isoformat(), days=(first, last), unit="D") if first and last else None


def read_feast(found: Found, scene: Scene) -> Reading | None:
    rule, rank = str(found.parts["feast"]), number(found, "rank")
    years = [stated_year(found, scene)]
    if years == [None]:
        base = scene.own()
        if base is None:
            return Reading(type="DATE", value=f"XXXX-{rule}" if rule[0].isdigit() else "XXXX", unit="D")
        years = [base.year - 1, base.year, base.year + 1]
    ways = [days for y in years if y and (days := _feast_days(rule, y))]
    if not ways:
        return None
    days = _nearest(ways, found, scene) if len(ways) > 1 else ways[0]
    if rank and rank > 0 and (of := cal.add_days(days[0], rank - 1)):
        days = (of, of)
    return Reading(type="DATE", value=days[0].isoformat(), days=days, unit="D")


def _nearest(ways: list[Days], found: Found, scene: Scene) -> Days:
    base = scene.own() or ways[0][0]
    which = number(found, "which")
    if which == -1:
        ways = [w for w in ways if w[1] < base] or ways
        return ways[-1]
    if which == 1 or scene.looks(found.start, found.end) == "ahead":
        return next((w for w in ways if w[1] >= base), ways[-1])
    return min(ways, key=lambda w: abs((w[0] - base).days))


def _feast_days(rule: str, year: int) -> Days | None:
    if rule.startswith("easter"):
        sunday = cal.easter(year)
        of = sunday and sunday + timedelta(days=int(rule[6:]))
        return (of, of) if of else None
    if rule.startswith("hijri"):
        month, first, length = (int(n) for n in rule.split("-")[1:])
        for lunar in (cal.hijri_year_at(date(year, 1, 1)), cal.hijri_year_at(date(year, 12, 31))):
            of = cal.hijri_day(lunar, month, first)
            if of and of.year == year and (last := cal.add_days(of, length - 1)):
                return of, last
        return None
    of = cal.day(year, int(rule[:2]), int(rule[3:]))
    return (of, of) if of else None


def read_anniversary(found: Found, scene: Scene) -> Reading | None:
    """ "the tenth anniversary of 15 March 2011": the day itself, so many years on; without a count, the one nearest to the writer's day."""
    month, day = number(found, "month"), _day_number(found)
    first = read_date(found, scene) if "month" not in found.parts else None
    if first and first.days:
        month, day = first.days[0].month, first.days[0].day
    if not month or not day:
        return None
    year, nth = stated_year(found, scene) or (first.days[0].year if first and first.days else None), number(found, "nth")
    today = scene.own()
    if year and nth:
        of = cal.day(year + nth, month, day)
    else:
        near = [d for y in (-1, 0, 1) if today and (d := cal.day(today.year + y, month, day))]
        of = min(near, key=lambda d: abs((d - (today or d)).days)) if near else None
    if of is None:
        return Reading(type="DATE", value=f"XXXX-{month:02}-{day:02}", unit="D")
    return Reading(type="DATE", value=of.isoformat(), days=(of, of), unit="D")

"""Readers of days told from another day: weekdays, "yesterday", "last week", "three days later", "the same day"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.absolute import at_time, narrowed, number
from onrecord.extract.dates.calendar import Days
from onrecord.extract.dates.grammar import Found
from onrecord.extract.dates.scene import Reading, Scene

_CLAUSE_END = re.compile(r"\s*(?:[.,;:)\]!?\"”—–]|$|\n|\s(?:and|but|when|at|in|on|to|by|from)\b)")


def _one_day(of: date | None, part: str | None = None) -> Reading | None:
    if of is None:
        return None
    return at_time(of, part) if part else Reading(type="DATE", value=of.isoformat(), days=(of, of), unit="D")


def _part(found: Found) -> str | None:
    part = found.parts.get("part")
    return str(part) if part is not None else None


# --- weekdays ---------------------------------------------------------------------------------------------------


def weekday_date(weekday: int, which: int | None, in_week: bool, way: str | None, base: date) -> date | None:
    """The day that a weekday names, told on day `base`. weekday: 1 Monday .. 7 Sunday. way: which way the sentence looks."""
    if in_week:
        return cal.add_days(base, -base.weekday() + 7 * (which or 0) + weekday - 1)
    ahead = (weekday - base.isoweekday()) % 7
    if which == 1:
        return cal.add_days(base, ahead or 7)
    if which == -1:
        return cal.add_days(base, ahead - 7)
    if way == "ahead" or ahead == 0:
        return cal.add_days(base, ahead)
    return cal.add_days(base, ahead - 7)


def read_weekday(found: Found, scene: Scene) -> Reading | None:
    weekday, part = number(found, "weekday") or 1, _part(found)
    base = scene.last.get("D") or scene.today if scene.narrative else scene.today
    if base is None:
        return Reading(type="TIME" if part else "DATE", value=f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), unit="D")
    way = "ahead" if scene.narrative else scene.looks(found.start, found.end)
    first = scene.joined_to(found.start)
    if first and "which" not in found.parts:
        second = weekday_date(weekday, 1, False, "ahead", first)
        if second and (first > base or second <= base):
            return _one_day(second, part)  # "from Monday to Wednesday" runs forward
    return _one_day(weekday_date(weekday, number(found, "which"), "inweek" in found.parts, way, base), part)


def read_overnight(found: Found, scene: Scene) -> Reading | None:
    """ "overnight" told on day N is N-1 to N; "overnight on Saturday" is Saturday to Sunday; "overnight into Sunday" the same."""
    base = scene.base("D") if scene.narrative else scene.saying_day(found.start)
    if base is None:
        return Reading(type="TIME", value="XXXX-XX-XXTNI", unit="D")
    first, second = (number(found, n) for n in ("weekday", "second"))
    evening = weekday_date(first, None, False, "back", base) if first else None
    morning = weekday_date(second, None, False, "back", base) if second else None
    if morning is None:
        morning = cal.add_days(evening, 1) if evening and evening < base else base
    if morning and (evening is None or evening >= morning):
        evening = cal.add_days(morning, -1)
    if evening is None or morning is None:
        return None
    return Reading(type="TIME", value=f"{evening.isoformat()}TNI", days=(evening, morning), unit="D")


def read_night_between(found: Found, scene: Scene) -> Reading | None:
    """ "the night of 18 to 19 June": both days."""
    month, first, second = number(found, "month") or 1, number(found, "day") or 1, number(found, "second") or 1
    year = number(found, "year") or scene.infer_year(month, second, found.start, found.end)
    if year is None:
        return Reading(type="TIME", value=f"XXXX-{month:02}-{first:02}TNI", unit="D")
    morning = cal.day(year, month, second)
    evening = cal.add_days(morning, -1) if morning else None
    if morning is None or evening is None or evening.day != first:
        return None  # no night: "between 5 and 9 May"
    return Reading(type="TIME", value=f"{evening.isoformat()}TNI", days=(evening, morning), unit="D")


# --- said from the writer's own day -------------------------------------------------------------------------------


def read_day_word(found: Found, scene: Scene) -> Reading | None:
    offset, words = number(found, "today") or 0, found.words.get("today", "").lower()
    part = "NI" if words.startswith("tonight") else _part(found)
    if scene.today is None or scene.narrative:
        value = "PRESENT_REF" if offset == 0 and not part else "XXXX-XX-XX" + (f"T{part}" if part else "")
        return Reading(type="TIME" if part else "DATE", value=value, unit="D")
    return _one_day(cal.add_days(scene.today, offset), part)


def read_this_part(found: Found, scene: Scene) -> Reading | None:
    """ "last night" is the night between yesterday and today; "last evening" is yesterday's."""
    which, part = number(found, "which") or 0, str(found.parts["part"])
    if which == 1:
        return _related(found, scene, "D", 1)
    base = scene.base("D") if scene.narrative else (scene.saying_day(found.start) if part == "NI" else scene.today)
    if base is None:
        return Reading(type="TIME", value=f"XXXX-XX-XXT{part}", unit="D")
    reading = _one_day(cal.add_days(base, which), part)
    if reading and reading.days and part == "NI" and which == -1 and not scene.narrative:
        return Reading(type="TIME", value=reading.value, days=(reading.days[0], base), unit="D")
    return reading


def read_unit(found: Found, scene: Scene) -> Reading | None:
    """A week, month or year told from the writer's: "last week", "the end of this month", "at the weekend"."""
    unit, which = str(found.parts["spanunit"]), number(found, "which") or 0
    jump = found.words.get("jump", "")
    if jump:
        which = 2 if "next" in jump else -2
    words = found.words.get("which", "").lower()
    if unit == "D" and which:
        return _related(found, scene, "D", which)
    if words.startswith("past") or words == "this past":
        return _past_span(unit, scene)
    started_the = scene.text[found.start : found.start + 4].lower() == "the "
    base = scene.base("Y") if scene.narrative and ("which" not in found.parts or started_the) else scene.own()
    if base is None:
        return Reading(type="DATE", value={"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX"}.get(unit, "XXXX"), unit=unit)
    way = scene.looks(found.start, found.end)
    return unit_reading(unit, which, base, found, scene, way)


def _past_span(unit: str, scene: Scene) -> Reading | None:
    first = cal.add(scene.today, -1, unit) if scene.today else None
    days = (first, scene.today) if first and scene.today else None
    return Reading(type="DURATION", value=f"P1{unit}", days=days, unit="")


def unit_reading(unit: str, which: int, base: date, found: Found, scene: Scene, way: str | None) -> Reading | None:
    """The unit `which` steps from the one `base` lies in. A running unit, looked back on, ends today."""
    if unit == "WE":
        return _weekend(which, base, way)
    of = cal.add(base.replace(day=1) if unit in ("M", "Q", "Y") else base, which, unit)
    if of is None:
        return None
    value, days = _span_of(unit, of)
    if days is None:
        return None
    if which == 0 and "edge" not in found.parts and way != "ahead" and scene.today and days[0] <= scene.today <= days[1]:
        days = (days[0], scene.today)
    return Reading(type="DATE", value=value, days=narrowed(days, found, scene), unit=unit)


def _span_of(unit: str, of: date) -> tuple[str, Days | None]:
    if unit == "D":
        return of.isoformat(), (of, of)
    if unit == "W":
        return cal.iso_week(of), cal.week_days(of)
    if unit == "M":
        return f"{of.year:04}-{of.month:02}", cal.month_days(of.year, of.month)
    if unit == "Q":
        quarter = (of.month + 2) // 3
        return f"{of.year:04}-Q{quarter}", cal.months_days(of.year, quarter * 3 - 2, 3)
    if unit == "DE":
        return f"{of.year // 10:03}", cal.years_days(of.year // 10 * 10, 10)
    if unit == "CE":
        return f"{of.year // 100:02}", cal.years_days(of.year // 100 * 100, 100)
    return f"{of.year:04}", cal.year_days(of.year)


def _weekend(which: int, base: date, way: str | None) -> Reading | None:
    """ "the weekend": the one that is on, else the last or the coming one by the sentence; "last weekend": one that is over."""
    saturday = cal.add_days(base, 5 - base.weekday())
    if saturday is None:
        return None
    on = base.weekday() >= 5
    step = which if on or which > 0 else which + (which == 0 and way != "ahead") * -1
    if which > 0 and not on:
        step = which - 1
    first = cal.add_days(saturday, 7 * step)
    last = first and cal.add_days(first, 1)
    return Reading(type="DATE", value=f"{cal.iso_week(first)}-WE", days=(first, last), unit="WE") if first and last else None


# --- told from the day before it in the text ------------------------------------------------------------------------


def read_anaphor(found: Found, scene: Scene) -> Reading | None:
    if "ordinalday" in found.parts:
        return _ordinal_day(found, scene)
    if "month" in found.parts:
        return _month_from(found, scene)
    unit = "Y" if "inyear" in found.parts else str(found.parts.get("spanunit", "D"))
    rel = found.parts.get("rel")
    step = (1 if rel == "after" else -1) if rel else (number(found, "anaphor") or 0)
    return _related(found, scene, unit, step)


def _related(found: Found, scene: Scene, unit: str, step: int) -> Reading | None:
    base, part = scene.base(unit), _part(found)
    if base is None:
        return Reading(type="TIME" if part else "DATE", value="XXXX-XX-XX" if unit == "D" else "XXXX", unit=unit)
    if unit == "D":
        return _one_day(cal.add_days(base, step), part)
    return unit_reading(unit, step, base, found, scene, "ahead")


def _month_from(found: Found, scene: Scene) -> Reading | None:
    """ "the previous April", "the following May", "that June", from the month last spoken of."""
    base, month, step = scene.base("M"), number(found, "month") or 1, number(found, "anaphor") or 0
    if base is None:
        return Reading(type="DATE", value=f"XXXX-{month:02}", unit="M")
    year = base.year
    if step:
        year += 0 if (month - base.month) * step > 0 else step
    days = cal.month_days(year, month)
    return Reading(type="DATE", value=f"{year:04}-{month:02}", days=days, unit="M") if days else None


def _ordinal_day(found: Found, scene: Scene) -> Reading | None:
    """ "the 15th": of the month spoken of, or the last one that has been; "the 9th of this month"."""
    day, base = number(found, "ordinalday") or 1, scene.last.get("M") or scene.today
    if "inmonth" in found.parts and not scene.narrative:
        base = cal.add_months(scene.today.replace(day=1), number(found, "which") or 0) if scene.today else None
    if base is None:
        return Reading(type="DATE", value=f"XXXX-XX-{day:02}", unit="D")
    of = cal.day(base.year, base.month, day)
    if of and not scene.narrative and scene.today and "M" not in scene.last and "inmonth" not in found.parts and of > scene.today:
        earlier = cal.add_months(base.replace(day=1), -1)
        of = cal.day(earlier.year, earlier.month, day) if earlier else None
    return _one_day(of)


def read_shift(found: Found, scene: Scene) -> Reading | None:
    """ "three days ago", "two weeks later", "a month earlier". Before a clause they are lengths: what they lean on is no date."""
    unit, forth = str(found.parts.get("unit") or found.parts.get("plural")), "forth" in found.parts
    word = str(found.parts.get("forth") or found.parts.get("back"))
    count = number(found, "count")
    if "count" not in found.parts:
        return Reading(type="DATE", value="FUTURE_REF" if forth else "PAST_REF")
    if count is None:
        return None
    printed = found.words.get("forth") or found.words.get("back") or ""
    if printed.lower() in ("before", "after", "on", "prior", "back") and not _CLAUSE_END.match(scene.text, found.end):
        return Reading(type="DURATION", value=length(count, unit))
    base = scene.own() if word in ("ago", "hence") else scene.base("D" if unit in ("H", "m", "S") else unit)
    of = cal.add(base, count if forth else -count, unit) if base else None
    if base is None or of is None:
        return Reading(type="DATE", value="XXXX-XX-XX" if unit in ("D", "N", "W") else "XXXX", unit=unit)
    reading = _shifted(of, count, unit, word)
    most = number(found, "upto")
    if most and reading and reading.days and (other := cal.add(base, -most, unit)):
        reading = replace(reading, days=(min(other, reading.days[0]), reading.days[1]))  # "seven to ten days ago"
    return reading


def _shifted(of: date, count: int, unit: str, word: str) -> Reading | None:
    if unit in ("D", "N", "H", "m", "S"):
        return _one_day(of)
    if unit in ("W", "FN"):
        return Reading(type="DATE", value=cal.iso_week(of), days=(of, of), unit="W")
    if unit == "WE":
        return None
    value, days = _span_of(unit, of)
    if days is None:
        return None
    if word == "ago":
        # Ours, after the annotators' guide: from six months on the count is round, so a month either way.
        months = count * {"M": 1, "Y": 12, "DE": 120, "CE": 1200}.get(unit, 1)
        low, high = cal.add_months(of, -1 if months >= 6 else 0), cal.add_months(of, 1 if months >= 6 else 0)
        days = (low, high) if low and high else days
    return Reading(type="DATE", value=value, days=days, unit=unit)


def length(count: float | int | str, unit: str) -> str:
    """A length in ISO form: P3D, PT24H, P2.5Y, PXM."""
    if unit in ("H", "m", "S"):
        return f"PT{count}{unit.upper()}"
    name, factor = {"N": ("D", 1), "FN": ("W", 2)}.get(unit, (unit, 1))
    return f"P{count if isinstance(count, str) else count * factor}{name}"

"""What the words of a date rule mean: one function a reading, the same for every language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.extract.dates.calendar import (
    Days,
    add_days,
    add_months,
    day,
    easter,
    hijri_day,
    hijri_month_days,
    hijri_year_at,
    iso_week,
    month_days,
    orthodox_easter,
    season_days,
    week_days,
    year_days,
)
from onrecord.extract.languages.grammar import Grammar, Hit

_HOURS = {"TMO": (0, 11), "TMI": (11, 14), "TAF": (12, 18), "TEV": (17, 23), "TNI": (18, 24)}
_AHEAD = 200  # days: a date without a year in a sentence that looks ahead is not looked for farther on
_FROM_MONTHS = 6  # from so many months on "N months ago" is no more exact than a month either way


@dataclass(frozen=True, slots=True)
class Read:
    """A reading. day: the one day that it names, or from which one counts on; clock: "T05:00" or "TMO" for a time without a day."""

    type: str
    value: str
    days: Days | None = None
    day: date | None = None
    clock: str | None = None
    after: int | None = None  # days to add to the day that comes with it: a night named by its morning


@dataclass(slots=True)
class Now:
    """From where a hit is read: the day of the report, the day told last, the one told next, and whether its sentence looks ahead."""

    today: date | None
    told: date | None = None
    coming: date | None = None
    ahead: bool = False
    behind: bool = False
    grammar: Grammar | None = None


def n_of(hit: Hit, g: Grammar, name: str = "n") -> float | None:
    return g.numbers.value(hit.parts[name]) if name in hit.parts else None


def _int(words: str) -> int:
    return int("".join(c for c in words if c.isdigit()))


def _one(value: str, of: date) -> Read:
    return Read("DATE", value, (of, of), of)


def _day_number(hit: Hit, g: Grammar, name: str = "day") -> int | None:
    if name in hit.parts:
        return _int(hit.parts[name])
    if "ordinal" + name[3:] in hit.parts:
        return int(g.value("ordinal", hit.parts["ordinal" + name[3:]]))
    if "n" in hit.parts and name == "day":
        number = n_of(hit, g)
        return int(number) if number and number == int(number) and 1 <= number <= 31 else None
    return None


def _year(hit: Hit, g: Grammar, number: str = "") -> int | None:
    if "year" + number in hit.parts:
        return _int(hit.parts["year" + number])
    if "yy" + number in hit.parts:
        short = _int(hit.parts["yy" + number])
        return 1900 + short if short > 40 else 2000 + short
    return None


def _month(hit: Hit, g: Grammar, number: str = "") -> int | None:
    if "month" + number in hit.parts:
        return int(g.value("month", hit.parts["month" + number]))
    if "initial" + number in hit.parts:  # "27-F"
        return int(g.value("initial", hit.parts["initial" + number]))
    if "mm" + number in hit.parts:
        return _int(hit.parts["mm" + number])
    return None


def _shift(hit: Hit, g: Grammar) -> int | None:
    """-1 last, 0 this, 1 next: said by the rule, or by the word in the slot `shift`."""
    if "shift" in hit.parts:
        return int(g.value("shift", hit.parts["shift"]))
    return hit.rule.given.get("shift")


def _nearest(make: Callable[[int], Days | None], now: Now, shift: int | None) -> tuple[int, Days] | None:
    """The year in which a stretch without a year lies: the last that has begun, or the next where the sentence looks ahead."""
    if now.today is None:
        return None
    years = range(now.today.year - 2, now.today.year + 3)
    all_ = [(y, d) for y in years if (d := make(y))]
    if (shift is not None and shift > 0) or (shift is None and now.ahead):
        coming = next(((y, d) for y, d in all_ if (d[0] if shift else d[1]) >= now.today), None)
        if shift is not None or (coming and (coming[1][0] - now.today).days <= _AHEAD):
            return coming
    if shift == 0:
        return next(((y, d) for y, d in all_ if y == now.today.year), None)
    return next(((y, d) for y, d in reversed(all_) if (d[1] < now.today if shift == -1 else d[0] <= now.today)), None)


def read_date(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A day and a month, with or without a year."""
    month, number = _month(hit, g), _day_number(hit, g)
    if month is None or number is None:
        return None
    year = _year(hit, g) or hit.rule.given.get("year")
    if year is None and "years" in hit.rule.given:
        year = _told_year(hit, now, g)
    if year is not None:
        of = day(int(year), month, number)
        return _one(of.isoformat(), of) if of else None

    def make(y: int) -> Days | None:
        of = day(y, month, number)
        return (of, of) if of else None

    found = _nearest(make, now, _shift(hit, g))
    if found is None:
        return Read("DATE", f"XXXX-{month:02}-{number:02}") if now.today is None else None
    return _one(found[1][0].isoformat(), found[1][0])


def read_iso(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """Digits alone: day, month, year; a month above 12 is a day where the language allows it."""
    year, month, number = _year(hit, g), _month(hit, g), _day_number(hit, g)
    of = day(year, month, number) if year and month and number else None
    return _one(of.isoformat(), of) if of else None


def _told_year(hit: Hit, now: Now, g: Grammar) -> int | None:
    base = now.told or now.today
    return base.year + int(hit.rule.given.get("years", 0)) if base else None


def read_month(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A month; with `edge` its first days, its middle, its end; with `half` its first or second half."""
    month = _month(hit, g)
    if month is None:
        return None
    year = _year(hit, g)
    if year is None and "years" in hit.rule.given:
        year = _told_year(hit, now, g)
    if year is None:
        found = _nearest(lambda y: month_days(y, month), now, _shift(hit, g))
        if found is None:
            return Read("DATE", f"XXXX-{month:02}") if now.today is None else None
        year = found[0]
    days = month_days(year, month)
    return _edged(Read("DATE", f"{year:04}-{month:02}", days), hit, g, now) if days else None


def read_year(hit: Hit, now: Now, g: Grammar) -> Read | None:
    year = _year(hit, g)
    if year is None and now.today is not None and _shift(hit, g) is not None:
        year = now.today.year + int(_shift(hit, g) or 0)
    days = year_days(year) if year else None
    return _edged(Read("DATE", f"{year:04}", days), hit, g, now) if days else None


def _edged(read: Read, hit: Hit, g: Grammar, now: Now) -> Read:
    which = g.value("edge", hit.parts["edge"]) if "edge" in hit.parts else hit.rule.given.get("edge")
    if which is None or read.days is None:
        return read
    if g.settings.get("edges_open"):
        return replace(read, days=None)
    first, last = read.days
    length = (last - first).days + 1
    if which in ("H1", "H2"):
        days = (first, first + timedelta(days=14)) if which == "H1" else (first + timedelta(days=15), last)
    elif 28 <= length <= 31:
        cut = {"START": (0, 9), "MID": (10, 19), "END": (20, length - 1)}[which]
        days = (first + timedelta(days=cut[0]), first + timedelta(days=cut[1]))
    elif 365 <= length <= 366:
        months = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}[which]
        days = (date(first.year, months[0], 1), (month_days(first.year, months[1]) or read.days)[1])
    else:
        third = length // 3
        days = (
            {
                "START": (first, first + timedelta(days=third - 1)),
                "MID": (first + timedelta(days=third), last - timedelta(days=third)),
                "END": (last - timedelta(days=third - 1), last),
            }[which]
            if third
            else read.days
        )
    return replace(read, days=days)


def read_weekday(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A day of the week: the last that was, the report's own day included, or the next where the sentence looks ahead."""
    number = int(g.value("weekday", hit.parts["weekday"]))
    if now.today is None:
        return Read("DATE", f"XXXX-WXX-{number}")
    of = weekday_near(number, now, _shift(hit, g), hit)
    return _one(of.isoformat(), of)


def weekday_near(number: int, now: Now, shift: int | None, hit: Hit | None = None) -> date:
    assert now.today is not None
    if hit is not None and "day" in hit.parts:  # "Sunday the 12th"
        for back in range(366):
            of = now.today - timedelta(days=back) if not now.ahead else now.today + timedelta(days=back)
            if of.day == _int(hit.parts["day"]) and of.isoweekday() == number:
                return of
    back = (now.today.isoweekday() - number) % 7
    if hit is not None and hit.rule.given.get("of_week") is not None:
        monday = now.today - timedelta(days=now.today.weekday())
        return monday + timedelta(days=7 * int(hit.rule.given["of_week"]) + number - 1)
    if shift == -1:
        return now.today - timedelta(days=back or 7)
    if (shift == 1) or (shift in (None, 0) and now.ahead and back):
        return now.today + timedelta(days=(7 - back) if back else 7)
    return now.today - timedelta(days=back)


def read_day(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A word for a day told from the report's: yesterday, today; with `part` a part of it; `dayword` holds the offset."""
    offset = int(g.value("dayword", hit.parts["dayword"])) if "dayword" in hit.parts else int(hit.rule.given.get("offset", 0))
    if now.today is None:
        return Read("DATE", {0: "PRESENT_REF", 1: "FUTURE_REF"}.get(max(-1, min(1, offset)), "PAST_REF"))
    of = add_days(now.today, offset)
    if of is None:
        return None
    part = _part(hit, g)
    if part:
        return Read("TIME", of.isoformat() + part, (of, of), of)
    return _one(of.isoformat(), of)


def _part(hit: Hit, g: Grammar) -> str | None:
    return g.value("part", hit.parts["part"]) if "part" in hit.parts else hit.rule.given.get("part")


def read_last_night(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The night before the report's day, which runs into it."""
    if now.today is None:
        return Read("TIME", "XXXX-XX-XXTNI")
    of = now.today + timedelta(days=int(hit.rule.given.get("offset", -1)))
    return Read("TIME", of.isoformat() + "TNI", (of, of + timedelta(days=1)), of)


def read_night(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A night named by the day it ends on, or by both its days."""
    both = _ends(hit, now, g)
    if both is None:
        return None
    first, last = both
    if last is None:
        if hit.rule.given.get("to"):
            first, last = first - timedelta(days=1), first
        else:
            last = first + timedelta(days=1)
    return Read("TIME", first.isoformat() + "TNI", (first, last), first)


def _ends(hit: Hit, now: Now, g: Grammar) -> tuple[date, date | None] | None:
    """The two days of a stretch named by days: what the first lacks is taken from the second."""
    if "weekday" in hit.parts and "day" not in hit.parts:
        if now.today is None:
            return None
        first, second = (int(g.value("weekday", hit.parts[n])) if n in hit.parts else None for n in ("weekday", "weekday2"))
        assert first is not None
        if second is None:
            return weekday_near(first, now, _shift(hit, g), hit), None
        last = weekday_near(second, now, _shift(hit, g), hit)
        return last - timedelta(days=(second - first) % 7 or 7), last
    single = "2" if "day2" in hit.parts or "ordinal2" in hit.parts or "dayword2" in hit.parts else ""
    if "dayword" in hit.parts and now.today:
        begins = add_days(now.today, int(g.value("dayword", hit.parts["dayword"])))
        ends = add_days(now.today, int(g.value("dayword", hit.parts["dayword2"]))) if "dayword2" in hit.parts else None
        return (begins, ends) if begins else None
    month_last = _month(hit, g, single) or _month(hit, g)
    number_last = _day_number(hit, g, "day" + single)
    if month_last is None and number_last and now.today:
        month_last = now.today.month if number_last <= now.today.day or now.ahead else (now.today.month - 2) % 12 + 1
    if month_last is None or number_last is None:
        return None
    year = _year(hit, g, single) or _year(hit, g)
    if year is None:
        month_one, number_one = (_month(hit, g) or month_last, _day_number(hit, g) or number_last) if single else (month_last, number_last)

        def make(y: int) -> Days | None:
            end = day(y, month_last, number_last)
            first_of = day(y if (month_one, number_one) <= (month_last, number_last) else y - 1, month_one, number_one)
            return (first_of or end, end) if end else None

        found = _nearest(make, now, _shift(hit, g))  # began
        if found is None:
            return None
        year = found[0]
    end = day(year, month_last, number_last)
    if end is None:
        return None
    if not single:
        return end, None
    month_first = _month(hit, g) or month_last
    number_first = _day_number(hit, g)
    if number_first is None:
        return None
    year_first = _year(hit, g) or (year if (month_first, number_first) <= (month_last, number_last) else year - 1)
    if "month2" not in hit.parts and "mm2" not in hit.parts and number_first > number_last:
        month_first = (month_last - 2) % 12 + 1
        year_first = year if month_first < month_last else year - 1
    start = day(year_first, month_first, number_first)
    return (start, end) if start else None


def read_range(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """From a day, month or year to another; one expression whose value is A/B."""
    if "day" in hit.parts or "weekday" in hit.parts or "ordinal" in hit.parts or "dayword" in hit.parts:
        both = _ends(hit, now, g)
        if both is None or both[1] is None:
            return None
        return Read("DATE", f"{both[0].isoformat()}/{both[1].isoformat()}", (both[0], both[1]), both[0])
    if "month" in hit.parts:
        first, last = _month(hit, g), _month(hit, g, "2")
        if first is None or last is None:
            return None
        year = _year(hit, g, "2") or (_year(hit, g) if "year2" not in hit.parts else None)
        if year is None:
            found = _nearest(lambda y: month_days(y, last), now, _shift(hit, g))
            if found is None:
                return None
            year = found[0]
        start_year = _year(hit, g) if "year" in hit.parts and "year2" in hit.parts else (year if first <= last else year - 1)
        start, end = month_days(start_year or year, first), month_days(year, last)
        if not start or not end:
            return None
        return Read("DATE", f"{start_year or year:04}-{first:02}/{year:04}-{last:02}", (start[0], end[1]))
    first_year, last_year = _year(hit, g), _year(hit, g, "2")
    if first_year is None or last_year is None:
        return None
    if last_year < first_year:
        return None
    start, end = year_days(first_year), year_days(last_year)
    return Read("DATE", f"{first_year:04}/{last_year:04}", (start[0], end[1])) if start and end else None


def read_unit(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """Last week, this month, next year: the whole stretch, up to the report's day where it is the present one."""
    unit = g.value("unit", hit.parts["unit"]) if "unit" in hit.parts else hit.rule.given["unit"]
    shift = _shift(hit, g)
    if now.today is None or shift is None:
        return Read("DATE", {-1: "PAST_REF", 1: "FUTURE_REF"}.get(shift or 0, "PRESENT_REF"))
    base = now.told if hit.rule.given.get("from") == "told" and now.told else now.today
    if unit == "WE" and shift == 0 and not now.ahead and base.isoweekday() < 6:
        shift = -1  # told in the week that follows
    value, days = _stretch(base, unit, shift)
    if days is None:
        return None
    read = Read("DATE", value, days)
    if unit == "D":
        return Read("DATE", value, days, days[0])
    read = _edged(read, hit, g, now)
    if shift == 0 and unit not in ("WE",) and read.days and "edge" not in hit.parts and read.days[0] <= now.today and base is now.today:
        read = replace(read, days=(read.days[0], min(read.days[1], now.today)))
    return read


def _stretch(base: date, unit: str, shift: int) -> tuple[str, Days | None]:
    if unit == "D":
        of = add_days(base, shift)
        return (of.isoformat(), (of, of)) if of else ("", None)
    if unit in ("W", "WE"):
        of = add_days(base, 7 * shift)
        days = week_days(of) if of else None
        if of is None or days is None:
            return "", None
        if unit == "W":
            return iso_week(of), days
        return iso_week(of) + "-WE", (days[0] + timedelta(days=5), days[1])
    if unit == "M":
        of = add_months(base.replace(day=1), shift)
        return (f"{of.year:04}-{of.month:02}", month_days(of.year, of.month)) if of else ("", None)
    if unit == "Y":
        return f"{base.year + shift:04}", year_days(base.year + shift)
    if unit == "Q":
        number = base.year * 4 + (base.month - 1) // 3 + shift
        return _quarter(number // 4, number % 4 + 1)
    if unit == "SEM":
        number = base.year * 2 + (base.month - 1) // 6 + shift
        return _half(number // 2, number % 2 + 1)
    if unit == "DE":
        start = base.year // 10 * 10 + 10 * shift
        return f"{start // 10}", _years(start, 10)
    if unit == "CE":
        number = (base.year - 1) // 100 + shift
        return f"{number}", _years(number * 100 + 1, 100)
    return "", None


def _years(first: int, count: int) -> Days | None:
    start, end = year_days(first), year_days(first + count - 1)
    return (start[0], end[1]) if start and end else None


def _quarter(year: int, number: int) -> tuple[str, Days | None]:
    start, end = month_days(year, 3 * number - 2), month_days(year, 3 * number)
    return f"{year:04}-Q{number}", (start[0], end[1]) if start and end else None


def _half(year: int, number: int) -> tuple[str, Days | None]:
    start, end = month_days(year, 6 * number - 5), month_days(year, 6 * number)
    return f"{year:04}-H{number}", (start[0], end[1]) if start and end else None


def read_quarter(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A quarter or a half of a year: `ordinal` says which, `of` which of the two."""
    number = int(g.value("ordinal", hit.parts["ordinal"])) if "ordinal" in hit.parts else int(hit.rule.given.get("number", 0))
    make = _half if hit.rule.given.get("of") == "half" else _quarter
    if not 1 <= number <= (2 if make is _half else 4):
        return None
    year = _year(hit, g)
    if year is None and _shift(hit, g) is not None and now.today:
        year = now.today.year + int(_shift(hit, g) or 0)
    if year is None:
        found = _nearest(lambda y: make(y, number)[1], now, None)
        if found is None:
            return None
        year = found[0]
    value, days = make(year, number)
    return Read("DATE", value, days) if days else None


def read_season(hit: Hit, now: Now, g: Grammar) -> Read | None:
    season = g.value("season", hit.parts["season"])
    year = _year(hit, g)
    if year is None:
        found = _nearest(lambda y: season_days(season, y), now, _shift(hit, g))
        if found is None:
            return None
        year = found[0]
    days = season_days(season, year)
    return _edged(Read("DATE", f"{year:04}-{season}", days), hit, g, now) if days else None


def read_decade(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The nineties: a year, two digits, or a word of the table `decade` (its first year)."""
    if "decade" in hit.parts:
        first = int(g.value("decade", hit.parts["decade"]))
    else:
        year = _year(hit, g)
        if year is None:
            return None
        first = year // 10 * 10
    return _edged(Read("DATE", f"{first // 10}", _years(first, 10)), hit, g, now)


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def read_century(hit: Hit, now: Now, g: Grammar) -> Read | None:
    if "roman" in hit.parts:
        digits = [_ROMAN[c] for c in hit.parts["roman"]]
        number = sum(-d if n + 1 < len(digits) and digits[n + 1] > d else d for n, d in enumerate(digits))
    elif "ordinal" in hit.parts:
        number = int(g.value("ordinal", hit.parts["ordinal"]))
    elif "day" in hit.parts:
        number = _int(hit.parts["day"])
    else:
        return None
    return _edged(Read("DATE", f"{number - 1}", _years((number - 1) * 100 + 1, 100)), hit, g, now) if 1 <= number <= 21 else None


def read_ago(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """So many units before or after the report's day (`from` = "told": the day told last). sign -1 or 1."""
    number = n_of(hit, g) if "n" in hit.parts else float(hit.rule.given.get("n", 1))
    unit = g.value("unit", hit.parts["unit"]) if "unit" in hit.parts else hit.rule.given["unit"]
    sign = int(hit.rule.given.get("sign", -1))
    told = hit.rule.given.get("from") == "told"
    base = (now.told or now.coming or (now.today if hit.rule.given.get("or_today") else None)) if told else now.today
    if number is None:
        return None
    if base is None:
        return _duration(number, unit) if told else Read("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    whole = int(number)
    if unit in ("H", "MIN", "S"):
        return _one(base.isoformat(), base)
    if unit in ("D", "N"):
        of = add_days(base, sign * whole)
        return _one(of.isoformat(), of) if of else None
    if unit in ("W", "FN"):
        of = add_days(base, sign * (7 if unit == "W" else 14) * whole)
        return Read("DATE", iso_week(of), week_days(of)) if of else None
    months = {"M": 1, "Q": 3, "SEM": 6}.get(unit)
    if months or number != whole:
        many = int(number * (months or {"Y": 12, "DE": 120, "CE": 1200}.get(unit, 12)))
        of = add_months(base.replace(day=1), sign * many)
        days = month_days(of.year, of.month) if of else None
        if of is None or days is None:
            return None
        if many >= _FROM_MONTHS and not told:
            wide = add_months(of, -1), add_months(of, 1)
            end = month_days(wide[1].year, wide[1].month) if wide[1] else None
            if wide[0] and end:
                days = (wide[0], end[1])
        return Read("DATE", f"{of.year:04}-{of.month:02}", days)
    years = whole * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 1)
    of_year = base.year + sign * years
    days = year_days(of_year)
    if days is None:
        return None
    value = f"{of_year:04}" if unit == "Y" else (f"{of_year // 10}" if unit == "DE" else f"{of_year // 100}")
    return Read("DATE", value, None if g.settings.get("years_ago_open") else days)


def read_anaphor(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The day after, the day before, that day: told from the day that the text told last, or tells next."""
    base = (
        now.coming
        if hit.rule.given.get("coming") and now.coming
        else (now.told or now.coming or (now.today if hit.rule.given.get("today") else None))
    )
    if base is None:
        return None
    of = add_days(base, int(hit.rule.given.get("offset", 1)))
    part = _part(hit, g)
    if of is None:
        return None
    return Read("TIME", of.isoformat() + part, (of, of), of) if part else _one(of.isoformat(), of)


_LENGTH = {"S": "PT{}S", "MIN": "PT{}M", "H": "PT{}H", "D": "P{}D", "N": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y"}
_IN_SMALLER = {"H": ("MIN", 60), "D": ("H", 24), "Y": ("M", 12), "W": ("D", 7), "M": ("D", 30)}
_IN_WHOLE = {"FN": ("W", 2), "Q": ("M", 3), "SEM": ("M", 6), "DE": ("Y", 10), "CE": ("Y", 100), "WE": ("D", 2)}


def _duration(number: float, unit: str) -> Read:
    if unit in _IN_WHOLE:
        unit, many = _IN_WHOLE[unit]
        number *= many
    while number != int(number) and unit in _IN_SMALLER:
        unit, many = _IN_SMALLER[unit]
        number *= many
    return Read("DURATION", _LENGTH[unit].format(round(number)))


def read_duration(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A length of time. `half` adds a half of the unit, a second number and unit are added to the first."""
    if "value" in hit.rule.given:
        return Read("DURATION", str(hit.rule.given["value"]))
    unit = g.value("unit", hit.parts["unit"]) if "unit" in hit.parts else hit.rule.given["unit"]
    if hit.rule.given.get("vague"):
        return Read("DURATION", _LENGTH[_IN_WHOLE.get(unit, (unit, 1))[0]].format("X"))
    number = n_of(hit, g) if "n" in hit.parts else float(hit.rule.given.get("n", 1))
    if number is None:
        return None
    if "half" in hit.parts or hit.rule.given.get("half"):
        number += 0.5
    if "n2" in hit.parts and "unit2" in hit.parts:
        more, small = n_of(hit, g, "n2"), g.value("unit", hit.parts["unit2"])
        if more is None:
            return None
        if small in ("N", unit):
            return _duration(number, unit)
        if _IN_SMALLER.get(unit, ("", 0))[0] == small:
            return _duration(number * _IN_SMALLER[unit][1] + more, small)
    return _duration(number, unit)


def read_set(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """What comes again and again: every Friday, every two days, each night, each year on the 8th of August."""
    if "value" in hit.rule.given:
        return Read("SET", str(hit.rule.given["value"]))
    for name in ("weekday", "weekdays"):
        if name in hit.parts:
            return Read("SET", f"XXXX-WXX-{g.value(name, hit.parts[name])}{_part(hit, g) or ''}")
    if "month" in hit.parts:
        number = _day_number(hit, g)
        return Read("SET", f"XXXX-{_month(hit, g):02}" + (f"-{number:02}" if number else ""))
    if "season" in hit.parts:
        return Read("SET", f"XXXX-{g.value('season', hit.parts['season'])}")
    for name in ("part", "parts"):
        if name in hit.parts:
            return Read("SET", f"XXXX-XX-XX{g.value(name, hit.parts[name])}")
    if hit.rule.given.get("often") and "unit" in hit.parts:  # "twice a week"
        return Read("SET", _duration(1, g.value("unit", hit.parts["unit"])).value)
    read = read_duration(hit, now, g)
    return Read("SET", read.value) if read else None


def read_clock(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A time of day by the clock. `part` tells morning from evening."""
    if "hour" in hit.parts:
        hour = float(_int(hit.parts["hour"]))
    else:
        given = n_of(hit, g)
        if given is None or not 0 <= given <= 24:
            return None
        hour = given
    minute = _int(hit.parts["minute"]) if "minute" in hit.parts else 0
    if "half" in hit.parts:
        minute = 30
    if "quarter" in hit.parts:
        minute = int(g.value("quarter", hit.parts["quarter"]))
        if minute < 0:
            hour, minute = hour - 1, 60 + minute
    part = _part(hit, g)
    if (part in ("TAF", "TEV") and hour < 12) or (part == "TNI" and 5 < hour < 12):
        hour += 12
    elif part in ("TNI", "TMO") and hour == 12:
        hour = 0 if part == "TMO" else 24
    return Read("TIME", "", clock=f"T{int(hour):02}:{minute:02}")


def read_part(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A part of a day beside a day; by itself it is no date, but where the rule says `alone`: then it is the report's day's."""
    part = _part(hit, g)
    if hit.rule.given.get("alone") and now.today:
        return Read("TIME", now.today.isoformat() + str(part), (now.today, now.today), now.today, clock=part)
    return Read("TIME", "", clock=part)


def read_feast(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A feast by its month and day ("12-25"), or by Easter: "E+0", "E-7/E+0" with the year for its value."""
    code = g.value("feast", hit.parts["feast"]) if "feast" in hit.parts else str(hit.rule.given["feast"])

    def make(y: int) -> Days | None:
        ends = []
        for one in code.split("/"):
            if one[0] in "EO":
                base = easter(y) if one[0] == "E" else orthodox_easter(y)
                of = add_days(base, int(one[1:])) if base else None
            else:
                month, number = one.split("-")
                of = day(y, int(month), int(number))
            if of is None:
                return None
            ends.append(of)
        return ends[0], ends[-1]

    year = _year(hit, g)
    found = (year, make(year)) if year else _nearest(make, now, _shift(hit, g))
    if not found or not found[1]:
        return None
    first, last = found[1]
    return _one(first.isoformat(), first) if first == last else Read("DATE", f"{found[0]:04}", (first, last))


def hijri_days(year: int, month: int, number: int | None) -> Days | None:
    """A day or a whole month of the Islamic calendar by the Umm al-Qura tables, by the civil calendar where they do not reach."""
    from hijridate import Hijri  # the tables are read when first needed

    try:
        first = Hijri(year, month, number or 1).to_gregorian()
        length = Hijri(year, month, 1).month_length()
    except (ValueError, OverflowError):
        if number is None:
            return hijri_month_days(year, month)
        of = hijri_day(year, month, number)
        return (of, of) if of else None
    start = date(first.year, first.month, first.day)
    return (start, start) if number else (start, start + timedelta(days=length - 1))


def read_hijri(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A day or month of the Islamic calendar, by the Umm al-Qura tables; without a year the one nearest the report."""
    month = int(g.value("hijri", hit.parts["hijri"]))
    number = _day_number(hit, g)
    year = _int(hit.parts["hyear"]) if "hyear" in hit.parts else None
    if year is None:
        if now.today is None:
            return None
        at = hijri_year_at(now.today)
        options = [(y, d) for y in (at - 1, at, at + 1) if (d := hijri_days(y, month, number)) and d[0] <= now.today]
        if not options:
            return None
        year, days = options[-1]
    else:
        found = hijri_days(year, month, number)
        if found is None:
            return None
        days = found
    if number is not None:
        return _one(days[0].isoformat(), days[0])
    return _edged(Read("DATE", f"{days[0].isoformat()}/{days[1].isoformat()}", days), hit, g, now)


def read_day_of_month(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """The number of a day with a month that is this, the last, or the one spoken of."""
    number = _day_number(hit, g)
    base = now.today if hit.rule.given.get("from") != "told" else (now.told or now.today)
    if base is None or number is None:
        return None
    start = add_months(base.replace(day=1), int(_shift(hit, g) or 0))
    of = day(start.year, start.month, number) if start else None
    if of and hit.rule.given.get("past") and now.today and of > now.today and not now.ahead:
        back = add_months(of.replace(day=1), -1)
        of = day(back.year, back.month, number) if back else None
    return _one(of.isoformat(), of) if of else None


def read_fixed(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """A day that goes by a name of its own; `date` in the rule, or a reference without days (`value`)."""
    if "date" in hit.rule.given:
        of = date.fromisoformat(str(hit.rule.given["date"]))
        return _one(of.isoformat(), of)
    return Read(str(hit.rule.given.get("type", "DATE")), str(hit.rule.given["value"]))


def read_not(hit: Hit, now: Now, g: Grammar) -> Read | None:
    """Words that look like a time and are none: ages, names, numbers of laws and units."""
    return None


READINGS: Mapping[str, Callable[[Hit, Now, Grammar], Read | None]] = {
    "date": read_date,
    "numeric": read_iso,
    "month": read_month,
    "year": read_year,
    "weekday": read_weekday,
    "day": read_day,
    "last_night": read_last_night,
    "night": read_night,
    "range": read_range,
    "unit": read_unit,
    "quarter": read_quarter,
    "season": read_season,
    "decade": read_decade,
    "century": read_century,
    "ago": read_ago,
    "anaphor": read_anaphor,
    "duration": read_duration,
    "set": read_set,
    "clock": read_clock,
    "part": read_part,
    "feast": read_feast,
    "hijri": read_hijri,
    "day_of_month": read_day_of_month,
    "fixed": read_fixed,
    "not": read_not,
}

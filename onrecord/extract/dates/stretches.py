"""Readers of stretches longer than a month, and of weeks of a month: seasons, quarters, halves, decades, centuries."""

from __future__ import annotations

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.absolute import narrowed, number, read_date, stated_year
from onrecord.extract.dates.grammar import Found
from onrecord.extract.dates.relative import length
from onrecord.extract.dates.scene import Reading, Scene


def read_season(found: Found, scene: Scene) -> Reading | None:
    season = str(found.parts.get("season") or found.parts.get("bareseason"))
    if found.parts.get("era") == "BC":
        return Reading(type="DATE", value=f"BC{number(found, 'oldnumber') or 0:04}-{season}", unit="S")
    year = stated_year(found, scene)
    if year is None:
        year = _season_year(season, found, scene)
    elif "year" in found.parts:
        scene.year_at = (found.end, year)
    if year is None:
        return Reading(type="DATE", value=f"XXXX-{season}", unit="S")
    days = cal.season_days(season, year)
    return Reading(type="DATE", value=f"{year:04}-{season}", days=narrowed(days, found, scene), unit="S") if days else None


def _season_year(season: str, found: Found, scene: Scene) -> int | None:
    base = scene.base("Y") if "anaphor" in found.parts or scene.narrative else scene.today
    if base is None:
        return None
    if scene.narrative:
        return base.year + (number(found, "anaphor") or 0)
    ways = [(y, d) for y in (base.year - 1, base.year, base.year + 1) if (d := cal.season_days(season, y))]
    which = number(found, "which")
    if which == 1 or number(found, "anaphor") == 1 or (which is None and scene.looks(found.start, found.end) == "ahead"):
        return next((y for y, d in ways if d[0] > base or (which is None and d[1] >= base)), None)
    if which == 0:
        return next((y for y, d in ways if d[0] <= base <= d[1]), base.year)
    # "Last summer", and a season that a sentence looks back to: the latest that is over, or that has begun.
    begun = [y for y, d in ways if (d[1] < base if which == -1 else d[0] <= base)]
    return begun[-1] if begun else None


def read_decade(found: Found, scene: Scene) -> Reading | None:
    if "decadeword" in found.parts:
        decade = number(found, "decadeword") or 0
    else:
        short = number(found, "decade") or 0
        decade = short // 10 if short > 99 else 190 + short // 10
    days = cal.years_days(decade * 10, 10)
    return Reading(type="DATE", value=f"{decade:03}", days=narrowed(days, found, scene), unit="DE") if days else None


def read_century(found: Found, scene: Scene) -> Reading | None:
    nth = number(found, "centuryday") or number(found, "ordinal")
    if not nth or nth > 21:
        return None
    days = cal.years_days((nth - 1) * 100 + 1, 100)
    return Reading(type="DATE", value=f"{nth - 1:02}", days=narrowed(days, found, scene), unit="CE") if days else None


def _part_of_year(found: Found, scene: Scene, rank: int, letter: str, months: int) -> Reading | None:
    """The rank-th part of a year in parts of so many months; rank -1 is the last."""
    count = 12 // months
    year = stated_year(found, scene)
    base = scene.own()
    if year is None and base:
        year = base.year
        if rank != -1 and cal.months_days(year, 1 + (rank - 1) * months, months) and (rank - 1) * months >= base.month:
            year -= 1  # the third quarter, said in February
    if rank == -1:
        rank = count
    if year is None:
        return Reading(type="DATE", value=f"XXXX-{letter}{rank}", unit=letter)
    if rank > count:
        return None
    days = cal.months_days(year, 1 + (rank - 1) * months, months)
    return Reading(type="DATE", value=f"{year:04}-{letter}{rank}", days=days, unit=letter) if days else None


def read_quarter(found: Found, scene: Scene) -> Reading | None:
    return _part_of_year(found, scene, number(found, "rank") or number(found, "qnum") or 1, "Q", 3)


def read_half(found: Found, scene: Scene) -> Reading | None:
    rank, month = number(found, "rank") or 1, number(found, "month")
    if rank > 2:
        return None
    if month is None:
        return _part_of_year(found, scene, rank, "H", 6)
    year = stated_year(found, scene) or scene.infer_year(month, None, found.start, found.end)
    days = cal.month_days(year, month) if year else None
    if days is None:
        return Reading(type="DATE", value=f"XXXX-{month:02}", unit="M")
    middle = days[0].replace(day=15)
    half = (days[0], middle) if rank == 1 else (middle.replace(day=16), days[1])
    return Reading(type="DATE", value=f"{days[0]:%Y-%m}", days=half, unit="M")


def read_week_of(found: Found, scene: Scene) -> Reading | None:
    """ "the first weekend of May": the first that begins in the month; "the last week of May": the one its last day lies in."""
    month, rank = number(found, "month") or 1, number(found, "rank") or 1
    year = stated_year(found, scene) or scene.infer_year(month, None, found.start, found.end)
    days = cal.month_days(year, month) if year else None
    if days is None:
        return Reading(type="DATE", value=f"XXXX-{month:02}", unit="M")
    if found.parts.get("weekword") == "weekend":
        saturdays = [d for n in range(31) if (d := cal.add_days(days[0], n)) and d.weekday() == 5 and d <= days[1]]
        saturday = saturdays[-1] if rank == -1 else (saturdays[rank - 1] if rank <= len(saturdays) else None)
        sunday = saturday and cal.add_days(saturday, 1)
        return (
            Reading(type="DATE", value=f"{cal.iso_week(saturday)}-WE", days=(saturday, sunday), unit="WE") if saturday and sunday else None
        )
    start = cal.add_days(days[1], -6) if rank == -1 else cal.add_days(days[0], 7 * (rank - 1))
    end = start and cal.add_days(start, 6)
    if not start or not end or start > days[1]:
        return None
    return Reading(type="DATE", value=cal.iso_week(start), days=(start, min(end, days[1])), unit="W")


def read_week_around(found: Found, scene: Scene) -> Reading | None:
    """ "the week of 16 November" is the week, Monday to Sunday, in which that day lies; "the week ending" it, the seven days up to it."""
    day = read_date(found, scene)
    if day is None or day.unit != "D" or day.days is None:
        return day
    days = cal.week_days(day.days[0])
    if "ends" in found.parts:
        first = cal.add_days(day.days[0], -6)
        days = (first, day.days[0]) if first else None
    return Reading(type="DATE", value=cal.iso_week(day.days[0]), days=days, unit="W") if days else day


def read_first_of(found: Found, scene: Scene) -> Reading | None:
    """ "the first six months of 2016", "the last ten days of May": a length, and the days it covers."""
    unit, count, rank = str(found.parts["unit"]), number(found, "count") or 1, number(found, "rank") or 1
    month, year = number(found, "month"), stated_year(found, scene)
    if year is None:
        base = scene.own()
        year = scene.infer_year(month, None, found.start, found.end) if month else (base.year if base else None)
    whole = None if year is None else (cal.month_days(year, month) if month else cal.year_days(year))
    days = None
    if whole and abs(rank) == 1:
        turn = cal.add(whole[0], count, unit) if rank == 1 else cal.add(whole[1], -count, unit)
        other = cal.add_days(turn, -rank) if turn else None
        if other and whole[0] <= other <= whole[1]:
            days = (whole[0], other) if rank == 1 else (other, whole[1])
    return Reading(type="DURATION", value=length(count, unit), days=days)

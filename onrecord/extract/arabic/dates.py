"""Time expressions in Arabic reports, resolved against the day of publication: Gregorian by any of its Arabic names, Hijri, Solar Hijri."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, cast

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from onrecord.extract.arabic.numbers import count_at, tokens
from onrecord.extract.arabic.text import Folded, fold
from onrecord.extract.dates.mention import DateMention, TimexType, precision_of

Days = tuple[date, date]
Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; days None: open, or no stretch of the calendar.

    day: the one day that it names; part: the part of it; clock: hour, minute and half of the day of an hour, which a day may stand beside.
    """

    type: str
    value: str
    days: Days | None = None
    day: date | None = None
    part: str | None = None
    clock: tuple[int, int, str | None] | None = None
    sure: bool = True  # False: an hour only where a day stands beside it


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "dates.toml").read_text("utf-8"))


def _any(words: list[str]) -> str:
    """One of the words, longest first; the article may have lost its alef to a joined li-."""
    return "|".join(_one(w) for w in sorted({fold(w) for w in words}, key=len, reverse=True))


def _one(word: str) -> str:
    pattern = re.escape(word).replace(r"\ ", r"\s+")
    pattern = pattern.replace("آ", "[آا]") if len(word) > 2 else pattern
    return rf"(?:ال|(?<=ل)ل){pattern[2:]}" if word.startswith("ال") and len(word) > 4 else pattern


@cache
def _values(table: str) -> dict[str, str]:
    rows = _data()[table]
    return {fold(w).replace("آ", "ا") if len(fold(w)) > 2 else fold(w): key for key, words in rows.items() for w in words}


def _value(table: str, words: str) -> str:
    known = _values(table)
    key = re.sub(r"\s+", " ", words)
    for form in (key, key.replace("آ", "ا"), "ا" + key, "ا" + key.replace("آ", "ا")):
        if form in known:
            return known[form]
    raise KeyError(words)


def _table(name: str) -> str:
    return _any([w for words in _data()[name].values() for w in words])


@dataclass(frozen=True, slots=True)
class _Scene:
    text: str  # folded
    today: date | None


_HEAD = 100  # code points in which a dateline ends
_W = r"(?!\w)"
_S = r"[\s,]+"
_START = r"(?<!\w)(?:[وف]?[بلك]?)"
_UNITS: dict[str, str] = {}


@cache
def _rules() -> list[tuple[re.Pattern[str], Callable[[Match, _Scene], Reading | None]]]:
    month, weekday = _table("month"), _table("weekday")
    months = rf"(?:{month})(?:\s?[/(]\s?(?:{month})\)?)?"
    which = _table("which")
    ordinal = _table("ordinal")
    day = rf"(?:\d{{1,2}}(?![\d:.,/]*\d)|{ordinal}){_W}"
    year = r"(?:(?:من\s+)?(?:ال)?(?:عام|سنه)\s+)?(?<!\d)(?:1[5-9]|20)\d\d(?!\d)(?:\s?م(?!\w))?"
    part, alone = _table("part"), _table("part_alone")
    lead = rf"(?:(?:{_any(_data()['lead']['words'])})\s+)?"
    days = _table("day")
    named = rf"(?:يوم\s+|نهار\s+)?(?:{weekday}){_W}"
    hijri, solar = _table("hijri"), _table("solar")
    edge = _table("edge")
    greg = rf"(?P<day>{day})\s+(?:من\s+)?(?:شهر\s+)?(?P<month>{months}){_W}(?:\s+(?P<which>{which}){_W})?(?:[\"»”]?{_S}(?P<year>{year}))?"
    numeric = r"(?P<num>(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?![\d/-]|\.\d))"
    lunar = (
        rf"(?P<hday>{day})\s+(?:من\s+)?(?:شهر\s+)?(?P<hmonth>{hijri}){_W}(?:{_S}(?:(?:ال)?(?:عام|سنه)\s+)?"
        rf"(?P<hyear>1[34]\d\d)(?:\s?ه(?:ـ|جري|جريه)?{_W})?)?"
    )
    sun = rf"(?P<sday>{day})\s+(?:من\s+)?(?:شهر\s+)?(?P<smonth>{solar}){_W}{_S}(?P<syear>1[234]\d\d)(?:\s+هجري\s+شمسي|\s?ه\.?\s?ش)?{_W}"
    agrees = rf"(?:{_S}\(?(?:ال)?موافق\s+(?:ل\s?)?(?:يوم\s+)?)"
    of_month = rf"(?P<oday>{day})\s+(?:من\s+)?(?:(?:هذا\s+)?الشهر\s+)?(?P<owhich>{which}){_W}"
    word = rf"(?:(?P<word>{days}){_W}(?:{_S}{named})?|(?P<weekday>{named})(?:\s+(?P<wwhich>{which}){_W})?)"
    feast_word = rf"(?:اول\s+(?:ايام|يوم)|ثاني\s+ايام|ثالث\s+ايام)?\s*(?:{_table('feast')})"
    heads = rf"(?:(?:{named})(?:{_S}|{agrees})|(?P<theday>يوم\s+))?"
    core = (
        rf"(?:{feast_word}{_S})?(?:{heads}(?:{lunar}{agrees}{greg}|{lunar}|{sun}|{greg}|{of_month}|{numeric})|{word}(?:{_S}{feast_word})?)"
    )
    pair = rf"(?P<first>{weekday})(?:\s*-\s*|\s+(?:الي\s+)?|/)(?P<second>{weekday})"
    hour = (
        rf"(?P<hh>\d{{1,2}})[:.](?P<mm>\d\d)|(?P<h>\d{{1,2}}(?!\d)|{ordinal}){_W}(?:\s+و"
        rf"(?P<frac>النصف|الربع|الثلث|\w+\s+دقايق|\d+\s+دقيقه)|\s+(?P<minus>الا\s+(?:ربعا?|الربع|ثلثا?)))?"
    )
    half = rf"(?:{_S}(?:من\s+)?(?P<ampm>{alone}){_W}(?!(?<=مساء)\s+(?:ال|امس|يوم|\d)))?"
    about = r"(?:حوالي\s+|قرابه\s+|نحو\s+)?"
    clock = rf"(?:(?P<hword>الساعه\s+)|{about})(?:{hour}){half}"
    few = _any("ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثماني ثمانية تسع تسعة عشر عشرة".split())
    rules: list[tuple[str, Callable[[Match, _Scene], Reading | None]]] = [
        (clock, _clock),
        (rf"(?P<since>منذ\s+)?(?P<edge>منتصف\s+)?{lead}(?:(?P<part>{part})\s+)?{core}", _day),
        (rf"(?P<edge>منتصف\s+)?(?:ليله?)\s+{pair}{_W}", _night_pair),
        (rf"(?:ليله?)\s+(?P<a>\d{{1,2}})\s?-\s?(?P<b>\d{{1,2}})\s+(?P<month>{months}){_W}(?:{_S}(?P<year>{year}))?", _night_days),
        (rf"منتصف\s+الليل{_W}", lambda m, s: _told(s, 0, "T00:00")),
        (rf"(?:ليلا|الليله\s+الماضيه|الليله\s+الفايته|خلال\s+الليل){_W}", lambda m, s: _night(s)),
        (rf"{lead}(?:هذا\s+)?(?P<part>الصباح|المساء|الفجر){_W}(?=\s+(?:هذا|الباكر))", lambda m, s: None),
        # stretches of days
        (
            rf"(?:من|بين|ما\s+بين)\s+(?P<a>{day})\s*(?:حتي\s+|الي\s+|و|-\s*)(?P<b>{day})\s+(?:من\s+)?(?:شهر"
            rf"\s+)?(?P<month>{months}){_W}(?:\s+(?P<which>{which}){_W})?(?:{_S}(?P<year>{year}))?",
            _day_range,
        ),
        (r"(?:بين\s+)?(?:عامي|سنتي|العامين)\s+(?P<a>\d{4})\s+و(?P<b>\d{4})", _years),
        (r"(?:من|بين)\s+(?:عام\s+)?(?P<a>(?:19|20)\d\d)\s*(?:الي\s+|حتي\s+|و|-)(?:عام\s+)?(?P<b>(?:19|20)\d\d)(?!\d)", _years),
        # months, years, seasons
        (
            rf"(?P<since>منذ\s+)?(?:(?P<edge>{edge})\s+)?(?P<theMonth>شهر\s+)?(?P<month>{months}){_W}(?:\s+"
            rf"(?P<which>{which}){_W})?(?:{_S}(?P<year>{year}))?",
            _month,
        ),
        (
            rf"(?P<since>منذ\s+)?(?:(?P<edge>{edge})\s+)?(?:شهر\s+)(?P<hmonth>{hijri}){_W}(?:{_S}(?P<hyear>1[34]\d\d)(?:\s?ه{_W})?)?",
            _hijri_month,
        ),
        (rf"(?P<since>منذ\s+)?(?:(?P<edge>{edge})\s+)?(?P<hmonth>{hijri}){_W}{_S}(?P<hyear>1[34]\d\d)(?:\s?ه{_W})?", _hijri_month),
        (rf"(?:{feast_word}){_W}(?:\s+(?P<which>{which}){_W})?", _feast),
        (
            rf"(?P<since>منذ\s+)?(?:(?P<edge>{edge}|وقت\s+سابق\s+من|وقت\s+لاحق\s+من)\s+)?(?P<this>هذا\s+|هذه"
            rf"\s+)?(?P<unit>الاسبوع|الشهر|العام|السنه){_W}(?:\s+(?P<which>{which}){_W})?",
            _unit,
        ),
        (
            rf"(?P<since>منذ\s+)?(?:(?P<edge>{edge})\s+)?(?:ال)?(?:عام|سنه)\s+(?P<y>(?:1[0-9]|20)\d\d)(?![\d/-])(?:\s?م{_W})?",
            _year,
        ),
        (rf"(?:(?P<since>منذ\s+)|(?P<edge>{edge})\s+|(?<!\w)(?<=في\s)|(?<=بحلول\s)|(?<=حتي\s))(?P<y>(?:19|20)\d\d)(?![\d/-])", _year),
        (
            rf"(?P<season>{_table('season')})\s+(?:(?:ال)?(?:عام|سنه)\s+)?(?P<y>(?:19|20)\d\d)(?:\s?[-/]\s?(?P<z>(?:19|20)?\d\d))?(?!\d)",
            _season,
        ),
        (rf"ال(?P<season>{_table('season')})(?:\s+(?P<which>{which}))?{_W}", _season_open),
        (
            rf"(?:سنوات\s+|اعوام\s+|حقبه\s+)?(?:ال)?(?P<decade>{_table('decade')}){_W}(?:\s+(?P<cent>القرن\s+(?:الماضي|العشرين|ال20)))?",
            _decade,
        ),
        (rf"القرن\s+(?P<cent>الماضي|الحالي|العشرين|التاسع\s+عشر|الحادي\s+والعشرين){_W}", _century),
        # sets
        (rf"كل\s+(?P<unit>{_unit_words()})(?:\s+(?:تقريبا))?{_W}", _every),
        (rf"كل\s+(?P<weekday>{_any([w[2:] for words in _data()['weekday'].values() for w in words])}|{weekday}){_W}", _every_weekday),
        (rf"كل\s+(?P<part>{part}){_W}", _every_part),
        (rf"(?:(?:مره|مرتين|ثلاث\s+مرات)\s+)?(?P<set>{_table('set')}){_W}", _set),
        # ago and how long
        (rf"(?:قبل|منذ)\s+{about}(?:اكثر\s+من\s+)?(?P<len>{_length()})", _ago),
        (rf"(?P<len>{_length()})", _duration),
        (
            rf"(?P<the>ال(?:{_unit_words()}))(?:\s+(?:القليله|القليلين))?"
            rf"(?:\s+ال(?P<n>\d+|{few}))?\s+(?P<which>{which}){_W}",
            _span,
        ),
        (rf"(?P<vague>{_table('vague')}){_W}", _vague),
    ]
    return [(_compiled(rf"{_START}(?P<whole>{p})"), read) for p, read in rules]


def _compiled(pattern: str) -> re.Pattern[str]:
    """A group may stand in several branches: the second is called name__2, and `_groups` gives either by its name."""
    seen: dict[str, int] = {}

    def renamed(m: Match) -> str:
        seen[m[1]] = seen.get(m[1], 0) + 1
        return f"(?P<{m[1]}>" if seen[m[1]] == 1 else f"(?P<{m[1]}__{seen[m[1]]}>"

    return re.compile(re.sub(r"\(\?P<(\w+)>", renamed, pattern))


@cache
def _unit_forms() -> dict[str, tuple[str, int]]:
    """A form of a unit -> (unit, 1 for one, 2 for two, 3 for many)."""
    forms: dict[str, tuple[str, int]] = {}
    for unit, row in _data()["unit"].items():
        for number, words in enumerate(row.split("|"), 1):
            for w in words.split():
                forms.setdefault(fold(w), (unit, number))
    return forms


def _unit_words() -> str:
    return _any(list(_unit_forms()))


def _length() -> str:
    number = r"(?:\d+(?:[.,]\d+)?|(?:\w+\s+){0,3}?\w+)"
    return rf"(?:(?P<number>{number})\s+)?(?P<lunit>{_unit_words()}){_W}(?:\s+(?P<more>ونيف|ونصف(?:\s+ال\w+)?))?"


def find_times(text: str, published: str | None) -> list[DateMention]:
    """Time expressions in order, none overlapping. published: ISO date or date-time, None where it is not known."""
    folded = Folded.of(text)
    scene = _Scene(folded.text, date.fromisoformat(published[:10]) if published else _dateline(folded.text))
    found: list[tuple[int, int, int, Reading]] = []
    for number, (pattern, read) in enumerate(_rules()):
        at = 0
        while match := pattern.search(folded.text, at):
            start, end = match.span("whole")
            reading = None if _is_name(folded.text, start) else read(match, scene)
            if reading is None:
                at = match.start() + 1
                continue
            if reading.type == "DURATION":
                start = _own_start(match)
            found.append((start, end, number, reading))
            at = max(end, match.start() + 1)
    found.sort(key=lambda f: (f[0], -f[1], f[2]))
    kept: list[tuple[int, int, Reading]] = []
    for start, end, _, reading in found:
        if kept and start < kept[-1][1]:
            continue
        joined = _joined(folded.text, kept[-1], (start, end, reading), scene) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append((start, end, reading))
    return [_mention(folded.span(a, b, text), _alone(reading, scene)) for a, b, reading in kept if reading.sure]


def _dateline(text: str) -> date | None:
    """The full date in the first words of a report: "Khartoum, 18 May 2024 - "."""
    head = text[:_HEAD].lstrip().partition("\n")[0]
    match = _day_rule().search(head)
    return _point(_groups(match), _Scene(head, None)) if match else None


@cache
def _day_rule() -> re.Pattern[str]:
    return next(pattern for pattern, read in _rules() if read is _day)


def _mention(span: tuple[int, int], reading: Reading) -> DateMention:
    earliest, latest = reading.days or (None, None)
    return DateMention(
        start=span[0],
        end=span[1],
        type=cast(TimexType, reading.type),
        value=reading.value,
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        precision=precision_of(earliest, latest) if earliest and latest else None,
    )


_CLOCK_DAY = re.compile(r"[\s,]+(?:من\s+)?")
_DAY_CLOCK = re.compile(r"[\s,]+(?:عند\s+|في\s+|في\s+تمام\s+|قرابه\s+|نحو\s+)?")
_TO = re.compile(r"\s*(?:\s(?:حتي|الي)\s+|\sو|-\s*)")
_FROM = re.compile(r"(?:من|بين|ما\s+بين)\s+$")
Kept = tuple[int, int, Reading]


def _joined(text: str, left: Kept, right: Kept, scene: _Scene) -> Kept | None:
    """An hour with the day beside it; two days as a stretch."""
    between = text[left[1] : right[0]]
    a, b = left[2], right[2]
    if a.clock and b.day and not b.clock and _CLOCK_DAY.fullmatch(between):
        return left[0], right[1], _at(a.clock, b) or b
    if b.clock and a.day and not a.clock and _DAY_CLOCK.fullmatch(between):
        return left[0], right[1], _at(b.clock, a) or a
    if a.type == b.type == "DATE" and a.day and b.day and a.day < b.day and _TO.fullmatch(between):
        head = _FROM.search(text, max(0, left[0] - 10), left[0])
        if head:
            return head.start(), right[1], _between(a.day, b.day)
    return None


def _at(clock: tuple[int, int, str | None], of: Reading) -> Reading | None:
    """The hour on a day; the day's part says which half of it where the hour does not."""
    hour, minute, half = clock
    half = half or of.part
    if (half in ("AF", "EV") and hour < 12) or (half == "NI" and 6 <= hour < 12):
        hour += 12
    if half in ("MO", "NI") and hour == 12:
        hour = 0
    if of.day is None or not 0 <= hour < 24:
        return None
    return Reading("TIME", f"{of.day.isoformat()}T{hour:02d}:{minute:02d}", (of.day, of.day), of.day)


def _alone(reading: Reading, scene: _Scene) -> Reading:
    """An hour without a day is one of the report's day."""
    if reading.clock and not reading.value:
        today = scene.today
        own = _at(reading.clock, Reading("DATE", "", day=today)) if today else None
        return own or Reading("TIME", "T{:02d}:{:02d}".format(*reading.clock[:2]))
    return reading


def _own_start(match: Match) -> int:
    """Where the words of a length begin: a number that is read stands inside, "before" and "after" outside."""
    for group in ("number", "lunit", "the"):
        if group in match.re.groupindex and match.group(group):
            if group == "number" and _number(match.group(group)) is None:
                continue
            return match.start(group)
    return match.start("whole")


def _is_name(text: str, start: int) -> bool:
    """Whether what begins here is part of a name: "Martyrs of 17 February Brigade", "Friday prayer"."""
    before = text[max(0, start - 30) : start].split()
    names = {fold(w) for w in _data()["names"]["words"]}
    return bool(before) and (before[-1] in names or (before[-1][0] in "وبلف" and before[-1][1:] in names))


# --- days -------------------------------------------------------------------------------------------------------------------------------


def _groups(m: Match, prefix: str = "") -> dict[str, str]:
    return {k.partition("__")[0][len(prefix) :]: v for k, v in m.groupdict().items() if v and k.startswith(prefix)}


def _ordinal(words: str) -> int:
    return int(words) if words.isdigit() else int(_value("ordinal", words))


def _month_of(words: str) -> int:
    return int(_value("month", re.split(r"\s?[/(]", words)[0].strip()))


def _year_of(words: str) -> int:
    return int(re.search(r"\d{4}", words)[0])  # type: ignore[index]


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(today: date | None, month: int, day: int, which: str | None) -> date | None:
    """A day and month without a year: the last such day, unless a word says otherwise."""
    if today is None:
        return None
    if which == "1":
        return next((d for y in (today.year, today.year + 1) if (d := _make(y, month, day)) and d >= today), None)
    ways = [d for y in (today.year, today.year - 1) if (d := _make(y, month, day))]
    near = [d for d in ways if d <= today + timedelta(days=20)] if which != "-1" else [d for d in ways if d <= today]
    return near[0] if near else None


def _point(g: dict[str, str], scene: _Scene) -> date | None:
    """The day of a core: a date of any calendar, a weekday, a word such as "yesterday"."""
    today = scene.today
    if "day" in g and "month" in g:
        month, day = _month_of(g["month"]), _ordinal(g["day"])
        if "year" in g:
            return _make(_year_of(g["year"]), month, day)
        return _on(today, month, day, _value("which", g["which"]) if "which" in g else None)
    if "num" in g:
        a, b, c = map(int, re.split(r"[-/.]", g["num"]))
        if a > 31:
            return _make(a, b, c)
        return _make(c, b, a) or _make(c, a, b)
    if "sday" in g:
        try:
            jalali = JalaliDate(int(g["syear"]), int(_value("solar", g["smonth"])), _ordinal(g["sday"]))  # type: ignore[no-untyped-call]
            return jalali.to_gregorian()
        except ValueError:
            return None
    if "hday" in g:
        return _hijri(g, today)
    if "oday" in g and today:
        back = int(_value("which", g["owhich"]))
        year, month = divmod(today.year * 12 + today.month - 1 + back, 12)
        return _make(year, month + 1, _ordinal(g["oday"]))
    if "word" in g and today:
        return today + timedelta(days=int(_value("day", g["word"])))
    if "weekday" in g and today:
        number = int(_value("weekday", re.sub(r"^(?:يوم|نهار)\s+", "", g["weekday"])))
        which = _value("which", g["wwhich"]) if "wwhich" in g else None
        back = (today.isoweekday() - number) % 7
        if which == "1":
            return today + timedelta(days=(number - today.isoweekday()) % 7 or 7)
        return today - timedelta(days=back or (7 if which == "-1" else 0))
    return None


def _hijri(g: dict[str, str], today: date | None) -> date | None:
    month, day = int(_value("hijri", g["hmonth"])), _ordinal(g["hday"])
    years = [int(g["hyear"])] if "hyear" in g else _hijri_years(today)
    days = [d for y in years if (d := _hijri_day(y, month, day)) and ("hyear" in g or (today and d <= today))]
    return days[-1] if days else None


def _hijri_years(today: date | None) -> list[int]:
    """The Hijri years in which the months before a day lie."""
    if today is None:
        return []
    about = int((today.year - 622) * 33 / 32)
    return [about - 1, about, about + 1, about + 2]


def _hijri_day(year: int, month: int, day: int) -> date | None:
    """By the Umm al-Qura calendar of Saudi Arabia, 1343 to 1500."""
    try:
        of = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(of.year, of.month, of.day)


def _day(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    if "weekday" in g and "month" not in g and _follows(scene.text, m.end(), _data()["not_before"]["words"]):
        return None
    if "edge" in g and "part" not in g:
        return None
    day = _point(g, scene)
    if day is None:
        return None
    part = _value("part", g["part"]) if "part" in g else None
    if part is None:
        until = scene.today if "since" in g and scene.today and scene.today >= day else day
        return Reading("DATE", day.isoformat(), (day, until), day if until == day else None)
    value = f"{day.isoformat()}T{part}"
    if part == "NI":
        words = g["part"]
        if "edge" in g:
            return Reading("TIME", value)
        if words.endswith("ه") and "word" not in g:
            return Reading("TIME", value)  # "the night of Sunday" may begin on Saturday or on Sunday
        if "word" in g and words.endswith("ه"):
            return Reading("TIME", value, (day, day + timedelta(days=1)))
    return Reading("TIME", value, (day, day), day, part)


def _follows(text: str, end: int, words: list[str]) -> bool:
    return any(text[end : end + 24].split()[:1] == [fold(w)] for w in words)


def _told(scene: _Scene, back: int, part: str) -> Reading | None:
    if scene.today is None:
        return None
    day = scene.today - timedelta(days=back)
    return Reading("TIME", f"{day.isoformat()}{part}", (day, day))


def _night(scene: _Scene) -> Reading | None:
    if scene.today is None:
        return None
    day = scene.today - timedelta(days=1)
    return Reading("TIME", f"{day.isoformat()}TNI", (day, scene.today))


def _night_pair(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    if scene.today is None:
        return None
    first, second = (int(_value("weekday", g[k])) for k in ("first", "second"))
    if (second - first) % 7 != 1:
        return None
    day = scene.today - timedelta(days=(scene.today.isoweekday() - first) % 7)
    return Reading("TIME", f"{day.isoformat()}TNI", (day, day + timedelta(days=1)))


def _night_days(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    day = _point({"day": g["a"], **{k: g[k] for k in ("month", "year") if k in g}}, scene)
    if day is None or int(g["b"]) not in ((day + timedelta(days=1)).day,):
        return None
    return Reading("TIME", f"{day.isoformat()}TNI", (day, day + timedelta(days=1)))


def _clock(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    # A bare number is no hour: "the hour", minutes or a half of the day must say so; "the sixth" may be one where a day follows.
    says = "hword" in g or "hh" in g or "ampm" in g
    if not says and (g.get("h", "").isdigit() or not g.get("h", "").split()[0].endswith(("ه", "ي"))):
        return None
    hour = int(g["hh"]) if "hh" in g else _ordinal(g["h"])
    minute = int(g.get("mm", 0))
    if "frac" in g:
        minute = {"النصف": 30, "الربع": 15, "الثلث": 20}.get(g["frac"], -1)
        if minute < 0:
            count = count_at(tokens(g["frac"]), 0)
            minute = int(count.value) if count else 0
    if "minus" in g:
        minute, hour = 45 if "ربع" in g["minus"] else 40, hour - 1
    if not (0 <= hour < 25 and minute < 60):
        return None
    half = _value("part_alone", g["ampm"]) if "ampm" in g else None
    return Reading("TIME", "", clock=(hour, minute, half), sure=says)


# --- stretches --------------------------------------------------------------------------------------------------------------------------


def _between(a: date, b: date) -> Reading:
    return Reading("DATE", f"{a.isoformat()}/{b.isoformat()}", (a, b))


def _day_range(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    rest: dict[str, str] = {k: g[k] for k in ("month", "year", "which") if k in g}
    a, b = (_point({"day": g[k], **rest}, scene) for k in ("a", "b"))
    return _between(a, b) if a and b and a < b else None


def _full_range(m: Match, scene: _Scene) -> Reading | None:
    first = {k: v for k, v in _groups(m).items() if not k.startswith("b_")}
    a, b = _point(first, scene), _point(_groups(m, "b_"), scene)
    return _between(a, b) if a and b and a < b else None


def _years(m: Match, scene: _Scene) -> Reading | None:
    a, b = int(m["a"]), int(m["b"])
    return Reading("DATE", f"{a}/{b}", (date(a, 1, 1), date(b, 12, 31))) if a < b else None


def _month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _since(g: dict[str, str], days: Days, scene: _Scene) -> Days:
    return (days[0], scene.today) if "since" in g and scene.today and scene.today >= days[0] else days


def _month(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    needs = {fold(w) for w in _data()["needs_a_number"]["words"]}
    plain = "year" not in g and "which" not in g and "edge" not in g and "theMonth" not in g
    if plain and (g["month"] in needs or not _in_time(scene.text, m.start("whole"), g)):
        return None
    month = _month_of(g["month"])
    which = _value("which", g["which"]) if "which" in g else None
    if "year" in g:
        year = _year_of(g["year"])
    elif scene.today is None:
        return None
    else:
        year = scene.today.year - (month > scene.today.month or (which == "-1" and month == scene.today.month))
        if which == "1":
            year = scene.today.year + (month < scene.today.month)
    value = f"{year}-{month:02d}"
    if "edge" in g and "since" not in g:
        return Reading("DATE", value)
    days = _month_days(year, month)
    if which == "0" and scene.today:
        days = (days[0], scene.today)
    return Reading("DATE", value, _since(g, days, scene))


def _in_time(text: str, start: int, g: dict[str, str]) -> bool:
    before = text[max(0, start - 12) : start].split()
    return "since" in g or (
        bool(before) and before[-1] in {fold(w) for w in ("في", "خلال", "منذ", "حتى", "طوال", "منتصف", "بحلول", "شهري", "من", "قبل", "بعد")}
    )


def _hijri_month(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    month = int(_value("hijri", g["hmonth"]))
    years = [int(g["hyear"])] if "hyear" in g else _hijri_years(scene.today)
    starts = [(y, d) for y in years if (d := _hijri_day(y, month, 1)) and ("hyear" in g or (scene.today and d <= scene.today))]
    if not starts:
        return None
    year, first = starts[-1]
    following = _hijri_day(year + month // 12, month % 12 + 1, 1)
    if following is None:
        return None
    last = following - timedelta(days=1)
    value = f"{first.isoformat()}/{last.isoformat()}"
    return Reading("DATE", value) if "edge" in g else Reading("DATE", value, _since(g, (first, last), scene))


def _feast(m: Match, scene: _Scene) -> Reading | None:
    words = m.group("whole")
    name = next((n for n in sorted(_values("feast"), key=len, reverse=True) if n in words.replace("آ", "ا")), None)
    nth = 0 if "اول" in words else 1 if "ثاني" in words else 2 if "ثالث" in words else None
    if name is None or nth is None or scene.today is None:
        return None
    month, first, _ = map(int, _values("feast")[name].split("-"))
    days = [d for y in _hijri_years(scene.today) if (d := _hijri_day(y, month, first)) and d <= scene.today]
    if not days:
        return None
    day = days[-1] + timedelta(days=nth)
    return Reading("DATE", day.isoformat(), (day, day))


def _unit(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    today = scene.today
    if today is None or not ({"which", "this", "edge", "since"} & g.keys()):
        return None
    back = int(_value("which", g["which"])) if "which" in g else 0
    edge = g.get("edge", "")
    whole = edge.startswith("وقت") or not edge
    if g["unit"] == "الاسبوع":
        monday = today - timedelta(days=today.weekday() - 7 * back)
        year, week, _ = monday.isocalendar()
        if edge and _value("edge", edge) == "END" and "which" not in g:
            back_to = today - timedelta(days=(today.weekday() - 5) % 7)
            saturday = back_to
            year, week, _ = saturday.isocalendar()
            return Reading("DATE", f"{year}-W{week:02d}-WE", (saturday, saturday + timedelta(days=1)))
        days, value = (monday, monday + timedelta(days=6)), f"{year}-W{week:02d}"
    elif g["unit"] == "الشهر":
        year, month = divmod(today.year * 12 + today.month - 1 + back, 12)
        days, value = _month_days(year, month + 1), f"{year}-{month + 1:02d}"
    else:
        days, value = (date(today.year + back, 1, 1), date(today.year + back, 12, 31)), str(today.year + back)
    if not whole and "since" not in g:
        return Reading("DATE", value)
    if back == 0:
        days = (days[0], today)
    return Reading("DATE", value, _since(g, days, scene))


def _year(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    year = int(g["y"])
    if "edge" in g and "since" not in g:
        return Reading("DATE", str(year))
    return Reading("DATE", str(year), _since(g, (date(year, 1, 1), date(year, 12, 31)), scene))


_SEASON = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def _season(m: Match, scene: _Scene) -> Reading | None:
    code, year = _value("season", m["season"]), int(m["y"])
    first, last = _SEASON[code]
    days = (date(year, first, 1), _month_days(year + (code == "WI"), last)[1])
    return Reading("DATE", f"{year}-{code}", days)


def _season_open(m: Match, scene: _Scene) -> Reading | None:
    g = _groups(m)
    before = scene.text[max(0, m.start("whole") - 8) : m.start("whole")].split()
    if scene.today is None or not ("which" in g or (before and before[-1] in ("في", "خلال", "منذ", "هذا"))):
        return None
    code = _value("season", g["season"])
    back = int(_value("which", g["which"])) if "which" in g else 0
    year = scene.today.year + (back if back and _SEASON[code][0] > scene.today.month else 0)
    return Reading("DATE", f"{year}-{code}")


def _decade(m: Match, scene: _Scene) -> Reading | None:
    value = _value("decade", m["decade"])
    return Reading("DATE", value, (date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)))


def _century(m: Match, scene: _Scene) -> Reading | None:
    value = {"الماضي": "19", "العشرين": "19", "الحالي": "20"}.get(m["cent"], "18" if "التاسع" in m["cent"] else "20")
    return Reading("DATE", value, (date(int(value) * 100, 1, 1), date(int(value) * 100 + 99, 12, 31)))


# --- sets and lengths -------------------------------------------------------------------------------------------------------------------

_ISO = {
    "S": "PT{}S",
    "m": "PT{}M",
    "H": "PT{}H",
    "D": "P{}D",
    "N": "P{}D",
    "W": "P{}W",
    "M": "P{}M",
    "Y": "P{}Y",
    "DE": "P{}Y",
    "CE": "P{}Y",
}
_TIMES = {"DE": 10, "CE": 100}


def _every(m: Match, scene: _Scene) -> Reading | None:
    unit, number = _unit_forms()[m["unit"]]
    if unit == "N":
        return Reading("SET", "XXXX-XX-XXTNI")
    return Reading("SET", _ISO[unit].format(number * _TIMES.get(unit, 1))) if number < 3 else None


def _every_weekday(m: Match, scene: _Scene) -> Reading | None:
    words = m["weekday"] if m["weekday"].startswith("ال") else "ال" + m["weekday"]
    return Reading("SET", f"XXXX-WXX-{_value('weekday', words)}")


def _every_part(m: Match, scene: _Scene) -> Reading | None:
    return Reading("SET", f"XXXX-XX-XXT{_value('part', m['part'])}")


def _set(m: Match, scene: _Scene) -> Reading | None:
    return Reading("SET", _value("set", m["set"]))


def _number(words: str | None) -> float | None:
    if words is None:
        return None
    toks = tokens(words)
    count = count_at(toks, 0)
    return count.value if count and count.next == len(toks) else None


def _measured(m: Match, prefix: str = "") -> tuple[str, float | None, int] | None:
    """(unit, how many, 1 2 3 for one two many) of a length; how many None: some."""
    words = m["number"]
    unit, form = _unit_forms()[m["lunit"]]
    number = _number(words)
    if words and number is None:
        return None
    if number is None:
        number = {1: 1.0, 2: 2.0}.get(form)
    if m["more"] and m["more"].startswith("ونصف") and number is not None:
        number += 0.5
    return unit, number, form


def _shape(unit: str, number: float | None) -> str:
    if number is None:
        return _ISO[unit].format("X") if unit not in _TIMES else f"P{'XDE' if unit == 'DE' else 'XCE'}"
    amount = number * _TIMES.get(unit, 1)
    if amount != int(amount) and unit == "Y":
        return f"P{int(amount * 12)}M"
    return _ISO[unit].format(int(amount) if amount == int(amount) else amount)


def _ago(m: Match, scene: _Scene) -> Reading | None:
    before = m.group("whole").startswith("قبل")
    length = _measured(m)
    if length is None or not before:
        return None
    unit, number, _ = length
    after = scene.text[m.end() : m.end() + 6].split()[:1]
    if number is None or scene.today is None or after == ["من"]:
        return None
    today = scene.today
    if unit in ("H", "m", "S"):
        if number < 24 or unit != "H":
            return None
        day = today - timedelta(days=round(number / 24))
    elif unit in ("D", "N", "W"):
        day = today - timedelta(days=round(number * (7 if unit == "W" else 1)))
    elif unit == "M":
        year, month = divmod(today.year * 12 + today.month - 1 - int(number), 12)
        return Reading("DATE", f"{year}-{month + 1:02d}", _month_days(year, month + 1))
    else:
        return Reading("DATE", str(today.year - int(number * _TIMES.get(unit, 1))))
    return Reading("DATE", day.isoformat(), (day, day))


_LONG = {
    fold(w)
    for w in (
        "بعد",
        "لمدة",
        "مدة",
        "طوال",
        "خلال",
        "على مدى",
        "مدى",
        "دام",
        "دامت",
        "استمر",
        "استمرت",
        "غضون",
        "قبل",
        "نحو",
        "منذ",
        "في",
        "طيلة",
        "حوالي",
        "دامت",
        "مضي",
        "من",
        "امتد",
    )
}


def _duration(m: Match, scene: _Scene) -> Reading | None:
    length = _measured(m)
    if length is None:
        return None
    unit, number, form = length
    start = m.start("lunit") if not m["number"] else m.start("number")
    before = scene.text[max(0, start - 14) : start].split()
    last = before[-1] if before else ""
    after = scene.text[m.end() : m.end() + 20].split()[:1]
    joined = scene.text[start - 1 : start] in ("ل", "ب") and not scene.text[max(0, start - 2) : start - 1].strip()
    if m["number"] is None and form != 2:
        if not (last in _LONG or joined) or (
            unit in ("D", "N", "Y", "M") and form == 1 and not (last in _LONG - {"في", "من", "قبل"} or m["more"])
        ):
            return None
        if form == 1 and (last in ("في", "من", "منذ", "خلال") or (after and (after[0].isdigit() or after[0] in ("الصفر",)))):
            return None
    if after and after[0] in {fold(w) for w in ("من العمر",)}:
        return None
    age = re.search(r"(?:العمر|عمره|عمرها|البالغ|البالغه|يبلغ)\s*(?:من\s+العمر\s+)?$", scene.text[max(0, start - 24) : start])
    return None if age else Reading("DURATION", _shape(unit, number))


def _span(m: Match, scene: _Scene) -> Reading | None:
    unit, form = _unit_forms()[m["the"][2:]]
    number = _number(m["n"]) if m["n"] else None
    if form == 1:
        return None
    if form == 2:
        number = 2.0
    return Reading("DURATION", _shape(unit, number))


def _vague(m: Match, scene: _Scene) -> Reading | None:
    value = _value("vague", m["vague"])
    days = (scene.today, scene.today) if value == "PRESENT_REF" and scene.today else None
    return Reading("DATE", value, days)

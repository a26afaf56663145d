"""Publication dates as people and pages write them, to the form that records keep: an ISO date, or an RFC 3339 date-time with zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WRITTEN = (
    re.compile(rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(rf"(?<!\w){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)$"),
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?", re.I)
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s{0,3})?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d\d:\d\d(?::\d\d)?\s(?:[+-]\d{4}|[A-Z]{2,4})\b")
LONGEST = 200  # a date needs no more characters than this; longer values are not searched


def to_published(value: object) -> str | None:
    """The date or moment that a value names in full, or None. A date-time without a zone keeps its date alone; 3/4/2016 names no day."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text or len(text) > LONGEST:
        return None
    moment = _MOMENT.match(text)
    if moment:
        return _moment(moment)
    if _MAIL.match(text) and (stamped := _stamp(text)):
        return stamped
    return find_date(text) or _stamp(text)


def _stamp(text: str) -> str | None:
    """A date as mails and feeds write it, with its time of day in the zone that it names; without one, the day alone."""
    try:
        stamp = parsedate_to_datetime(text)
        if stamp.tzinfo is None:
            return stamp.date().isoformat()
        stamp.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return stamp.isoformat(timespec="seconds").replace("+00:00", "Z")


def find_date(text: str) -> str | None:
    """The first full date written in a short text, as an ISO date; None if there is none."""
    hits = [m for pattern in _WRITTEN if (m := pattern.search(text))]
    for match in sorted(hits, key=lambda m: m.start()):
        month = match["month"].lower()
        day = _iso(int(match["year"]), _MONTHS.get(month[:3]) or int(month), int(match["day"]))
        if day:
            return day
    slashed = _SLASHED.search(text)
    if slashed:
        first, second, year = (int(g) for g in slashed.groups())
        # Day and month can be told apart only when one of them cannot be a month, or both are the same.
        if first > 12 or first == second:
            return _iso(year, second, first)
        if second > 12:
            return _iso(year, first, second)
    return None


def _moment(match: re.Match[str]) -> str | None:
    day, clock, seconds, zone = match.groups()
    if not zone:
        return day if _iso(*(int(p) for p in day.split("-"))) else None
    zone = "Z" if zone in "Zz" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    stamp = f"{day}T{clock}{seconds or ':00'}{zone}"
    try:
        datetime.fromisoformat(stamp).astimezone(UTC)
    except (ValueError, OverflowError):  # no such moment, or its zone carries it out of the years that can be counted
        return None
    return stamp


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None

"""How values are written on the page: dates, ranges, names, and characters that would mislead the eye.

Nothing here adds a fact: every function turns a value of a record into its one printed form.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from onrecord.records import Claim, Control, Figure, Report
from onrecord.vocab.findings import Change
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import NARRATOR, UNATTRIBUTED

_MONTHS = "January February March April May June July August September October November December".split()

# Left out on purpose: U+200C/U+200D join letters in Persian, Urdu and emoji; U+200E/U+200F stand in ordinary Arabic and
# Hebrew text and cannot turn more than their neighbours, since every text sits in an element with its own direction.
_MISLEADING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]|[\ud800-\udfff]"
)


def shown(text: str) -> str:
    """The text with invisible and direction-changing characters written out as [U+202E], so that nobody is misled by them.

    Tabs and newlines stay. Lone surrogates, which no file can hold, are written out as well.
    """
    return _MISLEADING.sub(lambda m: f"[U+{ord(m.group()):04X}]", text)


def clip(text: str, most: int) -> str:
    """At most so many characters as they are shown, an ellipsis marking the cut."""
    text = shown(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# --- dates -----------------------------------------------------------------------------------------------------


def to_date(iso: str | None) -> date | None:
    """The calendar day of an ISO date or date-time; None for anything else."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _day(d: date, *, year: bool = True, month: bool = True) -> str:
    return " ".join([str(d.day), *([_MONTHS[d.month - 1]] if month else []), *([str(d.year)] if year else [])])


def write_day(iso: str | None) -> str:
    """As in "10 December 2016"; what is no date is printed as it stands; "" for None."""
    day = to_date(iso)
    return _day(day) if day else iso or ""


def write_short_day(day: date, *, year: bool = True) -> str:
    """For axes: "10 Dec 2016" or "10 Dec"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}" + (f" {day.year}" if year else "")


def write_short_month(day: date) -> str:
    """As in "Dec 2016", for axes."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def write_days(earliest: str | None, latest: str | None) -> str:
    """As in "10–11 December 2016"; whole months and years by name; "" if neither bound is known."""
    first, last = to_date(earliest), to_date(latest)
    if not first or not last:
        return write_day(earliest or latest)
    if first == last:
        return _day(first)
    if first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1):  # whole months
        if first.month == 1 and last.month == 12:
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month - 1]} {first.year}"
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    dash = "–" if same_month else " – "
    return _day(first, year=not same_year, month=not same_month) + dash + _day(last)


def write_bounds(earliest: str | None, latest: str | None) -> str:
    """A moment known within bounds: "10 December 2016", "a day in 10–12 December 2016", "8 December 2016 or later"; "" if open."""
    if earliest and latest:
        return write_day(earliest) if earliest == latest else f"a day in {write_days(earliest, latest)}"
    if earliest:
        return f"{write_day(earliest)} or later"
    return f"{write_day(latest)} or earlier" if latest else ""


def write_time(since: str, until: str) -> str:
    """As in "from 1 May 2016 to 3 May 2016", "from 1 May 2016 on", "until 3 May 2016", "dates not stated"."""
    if since and until:
        return f"from {since} to {until}"
    return f"from {since} on" if since else f"until {until}" if until else "dates not stated"


def write_side(side: str | None) -> str | None:
    """As in "syria: government" for the code syria:government."""
    return side and side.replace(":", ": ").replace("-", " ").replace("_", " ")


# --- figures ---------------------------------------------------------------------------------------------------

MEASURE_LABELS: dict[Measure, str] = {
    Measure.KILLED: "killed",
    Measure.INJURED: "injured",
    Measure.MISSING: "missing",
    Measure.ABDUCTED: "abducted",
    Measure.ARRESTED: "arrested or taken prisoner",
    Measure.DISPLACED: "displaced",
    Measure.EVACUATED: "evacuated",
    Measure.BESIEGED: "under siege",
    Measure.FIGHTERS: "fighters",
    Measure.STRIKES: "air strikes",
    Measure.SHELLS: "shells and rockets",
    Measure.VEHICLES_DESTROYED: "vehicles destroyed",
    Measure.VEHICLES: "vehicles",
    Measure.BUILDINGS: "buildings",
    Measure.SITES_DESTROYED: "heritage sites destroyed",
    Measure.DISTANCE_KM: "km",
    Measure.PERCENT_CONTROLLED: "per cent held",
    Measure.OTHER: "counted (other)",
}


_ONE: dict[Measure, str] = {
    Measure.FIGHTERS: "fighter",
    Measure.STRIKES: "air strike",
    Measure.SHELLS: "shell or rocket",
    Measure.VEHICLES_DESTROYED: "vehicle destroyed",
    Measure.VEHICLES: "vehicle",
    Measure.BUILDINGS: "building",
    Measure.SITES_DESTROYED: "heritage site destroyed",
}


def write_measure(what: Measure, low: int | float | None, high: int | float | None) -> str:
    """As in "killed", "air strikes"; "air strike" after just 1."""
    return _ONE.get(what, MEASURE_LABELS[what]) if low == high == 1 else MEASURE_LABELS[what]


def write_number(number: int | float) -> str:
    if not math.isfinite(number):
        return str(number)
    return f"{number:,.10g}" if isinstance(number, float) and not number.is_integer() else f"{int(number):,}"


def write_range(low: int | float | None, high: int | float | None) -> str:
    """As in "300 or more", "up to 40", "12–14", "12"; "open range" when both ends are open."""
    if low is None and high is None:
        return "open range"
    if low is None or high is None:
        return f"{write_number(low)} or more" if high is None and low is not None else f"up to {write_number(high or 0)}"
    return write_number(low) if low == high else f"{write_number(low)}–{write_number(high)}"


_SAYS_NOTHING: dict[Measure, frozenset[str]] = {
    Measure.KILLED: frozenset({"killed", "dead", "deaths", "killings", "people", "fatalities"}),
    Measure.INJURED: frozenset({"injured", "wounded", "hurt", "people", "injuries"}),
    Measure.FIGHTERS: frozenset({"fighters"}),
    Measure.STRIKES: frozenset({"strikes", "air strikes", "airstrikes", "raids"}),
    Measure.SHELLS: frozenset({"shells", "rockets"}),
    Measure.VEHICLES: frozenset({"vehicle", "vehicles"}),
    Measure.VEHICLES_DESTROYED: frozenset({"vehicle", "vehicles"}),
    Measure.BUILDINGS: frozenset({"building", "buildings"}),
}


def write_of(what: Measure, of: str | None) -> str:
    """Of whom, unless that only says again what is counted: "340 injured", not "340 injured (injured)"."""
    return "" if not of or of.casefold() in _SAYS_NOTHING.get(what, ()) else of


def write_figure(figure: Figure) -> str:
    """As in "300 or more killed (Islamic State)"."""
    if figure.what == Measure.OTHER and figure.of:
        return f"{write_range(figure.low, figure.high)} {figure.of}"
    of = f" ({of})" if (of := write_of(figure.what, figure.of)) else ""
    return f"{write_range(figure.low, figure.high)} {write_measure(figure.what, figure.low, figure.high)}{of}"


# --- claims ----------------------------------------------------------------------------------------------------

_CHANGE = {Change.GAIN: "gains", Change.LOSS: "loses", Change.HOLD: "holds"}


def write_extent(extent: str) -> str:
    return {"all": "all of ", "most": "most of ", "part": "part of "}.get(extent, f"{extent} of " if extent else "")


def write_control(control: Control) -> str:
    """As in "Islamic State gains part of Palmyra"."""
    return f"{control.holder} {_CHANGE[control.change]} {write_extent(control.extent)}{control.place}".strip()


def publisher_of(report: Report | None) -> str:
    return (report and (report.publisher or report.title)) or "publisher not stated"


def write_speaker(claim: Claim, report: Report | None) -> str:
    """The speaker as printed: a narrator claim is the publisher's own, an unattributed one says so."""
    if claim.source.name == NARRATOR:
        return f"{publisher_of(report)}, in its own voice"
    if claim.source.name == UNATTRIBUTED:
        return f"nobody named, in {publisher_of(report)}"
    return claim.source.name

"""The dateline of an agency's report: place, day and agency before the first sentence. "KHARTOUM, March 15, 2026 (Reuters) - The army"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.read.published import find_date

_PLACE = r"(?P<place>[A-Z][\w'’.-]*(?:[ /][A-Z][\w'’.-]*){0,3}(?:,\s[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,2})?)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?P<day>(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})(?:,?\s(?:19|20)\d\d)?|(?:19|20)\d\d-\d\d-\d\d)"
_AGENCY = r"(?:\((?P<round>[A-Z][^()\n]{1,40})\)|/(?P<slashed>[A-Z][^/\n]{1,40})/)"
_DASH = r"(?:[–—−:]|-{1,2}(?=\s))"
_FULL = re.compile(
    rf"{_PLACE}(?:,\s{_DAY}\.?)?[\s.,–—−-]{{0,5}}{_AGENCY}\.?\s{{0,3}}(?:{_DASH}\s{{0,2}}|$|(?=\s?[A-Z“\"‘']))"  # with an agency
    rf"|{_PLACE.replace('place', 'place2')},\s{_DAY.replace('day', 'day2')}\s{{0,2}}{_DASH}\s{{0,2}}"  # with a day alone
    rf"|\((?P<first>[A-Z][A-Z]{{1,9}}|[A-Z][\w ]{{2,30}})\)\s{{0,2}}{_DASH}\s{{0,2}}",  # with an agency alone
)
FIRST_LINES, LONGEST = 6, 140  # a dateline opens one of the first lines, and is short


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline says; None: it does not say. length: of the line's characters that it takes."""

    place: str | None
    day: str | None  # ISO; None also where no year is given
    agency: str | None
    length: int


def find_dateline(text: str) -> Dateline | None:
    """The dateline that opens one of the text's first lines; None where there is none."""
    lines = [line for line in text[:2000].splitlines() if line.strip()][:FIRST_LINES]
    return next((found for line in lines if (found := read_dateline(line.strip()))), None)


def read_dateline(line: str) -> Dateline | None:
    """The dateline with which a line begins."""
    match = _FULL.match(line[:LONGEST])
    if match is None:
        return None
    agency = match["round"] or match["slashed"] or match["first"]
    if agency and (find_date(agency) or agency.lower() in ("updated", "update", "adds", "recasts")):
        agency = None
    day = match["day"] or match["day2"]
    return Dateline(place=match["place"] or match["place2"], day=find_date(day) if day else None, agency=agency, length=match.end())

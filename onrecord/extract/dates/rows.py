"""Dates that share words: "8-10 December 2014", "December 8 and 9", "from May to July 2014"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.extract.dates.grammar import Found

_JOIN = r"\s?(?:-|–|—|/|,|&|to|and|or|until|till)\s?"
_NUMBER_BEFORE = re.compile(rf"(?:(?<=\s)|(?<=\()|^)(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?){_JOIN}(?:the\s)?$")
_NUMBER_AFTER = re.compile(
    rf"{_JOIN}(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)(?!\w|[.:,]\d)"
    r"(?:,?\s(?P<year>(?:19|20)\d\d)(?!\w)|(?=[.,;:)]|$|\n|\s(?:in|at|when|by|after|before|while|as|that)\b))"
)
_BETWEEN = re.compile(r"\s?(?:-|–|—|/|,|&|to|and|or|until|till|through|,\sand)\s?(?:the\s|early\s|late\s|mid-)?$")
_SHORT_YEAR = re.compile(r"[-–/](\d\d)(?![-–/\w]|[.,:]\d)")
_MOST_IN_A_ROW = 8


def share_words(text: str, found: Iterable[Found]) -> list[Found]:
    """The expressions of a text, with the lone numbers of such rows among them and the years passed on to the left."""
    rows: list[Found] = []
    for one in found:
        if rows and one.start < rows[-1].end:
            continue  # the year that ends a row of days
        rows += _row(text, one, rows[-1].end if rows else 0) if _is_day(one) else _years(text, one)
    return _pass_years(text, rows)


def _years(text: str, found: Found) -> list[Found]:
    """ "in 1915-16": a year and the one after it by its last two digits."""
    year = found.parts.get("modernyear") or found.parts.get("oldyear")
    after = _SHORT_YEAR.match(text, found.end) if year and len(found.parts) == 1 and found.end - found.start == len(str(year)) else None
    if after is None or int(after[1]) != int(str(year)[2:]) + 1:
        return [found]
    second = replace(found, start=after.start(1), end=after.end(1), parts={next(iter(found.parts)): str(year)[:2] + after[1]})
    return [found, second]


def _is_day(found: Found) -> bool:
    return found.kind == "date" and "day" in found.parts and "month" in found.parts


def _row(text: str, found: Found, after: int) -> list[Found]:
    month_first = text[found.start : found.start + 20].lstrip("theT ").lower().startswith(found.words["month"].lower()[:3])
    if month_first and "weekday" not in found.parts:
        return _numbers_after(text, found)
    row, start = [found], found.start
    while len(row) < _MOST_IN_A_ROW:
        low = max(after, start - 12)
        match = _NUMBER_BEFORE.search(text[low:start])
        if not match or ("year" in found.words and match["day"] == found.words["year"]):
            break
        start = low + match.start()
        row.insert(0, replace(found, start=start, end=low + match.end("day"), parts=_same_month(found, match["day"])))
    return row


def _same_month(found: Found, day: str) -> dict[str, int | float | str]:
    return {k: v for k, v in found.parts.items() if k in ("month", "year", "which", "inyear")} | {"day": day}


def _numbers_after(text: str, found: Found) -> list[Found]:
    row = [found]
    while "year" not in row[-1].parts and len(row) < _MOST_IN_A_ROW:
        match = _NUMBER_AFTER.match(text, row[-1].end)
        if not match:
            break
        parts = _same_month(found, match["day"])
        if match["year"]:
            parts["year"] = match["year"]
            row = [replace(one, parts=one.parts | {"year": match["year"]}) for one in row]
        row.append(replace(found, start=match.start("day"), end=match.end(), parts=parts))
    return row


def _pass_years(text: str, rows: Sequence[Found]) -> list[Found]:
    """A month or day without a year that is joined to one with a year is of that year, or of the one before where it would run backward."""
    done = list(rows)
    for i in range(len(done) - 2, -1, -1):
        left, right = done[i], done[i + 1]
        if "year" in left.parts or "year" not in right.parts:
            continue
        if left.kind == right.kind == "season" and "which" not in left.parts and _BETWEEN.fullmatch(text[left.end : right.start]):
            done[i] = replace(left, parts=left.parts | {"year": right.parts["year"]})  # "in the spring and summer of 1943"
        if left.kind != "date" or right.kind != "date":
            continue
        month, later = _month(left), _month(right)
        if month is None or "which" in left.parts or right.start - left.end > 16 or not _BETWEEN.fullmatch(text[left.end : right.start]):
            continue
        year = int(str(right.parts["year"])) - (1 if later and month > later else 0)
        done[i] = replace(left, parts=left.parts | {"year": str(year)})
    return done


def _month(found: Found) -> int | None:
    value = found.parts.get("month", found.parts.get("baremonth"))
    return int(value) if value is not None else None

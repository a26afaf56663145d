"""Dates that no words of a report name, reckoned from a length: "nine months after it was driven out", "for seven weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates.facts import Facts
from onrecord.extract.dates.option import Option, an_option, lead_word
from onrecord.extract.dates.page import Frame, Page, starting
from onrecord.records import Span

_IN_LINE = 20  # mentions of one sentence that are looked at
_TURN = re.compile(r"(?i)\s(after|before)\b")
_AFTER_LENGTH = re.compile(r"(?i)\s(of|since|after|ago|on|long)\b")
_LENGTH = re.compile(r"P(\d{1,4})([DWMY])")


def reckoned(page: Page, frame: Frame, low: int, high: int, facts: Facts) -> Iterator[Option]:
    """low, high: the claim's sentence."""
    yield from _told_by_length(page, frame, low, high, facts)
    yield from _so_far(page, frame, low, high, facts)


def _told_by_length(page: Page, frame: Frame, low: int, high: int, facts: Facts) -> Iterator[Option]:
    """ "nine months after it was driven out": the event of the second clause lies so long before the first's, or before publication."""
    near = starting(page.mentions, low, high)[:_IN_LINE]
    bases = [(m.start, date.fromisoformat(m.earliest)) for m in near if m.earliest and m.precision == 1][:2]
    for mention in near:
        if mention.type != "DURATION":
            continue
        turn = _TURN.match(page.text, mention.end)
        length = _LENGTH.fullmatch(mention.value)
        if not turn or not length:
            continue
        count, unit = int(length[1]), length[2]
        side = "told" if frame.quote.start >= turn.end() else ("in" if frame.quote.start <= mention.start < frame.quote.end else "out")
        back = -1 if turn[1].lower() == "after" else 1
        for at, base in [*bases, *([(-1, page.today)] if page.today else [])]:
            days = _so_far_from(base, back * count, unit)
            if days:
                own = [side, f"{side},{turn[1].lower()}", "named" if at >= 0 else "published"]
                yield an_option(days, Span(mention.start, mention.end), "r", own, facts)


def _so_far(page: Page, frame: Frame, low: int, high: int, facts: Facts) -> Iterator[Option]:
    """ "three months of fighting", "for seven weeks", "it is eleven days since": a length up to the day of publication; its first day."""
    if page.today is None:
        return
    for mention in starting(page.mentions, low, high)[:_IN_LINE]:
        length = _LENGTH.fullmatch(mention.value)
        if mention.type != "DURATION" or not length:
            continue
        first = cal.add(page.today, -int(length[1]), length[2])
        if first is None:
            continue
        side = "in" if frame.quote.start <= mention.start < frame.quote.end else "out"
        after = _AFTER_LENGTH.match(page.text, mention.end)
        turn = after[1].lower() if after else "-"
        own = [side, f"{side},lead={lead_word(page.text, mention.start)}", f"{side},then={turn}", f"unit={length[2]}", f"then={turn}"]
        span = Span(mention.start, mention.end)
        yield an_option((first.isoformat(), page.today.isoformat()), span, "l", own, facts)
        if turn in ("since", "after", "ago"):
            yield an_option((first.isoformat(), first.isoformat()), span, "l+first", own, facts)


def _so_far_from(base: date, count: int, unit: str) -> tuple[str, str] | None:
    middle = cal.add(base, count, unit)
    if middle is None:
        return None
    slack = 1 if unit == "Y" or (unit == "M" and abs(count) >= 6) else 0
    low, high = cal.add_months(middle, -slack), cal.add_months(middle, slack)
    return (low.isoformat(), high.isoformat()) if low and high else None

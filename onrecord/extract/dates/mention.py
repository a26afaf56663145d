"""The layer's record: a time expression of a text and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Words that name a time. Offsets count code points of the text; value is in TIMEX3 form.

    earliest and latest are ISO dates, both None where the words name no stretch of the calendar or nothing fixes it.
    precision is UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more.
    """

    start: int
    end: int
    type: TimexType
    value: str
    earliest: str | None = None
    latest: str | None = None
    precision: int | None = None


def precision_of(first: date, last: date) -> int:
    """UCDP's date_prec of a stretch, by its length in days."""
    length = (last - first).days + 1
    for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if length <= most:
            return code
    return 5

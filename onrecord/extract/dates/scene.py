"""Where a text stands in time: its publication day, the days it has named so far, and which way a sentence looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from onrecord.extract.dates import calendar as cal
from onrecord.extract.dates import saying
from onrecord.extract.dates.calendar import Days

_SENTENCE_BREAK = re.compile(r"(?<![ap]\.m)[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n")
_JOINED = re.compile(r"\s?(?:-|–|—|to|and|until|till|through|into|,)\s?(?:the\s|early\s|late\s|into\s|on\s)?$")
_TO_BE = re.compile(r"(?i)\bbe\s(?:\w{2,12}ly\s)?$")  # "will be pulled back", "to be freed": the participle looks where its verb looks
_TURN = 7  # months back that a story leaps only by a turn of the year
_REACH = 160  # characters in which a verb may stand from the date it places


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression means. days None: open, or no stretch of the calendar. unit: the fineness of the words (D, W, M, Y ...)."""

    type: str
    value: str
    days: Days | None = None
    unit: str = ""


class Direction:
    """Tells whether a sentence looks back or ahead, by the nearest verb; compiled from a language's word lists."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        ahead = "|".join(re.escape(w) for w in words["ahead"])
        back = "|".join(re.escape(w) for w in words["back"])
        endings = "|".join(re.escape(w) for w in words["back_endings"])
        self.cue = re.compile(rf"(?i)(?<!\w)(?:(?P<ahead>{ahead})|(?P<back>{back}|\w{{3,20}}(?:{endings})))(?!\w)")
        self.limit = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(words['limits'])})\s+(?:the\s+)?$")
        self.since = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(words['since'])})\s+(?:the\s+)?$")
        self.condition = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(words['conditions'])})(?!\w)")
        self.orders = frozenset(words["orders"])

    def of(self, text: str, start: int, end: int) -> str | None:
        """ "ahead", "back", or None where no verb of the sentence says."""
        low = max(0, start - _REACH)
        # One character more than the stretch, so that a break just before the date sees the date's capital.
        breaks = [m.end() for m in _SENTENCE_BREAK.finditer(text, low, start + 1) if m.end() <= start]
        before = text[breaks[-1] if breaks else low : start]
        if self.since.search(before):
            return "back"
        limited = self.limit.search(before) is not None
        if limited and self.condition.search(before):
            return "ahead"
        cues = [m for m in self.cue.finditer(before) if not (m["back"] and _TO_BE.search(before, 0, m.start()))]
        cue = cues[-1] if cues else None
        if cue is None:
            stop = _SENTENCE_BREAK.search(text, end, end + _REACH)
            cue = self.cue.search(text[end : stop.start() if stop else end + _REACH])
            if cue is None:
                return "ahead" if limited else None
        elif limited and self.orders & set(before[cue.start() :].lower().split()):
            return "ahead"
        return "ahead" if cue["ahead"] else "back"


@dataclass(slots=True, kw_only=True)
class Scene:
    """What the readers know while they walk through a text from its beginning."""

    text: str
    today: date | None  # the day from which the writer speaks
    narrative: bool  # a history: days without a year belong to the story, not to the day of publication
    direction: Direction
    likely_year: int | None = None  # where nothing tells when the text was written: the year it names most
    last: dict[str, date] = field(default_factory=dict)  # the last day, month, year that was named, by unit D, M, Y
    at: tuple[int, Reading] | None = None  # the expression before, and where it ended
    year_at: tuple[int, int] | None = None  # where a year was last written out, and which

    def looks(self, start: int, end: int) -> str | None:
        return self.direction.of(self.text, start, end)

    def remember(self, reading: Reading, end: int) -> None:
        """A day names its month and its year too; a year takes back no day that was named before it."""
        self.at = (end, reading)
        if reading.days is None or reading.unit not in ("D", "W", "M", "Y", "S"):
            return
        first = reading.days[0]
        self.last["Y"] = first
        if reading.unit in ("D", "M", "W"):
            self.last["M"] = first
        if reading.unit == "D":
            self.last["D"] = first

    def saying_day(self, start: int) -> date | None:
        """The day on which the speaker of "overnight" spoke: "said on Friday that ... overnight"; else the writer's own."""
        if self.today is None or self.at is None or not self.at[1].days or self.at[1].unit != "D":
            return self.today
        end, reading = self.at
        day = self.at[1].days[1]
        near = start - end < 200 and "\n" not in self.text[end:start] and 0 <= (self.today - day).days <= 3
        told = saying.BEFORE.search(self.text, max(0, end - 70), end) or saying.AFTER.match(self.text, end)
        return day if near and told and reading.type == "DATE" else self.today

    def joined_to(self, start: int) -> date | None:
        """The day of the expression just before, where only "to", "and" or the like stands between."""
        if self.at is None or start - self.at[0] > 20 or not self.at[1].days or self.at[1].unit != "D":
            return None
        return self.at[1].days[1] if _JOINED.fullmatch(self.text, self.at[0], start) else None

    def base(self, unit: str) -> date | None:
        """The day that "the next day", "that month" start from: the last one named so fine, else the writer's own."""
        order = {"D": "D", "W": "D", "M": "M"}.get(unit, "Y")
        return self.last.get(order) or (self.today if not self.narrative else self.last.get("Y"))

    def own(self) -> date | None:
        """The day that "last year" starts from: the writer's; in a history the story's."""
        return self.last.get("Y") if self.narrative and self.last else self.today

    def infer_year(self, month: int, number: int | None, start: int, end: int) -> int | None:
        """The year of a month or day without one."""
        if self.year_at and 0 <= start - self.year_at[0] < 120 and not _SENTENCE_BREAK.search(self.text, self.year_at[0], start):
            return self.year_at[1]
        if self.narrative or self.today is None:
            return self._story_year(month)
        first = self.joined_to(start)
        if first and number and first.month == month:
            return first.year  # "from 3 to 9 February": both days of one year
        chances = [d for y in (-1, 0, 1) if (d := _first(self.today.year + y, month, number))]
        if not chances:
            return None
        nearest = min(chances, key=lambda d: abs((d - self.today).days) if self.today else 0)
        way = self.looks(start, end)
        if way is None:
            return (([d for d in chances if d <= self.today] or [nearest])[-1]).year
        behind = [d for d in chances if d <= self.today]
        beyond = (
            [d for d in chances if d.replace(day=28) >= self.today.replace(day=1)]
            if number is None
            else [d for d in chances if d >= self.today]
        )
        pick = (behind[-1] if behind else nearest) if way == "back" else (beyond[0] if beyond else nearest)
        if way == "back" and self.direction.since.search(self.text, max(0, start - 20), start):
            return pick.year
        # A verb can mislead by a clause; a day eleven months off that could be next week's is next week's.
        return nearest.year if abs((pick - self.today).days) > 300 else pick.year

    def _story_year(self, month: int) -> int | None:
        """The story's year, which turns where the months would run back: "in December ... in February"."""
        year, at = self.last.get("Y"), self.last.get("M")
        if year is None or at is None or at.year != year.year:
            return year.year if year else self.likely_year
        return year.year + (1 if at.month - month >= _TURN else 0)


def _first(year: int, month: int, number: int | None) -> date | None:
    return cal.day(year, month, number or 1)

"""The typed records that pass between stages; no behaviour beyond checking themselves.

Report -> Claim -> Event (with its Findings, figures and Grade); Spells are the control view. A *source* is who speaks; where a
report is fetched from is a *location*. Offsets count Unicode code points of `Report.text`, first included, last excluded.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change, ControlState, FindingKind, GradeLabel, Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import NARRATOR, UNATTRIBUTED
from onrecord.vocab.roots import Basis


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from zero or more: [{self.start}:{self.end}]")

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Exact words of a report and where they stand."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def words_at(text: str, span: Span) -> Words:
    return Words(text=text[span.start : span.end], start=span.start, end=span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text, with its origin and its digest."""

    id: str
    text: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None  # as given: ISO date, or RFC 3339 date-time with zone; None: not known
    language: str | None = None
    title: str | None = None
    author: str | None = None
    digest: str = ""  # SHA-256 of the archived original's bytes, hex
    location: str = ""  # where it was read from: a path, or path#line
    collected: str | None = None  # when it was read, RFC 3339
    warnings: tuple[str, ...] = ()
    stated: tuple[tuple[str, str], ...] = ()  # where a field was read: ("published", "dateline")
    marks: tuple[tuple[int, str], ...] = ()  # what of the original begins at an offset of text, in order: (0, "page 1")
    supersedes: str | None = None  # the report whose place it takes: what its publisher had under this address before
    confidential: bool = False  # it never leaves; what it says counts at most as "a confidential source"
    dateline: str | None = None  # the place that its dateline names, in its words
    agency: str | None = None  # the agency that its dateline credits, in its words

    def mark_at(self, offset: int) -> str | None:
        """The page, paragraph or chapter of the original in which the code point at this offset stands; None: not known."""
        upto = bisect_right(self.marks, (offset, chr(0x10FFFF)))
        return self.marks[upto - 1][1] if upto else None

    def marks_of(self, start: int, end: int) -> tuple[str, ...]:
        """The pages, paragraphs or chapters of the original in which the words from start to end stand, in order; none: not known."""
        first = max(bisect_right(self.marks, (start, chr(0x10FFFF))) - 1, 0)
        last = bisect_right(self.marks, (max(end - 1, start), chr(0x10FFFF)))
        return tuple(dict.fromkeys(mark for at, mark in self.marks[first:last] if at < max(end, start + 1)))

    @property
    def published_day(self) -> str | None:
        """The publication date alone, YYYY-MM-DD."""
        return self.published[:10] if self.published else None

    def known_at(self) -> str | None:
        """The moment from which the report counts as known, as `moment` has it; None: no publication date that can be read.

        A revision bears the date of the page's first publication; its words are known from the day on which they were found there.
        """
        if self.supersedes and self.collected and (found := moment(self.collected)):
            return max(found, moment(self.published) or "" if self.published else "")
        return moment(self.published) if self.published else None


def moment(text: str) -> str | None:
    """An ISO date or RFC 3339 date-time as YYYY-MM-DDTHH:MM:SSZ in UTC, so that moments compare as text; None if it is neither.

    A bare date is the end of that day; a date-time without a zone is taken as UTC.
    """
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == 10:
        at = at.replace(hour=23, minute=59, second=59)
    try:
        at = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
    except OverflowError:  # the first or last day that there is, in another zone
        return None
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=65_536)
def day(text: str | None) -> int | None:
    """A day as a count, None for what is not an ISO date."""
    try:
        return dt.date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who speaks. name is `narrator` for the publisher's own voice, `unattributed` for "reportedly"; mention is then None."""

    name: str
    mention: Words | None = None
    kind: str = "unknown"
    side: str | None = None
    via: tuple[str, ...] = ()  # relays between the speaker and the publisher, nearest the speaker first

    @property
    def named(self) -> bool:
        return self.name not in (NARRATOR, UNATTRIBUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place at the precision of the words. A coordinate is the named place's own or its unit's centre, never finer."""

    name: str
    mention: Words | None = None
    country: str | None = None  # ISO 3166 alpha-3
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None  # UCDP where_prec 1 exact .. 7 water or air
    gazetteer: str | None = None  # e.g. geonames:163808
    parents: tuple[str, ...] = ()  # names of the places it lies in, nearest first, where known


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When it happened: first and last day it may have happened on, ISO dates; as fine as the words give, no finer."""

    earliest: str
    latest: str
    mention: Words | None = None
    precision: int | None = None  # UCDP date_prec 1 day .. 5 year


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count as a range. low None: open below ("up to 40"); high None: open above ("at least 12")."""

    what: Measure
    low: int | float | None = None
    high: int | float | None = None
    of: str | None = None  # of whom, in the report's words or an actor's name
    mention: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who holds, took or lost a place. A place lost by X to Y: holder Y, gain. Lost with no new holder named: holder X, loss."""

    holder: str
    place: str
    extent: str = "all"  # all, most, part, or "NN%"
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """In one report, one source says one thing happened (or did not), in these words."""

    id: str
    report: str
    quote: Words
    source: Source
    type: EventType
    modality: Modality = Modality.ASSERTED
    cue: Words | None = None
    actor: str | None = None
    target: str | None = None
    place: Place | None = None
    when: When | None = None
    figures: tuple[Figure, ...] = ()
    control: Control | None = None
    made_by: str = ""
    confidence: Mapping[str, float] = field(default_factory=dict)  # per field, 0 to 1; empty: not estimated
    translation: str | None = None  # of the quote, into English, by a machine; None: the quote is English, or nobody translated it
    filled: tuple[str, ...] = ()  # fields of another program's claim that our libraries completed


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """An origin of claims: a speaker, or the publisher whose words others copied."""

    name: str
    claims: tuple[str, ...]
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Why a claim stands under its root. `of` is the claim whose root it takes; None: its source, or its publisher, is the root."""

    claim: str
    basis: Basis
    of: str | None = None
    share: float | None = None  # of the shorter passage's runs of words, or of its words, that both have; None: not what it rests on
    because: str = ""  # what both have in common, in a few words


@dataclass(frozen=True, slots=True, kw_only=True)
class RootFigure:
    """One root's range for a count: the least and the most it has said."""

    root: str
    low: int | float | None
    high: int | float | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFigure:
    """One count of an event: the envelope over all roots, and each root's own line. Never an average, never a sum."""

    what: Measure
    of: str | None
    low: int | float | None
    high: int | float | None
    by_root: tuple[RootFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    label: GradeLabel
    rule: str  # one sentence: the rule that gave the label
    because: tuple[str, ...]  # ids of the claims that made it
    ruled: Grade | None = None  # what the rules give, where a person set another


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What speaks for a contradiction, or against it, and what that adds to the log-odds of the rule that weighs them."""

    statement: str
    adds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """On this point claims agree or differ. A contradiction names exactly two claims, one a side."""

    id: str
    kind: FindingKind
    claims: tuple[str, ...]
    because: str  # one sentence, with the words of both sides
    strength: Strength = Strength.DIRECT
    weight: float | None = None  # of a contradiction: all its signs together, 0 to 1
    signs: tuple[Sign, ...] = ()  # the weightiest of them, first


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Claims that speak of the same thing. Every claim stands in exactly one event and under exactly one of its roots."""

    id: str
    type: EventType
    claims: tuple[str, ...]
    roots: tuple[Root, ...]
    place: Place | None = None
    earliest: str | None = None
    latest: str | None = None
    reports: int = 0
    figures: tuple[EventFigure, ...] = ()
    grade: Grade | None = None
    findings: tuple[Finding, ...] = ()
    origins: tuple[Origin, ...] = ()  # one for each claim, in the order of claims: the root graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A moment known only within bounds, ISO dates."""

    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A holder held a place from about then to about then, according to one root (None: the consolidated view)."""

    place: str
    holder: str | None
    state: ControlState
    extent: str = "all"
    start: Bounds = field(default_factory=Bounds)
    end: Bounds = field(default_factory=Bounds)
    according_to: str | None = None
    claims: tuple[str, ...] = ()
    rule: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Input that was passed over, where it stood and why."""

    location: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision: two claims speak of the same event, or of different ones."""

    left: str
    right: str
    same: bool
    by: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One named statement about two claims, and what it adds to the log-odds that both speak of one event."""

    statement: str
    means: str  # when the statement is true
    holds: float  # how far it is, 0 to 1
    adds: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two claims compared: what speaks for one event, and whether they stand in one."""

    left: str
    right: str
    together: bool
    total: float  # log-odds
    reasons: tuple[Reason, ...]
    decided: str  # one sentence: what put them together or kept them apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything the publish stage shows: what was read, what was said, and what it comes to."""

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    events: tuple[Event, ...] = ()
    spells: tuple[Spell, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    as_known_at: str | None = None
